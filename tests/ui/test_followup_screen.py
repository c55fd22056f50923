"""The lists of actions and tasks on a stage: what they say where nothing stands in them."""

from __future__ import annotations

from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Any

import pytest
from tests.all_of import some
from tests.ui.followup_group import group
from tests.ui.looking import text_of

from ictwg.actions import actions as followup
from ictwg.domain.changes import Edit
from ictwg.domain.records import Action, Decision, Letter, LetterAddressee
from ictwg.domain.values import ActionKind, ActionStatus, Implementation
from ictwg.locales import t
from ictwg.ui.app import IctwgApp
from ictwg.ui.screens.followup import FollowupScreen
from ictwg.ui.screens.letters import LetterScreen
from ictwg.ui.widgets.filtered_list import FilteredList

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

    from textual.pilot import Pilot


@asynccontextmanager
async def opened(folder: Path, mode: str) -> AsyncIterator[tuple[IctwgApp, Pilot[Any]]]:
    session = group(folder)
    app = IctwgApp(session)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        await app.switch_mode(mode)
        await pilot.pause()
        yield app, pilot
    session.store.close()


@pytest.mark.parametrize("mode", ["followup", "tasks"])
async def test_an_owner_whom_nobody_knows_is_said_to_be_unknown(tmp_path: Path, mode: str) -> None:
    async with opened(tmp_path, mode) as (app, pilot):
        shown = app.screen.query_one(FilteredList)
        for query, said in (
            ("owner:Zzyzx ", t("ui.not_understood", words="owner:Zzyzx")),
            ("owner:PNTLL ", t("ui.not_understood.likely", words="owner:PNTLL", likely="owner:PNTL")),
            ("owner:pnt walrus", "No matches for “owner:pnt walrus”"),
            ("owner:all_mem walrus", "No matches for “owner:all_mem walrus”"),
        ):
            shown.filter_by(query)
            await pilot.pause()
            assert said in text_of(app), text_of(app)


async def test_the_card_of_a_task_without_a_meeting_leads_nowhere(tmp_path: Path) -> None:
    async with opened(tmp_path, "tasks") as (app, pilot):
        listed = app.screen.query_one(FilteredList).list
        for task, leads in some((one, one.meeting is not None) for one in app.session.state.all(Action)):
            listed.move_to(task.id)
            if listed.cursor_id == task.id:
                await pilot.press("enter")
                assert (t("keys.card_origin") in text_of(app)) == leads, text_of(app)
                await pilot.press("escape")


async def test_today_counts_as_mine_what_is_mine(tmp_path: Path) -> None:
    async with opened(tmp_path, "today") as (app, pilot):
        session = app.session
        for task, assignee in (("Book the room", session.settings.user_name), ("Call the printer", "Somebody else")):
            said = Action.assignee(assignee)
            session.commit(
                followup.add_action(session.state, task, (), None, None, session.today, said, kind=ActionKind.TASK)
            )
        app.changed()
        await pilot.pause()
        while t("today.tasks") not in text_of(app):  # it comes after the first frame
            await pilot.pause(0.02)
        shown = [line.strip() for line in text_of(app).splitlines()]
        mine = next(n for n, line in enumerate(shown) if line.startswith(t("today.tasks")))
        assert shown[mine].endswith("1 open")
        assert "Book the room" in shown[mine + 1]
        assert shown[mine + 2].startswith(t("tasks.nobodys"))
        assert shown[mine + 2].endswith("1 open")
        assert "Order the folders" in shown[mine + 3]
        assert "Call the printer" not in text_of(app)


async def test_one_key_takes_up_what_was_history(tmp_path: Path) -> None:
    async with opened(tmp_path, "followup") as (app, pilot):
        state, session = app.session.state, app.session
        action = next(one for one in state.all(Action) if one.kind is ActionKind.ACTION)
        decision = state.all(Decision)[0]
        edit = Edit("verbs.edited").update(action, Action.status(ActionStatus.NOT_FOLLOWED_UP))
        session.commit(edit.update(decision, Decision.status(Implementation.NOT_TRACKED)).done())
        app.changed()
        screen = app.screen
        for view, id in (("closed", action.id), ("decisions", decision.id)):
            screen.go_to(view)  # type: ignore[attr-defined]
            await pilot.pause(0.1)
            screen.query_one(FilteredList).list.move_to(id)
            await pilot.press("f8")
            await pilot.pause(0.1)
        assert [one.status for one in session.state.all(Action) if one.id == action.id] == [ActionStatus.OPEN]
        assert [one.status for one in session.state.all(Decision) if one.id == decision.id] == [Implementation.PENDING]


async def test_one_key_begins_the_letter_about_an_action_or_a_decision(tmp_path: Path) -> None:
    async with opened(tmp_path, "followup") as (app, pilot):
        state = app.session.state
        for view, link in (("open", Letter.actions), ("unsent", Letter.decisions)):
            screen = app.screen
            assert isinstance(screen, FollowupScreen)
            screen.go_to(view)
            await pilot.pause()
            about = screen.current
            assert about is not None
            for key in ("ctrl+r", "ctrl+s"):
                await pilot.press(key)
            letter = max(state.all(Letter), key=lambda one: one.id)
            assert link.of(letter) == (about.id,)
            addressed = {one.organization for one in state.linked(LetterAddressee, LetterAddressee.letter, letter.id)}
            assert addressed == set(about.owners if isinstance(about, Action) else ())
            assert isinstance(app.screen, LetterScreen)
            await pilot.press("escape")
