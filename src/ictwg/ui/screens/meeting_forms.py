"""What the screens of a meeting ask: planning it, changing it, and its next step."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from ictwg.domain.calendar import short_day
from ictwg.domain.fields import settings_of
from ictwg.domain.records import Meeting
from ictwg.domain.values import MeetingState, MinutesState
from ictwg.locales import t
from ictwg.meetings import meetings
from ictwg.meetings.invitation import circulate_invitation, invitation_cleared, invitation_to_chair
from ictwg.minutes import approval as minutes_way
from ictwg.records.lookup import shown_name
from ictwg.ui.forms import fields_for, filled, form_field
from ictwg.ui.widgets.completing_input import Choice

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from ictwg.domain.changes import Changes
    from ictwg.minutes.approval import StillOpen
    from ictwg.minutes.gaps import PreFlight
    from ictwg.records.lookup import Lookup
    from ictwg.ui.widgets.form import FormField

WHEN = (
    Meeting.date,
    Meeting.start,
    Meeting.end,
    Meeting.kind,
    Meeting.title,
    Meeting.venue,
    Meeting.chair,
)
PLAN = (*WHEN, Meeting.series)
EDIT = (
    *PLAN,
    Meeting.chair_position,
    Meeting.minute_taker,
    Meeting.minute_taker_position,
    Meeting.ordinal,
    Meeting.link,
    Meeting.audience,
    Meeting.next_meeting,
)
_SEPARATE = (Meeting.date.name, Meeting.kind.name, Meeting.series.name)


def plan_form(lookup: Lookup) -> tuple[FormField, ...]:
    return fields_for(lookup, Meeting, only=PLAN)


def plan(lookup: Lookup, values: dict[str, str]) -> Changes:
    """The meeting of a filled form.

    Raises:
        InvalidValueError: There is no day, or a value does not fit.
    """
    typed = filled(values)
    more = settings_of(Meeting, {name: typed[name] for name in typed if name not in _SEPARATE}, lookup)
    day = Meeting.date.parse(typed.get(Meeting.date.name, ""), lookup)
    kind = Meeting.kind.parse(typed[Meeting.kind.name], lookup)
    series = typed.get(Meeting.series.name, "").strip().upper()
    return meetings.plan(lookup.state, day or lookup.today, *more, series=series, kind=kind)


def edit_form(lookup: Lookup, meeting: Meeting) -> tuple[FormField, ...]:
    return fields_for(lookup, Meeting, meeting, only=EDIT)


def postpone_form(lookup: Lookup) -> tuple[FormField, ...]:
    field = form_field(lookup, Meeting.date, value="")
    label, help_text = t("minutes_screen.postpone.to"), t("minutes_screen.postpone.to.help")
    return (replace(field, label=label, help=help_text, required=False),)


def postpone(lookup: Lookup, meeting: Meeting, values: dict[str, str]) -> Changes:
    return meetings.postpone(meeting, Meeting.date.parse(values[Meeting.date.name], lookup))


HOLD, POSTPONE = "hold", "postpone"
STEPS: dict[str, Callable[[Lookup, Meeting], Changes]] = {
    HOLD: lambda lookup, meeting: meetings.hold(lookup.state, meeting),
    "agenda": lambda lookup, meeting: meetings.circulate_agenda(lookup.state, meeting, lookup.today),
    "invitation": lambda lookup, meeting: circulate_invitation(lookup.state, meeting, lookup.today),
    "invitation_to_chair": lambda lookup, meeting: invitation_to_chair(lookup.state, meeting, lookup.today),
    Meeting.invitation_cleared.name: lambda lookup, meeting: invitation_cleared(lookup.state, meeting, lookup.today),
    "agenda_to_chair": lambda lookup, meeting: meetings.agenda_to_chair(meeting, lookup.today),
    Meeting.agenda_cleared.name: lambda lookup, meeting: meetings.agenda_cleared(meeting, lookup.today),
    "cancel": lambda _, meeting: meetings.cancel(meeting),
    "plan": lambda _, meeting: meetings.plan_again(meeting),
    "with_chair": lambda lookup, meeting: minutes_way.send_to_chair(meeting, lookup.today),
    "cleared": lambda lookup, meeting: minutes_way.clear(meeting, lookup.today),
    "circulated": lambda lookup, meeting: minutes_way.circulate(lookup.state, meeting, lookup.today),
    "adopted": lambda lookup, meeting: minutes_way.adopt_by_silence(meeting, lookup.today),
    "draft": lambda _, meeting: minutes_way.take_back(meeting),
}


def steps(meeting: Meeting) -> tuple[Choice, ...]:
    """The steps that a meeting can take from where it stands; any can be skipped or taken back."""
    before = (HOLD, "invitation", "agenda", *_with_chair(meeting), POSTPONE, "cancel")
    if meeting.state is MeetingState.PLANNED:
        names: tuple[str, ...] = before
    elif meeting.state is MeetingState.HELD:
        names = (*minutes_steps(meeting), "plan")
    else:
        names = ("plan", POSTPONE)
    notes = _step_notes(meeting)
    return tuple(Choice(one, t(f"minutes_screen.step.{one}"), notes.get(one, "")) for one in names)


def _step_notes(meeting: Meeting) -> dict[str, str]:
    """Which steps give the meeting its number, and which it has taken already, on what day."""
    number = "" if meeting.reference else t("minutes_screen.step.take_number")
    return {
        HOLD: number,
        "invitation": _went_out(meeting.invitation_circulated),
        "agenda": _went_out(meeting.agenda_circulated) or number,
        "circulated": _went_out(meeting.circulated),
    }


def _went_out(day: date | None) -> str:
    return t("invitation.went_out", day=short_day(day)) if day is not None else ""


def _with_chair(meeting: Meeting) -> tuple[str, ...]:
    """Of the invitation and the agenda: to the chair, and back, until they have gone out."""
    found = []
    if meeting.invitation_circulated is None:
        is_back = meeting.invitation_sent_to_chair is None or meeting.invitation_cleared is not None
        found.append("invitation_to_chair" if is_back else Meeting.invitation_cleared.name)
    if meeting.agenda_circulated is None:
        is_back = meeting.agenda_sent_to_chair is None or meeting.agenda_cleared is not None
        found.append("agenda_to_chair" if is_back else Meeting.agenda_cleared.name)
    return tuple(found)


ANYWAY, COMMENTS, AWAITED = "anyway", "comments", "awaited"
ADOPTED = "adopted"
LOOKED_AT = ("circulated", ADOPTED)
"""The steps before which the minutes are looked through."""


def looked_at(found: PreFlight, step: str, early: StillOpen | None = None) -> tuple[Choice, ...]:
    """What is not in order, each a way to where it is put right; first that comments are awaited, then the way on."""
    awaited = (Choice(AWAITED, early.words, early.who),) if early is not None else ()
    anyway = Choice(ANYWAY, t("life.anyway", step=t(f"minutes_screen.step.{step}")))
    comments = (Choice(COMMENTS, t("life.open_comments", count=found.comments)),) if found.comments else ()
    return (*awaited, anyway, *comments, *(Choice(line.id, line.what, line.where) for line in found.lines))


def minutes_steps(meeting: Meeting) -> tuple[str, ...]:
    """Of the minutes, the one that comes next first."""
    match meeting.minutes_state:
        case MinutesState.WITH_CHAIR if meeting.cleared_by_chair is None:
            return ("cleared", "circulated", "adopted", "draft")
        case MinutesState.WITH_CHAIR:
            return ("circulated", "adopted", "with_chair", "draft")
        case MinutesState.CIRCULATED:
            return ("adopted", "circulated", "with_chair", "draft")
        case MinutesState.ADOPTED:
            return ("draft",)
        case _:
            return ("with_chair", "circulated", "adopted")


def step_title(lookup: Lookup, meeting: Meeting) -> str:
    return t("minutes_screen.step", meeting=shown_name(lookup.state, meeting))
