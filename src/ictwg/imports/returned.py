"""Minutes of ours that come back from Word with changes: each beside what was printed, to be taken or left.

They are printed once more for the same readers, and the two compared paragraph by paragraph. What is taken goes the way
of an edited file (`sheets.differences`); into adopted minutes it goes as a correction.
"""

from __future__ import annotations

from dataclasses import replace
from difflib import SequenceMatcher
from typing import TYPE_CHECKING, NamedTuple

from ictwg.domain.agenda import paragraph_numbers
from ictwg.domain.changes import Changes
from ictwg.domain.records import Meeting
from ictwg.domain.values import Audience, MinutesState
from ictwg.imports.doubts import LEAVE, TAKE, DoubtKind, Doubts
from ictwg.imports.own_minutes.reading_lines import promised
from ictwg.imports.report import ImportPlan, ImportRow, RowState
from ictwg.imports.sheets.bring_in import SheetRecords
from ictwg.imports.sheets.differences import Differences
from ictwg.locales import LANGUAGES
from ictwg.minutes.corrections import correct
from ictwg.minutes.printed.making import minutes_sheet
from ictwg.minutes.printed.pages import minutes_pages
from ictwg.minutes.printed.sheet import SheetLine
from ictwg.papers.document import Document, setup_of
from ictwg.papers.words import choice, label
from ictwg.sources.docx import read
from ictwg.sources.lines import left_over, lines_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import date

    from ictwg.domain.state import State
    from ictwg.imports.doubts import Key
    from ictwg.minutes.printed.sheet import MinutesSheet, Promise, SheetItem
    from ictwg.sources.model import Source


def meeting_of(state: State, source: Source) -> Meeting | None:
    """The meeting whose minutes it is a copy of, as the file says of itself."""
    about = dict(source.about)
    if not about.get("comments", "").startswith("ictwg ") or about.get("category"):
        return None
    named = (one for one in state.by_reference(about.get("subject", "")) if isinstance(one, Meeting))
    return next(named, None)


def bring_back(
    state: State, meeting: Meeting, source: Source, where: str, today: date, chosen: Mapping[Key, str]
) -> ImportPlan:
    """What differs, each with a choice; nothing is taken unless it is chosen."""
    about = dict(source.about)
    language = next((one for one in LANGUAGES if about.get("language", "").startswith(one)), "en")
    audience = next((one for one in Audience if choice(one, language) == about.get("keywords")), Audience.MEMBERS)
    here = minutes_sheet(state, meeting, audience, today, language)
    returned = _Returned(here, _lines(source), _lines(read(_printed(state, here))), Doubts(chosen))
    changes = _taken(state, meeting, returned, today)
    told = returned.doubts.found()
    comments = left_over(block for block in source.blocks if block.place)
    row = ImportRow(_state(changes, told), here.reference, where, doubts=told, left_over=comments)
    return ImportPlan((row,), changes)


def _state(changes: Changes, told: Sequence[object]) -> RowState:
    if changes:
        return RowState.UPDATED
    return RowState.DOUBTFUL if told else RowState.SAME


def _printed(state: State, sheet: MinutesSheet) -> bytes:
    from ictwg.papers.docx import write

    setup = setup_of(state, sheet.language)
    return write(Document("", sheet.language, sheet.audience, tuple(minutes_pages(sheet)), setup=setup))


def _lines(source: Source) -> list[str]:
    return [line.text for line in lines_of(source.blocks) if line.text]


def _taken(state: State, meeting: Meeting, returned: _Returned, today: date) -> Changes:
    """Of minutes that are adopted a correction each, and of others one edit."""
    if meeting.minutes_state is not MinutesState.ADOPTED:
        records = SheetRecords(state, today)
        if not returned.taken:
            return Changes("verbs.imported")
        Differences(records, records.courses, meeting, returned.here, returned.there).take_over()
        return records.write().done()._replace(subject=meeting.reference or meeting.title)
    changes = Changes("verbs.corrected")
    for text, at in returned.taken:
        item, line = returned.here.items[at.item], at.line
        entry = item.lines[line].id if line is not None else None
        changes = changes.and_then(correct(state, meeting, text, today, item=item.id or None, entry=entry or None))
    return changes


class Printed(NamedTuple):
    """What a printed paragraph says of the sheet.

    Attributes:
        item: Its place among the items.
        line: Its place among the lines of the item; None for the title.
        is_promise: It tells who does it, and until when.
    """

    item: int
    line: int | None = None
    is_promise: bool = False


class _Returned:
    """The copy beside what was printed.

    Attributes:
        there: The sheet with what was taken.
        taken: What, in words, and where it stands.
    """

    def __init__(self, here: MinutesSheet, theirs: list[str], ours: list[str], doubts: Doubts) -> None:
        self.here = self.there = here
        self.doubts = doubts
        self.taken: list[tuple[str, Printed]] = []
        self._places = dict(_places(here, ours))
        self._new: list[tuple[Printed, str]] = []
        was, now = (list(map(_without_number, one)) for one in (ours, theirs))
        matcher = SequenceMatcher(None, was, now, autojunk=False)
        for tag, first, last, begin, end in matcher.get_opcodes():
            if tag != "equal":
                self._differs(ours, range(first, last), theirs, range(begin, end))
        for place, text in reversed(self._new):
            self._put(place, SheetLine(text=text))

    def _differs(self, ours: list[str], before: range, theirs: list[str], after: range) -> None:
        """Changed paragraphs in their order; then those that are new, or gone."""
        for was, now in zip(before, after, strict=False):
            self._changed(self._places.get(was), ours[was], theirs[now], now)
        for now in after[len(before) :]:
            self._added(max((at for at in self._places if at < before.start + len(before)), default=None), theirs, now)
        for was in before[len(after) :]:
            self.doubts.ask(DoubtKind.CHANGED, was + 1, f"– {ours[was]}", LEAVE, about="gone")

    def _changed(self, place: Printed | None, was: str, now: str, at: int) -> None:
        told = _words_changed(was, now)
        with_it = self._with(place, was, now) if place is not None else None
        if place is None or with_it is None:
            self.doubts.ask(DoubtKind.CHANGED, at + 1, told, LEAVE)
        elif self.doubts.ask(DoubtKind.CHANGED, at + 1, told, TAKE, LEAVE, meanwhile=LEAVE) == TAKE:
            self.there = with_it
            self.taken.append((f"{_bare(was)} → {_bare(now)}", place))

    def _added(self, above: int | None, theirs: list[str], at: int) -> None:
        text = _without_number(theirs[at])
        if above is None or not text or text.startswith(("#", "|")):
            self.doubts.ask(DoubtKind.CHANGED, at + 1, f"+ {theirs[at]}", LEAVE)
        elif self.doubts.ask(DoubtKind.CHANGED, at + 1, f"+ {text}", TAKE, LEAVE, meanwhile=LEAVE) == TAKE:
            self._new.append((self._places[above], text))
            self.taken.append((f"+ {text}", self._places[above]))

    def _with(self, place: Printed, was: str, now: str) -> MinutesSheet | None:
        """The sheet with the change; None where it says more than a text, an owner or a day."""
        item = self.there.items[place.item]
        if place.line is None:
            title = _ending(was, now, item.title)
            return self._replaced(place.item, replace(item, title=title)) if title else None
        line = item.lines[place.line]
        if place.is_promise:
            promise = _promise(line, now, self.here.language) if line.promise is not None else None
            fresh = replace(line, promise=promise) if promise is not None else None
        else:
            text = _ending(_without_number(was), _without_number(now), line.text)
            fresh = replace(line, text=text) if text else None
        if fresh is None:
            return None
        lines = (*item.lines[: place.line], fresh, *item.lines[place.line + 1 :])
        return self._replaced(place.item, replace(item, lines=lines))

    def _put(self, place: Printed, line: SheetLine) -> None:
        item = self.there.items[place.item]
        at = 0 if place.line is None else place.line + 1
        lines = (*item.lines[:at], line, *item.lines[at:])
        self.there = self._replaced(place.item, replace(item, lines=lines))

    def _replaced(self, at: int, item: SheetItem) -> MinutesSheet:
        items = self.there.items
        return replace(self.there, items=(*items[:at], item, *items[at + 1 :]))


def _places(sheet: MinutesSheet, ours: Sequence[str]) -> Iterator[tuple[int, Printed]]:
    """Where each printed paragraph is from, by its own number."""
    numbered = {text.partition("\t")[0]: at for at, text in reversed([*enumerate(ours)]) if "\t" in text}
    titled = {text.lstrip("#").strip(): at for at, text in enumerate(ours) if text.startswith("#")}
    for at, item in enumerate(sheet.items):
        title = next((where for said, where in titled.items() if said.partition(" ")[0] == f"{item.number}."), None)
        if title is not None:
            yield title, Printed(at)
        parts = any(other.number.startswith(f"{item.number}.") for other in sheet.items)
        numbers = paragraph_numbers(item.number, (line.depth for line in item.lines), lettered=parts)
        for place, (line, number) in enumerate(zip(item.lines, numbers, strict=True)):
            where = numbered.get(number)
            if where is None:
                continue
            yield where, Printed(at, place)
            if line.promise is not None and line.reference:
                below = (n for n in range(where + 1, len(ours)) if ours[n].startswith(f"**{line.reference} "))
                yield from ((n, Printed(at, place, is_promise=True)) for n in list(below)[:1])


def _without_number(text: str) -> str:
    number, tab, rest = text.partition("\t")
    return rest.strip() if tab and len(number) < _LONGEST_NUMBER else text.strip()


_LONGEST_NUMBER = 12


def _ending(was: str, now: str, said: str) -> str:
    """What stands now in the place of what was said at the end; empty where what is before it changed too."""
    before = was.removesuffix(said) if said and was.endswith(said) else None
    return now[len(before) :].strip() if before is not None and now.startswith(before) else ""


def _promise(line: SheetLine, now: str, lang: str) -> Promise | None:
    """`**A-2009-005 · MoJ · by 12 February 2010**`."""
    reference, *others = (part.strip() for part in now.strip("*").split("·"))
    if reference != line.reference or len(others) < _OWNERS_AND_DAY or line.promise is None:
        return None
    before, after = label("page.until", lang, day="\0").split("\0")
    told = promised(f"{others[0]} – … – {others[1].removeprefix(before).removesuffix(after)}", lang).promise
    owners = told.owners or line.promise.owners
    return replace(line.promise, owners=owners, due=told.due or line.promise.due)


_OWNERS_AND_DAY = 2


def _words_changed(was: str, now: str) -> str:
    """The text of now, with what is gone between `[-` and `-]` and what is new between `{+` and `+}`."""
    one, two = was.split(), now.split()
    said: list[str] = []
    for tag, a, b, c, d in SequenceMatcher(None, one, two, autojunk=False).get_opcodes():
        if tag == "equal":
            said += one[a:b]
            continue
        said += [f"[-{' '.join(one[a:b])}-]"] if b > a else []
        said += [f"{{+{' '.join(two[c:d])}+}}"] if d > c else []
    return " ".join(said)


def _bare(text: str) -> str:
    return _without_number(text).replace("**", "").strip("# ")
