"""Matters arising: what one key makes of an action, the questions that some states ask first, and their answers."""

from __future__ import annotations

from datetime import date
from typing import Any

from ictwg.actions import actions as followup
from ictwg.app.forms.actions import due_step, owner_step, status_step
from ictwg.app.forms.declared import form_field
from ictwg.app.forms.fields import FormField, Values
from ictwg.domain.changes import Changes
from ictwg.domain.records import Action, DueChange, Meeting
from ictwg.domain.schema import Field
from ictwg.domain.state import State
from ictwg.domain.values import ActionStatus, ShiftedBy
from ictwg.errors import IctwgError
from ictwg.minutes.entering import say_of
from ictwg.records.lookup import Lookup


def set_state(state: State, action: Action, meeting: Meeting, today: date, to: str, words: str) -> Changes:
    """What one key does at once; a typed line is the words to it.

    Minutes may be typed up later: what is said of an action was so on the day of the meeting.
    """
    day = meeting.date or today
    if to == "done":
        return followup.close(state, action, today, note=words, on=day, at=meeting)
    if to == "cancelled":
        return followup.cancel(state, action, day, reason=words, at=meeting)
    begun = followup.set_status(state, action, ActionStatus.IN_PROGRESS, day, at=meeting)
    return begun.and_then(say_of(state, action, words, meeting, today)) if words else begun


ASKED = ("waiting", "new_date", "new_owner")
"""What needs an answer first."""

_FIELDS: dict[str, tuple[Field[Any], ...]] = {
    "waiting": (Action.waiting_on, Action.waiting_until),
    "new_date": (Action.due, DueChange.by, DueChange.reason),
    "new_owner": (Action.owners,),
}


def home_of(lookup: Lookup, asked: str, text: str) -> str:
    """The name of the field of the question that takes the typed line; empty where none of them understands it."""
    takes = (Action.waiting_on,) if asked == "waiting" else (Action.due, DueChange.reason, Action.owners)
    fields = (field for field in _FIELDS[asked] if field in takes)
    return next((field.name for field in fields if text and _reads(field, text, lookup)), "")


def _reads(field: Field[Any], text: str, lookup: Lookup) -> bool:
    try:
        return bool(field.parse(text, lookup))
    except IctwgError:
        return False


def question(lookup: Lookup, asked: str, text: str) -> tuple[FormField, ...]:
    """The form for a state that needs an answer, with the typed line in the field that it is for."""
    values = {DueChange.by.name: str(ShiftedBy.OWNER), home_of(lookup, asked, text): text}
    return tuple(form_field(lookup, field, value=values.get(field.name, "")) for field in _FIELDS[asked])


def answered(lookup: Lookup, action: Action, meeting: Meeting, asked: str, values: Values) -> Changes:
    """What the answers of `question` do, as of the day of the meeting."""
    if asked == "waiting":
        return status_step(lookup, ActionStatus.WAITING, values, meeting)(action)
    step = due_step(lookup, values, meeting) if asked == "new_date" else owner_step(lookup, values)
    return step(action)
