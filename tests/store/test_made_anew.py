"""A record of derived identity that is made again over one in the trash, or over the stub of a purged one."""

from __future__ import annotations

import tempfile
from datetime import UTC, datetime
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st
from tests.store.office import Office

from ictwg.domain.changes import Edit
from ictwg.domain.ids import derived_id
from ictwg.domain.records import Action
from ictwg.domain.schema import Setting
from ictwg.store.store import Store

SOME_ID = derived_id("db", Action.TABLE, ("task", "day"))


def settings(step: str, number: int) -> tuple[Setting, ...]:
    if step == "make":
        return (Action.text(f"t{number}"), Action.owners(("a", f"b{number}")))
    return (Action.waiting_on(f"w{number}"), Action.owners(("a",)))


def said(store: Store) -> set[tuple[str, object]]:
    """What the record says, all rivals included."""
    row = store.local.memory.row(Action.TABLE, SOME_ID)
    assert row is not None
    assert all(len(register) == 1 for register in row.registers.values()), "old dots stay beside the new"
    registers = ((name, row.get(name)) for name in row.registers if not name.startswith("_"))
    return {(name, value) for name, value in registers if value not in (None, False)}


def told(made: tuple[Setting, ...]) -> set[tuple[str, object]]:
    found: set[tuple[str, object]] = set()
    for field, raw in made:
        found |= (
            {(f"{field.name}/{element}", True) for element in raw} if isinstance(raw, tuple) else {(field.name, raw)}
        )
    return found


@given(st.lists(st.sampled_from(["make", "other", "delete", "purge"]), min_size=3, max_size=9))
def test_law_a_record_made_anew_says_only_what_its_author_said(steps: list[str]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        office = Office(Path(folder))
        stores = [office.create(), office.open("rui")]
        made: tuple[Setting, ...] = ()
        for number, step in enumerate(["make", *steps]):
            store = stores[number % 2]
            found = store.get(Action, SOME_ID)
            if step in ("make", "other") and found is None:
                made = settings(step, number)
                store.commit(Edit("verbs.created").create(Action, SOME_ID, *made).done())
                assert store.get(Action, SOME_ID) is not None
            elif step == "delete" and found is not None:
                store.commit(Edit("verbs.deleted").remove(found).done())
            elif step == "purge":
                store.history.purge(datetime(2100, 1, 1, tzinfo=UTC))
            for each in (*stores, *stores):
                each.sync.share()
            if store.get(Action, SOME_ID) is not None:
                assert said(store) == told(made)
            assert stores[0].local.encoded() == stores[1].local.encoded()
        assert [finding for finding in stores[0].maintenance.check() if finding.kind.startswith("I")] == []


def test_a_colleague_who_makes_it_at_the_same_time_is_not_written_over(office: Office) -> None:
    """Only what was seen in the trash is replaced: a record that came meanwhile is there, and both values stay."""
    ana, rui = office.create(), office.open("rui")
    ana.commit(Edit("verbs.created").create(Action, SOME_ID, Action.text("first")).done())
    first = ana.get(Action, SOME_ID)
    assert first is not None
    ana.commit(Edit("verbs.deleted").remove(first).done())
    ana.sync.share(), rui.sync.share()
    for store, text in ((ana, "by Ana"), (rui, "by Rui")):
        store.commit(Edit("verbs.created").create(Action, SOME_ID, Action.text(text)).done())
    ana.sync.share(), rui.sync.share(), ana.sync.share()
    found = ana.get(Action, SOME_ID)
    assert found is not None
    assert {found.text, *found.row.rivals("text")} == {"by Ana", "by Rui"}
