"""A newcomer finds the way: what the packages say of their modules is true of all of them."""

from __future__ import annotations

import re
from pathlib import Path

import ictwg
from ictwg import services

SOURCE = Path(ictwg.__file__).parent


def modules(folder: Path) -> set[str]:
    found = (*folder.glob("*.py"), *(path.parent for path in folder.glob("*/__init__.py")))
    return {path.stem for path in found} - {"__init__", "__main__", "__about__"}


def test_the_services_say_what_each_of_them_belongs_to() -> None:
    named = set(re.findall(r"[a-z_]+", services.__doc__ or ""))
    assert modules(SOURCE / "services") - named == set(), "give it a place in the map of services/__init__.py"


def test_the_program_says_what_each_package_is() -> None:
    packages = {path.parent.name for path in SOURCE.glob("*/__init__.py")}
    assert packages - set(re.findall(r"[a-z_]+", ictwg.__doc__ or "")) == set()
