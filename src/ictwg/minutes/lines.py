"""What the minutes show of each line: its type, who said it, the reference it gave, owners and due date."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from ictwg.decisions.decisions import action_of, decision_of, votes_in_words, votes_of
from ictwg.domain.access import is_on, visible
from ictwg.domain.agenda import entries_of
from ictwg.domain.calendar import due_in_words
from ictwg.domain.records import Action, AgendaItem, Entry, Group, Meeting
from ictwg.domain.roster import owners_in_words
from ictwg.domain.values import Audience, EntryType
from ictwg.meetings.editions import shown_from
from ictwg.records.lookup import shown_reference

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ictwg.domain.agenda import NestedEntry
    from ictwg.domain.schema import Record
    from ictwg.domain.state import State


class MinuteLine(NamedTuple):
    """One line of the minutes; `reference`, `owners` and `due` are empty for a note, `votes` where none were counted.

    `restricted` lines are not for everybody in the room: a projector leaves them out.
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


def minute_lines(state: State, meeting: Meeting, item: AgendaItem | None) -> tuple[MinuteLine, ...]:
    """The lines of one item, or those of no item."""
    state, meeting = shown_from(state, meeting)
    nested = entries_of(state, meeting).get(item.id if item else "", ())
    return tuple(_line(state, meeting, one) for one in nested)


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


def _as_item(line: MinuteLine) -> str:
    promise = " · ".join(part for part in (line.owners, line.due, line.votes) if part)
    head = " ".join(part for part in (line.reference, f"({promise})" if promise else "") if part)
    said = f"{line.speaker}: {line.text}" if line.speaker else line.text
    text = f"**{head}** {said}" if head else said
    indent = "  " * line.depth
    return f"{indent}- " + text.replace("\n", f"\n{indent}  ")


def _line(state: State, meeting: Meeting, nested: NestedEntry) -> MinuteLine:
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
        owners=_owners(state, meeting, action),
        due=due_in_words(action.due) if action else "",
        status=Action.status.label(action.status) if action else "",
        votes=votes_in_words(votes_of(decision)) if decision and is_on(state, Group.votes) else "",
        restricted=in_confidence(state, entry),
    )


def _owners(state: State, meeting: Meeting, action: Action | None) -> str:
    return owners_in_words(state, action, meeting.date) if action is not None else ""
