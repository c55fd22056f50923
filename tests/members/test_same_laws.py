"""What two people say of doubles at once, each without the other, through real stores: nothing is lost or left hanging.

> After both have everything: the same on both computers; of each organization that ever was one stands for it; a link
> to one that is gone leads on to that, and is listed in *To check*; and whoever follows the list comes to its end. No
> link then leads to one of which nobody ever said that it is the same.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.store.office import Office, add_action, add_organization

from ictwg.app.problems.clashes import all_clashing, ways_out
from ictwg.app.problems.problems import count_of, to_mend
from ictwg.domain.changes import Edit
from ictwg.domain.merged_duplicates import survivor_of
from ictwg.domain.records import Action, Organization, Person
from ictwg.errors import NotFoundError
from ictwg.members.duplicates import doubles
from ictwg.members.merging import lead_on, mark_not_duplicates, same
from ictwg.records.lookup import Lookup
from ictwg.store.store import Store

Either = Organization | Person

TODAY = date(2010, 2, 15)
SOME = 4
NAMES = ("Police", "Fire", "Health", "Justice")
SAYS = ("same", "same", "same", "link", "edit", "apart", "undo", "share")
steps = st.tuples(st.booleans(), st.sampled_from(SAYS), st.integers(0, SOME - 1), st.integers(0, SOME - 1))


class World:
    """Two computers around one file with four organizations and an action of each; whose it was is remembered.

    A third one has entered them: no undo of the two takes away what the law is about.
    """

    def __init__(self, folder: Path) -> None:
        self.office = Office(folder)
        founder = self.office.create("founder")
        self.ids = [add_organization(founder, name) for name in NAMES]
        self.was: dict[str, str] = {}
        for id in self.ids:
            self.link(founder, id)
        founder.sync.share()
        founder.close()
        self.ana, self.rui = self.office.open("ana"), self.office.open("rui")
        for store in (self.ana, self.rui):
            store.sync.share()
        self.undone = False
        self.said: set[frozenset[str]] = set()

    def link(self, store: Store, id: str) -> None:
        self.was[add_action(store, "Draft it", Action.owners((id,)))] = id

    def together(self) -> None:
        for store in (self.ana, self.rui, self.ana, self.rui):
            self.office.clock.wait(60)
            store.sync.share()

    def step(self, at_rui: bool, says: str, i: int, j: int) -> None:
        store = self.rui if at_rui else self.ana
        one, other = (store.get(Organization, self.ids[n]) for n in (i, j))
        if says == "share":
            self.office.clock.wait(60)
            store.sync.share()
        elif says == "undo":
            self._undo(store)
        elif one is not None and says == "link":
            self.link(store, one.id)
        elif one is not None and says == "edit":
            store.commit(Edit("verbs.edited").update(one, Organization.notes(f"{one.notes}+")).done())
        elif one is not None and other is not None and one != other:
            self.tell(store, one, other, apart=says == "apart")

    def tell(self, store: Store, one: Either, other: Either, *, apart: bool = False) -> None:
        if apart:
            store.commit(mark_not_duplicates(store, one, other))
        else:
            store.commit(same(Lookup(store, TODAY), one, other).changes)
            self.said.add(frozenset((one.id, other.id)))

    def joined(self, id: str) -> set[str]:
        """All that somebody ever said to be this one, also where it was taken back: what had moved stays moved."""
        found, more = set[str](), {id}
        while more:
            found |= more
            more = {one for pair in self.said if pair & found for one in pair} - found
        return found

    def _undo(self, store: Store) -> None:
        try:
            receipt = store.history.undo()
        except NotFoundError:
            return
        self.undone = self.undone or bool(receipt)
        gone = [id for id in self.was if self.ana.get(Action, id) is None and self.rui.get(Action, id) is None]
        for id in gone:
            del self.was[id]

    def close(self) -> None:
        self.ana.close()
        self.rui.close()


def hanging(store: Store) -> set[str]:
    """The actions that name an organization that is not there."""
    return {action.id for action in store.all(Action) for id in action.owners if store.get(Organization, id) is None}


def shown(store: Store) -> object:
    actions = {action.id: (action.owners, action.row.rivals("owners")) for action in store.all(Action)}
    return actions, [(one.id, one.same_as, one.different_from, one.aliases) for one in store.all(Organization)]


def settle(world: World) -> None:
    """Whoever follows the list says once more what was said already, and leads the links on."""
    store = world.ana
    for _ in range(2 * SOME):
        said = next((pair for pair in doubles(store) if pair[1].same_as or pair[0].same_as), None)
        clash = next(iter(all_clashing(store)), None)
        if said is not None:
            world.tell(store, *said)
        elif clash is not None:
            changes = ways_out(store, clash)[0].changes
            assert changes is not None
            store.commit(changes)
        else:
            return
    raise AssertionError("the list does not come to an end")


@settings(max_examples=60, deadline=None)
@given(told=st.lists(steps, max_size=14))
def test_two_people_say_what_is_the_same(told: Iterable[tuple[bool, str, int, int]]) -> None:
    with TemporaryDirectory() as folder:
        world = World(Path(folder))
        for step in told:
            world.step(*step)
        world.together()
        assert shown(world.ana) == shown(world.rui)
        for store in (world.ana, world.rui):
            assert all(survivor_of(store, Organization, id) for id in world.ids)
            listed = {clash.record.id for clash in all_clashing(store)}
            assert hanging(store) <= listed
            assert sum(count_of(store, TODAY, others=0).values()) <= len(to_mend(store, TODAY))
        settle(world)
        world.together()
        assert shown(world.ana) == shown(world.rui)
        assert not hanging(world.rui)
        assert not any(one.same_as for one in world.rui.all(Organization))
        for action, was in world.was.items() if not world.undone else ():
            record = world.rui.get(Action, action)
            assert record is not None
            assert not world.joined(was).isdisjoint(record.owners)
        world.close()


def test_each_says_it_the_other_way_round(tmp_path: Path) -> None:
    """Both stay, and the list asks which of the two it is."""
    world = World(tmp_path)
    world.step(False, "same", 0, 1)
    world.step(True, "same", 1, 0)
    world.together()
    ((one, other),) = [pair for pair in doubles(world.ana) if pair[0].same_as]
    assert {one.id, other.id} == set(world.ids[:2])
    assert not hanging(world.ana)
    settle(world)
    world.together()
    assert len(world.rui.all(Organization)) == SOME - 1
    world.close()


def test_each_said_it_the_other_way_round_and_they_are_two(tmp_path: Path) -> None:
    """Both stay and are not asked about again. What each had moved stays moved: nothing says any more whose it was."""
    world = World(tmp_path)
    world.step(False, "same", 1, 0)
    world.step(True, "same", 0, 1)
    world.together()
    world.step(False, "apart", 0, 1)
    world.together()
    for store in (world.ana, world.rui):
        assert {one.id: one.same_as for one in store.all(Organization)} == dict.fromkeys(world.ids)
        assert not list(doubles(store))
        assert not all_clashing(store)
        owners = {world.was[action.id]: action.owners for action in store.all(Action)}
        crossed = {world.ids[0]: (world.ids[1],), world.ids[1]: (world.ids[0],)}
        assert owners == {id: (id,) for id in world.ids} | crossed
    world.close()


@pytest.mark.parametrize("first", [0, 1])
@pytest.mark.parametrize("answer", ["same", "apart"])
def test_one_says_that_they_are_the_same_and_the_other_that_they_are_two(
    tmp_path: Path, first: int, answer: str
) -> None:
    """Whichever of the two was named first, neither word wins unseen: the list asks, and the answer ends it."""
    world = World(tmp_path)
    world.step(False, "apart", first, 1 - first)
    world.step(True, "same", 0, 1)
    world.together()
    for store in (world.ana, world.rui):
        assert [{one.id for one in pair} for pair in doubles(store)] == [set(world.ids[:2])]
    world.step(True, answer, 0, 1)
    world.together()
    assert not list(doubles(world.ana))
    assert len(world.ana.all(Organization)) == (SOME - 1 if answer == "same" else SOME)
    world.close()


def test_one_says_it_of_what_goes_at_the_other(tmp_path: Path) -> None:
    """A is B, says one; B is C, says the other: B waits, and everything ends at C."""
    world = World(tmp_path)
    world.step(False, "same", 1, 0)
    world.step(True, "same", 2, 1)
    world.step(True, "link", 0, 0)
    world.together()
    assert hanging(world.ana)
    assert {clash.record.id for clash in all_clashing(world.ana)} == hanging(world.ana)
    settle(world)
    world.together()
    owners = {action.owners for action in world.rui.all(Action)}
    assert owners == {(world.ids[2],), (world.ids[3],)}
    world.close()


def test_the_one_that_went_is_edited_elsewhere(tmp_path: Path) -> None:
    """It is there again, whole; merged once more, what was written meanwhile comes along."""
    world = World(tmp_path)
    world.step(False, "same", 0, 1)
    world.step(True, "edit", 1, 0)
    world.together()
    ((kept, other),) = [pair for pair in doubles(world.ana) if pair[1].same_as]
    assert (kept.id, other.id) == tuple(world.ids[:2])
    settle(world)
    world.together()
    stays = world.rui.get(Organization, world.ids[0])
    assert stays is not None
    assert (stays.notes, world.rui.get(Organization, world.ids[1])) == ("+", None)
    world.close()


def test_leading_on_leaves_what_leads_nowhere(tmp_path: Path) -> None:
    world = World(tmp_path)
    gone = world.ana.get(Organization, world.ids[0])
    assert gone is not None
    world.ana.commit(Edit("verbs.removed").remove(gone).done())
    action = next(one for one in world.ana.all(Action) if one.owners == (gone.id,))
    assert not lead_on(world.ana, action, Action.owners)
    world.close()
