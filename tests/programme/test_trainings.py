"""Every total, worked out in another way over a generated programme; and what two people enter at once."""

from __future__ import annotations

from collections import Counter, defaultdict
from datetime import date
from random import Random
from typing import TYPE_CHECKING, NamedTuple

import pytest
from tests.builders import MemoryState, organization
from tests.builders import person as registered
from tests.store.office import Office

from ictwg.domain.changes import Edit
from ictwg.domain.records import Organization, Participant, ParticipantCount, Training
from ictwg.domain.seen import Seen
from ictwg.domain.values import Audience, AudienceGroup, ParticipantState, Sex
from ictwg.errors import InvalidValueError
from ictwg.programme.trainings import counted_both_ways, doubtful, figures, participations, people
from ictwg.records.editing import add, set_fields
from ictwg.records.json_view import record_json
from ictwg.records.lookup import Lookup, shown_name

if TYPE_CHECKING:
    from pathlib import Path

TODAY = date(2010, 3, 12)
TRAININGS, PARTICIPANTS, COUNTS = 60, 3_000, 300
GIVEN = ("Ana", "Rui", "José", "Inês", "Mateus", "Domingas", "Zeca", "Filomena", "Agostinho", "Teresa")
FAMILY = ("Example", "Exemplo", "Sample", "Amostra", "Placeholder", "Invented", "Ficção", "Nobody")


class Line(NamedTuple):
    """What was written down of one participant, before there was a program."""

    training: int
    person: int | None
    name: str
    organization: int | None
    sex: Sex | None
    group: AudienceGroup | None
    came: bool


class Programme:
    """A generated one, as its lists and as records."""

    def __init__(self, seed: int) -> None:
        random, state = Random(seed), MemoryState()
        self.state = state
        homes = [organization(state, f"NGO-{number}") for number in range(12)]
        self.organizations = [home.id for home in homes]
        self.homes = [random.randrange(12) for _ in range(40)]
        self.people = [registered(state, f"Person {n}", homes[home]).id for n, home in enumerate(self.homes)]
        self.trainings = [state.add(Training, Training.title(f"Training {n}")) for n in range(TRAININGS)]
        self.lines = [self._line(random) for _ in range(PARTICIPANTS)]
        for line in self.lines:
            self._enter(line)
        self.counts: dict[tuple[int, int | None, AudienceGroup | None, Sex | None], int] = {}
        for _ in range(COUNTS):
            place = (random.randrange(TRAININGS), random.choice([None, *range(12)]), *self._kind(random))
            self.counts[place] = random.randrange(1, 30)
        for (training, home, group, sex), count in self.counts.items():
            self._enter_count(training, home, group, sex, count)

    def _kind(self, random: Random) -> tuple[AudienceGroup | None, Sex | None]:
        return random.choice([None, *AudienceGroup]), random.choice([None, *Sex])

    def _line(self, random: Random) -> Line:
        person = random.randrange(40) if random.random() < 0.3 else None
        name = "" if person is not None else f"{random.choice(GIVEN)} {random.choice(GIVEN)} {random.choice(FAMILY)}"
        name = name.upper() if random.random() < 0.2 else name
        home = random.choice([None, *range(8)])
        group, sex = self._kind(random)
        return Line(random.randrange(TRAININGS), person, name, home, sex, group, random.random() < 0.8)

    def _enter(self, line: Line) -> None:
        settings = [
            Participant.training(self.trainings[line.training].id),
            Participant.person(None if line.person is None else self.people[line.person]),
            Participant.name(line.name),
            Participant.organization(None if line.organization is None else self.organizations[line.organization]),
            Participant.sex(line.sex),
            Participant.audience_group(line.group),
            Participant.state(ParticipantState.ATTENDED if line.came else ParticipantState.NOT_ATTENDED),
        ]
        self.state.add(Participant, *settings)  # an id of its own: lists of several years name people twice

    def _enter_count(
        self, training: int, home: int | None, group: AudienceGroup | None, sex: Sex | None, count: int
    ) -> None:
        self.state.add(
            ParticipantCount,
            ParticipantCount.training(self.trainings[training].id),
            ParticipantCount.organization(None if home is None else self.organizations[home]),
            ParticipantCount.audience_group(group),
            ParticipantCount.sex(sex),
            ParticipantCount.count(count),
        )

    # Worked out from the lists alone

    def who(self, line: Line) -> tuple[object, ...]:
        return ("p", line.person) if line.person is not None else ("n", plain(line.name), line.organization)

    def home(self, line: Line) -> int | None:
        return self.homes[line.person] if line.organization is None and line.person is not None else line.organization

    def totals(self, training: int) -> Counter[int | None]:
        """Of each organization: the different people who came, or else what was typed."""
        came = {self.who(line): self.home(line) for line in reversed(self.lines) if self.came_to(line, training)}
        found = Counter(came.values())
        typed: Counter[int | None] = Counter()
        for (number, home, _, _), count in self.counts.items():
            if number == training and home not in found:
                typed[home] += count
        return found + typed

    def came_to(self, line: Line, training: int) -> bool:
        return line.came and line.training == training


def plain(name: str) -> str:
    return name.casefold().translate(str.maketrans("éêçã", "eeca"))


@pytest.fixture(scope="module", params=[1, 2])
def programme(request: pytest.FixtureRequest) -> Programme:
    return Programme(request.param)


def test_every_total_is_that_of_the_lists(programme: Programme) -> None:
    for number, training in enumerate(programme.trainings):
        wanted = programme.totals(number)
        found: Counter[int | None] = Counter()
        for one in figures(programme.state, training):
            found[programme.organizations.index(one.organization) if one.organization else None] += one.people
        assert found == wanted
        assert participations(figures(programme.state, training)) == wanted.total()


def test_an_organization_counts_by_names_or_by_numbers_and_never_by_both(programme: Programme) -> None:
    for training in programme.trainings:
        by: dict[str, set[bool]] = defaultdict(set)
        for one in figures(programme.state, training):
            by[one.organization].add(one.named)
        assert all(len(ways) == 1 for ways in by.values())
        by_name = {organization for organization, ways in by.items() if True in ways}
        assert set(counted_both_ways(programme.state, training)) <= by_name


def test_who_came_to_two_trainings_is_one_person(programme: Programme) -> None:
    found = people(programme.state, programme.trainings)
    assert found.different == len({programme.who(line) for line in programme.lines if line.came})
    unnamed = sum(one.people for t in programme.trainings for one in figures(programme.state, t) if not one.named)
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
    for training in programme.trainings[:10]:
        seen = Seen(programme.state, Audience.MEMBERS)
        shown = seen.get(Training, training.id)
        assert shown is not None
        said = record_json(Lookup(seen, TODAY), shown)
        whole = record_json(Lookup(programme.state, TODAY), training)
        assert (said["participants"], said["participant_counts"]) == ([], [])
        assert said["participations"] == whole["participations"]
        counts = [one["count"] for one in said["counts"]]
        assert not {1, 2, 3, 4} & set(counts)
        assert sum(one["count"] for one in whole["counts"]) == whole["participations"]


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
    ana.share()
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
        store.share()
    found = {row.id: row for row in ana.all(Participant)}
    assert Counter(plain(row.name) for row in found.values()) == Counter(dict.fromkeys(entered, 1))
    assert set(found) == {row.id for row in rui.all(Participant)}
