"""Sharing with the keyboard alone, at 80×24, on a real terminal: what came in, what waits, and who is working."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from tests.ui.colleague import rui_adds, take_out
from tests.ui.followup_group import group

from ictwg.app.settings import load
from ictwg.domain.records import Action
from ictwg.locales import t
from ictwg.records.history import HistoryQuery, group_history
from ictwg.store.local.home import Home

assert sys.platform != "win32"  # conftest.py leaves this file out there

from tests.ui.followup_journey import opened, presses, types  # noqa: E402 - not to be read on Windows
from tests.ui.journey import leave  # noqa: E402 - likewise

pytestmark = pytest.mark.pty


def test_what_came_in_what_waits_and_whose_turn_it_is(tmp_path: Path) -> None:
    """Rui's change comes in; somebody took a record out of the file, Maria sits down and keeps it."""
    made = group(tmp_path)
    made.store.sync.share()
    made.store.close()
    with opened(tmp_path) as terminal:
        terminal.wait_for("in the shared folder")
        rui_adds(tmp_path, tmp_path / "group.json")
        terminal.wait_for(t("saving.changes_from", count=1, user="Rui"), timeout=30)
        take_out(tmp_path / "group.json", "print the leaflet")
        terminal.wait_for(t("saving.held", count=1), timeout=30)
        presses(terminal, "ctrl+u", shows=t("keys.app_who"))
        types(terminal, "Maria Soares")
        presses(terminal, "ctrl+s", shows="Maria")
        presses(terminal, "end", "enter", shows="Rui: last heard")
        terminal.wait_for("Added by Rui")
        types(terminal, "/deletion")
        presses(terminal, "enter", "enter", shows="print the leaflet")
        terminal.wait_for(f"F4 {t('keys.held_keep')}")
        presses(terminal, "f4", shows="0 of ")
        leave(terminal)
    session = group(tmp_path)
    assert any(action.text == "print the leaflet" for action in session.state.all(Action))
    (kept,) = group_history(session.store, HistoryQuery("Maria Soares"))
    assert kept.changes
    session.store.close()
    assert load(Home.at(str(tmp_path / "home"))).user == "Maria Soares"
