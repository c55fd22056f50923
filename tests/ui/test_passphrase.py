"""A colleague encrypts while the program is open: it says so, goes on, and takes the passphrase."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import pytest
from tests.store.sealed_office import SHEET, cheap, disk_with
from tests.ui.open_group import opened, start, texts
from tests.ui.open_meeting import Room
from textual.widgets import Input

from ictwg.domain.author import Author
from ictwg.domain.changes import Edit
from ictwg.domain.clock import Clock
from ictwg.domain.records import Action
from ictwg.locales import t
from ictwg.merge.encryption import wraps_in
from ictwg.store.encryption import keys
from ictwg.store.format import codec
from ictwg.store.local.home import Home
from ictwg.store.store import Store
from ictwg.ui.modals.box import PassphraseBox, ToldBox
from ictwg.ui.modals.form_screen import FormScreen

WORD = "correct horse battery"


def rui_encrypts(folder: Path, path: str) -> None:
    home, author = Home.at(str(folder / "rui")), Author("Rui", "desk")
    rui = Store.open(path, home=home, clock=Clock(), author=author, disk=disk_with(WORD))
    with cheap():
        rui.encryption.encrypt(WORD, SHEET)
    rui.commit(Edit("verbs.created", "sealed").create(Action, rui.new_id(), Action.text("sealed by Rui")).done())
    rui.sync.share()
    rui.close()


async def test_the_passphrase_is_typed_where_a_colleague_has_encrypted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(keys, "RING", keys.Ring(environ={}))
    async with opened(tmp_path) as there:
        path = there.app.session.store.path
        there.app.session.store.sync.share()
        await start(there, t("errands.unlock"))
        await there.shows(t("encryption.form.not_locked"))
        rui_encrypts(tmp_path, path)
        there.app.sync_scheduler.sync_soon()
        await there.shows(t("encryption.locked"))
        there.app.session.commit(
            Edit("verbs.created", "x")
            .create(Action, there.app.session.store.new_id(), Action.text("while locked"))
            .done()
        )
        await start(there, t("errands.unlock"))
        await there.until(lambda: isinstance(there.app.screen, PassphraseBox))
        field = there.app.screen.query_one(Input)
        assert field.password
        await there.press(*"wrong", "enter", shows=t("encryption.wrong"))
        field.value = WORD
        await there.press("enter", shows=t("saving.changes_from", count=2, user="Rui"))
        await there.until(lambda: {"sealed by Rui", "while locked"} <= texts(there))
        await there.until(lambda: there.app.session.store.sync.status().pending == 0)
        assert there.app.session.store.encrypted
    assert not holding(tmp_path, "while locked")


def holding(folder: Path, text: str) -> list[Path]:
    return [file for file in folder.rglob("*") if file.is_file() and text.encode() in file.read_bytes()]


async def test_a_group_is_encrypted_its_passphrase_changed_and_all_decrypted_from_the_palette(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(keys, "RING", keys.Ring(environ={}))
    sheet, office = tmp_path / "stick" / "sheet.md", tmp_path / "office"
    for folder in (sheet.parent, office):
        folder.mkdir()
    async with opened(office) as there:
        store_file = Path(there.app.session.store.path)
        word = next(iter(texts(there)))
        with cheap():
            await start(there, "Encrypt the group")
            await there.shows("its backups will be")
            await there.press("left", "enter")
            await typed(there, WORD, "another word of it", sheet)
            await there.shows(t("encryption.not_the_same"))
            assert not sheet.exists()
            await typed(there, WORD, WORD, sheet)
            await there.until(lambda: isinstance(there.app.screen, ToldBox))
            await there.shows(t("encryption.out_of_reach"))
            assert "opens the encrypted file" in sheet.read_text("utf-8")
            assert store_file not in holding(office, word)
            await there.press("enter")
            there.app.session.commit(
                Edit("verbs.created", "x")
                .create(Action, there.app.session.store.new_id(), Action.text("sealed"))
                .done()
            )
            before = wraps(store_file)
            await start(there, t("errands.passphrase"))
            await there.press("left", "enter")
            await typed(there, "another good one", "another good one", sheet.with_name("second"))
            await there.until(lambda: isinstance(there.app.screen, ToldBox))
            assert wraps(store_file) != before
            await there.press("enter")
            assert not holding(office, word)
            await start(there, t("errands.decrypt"))
            await there.press("left", "enter", to=ToldBox)
            assert store_file in holding(office, word)
            await there.press("enter")
        assert {word, "sealed"} <= texts(there)
        await there.until(lambda: there.app.session.store.sync.status().pending == 0)


async def test_where_the_extra_is_not_installed_one_sentence_says_how_to_get_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, keys.CIPHERS, None)
    async with opened(tmp_path) as there:
        await start(there, "Encrypt the group")
        await there.until(lambda: isinstance(there.app.screen, ToldBox))
        await there.shows("'ictwg[encryption]'")


def wraps(file: Path) -> list[Any]:
    return list(wraps_in(codec.split(file.read_bytes()).header.meta))


async def typed(there: Room, first: str, again: str, sheet: Path) -> None:
    await there.until(lambda: isinstance(there.app.screen, FormScreen))
    fields = list(there.app.screen.query(Input))
    assert [one.password for one in fields] == [True, True, False]
    for field, text in zip(fields, (first, again, str(sheet)), strict=True):
        field.value = text
    await there.press("ctrl+s")
