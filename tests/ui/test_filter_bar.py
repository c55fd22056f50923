"""The filter line says what it did not understand, but not of a word that is still being typed."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.ui.open_group import opened
from tests.ui.stage import staged

from ictwg.domain.records import Action, Activity, Document, Indicator, Person, Training
from ictwg.domain.schema import Record
from ictwg.locales import t
from ictwg.records.filter_words import readers_of
from ictwg.ui.declared_screen import DeclaredScreen
from ictwg.ui.widgets.filtered_list import FilterBar, FilteredList


class Line(FilterBar):
    """Every word with a colon is unknown."""

    def __init__(self) -> None:
        super().__init__(self._count_words)

    def _count_words(self, query: str) -> None:
        self.show_count(1, 2, unknown=tuple(word for word in query.split() if ":" in word))


async def test_a_word_is_named_when_it_is_ended() -> None:
    async with staged(Line) as stage:
        stage.app.query_one(Line).edit()
        await stage.pilot.press(*"due:foo")
        assert t("ui.count_of", shown=1, count=2) in stage.text
        await stage.pilot.press("space", "x")
        assert t("ui.not_understood", words="due:foo") in stage.text
        await stage.pilot.press(*["backspace"] * 9)
        assert t("ui.not_understood", words="due:foo") not in stage.text


async def test_the_last_word_is_ended_by_leaving_the_line() -> None:
    async with staged(Line) as stage:
        stage.app.query_one(Line).edit()
        await stage.pilot.press(*"due:foo", "enter")
        assert t("ui.not_understood", words="due:foo") in stage.text


@pytest.mark.parametrize("kind", [Activity, Document, Indicator, Person, Training])
async def test_the_empty_line_offers_only_words_that_it_reads(kind: type[Record], tmp_path: Path) -> None:
    async with opened(tmp_path) as there:
        await there.app.open_list(kind)
        await there.until(lambda: isinstance(there.app.screen, DeclaredScreen))
        screen = there.app.screen
        assert isinstance(screen, DeclaredScreen)
        said = t("record_screen.filter_hint", keys="").split()
        offered = [word[:-1] for word in screen.hint.split() if word.endswith(":") and word not in said]
        assert offered
        assert set(offered) <= set(readers_of(screen.session.lookup, kind))


async def test_backspace_deletes_a_row_and_never_while_the_filter_has_letters(tmp_path: Path) -> None:
    async with opened(tmp_path) as there:
        actions = len(there.app.session.state.all(Action))
        await there.press("4", "slash", *"tr", "enter")
        listed = there.app.screen.query_one("#actions", FilteredList)
        for left in ("t", ""):
            await there.press("backspace")
            assert listed.query_text == left
            assert len(there.app.session.state.all(Action)) == actions
        await there.press("backspace")
        assert len(there.app.session.state.all(Action)) == actions - 1


async def test_where_a_sign_stands_for_a_word_the_line_of_the_count_says_which(tmp_path: Path) -> None:
    async with opened(tmp_path) as there:
        await there.press("4")
        sign, word = "○", t("choices.action_status.open")
        await there.until(lambda: f"{sign} {word}" in there.text)
        assert f"{sign} {word}" in next(line for line in there.text.splitlines() if line.startswith("/"))
