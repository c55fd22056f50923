"""Killed anywhere while it encrypts: a fresh run finds the old, or finishes the new; never half of each."""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path

import pytest
from tests.store.office import action, add_action, set_action
from tests.store.sealed_office import CANARY, SHEET, SealedOffice, cheap, disk_with

from ictwg.domain.records import Action
from ictwg.store.encryption.keys import Ring
from ictwg.store.local.disk import Disk
from ictwg.store.sync.reports import Outcome

pytestmark = pytest.mark.once

WORD = "correct horse"
KILLED = 9
MOST = 200


class DyingDisk(Disk):
    """Ends the process before its `at`th call that changes anything."""

    def __init__(self, at: int) -> None:
        self.left = at
        self.ring = Ring(environ={"ICTWG_PASSPHRASE": WORD})

    def _step(self) -> None:
        self.left -= 1
        if self.left == 0:
            os._exit(KILLED)

    def create(self, path: str, mode: int = 0o600) -> int:
        self._step()
        return super().create(path, mode)

    def open_in_place(self, path: str) -> int:
        self._step()
        return super().open_in_place(path)

    def write(self, fd: int, data: bytes) -> int:
        self._step()
        return super().write(fd, data)

    def replace(self, source: str, target: str) -> None:
        self._step()
        super().replace(source, target)

    def link(self, source: str, target: str) -> None:
        self._step()
        super().link(source, target)

    def remove(self, path: str) -> None:
        self._step()
        super().remove(path)


@pytest.mark.skipif(sys.platform == "win32", reason="needs fork")
@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_killed_at_every_step_of_encrypting(tmp_path: Path) -> None:
    office, before = tmp_path / "office", tmp_path / "before"
    office.mkdir()
    with cheap():
        id = _past(SealedOffice(office))
        shutil.copytree(office, before)
        turned = []
        for at in range(1, MOST):
            shutil.rmtree(office)
            shutil.copytree(before, office)
            code, encrypted = _killed(SealedOffice(office), id, at)
            turned.append(encrypted)
            if code == 0:
                break
    assert len(turned) in range(20, MOST - 1)
    assert turned == sorted(turned)  # first the old stands, and from one step on the new
    assert {*turned} == {False, True}


def _past(office: SealedOffice) -> str:
    office.create().close()
    ana = office.at("ana", WORD)
    id = add_action(ana, f"{CANARY} one")
    ana.sync.share()
    set_action(ana, id, Action.text(f"{CANARY} two"))
    ana.sync.share()
    set_action(ana, id, Action.waiting_on("the last word"))
    ana.close()
    return id


def _killed(office: SealedOffice, id: str, at: int) -> tuple[int, bool]:
    """How it ended, and whether it is encrypted now."""
    code = _in_a_child(office, at)
    assert code in (0, KILLED)
    office.clock.wait(7200)
    ana = office.at("ana", WORD)
    assert ana.sync.share().outcome is Outcome.SHARED
    found = action(ana, id)
    assert (found.text, found.waiting_on) == (f"{CANARY} two", "the last word")
    assert ana.maintenance.check() == ()
    assert not ana.encrypted or office.plain() == [], at
    rui = office.open("rui", disk=disk_with(WORD))
    assert action(rui, id).text == f"{CANARY} two"
    return code, ana.encrypted


def _in_a_child(office: SealedOffice, at: int) -> int:
    """The exit code of a process that encrypts on a disk that ends it."""
    if sys.platform == "win32":
        pytest.skip("nothing forks there")
    else:
        child = os.fork()
        if not child:
            try:
                office.open("ana", disk=DyingDisk(at)).encryption.encrypt(WORD, SHEET)
                os._exit(0)
            finally:
                os._exit(1)
        return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
