"""What campaigns did in a period, and the coverage of all districts: on the spot, broadcast, and by trainings."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from ictwg.domain.figures import Bar
from ictwg.domain.records import Campaign, CampaignMaterial
from ictwg.domain.schema import Field
from ictwg.domain.state import State
from ictwg.domain.values import FieldActionKind
from ictwg.programme.coverage import Coverage, Reach, coverage
from ictwg.programme.small_numbers import few
from ictwg.programme.trainings import counted_for
from ictwg.records.selection import in_order
from ictwg.reports.figure_tables import CountedFigures, FigureRow, FigureTable, PeopleTable, Said, Value
from ictwg.reports.period import ReportRequest
from ictwg.reports.report import KeyFigure, sources_of

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
