"""Undo in a line takes back what was typed there, and only then what was saved."""

from __future__ import annotations

from pathlib import Path

from tests.ui.members_room import OnMembership, room
from tests.ui.stage import staged

from ictwg.domain.changes import Edit
from ictwg.domain.records import Organization
from ictwg.ui.widgets.completing_input import TypedInput
from ictwg.ui.widgets.filtered_list import FilterInput
from ictwg.ui.widgets.prompt import Prompt


def the_line() -> TypedInput:
    return TypedInput("as it was")


async def test_words_are_taken_back_and_put_back() -> None:
    async with staged(the_line) as stage:
        line: TypedInput = stage.app.query_one(TypedInput)
        line.focus()
        await stage.pilot.press("end", *" ab cd", "ctrl+z")
        assert line.value == "as it was ab "
        await stage.pilot.press("ctrl+z", "ctrl+z", "ctrl+z")
        assert line.value == "as it was"
        assert not line.check_action("undo", ())
        await stage.pilot.press("ctrl+y", "ctrl+y", "ctrl+y", "ctrl+y")
        assert line.value == "as it was ab cd"


async def test_what_is_deleted_comes_back() -> None:
    async with staged(the_line) as stage:
        line: TypedInput = stage.app.query_one(TypedInput)
        line.focus()
        await stage.pilot.press("end", "ctrl+u", "ctrl+z")
        assert line.value == "as it was"


async def test_a_prompt_that_was_entered_has_nothing_to_take_back() -> None:
    async with staged(Prompt) as stage:
        prompt: Prompt = stage.app.query_one(Prompt)
        prompt.edit()
        await stage.pilot.press(*"noted")
        assert prompt.input.check_action("undo", ())
        prompt.text = ""
        assert not prompt.input.check_action("undo", ())


async def test_only_a_line_with_nothing_typed_lets_a_record_be_taken_back(tmp_path: Path) -> None:
    session = room(tmp_path)
    ministry = session.state.all(Organization)[0]
    app = OnMembership(session)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        session.commit(Edit("verbs.edited").update(ministry, Organization.notes("kept")).done())
        await pilot.press("slash", *"moj", "ctrl+z")
        assert app.screen.query_one(FilterInput).value == ""
        assert session.state.all(Organization)[0].notes == "kept"
        await pilot.press("ctrl+z")
        assert session.state.all(Organization)[0].notes == ""
    session.store.close()
