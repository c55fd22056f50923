"""A file that has grown for twenty years: 100,000 records, 200,000 rows of log, 10,000 actors, 500 open conflicts.

What its opening, its edits, publishing and bringing together cost beside the least that the same bytes take, measured
as `store_speed` does.
"""

from __future__ import annotations

import itertools
import shutil
import subprocess
import sys
from typing import TYPE_CHECKING

from tests.bench.store_stage import Stage, colleague

from ictwg.domain.changes import Edit
from ictwg.domain.records import Action
from ictwg.store.format import codec
from ictwg.store.local.leases import new_actor

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from ictwg.app.session import Session
    from ictwg.domain.changes import Changes

assert sys.platform != "win32"  # what a process has cost is not told there

if TYPE_CHECKING:
    from tests.bench.store_speed import Line, Round

RECORDS, ROWS, ACTORS, CONFLICTS = 100_000, 200_000, 10_000, 500
_LONG_AGO = 1_042_588_800_000
_CONTESTED = b'"_c":{'


class Crowded(Stage):
    """Such a file, and this computer's copy of it."""

    def __init__(self, folder: Path, records: int = RECORDS, rows: int = ROWS) -> None:
        super().__init__(folder, records, rows)
        self._turns = 0
        self._contest()
        self._crowd()
        store = self.open().store
        assert store.sync.share().problem == ""
        self.conflicts = _contested(store.local.encoded())
        self.actors = len(store.local.memory.context.ctx)
        store.close()

    def edits(self, session: Session) -> Iterator[Changes]:
        """Other words at every turn: what a round before has written already would be no edit."""
        self._turns += 1
        ids = [action.id for action in session.state.all(Action)]
        for number in itertools.count():
            action = session.state.get(Action, ids[number * 37 % len(ids)])
            assert action is not None
            text = f"Draft the standard operating procedure of chapter {number} and send it round, turn {self._turns}"
            yield Edit("verbs.changed", action.reference).update(action, Action.text(text)).done()

    def _contest(self) -> None:
        """Two people word the same actions anew at once."""
        other = self.copied_home()
        stores = [self.open(home).store for home in (self.home, other)]
        for store, words in zip(stores, ("as Ana has it", "as Rui has it"), strict=True):
            edit = Edit("verbs.changed", "wording")
            for action in store.all(Action)[::7][:CONFLICTS]:
                edit.update(action, Action.text(f"{words}, {action.reference}"))
            store.commit(edit.done())
        for store in stores:
            store.sync.share()
            store.close()
        shutil.rmtree(other)

    def _crowd(self) -> None:
        lines = codec.split(self.shared.read_bytes())
        ctx = {**lines.context.ctx, **{new_actor("past"): _LONG_AGO + number for number in range(ACTORS)}}
        lines.header = lines.header.with_context(type(lines.context)(ctx))
        self.shared.write_bytes(codec.encode_file(lines))


def crowded_lines(folder: Path, runs: int) -> tuple[Crowded, list[Line]]:
    from tests.bench.store_speed import edit_lines, open_lines, publish_lines

    stage = Crowded(folder)
    lines = open_lines(stage, RECORDS, max(5, runs // 2))
    lines += publish_lines(stage, RECORDS, runs)
    lines += _merge_lines(stage, max(5, runs // 2))
    lines += edit_lines(stage, RECORDS, runs)
    return stage, lines


def _merge_lines(stage: Crowded, runs: int) -> list[Line]:
    """A colleague's afternoon comes in, beside `git merge-file` on the same three files."""
    from tests.bench.store_speed import MERGE_LIMIT, cost_of, lines_of

    stage.open().store.sync.share()
    base = stage.shared.read_bytes()
    conflicts = _contested(base)
    theirs = colleague(stage, stage.copied_home(), RECORDS // 200, "waiting_on")
    ours = colleague(stage, stage.copied_home(), RECORDS // 300, "evidence")
    files = [stage.aside / name for name in ("mine", "base", "yours")]
    for path, data in zip(files, (ours, base, theirs), strict=True):
        path.write_bytes(data)
    command = ["git", "merge-file", "-p", *map(str, files)]
    rounds: list[Round] = []
    own = "merge: catch_up, durable on this computer"
    for number in range(runs + 1):
        home = stage.copied_home()
        stage.shared.write_bytes(base)
        session = stage.open(home)
        session.store.sync.share()
        stage.shared.write_bytes(theirs)
        one: Round = {
            "git merge-file": cost_of(lambda: subprocess.run(command, stdout=subprocess.DEVNULL, check=False)),
            own: cost_of(session.store.sync.catch_up),
        }
        assert _contested(session.store.local.encoded()) == conflicts, "no false conflict, and none lost"
        session.store.close()
        shutil.rmtree(home)
        if number:
            rounds.append(one)
    stage.shared.write_bytes(base)
    return lines_of(RECORDS, rounds, {own: MERGE_LIMIT})


def _contested(data: bytes) -> int:
    """The records with two answers."""
    return sum(_CONTESTED in line for line in data.splitlines())
