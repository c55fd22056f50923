"""Nothing that an audience may not see is in anything that it is given: no word of it, and no figure that counts it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from tests.canary import CASES, OUTPUTS, PLACES, TEXTS, TOKEN, Output, group_with, tokens
from tests.rich_meeting import MEETS_ON

from ictwg.domain.records import Action, AgendaItem, Decision, Entry, Meeting
from ictwg.domain.values import Audience
from ictwg.errors import IctwgError

if TYPE_CHECKING:
    from tests.rich_meeting import Rich


def everything(output: Output, rich: Rich, audience: Audience) -> str:
    """What the output says of every meeting of the group, refusals included."""
    said = []
    for meeting in rich.state.all(Meeting):
        try:
            said.append(output.render(rich.state, meeting, audience, MEETS_ON))
        except IctwgError as refused:
            said.append(f"{refused.message} {refused.hint}")
    return "\n".join(said)


@pytest.mark.parametrize("output", OUTPUTS, ids=lambda output: output.name)
@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize(("hidden_from", "told"), CASES)
def test_no_word_of_it_is_said(output: Output, place: str, hidden_from: Audience, told: Audience) -> None:
    rich = group_with(place, hidden_from, times=1, hides=False)
    assert TOKEN not in everything(output, rich, told)


@pytest.mark.parametrize("output", OUTPUTS, ids=lambda output: output.name)
@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize(("hidden_from", "told"), CASES)
def test_nothing_counts_it(output: Output, place: str, hidden_from: Audience, told: Audience) -> None:
    without = group_with(place, hidden_from, times=0, hides=True)
    hidden = group_with(place, hidden_from, times=2, hides=True)
    meeting = without.meeting
    today = MEETS_ON
    assert output.render(hidden.state, meeting, told, today) == output.render(without.state, meeting, told, today)


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize(("hidden_from", "told"), CASES)
def test_a_mark_does_not_tell_how_much_it_stands_for(place: str, hidden_from: Audience, told: Audience) -> None:
    once, often = (group_with(place, hidden_from, times=times, hides=False) for times in (1, 3))
    for output in OUTPUTS:
        said = [output.render(rich.state, rich.meeting, told, MEETS_ON) for rich in (once, often)]
        assert said[0] == said[1], output.name


@pytest.mark.parametrize("place", [place for place in PLACES if place != "meeting"])
def test_the_secretariat_is_told(place: str) -> None:
    rich = group_with(place, Audience.SECRETARIAT, times=1, hides=False)
    said = OUTPUTS[0].render(rich.state, rich.meeting, Audience.SECRETARIAT, MEETS_ON)
    assert TOKEN in said


def test_every_text_field_has_its_token() -> None:
    for kind in (Meeting, AgendaItem, Entry, Decision, Action):
        fields = {field.name for field in kind.fields() if field.kind in TEXTS}
        assert fields - {"series"} == {setting[0].name for setting in tokens(kind)} - {"series"}


def test_the_chairs_note_is_for_the_secretariat() -> None:
    rich = group_with("item", Audience.SECRETARIAT, times=0, hides=False)
    agenda = next(output for output in OUTPUTS if output.name == "agenda.md")
    said = {audience: agenda.render(rich.state, rich.meeting, audience, MEETS_ON) for audience in Audience}
    assert [audience for audience in Audience if "Keep it short" in said[audience]] == [Audience.SECRETARIAT]
