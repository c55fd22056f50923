"""Papers as texts, in the forms that are texts: what tests look into."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any, NamedTuple

from tests.builders import MemoryState

from ictwg.app.catalogue import LIST, paper_named, papers_of
from ictwg.app.csv_lists import RecordList
from ictwg.domain.records import Meeting, Organization, Round
from ictwg.domain.schema import Record
from ictwg.domain.state import State
from ictwg.domain.values import Audience
from ictwg.exports.plan_matrix import Matrix
from ictwg.papers import forms
from ictwg.papers.catalogue import PaperKind, PaperRequest
from ictwg.papers.document import Document, Setup
from ictwg.papers.files import file_name
from ictwg.papers.forms import FORMS, FileForm
from ictwg.records.csv_format import written
from ictwg.records.lookup import Lookup
from ictwg.reports.period import asked_for
from ictwg.reports.report import Report, report_document
from ictwg.sources import sheets
from ictwg.sources.model import BlockKind

MARKDOWN, HTML, PLAIN = (form.suffix for form in (forms.MARKDOWN, forms.WEB_PAGE, forms.MESSAGE))


class Exporter(NamedTuple):
    """A paper about a meeting in one form."""

    paper: PaperKind
    form: FileForm

    @property
    def name(self) -> str:
        return self.paper.name

    @property
    def suffix(self) -> str:
        return self.form.suffix

    def document(self, state: State, meeting: Meeting, audience: Audience, today: date, language: str = "") -> Document:
        (made,) = self.paper.build(PaperRequest(state, today, audience, meeting, language))
        return made

    def render(self, state: State, meeting: Meeting, audience: Audience, today: date, language: str = "") -> str:
        return self.form.write(self.document(state, meeting, audience, today, language)).decode()


EXPORTERS = tuple(
    Exporter(paper, form)
    for form in sorted(FORMS.values(), key=lambda form: form is not forms.MARKDOWN)
    for paper in papers_of(Meeting.SINGULAR)
    if form in paper.forms and not form.binary and paper.name != "declaration"
)
"""Those in markdown first; of a declaration there is one for each who was there."""


def exporter_named(name: str, suffix: str = MARKDOWN) -> Exporter:
    return next(one for one in EXPORTERS if one.name == name and one.suffix == suffix)


def export_name(state: State, meeting: Meeting, exporter: Exporter, audience: Audience) -> str:
    """Of its file, as members see the meeting on its own day."""
    made = exporter.document(state, meeting, audience, meeting.date or date.max)
    return file_name(made, exporter.form)


def matrix_text(
    state: State,
    about: Round,
    home: Organization | None,
    audience: Audience,
    on: date,
    language: str = "",
    form: FileForm = forms.CSV,
) -> str:
    matrix = Matrix(state, about, home, audience, on, language)
    return form.write(matrix.document(tabular=form.tabular)).decode()


def documents(
    name: str, state: State, about: Any, audience: Audience, today: date, language: str = ""
) -> list[Document]:
    return [*paper_named(name).build(PaperRequest(state, today, audience, about, language))]


class Page(NamedTuple):
    """A paper, to be looked at in several forms."""

    document: Document

    def markdown(self) -> str:
        return forms.MARKDOWN.write(self.document).decode()

    def html(self) -> str:
        return forms.WEB_PAGE.write(self.document).decode()


def page(name: str, state: State, about: Any, audience: Audience, today: date, language: str = "") -> Page:
    (made,) = paper_named(name).build(PaperRequest(state, today, audience, about, language))
    return Page(made)


def minutes(state: State, meeting: Meeting, audience: Audience, today: date, language: str = "") -> Page:
    return page("minutes", state, meeting, audience, today, language)


def agenda(state: State, meeting: Meeting, audience: Audience, today: date, language: str = "") -> Page:
    return page("agenda", state, meeting, audience, today, language)


def sign_in(state: State, meeting: Meeting, audience: Audience, today: date, language: str = "") -> Page:
    return page("sign-in", state, meeting, audience, today, language)


def chair_copy(state: State, meeting: Meeting, audience: Audience, today: date, language: str = "") -> Page:
    return page("chair-copy", state, meeting, audience, today, language)


def contact_page(state: State, on: date, audience: Audience, language: str, suffix: str = HTML) -> str:
    made = page("contacts", state, None, audience, on, language)
    return made.html() if suffix == HTML else made.markdown()


def minutes_book(
    state: State, since: date | None, until: date | None, audience: Audience, today: date, language: str = ""
) -> str:
    asked = PaperRequest(state, today, audience, None, language, since, until)
    return "".join(forms.MARKDOWN.write(one).decode() for one in paper_named("book").build(asked))


def report_text(report: Report, suffix: str = MARKDOWN) -> str:
    form = forms.form_of(suffix)
    blocks = report_document(report, asked_for(date(2010, 1, 1), None, None), MemoryState()).blocks
    setup = Setup(example=report.example)
    return form.write(Document("", report.language, Audience.MEMBERS, blocks, head=report.values, setup=setup)).decode()


def spreadsheet_text(lookup: Lookup, kind: type[Record], records: Iterable[Record], language: str = "") -> str:
    """The list as a workbook, as it comes to the reader of lists."""
    about = RecordList("list", kind, tuple(records), lookup)
    asked = PaperRequest(lookup.state, lookup.today, Audience.SECRETARIAT, about, language, tabular=True)
    (data,) = (forms.SPREADSHEET.write(one) for one in paper_named(LIST).build(asked))
    table, *_ = (block for block in sheets.read(data).blocks if block.kind is BlockKind.TABLE)
    return written(table.rows)


def sheet_text(lookup: Lookup, kind: type[Record], records: Iterable[Record], language: str = "") -> str:
    about = RecordList("list", kind, tuple(records), lookup)
    asked = PaperRequest(lookup.state, lookup.today, Audience.SECRETARIAT, about, language, tabular=True)
    return "".join(forms.CSV.write(one).decode() for one in paper_named(LIST).build(asked))
