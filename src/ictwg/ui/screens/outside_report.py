"""One report to an outside body: its questions with what organizations gave for them, and who must clear it.

The three jobs that it is for:

1. See which answers wait, for whom, and how long it is until the group's own deadline and the outside one.
2. Note contributions, answers and clearance; nothing that is not cleared goes out.
3. Note that it was submitted, and start the next cycle.
"""

from __future__ import annotations

from typing import ClassVar

from textual import work

from ictwg.app.forms.declared import fields_for, filled
from ictwg.domain.changes import Changes
from ictwg.domain.records import OutsideReport
from ictwg.locales import t
from ictwg.programme.outside import next_cycle
from ictwg.records.editing import add, set_fields
from ictwg.ui.declared_screen import RecordDetailScreen
from ictwg.ui.keys import bindings_for

SUBMITTED = (OutsideReport.submitted_on, OutsideReport.submitted_by, OutsideReport.path)


class OutsideReportScreen(RecordDetailScreen):
    BINDINGS: ClassVar = bindings_for("outside")

    @work
    async def action_submit(self) -> None:
        """When and by whom; then the next report to the same body is proposed, which Escape leaves."""
        lookup, report = self.session.lookup, self.whole
        assert isinstance(report, OutsideReport)  # noqa: S101 - nothing else is opened here
        on = {OutsideReport.submitted_on.name: lookup.today.isoformat()} if report.submitted_on is None else {}
        form = fields_for(lookup, OutsideReport, report, only=SUBMITTED, values=on)
        title = t("outside.submitted", report=self.heading)
        if await self.fill_in(title, form, lambda values: set_fields(lookup, report, values)) is None:
            return
        following = fields_for(
            lookup, OutsideReport, only=OutsideReport.FORM.new, values=next_cycle(lookup.state, report)
        )
        await self.fill_in(t("outside.next_cycle"), following, self._made)

    def _made(self, values: dict[str, str]) -> Changes:
        return add(self.session.lookup, OutsideReport, filled(values))[1]
