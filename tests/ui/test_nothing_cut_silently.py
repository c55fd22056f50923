"""What has no room shows that it goes on: an ellipsis, never a line that just ends."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tests.ui.stage import staged
from textual.widgets import Static

from ictwg.domain.schema import RECORDS, form_fields
from ictwg.locales import t
from ictwg.ui.modals.form_screen import FormScreen
from ictwg.ui.text import plain
from ictwg.ui.widgets.columns import Column, Heading
from ictwg.ui.widgets.completion import Completion, Completions
from ictwg.ui.widgets.form import FormField
from ictwg.ui.widgets.short_text import ShortText
from ictwg.ui.widgets.suggestions import Suggestions
from ictwg.ui.widgets.virtual_list import VirtualList

if TYPE_CHECKING:
    from textual.widget import Widget

LABEL_WIDE = 22
"""Cells of a form's first column."""
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
        for word in ("Name", "Notes", "Save", "Leave"):
            assert word in stage.text


async def test_a_heading_that_is_too_long_shows_it() -> None:
    def listed() -> VirtualList[Any]:
        return VirtualList((Column[Any]("label", "Label", lambda row: row.label),), header=False)

    async with staged(listed, size=(40, 10)) as stage:
        stage.app.query_one(VirtualList).show([Heading("h", LONG, "9 actions"), _Row("1", "row")])
        await stage.pilot.pause()
        assert stage.text.splitlines()[0].rstrip().endswith("…")


def test_the_labels_of_all_forms_have_room() -> None:
    fields = [field for kind in RECORDS.values() for field in form_fields(kind)]
    assert fields
    assert [field.name for field in fields if len(t(field.label_id)) > LABEL_WIDE] == []


class _Row:
    def __init__(self, id: str, label: str) -> None:
        self.id, self.label = id, label


async def test_a_long_name_among_the_completions_shows_it() -> None:
    async with staged(Suggestions, size=(40, 10)) as stage:
        offered = (Completion("MoJ", "MoJ", "Ministry of Justice"), Completion("UNIFEM", "UNIFEM", LONG))
        stage.app.query_one(Suggestions).offer(Completions(0, 0, offered), cursor=0)
        await stage.pilot.pause()
        first, second = (line for line in stage.text.splitlines() if line)
        assert first.split() == ["›", "MoJ", "Ministry", "of", "Justice"]
        assert second.endswith("…")
