from __future__ import annotations

import pytest
from tests.all_of import over
from tests.builders import MemoryState

from ictwg.domain.access import RANK, effective, field_visible, strictest, visible
from ictwg.domain.changes import Edit
from ictwg.domain.fields import Link, MaybeChoice, Text
from ictwg.domain.records import (
    Action,
    AgendaItem,
    Attendance,
    Contact,
    Decision,
    DueChange,
    Entry,
    Group,
    Meeting,
    Organization,
    Person,
    Position,
    Progress,
    SavedFilter,
    Wording,
)
from ictwg.domain.schema import RECORDS, Record
from ictwg.domain.seen import AudienceView
from ictwg.domain.values import ActionKind, Audience, Commented, Listing

EVERYONE, MEMBERS, CORE, SECRETARIAT = Audience


def a_meeting(state: MemoryState, audience: Audience = EVERYONE) -> Meeting:
    return state.add(Meeting, Meeting.audience(audience))


def an_item(state: MemoryState, meeting: Meeting, audience: Audience, above: AgendaItem | None = None) -> AgendaItem:
    parent = AgendaItem.parent(above.id if above else None)
    return state.add(AgendaItem, AgendaItem.meeting(meeting.id), AgendaItem.audience(audience), parent)


def an_entry(state: MemoryState, item: AgendaItem, audience: Audience, above: Entry | None = None) -> Entry:
    place = (Entry.meeting(item.meeting), Entry.item(item.id), Entry.parent(above.id if above else None))
    return state.add(Entry, *place, Entry.audience(audience))


@pytest.mark.parametrize("meeting", list(Audience))
@pytest.mark.parametrize("item", list(Audience))
@pytest.mark.parametrize("entry", list(Audience))
def test_the_strictest_holds(meeting: Audience, item: Audience, entry: Audience) -> None:
    state = MemoryState()
    topic = an_item(state, a_meeting(state, meeting), item)
    line = an_entry(state, topic, entry)
    action = state.add(Action, Action.meeting(line.meeting), Action.item(line.item), Action.entry(line.id))
    decision = state.add(Decision, Decision.entry(line.id))
    said = state.add(Progress, Progress.action(action.id))
    moved = state.add(DueChange, DueChange.action(action.id))
    worded = state.add(Wording, Wording.decision(decision.id))
    for record in (line, action, decision, said, moved, worded):
        assert effective(state, record) is strictest(meeting, item, entry)


def test_what_stands_above_counts() -> None:
    state = MemoryState()
    meeting = a_meeting(state)
    below = an_item(state, meeting, EVERYONE, an_item(state, meeting, CORE))
    assert effective(state, below) is CORE
    line = an_entry(state, below, EVERYONE, an_entry(state, below, SECRETARIAT))
    assert effective(state, line) is SECRETARIAT


def test_a_circle_of_items_ends() -> None:
    state = MemoryState()
    meeting = a_meeting(state)
    first = an_item(state, meeting, CORE)
    second = an_item(state, meeting, EVERYONE, first)
    state.apply(Edit("verbs.edited").update(first, AgendaItem.parent(second.id)).done())
    assert effective(state, second) is CORE


@over("gone", ["meeting", "item", "entry"])
def test_what_hangs_on_something_lost_is_the_secretariats(gone: str) -> None:
    state = MemoryState()
    meeting = a_meeting(state)
    item = an_item(state, meeting, EVERYONE)
    entry = an_entry(state, item, EVERYONE)
    place = (Action.meeting(meeting.id), Action.item(item.id), Action.entry(entry.id))
    action = state.add(Action, *place)
    assert effective(state, action) is EVERYONE
    lost = {"meeting": meeting, "item": item, "entry": entry}[gone]
    state.apply(Edit("verbs.removed").remove(lost).done())
    assert effective(state, action) is SECRETARIAT


def test_a_task_is_the_secretariats_and_a_free_action_the_members() -> None:
    state = MemoryState()
    meeting = a_meeting(state)
    task = state.add(Action, Action.meeting(meeting.id), Action.kind(ActionKind.TASK))
    assert effective(state, task) is SECRETARIAT
    assert effective(state, state.add(Action, Action.text("x"))) is MEMBERS
    told = state.add(Action, Action.meeting(meeting.id), Action.audience(CORE))
    assert effective(state, told) is CORE


def test_persons_are_no_business_of_everyone() -> None:
    state = MemoryState()
    meeting = a_meeting(state)
    came = state.add(Attendance, Attendance.meeting(meeting.id))
    assert effective(state, came) is MEMBERS
    listed = {listing: state.add(Person, Person.name("x"), Person.listing(listing)) for listing in Listing}
    told = {listing: effective(state, person) for listing, person in listed.items()}
    assert told == {Listing.PUBLIC: EVERYONE, Listing.MEMBERS: MEMBERS, Listing.NOBODY: SECRETARIAT}
    assert effective(state, state.add(Organization, Organization.acronym("X"))) is EVERYONE


def test_everyone_is_told_which_organization_came_and_not_who_for_it() -> None:
    state = MemoryState()
    home = state.add(Organization, Organization.acronym("MoJ"))
    who = state.add(Person, Person.name("Ana Example"))
    named = (Attendance.name("Ana Example"), Attendance.person(who.id))
    state.add(Attendance, Attendance.meeting(a_meeting(state).id), Attendance.organization(home.id), *named)
    told = {audience: AudienceView(state, audience).all(Attendance)[0] for audience in Audience}
    assert {row.organization for row in told.values()} == {home.id}
    assert [audience for audience, row in told.items() if row.name or row.person] == [MEMBERS, CORE, SECRETARIAT]


def test_a_link_to_what_is_hidden_is_not_there() -> None:
    state = MemoryState()
    hidden = state.add(Decision, Decision.meeting(a_meeting(state, CORE).id))
    state.add(Decision, Decision.meeting(a_meeting(state).id), Decision.supersedes((hidden.id,)))
    told = {
        audience: [one.supersedes for one in AudienceView(state, audience).all(Decision)]
        for audience in (MEMBERS, CORE)
    }
    assert told == {MEMBERS: [()], CORE: [(), (hidden.id,)]}
    assert AudienceView(state, MEMBERS).get(Decision, hidden.id) is None


@over("votes", [True, False])
def test_votes_and_positions_are_shown_where_the_group_votes(votes: bool) -> None:
    state = MemoryState()
    state.add(Group, Group.votes(votes))
    home = state.add(Organization, Organization.acronym("MoJ"))
    decision = state.add(Decision, Decision.meeting(a_meeting(state).id), Decision.votes_for(7))
    state.add(Position, Position.decision(decision.id), Position.organization(home.id))
    told = [bool(AudienceView(state, audience).all(Position)) for audience in Audience]
    figures = [AudienceView(state, audience).all(Decision)[0].votes_for for audience in Audience]
    assert told == [votes, votes, votes, True]
    assert figures == [7 if shown else None for shown in told]


def test_whom_to_ask_through_is_shown_to_the_secretariat_only() -> None:
    """A phone and an e-mail are shown as the person may be listed."""
    hidden = {Person.ask_through, Person.ask_through_phone, Person.notes}
    for audience in Audience:
        assert {field_visible(field, audience) for field in hidden} == {audience is SECRETARIAT}
    assert not field_visible(AgendaItem.chair_note, CORE)


@pytest.mark.parametrize("opened", list(Audience))
@pytest.mark.parametrize("comments", [None, *Commented])
def test_a_comment_is_as_open_as_it_was_made_and_what_else_was_said_the_secretariats(
    comments: Commented | None, opened: Audience
) -> None:
    state = MemoryState()
    meeting = a_meeting(state, MEMBERS)
    of = (Contact.minutes((meeting.id,)), Contact.comments(comments), Contact.name("Ana"), Contact.audience(opened))
    said = state.add(Contact, *of, Contact.text("Item 3"), Contact.settled_note("She called"))
    answered = comments in (Commented.COMMENTS, Commented.NO_COMMENTS)
    assert effective(state, said) is (strictest(MEMBERS, opened) if answered else SECRETARIAT)
    seen = [(one.text, one.name, one.settled_note) for one in AudienceView(state, MEMBERS).all(Contact)]
    assert seen == ([("Item 3", "", "")] if visible(state, said, MEMBERS) else [])
    unlinked = state.add(Contact, *of[1:])
    assert effective(state, unlinked) is SECRETARIAT


def test_wider_audiences_see_less() -> None:
    state = MemoryState()
    for audience in Audience:
        meeting = a_meeting(state, audience)
        seen = [other for other in Audience if visible(state, meeting, other)]
        assert seen == [other for other in Audience if RANK[other] >= RANK[audience]]


def test_a_record_type_that_says_nothing_is_as_open_as_what_it_belongs_to() -> None:
    try:

        class Note(Record):
            TABLE = "access_proof"
            SINGULAR = "access_proof"
            text = Text()
            PARENT = Progress.action

        state = MemoryState()
        assert effective(state, state.add(Note, Note.text("x"))) is SECRETARIAT
        assert effective(state, state.add(SavedFilter, SavedFilter.name("x"))) is SECRETARIAT
    finally:
        RECORDS.pop("access_proof", None)


def test_a_record_type_is_never_wider_than_it_declares_nor_than_what_it_hangs_on() -> None:
    try:

        class Trip(Record):
            TABLE = "access_proof"
            SINGULAR = "access_proof"
            meeting = Link(lambda: Meeting)
            parent = Link(lambda: Trip)
            audience = MaybeChoice(Audience)
            AUDIENCE = MEMBERS
            VISIBLE_WITH = (meeting, parent)
            AUDIENCE_WITHOUT_PARENT = CORE

        state = MemoryState()
        told = [state.add(Trip, Trip.meeting(a_meeting(state, audience).id)) for audience in Audience]
        assert [effective(state, one) for one in told] == [MEMBERS, MEMBERS, CORE, SECRETARIAT]
        alone = state.add(Trip)
        assert effective(state, alone) is CORE
        narrowed = state.add(Trip, Trip.meeting(told[0].meeting), Trip.audience(SECRETARIAT))
        below = state.add(Trip, Trip.meeting(told[0].meeting), Trip.parent(narrowed.id))
        assert effective(state, narrowed) is effective(state, below) is SECRETARIAT
        assert effective(state, state.add(Trip, Trip.meeting("gone"))) is SECRETARIAT
    finally:
        RECORDS.pop("access_proof", None)


def test_a_link_to_what_has_become_confidential_is_hidden_at_once() -> None:
    """What was looked up before the change is not taken for true after it."""
    state = MemoryState()
    meeting = a_meeting(state, EVERYONE)
    seen = AudienceView(state, MEMBERS)
    line = an_entry(state, an_item(state, meeting, EVERYONE), EVERYONE)
    decision = state.add(Decision, Decision.entry(line.id))
    action = state.add(Action, Action.meeting(meeting.id))
    assert seen.get(Action, action.id).meeting == meeting.id  # type: ignore[union-attr]
    assert seen.all(Entry) == (line,)
    assert seen.all(Decision) == (decision,)
    state.apply(Edit("verbs.edited", "M").update(meeting, Meeting.audience(CORE)).done())
    assert seen.points_at_hidden(Meeting, meeting.id)
    assert seen.all(Entry) == seen.all(Decision) == ()
    assert effective(state, decision) is CORE
