"""A report: sentences, and tables whose rows may carry a bar; the same on a screen, in markdown and in its file."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from ictwg.domain.text import clean
from ictwg.minutes.printed.escaping import plain
from ictwg.minutes.printed.files import file_name, write_export
from ictwg.minutes.printed.front_matter import with_front_matter
from ictwg.minutes.printed.markdown import table

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ictwg.minutes.printed.files import WrittenFile
    from ictwg.reports.period import ReportRequest


class Bar(NamedTuple):
    """How much of a row stands out (`dark`: overdue, absent) and how much does not; in what the table counts."""

    dark: int = 0
    light: int = 0

    @property
    def length(self) -> int:
        return self.dark + self.light


class ReportTable(NamedTuple):
    """Cells as they are shown; a cell of figures alone stands to the right.

    Attributes:
        bars: One for each row, or none at all.
        legend: What the two halves of the bars are.
        less: The columns that give way where the room is short, the first of them first.
        leads: The table and id of the record that a row tells of, or None; one for each row, or none at all.
        empty: What stands there instead, where there is no row.
    """

    heading: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    bars: tuple[Bar, ...] = ()
    legend: str = ""
    less: tuple[int, ...] = ()
    leads: tuple[tuple[str, str] | None, ...] = ()
    empty: str = ""


class Report(NamedTuple):
    """Everything of one report for one audience.

    Attributes:
        kind: `followup`, `decisions`, `attendance`.
        about: The period, the body, the audience, in one line each.
        values: For the head of the file: what it is, of which days, for whom.
        language: In which it is written.
    """

    kind: str
    title: str
    about: tuple[str, ...]
    summary: tuple[str, ...]
    tables: tuple[ReportTable, ...]
    values: dict[str, str]
    language: str


DARK, LIGHT = "█", "░"


def drawn(bar: Bar, longest: int, room: int) -> str:
    """The bar in `room` signs where the longest takes them all; what is not nothing is never drawn as nothing."""
    if not longest:
        return ""
    whole = _signs(bar.length, longest, room)
    dark = min(whole, _signs(bar.dark, longest, room))
    dark = dark - 1 if bar.light and dark == whole and whole > 1 else dark
    return DARK * dark + LIGHT * (whole - dark)


def _signs(count: int, longest: int, room: int) -> int:
    return max(round(count * room / longest), 1) if count else 0


ROOM = 20
"""Signs of the longest bar: a table of eight columns still fits a page across."""


def report_markdown(report: Report) -> str:
    return with_front_matter(report.values, "\n" + "\n".join(_lines(report)) + "\n")


def _lines(report: Report) -> Iterator[str]:
    yield f"# {_line(report.title)}"
    yield ""
    yield "  \n".join(_line(line) for line in report.about)
    for sentence in report.summary:
        yield f"\n{_line(sentence)}"
    for one in report.tables:
        yield f"\n## {_line(one.heading)}\n"
        yield from _table(one)


def _table(one: ReportTable) -> list[str]:
    if not one.rows:
        return [f"*{_line(one.empty)}*"] if one.empty else []
    heads, rows = [_line(name) for name in one.columns], [[_line(cell) for cell in row] for row in one.rows]
    if one.bars:
        longest = max(bar.length for bar in one.bars)
        heads.append("")
        rows = [[*row, drawn(bar, longest, ROOM)] for row, bar in zip(rows, one.bars, strict=True)]
    legend = ["", f"*{_line(one.legend)}*"] if one.bars and one.legend else []
    return [*table(heads, rows), *legend]


def _line(text: str) -> str:
    return plain(clean(text))


FOLDER = "reports"


def report_name(kind: str, asked: ReportRequest) -> str:
    """`followup-2010-01-01-2010-12-31-members.md`."""
    days = (asked.since.isoformat(), asked.until.isoformat())
    return file_name(kind, asked.series.strip("*"), *days, asked.audience, suffix=".md")


def file_report(to: str, kind: str, asked: ReportRequest, text: str) -> WrittenFile:
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
