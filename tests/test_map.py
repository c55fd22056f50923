"""A newcomer finds the way: what the packages say of their modules is true of all of them."""

from __future__ import annotations

import re
from pathlib import Path

import ictwg
from ictwg import services, store

SOURCE = Path(ictwg.__file__).parent


def modules(folder: Path) -> set[str]:
    found = (*folder.glob("*.py"), *(path.parent for path in folder.glob("*/__init__.py")))
    return {path.stem for path in found} - {"__init__", "__main__", "__about__"}


def rows(doc: str) -> dict[str, set[str]]:
    """What a map says of each package: its row, and what goes on below it."""
    found: dict[str, set[str]] = {}
    package = ""
    for line in doc.splitlines():
        if begins := re.match(r"    ([a-z_]+)  +", line):
            package = begins[1]
        found.setdefault(package, set()).update(re.findall(r"[a-z_]+", line))
    return found


TOLD_BY_THEMSELVES = {"preparing", "reporting", "bringing", "importing"}
"""Their own `__init__` or their modules' names say what is in them."""


def test_the_services_say_what_each_of_them_belongs_to() -> None:
    named = rows(services.__doc__ or "")
    assert modules(SOURCE / "services") - named.keys() == set(), "give it a row in the map of services/__init__.py"
    for package in modules(SOURCE / "services") - TOLD_BY_THEMSELVES:
        lost = modules(SOURCE / "services" / package) - named[package]
        assert lost == set(), f"give it a place in the row of {package} in services/__init__.py"


def test_the_store_says_what_each_part_of_it_is() -> None:
    assert modules(SOURCE / "store") - set(re.findall(r"[a-z_]+", store.__doc__ or "")) == set()


def test_the_program_says_what_each_package_is() -> None:
    packages = {path.parent.name for path in SOURCE.glob("*/__init__.py")}
    assert packages - set(re.findall(r"[a-z_]+", ictwg.__doc__ or "")) == set()
