"""Keys written at once, as a fast typist's or a slow line's arrive: each reaches the screen that it was meant for."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from tests.ui.followup_group import group

from ictwg.domain.records import Action
from ictwg.domain.values import ActionKind
from ictwg.locales import t

assert sys.platform != "win32"  # conftest.py leaves this file out there

from tests.pty_driver import KEYS, Terminal  # noqa: E402 - not to be read on Windows
from tests.ui.journey import started, state_of  # noqa: E402 - likewise

pytestmark = pytest.mark.pty


@contextmanager
def tasks(folder: Path) -> Iterator[Terminal]:
    with started("followup_group.py", folder, shows=[t("today.tasks")]) as terminal:
        terminal.press("5", shows="Order the folders")
        terminal.settle()
        yield terminal


def saved_tasks(folder: Path) -> dict[str, str]:
    with state_of(group(folder)) as state:
        made = [action for action in state.all(Action) if action.kind is ActionKind.TASK]
        return {action.text: action.assignee for action in made if not action.template_line}


def test_what_is_typed_behind_the_key_that_opens_a_form_is_for_the_form(tmp_path: Path) -> None:
    with tasks(tmp_path) as terminal:
        terminal.write(KEYS["ctrl+n"] + "Print 5 name cards" + "\t" + "Rosa" + KEYS["ctrl+s"])
        terminal.wait_for("Print 5 name cards")
        terminal.wait_gone(t("tasks.new"))
    assert saved_tasks(tmp_path)["Print 5 name cards"] == "Rosa"


def test_one_form_behind_the_other(tmp_path: Path) -> None:
    """The key that saves closes the form; the next one is for the list again, and the one after for the next form."""
    one = KEYS["ctrl+n"] + "Print the cards" + "\t" + "Rosa" + KEYS["ctrl+s"]
    other = KEYS["ctrl+n"] + "Book a room" + "\t" + "Ana" + KEYS["ctrl+s"]
    with tasks(tmp_path) as terminal:
        terminal.write(KEYS["right"] + one + other + "/room")
        terminal.wait_for("1 of")
    assert saved_tasks(tmp_path) == {"Order the folders": "", "Print the cards": "Rosa", "Book a room": "Ana"}
