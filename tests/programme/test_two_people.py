"""Two people who enter a campaign or work on a plan at once: nothing is lost, and nothing is counted twice."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path
from random import Random
from typing import Any

import pytest
from tests.papers_made import matrix_text
from tests.store.office import Office

from ictwg.domain.changes import Edit
from ictwg.domain.records import (
    Activity,
    ActivityReport,
    Campaign,
    FieldAction,
    Funder,
    FundingLine,
    Organization,
    Plan,
    Programme,
    Result,
    Round,
    RoundAnswer,
)
from ictwg.domain.schema import Field, Record
from ictwg.domain.values import Audience, RoundState
from ictwg.errors import ThereAlreadyError
from ictwg.imports.filled_matrix import FilledRows
from ictwg.imports.list_rows import ListFile
from ictwg.imports.record_lists import import_records
from ictwg.programme.coverage import coverage
from ictwg.programme.funding import lines_of, spending
from ictwg.programme.plan import tree
from ictwg.records.editing import add, write
from ictwg.records.lookup import Lookup
from ictwg.records.record_rows import Move, move
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
    store.sync.share()


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
        store.sync.share()
    for store in (ana, rui):
        found = coverage(store, store, SINCE, TODAY)
        assert len(found.seen.actions) == len(entered)
        assert found.seen.counted == sum(reached for _, reached in entered)
        for typed, name in (("Dili", "Díli"), ("covalima", "Cova Lima"), ("Baucau", "Baucau")):
            assert found.on_site[name].counted == sum(reached for place, reached in entered if place == typed)
        (joint,) = store.all(Programme)
        assert [one.spent for one in spending(store, lines_of(store, joint))] == [sum(paid.values())]


PLAN = "No;Activity;Responsible\n1;PREVENTION;\n1.1;Radio;MoJ\n1.2;Film;MoJ\n2;PROTECTION;\n2.1;Help;MoJ\n"
MOVES: tuple[Move, ...] = ("up", "down", "nest", "unnest")


def planned(store: Store) -> Round:
    """A plan that came from a spreadsheet, and a round on it."""
    edit, plan, about = Edit("verbs.created"), store.new_id(), store.new_id()
    edit.create(Organization, store.new_id(), Organization.acronym("MoJ"), Organization.name("Ministry of Justice"))
    edit.create(Plan, plan, Plan.title("National Plan"))
    edit.create(Round, about, Round.title("Reports"), Round.plan(plan), Round.closes_on(TODAY))
    store.commit(edit.done())
    listed(store)
    store.sync.share()
    found = store.get(Round, about)
    assert found is not None
    return found


def listed(store: Store, text: str = PLAN) -> None:
    (of,) = store.all(Plan)
    store.commit(import_records(ListFile(Lookup(store, TODAY), text.encode(), "plan.csv"), Activity, of).changes)


def filled(store: Store, about: Round, said: str) -> None:
    """Their matrix with a status and what was said in every row."""
    (home,) = store.all(Organization)
    lines = matrix_text(store, about, home, Audience.MEMBERS, TODAY).splitlines()
    text = "\n".join(f"{line[:-6]};on track;{said};;;;" if line.endswith(";" * 7) else line for line in lines)
    store.commit(FilledRows(ListFile(Lookup(store, TODAY), text.encode(), "back.csv")).plan().changes)


def told(record: Record, field: Field[Any]) -> set[object]:
    return {field.of(record), *record.row.rivals(field.name)}


@pytest.mark.parametrize("seed", range(4))
def test_what_two_do_to_a_plan_at_once_is_all_there(tmp_path: Path, seed: int) -> None:
    """Both edit, move and add parts, read the same list, and take an answer of the same organization."""
    random, office = Random(seed), Office(tmp_path)
    ana = office.create("ana")
    about = planned(ana)
    rui = office.open("rui")
    added: list[str] = []
    for name, store in (("ana", ana), ("rui", rui)):
        for number in range(8):
            part = random.choice(store.all(Activity))
            store.commit(move(store, part, random.choice(MOVES)))
            part = random.choice(store.all(Activity))
            store.commit(write(store, part, Activity.remarks(f"{name} {number}")))
        added.append(f"Added by {name}")
        listed(store, f"{PLAN}2.2;Hotline;MoJ\n;{added[-1]};MoJ\n")
        filled(store, about, f"Said to {name}")
    edited = [{one.id: one.remarks for one in store.all(Activity) if one.remarks} for store in (ana, rui)]
    for store in (ana, rui, ana, rui):
        store.sync.share()
    for store in (ana, rui):
        (plan,) = store.all(Plan)
        assert sorted(branch.record.title for branch in tree(store, plan)) == sorted(
            ["PREVENTION", "Radio", "Film", "PROTECTION", "Help", "Hotline", *added]
        )
        parts = {one.id: one for one in store.all(Activity)}
        assert all(text in told(parts[id], Activity.remarks) for texts in edited for id, text in texts.items())
        reports = store.all(ActivityReport)
        assert len({one.activity for one in reports}) == len(reports)
        progress = [told(one, ActivityReport.progress) for one in reports]
        assert {"Said to ana", "Said to rui"} <= set().union(*progress)
        assert sum(len(one) == 2 for one in progress) == len(reports) - len(added)
        (answer,) = store.all(RoundAnswer)
        assert answer.state is RoundState.RECEIVED
