"""The sections of one meeting, read into people, items, entries and facts."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from ictwg.domain.text import fold
from ictwg.imports.foreign_minutes.attendance import inherits_roll, looks_like_roll, read_roll, roll_told, unread_roll
from ictwg.imports.foreign_minutes.builder import Builder
from ictwg.imports.foreign_minutes.entries import MODES, Mode, read_blocks
from ictwg.imports.foreign_minutes.people import Roll, roll_under
from ictwg.imports.foreign_minutes.sections import LABEL_LEVEL, SourceSection, split_number, topic_of
from ictwg.imports.foreign_minutes.tables import grid_of
from ictwg.imports.foreign_minutes.words import ROLL, Sense, is_review
from ictwg.sources.inline import lines_of, plain
from ictwg.sources.markdown import MarkdownBlock

_ASIDE = re.compile(r"\s*\([^()]*\)\s*$")  # "Budget (5 min, Ana)"
_LONGEST_TOPIC = 200


class Outline:
    """Reads the sections of one meeting into a builder."""

    def __init__(self, build: Builder, plan: AgendaPlan) -> None:
        self.build = build
        self.plan = plan
        self.after_roll = False

    def read(self, opening: Sequence[MarkdownBlock], sections: Sequence[SourceSection]) -> None:
        read_blocks(opening, Mode.OPENING, self.build)
        self._children(sections, 0, None, under_topic=False)

    def _children(self, sections: Sequence[SourceSection], depth: int, roll: Roll | None, *, under_topic: bool) -> None:
        repeated = Counter(section.sense for section in sections)
        topic_before = under_topic
        explicit = False
        for section in sections:
            if not section.title:
                self._without_heading(section, depth)
                continue
            is_topic = section.sense is None
            explicit = topic_of(section.title).prefix != "" if is_topic else explicit
            belongs = under_topic or section.level == LABEL_LEVEL
            belongs = belongs or (topic_before and (explicit or repeated[section.sense] > 1))
            self._section(section, depth, roll, belongs=belongs and section.sense in {*MODES, Sense.NOTES})
            topic_before = topic_before or is_topic

    def _section(self, section: SourceSection, depth: int, roll: Roll | None, *, belongs: bool) -> None:
        own = self._roll_of(section, roll)
        self.after_roll = own is not None
        if own is not None:
            self._roll(section, depth, own)
        elif section.sense is Sense.AGENDA:
            self._agenda(section, depth)
        elif section.sense in {*MODES, Sense.NOTES}:
            self._part(section, depth, belongs=belongs)
        else:
            self._topic(section, depth)

    def _without_heading(self, section: SourceSection, depth: int) -> None:
        facts = section.opening or self.after_roll
        read_blocks(section.blocks, Mode.OPENING if facts else Mode.NOTES, self.build)
        self._children(section.children, depth, None, under_topic=True)

    def _roll_of(self, section: SourceSection, outer: Roll | None) -> Roll | None:
        is_roll = section.sense in ROLL or (
            section.sense is None
            and ((outer is not None and inherits_roll(section)) or (self.after_roll and looks_like_roll(section)))
        )
        return roll_under(section.title, section.sense, outer) if is_roll else None

    def _roll(self, section: SourceSection, depth: int, roll: Roll) -> None:
        shell = self._shell(section, depth)
        before = len(self.build.attendees)
        left = read_roll(section.blocks, roll, self.build)
        for person in [one for block in left if block.kind == "paragraph" for one in roll_told(block.text)]:
            self.build.attend(person)
        if len(self.build.attendees) == before:
            left = unread_roll(section.title, left, roll, self.build)
        read_blocks(left, Mode.NOTES, self.build)
        self._children(section.children, depth, roll, under_topic=False)
        self._drop_empty(shell)
        self.after_roll = True

    def _agenda(self, section: SourceSection, depth: int) -> None:
        shell = self._shell(section, depth)
        self.build.agenda_depth = depth
        read_blocks(section.blocks, Mode.AGENDA if self.plan.agenda_items else Mode.NOTES, self.build)
        self._agenda_children(section, depth)
        self._drop_empty(shell)

    def _agenda_children(self, section: SourceSection, depth: int) -> None:
        """Headings inside the agenda are items, and so are the bullets below them."""
        for child in section.children:
            if child.sense is not None or not child.title or not self.plan.agenda_items:
                self._children([child], depth, None, under_topic=False)
                continue
            self._open(child, depth)
            self.build.agenda_depth = depth + 1
            read_blocks(child.blocks, Mode.AGENDA, self.build)
            self._agenda_children(child, depth + 1)

    def _part(self, section: SourceSection, depth: int, *, belongs: bool) -> None:
        """Notes, actions or decisions: of the item before them, or with an item of their own."""
        shell = None
        if section.leads:
            self.build.note(section.title)
        elif belongs:
            self.build.labels.append(section.title)
        else:
            shell = self._shell(section, depth)
        mode = MODES.get(section.sense, Mode.NOTES) if section.sense else Mode.NOTES
        if mode is Mode.ACTIONS and is_review(section.title):
            mode = Mode.NOTES  # what is left of earlier actions is told; it makes no new ones
        if mode is Mode.NOTES and self.plan.notes_items:
            self.build.agenda_depth = depth
            mode = Mode.AGENDA
        read_blocks(section.blocks, mode, self.build)
        for child in section.children:
            self._children([child], depth, None, under_topic=False)
        if shell is not None and mode is not Mode.ACTIONS:
            self._drop_empty(shell)

    def _topic(self, section: SourceSection, depth: int) -> None:
        """An item; what it says first of the next meeting is its day."""
        self._open(section, depth)
        read_blocks(section.blocks, Mode.NOTES, self.build)
        if section.sense is Sense.NEXT and self.build.item.entries:
            self.build.next_meeting(self.build.item.entries[0].text)
        self._children(section.children, depth + 1, None, under_topic=section.sense is None)

    def _open(self, section: SourceSection, depth: int) -> None:
        topic = topic_of(section.raw)
        self.build.open_item(topic.title, topic.number, depth, topic.outcome, section.line)
        self.build.labels.append(section.title[: section.title.find(topic.title)])
        self.build.labels.extend(link for link in topic.links if link.startswith("#"))
        self.build.note(" ".join(f"<{link}>" for link in topic.links if not link.startswith("#")))

    def _shell(self, section: SourceSection, depth: int) -> int:
        self.build.open_item(section.title, depth=depth, line=section.line)
        return len(self.build.items) - 1

    def _drop_empty(self, at: int) -> None:
        """A heading that only named its part leaves no item behind."""
        if not self.build.items[at].entries:
            self.build.labels.append(self.build.items.pop(at).title)


class AgendaPlan(NamedTuple):
    agenda_items: bool
    """Bullets of the agenda are the items."""
    notes_items: bool
    """Bullets of the notes are: they repeat the agenda."""


def agenda_plan(root: SourceSection) -> AgendaPlan:
    agenda: list[str] = []
    notes: list[str] = []
    elsewhere: set[str] = set()
    for section in root.walk():
        if section.sense is Sense.AGENDA:
            agenda.extend(_bullets(section.blocks))
        elif section.sense is Sense.NOTES:
            notes.extend(_bullets(section.blocks))
        elif section.sense is None and section.title:
            elsewhere.add(_key(topic_of(section.raw).title))
        tables = filter(None, (grid_of(block) for block in section.blocks if block.kind == "table"))
        topics = [(grid, row) for grid in tables if Sense.TOPIC in grid.senses for row in grid.rows]
        elsewhere.update(_key(grid.cell(row, Sense.TOPIC)) for grid, row in topics)
    if _repeated(agenda, elsewhere):
        return AgendaPlan(agenda_items=False, notes_items=False)
    repeats = _repeated(agenda, set(notes))
    return AgendaPlan(agenda_items=not repeats, notes_items=repeats)


def _repeated(agenda: list[str], places: set[str]) -> bool:
    return bool(agenda) and sum(title in places for title in agenda) * 2 >= len(agenda)


def _bullets(blocks: Iterable[MarkdownBlock]) -> list[str]:
    items = (item for block in blocks if block.kind == "list" for item in block.children if item.head)
    return [_key(lines_of(item.head)[0][0]) for item in items]


def _key(title: str) -> str:
    return fold(_ASIDE.sub("", split_number(plain(title[:_LONGEST_TOPIC]))[1])).strip(" .:")
