"""The lines of an item in a file that somebody edited, against the lines that are here."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ictwg.domain.records import Action, Decision, Entry
from ictwg.domain.values import ActionKind, EntryType
from ictwg.services.bringing.aligning import Places, aligned
from ictwg.services.bringing.lines import Spot
from ictwg.services.bringing.promises import due_settings, owner_settings, ruling_settings
from ictwg.services.records.numbering import Numbers

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ictwg.domain.schema import Setting
    from ictwg.exchange.sheet import Line, MinutesSheet, Promise
    from ictwg.services.bringing.lines import LineMaker
    from ictwg.services.bringing.making import Making
    from ictwg.services.bringing.register import Register


class LineDifferences:
    """Takes over words, owners and dates, and lines that were added.

    Attributes:
        missing: The words of lines that are here and not in the file.
    """

    def __init__(self, making: Making, register: Register, lines: LineMaker, meeting: str, there: MinutesSheet) -> None:
        self._making = making
        self._register = register
        self._lines = lines
        self._meeting = meeting
        self._there = there
        self._numbers = Numbers(making.state)
        self._places: dict[str | None, Places] = {}
        self.missing: list[str] = []

    def compare(self, here: Sequence[Line], there: Sequence[Line], item: str | None) -> None:
        """Lines are the same if their references are, or else their words."""
        references = {line.reference for line in here} & {line.reference for line in there} - {""}

        def key(line: Line) -> tuple[str, ...]:
            named = line.reference in references
            return (line.reference,) if named else (str(line.type), line.text, str(line.restricted))

        self._places.clear()
        above: list[str] = []
        for known, told in aligned(here, there, key):
            if told is None:
                self._lost(known)
                continue
            before = above[told.depth] if told.depth < len(above) else ""
            above = above[: told.depth]
            if known is not None and (known.type is told.type or told.restricted):
                self._changed(known, told)
                above.append(known.id)
            else:
                self._lost(known)
                above.append(self._added(told, item, above, before))

    def _changed(self, here: Line, there: Line) -> None:
        if here == there or there.restricted:
            return
        self._entry(here, there)
        text = there.text or here.text
        if there.promise is not None and here.promise is not None:
            self._making.change(Action, here.record, Action.text(text), *self._promise(here.promise, there.promise))
        if there.ruling is not None and here.record:
            changed = ruling_settings(self._making, there.ruling) if there.ruling != here.ruling else ()
            self._making.change(Decision, here.record, Decision.text(text), *(s for s in changed if s.raw))

    def _entry(self, here: Line, there: Line) -> None:
        told = [Entry.text(there.text), Entry.speaker(there.speaker), Entry.question_to(there.question_to)]
        audience = [Entry.audience(there.audience)] if there.audience else []
        opened = [Entry.audience.clear] if here.audience and not there.audience and _was_mark(here) else []
        self._making.change(Entry, here.id, *(setting for setting in told if setting.raw), *audience, *opened)

    def _promise(self, here: Promise, there: Promise) -> list[Setting]:
        """Owners and due date where the file names others; how it stands is no matter of old minutes."""
        settings: list[Setting] = []
        if _owned(here) != _owned(there) and _owned(there) != ((), False, "", ()):
            settings += owner_settings(self._register, there, self._there.language)
        if there.due and (here.due, here.review_on) != (there.due, there.review_on):
            settings += due_settings(there)
        return settings

    def _added(self, line: Line, item: str | None, above: Sequence[str], before: str) -> str:
        """A line that somebody wrote into the file; an action or decision gets the next number."""
        parent = above[-1] if above and line.depth else None
        places = self._siblings(item, parent)
        spot = Spot(item, parent, places.behind(before))
        return places.name(self._lines.make(line, spot, *self._number(line)))

    def _number(self, line: Line) -> tuple[Setting, ...]:
        year = (self._there.date or self._there.status_date).year
        if line.reference or line.type is EntryType.NOTE:
            return ()
        if line.type is EntryType.ACTION:
            return (Action.reference(self._numbers.take(ActionKind.ACTION, year)),)
        return (Decision.reference(self._numbers.take_decision(year)),)

    def _siblings(self, item: str | None, parent: str | None) -> Places:
        if parent not in self._places:
            entries = self._making.state.linked(Entry, Entry.meeting, self._meeting)
            beside = (entry for entry in entries if entry.item == item and entry.parent == parent)
            ordered = sorted(beside, key=lambda entry: (entry.order, entry.id))
            self._places[parent] = Places(self._making, Entry, ordered)
        return self._places[parent]

    def _lost(self, line: Line | None) -> None:
        if line is not None and line.text:
            self.missing.append(line.text)


def _owned(promise: Promise) -> tuple[tuple[str, ...], bool, str, tuple[str, ...]]:
    return (promise.owners, promise.everybody, promise.who, promise.strangers)


def _was_mark(line: Line) -> bool:
    """The mark for what an export for fewer eyes had left out."""
    return line.text.startswith("[") and line.text.endswith("]")
