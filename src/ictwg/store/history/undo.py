"""Undo and redo, across restarts, of one's own transactions on this computer.

    Undo restores only fields whose live dots are still those of the undone transaction; the rest are named. A record
    that documents a change (a progress entry) is kept if the changed field is.

An undo is a transaction like any other; its log row names the one it undoes. Its dots count as the dots they restored;
otherwise the previous step would look edited since.
"""

from __future__ import annotations

from itertools import islice
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from ictwg.domain.changes import LIVE, Write
from ictwg.domain.schema import RECORDS, parent_kind
from ictwg.merge.dots import parse_dot
from ictwg.store.local.shelf import quoted
from ictwg.store.local.transactions import Stored

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from ictwg.domain.author import Author
    from ictwg.domain.schema import Raw
    from ictwg.store.local.log import Change, Log, LogEntry
    from ictwg.store.local.memory import Memory
    from ictwg.store.local.transactions import Key

UNDONE = "verbs.undone"
REDONE = "verbs.redone"
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

    def __init__(self, log: Log, unlogged: Mapping[str, tuple[Change, ...]] = MappingProxyType({})) -> None:
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
