"""A disk that refuses one call or all from some call on: what a program is told then, and what is there afterwards."""

from __future__ import annotations

import errno
import os
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from tests.store.faults import FaultyDisk
from tests.store.office import Office, add_action, texts

from ictwg.errors import IctwgError
from ictwg.store.format import codec
from ictwg.store.store import Store
from ictwg.store.sync.reports import Outcome, ShareReport

CODES = (
    errno.ENOSPC, errno.EDQUOT, errno.EIO, errno.EACCES, errno.EROFS, errno.EMFILE, errno.ESTALE, errno.EXDEV
)  # fmt: skip
COPY = "ictwg.sync-conflict-20100212-104200-ABCDEFG.json"
TEXTS = ("third", "fourth", "fifth")


class Refused(NamedTuple):
    """One trial: at which call, by which error, and what does not hold."""

    call: str
    at: int
    code: str
    forever: bool
    wrong: tuple[str, ...]


def prepared(folder: Path) -> Office:
    """Ana's copy with one unshared edit; Rui has shared another, and a second copy holds a third."""
    office = Office(folder)
    ana = office.create()
    add_action(ana, "first")
    ana.sync.share()
    rui = office.open("rui")
    add_action(rui, "from Rui")
    rui.sync.share()
    shared = office.shared.read_bytes()
    add_action(rui, "in the copy")
    rui.sync.share()
    rui.close()
    office.shared.rename(office.shared.with_name(COPY))
    office.shared.write_bytes(shared)
    shutil.rmtree(folder / "rui")
    add_action(ana, "second")
    ana.close()
    return office


def calls_of(folder: Path) -> list[str]:
    """The calls of a run that nobody disturbs."""
    disk = FaultyDisk(reading=True)
    _worked(prepared(folder), disk, set())
    return disk.trace


def refused(folder: Path, at: int, code: int, *, forever: bool) -> Refused:
    """The same run with a refusal at one call."""
    office = prepared(folder)
    before = office.shared.read_bytes()
    disk = FaultyDisk(at, code, forever=forever, reading=True)
    saved = {"first", "second"}
    try:
        store, wrong = _worked(office, disk, saved)
        disk.armed = False
        wrong += _afterwards(office, store, saved, before)
    except OSError as error:  # a person would see a trace of the program
        wrong = [f"not told in words: {error!r}"]
    except (IctwgError, AssertionError) as error:
        wrong = [f"{type(error).__name__}: {error}"]
    call = disk.trace[at - 1] if at <= len(disk.trace) else "none"
    return Refused(call, at, errno.errorcode[code], forever, tuple(wrong))


def _worked(office: Office, disk: FaultyDisk, saved: set[str]) -> tuple[Store | None, list[str]]:
    """A day's work; each refusal is told in one message, and the program goes on."""
    wrong: list[str] = []
    try:
        store = office.open(disk=disk)
    except IctwgError as error:
        return None, _untold(error)
    for text in TEXTS:
        for name, work in _steps(store, text):
            try:
                done = work()
            except IctwgError as error:
                wrong += _untold(error)
                continue
            if name == "edit":
                saved.add(text)
            if isinstance(done, ShareReport) and done.outcome is not Outcome.SHARED and not done.problem:
                wrong.append(f"{done.outcome} without a word")
    found = set(texts(store))
    wrong += [f"shown as saved: {text}" for text in found - saved - {"from Rui", "in the copy"}]
    wrong += [f"no longer shown: {text}" for text in saved - found]
    return store, wrong


def _steps(store: Store, text: str) -> tuple[tuple[str, Callable[[], object]], ...]:
    """An edit, and what the program does by itself."""
    return (
        ("edit", lambda: add_action(store, text)),
        ("share", store.sync.share),
        ("look", store.sync.catch_up),
        ("refresh", store.refresh),
        ("status", store.sync.status),
    )


def _untold(error: IctwgError) -> list[str]:
    """A message and what to do about it; the reason in the system's words, not a number."""
    return [] if error.message and error.hint and "None" not in error.message else [f"said only: {error!r}"]


def _afterwards(office: Office, store: Store | None, saved: set[str], before: bytes) -> list[str]:
    """The disk works again."""
    store = store or office.open()
    add_action(store, "after")
    outcome = _shared(office, store)
    office.clock.wait(20)  # until the folder is looked at again
    store.sync.share()
    wrong = [] if outcome is Outcome.SHARED else [f"not shared afterwards: {outcome}"]
    now = office.shared.read_bytes()
    if now != before and not codec.split(now, verify=True).digest_ok:
        wrong.append("the shared file is damaged")
    wrong += [f"check: {finding}" for finding in store.maintenance.check()]
    if store.sync.status().pending or store.sync.status().unreachable_since:
        wrong.append("healed, and not said so")
    store.close()
    expected = {*saved, "after", "from Rui", "in the copy"}
    for who in ("ana", "another"):
        wrong += [f"lost to {who}: {text}" for text in sorted(expected - set(texts(office.open(who))))]
    return wrong + [f"left open: {name}" for name in _open_files(office)]


def _shared(office: Office, store: Store) -> Outcome:
    """A file that was being written in place may be half: after a minute, and once told, ours goes over it."""
    outcome = store.sync.share().outcome
    if outcome is Outcome.WAITING:
        office.clock.wait(61)
        outcome = store.sync.share().outcome
    return outcome


def _open_files(office: Office) -> list[str]:
    """The group's files that this process still has open; leases end with their store."""
    folder = "/proc/self/fd"
    names = []
    for fd in os.listdir(folder) if os.path.isdir(folder) else ():  # noqa: PTH208, PTH112 - what is no file counts too
        try:
            names.append(os.readlink(f"{folder}/{fd}"))  # noqa: PTH115 - likewise
        except OSError:
            continue
    return [name for name in names if name.startswith(str(office.folder)) and "/leases/" not in name]
