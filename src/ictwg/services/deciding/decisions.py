"""What the group decided: recorded, corrected, carried out, superseded."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ictwg.domain.changes import Edit
from ictwg.domain.records import AgendaItem, Decision, Entry, Meeting, Wording
from ictwg.domain.values import NO_DECISION, EntryType, Implementation
from ictwg.services.following_up.minutes_link import living_entry
from ictwg.services.records.editing import expect_no_circle
from ictwg.services.records.lookup import short_title, shown_name, shown_reference
from ictwg.services.records.numbering import Numbers

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from ictwg.domain.changes import Changes
    from ictwg.domain.schema import Setting
    from ictwg.domain.state import State


def add_decision(
    state: State,
    text: str,
    meeting: Meeting | None,
    today: date,
    *more: Setting,
    numbers: Numbers | None = None,
) -> Changes:
    """A new decision with a reference of the year of its meeting, else of today; `more` as `Decision.item(id)`."""
    decided_on = meeting.date if meeting and meeting.date else today
    reference = (numbers or Numbers(state)).take_decision(decided_on.year)
    settings = (
        Decision.reference(reference),
        Decision.text(text),
        Decision.meeting(meeting.id if meeting else None),
        Decision.decided_on(decided_on),
    )
    return Edit("verbs.created", reference).create(Decision, state.new_id(), *settings, *more).done()


def reword(state: State, decision: Decision, text: str, today: date) -> Changes:
    """Another text; the earlier one is kept as a wording, and the minutes follow until they are adopted."""
    edit = _edit("verbs.edited", state, decision).update(decision, Decision.text(text))
    if decision.text and Decision.text(text).raw != Decision.text(decision.text).raw:
        wording = (Wording.decision(decision.id), Wording.text(decision.text), Wording.on(today))
        edit.create(Wording, state.new_id(), *wording)
    entry = living_entry(state, decision.entry)
    return (edit.update(entry, Entry.text(text)) if entry else edit).done()


def set_status(state: State, decision: Decision, status: Implementation) -> Changes:
    return _edit("verbs.edited", state, decision).update(decision, Decision.status(status)).done()


def supersede(state: State, decision: Decision, earlier: Iterable[Decision]) -> Changes:
    """`decision` takes the place of these earlier ones, which are overtaken then; a proposal's once it is taken.

    Raises:
        InvalidValueError: It would take its own place, if only by way of others.
    """
    replaced = tuple(earlier)
    setting = Decision.supersedes(tuple(one.id for one in replaced))
    expect_no_circle(state, decision, setting)
    edit = Edit("verbs.superseded", shown_reference(state, decision)).update(decision, setting)
    for one in replaced if decision.status not in NO_DECISION else ():
        if one.id not in decision.supersedes:
            edit.update(one, Decision.status(Implementation.OVERTAKEN))
    return edit.done()


def remove(state: State, decision: Decision) -> Changes:
    """Into the trash; what was said in the minutes stays there as a note."""
    edit = _edit("verbs.removed", state, decision).remove(decision)
    entry = living_entry(state, decision.entry)
    return (edit.update(entry, Entry.type(EntryType.NOTE)) if entry else edit).done()


def origin(state: State, decision: Decision) -> str:
    """The meeting and the item, in one line."""
    meeting, item = state.get(Meeting, decision.meeting), state.get(AgendaItem, decision.item)
    return " · ".join(filter(None, (shown_name(state, meeting) if meeting else "", item.title if item else "")))


def _edit(verb: str, state: State, decision: Decision) -> Edit:
    return Edit(verb, shown_reference(state, decision) or short_title(decision), decision)
