"""Killing a program at one call to the system after the other, by `strace`, and looking at what it left.

    points = calls between the two marks of an unharmed run
    for each point: put the folder back → start → attach → kill on entering that call → look with a fresh program

A call is told by its name and by how often it was made since `strace` attached. It does not happen: the program is
dead before the system does it.
"""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import sys
import time
from contextlib import nullcontext
from pathlib import Path
from types import TracebackType
from typing import NamedTuple, Self
from unittest import mock

from tests.store import victim
from tests.store.office import Office, add_action, texts

from ictwg.domain.author import Author
from ictwg.domain.records import Action, Organization
from ictwg.errors import IctwgError
from ictwg.store.encryption.keys import VARIABLE
from ictwg.store.format import codec
from ictwg.store.maintenance.check import Finding
from ictwg.store.store import Store
from ictwg.store.sync.inbound import OUTSIDE
from ictwg.store.sync.reports import Outcome

ROOT = Path(__file__).parents[2]
SHARED_BEFORE = frozenset({"first", victim.SECRET})
HERE_BEFORE = SHARED_BEFORE | {"second"}
_CALL = re.compile(r"(?:\d+ +)?(\w+)\(")
_AGED = 7200
COMMANDED = "Draft the report"
CHANGING = frozenset({
    "write", "pwrite64", "writev", "rename", "renameat", "renameat2", "fsync", "fdatasync", "unlink", "unlinkat",
    "ftruncate", "link", "linkat", "mkdir", "chmod",
})  # fmt: skip


class Point(NamedTuple):
    """The n-th call of this name since `strace` attached."""

    call: str
    n: int


class Tried(NamedTuple):
    """What came of one point.

    Attributes:
        scene: What was being done.
        point: Where it was killed.
        hit: Whether the program was killed there, and did not go on to its end.
        wrong: What does not hold, in words.
    """

    scene: str
    point: Point
    hit: bool
    wrong: tuple[str, ...]


class Nursery:
    """One program that forks a victim for each point."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder / "work"
        self._kept = folder / "kept"
        self._trace = folder / "trace"
        self._kept.mkdir()
        self.folder.mkdir()
        victim.prepare(self.folder)
        shutil.copytree(self.folder, self._kept, dirs_exist_ok=True)
        self._program = subprocess.Popen(
            [sys.executable, "-m", "tests.store.victim"],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=ROOT, bufsize=0,
        )  # fmt: skip

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._say(b"\n")
        for pipe in (self._program.stdin, self._program.stdout):
            assert pipe is not None
            pipe.close()
        self._program.wait(30)

    @property
    def shared(self) -> Path:
        return self.folder / "shared" / "ictwg.json"

    def points(self, scene: str) -> list[Point]:
        """All calls between the marks of a run that nobody harms."""
        self._put_back()
        ended, _ = self._run(scene, "-e", "trace=all")
        assert ended == 0
        counts: dict[str, int] = {}
        found: list[Point] = []
        inside = False
        for line in self._trace.read_text().splitlines():
            called = _CALL.match(line)
            if called is None:
                continue
            counts[called[1]] = counts.get(called[1], 0) + 1
            if inside:
                found.append(Point(called[1], counts[called[1]]))
            inside = (inside or victim.BEGIN in line) and victim.END not in line
        return found

    def killed(self, scene: str, point: Point) -> Tried:
        """Kills there, and looks."""
        self._put_back()
        ended, said = self._run(
            scene, "-e", f"trace={point.call}", "-e", f"inject={point.call}:signal=KILL:when={point.n}"
        )
        before = (self._kept / victim.COLLEAGUES.get(scene, "shared/ictwg.json")).read_bytes()
        saved = {line.removeprefix("saved ") for line in said if line.startswith("saved ")}
        return Tried(scene, point, ended < 0, tuple(self._wrong(scene, before, saved)))

    def _wrong(self, scene: str, before: bytes, saved: set[str]) -> list[str]:
        look = Look(self.folder, scene)
        try:
            newer = victim.next_format() if scene == "migration" else nullcontext()
            with mock.patch.dict(os.environ, {VARIABLE: victim.PASSPHRASE}), newer:
                return [*look.file(before), *look.here(saved), *look.sharing(), *look.left_over()]
        except (IctwgError, OSError, AssertionError) as error:
            return [f"{type(error).__name__}: {error}"]

    def _put_back(self) -> None:
        shutil.rmtree(self.folder)
        shutil.copytree(self._kept, self.folder)

    def _run(self, scene: str, *options: str) -> tuple[int, list[str]]:
        """How the victim ended, and what it said."""
        self._say("\t".join((scene, str(self.shared), str(self.folder / "ana"))).encode() + b"\n")
        ready = self._heard()
        assert ready.startswith("ready "), ready
        child = int(ready.split()[1])
        _await(child, "T")
        tracer = subprocess.Popen(
            ["strace", "-o", str(self._trace), *options, "-p", str(child)], stderr=subprocess.DEVNULL
        )
        _await(child, "t")
        if sys.platform != "win32":
            os.kill(child, signal.SIGCONT)
        said = []
        while not (line := self._heard()).startswith("ended "):
            said.append(line)
        tracer.wait(30)
        return int(line.split()[1]), said

    def _say(self, data: bytes) -> None:
        assert self._program.stdin is not None
        self._program.stdin.write(data)

    def _heard(self) -> str:
        assert self._program.stdout is not None
        line = self._program.stdout.readline()
        assert line, "the victims' mother is dead"
        return line.decode().rstrip("\n")


def killed_command(folder: Path, call: str) -> list[str]:
    """What is wrong after `ictwg add action` was killed on entering this call for the first time, the second and so on.

    Until it ends unharmed; empty texts where nothing is wrong.
    """
    (folder / "work").mkdir()
    office = Office(folder / "work")
    store = office.create()
    add_action(store, "before")
    store.sync.share()
    store.close()
    shutil.copytree(office.folder, folder / "kept")
    found: list[str] = []
    while True:
        shutil.rmtree(office.folder)
        shutil.copytree(folder / "kept", office.folder)
        ran = _traced(office, call, len(found) + 1)
        if ran.returncode == 0:
            return found
        found.append(_wrong_after(office, saved=COMMANDED in ran.stdout))


def _traced(office: Office, call: str, when: int) -> subprocess.CompletedProcess[str]:
    inject = f"inject={call}:signal=KILL:when={when}"
    words = ("from ictwg.cli import main; main()", "add", "action", COMMANDED, "--file", str(office.shared))
    return subprocess.run(
        ("strace", "-f", "-o", os.devnull, "-e", f"trace={call}", "-e", inject, sys.executable, "-c", *words),
        capture_output=True, text=True, check=False, env={**os.environ, "ICTWG_HOME": str(office.folder / "ana")},
    )  # fmt: skip


def _wrong_after(office: Office, *, saved: bool) -> str:
    if not codec.split(office.shared.read_bytes(), verify=True).digest_ok:
        return "the file is damaged"
    store = office.open("ana")
    store.sync.share()
    lost = {"before", *([COMMANDED] if saved else [])} - set(texts(store))
    wrong = [*(f"lost: {text}" for text in lost), *(f"check: {finding}" for finding in store.maintenance.check())]
    store.close()
    return "; ".join(wrong)


class Look:
    """What a program that starts now finds."""

    def __init__(self, folder: Path, scene: str) -> None:
        self._scene = scene
        self._office = Office(folder)
        self._office.clock.ms = time.time_ns() // 1_000_000
        if scene == "create":
            self._office.shared = folder / "shared" / "new.json"
        self._user = "ana-new" if scene == "first opening" else "ana"
        self._expected = HERE_BEFORE if self._user == "ana" else SHARED_BEFORE

    def file(self, before: bytes) -> list[str]:
        """The shared file holds its old bytes or whole new ones; written in place it may be half, and is healed."""
        if self._scene in ("create", "publish in place"):
            return []
        now = self._office.shared.read_bytes()
        if now == before:
            return []
        try:
            lines = codec.split(now, verify=True)
        except IctwgError as error:
            return [f"the file: {error}"]
        covered = lines.context.covers_all(codec.split(before).context)
        return [] if lines.digest_ok and covered else ["the file is neither old nor new"]

    def here(self, saved: set[str]) -> list[str]:
        """Every acknowledged edit, whole; and one can go on."""
        if self._scene == "create":
            return self._made()
        store = self._office.open(self._user)
        if self._scene == "repair":
            store.maintenance.repair()
        store.sync.catch_up()  # as every start does
        found = set(texts(store))
        gone = {victim.SECRET} if "redaction" in self._scene else set()
        wrong = [f"lost: {text}" for text in (self._expected | saved) - found - gone - {"redaction"}]
        wrong += _halves(store, gone)
        victim.pair(store, "afterwards")
        if "afterwards" not in texts(self._office.open(self._user)):
            wrong.append("nothing can be saved any more")
        wrong += [f"check: {finding}" for finding in store.maintenance.check() if not self._half_written(finding)]
        store.close()
        return wrong

    def _half_written(self, finding: Finding) -> bool:
        """What is half done is told as what it is, until the next sharing ends it."""
        if self._scene == "publish in place":
            return finding.kind == "I4"
        return self._scene.endswith("encryption") and finding.kind == "encryption"

    def sharing(self) -> list[str]:
        """It goes out, Rui's comes in, and a computer that never had the group finds the same."""
        store = self._office.open(self._user)
        report = store.sync.share()
        if report.outcome is Outcome.WAITING and self._scene == "publish in place":
            self._office.clock.wait(61)
            report = store.sync.share()
        wrong = [] if report.outcome is Outcome.SHARED else [f"not shared: {report.outcome} {report.problem}"]
        if self._scene != "create" and "from Rui" not in texts(store):
            wrong.append("Rui's edit is lost")
        if self._scene == "second copy":
            self._office.clock.wait(20)
            store.sync.share()
            wrong += [] if "in the copy" in texts(store) else ["what only the copy held is lost"]
            wrong += ["the copy stays"] if self._office.shared.with_name(victim.SECOND).exists() else []
        if self._scene == "migration":
            store.maintenance.upgrade()
            wrong += ["the step is not taken"] if store.maintenance.upgradable or not _all_remarked(store) else []
        if set(texts(self._office.open("another"))) != set(texts(store)):
            wrong.append("another computer finds something else")
        wrong += [f"check after sharing: {finding}" for finding in store.maintenance.check()]
        wrong += ["half a file was taken for somebody's edit" for entry in store.history.log() if entry.verb == OUTSIDE]
        if victim.SECRET not in texts(store) and "redaction" in self._scene:
            store.sync.share()
            wrong += [f"the secret is in {path.name}" for path in self._secret()]
        if store.encrypted and self._scene.endswith("encryption"):
            store.sync.share()
            wrong += [f"in the plain in {path.name}" for path in self._plain()]
        store.close()
        return wrong

    def left_over(self) -> list[str]:
        """Nothing that was being written lies about for ever."""
        past = time.time() - _AGED
        for path in self._office.files():
            os.utime(path, (past, past))
        store = self._office.open(self._user)
        victim.pair(store, "much later")
        store.sync.share()
        store.close()
        return [f"left over: {path.name}" for path in self._office.files() if _is_temp(path.name)]

    def _made(self) -> list[str]:
        """A group was founded, or was not and can be now."""
        author = Author("ana", "desk")
        home = self._office.home("ana")
        if not self._office.shared.exists():
            Store.create(str(self._office.shared), home=home, clock=self._office.clock, author=author).close()
        return [f"check: {finding}" for finding in self._office.open("ana").maintenance.check()]

    def _plain(self) -> list[Path]:
        """Of this computer and the shared folder."""
        folders = (self._office.folder / "ana", self._office.shared.parent)
        return [path for path in self._office.holding("from Rui") if any(map(path.is_relative_to, folders))]

    def _secret(self) -> list[Path]:
        return [path for path in self._office.holding(victim.SECRET) if path.name != victim.COPY]


def _await(process: int, state: str) -> None:
    """Until the system says that it is in this state: `T` is stopped, `t` is stopped and traced."""
    for _ in range(10_000):
        if Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0] == state:
            return
        time.sleep(0.001)
    raise TimeoutError(process)


def _halves(store: Store, gone: set[str]) -> list[str]:
    """Transactions of which a part is there."""
    actions, organizations = ({*texts(store)} | gone, {record.name for record in store.all(Organization)} | gone)
    told = sum(entry.verb == "verbs.added" for entry in store.history.log())
    made = len(store.all(Action))
    halves = (actions ^ organizations) - {"third", "fourth", "", victim.SECRET}
    wrong = [f"half a transaction: {text}" for text in halves]
    return wrong if told >= made else [*wrong, f"{made} made, {told} told"]


def _all_remarked(store: Store) -> bool:
    """What is new since was made by a program of the next format, if the step was taken by then."""
    return all(action.evidence == victim.REMARK for action in store.all(Action) if action.text in HERE_BEFORE)


def _is_temp(name: str) -> bool:
    return name.endswith((".tmp", ".new"))
