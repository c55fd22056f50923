"""Two colleagues have both started a group: one file comes into the other, matched by name and date, as one undo."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest
from tests.store.office import Office

from ictwg.app.backups import brought_in
from ictwg.app.opening import start_group
from ictwg.app.session import Session
from ictwg.domain.changes import Edit
from ictwg.domain.ids import new_id
from ictwg.domain.records import (
    Action,
    AgendaItem,
    Attendance,
    Correction,
    Decision,
    Edition,
    Entry,
    Meeting,
    Organization,
    Person,
    Role,
    Wording,
)
from ictwg.domain.schema import RECORDS, Raw
from ictwg.domain.values import Function, MinutesState
from ictwg.imports.other_group import _parents_first, import_group
from ictwg.imports.report import ImportPlan, RowState
from ictwg.locales import t
from ictwg.meetings.editions import edition_of
from ictwg.merge.dots import Dot
from ictwg.merge.rows import Row
from ictwg.minutes import approval as minutes_way
from ictwg.minutes.corrections import correct, proposals
from ictwg.store.format.codec_rows import encode_row
from ictwg.store.local.home import Home
from ictwg.store.local.views import LineRow
from ictwg.store.opening import records_in
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
    store.sync.share()


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
    assert ours.maintenance.check() == ()


def test_the_same_file_brings_nothing_a_second_time_and_the_same_records_everywhere(ours: Store, theirs: Path) -> None:
    first = plan(ours, theirs)
    again = plan(ours, theirs)
    assert first.changes.created == again.changes.created
    ours.commit(first.changes)
    assert not plan(ours, theirs).changes


def test_it_is_one_undo(ours: Store, theirs: Path) -> None:
    ours.commit(plan(ours, theirs).changes)
    ours.history.undo()
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
    store.sync.share()
    ours.commit(plan(ours, office.shared).changes)
    assert sorted(meeting.title for meeting in ours.all(Meeting)) == ["Drafting session", "Third meeting"]


def _minuted(path: Path, user: str, *lines: str) -> Session:
    """A group of its own with the meeting of that day: an item, the lines, and whatever only the second has besides."""
    session = start_group(str(path), f"Group of {user}", user, home=Home.at(str(path.parent / user)))
    edit, state = Edit("verbs.created"), session.state
    meeting, item = state.new_id(), state.new_id()
    edit.create(Meeting, meeting, Meeting.date(DAY), Meeting.minutes_state(MinutesState.CIRCULATED))
    edit.create(AgendaItem, item, AgendaItem.meeting(meeting), AgendaItem.title("Shelters"))
    place = (Entry.meeting(meeting), Entry.item(item))
    for line in lines:
        edit.create(Entry, state.new_id(), *place, Entry.text(line))
    session.commit(edit.done())
    return session


@pytest.fixture
def circulated(tmp_path: Path) -> Iterator[Session]:
    """Ours, with the minutes of that day out for comments."""
    session = _minuted(tmp_path / "ours.json", "ana", "Ten beds.")
    yield session
    session.store.close()


@pytest.fixture
def adopted(circulated: Session) -> Session:
    circulated.commit(minutes_way.adopt_by_silence(circulated.state.all(Meeting)[0], date(2010, 4, 6)))
    return circulated


@pytest.fixture
def second(tmp_path: Path) -> Path:
    """A colleague's, with more of that day, adopted twice over, and a later meeting."""
    session = _minuted(tmp_path / "second.json", "rui", "Ten beds.", "Twelve beds.")
    state = session.state
    edit, (meeting,), (item,) = Edit("verbs.created"), state.all(Meeting), state.all(AgendaItem)
    said = next(entry for entry in state.all(Entry) if entry.text == "Twelve beds.")
    iom, kim, decision, later = (state.new_id() for _ in range(4))
    edit.update(meeting, Meeting.venue("MNEC"), Meeting.folder("2010-03"))
    edit.create(Organization, iom, Organization.acronym("IOM"), Organization.name("Migration"))
    edit.create(Person, kim, Person.name("Kim Lee"), Person.organization(iom))
    came = (Attendance.person(kim), Attendance.organization(iom))
    edit.create(Attendance, state.new_id(), Attendance.meeting(meeting.id), *came)
    edit.create(AgendaItem, state.new_id(), AgendaItem.meeting(meeting.id), AgendaItem.title("Costs"))
    edit.create(Decision, decision, Decision.meeting(meeting.id), Decision.text("Buy beds"), Decision.entry(said.id))
    edit.create(Wording, state.new_id(), Wording.decision(decision), Wording.text("Buy a bed"))
    promised = (Action.meeting(meeting.id), Action.item(item.id), Action.entry(said.id))
    edit.create(Action, state.new_id(), Action.text("Ask for prices"), *promised)
    edit.create(Meeting, later, Meeting.date(date(2010, 5, 7)))
    edit.create(Decision, state.new_id(), Decision.meeting(later), Decision.text("Hire a cook"))
    session.commit(edit.done())
    for day in (date(2010, 4, 7), date(2010, 4, 8)):
        if (known := state.all(Meeting)[0]).minutes_state is MinutesState.ADOPTED:
            session.commit(minutes_way.take_back(known))
        session.commit(minutes_way.adopt_by_silence(state.all(Meeting)[0], day))
    session.commit(correct(state, state.all(Meeting)[0], "Thirteen beds", date(2010, 4, 9)))
    session.store.sync.share()
    session.store.close()
    return tmp_path / "second.json"


def test_what_is_adopted_here_stays_all_else_comes_in_and_each_that_is_left_out_is_named(
    adopted: Session, second: Path
) -> None:
    (meeting,), (edition,) = adopted.state.all(Meeting), adopted.state.all(Edition)
    before = sum(len(adopted.state.all(kind)) for kind in RECORDS.values())
    found = brought_in(adopted, str(second)).plan
    assert found is not None
    adopted.commit_typed(found.changes)
    state = adopted.state
    assert {one.date for one in state.all(Meeting)} == {DAY, date(2010, 5, 7)}
    assert [one.text for one in state.all(Decision)] == ["Hire a cook"]
    assert [(one.text, one.meeting, one.entry) for one in state.all(Action)] == [("Ask for prices", meeting.id, None)]
    assert [one.name for one in state.all(Person)] == ["Kim Lee"]
    ours = state.get(Meeting, meeting.id)
    assert ours is not None
    assert (ours.venue, ours.folder, edition_of(state, ours)) == ("", "2010-03", edition)
    assert not state.all(Wording)
    assert not state.all(Correction)
    assert not proposals(state, ours)
    doubts = {row.what: row.why for row in found.rows if row.state is RowState.DOUBTFUL}
    left = t("importing.adopted", meeting="M-2010-03-12")
    empty = t("importing.adopted_fields", fields="Venue")
    stays = t("importing.kept_ours", fields=t("records.meeting.adopted_on"))
    assert doubts == {
        "M-2010-03-12": f"{empty}; {stays}",
        f"{t('records.agenda_item')} · Costs": left,
        "Attendance · Kim Lee · IOM": left,
        "Entry · Twelve beds.": left,
        "Buy beds": left,
        "Correction · Thirteen beds": left,
    }
    again = brought_in(adopted, str(second)).plan
    assert again is not None
    assert not again.changes
    adopted.undo()
    assert sum(len(adopted.state.all(kind)) for kind in RECORDS.values()) == before


def test_minutes_that_are_not_adopted_here_take_all_but_their_edition(circulated: Session, second: Path) -> None:
    found = brought_in(circulated, str(second)).plan
    assert found is not None
    circulated.commit_typed(found.changes)
    state = circulated.state
    assert {entry.text for entry in state.all(Entry)} == {"Ten beds.", "Twelve beds."}
    assert not state.all(Edition)


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
