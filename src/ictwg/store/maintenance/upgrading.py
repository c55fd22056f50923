"""Raises `min_reader` and `min_writer` of the file: only here, only after a person has agreed (STORE.md §3).

    min_writer above ours   ──► read-only here: what is typed stays on this computer until it is updated
    min_reader above ours   ──► refused, and never written over; what was typed here is kept

A migration is a pure function from the records to ordinary writes, so two computers that run it concurrently write the
same values. `MIGRATIONS` is empty: the format has not changed since the first version.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import NamedTuple

from ictwg.domain.changes import Changes, Write
from ictwg.domain.schema import Raw
from ictwg.domain.state import State
from ictwg.store.format import codec
from ictwg.store.local.local import Local
from ictwg.store.local.memory import Memory
from ictwg.store.local.recording import Telling, stored
from ictwg.store.sync.sync import Sync

VERB = "verbs.upgraded"


class Migration(NamedTuple):
    """One step of the format.

    Attributes:
        schema: The schema of the file after it.
        min_reader: The oldest version that may read the file then.
        min_writer: The oldest version that may write it.
        writes: Makes its writes from the records alone, without clock or random numbers.
    """

    schema: int
    min_reader: int
    min_writer: int
    writes: Callable[[State], Sequence[Write]]


MIGRATIONS: tuple[Migration, ...] = ()
"""In the order of their schemas."""


class LastSeen(NamedTuple):
    """A person at a computer, last seen in the log at this time, with this version (empty if it was not logged)."""

    user: str
    device: str
    at: datetime
    version: str


def last_seen(memory: Memory) -> tuple[LastSeen, ...]:
    """Everybody, last seen first. Versions before 0.1 logged none."""
    found: dict[tuple[str, str], LastSeen] = {}
    for entry in memory.log.entries():
        who = entry.user, entry.device
        seen = found.setdefault(who, LastSeen(*who, entry.at, entry.app))
        if not seen.version and entry.app:
            found[who] = seen._replace(version=entry.app)
    return tuple(found.values())


def waiting(meta: Mapping[str, Raw]) -> tuple[Migration, ...]:
    """The known steps that the file has not taken."""
    schema = meta.get("schema")
    return tuple(one for one in MIGRATIONS if isinstance(schema, int) and schema < one.schema <= codec.SCHEMA)


def upgrade(sync: Sync, state: State) -> int:
    """Takes the steps that the file has not taken; returns how many.

    Raises:
        IctwgError: Syncing is not possible now, or another program is using this computer's copy.
    """
    sync.require_shared()
    local = sync.local
    with local.replica.lock.taken():
        local.refresh()
        steps = waiting(local.memory.lines.header.meta)
        if steps:
            local.back_up(local.encoded())
        for step in steps:
            _take(local, state, step)
    if steps:
        sync.share()
    return len(steps)


def _take(local: Local, state: State, step: Migration) -> None:
    """Saves the writes first: if it is interrupted, the step is taken again, with the same values."""
    changes = Changes(VERB, str(step.schema), tuple(step.writes(state)))
    local.save(stored(changes), Telling(VERB, total=step.schema))
    lines = local.memory.lines.copy()
    asked = {"schema": step.schema, "min_reader": step.min_reader, "min_writer": step.min_writer}
    raised = {name: max(n, int(lines.header.meta.get(name) or 0)) for name, n in asked.items()}
    lines.header = lines.header._replace(meta={**lines.header.meta, **raised}, digest="")
    local.adopt(lines, ())
