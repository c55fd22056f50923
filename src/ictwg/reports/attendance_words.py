"""The report on attendance in words, signs and bars."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ictwg.domain.records import Meeting, Organization
from ictwg.domain.values import Presence
from ictwg.locales import t
from ictwg.minutes.printed.labels import choice, day
from ictwg.reports.actions import group_name
from ictwg.reports.period import about, front
from ictwg.reports.report import Bar, Report, Table

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ictwg.members.attendance_history import AttendanceRow
    from ictwg.reports.attendance import AttendanceFigures, Attended, MetOn
    from ictwg.reports.period import Asked


SHOWN = 24
"""Meetings that one line of signs has room for."""


SIGNS: dict[Presence | None, str] = {
    Presence.PRESENT: "●",
    Presence.REMOTE: "◍",
    Presence.APOLOGIES: "○",
    Presence.ABSENT: "×",
    None: "·",
}


NOT_RECORDED = "?"


_COUNTED = ("organization", "came_of", *map(str, Presence), "not_recorded")


_COMPARED = ("organization", "came_of", "rate", *map(str, Presence), "not_recorded", "in_a_row", "meetings")


_LESS = (9, 4, 5, 6, 7, 3, 8)


def attendance_report(figures: AttendanceFigures, asked: Asked) -> Report:
    lang = asked.language
    groups = (("members", figures.members), *((("others", figures.others),) if figures.others else ()))
    told = tuple(_organizations(which, rows, asked) for which, rows in groups) if asked.by_organization else ()
    return Report(
        "attendance",
        t("reports.attendance.title", lang=lang, group=group_name(figures.state)),
        about(figures.state, asked, figures.today),
        tuple(filter(None, _summary(figures, asked))),
        (*told, _meetings(figures.meetings, lang)),
        front("attendance", asked),
        lang,
    )


def _summary(figures: AttendanceFigures, asked: Asked) -> Iterable[str]:
    lang = asked.language
    yield t("reports.attendance.held", lang=lang, count=figures.held)
    if figures.not_taken:
        yield t("reports.attendance.not_taken", lang=lang, meetings=", ".join(figures.not_taken))
    if not asked.compares:
        return
    named = ", ".join(one.row.acronym or one.row.name for one in figures.flagged)
    yield t("reports.attendance.flagged", lang=lang, organizations=named) if named else ""
    others = (t(f"reports.attendance.{name}", lang=lang) for name in ("not_recorded", "not_in_the_group"))
    yield " ".join([*(f"{SIGNS[state]} {choice(state, lang)}" for state in Presence), *others])


def _organizations(which: str, told: tuple[Attended, ...], asked: Asked) -> Table:
    lang, names = asked.language, _COMPARED if asked.compares else _COUNTED
    table = Table(
        t(f"reports.attendance.{which}", lang=lang),
        tuple(t(f"reports.column.{name}", lang=lang) for name in names),
        tuple(tuple(_cells(one, lang)[name] for name in names) for one in told),
        leads=tuple((Organization.TABLE, one.row.id) for one in told),
        empty=t("reports.attendance.none", lang=lang),
    )
    if not asked.compares:
        return table
    bars = tuple(Bar(one.row.counted - one.row.attended, one.row.attended) for one in told)
    return table._replace(bars=bars, legend=t("reports.legend.attendance", lang=lang), less=_LESS)


def _cells(attended: Attended, lang: str) -> dict[str, str]:
    """Everything that is known of one organization, by its column."""
    row = attended.row
    return {
        "organization": row.acronym or row.name,
        "came_of": t("reports.of", lang=lang, part=row.attended, whole=row.counted),
        "rate": "" if row.rate is None else t("reports.attendance.rate", lang=lang, rate=row.rate),
        **{str(state): str(row.count(state) or "") for state in Presence},
        "not_recorded": str(row.unrecorded or ""),
        "in_a_row": f"▲ {attended.missed.words(lang)}" if attended.flagged else "",
        "meetings": signs(row),
    }


def signs(row: AttendanceRow, most: int = SHOWN) -> str:
    """One sign for each of the last meetings, the latest first."""
    return "".join(NOT_RECORDED if one.unrecorded else SIGNS[one.state] for one in row.came[:most])


def _meetings(meetings: tuple[MetOn, ...], lang: str) -> Table:
    quorum = any(met.counted.needed is not None for met in meetings)
    heads = ("meeting", "met_on", "represented", "organizations", *(("quorum",) if quorum else ()))
    return Table(
        t("reports.attendance.meetings", lang=lang),
        tuple(t(f"reports.column.{name}", lang=lang) for name in heads),
        tuple(_met(met, lang, quorum=quorum) for met in meetings),
        tuple(Bar(0, met.came) for met in meetings),
        t("reports.legend.came", lang=lang),
        leads=tuple((Meeting.TABLE, met.meeting.id) for met in meetings),
        empty=t("reports.attendance.no_meeting", lang=lang),
    )


_VERDICTS = {True: "quorum", False: "no_quorum", None: "quorum_unknown"}


def _met(met: MetOn, lang: str, *, quorum: bool) -> tuple[str, ...]:
    counted = met.counted
    of = t("reports.of", lang=lang, part=counted.represented, whole=counted.of) if counted.of else ""
    if counted.unrecorded:
        of = t("reports.attendance.unrecorded", lang=lang, represented=of, unrecorded=counted.unrecorded)
    reached = ""
    if counted.needed is not None:
        reached = t(f"reports.attendance.{_VERDICTS[counted.reached]}", lang=lang, needed=counted.needed)
    on = day(met.meeting.date, lang) if met.meeting.date else ""
    return (met.name, on, of, str(met.came), *((reached,) if quorum else ()))
