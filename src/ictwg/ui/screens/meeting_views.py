"""What the list of meetings shows, how states look (glyph, word and tone), and the pane beside the list."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ictwg.domain.calendar import short_day
from ictwg.domain.roster import PLENARY, series_of, sub_groups
from ictwg.domain.values import Answer, EntryType, MeetingState, Presence
from ictwg.locales import t
from ictwg.meetings.meetings import MeetingRow, meeting_detail, meeting_groups
from ictwg.records.tables import Detail, DetailSection
from ictwg.ui.widgets.columns import Cell, CellPiece, Column, GroupHeading, Tone, title_column
from ictwg.ui.widgets.completing_input import Choice

if TYPE_CHECKING:
    from collections.abc import Callable

    from ictwg.domain.records import Meeting
    from ictwg.domain.state import State
    from ictwg.meetings.meetings import MeetingDetail, MeetingGroup


Look = tuple[str, Tone]


MEETING: dict[MeetingState, Look] = {
    MeetingState.PLANNED: ("○", "info"),
    MeetingState.HELD: ("●", "good"),
    MeetingState.POSTPONED: ("◌", "warn"),
    MeetingState.CANCELLED: ("×", "muted"),
}


PRESENCE: dict[Presence | None, Look] = {
    Presence.PRESENT: ("●", "good"),
    Presence.REMOTE: ("◍", "good"),
    Presence.APOLOGIES: ("○", "warn"),
    Presence.ABSENT: ("×", "bad"),
    None: ("·", "muted"),
}


UNRECORDED: Look = ("?", "muted")
"""Of a meeting that is over, where nobody was marked."""


ANSWER: dict[Answer, Look] = {
    Answer.COMING: ("●", "good"),
    Answer.SENDS: ("◐", "good"),
    Answer.NOT_COMING: ("○", "warn"),
    Answer.NONE: ("·", "muted"),
}


ENTRY: dict[EntryType, tuple[str, str]] = {
    EntryType.NOTE: ("·", "$foreground 60%"),
    EntryType.DECISION: ("◆", "b $success"),
    EntryType.ACTION: ("▶", "b $accent"),
}
"""Glyph and Textual style of a line's head."""


def meeting_columns() -> tuple[Column[MeetingRow], ...]:
    """The rest is the titles'."""

    def column(name: str, title: str, show: Callable[[MeetingRow], Cell], width: int, **how: Any) -> Column[MeetingRow]:
        return Column(name, t(f"records.{title}"), show, width=width, snug=True, **how)

    return (
        column("reference", "meeting", lambda row: row.reference, 16, tone="info"),
        column("day", "date", _day, 14),
        title_column("title", t("records.title"), lambda row: row.title or row.kind),
        column("state", "state", _state, 11, drop=2, brief=True),
        column("minutes", "meeting.minutes_state", lambda row: row.minutes_label, 14, drop=1),
    )


ALL_BODIES, BODY = "all", "body:"
"""The values of the choice among the bodies that meet: all of them, or the code of one."""


def meeting_lines(state: State, series: str | None = None) -> tuple[MeetingRow | GroupHeading, ...]:
    """The meetings of a series, or all, under the heading of their year and series."""
    lines: list[MeetingRow | GroupHeading] = []
    for group in meeting_groups(state):
        if series is None or group.series == series:
            lines += [_heading(group), *group.rows]
    return tuple(lines)


def bodies(state: State) -> tuple[Choice, ...]:
    """The plenary, and the sub-groups by their codes."""
    plenary = series_of(state, PLENARY)
    named = plenary.name if plenary is not None else t("minutes_screen.list.plenary")
    return (Choice(BODY, named, ""), *(Choice(BODY + one.code, one.name, one.code) for one in sub_groups(state)))


def told(state: State, meeting: Meeting) -> Detail:
    """The meeting in sections, for the pane."""
    detail = meeting_detail(state, meeting)
    sections = (
        DetailSection(t("minutes_screen.detail.where"), _where(meeting)),
        DetailSection(t("minutes_screen.view.agenda"), _agenda(detail)),
        DetailSection(t("records.attendance.plural"), (detail.represented,) if detail.represented else ()),
        DetailSection(t("records.decision.plural"), detail.decisions),
        DetailSection(t("records.action.plural"), _actions(detail)),
    )
    row = detail.row
    title = f"{row.reference}  {row.title}".rstrip()
    held = meeting.state is MeetingState.HELD
    minutes = t("minutes_screen.head.minutes", state=row.minutes_label) if held else ""
    subtitle = " · ".join(part for part in (row.day, row.state_label, minutes) if part)
    return Detail(title, subtitle, tuple(s for s in sections if s.lines), meeting.id)


def _heading(group: MeetingGroup) -> GroupHeading:
    year = str(group.year) if group.year else t("minutes_screen.list.undated")
    named = group.series_name if group.series else t("minutes_screen.list.plenary")
    return GroupHeading(f"heading:{group.year}:{group.series}", f"{year} · {named}", str(len(group.rows)))


def _day(row: MeetingRow) -> str:
    """Short, so that the state of the minutes has room at 80 columns; the pane and the meeting tell it in full."""
    return short_day(row.meeting.date) if row.meeting.date else row.day


def _state(row: MeetingRow) -> Cell:
    glyph, tone = MEETING[row.state]
    return (CellPiece(f"{glyph} {row.state_label}", tone),)


def _where(meeting: Meeting) -> tuple[str, ...]:
    times = " – ".join(time.strftime("%H:%M") for time in (meeting.start, meeting.end) if time)
    return tuple(line for line in (times, meeting.venue, meeting.link, meeting.chair) if line)


def _agenda(detail: MeetingDetail) -> tuple[str, ...]:
    return tuple(f"{'  ' * line.depth}{line.number} {line.title}" for line in detail.agenda.lines)


def _actions(detail: MeetingDetail) -> tuple[str, ...]:
    if not detail.actions:
        return ()
    return (t("minutes_screen.detail.actions.count", count=detail.actions, open=detail.open_actions),)
