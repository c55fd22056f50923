"""Which key does what on which screen: one table, and what F4 to F8 mean wherever a list has these fields."""

from __future__ import annotations

import importlib
import pkgutil
import tomllib
from pathlib import Path
from typing import Any

import pytest
from textual._ansi_sequences import ANSI_SEQUENCES_KEYS
from textual.dom import DOMNode

import ictwg.ui
from ictwg.ui.key_table import TABLE
from ictwg.ui.screens.followup import FollowupScreen
from ictwg.ui.screens.membership import MembershipScreen
from ictwg.ui.screens.tasks import TasksScreen
from ictwg.ui.screens.today import TodayScreen

GOLDEN = Path(__file__).parents[1] / "golden" / "screen-keys.toml"
MEANT = {
    "f4": {"followup.done", "decision.conclude", "today.done"},
    "f5": {"followup.update", "decision.answer"},
    "f6": {"followup.due"},
    "f7": {"followup.owner"},
    "f8": {"followup.status", "membership.status"},
}
"""Done or decide, update, date, responsible, status: nothing else on these keys in a list of records that has them."""


def screens() -> dict[str, type[Any]]:
    """Every screen, pane and box that binds keys of the table."""
    for module in pkgutil.walk_packages(ictwg.ui.__path__, "ictwg.ui."):
        importlib.import_module(module.name)
    return {kind.__name__: kind for kind in _shown(DOMNode) if keys_of(kind)}


def _shown(kind: type[Any]) -> set[type[Any]]:
    """The classes of ours below it that others of ours do not extend."""
    below = {deeper for one in kind.__subclasses__() for deeper in _shown(one)}
    return below or ({kind} if kind.__module__.startswith("ictwg.ui.") else set())


def keys_of(kind: type[Any]) -> dict[str, list[str]]:
    """The ids of what each key starts there."""
    found: dict[str, list[str]] = {}
    for key, bindings in kind._merge_bindings().key_to_bindings.items():
        ids = sorted({binding.id for binding in bindings if binding.id})
        if ids:
            found[key] = ids
    return found


def table() -> str:
    """The whole table as TOML: a screen a section, a key a line."""
    parts = []
    for name, kind in sorted(screens().items()):
        lines = [f'"{key}" = {ids}'.replace("'", '"') for key, ids in sorted(keys_of(kind).items())]
        parts.append("\n".join((f"[{name}]", *lines)))
    return "\n\n".join(parts) + "\n"


def test_each_key_does_on_each_screen_what_the_table_says() -> None:
    assert tomllib.loads(table()) == tomllib.loads(GOLDEN.read_text(encoding="utf-8"))


def test_no_terminal_sends_another_key_for_one_of_ours() -> None:
    """`Alt+B` and `Alt+F` come as `Ctrl+Left` and `Ctrl+Right`."""
    keys = {key for one in TABLE for key in one.keys.split(",") if key.startswith("alt+") and key[-1].isalpha()}
    assert keys
    assert not [key for key in keys if f"\x1b{key.removeprefix('alt+')}" in ANSI_SEQUENCES_KEYS]


@pytest.mark.parametrize("kind", [FollowupScreen, TasksScreen, TodayScreen, MembershipScreen])
def test_f4_to_f8_mean_the_same_in_every_list_of_records(kind: type[Any]) -> None:
    bound = keys_of(kind)
    assert {key: [id for id in bound.get(key, ()) if id not in ids] for key, ids in MEANT.items()} == {
        key: [] for key in MEANT
    }


def test_no_function_key_deletes_and_backspace_deletes_where_delete_does() -> None:
    deletes = [key for key in TABLE if key.id.partition(".")[2] in {"delete", "purge", "let_go", "clear"}]
    for keys in (key.keys.split(",") for key in deletes if "escape" not in key.keys):
        assert not [one for one in keys if one[0] == "f"]
        assert ("backspace" in keys) is ("delete" in keys)
    assert {"record.delete", "trash.purge", "held.let_go"} <= {key.id for key in deletes}


def test_a_sign_moves_what_ctrl_and_an_arrow_move() -> None:
    """Mission Control and PuTTY keep those arrows for themselves."""
    for key in TABLE:
        keys = {*key.keys.split(",")}
        assert bool(keys & {"ctrl+up"}) <= ("less_than_sign" in keys), key
        assert bool(keys & {"ctrl+down"}) <= ("greater_than_sign" in keys), key


def test_enter_is_bound_to_opening_alone() -> None:
    opens = {"list.choose", "filter.leave", "picker.open", "card.origin", "member_card.on", "readback.mend"}
    told = {"paste.usual", "written.done"}  # boxes that show it
    bound = {id for kind in screens().values() for id in keys_of(kind).get("enter", ())}
    assert bound <= opens | told


if __name__ == "__main__":
    GOLDEN.write_text(table(), encoding="utf-8")
