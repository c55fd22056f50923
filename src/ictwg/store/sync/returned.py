"""Texts that were redacted and are back: what a redaction keeps to know them by, and where they stand again.

Nobody who edits offline knows of a redaction, and an import or an old export may hold the text for years. So the record
of a redaction keeps, beside the dots, how many letters each text had and the beginning of a keyed hash of them; never
the text. Every computer meets it by that, whichever of them brings changes together.

How far this goes: case, accents, signs and where lines break do not matter, and the text may be part of a longer one;
what is worded otherwise, or a part alone, is not known again. A text of twelve letters and more is looked for in every
record, by 24 bits, so that of 16 million guesses one is confirmed by chance. Shorter ones, earlier wordings, and what
stands in records of people and organizations are looked for only where they stood, of the short and those of people by
8 bits alone: of a million phone numbers four thousand could be it. Adopted minutes print what stands in records, and
are not looked at themselves; nor is the archive of the log.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from hashlib import blake2b
from itertools import accumulate
from typing import NamedTuple

from ictwg.domain.fields import TEXT_KINDS
from ictwg.domain.ids import number_and_actor
from ictwg.domain.merged_duplicates import KINDS
from ictwg.domain.schema import RECORDS, Field, Record
from ictwg.domain.text import fold
from ictwg.errors import NotReadyError
from ictwg.merge.dots import dot_text
from ictwg.merge.redactions import EDITIONS, TABLE
from ictwg.merge.rows import Row
from ictwg.store.format import codec_rows
from ictwg.store.format.lines import LOG
from ictwg.store.local.log import LogEntry, entry_of
from ictwg.store.local.memory import Memory
from ictwg.store.local.views import LineRow
from ictwg.store.sync.merge_summary import records

EVERYWHERE, HERE, KEPT = "everywhere", "here", "kept"
LONG = 12
_WORD = re.compile(r"[^\W_]+")
_DOT = re.compile(rb"@(\d{1,16})\b")


class Place(NamedTuple):
    table: str
    id: str
    field: str

    @property
    def key(self) -> str:
        """As the redaction of a text that is kept here names it."""
        return f"{KEPT}/{'/'.join(self)}"


class Returned(NamedTuple):
    """A text that stands somewhere again.

    Attributes:
        place: Where.
        dot: Of what wrote it.
        redaction: The record that says that it was redacted.
        on: When that was, as it says.
        ground: Why.
    """

    place: Place
    dot: str
    redaction: str
    on: str
    ground: str


class Redacted(NamedTuple):
    """One redaction, as far as its texts are to be known again.

    Attributes:
        since: The number of the first dot that it covers: nothing older repeats it.
        signs: By where it is looked for.
        kept: The keys of places of which somebody has said that it stays there.
    """

    id: str
    place: Place
    since: int
    signs: dict[str, frozenset[str]]
    kept: frozenset[str] = frozenset()
    on: str = ""
    ground: str = ""


class _Written(NamedTuple):
    place: Place
    dot: str
    text: str


def signs_of(
    db: str, kind: type[Record], field: Field[object], now: Iterable[str], before: Iterable[str]
) -> dict[str, frozenset[str]]:
    """By what texts of this field are known again.

    Args:
        now: What stands there, all versions of it.
        before: What stood there earlier.
    """
    found: dict[str, set[str]] = {EVERYWHERE: set(), HERE: set()}
    for text, stands in (*((one, True) for one in now), *((one, False) for one in before)):
        letters = "".join(_WORD.findall(fold(text)))
        few = len(letters) < LONG or kind in KINDS
        where = EVERYWHERE if stands and field.kind != "words" and not few else HERE
        if letters:
            found[where].add(_short(_sign(db, letters)) if few else _sign(db, letters))
    return {where: frozenset(signs) for where, signs in found.items()}


def returned(memory: Memory, only: Collection[tuple[str, str]] | None = None) -> tuple[Returned, ...]:
    """Where redacted texts stand again; each place once.

    Args:
        only: The records that are looked at, as (table, id).
    """
    return found_in(memory, [_redacted(row) for row in _rows(memory, TABLE)], only)


def returned_since(
    memory: Memory, before: Iterable[Returned], changed: Collection[tuple[str, str]] | None
) -> tuple[Returned, ...]:
    """The same as `returned`, looking again only at these places of lines where it is known what there was before."""
    if changed is None or any(table == TABLE for table, _ in changed):
        return returned(memory)
    places = records(changed, memory.lines)
    return (*(one for one in before if one.place[:2] not in places), *returned(memory, places))


def found_in(
    memory: Memory, redacted: Collection[Redacted], only: Collection[tuple[str, str]] | None = None
) -> tuple[Returned, ...]:
    redacted = [one for one in redacted if any(one.signs.values())]
    if only is None and not any(one.signs[EVERYWHERE] for one in redacted):
        only = {one.place[:2] for one in redacted}
    lengths = {int(sign.partition(".")[0]) for one in redacted for signs in one.signs.values() for sign in signs}
    found: dict[Place, Returned] = {}
    for written in _written(memory, min((one.since for one in redacted), default=0), only) if redacted else ():
        signs = _signs_in(memory.lines.db, written.text, lengths)
        for one in redacted if signs and written.place not in found else ():
            if _is_back(one, written, signs):
                found[written.place] = Returned(written.place, written.dot, one.id, one.on, one.ground)
    return tuple(found.values())


def _is_back(one: Redacted, written: _Written, signs: set[str]) -> bool:
    looked_for = one.signs[EVERYWHERE] | (one.signs[HERE] if one.place == written.place else frozenset())
    n, _ = number_and_actor(written.dot)
    return written.place.key not in one.kept and not signs.isdisjoint(looked_for) and n > one.since


def _sign(db: str, letters: str) -> str:
    """Of the same letters in another group another one: nobody makes a table of them in advance."""
    digest = blake2b(letters.encode("utf-8", "surrogatepass"), digest_size=3, key=db.encode()[:64])
    return f"{len(letters)}.{digest.hexdigest()}"


def _short(sign: str) -> str:
    """Of 8 bits."""
    return sign[:-4]


def _signs_in(db: str, text: str, lengths: Iterable[int]) -> set[str]:
    """Those of all that stands in it from the beginning of a word to the end of one."""
    words = _WORD.findall(fold(text))
    letters, ends = "".join(words), set(accumulate(map(len, words)))
    starts = {0} | ends
    fitting = ((at, at + length) for length in lengths for at in starts if at + length in ends)
    found = {_sign(db, letters[start:end]) for start, end in fitting}
    return found | set(map(_short, found))


def _redacted(row: Row) -> Redacted:
    place = Place(*(str(row.get(name) or "") for name in ("of_table", "of_id", "of_field")))
    signs = {where: frozenset(row.elements(where)) for where in (EVERYWHERE, HERE)}
    since = min((number_and_actor(dot)[0] for dot in row.elements("dots")), default=0)
    kept = frozenset(f"{KEPT}/{one}" for one in row.elements(KEPT))
    return Redacted(row.id, place, since, signs, kept, str(row.get("on") or ""), str(row.get("ground") or ""))


def _rows(memory: Memory, *tables: str, since: int = 0) -> Iterator[Row]:
    for table in tables:
        for key, line in memory.lines.tables.get(table, {}).items():
            if _newest(line) > since:
                try:
                    yield codec_rows.decode_row(table, key, line)
                except NotReadyError:  # the check tells of it
                    continue


def _newest(line: bytes) -> int:
    return max(map(int, _DOT.findall(line)), default=0)


def _written(memory: Memory, since: int, only: Collection[tuple[str, str]] | None) -> Iterator[_Written]:
    """What people wrote after that, and stands on record, in the trash or in the log."""
    others = (table for table in memory.lines.tables if table not in (LOG, TABLE, EDITIONS))
    for row in _rows(memory, *others, since=since) if only is None else _these(memory, only):
        names = _texts(row.table)
        for register, held in row.registers.items():
            name, _, element = register.partition("/")
            if name in names:
                said = ((dot, value) for dot, values in held.items() for value in ([element] if element else values))
                for dot, value in said:
                    if isinstance(value, str):
                        yield _Written(Place(row.table, row.id, name), dot_text(dot), value)
    ids = None if only is None else [id.encode() for _, id in only]
    for line in memory.log.lines():
        if _newest(line) > since and (ids is None or any(id in line for id in ids)):
            entry = entry_of(LineRow(LOG, "", line))
            yield from _logged(entry) if entry is not None else ()


def _these(memory: Memory, only: Iterable[tuple[str, str]]) -> Iterator[Row]:
    found = (memory.row(table, id) for table, id in only if table not in (TABLE, EDITIONS))
    return (row for row in found if row is not None)


def _logged(entry: LogEntry) -> Iterator[_Written]:
    """What a transaction replaced, under its own dot if that says by which it was written no more."""
    for change in entry.changes:
        name, _, element = change.field.partition("/")
        if name in _texts(change.table):
            dot = min(change.dots, key=number_and_actor, default=entry.dot) if not element else entry.dot
            for value in (element,) if element else (change.before, *change.rivals):
                if isinstance(value, str):
                    yield _Written(Place(change.table, change.id, name), dot, value)


def _texts(table: str) -> frozenset[str]:
    kind = RECORDS.get(table)
    if kind is None or table == EDITIONS:
        return frozenset()
    return frozenset(field.name for field in kind.fields() if field.kind in TEXT_KINDS)
