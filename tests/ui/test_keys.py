"""Every key has its words; a user's own keys are checked."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
from rich.cells import cell_len
from tests.all_of import over
from tests.tools.catalogues import forms, said
from tests.ui.followup_group import group
from tests.ui.members_room import OnMembership, room
from textual.pilot import Pilot

from ictwg import locales
from ictwg.ui.app import IctwgApp
from ictwg.ui.key_table import TABLE
from ictwg.ui.keys import (
    KEYS,
    apply_key_settings,
    bindings_for,
    clashes,
    first_key,
    group_title,
    is_usable,
    key_label,
    keymap,
    keys_line,
    tip,
    verb,
)
from ictwg.ui.modals.choose import VERB_WIDE
from ictwg.ui.modals.form_screen import FormScreen
from ictwg.ui.preferences import use_vi_keys


@pytest.fixture(autouse=True)
def usual_keys() -> Iterator[None]:
    yield
    apply_key_settings({})


@over("key", TABLE)
def test_every_key_has_a_verb_a_group_and_whole_sentences(key: object) -> None:
    assert isinstance(key, tuple)
    assert 0 < cell_len(verb(key[0])) <= VERB_WIDE
    assert tip(key[0])[-1:] in ("", ".", "…")
    assert group_title(KEYS[key[0]].group)


def test_ids_are_unique_and_the_defaults_do_not_clash() -> None:
    assert len(KEYS) == len(TABLE)
    assert clashes({}) == ()


def test_vi_keys_are_off_at_first_and_do_not_clash() -> None:
    assert keymap().keys == {}
    with_vi = keymap(vi=True)
    assert clashes(with_vi.keys) == ()
    assert with_vi.keys["list.down"] == "down,j"


def test_bindings_carry_id_verb_and_tooltip() -> None:
    (slash, *_) = bindings_for("filter")
    assert getattr(slash, "id", "") == "filter.edit"
    assert getattr(slash, "description", "") == "Filter"
    assert getattr(slash, "tooltip", "")


@pytest.mark.parametrize("typed", ["insert", " Insert ", "insert,"])
def test_a_persons_keys_are_taken(typed: str) -> None:
    found = keymap(wishes={"record.new": typed})
    assert found == ({"record.new": "insert"}, ())


@pytest.mark.parametrize(
    ("typed", "sent"),
    [
        ("Ctrl+N", "ctrl+n"),
        ("PgUp", "pageup"),
        ("?", "question_mark"),
        ("+", "plus"),
        ("N", "N"),
        ("Shift+F3", "shift+f3"),
    ],
)
def test_a_key_may_be_written_as_the_screen_shows_it(typed: str, sent: str) -> None:
    found = keymap(wishes={"written.copy": typed})
    assert found.keys["written.copy"] == sent


def test_a_second_key_gives_way_to_a_wish_and_the_first_stays() -> None:
    found = keymap(wishes={"record.new": "backspace"})
    assert found == ({"record.new": "backspace", "record.delete": "delete"}, ())
    assert keymap(wishes={"record.new": "question_mark"}).keys["app.help"] == "f1,f12"


@pytest.mark.parametrize(
    ("wishes", "words"),
    [
        ({"record.nwe": "insert"}, "called “record.nwe”"),
        ({"record.new": "f2"}, "record.edit"),
        ({"record.new": " "}, "has no key"),
        ({"record.new": "strg+n"}, "“strg+n” for “record.new” is not a key"),
        ({"record.new": "ctrl+i"}, "“ctrl+i” for “record.new” is not a key"),
        ({"record.new": "<any>"}, "is not a key"),
    ],
)
def test_what_is_wrong_with_them_is_said(wishes: dict[str, str], words: str) -> None:
    (problem,) = keymap(wishes=wishes).problems
    assert words in problem


def test_the_usual_keys_stay_where_a_wish_cannot_be_met() -> None:
    assert keymap(wishes={"record.new": "strg+n", "record.nwe": "f2"}).keys == {}
    assert keymap(wishes={"record.new": "strg+n,insert"}).keys == {"record.new": "insert"}


def test_every_usual_key_is_one_that_a_terminal_sends() -> None:
    assert [key for one in TABLE for key in f"{one.keys},{one.vi}".split(",") if key and not is_usable(key)] == []


@asynccontextmanager
async def started(folder: Path, settings: str) -> AsyncIterator[tuple[OnMembership, Pilot[Any]]]:
    """The program, with these settings of the person."""
    config = folder / "home" / "config"
    config.mkdir(parents=True)
    (config / "settings.toml").write_text(settings, encoding="utf-8")
    app = OnMembership(room(folder))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        yield app, pilot
    app.session.store.close()


def toasts(app: OnMembership) -> list[str]:
    return [str(toast.message) for toast in app._notifications]


async def test_a_key_of_ones_own_does_what_the_usual_one_did(tmp_path: Path) -> None:
    async with started(tmp_path, '[keymap]\n"record.new" = ["F12", "insert"]') as (app, pilot):
        assert toasts(app) == []
        await pilot.press("ctrl+n")
        assert not isinstance(app.screen, FormScreen)
        await pilot.press("insert")
        assert isinstance(app.screen, FormScreen)
        assert first_key("record.new") == "F12"
    assert "F12" in keys_line("record.new")


async def test_all_that_is_wrong_is_one_sentence_at_the_start(tmp_path: Path) -> None:
    wishes = '[keymap]\n"record.nwe" = "f2"\n"record.new" = "strg+n"\n"record.edit" = "f12"'
    async with started(tmp_path, wishes) as (app, pilot):
        (said,) = toasts(app)
        assert "record.nwe" in said
        assert "strg+n" in said
        assert said.count(".") - said.count("record.") == 1
        await pilot.press("f12")
        assert isinstance(app.screen, FormScreen)


async def test_a_settings_file_that_cannot_be_read_is_told_and_kept(tmp_path: Path) -> None:
    async with started(tmp_path, "[keymap\n") as (app, pilot):
        (said,) = toasts(app)
        assert "cannot be read" in said
        use_vi_keys(app, on=True)
        await pilot.pause()
    assert (tmp_path / "home" / "config" / "settings.toml").read_text(encoding="utf-8") == "[keymap\n"


def test_keys_are_written_as_people_know_them() -> None:
    assert [key_label(key) for key in ("f2", "ctrl+n", "question_mark", "delete", "f")] == [
        "F2",
        "Ctrl+N",
        "?",
        "Del",
        "f",
    ]


def test_the_words_follow_the_language_of_now() -> None:
    locales.set_language("xx")
    assert verb("record.new") != "New"


IN_WORDS = re.compile(r"(?i)\bctrl\+\w|\bF\d{1,2}\b")
SAID = [(id, form) for id, message in said("en").items() for form in forms(message)]


def test_no_sentence_of_the_program_writes_a_key_that_may_be_another() -> None:
    assert [id for id, form in SAID if IN_WORDS.search(form)] == []


def test_every_key_of_a_sentence_is_in_the_table() -> None:
    named = {name for _, form in SAID for name in re.findall(r"\{key:([^}]*)\}", form)}
    assert named >= {"record.new", "app.undo", "filter.clear"}
    assert named <= set(KEYS)


@pytest.mark.parametrize(
    ("keys", "key"),
    [
        ({}, "Ctrl+N"),
        ({"record.new": "f12"}, "F12"),
        ({"record.new": "ctrl+n,n"}, "Ctrl+N"),
        ({"record.new": "n"}, "n"),
        ({"record.new": "delete"}, "Delete"),
    ],
)
def test_a_sentence_names_the_key_that_is_set_now(keys: dict[str, str], key: str) -> None:
    apply_key_settings(keys)
    said = str(locales.catalogue("en", "tasks")["tasks.empty.mine"])
    assert locales.t("tasks.empty.mine", difference="{difference}") == said.replace("{key:record.new}", key)


async def test_an_empty_list_names_the_key_of_ones_own(tmp_path: Path) -> None:
    session = group(tmp_path, empty=True)
    session.settings.keymap["record.new"] = "f12"
    app = IctwgApp(session)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        await app.switch_mode("followup")
        await pilot.pause()
        strips = app.screen._compositor.render_strips(app.size)
        assert "with F12" in " ".join(strip.text for strip in strips)
    session.store.close()
