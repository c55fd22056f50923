"""From the list of what is to mend to the very field."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.ui.test_meeting_screen import opened

from ictwg.domain.records import AgendaItem
from ictwg.services import meetings
from ictwg.services.mend import MendLine
from ictwg.ui.modals.form_screen import FormScreen
from ictwg.ui.screens.meeting.screen import MeetingScreen
from ictwg.ui.screens.mend import MendScreen
from ictwg.ui.widgets.filtered_list import FilteredList
from ictwg.ui.widgets.form import Form

if TYPE_CHECKING:
    from pathlib import Path


async def test_an_item_without_an_outcome_opens_its_form_at_the_outcome(tmp_path: Path) -> None:
    async with opened(tmp_path) as there:
        desk = there.app.desk
        desk.commit(meetings.hold(desk.state, there.meeting))
        await there.app.push_screen(MendScreen())
        await there.shows("Item without an outcome")
        shown = there.app.screen.query_one(FilteredList).list
        line = next(row for row in shown.rows if isinstance(row, MendLine) and "/no_outcome/" in row.id)
        item = desk.state.get(AgendaItem, line.record)
        shown.move_to(line.id)
        await there.press("enter")
        await there.until(lambda: isinstance(there.app.screen, FormScreen))
        form = there.app.screen.query_one(Form)
        await there.until(lambda: there.app.focused is not None)
        focused = [row for row in form.rows if row.editor is there.app.focused]
        assert [row.field.name for row in focused] == ["outcome"]
        await there.press("escape")
        await there.until(lambda: isinstance(there.app.screen, MeetingScreen))
        assert item is not None
        assert item.title in there.text
