"""What has no room shows that it goes on: an ellipsis, never a line that just ends."""

from __future__ import annotations

from datetime import date
from typing import Any

from tests.builders import MemoryState
from tests.ui.stage import staged
from textual.widget import Widget
from textual.widgets import Input, Static

from ictwg.app.forms.choices import Choice, Completions
from ictwg.app.forms.declared import new_form
from ictwg.app.forms.fields import FormField
from ictwg.domain.schema import RECORDS, declared, form_fields
from ictwg.locales import t
from ictwg.records.lookup import Lookup
from ictwg.ui.modals.choose import Choose
from ictwg.ui.modals.form_screen import FormScreen
from ictwg.ui.text import plain
from ictwg.ui.widgets.bars import _shortened
from ictwg.ui.widgets.columns import Column, GroupHeading
from ictwg.ui.widgets.completing_input import Suggestions
from ictwg.ui.widgets.detail import ShortText
from ictwg.ui.widgets.virtual_list import VirtualList

LABEL_WIDE = 22
"""Cells of a form's first column."""
IN_SIGHT = 9
"""Rows of a form in 24 lines."""
LONG = "The framework of the plan is approved and sent to the council " * 3


async def test_a_text_of_too_many_lines_ends_in_an_ellipsis() -> None:
    def told() -> Widget:
        text = ShortText(plain(LONG), markup=False)
        text.styles.height, text.styles.width = 2, 40
        return text

    async with staged(told) as stage:
        await stage.pilot.pause()
        first, second, *rest = stage.text.splitlines()
        assert not first.endswith("…")
        assert second.endswith("…")
        assert len(second) <= 40
        assert "".join(rest).strip() == ""


async def test_a_text_that_fits_has_none() -> None:
    def told() -> Widget:
        text = ShortText(plain("short"), markup=False)
        text.styles.height = 2
        return text

    async with staged(told) as stage:
        await stage.pilot.pause()
        assert stage.text.split() == ["short"]


async def test_a_form_with_a_long_title_still_has_its_fields_and_keys() -> None:
    async with staged(Static) as stage:
        stage.app.push_screen(FormScreen(LONG * 10, (FormField("name", "Name"), FormField("notes", "Notes"))))
        await stage.pilot.pause()
        assert "…" in stage.text
        for word in ("Name", "Notes", "Save", "Cancel"):
            assert word in stage.text


async def test_a_heading_that_is_too_long_shows_it() -> None:
    def listed() -> VirtualList[Any]:
        return VirtualList((Column[Any]("label", "Label", lambda row: row.label),), header=False)

    async with staged(listed, size=(40, 10)) as stage:
        stage.app.query_one(VirtualList).show([GroupHeading("h", LONG, "9 actions"), _Row("1", "row")])
        await stage.pilot.pause()
        assert stage.text.splitlines()[0].rstrip().endswith("…  9 actions")


async def test_a_choice_of_many_lines_leaves_the_keys_their_line() -> None:
    long = Choice("long", LONG, whole=LONG * 5)
    async with staged(Static) as stage:
        stage.app.push_screen(Choose("Which?", (long, *(Choice(str(n), str(n)) for n in range(20))), whole=True))
        await stage.pilot.pause()
        assert "Close" in stage.text
        assert LONG[:60] in stage.text


async def test_a_question_of_three_lines_is_asked_in_full() -> None:
    async with staged(Static) as stage:
        stage.app.push_screen(Choose(f"{LONG}whatever you answer?", (Choice("yes", "Yes"), Choice("no", "No"))))
        await stage.pilot.pause()
        assert "whatever you answer?" in stage.text


async def test_a_line_that_is_filled_in_without_the_cursor_does_not_scroll_the_form() -> None:
    """As each filled line tells of itself when a form opens: the settings of the group began in their middle."""
    async with staged(Static) as stage:
        stage.app.push_screen(FormScreen("Settings", tuple(FormField(f"field{n}", f"Field {n}") for n in range(30))))
        await stage.pilot.pause(0.2)
        stage.app.screen.query(Input).last().value = "filled"
        await stage.pilot.pause(0.2)
        assert "Field 0" in stage.text


def test_what_has_no_room_behind_the_views_is_left_out_part_by_part() -> None:
    assert _shortened("90 of 180 minutes  1 parked", 30) == "90 of 180 minutes  1 parked"
    assert _shortened("90 of 180 minutes  1 parked", 25) == "90 of 180 minutes"
    assert _shortened("90 of 180 minutes", 10) == "90 of 180 minutes"


def test_the_labels_of_all_forms_have_room() -> None:
    fields = [field for kind in RECORDS.values() for field in form_fields(kind)]
    assert fields
    assert [field.name for field in fields if len(t(field.label_id)) > LABEL_WIDE] == []


def test_what_must_be_filled_in_is_in_sight_when_a_form_opens() -> None:
    lookup = Lookup(MemoryState(), date(2010, 2, 15))
    below = [
        f"{kind.SINGULAR}.{one.name}"
        for kind in declared()
        for one in new_form(lookup, kind)[IN_SIGHT:]
        if one.required and not one.value
    ]
    assert below == []


class _Row:
    def __init__(self, id: str, label: str) -> None:
        self.id, self.label = id, label


async def test_a_long_name_among_the_completions_shows_it() -> None:
    async with staged(lambda: Suggestions(lambda _: None), size=(40, 10)) as stage:
        offered = (Choice("MoJ", "MoJ", "Ministry of Justice"), Choice("UNIFEM", "UNIFEM", LONG))
        stage.app.query_one(Suggestions).offer(Completions(0, 0, offered), cursor=0)
        await stage.pilot.pause()
        first, second = (line for line in stage.text.splitlines() if line)
        assert first.split() == ["›", "MoJ", "Ministry", "of", "Justice"]
        assert second.endswith("…")
