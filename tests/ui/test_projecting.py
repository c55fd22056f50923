"""The clock beside the tabs, and the second window: it follows the first through this computer, and writes nothing."""

from __future__ import annotations

from datetime import time
from pathlib import Path

from tests.builders import known
from tests.ui.looking import text_of
from tests.ui.meeting_room import TODAY, room
from tests.ui.open_meeting import opened

from ictwg.domain.records import AgendaItem
from ictwg.locales import t
from ictwg.minutes.current_item import CurrentItem
from ictwg.ui.projector import Projector
from ictwg.ui.widgets.bars import ViewTabs
from ictwg.ui.widgets.prompt import Prompt

PATIENCE = 1000


def everything(folder: Path) -> dict[str, bytes]:
    """All files of the group and of this computer."""
    return {str(path): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


async def test_the_clock_of_the_item_goes_on_beside_the_tabs_and_repaints_nothing_else(tmp_path: Path) -> None:
    async with opened(tmp_path, size=(120, 36)) as there:
        await there.enters("@5")
        await there.enters("said", shows="item 5 · 0 of 40 min · ")
        there.app.session._time_of_day = lambda: time(12, 30)
        prompts = [there.screen.query_one(Prompt).input, there.screen.query_one(Prompt)]
        painted = [widget._repaint_required for widget in prompts]
        there.screen._show_note()
        assert [widget._repaint_required for widget in prompts] == painted
        await there.shows("item 5 · ▲ 50 of 40 min, 10 over")
        assert there.screen.query_one(ViewTabs)._warns
        await there.enters("@4", shows="item 4 · 0 min")
        there.app.session._time_of_day = lambda: time(12, 35)
        there.screen._show_note()
        await there.shows("item 4 · 5 min")
        await there.closes()
        assert "item 4 ·" not in there.text


async def test_speakers_wait_on_a_list_and_are_called_by_one_key(tmp_path: Path) -> None:
    async with opened(tmp_path) as there:
        before = there.app.session.state.version
        await there.enters("/q MoJ, PNTL", shows=t("speakers.waiting", names="MoJ, PNTL"))
        await there.pilot.press("ctrl+n")
        await there.shows(t("speakers.speaking", name="MoJ"))
        await there.shows(t("speakers.waiting", names="PNTL"))
        await there.enters("/q -PNTL")
        await there.enters("/q")
        assert t("speakers.waiting", names="PNTL") not in there.text
        await there.pilot.press("ctrl+n")
        await there.shows(t("speakers.none"))
        assert there.app.session.state.version == before


async def test_a_second_window_follows_the_first_and_writes_nothing(tmp_path: Path) -> None:
    async with opened(tmp_path) as there:
        await there.enters("/d It is approved.")
        await there.enters("@5")
        there.app.sync_scheduler.sync_soon()
        await there.until(lambda: not there.app.session.store.sync.status().pending)
        await there.app.sync_scheduler.rest()  # the trip under way notes its stamps when it has come back
    session = room(tmp_path)
    writer = room(tmp_path)
    before = everything(tmp_path)
    projector = Projector(session)
    async with projector.run_test(size=(80, 24)) as pilot:
        await pilot.pause(0.6)
        assert "5 Framework" in text_of(projector)
        assert everything(tmp_path) == before
        discussed = CurrentItem(writer.store.local.runtime_files)
        now = known(discussed.now())
        opening = next(
            item for item in writer.state.all(AgendaItem) if item.title == "Opening" and item.meeting == now.meeting
        )
        discussed.note(now.turned_to(opening.id, TODAY.isoformat(), time(9)))
        for _ in range(PATIENCE):
            if "It is approved." in text_of(projector):
                break
            await pilot.pause(0.01)
        assert "It is approved." in text_of(projector)
        assert "1 Opening" in text_of(projector)
    for one in (session, writer):
        one.store.close()
