"""Computes what a conflict copy would add, without merging it, for the one question about it."""

from __future__ import annotations

from ictwg.domain.ids import id_of
from ictwg.store.format import codec_rows
from ictwg.store.format.lines import LOG, TRASH, Lines, Place
from ictwg.store.format.lines_join import Unseen, join_lines
from ictwg.store.local.local import Local
from ictwg.store.sync import external_edits
from ictwg.store.sync.copies.copy_record import CopyEntry
from ictwg.store.sync.coverage import below_floor
from ictwg.store.sync.merge_summary import records, transactions
from ictwg.store.sync.reports import DoubtfulCopy
from ictwg.store.sync.status import users_of


def would_add(local: Local, name: str, entry: CopyEntry, theirs: Lines, unseen: Unseen) -> DoubtfulCopy:
    """Args:
        local: This computer's copy.
        name: The name of the file.
        entry: The result of reading it.
        theirs: Its lines.
        unseen: The dots that it and ours cover but never saw.

    Raises:
        NotReadyError: A line of it is damaged.
    """
    ours = local.memory.lines
    again = {write.key for write in (*below_floor(ours, theirs), *below_floor(theirs, ours))}
    if not theirs.digest_ok:
        writes = external_edits.found(external_edits.additions(theirs, ours), None, ours).writes
        fields = {write.key for write in writes} | again
        return _asked(name, entry, {(table, id) for table, id, _ in fields}, len(fields), ())
    joined = join_lines(ours, theirs, unseen)
    changed = [place for place in joined.changed if place[0] not in (LOG, TRASH)]
    fields = again.union(*(_different(place, ours, joined.lines) for place in changed))
    touched = {*records(joined.changed, joined.lines), *((table, id) for table, id, _ in again)}
    users = users_of(joined.lines.tables.get(LOG, {}), transactions(joined.changed, ours, joined.lines))
    return _asked(name, entry, touched, len(fields), users)


def _asked(
    name: str, entry: CopyEntry, touched: set[tuple[str, str]], fields: int, users: tuple[tuple[str, int], ...]
) -> DoubtfulCopy:
    return DoubtfulCopy(name, entry.client, entry.doubt, len(touched), fields, users)


def _different(place: Place, before: Lines, after: Lines) -> set[tuple[str, str, str]]:
    """The fields that differ."""
    old, new = codec_rows.row_at(before, place), codec_rows.row_at(after, place)
    names = {*(old.registers if old else ()), *(new.registers if new else ())}
    changed = (n for n in names if old is None or new is None or old.registers.get(n) != new.registers.get(n))
    return {(place[0], id_of(place[1]), name) for name in changed}
