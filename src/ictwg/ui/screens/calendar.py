"""The calendar of the year: what falls on which day, and the work plan of the terms of reference.

The three jobs that it is for:

1. See the year on one page: what is due when, when work on it begins, whose it is, and whether it is done.
2. Open what a line is about, or add a day that no other record keeps.
3. Propose the next year from this one, and hand the page out.
"""

from __future__ import annotations

from typing import ClassVar

from textual import work

from ictwg.app.forms import declared as forms
from ictwg.domain.records import CalendarItem
from ictwg.domain.text import in_sentence
from ictwg.locales import t
from ictwg.programme.year import next_year
from ictwg.ui.keys import bindings_for, bindings_with
from ictwg.ui.screens.reports import OF_THE_YEAR, ReportsScreen


class CalendarScreen(ReportsScreen):
    BINDINGS: ClassVar = [*bindings_with("record.new"), *bindings_for("calendar")]
    VIEWS: ClassVar = OF_THE_YEAR

    @work
    async def action_new(self) -> None:
        """A day that no other record keeps."""
        form = forms.new_form(self.session.lookup, CalendarItem)
        title = t("record_screen.new", kind=in_sentence(t("records.calendar_item")))
        await self.fill_in(title, form, lambda values: forms.new_record(self.session.lookup, CalendarItem, values))
        self.reload()

    def action_next_year(self) -> None:
        """What comes again every year, for the year after the one that is shown."""
        self.carry_out(lambda: next_year(self.session.state, self.asked.until.year))
