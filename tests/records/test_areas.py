"""What an area tells the engine is found: it stands in the module that is loaded for the type."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path

import pytest

import ictwg
from ictwg.records import editing, selection, tables
from ictwg.records import tables as json_view
from ictwg.records.areas import Hooks, areas_of

AREAS = sorted(path.parent.name for path in Path(ictwg.__file__).parent.glob("*/hooks.py"))
ALL = [hooks for module in (editing, json_view, selection, tables) for hooks in vars(module).values()]


@pytest.mark.parametrize("area", AREAS)
def test_an_area_speaks_of_types_that_name_it(area: str) -> None:
    module = import_module(f"ictwg.{area}.hooks").__name__
    told = {
        kind
        for hooks in ALL
        if isinstance(hooks, Hooks)
        for kind, known in hooks._known.items()
        if any(function.__module__ == module for function in known.values())
    }
    assert told
    assert [kind for kind in told if area not in areas_of(kind)] == []
