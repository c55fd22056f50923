"""Reports: what was promised and decided and who came, over a period, counted and drawn."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from functools import lru_cache
from typing import Any, ClassVar, NamedTuple

from rich.cells import cell_len
from textual import work
from textual.app import ComposeResult
from textual.widgets import Static

from ictwg.app.catalogue import paper_named
from ictwg.app.forms import declared as forms
from ictwg.app.forms.choices import Choice
from ictwg.app.forms.declared import fields_for, filled, form_field
from ictwg.app.forms.fields import FormField, flag
from ictwg.domain.changes import Changes
from ictwg.domain.figures import DARK, Bar, drawn
from ictwg.domain.records import CalendarItem, IndicatorValue, Meeting, OutsideReport, Role
from ictwg.domain.schema import RECORDS, Record
from ictwg.domain.seen import AudienceView
from ictwg.domain.text import in_sentence
from ictwg.domain.values import Audience
from ictwg.errors import NotFoundError
from ictwg.exports.messages import Copy
from ictwg.locales import first_known, language, t
from ictwg.papers.markdown import write
from ictwg.programme.coverage import Coverage, Reach, coverage
from ictwg.programme.outside import next_cycle
from ictwg.programme.small_numbers import as_words
from ictwg.programme.year import next_year
from ictwg.records.editing import add, set_fields
from ictwg.records.group import map_of
from ictwg.records.lookup import Lookup
from ictwg.records.reference_data import KnownDistrict
from ictwg.records.tables import Detail, DetailSection
from ictwg.reports import OF_YEAR, PAGES, PAPERS, REPORTS, figures_of
from ictwg.reports.period import (
    EVERY_SERIES,
    ReportRequest,
    about,
    asked_for,
    body_names,
    for_its_recipient,
    moved,
    series_meant,
)
from ictwg.reports.report import Report, ReportTable, Sources, make_report, report_document
from ictwg.ui.declared_screen import RecordDetailScreen, RecordsBehindScreen
from ictwg.ui.disclosure import hand_out
from ictwg.ui.export_menu import PaperOffer, offer, send_out
from ictwg.ui.keys import bindings_for, bindings_with
from ictwg.ui.list_screen import ListScreen
from ictwg.ui.modals.choose import Choose
from ictwg.ui.modals.form_screen import FormScreen, TextEditor
from ictwg.ui.text import line, plain
from ictwg.ui.widgets.columns import GAP, Cell, CellPiece, Column, GroupHeading, within
from ictwg.ui.widgets.row_painter import AROUND

LEAST_LINE = 20
"""Cells of a sentence; of a narrower list, or one that is not laid out yet, the end is cut."""

LEAST_BAR = 6
"""Cells; where a bar has less room it says nothing."""

READABLE = 36
"""Cells of a title that is cut."""


class ReportRow(NamedTuple):
    """One line of the report; `cells` as in its table, the legend and sentences with one cell."""

    id: str
    cells: tuple[str, ...]
    widths: tuple[int, ...] = ()
    heads: tuple[str, ...] = ()
    bar: Bar | None = None
    longest: int = 0
    droppable: tuple[int, ...] = ()
    figures: tuple[bool, ...] = ()
    leads: Sources = ()
    title: bool = False


def rows_of(report: Report, room: int, of: str = "") -> Iterator[ReportRow | GroupHeading]:
    """Its lines in so many cells, then those of its parts; `of` begins the ids of a part.

    A sentence has as many lines as it needs, and behind it is all that the tables count; a row of a table has one.
    """
    yield GroupHeading(f"{of}title", report.title)
    for place, sentence in enumerate((*filter(None, report.written.splitlines()), *report.summary)):
        yield from _sentence(f"{of}said/{place}", sentence, room, leads=report.behind)
    for place, table in enumerate(report.tables):
        yield GroupHeading(f"{of}table/{place}", table.heading, table.legend if table.rows and table.bars else "")
        yield from _table(f"{of}table/{place}", table, room)
    for one in report.parts:
        yield from rows_of(one, room, f"{one.kind}/")


def _sentence(id: str, sentence: str, room: int, leads: Sources = (), *, title: bool = False) -> Iterator[ReportRow]:
    for part, words in enumerate(plain(sentence).wrap(max(room, LEAST_LINE))):
        yield ReportRow(f"{id}/{part}", (words.plain.rstrip(),), leads=leads, title=title)


def laid_out(row: ReportRow, room: int) -> Cell:
    if not row.widths:
        return (CellPiece(row.cells[0], "muted" if row.title else ""),)
    widths = _shared(row, room)
    cells = (_aligned(*cell) for cell in zip(row.cells, widths, row.figures, strict=True) if cell[1])
    text = (" " * GAP).join(cells)
    return (CellPiece(text, "muted" if row.title else ""), *_drawn(row, room - cell_len(text) - GAP))


def _table(id: str, table: ReportTable, room: int) -> Iterator[ReportRow]:
    if not table.rows:
        yield ReportRow(f"{id}/none", (table.empty,), title=True)
        return
    widths = tuple(
        max(cell_len(line(cell)) for cell in column) for column in zip(table.columns, *table.rows, strict=True)
    )
    longest = max((bar.length for bar in table.bars if bar), default=0)
    barred = Bar() if table.bars else None
    figures, droppable = table.figures, table.droppable
    heads = ReportRow(
        f"{id}/heads", table.columns, widths, bar=barred, droppable=droppable, figures=figures, title=True
    )
    yield heads
    for place, cells in enumerate(table.rows):
        bar = table.bars[place] if table.bars else None
        leads = table.leads[place] if table.leads else ()
        yield ReportRow(f"{id}/{place}", cells, widths, table.columns, bar, longest, droppable, figures, leads)
    hidden = [head for head, width in zip(table.columns, _shared(heads, room), strict=True) if not width]
    if hidden:
        yield from _sentence(f"{id}/hidden", t("reports.hidden", columns=", ".join(hidden)), room, title=True)
    if table.below:
        yield from _sentence(f"{id}/below", table.below, room, title=True)


def _shared(row: ReportRow, room: int) -> tuple[int, ...]:
    wanted = room - (LEAST_BAR + GAP if row.bar is not None else 0)
    return _given_way(row.widths, row.droppable, wanted, room)


@lru_cache(maxsize=64)
def _given_way(widths: tuple[int, ...], droppable: tuple[int, ...], wanted: int, room: int) -> tuple[int, ...]:
    """What gives way has no width, so that the bar has room; then the widest columns give what the others need.

    A long title gives before another column goes. It is kept, since all rows of a table have it in common.
    """
    left = list(widths)
    for place in droppable:
        if _taken([min(width, READABLE) for width in left]) > wanted:
            left[place] = 0
    for _ in range(_taken(left) - room):
        widest = left.index(max(left))
        left[widest] = max(left[widest] - 1, GAP)
    return tuple(left)


def _taken(widths: Sequence[int]) -> int:
    return sum(widths) + GAP * (sum(map(bool, widths)) - 1)


def _aligned(cell: str, width: int, figures: bool) -> str:  # noqa: FBT001 - of each column
    shown = within(line(cell), width)
    pad = " " * (width - cell_len(shown))
    return pad + shown if figures else shown + pad


def _drawn(row: ReportRow, room: int) -> tuple[CellPiece, ...]:
    if row.bar is None or room < LEAST_BAR:
        return ()
    signs = drawn(row.bar, row.longest, room)
    dark = signs.count(DARK)
    return (CellPiece(" " * GAP), CellPiece(signs[:dark]), CellPiece(signs[dark:], "muted"))


SINCE, UNTIL, SERIES, AUDIENCE, ORGANIZATIONS = "since", "until", "series", "audience", "organizations"
RECIPIENT = "recipient"
CLEARED = (IndicatorValue.cleared_by, IndicatorValue.cleared_on)
"""Who clears a page for its recipient, and when: numbers of people are then whole."""


def period_fields(lookup: Lookup, asked: ReportRequest) -> tuple[FormField, FormField, FormField]:
    """From when until when, and for whom."""
    since, until, audience = (form_field(lookup, one) for one in (Role.since, Role.until, Meeting.audience))
    return (
        replace(since, name=SINCE, label=t("records.from"), help="", value=asked.since.isoformat()),
        replace(until, name=UNTIL, label=t("records.to"), help="", value=asked.until.isoformat()),
        replace(audience, name=AUDIENCE, help="", value=str(asked.audience), required=True),
    )


def asked_in(lookup: Lookup, values: dict[str, str], **more: Any) -> ReportRequest:
    since, until = Role.since.parse(values[SINCE], lookup), Role.until.parse(values[UNTIL], lookup)
    return asked_for(lookup.today, since, until, audience=Audience(values[AUDIENCE]), **more)


NOTHING = "–0,. %"


def _says_nothing(report: Report) -> bool:
    """Whether there is nothing in it but zeros and dashes."""
    tables = [table for one in (report, *report.parts) for table in one.tables]
    cells = (cell for table in tables for row in table.rows for cell in row[1:] or row)
    return (
        not report.written
        and not any(any(table.leads) for table in tables)
        and not any(cell.strip(NOTHING) for cell in cells)
    )


OF_THE_YEAR = ("calendar", "work_plan")
"""They have a screen of their own, since they look ahead."""


class ReportsScreen(ListScreen[ReportRow]):
    BINDINGS: ClassVar = [*bindings_with("record.copy"), *bindings_for("view", "reports")]
    VIEWS: ClassVar = tuple(kind.name for kind in REPORTS if kind.name not in OF_THE_YEAR)
    told_as: ClassVar = {"list.choose": "reports.look"}
    header: ClassVar = False

    def __init__(self, view: str = "") -> None:
        super().__init__()
        self._view = view or self._view
        self._asked: ReportRequest | None = None
        self._counted: tuple[str, ReportRequest, date, int] | tuple[()] = ()
        self._laid_out = 0

    @property
    def asked(self) -> ReportRequest:
        """For the core group at first, and of the days that the report is usually of: it is the chair who asks."""
        of_year = self._view in OF_YEAR
        usual = asked_for(self.session.today, None, None, of_year=of_year, audience=Audience.CORE, language=language())
        return self._asked or usual

    def view_label(self, view: str) -> str:
        return t(f"reports.kind.{view}")

    @property
    def heading(self) -> str:
        return " · ".join(about(self.session.state, self.asked, self.session.today))

    def above(self) -> ComposeResult:
        """What the figures are about stands right above them."""
        yield from reversed(tuple(super().above()))

    def count(self) -> Report:
        """Over twenty years this takes a second."""
        state, today = self.session.state, self.session.today
        return figures_of(self._view, state, self.asked, today).report(self.asked)

    @property
    def report(self) -> Report:
        """What is asked for, as it was counted last unless something changed since."""
        if self._counted != self._now:
            self._report, self._counted = self.count(), self._now
        return self._report

    @property
    def _now(self) -> tuple[str, ReportRequest, date, int]:
        return self._view, self.asked, self.session.today, self.session.state.version

    @property
    def _is_there(self) -> bool:
        """Whether it was counted, perhaps before somebody's last change."""
        return self._counted[:2] == self._now[:2]

    def reload(self) -> None:
        """The frame at once, the figures once they are counted; until then those of before the last change."""
        self.show()
        if self._counted != self._now:
            self.after_a_frame(self._show_figures)

    def _show_figures(self) -> None:
        _ = self.report
        self.show()

    def show(self) -> None:
        super().reload()

    def go_to(self, view: str) -> None:
        super().go_to(view)
        self.listed.list.action_first()

    def on_resize(self) -> None:
        self.call_after_refresh(self._fit)

    def _fit(self) -> None:
        if self._room != self._laid_out:
            self.show_rows()

    def rows(self) -> tuple[ReportRow | GroupHeading, ...]:
        self._laid_out = self._room
        if not self._is_there or (not self.asked.only and _says_nothing(self._report)):
            return ()
        return tuple(rows_of(self._report, self._laid_out))

    @property
    def empty(self) -> str:
        """What belongs there, and which key begins."""
        if not self._is_there:
            return t("reports.counting")
        return t(first_known(f"reports.empty.{self._view}", "reports.empty"))

    @property
    def _room(self) -> int:
        """Of the whole screen as long as the list is not laid out: the first frame is that of the later ones."""
        return (self.listed.list.room or self.app.size.width - AROUND) - GAP

    def columns(self) -> tuple[Column[ReportRow], ...]:
        return (Column("line", "", self._cell),)

    def _cell(self, row: ReportRow) -> Cell:
        return laid_out(row, self._room)

    def detail(self, row: ReportRow) -> Detail | None:
        """Every cell under its title; in few lines, so that all of them have room and the list stays as high."""
        if row.title or not row.heads:
            return None
        said = tuple(f"{head}: {cell}" for head, cell in zip(row.heads[1:], row.cells[1:], strict=True) if cell)
        return Detail(row.cells[0], "", (DetailSection("", (" · ".join(said),)),))

    def says_more(self, row: ReportRow) -> bool:
        """Where the room was short and a cell was cut."""
        return bool(row.heads) and _shared(row, self._room) != row.widths

    def text(self, row: ReportRow) -> str:
        return " ".join(row.cells)

    def choose(self, row: ReportRow) -> None:
        state = self.session.state
        records = [found for table, id in row.leads if (found := state.get(RECORDS[table], id)) is not None]
        if len(records) == 1:
            self.leave_for(records[0])
        elif records:
            self.app.push_screen(RecordsBehindScreen(row.cells[0], records))
        else:
            self.tell(t("reports.nothing_behind"))

    # What is asked for

    @work
    async def action_period(self) -> None:
        form = FormScreen(t("reports.period.title"), self._fields(), save=self._take, verb="form.show")
        if await self.app.push_screen_wait(form) is not None:
            self.reload()

    def _fields(self) -> tuple[FormField, ...]:
        lookup, asked = self.session.lookup, self.asked
        since, until, audience = period_fields(lookup, asked)
        bodies = (Choice(EVERY_SERIES, t("reports.every_series")), *(Choice(*one) for one in body_names(lookup.state)))
        series = form_field(lookup, Meeting.series)
        told, tip = t("reports.period.organizations"), t("reports.period.organizations.tip")
        named = flag(ORGANIZATIONS, told, tip, on=asked.organizations)
        body = replace(series, name=SERIES, kind="choice", help="", value=asked.series, options=bodies)
        tip = t("reports.period.recipient.tip")
        recipient = FormField(RECIPIENT, t("reports.period.recipient"), tip, value=asked.recipient)
        by, on = (form_field(lookup, field) for field in CLEARED)
        by, on = replace(by, value=asked.cleared_by), replace(on, value=CLEARED[1].type_text(asked.cleared_on, lookup))
        return (since, until, body, audience, named, recipient, by, on)

    def _take(self, values: dict[str, str]) -> None:
        series = values[SERIES]
        asked = asked_in(
            self.session.lookup,
            values,
            series=series if series == EVERY_SERIES else series_meant(self.session.state, series),
            language=language(),
            organizations=values[ORGANIZATIONS] == "yes",
            recipient=values[RECIPIENT].strip(),
            **{field.name: field.parse(values[field.name], self.session.lookup) for field in CLEARED},
        )
        self._asked = for_its_recipient(self.session.state, asked)

    def action_shift(self, by: int) -> None:
        """As many days earlier or later; whole months stay whole months."""
        self._asked = moved(self.asked, by)
        self.reload()

    # What is written beside the figures

    @work
    async def action_write(self) -> None:
        """Paragraphs for one section, which stay with this period and these readers."""
        from ictwg.reports.annual import section_for, sections, write, written

        state, asked = self.session.state, self.asked
        options = [Choice(*one) for one in sections(language())]
        section = await self.app.push_screen_wait(Choose(t("reports.annual.write"), options))
        if section is None:
            return
        title, before = section_for(asked, section), written(state, asked, section)
        text = await self.app.push_screen_wait(TextEditor(title, before))
        if text is not None:
            self.carry_out(lambda: write(state, asked, section, text))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Only the report of the year has room for paragraphs."""
        return (action != "write" or self._view == "annual") and super().check_action(action, parameters)

    # Handing it out

    def action_copy_markdown(self) -> None:
        made = lambda: Copy(write(report_document(self.report, self.asked, self.session.state)).decode(), 1, 0)  # noqa: E731
        hand_out(self, made, self.report.title, self.asked.audience)

    @work
    async def action_export(self) -> None:
        """The report on the screen, for its readers."""
        report, asked = self.report, self.asked
        found = next((one for one in PAPERS if one.name == self._view), None)
        paper = (found or PAPERS[0])._replace(name=self._view, readers=(asked.audience,))
        state = self.session.state
        shown = PaperOffer(report.title, paper, lambda *_: (report_document(report, asked, state),), asked)
        dates = paper_named("dates")
        for_a_calendar = offer(self.session, dates, since=asked.since, until=asked.until)
        more = (for_a_calendar,) if self._view == "calendar" else ()
        await send_out(self, (offer(self.session, paper, asked, report.title) if found else shown, *more))


class PageScreen(ReportsScreen):
    """What a report tells of one record alone: its page.

    Args:
        record: Of a type in `PAGES`.
    """

    def __init__(self, record: Record) -> None:
        self._record = record
        super().__init__()

    @property
    def views(self) -> tuple[str, ...]:
        return (PAGES[self._record.TABLE],)

    @property
    def asked(self) -> ReportRequest:
        return super().asked._replace(only=self._record.id)

    def count(self) -> Report:
        """Of one that is gone, or not for these readers, nothing is told."""
        try:
            return super().count()
        except NotFoundError:
            told = (self._view, self.session.state, self.asked, self.session.today)
            return make_report(*told, (t("reports.none", lang=self.asked.language),), ())


SOME, NONE = "●", "○"

EDGES = 4
"""Cells beside the map, as beside a list."""


class CoverageScreen(ReportsScreen):
    VIEWS = ("campaigns",)

    @property
    def heading(self) -> str:
        return t("places.coverage")

    def above(self) -> ComposeResult:
        yield from super().above()
        yield Static("", id="coverage-map", markup=False)

    def show(self) -> None:
        super().show()
        self._show_map()

    def on_resize(self) -> None:
        super().on_resize()
        self._show_map()

    def _show_map(self) -> None:
        if not self._is_there:
            return
        asked, today, state = self.asked, self.session.today, self.session.state
        seen = AudienceView(state, asked.audience, cleared=asked.is_cleared)
        found = coverage(seen, state, asked.since, min(asked.until, today))
        lines = (super().heading, *map_lines(found, self.size.width - EDGES))
        self.query_one("#coverage-map", Static).update(plain("\n".join(lines)))


def map_lines(found: Coverage, width: int) -> list[str]:
    """Each district where it lies, with its actions and trainings under its name; in one line what covers none."""
    grid = map_of(found.districts)
    room = width // max(map(len, grid), default=1)
    told = [[_cell(found, one) for one in row] for row in grid]
    lines = ["".join(within(cell[at], room - 1).ljust(room) for cell in row).rstrip() for row in told for at in (0, 1)]
    legend = t("coverage.legend", some=SOME, none=NONE)
    on_air = (("broadcast", found.broadcast), ("online", found.online))
    gaps = ", ".join(found.without_actions)
    said = [t("reports.campaigns.gaps", gaps=gaps)] if gaps else []
    return [*lines, legend, *(_on_air(*one) for one in on_air), *said]


def _cell(found: Coverage, district: KnownDistrict | None) -> tuple[str, str]:
    if district is None:
        return "", ""
    actions, held = len(found.on_site[district.name].actions), len(found.held[district.name])
    return district.name, t("coverage.cell", sign=SOME if actions else NONE, actions=actions, trainings=held)


def _on_air(medium: str, reach: Reach) -> str:
    return t(
        f"coverage.{medium}",
        count=len(reach.actions),
        counted=as_words(reach.counted),
        estimated=as_words(reach.estimated),
    )


class CalendarScreen(ReportsScreen):
    BINDINGS: ClassVar = [*bindings_with("record.new"), *bindings_for("calendar")]
    VIEWS: ClassVar = OF_THE_YEAR

    @work
    async def action_new(self) -> None:
        """A day that no other record keeps."""
        form = forms.new_form(self.session.lookup, CalendarItem)
        title = t("record_screen.new", kind=in_sentence(t("records.calendar_item")))
        await self.fill_in(title, form, lambda values: forms.new_record(self.session.lookup, CalendarItem, values))
        self.reload()

    def action_next_year(self) -> None:
        """What comes again every year, for the year after the one that is shown."""
        self.carry_out(lambda: next_year(self.session.state, self.asked.until.year))


SUBMITTED = (OutsideReport.submitted_on, OutsideReport.submitted_by, OutsideReport.path)


class OutsideReportScreen(RecordDetailScreen):
    BINDINGS: ClassVar = bindings_for("outside")

    @work
    async def action_submit(self) -> None:
        """When and by whom; then the next report to the same body is proposed, which Escape leaves."""
        lookup, report = self.session.lookup, self.whole
        assert isinstance(report, OutsideReport)  # noqa: S101 - nothing else is opened here
        on = {OutsideReport.submitted_on.name: lookup.today.isoformat()} if report.submitted_on is None else {}
        form = fields_for(lookup, OutsideReport, report, only=SUBMITTED, values=on)
        title = t("outside.submitted", report=self.heading)
        if await self.fill_in(title, form, lambda values: set_fields(lookup, report, values)) is None:
            return
        following = fields_for(
            lookup, OutsideReport, only=OutsideReport.FORM.new, values=next_cycle(lookup.state, report)
        )
        await self.fill_in(t("outside.next_cycle"), following, self._made)

    def _made(self, values: dict[str, str]) -> Changes:
        return add(self.session.lookup, OutsideReport, filled(values))[1]
