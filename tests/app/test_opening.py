"""A group is started, opened again, and changed through its desk."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from tests.builders import known

from ictwg.app.opening import open_group, start_group
from ictwg.app.session import Session
from ictwg.domain.changes import Changes, Edit
from ictwg.domain.records import Group, Organization, Series
from ictwg.domain.state import State
from ictwg.domain.values import OrganizationType
from ictwg.errors import IctwgError
from ictwg.records.group import group_of
from ictwg.store.local.home import Home


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return Home.at(str(tmp_path / "home"))


@pytest.fixture
def started(tmp_path: Path, home: Home) -> str:
    path = str(tmp_path / "group.json")
    start_group(path, "Illustrative Group", "IG", home=home).store.close()
    return path


def opened(path: str, home: Home, today: date | None = None) -> Session:
    return open_group(path, home=home, writer=True, today=today)


def test_a_new_group_has_a_name_and_a_plenary_series(started: str, home: Home) -> None:
    session = opened(started, home)
    group = known(group_of(session.state))
    assert (group.name, group.acronym) == ("Illustrative Group", "IG")
    assert [(series.code, series.name) for series in session.state.all(Series)] == [("", "IG")]
    session.store.close()


def test_a_new_group_gives_courts_and_embassies_no_work(started: str, home: Home) -> None:
    session = opened(started, home)
    (group,) = session.state.all(Group)
    assert set(group.invited_types) == {OrganizationType.JUDICIARY, OrganizationType.DONOR}
    session.store.close()


def test_what_was_committed_is_there_when_the_file_is_opened_again(started: str, home: Home) -> None:
    session = opened(started, home)
    id = session.state.new_id()
    session.commit(Edit("verbs.created", "MoJ").create(Organization, id, Organization.acronym("MoJ")).done())
    session.store.close()
    session = opened(started, home)
    assert [organization.acronym for organization in session.state.all(Organization)] == ["MoJ"]
    session.store.close()


def test_a_second_start_at_the_same_place_is_refused(started: str, home: Home) -> None:
    with pytest.raises(IctwgError):
        start_group(started, "Another", "A", home=home)


def test_reactions_share_the_transaction_and_its_undo(started: str, home: Home) -> None:
    store = opened(started, home).store

    def react(state: State, changes: Changes, today: date) -> Changes | None:
        assert today == date(2010, 3, 12)
        named = Organization.acronym(f"after {changes.events[0].name}")
        return Edit("").create(Organization, state.new_id(), named).done()

    session = Session(store, lambda: date(2010, 3, 12), (react,))
    id = store.new_id()
    edit = Edit("verbs.created", "MoJ").create(Organization, id, Organization.acronym("MoJ"))
    session.commit(edit.tell("told", Organization, id).done())
    assert {one.acronym for one in session.state.all(Organization)} == {"MoJ", "after told"}
    session.undo()
    assert session.state.all(Organization) == ()
    session.redo()
    assert len(session.state.all(Organization)) == 2
    store.close()
