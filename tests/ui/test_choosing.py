"""What the keys do in a field of choices, and how a field of names takes what is meant."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import pytest
from tests.ui.stage import Set, staged

from ictwg.app.forms.choices import Choice
from ictwg.app.forms.fields import FormField
from ictwg.locales import t
from ictwg.ui.modals.form_screen import FormScreen
from ictwg.ui.widgets import editors as picker

ENTER = "enter"
STATUSES = tuple(Choice(word, word) for word in ("member", "observer", "invited", "suspended", "withdrawn", "in place"))
NAMES = (Choice("MoFA", "Ministry of Foreign Affairs"), Choice("MoJ", "Ministry of Justice"), Choice("Júpiter", "J"))


def known(text: str) -> str | None:
    return None if text in {"MoFA", "MoJ", "Júpiter"} else "Type its acronym."


async def filled(stage: Set, field: FormField, *keys: str) -> Any:
    results: list[Any] = []
    other = FormField("other", "Other")
    stage.app.push_screen(FormScreen("New", (field, other)), results.append)
    await stage.pilot.pause()
    await stage.pilot.press(*keys, "ctrl+s")
    return results[0][field.name] if results else None


@pytest.mark.parametrize(
    ("keys", "chosen"),
    [
        ("w", "withdrawn"),
        ("i", "invited"),
        ("ii", "in place"),
        ("iii", "invited"),
        ("in", "invited"),
        ("inp", "invited"),
        ("in p", "in place"),
        ("su", "suspended"),
        ("OBS", "observer"),
        ("3", "invited"),
        ("9", "member"),
        ("zs", "member"),
        ("dei", "member"),
        ((ENTER, *"spen", ENTER), "suspended"),
        ((" ", *"obs", ENTER), "observer"),
    ],
)
async def test_typing_finds_a_choice(keys: Iterable[str], chosen: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(picker, "TOGETHER", 60.0)
    field = FormField("status", "Status", kind="choice", value="member", options=STATUSES)
    async with staged() as stage:
        assert await filled(stage, field, *("space" if key == " " else key for key in keys)) == chosen


async def test_a_rest_begins_a_new_word(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(picker, "TOGETHER", -1.0)
    field = FormField("status", "Status", kind="choice", value="member", options=STATUSES)
    async with staged() as stage:
        assert await filled(stage, field, "i", "s") == "suspended"


@pytest.mark.parametrize(
    ("keys", "chosen"), [("y", "yes"), ("1", "yes"), ("x", "yes"), ("yn", "no"), ("10", "no"), ("2", "no")]
)
async def test_yes_and_no_take_digits_too(keys: str, chosen: str) -> None:
    async with staged() as stage:
        assert await filled(stage, FormField("all", "All", kind="flag", value="no"), *keys) == chosen


@pytest.mark.parametrize("way", [("tab",), ("enter",), ()])
async def test_going_on_takes_the_only_name_that_is_offered(way: tuple[str, ...]) -> None:
    field = FormField("owner", "Owner", kind="link", options=NAMES, validate=known)
    async with staged() as stage:
        assert await filled(stage, field, *"just", *way) == "MoJ"
        assert await filled(stage, field, *"jup", *way) == "Júpiter"


async def test_it_takes_none_of_several_and_changes_nothing_that_is_right() -> None:
    async with staged() as stage:
        several = FormField("owner", "Owner", kind="link", options=NAMES, validate=known)
        assert await filled(stage, several, *"mo", "tab") is None
        assert "✗ Type its acronym." in stage.text
        await stage.pilot.press("escape", "enter")
        right = FormField("owner", "Owner", kind="link", options=(*NAMES, Choice("MoJS", "x")), validate=known)
        assert await filled(stage, right, *"MoJ", "tab") == "MoJ"
        free = FormField("comes", t("membership.form.comes"), kind="link", options=(Choice("Ana Soares", "x"),))
        assert await filled(stage, free, *"Ana", "tab") == "Ana"


async def test_the_last_of_several_names_is_taken_too() -> None:
    def all_known(text: str) -> str | None:
        return next(filter(None, (known(one.strip()) for one in text.split(","))), None)

    field = FormField("owners", "Owners", kind="links", options=NAMES, validate=all_known)
    async with staged() as stage:
        assert await filled(stage, field, *"MoFA,", "space", *"just", "tab") == "MoFA, MoJ"
