"""Several computers around one shared folder, with clocks and disks that tests can set."""

from __future__ import annotations

import os
from pathlib import Path

from ictwg.domain.author import Author
from ictwg.domain.changes import Edit
from ictwg.domain.clock import Clock
from ictwg.domain.records import Action, Organization
from ictwg.domain.schema import Setting
from ictwg.merge.dots import Dot
from ictwg.merge.rows import Row
from ictwg.store.format import codec, codec_rows
from ictwg.store.local.disk import Disk
from ictwg.store.local.home import Home
from ictwg.store.local.log import Receipt
from ictwg.store.store import Store

START_MS = 1_265_000_000_000


class HandClock(Clock):
    """Stands still; each look at the wall clock is one millisecond later."""

    def __init__(self, ms: int = START_MS) -> None:
        super().__init__()
        self.ms = ms
        self.ran = 0.0

    def now_ms(self) -> int:
        self.ms += 1
        self.ran += 0.001
        return self.ms

    def monotonic(self) -> float:
        return self.ran

    def wait(self, seconds: float) -> None:
        self.ms += int(seconds * 1000)
        self.ran += seconds

    def jump(self, seconds: float) -> None:
        """The wall clock alone."""
        self.ms += int(seconds * 1000)


class Office:
    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.shared = folder / "shared" / "ictwg.json"
        self.shared.parent.mkdir(exist_ok=True)
        self.clock = HandClock()

    def home(self, user: str) -> Home:
        return Home.at(str(self.folder / user))

    def create(self, user: str = "ana") -> Store:
        return Store.create(str(self.shared), home=self.home(user), clock=self.clock, author=Author(user, "desk"))

    def open(self, user: str = "ana", *, disk: Disk | None = None, path: str = "", binding: str = "") -> Store:
        return Store.open(
            path or str(self.shared),
            home=self.home(user),
            clock=self.clock,
            author=Author(user, "desk"),
            disk=disk,
            binding=binding,
        )

    def files(self) -> list[Path]:
        return sorted(path for path in self.folder.rglob("*") if path.is_file())

    def holding(self, text: str) -> list[Path]:
        """The files in which these bytes stand."""
        return [path for path in self.files() if text.encode() in path.read_bytes()]


def memory() -> str | None:
    """A folder in memory, where there is one: whoever is killed by a signal leaves the same there as on a disk."""
    return "/dev/shm" if os.access("/dev/shm", os.W_OK) else None  # noqa: S108 - folders of random names in it


def killed(store: Store) -> None:
    """As if its program were gone: the lease is free, and the journals are as they were."""
    store.local.mint.close()


def add_action(store: Store, text: str, *settings: Setting, group: str = "") -> str:
    id = store.new_id()
    changes = Edit("verbs.added", text).create(Action, id, Action.text(text), *settings).done()
    store.commit(changes._replace(group=group))
    return id


def add_organization(store: Store, name: str) -> str:
    id = store.new_id()
    store.commit(Edit("verbs.added", name).create(Organization, id, Organization.name(name)).done())
    return id


def set_action(store: Store, id: str, *settings: Setting) -> Receipt:
    return store.commit(Edit("verbs.changed", "").update(action(store, id), *settings).done())


def action(store: Store, id: str) -> Action:
    found = store.get(Action, id)
    assert found is not None
    return found


def texts(store: Store) -> list[str]:
    return sorted(action.text for action in store.all(Action))


def told(store: Store) -> list[str]:
    """The texts, as they are now, of the actions that the history tells of, the newest transaction first."""
    places = [place for entry in store.history.log() for place in entry.told_of]
    return [one.text for table, id in places if table == Action.TABLE and (one := store.get(Action, id)) is not None]


def with_untold(shared: Path, copy: Path, text: str, instead: str) -> None:
    """A copy of the file in which an action reads otherwise under a number of its author's that no log tells of."""
    data = shared.read_bytes()
    lines = codec.split(data, verify=True).copy()
    key, line = next((key, line) for key, line in lines.tables["actions"].items() if text.encode() in line)
    row = codec_rows.decode_row("actions", key, line)
    newest = max(row.dots)
    untold = next(n for n in range(newest.n - 1, 0, -1) if str(n).encode() not in data)  # they count milliseconds
    registers = {**row.registers, Action.text.name: {Dot(untold, newest.actor): (instead,)}}
    lines.tables["actions"][key] = codec_rows.encode_row(Row("actions", row.id, registers, row.loose))
    copy.write_bytes(codec.encode_file(lines))


def folded(store: Store) -> Path:
    with store.local.replica.lock as lock:
        lock.acquire()
        store.local.fold()
    return Path(store.local.replica.path)


Image = dict[Path, bytes]


def image_of(folder: Path) -> Image:
    return {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def put_back(folder: Path, image: Image) -> None:
    """In place, as an image of the disk does it: the files that are there keep their inodes, leases and all."""
    for path in sorted(folder.rglob("*"), reverse=True):
        if path.is_file() and path not in image:
            path.unlink()
    for path, content in image.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        if path.exists() and path.stat().st_nlink > 1:  # the other name holds something else
            path.unlink()
        with path.open("r+b" if path.exists() else "wb") as file:
            file.truncate()
            file.write(content)


class OutOfReach:
    """The share, while nobody here reaches it."""

    def __init__(self, office: Office) -> None:
        self.folder = office.shared.parent
        self.away = self.folder.with_name("away")

    def __enter__(self) -> None:
        self.folder.rename(self.away)

    def __exit__(self, *_: object) -> None:
        self.away.rename(self.folder)
