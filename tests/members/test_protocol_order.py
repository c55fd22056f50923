"""The one order of all organizations: proposed by their type, and put right by hand."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from tests.builders import MemoryState, organization

from ictwg.domain.records import Organization
from ictwg.domain.roster import roster
from ictwg.domain.schema import RECORDS, Field, form_fields
from ictwg.domain.values import MembershipStatus, OrganizationType
from ictwg.members.organizations import proposed_place, put_beside
from ictwg.records.csv_format import cell_text
from ictwg.records.lookup import Lookup
from ictwg.records.record_rows import RecordRow, grouped, sorted_by
from ictwg.records.tables import record_json

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


def named_in(field: Field[Any]) -> bool:
    """Whether it names organizations."""
    return field.kind in ("link", "links") and field.target() is Organization  # type: ignore[attr-defined]  # links have one


LISTS = [field for kind in RECORDS.values() for field in form_fields(kind) if named_in(field) and field.is_set]


@pytest.mark.parametrize("field", LISTS, ids=lambda field: f"{field.record.TABLE}.{field.name}")
def test_wherever_organizations_are_listed_they_stand_in_protocol_order(field: Field[Any], state: MemoryState) -> None:
    put(state, "OPG", "NGO-A", behind=True)
    put(state, "MSS", "MoJ", behind=False)
    ids = tuple(sorted(one.id for one in state.all(Organization)))
    record = state.add(field.record, field(ids))
    expected, lookup = ["MSS", "MoJ", "NGO-A", "OPG"], Lookup(state, DAY)
    assert acronyms(state) == expected
    assert field.show(ids, lookup) == ", ".join(expected)
    assert cell_text(lookup, field, record) == "; ".join(expected)
    said = record_json(lookup, record)
    assert said[field.name] == expected
    assert [lookup.name(Organization, id) for id in said[f"{field.name}_ids"]] == expected


GROUPED = [field for kind in RECORDS.values() for field in kind.GROUP_BY if named_in(field)]


@pytest.mark.parametrize("field", GROUPED, ids=lambda field: f"{field.record.TABLE}.{field.name}")
def test_a_list_by_organization_has_them_in_protocol_order(field: Field[Any], state: MemoryState) -> None:
    put(state, "OPG", "NGO-A", behind=True)
    put(state, "MSS", "MoJ", behind=False)
    for one in state.all(Organization):
        state.add(field.record, field((one.id,) if field.is_set else one.id))
    expected, lookup = ["MSS", "MoJ", "NGO-A", "OPG"], Lookup(state, DAY)
    rows = [RecordRow(lookup, record, ()) for record in state.all(field.record)]
    assert [group.title for group in grouped(lookup, rows, field)] == expected
    for backwards in (False, True):
        found = sorted_by(lookup, rows, field, backwards=backwards)
        assert [field.show(field.of(row.record), lookup) for row in found] == expected[:: -1 if backwards else 1]
