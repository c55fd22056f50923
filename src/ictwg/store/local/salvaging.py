"""What can be read of a copy that this computer's disk has damaged, brought together with the shared file.

    shared file ► each whole record joined with it by itself ► of doubtful ones what it has not seen, beside the rest
                ► journals ► what was seen

A record without a whole line stands as the shared file has it. What the copy had seen spoke for all of its lines, also
for those that are lost: who claimed it would take them from everybody who still holds them. So what was seen is now
what the shared file has seen, and the marks that stand here. Of an actor, though, that is one number, and a mark from
after a lost one would speak for the lost one: from there on, its marks go on under another name of the same person.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress

from ictwg.domain.ids import is_id, row_key
from ictwg.merge.dots import Context, Dot, parse_dot
from ictwg.merge.rows import Row, join_rows
from ictwg.merge.values import json_text, loads, utf8
from ictwg.store.format import codec_rows
from ictwg.store.format.lines import LOG, Lines, Place
from ictwg.store.format.lines_join import join_lines, redact_lines
from ictwg.store.local.leases import new_actor
from ictwg.store.local.legible import Legible, legible
from ictwg.store.local.local import REDACTIONS, differing
from ictwg.store.local.log import LogEntry, entry_of
from ictwg.store.local.memory import Memory
from ictwg.store.local.replica import Replica
from ictwg.store.local.transactions import Transaction
from ictwg.store.local.views import LineRow

# By actor the lowest number that may have stood in a lost record.
Torn = dict[str, int]

_MARK = re.compile(rb'"(?:[^"\\]|\\.)+@[0-9]+"')
_NOTHING = Context()


def salvaged(replica: Replica, theirs: Lines, known: Context) -> Lines:
    """What the replica is to be; nothing is written.

    Args:
        replica: The damaged one, with its journals.
        theirs: The shared file.
        known: What this computer surely had seen of it.
    """
    left = legible(replica, theirs)
    lines = _joined(theirs, left.whole, known if left.seen is None else left.seen)
    for row in left.doubtful:
        _put_beside(lines, row, theirs.context)
    transactions = replica.transactions()
    lines = _with_journals(lines, transactions, left)
    journaled = {parse_dot(one.dot) for one in transactions}
    if torn := _torn(lines, _unshared(lines, theirs), left, theirs.context, journaled):
        _rename(lines, _unshared(lines, theirs), torn, theirs.context)
        journaled = {dot for dot in journaled if dot.n < torn.get(dot.actor, dot.n + 1)}
    stamps = _dots(lines, _unshared(lines, theirs)) | journaled
    lines.header = theirs.header.with_context(_seen_with(theirs.context, stamps))
    if REDACTIONS in lines.tables:
        redact_lines(lines)
    return lines


def _joined(theirs: Lines, whole: Mapping[Place, bytes], seen: Context) -> Lines:
    """Each whole record joined with the shared file by itself; where none is, the shared file meets itself."""
    copy = Lines(theirs.header.with_context(seen), theirs.copy().tables)
    for _, key in whole:
        for rows in copy.tables.values():
            rows.pop(key, None)
    for (table, key), line in whole.items():
        copy.tables.setdefault(table, {})[key] = line
    joined = join_lines(theirs, copy).lines
    joined.header = theirs.header.with_context(theirs.context)
    return joined


def _put_beside(lines: Lines, row: Row, seen: Context) -> None:
    """Of a doubtful record what the shared file has not seen; it takes the place of nothing."""
    registers = {
        name: {dot: values for dot, values in register.items() if not seen.covers(dot)}
        for name, register in row.registers.items()
    }
    news = Row(row.table, row.id, {name: register for name, register in registers.items() if register})
    if not news.empty:
        both = join_rows(codec_rows.find_row(lines, row.table, row.id), _NOTHING, news, _NOTHING)
        codec_rows.put_row(lines, both or news)


def _with_journals(lines: Lines, transactions: Iterable[Transaction], left: Legible) -> Lines:
    """What was in the copy already is not done again to its whole records."""
    memory, keys, folded = Memory(lines), left.keys, left.seen or _NOTHING
    for one in transactions:
        if folded.covers(parse_dot(one.dot)):
            memory.apply(one._replace(writes=tuple(w for w in one.writes if row_key(w.id) not in keys)))
        else:
            memory.apply(one)
    return memory.lines


def _unshared(lines: Lines, theirs: Lines) -> tuple[Place, ...]:
    """The places whose lines are not those of the shared file."""
    places = differing(theirs.tables, lines.tables)
    return tuple((table, key) for table, key in places if key in lines.tables.get(table, {}))


def _dots(lines: Lines, places: Iterable[Place]) -> set[Dot]:
    return {dot for table, key in places for dot in codec_rows.dots_in(table, key, lines.tables[table][key])}


def _torn(lines: Lines, places: tuple[Place, ...], left: Legible, seen: Context, journaled: set[Dot]) -> Torn:
    """Which numbers of which actors may have stood in a lost line, and nowhere else here."""
    if not left.lost:
        return {}
    marks = {dot for table, key in places for dot in _marks(lines.tables[table][key]) if not seen.covers(dot)}
    if LOG in left.lost and left.lost != {LOG}:  # nobody tells any more what they wrote
        return {dot.actor: 0 for dot in marks}
    told, untold, keys = (
        set[Dot](),
        {dot for row in left.doubtful for dot in row.dots if not seen.covers(dot)},
        left.keys,
    )
    for entry in _log(lines, places):
        dot = parse_dot(entry.dot)
        told.add(dot)
        if any(is_id(change.id) and row_key(change.id) not in keys for change in entry.changes):
            untold.add(dot)
    if LOG in left.lost:
        untold |= marks - told
    torn: Torn = {}
    for dot in untold - journaled:
        torn[dot.actor] = min(dot.n, torn.get(dot.actor, dot.n))
    return torn


def _log(lines: Lines, places: Iterable[Place]) -> Iterator[LogEntry]:
    for table, key in places:
        entry = entry_of(LineRow(LOG, "", lines.tables[table][key])) if table == LOG else None
        if entry is not None:
            yield entry


def _marks(line: bytes) -> Iterator[Dot]:
    """All in a line, also of what was replaced."""
    for mark in _MARK.findall(line):
        with suppress(ValueError):
            yield parse_dot(loads(mark))


def _rename(lines: Lines, places: Iterable[Place], torn: Torn, seen: Context) -> None:
    """The marks of these actors from these numbers on, under other names."""
    actors = {utf8(json_text(actor))[1:-1]: actor for actor in torn}
    names = {said: utf8(new_actor(actor.partition("~")[0])) for said, actor in actors.items()}

    def renamed(found: re.Match[bytes]) -> bytes:
        actor, n = actors[found[1]], int(found[2])
        keep = n < torn[actor] or seen.covers(Dot(n, actor))
        return found[0] if keep else b'"%s@%d"' % (names[found[1]], n)

    marks = re.compile(rb'"(%s)@([0-9]+)"' % b"|".join(map(re.escape, actors)))
    for table, key in places:
        line = marks.sub(renamed, lines.tables[table][key])
        if line != lines.tables[table][key]:
            codec_rows.put_row(lines, codec_rows.decode_row(table, key, line))


def _seen_with(context: Context, dots: Iterable[Dot]) -> Context:
    ctx = dict(context.ctx)
    for dot in dots:
        ctx[dot.actor] = max(dot.n, ctx.get(dot.actor, 0))
    return Context(ctx, context.floor)
