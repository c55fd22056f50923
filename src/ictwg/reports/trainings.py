"""Who was trained in a period: participations and different people; by training, organization, group and district.

And what campaigns did in it, with the coverage of all districts: on the spot, broadcast, and by trainings.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from ictwg.domain.figures import Bar
from ictwg.domain.records import Campaign, CampaignMaterial, Organization, Participant, Training
from ictwg.domain.roster import protocol
from ictwg.domain.schema import Field
from ictwg.domain.state import State
from ictwg.domain.values import Audience, AudienceGroup, FieldActionKind, Sex
from ictwg.programme.coverage import Coverage, Reach, coverage
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
from ictwg.reports.period import ReportRequest
from ictwg.reports.report import KeyFigure, sources_of

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


_LEGEND = "reports.legend.actions"
REACH = ("actions", "counted", "estimated", "without_figure")


def campaign_figures(state: State, asked: ReportRequest, today: date) -> CountedFigures:
    """Of the campaigns that ran in the period, and of what was done in it up to today."""
    whole, _ = counted_for(state)
    period = (asked.since, min(asked.until, today))
    found = coverage(state, whole, *period)
    acted = {one.campaign for one in found.done}
    ran = in_order(state, (one for one in state.all(Campaign) if one.id in acted or _ran(one, asked)))
    order = found.names
    serves_in = PeopleTable("serves_in", ("district",), {name: (name,) for name in order}, found.serving).made()
    untrained = [str(row.values[0]) for row in serves_in.rows if row.values[0] in order and row.values[-1] == 0]
    places = (*order, "") if found.on_site[""].actions else order
    tables = (
        FigureTable("campaigns", _HEADS, tuple(_campaign(state, one, *period) for one in ran), (2, 1, 6)),
        FigureTable(
            "on_site", ("district", *REACH), tuple(_reach(name, found.on_site[name]) for name in places), legend=_LEGEND
        ),
        FigureTable("on_air", ("medium", *REACH), tuple(_on_air(found))),
        FigureTable("held_in", ("district", "trainings"), tuple(_held(found, name) for name in order)),
        serves_in,
        FigureTable("materials", ("material", *(one.name for one in _MADE)), tuple(_materials(state, ran))),
    )
    covered = len(found.districts) - len(found.without_actions)
    key_figures = (KeyFigure("actions", len(found.seen.actions)), KeyFigure("covered", covered))
    return CountedFigures("campaigns", state, today, tuple(_said(found, len(ran), untrained)), tables, key_figures)


def _ran(campaign: Campaign, asked: ReportRequest) -> bool:
    first = campaign.starts_on or campaign.ends_on
    return first is not None and first <= asked.until and (campaign.ends_on or asked.until) >= asked.since


def _said(found: Coverage, count: int, untrained: Sequence[str]) -> Iterator[Said]:
    covered = len(found.districts) - len(found.without_actions)
    yield Said("held", {"count": count})
    yield Said("actions", {"count": len(found.seen.actions), "covered": covered, "of": len(found.districts)})
    gaps = (("gaps", found.without_actions), ("not_held_in", found.without_trainings), ("untrained", untrained))
    yield from (Said(name, {name: ", ".join(places)}) for name, places in gaps if places)
    few_reached = sum(reach.few for reach in (found.seen, found.broadcast, found.online))
    unclear = {
        "elsewhere": len(found.on_site[""].actions),
        "undated": len(found.undated),
        "few": few_reached,
        "few_trainings": few(one for _, one in found.serving),
    }
    yield from (Said(name, {"count": count}) for name, count in unclear.items() if count)


def _campaign(state: State, campaign: Campaign, since: date, until: date) -> FigureRow:
    own = coverage(state, state, since, until, campaign=campaign)
    covered = len(own.districts) - len(own.without_actions)
    told = (campaign.title, campaign.starts_on, campaign.ends_on, *_values(own.seen), covered)
    return FigureRow(told, campaign.id, sources_of(campaign))


def _values(reach: Reach) -> tuple[Value, ...]:
    return (len(reach.actions), reach.counted, reach.estimated, reach.not_known)


def _reach(name: str, reach: Reach) -> FigureRow:
    return FigureRow((name, *_values(reach)), "", sources_of(*reach.actions), Bar(0, len(reach.actions)))


def _on_air(found: Coverage) -> Iterator[FigureRow]:
    for kind, reach in ((FieldActionKind.BROADCAST, found.broadcast), (FieldActionKind.ONLINE, found.online)):
        yield FigureRow((kind, *_values(reach)), "", sources_of(*reach.actions))


def _held(found: Coverage, name: str) -> FigureRow:
    return FigureRow((name, len(found.held[name])), "", sources_of(*found.held[name]))


def _materials(state: State, ran: Sequence[Campaign]) -> Iterator[FigureRow]:
    for campaign in ran:
        for one in in_order(state, state.linked(CampaignMaterial, CampaignMaterial.campaign, campaign.id)):
            yield FigureRow((one.title, *(field.of(one) for field in _MADE)), one.id, sources_of(one))


_HEADS = ("campaign", "starts_on", "ends_on", *REACH, "districts")
_MADE: tuple[Field[Any], ...] = (
    CampaignMaterial.language,
    CampaignMaterial.printed,
    CampaignMaterial.distributed,
    CampaignMaterial.in_stock,
)
