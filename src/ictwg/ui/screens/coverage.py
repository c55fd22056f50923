"""The coverage of all districts: a map in figures and its gaps in words, over the report on campaigns."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.widgets import Static

from ictwg.domain.seen import Seen
from ictwg.locales import t
from ictwg.programme.coverage import coverage
from ictwg.records.group import map_of
from ictwg.ui.screens.reports import ReportsScreen
from ictwg.ui.text import plain
from ictwg.ui.widgets.columns import within

if TYPE_CHECKING:
    from textual.app import ComposeResult

    from ictwg.programme.coverage import Coverage, Reach
    from ictwg.records.reference_data import District

SOME, NONE = "●", "○"
EDGES = 4
"""Cells beside the map, as beside a list."""


class CoverageScreen(ReportsScreen):
    VIEWS = ("campaigns",)

    @property
    def heading(self) -> str:
        return t("places.coverage")

    def above(self) -> ComposeResult:
        yield from super().above()
        yield Static("", id="coverage-map", markup=False)

    def reload(self) -> None:
        super().reload()
        self._show_map()

    def on_resize(self) -> None:
        self._show_map()

    def _show_map(self) -> None:
        asked, today, state = self.asked, self.session.today, self.session.state
        found = coverage(Seen(state, asked.audience), state, asked.since, min(asked.until, today))
        lines = (super().heading, *map_lines(found, self.size.width - EDGES))
        self.query_one("#coverage-map", Static).update(plain("\n".join(lines)))


def map_lines(found: Coverage, width: int) -> list[str]:
    """Each district where it lies, with its actions and trainings under its name; in one line what covers none."""
    grid = map_of(found.districts)
    room = width // max(map(len, grid), default=1)
    told = [[_cell(found, one) for one in row] for row in grid]
    lines = ["".join(_fitted(cell[at], room) for cell in row).rstrip() for row in told for at in (0, 1)]
    legend = t("coverage.legend", some=SOME, none=NONE)
    on_air = (("broadcast", found.broadcast), ("online", found.online))
    gaps = ", ".join(found.without_actions)
    said = [t("reports.campaigns.gaps", gaps=gaps)] if gaps else []
    return [*lines, legend, *(_on_air(*one) for one in on_air), *said]


def _cell(found: Coverage, district: District | None) -> tuple[str, str]:
    if district is None:
        return "", ""
    actions, held = len(found.on_site[district.name].actions), len(found.held[district.name])
    return district.name, t("coverage.cell", sign=SOME if actions else NONE, actions=actions, trainings=held)


def _fitted(text: str, room: int) -> str:
    return within(text, room - 1).ljust(room)


def _on_air(medium: str, reach: Reach) -> str:
    return t(f"coverage.{medium}", count=len(reach.actions), counted=reach.counted, estimated=reach.estimated)
