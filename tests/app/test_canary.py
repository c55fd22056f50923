"""Nothing that an audience may not see is in anything that it is given: no word of it, and no figure that counts it."""

from __future__ import annotations

import inspect
from collections.abc import Iterator
from functools import cache
from importlib import import_module
from pkgutil import walk_packages

import pytest
from tests.builders import MemoryState, known
from tests.canary import (
    CASES,
    OUTPUTS,
    PLACES,
    TEXTS,
    TOGETHER,
    TOKEN,
    TRIED,
    Output,
    group_with,
    group_without,
    tokens,
)
from tests.rich_meeting import MEETS_ON, Rich

import ictwg
from ictwg.app.catalogue import PAPERS
from ictwg.domain.records import Action, AgendaItem, Decision, Entry, Meeting
from ictwg.domain.values import Audience
from ictwg.errors import IctwgError

pytestmark = pytest.mark.once
"""Who may read what is declared, and decided by our own code on every Python."""

TEXTS_MADE = ("str", "Copy")
TRIED_ELSEWHERE = {"round": "test_small_numbers, test_doors", "list": "as `AudienceView`"}
TRIED_ELSEWHERE |= dict.fromkeys(("training", "letter", "incoming_letter"), "the secretariat alone")
"""Papers of these, and where."""


@cache
def said(output: Output, state: MemoryState, audience: Audience, meeting: str) -> str:
    """What the output says of the meeting, or how it refuses; worked out once for all tests, which only read it."""
    found = known(state.get(Meeting, meeting))
    try:
        return output.render(state, found, audience, MEETS_ON)
    except IctwgError as refused:
        return f"{refused.message} {refused.hint}"


def everything(output: Output, rich: Rich, audience: Audience) -> str:
    """What the output says of every meeting of the group, refusals included."""
    meetings = rich.state.all(Meeting) if output.of_meeting else (rich.meeting,)
    return "\n".join(said(output, rich.state, audience, meeting.id) for meeting in meetings)


@pytest.mark.parametrize(("place", "hidden_from", "told"), TRIED)
def test_no_word_of_it_is_said(place: str, hidden_from: Audience, told: Audience) -> None:
    rich = group_with(place, hidden_from, times=1, hides=False)
    for output in OUTPUTS:
        assert TOKEN not in everything(output, rich, told), output.name


@pytest.mark.parametrize(("place", "hidden_from", "told"), TRIED)
def test_nothing_counts_it(place: str, hidden_from: Audience, told: Audience) -> None:
    without, hidden = group_without(), group_with(place, hidden_from, times=2, hides=True)
    for output in OUTPUTS:
        meeting = without.meeting.id
        assert said(output, without.state, told, meeting) == said(output, hidden.state, told, meeting), output.name


@pytest.mark.parametrize(("place", "hidden_from", "told"), TRIED)
def test_a_mark_does_not_tell_how_much_it_stands_for(place: str, hidden_from: Audience, told: Audience) -> None:
    once, often = (group_with(place, hidden_from, times=times, hides=False) for times in (1, 3))
    for output in OUTPUTS:
        meeting = once.meeting.id
        assert said(output, once.state, told, meeting) == said(output, often.state, told, meeting), output.name


@pytest.mark.parametrize("place", [place for place in PLACES if place != "meeting"])
def test_the_secretariat_is_told(place: str) -> None:
    rich = group_with(place, Audience.SECRETARIAT, times=1, hides=False)
    assert TOKEN in said(OUTPUTS[0], rich.state, Audience.SECRETARIAT, rich.meeting.id)


def test_every_place_is_tried() -> None:
    assert sorted("+".join(TOGETHER).split("+")) == sorted(PLACES)


def test_every_two_are_tried_together() -> None:
    for first, second in ((0, 1), (0, 2), (1, 2)):
        whole = {(place, *case) for place in TOGETHER for case in CASES}
        assert {(one[first], one[second]) for one in TRIED} == {(one[first], one[second]) for one in whole}


def test_every_text_for_an_audience_is_tried() -> None:
    """Found by their signatures: what takes an audience and gives a text or a copy; and each paper of the catalogue."""
    tried = {output.name for output in OUTPUTS}
    assert set(_texts_for_an_audience()) <= tried
    assert {"contact_list", "copy_lines"} <= set(_texts_for_an_audience())
    papers = {paper.name for paper in PAPERS if paper.of not in TRIED_ELSEWHERE}
    assert papers <= {name.removeprefix("report-").partition(".")[0] for name in tried}


def _texts_for_an_audience() -> Iterator[str]:
    names = {one.name for one in walk_packages(ictwg.__path__, f"{ictwg.__name__}.")} - {"ictwg.__main__"}
    for module in map(import_module, sorted(names)):
        for name, value in vars(module).items():
            if inspect.isfunction(value) and value.__module__ == module.__name__ and not name.startswith("_"):
                told = inspect.signature(value)
                if "audience" in told.parameters and told.return_annotation in TEXTS_MADE:
                    yield name


def test_every_text_field_has_its_token() -> None:
    for kind in (Meeting, AgendaItem, Entry, Decision, Action):
        fields = {field.name for field in kind.fields() if field.kind in TEXTS}
        assert fields - {"series"} == {setting[0].name for setting in tokens(kind)} - {"series"}


def test_the_chairs_note_is_for_the_secretariat() -> None:
    rich = group_with("item", Audience.SECRETARIAT, times=0, hides=False)
    agenda = next(output for output in OUTPUTS if output.name == "agenda.md")
    told = [one for one in Audience if "Keep it short" in said(agenda, rich.state, one, rich.meeting.id)]
    assert told == [Audience.SECRETARIAT]
