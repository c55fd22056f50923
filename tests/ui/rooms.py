"""The groups of the journeys: each is made once in its folder, and opened from there at every start."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

from ictwg.app.opening import open_group, start_group
from ictwg.app.session import Session
from ictwg.store.local.home import Home


def session_in(folder: Path, today: date, fill: Callable[[Session], None]) -> Session:
    """The desk on the group in the folder, on a day; where there is none yet, one is started and filled."""
    home, path = Home.at(str(folder / "home")), folder / "group.json"
    if not path.exists():
        start_group(str(path), "Working group", "WG", home=home).store.close()
        made = open_group(str(path), home=home, writer=True, today=today)
        fill(made)
        made.store.close()
    return open_group(str(path), home=home, writer=True, today=today)
