"""A week in an office whose computers lose power, whose disks refuse, and whose sync program is late.

Each computer has a disk that loses what was not synced (`tests.store.power`). People add, edit, leave forms open,
delete, undo, redact; programs share, fold, compact, start and end, two at a time; clocks jump. Any call to a disk may
be refused or be the last before a power cut. A step draws from its own seed, so that a failing week can be made
shorter by leaving steps out.

At the end the power stays on, all is synced and shared until nothing moves, and every edit that was acknowledged is on
every computer, unless somebody who had seen it wrote over it: the judge knows that from the edits alone, by their dots.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from random import Random
from typing import Any, NamedTuple
from unittest import mock

from tests.store.faults import Killed
from tests.store.office import START_MS, HandClock, memory
from tests.store.power import File, Platter, PowerDisk, Write
from tests.store.sync_world import MAIN, STYLES, Computer, World

from ictwg.domain.author import Author
from ictwg.domain.changes import Changes, Edit
from ictwg.domain.records import Action, Organization
from ictwg.errors import IctwgError, NotFoundError, NotReadyError
from ictwg.store.format import codec
from ictwg.store.local import leases
from ictwg.store.local.atomic import STALE_AFTER
from ictwg.store.local.disk import answering
from ictwg.store.local.home import Home
from ictwg.store.local.log import Receipt
from ictwg.store.store import Store

FIELDS = ("text", "waiting_on", "evidence")
SECRET = "confidential"  # noqa: S105 - a text that is redacted
ROUNDS = 40
LONG = 3 * 366 * 86_400.0
Key = tuple[str, str]
Rows = dict[str, dict[str, tuple[str, ...]]]


class Done:
    """One transaction that somebody tried: what it wrote in which field, over which dots that were shown.

    `dot` is known once it was acknowledged, or where it was seen later on.
    """

    def __init__(self, what: str) -> None:
        self.what = what
        self.dot = ""
        self.saved = False
        self.values: dict[Key, Any] = {}
        self.saw: dict[Key, tuple[str, ...]] = {}
        self.removed: dict[str, frozenset[str]] = {}


class Week(NamedTuple):
    """What came of it."""

    edits: int
    cuts: int
    refused: int
    vanished: int
    lost: tuple[str, ...]


class Device(Computer):
    """A computer whose disk loses what is not synced."""

    disk: PowerDisk  # type: ignore[assignment]

    def __init__(self, root: Path, user: str, clock: HandClock) -> None:
        super().__init__(root, user, clock)
        place = root / user
        self.run = root / f"{user}-run"  # in memory, as on most systems
        self.home = Home(str(place / "home" / "data"), str(place / "home" / "config"), str(self.run))
        self.platter = Platter(str(place))
        self.ticks = 0
        self.random = Random(0)
        self.starts = 0
        self.forms: list[Action] = []
        self._power_on()

    def _power_on(self) -> None:
        self.disk = PowerDisk(self.platter, self._now)
        self.disk.random = self.random

    def _now(self) -> int:
        self.ticks += 1
        return self.clock.ms * 1_000_000 + self.ticks

    def ended(self, *, power: bool) -> None:
        """Its programs were killed; where the power went, its disk has lost what was not synced."""
        self.disk.power_off()
        if self.store is not None:
            _let_go(self.store)
        self.store = None
        self.forms = []
        if power:
            self.starts += 1
            self.platter.cut(self.random)
            if self.random.random() < 0.7:
                shutil.rmtree(self.run, ignore_errors=True)
        else:  # the system goes on and writes all of it; see `power_cuts` for what happens where it has no time to
            self.platter.settle()
        self._power_on()

    def copies(self) -> dict[str, bytes]:
        return {name: data for name, data in super().files().items() if name != MAIN}

    def files(self) -> dict[str, bytes]:
        """The archive too."""
        return {**super().files(), **{path.name: path.read_bytes() for path in self.folder.glob("*(ictwg archive)*")}}

    def put(self, name: str, content: bytes | None) -> None:
        """As the sync program does it: it mostly syncs what it has written."""
        path = self.folder / name
        file = None
        if content is not None:
            temp = self.folder / ".syncthing.tmp"
            temp.write_bytes(content)
            self._dated(temp)
            temp.replace(path)
            file = self.platter.files[path.stat().st_ino] = File(b"", [Write(0, content)])
            self.platter.enter(str(path), path.stat().st_ino)
        elif path.exists():
            path.unlink()
            self.platter.enter(str(path), 0)
        self._dated(self.folder)
        if self.random.random() < 0.7:
            if file is not None:
                file.sync()
            self.platter.sync_folder(str(self.folder))

    def _dated(self, path: Path) -> None:
        now = self._now()
        os.utime(path, ns=(now, now))


class Clocks(HandClock):
    """All of them: time passes everywhere."""

    def __init__(self, ms: int) -> None:
        super().__init__(ms)
        self.all: list[HandClock] = []

    def wait(self, seconds: float) -> None:
        super().wait(seconds)
        for clock in self.all:
            clock.wait(seconds)


class OfficeWeek(World):
    """Args: see `World`; `faults` is how often something goes wrong."""

    computers: list[Device]  # type: ignore[assignment]

    def __init__(self, root: Path, seed: int, style: str, computers: int = 5, faults: float = 1.0) -> None:
        self.seed = seed
        self.faults = 0.0
        self.done: list[Done] = []
        self.seen: dict[tuple[Key, str], Any] = {}
        self.unsure: set[str] = set()
        self.secrets: dict[str, bool] = {}
        self.cuts = self.refused = self.vanished = 0
        self.told: list[str] = []
        self.clocks = Clocks(START_MS)
        super().__init__(root, seed, style, computers)
        self.clock = self.clocks
        self.faults = faults

    def _computer(self, root: Path, user: str) -> Device:
        clock = HandClock(START_MS + self.random.randrange(-3_600_000, 3_600_000))
        self.clocks.all.append(clock)
        return Device(root, user, clock)

    def _begin(self) -> None:
        self.clock = self.clocks
        first = self.computers[0]
        author = Author(first.user, f"{first.user}-laptop")
        for device in self.computers:
            device.random = device.disk.random = self.random
        first.store = Store.create(str(first.main), home=first.home, clock=first.clock, author=author, disk=first.disk)
        for _ in range(3):
            self._create(first)
        self._share(first)
        for device in self.computers:
            self._sync_whole(first)
            self._sync_whole(device)
            device.opened()
        if self.seed % 4 == 0:
            self.clock.wait(LONG)  # so that compacting finds something

    # The steps

    def work(self, steps: Sequence[int]) -> Week:
        for step in steps:
            random = self.random = Random(f"{self.seed} {step}")
            for one in self.computers:
                one.random = one.disk.random = random
            device = random.choice(self.computers)
            self.clock.wait(random.choice((0.1, 1, 4, 4, 20, 20, 600)))
            self.told.append(self._one(step, device))
        lost = tuple(self._ended())
        return Week(self.edits, self.cuts, self.refused, self.vanished, lost)

    def _one(self, step: int, device: Device) -> str:
        random, disk = self.random, device.disk
        (doing,) = random.choices(list(_DOING), list(_DOING.values()))
        if random.random() < 0.12 * self.faults:
            disk.cut_in = random.randrange(1, random.choice((6, 20, 60)))
        if random.random() < 0.12 * self.faults:
            disk.refuses = random.choice((0.05, 0.2, 0.5))
        came = ""
        try:
            getattr(self, doing)(device)
        except Killed:
            came = self._cut(device, power=random.random() < 0.8)
        except IctwgError as error:
            self.refused += 1
            came = f"refused: {error.message}"
        device.disk.cut_in, device.disk.refuses = 0, 0.0
        if not came and random.random() < 0.05 * self.faults:
            came = self._cut(device, power=True) + " afterwards"
        return f"{step}: {device.user} {doing} {came}"

    def _cut(self, device: Device, *, power: bool) -> str:
        self.cuts += power
        device.ended(power=power)
        return "power cut" if power else "killed"

    def _create(self, device: Device) -> None:
        """A record and another, in one transaction."""
        store = device.opened()
        id, beside = store.new_id(), store.new_id()
        done = self._trying(f"{device.user} creates", {(id, "text"): ()})
        value = done.values[id, "text"]
        edit = Edit("verbs.created", value).create(Action, id, Action.text(value))
        if self.random.random() < 0.3:
            edit = edit.create(Organization, beside, Organization.name(value))
        self._saved(done, store.commit(edit.done()))

    def _edit(self, device: Device) -> None:  # type: ignore[override]
        self._write(device.opened(), device.user, self._chosen(device))

    def _command(self, device: Device) -> None:
        """Another program on the same computer, which ends at once."""
        device.opened()
        author = Author(device.user, f"{device.user}-laptop")
        other = Store.open(str(device.main), home=device.home, clock=device.clock, author=author, disk=device.disk)
        try:
            other.sync.catch_up()
            if records := other.all(Action):
                self._write(other, f"{device.user}'s command", self.random.choice(records))
            other.sync.share()
            other.close()
        finally:
            _let_go(other)

    def _open_form(self, device: Device) -> None:
        device.forms.append(self._chosen(device))

    def _save_form(self, device: Device) -> None:
        """As it was when the form was opened, whatever was merged since."""
        if device.forms:
            shown = device.forms.pop(self.random.randrange(len(device.forms)))
            self._write(device.opened(), device.user, shown)

    def _write(self, store: Store, who: str, record: Action) -> None:
        fields = self.random.sample(FIELDS, self.random.choice((1, 1, 2)))
        if record.id in self.secrets:
            fields = [field for field in fields if field != "text"] or ["evidence"]
        done = self._trying(f"{who} writes", {(record.id, name): self._shown(record, name) for name in fields})
        settings = [getattr(Action, name)(done.values[record.id, name]) for name in fields]
        self._saved(done, store.commit(Edit("verbs.changed", "").update(record, *settings).done()))

    def _delete(self, device: Device) -> None:
        record = self._chosen(device)
        done = self._trying(f"{device.user} deletes", {})
        done.removed[record.id] = frozenset(dot for name in FIELDS for dot in self._shown(record, name))
        self._saved(done, device.opened().commit(Edit("verbs.removed", "").remove(record).done()))

    def _undo(self, device: Device) -> None:
        store = device.opened()
        store.refresh()
        before, shown = self._rows(store), {one.id for one in store.all(Action)}
        back = store.history.undo if self.random.random() < 0.7 else store.history.redo
        done = self._trying(f"{device.user} {back.__name__}s", {})
        sure = set(self.unsure)

        def look(changes: Changes) -> None:
            self.unsure.update(write.id for write in changes.writes)  # unless it is acknowledged

        try:
            receipt = back(look)
        except NotFoundError:
            return
        self.unsure = sure
        after = self._rows(store)
        gone = shown - {one.id for one in store.all(Action)}
        for id in {**before, **after}:
            old, new = before.get(id, {}), after.get(id, {})
            for name in FIELDS:
                if receipt.dot in new.get(name, ()):
                    done.values[id, name] = None
                    done.saw[id, name] = tuple(sorted({*old.get(name, ())} - {*new[name]}))
            if id in gone:
                done.removed[id] = frozenset(dot for dots in old.values() for dot in dots)
        self._saved(done, receipt)

    def _redact(self, device: Device) -> None:
        """The text of a record that nobody else writes."""
        store = device.opened()
        secret = next((id for id, ended in self.secrets.items() if not ended and store.get(Action, id)), None)
        if secret is None:
            id = store.new_id()
            self.secrets[id] = False
            store.commit(Edit("verbs.created", "").create(Action, id, Action.text(f"{SECRET} {id}")).done())
        elif (record := store.get(Action, secret)) is not None and record.text.startswith(SECRET):
            store.maintenance.redact(record, Action.text, "agreed")
            self.secrets[secret] = True

    def _fold(self, device: Device) -> None:
        local = device.opened().local
        with answering(), local.replica.lock as lock:
            if lock.acquire():
                local.fold()

    def _compact(self, device: Device) -> None:
        device.opened().maintenance.compact(device.clock.today())

    def _jump(self, device: Device) -> None:
        device.clock.jump(self.random.choice((-86_400, -3_600, 900, 7_200, 86_400, 40 * 86_400)))

    def _restart(self, device: Device) -> None:
        device.reopen()
        device.forms = []
        device.opened().sync.catch_up()

    # What they do it with

    def _chosen(self, device: Device) -> Action:
        records = device.opened().all(Action)
        if not records:
            raise IctwgError("nothing there")
        return self.random.choice(records[:4] if self.random.random() < 0.5 else records)

    def _trying(self, what: str, writes: dict[Key, tuple[str, ...]]) -> Done:
        self.edits += 1
        done = Done(f"{what} {self.edits}")
        done.values = dict.fromkeys(writes, f"e{self.edits} {what}")
        done.saw = writes
        self.done.append(done)
        return done

    def _saved(self, done: Done, receipt: Receipt) -> None:
        done.dot, done.saved = receipt.dot, True

    def _shown(self, record: Action, name: str) -> tuple[str, ...]:
        dots = record.row.seen(name)
        values = (record.row.get(name), *record.row.rivals(name))
        self.seen |= {((record.id, name), dot): value for dot, value in zip(dots, values, strict=False)}
        return dots

    def _rows(self, store: Store) -> Rows:
        return {one.id: {name: self._shown(one, name) for name in FIELDS} for one in self._everything(store)}

    # The end

    def _ended(self) -> Iterator[str]:
        self.random = Random(f"{self.seed} end")
        for device in self.computers:
            device.random = device.disk.random = self.random
            device.reopen()
        self._settle()
        self._answered()
        rounds = self._settle()
        if rounds == ROUNDS:
            yield "it never ends"
        for device in self.computers:
            device.reopen()
        stores = [device.opened() for device in self.computers]
        for record in [record for store in stores for record in self._everything(store)]:
            for name in FIELDS:
                self._shown(record, name)
        self._recognise({entry.dot for store in stores for entry in store.history.log()})
        files = {device.user: device.main.read_bytes() for device in self.computers}
        yield from (f"{who} has another file" for who, data in files.items() if data != files[self.computers[0].user])
        for device, store in zip(self.computers, stores, strict=True):
            yield from (f"{device.user}: {wrong}" for wrong in self._wrong(store))
            yield from (f"{device.user} has {name} left" for name, data in device.copies().items() if _is_whole(data))
        yield from self._unseen()
        yield from self._readable()

    def _answered(self) -> None:
        """People answer what they are asked, and repair what the check tells of an archive that came in half."""
        for device in self.computers:
            store = device.opened()
            if store.sync.held():
                store.sync.answer_held(keep=True)
            if store.sync.restored():
                store.sync.answer_restored(keep=True)
            if any(finding.message == "check.not_readable" for finding in store.maintenance.check()):
                store.maintenance.repair()

    def _everything(self, store: Store) -> list[Action]:
        trash = [record for record in store.history.trash() if isinstance(record, Action)]
        return [*store.all(Action), *trash]

    def _recognise(self, log: set[str]) -> None:
        """Edits that were not acknowledged and are there all the same.

        One that a killed program had written and not synced may have been shown, and be gone after a power cut.
        """
        self.dots = {done.dot: done for done in self.done if done.dot}
        by_value = {(key, value): done for done in self.done for key, value in done.values.items() if value is not None}
        for (key, dot), value in self.seen.items():
            if dot not in self.dots and (found := by_value.get((key, value))) is not None:
                self.dots[dot] = found
                found.dot = found.dot or dot
        self.there = [done for done in self.done if done.saved or done.dot in log]
        self.vanished = sum(bool(done.dot) for done in self.done) - len(self.there)

    def _live(self) -> dict[Key, set[Done]]:
        live: dict[Key, set[Done]] = {}
        for done in self.there:
            for key in done.values:
                live.setdefault(key, set()).add(done)
        for done in self.there:
            for key, dots in done.saw.items():
                live[key] -= {self.dots[dot] for dot in dots if dot in self.dots and self.dots[dot] is not done}
        return live

    def _wrong(self, store: Store) -> Iterator[str]:
        everything = {record.id: record for record in self._everything(store)}
        shown = {record.id for record in store.all(Action)}
        removals = [done for done in self.done if done.removed]
        for (id, name), expected in self._live().items():
            if id in self.unsure or (id in self.secrets and name == "text"):
                continue
            record = everything.get(id)
            found = set() if record is None else {self.dots.get(dot) for dot in record.row.seen(name)}
            if found != expected:
                told = [sorted(one.what if one else "?" for one in some) for some in (found, expected)]
                yield f"{id} {name}: {told[0]} instead of {told[1]}"
            for done in expected - {None} if id not in shown else ():
                if not any(done.dot in one.removed.get(id, ()) for one in removals):
                    yield f"{id} is deleted, which nobody did who had seen “{done.what}”"
        log = {entry.dot for entry in store.history.log()}
        yield from (f"not in the log: {done.what}" for done in self.done if done.saved and done.dot not in log)
        texts = Counter(record.text for record in everything.values())
        halves = (
            {one.name for one in store.all(Organization)} - {*texts} - {v for d in self.done for v in d.values.values()}
        )
        yield from (f"half a transaction: {name}" for name in halves)
        yield from (f"check: {finding.kind} {finding.message}" for finding in store.maintenance.check())

    def _readable(self) -> Iterator[str]:
        """Redacted texts that are still in some file, once what a crash had left half written was swept away."""
        redacted = [f"{SECRET} {id}".encode() for id, ended in self.secrets.items() if ended]
        if redacted:
            self.clock.wait(2 * STALE_AFTER)
            for device in self.computers:
                device.reopen()
                self._create(device)
                self._share(device)
            self._settle()
        for device in self.computers if redacted else ():
            paths = [Path(folder, name) for folder, _, names in os.walk(device.platter.root) for name in names]
            torn = {device.folder / name for name, data in device.copies().items() if not _is_whole(data)}
            contents = {path: path.read_bytes() for path in paths if path not in torn}
            yield from (f"{one!r} is in {path}" for path, data in contents.items() for one in redacted if one in data)

    def _unseen(self) -> Iterator[str]:
        """Nothing is there that nobody wrote."""
        yield from (
            f"nobody wrote {value!r} in {key}"
            for (key, dot), value in self.seen.items()
            if dot not in self.dots and key[0] not in self.unsure and key[0] not in self.secrets
        )


_DOING = {
    "_edit": 20, "_create": 10, "_open_form": 6, "_save_form": 8, "_delete": 3, "_undo": 6, "_redact": 2, "_fold": 3,
    "_compact": 1, "_share": 22, "_sync_some": 22, "_misfortune": 5, "_jump": 1, "_restart": 5, "_command": 5,
}  # fmt: skip


class Failed(NamedTuple):
    """A week in which something was wrong, and the fewest steps that show it."""

    seed: int
    wrong: tuple[str, ...]
    script: tuple[str, ...]


def week(seed: int, steps: Sequence[int], *, computers: int = 5) -> tuple[Week, list[str]]:
    """One week, in a folder of its own in memory."""
    style = tuple(STYLES)[seed % len(STYLES)]
    root = Path(tempfile.mkdtemp(dir=memory()))
    world: OfficeWeek | None = None
    try:
        with _seeded(seed) as drawing:
            world = OfficeWeek(root, seed, style, computers)
            drawing(world)
            return world.work(steps), world.told
    except Exception as error:  # noqa: BLE001 - whatever it is, it is told with its seed
        where = f"{type(error).__name__}: {error} in {_place(error)}"
        return Week(0, 0, 0, 0, (where,)), world.told if world else []
    finally:
        shutil.rmtree(root)


def _let_go(store: Store) -> None:
    """Of what the system holds for a program no longer than it runs."""
    store.local.replica.lock.release()
    lease = None if store.local._mint is None else store.local._mint._lease
    if lease is not None:
        lease.release()


def _is_whole(data: bytes) -> bool:
    """Whether it is a file of ours; what a power cut has left of one stays where it is."""
    try:
        return codec.split(data, verify=True).digest_ok is True
    except NotReadyError:
        return False


def _place(error: BaseException) -> str:
    trace = error.__traceback__
    names = []
    while trace is not None:
        names.append(f"{Path(trace.tb_frame.f_code.co_filename).name}:{trace.tb_lineno}")
        trace = trace.tb_next
    return " ".join(names[-16:])


@contextmanager
def _seeded(seed: int) -> Iterator[Any]:
    """No chance but the seed's: names, ids, the start of the computer."""
    first = Random(seed)
    world: list[OfficeWeek] = []

    def drawn(size: int) -> bytes:
        return (world[0].random if world else first).randbytes(size)

    def boot_id() -> str:
        return f"boot {sum(one.starts for one in world[0].computers)}" if world else "boot"

    with mock.patch.object(os, "urandom", drawn), mock.patch.object(leases, "boot_id", boot_id):
        yield world.append


def shortest(seed: int, steps: Sequence[int], *, computers: int = 5) -> Failed | None:
    """Leaves out as many steps as may be while something is still wrong."""
    found, told = week(seed, steps, computers=computers)
    if not found.lost:
        return None
    size = len(steps) // 2
    while size:
        for start in range(len(steps) - size, -1, -size):
            fewer = [*steps[:start], *steps[start + size :]]
            again, script = week(seed, fewer, computers=computers)
            if again.lost:
                steps, found, told = fewer, again, script
        size //= 2
    return Failed(seed, found.lost, tuple(told))
