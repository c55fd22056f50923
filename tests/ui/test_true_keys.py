"""What the key bar and the help offer is what the keys do where the cursor stands."""

from __future__ import annotations

from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Any

from tests.tools.show import example
from tests.ui.every_screen import places
from tests.ui.meeting_room import TODAY, OnMeetings, room
from textual.geometry import Size

from ictwg.domain.changes import Edit
from ictwg.domain.records import Decision, Meeting
from ictwg.locales import t
from ictwg.ui.places import AREAS
from ictwg.ui.screens.meeting.screen import MeetingScreen
from ictwg.ui.screens.problems import ProblemsScreen
from ictwg.ui.screens.sub_groups import SubGroupsScreen
from ictwg.ui.widgets.bars import KeyBar

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

    import pytest
    from textual.pilot import Pilot

FIXED = ("app.search", "app.palette", "app.help")
COMMON = ("record.edit", "record.new", "record.delete", "filter.edit")
BACK = ("record.back", "meeting.close", "modal.cancel", "filter.leave", "filter.clear", "app.quit")


@asynccontextmanager
async def opened(folder: Path) -> AsyncIterator[tuple[OnMeetings, Pilot[Any]]]:
    session = room(folder)
    app = OnMeetings(session)
    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.pause()
        yield app, pilot
    session.store.close()


def offered(app: OnMeetings) -> dict[str, str]:
    """What the key bar shows: keys, each with its word."""
    return {offer.label: offer.verb for offer in app.screen.query_one(KeyBar).offers()}


async def test_find_more_and_help_stand_at_the_right_end_of_every_screen_and_the_way_back_is_seen(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def look() -> None:
        await pilot.pause()
        bar = app.screen.query_one(KeyBar)
        ids = {active.binding.id for active in app.screen.active_bindings.values() if active.binding.show}
        wanted = FIXED if "app.search" in ids else ids & {"form.help"}
        for width in (120, 80, 60, 40):
            monkeypatch.setattr(KeyBar, "size", Size(width, 1), raising=False)
            offers = [offer.id for offer in bar.offers()]
            where = (app.screen, width, offers)
            assert offers[len(offers) - len(wanted) :] == [*wanted], where
            assert ids & {*offers} >= ids & {"record.back", "meeting.close", "modal.cancel", "form.cancel"}, where
            if "app.search" in ids:
                foot = bar.render_line(0).text.replace(" F12 ", " ")
                assert foot.endswith(" ^F Find  ^P More  F1 Help "), where
        monkeypatch.delattr(KeyBar, "size")
        own = [n for n, offer in enumerate(bar.offers()) if offer.id not in (*COMMON, *FIXED, *BACK)]
        common = [n for n, offer in enumerate(bar.offers()) if offer.id in COMMON]
        assert max(own, default=-1) < min(common, default=99), bar.offers()

    app: Any = example(tmp_path, TODAY)
    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.pause(0.3)
        for area in AREAS:
            await app.switch_mode(area)
            await look()
        meeting = next(one for one in app.session.state.all(Meeting) if one.date and one.date < TODAY)
        for screen in (*places(app.session), MeetingScreen(meeting.id)):
            await app.push_screen(screen)
            await look()
            if isinstance(screen, MeetingScreen):
                for view in screen.VIEWS:
                    screen.go_to(view)
                    await look()
            app.pop_screen()
    app.session.store.close()


async def test_in_the_filter_the_slash_is_a_letter_and_the_way_back_is_told(tmp_path: Path) -> None:
    async with opened(tmp_path) as (app, pilot):
        await app.push_screen(SubGroupsScreen())
        await pilot.pause()
        assert offered(app)["/"] == "Filter"
        await pilot.press("slash", "z")
        keys = offered(app)
        assert "/" not in keys
        assert (keys["↓"], keys["Esc"]) == (t("keys.filter_leave"), t("keys.filter_clear"))
        await pilot.press("enter")
        assert offered(app)["Esc"] == t("keys.filter_clear")


async def test_enter_is_told_for_what_it_does_in_each_view_of_a_meeting(tmp_path: Path) -> None:
    async with opened(tmp_path) as (app, pilot):
        meeting = next(one.id for one in app.session.state.all(Meeting) if one.date == TODAY)
        screen = MeetingScreen(meeting)
        app.push_screen(screen)
        await pilot.pause()
        assert (offered(app)["Enter"], offered(app)["Esc"]) == ("Open", "Back")
        screen.go_to("attendance")
        await pilot.pause()
        assert offered(app)["Enter"] == "Open"
        screen.go_to("minutes")
        await pilot.pause()
        await pilot.press("escape", "shift+tab")
        assert offered(app)["Enter"] == t("keys.minutes_type")


async def test_a_decision_is_not_offered_the_steps_of_an_action(tmp_path: Path) -> None:
    async with opened(tmp_path) as (app, pilot):
        app.session.commit(
            Edit("verbs.created").create(Decision, app.session.store.new_id(), Decision.text("To draft")).done()
        )
        await app.switch_mode("followup")
        await pilot.pause()
        assert offered(app)["F4"] == "Done"
        await pilot.press("left")
        of_actions = {"Done", "Update", "Due", "Owner"}
        assert of_actions.isdisjoint(offered(app).get(key, "") for key in ("F4", "F5", "F6", "F7"))


async def test_where_no_row_is_none_of_its_keys_is_offered(tmp_path: Path) -> None:
    async with opened(tmp_path) as (app, pilot):
        assert {"Enter", "F2", "Del"} <= offered(app).keys()
        await pilot.press("slash", *"qqq", "enter")
        assert not {"Enter", "F2", "Del"} & offered(app).keys()
        await pilot.press("escape")
        assert {"Enter", "F2", "Del"} <= offered(app).keys()


async def test_the_way_back_is_told_in_what_is_to_mend(tmp_path: Path) -> None:
    async with opened(tmp_path) as (app, pilot):
        app.push_screen(ProblemsScreen())
        await pilot.pause()
        assert offered(app)["Esc"] == "Back"
