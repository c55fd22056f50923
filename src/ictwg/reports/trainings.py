"""Who was trained in a period: participations and different people; by training, organization, group and district."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ictwg.domain.records import Organization, Participant, Training
from ictwg.domain.roster import protocol
from ictwg.domain.values import Audience, AudienceGroup, Sex
from ictwg.programme.small_numbers import NOT_KNOWN, shown
from ictwg.programme.trainings import (
    counted_both_ways,
    counted_for,
    doubtful,
    figures,
    name_of,
    organization_of,
    people,
    still_serving,
)
from ictwg.records.lookup import shown_name
from ictwg.records.selection import in_order
from ictwg.reports.figure_tables import (
    TOTAL,
    Counted,
    CountedFigures,
    CrossTable,
    FigureRow,
    FigureTable,
    Said,
    cross_tables,
)
from ictwg.reports.report import behind

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from datetime import date

    from ictwg.domain.state import State
    from ictwg.programme.trainings import Figure, Serving
    from ictwg.reports.figure_tables import Value
    from ictwg.reports.period import ReportRequest

    Rows = Mapping[str, tuple[Value, ...]]

SEXES = (*map(str, Sex), NOT_KNOWN)
"""The columns of a table of people."""


def by_sex(figure: Figure, row: str) -> Counted:
    """The people of a figure, in the row of this key and the column of their sex."""
    record = figure.record
    return Counted(row or NOT_KNOWN, str(figure.sex or NOT_KNOWN), figure.people, (record.TABLE, record.id))


def training_figures(state: State, asked: ReportRequest, today: date) -> CountedFigures:
    """Of the trainings that `state` shows and that began in the period; those still to come are only counted."""
    whole, audience = counted_for(state)
    began = [one for one in state.all(Training) if one.starts_on and asked.since <= one.starts_on <= asked.until]
    held = in_order(whole, (one for one in began if one.starts_on and one.starts_on <= today))
    sums, tables = cross_tables(audience, SEXES, tuple(_tables(whole, held, asked)))
    known = people(whole, held)
    return CountedFigures(
        "trainings",
        state,
        today,
        (
            Said("held", {"count": len(held), "planned": len(began) - len(held)}),
            Said("participations", {"count": sums.pop(TOTAL), **sums}),
            Said("people", {"different": shown(audience, known.different), "unnamed": shown(audience, known.unnamed)}),
        ),
        (*tables, *(_for_the_secretariat(whole, held, today) if audience is Audience.SECRETARIAT else ())),
    )


def _tables(state: State, held: Sequence[Training], asked: ReportRequest) -> Iterator[CrossTable]:
    found = [figure for training in held for figure in figures(state, training)]
    at = {one.id: one for one in held}

    def table(name: str, rows: Rows, of: Callable[[Figure], str], *heads: str) -> CrossTable:
        return CrossTable(name, heads, rows, tuple(by_sex(figure, of(figure)) for figure in found))

    named: Rows = {one.id: (one.title, one.starts_on, one.district) for one in held}
    by_training = table("trainings", named, lambda one: one.training, "training", "date", "place")
    yield by_training._replace(opens=Training, less=(2, 1))
    if asked.by_organization:
        homes = sorted(
            (o for o in state.all(Organization) if o.id in {one.organization for one in found}), key=protocol
        )
        titles: Rows = {one.id: (one.acronym or one.name,) for one in homes}
        yield table("organizations", titles, lambda one: one.organization, "organization")
    groups: Rows = {str(one): (one,) for one in AudienceGroup}
    yield table("audience_groups", groups, lambda one: str(one.audience_group or ""), "audience_group")
    yield table("held_in", _places(one.district for one in held), lambda one: at[one.training].district, "district")
    yield table("serves_in", _places(one.serves_in for one in found), lambda one: one.serves_in, "district")


def _places(names: Iterator[str]) -> Rows:
    return {name: (name,) for name in sorted(set(names) - {""})}


def _for_the_secretariat(state: State, held: Sequence[Training], today: date) -> Iterator[FigureTable]:
    """Who still serves where they were trained for; who may be one person; numbers left out for names."""
    yield FigureTable(
        "still_serving",
        ("organization", "district", "still", "gone", "not_known"),
        tuple(_serving(state, one) for one in _in_protocol_order(state, still_serving(state, held, today))),
    )
    pairs = (FigureRow(tuple(_who(state, one) for one in pair), behind=behind(*pair)) for pair in doubtful(state, held))
    yield FigureTable("doubtful", ("participant", "may_be"), tuple(pairs))
    counts = (row for training in held for row in counted_both_ways(state, training))
    rows = (FigureRow((shown_name(state, row), row.count), row.id, behind(row)) for row in counts)
    yield FigureTable("not_counted", ("count", TOTAL), tuple(rows))


def _in_protocol_order(state: State, found: Iterable[Serving]) -> list[Serving]:
    places = {one.id: place for place, one in enumerate(sorted(state.all(Organization), key=protocol))}
    return sorted(found, key=lambda one: (places.get(one.organization, len(places)), one.district))


def _serving(state: State, one: Serving) -> FigureRow:
    home = state.get(Organization, one.organization)
    counts = map(len, (one.still, one.gone, one.not_known))
    values = (home.acronym or home.name if home else None, one.district, *counts)
    return FigureRow(values, one.organization, behind(*one.still, *one.gone, *one.not_known))


def _who(state: State, row: Participant) -> str:
    home = state.get(Organization, organization_of(state, row))
    training = state.get(Training, row.training)
    told = (name_of(state, row), home.acronym or home.name if home else "", training.title if training else "")
    return " – ".join(filter(None, told))
