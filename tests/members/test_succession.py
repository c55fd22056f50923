"""Merged, split, carried on: who stands in the group from a day on, who did before, and what goes along."""

from __future__ import annotations

from datetime import date

import pytest
from tests.builders import MemoryState, organization

from ictwg.domain.periods import status_on
from ictwg.domain.records import Action, Membership, Organization, Succession
from ictwg.domain.values import ActionStatus, MembershipStatus, OrganizationType, SuccessionKind
from ictwg.errors import InvalidValueError
from ictwg.members.organizations import Fate, become

FOUNDED, BEFORE, DAY = date(2003, 5, 1), date(2010, 3, 11), date(2010, 3, 12)
MEMBER, OBSERVER = MembershipStatus.MEMBER, MembershipStatus.OBSERVER


@pytest.fixture
def state() -> MemoryState:
    return MemoryState()


@pytest.fixture
def moj(state: MemoryState) -> Organization:
    named = (Organization.name("Ministry of Justice"), Organization.type(OrganizationType.GOVERNMENT))
    return organization(state, "MoJ", *named, status=MEMBER, since=FOUNDED)


def owners(state: MemoryState, action: Action) -> set[str]:
    found = state.get(Action, action.id)
    return {named.acronym for id in found.owners if (named := state.get(Organization, id))} if found else set()


def test_merged_into_a_member_ends_the_day_before_and_hands_over_what_is_open(
    state: MemoryState, moj: Organization
) -> None:
    mofa = organization(state, "MoFA", status=OBSERVER, since=FOUNDED)
    still = state.add(Action, Action.text("Draft"), Action.owners((moj.id, mofa.id)))
    done = state.add(Action, Action.text("Sent"), Action.owners((moj.id,)), Action.status(ActionStatus.DONE))
    changes = state.apply(become(state, moj, Fate(SuccessionKind.MERGED, (mofa,), DAY)))
    assert (changes.verb, changes.subject) == ("verbs.succeeded", "MoJ")
    row = state.all(Succession)[0]
    assert (row.predecessor, row.successor, row.kind, row.on) == (moj.id, mofa.id, SuccessionKind.MERGED, DAY)
    assert (status_on(state, moj, BEFORE), status_on(state, moj, DAY)) == (MEMBER, None)
    assert status_on(state, mofa, DAY) is OBSERVER
    assert owners(state, still) == {"MoFA"}
    assert owners(state, done) == {"MoJ"}


def test_split_into_new_ones_that_stand_in_its_place(state: MemoryState, moj: Organization) -> None:
    action = state.add(Action, Action.text("Draft"), Action.owners((moj.id,)))
    state.apply(become(state, moj, Fate(SuccessionKind.SPLIT, ("MoL", "MoLab"), DAY, "12/2010", actions=False)))
    new = [one for one in state.all(Organization) if one.acronym in ("MoL", "MoLab")]
    assert [(one.type, status_on(state, one, BEFORE), status_on(state, one, DAY)) for one in new] == [
        (OrganizationType.GOVERNMENT, None, MEMBER)
    ] * 2
    assert status_on(state, moj, DAY) is None
    assert owners(state, action) == {"MoJ"}


def test_what_is_split_off_leaves_the_rest_where_it_was(state: MemoryState, moj: Organization) -> None:
    action = state.add(Action, Action.text("Draft"), Action.owners((moj.id,)))
    state.apply(become(state, moj, Fate(SuccessionKind.SPLIT, (moj, "MoLab"), DAY)))
    assert status_on(state, moj, DAY) is MEMBER
    assert len(state.all(Succession)) == 1
    assert owners(state, action) == {"MoJ"}


def test_somebody_must_follow(state: MemoryState, moj: Organization) -> None:
    with pytest.raises(InvalidValueError) as raised:
        become(state, moj, Fate(SuccessionKind.MERGED, (moj,), DAY))
    assert raised.value.field == "successor"


def test_who_is_named_twice_follows_once(state: MemoryState, moj: Organization) -> None:
    mofa = organization(state, "MoFA", status=OBSERVER, since=FOUNDED)
    state.apply(become(state, moj, Fate(SuccessionKind.SPLIT, (mofa, "MoLab", mofa, "MoLab"), DAY)))
    assert len(state.all(Succession)) == 2
    assert [one.acronym for one in state.all(Organization)].count("MoLab") == 1


def test_a_membership_that_began_on_that_very_day_never_was_one(state: MemoryState) -> None:
    young = organization(state, "MoY", status=MEMBER, since=DAY)
    state.apply(become(state, young, Fate(SuccessionKind.MERGED, ("MoLab",), DAY)))
    assert [row for row in state.all(Membership) if row.organization == young.id] == []
