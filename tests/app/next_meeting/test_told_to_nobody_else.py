"""What is proposed from restricted records is on no agenda of those who may not see them, nor is the chair's copy."""

from __future__ import annotations

from datetime import timedelta

import pytest
from tests.builders import known
from tests.canary import CASES, PLACES, TOKEN, group_with
from tests.papers_made import agenda, chair_copy
from tests.rich_meeting import MEETS_ON

from ictwg.app.next_meeting.accepting import accept
from ictwg.app.next_meeting.assembling import propose
from ictwg.domain.changes import Edit
from ictwg.domain.records import AgendaItem, Meeting
from ictwg.domain.values import Audience, Outcome
from ictwg.errors import InvalidValueError
from ictwg.locales import t

NEXT = MEETS_ON + timedelta(days=28)


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize(("hidden_from", "told"), CASES)
def test_the_agenda_that_is_prepared_says_no_word_of_it(place: str, hidden_from: Audience, told: Audience) -> None:
    rich = group_with.__wrapped__(place, hidden_from, times=1, hides=False)
    state = rich.state
    for item in state.all(AgendaItem):
        state.apply(Edit("verbs.edited").update(item, AgendaItem.outcome(Outcome.DEFERRED)).done())
    changes = state.apply(accept(state, propose(state, MEETS_ON + timedelta(days=1), on=NEXT)))
    meeting = known(state.get(Meeting, changes.created[0][1]))
    assert t("preparing.title.awaited") in agenda(state, meeting, Audience.SECRETARIAT, NEXT).markdown()
    if meeting.audience in (Audience.EVERYONE, told) or told is not Audience.EVERYONE:
        assert TOKEN not in agenda(state, meeting, told, NEXT).markdown()


@pytest.mark.parametrize("told", [Audience.EVERYONE, Audience.MEMBERS])
def test_the_chairs_copy_is_for_the_chair_and_the_secretariat(told: Audience) -> None:
    rich = group_with("item", Audience.SECRETARIAT, times=1, hides=False)
    with pytest.raises(InvalidValueError) as refused:
        chair_copy(rich.state, rich.meeting, told, MEETS_ON)
    assert TOKEN not in f"{refused.value.message} {refused.value.hint}"


def test_the_chairs_copy_has_the_note_that_was_written_for_it() -> None:
    rich = group_with("item", Audience.SECRETARIAT, times=1, hides=False)
    printed = chair_copy(rich.state, rich.meeting, Audience.CORE, MEETS_ON).markdown()
    assert "Keep it short." in printed
    assert TOKEN not in printed
