"""Results of a programme: a tree within each programme, and one thing that belongs to several kinds of record."""

from __future__ import annotations

from datetime import date

from tests.builders import MemoryState

from ictwg.domain.records import Campaign, FundingLine, Programme, Result, Training
from ictwg.domain.state import children_of
from ictwg.domain.tree import branches
from ictwg.records.editing import add, remove
from ictwg.records.lookup import Lookup
from ictwg.records.record_rows import move
from ictwg.records.tables import record_json

TODAY = date(2010, 3, 12)


def _programme(state: MemoryState, title: str, *results: str) -> tuple[Programme, list[Result]]:
    made = state.add(Programme, Programme.title(title))
    settings = [
        (Result.programme(made.id), Result.title(one), Result.order(f"{place}5")) for place, one in enumerate(results)
    ]
    return made, [state.add(Result, *each) for each in settings]


def test_an_output_stands_under_an_outcome_of_its_own_programme() -> None:
    state = MemoryState()
    _, (first, second) = _programme(state, "One", "Outcome", "Output")
    _, (other,) = _programme(state, "Two", "Something else")
    state.apply(move(state, other, "nest"))
    state.apply(move(state, second, "nest"))
    tree = [(branch.record.id, branch.above) for branch in branches(Result.part_of, state.all(Result))]
    assert (second.id, (first.id,)) in tree
    assert (other.id, ()) in tree


def test_a_programme_is_deleted_with_all_its_results_once() -> None:
    state = MemoryState()
    made, (_, second) = _programme(state, "One", "Outcome", "Output")
    state.apply(move(state, second, "nest"))
    changes = remove(state, made)
    assert len({(write.table, write.id) for write in changes.writes}) == 3
    state.apply(changes)
    assert not state.all(Result)


def test_a_funding_line_belongs_to_what_it_pays_for() -> None:
    state = MemoryState()
    lookup = Lookup(state, TODAY)
    state.add(Training, Training.title("Police training"))
    state.add(Campaign, Campaign.title("Know before you go"))
    for values in ({"training": "Police training", "spent": "1,200.50"}, {"campaign": "Know before you go"}):
        state.apply(add(lookup, FundingLine, values)[1])
    (training,), (campaign,) = state.all(Training), state.all(Campaign)
    assert [line.training for line in state.linked(FundingLine, FundingLine.training, training.id)] == [training.id]
    assert len(children_of(state, campaign)[FundingLine]) == 1
    said = record_json(lookup, training)["funding_lines"]
    assert [(line["spent"], line["campaign"]) for line in said] == [("1200.50", None)]
    state.apply(remove(state, training))
    assert [line.campaign for line in state.all(FundingLine)] == [campaign.id]
