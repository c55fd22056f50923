"""A disk of this computer that refuses: the program says so once, goes on, and says nothing false."""

from __future__ import annotations

import errno
import os
from pathlib import Path
from typing import Any

import pytest
from tests.ui.open_meeting import Room, opened

from ictwg.domain.records import Entry
from ictwg.locales import t
from ictwg.store.local.disk import Disk
from ictwg.store.sync.reports import Outcome, ShareReport

GONE = ShareReport(Outcome.UNREACHABLE, problem="The folder does not answer", hint="All stays here.")


def refusing(monkeypatch: pytest.MonkeyPatch, code: int, *names: str) -> None:
    def call(*_: Any) -> Any:
        raise OSError(code, os.strerror(code))

    for name in names:
        monkeypatch.setattr(Disk, name, call)


async def test_a_disk_that_does_not_answer_is_told_once_and_the_program_goes_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with opened(tmp_path) as there:
        said = _listening(there, monkeypatch)
        with monkeypatch.context() as patch:
            refusing(patch, errno.EIO, "stat", "read", "read_from", "names", "holds")
            for _ in range(3):
                await _carried(there)
        assert said == [t("store.no_answer", reason="Input/output error")]
        await _carried(there)
        await there.press(*"it goes on", "enter")
        await there.until(lambda: "it goes on" in _entered(there))


async def test_a_folder_that_does_not_answer_is_told_once_with_what_becomes_of_ones_edits(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with opened(tmp_path) as there:
        said = _listening(there, monkeypatch)
        with monkeypatch.context() as patch:
            patch.setattr(type(there.app.session), "carry", lambda _: GONE)
            for _ in range(2):
                await _carried(there)
            assert [words.splitlines() for words in said] == [[GONE.problem, GONE.hint]]
            there.app.sync_scheduler.sync_soon(asked=True)
            await there.until(lambda: len(said) == 2)
        assert said[0] == said[1], "who asks for it hears it once more"


async def test_a_line_that_a_full_disk_did_not_take_is_not_shown_as_saved(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with opened(tmp_path) as there:
        with monkeypatch.context() as patch:
            refusing(patch, errno.ENOSPC, "write", "reserve")
            await there.press(*"heard by nobody", "enter", shows=t("store.not_saved", reason="No space left on device"))
            assert "heard by nobody" not in _entered(there)
            assert "heard by nobody" in there.text, "what was typed stays where it was typed"
        await there.press("enter")
        await there.until(lambda: "heard by nobody" in _entered(there))


async def test_an_undo_that_a_full_disk_did_not_take_ends_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with opened(tmp_path) as there:
        await there.press(*"it stays", "enter")
        await there.until(lambda: "it stays" in _entered(there))
        with monkeypatch.context() as patch:
            refusing(patch, errno.ENOSPC, "write", "reserve")
            there.app.action_undo()
            await there.shows(t("store.not_saved", reason="No space left on device"))
            assert "it stays" in _entered(there)
        there.app.action_undo()
        await there.until(lambda: "it stays" not in _entered(there))


def _entered(there: Room) -> list[str]:
    return [entry.text for entry in there.app.session.state.all(Entry)]


def _listening(there: Room, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    said: list[str] = []
    monkeypatch.setattr(there.app.sync_scheduler, "_say", said.append)
    return said


async def _carried(there: Room) -> None:
    there.app.sync_scheduler.sync_soon()
    await there.until(lambda: not there.app.sync_scheduler._syncing)
