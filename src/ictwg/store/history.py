"""The log, undo and redo, and the trash: the part `Store.history`."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import datetime
from functools import cached_property
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from ictwg.domain.author import Author
from ictwg.domain.changes import LIVE, Changes, Write
from ictwg.domain.schema import RECORDS, Raw, Record, parent_kind
from ictwg.errors import NotFoundError
from ictwg.locales import t
from ictwg.merge.dots import parse_dot
from ictwg.store.local import trash
from ictwg.store.local.disk import answering
from ictwg.store.local.local import Local
from ictwg.store.local.log import Change, Log, LogEntry, Receipt
from ictwg.store.local.memory import Memory
from ictwg.store.local.recording import Telling
from ictwg.store.local.transactions import Key, Stored
from ictwg.store.local.views import quoted

if TYPE_CHECKING:
    from ictwg.store.sync.archive import Archive

Look = Callable[[Changes], None]


UNDONE = "verbs.undone"
REDONE = "verbs.redone"
PURGED = "verbs.purged"
FINAL = frozenset(
    f"verbs.{verb}" for verb in ("redacted", "purged", "compacted", "upgraded", "encrypted", "decrypted", "passphrase")
)
DEPTH = 300


class Step(NamedTuple):
    """What one undo undoes: a transaction, or all of a group, newest first."""

    entries: tuple[LogEntry, ...]

    @property
    def dots(self) -> frozenset[str]:
        return frozenset(entry.dot for entry in self.entries)

    @property
    def mark(self) -> str:
        """The id that the log row of the undo refers to."""
        return self.entries[0].group or self.entries[0].id


class Steps(NamedTuple):
    """What can be undone and redone now; the last one is next."""

    undo: tuple[Step, ...]
    redo: tuple[Step, ...]


class UndoPlan(NamedTuple):
    """The writes that undo a step, and the fields that were changed since."""

    writes: tuple[Stored, ...]
    kept: tuple[Change, ...]


def steps(entries: Iterable[LogEntry]) -> Steps:
    """Args: entries: The author's own, oldest first."""
    undo: list[Step] = []
    redo: list[Step] = []
    for entry in entries:
        if entry.verb == UNDONE:
            undo = [step for step in undo if step.mark != entry.undoes]
            redo.append(Step((entry,)))
        elif entry.verb == REDONE:
            redo = [step for step in redo if step.mark != entry.undoes]
            undo.append(Step((entry,)))
        elif entry.group and undo and undo[-1].entries[0].group == entry.group:
            undo[-1] = Step((entry, *undo[-1].entries))
        else:
            undo.append(Step((entry,)))
            redo = []
    return Steps(tuple(undo), tuple(redo))


def own_steps(log: Log, author: Author) -> Steps:
    """The author's steps on this computer, as far back as undo reaches."""
    needles = (quoted(author.user), quoted(author.device))
    own = (e for e in log.entries(*needles) if e.author.is_one_with(author) and e.verb not in FINAL)
    return steps(reversed(list(islice(own, DEPTH))))


def shown(writes: Iterable[Stored]) -> Iterator[Write]:
    """The writes of one value; where an undo restores two values, both were there before."""
    for table, id, field, values, seen in writes:
        if len(values) == 1:
            yield Write(table, id, field, values[0], seen)


def first_done(entry: LogEntry, log: Log) -> str:
    """The verb of the original transaction behind a chain of undos, as far as the log goes back."""
    for _ in range(DEPTH):
        before = log.marked(entry.undoes) if entry.undoes else ()
        if not before:
            break
        entry = before[-1]
    return entry.verb


def whole(entry: LogEntry, unlogged: Mapping[str, tuple[Change, ...]]) -> LogEntry:
    """The entry with the contact details that the log leaves out, if this process changed them."""
    return entry._replace(changes=unlogged.get(entry.id, entry.changes))


class Standing:
    """Follows the dots of undos to the dots that they restored."""

    def __init__(self, log: Log, unlogged: Mapping[str, tuple[Change, ...]]) -> None:
        self._log = log
        self._unlogged = unlogged
        self._before: dict[str, Mapping[Key, tuple[str, ...]]] = {}

    def within(self, key: Key, dots: Iterable[str], own: frozenset[str]) -> bool:
        """Whether all live values of the register were written by `own`."""
        waiting = [dot for dot in dots if dot not in own]
        for _ in range(DEPTH):
            if not waiting:
                return True
            before = self._restored(waiting.pop())
            if key not in before:
                return False
            waiting += [dot for dot in before[key] if dot not in own]
        return False

    def written_by(self, author: Author, dots: Iterable[str]) -> bool:
        """Whether the author, on that computer, wrote all of these."""
        entries = [self._log.by_dot(dot) for dot in dots]
        return all(entry is not None and entry.author.is_one_with(author) for entry in entries)

    def _restored(self, dot: str) -> Mapping[Key, tuple[str, ...]]:
        """For the dot of an undo: the dots of each register that it restored, from before the undone step."""
        if dot not in self._before:
            entry = self._log.by_dot(dot)
            undone = self._log.marked(entry.undoes) if entry is not None and entry.undoes else ()
            undone = tuple(whole(one, self._unlogged) for one in undone)
            self._before[dot] = {change.key: change.dots for e in undone for change in e.changes if change.field}
        return self._before[dot]


def plan(step: Step, now: Memory, standing: Standing) -> UndoPlan:
    """How to take back `step`."""
    writes: list[Stored] = []
    kept: list[Change] = []
    for change in _oldest_of_each(step):
        may = _may_vanish_or_return if change.field == LIVE else _untouched
        if change.known and may(change, step, now, standing) and not now.hidden(*change.key, change.dots):
            writes.append(_put_back(change, now))
        else:
            kept.append(change)
    stays = {change.key for change in kept}
    return UndoPlan(tuple(one for one in writes if _tells_of(one, now) not in stays), tuple(kept))


def _tells_of(write: Stored, now: Memory) -> Key | None:
    """The field whose change is documented by the record that would be removed."""
    kind = RECORDS.get(write.table)
    if kind is None or not kind.TELLS_OF or write.field != LIVE:
        return None
    record, parent = now.get(kind, write.id), parent_kind(kind)
    if record is None or kind.PARENT is None or parent is None:
        return None
    return parent.TABLE, kind.PARENT.of(record), kind.TELLS_OF


def _oldest_of_each(step: Step) -> list[Change]:
    """The value of each register before the step; of a record that the step created, only its creation."""
    oldest: dict[Key, Change] = {}
    for entry in step.entries:
        oldest |= {change.key: change for change in entry.changes}
    created = {(change.table, change.id) for change in oldest.values() if not change.field}
    return [c for c in oldest.values() if not c.field or (c.table, c.id) not in created]


def _untouched(change: Change, step: Step, now: Memory, standing: Standing) -> bool:
    """Whether nothing was written since. `_live` does not count: every edit writes it again."""
    table, id, field = change.key
    names = [field] if field else [name for name in now.registers(table, id) if name != LIVE]
    return all(standing.within((table, id, name), now.dots(table, id, name), step.dots) for name in names)


def _may_vanish_or_return(change: Change, step: Step, now: Memory, standing: Standing) -> bool:
    """Whether only the author has written `_live` since; and, for a removal, no other field was edited."""
    table, id, _ = change.key
    names = list(now.registers(table, id)) if change.before is not True else [LIVE]
    last = max(parse_dot(dot).n for dot in step.dots)
    newer = {
        dot
        for name in names
        for dot in now.dots(table, id, name)
        if dot not in step.dots and (name == LIVE or parse_dot(dot).n > last)
    }
    return standing.written_by(step.entries[0].author, newer)


def _put_back(change: Change, now: Memory) -> Stored:
    table, id, field = change.key
    field = field or LIVE
    before: tuple[Raw, ...] = (change.before, *change.rivals) if change.field else (False,)
    if "/" in field or field == LIVE:
        before = tuple(value is True for value in before)
    return Stored(table, id, field, before, now.dots(table, id, field))


class StoreHistory:
    """Reads the log, then the archive; a row that is in both is returned once."""

    def __init__(self, local: Local, path: str) -> None:
        self._local = local
        self._path = path

    @cached_property
    def archive(self) -> Archive:
        """The archive of old log rows."""
        from ictwg.store.sync.archive import Archive

        return Archive(self._local, self._path)

    def log(self, *needles: bytes) -> Iterator[LogEntry]:
        """All transactions, newest first, archived ones last; only those whose line contains all needles."""
        log = self._local.memory.log
        yield from log.entries(*needles)
        yield from (entry for entry in self.archive.log().entries(*needles) if not log.holds(entry.id))

    def of(self, table: str, id: str) -> tuple[LogEntry, ...]:
        """Everything that was done to a record, newest first."""
        return tuple(entry for entry in self.log(id.encode()) if entry.touches(table, id))

    def transactions(self, ids: Iterable[str]) -> Iterator[LogEntry]:
        """The transactions with these ids, for example from a report of a sync."""
        return self._local.memory.log.named(ids)

    def trash(self) -> tuple[Record, ...]:
        """Deleted records that are not purged, last deleted first."""
        return trash.trashed(self._local.memory)

    def changed_after_purge(self) -> tuple[Record, ...]:
        """Purged records that were edited on a computer that had not seen the purge."""
        return trash.changed_after_purge(self._local.memory)

    def purge(self, before: datetime) -> Receipt | None:
        """Replaces records deleted before this moment by stubs; this cannot be undone."""
        writes = trash.purged(self._local, before)
        return self._local.save(writes, Telling(PURGED)) if writes else None

    @answering()
    def undo(self, look: Look | None = None) -> Receipt:
        """Undoes the author's last transaction on this computer, or its whole group.

        Args:
            look: Called with the writes and the verb of the undone transaction; raises to refuse.

        Raises:
            NotFoundError: There is none.
            StorageError: This computer's own disk fails.
        """
        self._local.refresh()
        found = own_steps(self._local.memory.log, self._local.author).undo
        if not found:
            raise NotFoundError(t("store.nothing_to_undo"), t("store.nothing_to_undo_hint"))
        return self._taken_back(found[-1], UNDONE, look)

    @answering()
    def redo(self, look: Look | None = None) -> Receipt:
        """Redoes what the last undo undid; see `undo`.

        Raises:
            NotFoundError: There is none.
        """
        self._local.refresh()
        found = own_steps(self._local.memory.log, self._local.author).redo
        if not found:
            raise NotFoundError(t("store.nothing_to_redo"))
        return self._taken_back(found[-1], REDONE, look)

    def _taken_back(self, step: Step, verb: str, look: Look | None) -> Receipt:
        memory, unlogged = self._local.memory, self._local.unlogged
        step = Step(tuple(whole(entry, unlogged) for entry in step.entries))
        writes, kept = plan(step, memory, Standing(memory.log, unlogged))
        oldest = step.entries[-1]
        done = first_done(oldest, memory.log)
        if look is not None:
            look(Changes(done, writes=tuple(shown(writes))))
        telling = Telling.by(verb, oldest.told_of, total=oldest.total, undoes=step.mark)
        return self._local.save(writes, telling)._replace(kept=kept, undone=done)
