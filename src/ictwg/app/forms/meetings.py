"""The form of a meeting, the steps that it can take, and what is looked through before some of them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from ictwg.app.forms.choices import Choice
from ictwg.app.forms.declared import fields_for, form_field
from ictwg.app.forms.fields import FormField, Values
from ictwg.domain.calendar import short_day
from ictwg.domain.changes import Changes
from ictwg.domain.records import Meeting
from ictwg.domain.state import State
from ictwg.domain.values import Audience
from ictwg.locales import t
from ictwg.meetings import meetings
from ictwg.minutes.approval import StillOpen
from ictwg.minutes.gaps import PreFlight
from ictwg.minutes.steps import ADOPTED, GOES_OUT, HOLD, step_names
from ictwg.records.editing import set_fields
from ictwg.records.lookup import Lookup, shown_name
from ictwg.records.named_files import relative_path

EDIT = (
    *Meeting.FORM.new,
    Meeting.chair_position,
    Meeting.minute_taker,
    Meeting.minute_taker_position,
    Meeting.ordinal,
    Meeting.link,
    Meeting.audience,
    Meeting.next_meeting,
    Meeting.next_start,
)


def steps(state: State, meeting: Meeting, today: date) -> tuple[Choice, ...]:
    """The steps that a meeting can take from where it stands; any can be skipped or taken back."""
    names = step_names(state, meeting, today)
    notes, over = _step_notes(meeting), "was_held" if meetings.is_unsettled(meeting, today) else HOLD
    return tuple(
        Choice(one, t(f"minutes_screen.step.{over if one == HOLD else one}"), notes.get(one, "")) for one in names
    )


def _step_notes(meeting: Meeting) -> dict[str, str]:
    """Which steps give the meeting its number, which it has taken already, and until when comments are asked for."""
    number = "" if meeting.reference else t("minutes_screen.step.take_number")
    until = meeting.comments_until
    return {
        ADOPTED: t("minutes_screen.step.no_objections", day=short_day(until)) if until is not None else "",
        HOLD: number,
        "invitation": _out_on(meeting.invitation_circulated),
        "agenda": _out_on(meeting.agenda_circulated) or number,
        "circulated": _out_on(meeting.circulated),
    }


def _out_on(day: date | None) -> str:
    return t("invitation.went_out", day=short_day(day)) if day is not None else ""


ANYWAY, COMMENTS, AWAITED = "anyway", "comments", "awaited"

LOOKED_AT = ("circulated", ADOPTED)
"""The steps before which the minutes are looked through."""

OFFERED = GOES_OUT | {ADOPTED: ("minutes", Audience.MEMBERS)}
"""What is offered after a step, where it was not made before."""


def looked_at(found: PreFlight, step: str, early: StillOpen | None = None) -> tuple[Choice, ...]:
    """What is not in order, each a way to where it is put right; the way on comes last, also where all is in order."""
    awaited = (Choice(AWAITED, early.words, early.who),) if early is not None else ()
    comments = (Choice(COMMENTS, t("life.open_comments", count=found.comments)),) if found.comments else ()
    gaps = (*awaited, *comments, *(Choice(line.id, line.what, line.where) for line in found.lines))
    on = t(f"minutes_screen.step.{step}")
    anyway = Choice(ANYWAY, t("life.anyway", step=on) if gaps else on)
    return (*(gap._replace(whole=f"{gap.label}\n{t('life.opens_it')}") for gap in gaps), anyway)


def edit_form(lookup: Lookup, meeting: Meeting) -> tuple[FormField, ...]:
    return fields_for(lookup, Meeting, meeting, only=EDIT)


def signed_form(lookup: Lookup, meeting: Meeting) -> tuple[FormField, ...]:
    """Where the signed copy is: proposed beside the meeting's other papers; and when it was signed."""
    said = {
        Meeting.signed_copy.name: "/".join(filter(None, (meeting.folder, f"{shown_name(lookup.state, meeting)}.pdf"))),
        Meeting.signed_on.name: (meeting.signed_on or lookup.today).isoformat(),
    }
    copy, day = fields_for(lookup, Meeting, meeting, only=(Meeting.signed_copy, Meeting.signed_on), values=said)
    return (replace(copy, required=True), day)


def signed(lookup: Lookup, meeting: Meeting, values: Values) -> Changes:
    place = relative_path(lookup.folder, values[Meeting.signed_copy.name])
    return set_fields(lookup, meeting, {**values, Meeting.signed_copy.name: place})


def postpone_form(lookup: Lookup) -> tuple[FormField, ...]:
    label, help_text = t("minutes_screen.postpone.to"), t("minutes_screen.postpone.to.help")
    return (replace(form_field(lookup, Meeting.date, value=""), label=label, help=help_text, required=True),)


def postponed(lookup: Lookup, meeting: Meeting, values: Values) -> Changes:
    return meetings.postpone(meeting, Meeting.date.parse(values[Meeting.date.name], lookup))
