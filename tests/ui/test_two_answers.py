"""Deciding between two different answers: on its own screen, and from the list of what is to mend."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from tests.ui.followup_group import group
from tests.ui.open_meeting import Room

from ictwg.app.problems.two_answers import questions
from ictwg.domain.author import Author
from ictwg.domain.changes import Edit
from ictwg.domain.clock import Clock
from ictwg.domain.records import Action
from ictwg.locales import t
from ictwg.store.local.home import Home
from ictwg.store.store import Store
from ictwg.ui.app import IctwgApp
from ictwg.ui.modals.choose import Choose
from ictwg.ui.modals.form_screen import FormScreen
from ictwg.ui.screens.answers import TwoAnswersScreen
from ictwg.ui.screens.problems import ProblemsScreen
from ictwg.ui.widgets.detail import ShortText
from ictwg.ui.widgets.filtered_list import FilteredList
from ictwg.ui.widgets.virtual_list import VirtualList

TEXT = "draft the SOP on referral"


@asynccontextmanager
async def asked(
    folder: Path,
    size: tuple[int, int] = (80, 24),
    mine: str = TEXT.replace("draft", "write"),
    theirs: str = f"{TEXT} and print it",
) -> AsyncIterator[Room]:
    """One action that the secretary and Rui have worded differently at once."""
    session = group(folder)
    session.store.sync.share()
    rui = Store.open(
        session.store.path, home=Home.at(str(folder / "rui")), clock=Clock(), author=Author("Rui", "laptop")
    )
    for store, words in ((session.store, mine), (rui, theirs)):
        action = next(one for one in store.all(Action) if one.text == TEXT)
        store.commit(Edit("verbs.edited", action.reference).update(action, Action.text(words)).done())
        store.sync.share()
    rui.close()
    session.store.sync.share()
    app = IctwgApp(session)
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        yield Room(app, pilot)  # type: ignore[arg-type]
    session.store.close()


def texts(there: Room) -> set[str]:
    return {action.text for action in there.app.session.state.all(Action)}


async def test_both_answers_stand_there_in_full_and_enter_takes_one(tmp_path: Path) -> None:
    async with asked(tmp_path) as there:
        await there.app.push_screen(TwoAnswersScreen())
        await there.shows("Rui")
        assert "write the SOP on referral and print it" in there.text  # the proposal
        assert f"\n    {TEXT}\n" in there.text  # what both saw before
        await there.press("enter", to=Choose)
        await there.press("enter")  # the proposal stands first
        await there.until(lambda: not questions(there.app.session.store, there.app.session.lookup))
        assert "write the SOP on referral and print it" in texts(there)
        await there.shows(t("answers.empty").splitlines()[0])
        await there.press("ctrl+z", shows="Rui")


async def test_today_says_where_it_is_and_enter_goes_there(tmp_path: Path) -> None:
    async with asked(tmp_path) as there:
        await there.shows(t("today.asked", count=1))
        await there.shows("· Text")
        there.app.screen.query_one(VirtualList).move_to("asked")
        await there.press("enter", to=TwoAnswersScreen)


async def test_the_box_shows_the_answer_under_the_cursor_in_full(tmp_path: Path) -> None:
    async with asked(tmp_path) as there:
        await there.app.push_screen(ProblemsScreen())
        await there.shows(t("mend.rivals"))
        there.app.screen.query_one(FilteredList).filter_by(t("mend.rivals"))
        await there.press("enter", to=Choose, shows=t("answers.take", text="write the SOP on referral and print it"))
        await there.press("down")
        await there.until(lambda: "on laptop" in str(there.app.screen.query_one(".box--whole", ShortText).visual))


async def test_it_is_written_anew_in_a_form_that_starts_from_both(tmp_path: Path) -> None:
    async with asked(tmp_path) as there:
        await there.app.push_screen(TwoAnswersScreen())
        await there.shows("Rui")
        await there.press("enter", to=Choose)
        await there.press("down", "down", "down", "down", "enter", to=FormScreen)
        await there.press("end", *" twice", "ctrl+s", to=TwoAnswersScreen)
        assert "write the SOP on referral and print it twice" in texts(there)


async def test_to_mend_leads_to_the_same_decision(tmp_path: Path) -> None:
    async with asked(tmp_path) as there:
        await there.app.push_screen(ProblemsScreen())
        await there.shows(t("mend.rivals"))
        listed = there.app.screen.query_one("FilteredList").list  # type: ignore[attr-defined]
        listed.move_to(next(row.id for row in listed.rows if "/rivals/" in row.id))
        await there.press("enter", to=Choose, shows="version is right?")
        await there.press("escape", to=ProblemsScreen)
        assert questions(there.app.session.store, there.app.session.lookup)
