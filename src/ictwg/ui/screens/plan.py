"""A plan of action: its parts as one tree, how far it is, and its versions.

The three jobs that it is for:

1. See how far each pillar is, and what is delayed, was not reported, or has no lead or no money.
2. Add, edit and move the parts; give them numbers by their place.
3. Start the next version, and read what became different in it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, ClassVar

from textual import work

from ictwg.app.forms.declared import form_field
from ictwg.domain.records import Activity, Indicator, Plan
from ictwg.domain.schema import Field, Record
from ictwg.domain.text import sentences
from ictwg.domain.values import Audience, Became
from ictwg.locales import first_known, language, t
from ictwg.programme.plan import PartDifference, differences, last_round, new_version, renumbered
from ictwg.programme.plan_matrix import open_round
from ictwg.records.group import is_example
from ictwg.records.lookup import full_title
from ictwg.reports.period import ReportRequest, about, front
from ictwg.reports.report import Report, ReportTable, sources_of
from ictwg.ui.declared_screen import RecordDetailScreen
from ictwg.ui.keys import bindings_for
from ictwg.ui.screens.reports import ReportsScreen


class PlanScreen(RecordDetailScreen):
    BINDINGS: ClassVar = bindings_for("plan")

    @property
    def filters(self) -> Mapping[str, str]:
        """Views of the activities, and the indicators."""
        return {**Activity.VIEWS, Indicator.TABLE: ""}

    def kind_of(self, view: str) -> type[Record]:
        return Indicator if view == Indicator.TABLE else Activity

    def view_label(self, view: str) -> str:
        if view == Indicator.TABLE:
            return super().view_label(view)
        return t(first_known(f"records.activity.view.{view}", f"record_screen.view.{view}"))

    def action_reports(self) -> None:
        """What came in the round that is open, or else in the last one."""
        from ictwg.ui.screens.round_reports import RoundReportsScreen

        state, today = self.session.state, self.session.today
        about = open_round(state, self.whole) or last_round(state, self.whole.id, today)
        if about is not None:
            self.app.push_screen(RoundReportsScreen(about))
        else:
            self.tell(sentences(t("matrix.no_round", plan=self.heading), t("plan_screen.no_round")))

    def action_renumber(self) -> None:
        """Every part by its place, as one change."""
        self.carry_out(lambda: renumbered(self.session.state, self.whole))

    @work
    async def action_version(self) -> None:
        """A copy to work on; this one stays as it is."""
        form = (form_field(self.session.lookup, Plan.version),)
        made: list[str] = []

        def copied(values: dict[str, str]) -> Any:
            id, changes = new_version(self.session.state, self.whole, values[Plan.version.name])
            made.append(id)
            return changes

        if await self.fill_in(t("plan_screen.version", plan=self.heading), form, copied):
            later = self.session.state.get(Plan, made[-1])
            if later is not None:
                await self.program.open_whole(later)

    def action_compare(self) -> None:
        """With the version that it comes from."""
        state = self.session.state
        before = state.get(Plan, self.whole.earlier)
        if before is None:
            self.tell(t("plan_screen.first_version"))
            return
        self.app.push_screen(ComparisonScreen(before, self.whole))


class ComparisonScreen(ReportsScreen):
    """What became different in a plan since another version of it: read, copied and saved like any report."""

    VIEWS: ClassVar = ("comparison",)

    def __init__(self, before: Plan, after: Plan) -> None:
        self._plans = before, after
        super().__init__()

    @property
    def asked(self) -> ReportRequest:
        return super().asked._replace(only=self._plans[1].id, audience=Audience.SECRETARIAT)

    @property
    def heading(self) -> str:
        return " · ".join(self._told)

    @property
    def _told(self) -> tuple[str, ...]:
        """It is of no period."""
        return about(self.session.state, self.asked, self.session.today)[1:]

    def count(self) -> Report:
        state, asked = self.session.state, self.asked
        before, after = self._plans
        found = differences(state, before, after)
        title = t("plan_screen.compared", before=full_title(before), after=full_title(after))
        said = () if found else (t("plan_screen.same"),)
        tables = tuple(self._tables(found))
        return Report(
            self._view, title, self._told, said, tables, front(self._view, asked), language(), is_example(state)
        )

    def _tables(self, found: tuple[PartDifference, ...]) -> Iterator[ReportTable]:
        for became, kept in ((Became.NEW, 1), (Became.GONE, 0)):
            parts = [part for one in found if one.became is became and isinstance(part := one[kept], Activity)]
            if parts:
                rows = tuple((full_title(part),) for part in parts)
                yield ReportTable(t(f"choices.became.{became}"), (t("records.activity"),), rows)
        heads = ("", t("records.before"), t("records.after"))
        for one in found:
            if one.before is not None and one.after is not None:
                changed = tuple(self._changed(field, one.before, one.after) for field in one.fields)
                leads = (sources_of(one.after),) * len(changed)
                yield ReportTable(full_title(one.after), heads, changed, leads=leads)

    def _changed(self, field: Field[Any], *parts: Activity) -> tuple[str, ...]:
        shown = (" ".join(field.show(field.of(part), self.session.lookup).split()) or "–" for part in parts)
        return (t(field.label_id), *shown)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """It is of no period."""
        return action not in ("period", "shift") and super().check_action(action, parameters)
