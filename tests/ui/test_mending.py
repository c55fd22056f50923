"""From the list of what is to mend to the very field."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from tests.ui.test_meeting_screen import opened

from ictwg.domain.changes import Edit
from ictwg.domain.records import Action, AgendaItem
from ictwg.services import meetings
from ictwg.services.mend import MendLine
from ictwg.store.author import Author
from ictwg.store.clock import Clock
from ictwg.store.home import Home
from ictwg.store.store import Store
from ictwg.ui.modals.form_screen import FormScreen
from ictwg.ui.screens.meeting.screen import MeetingScreen
from ictwg.ui.screens.mend import MendScreen
from ictwg.ui.widgets.filtered_list import FilteredList
from ictwg.ui.widgets.form import Form

if TYPE_CHECKING:
    import pytest


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


async def test_a_second_copy_is_asked_about_once_and_brought_in_or_left(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with opened(tmp_path) as there:
        desk, said = there.app.desk, list[str]()
        monkeypatch.setattr(there.app, "say", said.append)
        monkeypatch.setattr(there.app, "warn", said.append)
        shared = Path(desk.store.path)
        _colleagues_state(tmp_path, shared, shared.with_name("from Rui.json"))
        there.app.rhythm.hurry()
        await there.until(lambda: bool(said))
        assert desk.store.status().asked == 1
        assert said == ["“from Rui.json” in the shared folder may belong to this group: see To mend on Today"]
        await there.app.push_screen(MendScreen())
        await there.shows("A second copy waits for your an")
        await there.press("enter")
        await there.shows("“from Rui.json” would add or change 1 record, 2 fields, 1 change")
        await there.press("escape")
        assert desk.store.status().asked == 1
        await there.press("enter")
        await there.shows("Leave it")
        await there.press("enter")
        await there.until(lambda: len(said) == 3)
        assert any(one.text == "by Rui" for one in desk.state.all(Action))
        assert said[1:] == [
            "“from Rui.json” is being brought in; the file stays where it is",
            "1 change from Rui brought together from a second copy: Added by Rui",
        ]
        await there.until(lambda: "A second copy" not in there.text)
        assert desk.store.status().asked == 0


def _colleagues_state(folder: Path, shared: Path, copy: Path) -> None:
    """A colleague's state of the group, beside the shared file as it was."""
    before = shared.read_bytes()
    rui = Store.open(str(shared), home=Home.at(str(folder / "rui")), clock=Clock(), author=Author("Rui", "desk"))
    rui.commit(Edit("verbs.created", "by Rui").create(Action, rui.new_id(), Action.text("by Rui")).done())
    rui.share()
    rui.close()
    shared.rename(copy)
    shared.write_bytes(before)
