"""Whichever line of a copy the disk has damaged: the words of all others come back, and nobody loses anything by it."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest
from tests.all_of import some
from tests.merge.whole_copies import Dataset, dataset_of
from tests.store.office import Office, add_action, add_organization, folded, killed, set_action, texts

from ictwg.domain.changes import Edit
from ictwg.domain.records import Action, Organization
from ictwg.merge.rows import Row
from ictwg.store.store import Store
from ictwg.store.sync.reports import Outcome

Damage = Callable[[bytes], bytes | None]
Said = dict[str, set[bytes]]

USB = "usb.json"


def torn(line: bytes) -> bytes:
    return line[: len(line) // 2] + b'}{"' + line[len(line) // 2 + 3 :]


def flipped(line: bytes) -> bytes:
    """Still JSON, nearly always: one letter of the last word is another."""
    at = max(line.rfind(b'","_v"'), line.rfind(b'"_v"') - 2) - 1
    return line[:at] + bytes((line[at] ^ 1,)) + line[at + 1 :]


def another_number(line: bytes) -> bytes:
    """A mark that nobody ever made."""
    at = line.rfind(b"@") + 1
    return line[:at] + b"2" + line[at + 1 :] if at else line[:-3] + b"\0\0\0"


def gone(line: bytes) -> None:  # noqa: ARG001 - all of it is gone
    return None


DAMAGE = [torn, flipped, another_number, gone]


@pytest.fixture
def worked(memory_folder: Path) -> Office:
    """Ana has shared and has not; what she had not, folded and still in a journal, a colleague has got on a stick."""
    folder = memory_folder / "office"
    folder.mkdir()
    office = Office(folder)
    ana = office.create()
    ids = [add_action(ana, text) for text in ("first", "second", "third")]
    add_organization(ana, "Ministry")
    ana.sync.share()
    rui = office.open("rui")
    set_action(rui, ids[2], Action.text("third, by Rui"))
    add_action(rui, "from Rui")
    rui.sync.share(), ana.sync.share()
    set_action(ana, ids[0], Action.text("first, never shared"))
    add_action(ana, "fourth, never shared")
    add_organization(ana, "Institute, never shared")
    ana.commit(Edit("verbs.removed").remove(next(one for one in ana.all(Action) if one.text == "second")).done())
    set_action(ana, ids[0], Action.due(date(2010, 5, 1)))
    folded(ana)
    set_action(ana, ids[2], Action.text("third, in the journal"))
    add_action(ana, "fifth, in the journal")
    ana.sync.write_copy(str(office.folder / USB))
    killed(ana)
    return office


def places(office: Office) -> Iterator[int]:
    """Each line in turn, with the folder as it was before."""
    kept = office.folder.with_name("kept")
    shutil.copytree(office.folder, kept)
    for at in range(len(replica(office).read_bytes().split(b"\n")) - 1):
        shutil.rmtree(office.folder)
        shutil.copytree(kept, office.folder)
        yield at


def replica(office: Office) -> Path:
    return next((office.folder / "ana").rglob("replica.json"))


def damage_line(office: Office, at: int, damage: Damage) -> bytes:
    """Returns it as it was."""
    path = replica(office)
    lines = path.read_bytes().split(b"\n")
    line, damaged = lines[at], damage(lines[at])
    lines[at : at + 1] = [] if damaged is None else [damaged]
    path.unlink()  # base.json may be another name of it
    path.write_bytes(b"\n".join(lines))
    return line


def held(store: Store) -> Dataset:
    return dataset_of(store.local.memory.lines)


def said(row: Row) -> Said:
    """What a record says, whoever said it."""
    return {name: {repr(one).encode() for v in r.values() for one in v} for name, r in row.registers.items()}


def is_of(line: bytes, row: Row) -> bool:
    return f'"id":"{row.id}"'.encode() in line


@pytest.mark.parametrize("damage", DAMAGE)
def test_whichever_line_is_damaged_nothing_that_is_shared_is_replaced(worked: Office, damage: Damage) -> None:
    """And the words of all other lines come back."""
    before, shared = held(worked.open()), held(worked.open("new"))
    for at in some(places(worked)):
        line = damage_line(worked, at, damage)
        ana = worked.open()
        report = ana.sync.share()
        assert report.outcome is Outcome.SHARED, (at, report)
        after = held(ana)
        for place, row in before.rows.items():
            if not is_of(line, row) and not line.endswith(b'":{'):  # else nobody knows which table it was
                assert _words(after.rows[place]) >= _words(row), (at, line)
        for place, row in shared.rows.items():
            if place not in before.rows or said(before.rows[place]) == said(row):
                assert said(after.rows[place]).items() >= said(row).items(), (at, line)
        new = after.rows.keys() - before.rows.keys()
        assert not [place for place in new if place[0] != "_log"], at
        assert ana.maintenance.check() == (), at
        assert ana.sync.share().problem == ""
        ana.close()


def _words(row: Row) -> set[bytes]:
    return said(row).get("text", set())


@pytest.mark.parametrize("damage", DAMAGE)
def test_who_holds_what_the_copy_held_loses_nothing(worked: Office, damage: Damage) -> None:
    """A stick with all of it reaches a colleague before Ana shares, or afterwards: the words are there in the end."""
    before = held(worked.open())
    for at in some(places(worked)):
        damage_line(worked, at, damage)
        rui = worked.open("rui")
        if at % 2:
            rui.sync.bring_in(str(worked.folder / USB))
        ana = worked.open()
        ana.sync.share()
        if not at % 2:
            rui.sync.bring_in(str(worked.folder / USB))
        rui.sync.share(), ana.sync.share(), rui.sync.share(), ana.sync.share()
        for store in (ana, rui):
            after = held(store)
            for place, row in before.rows.items():
                there = after.rows.get(place)
                assert there is not None, (at, row.registers)
                assert all(
                    said(there).get(name, set()) >= values for name, values in said(row).items() if name != "_live"
                )
        assert ana.local.encoded() == rui.local.encoded()
        assert "fifth, in the journal" in texts(rui)
        ana.close()
        rui.close()


def test_a_transaction_that_was_folded_already_takes_the_place_of_nothing(office: Office) -> None:
    """A window of this computer holds its journal open while a command replaces what it wrote, and folds."""
    window = office.create()
    id = add_action(window, "first")
    window.sync.share()
    set_action(window, id, Action.text("by the window"))
    command = office.open()
    set_action(command, id, Action.text("by the command"))
    folded(command)
    killed(command)
    add_organization(window, "Ministry")
    damage_line(office, len(replica(office).read_bytes().split(b"\n")) - 3, torn)
    store = office.open()
    store.sync.share()
    assert store.local.renewed
    assert texts(store) == ["by the command"]
    assert [one.name for one in store.all(Organization)] == ["Ministry"]
    assert texts(office.open("rui")) == ["by the command"]
