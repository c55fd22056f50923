"""Replicas that live through a history, beside an oracle that never joins anything.

The oracle holds every transaction: what it wrote and which dots its author saw. For a replica it knows which
transactions have reached it, and what must stand there follows from the promise alone:

    a written value is there unless a transaction that has reached the replica replaced it, having seen it,
    or a redaction that has reached it covers it.
"""

from __future__ import annotations

from collections import Counter
from typing import NamedTuple

from tests.merge.copies import META, bytes_of
from tests.merge.whole_copies import Dataset, Key, dataset_of, join, lines_of, purged, redacted

from ictwg.domain.ids import id_of
from ictwg.merge.dots import Context, Dot, dot_text, parse_dot
from ictwg.merge.registers import Register, is_true
from ictwg.merge.rows import GONE, LIVE, LOG, Row, written
from ictwg.merge.values import Opaque, Raw, canonical, verbatim
from ictwg.store.format.codec import encode_file, split
from ictwg.store.format.lines_join import join_lines

KEYS: tuple[Key, ...] = (
    ("actions", id_of("7")),
    ("actions", id_of("2088")),
    ("people", id_of("9" * 38)),
    ("written by a later version", id_of("41")),
)
FIELDS = ("text", "due", "reference", "unknown")
ELEMENTS = ("owners/moj", "owners/pntl")
SECOND = 1_000
YEAR = 365 * 86_400 * SECOND
AHEAD = 600 * SECOND

Place = tuple["Key", str]


class Step(NamedTuple):
    """A transaction as the oracle remembers it."""

    wrote: dict[Place, tuple[Raw, ...]]
    replaced: dict[Place, frozenset[Dot]]
    redacts: frozenset[tuple[Key, str, Dot]] = frozenset()


class Form(NamedTuple):
    key: Key
    field: str
    seen: tuple[str, ...]


class Replica:
    def __init__(self, actor: str) -> None:
        self.actor = actor
        self.data = Dataset(META, Context(), {})
        self.reached: frozenset[Dot] = frozenset()
        self.past: list[tuple[Dataset, frozenset[Dot]]] = []
        self.forms: list[Form] = []
        self.offset = 0
        self.last = 0

    def row(self, key: Key) -> Row:
        return self.data.rows.get(key) or Row(*key, {})


class World:
    """Three people and a shared file."""

    def __init__(self) -> None:
        self.replicas = [Replica(f"{name}~lease0") for name in ("ana", "rui", "zé")]
        self.mailbox = Replica("nobody")
        self.steps: dict[Dot, Step] = {}
        self.now = 1_794_000_000_000
        self.leases = 0
        self.counts: Counter[str] = Counter()

    # What people do

    def write(self, who: int, key: Key, field: str, value: Raw, seen: tuple[str, ...] | None = None) -> None:
        row = self.replicas[who].row(key)
        self._commit(who, key, [(field, (value,), row.seen(field) if seen is None else seen)])

    def type_text(self, who: int, key: Key, field: str) -> None:
        """A value that no other write has, so that its bytes can be looked for."""
        token = f"text-{len(self.steps)}-of-{field}"
        self.write(who, key, field, Opaque(f'{{"{token}":1.50}}') if field == "unknown" else token)

    def open_form(self, who: int, key: Key, field: str) -> None:
        replica = self.replicas[who]
        replica.forms.append(Form(key, field, replica.row(key).seen(field)))

    def save_form(self, who: int) -> None:
        replica = self.replicas[who]
        if not replica.forms:
            return
        form = replica.forms.pop(0)
        if form.seen != replica.row(form.key).seen(form.field):
            self.counts["stale forms"] += 1
        self.write(who, form.key, form.field, f"text-{len(self.steps)}-of-form", form.seen)

    def put_back(self, who: int, key: Key, field: str) -> None:
        """As undo does: an older value as a new write over what stands there now."""
        replica = self.replicas[who]
        old = [data.rows[key].get(field) for data, _ in replica.past if key in data.rows]
        if old and replica.row(key).seen(field):
            self.write(who, key, field, old[len(old) // 2])
            self.counts["undone"] += 1

    def purge(self, who: int, key: Key) -> None:
        replica = self.replicas[who]
        row = replica.row(key)
        if not row.trashed or row.gone:
            return
        dot = self._mint(replica)
        kept = {name: register for name, register in row.registers.items() if name == "reference"}
        replaced = {(key, name): frozenset(r) for name, r in row.registers.items() if name not in kept}
        self._take(replica, dot, purged(row, dot), Step({(key, LIVE): (False,), (key, GONE): (True,)}, replaced))
        self.counts["purged"] += 1

    def redact(self, who: int, key: Key, field: str) -> None:
        """Covers every dot of the field or set that this replica has ever been shown."""
        replica = self.replicas[who]
        covered = {
            dot
            for dot in replica.reached
            for place in self.steps[dot].wrote
            if place[0] == key and place[1].partition("/")[0] == field
        }
        if not covered:
            return
        dot = self._mint(replica)
        record: Key = ("redactions", id_of(str(10_000 + len(self.steps))))
        parts: list[tuple[str, tuple[Raw, ...], tuple[str, ...]]] = [
            ("of_table", (key[0],), ()),
            ("of_id", (key[1],), ()),
            ("of_field", (field,), ()),
            *((f"dots/{dot_text(one)}", (True,), ()) for one in sorted(covered)),
        ]
        wrote: dict[Place, tuple[Raw, ...]] = {(record, name): values for name, values, _ in parts}
        step = Step({**wrote, (record, LIVE): (True,)}, {}, frozenset((key, field, one) for one in covered))
        self._take(replica, dot, written(None, *record, dot, parts), step)
        replica.data = redacted(replica.data)
        self.counts["redacted"] += 1

    # What computers do

    def bring_in(self, who: int, other: Replica, *, by_lines: bool) -> None:
        replica = self.replicas[who]
        if by_lines:
            joined = join_lines(lines_of(replica.data), lines_of(other.data))
            assert encode_file(joined.lines) == bytes_of(join(replica.data, other.data))
            replica.data = dataset_of(joined.lines)
        else:
            replica.data = join(replica.data, other.data)
        replica.reached |= other.reached
        self._count(replica)
        self._keep(replica)

    def publish(self, who: int) -> None:
        self.mailbox.data = join(self.mailbox.data, self.replicas[who].data)
        self.mailbox.reached |= self.replicas[who].reached

    def meet_own_past(self, who: int, at: int) -> None:
        replica = self.replicas[who]
        if not replica.past:
            return
        old, _ = replica.past[at % len(replica.past)]
        before = bytes_of(replica.data)
        replica.data = join(replica.data, old)
        assert bytes_of(replica.data) == before
        self.counts["old states"] += 1

    def restore_backup(self, who: int, at: int) -> None:
        """The disk of last week, and with it a new lease; open forms are lost."""
        replica = self.replicas[who]
        if not replica.past:
            return
        replica.data, replica.reached = replica.past[at % len(replica.past)]
        replica.past = replica.past[: at % len(replica.past) + 1]
        replica.forms = []
        self._lease(replica)
        self.counts["restored"] += 1

    def restart(self, who: int) -> None:
        replica = self.replicas[who]
        data = bytes_of(replica.data)
        replica.data = dataset_of(split(data, verify=True))
        assert bytes_of(replica.data) == data
        self._lease(replica)

    def set_clock(self, who: int, offset: int) -> None:
        self.replicas[who].offset = offset

    def tick(self, millis: int) -> None:
        self.now += millis

    def exchange(self) -> None:
        """Twice through the mailbox: then everybody has everything."""
        for _ in range(2):
            for who in range(len(self.replicas)):
                self.publish(who)
                self.bring_in(who, self.mailbox, by_lines=False)

    # What must hold

    def check(self, replica: Replica) -> None:
        held = {
            ((key, name), dot): values
            for key, row in replica.data.rows.items()
            if key[0] != LOG
            for name, register in row.registers.items()
            for dot, values in register.items()
        }
        expected = self._expected(replica.reached)
        assert {at: tuple(map(canonical, v)) for at, v in held.items()} == {
            at: tuple(map(canonical, v)) for at, v in expected.items()
        }
        assert all(replica.data.context.covers(dot) for _, dot in held)
        assert {key for key in replica.data.rows if key[0] == LOG} == {_log_key(dot) for dot in replica.reached}

    def check_texts(self, replica: Replica) -> None:
        """No byte of a redacted text is left, also not in the log; unless somebody who knew nothing wrote it again."""
        data = bytes_of(replica.data)
        hidden = self._redacted(replica.reached)
        texts: dict[bool, set[bytes]] = {True: set(), False: set()}
        for dot in replica.reached:
            for (key, name), values in self.steps[dot].wrote.items():
                texts[(key, name.partition("/")[0], dot) in hidden].update(map(_token, values))
        assert not any(token + b'"' in data for token in texts[True] - texts[False] if token.startswith(b"text-"))

    def _expected(self, reached: frozenset[Dot]) -> dict[tuple[Place, Dot], tuple[Raw, ...]]:
        gone = {(place, dot) for one in reached for place, dots in self.steps[one].replaced.items() for dot in dots}
        hidden = self._redacted(reached)
        found: dict[tuple[Place, Dot], tuple[Raw, ...]] = {}
        for dot in reached:
            for place, values in self.steps[dot].wrote.items():
                key, name = place
                if (place, dot) in gone:
                    continue
                if (key, name.partition("/")[0], dot) not in hidden:
                    found[place, dot] = values
                elif "/" not in name:
                    found[place, dot] = (None,)
        return found

    def _redacted(self, reached: frozenset[Dot]) -> frozenset[tuple[Key, str, Dot]]:
        return frozenset(one for dot in reached for one in self.steps[dot].redacts)

    # Inside

    def _commit(self, who: int, key: Key, writes: list[tuple[str, tuple[Raw, ...], tuple[str, ...]]]) -> None:
        replica = self.replicas[who]
        dot = self._mint(replica)
        row = replica.row(key)
        wrote: dict[Place, tuple[Raw, ...]] = {(key, name): values for name, values, _ in writes}
        replaced = {(key, name): frozenset(map(parse_dot, seen)) for name, _, seen in writes}
        if (key, LIVE) not in wrote:
            wrote[key, LIVE] = (True,)
            alive = row.registers.get(LIVE, {})
            replaced[key, LIVE] = frozenset(d for d, values in alive.items() if True in values)
        self._take(replica, dot, written(row, *key, dot, writes), Step(wrote, replaced))

    def _take(self, replica: Replica, dot: Dot, row: Row, step: Step) -> None:
        assert dot not in self.steps, "a dot is minted once"
        self.steps[dot] = step
        before = replica.row((row.table, row.id))
        rows = {**replica.data.rows, (row.table, row.id): row, _log_key(dot): _log(dot, before, step)}
        replica.data = redacted(Dataset(META, replica.data.context.with_dot(dot), rows))
        replica.reached |= {dot}
        replica.last = dot.n
        self._keep(replica)

    def _mint(self, replica: Replica) -> Dot:
        now = self.now + replica.offset
        highest = replica.data.context.highest + 1
        n = max(replica.last + 1, now, highest if highest <= now + AHEAD else 0)
        return Dot(n, replica.actor)

    def _lease(self, replica: Replica) -> None:
        self.leases += 1
        replica.actor = f"{replica.actor.partition('~')[0]}~lease{self.leases}"
        replica.last = 0

    def _keep(self, replica: Replica) -> None:
        replica.past.append((replica.data, replica.reached))

    def _count(self, replica: Replica) -> None:
        for key, row in replica.data.rows.items():
            if key not in KEYS:
                continue
            self.counts["conflicts"] += any(row.rivals(name) for name in (*FIELDS, *ELEMENTS))
            alive = row.registers.get(LIVE, {})
            self.counts["delete/edit races"] += is_true(alive) and row.rivals(LIVE) != ()
            self.counts["edits after purge"] += row.gone and is_true(alive)
            numbers = [dot.n for dot in row.dots]
            self.counts["equal clocks"] += len(numbers) != len(set(numbers))


def _token(value: Raw) -> bytes:
    return canonical(value).strip(b'"{}').partition(b'"')[0]


def _log_key(dot: Dot) -> Key:
    from hashlib import sha256

    return LOG, id_of(str(1 + int.from_bytes(sha256(dot_text(dot).encode()).digest()[:15], "big")))


def _log(dot: Dot, before: Row, step: Step) -> Row:
    changes = [
        [*key, name, *_before(before, name)]
        for key, name in step.wrote
        if name not in (LIVE, GONE) and key[0] != "redactions"
    ]
    registers: dict[str, Register] = {
        "at": {dot: ("2010-02-12T09:00:00Z",)},
        "changes": {dot: (Opaque(verbatim(changes)),)},
    }
    return Row(*_log_key(dot), registers)


def _before(row: Row, name: str) -> list[object]:
    return [row.get(name), list(row.seen(name)), list(row.rivals(name))]
