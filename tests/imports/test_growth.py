"""Imports of many files take time in proportion: each write is looked at a fixed number of times."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from tests.builders import MemoryState

from ictwg.domain.changes import Write
from ictwg.domain.records import Organization
from ictwg.imports.foreign_minutes.reader import read_minutes
from ictwg.imports.list_rows import ListFile
from ictwg.imports.members import MemberRows
from ictwg.imports.minutes import import_minutes
from ictwg.minutes.approval import guard_adopted, keep_edition
from ictwg.records.lookup import Lookup

DAY = date(2009, 11, 3)
TEXT = "# Board {day}\n\nPresent: Ana Dias, Rui Sá\n\n## Budget\n\n- ACTION: Ana Dias to send the list\n"


class Counted(tuple[Write, ...]):
    """Writes that count how often somebody goes through them."""

    __slots__ = ()
    seen = 0

    def __iter__(self) -> Iterator[Write]:
        for write in super().__iter__():
            Counted.seen += 1
            yield write


def looks_per_write(files: int) -> float:
    state = MemoryState()
    read = [read_minutes(TEXT.format(day=DAY + timedelta(days=n)), f"{n}.md") for n in range(files)]
    changes = import_minutes(state, read).changes
    Counted.seen = 0
    counted = changes._replace(writes=Counted(changes.writes))
    guard_adopted(state, counted)
    keep_edition(state, counted, DAY)
    return Counted.seen / len(changes.writes)


def test_whether_minutes_are_open_is_asked_once_a_write() -> None:
    assert looks_per_write(40) == looks_per_write(4) <= 5


def test_names_beyond_a_number_are_not_compared_and_the_report_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ictwg.imports.new_records.MOST_COMPARED", 3)
    rows = "".join(f"Office {n},O{n},Ana {n}\n" for n in range(5))
    file = ListFile(Lookup(MemoryState(), DAY), f"Organization,Acronym,Name\n{rows}".encode(), "m.csv")
    plan = MemberRows(file, Organization).plan()
    assert "not compared" in plan.rows[-1].why


def test_each_phase_says_how_far_it_is() -> None:
    told: list[tuple[int, int]] = []
    read = [read_minutes(TEXT.format(day=DAY + timedelta(days=n)), f"{n}.md") for n in range(3)]
    import_minutes(MemoryState(), read, tell=lambda done, total: told.append((done, total)))
    assert told == [(0, 3), (1, 3), (2, 3)]
    rows = "Organization,Acronym,Name\nOffice,O,Ana\nBureau,B,Rui\n"
    told.clear()
    file = ListFile(Lookup(MemoryState(), DAY), rows.encode(), "m.csv", tell=lambda *said: told.append(said))
    MemberRows(file, Organization).plan()
    assert told == [(0, 2), (1, 2)]
