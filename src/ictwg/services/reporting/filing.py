"""Where a report is written: a file of its days and its audience."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from ictwg.exchange.writing.files import write_export
from ictwg.exchange.writing.names import file_name

if TYPE_CHECKING:
    from ictwg.exchange.writing.files import Written
    from ictwg.services.reporting.period import Asked

FOLDER = "reports"


def report_name(kind: str, asked: Asked) -> str:
    """`followup-2010-01-01-2010-12-31-members.md`."""
    days = (asked.since.isoformat(), asked.until.isoformat())
    return file_name(kind, asked.series.strip("*"), *days, asked.audience, suffix=".md")


def file_report(to: str, kind: str, asked: Asked, text: str) -> Written:
    """Into a folder, under the report's own name, or into a file: a path that ends like one is one.

    Raises:
        StorageError: It cannot be written.
    """
    path = Path(to)
    if path.suffix and not path.is_dir():
        return write_export(str(path.parent), path.name, text)
    return write_export(to, report_name(kind, asked), text)


def beside(shared_file: str) -> str:
    """The folder of reports beside the shared file."""
    return str(Path(shared_file).absolute().parent / FOLDER)
