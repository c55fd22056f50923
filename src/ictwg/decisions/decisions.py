"""What the group decided: recorded, corrected, superseded, and which actions carry it out."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date
from typing import NamedTuple

from ictwg.domain.agenda import entries_of, in_minutes
from ictwg.domain.changes import Changes, Edit
from ictwg.domain.clashes import way_back
from ictwg.domain.records import Action, AgendaItem, Attendance, Decision, Entry, Meeting, Wording
from ictwg.domain.references import ReferenceNumbers, place
from ictwg.domain.representation import representation
from ictwg.domain.roster import strangers
from ictwg.domain.schema import Setting
from ictwg.domain.state import State
from ictwg.domain.values import (
    NO_DECISION,
    ActionKind,
    Basis,
    DueWord,
    EntryType,
    Implementation,
    ItemKind,
    MinutesState,
)
from ictwg.locales import t
from ictwg.records.editing import edit_of, expect_no_circle
from ictwg.records.lookup import shown_name, shown_reference
from ictwg.records.planned_state import StateAfterChanges


class EntryDraft(NamedTuple):
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


def draft_of(state: State, entry: Entry) -> EntryDraft:
    """The line as it stands."""
    action = action_of(state, entry) if entry.type is EntryType.ACTION else None
    draft = EntryDraft(entry.type, entry.text, entry.speaker)
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
    edit = edit_of("verbs.edited", state, decision).update(decision, Decision.text(text))
    if decision.text and Decision.text(text).raw != Decision.text(decision.text).raw:
        wording = (Wording.decision(decision.id), Wording.text(decision.text), Wording.on(today))
        edit.create(Wording, state.new_id(), *wording)
    return in_minutes(edit, state, decision, Entry.text(text)).done()


def set_status(state: State, decision: Decision, status: Implementation) -> Changes:
    return edit_of("verbs.edited", state, decision).update(decision, Decision.status(status)).done()


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


TO_DO = (Implementation.PENDING, Implementation.IN_PROGRESS)

SETTLED = frozenset({Implementation.IMPLEMENTED, Implementation.OVERTAKEN})
"""What waits for nobody any more."""

DONE_BY_DECIDING = frozenset({ItemKind.ADOPTION_OF_AGENDA, ItemKind.PREVIOUS_MINUTES})
"""Items at which the meeting settles its own papers."""


def implementation_of(state: State, decision: Decision) -> Implementation:
    """How far it is: another taken in its place overtakes it, and "The agenda was adopted" leaves nothing to do."""
    if decision.status not in TO_DO:
        return decision.status
    if successor_of(state, decision) is not None:
        return Implementation.OVERTAKEN
    item = state.get(AgendaItem, decision.item)
    own = item is not None and item.kind in DONE_BY_DECIDING and decision.status is Implementation.PENDING
    return Implementation.IMPLEMENTED if own else decision.status


def successor_of(state: State, decision: Decision) -> Decision | None:
    """What was taken in its place; two that take each other's place are both open, until *To check* is answered."""
    later = (one for one in state.linked(Decision, Decision.supersedes, decision.id) if one.status not in NO_DECISION)
    return next((one for one in later if not way_back(state, one, Decision.supersedes, (decision.id,))), None)


def comes_back(state: State, decision: Decision) -> bool:
    """Whether it has a day of review, and is still what the group wants."""
    over = (*NO_DECISION, Implementation.OVERTAKEN)
    return decision.review_on is not None and implementation_of(state, decision) not in over


def to_review(state: State, until: date) -> tuple[Decision, ...]:
    """What the group tries and is to look at again by a day, nearest first."""
    found = (one for one in state.all(Decision) if one.review_on is not None and one.review_on <= until)
    return tuple(sorted((one for one in found if comes_back(state, one)), key=lambda one: (str(one.review_on), one.id)))


def origin(state: State, record: Action | Decision) -> str:
    """The meeting and the item, in one line."""
    meeting, item = state.get(Meeting, record.meeting), state.get(AgendaItem, record.item)
    return " · ".join(filter(None, (shown_name(state, meeting) if meeting else "", item.title if item else "")))


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


VOTES = (Decision.votes_for, Decision.votes_against, Decision.abstentions)
"""The fields that hold the votes, in the order in which they are typed and said."""

_COUNTS = re.compile(r"\d{1,4}(?:\s*[\s,;:/–-]\s*\d{1,4}){0,2}")


def read_votes(text: str) -> tuple[int, ...]:
    """`9 2 1`, `9-2-1`, `9, 2`: for, against, abstaining; nothing for whatever else."""
    typed = text.strip()
    return tuple(map(int, re.findall(r"\d+", typed))) if _COUNTS.fullmatch(typed) else ()


def decision_at(state: State, meeting: Meeting, item: AgendaItem | None) -> Decision | None:
    """The last decision that was taken under an item."""
    lines = entries_of(state, meeting).get(item.id if item else "", ())
    taken = (decision_of(state, one.entry) for one in reversed(lines) if one.entry.type is EntryType.DECISION)
    return next(filter(None, taken), None)


def votes_of(decision: Decision) -> tuple[int, ...]:
    """For, against, abstaining; nothing where none were counted."""
    if decision.votes_for is None:
        return ()
    return (decision.votes_for, decision.votes_against or 0, decision.abstentions or 0)


def votes_in_words(votes: Sequence[int]) -> str:
    """`9 for · 2 against · 1 abstaining`; empty where none were counted."""
    if not votes:
        return ""
    in_favour, against, abstaining = (*votes, 0, 0)[: len(VOTES)]
    return t("prompt.votes", votes_for=in_favour, votes_against=against, abstentions=abstaining)


def too_many_votes(state: State, meeting: Meeting | None, item: AgendaItem | None, votes: Sequence[int]) -> str:
    """That there are more votes than members in the room, in words; the roll may not have been called yet."""
    there = representation(state, meeting, item) if meeting is not None and votes else None
    members = 0 if there is None else there.represented if there.of else there.attending
    return t("prompt.hint.more_votes", cast=sum(votes), there=members) if 0 < members < sum(votes) else ""


def doubtful_votes(state: State, decision: Decision) -> str:
    """The same of a decision that was taken."""
    meeting, item = state.get(Meeting, decision.meeting), state.get(AgendaItem, decision.item)
    return too_many_votes(state, meeting, item, votes_of(decision))


def count_votes(state: State, decision: Decision, votes: Sequence[int]) -> Changes:
    """It was decided by vote, with these numbers; those that were not said are none."""
    counted = (*votes, *(0 for _ in VOTES[len(votes) :]))
    settings = (field(number) for field, number in zip(VOTES, counted, strict=True))
    edit = Edit("verbs.voted", shown_reference(state, decision))
    return edit.update(decision, Decision.basis(Basis.VOTE), *settings).done()


def kept_figures(state: State, meeting: Meeting, item: AgendaItem | None) -> tuple[Setting, ...]:
    """Who was there when it was decided; kept only where the group has a rule on quorum."""
    there = representation(state, meeting, item)
    if there.needed is None:
        return ()
    represented = there.represented if there.taken else None
    counted = (Decision.represented(represented), Decision.represented_of(there.of))
    return (*counted, Decision.quorum_needed(there.needed))


def follow_the_roll(state: State, changes: Changes) -> Changes:
    """The new figures of the decisions of every meeting whose roll these changes touch.

    The sentence that minutes read from a file were printed with goes once the roll says something else.
    """
    planned, edit = StateAfterChanges(state, changes, (Attendance,)), Edit("")
    for meeting in _meetings(state, planned, changes):
        if meeting.printed_representation and representation(state, meeting) != representation(planned, meeting):
            edit.update(meeting, Meeting.printed_representation.clear)
        for decision in () if meeting.source else state.linked(Decision, Decision.meeting, meeting.id):
            if decision.quorum_needed is not None:
                edit.update(decision, *kept_figures(planned, meeting, state.get(AgendaItem, decision.item)))
    return edit.done()


def _meetings(state: State, planned: StateAfterChanges, changes: Changes) -> list[Meeting]:
    touched = {write.id for write in changes.writes if write.table == Attendance.TABLE}
    rows = (planned.get(Attendance, id) or state.get(Attendance, id) for id in touched)
    ids = {row.meeting for row in rows if row is not None and row.meeting}
    found = (state.get(Meeting, id) for id in sorted(ids))
    return [m for m in found if m and m.minutes_state is not MinutesState.ADOPTED]
