"""Deleting an organization or a person takes along what is nothing without it, and brings it back with it."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from tests.store.office import Office

from ictwg.app.problems.clashes import all_clashing, ways_out
from ictwg.app.trash import bring_back, folded
from ictwg.domain.changes import Edit
from ictwg.domain.clashes import ClashKind
from ictwg.domain.records import Action, Membership, Organization, OrganizationName, Person, Role
from ictwg.domain.values import Function, MembershipStatus
from ictwg.locales import t
from ictwg.members.organizations import remove
from ictwg.store.store import Store


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Office(tmp_path).create()


def ministry(store: Store) -> tuple[Organization, Person]:
    ids = [store.new_id() for _ in range(6)]
    edit = Edit("verbs.created")
    edit.create(Organization, ids[0], Organization.acronym("MoJ"), Organization.name("Ministry of Justice"))
    edit.create(Person, ids[1], Person.name("Ana Example"), Person.organization(ids[0]))
    edit.create(Membership, ids[2], Membership.organization(ids[0]), Membership.status(MembershipStatus.MEMBER))
    edit.create(OrganizationName, ids[3], OrganizationName.organization(ids[0]), OrganizationName.name("Old name"))
    focal = (Role.function(Function.FOCAL_POINT), Role.person(ids[1]), Role.organization(ids[0]))
    edit.create(Role, ids[4], *focal, Role.since(date(2010, 1, 1)))
    edit.create(Action, ids[5], Action.text("Draft"), Action.owners((ids[0],)))
    store.commit(edit.done())
    organization, person = store.get(Organization, ids[0]), store.get(Person, ids[1])
    assert organization is not None
    assert person is not None
    return organization, person


def test_periods_names_and_functions_go_along_with_one_undo(store: Store) -> None:
    organization, _ = ministry(store)
    store.commit(remove(store, organization))
    assert not any(map(store.all, (Organization, Membership, OrganizationName, Role)))
    assert [(line.name, line.title.rpartition(" · ")[2]) for line in folded(store)] == [
        ("MoJ", t("trash.with", count=3))
    ]
    store.history.undo()
    assert all(map(store.all, (Organization, Membership, OrganizationName, Role)))


def test_from_the_trash_they_come_back_together(store: Store) -> None:
    organization, person = ministry(store)
    store.commit(remove(store, organization))
    store.commit(bring_back(store, (organization,)))
    assert all(map(store.all, (Organization, Membership, OrganizationName, Role)))
    store.commit(remove(store, person))
    assert not store.all(Role)
    assert store.all(Membership)


def test_what_stays_and_names_it_is_listed_with_ways_out(store: Store) -> None:
    organization, person = ministry(store)
    store.commit(remove(store, organization))
    found = all_clashing(store)
    assert {(clash.kind, clash.record.id, clash.field) for clash in found} == {
        (ClashKind.TRASHED, person.id, "organization"),
        (ClashKind.TRASHED, store.all(Action)[0].id, "owners"),
    }
    assert {finding.id for finding in store.maintenance.check()} == {clash.record.id for clash in found}


def test_a_period_that_was_left_behind_is_listed_and_can_be_taken_away(store: Store) -> None:
    """As deletions of before left them: `check` and the list say the same."""
    organization, _ = ministry(store)
    store.commit(Edit("verbs.removed").remove(organization).done())
    left = [clash for clash in all_clashing(store) if isinstance(clash.record, Membership | OrganizationName)]
    assert len(left) == 2
    assert {finding.id for finding in store.maintenance.check()} == {clash.record.id for clash in all_clashing(store)}
    for clash in left:
        _, away, _ = ways_out(store, clash)
        assert away.changes is not None
        store.commit(away.changes)
    assert not any(map(store.all, (Membership, OrganizationName)))
