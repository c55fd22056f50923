"""A plan of action: its parts as one tree, how far it is, and its versions.

The three jobs that it is for:

1. See how far each pillar is, and what is delayed, was not reported, or has no lead or no money.
2. Add, edit and move the parts; give them numbers by their place.
3. Start the next version, and read what became different in it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from textual import work

from ictwg.domain.records import Activity, Indicator, Plan
from ictwg.domain.text import sentences
from ictwg.domain.values import Became
from ictwg.locales import first_known, t
from ictwg.programme.plan import differences, last_round, new_version, renumbered
from ictwg.programme.plan_matrix import open_round
from ictwg.records.lookup import full_title
from ictwg.records.tables import Detail, DetailSection
from ictwg.ui.declared_screen import RecordDetailScreen
from ictwg.ui.forms import form_field
from ictwg.ui.keys import bindings_for
from ictwg.ui.modals.box import RecordCard

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from ictwg.domain.schema import Record
    from ictwg.programme.plan import PartDifference


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

    @property
    def plan(self) -> Any:
        return self.whole

    def action_reports(self) -> None:
        """What came in the round that is open, or else in the last one."""
        from ictwg.ui.screens.round_reports import RoundReportsScreen

        state, today = self.session.state, self.session.today
        about = open_round(state, self.plan) or last_round(state, self.plan.id, today)
        if about is not None:
            self.app.push_screen(RoundReportsScreen(about))
        else:
            self.tell(sentences(t("matrix.no_round", plan=self.heading), t("plan_screen.no_round")))

    def action_renumber(self) -> None:
        """Every part by its place, as one change."""
        self.carry_out(lambda: renumbered(self.session.state, self.plan))

    @work
    async def action_version(self) -> None:
        """A copy to work on; this one stays as it is."""
        form = (form_field(self.session.lookup, Plan.version),)
        made: list[str] = []

        def copied(values: dict[str, str]) -> Any:
            id, changes = new_version(self.session.state, self.plan, values[Plan.version.name])
            made.append(id)
            return changes

        if await self.fill_in(t("plan_screen.version", plan=self.heading), form, copied):
            later = self.session.state.get(Plan, made[-1])
            if later is not None:
                await self.program.open_whole(later)

    @work
    async def action_compare(self) -> None:
        """With the version that it comes from."""
        state = self.session.state
        before = state.get(Plan, self.plan.earlier)
        if before is None:
            self.tell(t("plan_screen.first_version"))
            return
        names = {"before": full_title(before), "after": full_title(self.plan)}
        found = differences(state, before, self.plan)
        sections = tuple(self._sections(found)) or (DetailSection("", (t("plan_screen.same"),)),)
        detail = Detail(t("plan_screen.compared", **names), "", sections, self.plan.id)
        await self.app.push_screen_wait(RecordCard(detail, comes_from=False, edits=False))

    def _sections(self, found: tuple[PartDifference, ...]) -> Iterator[DetailSection]:
        for became, kept in ((Became.NEW, 1), (Became.GONE, 0)):
            parts = (one[kept] for one in found if one.became is became)
            lines = tuple(full_title(part) for part in parts if isinstance(part, Activity))
            if lines:
                yield DetailSection(t(f"choices.became.{became}"), lines)
        for one in found:
            if one.before is not None and one.after is not None:
                yield DetailSection(full_title(one.after), tuple(self._changes(one)))

    def _changes(self, one: PartDifference) -> Iterator[str]:
        for field in one.fields:
            said = (field.show(field.of(part), self.session.lookup) or "–" for part in (one.before, one.after) if part)
            yield f"{t(field.label_id)}: {' → '.join(said)}"
