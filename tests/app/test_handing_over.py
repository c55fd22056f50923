"""What another body gets tells nothing restricted, neither in adopted minutes nor in what came after them."""

from __future__ import annotations

import json
from hashlib import sha256

import pytest
from tests.adopting import adopted
from tests.builders import MemoryState, known
from tests.canary import PLACES, TOKEN, group_with
from tests.papers_made import minutes
from tests.rich_meeting import MEETS_ON

from ictwg.app.leaving import handed_over
from ictwg.documents.comments import add_comment
from ictwg.domain.access import visible
from ictwg.domain.changes import Edit
from ictwg.domain.records import AgendaItem, Contact, Correction, Edition, Entry, Meeting
from ictwg.domain.values import Audience, Commented
from ictwg.meetings.editions import edition_of
from ictwg.minutes.corrections import correct

OPEN = "Nine members came"


@pytest.fixture(params=PLACES)
def state(request: pytest.FixtureRequest) -> MemoryState:
    """Every meeting adopted, commented and corrected, with something restricted in one of the places."""
    rich = group_with.__wrapped__(request.param, Audience.CORE, times=1, hides=False)
    state, organization = rich.state, rich.organizations["MoJ"]
    for meeting in state.all(Meeting):
        now = adopted(state, meeting, MEETS_ON)
        state.apply(correct(state, now, OPEN, MEETS_ON))
        for item in state.linked(AgendaItem, AgendaItem.meeting, now.id):
            if TOKEN in item.title:
                state.apply(correct(state, now, f"{TOKEN} of an item", MEETS_ON, item=item.id))
        said = Contact.text(f"{TOKEN} comment")
        state.apply(add_comment(state, now, organization, MEETS_ON, Commented.COMMENTS, said))
    return state


def written(state: MemoryState, *, with_restricted: bool) -> str:
    handed = handed_over(state, MEETS_ON, with_restricted=with_restricted)
    return json.dumps([write.value for write in handed.changes.writes])


def test_no_edition_correction_or_comment_tells_what_was_restricted(state: MemoryState) -> None:
    told = written(state, with_restricted=False)
    assert TOKEN not in told
    assert OPEN in told


def test_all_of_it_goes_along_where_it_is_asked_for(state: MemoryState) -> None:
    handed = handed_over(state, MEETS_ON, with_restricted=True)
    tables = {table for table, _ in handed.changes.created}
    assert {Edition.TABLE, Correction.TABLE, Contact.TABLE} <= tables
    assert TOKEN in written(state, with_restricted=True)


@pytest.mark.parametrize("with_restricted", [False, True])
def test_minutes_are_shown_as_they_were_adopted_and_not_as_the_records_are_by_now(
    state: MemoryState, *, with_restricted: bool
) -> None:
    before = {meeting.id: printed(state, meeting) for meeting in state.all(Meeting) if adopted_open(state, meeting)}
    assert before
    for entry in state.all(Entry):
        state.apply(Edit("verbs.edited").update(entry, Entry.text("Reworded since")).done())
    handed = handed_over(state, MEETS_ON, with_restricted=with_restricted)
    other = MemoryState()
    other.apply(handed.changes)
    for edition in other.all(Edition):
        assert edition.digest == sha256(edition.content.encode()).hexdigest()
        assert '"_v"' not in edition.content, "who wrote what"
    for id, text in before.items():
        meeting = known(other.get(Meeting, id))
        assert edition_of(other, meeting) is not None
        assert printed(other, meeting) == text


def printed(state: MemoryState, meeting: Meeting) -> str:
    """For the members, without a word of what was left out."""
    return minutes(state, meeting, Audience.MEMBERS, MEETS_ON, "en").markdown()


def adopted_open(state: MemoryState, meeting: Meeting) -> bool:
    return edition_of(state, meeting) is not None and visible(state, meeting, Audience.MEMBERS)
