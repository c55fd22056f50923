"""The report on attendance in words, signs and bars."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ictwg.domain.records import Meeting, Organization
from ictwg.domain.values import Presence
from ictwg.exchange.labels import choice, day
from ictwg.exchange.report import Bar, Report, Table
from ictwg.locales import t
from ictwg.services.reporting.followup import group_name
from ictwg.services.reporting.period import about, front

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ictwg.services.members.attendance_over_time import AttendanceRow
    from ictwg.services.reporting.attendance import AttendanceFigures, Attended, MetOn
    from ictwg.services.reporting.period import Asked

SHOWN = 24
"""Meetings that one line of signs has room for."""
SIGNS: dict[Presence | None, str] = {
    Presence.PRESENT: "●",
    Presence.REMOTE: "◍",
    Presence.APOLOGIES: "○",
    Presence.ABSENT: "×",
    None: "·",
}
_MEMBERS = ("organization", "came_of", "rate", *map(str, Presence), "in_a_row")
_LESS = (8, 4, 5, 6, 3, 7)


def attendance_report(figures: AttendanceFigures, asked: Asked) -> Report:
    lang = asked.language
    others = (_organizations("others", figures.others, lang),) if figures.others else ()
    return Report(
        "attendance",
        t("reports.attendance.title", lang=lang, group=group_name(figures.state)),
        about(figures.state, asked, figures.today),
        tuple(filter(None, _summary(figures, lang))),
        (_organizations("members", figures.members, lang), *others, _meetings(figures.meetings, lang)),
        front("attendance", asked),
        lang,
    )


def _summary(figures: AttendanceFigures, lang: str) -> Iterable[str]:
    yield t("reports.attendance.held", lang=lang, count=len(figures.meetings))
    named = ", ".join(one.row.acronym or one.row.name for one in figures.flagged)
    yield t("reports.attendance.flagged", lang=lang, organizations=named) if named else ""
    yield (
        " ".join(f"{SIGNS[state]} {choice(state, lang)}" for state in Presence)
        + " "
        + t("reports.attendance.not_in_the_group", lang=lang)
    )


def _organizations(which: str, told: tuple[Attended, ...], lang: str) -> Table:
    heads = (*(t(f"reports.column.{name}", lang=lang) for name in _MEMBERS), t("reports.column.meetings", lang=lang))
    return Table(
        t(f"reports.attendance.{which}", lang=lang),
        heads,
        tuple(_organization(one, lang) for one in told),
        tuple(Bar(one.row.invited - one.row.attended, one.row.attended) for one in told),
        t("reports.legend.attendance", lang=lang),
        _LESS,
        tuple((Organization.TABLE, one.row.id) for one in told),
        t("reports.attendance.none", lang=lang),
    )


def _organization(attended: Attended, lang: str) -> tuple[str, ...]:
    row = attended.row
    counts = (str(row.count(state) or "") for state in Presence)
    missed = f"▲ {attended.missed.words(lang)}" if attended.flagged else ""
    rate = "" if row.rate is None else t("reports.attendance.rate", lang=lang, rate=row.rate)
    came = t("reports.of", lang=lang, part=row.attended, whole=row.invited)
    return (row.acronym or row.name, came, rate, *counts, missed, signs(row))


def signs(row: AttendanceRow, most: int = SHOWN) -> str:
    """One sign for each of the last meetings, the latest first."""
    return "".join(SIGNS[one.state] for one in row.came[:most])


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


def _met(met: MetOn, lang: str, *, quorum: bool) -> tuple[str, ...]:
    counted = met.counted
    of = t("reports.of", lang=lang, part=counted.represented, whole=counted.of) if counted.of else ""
    reached = ""
    if counted.needed is not None:
        key = "quorum" if counted.reached else "no_quorum"
        reached = t(f"reports.attendance.{key}", lang=lang, needed=counted.needed)
    on = day(met.meeting.date, lang) if met.meeting.date else ""
    return (met.name, on, of, str(met.came), *((reached,) if quorum else ()))
