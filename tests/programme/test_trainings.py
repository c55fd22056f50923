"""Every total, worked out in another way over a generated programme; and what two people enter at once."""

from __future__ import annotations

from collections import Counter, defaultdict
from pathlib import Path
from random import Random

import pytest
from tests.all_of import some
from tests.builders import MemoryState, organization
from tests.builders import person as registered
from tests.generated_programme import FAMILY, GIVEN, TODAY, Programme, plain
from tests.store.office import Office

from ictwg.app.search.search import SearchIndex
from ictwg.domain.changes import Edit
from ictwg.domain.fields import Line
from ictwg.domain.records import Organization, Participant, ParticipantCount, Training
from ictwg.domain.schema import Record
from ictwg.domain.seen import AudienceView
from ictwg.domain.values import Audience, AudienceGroup, ParticipantState, Sex
from ictwg.errors import InvalidValueError
from ictwg.locales import t
from ictwg.programme.trainings import counted_both_ways, doubtful, figures, people
from ictwg.records.editing import add, set_fields
from ictwg.records.filter_words import readers_of, understood
from ictwg.records.lookup import Lookup, shown_name
from ictwg.records.selection import condition_by
from ictwg.records.tables import record_detail, record_json

pytestmark = pytest.mark.once
"""What our own code counts in a generated programme is the same on every Python."""


@pytest.fixture(scope="module", params=[1, 2])
def programme(request: pytest.FixtureRequest) -> Programme:
    return Programme(request.param)


def test_every_total_is_that_of_the_lists(programme: Programme) -> None:
    for number, training in some(enumerate(programme.trainings)):
        wanted = programme.totals(number)
        found: Counter[int | None] = Counter()
        for one in figures(programme.state, training):
            found[programme.organizations.index(one.organization) if one.organization else None] += one.people
        assert found == wanted


def test_an_organization_counts_by_names_or_by_numbers_and_never_by_both(programme: Programme) -> None:
    for training in some(programme.trainings):
        by: dict[str, set[bool]] = defaultdict(set)
        for one in figures(programme.state, training):
            by[one.organization].add(isinstance(one.record, Participant))
        assert all(len(ways) == 1 for home, ways in by.items() if home)
        by_name = {home for home, ways in by.items() if home and True in ways}
        assert {row.organization for row in counted_both_ways(programme.state, training)} <= by_name


def test_a_name_of_no_organization_takes_the_place_of_no_number() -> None:
    """Two of whom nobody knows the organization need not be of one."""
    state = MemoryState()
    of = state.add(Training, Training.title("Media and trafficking"))
    home = organization(state, "PNTL").id
    for count, at in ((20, None), (9, home)):
        said = (ParticipantCount.training(of.id), ParticipantCount.organization(at), ParticipantCount.count(count))
        state.add(ParticipantCount, *said)
    came = (Participant.training(of.id), Participant.state(ParticipantState.ATTENDED))
    state.add(Participant, *came, Participant.name("Inês Example"))
    assert (sum(one.people for one in figures(state, of)), counted_both_ways(state, of)) == (30, ())
    state.add(Participant, *came, Participant.name("Rui Example"), Participant.organization(home))
    assert sum(one.people for one in figures(state, of)) == 22
    assert [row.count for row in counted_both_ways(state, of)] == [9]


def test_who_came_to_two_trainings_is_one_person(programme: Programme) -> None:
    found = people(programme.state, programme.trainings)
    assert found.different == len({programme.who(line) for line in programme.lines if line.came})
    counted = (one for training in programme.trainings for one in figures(programme.state, training))
    unnamed = sum(one.people for one in counted if not isinstance(one.record, Participant))
    assert found.unnamed == unnamed


def test_doubtful_doubles_are_listed_and_counted_as_two(programme: Programme) -> None:
    typed = [line for line in programme.lines if line.came and line.person is None]
    names = {programme.who(line): plain(line.name) for line in typed}
    twice = {name for name, times in Counter(names.values()).items() if times > 1}
    pairs = [(plain(one.name), plain(other.name)) for one, other in doubtful(programme.state, programme.trainings)]
    assert {one for one, other in pairs if one == other} == twice
    assert len(set(names)) == people(programme.state, programme.trainings).different - len(
        {line.person for line in programme.lines if line.came and line.person is not None}
    )


def test_a_name_of_the_register_and_the_same_one_typed_are_a_double() -> None:
    state = MemoryState()
    held = state.add(Training, Training.title("Media and trafficking"))
    came = (Participant.training(held.id), Participant.state(ParticipantState.ATTENDED))
    state.add(Participant, *came, Participant.person(registered(state, "Inês Example").id))
    state.add(Participant, *came, Participant.name("Sra. Ines Example"))
    state.add(Participant, *came, Participant.name("Rui Nobody"))
    ((one, other),) = doubtful(state, (held,))
    assert {shown_name(state, one), shown_name(state, other)} == {"Inês Example", "Sra. Ines Example"}
    assert people(state, (held,)).different == 3


def test_members_read_counts_and_no_small_ones(programme: Programme) -> None:
    for training in some(programme.trainings[:10]):
        seen = AudienceView(programme.state, Audience.MEMBERS)
        shown = seen.get(Training, training.id)
        assert shown is not None
        said = record_json(Lookup(seen, TODAY), shown)
        whole = record_json(Lookup(programme.state, TODAY), training)
        assert (said["participants"], said["participant_counts"]) == ([], [])
        for one in (said, whole):
            assert sum(count["count"] for count in one["counts"]) == one["participations"] == whole["participations"]
        assert {(count["audience_group"], count["sex"]) for count in said["counts"]} <= {
            *(("not_shown", sex) for sex in (*Sex, None, "not_shown"))
        } | {(group, "not_shown") for group in (*AudienceGroup, None)}


def test_a_participant_is_a_person_or_a_name_and_stands_once_on_the_list() -> None:
    state = MemoryState()
    lookup = Lookup(state, TODAY)
    organization(state, "PNTL")
    state.add(Training, Training.title("Police training"))
    with pytest.raises(InvalidValueError):
        add(lookup, Participant, {"training": "Police training", "organization": "PNTL"})
    typed = {"training": "Police training", "name": "José Example", "organization": "PNTL", "duty_district": "liquica"}
    id, changes = add(lookup, Participant, typed)
    state.apply(changes)
    row = state.get(Participant, id)
    assert row is not None
    assert row.duty_district == "Liquiçá"
    with pytest.raises(InvalidValueError):
        add(lookup, Participant, {**typed, "name": "JOSE  example"})
    state.apply(set_fields(lookup, row, {"name": "Josefa Example"}))
    other, changes = add(lookup, Participant, typed)
    state.apply(changes)
    assert {one.name for one in state.all(Participant)} == {"Josefa Example", "José Example"}
    assert other != id


@pytest.mark.parametrize("seed", range(4))
def test_two_who_enter_participants_at_once_lose_none(tmp_path: Path, seed: int) -> None:
    """Each has a part of the same list before them, and spells it in their own way."""
    random = Random(seed)
    office = Office(tmp_path)
    ana = office.create("ana")
    edit, held, home = Edit("verbs.created"), ana.new_id(), ana.new_id()
    edit.create(Organization, home, Organization.acronym("PNTL"), Organization.name("Police"))
    ana.commit(edit.create(Training, held, Training.title("Police training")).done())
    ana.sync.share()
    rui = office.open("rui")
    names = [f"{given} {family}" for given in GIVEN for family in FAMILY[:3]]
    entered: dict[str, dict[str, str]] = {}
    for store, spelt in ((ana, str), (rui, str.upper)):
        for name in random.sample(names, 12):
            values = {"training": held, "name": spelt(name), "organization": "PNTL"}
            values |= {
                "duty_district": random.choice(["Dili", "Baucau"]),
                "state": random.choice(["attended", "confirmed"]),
            }
            store.commit(add(Lookup(store, TODAY), Participant, values)[1])
            entered.setdefault(plain(name), values)
    for store in (ana, rui, ana, rui):
        store.sync.share()
    found = {row.id: row for row in ana.all(Participant)}
    assert Counter(plain(row.name) for row in found.values()) == Counter(dict.fromkeys(entered, 1))
    assert set(found) == {row.id for row in rui.all(Participant)}


def test_a_training_tells_how_many_came_and_who_is_to_be_looked_at() -> None:
    state = MemoryState()
    held = state.add(Training, Training.title("Police training"))
    for name in ("Inês Example", "Ines Exemple", "Rui Example"):
        came = (Participant.training(held.id), Participant.state(ParticipantState.ATTENDED))
        state.add(Participant, *came, Participant.name(name), Participant.sex(Sex.FEMALE))
    lookup = Lookup(state, TODAY)
    told = "\n".join(line for section in record_detail(lookup, held).sections for line in section.lines)
    assert t("programme.participations", count=3, sexes="female 3 · male 0") in told
    assert t("programme.doubtful", one="Inês Example", other="Ines Exemple") in told
    seen = Lookup(AudienceView(state, Audience.MEMBERS), TODAY)
    for_members = "\n".join(line for section in record_detail(seen, held).sections for line in section.lines)
    assert ("<5" in for_members, "Example" in for_members) == (True, False)


def test_a_participant_is_found_by_the_name_of_the_person() -> None:
    state = MemoryState()
    held = state.add(Training, Training.title("Police training"))
    linked = state.add(Participant, Participant.training(held.id), Participant.person(registered(state, "Inês X").id))
    typed = state.add(Participant, Participant.training(held.id), Participant.name("Rui Example"))
    lookup = Lookup(state, TODAY)
    query = understood("name:ines", TODAY, readers_of(lookup, Participant))
    assert [query.fits(row) for row in (linked, typed)] == [True, False]
    found = SearchIndex(state).find("ines", TODAY).found
    assert linked.id in {one.record.id for one in found}


def test_is_knows_the_conditions_of_the_area() -> None:
    state = MemoryState()
    readers = readers_of(Lookup(state, TODAY), Organization)
    home = organization(state, "PNTL")
    query = understood("is:open", TODAY, readers)
    assert (query.unknown, query.fits(home)) == (
        (),
        condition_by.all_of(Organization)["open"](Lookup(state, TODAY))(home),
    )


@pytest.mark.parametrize("seed", range(3))
def test_two_who_edit_the_same_training_and_participants_lose_no_word(tmp_path: Path, seed: int) -> None:
    """What one of them changed stands; what both changed has both versions."""
    random, office = Random(seed), Office(tmp_path)
    ana = office.create("ana")
    edit, held = Edit("verbs.created"), ana.new_id()
    edit.create(Training, held, Training.title("Police training"))
    people_there = [ana.new_id() for _ in range(4)]
    for number, id in enumerate(people_there):
        edit.create(Participant, id, Participant.training(held), Participant.name(f"Person {number}"))
    ana.commit(edit.done())
    ana.sync.share()
    rui = office.open("rui")
    places: list[tuple[type[Record], str, Line]] = [
        (Training, held, field) for field in (Training.title, Training.venue, Training.language)
    ]
    fields = (Participant.name, Participant.position, Participant.letter, Participant.phone)
    places += [(Participant, id, field) for id in people_there for field in fields]
    said: dict[tuple[str, str], set[str]] = defaultdict(set)
    for who, store in (("Ana", ana), ("Rui", rui)):
        for kind, id, field in some(random.sample(places, 12)):
            record = store.get(kind, id)
            assert record is not None
            store.commit(Edit("verbs.edited").update(record, field(f"{who} {field.name}")).done())
            said[id, field.name].add(f"{who} {field.name}")
    for store in (ana, rui, ana, rui):
        store.sync.share()
    for store in (ana, rui):
        for kind, id, field in places:
            record = store.get(kind, id)
            assert record is not None
            if (id, field.name) in said:
                assert {field.of(record), *record.row.rivals(field.name)} == said[id, field.name]


def test_what_was_tested_is_said_only_where_it_is_known() -> None:
    state = MemoryState()
    held = state.add(Training, Training.title("Course"), Training.tests_before(26), Training.tests_after(29))
    lookup = Lookup(state, TODAY, "en")

    def told() -> str:
        training = state.get(Training, held.id)
        assert training is not None
        return "\n".join(record_detail(lookup, training).sections[0].lines)

    assert " 0 %" not in told()
    state.apply(Edit("verbs.edited").update(held, Training.average_after(73)).done())
    assert t("programme.tested_after", count=29, average=73) in told()
    assert t("programme.tested_before", count=26, average=0) not in told()
