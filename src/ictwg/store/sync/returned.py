"""What is wrong with merged records: values that are invalid together, and redacted texts that have reappeared.

What is valid on each side may be invalid together (STORE.md §5). Only merged rows are validated, and those that refer
to a deleted record. The result is saved in `share.json`, so that Today can count without reading every row. The list
*To check* reads all.

An offline computer does not know of a redaction yet, and an old export may have the text for years. So the record of a
redaction has, beside the dots, the number of letters of each text and the beginning of a keyed hash of them, never the
text. By that every computer recognises it after a merge.

Limits: case, accents, punctuation and line breaks do not matter, and the text may be part of a longer one; another
wording, or a part alone, is not recognised. A text of at least twelve letters is searched in every record, by 24 bits:
one of 16 million guesses matches by chance. Shorter ones, earlier wordings, and texts in records of people and
organizations are searched only in their own field; the short ones and those of people by 8 bits, which four thousand
of a million phone numbers match. Adopted minutes print the text of records, and are not searched, nor is the archive.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from hashlib import blake2b
from itertools import accumulate
from typing import NamedTuple

from ictwg.domain.clashes import clashes_of, unreadable_in
from ictwg.domain.fields import TEXT_KINDS
from ictwg.domain.ids import id_of, number_and_actor
from ictwg.domain.merged_duplicates import KINDS
from ictwg.domain.schema import RECORDS, Field, Record
from ictwg.domain.text import fold
from ictwg.errors import NotReadyError
from ictwg.merge.dots import dot_text
from ictwg.merge.redactions import EDITIONS, TABLE
from ictwg.merge.rows import Row
from ictwg.store.format import codec_rows
from ictwg.store.format.lines import LOG, TRASH
from ictwg.store.local.log import LogEntry, entry_of
from ictwg.store.local.memory import Memory
from ictwg.store.local.trash import trashed
from ictwg.store.local.views import LineRow

Named = tuple[tuple[str, str], ...]

_NOT_DATA = (TRASH, LOG, TABLE)
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
        """The register of a redaction that marks a text at this place as kept."""
        return f"{KEPT}/{'/'.join(self)}"


class Returned(NamedTuple):
    """A redacted text that has reappeared.

    Attributes:
        place: Where it is.
        dot: The dot of the value.
        redaction: The id of its redaction.
        on: When it was redacted.
        ground: Why it was redacted.
    """

    place: Place
    dot: str
    redaction: str
    on: str
    ground: str


class Redacted(NamedTuple):
    """One redaction, with the signs of its texts.

    Attributes:
        since: The number of the first dot that it covers; older values are not searched.
        signs: The signs, by where they are searched.
        kept: The keys of places where a person has kept the text.
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


def validated(memory: Memory, taken: Iterable[tuple[str, str]], before: Named) -> Named:
    """The invalid records, as (table, id); those of `before` are checked again."""
    deleted: dict[str, Record] = {record.id: record for record in trashed(memory)}
    places = dict.fromkeys((*before, *taken))
    gone = [id for _, id in places if id in deleted]
    places |= dict.fromkeys(_pointing(memory, gone))
    redacting = any(table == TABLE for table, _ in places)  # what it names may have been back before it came
    back = {one.place[:2] for one in returned(memory, None if redacting else places)}
    wrong = (place for place in places if place not in back and _is_wrong(memory, *place, deleted))
    return (*wrong, *back)


def unreadable(memory: Memory) -> Named:
    """The records, as (table, id), with an undecodable field or a redacted text, for the first read of a file."""
    found = (record for kind in list(RECORDS.values()) for record in memory.all(kind) if any(unreadable_in(record)))
    places = (*((record.TABLE, record.id) for record in found), *(one.place[:2] for one in returned(memory)))
    return tuple(dict.fromkeys(places))


def _is_wrong(memory: Memory, table: str, id: str, deleted: dict[str, Record]) -> bool:
    kind = RECORDS.get(table)
    record = memory.get(kind, id) if kind is not None else None
    if record is None:
        return False
    return any(clashes_of(memory, record, deleted.get)) or any(unreadable_in(record))


def _pointing(memory: Memory, gone: list[str]) -> Iterable[tuple[str, str]]:
    """The records whose row refers to one of these."""
    needles = [id.encode() for id in gone]
    rows = memory.lines.rows(_NOT_DATA) if needles else ()
    return ((table, id_of(key)) for table, key, line in rows if any(needle in line for needle in needles))


def signs_of(
    db: str, kind: type[Record], field: Field[object], now: Iterable[str], before: Iterable[str]
) -> dict[str, frozenset[str]]:
    """The signs by which texts of this field are recognised.

    Args:
        now: The current texts of the field, all versions.
        before: Its earlier texts.
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
    """The places where redacted texts have reappeared, each once.

    Args:
        only: The records to search, as (table, id).
    """
    return found_in(memory, [_redacted(row) for row in _rows(memory, TABLE)], only)


def returned_since(
    memory: Memory, before: Iterable[Returned], changed: Collection[tuple[str, str]] | None
) -> tuple[Returned, ...]:
    """The same as `returned`, searching only changed lines if the previous result is known."""
    if changed is None or any(table == TABLE for table, _ in changed):
        return returned(memory)
    places = codec_rows.records_at(memory.lines, changed)
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
    """The sign of some letters; it depends on the group, so that nobody can make a table of them in advance."""
    digest = blake2b(letters.encode("utf-8", "surrogatepass"), digest_size=3, key=db.encode()[:64])
    return f"{len(letters)}.{digest.hexdigest()}"


def _short(sign: str) -> str:
    """The first 8 bits of a sign."""
    return sign[:-4]


def _signs_in(db: str, text: str, lengths: Iterable[int]) -> set[str]:
    """The signs of all parts of a text from the beginning of a word to the end of one."""
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
    """Texts that were written after that, in records, in the trash or in the log."""
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
    """Texts that a transaction replaced, under its own dot if theirs is unknown."""
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
