"""A step of the format that only tests know."""

from __future__ import annotations

import pytest

from ictwg.domain.changes import Write
from ictwg.domain.records import Action
from ictwg.domain.state import State
from ictwg.store.format import codec
from ictwg.store.maintenance import maintenance


def in_capitals(state: State) -> tuple[Write, ...]:
    return tuple(
        Write("actions", one.id, "text", one.text.upper(), one.row.seen("text"))
        for one in state.all(Action)
        if one.text != one.text.upper()
    )


def next_format(monkeypatch: pytest.MonkeyPatch) -> None:
    """From now on this is a program of the next format."""
    monkeypatch.setattr(codec, "SCHEMA", 2)
    monkeypatch.setattr(codec, "WRITES", 2)
    monkeypatch.setattr(maintenance, "MIGRATIONS", (maintenance.Migration(2, 1, 2, in_capitals),))
