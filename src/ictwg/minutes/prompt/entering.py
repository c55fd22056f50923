"""What Enter does with a typed line of the minutes, as one transaction.

A line of a kind of entry becomes an entry; an update or a closing goes to its action, as said at this meeting; `/p`
marks people as present; `/close` ends the meeting.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from ictwg.actions import actions as followup
from ictwg.decisions.drafts import Draft
from ictwg.decisions.votes import count_votes
from ictwg.domain.changes import Edit
from ictwg.domain.records import Action, AgendaItem, Attendance, Decision, Meeting
from ictwg.domain.schema import RECORDS
from ictwg.domain.spans import minutes_between
from ictwg.domain.values import Channel, EntryType, MeetingState, MinutesState, Presence
from ictwg.errors import InvalidValueError
from ictwg.locales import t
from ictwg.meetings import meetings
from ictwg.meetings.attendance import mark, present_line, roll
from ictwg.minutes.approval import require_open
from ictwg.minutes.item_outcomes import set_outcome
from ictwg.minutes.prompt.line import OUTCOMES, LineKind
from ictwg.minutes.taking import add_block, add_entry
from ictwg.records.lookup import shown_name, shown_reference
from ictwg.records.planned_state import Planned

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import date, time

    from ictwg.domain.changes import Changes
    from ictwg.domain.state import State
    from ictwg.meetings.attendance import RollLine
    from ictwg.minutes.prompt.line import ParsedLine
    from ictwg.sentences.roster import RosterName


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
    state: State, meeting: Meeting, item: AgendaItem | None, pasted: Sequence[Draft | ParsedLine], today: date
) -> Changes:
    """Pasted lines and the commands among them, as one undo; each command finds what was done before it."""
    drafts = [one for one in pasted if isinstance(one, Draft)]
    commands = _each_once(one for one in pasted if not isinstance(one, Draft))
    if commands and not drafts:
        changes = Edit("verbs.pasted", t("verbs.entries", count=len(commands))).done()
    else:
        changes = add_block(state, meeting, item, drafts, today)
    for typed in commands:
        so_far = Planned(state, changes, RECORDS.values())
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
    said = Draft(EntryType.NOTE, typed.text, typed.speaker)
    return changes.and_then(add_entry(state, meeting, item, said, today))


def finish(state: State, meeting: Meeting, today: date, at: time | None = None) -> Changes:
    """The meeting is over: it was held, its minutes are a draft, and `at` takes the place of the planned end.

    Its action points were read out and are out with it.
    """
    named = Edit("verbs.closed_meeting", shown_name(state, meeting), meeting)
    if meeting.action_points_out is None:
        named.update(meeting, Meeting.action_points_out(today))
    ended = named.update(meeting, Meeting.end(at)).done() if at else named.done()
    return ended if meeting.state is MeetingState.HELD else meetings.hold(state, meeting).and_then(ended)


def closes_now(meeting: Meeting, today: date, at: time | None) -> bool:
    """Whether the moment of typing is its end: not where minutes are typed up later, or have left the house.

    Nor before its start: a meeting tried out in the morning would end before it began.
    """
    living = meeting.minutes_state in (MinutesState.NONE, MinutesState.DRAFT)
    return living and (_past_midnight(meeting, today, at) or _on_its_day(meeting, today, at))


def _on_its_day(meeting: Meeting, today: date, at: time | None) -> bool:
    return meeting.date == today and not ends_before_start(meeting, today, at)


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
    return followup.progress(state, action, text, on, channel=Channel.AT_MEETING, meeting=meeting)


def _update_action(state: State, meeting: Meeting, item: AgendaItem | None, typed: ParsedLine, today: date) -> Changes:
    """What is said of an action of this very meeting stands under the item too.

    Minutes list what was said of earlier actions; one that was given an hour ago is none of them.
    """
    action = state.get(Action, typed.action)
    if action is None:
        raise InvalidValueError(t("minutes_screen.minutes.no_action"), field="reference")
    if typed.kind is LineKind.DONE:
        changes = followup.close(state, action, today, note=typed.text, on=meeting.date or today, at=meeting)
    else:
        changes = say_of(state, action, typed.text, meeting, today)
    if action.meeting != meeting.id or not typed.text or meeting.minutes_state is MinutesState.ADOPTED:
        return changes
    said = Draft(EntryType.NOTE, f"{shown_reference(state, action)}: {typed.text}")
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
