"""The read-back at the end of a meeting: every decision, every new or changed action, and first what they lack.

What is missing is the one list of `gaps`, the same before the meeting closes and after it.
"""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Any, NamedTuple

from ictwg.decisions.votes import votes_in_words, votes_of
from ictwg.domain.agenda import agenda_of, entries_of
from ictwg.domain.day_text import due_in_words
from ictwg.domain.owners import owners_in_words
from ictwg.domain.records import Action, Decision, DueChange, Meeting, Progress, StatusChange
from ictwg.domain.values import ActionKind
from ictwg.locales import t
from ictwg.minutes.gaps import gaps_of
from ictwg.minutes.lines import in_confidence
from ictwg.minutes.matters_arising import progress_of
from ictwg.records.lookup import shown_reference

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

    from ictwg.domain.state import State
    from ictwg.minutes.gaps import MendLine


class ReadBackPart(StrEnum):
    """What is read out one after the other."""

    DECISIONS = "decisions"
    NEW = "new"
    CHANGED = "changed"


class ReadLine(NamedTuple):
    """One decision or action as it is read out.

    Attributes:
        record: Its id.
        facts: Owners and due date, or what became of an earlier action; empty for a decision without votes.
        restricted: It is not for everybody in the room.
    """

    part: ReadBackPart
    table: str
    record: str
    reference: str
    text: str
    facts: str
    restricted: bool


class ReadBack(NamedTuple):
    gaps: tuple[MendLine, ...]
    lines: tuple[ReadLine, ...]


def read_back(state: State, meeting: Meeting, today: date, *, projector: bool) -> ReadBack:
    """In the order of the agenda; on a projector without what is not for everybody in the room."""
    lines = (*_decisions(state, meeting), *_given(state, meeting), *_changed(state, meeting))
    gaps = gaps_of(state, meeting, today)
    if not projector:
        return ReadBack(gaps, lines)
    hidden = {line.record for line in lines if line.restricted}
    hidden |= {line.item.id for line in agenda_of(state, meeting) if in_confidence(state, line.item)}
    return ReadBack(
        tuple(gap for gap in gaps if gap.record not in hidden), tuple(line for line in lines if not line.restricted)
    )


def _decisions(state: State, meeting: Meeting) -> Iterator[ReadLine]:
    taken = state.linked(Decision, Decision.meeting, meeting.id)
    for decision in sorted(taken, key=_Places(state, meeting).of):
        yield _line(state, ReadBackPart.DECISIONS, decision, votes_in_words(votes_of(decision)))


def _given(state: State, meeting: Meeting) -> Iterator[ReadLine]:
    given = (a for a in state.linked(Action, Action.meeting, meeting.id) if a.kind is ActionKind.ACTION)
    for action in sorted(given, key=_Places(state, meeting).of):
        yield _line(state, ReadBackPart.NEW, action, _promise(state, meeting, action))


def _promise(state: State, meeting: Meeting, action: Action) -> str:
    """Owners and due date; that one is missing is said."""
    owners = owners_in_words(state, action, meeting.date)
    due = due_in_words(action.due)
    until = t("prompt.due", day=due) if due else t("prompt.hint.no_due")
    return f"{owners or t('prompt.hint.no_owner')} · {until}"


def _at(state: State, kind: Any, meeting: Meeting) -> tuple[Any, ...]:
    """What was said or moved at the meeting; what happened elsewhere on its day has its own way to the group."""
    found: tuple[Any, ...] = state.linked(kind, kind.meeting, meeting.id)
    return found


def _changed(state: State, meeting: Meeting) -> Iterator[ReadLine]:
    """Earlier actions of which something was said, or that moved, at this meeting."""
    said = {row.action for kind in (Progress, DueChange, StatusChange) for row in _at(state, kind, meeting)}
    found = (action for id in said if (action := state.get(Action, id)) is not None)
    earlier = (a for a in found if a.kind is ActionKind.ACTION and a.meeting != meeting.id)
    for action in sorted(earlier, key=lambda one: (one.reference, one.id)):
        yield _line(state, ReadBackPart.CHANGED, action, _became(state, meeting, action))


def _became(state: State, meeting: Meeting, action: Action) -> str:
    last = [row.text for row in progress_of(state, action) if row.meeting == meeting.id][-1:]
    return " · ".join((Action.status.label(action.status), _promise(state, meeting, action), *last))


def _line(state: State, part: ReadBackPart, record: Decision | Action, facts: str) -> ReadLine:
    text, hidden = " ".join(record.text.split()), in_confidence(state, record)
    return ReadLine(part, record.TABLE, record.id, shown_reference(state, record), text, facts, hidden)


class _Places:
    """Where in the minutes each line stands; what stands in none comes last."""

    def __init__(self, state: State, meeting: Meeting) -> None:
        items = [*(line.item.id for line in agenda_of(state, meeting)), ""]
        lines = entries_of(state, meeting)
        ids = _in_order(items, {item: [one.entry.id for one in nested] for item, nested in lines.items()})
        self._places = {id: place for place, id in enumerate(ids)}

    def of(self, record: Decision | Action) -> tuple[int, str, str]:
        return (self._places.get(record.entry or "", len(self._places)), record.reference, record.id)


def _in_order(items: Iterable[str], lines: dict[str, list[str]]) -> Iterator[str]:
    for item in items:
        yield from lines.get(item, ())
