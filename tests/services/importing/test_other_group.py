"""Two colleagues have both started a group: one file comes into the other, matched by name and date, as one undo."""

from __future__ import annotations

from collections import Counter
from datetime import date
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from tests.store.office import Office

from ictwg.domain.changes import Edit
from ictwg.domain.ids import new_id
from ictwg.domain.records import Action, AgendaItem, Meeting, Organization, Person, Role
from ictwg.domain.values import Function
from ictwg.merge.dots import Dot
from ictwg.merge.rows import Row
from ictwg.services.importing.other_group import _parents_first, import_group
from ictwg.services.importing.report import RowState
from ictwg.store.format.codec import encode_row
from ictwg.store.looking import records_in
from ictwg.store.this_computer.views import LineRow

if TYPE_CHECKING:
    from pathlib import Path

    from ictwg.domain.schema import Raw
    from ictwg.services.importing.report import ImportPlan
    from ictwg.store.store import Store

DAY = date(2010, 3, 12)


def _fill(store: Store, position: str, *titles: str, name: str = "Ministry of Justice") -> None:
    edit, moj, ana, meeting = Edit("verbs.created"), store.new_id(), store.new_id(), store.new_id()
    edit.create(Organization, moj, Organization.acronym("MoJ"), Organization.name(name))
    person = [Person.name("Ana Example"), Person.organization(moj), *([Person.position(position)] if position else [])]
    edit.create(Person, ana, *person)
    edit.create(Role, store.new_id(), Role.function(Function.FOCAL_POINT), Role.organization(moj), Role.person(ana))
    edit.create(Meeting, meeting, Meeting.date(DAY), Meeting.title("Third meeting"))
    parent = store.new_id()
    edit.create(AgendaItem, parent, AgendaItem.meeting(meeting), AgendaItem.title("Shelters"))
    below = AgendaItem.parent(parent)
    edit.create(AgendaItem, store.new_id(), AgendaItem.meeting(meeting), below, AgendaItem.title("Costs"))
    for number, title in enumerate(titles, 1):
        said = (Action.text(title), Action.reference(f"A-2010-{number:03}"), Action.owners((moj,)))
        edit.create(Action, store.new_id(), *said, Action.meeting(meeting))
    store.commit(edit.done())
    store.share()


@pytest.fixture
def ours(tmp_path: Path) -> Store:
    folder = tmp_path / "ours"
    folder.mkdir()
    store = Office(folder).create("ana")
    _fill(store, "", "Draft the SOP")
    return store


@pytest.fixture
def theirs(tmp_path: Path) -> Path:
    folder = tmp_path / "theirs"
    folder.mkdir()
    office = Office(folder)
    store = office.create("rui")
    _fill(store, "Legal adviser", "Print the posters", "Draft the SOP", name="Ministry of Justice of Timor-Leste")
    return office.shared


def plan(ours: Store, theirs: Path) -> ImportPlan:
    memory = records_in(theirs.read_bytes())
    return import_group(ours, memory, memory.lines.db, str(theirs), DAY)


def test_what_both_have_is_one_and_what_is_empty_here_is_filled(ours: Store, theirs: Path) -> None:
    found = plan(ours, theirs)
    told = {row.what.partition(" · ")[0]: row for row in found.rows}
    assert told["MoJ"].state is RowState.SAME
    assert "Name" in told["MoJ"].why
    assert {told["MoJ"].what, told["Ana Example"].what} == {"MoJ · Ministry of Justice of Timor-Leste", "Ana Example"}
    assert told["Ana Example"].state is RowState.UPDATED
    ours.commit(found.changes)
    (moj,), (ana,), (meeting,) = ours.all(Organization), ours.all(Person), ours.all(Meeting)
    assert (moj.name, ana.position, ana.organization) == ("Ministry of Justice", "Legal adviser", moj.id)
    assert len(ours.all(Role)) == 1
    assert [(item.title, item.meeting) for item in ours.all(AgendaItem)] == [
        ("Shelters", meeting.id),
        ("Costs", meeting.id),
    ]


def test_what_is_new_comes_in_with_its_links_and_a_free_number(ours: Store, theirs: Path) -> None:
    ours.commit(plan(ours, theirs).changes)
    actions = {action.text: action for action in ours.all(Action)}
    assert set(actions) == {"Draft the SOP", "Print the posters"}
    new, (moj,), (meeting,) = actions["Print the posters"], ours.all(Organization), ours.all(Meeting)
    assert (new.owners, new.meeting) == ((moj.id,), meeting.id)
    assert (new.reference, new.former_references) == ("A-2010-002", ("A-2010-001",))
    assert ours.check() == ()


def test_the_same_file_brings_nothing_a_second_time_and_the_same_records_everywhere(ours: Store, theirs: Path) -> None:
    first = plan(ours, theirs)
    again = plan(ours, theirs)
    assert first.changes.created == again.changes.created
    ours.commit(first.changes)
    assert not plan(ours, theirs).changes


def test_it_is_one_undo(ours: Store, theirs: Path) -> None:
    ours.commit(plan(ours, theirs).changes)
    ours.undo()
    assert [action.text for action in ours.all(Action)] == ["Draft the SOP"]
    (ana,) = ours.all(Person)
    assert not ana.position


def test_two_meetings_of_one_day_stay_two(ours: Store, tmp_path: Path) -> None:
    folder = tmp_path / "others"
    folder.mkdir()
    office = Office(folder)
    store = office.create("rui")
    edit = Edit("verbs.created")
    for title in ("Third meeting", "Drafting session"):
        edit.create(Meeting, store.new_id(), Meeting.date(DAY), Meeting.title(title))
    store.commit(edit.done())
    store.share()
    ours.commit(plan(ours, office.shared).changes)
    assert sorted(meeting.title for meeting in ours.all(Meeting)) == ["Drafting session", "Third meeting"]


def test_an_item_comes_after_those_above_it_also_in_a_deep_line_and_in_a_circle() -> None:
    looks = Counter[str]()

    class Looked(LineRow):
        def get(self, name: str) -> Raw:
            looks[name] += 1
            return super().get(name)

    def item(id: str, above: str) -> AgendaItem:
        line = encode_row(Row(AgendaItem.TABLE, id, {"parent": {Dot(1, "a"): (above,)}}))
        return AgendaItem(Looked(AgendaItem.TABLE, id, line))

    ids = [new_id(number, bytes) for number in range(1, 1002)]
    deep = [item(id, above) for id, above in pairwise(ids)]
    assert [record.id for record in _parents_first(deep)] == ids[-2::-1]
    assert looks["parent"] <= 1000 + 1  # not once more for each line above
    circle = [item(ids[0], ids[1]), item(ids[1], ids[2]), item(ids[2], ids[0])]
    assert sorted(record.id for record in _parents_first(circle)) == ids[:3]
