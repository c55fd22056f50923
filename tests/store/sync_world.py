"""A simulator of sync programs: several computers, each with a folder that such a program keeps like the others.

Each round somebody edits, shares, or their program syncs some of the files. Where two computers have changed the shared
file, a second copy appears under the name that the program at hand gives it. The program may be slow, leave files half
downloaded, put an old version back, delete second copies, or rename both files so that none is left.

At the end everything is synced and shared until nothing moves. Then `World.lost` names what is missing; nothing may be.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from random import Random
from typing import NamedTuple

from tests.store.office import START_MS, HandClock, action, set_action

from ictwg.domain.author import Author
from ictwg.domain.changes import Edit
from ictwg.domain.records import Action
from ictwg.store.local.disk import Disk
from ictwg.store.local.home import Home
from ictwg.store.store import Store
from ictwg.store.sync.copy_names import may_be_copy
from ictwg.store.sync.reports import ShareReport

MAIN = "ictwg.json"
SYNCTHING_KEEPS = 10
USERS = ("ana", "rui", "maria", "joao", "lia", "nuno", "rosa", "tito", "vera", "zeca")

# How each program names the copy of a computer, the n-th one of this run.
STYLES: dict[str, Callable[[str, int], str]] = {
    "syncthing": lambda who, n: f"ictwg.sync-conflict-20100212-{n:06}-{who.upper():Z<7}.json",
    "nextcloud": lambda who, n: f"ictwg (conflicted copy {who} 2010-02-12 {n:06}).json",
    "dropbox": lambda who, n: f"ictwg ({who}'s conflicted copy 2010-02-12 ({n % 999 + 1})).json",
    "dropbox, Portuguese": lambda who, n: f"ictwg (Cópia em conflito de {who} 2010-02-12 ({n % 999 + 1})).json",
    "onedrive": lambda who, n: f"ictwg-{who.upper()}-PC{n}-{n % 90 + 2}.json",
    "onedrive, safe backup": lambda who, n: f"ictwg-{who}-safeBackup-{n:04}.json",
    "google": lambda who, n: f"ictwg ({n % 99 + 1}).json",  # noqa: ARG005 - not told whose it is
    "seafile": lambda who, n: f"ictwg (SFConflict {who}@tl 2010-02-12-10-42-{n}).json",
    "resilio": lambda who, n: "ictwg.Conflict.json",  # noqa: ARG005 - there is only one
    "rclone": lambda who, n: f"ictwg.json.conflict{n % 999 + 1}",  # noqa: ARG005
    "rclone, old": lambda who, n: f"ictwg.conflict{n % 999 + 1}.json",  # noqa: ARG005
    "icloud": lambda who, n: f"ictwg {n % 98 + 2}.json",  # noqa: ARG005
}


class QuickDisk(Disk):
    """Waits for no platter: no power fails here."""

    def sync(self, fd: int) -> None:
        """Nothing."""

    def sync_data(self, fd: int) -> None:
        """Nothing."""

    def sync_folder(self, folder: str) -> None:
        """Nothing."""


class Computer:
    """One person's computer: the program, and the folder that is kept like the others'."""

    def __init__(self, root: Path, user: str, clock: HandClock) -> None:
        self.user = user
        self.folder = root / user / "shared"
        self.folder.mkdir(parents=True)
        self.home = Home.at(str(root / user / "home"))
        self.clock = clock
        self.disk = QuickDisk()
        self.synced: dict[str, bytes] = {}
        self.own = ""
        self.said = ""
        self.store: Store | None = None

    @property
    def main(self) -> Path:
        return self.folder / MAIN

    def opened(self) -> Store:
        if self.store is None:
            author = Author(self.user, f"{self.user}-laptop")
            self.store = Store.open(str(self.main), home=self.home, clock=self.clock, author=author, disk=self.disk)
        return self.store

    def reopen(self) -> None:
        if self.store is not None:
            self.store.close()
            self.store = None

    def files(self) -> dict[str, bytes]:
        """What a sync program looks at."""
        found = (path for path in self.folder.iterdir() if path.name == MAIN or may_be_copy(path.name, MAIN, ".json"))
        return {path.name: path.read_bytes() for path in found}

    def put(self, name: str, content: bytes | None) -> None:
        path = self.folder / name
        if content is None:
            path.unlink(missing_ok=True)
        else:
            path.write_bytes(content)


class Result(NamedTuple):
    """One run.

    Attributes:
        edits: What people did.
        copies: How many second copies the sync program made.
        published: How often a shared file was written.
        after: How often it was still written when there had been no edit for many rounds.
        lost: What is missing at the end, in words.
        rounds: How many rounds of syncing and sharing it took until nothing moved.
        left: Second copies that are still there.
    """

    edits: int
    copies: int
    published: int
    after: int
    lost: tuple[str, ...]
    rounds: int
    left: int


class World:
    """Args:
    root: An empty folder.
    seed: Of everything that happens.
    style: The sync program, of `STYLES`.
    computers: How many.
    """

    def __init__(self, root: Path, seed: int, style: str, computers: int = 3) -> None:
        self.random = Random(seed)
        self.style = style
        self.clock = HandClock(START_MS)
        self.cloud: dict[str, bytes] = {}
        self.old: list[bytes] = []
        self.made = self.edits = self.published = 0
        self.written: set[str] = set()
        self.replaced: set[str] = set()
        self.texts: set[str] = set()
        self.left_said: dict[str, str] = {}
        self.computers = [self._computer(root, user) for user in USERS[:computers]]
        self._begin()

    def _computer(self, root: Path, user: str) -> Computer:
        return Computer(root, user, self.clock)

    def _begin(self) -> None:
        first = self.computers[0]
        author = Author(first.user, f"{first.user}-laptop")
        first.store = Store.create(str(first.main), home=first.home, clock=self.clock, author=author, disk=first.disk)
        self.contested = self._add(first, "contested")
        self.texts.clear()  # it goes on under other names
        self.written.add("contested")
        for computer in self.computers:
            if computer is not first:
                self._sync_whole(first)
                self._sync_whole(computer)
            computer.own = self._add(computer, f"own record of {computer.user}")
            self.texts.discard(f"own record of {computer.user}")
            self._share(computer)
            self._sync_whole(computer)

    def run(self, steps: int, *, leaving: bool = False) -> Result:
        """Args:
        steps: How many things happen.
        leaving: Somebody goes at the end, and their computer with them: what the program has of it is all there is.
        """
        for _ in range(steps):
            self._step(self.random.choice(self.computers))
        if leaving and self.style != "resilio":  # of two copies there the second takes the place of the first
            self._leave(self.computers[-1])
        rounds = self._settle()
        published = self.published
        for _ in range(2):
            self._round()
        lost = tuple(what for computer in self.computers for what in self._lost(computer))
        left = sum(len(computer.files()) - 1 for computer in self.computers)
        return Result(self.edits, self.made, published, self.published - published, lost, rounds, left)

    def _step(self, computer: Computer) -> None:
        self.clock.wait(self.random.choice((0.1, 1, 4, 4, 20)))
        doing = self.random.random()
        if doing < 0.4:
            self._edit(computer)
        elif doing < 0.7:
            self._share(computer)
        elif doing < 0.93:
            self._sync_some(computer)
        elif doing < 0.95:
            computer.reopen()
        else:
            self._misfortune(computer)

    # People

    def _edit(self, computer: Computer) -> None:
        what = self.random.random()
        store = computer.opened()
        if what < 0.4:
            self._add(computer, f"added {self.edits} by {computer.user}")
            return
        self.edits += 1
        said = f"said {self.edits} by {computer.user}"
        if what < 0.7:
            set_action(store, computer.own, Action.evidence(said))
            computer.said = said
            return
        seen = action(store, self.contested)
        self.replaced.update((seen.text, *map(str, seen.row.rivals("text"))))
        self.written.add(said)
        set_action(store, self.contested, Action.text(said))

    def _add(self, computer: Computer, text: str) -> str:
        self.edits += 1
        store = computer.opened()
        id = store.new_id()
        store.commit(Edit("verbs.created", text).create(Action, id, Action.text(text)).done())
        self.texts.add(text)
        return id

    def _share(self, computer: Computer) -> ShareReport:
        report = computer.opened().sync.share()
        self.published += report.published
        if report.published:
            self.old.append(computer.main.read_bytes())
        return report

    # The sync program

    def _sync_whole(self, computer: Computer) -> None:
        for name in sorted({*self.cloud, *computer.files(), *computer.synced}):
            self._sync(computer, name)

    def _sync_some(self, computer: Computer) -> None:
        """It is slow: some files now, others later."""
        for name in sorted({*self.cloud, *computer.files(), *computer.synced}):
            if self.random.random() < 0.6:
                self._sync(computer, name)

    def _sync(self, computer: Computer, name: str) -> None:
        here, there, before = computer.files().get(name), self.cloud.get(name), computer.synced.get(name)
        if here == there:
            pass
        elif here == before:
            computer.put(name, there)
        elif there == before:
            self._upload(name, here)
        elif here is None or there is None:
            self._upload(name, here) if there is None else computer.put(name, there)
        else:
            self._conflict(computer, name, here, there)
        self._note(computer, name)

    def _conflict(self, computer: Computer, name: str, here: bytes, there: bytes) -> None:
        if name != MAIN:  # of a copy none is made: one of the two goes
            computer.put(name, there)
            return
        copy = self._name(computer)
        if self.style.startswith("rclone"):
            other = self._name(computer)
            for made, content in ((copy, here), (other, there), (MAIN, None)):
                computer.put(made, content)
                self._upload(made, content)
                self._note(computer, made)
            return
        computer.put(MAIN, there)
        computer.put(copy, here)
        self._upload(copy, here)
        self._note(computer, copy)
        self._prune(computer)

    def _prune(self, computer: Computer) -> None:
        """Syncthing keeps ten."""
        if self.style == "syncthing":
            for name in sorted(name for name in computer.files() if name != MAIN)[:-SYNCTHING_KEEPS]:
                computer.put(name, None)

    def _name(self, computer: Computer) -> str:
        self.made += 1
        return STYLES[self.style](computer.user, self.made)

    def _upload(self, name: str, content: bytes | None) -> None:
        if content is None:
            self.cloud.pop(name, None)
        else:
            self.cloud[name] = content

    def _note(self, computer: Computer, name: str) -> None:
        content = computer.files().get(name)
        if content is None:
            computer.synced.pop(name, None)
        else:
            computer.synced[name] = content

    def _misfortune(self, computer: Computer) -> None:
        names = sorted(computer.files())
        copies = [name for name in self.cloud if name != MAIN]
        match self.random.randrange(4):
            case 0 if self.old:  # an old version comes back
                self.cloud[MAIN] = self.random.choice(self.old)
            case 1 if copies:  # somebody tidies up
                self.cloud.pop(self.random.choice(sorted(copies)))
            case 2 if names:  # half a download, which the program knows of and mends when it comes by
                name = self.random.choice(names)
                whole = computer.files()[name]
                if whole == computer.synced.get(name):
                    half = whole[: self.random.randrange(len(whole) + 1)]
                    computer.put(name, half)
                    computer.synced[name] = half
            case _:
                self.clock.wait(90)

    # The end

    def _leave(self, computer: Computer) -> None:
        """Not before all is with the others: an old version that was put back is seen once more."""
        for _ in range(6):
            self.clock.wait(90)  # a file that is not ready is told, and written over
            self._share(computer)
            self._sync_whole(computer)
        self.left_said[computer.own] = computer.said
        computer.reopen()
        self.computers.remove(computer)

    def _settle(self) -> int:
        for rounds in range(1, 40):
            before = (dict(self.cloud), [computer.files() for computer in self.computers])
            self._round()
            if before == (self.cloud, [computer.files() for computer in self.computers]):
                return rounds
        return 40

    def _round(self) -> None:
        for computer in self.computers:
            self.clock.wait(31)
            self._sync_whole(computer)
            self._share(computer)
            self._sync_whole(computer)
            if self.style == "resilio":
                for name in [name for name in computer.files() if name != MAIN]:  # it takes its own away
                    computer.put(name, None)
                    self._upload(name, None)
                    self._note(computer, name)

    def _lost(self, computer: Computer) -> list[str]:
        computer.reopen()
        store = computer.opened()
        texts = {one.text for one in store.all(Action)}
        lost = [f"{computer.user} has no “{text}”" for text in self.texts - texts]
        for own, said in (*((other.own, other.said) for other in self.computers), *self.left_said.items()):
            if said and action(store, own).evidence != said:
                lost.append(f"{computer.user} has not “{said}”")
        contested = action(store, self.contested)
        answers = {contested.text, *map(str, contested.row.rivals("text"))}
        if answers != self.written - self.replaced:
            lost.append(f"{computer.user} has {sorted(answers)} of {sorted(self.written - self.replaced)}")
        if sum(1 for _ in store.history.log()) != self.edits:
            lost.append(f"{computer.user} has {sum(1 for _ in store.history.log())} of {self.edits} rows in the log")
        if computer.main.read_bytes() != self.computers[0].main.read_bytes():
            lost.append(f"{computer.user} has another file than {self.computers[0].user}")
        lost += [f"{computer.user}: {finding.message}" for finding in store.maintenance.check()]
        return lost
