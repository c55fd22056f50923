"""The journals of several processes say the same in whatever order they are read."""

from __future__ import annotations

import random
import tempfile
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st
from tests.store.office import Office, action, add_action, set_action

from ictwg.domain.changes import Edit
from ictwg.domain.records import Action
from ictwg.store.format import codec
from ictwg.store.local.memory import Memory
from ictwg.store.local.replica import Replica
from ictwg.store.local.transactions import Transaction


@given(st.integers(0, 2**32), st.lists(st.sampled_from("abcde"), min_size=2, max_size=12))
def test_transactions_give_one_state_in_any_order(seed: int, steps: list[str]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        office = Office(Path(folder))
        stores = [office.create(), office.open(), office.open()]
        chance = random.Random(seed)
        for number, step in enumerate(steps):
            store = chance.choice(stores)
            store.refresh()
            records = store.all(Action)
            if step == "a" or not records:
                add_action(store, f"t{number}")
            elif step == "b":
                store.commit(Edit("verbs.deleted").remove(records[0]).done())
            elif step == "e" and chance.random() < 0.5:
                store.history.undo()
            else:
                set_action(store, records[-1].id, Action.text(f"t{number}"), Action.owners((step,)))
        for store in stores:
            store.refresh()
        replica = Replica(stores[0].local.replica.disk, stores[0].local.replica.folder)
        transactions, data = replica.load()
        expected = codec.encode_file(stores[0].local.memory.lines)
        assert [codec.encode_file(s.local.memory.lines) for s in stores] == [expected] * 3
        for _ in range(4):
            memory = Memory(codec.split((data or b"")[:]))
            for transaction in _interleaved(transactions, chance):
                memory.apply(transaction)
            assert not memory.early
            assert codec.encode_file(memory.lines) == expected


def test_lines_that_were_made_of_other_lines_are_not_taken(tmp_path: Path) -> None:
    office = Office(tmp_path)
    ana = office.create()
    id = add_action(ana, "one")
    ana.sync.share()
    rui = office.open("rui")
    set_action(rui, id, Action.waiting_on("the bank"))
    set_action(ana, id, Action.text("two"))
    replica = Replica(ana.local.replica.disk, ana.local.replica.folder)
    assert rui.local.memory.apply(replica.load()[0][-1])
    assert (action(rui, id).text, action(rui, id).waiting_on) == ("two", "the bank")


def _interleaved(transactions: tuple[Transaction, ...], chance: random.Random) -> list[Transaction]:
    """Any order in which each actor's own stay in order: one after the other is how they stand in its journal."""
    waiting: dict[str, list[Transaction]] = {}
    for transaction in transactions:
        waiting.setdefault(transaction.dot.partition("@")[0], []).append(transaction)
    turns = chance.sample([actor for actor, own in waiting.items() for _ in own], len(transactions))
    return [waiting[actor].pop(0) for actor in turns]
