"""The agenda stays as it was sent; what was changed later is an addendum, for each audience its own."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, time, timedelta
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.builders import MemoryState, organization
from tests.papers_made import agenda, page

from ictwg.domain.changes import Changes, Edit
from ictwg.domain.records import AgendaItem, Edition, Group, Meeting, Organization
from ictwg.domain.values import Audience, ItemKind, MeetingState, MembershipStatus
from ictwg.errors import InvalidValueError
from ictwg.meetings import agenda as agendas
from ictwg.meetings.meetings import circulate_agenda
from ictwg.minutes.sent_agenda import has_moved, keep_agenda, send_addendum, unsent_changes
from ictwg.papers.blocks import HeadingBlock, plain_text
from ictwg.records.record_rows import Move

DAY, SENT = date(2010, 3, 12), date(2010, 3, 4)
SECRET = "canary"  # noqa: S105 - what nobody else is to read
MOVES = get_args(Move)
WIDE, NARROW = (Audience.EVERYONE, Audience.MEMBERS), (Audience.CORE, Audience.SECRETARIAT)


def begun() -> MemoryState:
    state = MemoryState()
    organization(state, "MoJ", status=MembershipStatus.MEMBER, since=date(2009, 1, 1))
    state.add(Group, Group.name("The group"))
    hours = (Meeting.start(time(9, 0)), Meeting.end(time(12, 0)))
    meeting = state.add(Meeting, Meeting.date(DAY), *hours, Meeting.audience(Audience.EVERYONE))
    for order, name in enumerate("ABCD"):
        said = (AgendaItem.title(f"About {name}"), AgendaItem.presenter("MoJ"), AgendaItem.minutes_allotted(20))
        state.add(AgendaItem, AgendaItem.meeting(meeting.id), AgendaItem.order(str(order)), *said)
    last = (AgendaItem.title(SECRET), AgendaItem.audience(Audience.SECRETARIAT), AgendaItem.order("9"))
    state.add(AgendaItem, AgendaItem.meeting(meeting.id), *last)
    return state


def the_meeting(state: MemoryState) -> Meeting:
    return state.all(Meeting)[0]


def follow(state: MemoryState, changes: Changes) -> None:
    """With what follows from them."""
    after = keep_agenda(state, changes)
    state.apply(changes.and_then(after) if after is not None else changes)


def send(state: MemoryState, on: date = SENT) -> None:
    follow(state, circulate_agenda(state, the_meeting(state), on))


def item(state: MemoryState, name: str) -> AgendaItem:
    return next(one for one in state.all(AgendaItem) if one.title.endswith(name))


def change(state: MemoryState, record: AgendaItem | Meeting | Group | Organization, *settings: object) -> None:
    state.apply(Edit("verbs.edited").update(record, *settings).done())  # type: ignore[arg-type]


def words(state: MemoryState, paper: str = "addendum", audience: Audience = Audience.MEMBERS) -> str:
    return page(paper, state, the_meeting(state), audience, SENT + timedelta(days=2), "en").markdown()


def edits(
    state: MemoryState, draw: Callable[[st.SearchStrategy[int]], int], secret: bool
) -> list[Callable[[], object]]:
    """What can be done to an agenda and to what it names: to what members may not see, or to all else."""
    those = [one for one in state.all(AgendaItem) if one.meeting and (one.audience in NARROW) is secret]
    title, meeting = SECRET if secret else "Another", the_meeting(state)
    at = those[draw(st.integers(0, len(those) - 1))] if those else None
    kept = AgendaItem.audience(NARROW[draw(st.integers(0, 1))] if secret else WIDE[draw(st.integers(0, 1))])
    ways: list[Callable[[], object]] = [
        lambda: state.apply(agendas.add_item(state, meeting, title, kept, after=at)),
    ]
    if at is not None:
        ways += [
            lambda: change(state, at, AgendaItem.title(f"{title} {draw(st.integers(0, 9))}")),
            lambda: change(
                state, at, AgendaItem.minutes_allotted(draw(st.integers(0, 60))), AgendaItem.background(title)
            ),
            lambda: state.apply(agendas.move(state, at, MOVES[draw(st.integers(0, len(MOVES) - 1))])),
            lambda: state.apply(agendas.remove_item(state, at)),
            lambda: state.apply(agendas.park(state, at)),
        ]
    if not secret:
        ways += [
            lambda: change(state, meeting, Meeting.start(time(8 + draw(st.integers(0, 3)), 30)), Meeting.title("New")),
            lambda: change(state, meeting, Meeting.date(DAY + timedelta(days=7)), Meeting.venue("Elsewhere")),
            lambda: change(state, state.all(Group)[0], Group.name("Another group")),
            lambda: change(state, state.all(Organization)[0], Organization.name("Ministry"), Organization.acronym("M")),
        ]
    return ways


@given(data=st.data())
def test_the_agenda_stays_as_it_was_sent_and_tells_nobody_what_is_not_for_them(data: st.DataObject) -> None:
    state = begun()
    send(state)
    sent = {audience: agenda(state, the_meeting(state), audience, SENT, "en").document.blocks for audience in Audience}
    assert all("Addendum" not in words(state, "agenda", one) for one in Audience)
    only_secret = True
    for at in range(data.draw(st.integers(1, 5))):
        secret = data.draw(st.booleans())
        ways, only_secret = edits(state, data.draw, secret), only_secret and secret
        ways[data.draw(st.integers(0, len(ways) - 1))]()
        assert not (only_secret and unsent_changes(state, the_meeting(state))), "members know nothing of it"
        if unsent_changes(state, the_meeting(state)) and data.draw(st.booleans()):
            state.apply(send_addendum(state, the_meeting(state), SENT + timedelta(days=at)))
    for audience, blocks in sent.items():
        now = agenda(state, the_meeting(state), audience, SENT + timedelta(days=9), "en").document.blocks
        assert now[: len(blocks)] == blocks, f"the agenda for {audience} is not what was sent"
        below = [plain_text(one.text) for one in now[len(blocks) :] if isinstance(one, HeadingBlock) and one.level == 2]
        assert all(one.startswith("Addendum ") for one in below)
        if audience in WIDE:
            assert SECRET not in words(state, "agenda", audience) + words(state, "addendum", audience)
            assert "[restricted]" not in words(state, "addendum", audience)


def test_an_addendum_tells_what_is_new_withdrawn_moved_and_at_another_time() -> None:
    state = begun()
    send(state)
    assert (unsent_changes(state, the_meeting(state)), "Change" in words(state)) == (0, False)
    assert "Nothing has changed" in words(state)
    state.apply(agendas.move(state, item(state, "A"), "down"))
    state.apply(agendas.remove_item(state, item(state, "D")))
    state.apply(agendas.add_item(state, the_meeting(state), "About E", AgendaItem.proposed_decision("Agree")))
    rows = [
        [cell.strip() for cell in row.split("|")[1:-1]] for row in words(state).splitlines() if row.startswith("| ")
    ]
    told = {row[0]: (row[1], row[2]) for row in rows if len(row) == 5}
    moved = told.pop("Moved")
    assert moved in {
        ("09:20 (was 09:00)", "2. About A (was 1. About A)"),
        ("09:00 (was 09:20)", "1. About B (was 2. About B)"),
    }
    assert told["Withdrawn"] == ("", "4. About D")
    assert told["New"][1].endswith("About E")
    assert "*Proposed decision:* Agree" in words(state)
    assert unsent_changes(state, the_meeting(state)) >= 3


def test_a_second_addendum_tells_only_what_came_after_the_first() -> None:
    state = begun()
    send(state)
    state.apply(agendas.add_item(state, the_meeting(state), "About E"))
    send(state, SENT + timedelta(days=1))
    assert unsent_changes(state, the_meeting(state)) == 0
    assert ("Addendum 1" in words(state), "About E" in words(state)) == (True, True)
    with pytest.raises(InvalidValueError):
        send_addendum(state, the_meeting(state), SENT)
    change(state, item(state, "B"), AgendaItem.title("About F"))
    assert ("Addendum 2" in words(state), "About E" in words(state), "About F" in words(state)) == (True, False, True)
    whole = words(state, "agenda")
    assert whole.index("About D") < whole.index("Addendum 1 – 5 March 2010") < whole.index("Addendum 2")
    change(state, the_meeting(state), Meeting.state(MeetingState.HELD))
    assert ("Addendum" in words(state, "agenda"), "About F" in words(state, "agenda")) == (False, True), "as it is now"
    assert unsent_changes(state, the_meeting(state)) == 0, "what was adopted at the meeting is no addendum"
    assert "About E" in words(state)


def test_another_day_or_place_has_a_notice_of_its_own_and_is_said_here_too() -> None:
    state = begun()
    send(state)
    assert not has_moved(state, the_meeting(state))
    change(state, the_meeting(state), Meeting.date(DAY + timedelta(days=7)))
    assert has_moved(state, the_meeting(state))
    assert unsent_changes(state, the_meeting(state)) == 1
    assert "19 March 2010, 09:00–12:00 (was 12 March 2010, 09:00–12:00)" in words(state)


def test_an_agenda_that_was_not_sent_after_all_is_none() -> None:
    state = begun()
    send(state)
    follow(state, Edit("verbs.edited").update(the_meeting(state), Meeting.agenda_circulated.clear).done())
    assert state.all(Edition) == ()
    change(state, item(state, "B"), AgendaItem.title("About F"), AgendaItem.kind(ItemKind.TOPIC))
    send(state)
    assert "About F" in words(state, "agenda").partition("Addendum")[0]
    assert [one.addendum for one in state.all(Edition)] == [0]


def test_what_is_narrowed_later_is_told_to_fewer_and_what_is_opened_is_new() -> None:
    state = begun()
    send(state)
    change(state, item(state, "B"), AgendaItem.audience(Audience.CORE))
    change(state, item(state, SECRET), AgendaItem.audience(Audience.MEMBERS))
    assert "About B" not in words(state, "agenda") + words(state)
    assert SECRET not in words(state, "agenda").partition("Addendum")[0]
    assert "| New |" in words(state)
    assert SECRET in words(state)
    assert "About B" in words(state, "agenda", Audience.CORE)
