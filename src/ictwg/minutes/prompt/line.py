"""What a typed line of the minutes may be, the slash words that say so, and the item for which it is."""

from __future__ import annotations

import re
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

from ictwg.decisions.drafts import Draft
from ictwg.domain.agenda import agenda_of
from ictwg.domain.text import fold
from ictwg.domain.values import EntryType, Outcome
from ictwg.minutes.prompt.names import words_of

if TYPE_CHECKING:
    from datetime import date

    from ictwg.domain.records import AgendaItem, Meeting
    from ictwg.domain.state import State
    from ictwg.domain.values import DueWord
    from ictwg.sentences.roster import RosterName


class LineKind(StrEnum):
    """What a line does."""

    NOTE = "note"
    DECISION = "decision"
    ACTION = "action"
    UPDATE = "update"
    DONE = "done"
    PRESENT = "present"
    FINISH = "finish"
    ITEM = "item"
    VOTE = "vote"
    NOTED = "noted"
    DECIDED = "decided"
    DEFERRED = "deferred"
    NOT_REACHED = "not_reached"
    WITHDRAWN = "withdrawn"


ENTRY_TYPES = {LineKind.NOTE: EntryType.NOTE, LineKind.DECISION: EntryType.DECISION, LineKind.ACTION: EntryType.ACTION}


OUTCOMES = {LineKind(outcome.value): outcome for outcome in Outcome}
"""What an item came to, by the word that says so."""


class ParsedLine(NamedTuple):
    """A line as it is understood.

    Attributes:
        kind: What Enter will do.
        text: The words that are kept, without command, speaker, owners and due date.
        speaker: The acronym or name of who says it.
        owners: Ids of organizations, in the order typed.
        person: The id of a person among the owners.
        action: The id of the action that an update or a closing means; empty where none answers.
        present: Who is marked as present.
        item: The id of the agenda item that it is for; empty for the one under discussion.
        decision: The id of the decision that a vote is about.
        votes: For, against, abstaining, as many of them as were typed.
        meets: The day of the next meeting that a note under that item names.
        proposed: Whether the words are those of the item's proposed decision.
        unknown: Names that nobody answers to.
        hint: What a person should know before Enter, in words.
    """

    kind: LineKind
    text: str
    speaker: str = ""
    owners: tuple[str, ...] = ()
    everybody: bool = False
    person: str | None = None
    due: date | DueWord | None = None
    action: str = ""
    present: tuple[RosterName, ...] = ()
    unknown: str = ""
    hint: str = ""
    item: str = ""
    decision: str = ""
    votes: tuple[int, ...] = ()
    proposed: bool = False
    meets: date | None = None

    @property
    def is_complete(self) -> bool:
        """Whether Enter may run it; an action may lack owner and date, an update may not lack its action."""
        match self.kind:
            case LineKind.UPDATE:
                return bool(self.action and self.text)
            case LineKind.DONE:
                return bool(self.action)
            case LineKind.PRESENT:
                return bool(self.present)
            case LineKind.VOTE:
                return bool(self.decision and self.votes)
            case LineKind.ITEM:
                return bool(self.item)
        return bool(self.text) or self.kind not in ENTRY_TYPES

    @property
    def draft(self) -> Draft | None:
        """The line of the minutes that it makes; None for a command that makes none."""
        if self.kind not in ENTRY_TYPES:
            return None
        owned = (self.owners, self.everybody, self.person, self.due, self.unknown)
        return Draft(ENTRY_TYPES[self.kind], self.text, self.speaker, *owned)


def slash_words() -> dict[str, LineKind]:
    """Every slash word of the four languages, folded."""
    return {word: kind for kind in reversed(LineKind) for word in words_of(f"words.{kind}")}


_NUMBER = re.compile(r"\s*(?P<number>\d+(?:\.\d+)*)\.?(?=\s|$)\s*")


_SIGN = "@"


class AtItem(NamedTuple):
    """Attributes:
    number: As it was typed; empty where none was.
    item: The item; None where the agenda has no such number.
    rest: What is to stand under it.
    by_word: Whether a slash word asked for it, which is no text of a note.
    """

    number: str
    item: AgendaItem | None
    rest: str
    by_word: bool = False


def at_item(text: str, state: State, meeting: Meeting) -> AtItem | None:
    """Where the line is to stand; None for one that names no other item."""
    behind, by_word = _behind(text)
    if behind is None:
        return None
    match = _NUMBER.match(behind)
    if match is None:
        return AtItem("", None, behind.strip(), by_word) if by_word else None
    numbers = {line.number: line.item for line in agenda_of(state, meeting)}
    return AtItem(match["number"], numbers.get(match["number"]), behind[match.end() :].strip(), by_word)


def _behind(text: str) -> tuple[str | None, bool]:
    """What follows the sign or the slash word, and whether it was the word."""
    if text.startswith(_SIGN):
        return text[len(_SIGN) :], False
    word, _, rest = text.partition(" ")
    named = word.startswith("/") and "\n" not in word and fold(word[1:]) in words_of("words.item")
    return (rest, True) if named else (None, False)
