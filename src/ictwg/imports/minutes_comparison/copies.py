"""One file of our own minutes: of which meeting it is, what it says, and who changed what in it.

Markdown is read as it was written. Any other form is read as pages, and beside it what we print now is read likewise:
what the form does not say, or says otherwise, is the same on both sides.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import NamedTuple, TypeVar

from ictwg.domain.calendar import short_day
from ictwg.domain.records import Entry, Meeting, Organization, Person
from ictwg.domain.roster import in_protocol_order, roster
from ictwg.domain.state import State
from ictwg.domain.text import fold
from ictwg.domain.values import Audience, MembershipStatus
from ictwg.errors import InvalidValueError
from ictwg.imports.doubts import COMMENT, LEAVE, OURSELVES, DoubtKind, Doubts
from ictwg.imports.minutes_comparison.differences import Asked, Edited, aligned
from ictwg.imports.minutes_comparison.organizations import SOURCE
from ictwg.locales import LANGUAGES
from ictwg.minutes.printed.making import minutes_sheet
from ictwg.minutes.printed.pages import minutes_pages, numbers_of, printed_roll
from ictwg.minutes.printed.sheet import MinutesSheet, SheetLine
from ictwg.minutes.read_back.pages import read_pages
from ictwg.minutes.read_back.reading import read_own, unread_lines
from ictwg.papers.document import Document, setup_of
from ictwg.papers.markdown import is_unedited
from ictwg.papers.words import choice
from ictwg.sources.docx import read
from ictwg.sources.lines import left_over, lines_of
from ictwg.sources.model import BlockKind, Source, SourceBlock

Known = Callable[[State, MinutesSheet], Meeting | None]
T = TypeVar("T")

_SIGNS = re.compile(r"[\W_]+")
_LOOKS = re.compile(r"[\s*\"'“”‘’«»–—-]+")
_BEFORE = re.compile(r"\(?\d[\d.]*\)?(?:\([a-z]\))?(?:\.\d+)*\s+")

_MOST_IN_CELL = 40
"""Lines of a row of a table, where a program writes each by itself."""
_LONG, _ENOUGH, _PART = 15, 3, 3
"""Letters of a line that says enough to be known by; how many such lines, and which part of all."""


class OwnFile(NamedTuple):
    """A file of our own minutes: its markdown, or what a document says.

    Attributes:
        meeting: The one that it is like, where it does not say so.
        untouched: Of a document, that it is as we wrote it.
    """

    path: str
    text: str = ""
    source: Source | None = None
    meeting: Meeting | None = None
    untouched: bool = False


class OwnCopy(NamedTuple):
    """What a file says of one meeting.

    Attributes:
        path: The file.
        sheet: What it says.
        edited: It is not as we wrote it.
        meeting: The one that is here.
        here: The sheet as it is here, in the words of such a file; None where there is none for these readers.
        why: The reason of that.
        left: What the file says in no line or value of the sheet, with what stood there.
        lines: The lines as they are here, by their ids, where the file says them otherwise than our records.
        source: Of a document.
    """

    path: str
    sheet: MinutesSheet
    edited: bool = True
    meeting: Meeting | None = None
    here: MinutesSheet | None = None
    why: str = ""
    left: tuple[tuple[str, str], ...] = ()
    lines: Mapping[str, SheetLine] = {}
    source: Source | None = None

    @property
    def is_same(self) -> bool:
        """Whether it says what is here, and nobody wrote anything beside it."""
        return self.here == self.sheet and not self.left and not (self.source and _has_remarks(self.source))

    @property
    def notes(self) -> tuple[str, ...]:
        """What stands at the edges of a document, where it is not its title or its reference."""
        blocks = self.source.blocks if self.source else ()
        title = next((one.text for one in blocks if one.kind is BlockKind.HEADING), "") or self.sheet.reference
        edges = left_over(one for one in blocks if not one.by)
        return tuple(one for one in edges if not (title in one or self.sheet.reference in one))

    def asked(self, state: State, today: date, meeting: Meeting, doubts: Doubts) -> Asked:
        """Asks of each difference what becomes of it; first, of a copy that came back, whose it is."""
        places = numbers_of(self.here) if self.here else {}
        if self.source is None:
            return Asked(state, today, doubts, meeting, places)
        people = _People(state, meeting)
        changes = _Tracked(self.source)
        told = filter(None, map(people.home, (*changes.authors, *re.split(r"[\W_]+", Path(self.path).stem))))
        proposed = (OURSELVES if one == self.sheet.chair else one for one in told)  # the chair's copy is no comment
        choices = dict.fromkeys((*proposed, OURSELVES, *people.members))
        whose = doubts.ask(DoubtKind.WHOSE_COPY, 0, Path(self.path).name, *choices, meanwhile=OURSELVES)
        theirs = whose != OURSELVES

        def edited(was: str, now: str) -> Edited:
            one = changes.of(was, now)
            if one is None:
                return Edited("", whose if theirs else "", moved=changes.is_tracked)
            home = people.home(_author(one)) or (whose if theirs else "")
            moved = one.was is not None and not _as_words(one.was).endswith(_as_words(was))
            return Edited(_by(one), home, moved)

        return Asked(state, today, doubts, meeting, places, edited, COMMENT if theirs else LEAVE)

    def ask_rest(self, asked: Asked) -> None:
        """What is in no line or value, and what somebody wrote beside the text."""
        for was, now in self.left:
            asked.takes(f"{was}\n{now}", was, now, offered=(LEAVE,))
        entries = {key_of_line(line.text): line.id for line in (self.here.lines if self.here else ()) if line.id}
        above = ""
        for block in self.source.blocks if self.source else ():
            if block.kind is not BlockKind.NOTE:
                above = entries.get(key_of_line(_bare(block.was or block.text)), "") if block.text else above
            elif block.by:
                asked.remark(block.text, above or None)


def read_copy(state: State, file: OwnFile, today: date, known: Known) -> OwnCopy | None:
    """What the file says; None of a document that says no minutes."""
    if file.source is None:
        return _markdown(state, file, today, known)
    return _document(state, file, file.source, today, known)


def _markdown(state: State, file: OwnFile, today: date, known: Known) -> OwnCopy:
    sheet, edited = read_own(file.text), not is_unedited(file.text)
    meeting = known(state, sheet)
    left = tuple(("", line) for line in unread_lines(file.text)) if edited else ()
    copy = OwnCopy(file.path, sheet, edited, meeting, left=left)
    if meeting is None:
        return copy
    try:
        return copy._replace(here=minutes_sheet(state, meeting, sheet.audience, today, sheet.language))
    except InvalidValueError as refused:
        return copy._replace(why=refused.message)


def _document(state: State, file: OwnFile, source: Source, today: date, known: Known) -> OwnCopy | None:
    about, lines = dict(source.about), _lines(source)
    reference = about.get("subject", "")
    language = next((one for one in LANGUAGES if about.get("language", "").startswith(one)), "")
    audience = next((one for one in Audience if choice(one, language or "en") == about.get("keywords")), None)
    named = (one for one in state.by_reference(reference) if isinstance(one, Meeting))
    meeting = file.meeting or next(named, None)
    if meeting is None:
        sheet = read_pages(lines, language or "en", audience or Audience.MEMBERS, reference).sheet
        meeting = known(state, sheet)
        if meeting is None:
            return OwnCopy(file.path, sheet, source=source) if sheet.date else None
    printed = _best(state, meeting, lines, today, language, audience)
    here, ours = printed.sheet, printed.lines
    theirs = [*_as_ours(lines, ours)]
    base = read_pages(ours, here.language, here.audience, here.reference)
    there = read_pages(theirs, here.language, here.audience, here.reference, frozenset(map(str.strip, ours)))
    return OwnCopy(
        file.path,
        there.sheet,
        not file.untouched and (theirs != ours or _has_remarks(source)),
        meeting,
        _with_ids(base.sheet, here),
        left=tuple((was or "", now or "") for was, now in aligned(base.left, there.left, str) if was != now),
        lines={line.id: line for line in here.lines if line.id},
        source=source,
    )


def _as_ours(lines: Sequence[str], ours: Sequence[str]) -> Iterator[str]:
    """What reads as we wrote it, in our words: another program loses tabs, headings, bold letters, and parts cells."""
    known = {key_of_line(line): line for line in reversed(ours)}
    at = 0
    while at < len(lines):
        said, end = key_of_line(lines[at]), at + 1
        while said and said not in known and end < min(at + _MOST_IN_CELL, len(lines)):
            said += key_of_line(lines[end])
            end += 1
        if said in known:
            yield known[said] if said else lines[at]
            at = end
        else:
            yield lines[at]
            at += 1


def _has_remarks(source: Source) -> bool:
    return any(one.kind is BlockKind.NOTE and one.by for one in source.blocks)


def is_ours(source: Source) -> bool:
    """Whether the file says of itself that it is minutes that we wrote."""
    about = dict(source.about)
    return about.get("comments", "").startswith("ictwg ") and not about.get("category")


class _Printed(NamedTuple):
    """What we print now for some readers, as lines of a document."""

    sheet: MinutesSheet
    lines: list[str]


def _best(
    state: State, meeting: Meeting, lines: Sequence[str], today: date, language: str, audience: Audience | None
) -> _Printed:
    """As for the readers and in the language that the copy fits best, where it does not say them."""
    said = set(map(key_of_line, lines))

    def fits(printed: _Printed) -> int:
        ours = set(map(key_of_line, printed.lines))
        return len(ours & said) - len(ours - said)

    def best(sheets: Iterable[tuple[Audience, str]]) -> _Printed:
        made: list[_Printed] = []
        for one, lang in sheets:
            with suppress(InvalidValueError):  # not for these readers
                made.append(_print(state, minutes_sheet(state, meeting, one, today, lang)))
        return max(made, key=fits)

    if not language:
        language = best((audience or Audience.SECRETARIAT, one) for one in LANGUAGES).sheet.language
    return best((one, language) for one in ([audience] if audience else Audience))


def _print(state: State, sheet: MinutesSheet) -> _Printed:
    from ictwg.papers.docx import write

    setup = setup_of(state, sheet.language)
    made = Document("", sheet.language, sheet.audience, tuple(minutes_pages(sheet)), setup=setup)
    return _Printed(sheet, _lines(read(write(made))))


def _lines(source: Source) -> list[str]:
    return [line.text for line in lines_of(source.blocks)]


def key_of_line(text: str) -> str:
    """Its letters and figures alone."""
    return fold(_SIGNS.sub("", text.replace("<br>", "")))


def _as_words(text: str) -> str:
    """Without what another program writes otherwise: blanks, quotation marks, dashes, and the stars of bold letters."""
    return _LOOKS.sub("", text)


def _bare(text: str) -> str:
    """Without its number."""
    return _BEFORE.sub("", text, count=1)


def _with_ids(read: MinutesSheet, here: MinutesSheet) -> MinutesSheet:
    """What was read from our own pages, and which records it is."""
    items = tuple(
        replace(item, id=ours.id, lines=tuple(_each_with_id(item.lines, ours.lines)))
        for item, ours in _beside(read.items, here.items)
    )
    roll = tuple(replace(row, id=ours.id) for row, ours in _beside(read.attendance, printed_roll(here)))
    return replace(read, items=items, notes=tuple(_each_with_id(read.notes, here.notes)), attendance=roll)


def _each_with_id(lines: Sequence[SheetLine], ours: Sequence[SheetLine]) -> Iterator[SheetLine]:
    for line, one in _beside(lines, ours):
        yield replace(line, id=one.id, record=one.record)


def _beside(read: Sequence[T], here: Sequence[T]) -> Iterator[tuple[T, T]]:
    """Each with its own; where the pages were read otherwise than they were meant, with itself."""
    return zip(read, here if len(here) == len(read) else read, strict=True)


class CopyLikeness:
    """Of which meeting a file is a copy that does not say so: by its lines, and by how they are laid out."""

    def __init__(self, state: State, today: date) -> None:
        self._state = state
        self._today = today

    @cached_property
    def _meetings(self) -> dict[str, set[str]]:
        found: dict[str, set[str]] = {}
        for entry in self._state.all(Entry):
            key = key_of_line(entry.text.partition("\n")[0])
            if len(key) >= _LONG and entry.meeting:
                found.setdefault(key, set()).add(entry.meeting)
        return found

    def meeting(self, lines: Sequence[str]) -> Meeting | None:
        said = ((line, _bare(line), line.partition(": ")[2]) for line in lines)
        keys = {key_of_line(one) for told in said for one in told}
        shared = Counter(id for key in keys for id in self._meetings.get(key, ()))
        for id, count in shared.most_common(1):
            whole = sum(id in ids for ids in self._meetings.values())
            meeting = self._state.get(Meeting, id)
            written_here = meeting is not None and (not meeting.source or meeting.source.startswith(SOURCE))
            if meeting and written_here and count >= _ENOUGH and count * _PART >= whole:
                return meeting if self._is_laid_out_as(meeting, lines) else None
        return None

    def _is_laid_out_as(self, meeting: Meeting, lines: Sequence[str]) -> bool:
        """Whether most of what we print is in it: not so of a paper of others from which somebody pasted."""
        ours = _best(self._state, meeting, lines, self._today, "", None).lines
        known = frozenset(ours)
        return sum(line in known for line in _as_ours(lines, ours) if line) * 2 > sum(map(bool, ours))


class _Tracked:
    """What the file tells of its changes.

    Attributes:
        is_tracked: Changes are told one by one.
        authors: Who made them, and who saved the file last.
    """

    def __init__(self, source: Source) -> None:
        self._told = [(key_of_line(one.text), key_of_line(one.was or ""), one) for one in source.blocks if one.by]
        self.is_tracked = any(one.was is not None for *_, one in self._told)
        editor = dict(source.about).get("editor", "")
        self.authors = tuple(dict.fromkeys((*(_author(one) for *_, one in self._told), editor)))

    def of(self, was: str, now: str) -> SourceBlock | None:
        """The changed paragraph; behind its number, or what else stands before its text."""
        new, old = key_of_line(now), key_of_line(was)
        found = (one for after, before, one in self._told if (after.endswith(new) if new else before.endswith(old)))
        return next(found, None)


def _author(block: SourceBlock) -> str:
    return block.by.rpartition(", ")[0] or block.by


def _by(block: SourceBlock) -> str:
    """`Ana Silva, 3 May 2010`."""
    author, _, day = block.by.rpartition(", ")
    on = Meeting.date.decode(day)
    return f"{author}, {short_day(on)}" if on else block.by


class _People:
    """The acronyms of members, and of the organization that somebody is of."""

    def __init__(self, state: State, meeting: Meeting) -> None:
        rows = roster(state, meeting.date, meeting.series) if meeting.date else ()
        ids = {row.organization.id for row in rows if row.status is MembershipStatus.MEMBER}
        self.members = [one.acronym for one in in_protocol_order(state, ids)]
        homes = {one.id: one.acronym for one in state.all(Organization)}
        people = {fold(one.name): homes[one.organization] for one in state.all(Person) if one.organization in homes}
        self._homes = {fold(one): one for one in homes.values()} | people

    def home(self, name: str) -> str:
        return self._homes.get(fold(name), "") if name else ""
