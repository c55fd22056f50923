"""The forms in which a paper is written: a new one is a module with `write` and `is_ours`, and a line here.

write(document) → bytes        the same document gives the same bytes
is_ours(bytes) → bool          whether a file is one of ours exactly as it was written
"""

from __future__ import annotations

from importlib import import_module
from importlib.util import find_spec
from typing import Any, NamedTuple

from ictwg.domain.text import harmless
from ictwg.errors import UnavailableError
from ictwg.locales import t
from ictwg.papers.document import Document


class FileForm(NamedTuple):
    """One form of a file.

    Attributes:
        name: As `--format` takes it.
        suffix: Of the file.
        module: What writes it, loaded when it does.
        binary: A terminal cannot show it, and no sign of it may be another one.
        tabular: It holds tables of cells, and no pages.
        comes_back: What stands in it is read again, and keeps its words.
        needs: The library that writes it, where that is one of the extra `office`.
    """

    name: str
    suffix: str
    module: str
    binary: bool = False
    tabular: bool = False
    comes_back: bool = False
    needs: str = ""

    @property
    def is_there(self) -> bool:
        return not self.needs or find_spec(self.needs) is not None

    def write(self, document: Document) -> bytes:
        """The whole file.

        Raises:
            UnavailableError: What writes it is not installed.
        """
        data: bytes = self._writer().write(document)
        return data if self.binary else harmless(data.decode()).encode()

    def is_ours(self, data: bytes) -> bool:
        """Whether the program wrote these bytes, and nobody has changed them."""
        ours: bool = self._writer().is_ours(data)
        return ours

    def _writer(self) -> Any:
        try:
            return import_module(f"ictwg.papers.{self.module}")
        except ImportError as missing:
            if str(missing.name).startswith("ictwg"):
                raise
            raise UnavailableError(
                t("forms.missing", form=t(f"forms.{self.name}")), t("forms.missing.hint")
            ) from missing


PDF = FileForm("pdf", ".pdf", "pdf", binary=True, needs="typst")
WORD = FileForm("docx", ".docx", "docx", binary=True, needs="docx")
WEB_PAGE = FileForm("html", ".html", "html")
MESSAGE = FileForm("message", ".txt", "message")
SPREADSHEET = FileForm("xlsx", ".xlsx", "xlsx", binary=True, tabular=True, needs="xlsxwriter")
CSV = FileForm("csv", ".csv", "sheet_csv", tabular=True, comes_back=True)
CALENDAR = FileForm("ics", ".ics", "ics", binary=True, needs="icalendar")
CARDS = FileForm("vcf", ".vcf", "vcf", binary=True)
MARKDOWN = FileForm("markdown", ".md", "markdown", comes_back=True)

ZIP = FileForm("zip", ".zip", "zipped", binary=True)
"""Of several papers at once: no paper is written in it."""

FORMS = {one.name: one for one in (PDF, WORD, WEB_PAGE, MESSAGE, SPREADSHEET, CSV, CALENDAR, CARDS, MARKDOWN)}
"""In the order in which people are offered them."""

SHEETS = (PDF, WORD, WEB_PAGE)
PAGES = (*SHEETS, MARKDOWN)
TABLES = (SPREADSHEET, CSV)
"""The last is read again: what was changed in it can be imported."""


def form_of(name: str) -> FileForm:
    """The form of a file, by the end of its name; what ends otherwise is a message."""
    return next((form for form in (*FORMS.values(), ZIP) if name.lower().endswith(form.suffix)), MESSAGE)
