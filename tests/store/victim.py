"""A program that is made to be killed: the real store at work between two marked calls to the system.

    python -m tests.store.victim

Reads `SCENE SHARED HOME` from its input, forks, and the child opens the store, says `ready PID` and stops, so that
somebody can attach to it and wake it; then it works between `access(BEGIN)` and `access(END)`, says `saved TEXT` of
each edit that the store has acknowledged, and ends. Everything was imported before, by one run of every scene on a
group of its own: what is between the marks is the work alone.
"""

from __future__ import annotations

import errno
import os
import shutil
import signal
import sys
import tempfile
from collections.abc import Callable
from contextlib import AbstractContextManager, ExitStack
from pathlib import Path
from unittest import mock

from tests.store.office import Office, add_action, memory
from tests.store.sealed_office import SHEET, cheap

from ictwg.domain.author import Author
from ictwg.domain.changes import Edit, Write
from ictwg.domain.clock import Clock
from ictwg.domain.records import Action, Organization
from ictwg.domain.state import State
from ictwg.store.encryption.keys import VARIABLE
from ictwg.store.format import codec
from ictwg.store.local.disk import Disk
from ictwg.store.local.home import Home
from ictwg.store.maintenance import maintenance
from ictwg.store.store import Store

Work = Callable[[], None]

BEGIN, END = "/ictwg-begin", "/ictwg-end"
REMARK = "written by the next format"
SECRET = "told in confidence"  # noqa: S105 - a text to be redacted
PASSPHRASE = "correct horse"  # noqa: S105 - likewise, to be forgotten
COPY, REDACTED, SEALED = "copy.json", "redacted.json", "sealed.json"
COLLEAGUES = {"a colleague's redaction": REDACTED, "a colleague's encryption": SEALED}
SECOND = "ictwg.sync-conflict-20100212-104200-ABCDEFG.json"


class NoRename(Disk):
    """A mount that refuses to rename over the shared file, and takes its bytes in small pieces."""

    def __init__(self, shared: str) -> None:
        self._shared = shared

    def replace(self, source: str, target: str) -> None:
        if target == self._shared:
            raise OSError(errno.EXDEV, os.strerror(errno.EXDEV))
        super().replace(source, target)

    def write(self, fd: int, data: bytes) -> int:
        return super().write(fd, data[:1024])


def prepare(folder: Path) -> None:
    """Ana has shared a secret, which a backup holds too; Rui has shared since, and a copy is about; Ana has edited."""
    office = Office(folder)
    ana = office.create()
    add_action(ana, SECRET)
    ana.sync.share()
    ana.close()
    ana = office.open()
    pair(ana, "first")
    ana.sync.share()
    rui = office.open("rui")
    pair(rui, "from Rui")
    rui.sync.share()
    as_it_is = office.shared.read_bytes()
    pair(rui, "in the copy")
    rui.sync.share()
    shutil.copyfile(office.shared, folder / COPY)
    rui.maintenance.redact(secret(rui), Action.text, "asked for")
    rui.sync.share()
    office.shared.rename(folder / REDACTED)
    office.shared.write_bytes(as_it_is)
    shutil.rmtree(folder / "rui")
    eva = office.open("eva")
    with cheap():
        eva.encryption.encrypt(PASSPHRASE, SHEET)
    office.shared.rename(folder / SEALED)
    office.shared.write_bytes(as_it_is)
    shutil.rmtree(folder / "eva")
    pair(ana, "second")
    ana.close()


def pair(store: Store, text: str) -> None:
    """One transaction that makes two records: it is there whole, or not at all."""
    edit = Edit("verbs.added", text).create(Action, store.new_id(), Action.text(text))
    store.commit(edit.create(Organization, store.new_id(), Organization.name(text)).done())


def secret(store: Store) -> Action:
    return next(record for record in store.all(Action) if record.text == SECRET)


def _edit(store: Store) -> None:
    """The first opens a journal, the second makes room in it, the third only writes."""
    for text in ("third", "fourth", "fifth"):
        pair(store, text)
        say(f"saved {text}")


def _fold(store: Store) -> None:
    with store.local.replica.lock as lock:
        if lock.acquire(5):
            store.local.fold()


def _share(store: Store) -> None:
    """Rui's edit comes in, and both of ours go out."""
    store.sync.share()
    pair(store, "third")
    say("saved third")
    store.sync.share()


def _copy(store: Store) -> None:
    store.sync.bring_in(str(Path(store.path).parents[1] / COPY))
    store.sync.share()


def _second(store: Store) -> None:
    """What a sync program has put beside the file comes in, and the copy goes once the file has it all."""
    store.sync.share()
    store.sync.share()


def _redact(store: Store) -> None:
    store.maintenance.redact(secret(store), Action.text, "asked for")
    say("saved redaction")


def _redacted(store: Store) -> None:
    """Rui has removed it: it comes in with his file."""
    store.sync.share()


def _sealed(store: Store) -> None:
    """Eva has encrypted the group: what is here follows."""
    store.sync.share()


def _compact(store: Store) -> None:
    """All that was done before this year goes to the archive beside the file."""
    moved = store.maintenance.compact(Clock().today())
    assert moved.rows


def _encrypt(store: Store) -> None:
    store.encryption.encrypt(PASSPHRASE, SHEET)


def _decrypt(store: Store) -> None:
    store.encryption.decrypt()


def _migrate(store: Store) -> None:
    """A step of the format, taken by a program that knows it."""
    with next_format():
        store.maintenance.upgrade()


def _repair(store: Store) -> None:
    store.maintenance.repair()


def _close(store: Store) -> None:
    """A day's work ends: the journals are folded away."""
    store.close()


SCENES: dict[str, Callable[[Store], None]] = {
    "edit": _edit,
    "fold": _fold,
    "publish": _share,
    "publish in place": _share,
    "merge of a copy": _copy,
    "second copy": _second,
    "redaction": _redact,
    "a colleague's redaction": _redacted,
    "compaction": _compact,
    "encryption": _encrypt,
    "decryption": _decrypt,
    "a colleague's encryption": _sealed,
    "migration": _migrate,
    "repair": _repair,
    "close": _close,
}
MAKES = ("create", "first opening")


def staged(scene: str, shared: str, home: str) -> Work:
    """What is done between the marks, with everything before it done."""
    author = Author("ana", "desk")
    if scene == "create":
        beside = str(Path(shared).with_name("new.json"))
        return lambda: Store.create(beside, home=Home.at(home), clock=Clock(), author=author).close()
    if scene == "first opening":
        return lambda: Store.open(shared, home=Home.at(home + "-new"), clock=Clock(), author=author).close()
    if scene == "repair":
        _damage(home)
    disk = NoRename(shared) if scene == "publish in place" else None
    store = Store.open(shared, home=Home.at(home), clock=Clock(), author=author, disk=disk)
    if scene == "second copy":
        shutil.copyfile(Path(shared).parents[1] / COPY, Path(shared).with_name(SECOND))
    if scene.startswith("a colleague's "):
        shutil.copyfile(Path(shared).parents[1] / COLLEAGUES[scene], shared)
    if scene == "decryption":
        store.encryption.encrypt(PASSPHRASE, SHEET)
    if scene == "close":
        add_action(store, "third"), add_action(store, "fourth")
    return lambda: SCENES[scene](store)


def next_format() -> AbstractContextManager[object]:
    """Within it this is a program of the next format: every action gets a remark, and older programs may not write."""
    step = maintenance.Migration(2, 1, 2, _remarks)
    stack = ExitStack()
    for module, name, value in (
        (codec, "SCHEMA", 2), (codec, "WRITES", 2), (maintenance, "MIGRATIONS", (step,)),
    ):  # fmt: skip
        stack.enter_context(mock.patch.object(module, name, value))
    return stack


def _remarks(state: State) -> list[Write]:
    return [
        Write("actions", one.id, "evidence", REMARK, one.row.seen("evidence"))
        for one in state.all(Action)
        if one.evidence != REMARK
    ]


def _damage(home: str) -> None:
    """The disk has spoilt a record that the shared file holds, and what was known of the copies beside it."""
    (replica,) = Path(home).glob("data/replicas/*/replica.json")
    data = replica.read_bytes()
    replica.unlink()  # base.json may be another name of it
    replica.write_bytes(data.replace(b'"text":"first"', b'"text":"first', 1))
    replica.with_name("copies.json").write_bytes(b'{"half')


def say(text: str) -> None:
    os.write(1, text.encode() + b"\n")


def _line() -> str:
    """From the input without a buffer: the child reads from where its parent stopped."""
    found = b""
    while (byte := os.read(0, 1)) not in (b"", b"\n"):
        found += byte
    return found.decode()


def _rehearse() -> None:
    """Every scene once, so that everything is imported."""
    aside = os.dup(1)
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    for scene in (*SCENES, *MAKES):
        with tempfile.TemporaryDirectory(dir=memory()) as name:
            folder = Path(name)
            prepare(folder)
            staged(scene, str(folder / "shared" / "ictwg.json"), str(folder / "ana"))()
    os.dup2(aside, 1)


def _perform(scene: str, shared: str, home: str) -> None:
    work = staged(scene, shared, home)
    say(f"ready {os.getpid()}")
    if sys.platform != "win32":
        os.kill(os.getpid(), signal.SIGSTOP)
    os.access(BEGIN, os.F_OK)
    work()
    os.access(END, os.F_OK)


def main() -> None:
    os.environ[VARIABLE] = PASSPHRASE
    with cheap():
        _serve()


def _serve() -> None:
    _rehearse()
    while request := _line():
        if sys.platform != "win32":
            child = os.fork()
            if child == 0:
                _perform(*request.split("\t"))
                os._exit(0)
            _, status = os.waitpid(child, 0)
            say(f"ended {os.waitstatus_to_exitcode(status)}")


if __name__ == "__main__":
    main()
