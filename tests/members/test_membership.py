"""Status over time, names over time, functions and their replacement: the past is never rewritten."""

from __future__ import annotations

from datetime import date

import pytest
from tests.builders import MemoryState, organization, person

from ictwg.domain.changes import Edit
from ictwg.domain.periods import name_on, roles_on, status_on
from ictwg.domain.records import Action, Membership, Organization, Person, Role
from ictwg.domain.values import ActionStatus, Function, MembershipStatus, OrganizationType
from ictwg.errors import InvalidValueError
from ictwg.members import functions
from ictwg.members import organizations as membership
from ictwg.members import organizations as naming

FOUNDED, TODAY = date(2003, 5, 1), date(2010, 3, 12)
MEMBER, SUSPENDED, OBSERVER = MembershipStatus.MEMBER, MembershipStatus.SUSPENDED, MembershipStatus.OBSERVER


@pytest.fixture
def state() -> MemoryState:
    return MemoryState()


@pytest.fixture
def moj(state: MemoryState) -> Organization:
    return organization(state, "MoJ", Organization.name("Ministry of Justice"), status=MEMBER, since=FOUNDED)


def periods(state: MemoryState, moj: Organization) -> list[tuple[str, str, str]]:
    rows = reversed(membership.periods_of(state, moj))
    return [(row.status, str(row.since), str(row.until)) for row in rows]


def names(state: MemoryState, moj: Organization) -> list[tuple[str, str, str]]:
    return [(row.acronym, str(row.since), str(row.until)) for row in naming.names_of(state, moj)]


def test_a_new_status_ends_the_one_before_the_day_before(state: MemoryState, moj: Organization) -> None:
    state.apply(membership.change_status(state, moj, SUSPENDED, TODAY, "letter 12/2010"))
    assert periods(state, moj) == [("member", "2003-05-01", "2010-03-11"), ("suspended", "2010-03-12", "None")]
    assert membership.periods_of(state, moj)[0].letter == "letter 12/2010"


def test_a_status_of_the_same_day_corrects_what_was_written(state: MemoryState, moj: Organization) -> None:
    state.apply(membership.change_status(state, moj, OBSERVER, FOUNDED))
    assert periods(state, moj) == [("observer", "2003-05-01", "None")]


def test_a_status_in_retrospect_ends_where_the_next_begins(state: MemoryState, moj: Organization) -> None:
    state.apply(membership.change_status(state, moj, SUSPENDED, TODAY))
    state.apply(membership.change_status(state, moj, OBSERVER, date(2008, 1, 1)))
    assert periods(state, moj) == [
        ("member", "2003-05-01", "2007-12-31"),
        ("observer", "2008-01-01", "2010-03-11"),
        ("suspended", "2010-03-12", "None"),
    ]


def test_a_period_can_be_corrected(state: MemoryState, moj: Organization) -> None:
    period = membership.periods_of(state, moj)[0]
    state.apply(membership.correct_period(moj, period, Membership.since(date(2004, 1, 1))))
    assert status_on(state, moj, date(2003, 12, 31)) is None


def test_the_register_stands_in_protocol_order_with_strangers_last(state: MemoryState, moj: Organization) -> None:
    organization(state, "AAA", Organization.type(OrganizationType.NGO), status=MEMBER, since=FOUNDED)
    organization(state, "Old", Organization.type(OrganizationType.GOVERNMENT))
    state.apply(membership.correct_period(moj, membership.periods_of(state, moj)[0]))
    assert [row.acronym for row in membership.register(state, TODAY)] == ["AAA", "MoJ", "Old"]  # MoJ is of type other


def test_the_register_names_who_speaks(state: MemoryState, moj: Organization) -> None:
    person(state, "Ana", moj, Function.FOCAL_POINT, since=FOUNDED)
    someone = state.add(Person, Person.name("Rui"), Person.organization(moj.id))
    state.add(Role, Role.function(Function.ALTERNATE), Role.person(someone.id), Role.since(TODAY))
    row = membership.member_row(state, moj, TODAY)
    assert (row.focal_points, row.since) == (("Ana",), FOUNDED)


def test_renaming_adds_a_name_and_writes_the_old_one_down(state: MemoryState, moj: Organization) -> None:
    state.apply(naming.rename(state, moj, "Ministry of Law", "MoL", TODAY))
    assert names(state, moj) == [("MoJ", "None", "2010-03-11"), ("MoL", "2010-03-12", "None")]
    found = state.get(Organization, moj.id)
    assert found is not None
    assert (found.name, found.acronym) == ("Ministry of Law", "MoL")


def test_renaming_in_retrospect_leaves_todays_name(state: MemoryState, moj: Organization) -> None:
    state.apply(naming.rename(state, moj, "Ministry of Law", "MoL", TODAY))
    state.apply(naming.rename(state, moj, "Ministry of Rights", "MoR", date(2006, 1, 1)))
    assert names(state, moj) == [
        ("MoJ", "None", "2005-12-31"),
        ("MoR", "2006-01-01", "2010-03-11"),
        ("MoL", "2010-03-12", "None"),
    ]
    found = state.get(Organization, moj.id)
    assert found is not None
    assert found.acronym == "MoL"


def test_two_names_cannot_begin_on_one_day(state: MemoryState, moj: Organization) -> None:
    state.apply(naming.rename(state, moj, "Ministry of Law", "MoL", TODAY))
    with pytest.raises(InvalidValueError) as complaint:
        naming.rename(state, moj, "Ministry of Rights", "MoR", TODAY)
    assert complaint.value.field == "from"


def test_a_spelling_is_corrected_in_the_name_that_holds(state: MemoryState, moj: Organization) -> None:
    state.apply(naming.rename(state, moj, "Ministry of Lwa", "MoL", TODAY))
    state.apply(naming.respell(state, moj, TODAY, name="Ministry of Law"))
    assert name_on(state, moj, TODAY) == ("Ministry of Law", "MoL")
    assert name_on(state, moj, FOUNDED) == ("Ministry of Justice", "MoJ")


def focal_point(state: MemoryState, moj: Organization) -> tuple[Person, Role]:
    ana = person(state, "Ana", moj, Function.FOCAL_POINT, since=FOUNDED)
    return ana, functions.holders(state, moj, Function.FOCAL_POINT, TODAY)[0]


def test_a_new_focal_point_takes_over_lists_and_actions(state: MemoryState, moj: Organization) -> None:
    ana, leaves = focal_point(state, moj)
    state.apply(Edit("verbs.edited").update(ana, Person.lists(("all", "board"))).done())
    listed = state.add(Person, Person.name("Zeca"), Person.organization(moj.id), Person.lists(("press",)))
    kept, moved, closed = (state.add(Action, Action.text(text), Action.person(ana.id)) for text in ("a", "b", "c"))
    changes = functions.replace_focal_point(
        state, functions.Replacement(leaves, listed, TODAY, "letter 3", (moved,), ("all",))
    )
    state.apply(changes)
    assert len({(write.table, write.id) for write in changes.writes}) == 5  # two roles, two people, one action
    new = functions.holders(state, moj, Function.FOCAL_POINT, TODAY)
    assert [(role.person, role.since, role.letter) for role in new] == [(listed.id, TODAY, "letter 3")]
    assert [role.person for role in roles_on(state, date(2010, 3, 11), Function.FOCAL_POINT)] == [ana.id]
    after = {action.text: action.person for action in state.all(Action)}
    assert after == {"a": ana.id, "b": listed.id, "c": ana.id}
    assert {one.name: one.lists for one in state.all(Person)} == {"Ana": ("board",), "Zeca": ("all", "press")}
    assert {kept.id, closed.id}.isdisjoint(write.id for write in changes.writes)


def test_who_comes_may_be_a_new_name(state: MemoryState, moj: Organization) -> None:
    _, leaves = focal_point(state, moj)
    state.apply(functions.replace_focal_point(state, functions.Replacement(leaves, "Maria", TODAY)))
    maria = next(person for person in state.all(Person) if person.name == "Maria")
    assert maria.organization == moj.id
    assert functions.holders(state, moj, Function.FOCAL_POINT, TODAY)[0].person == maria.id


@pytest.mark.parametrize("comes", ["same", "", "  "])
def test_somebody_else_must_come(state: MemoryState, moj: Organization, comes: str) -> None:
    ana, leaves = focal_point(state, moj)
    with pytest.raises(InvalidValueError) as complaint:
        functions.replace_focal_point(state, functions.Replacement(leaves, ana if comes == "same" else comes, TODAY))
    assert complaint.value.field == "person"


def test_nobody_leaves_before_having_begun(state: MemoryState, moj: Organization) -> None:
    _, leaves = focal_point(state, moj)
    with pytest.raises(InvalidValueError):
        functions.replace_focal_point(state, functions.Replacement(leaves, "Maria", FOUNDED))


def test_open_actions_are_those_not_closed_by_reference(state: MemoryState, moj: Organization) -> None:
    ana, _ = focal_point(state, moj)
    for reference, status in (("A-2010-002", "open"), ("A-2010-001", "waiting"), ("A-2009-001", "done")):
        settings = (Action.reference(reference), Action.status(ActionStatus(status)), Action.person(ana.id))
        state.add(Action, Action.text("x"), *settings)
    found = [action.reference for action in functions.open_actions_of(state, ana.id)]
    assert found == ["A-2010-001", "A-2010-002"]
    assert functions.open_actions_of(state, None) == ()


def test_functions_of_a_person_and_of_an_organization(state: MemoryState, moj: Organization) -> None:
    ana, _ = focal_point(state, moj)
    state.apply(functions.appoint(state, ana, Function.CHAIR, moj.id, TODAY))
    said = [(row.role.function, row.person, row.organization) for row in functions.functions_of(state, ana)]
    assert said == [("chair", "Ana", "MoJ"), ("focal_point", "Ana", "MoJ")]
    assert functions.functions_of(state, moj) == functions.functions_of(state, ana)


def test_people_with_a_function_come_first(state: MemoryState, moj: Organization) -> None:
    person(state, "Aaron", moj)
    person(state, "Zita", moj, Function.ALTERNATE, since=FOUNDED)
    assert [one.name for one in functions.people_of(state, moj, TODAY)] == ["Zita", "Aaron"]
