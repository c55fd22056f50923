"""Two people who enter a campaign and its budget at once: nothing is lost, and nothing is counted twice."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from random import Random
from typing import TYPE_CHECKING

import pytest
from tests.store.office import Office

from ictwg.domain.changes import Edit
from ictwg.domain.records import Campaign, FieldAction, Funder, FundingLine, Programme, Result
from ictwg.errors import ThereAlreadyError
from ictwg.programme.coverage import coverage
from ictwg.programme.funding import lines_of, spending
from ictwg.records.editing import add
from ictwg.records.lookup import Lookup

if TYPE_CHECKING:
    from pathlib import Path

    from ictwg.store.store import Store

TODAY = date(2010, 3, 12)
SINCE = date(2010, 1, 1)


def begun(store: Store) -> None:
    edit = Edit("verbs.created")
    campaign, joint = store.new_id(), store.new_id()
    edit.create(Campaign, campaign, Campaign.title("Know before you go"), Campaign.starts_on(SINCE))
    edit.create(Programme, joint, Programme.title("Joint programme"))
    edit.create(Funder, store.new_id(), Funder.programme(joint), Funder.name("Fund"))
    for title in ("Output 1", "Output 2"):
        edit.create(Result, store.new_id(), Result.programme(joint), Result.title(title))
    store.commit(edit.done())
    store.share()


@pytest.mark.parametrize("seed", range(3))
def test_what_two_enter_at_once_is_all_there_and_each_line_of_the_budget_once(tmp_path: Path, seed: int) -> None:
    random = Random(seed)
    office = Office(tmp_path)
    ana = office.create("ana")
    begun(ana)
    rui = office.open("rui")
    entered: list[tuple[str, int]] = []
    paid: dict[str, Decimal] = {}
    for store in (ana, rui):
        for number in range(6):
            place, reached = random.choice(("Dili", "covalima", "Baucau")), random.randrange(500)
            values = {"title": f"Market day {number}", "campaign": "Know before you go", "date": "2010-02-12"}
            values |= {"district": place, "reached": str(reached), "basis": "counted"}
            store.commit(add(Lookup(store, TODAY), FieldAction, values)[1])
            entered.append((place, reached))
        for output in random.sample(("Output 1", "Output 2"), random.randrange(1, 3)):
            values = {"campaign": "Know before you go", "output": output, "funder": "Fund", "spent": "1250.50"}
            store.commit(add(Lookup(store, TODAY), FundingLine, values)[1])
            paid[output] = Decimal("1250.50")
            with pytest.raises(ThereAlreadyError):
                add(Lookup(store, TODAY), FundingLine, values)
    for store in (ana, rui, ana, rui):
        store.share()
    for store in (ana, rui):
        found = coverage(store, store, SINCE, TODAY)
        assert len(found.seen.actions) == len(entered)
        assert found.seen.counted == sum(reached for _, reached in entered)
        for typed, name in (("Dili", "Díli"), ("covalima", "Cova Lima"), ("Baucau", "Baucau")):
            assert found.on_site[name].counted == sum(reached for place, reached in entered if place == typed)
        (joint,) = store.all(Programme)
        assert [one.spent for one in spending(store, lines_of(store, joint))] == [sum(paid.values())]
