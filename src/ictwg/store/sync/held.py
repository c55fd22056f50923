"""Values that a merge withholds until a person has answered (STORE.md §5): removals, and our own from before a restore.

*Held*. A person is asked about files that drop more than max(20, 5 %) of the records, or values of them, within a day
without a log row, and about records that a script has removed; in an encrypted group about every one. Until then the
records stay here. *Keep* writes them again as new edits; *let go* deletes them, or clears the fields if only fields
were lost.

*Restored*. After a data folder was restored, the files of others have what was written here in between. Our context
covers those dots again as soon as we write, so a merge would drop the values as replaced. If a row of the log or the
archive, a stub, a redaction or a floor shows what happened, there is no question (`coverage`). The rest is kept beside
our values, unpublished, until a person takes it, which writes it again, or drops it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from ictwg.domain.ids import id_of, is_id, row_key
from ictwg.domain.schema import RECORDS, Raw, Record
from ictwg.errors import AskFirstError
from ictwg.locales import t
from ictwg.merge.dots import Dot, dot_text, parse_dot
from ictwg.merge.encryption import key_in_use
from ictwg.merge.redactions import TABLE as REDACTIONS
from ictwg.merge.registers import Register, winner
from ictwg.merge.rows import LIVE, Row
from ictwg.store.format import codec_rows
from ictwg.store.format.codec_rows import find_row
from ictwg.store.format.lines import LOG, TRASH, Lines, Place
from ictwg.store.format.lines_join import Joined, redactions_of
from ictwg.store.format.table import differing, holding
from ictwg.store.local.leases import slug
from ictwg.store.local.local import Local
from ictwg.store.local.log import Receipt
from ictwg.store.local.memory import Memory
from ictwg.store.local.recording import Telling
from ictwg.store.local.replica import Replica
from ictwg.store.local.state_file import StateFile
from ictwg.store.local.transactions import Stored
from ictwg.store.sync.coverage import counterpart, counts, lost_in
from ictwg.store.sync.sync_state import SyncState

Parts = Mapping[str, tuple[str, ...]]
Waiting = Mapping[Place, Parts]
"""By record and register the dots whose values are withheld; no register for a whole record."""
Answer = Callable[[Row, Parts], list[Stored]]

_OWN, _GONE = b'"*":["', b'"_gone":true'
LEAST = 20
SHARE = 20  # a twentieth: 5 %


class Unexplained(NamedTuple):
    """What to withhold; or how many records to drop silently, because they are few."""

    held: Waiting = {}  # noqa: RUF012 - never written to
    silent: int = 0


def is_much(count: int, ours: Lines) -> bool:
    """Whether that is more records than may be dropped within a day without a question."""
    total = sum(len(rows) for table, rows in ours.tables.items() if table not in (TRASH, LOG))
    return count > max(LEAST, total // SHARE)


def unexplained(ours: Lines, theirs: Lines, joined: Joined, before: int = 0) -> Unexplained:
    """The records, or values of them, that a merge would drop without a log row in `theirs`.

    Args:
        before: How many such records were already dropped within a day.
    """
    found = ((place, _lost(place, ours, theirs, joined.lines)) for place in joined.changed)
    lost = {place: parts for place, parts in found if parts is not None}
    if not lost:
        return Unexplained()
    told = b"\n".join(line for key, line in theirs.tables.get(LOG, {}).items() if key not in ours.tables.get(LOG, {}))
    trash = joined.lines.tables.get(TRASH, {})  # where every program of ours leaves what it removes, or a stub
    left = {p: parts for p, parts in sorted(lost.items()) if p[1] not in trash or id_of(p[1]).encode() not in told}
    # Where only the group's key can write, whatever nobody of the group has explained was taken out without it.
    asks = key_in_use(ours.header.meta) or is_much(before + len(left), ours)
    return Unexplained(held=left) if asks else Unexplained(silent=len(left))


def require_few_redactions(ours: Lines, theirs: Lines, known: SyncState, now_ms: int) -> None:
    """Asks about a file that redacts many records at once: a mistake or an attack could not be undone.

    Raises:
        AskFirstError: It redacts more records than may be redacted within a day without a question.
    """
    count = _newly_redacted(ours, theirs)
    if count and is_much(known.gone_lately(now_ms) + count, ours):
        raise AskFirstError(t("store.many_redactions", count=count), t("store.many_redactions_hint"))
    if count:
        known.some_went(count, now_ms)


def _newly_redacted(ours: Lines, theirs: Lines) -> int:
    """How many more of our records a merge would redact, not counting log rows."""
    if ours.tables.get(REDACTIONS, {}) == theirs.tables.get(REDACTIONS, {}) and _trashed(ours) == _trashed(theirs):
        return 0
    new = redactions_of(theirs).records - redactions_of(ours).records
    held = {key for table, rows in ours.tables.items() if table != LOG for key in rows}
    return sum(is_id(id) and row_key(id) in held for id in new) if new else 0


def keeping(theirs: Lines, ours: Lines, places: Iterable[Place]) -> Lines:
    """Their file with our rows at these places."""
    kept = theirs.copy()
    for table, key in places:
        row = codec_rows.decode_row(table, key, ours.tables[table][key])
        there = counterpart(theirs, row)
        if there is None or there.trashed:
            kept.tables.get(TRASH, {}).pop(key, None)
            kept.table(table)[key] = ours.tables[table][key]
        else:
            registers = dict(there.registers)
            for name, dot in lost_in(row, ours.context, there, theirs.context):
                registers[name] = {**registers.get(name, {}), dot: row.registers[name][dot]}
            kept.table(table)[key] = codec_rows.encode_row(Row(table, row.id, registers, there.loose))
    return kept


def records(waiting: Waiting) -> tuple[tuple[str, str], ...]:
    """As (table, id)."""
    return tuple((table, id_of(key)) for table, key in waiting)


def united(waiting: Waiting, more: Waiting) -> Waiting:
    """The union of both; a record that either withholds as a whole is withheld as a whole."""
    both = {**waiting, **more}
    for place in waiting.keys() & more.keys():
        one, other = waiting[place], more[place]
        names = {**one, **other} if one and other else {}
        both[place] = {name: tuple(dict.fromkeys((*one.get(name, ()), *other.get(name, ())))) for name in names}
    return dict(sorted(both.items()))


def held_file(replica: Replica) -> StateFile[Waiting]:
    """`held.json`: the withheld records and values."""
    return StateFile(replica, "held.json", lambda rows: dict(map(read_row, rows)), _rows, {})


def read_row(row: list[Any]) -> tuple[Place, Parts]:
    """From `[table, key]`, or `[table, key, parts]` if only parts are withheld."""
    table, key, *rest = row
    parts = {str(name): tuple(map(str, dots)) for name, dots in rest[0].items()} if rest else {}
    return (str(table), str(key)), parts


def _rows(waiting: Waiting) -> list[Any]:
    return [[*place, parts] if parts else place for place, parts in sorted(waiting.items())]


def _trashed(lines: Lines) -> set[bytes]:
    """The rows of deleted redactions, which still apply."""
    mark = f'"table":"{REDACTIONS}"'.encode()
    return set(holding(lines.tables.get(TRASH, {}), (mark,)))


def _lost(place: Place, ours: Lines, theirs: Lines, after: Lines) -> Parts | None:
    """What a merge would drop of a record: nothing (None), all of it (no parts), or these parts."""
    table, key = place
    line = ours.line(table, key)
    if line is None or table in (TRASH, LOG):
        return None
    if key not in after.tables.get(table, {}):
        return {}
    row = codec_rows.decode_row(table, key, line)
    parts: dict[str, tuple[str, ...]] = {}
    for name, dot in lost_in(row, ours.context, counterpart(theirs, row), theirs.context):
        parts[name] = (*parts.get(name, ()), dot_text(dot))
    # An element of a set that was redacted is gone, and its dot with it.
    if all("/" in name for name in parts):
        return None
    return {} if LIVE in parts else parts


class Held(NamedTuple):
    """A record that lost these registers in the shared file, or all of them if none is named."""

    record: Record
    registers: tuple[str, ...]


def held_records(memory: Memory, waiting: Waiting) -> tuple[Held, ...]:
    """The records of known types among them."""
    kinds = ((RECORDS.get(table), id_of(key), tuple(parts)) for (table, key), parts in waiting.items())
    found = ((memory.get(kind, id), parts) for kind, id, parts in kinds if kind is not None)
    return tuple(Held(record, parts) for record, parts in found if record is not None)


def save_answer(local: Local, waiting: Waiting, answer: Answer, verb: str) -> Receipt:
    """Saves one answer about all waiting records, in one transaction."""
    rows = ((codec_rows.row_at(local.memory.lines, place), parts) for place, parts in waiting.items())
    writes = tuple(write for row, parts in rows if row is not None for write in answer(row, parts))
    return local.save(writes, Telling(verb, total=len(waiting)))


def kept(row: Row, _: Parts) -> list[Stored]:
    """Writes all of it again under a new dot, which no context covers that has seen its removal."""
    return [Stored(row.table, row.id, name, _values(held), row.seen(name)) for name, held in row.registers.items()]


def let_go(row: Row, parts: Parts) -> list[Stored]:
    """Deletes the record, or clears the removed values; newer values stay."""
    if not parts:
        return [Stored(row.table, row.id, LIVE, (False,), row.seen(LIVE))]
    return [written for name, dots in parts.items() for written in _cleared(row, name, dots)]


def taken(row: Row, parts: Parts) -> list[Stored]:
    """Writes the values in question over all others; a whole record is written again as it is."""
    if not parts:
        return kept(row, parts)
    held = {name: row.registers.get(name, {}) for name in parts}
    asked = {name: {d: v for d, v in held[name].items() if dot_text(d) in dots} for name, dots in parts.items()}
    return [Stored(row.table, row.id, name, (winner(asked[name]),), row.seen(name)) for name in parts if asked[name]]


def dropped(row: Row, parts: Parts) -> list[Stored]:
    """Deletes the record or clears the values; a deleted record is written whole, as other computers do not have it."""
    if parts:
        return let_go(row, parts)
    return [w._replace(values=(False,)) if w.field == LIVE else w for w in kept(row, parts)]


def _cleared(row: Row, name: str, dots: tuple[str, ...]) -> Iterator[Stored]:
    register = row.registers.get(name, {})
    left = {dot: values for dot, values in register.items() if dot_text(dot) not in dots}
    if len(left) < len(register):
        nothing = (False,) if "/" in name else (None,)
        yield Stored(row.table, row.id, name, _values(left) or nothing, row.seen(name))


def _values(register: Register) -> tuple[Raw, ...]:
    return tuple(value for values in register.values() for value in values)


class Restored(NamedTuple):
    """The dots in question by record and register, and the files they were found in."""

    waiting: Waiting = {}  # noqa: RUF012 - never written to
    sources: tuple[str, ...] = ()

    def still(self, ours: Lines) -> Restored:
        """Those that have not been replaced since."""
        left = {place: parts for place, parts in self.waiting.items() if _stands(ours, place, parts)}
        return Restored(left, self.sources if left else ())

    def and_more(self, waiting: Waiting, source: str) -> Restored:
        return Restored(united(self.waiting, waiting), tuple(sorted({*self.sources, source})))


def undecided(ours: Lines, theirs: Lines, user: str, unseen: frozenset[Dot], archived: Callable[[], Lines]) -> Waiting:
    """Our own dots in a file that are covered but absent here, if nothing shows that they were replaced.

    Args:
        user: The author.
        unseen: Dots that were never here, by the log: their values are merged without a question.

    Raises:
        NotReadyError: A line is damaged.
    """
    rows = {place: dots - unseen for place, dots in _covered(ours, theirs, slug(user) + "~")}
    rows = {place: dots for place, dots in rows.items() if dots}
    rows = _untold(rows, ours) if rows else rows
    rows = _untold(rows, archived()) if rows else rows
    return {place: _parts(theirs, place, dots) for place, dots in sorted(rows.items())}


def dots_of(waiting: Waiting) -> frozenset[Dot]:
    return frozenset(parse_dot(dot) for parts in waiting.values() for dots in parts.values() for dot in dots)


def answerable(ours: Lines, waiting: Waiting) -> Waiting:
    """What an answer is about: the whole record if it has no other dots here, otherwise its fields.

    Without `_live`, which every edit writes again: it needs no question if the record has other dots.
    """
    fields = {place: {name: dots for name, dots in parts.items() if name != LIVE} for place, parts in waiting.items()}
    return {place: {} if _is_whole(ours, place, parts) else fields[place] for place, parts in waiting.items()}


def standing(theirs: Lines, ours: Lines, waiting: Waiting) -> Lines:
    """Their file plus our values of the fields that wait for an answer, so that the merge drops none of them."""
    if not waiting:
        return theirs
    kept = theirs.copy()
    for (table, key), parts in waiting.items():
        here, there = find_row(ours, table, id_of(key)), find_row(theirs, table, id_of(key))
        if here is not None:
            registers = dict(there.registers) if there is not None else {}
            for name in parts.keys() & here.registers.keys():
                registers[name] = {**here.registers[name], **registers.get(name, {})}
            codec_rows.put_row(kept, Row(table, here.id, registers, there.loose if there is not None else None))
    return kept


def restored_file(replica: Replica) -> StateFile[Restored]:
    """`restored.json`: the values that wait for an answer."""
    return StateFile(replica, "restored.json", _read, _out, Restored())


def _read(document: Any) -> Restored:
    return Restored(dict(map(read_row, document.get("rows", ()))), tuple(map(str, document.get("from", ()))))


def _out(restored: Restored) -> dict[str, Any]:
    rows = [[*place, parts] for place, parts in sorted(restored.waiting.items())]
    return {"rows": rows, "from": restored.sources}


def _covered(ours: Lines, theirs: Lines, own: str) -> Iterator[tuple[Place, set[Dot]]]:
    """By record our own dots that are covered here and that no row here has."""
    mark = own.encode()
    for table, rows in theirs.tables.items():
        here = ours.tables.get(table, {})
        for key in differing(here, rows) if table != LOG else ():
            line = rows.get(key, b"")
            if mark in line and not any(_GONE in held[key] for held in ours.tables.values() if key in held):
                held_here = _dots_here(ours, key)
                dots = {d for d in codec_rows.dots_in(table, key, line) - held_here if d.actor.startswith(own)}
                yield (codec_rows.decode_row(table, key, line).table, key), {d for d in dots if counts(ours.context, d)}


def _dots_here(ours: Lines, key: str) -> set[Dot]:
    return {d for table, rows in ours.tables.items() if key in rows for d in codec_rows.dots_in(table, key, rows[key])}


def _untold(rows: dict[Place, set[Dot]], log: Lines) -> dict[Place, set[Dot]]:
    told = _told(log.tables.get(LOG, {}).values(), {dot for dots in rows.values() for dot in dots})
    return {place: left for place, dots in rows.items() if (left := dots - told)}


def _told(lines: Iterable[bytes], dots: set[Dot]) -> set[Dot]:
    """The dots that a row of the log has, or has as replaced."""
    wanted = {dot_text(dot).encode(): dot for dot in dots}
    told = {line[(at := line.rfind(_OWN) + len(_OWN)) : line.find(b'"', at)] for line in lines}  # nearly always
    left = wanted.keys() - told
    told |= {needle for line in lines if left for needle in left if b'"%s"' % needle in line}
    return {dot for needle, dot in wanted.items() if needle in told}


def _parts(theirs: Lines, place: Place, dots: set[Dot]) -> Parts:
    row = find_row(theirs, place[0], id_of(place[1]))
    registers = row.registers if row is not None else {}
    named = {name: tuple(dot_text(dot) for dot in register if dot in dots) for name, register in registers.items()}
    return {name: found for name, found in sorted(named.items()) if found}


def _is_whole(ours: Lines, place: Place, parts: Parts) -> bool:
    asked = {dot for dots in parts.values() for dot in dots}
    return {dot_text(dot) for dot in _dots_here(ours, place[1])} <= asked


def _stands(ours: Lines, place: Place, parts: Parts) -> bool:
    row = find_row(ours, place[0], id_of(place[1]))
    return row is not None and any(set(row.seen(name)) & set(dots) for name, dots in parts.items())
