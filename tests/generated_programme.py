"""A generated programme: as lists that were written down before there was a program, and as records of them.

What the lists say is worked out here from the lists alone, so that every total can be checked against it.
"""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta
from decimal import Decimal
from random import Random
from typing import NamedTuple

from tests.builders import MemoryState, organization
from tests.builders import person as registered

from ictwg.domain.records import (
    Campaign,
    FieldAction,
    Funder,
    FundingLine,
    Participant,
    ParticipantCount,
    Result,
    Training,
)
from ictwg.domain.records import Programme as JointProgramme
from ictwg.domain.values import AudienceGroup, FieldActionKind, Measure, ParticipantState, ReachBasis, Sex

TODAY = date(2010, 3, 12)
SINCE = date(2009, 6, 1)
TRAININGS, PARTICIPANTS, COUNTS = 60, 3_000, 300
GIVEN = ("Ana", "Rui", "José", "Inês", "Mateus", "Domingas", "Zeca", "Filomena", "Agostinho", "Teresa")
DISTRICTS = ("Díli", "Baucau", "Oecusse", "Viqueque", "Lautém", "")
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
    district: str


class Came(NamedTuple):
    """Who took part in a training: somebody, or so many of whom nobody knows the names."""

    training: int
    who: tuple[object, ...] | None
    home: int | None
    group: AudienceGroup | None
    sex: Sex | None
    district: str
    people: int


class Programme:
    """A generated one, as its lists and as records."""

    def __init__(self, seed: int) -> None:
        random, state = Random(seed), MemoryState()
        self.state = state
        homes = [organization(state, f"NGO-{number}") for number in range(12)]
        self.organizations = [home.id for home in homes]
        self.homes = [random.randrange(12) for _ in range(40)]
        self.people = [registered(state, f"Person {n}", homes[home]).id for n, home in enumerate(self.homes)]
        self.days = [TODAY - timedelta(days=7 * n - 30) for n in range(TRAININGS)]
        self.places = [random.choice(DISTRICTS) for _ in range(TRAININGS)]
        self.trainings = [
            state.add(Training, Training.title(f"Training {n}"), Training.starts_on(day), Training.district(place))
            for n, (day, place) in enumerate(zip(self.days, self.places, strict=True))
        ]
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
        came, place = random.random() < 0.8, random.choice(DISTRICTS)
        return Line(random.randrange(TRAININGS), person, name, home, sex, group, came, place)

    def _enter(self, line: Line) -> None:
        settings = [
            Participant.training(self.trainings[line.training].id),
            Participant.person(None if line.person is None else self.people[line.person]),
            Participant.name(line.name),
            Participant.organization(None if line.organization is None else self.organizations[line.organization]),
            Participant.sex(line.sex),
            Participant.audience_group(line.group),
            Participant.duty_district(line.district),
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

    def counted(self, training: int) -> list[Came]:
        """Of each organization that is known the different people who came, or else what was typed."""
        came = {self.who(line): line for line in reversed(self.lines) if self.came_to(line, training)}
        found = [
            Came(training, who, self.home(line), line.group, line.sex, line.district, 1) for who, line in came.items()
        ]
        named = {one.home for one in found if one.home is not None}
        counts = [(home, group, sex, n) for (at, home, group, sex), n in self.counts.items() if at == training]
        typed = [Came(training, None, home, group, sex, "", n) for home, group, sex, n in counts if home not in named]
        return found + typed

    def totals(self, training: int) -> Counter[int | None]:
        found: Counter[int | None] = Counter()
        for one in self.counted(training):
            found[one.home] += one.people
        return found

    def came_to(self, line: Line, training: int) -> bool:
        return line.came and line.training == training


class Done(NamedTuple):
    """An action in the field, as it was written down."""

    campaign: int
    kind: FieldActionKind
    day: date | None
    place: str
    reached: int | None
    basis: ReachBasis


SPELLINGS = {
    **{name: name for name in ("Aileu", "Ainaro", "Baucau", "Bobonaro", "Díli", "Ermera", "Lautém", "Manatuto")},
    "Viqueque": "Viqueque",
    "covalima": "Cova Lima",
    "LIQUICA": "Liquiçá",
    "Oe-Cusse Ambeno": "Oecusse",
    "Ataúro": "Díli",
    "Kupang": "",
    "": "",
}
"""Of 2009, without Manufahi: a gap; and what is no district of that day."""
CAMPAIGNS, ACTIONS = 20, 400
SEEN = (FieldActionKind.EVENT, FieldActionKind.MATERIAL_DISTRIBUTED)
"""What is done in a district; the others are on air."""


class Campaigns:
    """Generated ones, with what they did."""

    def __init__(self, state: MemoryState, seed: int) -> None:
        random, self.state = Random(seed), state
        self.days = [TODAY - timedelta(days=40 * n) for n in range(CAMPAIGNS)]
        titles = ((Campaign.title(f"Campaign {n}"), Campaign.starts_on(day)) for n, day in enumerate(self.days))
        self.campaigns = [state.add(Campaign, *both) for both in titles]
        self.done = [self._done(random) for _ in range(ACTIONS)]
        for one in self.done:
            self._enter(one)

    def _done(self, random: Random) -> Done:
        day = TODAY - timedelta(days=random.randrange(-30, 500)) if random.random() < 0.95 else None
        reached = random.randrange(1, 3_000) if random.random() < 0.8 else None
        kind, basis = random.choice([*FieldActionKind]), random.choice([*ReachBasis])
        return Done(random.randrange(CAMPAIGNS), kind, day, random.choice([*SPELLINGS]), reached, basis)

    def _enter(self, one: Done) -> None:
        settings = (
            FieldAction.campaign(self.campaigns[one.campaign].id),
            FieldAction.title(f"{one.kind} {one.place}"),
            FieldAction.kind(one.kind),
            FieldAction.date(one.day),
            FieldAction.district(one.place),
            FieldAction.reached(one.reached),
            FieldAction.basis(one.basis),
        )
        self.state.add(FieldAction, *settings)


class Paid(NamedTuple):
    """A line of a budget, as it was written down: for a training or a campaign, by its number."""

    training: int | None
    campaign: int | None
    output: int
    funder: int
    amounts: tuple[Decimal | None, ...]


MEASURES = (*Measure, None)
CURRENCIES = ("", "EUR")
FUNDED = 120


class Budget:
    """A joint programme: two outcomes with three outputs each, two funders, and what they pay for."""

    def __init__(self, programme: Programme, campaigns: Campaigns, seed: int) -> None:
        random, state = Random(seed), programme.state
        self.programme = state.add(JointProgramme, JointProgramme.title("Joint"), JointProgramme.starts_on(SINCE)).id
        own = Result.programme(self.programme)
        self.outcomes = [state.add(Result, own, Result.title(f"Outcome {n}")).id for n in range(2)]
        self.outputs = [
            state.add(
                Result,
                own,
                Result.part_of(self.outcomes[n % 2]),
                Result.title(f"Output {n}"),
                Result.measure(measure),
                Result.target_value(10),
                Result.reached(3),
            ).id
            for n, measure in enumerate(MEASURES)
        ]
        self.funders = [
            state.add(Funder, Funder.programme(self.programme), Funder.name(f"Fund {one}"), Funder.currency(one)).id
            for one in CURRENCIES
        ]
        self.lines = [self._line(random) for _ in range(FUNDED)]
        for line in self.lines:
            state.add(
                FundingLine,
                FundingLine.training(None if line.training is None else programme.trainings[line.training].id),
                FundingLine.campaign(None if line.campaign is None else campaigns.campaigns[line.campaign].id),
                FundingLine.output(self.outputs[line.output]),
                FundingLine.funder(self.funders[line.funder]),
                FundingLine.planned(line.amounts[0]),
                FundingLine.committed(line.amounts[1]),
                FundingLine.spent(line.amounts[2]),
            )

    def _line(self, random: Random) -> Paid:
        number = random.randrange(TRAININGS)
        training = number if random.random() < 0.7 else None
        cents = [Decimal(random.randrange(1, 900_000)).scaleb(-2) if random.random() < 0.8 else None for _ in range(3)]
        campaign = number % CAMPAIGNS if training is None else None
        return Paid(training, campaign, random.randrange(6), random.randrange(2), tuple(cents))


def plain(name: str) -> str:
    return name.casefold().translate(str.maketrans("éêçã", "eeca"))
