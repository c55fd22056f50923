"""The trash, and the answer to removals that were held back."""

from __future__ import annotations

from ictwg.domain.changes import LIVE
from ictwg.domain.ids import id_of
from ictwg.domain.schema import RECORDS
from ictwg.store import codec, held
from ictwg.store.lines import TRASH
from ictwg.store.recording import Telling
from ictwg.store.saving import saving
from ictwg.store.transactions import Stored
from ictwg.store.views import LineRow, document_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from ictwg.domain.schema import Record
    from ictwg.store.local import Local
    from ictwg.store.memory import Memory
    from ictwg.store.reports import Receipt
    from ictwg.store.sharing import Sharing
    from ictwg.store.store import Store

KEPT = "verbs.kept"
LET_GO = "verbs.let_go"


class TrashedRow(LineRow):
    """A record in the trash: it says of itself that it is not there."""

    __slots__ = ()

    def get(self, name: str) -> bool | int | str | None:
        return False if name == LIVE else super().get(name)


def trashed(memory: Memory) -> tuple[Record, ...]:
    """Those of kinds that this version knows, last deleted first; stubs of purged ones are not among them."""
    found = []
    for line in memory.lines.tables.get(TRASH, {}).values():
        document = document_of(line)
        kind = RECORDS.get(document.get("table", ""))
        if kind is not None and document.get("_gone") is not True:
            found.append(kind(TrashedRow(kind.TABLE, document["id"], line)))
    return tuple(sorted(found, key=lambda record: _when(record.row.seen(LIVE)), reverse=True))


def answered(store: Store, local: Local, sharing: Sharing, *, keep: bool) -> Receipt:
    """One transaction over all that was held."""
    writes = [w for table, key in sharing.held for w in _writes(local.memory, table, key, keep=keep)]
    receipt = store.committed(tuple(writes), Telling(KEPT if keep else LET_GO, str(len(sharing.held))))
    sharing.held = ()
    with saving():
        held.save(local.replica.disk, local.replica.folder, ())
    return receipt


def _writes(memory: Memory, table: str, key: str, *, keep: bool) -> list[Stored]:
    line = memory.lines.tables.get(table, {}).get(key)
    if line is None:
        return []
    row = codec.decode_row(table, key, line)
    id = id_of(key)
    if not keep:
        return [Stored(table, id, LIVE, (False,), row.seen(LIVE))]
    values = {name: tuple(v for held in r.values() for v in held) for name, r in row.registers.items()}
    return [Stored(table, id, name, values[name], row.seen(name)) for name in row.registers]


def _when(dots: tuple[str, ...]) -> int:
    return max((int(dot.rpartition("@")[2]) for dot in dots), default=0)
