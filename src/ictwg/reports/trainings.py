"""Who was trained in a period: participations and different people; by training, organization, group and district."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ictwg.domain.records import Organization, Participant, Training
from ictwg.domain.roster import protocol
from ictwg.domain.values import Audience, AudienceGroup, Sex
from ictwg.programme.small_numbers import NOT_KNOWN, NOT_SHOWN, Figure, HeadcountTable, few, is_whole
from ictwg.programme.trainings import (
    Serving,
    counted_both_ways,
    counted_for,
    doubtful,
    name_of,
    organization_of,
    people,
    still_serving,
    told,
)
from ictwg.records.group import known_districts, usually_spelled
from ictwg.records.lookup import shown_name
from ictwg.records.selection import in_order
from ictwg.reports.figure_tables import TOTAL, CountedFigures, FigureRow, FigureTable, PeopleTable, Said, Value
from ictwg.reports.report import KeyFigure, sources_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from datetime import date

    from ictwg.domain.state import State
    from ictwg.reports.period import ReportRequest

    Titles = Mapping[str, tuple[Value, ...]]


def training_figures(state: State, asked: ReportRequest, today: date) -> CountedFigures:
    """Of the trainings that `state` shows and that began in the period; those still to come are only counted."""
    whole, audience = counted_for(state)
    began = [one for one in state.all(Training) if one.starts_on and asked.since <= one.starts_on <= asked.until]
    held = in_order(whole, (one for one in began if one.starts_on and one.starts_on <= today))
    by_sex = [(TOTAL, figure) for training in held for figure in told(state, training, "sex")]
    cells = HeadcountTable(by_sex, each=False)
    all_of_them = cells.cell(TOTAL)
    sums: dict[str, Value] = {name: cells.cell(TOTAL, name) for name in (*map(str, Sex), NOT_KNOWN)}
    by_name = [one for one in held if is_whole(audience, one)]
    known = people(whole, by_name)
    different = Said("people" if len(by_name) == len(held) else "people_whole", known._asdict())
    return CountedFigures(
        "trainings",
        state,
        today,
        (
            Said("held", {"count": len(held), "planned": len(began) - len(held)}),
            Said("participations", {"count": all_of_them, **sums}),
            *beside_sums([figure for _, figure in by_sex]),
            *([different] if by_name or not held else []),
        ),
        (
            *(table.made() for table in _tables(state, whole, held, asked)),
            *(_for_the_secretariat(whole, held, today) if asked.audience is Audience.SECRETARIAT else ()),
        ),
        (
            KeyFigure("held", len(held)),
            KeyFigure("participations", all_of_them if isinstance(all_of_them, int) else None),
            KeyFigure("planned", len(began) - len(held), listed=False),
        ),
    )


def beside_sums(figures: Sequence[Figure]) -> Iterator[Said]:
    """Of whom it is not told whether they are women or men, and how many trainings are added nowhere."""
    found = {NOT_SHOWN: sum(one.people for one in figures if one.sex == NOT_SHOWN), "few": few(figures)}
    yield from (Said(name, {"count": count}) for name, count in found.items() if count)


def _tables(state: State, whole: State, held: Sequence[Training], asked: ReportRequest) -> Iterator[PeopleTable]:
    def figures(of: Callable[[Training, Figure], str], *by: str) -> list[tuple[str, Figure]]:
        return [(of(training, one), one) for training in held for one in told(state, training, *by, "sex")]

    def apart(name: str) -> list[tuple[str, Figure]]:
        return figures(lambda _, figure: getattr(figure, name), name)

    known = known_districts(whole)
    by_training = figures(lambda training, _: training.id)
    named: Titles = {one.id: (one.title, one.starts_on, usually_spelled(one.district, known)) for one in held}
    yield PeopleTable("trainings", ("training", "date", "place"), named, by_training, Training, droppable=(2, 1))
    if asked.by_organization:
        of_each = apart("organization")
        homes = sorted((o for o in whole.all(Organization) if o.id in {key for key, _ in of_each}), key=protocol)
        titles: Titles = {one.id: (one.acronym or one.name,) for one in homes}
        yield PeopleTable("organizations", ("organization",), titles, of_each)
    groups: Titles = {str(one): (one,) for one in AudienceGroup}
    yield PeopleTable("audience_groups", ("audience_group",), groups, apart("audience_group"))
    where_held = figures(lambda training, _: usually_spelled(training.district, known))
    for name, placed in (("held_in", where_held), ("serves_in", apart("serves_in"))):
        yield PeopleTable(name, ("district",), _places(key for key, _ in placed), placed)


def _places(names: Iterator[str]) -> Titles:
    return {name: (name,) for name in sorted(set(names) - {"", NOT_SHOWN})}


def _for_the_secretariat(state: State, held: Sequence[Training], today: date) -> Iterator[FigureTable]:
    """Who still serves where they were trained for; who may be one person; numbers left out for names."""
    yield FigureTable(
        "still_serving",
        ("organization", "district", "still", "gone", "not_known"),
        tuple(_serving(state, one) for one in _in_protocol_order(state, still_serving(state, held, today))),
    )
    pairs = (
        FigureRow(tuple(_who(state, one) for one in pair), behind=sources_of(*pair)) for pair in doubtful(state, held)
    )
    yield FigureTable("doubtful", ("participant", "may_be"), tuple(pairs))
    counts = ((training, row) for training in held for row in counted_both_ways(state, training))
    rows = (
        FigureRow((of.title, shown_name(state, row), row.audience_group, row.sex, row.count), row.id, sources_of(row))
        for of, row in counts
    )
    yield FigureTable("not_counted", ("training", "organization", "audience_group", "sex", TOTAL), tuple(rows))


def _in_protocol_order(state: State, found: Iterable[Serving]) -> list[Serving]:
    places = {one.id: place for place, one in enumerate(sorted(state.all(Organization), key=protocol))}
    return sorted(found, key=lambda one: (places.get(one.organization, len(places)), one.district))


def _serving(state: State, one: Serving) -> FigureRow:
    home = state.get(Organization, one.organization)
    counts = map(len, (one.still, one.gone, one.not_known))
    values = (home.acronym or home.name if home else None, one.district, *counts)
    return FigureRow(values, one.organization, sources_of(*one.still, *one.gone, *one.not_known))


def _who(state: State, row: Participant) -> str:
    home = state.get(Organization, organization_of(state, row))
    training = state.get(Training, row.training)
    told = (name_of(state, row), home.acronym or home.name if home else "", training.title if training else "")
    return " – ".join(filter(None, told))
