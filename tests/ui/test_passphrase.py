"""A colleague encrypts while the program is open: it says so, goes on, and takes the passphrase."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.store.sealed_office import SHEET, cheap, disk_with
from tests.ui.test_errands import start
from tests.ui.test_places import opened, texts
from textual.widgets import Input

from ictwg.domain.changes import Edit
from ictwg.domain.records import Action
from ictwg.store import ring
from ictwg.store.author import Author
from ictwg.store.clock import Clock
from ictwg.store.home import Home
from ictwg.store.store import Store
from ictwg.ui.modals.passphrase import PassphraseBox

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

WORD = "correct horse battery"


def rui_encrypts(folder: Path, path: str) -> None:
    home, author = Home.at(str(folder / "rui")), Author("Rui", "desk")
    rui = Store.open(path, home=home, clock=Clock(), author=author, disk=disk_with(WORD))
    with cheap():
        rui.encrypt(WORD, SHEET)
    rui.commit(Edit("verbs.created", "sealed").create(Action, rui.new_id(), Action.text("sealed by Rui")).done())
    rui.share()
    rui.close()


async def test_the_passphrase_is_typed_where_a_colleague_has_encrypted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ring, "RING", ring.Ring(environ={}))
    async with opened(tmp_path) as there:
        path = there.app.desk.store.path
        there.app.desk.store.share()
        await start(there, "Type the passphrase")
        await there.shows("Nothing is locked")
        rui_encrypts(tmp_path, path)
        there.app.rhythm.hurry()
        await there.shows("the passphrase is not here")
        there.app.desk.commit(
            Edit("verbs.created", "x").create(Action, there.app.desk.store.new_id(), Action.text("while locked")).done()
        )
        await start(there, "Type the passphrase")
        await there.until(lambda: isinstance(there.app.screen, PassphraseBox))
        field = there.app.screen.query_one(Input)
        assert field.password
        await there.press(*"wrong", "enter")
        await there.shows("This is not the passphrase")
        field.value = WORD
        await there.press("enter")
        await there.shows("2 changes from Rui")
        await there.until(lambda: {"sealed by Rui", "while locked"} <= texts(there))
        await there.until(lambda: there.app.desk.store.status().pending == 0)
        assert there.app.desk.store.encrypted
    assert not holding(tmp_path, "while locked")


def holding(folder: Path, text: str) -> list[Path]:
    return [file for file in folder.rglob("*") if file.is_file() and text.encode() in file.read_bytes()]
