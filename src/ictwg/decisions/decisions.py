"""What the group decided: recorded, corrected, superseded, and which actions carry it out."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from ictwg.domain.agenda import entries_of, living_entry
from ictwg.domain.changes import Edit
from ictwg.domain.records import Action, AgendaItem, Decision, Entry, Meeting, Wording
from ictwg.domain.references import ReferenceNumbers, place
from ictwg.domain.roster import strangers
from ictwg.domain.values import NO_DECISION, ActionKind, EntryType, Implementation
from ictwg.records.editing import expect_no_circle
from ictwg.records.lookup import short_title, shown_name, shown_reference

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from ictwg.domain.changes import Changes
    from ictwg.domain.schema import Setting
    from ictwg.domain.state import State
    from ictwg.domain.values import DueWord


class Draft(NamedTuple):
    """A note, a decision or an action; owners and due date count for actions only.

    Attributes:
        owner_text: Names of owners that nobody on the register answers to.
    """

    type: EntryType
    text: str
    speaker: str = ""
    owners: tuple[str, ...] = ()
    everybody: bool = False
    person: str | None = None
    due: date | DueWord | None = None
    owner_text: str = ""


def action_of(state: State, entry: Entry) -> Action | None:
    """The action that this line gave."""
    return next(iter(state.linked(Action, Action.entry, entry.id)), None)


def decision_of(state: State, entry: Entry) -> Decision | None:
    """The decision that this line took."""
    return next(iter(state.linked(Decision, Decision.entry, entry.id)), None)


def draft_of(state: State, entry: Entry) -> Draft:
    """The line as it stands."""
    action = action_of(state, entry) if entry.type is EntryType.ACTION else None
    draft = Draft(entry.type, entry.text, entry.speaker)
    if action is None:
        return draft
    return draft._replace(
        owners=action.owners,
        everybody=action.all,
        person=action.person,
        due=action.due,
        owner_text=", ".join(strangers(state, action)),
    )


def add_decision(
    state: State,
    text: str,
    meeting: Meeting | None,
    today: date,
    *more: Setting,
    numbers: ReferenceNumbers | None = None,
) -> Changes:
    """A new decision with a reference of the year of its meeting, else of today; `more` as `Decision.item(id)`."""
    decided_on = meeting.date if meeting and meeting.date else today
    reference = (numbers or ReferenceNumbers(state)).take_decision(decided_on.year)
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


def link(state: State, action: Action, decision: Decision | None) -> Changes:
    """The action carries out this decision, or none."""
    if decision is None:
        edit = Edit("verbs.unlinked", shown_name(state, action))
        return edit.update(action, Action.decision.clear).done()
    edit = Edit("verbs.carries_out", f"{shown_name(state, action)} → {shown_reference(state, decision)}")
    return edit.update(action, Action.decision(decision.id)).done()


def actions_of(state: State, decision: Decision) -> tuple[Action, ...]:
    """Those that carry it out, by reference."""
    return tuple(sorted(state.linked(Action, Action.decision, decision.id), key=_by_reference))


def decision_above(state: State, action: Action) -> Decision | None:
    """What was last decided in the action's item before it was promised: most likely what it carries out."""
    beside = _of_its_item(state, action)
    meeting = state.get(Meeting, action.meeting)
    if not beside or meeting is None:
        return None
    lines = [line.entry.id for line in entries_of(state, meeting).get(action.item or "", ())]
    at = lines.index(action.entry) if action.entry in lines else len(lines)
    before = [one for one in beside if one.entry in lines[:at]]
    return max(before, key=lambda one: lines.index(one.entry or "")) if before else beside[0]


def offered(state: State, action: Action) -> tuple[Decision, ...]:
    """The decisions that it may carry out: that of its item first, those of its meeting, then the latest."""
    nearest = decision_above(state, action)

    def nearness(one: Decision) -> tuple[bool, bool, bool]:
        return one == nearest, bool(action.item) and one.item == action.item, one.meeting == action.meeting

    listed = sorted(state.all(Decision), key=lambda one: (str(one.decided_on or ""), one.reference), reverse=True)
    return tuple(sorted(listed, key=nearness, reverse=True))


def offered_actions(state: State, decision: Decision) -> tuple[Action, ...]:
    """The actions that may carry it out: those of its item first, those of its meeting, then the latest; no tasks."""
    promised = [one for one in state.all(Action) if one.kind is ActionKind.ACTION]
    latest = sorted(promised, key=_by_reference, reverse=True)

    def nearness(one: Action) -> tuple[bool, bool]:
        return bool(decision.item) and one.item == decision.item, one.meeting == decision.meeting

    return tuple(sorted(latest, key=nearness, reverse=True))


def _of_its_item(state: State, action: Action) -> list[Decision]:
    meeting, item = action.meeting, action.item
    if not meeting or not item:
        return []
    return [one for one in state.linked(Decision, Decision.meeting, meeting) if one.item == item]


def _by_reference(action: Action) -> tuple[tuple[str, int, str], str]:
    return place(action.reference), action.id
