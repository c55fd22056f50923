"""Pasted lines that say what they are: "Action: …", "AI: …", "- [ ] …", "DECISION: …", "Agreed to …", "/d …", "moj: …".

What the importer takes for an action or a decision is one here too, and its sentence is read by the same grammar.
Nothing of the text is lost: where a part of it cannot be kept as owner, date or type, all words stay in the text. A
ticked box and whatever else is no open action stays a note. A line with a slash word or a speaker is read as the prompt
reads it, because lines typed fast come as a paste; only `/close` closes nothing here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from ictwg.decisions.decisions import EntryDraft
from ictwg.domain.records import AgendaItem, Meeting
from ictwg.domain.state import State
from ictwg.domain.text import clean, fold
from ictwg.domain.values import EntryType
from ictwg.domain.when import maybe_due
from ictwg.locales import t
from ictwg.minutes.lines import item_named
from ictwg.minutes.prompt.completion import echo
from ictwg.minutes.prompt.names import PromptNames
from ictwg.minutes.prompt.parsing import LineKind, ParsedLine, as_action, at_item, parse_line, slash_words, typed_as
from ictwg.sentences.sentence import read_sentence
from ictwg.sentences.who import names_in
from ictwg.sources.word_text import with_lists, without_bullet

if TYPE_CHECKING:
    from ictwg.imports.foreign_minutes.markers import Mark


_NOT_PASTED = (LineKind.FINISH, LineKind.ITEM, LineKind.SPEAKERS)
"""A paste closes nothing, takes the discussion nowhere, and nobody waits to speak in it."""

_OPEN_BOX = re.compile(r"\s*(?:[-*+•]\s+)?\\?\[[ _]?\\?\]\s+(?=\S)")
_BULLET = re.compile(r"\s*[-*+•]\s+(?!\\?\[)")
_FIGURE = re.compile(r"\d")
_MOST_OF_A_NAME = 60


class PastePlace(NamedTuple):
    """Where the lines are pasted: what their names and days mean."""

    state: State
    meeting: Meeting
    today: date
    names: PromptNames
    item: AgendaItem | None = None

    @property
    def day(self) -> date:
        return self.meeting.date or self.today

    def marked(self, text: str, item: AgendaItem | None) -> EntryDraft | None:
        """The action or decision that the text under this item says to be; None where it is a note."""
        draft = draft_of_all(text, self._replace(item=item))
        return draft if draft.type is not EntryType.NOTE else None


Pasted: TypeAlias = "EntryDraft | ParsedLine"
"""A line of the minutes; or, complete, a command or a line for another item."""


def pasted(texts: Sequence[str], where: PastePlace) -> tuple[Pasted, ...]:
    """Pasted entries as the lines of the minutes that they become, and the commands that they give."""
    alone = len(texts) == 1 and not comes_apart(texts[0], where)
    return (draft_of_all(texts[0], where),) if alone else drafts_of(texts, where)


def told(line: str, where: PastePlace, *, hides: bool) -> str:
    """Beside a pasted line what it would become by itself; nothing beside a note."""
    found, *_ = drafts_of((line,), where) or (EntryDraft(EntryType.NOTE, line),)
    if isinstance(found, EntryDraft) and found.type is EntryType.NOTE and not found.speaker:
        return ""
    typed = found if isinstance(found, ParsedLine) else typed_as(found)
    said = echo(typed, where.state, where.meeting, where.today)
    if isinstance(found, ParsedLine):
        item = where.state.get(AgendaItem, found.item)
        at = f"→ {item_named(where.state, where.meeting, item, hides=hides)}" if item else ""
        return " · ".join(filter(None, (at, said.kind, *said.parts, said.text)))
    kind = t(f"prompt.kind.{typed.kind}", reference="").strip()
    return " · ".join((kind, *said.parts, said.text))


def comes_apart(text: str, where: PastePlace) -> bool:
    """Whether its lines were typed to be more than one note: one has a slash word, or each says who speaks."""
    lines = [line for line in _lines(text) if line.strip()]
    return any(_is_command(line, where) for line in lines) or all(_speaks(line, where) for line in lines)


def _speaks(line: str, where: PastePlace) -> bool:
    typed = _as_if_typed(line, where)
    return isinstance(typed, EntryDraft) and bool(typed.speaker)


def drafts_of(texts: Sequence[str], where: PastePlace) -> tuple[Pasted, ...]:
    """Each text as one line of the minutes, or several where marked lines stand in one paragraph."""
    return tuple(draft for text in texts for draft in _drafts(text, where))


def draft_of_all(text: str, where: PastePlace) -> EntryDraft:
    """The whole block as one line: an action or decision if it is nothing else, or a note."""
    found = tuple(_drafts(text, where))
    alone = found[0] if len(found) == 1 else None
    return alone if isinstance(alone, EntryDraft) else EntryDraft(EntryType.NOTE, text)


def _drafts(text: str, where: PastePlace) -> Iterator[Pasted]:
    """The text cut before and behind each line that is read as the prompt reads it."""
    block: list[str] = []
    for line in _lines(clean(text, multiline=True)):
        typed = _as_if_typed(line, where)
        if typed is None:
            block.append(line)
            continue
        yield from _marked_in("\n".join(block), where) if block else ()
        yield typed
        block = []
    yield from _marked_in("\n".join(block), where) if block else ()


def _lines(text: str) -> list[str]:
    """Its lines; a list of Word as one of markdown, an element that says by itself what it is without its bullet."""
    from ictwg.imports.foreign_minutes.markers import mark_of

    lines = text.split("\n")
    if len(lines) == 1:
        return [_BULLET.sub("", without_bullet(text), count=1) if _BULLET.match(text) else without_bullet(text)]
    said = [without_bullet(line) for line in lines]
    return [
        bare if mark_of(bare) or _OPEN_BOX.match(bare) or ":" in bare[:_MOST_OF_A_NAME] or bare[:1] in "/@" else listed
        for bare, listed in zip(said, with_lists(lines), strict=True)
    ]


def _as_if_typed(line: str, where: PastePlace) -> Pasted | None:
    """What a line with a slash word or a speaker says; None for others."""
    from ictwg.imports.foreign_minutes.markers import mark_of

    command = _is_command(line, where)
    if not command and (":" not in line or _OPEN_BOX.match(line) or mark_of(line)):
        return None
    kind = None if command else LineKind.NOTE
    state, meeting, today, names, item = where
    typed = parse_line(line, state, meeting, today, names=names, kind=kind, item=item, marked=where.marked)
    draft = typed.draft
    if draft is not None and not typed.item:
        return draft if draft.text and (command or draft.speaker) else None
    return typed if typed.is_complete and typed.kind not in _NOT_PASTED else None


def _is_command(line: str, where: PastePlace) -> bool:
    word, _, _ = line.strip().partition(" ")
    place = at_item(line.strip(), where.state, where.meeting)
    return (place is not None and place.item is not None) or (word.startswith("/") and fold(word[1:]) in slash_words())


def _marked_in(text: str, where: PastePlace) -> Iterator[EntryDraft]:
    from ictwg.imports.foreign_minutes.markers import pieces
    from ictwg.imports.foreign_minutes.prose import decides

    for chunk in _at_boxes(text):
        if _OPEN_BOX.match(chunk):
            yield _boxed(chunk, where)
            continue
        for piece in pieces(chunk):
            plainly = EntryDraft(EntryType.DECISION if decides(piece.text) else EntryType.NOTE, piece.text)
            yield _marked(piece.text, piece.mark, where) if piece.mark else plainly


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


def _boxed(chunk: str, where: PastePlace) -> EntryDraft:
    from ictwg.imports.foreign_minutes.markers import mark_of

    body = _OPEN_BOX.sub("", chunk, count=1)
    mark = mark_of(body)
    if mark is not None:
        return _marked(chunk, mark, where)
    return _action(body, "", where)


def _marked(line: str, mark: Mark, where: PastePlace) -> EntryDraft:
    if not any(map(str.isalnum, mark.text)):
        return EntryDraft(EntryType.NOTE, line)
    decided = mark.type is EntryType.DECISION
    draft = EntryDraft(EntryType.DECISION, mark.text) if decided else _action(mark.text, mark.owner, where)
    # "Action 3:" is quoted by its figure.
    return draft._replace(text=f"{mark.label} {draft.text}") if _FIGURE.search(mark.label) else draft


def _action(body: str, owner: str, where: PastePlace) -> EntryDraft:
    """The action as its sentence says it; of one that is done already all words stay."""
    from ictwg.imports.foreign_minutes.actions import in_fields

    given = names_in(owner)
    noted = in_fields(body if given or not owner else f"{owner}: {body}")
    names = where.names
    read = read_sentence(noted.sentence, names.roster, where.day, names.language, given=(*given, *noted.owners))
    if noted.due_text:
        read = read._replace(until=maybe_due(noted.due_text, where.day))
    is_whole = read.what and noted.status in {"", "open"} and (read.until is not None or not noted.due_text)
    typed = as_action(read if is_whole else read._replace(what=body), where.state)
    return typed.draft or EntryDraft(EntryType.ACTION, body)
