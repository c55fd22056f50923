"""The account of a year: what the group did, with what the secretariat wrote of it and the period before beside it.

A part is a report of its own kind, so that no figure is counted in two ways.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date, timedelta
from typing import Any, NamedTuple

from ictwg.domain.access import within
from ictwg.domain.calendar import short_day
from ictwg.domain.changes import Changes, Edit
from ictwg.domain.ids import derived_id
from ictwg.domain.records import (
    Action,
    Decision,
    FieldAction,
    Meeting,
    Membership,
    Organization,
    Recommendation,
    ReportText,
    Training,
)
from ictwg.domain.roster import ON_THE_ROSTER
from ictwg.domain.schema import Record
from ictwg.domain.state import State
from ictwg.locales import t
from ictwg.members.organizations import register
from ictwg.papers.words import choice
from ictwg.records.group import full_group_name
from ictwg.reports.figure_tables import DELAYS
from ictwg.reports.period import EVERY_SERIES, ReportRequest, moved
from ictwg.reports.report import Figures, KeyFigure, Report, ReportTable, column_heads, make_report, sources_of

PARTS = ("attendance", "decisions", "followup", "plan", "trainings", "campaigns", "recommendations")
INTRODUCTION = "introduction"
SECTIONS = (
    *(INTRODUCTION, "plan", "done", "needs", "requests", "attendance", "decisions", "followup", "details"),
    *("trainings", "campaigns", "recommendations", "money", "priorities"),
)
"""In the order in which a minister asks; for each there is room for written paragraphs."""

OF_PLAN = {"pillars": "plan", "reported": "done", "needs": "needs", "sources": "money", "next": "priorities"}
"""Where the tables of the plan stand; the others are details."""

TWICE = {("campaigns", "held_in"), ("campaigns", "serves_in")}
"""Tables that another part has as well."""

ON_FILE: dict[str, tuple[type[Record], ...]] = {
    "attendance": (Meeting,),
    "decisions": (Meeting, Decision),
    "followup": (Meeting, Action),
    "trainings": (Training,),
    "campaigns": (FieldAction,),
    "recommendations": (Recommendation,),
}
"""From what a part counts: nothing of it on file until a day is not the same as none."""


class AnnualFigures(NamedTuple):
    """The parts, and those of the period before."""

    state: State
    today: date
    parts: dict[str, Figures]
    before: dict[str, Figures]

    @property
    def key_figures(self) -> tuple[KeyFigure, ...]:
        """Those of all its parts."""
        return tuple(one for part in self.parts.values() for one in part.key_figures)

    def report(self, asked: ReportRequest) -> Report:
        asked = asked._replace(series=EVERY_SERIES)
        parts = {name: one.report(asked) for name, one in self.parts.items()}
        whole = make_report("annual", self.state, asked, self.today, (), (self._key_figures(asked, parts),))
        return whole._replace(
            parts=tuple(self._sections(asked, parts)),
            written=written(self.state, asked, INTRODUCTION),
            cover=(full_group_name(self.state, asked.language),),
        )

    def _sections(self, asked: ReportRequest, parts: dict[str, Report]) -> Iterator[Report]:
        """What has neither figures nor written words is left out; last come the members, if there is anything else."""
        told = [self._section(name, asked, parts) for name in SECTIONS[1:]]
        yield from (one for one in told if one.written or one.tables or one.kind in PARTS)
        members = self._members(asked, told[0])
        if members.tables[0].rows and any(table.rows for one in told for table in one.tables):
            yield members

    def _section(self, name: str, asked: ReportRequest, parts: dict[str, Report]) -> Report:
        """Where nothing was there is one line, and no table of zeros; a meeting without a roll was one all the same."""
        lang = asked.language
        part = parts.get(name) or parts["plan"]._replace(kind=name, summary=())
        part = part._replace(
            title=t(f"reports.annual.section.{name}", lang=lang), written=written(self.state, asked, name)
        )
        tables = [table for table in part.tables if (name, table.name) not in TWICE]
        if part.kind == "plan" or name not in PARTS:
            tables = [table for table in tables if OF_PLAN.get(table.name, "details") == name]
        if (
            name in PARTS
            and not any(one.value for one in self.parts[name].key_figures)
            and not any(one.counts for one in tables)
        ):
            return part._replace(summary=(t(f"reports.annual.nothing.{name}", lang=lang),), tables=())
        if name == "done" and tables:
            part = part._replace(summary=(t("reports.annual.reported_by", lang=lang, day=short_day(self.today, lang)),))
        counted = (one if one.counts else one._replace(rows=(), bars=(), leads=()) for one in tables)
        return part._replace(tables=tuple(one.without_zeros(lang) for one in counted))

    def _members(self, asked: ReportRequest, part: Report) -> Report:
        """With the names behind the acronyms."""
        lang, on = asked.language, min(asked.until, self.today)
        rows = [row for row in register(self.state, on) if row.status in ON_THE_ROSTER]
        fields = (Organization.acronym, Organization.name, Membership.status)
        cells = tuple((row.acronym, row.name, choice(row.status, lang) if row.status else "") for row in rows)
        heading = t("reports.annual.members", lang=lang, day=short_day(on, lang))
        table = ReportTable(
            heading,
            tuple(t(field.label_id, lang=lang) for field in fields),
            cells,
            leads=tuple(sources_of(row.organization) for row in rows),
        )
        title = t("reports.annual.section.members", lang=lang)
        return part._replace(kind="members", title=title, written="", summary=(), tables=(table,))

    def json(self, asked: ReportRequest) -> dict[str, Any]:
        """Each part under its name, and under `before` the figures of the period before."""
        parts = {name: figures.json(asked) for name, figures in self.parts.items()}
        texts = {section: text for section in SECTIONS if (text := written(self.state, asked, section))}
        before = [{"part": part, "figure": now.name, "before": was} for part, now, _, was in self._compared(asked)]
        return {**parts, "before": before, "written": texts}

    def _compared(self, asked: ReportRequest) -> Iterator[tuple[str, KeyFigure, int | None, int | None]]:
        """Each figure by its part, in this period and in the one before."""
        ends = (asked.until, moved(asked, -1).until)
        for part, figures in self.parts.items():
            for pair in zip(figures.key_figures, self.before[part].key_figures, strict=True):
                if pair[0].listed and (asked.compares or pair[0].name not in DELAYS):
                    now, was = (self._on_file(part, one.value, end) for one, end in zip(pair, ends, strict=True))
                    yield part, pair[0], now, was

    def _on_file(self, part: str, value: int | None, until: date) -> int | None:
        """None where nothing of the kind is on file until then: nobody knows that there was none."""
        days = (kind.DAY.of(one) for kind in ON_FILE[part] if kind.DAY for one in self.state.all(kind))
        return value if value or any(day is not None and day <= until for day in days) else None

    def _key_figures(self, asked: ReportRequest, parts: dict[str, Report]) -> ReportTable:
        lang = asked.language
        told = tuple(self._compared(asked))
        rows = tuple(
            (t(f"reports.annual.{part}.{one.name}", lang=lang), *map(_said, both)) for part, one, *both in told
        )
        heads = column_heads(lang, "figure", "this_period", "period_before")
        leads = tuple(parts[part].behind for part, *_ in told)
        values = tuple((None, *both) for _, _, *both in told)
        return ReportTable(t("reports.annual.key_figures", lang=lang), heads, rows, leads=leads, values=values)


def annual_figures(
    state: State, asked: ReportRequest, today: date, of: Mapping[str, Callable[[State, ReportRequest, date], Figures]]
) -> AnnualFigures:
    """Of the state that the audience sees; `of` has the figures of each part."""
    both = ({name: of[name](state, one, today) for name in PARTS} for one in (asked, moved(asked, -1)))
    return AnnualFigures(state, today, *both)


def _said(figure: int | None) -> str:
    return "–" if figure is None else str(figure)


# What is written beside the figures


def written(state: State, asked: ReportRequest, section: str) -> str:
    """What the secretariat wrote for this section of this period, or of another of the same year that has days of it.

    Where nothing was written for these readers alone, what others may read with them.
    """
    found = _there(state, asked, section)
    return found.text if found is not None else ""


def write(state: State, asked: ReportRequest, section: str, text: str) -> Changes:
    """Keeps it for these readers; empty takes it away."""
    edit = Edit("verbs.report_written", section_for(asked, section))
    there = _there(state, asked, section)
    if there is not None and _goes_on(there, asked):
        until = max(there.until or asked.until, asked.until)
        return edit.update(there, ReportText.text(text), ReportText.until(until)).done()
    place = (
        ReportText.since(asked.since),
        ReportText.until(asked.until),
        ReportText.section(section),
        ReportText.audience(asked.audience),
    )
    return edit.create(ReportText, _id(state, asked, section), *place, ReportText.text(text)).done()


def _goes_on(there: ReportText, asked: ReportRequest) -> bool:
    """Whether both tell these readers of the year so far; what ends with a month, as a quarter does, stands alone."""
    if (there.since, there.audience) != (asked.since, asked.audience):
        return False
    return there.until == asked.until or not (_ends_a_month(there.until) or _ends_a_month(asked.until))


def _ends_a_month(day: date | None) -> bool:
    """Before the year ends."""
    after = day + timedelta(days=1) if day is not None else None
    return after is not None and after.day == 1 < after.month


def _there(state: State, asked: ReportRequest, section: str) -> ReportText | None:
    """That of these very days, else the one of the year that goes furthest: a year is told of once, until any day."""
    exact = state.get(ReportText, _id(state, asked, section))
    if exact is not None:
        return exact
    of_year = [
        one
        for one in state.all(ReportText)
        if one.text
        and one.since
        and (one.section, one.since.year) == (section, asked.since.year)
        and asked.meets(one.since, one.until)
        and within(one.audience, asked.audience)
    ]
    return max(of_year, key=lambda one: (one.audience is asked.audience, one.until or one.since, one.id), default=None)


def section_for(asked: ReportRequest, section: str) -> str:
    """`Plan of action, for core group`."""
    what = t(f"reports.annual.section.{section}")
    return t("exporting.for", what=what, audience=t(f"choices.audience.{asked.audience}"))


def _id(state: State, asked: ReportRequest, section: str) -> str:
    days = (asked.since.isoformat(), asked.until.isoformat())
    return derived_id(state.db, ReportText.TABLE, (*days, section, str(asked.audience)))


def sections(lang: str) -> Iterator[tuple[str, str]]:
    """The name and the words of each section that takes paragraphs."""
    for name in SECTIONS:
        yield name, t(f"reports.annual.section.{name}", lang=lang)
