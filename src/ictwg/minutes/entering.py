"""Taking minutes: every line is one transaction, saved the moment it is entered.

The type of a line can change at any time; its identity and text stay. A line that is an action or a decision has one
record that says so, with the reference by which the group quotes it; while the minutes are not adopted, line and
record are kept equal.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, time, timedelta
from typing import NamedTuple

from ictwg.actions.actions import add_action, close, progress
from ictwg.decisions.decisions import (
    EntryDraft,
    action_of,
    add_decision,
    count_votes,
    decision_of,
    draft_of,
    kept_figures,
    reword,
)
from ictwg.documents.comments import settle
from ictwg.domain.access import RANK
from ictwg.domain.agenda import agenda_of, entries_of
from ictwg.domain.changes import Changes, Edit
from ictwg.domain.order import placed
from ictwg.domain.periods import minutes_between
from ictwg.domain.records import Action, AgendaItem, Attendance, Contact, Decision, Entry, Meeting
from ictwg.domain.references import ReferenceNumbers
from ictwg.domain.roster import strangers
from ictwg.domain.schema import RECORDS, Setting
from ictwg.domain.state import State
from ictwg.domain.tree import level_of
from ictwg.domain.values import Audience, Channel, EntryType, MeetingState, MinutesState, Outcome, Presence, Settled
from ictwg.errors import IctwgError, InvalidValueError
from ictwg.locales import t
from ictwg.meetings import meetings
from ictwg.meetings.attendance import RollLine, mark, present_line, roll
from ictwg.minutes.approval import require_open
from ictwg.minutes.item_outcomes import decided, set_outcome, undecided
from ictwg.minutes.prompt.parsing import OUTCOMES, LineKind, ParsedLine, parse_line, sentence_of, slash_word
from ictwg.records.lookup import short_title, shortened, shown_name, shown_reference
from ictwg.records.planned_state import StateAfterChanges
from ictwg.sentences.who import RosterName


def add_entry(
    state: State,
    meeting: Meeting,
    item: AgendaItem | None,
    draft: EntryDraft,
    today: date,
    said: Sequence[Setting] = (),
) -> Changes:
    """A line at the end of an item, of which more may be said; its id is the first created."""
    require_open(meeting)
    id, edit = state.new_id(), Edit("verbs.created", shortened(draft.text))
    above = _top_level(state, meeting, item)
    order = edit.room(above, len(above))
    place = (Entry.meeting(meeting.id), Entry.item(item.id if item else None), Entry.order(order))
    edit.create(Entry, id, *place, *_said(draft), *said)
    return _with_record(edit.done(), state, meeting, item, id, draft, today, ReferenceNumbers(state))


def to_decide(items: Iterable[AgendaItem]) -> list[AgendaItem]:
    """Those with a proposed decision that nobody has taken yet."""
    return [item for item in items if item.proposed_decision.strip() and item.outcome is not Outcome.DECIDED]


def decide_together(
    state: State, meeting: Meeting, items: Iterable[AgendaItem], today: date, *settings: Setting
) -> Changes:
    """What is proposed under each of these items is decided, as one change: each has its number, all the same votes."""
    deciding = to_decide(items)
    changes = Edit("verbs.decided_together", t("verbs.decisions", count=len(deciding))).done()
    for item in deciding:
        so_far = StateAfterChanges(state, changes, RECORDS.values())
        changes = changes.and_then(
            add_entry(so_far, meeting, item, EntryDraft(EntryType.DECISION, item.proposed_decision), today)
        )
        made = StateAfterChanges(state, changes, RECORDS.values())
        decision = made.get(Decision, next(id for table, id in reversed(changes.created) if table == Decision.TABLE))
        if decision is not None:
            changes = changes.and_then(Edit("").update(decision, *settings).done())
    return changes


def add_block(
    state: State, meeting: Meeting, item: AgendaItem | None, drafts: Sequence[EntryDraft], today: date
) -> Changes:
    """Pasted text: one line for each, all of them one undo."""
    require_open(meeting)
    told = t("verbs.entries", count=len(drafts))
    changes, numbers = Edit("verbs.pasted", told).done(), ReferenceNumbers(state)
    above = _top_level(state, meeting, item)
    last = above[-1].order if above else ""
    for draft in drafts:
        last = placed([last] if last else [], 1 if last else 0).key
        place = (Entry.meeting(meeting.id), Entry.item(item.id if item else None), Entry.order(last))
        id = state.new_id()
        made = Edit(changes.verb).create(Entry, id, *place, *_said(draft)).done()
        changes = changes.and_then(_with_record(made, state, meeting, item, id, draft, today, numbers))
    return changes.told_by(Entry)


def revise(state: State, entry: Entry, draft: EntryDraft, today: date) -> Changes:
    """The line says something else: other words, owners, date, or another type. Identity and place stay."""
    meeting = _meeting_of(state, entry)
    told = _edit("verbs.edited", state, entry).update(entry, *_said(draft))
    if draft.type is not entry.type:
        _remove_records(told, state, entry)
        item = state.get(AgendaItem, entry.item)
        return _with_record(told.done(), state, meeting, item, entry.id, draft, today, ReferenceNumbers(state))
    return _with_same_record(told.done(), state, entry, draft, today)


def revise_at(state: State, entry: Entry, draft: EntryDraft, today: date, item: str) -> Changes:
    """The same, and under another item where one is named by its id."""
    changes, place = revise(state, entry, draft, today), state.get(AgendaItem, item)
    if place is None or place.id == entry.item:
        return changes
    revised = StateAfterChanges(state, changes, RECORDS.values())
    return changes.and_then(move_to(revised, revised.get(Entry, entry.id) or entry, place))


def edit_text(state: State, entry: Entry, text: str, today: date) -> Changes:
    return revise(state, entry, draft_of(state, entry)._replace(text=text), today)


class NoteAsAction(NamedTuple):
    """A note, and the action that was read in its words: each comes back from the other while it is as it was."""

    note: EntryDraft
    action: EntryDraft


def retype(state: State, entry: Entry, type: EntryType, today: date, promise: NoteAsAction | None = None) -> Changes:
    """A note becomes an action in the middle of the discussion, or back.

    Owners and date of an action stand in the words of what has no fields for them, from where they come back; but
    where it is still the action of a promise, what was typed for it are the words.
    """
    before, on = draft_of(state, entry), _meeting_of(state, entry).date or today
    draft = EntryDraft(type, before.text, before.speaker)
    if before.type is EntryType.ACTION:
        kept = promise is not None and before == promise.action
        words = promise.note if promise and kept else draft._replace(text=sentence_of(state, before, on))
        draft = words._replace(type=type)
    elif type is EntryType.ACTION and promise is not None and before._replace(type=EntryType.NOTE) == promise.note:
        draft = promise.action
    elif type is EntryType.ACTION:
        typed = f"{slash_word(LineKind.ACTION)} {before.text}"
        read = parse_line(typed, state, _meeting_of(state, entry), today).draft
        if read is not None and sentence_of(state, read, on) == before.text:
            draft = read._replace(speaker=before.speaker)
    return revise(state, entry, draft, today)


def restrict(state: State, entry: Entry, audience: Audience) -> Changes:
    """Who may see it; its action or decision follows (`domain.access`). Of adopted minutes it can only be narrowed."""
    meeting = state.get(Meeting, entry.meeting)
    narrower = RANK[audience] > RANK[entry.audience]
    if meeting is not None and meeting.minutes_state is MinutesState.ADOPTED and narrower:
        entry = state.get(Entry, entry.id) or entry
    else:
        _meeting_of(state, entry)
    return _edit("verbs.edited", state, entry).update(entry, Entry.audience(audience)).done()


def delete_entry(state: State, entry: Entry) -> Changes:
    """Into the trash, with the action or decision that it gave; what stood under it moves up."""
    _meeting_of(state, entry)
    told = _edit("verbs.removed", state, entry)
    _remove_records(told, state, entry)
    for child in state.linked(Entry, Entry.parent, entry.id):
        told.update(child, Entry.parent(entry.parent))
    return told.remove(entry).done()


def move_up(state: State, entry: Entry) -> Changes:
    """Before the line above it; the first of an item goes to the end of the item before."""
    return _step(state, entry, -1)


def move_down(state: State, entry: Entry) -> Changes:
    """Behind the line below it; the last of an item goes to the beginning of the next."""
    return _step(state, entry, 1)


def move_to(state: State, entry: Entry, item: AgendaItem) -> Changes:
    """To the end of another item, with its action or decision."""
    meeting = _meeting_of(state, entry)
    return _placed_in(state, entry, item, _without(_top_level(state, meeting, item), entry), None)


def _step(state: State, entry: Entry, by: int) -> Changes:
    meeting = _meeting_of(state, entry)
    item = state.get(AgendaItem, entry.item)
    level = _level(state, meeting, entry)
    at = level.index(entry) + by
    if 0 <= at < len(level):
        return _placed_in(state, entry, item, _without(level, entry), at, parent=entry.parent)
    items = [line.item for line in agenda_of(state, meeting)]
    beside = items.index(item) + by if item in items else -1
    if not 0 <= beside < len(items):
        return _edit("verbs.moved", state, entry).done()
    others = _top_level(state, meeting, items[beside])
    return _placed_in(state, entry, items[beside], others, len(others) if by < 0 else 0)


def _placed_in(
    state: State,
    entry: Entry,
    item: AgendaItem | None,
    others: Sequence[Entry],
    at: int | None,
    *,
    parent: str | None = None,
) -> Changes:
    told = _edit("verbs.moved", state, entry)
    home = item.id if item else None
    order = told.room(others, len(others) if at is None else at)
    told.update(entry, Entry.order(order), Entry.item(home), Entry.parent(parent))
    if action := action_of(state, entry):
        told.update(action, Action.item(home))
    if decision := decision_of(state, entry):
        told.update(decision, Decision.item(home))
    return told.done()


def _with_record(
    changes: Changes,
    state: State,
    meeting: Meeting,
    item: AgendaItem | None,
    entry: str,
    draft: EntryDraft,
    today: date,
    numbers: ReferenceNumbers,
) -> Changes:
    """The changes, with the action or decision that the line gives."""
    if draft.type is EntryType.NOTE:
        return changes
    home = item.id if item else None
    if draft.type is EntryType.DECISION:
        more = (Decision.item(home), Decision.entry(entry), *kept_figures(state, meeting, item))
        record = add_decision(state, draft.text, meeting, today, *more, numbers=numbers)
        record = record.and_then(decided(Edit(record.verb), item).done())
    else:
        promised = (Action.item(home), Action.entry(entry), *_promised(draft))
        record = add_action(state, draft.text, draft.owners, draft.due, meeting, today, *promised, numbers=numbers)
    return changes.and_then(record)._replace(subject=record.subject, about=record.told_of)


def _promised(draft: EntryDraft) -> tuple[Setting, ...]:
    """What an action has besides text, owners and due date."""
    strangers = [Action.owner_text(draft.owner_text)] if draft.owner_text else []
    return (Action.person(draft.person), *([Action.all(True)] if draft.everybody else []), *strangers)


def _with_same_record(changes: Changes, state: State, entry: Entry, draft: EntryDraft, today: date) -> Changes:
    """The changes, with those of the action or decision that the line has given before."""
    action, decision = action_of(state, entry), decision_of(state, entry)
    if action is not None:
        told = Edit(changes.verb).update(action, Action.text(draft.text), Action.owners(draft.owners))
        told.update(action, Action.person(draft.person), Action.due(draft.due))
        if draft.everybody is not action.all:
            told.update(action, Action.all(draft.everybody))
        if draft.owner_text != ", ".join(strangers(state, action)):
            told.update(action, Action.owner_text(draft.owner_text))
        return changes.and_then(told.done())
    if decision is not None and decision.text != draft.text:
        return changes.and_then(reword(state, decision, draft.text, today))
    return changes


def _remove_records(told: Edit, state: State, entry: Entry) -> None:
    action, decision = action_of(state, entry), decision_of(state, entry)
    if action is not None:
        told.remove(action)
    if decision is not None:
        undecided(told.remove(decision), state, entry, decision)


def _said(draft: EntryDraft) -> tuple[Setting, ...]:
    speaker = Entry.speaker(draft.speaker) if draft.speaker else Entry.speaker.clear
    return (Entry.type(draft.type), Entry.text(draft.text), speaker)


def _level(state: State, meeting: Meeting, entry: Entry) -> list[Entry]:
    """The line and those beside it, in order."""
    items = ([line.entry for line in lines] for lines in entries_of(state, meeting).values())
    return level_of(Entry.parent, next(entries for entries in items if entry in entries), entry)


def _top_level(state: State, meeting: Meeting, item: AgendaItem | None) -> list[Entry]:
    lines = entries_of(state, meeting).get(item.id if item else "", ())
    return [line.entry for line in lines if line.depth == 0]


def _without(entries: Sequence[Entry], entry: Entry) -> list[Entry]:
    return [other for other in entries if other != entry]


def _meeting_of(state: State, entry: Entry) -> Meeting:
    meeting = state.get(Meeting, entry.meeting)
    if meeting is None:
        raise IctwgError(t("meetings.no_meeting"), t("meetings.no_meeting.hint"))
    require_open(meeting)
    return meeting


def _edit(verb: str, state: State, entry: Entry) -> Edit:
    """Told by the action or decision of the line, by which the group quotes it; of a note by the line."""
    for record in (action_of(state, entry), decision_of(state, entry)):
        if record is not None and record.reference:
            return Edit(verb, record.reference, record)
    return Edit(verb, short_title(entry), entry)


def enter(
    state: State, meeting: Meeting, item: AgendaItem | None, typed: ParsedLine, today: date, at: time | None = None
) -> Changes:
    """The changes that a line makes; `at` is the time at which it was typed.

    Raises:
        InvalidValueError: It names no action to update or close; nothing is lost, the line stays typed.
        FrozenMinutesError: The minutes are adopted.
    """
    draft, place = typed.draft, state.get(AgendaItem, typed.item) or item
    if draft is not None:
        return add_entry(state, meeting, place, draft, today)
    if typed.kind is LineKind.PRESENT:
        return _mark_present(state, meeting, typed.present)
    if typed.kind is LineKind.VOTE:
        return _record_vote(state, meeting, typed)
    if typed.kind in OUTCOMES:
        return _set_outcome(state, meeting, place, typed, today)
    if typed.kind is LineKind.FINISH:
        return finish(state, meeting, today, at if closes_now(meeting, today, at) else None)
    return _update_action(state, meeting, place, typed, today)


def enter_pasted(
    state: State, meeting: Meeting, item: AgendaItem | None, pasted: Sequence[EntryDraft | ParsedLine], today: date
) -> Changes:
    """Pasted lines and the commands among them, as one undo; each command finds what was done before it."""
    drafts = [one for one in pasted if isinstance(one, EntryDraft)]
    commands = _each_once(one for one in pasted if not isinstance(one, EntryDraft))
    if commands and not drafts:
        changes = Edit("verbs.pasted", t("verbs.entries", count=len(commands))).done()
    else:
        changes = add_block(state, meeting, item, drafts, today)
    for typed in commands:
        so_far = StateAfterChanges(state, changes, RECORDS.values())
        changes = changes.and_then(enter(so_far, meeting, item, typed, today))
    return changes


def _each_once(commands: Iterable[ParsedLine]) -> list[ParsedLine]:
    """A command that was pasted twice does its work once; a line of the minutes stands as often as it was written."""
    given = list(commands)
    return [one for at, one in enumerate(given) if one.draft is not None or one not in given[:at]]


def _record_vote(state: State, meeting: Meeting, typed: ParsedLine) -> Changes:
    decision = state.get(Decision, typed.decision)
    if decision is None:
        raise InvalidValueError(t("prompt.hint.vote_on_what"), field="votes_for")
    require_open(meeting)
    return count_votes(state, decision, typed.votes)


def _set_outcome(state: State, meeting: Meeting, item: AgendaItem | None, typed: ParsedLine, today: date) -> Changes:
    """The outcome of the item; words behind it are a line of the minutes."""
    if item is None:
        raise InvalidValueError(t("prompt.hint.which_item"), field="outcome")
    require_open(meeting)
    changes = set_outcome(item, OUTCOMES[typed.kind])
    if not typed.text:
        return changes
    said = EntryDraft(EntryType.NOTE, typed.text, typed.speaker)
    return changes.and_then(add_entry(state, meeting, item, said, today))


def finish(state: State, meeting: Meeting, today: date, at: time | None = None) -> Changes:
    """The meeting is over: it was held, its minutes are a draft, `at` being when it ended.

    Its action points were read out and are out with it.
    """
    named = Edit("verbs.closed_meeting", shown_name(state, meeting), meeting)
    if meeting.action_points_out is None:
        named.update(meeting, Meeting.action_points_out(today))
    ended = named.update(meeting, Meeting.ended(at)).done() if at else named.done()
    return ended if meeting.state is MeetingState.HELD else meetings.hold(state, meeting).and_then(ended)


def closes_now(meeting: Meeting, today: date, at: time | None) -> bool:
    """Whether the moment of typing is its end: not where minutes are typed up later, or have left the house.

    Nor before its start, or more than an hour beyond its planned end; nor where its end was said. One of which no hour
    is known has no end either.
    """
    living = meeting.minutes_state in (MinutesState.NONE, MinutesState.DRAFT)
    timed = meeting.start is not None or meeting.end is not None
    if not timed or not living or meeting.ended is not None or _is_long_over(meeting, at):
        return False
    on_its_day = meeting.date == today and not ends_before_start(meeting, today, at)
    return on_its_day or _past_midnight(meeting, today, at)


_AN_HOUR = 60


def _is_long_over(meeting: Meeting, at: time | None) -> bool:
    start = meeting.start or time.min
    planned = minutes_between(start, meeting.end) if meeting.end is not None else None
    lasted = minutes_between(start, at) if at is not None else None
    return planned is not None and lasted is not None and lasted - planned > _AN_HOUR


def _past_midnight(meeting: Meeting, today: date, at: time | None) -> bool:
    """Whether a meeting of yesterday evening goes on."""
    if meeting.date is None or meeting.start is None or at is None or at >= meeting.start:
        return False
    return meeting.date + timedelta(days=1) == today and minutes_between(meeting.start, at) is not None


def ends_before_start(meeting: Meeting, today: date, at: time | None) -> bool:
    return meeting.date == today and at is not None and meeting.start is not None and at < meeting.start


def say_of(state: State, action: Action, text: str, meeting: Meeting, today: date) -> Changes:
    """An update given in the room."""
    on = meeting.date or today
    return progress(state, action, text, on, channel=Channel.AT_MEETING, meeting=meeting)


def _update_action(state: State, meeting: Meeting, item: AgendaItem | None, typed: ParsedLine, today: date) -> Changes:
    """What is said of an action of this very meeting stands under the item too.

    Minutes list what was said of earlier actions; one that was given an hour ago is none of them.
    """
    action = state.get(Action, typed.action)
    if action is None:
        raise InvalidValueError(t("minutes_screen.minutes.no_action"), field="reference")
    if typed.kind is LineKind.DONE:
        changes = close(state, action, today, note=typed.text, on=meeting.date or today, at=meeting)
    else:
        changes = say_of(state, action, typed.text, meeting, today)
    if action.meeting != meeting.id or not typed.text or meeting.minutes_state is MinutesState.ADOPTED:
        return changes
    said = EntryDraft(EntryType.NOTE, f"{shown_reference(state, action)}: {typed.text}")
    return changes.and_then(add_entry(state, meeting, item, said, today))


def _mark_present(state: State, meeting: Meeting, present: tuple[RosterName, ...]) -> Changes:
    """All of them in one transaction; "all" means everybody who is expected."""
    lines = [line for one in present for line in _lines_of(state, meeting, one)]
    changes = Edit("verbs.marked", ", ".join(line.shown_name for line in lines)).done()
    for line in lines:
        changes = changes.and_then(mark(state, meeting, line, Presence.PRESENT))
    return changes.told_by(Attendance)


def _lines_of(state: State, meeting: Meeting, named: RosterName) -> Iterator[RollLine]:
    if named.everybody:
        yield from (line for line in roll(state, meeting) if line.expected)
        return
    line = present_line(state, meeting, organization=named.organization, person=named.person)
    if line is not None:
        yield line


def take_over(state: State, contact: Contact, entry: Entry, text: str, today: date, note: str = "") -> Changes:
    """The comment is accepted, and the line reads as it asks."""
    accepted = settle(contact, Settled.ACCEPTED, today, note).and_then(edit_text(state, entry, text, today))
    linked = Edit(accepted.verb).update(contact, Contact.entry(entry.id)).done()
    return accepted.and_then(linked)
