"""What is right on each side and wrong together, noted when it comes together, and the ways out."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from tests.builders import known
from tests.store.office import Office, add_action, add_organization, set_action

from ictwg.app.problems.clashes import all_clashing, bring_back_purged, broken, noted_clashing, ways_out
from ictwg.app.problems.problems import to_mend
from ictwg.domain.changes import Edit
from ictwg.domain.clashes import Clash, ClashKind
from ictwg.domain.records import Action, Decision, Membership, Organization, Person, Role
from ictwg.domain.schema import Record, Setting
from ictwg.domain.values import Function
from ictwg.store.store import Store

TODAY = date(2010, 3, 1)


class Two:
    """Two computers around one file with an organization, neither of which has seen what the other does next."""

    def __init__(self, folder: Path) -> None:
        self.office = Office(folder)
        self.ana = self.office.create()
        self.organization = add_organization(self.ana, "Ministry of Justice")
        self.action = add_action(self.ana, "Draft the SOP")
        self.ana.sync.share()
        self.rui = self.office.open("rui")
        self.rui.sync.share()

    def together(self) -> None:
        for store in (self.ana, self.rui, self.ana):
            self.office.clock.wait(60)
            store.sync.share()

    def clashes(self) -> tuple[Clash, ...]:
        """The same for both, and the same whether the merged lines are looked at or all."""
        self.together()
        seen = [noted_clashing(store) for store in (self.ana, self.rui)] + [
            all_clashing(store) for store in (self.ana, self.rui)
        ]
        assert len({tuple((c.kind, c.record.id, c.field) for c in found) for found in seen}) == 1
        assert broken(self.ana) == len(seen[0])
        return seen[0]

    def mend(self, clash: Clash, way: int = 0) -> tuple[Clash, ...]:
        """The list after one of the ways out."""
        changes = known(ways_out(self.ana, clash)[way].changes)
        self.ana.commit(changes)
        return self.clashes()


@pytest.fixture
def two(tmp_path: Path) -> Two:
    return Two(tmp_path)


def made(store: Store, kind: type[Record], *settings: Setting) -> str:
    id = store.new_id()
    store.commit(Edit("verbs.created").create(kind, id, *settings).done())
    return id


def removed(store: Store, kind: type[Record], id: str) -> None:
    record = known(store.get(kind, id))
    store.commit(Edit("verbs.removed").remove(record).done())


def test_two_chairs_are_ended_or_taken_away(two: Two) -> None:
    people = [made(store, Person, Person.name(name)) for store, name in ((two.ana, "Ana"), (two.rui, "Rui"))]
    chair = Role.function(Function.CHAIR)
    first = made(two.ana, Role, chair, Role.person(people[0]), Role.since(date(2010, 1, 1)))
    made(two.rui, Role, chair, Role.person(people[1]), Role.since(date(2010, 2, 1)))
    made(two.rui, Role, chair, Role.person(people[1]), Role.until(date(2009, 12, 31)))
    (clash,) = two.clashes()
    assert clash.kind is ClashKind.CHAIRS
    assert "Ana, chair 2010-01-01" in ways_out(two.ana, clash)[0].label
    assert two.mend(clash) == ()
    ended = known(two.rui.get(Role, first))
    assert ended.until == date(2010, 1, 31)


def test_one_chair_told_by_its_organization_and_by_its_person_is_one(two: Two) -> None:
    chair = Role.function(Function.CHAIR)
    person = made(two.ana, Person, Person.name("Ana"), Person.organization(two.organization))
    made(two.ana, Role, chair, Role.person(person))
    made(two.rui, Role, chair, Role.organization(two.organization))
    assert two.clashes() == ()


def test_two_kinds_of_membership_at_once(two: Two) -> None:
    home = Membership.organization(two.organization)
    made(two.ana, Membership, home, Membership.since(date(2010, 1, 1)))
    late = made(two.rui, Membership, home, Membership.since(date(2010, 1, 1)))
    (clash,) = two.clashes()
    assert clash.kind is ClashKind.OVERLAP
    assert len(ways_out(two.ana, clash)) == 3  # begun on one day: none can be ended before the other
    assert two.mend(clash, 1) == ()
    assert two.rui.get(Membership, late) is None


def test_what_points_at_something_deleted_brings_it_back(two: Two) -> None:
    """On the one side the link is what came in, on the other the deletion."""
    removed(two.ana, Organization, two.organization)
    set_action(two.rui, two.action, Action.owners((two.organization,)))
    (clash,) = two.clashes()
    assert clash.kind is ClashKind.TRASHED
    assert two.mend(clash) == ()
    assert two.rui.get(Organization, two.organization) is not None


def test_or_the_field_is_emptied(two: Two) -> None:
    removed(two.ana, Organization, two.organization)
    set_action(two.rui, two.action, Action.owners((two.organization,)))
    (clash,) = two.clashes()
    assert two.mend(clash, 1) == ()
    action = known(two.rui.get(Action, two.action))
    assert action.owners == ()


def test_two_that_are_part_of_each_other(two: Two) -> None:
    other = add_organization(two.ana, "Directorate")
    two.together()
    for store, part, whole in ((two.ana, other, two.organization), (two.rui, two.organization, other)):
        record = known(store.get(Organization, part))
        store.commit(Edit("verbs.edited").update(record, Organization.part_of(whole)).done())
    (clash,) = two.clashes()
    assert (clash.kind, clash.record.id) == (ClashKind.CIRCLE, two.organization)  # who wrote last
    assert two.mend(clash) == ()


def test_two_decisions_that_take_each_others_place(two: Two) -> None:
    ids = [made(two.ana, Decision, Decision.text(text)) for text in ("First", "Second")]
    two.together()
    for store, id, replaced in ((two.ana, ids[0], ids[1]), (two.rui, ids[1], ids[0])):
        decision = known(store.get(Decision, id))
        store.commit(Edit("verbs.edited").update(decision, Decision.supersedes((replaced,))).done())
    (clash,) = two.clashes()
    assert (clash.kind, clash.field) == (ClashKind.CIRCLE, "supersedes")
    assert {finding.message for finding in two.ana.maintenance.check()} == {"check.cycle"}
    assert two.mend(clash) == ()
    assert two.ana.maintenance.check() == ()


def test_changed_after_it_was_taken_away_for_good(two: Two) -> None:
    set_action(two.rui, two.action, Action.text("Draft it quickly"))
    removed(two.ana, Action, two.action)
    assert two.ana.history.purge(datetime(2030, 1, 1, tzinfo=UTC)) is not None
    assert two.ana.history.changed_after_purge() == ()
    two.together()
    for store in (two.ana, two.rui):
        (stub,) = store.history.changed_after_purge()
        (line,) = [line for line in to_mend(store, TODAY, purged=[stub]) if line.id.startswith("purged/")]
        assert "changed since" in line.what
        assert broken(store) == 1
    two.ana.commit(bring_back_purged(two.ana.history.changed_after_purge()[0]))
    two.together()
    back = known(two.rui.get(Action, two.action))
    assert back.text == "Draft it quickly"
    assert broken(two.rui) == 0
