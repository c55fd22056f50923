"""Who goes between this computer and the shared folder keeps a store of its own from trip to trip."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.store.office import Office, add_action, texts

from ictwg.app.opening import Courier
from ictwg.domain.author import Author
from ictwg.store.local.disk import Disk


class Counting(Disk):
    def __init__(self) -> None:
        self.listed: list[str] = []

    def names(self, folder: str) -> list[str]:
        self.listed.append(Path(folder).name)
        return super().names(folder)


@pytest.fixture
def office(tmp_path: Path) -> Office:
    return Office(tmp_path)


def test_a_trip_takes_along_what_was_saved_since_and_looks_for_it_once(office: Office) -> None:
    ana, disk = office.create(), Counting()
    courier = Courier(lambda _: office.open(disk=disk), lambda: Author("ana", "desk"))
    courier.carry()
    for text in ("one", "two"):
        add_action(ana, text)
        disk.listed.clear()
        assert courier.carry().published
        assert disk.listed.count("journals") == 1
    assert texts(office.open("rui")) == ["one", "two"]


def test_the_store_that_is_lent_is_as_fresh_as_this_computers_copy(office: Office) -> None:
    ana = office.create()
    courier = Courier(lambda _: office.open(), lambda: Author("ana", "desk"))
    courier.carry()
    add_action(ana, "one")
    assert texts(courier.store()) == ["one"]
