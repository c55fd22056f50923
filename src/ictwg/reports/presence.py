"""Who does what where: organization, activity and district, with gaps and overlaps (DOMAIN.md §3).

What is protected has no place for others than the secretariat: it is told as national, and counts in no district, gap
or overlap.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date
from typing import NamedTuple

from ictwg.domain.records import Activity, Organization, Plan
from ictwg.domain.roster import protocol
from ictwg.domain.state import State
from ictwg.domain.values import PlanLevel
from ictwg.programme.plan import is_current
from ictwg.programme.trainings import counted_for
from ictwg.records.group import counted_in, districts_on, known_districts, west_to_east
from ictwg.records.lookup import full_title
from ictwg.records.selection import in_order
from ictwg.reports.figure_tables import CountedFigures, FigureRow, FigureTable, Said, Value
from ictwg.reports.period import ReportRequest


class PresenceLine(NamedTuple):
    """One organization in one activity at one place.

    Attributes:
        district: Empty: national, or nobody said where.
    """

    organization: Organization
    activity: Activity
    district: str

    @property
    def id(self) -> str:
        """The same in every report."""
        return f"{self.organization.id}/{self.activity.id}/{self.district}"


def presence_figures(state: State, asked: ReportRequest, today: date) -> CountedFigures:
    """Of the activities of all plans in their latest version that run in the period."""
    whole, _ = counted_for(state)
    on = min(asked.until, today)
    names = [one.name for one in west_to_east(districts_on(whole, on))]
    lines = tuple(_lines(state, whole, asked, on))
    here = defaultdict(list)
    for line in lines:
        here[line.district].append(line)
    gaps = [name for name in names if not here[name]]
    said = [Said("activities", {"count": len({line.activity.id for line in lines}), "lines": len(lines)})]
    national = len({line.activity.id for line in here[""]})
    said += [Said("gaps", {"gaps": ", ".join(gaps)})] if gaps else []
    said += [Said("national", {"count": national})] if national else []
    return CountedFigures(
        "presence",
        state,
        today,
        tuple(said),
        (
            FigureTable("each", ("organization", "activity", "district"), tuple(map(_line, lines))),
            FigureTable(
                "districts",
                ("district", "activities", "organizations"),
                tuple(_district(name, here[name]) for name in (*names, "")),
            ),
            FigureTable("overlaps", ("district", "objective", "organizations"), tuple(_overlaps(state, names, here))),
        ),
    )


def _lines(state: State, whole: State, asked: ReportRequest, on: date) -> Iterator[PresenceLine]:
    districts, known = districts_on(whole, on), known_districts(whole)
    for plan in in_order(state, (one for one in state.all(Plan) if is_current(state, one))):
        found = in_order(state, state.linked(Activity, Activity.plan, plan.id))
        for part in (
            one for one in found if one.level is PlanLevel.ACTIVITY and asked.meets(one.starts_on, one.ends_on)
        ):
            ids = {part.lead, *part.co_leads, *part.partners}
            places = sorted({counted_in(place, districts, known) for place in part.districts}) or [""]
            for organization in sorted((o for o in state.all(Organization) if o.id in ids), key=protocol):
                yield from (PresenceLine(organization, part, place) for place in places)


def _line(line: PresenceLine) -> FigureRow:
    values: tuple[Value, ...] = (line.organization.acronym, full_title(line.activity), line.district or None)
    return FigureRow(values, line.id, ((line.activity.TABLE, line.activity.id),))


def _district(name: str, here: Sequence[PresenceLine]) -> FigureRow:
    parts = {line.activity.id for line in here}
    values: tuple[Value, ...] = (name or None, len(parts), len({line.organization.id for line in here}))
    return FigureRow(values, behind=tuple((Activity.TABLE, id) for id in sorted(parts)))


def _overlaps(state: State, names: Sequence[str], here: dict[str, list[PresenceLine]]) -> Iterator[FigureRow]:
    """Where several organizations lead activities under one objective in one district."""
    for name in names:
        under: dict[str, list[PresenceLine]] = defaultdict(list)
        for line in here[name]:
            if line.organization.id == line.activity.lead and line.activity.part_of:
                under[line.activity.part_of].append(line)
        for objective, lines in under.items():
            leads = dict.fromkeys(line.organization.acronym for line in lines)
            if len(leads) > 1:
                part = state.get(Activity, objective)
                behind = tuple(dict.fromkeys((Activity.TABLE, line.activity.id) for line in lines))
                yield FigureRow((name, part.title if part is not None else None, ", ".join(leads)), behind=behind)
