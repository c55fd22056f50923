"""The minutes on the screen under random keys: what is on record, and what stands in the line, is what was typed.

`Minuted` is the oracle: it knows what a person means by each key, and nothing of how the program keeps it.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from pathlib import Path
from random import Random
from typing import NamedTuple

import pytest
from tests.ui.open_meeting import Room, agenda_items, opened
from textual import events

from ictwg.decisions.decisions import draft_of
from ictwg.domain.agenda import entries_of
from ictwg.domain.records import Entry, Organization
from ictwg.domain.values import EntryType
from ictwg.minutes.lines import minute_lines
from ictwg.ui.modals.form_screen import PasteBlock
from ictwg.ui.screens.meeting.minutes import MinutesPane
from ictwg.ui.screens.meeting.screen import MeetingScreen

KEYS, RUNS = 40, 4
NOTE, DECISION, ACTION = EntryType.NOTE, EntryType.DECISION, EntryType.ACTION
PREFIXES = {NOTE: "", DECISION: "/d ", ACTION: "/a "}
F_KEYS = {"f3": NOTE, "f4": DECISION, "f5": ACTION}


SPEAKERS = ("MoJ: ", "IOM: ")
OWNERS = {"MoJ will ": "MoJ: ", "the secretariat will ": "IOM: ", **{said: said for said in SPEAKERS}}
HEADS = ("", "MoJ will ", "the secretariat will ", "Zeca Vaz will ")


class Words(NamedTuple):
    """What a line says on record."""

    text: str
    speaker: str = ""
    owner: str = ""

    @property
    def said(self) -> str:
        return self.owner + self.speaker + self.text


def words_of(type: EntryType, typed: str) -> Words:
    """What is on record of typed words."""
    if type is ACTION:
        named = next((head for head in OWNERS if typed.startswith(head)), "")
        return Words(typed.removeprefix(named), owner=OWNERS.get(named, ""))
    speaker = next((said for said in SPEAKERS if typed.startswith(said)), "")
    return Words(typed.removeprefix(speaker), speaker)


class Line:
    """One line on record."""

    def __init__(self, type: EntryType, words: Words) -> None:
        self.type, self.words, self.waits = type, words, ""
        self.note, self.action = words, words

    @property
    def typed(self) -> str:
        return PREFIXES[self.type] + self.words.said

    def reads(self, type: EntryType, typed: str) -> None:
        """An action that was no action before is remembered with the note that it would have been."""
        was, self.type, self.words, self.waits = self.type, type, words_of(type, typed), ""
        if type is ACTION is not was:
            self.note, self.action = words_of(NOTE, typed), self.words

    def turns(self, type: EntryType) -> None:
        """By a key: the very words come back."""
        was, self.type = self.type, type
        if type is ACTION is not was:
            read = words_of(ACTION, self.words.text)
            exact = read._replace(speaker=self.words.speaker) if read.said == self.words.text else self.words
            self.words = self.action if self.words == self.note else exact
        elif was is ACTION is not type:
            text, owner = self.words.text, self.words.owner
            plain = self.words._replace(text=owner + text, owner="")
            self.words = self.note if self.words == self.action else plain


class Minuted:
    """What a person has typed, and what they mean to be on record under each item."""

    def __init__(self, there: Room, seed: int) -> None:
        self.there, self.random = there, Random(seed)
        self.record: dict[str, list[Line]] = {item.id: [] for item in agenda_items(there)}
        self.text = self.draft = ""
        self.changes: Line | None = None
        self.words = 0

    @property
    def pane(self) -> MinutesPane:
        return self.there.screen.query_one(MinutesPane)

    @property
    def here(self) -> list[Line]:
        return self.record[self.pane.item.id if self.pane.item else ""]

    @property
    def typing(self) -> bool:
        return self.pane.prompt.input.has_focus

    def word(self) -> str:
        """Of letters that are no key of a list."""
        self.words += 1
        return "".join("zvq"[self.words // 3**place % 3] for place in range(4))

    def read(self, type: EntryType | None = None) -> tuple[EntryType, str]:
        said = next((kind for kind in (DECISION, ACTION) if self.text.startswith(PREFIXES[kind].strip())), NOTE)
        if said is NOTE and self.changes is not None:
            said = self.changes.type if not self.text.startswith("/n") else NOTE
        return type or said, self.text.removeprefix(PREFIXES[said].strip()).strip()

    def ends(self) -> None:
        """The change is over, unsaved: other words wait for it, and what was begun before is in the line again."""
        if self.changes is not None:
            blank = not self.text.strip()
            self.changes.waits = "" if blank or self.text == self.changes.typed else self.text
            self.text, self.changes, self.draft = self.draft, None, ""

    def keeps(self, type: EntryType | None = None) -> None:
        type, text = self.read(type)
        if not text:
            return
        if self.changes is None:
            self.here.append(Line(NOTE, Words("")))
        (self.changes or self.here[-1]).reads(type, text)
        self.text, self.changes, self.draft = self.draft, None, ""

    def brings_back(self, line: Line) -> None:
        self.ends()
        self.draft, self.changes, self.text = self.text, line, line.waits or line.typed

    # What a person does

    async def types(self) -> None:
        word = self.word()
        self.text += word
        await self.there.press(*word)

    async def pastes_a_line(self) -> None:
        word = ("" if self.text else self.random.choice(HEADS)) + self.word()
        self.text += word
        self.there.app.post_message(events.Paste(word))
        await self.there.press()

    async def pastes_lines(self) -> None:
        words = (self.word(), self.word())
        self.ends()
        self.here.extend(Line(NOTE, Words(word)) for word in words)
        self.there.app.post_message(events.Paste("\n".join(words)))
        await self.there.until(lambda: isinstance(self.there.app.screen, PasteBlock))
        await self.there.press("l", to=MeetingScreen)

    async def empties(self) -> None:
        if self.typing:
            self.text = ""
            await self.there.press("end", "ctrl+u")

    async def enters(self) -> None:
        if not self.typing:
            if (line := self.under_the_cursor()) is not None:
                self.brings_back(line)
        elif self.text.strip():
            self.keeps()
        else:
            self.ends()
        await self.there.press("enter")

    def under_the_cursor(self) -> Line | None:
        """Of the list of lines."""
        shown = [row.id for row in minute_lines(self.pane.state, self.pane.meeting, self.pane.item)]
        current = self.pane.entries.current
        return self.here[shown.index(current)] if self.pane.entries.has_focus and current else None

    async def f_key(self) -> None:
        key = self.random.choice(sorted(F_KEYS))
        type = F_KEYS[key]
        if self.pane.entries.has_focus:
            if (line := self.under_the_cursor()) is not None:
                line.turns(type)
        elif self.changes is not None and self.text == self.changes.typed and self.changes.type is not NOTE:
            line = self.changes
            self.ends()
            line.turns(type)
        elif self.text.strip():
            self.keeps(type)
        await self.there.press(key)

    async def up(self) -> None:
        if self.typing and not self.text and self.here:
            self.brings_back(self.here[-1])
        await self.there.press("up")

    async def turns_the_last(self) -> None:
        """Brought back, it is another type, and again another."""
        for _ in range(2):
            await self.up()
            await self.f_key()

    async def leaves_the_line(self) -> None:
        if self.typing:
            self.ends()
            await self.there.press("escape")

    async def goes_and_comes_back(self) -> None:
        """Escape and a digit that come in one read."""
        await self.there.press("alt+4")
        await self.there.until(lambda: self.there.app.current_mode == "followup")
        await self.there.press("2")
        await self.there.until(lambda: self.there.app.current_mode == "agenda")

    async def next_item(self) -> None:
        before = self.pane.item
        await self.there.press("f7")
        if self.pane.item != before:
            self.ends()

    async def other_item(self) -> None:
        """`@5` by itself: the discussion goes on there."""
        if self.typing and not self.text and self.changes is None:
            await self.there.enters(f"@{self.random.choice((5, 6))}")

    async def does_anything(self) -> str:
        ways: list[Callable[[], Awaitable[None]]] = [
            *(self.types, self.types, self.types, self.enters, self.enters, self.f_key, self.f_key, self.up, self.up),
            *(self.empties, self.leaves_the_line, self.leaves_the_line, self.next_item, self.other_item),
            *(self.pastes_a_line, self.pastes_a_line, self.pastes_lines, self.goes_and_comes_back),
            *(self.turns_the_last, self.turns_the_last),
        ]
        way = self.random.choice(ways)
        await way()
        return way.__name__

    # The law

    def on_record(self) -> dict[str, list[tuple[EntryType, Words]]]:
        lines = entries_of(self.pane.state, self.pane.meeting)
        return {item: [self.kept(one.entry) for one in lines.get(item, ())] for item in self.record}

    def kept(self, entry: Entry) -> tuple[EntryType, Words]:
        draft = draft_of(self.pane.state, entry)
        owners = (self.pane.state.get(Organization, id) for id in draft.owners)
        names = (draft.speaker, ", ".join(one.acronym for one in owners if one))
        return draft.type, Words(draft.text, *(f"{name}: " if name else "" for name in names))

    def meant(self) -> dict[str, list[tuple[EntryType, Words]]]:
        return {item: [(line.type, line.words) for line in lines] for item, lines in self.record.items()}


@pytest.mark.parametrize("seed", range(RUNS))
async def test_the_minutes_lose_and_join_nothing_in_any_order_of_keys(tmp_path: Path, seed: int) -> None:
    async with opened(tmp_path) as there:
        await there.enters("@5")
        minuted = Minuted(there, seed)
        for item, lines in minuted.on_record().items():
            minuted.record[item] = [Line(type, words) for type, words in lines]
        done = []
        for _ in range(KEYS):
            done.append(await minuted.does_anything())
            assert (minuted.on_record(), minuted.pane.prompt.text) == (minuted.meant(), minuted.text), done
