"""What the key bar and the help offer is what the keys do where the cursor stands."""

from __future__ import annotations

from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Any

from tests.ui.meeting_room import TODAY, OnMeetings, room

from ictwg.domain.changes import Edit
from ictwg.domain.records import Decision, Meeting
from ictwg.locales import t
from ictwg.ui.screens.meeting.screen import MeetingScreen
from ictwg.ui.screens.problems import MendScreen
from ictwg.ui.screens.sub_groups import SubGroupsScreen
from ictwg.ui.widgets.bars import KeyBar

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

    from textual.pilot import Pilot


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


async def test_the_way_back_and_the_help_are_the_last_and_stay_where_there_is_little_room(tmp_path: Path) -> None:
    async with opened(tmp_path) as (app, pilot):
        await app.push_screen(SubGroupsScreen())
        await pilot.pause()
        for width in (120, 80, 40):
            await pilot.resize_terminal(width, 24)
            await pilot.pause()
            assert list(offered(app))[-2:] == ["Esc", "F1"]


async def test_in_the_filter_the_slash_is_a_letter_and_the_way_back_is_told(tmp_path: Path) -> None:
    async with opened(tmp_path) as (app, pilot):
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
        assert offered(app)["Enter"] == "type"


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
        await pilot.pause()
        assert not {"Enter", "F2", "Del"} & offered(app).keys()
        await pilot.press("escape")
        await pilot.pause()
        assert {"Enter", "F2", "Del"} <= offered(app).keys()


async def test_the_way_back_is_told_in_what_is_to_mend(tmp_path: Path) -> None:
    async with opened(tmp_path) as (app, pilot):
        app.push_screen(MendScreen())
        await pilot.pause()
        assert offered(app)["Esc"] == "Back"
