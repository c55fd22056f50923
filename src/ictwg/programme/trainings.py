"""How many people were trained: participations, different people, and who may be one person under two names.

Of each organization at a training either its participants count, by name, or what was typed as a number, so that nobody
is counted twice; where none is known both do, for they need not be of one. A participation is one person at one
training, however often they stand on its list.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from itertools import combinations
from typing import NamedTuple

from ictwg.domain.merged_duplicates import survivor_of
from ictwg.domain.periods import holding
from ictwg.domain.records import Organization, Participant, ParticipantCount, Person, Role, Training
from ictwg.domain.seen import AudienceView
from ictwg.domain.state import State
from ictwg.domain.text import fold_words
from ictwg.domain.values import Audience, ParticipantState, Sex
from ictwg.domain.worked_out import per_version
from ictwg.members.duplicates import alike, plain_name
from ictwg.programme.small_numbers import Figure, published
from ictwg.records.group import known_districts, usually_spelled

Identity = tuple[str, ...]
"""One person: by the register, or by the name and the organization."""


class People(NamedTuple):
    """How many different people took part, of those whose names are known, and how many may be anybody."""

    different: int
    unnamed: int


def attended(state: State, training: Training) -> dict[Identity, Participant]:
    """Who took part, each once."""
    rows = state.linked(Participant, Participant.training, training.id)
    came = [row for row in rows if row.state is ParticipantState.ATTENDED]
    return {identity(state, row): row for row in sorted(came, key=lambda row: row.id, reverse=True)}


@per_version
def figures(state: State, training: Training) -> tuple[Figure, ...]:
    """What a training counts.

    Of a group that is given of nobody they are of that of the training, where it is for one alone.
    """
    came, known, by_name = attended(state, training).values(), known_districts(state), _named(state, training)
    (only,) = training.audience_groups if len(training.audience_groups) == 1 else ("",)
    counts = state.linked(ParticipantCount, ParticipantCount.training, training.id)
    typed = ((row, _standing(state, row.organization)) for row in counts if row.count)
    return (
        *(
            Figure(
                *(training.id, organization_of(state, r), r.audience_group or only, sex_of(state, r) or ""),
                *(usually_spelled(r.duty_district, known), 1, r),
            )
            for r in came
        ),
        *(
            Figure(training.id, home, r.audience_group or only, r.sex or "", "", r.count or 0, r)
            for r, home in typed
            if home not in by_name
        ),
    )


def _named(state: State, training: Training) -> set[str]:
    """The organizations whose participants are named."""
    return {organization_of(state, row) for row in attended(state, training).values()} - {""}


def counted_both_ways(state: State, training: Training) -> tuple[ParticipantCount, ...]:
    """The numbers that do not count, since participants of their organization are named."""
    named = _named(state, training)
    rows = state.linked(ParticipantCount, ParticipantCount.training, training.id)
    return tuple(row for row in rows if row.count and _standing(state, row.organization) in named)


def told(state: State, training: Training, *by: str) -> tuple[Figure, ...]:
    """Of a training as an audience sees it, what it counts, told apart by these (`small_numbers.published`)."""
    whole, audience = counted_for(state)
    return published(audience, training, figures(whole, training), *by)


def people(state: State, trainings: Iterable[Training]) -> People:
    """Of several trainings: one who came twice is one."""
    held = tuple(trainings)
    different = {who for training in held for who in attended(state, training)}
    unnamed = (
        one.people
        for training in held
        for one in figures(state, training)
        if one.record.TABLE == ParticipantCount.TABLE
    )
    return People(len(different), sum(unnamed))


class Serving(NamedTuple):
    """Those who were trained for one organization and serve in one district; empty where not known.

    Attributes:
        not_known: Of whom nobody can say where they are: they are on no register, or of no organization.
    """

    organization: str
    district: str
    still: tuple[Participant, ...]
    gone: tuple[Participant, ...]
    not_known: tuple[Participant, ...]


def still_serving(state: State, trainings: Iterable[Training], today: date) -> tuple[Serving, ...]:
    """Each person once, where their latest training found them.

    Who stands on the register still serves if that is their organization today, and a function that they had goes on.
    """
    latest: dict[Identity, Participant] = {}
    for training in sorted(trainings, key=lambda one: (one.starts_on or date.min, one.id)):
        latest |= attended(state, training)
    found: dict[tuple[str, str], dict[bool | None, list[Participant]]] = {}
    for row in latest.values():
        place = (organization_of(state, row), row.duty_district)
        found.setdefault(place, {}).setdefault(_serves(state, row, today), []).append(row)
    return tuple(
        Serving(*place, *(tuple(told.get(serves, ())) for serves in (True, False, None)))
        for place, told in sorted(found.items())
    )


def _serves(state: State, row: Participant, today: date) -> bool | None:
    person = state.get(Person, survivor_of(state, Person, row.person)) if row.person else None
    if person is None:
        return None
    home, roles = organization_of(state, row), state.linked(Role, Role.person, person.id)
    if not home:
        return None
    return _standing(state, person.organization) == home and (not roles or bool(holding(roles, today)))


def doubtful(state: State, trainings: Iterable[Training]) -> tuple[tuple[Participant, Participant], ...]:
    """Pairs that count as two people and may be one: for a person to look at, never decided here.

    One name in two organizations, or a letter apart in one. Two of the register are not among them: who stands there
    twice is found there.
    """
    known: dict[Identity, Participant] = {}
    for training in trainings:
        for who, row in attended(state, training).items():
            known.setdefault(who, row)
    names = {who: plain_name(name_of(state, row)) for who, row in known.items()}
    homes = {who: organization_of(state, row) for who, row in known.items()}
    pairs = sorted(_sharing_a_word(names))
    return tuple((known[one], known[other]) for one, other in pairs if _may_be_one(known, names, homes, one, other))


def _sharing_a_word(names: dict[Identity, tuple[str, ...]]) -> set[tuple[Identity, Identity]]:
    """Only they can be alike, and there are far fewer of them than pairs."""
    words: dict[tuple[int, int, str], list[Identity]] = {}
    for who, name in names.items():
        for place, word in enumerate(name):
            words.setdefault((len(name), place, word), []).append(who)
    return {pair for sharing in words.values() for pair in combinations(sorted(sharing), 2)}


def _may_be_one(
    known: dict[Identity, Participant],
    names: dict[Identity, tuple[str, ...]],
    homes: dict[Identity, str],
    one: Identity,
    other: Identity,
) -> bool:
    if known[one].person and known[other].person:
        return False
    if names[one] == names[other]:
        return True
    at_one = "" in (homes[one], homes[other]) or homes[one] == homes[other]
    return at_one and alike(names[one], names[other])


def identity(state: State, row: Participant) -> Identity:
    if row.person:
        return ("person", survivor_of(state, Person, row.person) or row.person)
    return ("name", fold_words(row.name), organization_of(state, row))


def name_of(state: State, row: Participant) -> str:
    person = state.get(Person, survivor_of(state, Person, row.person)) if row.person else None
    return person.name if person is not None else row.name


def organization_of(state: State, row: Participant) -> str:
    """The one that they came for, else their own; empty where none is known."""
    person = state.get(Person, row.person)
    return _standing(state, row.organization or (person.organization if person is not None else None))


def sex_of(state: State, row: Participant) -> Sex | None:
    person = state.get(Person, row.person)
    return row.sex or (person.sex if person is not None else None)


def counted_for(state: State) -> tuple[State, Audience]:
    """Who took part is the secretariat's, and how many did may be for others: the whole group, and for whom."""
    if not isinstance(state, AudienceView):
        return state, Audience.SECRETARIAT
    return state.whole, Audience.SECRETARIAT if state.cleared else state.audience


def _standing(state: State, id: str | None) -> str:
    return (survivor_of(state, Organization, id) or id) if id else ""
