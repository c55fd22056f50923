"""Two programs that edit one group at the same time while a sync client carries their files; and what must come of it.

    python -m tests.store.together SHARED HOME NAME SEED SECONDS EVERY

A writer says each edit in a line of JSON with what it saw in the field: a value is live in the end unless somebody who
had seen it wrote over it. From all edits together the judge knows every live value, without asking the store.
It goes on sharing until its input ends.
"""

from __future__ import annotations

import json
import select
import subprocess
import sys
import time
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from random import Random
from threading import Thread
from typing import NamedTuple

from tests.store.office import action, add_action
from tests.store.syncthing_nodes import Pair

from ictwg.domain.author import Author
from ictwg.domain.changes import Edit
from ictwg.domain.clock import Clock
from ictwg.domain.records import Action
from ictwg.store.local.home import Home
from ictwg.store.store import Store

ROOT = Path(__file__).parents[2]
HOT = 4  # the first records: both write to them again and again
FIELDS = ("text", "waiting_on", "evidence")
LEAST = 20
"""Edits of each, however slow the computer is."""
SHARES_EVERY = 1.5
QUIET = 3.0
NEW, SAME = 0.4, 0.3


class Told(NamedTuple):
    """One edit: in which field of which record, what was written, and what its author saw there."""

    id: str
    field: str
    value: str
    saw: tuple[str, ...]


class Judged(NamedTuple):
    """What came of it.

    Attributes:
        edits: All that were acknowledged.
        same: Those in fields that both have written.
        conflicts: Fields with several live values, by the edits alone.
        wrong: What does not hold, in words.
    """

    edits: int
    same: int
    conflicts: int
    wrong: tuple[str, ...]


# The writer


def write(path: str, home: str, name: str, seed: int, seconds: float, every: float) -> None:
    random = Random(seed)
    store = Store.open(path, home=Home.at(home), clock=Clock(), author=Author(name, "desk"))
    end = time.monotonic() + seconds
    shared = 0.0
    number = 0
    while True:
        now = time.monotonic()
        if now - shared > SHARES_EVERY:
            store.sync.share()
            shared = now
        if now < end or number < LEAST:
            number += 1
            told = _edited(store, random, f"{name} {number}")
            print(json.dumps(told), flush=True)
        if select.select([sys.stdin], [], [], random.uniform(0.5, 1.5) * every)[0]:
            break
    store.close()


def _edited(store: Store, random: Random, value: str) -> Told:
    chance = random.random()
    records = store.all(Action)
    if chance < NEW:
        return Told(add_action(store, value), "text", value, ())
    record = random.choice(records[:HOT] if chance < NEW + SAME else records)
    field = random.choice(FIELDS)
    saw = _values(record, field)
    store.commit(Edit("verbs.changed", "").update(action(store, record.id), getattr(Action, field)(value)).done())
    return Told(record.id, field, value, saw)


def _values(record: Action, field: str) -> tuple[str, ...]:
    """What stands in a field, the losing answers too."""
    found = [getattr(record, field), *record.row.rivals(field)]
    return tuple(sorted({value for value in found if isinstance(value, str) and value}))


# The judge


def start(shared: Path, home: Path, name: str, seed: int, seconds: float, every: float) -> subprocess.Popen[str]:
    words = [
        sys.executable,
        "-m",
        "tests.store.together",
        str(shared),
        str(home),
        name,
        *map(str, (seed, seconds, every)),
    ]
    return subprocess.Popen(words, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=ROOT)


def live(edits: Iterable[Told]) -> dict[tuple[str, str], set[str]]:
    """Of every field the values that nobody who had seen them has written over."""
    written: dict[tuple[str, str], set[str]] = {}
    replaced: set[tuple[str, str, str]] = set()
    for edit in edits:
        written.setdefault((edit.id, edit.field), set()).add(edit.value)
        replaced |= {(edit.id, edit.field, value) for value in edit.saw}
    return {key: {value for value in values if (*key, value) not in replaced} for key, values in written.items()}


def judge(edits: list[list[Told]], stores: list[Store]) -> Judged:
    """What both computers hold, against what the edits say."""
    everything = [edit for own in edits for edit in own]
    expected = live(everything)
    keys = [{(edit.id, edit.field) for edit in own} for own in edits]
    same = sum((edit.id, edit.field) in keys[0] & keys[1] for edit in everything)
    wrong = []
    for number, store in enumerate(stores):
        for (id, field), values in expected.items():
            record = store.get(Action, id)
            found = set() if record is None else set(_values(record, field))
            if found != values:
                wrong.append(f"computer {number}, {field}: {sorted(found)} instead of {sorted(values)}")
        logged = sum(
            entry.verb in ("verbs.added", "verbs.changed") and entry.user != "h" for entry in store.history.log()
        )
        if logged < len(everything):
            wrong.append(f"computer {number}: {logged} transactions of {len(everything)}")
        wrong += [f"computer {number}, check: {finding}" for finding in store.maintenance.check()[:3]]
    return Judged(len(everything), same, sum(len(values) > 1 for values in expected.values()), tuple(wrong))


# Two computers with a client between them


def together(pair: Pair, folder: Path, *, seconds: float, every: float, settles_within: float, seed: int = 1) -> Judged:
    """Both edit for so long; a node is stopped for a third of the time; then all must become quiet."""
    one, two = (node.shared / "group.json" for node in pair.nodes)
    _found(one, folder / "home-one")
    _wait_for(two)
    paths = ((one, folder / "home-one", "ana"), (two, folder / "home-two", "rui"))
    writers = [start(path, home, name, seed + n, seconds, every) for n, (path, home, name) in enumerate(paths)]
    edits: list[list[Told]] = [[], []]
    readers = [Thread(target=_listen, args=(writer, own)) for writer, own in zip(writers, edits, strict=True)]
    for reader in readers:
        reader.start()
    time.sleep(seconds / 3)
    pair.nodes[1].stop()
    time.sleep(seconds / 3)
    pair.nodes[1].start()
    time.sleep(seconds / 3)
    settled = _quiet(pair, settles_within)
    for writer in writers:
        assert writer.stdin is not None
        writer.stdin.close()
    for writer, reader in zip(writers, readers, strict=True):
        reader.join(60)
        writer.wait(60)
        assert writer.stdout is not None
        writer.stdout.close()
    judged = judge(edits, [_open(path, home, name) for path, home, name in paths])
    wrong = [f"a writer ended with {writer.returncode}" for writer in writers if writer.returncode]
    wrong += [] if settled else [f"not quiet after {settles_within:g} s"]
    wrong += [] if one.read_bytes() == two.read_bytes() else ["the two files differ"]
    wrong += [f"left: {name}" for node in pair.nodes for name in _held(node.shared) if name != one.name]
    return judged._replace(wrong=(*judged.wrong, *wrong))


def _found(path: Path, home: Path) -> None:
    """A group with the records that both will write to."""
    author = Author("h", "desk")
    store = Store.create(str(path), home=Home.at(str(home)), clock=Clock(), author=author)
    for number in range(HOT):
        add_action(store, f"hot {number}")
    store.sync.share()
    store.close()


def _wait_for(path: Path) -> None:
    end = time.monotonic() + 60
    while not path.exists():
        assert time.monotonic() < end, "the file never came to the other node"
        time.sleep(0.1)


def _open(path: Path, home: Path, name: str) -> Store:
    return Store.open(str(path), home=Home.at(str(home)), clock=Clock(), author=Author(name, "desk"))


def _listen(writer: subprocess.Popen[str], own: list[Told]) -> None:
    assert writer.stdout is not None
    for line in writer.stdout:
        id, field, value, saw = json.loads(line)
        own.append(Told(id, field, value, tuple(saw)))


def _quiet(pair: Pair, within: float) -> bool:
    """Whether both files were the same and alone for a while, within this time."""
    end, since = time.monotonic() + within, time.monotonic()
    before: object = None
    while time.monotonic() < end:
        now = [_held(node.shared) for node in pair.nodes]
        if now != before or now[0] != now[1] or len(now[0]) != 1 or not pair.wait_for(0):
            before, since = now, time.monotonic()
        elif time.monotonic() - since > QUIET:
            return True
        time.sleep(0.5)
    return False


def _held(folder: Path) -> dict[str, bytes]:
    """The files of a folder, but for what the client keeps there for itself for a day."""
    held = {}
    for path in folder.iterdir():
        if path.is_file() and not path.name.startswith(".syncthing."):
            with suppress(FileNotFoundError):
                held[path.name] = path.read_bytes()
    return held


if __name__ == "__main__":
    path, home, name, seed, seconds, every = sys.argv[1:]
    write(path, home, name, int(seed), float(seconds), float(every))
