"""Owners in words: in protocol order, with names that nobody on the register answers to."""

from __future__ import annotations

from datetime import date

from tests.builders import MemoryState, organization, person

from ictwg.domain.overdue import Deadlines, Gap
from ictwg.domain.records import Action, Organization
from ictwg.domain.roster import owners_in_words, strangers
from ictwg.domain.values import OrganizationType

DAY = date(2010, 2, 5)


def test_a_ministry_stands_before_an_ngo_whatever_their_letters() -> None:
    state = MemoryState()
    ngo = organization(state, "AAA", Organization.type(OrganizationType.NGO))
    moj = organization(state, "MoJ", Organization.type(OrganizationType.GOVERNMENT))
    action = state.add(Action, Action.text("Draft"), Action.owners((ngo.id, moj.id)))
    assert owners_in_words(state, action) == owners_in_words(state, action, DAY) == "MoJ, AAA"


def test_a_stranger_is_shown_and_a_gap_until_somebody_on_the_register_is_chosen() -> None:
    state = MemoryState()
    moj = organization(state, "MoJ")
    action = state.add(Action, Action.text("Draft"), Action.owners((moj.id,)), Action.owner_text("MoJ, XYZ"))
    assert (owners_in_words(state, action), strangers(state, action)) == ("MoJ, XYZ?", ("XYZ",))
    assert Gap.UNKNOWN_OWNER in Deadlines(state, DAY).gaps(action)


def test_a_name_by_which_an_owner_is_known_is_no_stranger() -> None:
    state = MemoryState()
    moj = organization(state, "MoJ", Organization.name("Ministry of Justice"))
    ana = person(state, "Ana Soares", moj)
    named = Action.owner_text("ministry of justice, Ana Soares")
    action = state.add(Action, Action.text("Draft"), Action.owners((moj.id,)), Action.person(ana.id), named)
    assert owners_in_words(state, action) == "MoJ (Ana Soares)"
