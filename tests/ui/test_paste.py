"""A paste stands once where it was pasted, in every kind of field."""

from __future__ import annotations

from pathlib import Path

from tests.ui.hostile_group import hostile_group
from tests.ui.open_meeting import opened
from textual import events

from ictwg.locales import t
from ictwg.ui.app import IctwgApp
from ictwg.ui.modals.form_screen import TextEditor
from ictwg.ui.widgets.editors import LongText


async def test_the_three_ways_to_keep_a_paste_are_said_in_words_that_fit(tmp_path: Path) -> None:
    async with opened(tmp_path) as there:
        there.app.post_message(events.Paste("one\ntwo\n\nthree"))
        await there.shows(t("ui.pasted.one"))
        await there.shows(t("ui.pasted.paragraphs", count=2))
        await there.shows(t("ui.pasted.lines", count=3))
        await there.shows(f"Enter {t('keys.paste_one')}  p Per paragraph  l Per line  Esc")


async def test_a_paste_into_a_long_text_stands_there_once(tmp_path: Path) -> None:
    """The event comes by the program twice: from the terminal, and on its way up from the field."""
    app = IctwgApp(hostile_group(tmp_path))
    async with app.run_test() as pilot:
        app.push_screen(TextEditor("Note", ""))
        await pilot.pause()
        app.post_message(events.Paste("one\x1b[31m\ntwo"))
        await pilot.pause(0.1)
        assert app.screen.query_one(LongText).text == "one[31m\ntwo"
