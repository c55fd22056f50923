"""The one order of all organizations: proposed by their type, and put right by hand."""

from __future__ import annotations

from datetime import date

import pytest
from tests.builders import MemoryState, organization

from ictwg.domain.records import Organization
from ictwg.domain.roster import roster
from ictwg.domain.values import MembershipStatus, OrganizationType
from ictwg.members.organizations import proposed_place, put_beside

DAY = date(2010, 3, 12)
NGO, MINISTRY, COURT = OrganizationType.NGO, OrganizationType.GOVERNMENT, OrganizationType.JUDICIARY


@pytest.fixture
def state() -> MemoryState:
    state = MemoryState()
    for acronym, kind in (("MoJ", MINISTRY), ("MSS", MINISTRY), ("OPG", COURT), ("NGO-A", NGO)):
        organization(state, acronym, Organization.type(kind), status=MembershipStatus.MEMBER)
    return state


def acronyms(state: MemoryState) -> list[str]:
    return [line.acronym for line in roster(state, DAY)]


def put(state: MemoryState, one: str, other: str, *, behind: bool) -> None:
    found = {each.acronym: each for each in state.all(Organization)}
    state.apply(put_beside(state, found[one], found[other], behind=behind))


def test_one_goes_before_another_and_all_have_a_place_from_then_on(state: MemoryState) -> None:
    put(state, "OPG", "MoJ", behind=False)
    assert acronyms(state) == ["OPG", "MoJ", "MSS", "NGO-A"]
    assert all(one.protocol_place for one in state.all(Organization))


def test_one_goes_behind_another_and_the_others_stay(state: MemoryState) -> None:
    put(state, "OPG", "MoJ", behind=False)
    put(state, "MoJ", "MSS", behind=True)
    put(state, "NGO-A", "OPG", behind=True)
    assert acronyms(state) == ["OPG", "NGO-A", "MSS", "MoJ"]


def test_a_new_one_is_proposed_behind_those_of_its_type_once_there_is_an_order(state: MemoryState) -> None:
    assert not proposed_place(state, MINISTRY)
    put(state, "OPG", "MoJ", behind=False)
    for acronym, kind in (("MoE", MINISTRY), ("Court", COURT), ("EMB", OrganizationType.DONOR)):
        place = Organization.protocol_place(proposed_place(state, kind))
        organization(state, acronym, Organization.type(kind), place, status=MembershipStatus.MEMBER)
    assert acronyms(state) == ["OPG", "Court", "MoJ", "MSS", "MoE", "EMB", "NGO-A"]
