"""A record type declared only here gets its form, columns, filter, flags, checks, JSON, CSV, history, manual, audience.

Adding a field to a record is one line in its declaration (and its label); nothing else is written for `Vehicle`.
"""

from __future__ import annotations

import argparse
import csv
import io
import json
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Any, ClassVar, cast

import pytest
from tests.builders import MemoryState, organization
from tests.ui.open_meeting import Room
from tests.ui.rooms import session_in

from ictwg import locales
from ictwg.app.csv_lists import csv_text
from ictwg.app.forms.declared import changed, fields_for, form_field
from ictwg.app.session import Session
from ictwg.cli import main
from ictwg.cli.parsing import add_field_flags, field_values, make_parser
from ictwg.domain.author import Author
from ictwg.domain.changes import Changes, Edit
from ictwg.domain.clock import Clock
from ictwg.domain.fields import Choice, Day, Flag, Line, Link, Number, OrderKey, Text, Words
from ictwg.domain.records import Action, Contact, Decision, Group, Meeting, Membership, Organization
from ictwg.domain.schema import RECORDS, Form, Record, form_fields
from ictwg.domain.seen import AudienceView
from ictwg.domain.values import Audience
from ictwg.errors import InvalidValueError, NotFoundError
from ictwg.imports.other_group import import_group
from ictwg.imports.report import RowState
from ictwg.locales import t
from ictwg.manual import field_reference
from ictwg.records.editing import Assignment, add, assign, create, on_add, on_remove, on_set, remove, set_fields, write
from ictwg.records.history import history_lines
from ictwg.records.lookup import TWO_ANSWERS, Lookup, find
from ictwg.records.record_rows import record_rows
from ictwg.records.selection import Criteria, select
from ictwg.records.tables import cells, headings, record_json
from ictwg.store.local.home import Home
from ictwg.store.store import Store
from ictwg.ui.app import IctwgApp
from ictwg.ui.declared_screen import DeclaredScreen, RecordDetailScreen
from ictwg.ui.modals.choose import Choose
from ictwg.ui.modals.form_screen import FormScreen
from ictwg.ui.record_screen import record_columns
from ictwg.ui.screens.answers import TwoAnswersScreen
from ictwg.ui.widgets.columns import GroupHeading, shared_out, snug
from ictwg.ui.widgets.form import FormRows

TODAY = date(2010, 3, 12)


class Fuel(StrEnum):
    PETROL = "petrol"
    DIESEL = "diesel"


MESSAGES: dict[str, dict[str, locales.Message]] = {
    "records": {
        "vehicle": "Vehicle",
        "vehicle.plural": "Vehicles",
        "vehicle.plate": "Number plate",
        "vehicle.plate.help": "As it stands on the plate",
        "vehicle.fuel": "Fuel",
        "vehicle.seats": "Seats",
        "vehicle.owner": "Owner",
        "vehicle.from": "Bought on",
        "vehicle.for": "For",
        "vehicle.lent": "Lent",
        "vehicle.notes": "Notes",
        "vehicle.driver": "Driver",
        "vehicle.view.lent": "Lent",
        "part": "Part",
        "part.plural": "Parts",
        "part.name": "Name",
        "part.parent": "Fits into",
        "part.weight": "Weight",
        "part.order": "Place",
        "trip": "Trip",
        "trip.plural": "Trips",
        "trip.vehicle": "Vehicle",
        "trip.on": "On",
        "trip.to": "To",
    },
    "choices": {"fuel.petrol": "petrol", "fuel.diesel": "diesel oil"},
}


@pytest.fixture(autouse=True)
def vehicle(monkeypatch: pytest.MonkeyPatch) -> Iterator[type[Record]]:
    for area, messages in MESSAGES.items():
        own = {f"{area}.{key}": message for key, message in messages.items()}
        monkeypatch.setitem(locales._catalogues, ("en", area), {**locales.catalogue("en", area), **own})

    class Part(Record):
        name = Line(required=True)
        parent = Link(lambda: RECORDS["parts"])
        weight = Number(most=9_999)
        order = OrderKey()

        PARENT = parent
        TITLE = name
        COLUMNS = (name, weight)
        SUMS = (weight,)
        VIEWS: ClassVar = {"all": ""}

    class Trip(Record):
        vehicle = Link(lambda: RECORDS["vehicles"], required=True)
        on = Day()
        to = Line()

        PARENT = vehicle
        TITLE = to
        COLUMNS = (on, to)

    class Vehicle(Record):
        AREA = "garage"

        plate = Line(required=True)
        fuel = Choice(Fuel, default=Fuel.PETROL)
        seats = Number()
        owner = Link(lambda: Organization)
        bought = Day(key="from")
        uses = Words(key="for")
        lent = Flag()
        notes = Text()
        driver = Line(personal=True, audience=Audience.SECRETARIAT)

        KEY = (plate,)
        TITLE = plate
        COLUMNS = (plate, fuel, owner, bought)
        AUDIENCE = Audience.MEMBERS
        DAY = bought
        OWNERS = (owner,)
        CLOSED_BY = (fuel, (Fuel.DIESEL,))
        CHILDREN = (Trip,)
        FORM = Form(new=(plate, fuel, owner), several=(fuel, lent, notes))
        VIEWS: ClassVar = {"all": "", "lent": "lent:yes"}
        GROUP_BY = (owner, uses)

    yield Vehicle
    for table in ("vehicles", "trips", "parts"):
        del RECORDS[table]


@pytest.fixture
def state() -> MemoryState:
    state = MemoryState()
    organization(state, "IOM", Organization.name("International Organization for Migration"))
    return state


@pytest.fixture
def lookup(state: MemoryState) -> Lookup:
    return Lookup(state, TODAY)


TYPED = {
    "plate": "05-123 TLS",
    "fuel": "diesel oil",
    "owner": "IOM",
    "from": "12 feb 2010",
    "for": "visits, training",
    "lent": "yes",
}


@pytest.fixture
def jeep(state: MemoryState, lookup: Lookup, vehicle: type[Record]) -> Record:
    id, changes = create(lookup, vehicle, TYPED)
    state.apply(changes)
    found = state.get(vehicle, id)
    assert found is not None
    return found


def test_it_is_declared_once_and_registered(vehicle: type[Record]) -> None:
    assert RECORDS["vehicles"] is vehicle
    assert [field.name for field in form_fields(vehicle)] == [
        *("plate", "fuel", "seats", "owner", "from", "for", "lent", "notes", "driver")
    ]


def test_its_form_says_labels_help_choices_and_how_to_mend(lookup: Lookup, vehicle: type[Record], jeep: Record) -> None:
    form = {field.name: field for field in fields_for(lookup, vehicle, jeep)}
    assert (form["plate"].label, form["plate"].help) == ("Number plate", "As it stands on the plate")
    assert form["plate"].required
    assert [(choice.value, choice.label) for choice in form["fuel"].choices()] == [
        ("petrol", "petrol"),
        ("diesel", "diesel oil"),
    ]
    assert [choice.value for choice in form["owner"].choices()] == ["IOM"]
    assert (form["from"].value, form["for"].value, form["lent"].value) == ("2010-02-12", "training, visits", "yes")
    assert form["seats"].complaint("many")
    assert form["seats"].complaint("5") is None
    assert form["from"].echo is not None
    assert form["from"].echo("1/3/10") == "Mon 1 March 2010"


def test_its_form_writes_only_what_was_changed(
    state: MemoryState, lookup: Lookup, vehicle: type[Record], jeep: Record
) -> None:
    form = fields_for(lookup, vehicle, jeep)
    typed = {field.name: field.value for field in form} | {"seats": "7"}
    changes = state.apply(set_fields(lookup, jeep, changed(form, typed)))
    assert [(write.field, write.value) for write in changes.writes] == [("seats", 7)]


def test_its_values_are_checked(lookup: Lookup, vehicle: type[Record], jeep: Record) -> None:
    for values, field in (
        ({}, "plate"),
        ({"plate": "x", "fuel": "coal"}, "fuel"),
        ({"plate": "x", "seats": "-1"}, "seats"),
    ):
        with pytest.raises(InvalidValueError) as complaint:
            create(lookup, vehicle, values)
        assert complaint.value.field == field
    with pytest.raises(NotFoundError):
        create(lookup, vehicle, {"plate": "x", "owner": "Nobody"})
    with pytest.raises(InvalidValueError):
        assign(lookup, jeep, (Assignment("colour", "=", "red"),))


def test_its_list_has_columns(lookup: Lookup, vehicle: type[Record], jeep: Record) -> None:
    assert headings(vehicle) == ["Number plate", "Fuel", "Owner", "Bought on"]
    assert cells(lookup, jeep) == ["05-123 TLS", "diesel oil", "IOM", "12 Feb 2010"]


def test_it_has_flags_and_they_filter(state: MemoryState, lookup: Lookup, vehicle: type[Record], jeep: Record) -> None:
    state.add(vehicle)
    parser = argparse.ArgumentParser()
    add_field_flags(parser, vehicle, form_fields(vehicle))
    assert "--from" in parser.format_help()
    assert "Number plate: As it stands on the plate" in parser.format_help()
    for words in (["--fuel", "diesel"], ["--for", "visits"], ["--lent"], ["--owner", "iom", "--from", "2010-02-12"]):
        values = field_values(parser.parse_args(words), vehicle.fields())
        assert select(lookup, vehicle, Criteria(fields=values)) == (jeep,), words


def test_it_is_found_by_its_title(state: MemoryState, vehicle: type[Record], jeep: Record) -> None:
    assert find(state, vehicle, "05-123 tls") == jeep


def test_its_json(state: MemoryState, lookup: Lookup, jeep: Record) -> None:
    assert record_json(lookup, jeep) == {
        "id": jeep.id,
        "plate": "05-123 TLS",
        "fuel": "diesel",
        "seats": None,
        "owner": "IOM",
        "owner_id": state.all(Organization)[0].id,
        "from": "2010-02-12",
        "for": ["training", "visits"],
        "lent": True,
        "notes": None,
        "driver": None,
        "trips": [],
    }


def test_its_csv_reads_back(lookup: Lookup, vehicle: type[Record], jeep: Record) -> None:
    row = next(csv.DictReader(io.StringIO(csv_text(lookup, vehicle, [jeep]))))
    assert (row["for"], row["fuel"], row["owner"]) == ("training; visits", "diesel", "IOM")
    assert create(lookup, vehicle, {name: text for name, text in row.items() if name != "id"})[0] == jeep.id


def test_what_is_special_about_it_is_told_where_it_is_declared(
    state: MemoryState, lookup: Lookup, vehicle: type[Record]
) -> None:
    seats = vehicle.field("seats")
    assert seats is not None
    on_add(vehicle)(lambda lookup, values: create(lookup, vehicle, {"seats": "5"} | values))
    on_set(vehicle, seats)(lambda lookup, record, value: write(lookup.state, record, seats(min(value, 9))))
    on_remove(vehicle)(lambda state, record: write(state, record, seats(0)))

    def found(id: str, changes: Changes) -> tuple[Record, object]:
        state.apply(changes)
        record = state.get(vehicle, id)
        assert record is not None
        return record, seats.of(record)

    made, usual = found(*add(lookup, vehicle, {"plate": "X"}))
    assert usual == 5
    full, most = found(made.id, set_fields(lookup, made, {"seats": "12", "notes": "A bus"}))
    assert (most, full.row.get("notes")) == (9, "A bus")
    _, none = found(made.id, remove(state, full))
    assert none == 0


def test_whom_it_is_shown(state: MemoryState, lookup: Lookup, vehicle: type[Record], jeep: Record) -> None:
    state.apply(set_fields(lookup, jeep, {"driver": "Rui"}))
    seen = {audience: AudienceView(state, audience).all(vehicle) for audience in Audience}
    assert [audience for audience, found in seen.items() if found] == list(Audience)[1:]
    drivers = [record_json(lookup, found[0])["driver"] for found in seen.values() if found]
    assert drivers == [None, None, "Rui"]


@pytest.fixture
def ictwg(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Callable[..., str]:
    """What a command prints, in a group with a vehicle and its trip."""
    monkeypatch.setenv("ICTWG_HOME", str(tmp_path / "home"))
    monkeypatch.chdir(tmp_path)

    def ran(*words: str, code: int = 0) -> str:
        capsys.readouterr()
        assert main(["--today", TODAY.isoformat(), *words]) == code, capsys.readouterr().err
        return capsys.readouterr().out

    ran("new", "group.json", "--name", "Group")
    ran("add", "organization", "Migration", "--acronym", "IOM")
    ran(
        "add", "vehicle", "05-123 TLS", "--fuel", "diesel", "--owner", "IOM", "--from", "12 feb 2010", "--for", "visits"
    )
    ran("add", "vehicle", "02-777 TLS", "--notes", "Needs new tyres")
    ran("add", "trip", "Baucau", "--vehicle", "05-123 TLS", "--on", "2010-03-01")
    return ran


def test_commands_list_it(ictwg: Callable[..., str]) -> None:
    plates = ["02-777 TLS", "05-123 TLS"]
    assert "vehicle " in ictwg("list")
    assert [line.split("  ")[0] for line in ictwg("list", "vehicles").splitlines()[2:]] == plates
    for words, found in (
        (("--fuel", "diesel"), plates[1:]),
        (("--owner", "IOM"), plates[1:]),
        (("fuel:petrol",), plates[:1]),
        (("tyres",), plates[:1]),
        (("--until", "2010-03-01"), plates[1:]),
        (("--limit", "1"), plates[:1]),
    ):
        assert [row["plate"] for row in json.loads(ictwg("list", "vehicle", *words, "--json"))] == found, words
    assert [row["to"] for row in csv.DictReader(io.StringIO(ictwg("list", "trip", "--csv")))] == ["Baucau"]
    ictwg("list", "vehicle", "colour:red", code=2)


def test_commands_show_change_and_find_it(ictwg: Callable[..., str]) -> None:
    ictwg("set", "05-123 TLS", "seats=7", "for+=training")
    shown = ictwg("show", "05-123 tls")
    assert all(word in shown for word in ("diesel oil", "IOM", "training, visits", "Trips", "1 Mar 2010  Baucau"))
    told = json.loads(ictwg("show", "05-123 TLS", "--json"))
    assert (told["seats"], [trip["to"] for trip in told["trips"]]) == (7, ["Baucau"])
    assert [(hit["kind"], hit["text"]) for hit in json.loads(ictwg("search", "tyres", "--json"))] == [
        ("vehicle", "02-777 TLS · Notes: Needs new tyres")
    ]
    assert "Number plate: As it stands on the plate" in make_parser("add vehicle").format_help()
    ictwg("add", "vehicle", "05-123 TLS", code=4)
    ictwg("undo")
    assert json.loads(ictwg("show", "05-123 TLS", "--json"))["seats"] is None


def test_it_comes_in_from_another_groups_file(state: MemoryState, vehicle: type[Record], jeep: Record) -> None:
    theirs, trips = MemoryState(), RECORDS["trips"]
    theirs.db = state.db[::-1]
    lookup = Lookup(theirs, TODAY)
    theirs.apply(create(lookup, vehicle, {"plate": "05-123 TLS", "notes": "Needs new tyres"})[1])
    theirs.apply(create(lookup, vehicle, {"plate": "02-777 TLS"})[1])
    theirs.apply(create(lookup, trips, {"to": "Baucau", "vehicle": "02-777 TLS"})[1])
    plan = import_group(state, theirs, theirs.db, "theirs.json", TODAY)
    assert {row.what: row.state for row in plan.rows} == {
        "05-123 TLS": RowState.UPDATED,
        "02-777 TLS": RowState.NEW,
    }
    state.apply(plan.changes)
    filled, (trip,) = state.get(vehicle, jeep.id), state.all(trips)
    assert filled is not None
    assert filled.row.get("notes") == "Needs new tyres"
    assert trip.row.get("vehicle") == find(state, vehicle, "02-777 TLS").id
    assert not import_group(state, theirs, theirs.db, "theirs.json", TODAY).changes.writes


def test_the_manual_lists_its_fields() -> None:
    reference = field_reference()
    assert "### Vehicle (`vehicles`)" in reference
    line = next(line for line in reference.splitlines() if "`fuel`" in line)
    assert line.startswith("| Fuel | `fuel` |")
    assert "`petrol`, `diesel`" in line
    assert "As it stands on the plate" in next(line for line in reference.splitlines() if "`plate`" in line)


def test_a_real_store_keeps_it_and_its_history_names_fields(tmp_path: Path, vehicle: type[Record]) -> None:
    home = Home.at(str(tmp_path / "home"))
    store = Store.create(str(tmp_path / "group.json"), home=home, clock=Clock(), author=Author("ana", "laptop"))
    lookup = Lookup(store, TODAY)
    id, changes = create(lookup, vehicle, {"plate": "05-123 TLS", "driver": "Rui"})
    store.commit(changes)
    made = store.get(vehicle, id)
    assert made is not None
    store.commit(set_fields(lookup, made, {"fuel": "diesel", "driver": "Zeca"}))
    made = store.get(vehicle, id)
    assert made is not None
    lines = {(line.what, line.before) for line in history_lines(store, lookup, made)}
    assert any("Fuel" in what for what, _ in lines)
    assert not any("Rui" in before for _, before in lines)  # personal: the log keeps no values
    store.close()


def test_the_form_says_which_year_it_understood() -> None:
    lookup = Lookup(MemoryState(), date(2026, 11, 24))
    due, since = (form_field(lookup, field, value="").echo for field in (Action.due, Membership.since))
    assert due is not None
    assert since is not None
    assert (due("20 Nov"), since("20 Nov")) == (
        t("ui.next_year", day=f"Sat 20 November 2027 · {t('calendar.weekend')}"),
        "Fri 20 November 2026",
    )
    assert due("21 Dec") == "Mon 21 December 2026"


def test_the_form_says_why_nobody_works_on_a_day_to_come() -> None:
    state = MemoryState()
    state.add(Group, Group.name("Group"), Group.country("TL"), Group.closed_days(("2026-12-22",)))
    date_of = form_field(Lookup(state, date(2026, 5, 1)), Meeting.date, value="").echo
    assert date_of is not None
    assert date_of("22/12/2026") == f"Tue 22 December 2026 · {t('calendar.closed_day')}"
    assert date_of("20/5/2026") == "Wed 20 May 2026 · Restoration of Independence Day"
    assert date_of("20/5/2025") == "Tue 20 May 2025"


def test_what_nobody_answers_to_is_told_in_words_of_the_form() -> None:
    lookup = Lookup(MemoryState(), TODAY)
    owners, since = (form_field(lookup, field, value="") for field in (Action.owners, Membership.since))
    said = owners.complaint("UNMIT") or ""
    assert said.startswith(t("lookup.none", kind="organization", text="UNMIT"))
    assert "Ctrl+N" in said
    assert "ictwg " not in said
    assert "next meeting" not in (since.complaint("some day") or "")
    assert "next meeting" in (form_field(lookup, Action.due, value="").complaint("some day") or "")


def test_what_stands_in_a_record_is_complained_about_only_once_it_is_changed() -> None:
    """Minutes that are taken before their meeting's day hold decisions of that day."""
    state = MemoryState()
    decision = state.add(Decision, Decision.text("The plan goes out"), Decision.decided_on(date(2010, 3, 12)))
    field = form_field(Lookup(state, date(2010, 2, 15)), Decision.decided_on, decision)
    assert field.complaint("2010-03-12") is None
    assert str(field.complaint("2010-03-13")).endswith(t("errors.day_ahead.hint"))


class Garage(Room):
    """The program open on the list of the vehicles of a small group."""

    @property
    def list_screen(self) -> DeclaredScreen:
        found = self.app.screen
        assert isinstance(found, DeclaredScreen)
        return found

    @property
    def listed(self) -> list[str]:
        """The first cell of each row that is shown, and the headings."""
        places = self.list_screen.listed.list._places
        lines = [places.at(at) for at in range(len(places))]
        return [line.title if isinstance(line, GroupHeading) else line.cells[0] for line in lines]

    def vehicle(self, plate: str) -> Any:
        return find(self.app.session.state, RECORDS["vehicles"], plate)

    async def fills_in(self, **typed: str) -> None:
        """Types into the form in front, and saves it."""
        await self.until(lambda: isinstance(self.app.screen, FormScreen))
        for row in self.app.screen.query_one(FormRows).rows:
            if row.field.name in typed:
                cast("Any", row.editor).value = typed[row.field.name]
        await self.press("ctrl+s", to=DeclaredScreen)

    async def chooses(self, words: str) -> None:
        await self.until(lambda: isinstance(self.app.screen, Choose))
        await self.press(*words)
        await self.press("enter", to=DeclaredScreen)


def _garage(session: Session) -> None:
    session.commit(
        create(session.lookup, Organization, {"acronym": "IOM", "name": "Migration", "type": "international"})[1]
    )
    for values in (
        TYPED,
        {"plate": "02-777 TLS", "from": "2009-06-01", "for": "visits", "seats": "12"},
        {"plate": "07-001 TLS", "owner": "IOM", "notes": "Needs new tyres"},
    ):
        session.commit(create(session.lookup, RECORDS["vehicles"], values)[1])


@asynccontextmanager
async def garage(folder: Path, size: tuple[int, int] = (80, 24)) -> AsyncIterator[Garage]:
    app = IctwgApp(session_in(folder, TODAY, _garage))
    async with app.run_test(size=size, notifications=True) as pilot:
        there = Garage(app, pilot)  # type: ignore[arg-type]
        await pilot.pause()
        await there.press("ctrl+p", *"vehicles", shows="go: Vehicles")
        await there.press("enter")
        await there.until(lambda: isinstance(app.screen, DeclaredScreen) and bool(there.listed))
        yield there
    app.session.store.close()


@pytest.mark.parametrize("size", [(80, 24), (120, 36)])
async def test_the_palette_opens_its_list_with_columns_views_and_detail(tmp_path: Path, size: tuple[int, int]) -> None:
    async with garage(tmp_path, size) as there:
        await there.shows("05-123 TLS")
        text = there.text
        assert all(word in text for word in ("Vehicles", "Number plate", "diesel oil", "IOM", "Lent"))
        there.list_screen.listed.list.move_to(there.vehicle("07-001 TLS").id)
        await there.pilot.pause()
        assert ("Needs new tyres" in there.text) is (size[0] > 80)
        await there.press("right")
        assert there.listed == ["05-123 TLS"]


def test_a_long_title_keeps_forty_cells_and_a_short_one_leaves_room() -> None:
    state = MemoryState()
    home = organization(state, "IOM").id
    for text in ("too long for any list that has other columns beside it, so that they give way", "short"):
        row = (Contact.on(TODAY), Contact.text(text), Contact.organization(home))
        contact = state.add(Contact, *row)
        rows = record_rows(Lookup(state, TODAY), Contact, Contact.COLUMNS)
        columns = snug(record_columns(Contact, Contact.COLUMNS), [one for one in rows if one.record == contact])
        places = {place.column.id: place.width for place in shared_out(columns, 76)}
        assert (places["text"] >= 40) is (text != "short")
        assert ("direction" in places) is (text == "short")


async def test_its_list_is_filtered_by_any_field_sorted_and_grouped(tmp_path: Path) -> None:
    async with garage(tmp_path) as there:
        for typed, plates in (
            ("fuel:diesel", ["05-123 TLS"]),
            ("owner:iom", ["05-123 TLS", "07-001 TLS"]),
            ("owner:none", ["02-777 TLS"]),
            ("from:2010", ["05-123 TLS"]),
            ("until:2009", ["02-777 TLS"]),
            ("lent:no seats:12", ["02-777 TLS"]),
            ("-owner:iom", ["02-777 TLS"]),
            ("-fuel:petrol", ["05-123 TLS"]),
            ("responsible:iom lent:yes", ["05-123 TLS"]),
            ("is:closed", ["05-123 TLS"]),
            ("is:open", ["02-777 TLS", "07-001 TLS"]),
            ("tyres", ["07-001 TLS"]),
        ):
            there.list_screen.listed.filter_by(typed)
            assert sorted(there.listed) == plates, typed
        there.list_screen.listed.filter_by("colour:red")
        await there.shows(t("ui.not_understood", words="colour:red"))
        there.list_screen.listed.filter_by("")
        await there.press("alt+o")
        await there.chooses("bought")
        assert there.listed == ["02-777 TLS", "05-123 TLS", "07-001 TLS"]
        await there.press("alt+g")
        await there.chooses("owner")
        assert there.listed == ["IOM", "05-123 TLS", "07-001 TLS", "Without Owner", "02-777 TLS"]


async def test_its_form_adds_and_edits_and_its_history_tells(tmp_path: Path) -> None:
    async with garage(tmp_path) as there:
        await there.press("ctrl+n", to=FormScreen)
        assert [row.field.name for row in there.app.screen.query_one(FormRows).rows] == ["plate", "fuel", "owner"]
        await there.fills_in(plate="09-999 TLS")
        assert there.list_screen.current == there.vehicle("09-999 TLS")
        await there.press("f2")
        await there.fills_in(seats="4")
        assert there.vehicle("09-999 TLS").seats == 4
        await there.press("ctrl+d", shows="Seats")


async def test_the_palette_starts_a_new_one(tmp_path: Path) -> None:
    async with garage(tmp_path) as there:
        await there.press("escape", "ctrl+p", *"new: veh", shows="new: Vehicle")
        await there.press("enter")
        await there.fills_in(plate="09-999 TLS")
        await there.until(lambda: there.list_screen.current == there.vehicle("09-999 TLS"))


async def test_several_are_edited_and_deleted_together_and_come_back(tmp_path: Path) -> None:
    async with garage(tmp_path) as there:
        await there.press("ctrl+a", "f2")
        await there.fills_in(fuel="petrol")
        assert {there.vehicle(plate).fuel for plate in there.listed} == {"petrol"}
        await there.press("ctrl+a", "delete")
        assert there.listed == []
        assert "No vehicles here yet" in there.text
        await there.press("ctrl+z")
        assert len(there.listed) == 3


async def test_what_belongs_to_it_is_a_list_of_its_own_and_goes_with_it(tmp_path: Path) -> None:
    async with garage(tmp_path) as there:
        there.list_screen.listed.list.move_to(there.vehicle("05-123 TLS").id)
        await there.press("enter", to=RecordDetailScreen)
        await there.press("ctrl+n")
        await there.fills_in(on="2010-03-01", to="Baucau")
        assert there.listed == ["1 Mar 2010"]
        await there.press("escape")
        await there.until(lambda: not isinstance(there.app.screen, RecordDetailScreen))
        detail = there.list_screen.detail_of(there.vehicle("05-123 TLS"))
        assert detail is not None
        assert ("Trips", ("1 Mar 2010  Baucau",)) in [(section.title, section.lines) for section in detail.sections]
        await there.press("delete")
        assert there.app.session.state.all(RECORDS["trips"]) == ()
        await there.press("ctrl+z")
        assert len(there.app.session.state.all(RECORDS["trips"])) == 1


async def test_a_record_that_is_jumped_to_is_shown_in_its_list(tmp_path: Path) -> None:
    async with garage(tmp_path) as there:
        await there.press("escape")
        wanted = there.vehicle("07-001 TLS")
        await there.app.open_record(wanted)
        await there.until(lambda: isinstance(there.app.screen, DeclaredScreen))
        await there.until(lambda: there.list_screen.current == wanted)


async def test_records_of_records_are_a_tree_that_is_moved_and_folded(tmp_path: Path) -> None:
    async with garage(tmp_path) as there:
        session = there.app.session
        for name in ("engine", "piston", "brakes"):
            session.commit(create(session.lookup, RECORDS["parts"], {"name": name})[1])
        await there.app.push_screen(DeclaredScreen(RECORDS["parts"]))
        await there.until(lambda: len(there.listed) == 3)

        def on(name: str) -> None:
            there.list_screen.listed.list.move_to(find(session.state, RECORDS["parts"], name).id)

        def tree() -> list[str]:
            rows = there.list_screen.listed.shown_rows()
            return [f"{row.indent}{row.cells[0]}".rstrip() for row in rows]

        on("engine")
        await there.press("ctrl+up", "ctrl+up")
        on("brakes")
        await there.press("ctrl+down", "ctrl+down")
        assert tree() == ["  engine", "  piston", "  brakes"]
        on("piston")
        await there.press("ctrl+right")
        assert tree() == ["▾ engine", "    piston", "  brakes"]
        await there.until(lambda: "▌     piston" in there.text)
        on("engine")
        await there.press("minus")
        assert tree() == ["▸ engine", "  brakes"]
        await there.press("plus")
        on("piston")
        await there.press("ctrl+left")
        assert tree() == ["  engine", "  piston", "  brakes"]
        await there.press("ctrl+right")
        on("engine")
        await there.press("delete")
        assert tree() == ["  brakes"]


async def test_what_stands_above_in_a_tree_shows_the_sum_of_what_stands_under_it(tmp_path: Path) -> None:
    async with garage(tmp_path) as there:
        session, ids = there.app.session, {}
        for name, above, weight in (
            ("vehicle", "", ""),
            ("engine", "vehicle", ""),
            ("piston", "engine", "3"),
            ("valve", "engine", "4"),
            ("brakes", "vehicle", "20"),
            ("disc", "brakes", "9"),
            ("horn", "", ""),
        ):
            values = {"name": name, "weight": weight} | ({"parent": above} if above else {})
            ids[name], changes = create(session.lookup, RECORDS["parts"], values)
            session.commit(changes)
        await there.app.push_screen(DeclaredScreen(RECORDS["parts"]))
        await there.until(lambda: len(there.listed) == len(ids))
        rows = {row.record.name: row.cells[1] for row in there.list_screen.listed.shown_rows()}
        assert rows == {
            "vehicle": "Σ 27", "engine": "Σ 7", "piston": "3", "valve": "4", "brakes": "20", "disc": "9", "horn": "",
        }  # fmt: skip


async def test_what_two_people_say_of_it_at_once_is_marked_and_decided(tmp_path: Path) -> None:
    async with garage(tmp_path) as there:
        session, jeep = there.app.session, there.vehicle("05-123 TLS")
        session.store.sync.share()
        rui = Store.open(
            session.store.path, home=Home.at(str(tmp_path / "rui")), clock=Clock(), author=Author("Rui", "laptop")
        )
        for store, seats in ((session.store, 5), (rui, 7)):
            store.commit(
                Edit("verbs.edited")
                .update(cast("Record", store.get(type(jeep), jeep.id)), type(jeep).seats(seats))
                .done()
            )
            store.sync.share()
        rui.close()
        session.store.sync.share()
        there.app.changed()
        await there.until(lambda: TWO_ANSWERS in there.text)
        assert there.app.marked == {jeep.id}
        await there.app.push_screen(TwoAnswersScreen())
        await there.until(lambda: "05-123 TLS" in there.text and "Seats" in there.text)
        assert {"5", "7"} <= set(there.text.split())
