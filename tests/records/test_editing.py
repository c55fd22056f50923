"""Adding and changing records by their declared fields, as `add`, `set` and the forms do."""

from __future__ import annotations

from datetime import date

import pytest
from tests.builders import MemoryState, organization
from tests.example_group import TODAY, Example, example_group

from ictwg.domain.changes import LIVE
from ictwg.domain.periods import status_on
from ictwg.domain.records import (
    Action,
    Decision,
    DueChange,
    Meeting,
    Organization,
    OrganizationName,
    Person,
    Role,
    Series,
)
from ictwg.domain.values import ActionKind, ActionStatus, Function, MeetingState, MembershipStatus
from ictwg.errors import InvalidValueError, NotFoundError
from ictwg.members import organizations as naming
from ictwg.records.editing import Assignment, add, assign, create, read_assignment, remove, set_fields
from ictwg.records.lookup import Lookup


@pytest.fixture
def group() -> Example:
    return example_group()


@pytest.fixture
def lookup(group: Example) -> Lookup:
    return Lookup(group.state, TODAY)


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("due=fri", ("due", "=", "fri")),
        ("owners+=PNTL, MoJ", ("owners", "+=", "PNTL, MoJ")),
        ("owners-=MoJ", ("owners", "-=", "MoJ")),
        ("waiting-on=the = sign\nand lines", ("waiting_on", "=", "the = sign\nand lines")),
        ("due=", ("due", "=", "")),
    ],
)
def test_assignments(text: str, read: tuple[str, str, str]) -> None:
    assert read_assignment(text) == read


@pytest.mark.parametrize("text", ["", "due", "=fri", "due fri", "d ue=fri"])
def test_what_is_no_assignment_is_said(text: str) -> None:
    with pytest.raises(InvalidValueError):
        read_assignment(text)


def again(group: Example, kind: type[Action] = Action) -> Action:
    found = group.state.get(kind, group.action.id)
    assert found is not None
    return found


def test_sets_grow_and_shrink_element_by_element(group: Example, lookup: Lookup) -> None:
    pntl = organization(group.state, "PNTL")
    changes = group.state.apply(assign(lookup, group.action, (Assignment("owners", "+=", "PNTL"),)))
    assert [(write.field, write.value) for write in changes.writes] == [(f"owners/{pntl.id}", True)]
    changes = group.state.apply(assign(lookup, again(group), (Assignment("owners", "-=", "MoJ"),)))
    assert [(write.field, write.value) for write in changes.writes] == [(f"owners/{group.ministry.id}", False)]
    assert again(group).owners == (pntl.id,)


@pytest.mark.parametrize(
    ("field", "sign", "text", "named"),
    [
        ("colour", "=", "red", "colour"),
        ("entry", "=", "x", "entry"),
        ("text", "+=", "more", ""),
        ("text", "=", " ", "text"),
        ("due", "=", "someday", ""),
        ("priority", "=", "urgent", "priority"),
    ],
)
def test_what_a_field_does_not_take(
    lookup: Lookup, group: Example, field: str, sign: str, text: str, named: str
) -> None:
    with pytest.raises(InvalidValueError) as complaint:
        assign(lookup, group.action, (Assignment(field, sign, text),))
    assert complaint.value.field in (named, field)
    assert complaint.value.hint


def test_a_form_writes_what_differs_and_no_more(lookup: Lookup, group: Example) -> None:
    values = {"text": "Draft the SOP", "priority": "high"}
    assert [write.field for write in set_fields(lookup, group.action, values).writes] == ["priority"]


def test_a_required_field_cannot_be_emptied_in_a_form(lookup: Lookup, group: Example) -> None:
    with pytest.raises(InvalidValueError):
        set_fields(lookup, group.ana, {"name": ""})


def test_a_record_needs_what_is_required(lookup: Lookup) -> None:
    with pytest.raises(InvalidValueError) as complaint:
        create(lookup, Organization, {"name": "Ministry of Finance", "acronym": ""})
    assert (complaint.value.field, "--acronym" in complaint.value.hint) == ("acronym", True)


def test_a_record_with_a_key_has_the_same_id_everywhere(lookup: Lookup) -> None:
    one, _ = create(lookup, Series, {"code": "LAW", "name": "Drafting committee"})
    other, _ = create(lookup, Series, {"code": "LAW", "name": "Law"})
    free, _ = create(lookup, Organization, {"name": "A", "acronym": "A"})
    again, _ = create(lookup, Organization, {"name": "A", "acronym": "A"})
    assert one == other
    assert free != again


def test_deleting_is_one_change_that_undo_can_take_back(group: Example) -> None:
    changes = remove(group.state, group.action)
    assert [(write.field, write.value) for write in changes.writes] == [(LIVE, False), ("type", "note")]
    assert changes.subject == "A-2010-014"


def test_an_action_gets_the_next_reference_of_its_meetings_year(group: Example, lookup: Lookup) -> None:
    values = {"text": "Translate", "owners": "MoJ", "due": "2010-06-01", "meeting": "M-2010-03-12"}
    id, changes = add(lookup, Action, values)
    group.state.apply(changes)
    made = group.state.get(Action, id)
    assert made is not None
    assert (made.reference, made.kind, made.given_on) == ("A-2010-015", ActionKind.ACTION, date(2010, 3, 12))
    assert (made.owners, made.due, made.meeting) == ((group.ministry.id,), date(2010, 6, 1), group.meeting.id)
    assert changes.subject == "A-2010-015"


def test_a_task_and_a_decision_have_their_own_numbers(group: Example, lookup: Lookup) -> None:
    id, changes = add(lookup, Action, {"text": "Book", "kind": "task"})
    group.state.apply(changes)
    made = group.state.get(Action, id)
    assert made is not None
    assert (made.reference, made.kind) == ("T-2010-004", ActionKind.TASK)
    id, changes = add(lookup, Decision, {"text": "Adopted"})
    group.state.apply(changes)
    taken = group.state.get(Decision, id)
    assert taken is not None
    assert (taken.reference, taken.decided_on) == ("D-2010-04", TODAY)


def test_an_organization_is_a_member_from_today_unless_something_else_is_said(lookup: Lookup, group: Example) -> None:
    values = {"name": "Polícia Nacional", "acronym": "PNTL", "type": "security force"}
    id, changes = add(lookup, Organization, values)
    group.state.apply(changes)
    made = group.state.get(Organization, id)
    assert made is not None
    assert status_on(group.state, made, TODAY) is MembershipStatus.MEMBER
    assert status_on(group.state, made, date(2010, 3, 31)) is None
    beside = {"status": "observer", "from": "2009-01-01"}
    id, changes = add(lookup, Organization, {"name": "EU", "acronym": "EU"} | beside)
    group.state.apply(changes)
    made = group.state.get(Organization, id)
    assert made is not None
    assert status_on(group.state, made, date(2009, 1, 1)) is MembershipStatus.OBSERVER


def test_a_person_may_come_with_a_function(lookup: Lookup, group: Example) -> None:
    values = {"name": "Rui", "organization": "MoJ"}
    id, changes = add(lookup, Person, values | {"function": "alternate", "from": "2010-01-01", "letter": "3/2010"})
    group.state.apply(changes)
    held = group.state.linked(Role, Role.person, id)
    assert [(role.function, role.organization, role.since, role.letter) for role in held] == [
        (Function.ALTERNATE, group.ministry.id, date(2010, 1, 1), "3/2010")
    ]
    id, changes = add(lookup, Person, values | {"another": "yes"})
    group.state.apply(changes)
    assert group.state.linked(Role, Role.person, id) == ()


def test_a_person_of_an_unknown_organization_is_refused_with_the_nearest(lookup: Lookup) -> None:
    with pytest.raises(NotFoundError, match="Ministry of Justise") as complaint:
        add(lookup, Person, {"name": "Rui", "organization": "Ministry of Justise"})
    assert "Justice" in complaint.value.hint


def words(lookup: Lookup, record: Action | Meeting | Organization, *texts: str) -> None:
    changes = assign(lookup, record, tuple(read_assignment(text) for text in texts))
    lookup.state.apply(changes)  # type: ignore[attr-defined]  # a state in memory


def test_set_due_leaves_its_trace_and_set_status_its_day(group: Example, lookup: Lookup) -> None:
    words(lookup, group.action, "due=2010-07-01", "status=done", "priority=high")
    found = again(group)
    assert (found.due, found.status, found.closed_on) == (date(2010, 7, 1), ActionStatus.DONE, TODAY)
    assert found.priority == "high"
    moved = group.state.linked(DueChange, DueChange.action, found.id)
    assert [(row.before, row.after) for row in moved if row.before] == [(date(2010, 5, 30), date(2010, 7, 1))]


def test_set_state_of_a_meeting_takes_its_number(group: Example, lookup: Lookup) -> None:
    planned = group.state.add(Meeting, Meeting.date(date(2010, 5, 4)))
    words(lookup, planned, "state=held")
    found = group.state.get(Meeting, planned.id)
    assert found is not None
    assert (found.state, found.reference[:7]) == (MeetingState.HELD, "M-2010-")
    words(lookup, found, "state=cancelled")
    found = group.state.get(Meeting, planned.id)
    assert found is not None
    assert found.state is MeetingState.CANCELLED


def test_set_status_of_an_organization_is_a_new_period(group: Example, lookup: Lookup) -> None:
    words(lookup, group.ministry, "status=suspended")
    assert status_on(group.state, group.ministry, TODAY) is MembershipStatus.SUSPENDED
    assert status_on(group.state, group.ministry, date(2010, 3, 31)) is MembershipStatus.MEMBER


def test_set_name_of_an_organization_corrects_the_name_that_holds(group: Example, lookup: Lookup) -> None:
    group.state.apply(naming.rename(group.state, group.ministry, "Ministry of Lwa", "MoL", date(2010, 3, 20)))
    renamed = group.state.get(Organization, group.ministry.id)
    assert renamed is not None
    words(lookup, renamed, "name=Ministry of Law", "acronym=ML")
    rows = group.state.linked(OrganizationName, OrganizationName.organization, renamed.id)
    assert {(row.name, row.acronym) for row in rows} == {("Ministry of Justice", "MoJ"), ("Ministry of Law", "ML")}
    with pytest.raises(InvalidValueError):
        words(lookup, renamed, "acronym=")


def test_nothing_set_is_no_change(lookup: Lookup, group: Example) -> None:
    assert not assign(lookup, group.ministry, ())


def test_an_unknown_value_names_what_there_is(lookup: Lookup, group: Example) -> None:
    with pytest.raises(InvalidValueError) as complaint:
        words(lookup, group.action, "status=finished")
    assert "in_progress" in complaint.value.hint


def test_an_empty_memory_has_nothing_to_offer() -> None:
    with pytest.raises(NotFoundError):
        add(Lookup(MemoryState(), TODAY), Person, {"name": "Rui", "organization": "MoJ"})


def test_a_language_is_shown_by_its_name_and_kept_by_its_code(lookup: Lookup) -> None:
    for typed, kept, shown in (("pt", "pt", "português"), ("Portugues", "pt", "português"), ("Fataluku",) * 3):
        value = Person.language.parse(typed, lookup)
        assert (value, Person.language.show(value, lookup)) == (kept, shown)
