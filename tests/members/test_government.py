"""A new government in one go: what becomes of each ministry, of its members' functions and of its open actions."""

from __future__ import annotations

from datetime import date

import pytest
from tests.builders import MemoryState, organization, person

from ictwg.domain.periods import name_on, status_on
from ictwg.domain.records import Action, Organization, Role, Succession
from ictwg.domain.values import Function, MembershipStatus, OrganizationType
from ictwg.errors import InvalidValueError
from ictwg.locales import t
from ictwg.members.government import ministries, shown, takes_office, understood
from ictwg.records.lookup import find

BEFORE, ON = date(2010, 3, 1), date(2010, 3, 12)


@pytest.fixture
def state() -> MemoryState:
    state = MemoryState()
    for acronym in ("MoJ", "MoI", "MoE", "MoF", "MoC"):
        kind = Organization.type(OrganizationType.GOVERNMENT)
        home = organization(state, acronym, kind, status=MembershipStatus.MEMBER, since=date(2009, 1, 1))
        person(state, f"Ana {acronym}", home, Function.FOCAL_POINT, since=date(2009, 1, 1))
        state.add(Action, Action.text(f"of {acronym}"), Action.owners((home.id,)))
    organization(state, "NGO", status=MembershipStatus.MEMBER, since=date(2009, 1, 1))
    return state


def enter(state: MemoryState, **typed: str) -> None:
    fates = [understood(one, typed.get(one.acronym, ""), shown(state, one, ON)) for one in ministries(state, ON)]
    state.apply(takes_office(state, fates, ON))


def focal_points(state: MemoryState, home: Organization, on: date) -> set[str]:
    roles = state.linked(Role, Role.organization, home.id)
    return {role.person or "" for role in roles if (role.since or on) <= on <= (role.until or on)}


def test_each_keeps_is_renamed_merged_divided_or_closed(state: MemoryState) -> None:
    moj, moi, moe, mof, moc = (find(state, Organization, name) for name in ("MoJ", "MoI", "MoE", "MoF", "MoC"))
    enter(
        state,
        MoJ="Ministry of Law (MoL)",
        MoI="> MoL",
        MoE="> MoL, Youth",
        MoF="> Youth",
        MoC=t("membership.government.closed"),
    )
    assert (name_on(state, moj, ON).acronym, name_on(state, moj, BEFORE).acronym) == ("MoL", "MoJ")
    assert status_on(state, moj, ON) is MembershipStatus.MEMBER
    youth = find(state, Organization, "Youth")
    assert [one.successor for one in state.linked(Succession, Succession.predecessor, mof.id)] == [youth.id]
    for gone in (moi, moe, mof, moc):
        assert status_on(state, gone, BEFORE) is MembershipStatus.MEMBER
        assert status_on(state, gone, ON) is None
        assert not focal_points(state, gone, ON)
    assert status_on(state, youth, ON) is MembershipStatus.MEMBER
    assert len(focal_points(state, youth, ON)) == len(focal_points(state, mof, BEFORE)) == 1
    owners = {one.text: set(one.owners) for one in state.all(Action)}
    assert owners["of MoI"] == {moj.id}
    assert owners["of MoE"] == {moj.id, youth.id}
    assert owners["of MoC"] == {moc.id}


def test_what_stands_in_the_form_changes_nothing(state: MemoryState) -> None:
    with pytest.raises(InvalidValueError, match=t("membership.government.nothing")):
        enter(state, **{one.acronym: shown(state, one, ON) for one in ministries(state, ON)})
