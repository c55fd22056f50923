"""Unexplained removals, withheld until a person has answered (STORE.md §5).

A person is asked about files that drop more than max(20, 5 %) of the records, or values of them, within a day without
a log row, and about records that a script has removed; in an encrypted group about every one. Until then the records
stay here. *Keep* writes them again as new edits; *let go* deletes them, or clears the fields if only fields were lost.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from ictwg.domain.ids import id_of, is_id, row_key
from ictwg.domain.schema import RECORDS, Record
from ictwg.errors import AskFirstError
from ictwg.locales import t
from ictwg.merge.dots import dot_text
from ictwg.merge.encryption import key_in_use
from ictwg.merge.redactions import TABLE as REDACTIONS
from ictwg.merge.registers import winner
from ictwg.merge.rows import LIVE, Row
from ictwg.store.format import codec_rows
from ictwg.store.format.lines import LOG, TRASH
from ictwg.store.format.lines_join import redactions_of
from ictwg.store.format.table import holding
from ictwg.store.local.recording import Telling
from ictwg.store.local.state_file import StateFile
from ictwg.store.local.transactions import Stored
from ictwg.store.sync.coverage import counterpart, lost_in

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping
    from typing import Any

    from ictwg.domain.schema import Raw
    from ictwg.merge.registers import Register
    from ictwg.store.format.lines import Lines, Place
    from ictwg.store.format.lines_join import Joined
    from ictwg.store.local.local import Local
    from ictwg.store.local.log import Receipt
    from ictwg.store.local.memory import Memory
    from ictwg.store.local.replica import Replica
    from ictwg.store.sync.sync_state import SyncState

    Parts = Mapping[str, tuple[str, ...]]
    Waiting = Mapping[Place, Parts]
    """By record and register the dots whose values are withheld; no register for a whole record."""
    Answer = Callable[[Memory, Place, Parts], list[Stored]]

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
        ours: This computer's copy.
        theirs: The other file.
        joined: The merge of both.
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


def state_file(replica: Replica) -> StateFile[Waiting]:
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
    line = ours.tables.get(table, {}).get(key)
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
    writes = tuple(write for place, parts in waiting.items() for write in answer(local.memory, place, parts))
    return local.save(writes, Telling(verb, total=len(waiting)))


def kept(memory: Memory, place: Place, _: Parts) -> list[Stored]:
    """Writes all of it again under a new dot, which no context covers that has seen its removal."""
    row = codec_rows.row_at(memory.lines, place)
    values = {name: _values(r) for name, r in row.registers.items()} if row is not None else {}
    return [Stored(row.table, row.id, name, values[name], row.seen(name)) for name in values] if row is not None else []


def let_go(memory: Memory, place: Place, parts: Parts) -> list[Stored]:
    """Deletes the record, or clears the removed values; newer values stay."""
    row = codec_rows.row_at(memory.lines, place)
    if row is None:
        return []
    if not parts:
        return [Stored(row.table, row.id, LIVE, (False,), row.seen(LIVE))]
    return [written for name, dots in parts.items() for written in _cleared(row, name, dots)]


def taken(memory: Memory, place: Place, parts: Parts) -> list[Stored]:
    """Writes the values in question over all others; a whole record is written again as it is."""
    row = codec_rows.row_at(memory.lines, place)
    if row is None or not parts:
        return kept(memory, place, parts)
    asked = {
        name: {d: v for d, v in row.registers.get(name, {}).items() if dot_text(d) in parts[name]} for name in parts
    }
    return [Stored(row.table, row.id, name, (winner(asked[name]),), row.seen(name)) for name in parts if asked[name]]


def dropped(memory: Memory, place: Place, parts: Parts) -> list[Stored]:
    """Deletes the record or clears the values; a deleted record is written whole, as other computers do not have it."""
    if parts:
        return let_go(memory, place, parts)
    return [w._replace(values=(False,)) if w.field == LIVE else w for w in kept(memory, place, parts)]


def _cleared(row: Row, name: str, dots: tuple[str, ...]) -> Iterator[Stored]:
    register = row.registers.get(name, {})
    left = {dot: values for dot, values in register.items() if dot_text(dot) not in dots}
    if len(left) < len(register):
        nothing = (False,) if "/" in name else (None,)
        yield Stored(row.table, row.id, name, _values(left) or nothing, row.seen(name))


def _values(register: Register) -> tuple[Raw, ...]:
    return tuple(value for values in register.values() for value in values)
