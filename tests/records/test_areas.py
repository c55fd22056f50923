"""What an area tells the engine is found: it stands in the module that is loaded for the type."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path

import pytest

import ictwg
from ictwg.records import areas, editing, grammar, rules, selection, tables
from ictwg.records.areas import Hooks, areas_of

RECORDS = Path(str(areas.__file__)).parent
AREAS = sorted(path.parent.name for path in Path(ictwg.__file__).parent.glob("*/hooks.py"))
MODULES = (editing, grammar, rules, selection, tables)
ALL = {name: one for module in MODULES for name, one in vars(module).items() if isinstance(one, Hooks)}


@pytest.mark.parametrize("area", AREAS)
def test_an_area_speaks_of_types_that_name_it(area: str) -> None:
    module = import_module(f"ictwg.{area}.hooks").__name__
    told = {
        kind
        for hooks in ALL.values()
        for kind, known in hooks._known.items()
        if any(function.__module__ == module for function in known.values())
    }
    assert told
    assert [kind for kind in told if area not in areas_of(kind)] == []


def test_each_decorator_that_registers_is_named_where_areas_are_described() -> None:
    assert {name for name in ALL if name not in str(areas.__doc__)} == set()
    assert sum(path.read_text(encoding="utf-8").count("= Hooks()") for path in RECORDS.glob("*.py")) == len(ALL)
