"""What the minutes show of each line, what the room is read back, and what a second window follows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from enum import StrEnum
from typing import Any, NamedTuple

from ictwg.decisions.decisions import action_of, decision_of, votes_in_words, votes_of
from ictwg.domain.access import is_on, visible
from ictwg.domain.agenda import NestedEntry, agenda_of, entries_of, paragraph_numbers
from ictwg.domain.calendar import due_in_words
from ictwg.domain.records import (
    Action,
    AgendaItem,
    Decision,
    DueChange,
    Entry,
    Group,
    Meeting,
    Organization,
    Person,
    Progress,
    StatusChange,
)
from ictwg.domain.roster import owners_in_words
from ictwg.domain.schema import Record
from ictwg.domain.seen import AudienceView
from ictwg.domain.state import State
from ictwg.domain.values import ActionKind, Audience, EntryType
from ictwg.locales import t
from ictwg.meetings import meetings
from ictwg.meetings.editions import shown_from
from ictwg.minutes.current_item import CLOSED, READING_BACK, Discussion
from ictwg.minutes.gaps import Problem, gaps_of
from ictwg.minutes.matters_arising import progress_of
from ictwg.records.lookup import short_name, shown_name, shown_reference


class MinuteLine(NamedTuple):
    """One line of the minutes; `reference`, `owners` and `due` are empty for a note, `votes` where none were counted.

    `restricted` lines are not for everybody in the room: a projector leaves them out. `number` is that of the paragraph
    in the minutes for the secretariat.
    """

    id: str
    entry: Entry
    type: EntryType
    text: str
    speaker: str
    depth: int
    reference: str
    owners: str
    due: str
    status: str
    votes: str
    restricted: bool
    number: str = ""


def minute_lines(state: State, meeting: Meeting, item: AgendaItem | None) -> tuple[MinuteLine, ...]:
    """The lines of one item, or those of no item."""
    state, meeting = shown_from(state, meeting)
    nested = entries_of(state, meeting).get(item.id if item else "", ())
    agenda = agenda_of(state, meeting) if item else ()
    above = next((one.number for one in agenda if item and one.item.id == item.id), "")
    parts = any(one.number.startswith(f"{above}.") for one in agenda)
    numbers = paragraph_numbers(above, (one.depth for one in nested), lettered=parts)
    made = (_minute_line(state, meeting, one) for one in nested)
    return tuple(line._replace(number=number) for line, number in zip(made, numbers, strict=True))


def as_text(lines: Iterable[MinuteLine]) -> str:
    """The lines as a list in markdown, for the clipboard."""
    return "\n".join(_as_item(line) for line in lines)


def counts(state: State, meeting: Meeting) -> dict[str, int]:
    """How many lines stand under each item, by its id."""
    state, meeting = shown_from(state, meeting)
    return {item: len(lines) for item, lines in entries_of(state, meeting).items()}


def last_entry(state: State, meeting: Meeting, item: AgendaItem | None) -> Entry | None:
    lines = entries_of(state, meeting).get(item.id if item else "", ())
    return lines[-1].entry if lines else None


def in_confidence(state: State, record: Record) -> bool:
    """Whether the strictest of meeting, item and line keeps it from the members."""
    return not visible(state, record, Audience.MEMBERS)


def item_title(state: State, item: AgendaItem, *, hides: bool) -> str:
    """The title; on a projector that of a restricted item is not shown."""
    hidden = hides and not visible(state, item, Audience.MEMBERS)
    return t("minutes_screen.minutes.restricted") if hidden else item.title


def item_named(state: State, meeting: Meeting, item: AgendaItem, *, hides: bool) -> str:
    """`5 Framework`."""
    number = next((line.printed for line in agenda_of(state, meeting) if line.item.id == item.id), "")
    return f"{number} {item_title(state, item, hides=hides)}".strip()


def _as_item(line: MinuteLine) -> str:
    promise = " · ".join(part for part in (line.owners, line.due, line.votes) if part)
    head = " ".join(part for part in (line.reference, f"({promise})" if promise else "") if part)
    said = f"{line.speaker}: {line.text}" if line.speaker else line.text
    text = f"**{head}** {said}" if head else said
    indent = "  " * line.depth
    return f"{indent}- " + text.replace("\n", f"\n{indent}  ")


def _minute_line(state: State, meeting: Meeting, nested: NestedEntry) -> MinuteLine:
    entry = nested.entry
    action = action_of(state, entry) if entry.type is EntryType.ACTION else None
    decision = decision_of(state, entry) if entry.type is EntryType.DECISION else None
    record = action or decision
    return MinuteLine(
        id=entry.id,
        entry=entry,
        type=entry.type,
        text=entry.text,
        speaker=entry.speaker,
        depth=nested.depth,
        reference=shown_reference(state, record) if record else "",
        owners=owners_in_words(state, action, meeting.date) if action else "",
        due=due_in_words(action.due) if action else "",
        status=Action.status.label(action.status) if action else "",
        votes=votes_in_words(votes_of(decision)) if decision and is_on(state, Group.votes) else "",
        restricted=in_confidence(state, entry),
    )


class ReadBackPart(StrEnum):
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
    gaps: tuple[Problem, ...]
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


class Projected(NamedTuple):
    """Attributes:
    head: The meeting.
    title: The item, or that the meeting is read back or over; empty where nothing is shown yet.
    facts: Who presents, what is proposed.
    lines: What was said under the item.
    read: What is read back.
    """

    head: str
    title: str
    facts: tuple[str, ...] = ()
    lines: tuple[MinuteLine, ...] = ()
    read: tuple[ReadLine, ...] = ()


def projected(state: State, discussion: Discussion | None, today: date, meeting: str = "") -> Projected:
    """Args: meeting: The id of the one that is followed; empty for whichever is under discussion."""
    seen = AudienceView(state, Audience.MEMBERS)
    follows = discussion is not None and meeting in ("", discussion.meeting)
    found = seen.get(Meeting, discussion.meeting if follows and discussion else meeting)
    if found is None:
        return Projected("", t("projecting.nothing"))
    head = shown_name(seen, found)
    if follows and discussion is not None and discussion.doing in (READING_BACK, CLOSED):
        title = t("projecting.closed" if discussion.doing == CLOSED else "projecting.reading_back")
        return Projected(head, title, read=read_back(seen, found, today, projector=True).lines)
    item = state.get(AgendaItem, discussion.item) if follows and discussion else meetings.current_item(seen, found)
    return _item(seen, found, head, item, speakers_in_words(seen, discussion) if follows and discussion else ())


def speakers_in_words(state: State, discussion: Discussion) -> tuple[str, ...]:
    """Who has the floor, and who waits for it; nothing where nobody does."""
    speaking, *waiting = (_called(state, id) for id in (discussion.speaking, *discussion.speakers))
    return (
        *((t("speakers.speaking", name=speaking),) if speaking else ()),
        *((t("speakers.waiting", names=", ".join(waiting)),) if waiting else ()),
    )


def _called(state: State, id: str) -> str:
    found = state.get(Organization, id) or state.get(Person, id)
    return short_name(found) if found is not None else ""


def _item(
    seen: AudienceView, meeting: Meeting, head: str, item: AgendaItem | None, speakers: tuple[str, ...]
) -> Projected:
    shown = seen.get(AgendaItem, item.id) if item is not None else None
    if shown is None:
        return Projected(head, t("minutes_screen.minutes.restricted") if item is not None else "")
    number = next((line.number for line in agenda_of(seen, meeting) if line.item.id == shown.id), "")
    title = f"{number} {shown.title}"
    presents = t("minutes_screen.minutes.presents", name=shown.presenter) if shown.presenter else ""
    lines = minute_lines(seen, meeting, shown)
    taken = any(line.type is EntryType.DECISION for line in lines)
    proposed = "" if taken else " ".join(shown.proposed_decision.split())
    proposal = t("minutes_screen.minutes.proposed", text=proposed) if proposed else ""
    return Projected(head, title, (*filter(None, (presents, proposal)), *speakers), lines)
