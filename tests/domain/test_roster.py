from __future__ import annotations

from datetime import date

import pytest
from tests.builders import MemoryState, organization, person

from ictwg.domain.records import BodyMember, Organization, OrganizationName, Role
from ictwg.domain.roster import in_protocol_order, roster
from ictwg.domain.values import Function, MembershipStatus, OrganizationType

DAY = date(2010, 3, 12)
MEMBER = MembershipStatus.MEMBER


def acronyms(state: MemoryState, on: date = DAY) -> list[str]:
    return [line.acronym for line in roster(state, on)]


def test_protocol_order_is_type_then_hand_then_acronym() -> None:
    state = MemoryState()
    organization(state, "AAA", Organization.type(OrganizationType.NGO), status=MEMBER)
    organization(state, "PNTL", Organization.type(OrganizationType.SECURITY), status=MEMBER)
    second = (Organization.type(OrganizationType.GOVERNMENT), Organization.protocol_order("a1"))
    first = (Organization.type(OrganizationType.GOVERNMENT), Organization.protocol_order("a0"))
    organization(state, "MAA", *second, status=MEMBER)
    organization(state, "MoFA", *first, status=MEMBER)
    assert acronyms(state) == ["MoFA", "MAA", "PNTL", "AAA"]


def test_what_was_put_in_order_by_hand_goes_before_every_type() -> None:
    state = MemoryState()
    organization(state, "MoJ", Organization.type(OrganizationType.GOVERNMENT), status=MEMBER)
    court = (Organization.type(OrganizationType.JUDICIARY), Organization.protocol_place("a1"))
    police = (Organization.type(OrganizationType.SECURITY), Organization.protocol_place("a0"))
    organization(state, "Court", *court, status=MEMBER)
    organization(state, "PNTL", *police, status=MEMBER)
    assert acronyms(state) == ["PNTL", "Court", "MoJ"]


def test_only_those_of_the_day_stand_on_it() -> None:
    state = MemoryState()
    organization(state, "OLD", status=MEMBER, until=date(2010, 3, 11))
    organization(state, "NEW", status=MEMBER, since=date(2010, 3, 13))
    organization(state, "OUT", status=MembershipStatus.SUSPENDED)
    organization(state, "SEES", status=MembershipStatus.OBSERVER, since=DAY, until=DAY)
    organization(state, "NONE")
    assert acronyms(state) == ["SEES"]


def test_names_are_those_of_the_day() -> None:
    state = MemoryState()
    un_women = organization(state, "UN Women", status=MEMBER)
    named = (OrganizationName.name("UN Development Fund for Women"), OrganizationName.acronym("UNIFEM"))
    state.add(OrganizationName, OrganizationName.organization(un_women.id), *named, OrganizationName.until(DAY))
    assert acronyms(state) == ["UNIFEM"]
    assert acronyms(state, date(2010, 7, 3)) == ["UN Women"]


def test_people_stand_by_function_and_once_each() -> None:
    state = MemoryState()
    moj = organization(state, "MoJ", status=MEMBER)
    person(state, "Ana", moj, Function.ALTERNATE)
    rui = person(state, "Rui", moj, Function.FOCAL_POINT)
    state.add(Role, Role.function(Function.CHAIR), Role.person(rui.id), Role.since(date(2010, 1, 1)))
    person(state, "Zé", moj, Function.FOCAL_POINT, until=date(2009, 12, 31))
    person(state, "Guest", moj, Function.GUEST)
    (line,) = roster(state, DAY)
    assert [(one.person.name, one.functions) for one in line.people] == [
        ("Rui", (Function.CHAIR, Function.FOCAL_POINT)),
        ("Ana", (Function.ALTERNATE,)),
    ]


def test_two_hats_stand_at_both_organizations() -> None:
    state = MemoryState()
    moj, pdhj = (organization(state, name, status=MEMBER) for name in ("MoJ", "PDHJ"))
    ana = person(state, "Ana", moj, Function.FOCAL_POINT)
    state.add(Role, Role.function(Function.ALTERNATE), Role.person(ana.id), Role.organization(pdhj.id))
    assert [[p.person.id for p in line.people] for line in roster(state, DAY)] == [[ana.id], [ana.id]]


@pytest.mark.parametrize("by_hand", [False, True])
@pytest.mark.parametrize("series", ["", "SG1"])
def test_who_presides_heads_every_roll_and_the_secretariat_closes_it(series: str, *, by_hand: bool) -> None:
    """Whatever the order is: the chair of that day, the co-chair, the order, and who is there to help alone."""
    state = MemoryState()
    homes = {}
    for at, name in enumerate(("HELPS", "HOSTS", "MoJ", "CO", "CHAIR")):
        place = [Organization.protocol_place(f"a{at}")] if by_hand else [Organization.protocol_order(f"a{at}")]
        homes[name] = organization(state, name, *place, status=MEMBER)
    functions = {
        "HELPS": {Function.SECRETARIAT, Function.MINUTE_TAKER},
        "HOSTS": {Function.SECRETARIAT, Function.FOCAL_POINT},
        "MoJ": {Function.FOCAL_POINT},
        "CO": {Function.CO_CHAIR},
        "CHAIR": {Function.CHAIR, Function.FOCAL_POINT, Function.SECRETARIAT},
    }
    for name, held in functions.items():
        for function in held:
            one = person(state, f"{name} {function}", homes[name])
            if series:
                named = (BodyMember.series(series), BodyMember.person(one.id), BodyMember.function(function))
                state.add(BodyMember, *named, BodyMember.until(DAY))
            else:
                state.add(Role, Role.function(function), Role.person(one.id), Role.until(DAY))
    order = ["CHAIR", "CO", "HOSTS", "MoJ", "HELPS"]
    ids = [one.id for one in homes.values()]
    assert [line.acronym for line in roster(state, DAY, series)] == order
    assert [one.acronym for one in in_protocol_order(state, ids, DAY, series)] == order
    assert [one.acronym for one in in_protocol_order(state, ids)] == list(homes)
    assert [one.acronym for one in in_protocol_order(state, ids, date(2010, 3, 13), series)] == list(homes)


@pytest.mark.parametrize("placed", [False, True])
def test_embassies_stand_by_their_credentials_where_nobody_placed_them(*, placed: bool) -> None:
    state = MemoryState()
    came = {"NEVER": None, "LAST": date(2009, 5, 1), "FIRST": date(2002, 5, 20)}
    for at, (name, on) in enumerate(came.items()):
        own = [Organization.protocol_order(f"a{at}"), Organization.credentials_on(on)]
        hand = [Organization.protocol_place(f"a{at}")] if placed else []
        organization(state, name, Organization.type(OrganizationType.DONOR), *own, *hand, status=MEMBER)
        organization(state, f"M-{name}", Organization.type(OrganizationType.GOVERNMENT), *own, status=MEMBER)
    ministries = ["M-NEVER", "M-LAST", "M-FIRST"]
    by_day = [*ministries, "FIRST", "LAST", "NEVER"]
    assert acronyms(state) == ([*came, *ministries] if placed else by_day)
