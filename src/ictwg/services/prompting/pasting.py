"""Pasted lines that say what they are: "Action: …", "AI: …", "- [ ] …", "DECISION: …", "Agreed to …", "/d …", "moj: …".

What the importer takes for an action or a decision is one here too, by the same reader; owners are those of the names
that somebody answers to. Nothing of the text is lost: where a part of it cannot be kept as owner, date or type, all
words stay in the text. A ticked box and whatever else is no open action stays a note. A line with a slash word or a
speaker is read as the prompt reads it, because lines typed fast come as a paste; only `/close` closes nothing here.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from ictwg.domain.records import Organization, Person
from ictwg.domain.text import clean, fold
from ictwg.domain.values import EntryType
from ictwg.services.minuting.drafts import Draft
from ictwg.services.prompting.at_item import at_item
from ictwg.services.prompting.prompt import parse_line
from ictwg.services.prompting.typed_lines import Kind, Typed, slash_words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import date

    from ictwg.domain.records import AgendaItem, Meeting
    from ictwg.domain.state import State
    from ictwg.exchange.reading.markers import Mark
    from ictwg.exchange.reading.model import ReadEntry
    from ictwg.services.prompting.names import Named, Names

_NOT_PASTED = (Kind.FINISH, Kind.ITEM)
"""A paste closes nothing, and takes the discussion nowhere."""
_OPEN_BOX = re.compile(r"\s*(?:[-*+•]\s+)?\\?\[[ _]?\\?\]\s+(?=\S)")
_FIGURE = re.compile(r"\d")


class Place(NamedTuple):
    """Where the lines are pasted: what their names and days mean."""

    state: State
    meeting: Meeting
    today: date
    names: Names
    item: AgendaItem | None = None

    @property
    def day(self) -> date:
        return self.meeting.date or self.today


Pasted: TypeAlias = "Draft | Typed"
"""A line of the minutes; or, complete, a command or a line for another item."""


def comes_apart(text: str, where: Place) -> bool:
    """Whether its lines were typed to be more than one note: one has a slash word, or each says who speaks."""
    lines = [line for line in text.split("\n") if line.strip()]
    return any(_is_command(line, where) for line in lines) or all(_speaks(line, where) for line in lines)


def _speaks(line: str, where: Place) -> bool:
    typed = _as_if_typed(line, where)
    return isinstance(typed, Draft) and bool(typed.speaker)


def drafts_of(texts: Sequence[str], where: Place) -> tuple[Pasted, ...]:
    """Each text as one line of the minutes, or several where marked lines stand in one paragraph."""
    return tuple(draft for text in texts for draft in _drafts(text, where))


def draft_of_all(text: str, where: Place) -> Draft:
    """The whole block as one line: an action or decision if it is nothing else, or a note."""
    found = tuple(_drafts(text, where))
    alone = found[0] if len(found) == 1 else None
    return alone if isinstance(alone, Draft) else Draft(EntryType.NOTE, text)


def _drafts(text: str, where: Place) -> Iterator[Pasted]:
    """The text cut before and behind each line that is read as the prompt reads it."""
    block: list[str] = []
    for line in clean(text, multiline=True).split("\n"):
        typed = _as_if_typed(line, where)
        if typed is None:
            block.append(line)
            continue
        yield from _marked_in("\n".join(block), where) if block else ()
        yield typed
        block = []
    yield from _marked_in("\n".join(block), where) if block else ()


def _as_if_typed(line: str, where: Place) -> Pasted | None:
    """What a line with a slash word or a speaker says; None for others."""
    from ictwg.exchange.reading.markers import mark_of

    command = _is_command(line, where)
    if not command and (":" not in line or _OPEN_BOX.match(line) or mark_of(line)):
        return None
    kind = None if command else Kind.NOTE
    typed = parse_line(line, where.state, where.meeting, where.today, names=where.names, kind=kind, item=where.item)
    draft = typed.draft
    if draft is not None and not typed.item:
        return draft if draft.text and (command or draft.speaker) else None
    return typed if typed.is_complete and typed.kind not in _NOT_PASTED else None


def _is_command(line: str, where: Place) -> bool:
    word, _, _ = line.strip().partition(" ")
    place = at_item(line.strip(), where.state, where.meeting)
    return (place is not None and place.item is not None) or (word.startswith("/") and fold(word[1:]) in slash_words())


def _marked_in(text: str, where: Place) -> Iterator[Draft]:
    from ictwg.exchange.reading.markers import pieces

    for chunk in _at_boxes(text):
        if _OPEN_BOX.match(chunk):
            yield _boxed(chunk, where)
            continue
        for piece in pieces(chunk):
            yield _marked(piece.text, piece.mark, where) if piece.mark else Draft(EntryType.NOTE, piece.text)


def _at_boxes(text: str) -> Iterator[str]:
    """The text cut before each line with an empty box, and behind it where the next line is not indented."""
    chunk: list[str] = []
    for line in text.split("\n"):
        boxed = bool(chunk and _OPEN_BOX.match(chunk[0]))
        if chunk and (_OPEN_BOX.match(line) or (boxed and not line[:1].isspace())):
            yield "\n".join(chunk)
            chunk = []
        chunk.append(line)
    yield "\n".join(chunk)


def _boxed(chunk: str, where: Place) -> Draft:
    from ictwg.exchange.reading.markers import mark_of

    body = _OPEN_BOX.sub("", chunk, count=1)
    mark = mark_of(body)
    if mark is not None:
        return _marked(chunk, mark, where)
    return _action(body, "", where)


def _marked(line: str, mark: Mark, where: Place) -> Draft:
    from ictwg.exchange.reading.model import EntryType as ReadType

    if not any(map(str.isalnum, mark.text)):
        return Draft(EntryType.NOTE, line)
    decided = mark.type is ReadType.DECISION
    draft = Draft(EntryType.DECISION, mark.text) if decided else _action(mark.text, mark.owner, where)
    # "Action 3:" is quoted by its figure.
    return draft._replace(text=f"{mark.label} {draft.text}") if _FIGURE.search(mark.label) else draft


def _action(body: str, owner: str, where: Place) -> Draft:
    """The action with the owners and the day that are certain; all words where something in it is not."""
    from ictwg.exchange.reading.actions import read_action

    entry, _ = read_action(body, where.day, owner=owner, known=_known_words(where.names))
    named = [where.names.get(name) for name in entry.owners]
    sure = [one for one in named if one]
    if len(sure) == len(named) > 0 and _is_kept(entry):
        return _without(_owned(Draft(EntryType.ACTION, entry.text, due=entry.due), sure, where), entry, where)
    whole = _typed(f"{owner}: {body}" if owner else body, where)
    due = whole.due or entry.due
    draft = Draft(EntryType.ACTION, whole.text, "", whole.owners, whole.everybody, whole.person, due)
    return draft if whole.owners or whole.everybody else _owned(draft, sure, where)


def _is_kept(entry: ReadEntry) -> bool:
    """Whether everything that the reader has cut off has a place of its own."""
    return entry.status_text in {"", "open"} and (not entry.due_text or entry.due is not None)


def _without(draft: Draft, entry: ReadEntry, where: Place) -> Draft:
    """Without the owners and the day that its sentence says once more, if they are the same."""
    typed = _typed(draft.text, where)
    same = set(typed.owners) <= set(draft.owners) and typed.everybody <= draft.everybody
    again = typed.person in {None, draft.person} and not (entry.due_text and typed.due)
    return draft._replace(text=typed.text, due=draft.due or typed.due) if same and again and typed.text else draft


def _typed(text: str, where: Place) -> Draft:
    typed = parse_line(text, where.state, where.meeting, where.today, names=where.names, kind=Kind.ACTION)
    return typed.draft or Draft(EntryType.ACTION, text)


def _owned(draft: Draft, owners: Iterable[Named], where: Place) -> Draft:
    """With these owners; a person alone stands for the organization that the person comes from."""
    found = tuple(owners)
    ids = [one.organization for one in found if one.organization]
    people = [person for one in found if (person := where.state.get(Person, one.person))]
    homes = (where.state.get(Organization, person.organization) for person in people)
    ids = ids or [home.id for home in homes if home]
    return draft._replace(
        owners=tuple(dict.fromkeys(ids)),
        everybody=any(one.everybody for one in found),
        person=people[0].id if people else None,
    )


def _known_words(names: Names) -> frozenset[str]:
    """Folded words by which the reader tells an owner from a heading."""
    return frozenset(
        word for known in names.known for name in (known.name, *known.folded) for word in fold(name).split()
    )
