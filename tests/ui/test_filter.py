"""Filter as you type: the law is the naive search; the list and its count follow each keystroke."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from hypothesis import given
from hypothesis import strategies as st
from tests.ui.stage import staged
from textual.events import Paste

from ictwg.domain.text import fold
from ictwg.ui.widgets.columns import Column, GroupHeading
from ictwg.ui.widgets.filtered_list import FilteredList, KeyedMatches, with_headings, words_alone


class Word(NamedTuple):
    id: str
    word: str


def word_of(row: Word) -> str:
    return row.word


letters = st.text(alphabet="abcÁé ß\n", max_size=8)


@given(rows=st.lists(letters, max_size=12), queries=st.lists(letters, max_size=8))
def test_whatever_was_typed_before_the_matches_are_those_of_a_naive_search(rows: list[str], queries: list[str]) -> None:
    finder = KeyedMatches([Word(str(n), row) for n, row in enumerate(rows)], "", date.min, words_alone, word_of)
    for query in queries:
        words = fold(query).split()
        naive = [n for n, row in enumerate(rows) if all(word in fold(row) for word in words)]
        assert list(finder.matching(query)) == naive


@given(kinds=st.lists(st.booleans(), max_size=20), data=st.data())
def test_a_heading_stays_exactly_where_a_row_under_it_does(kinds: list[bool], data: st.DataObject) -> None:
    headings = [n for n, is_heading in enumerate(kinds) if is_heading]
    rows = [n for n, is_heading in enumerate(kinds) if not is_heading]
    matches = [n for n in rows if data.draw(st.booleans())]
    above = {row: [heading for heading in headings if heading < row][-1:] for row in rows}
    expected = sorted({*matches, *(heading for row in matches for heading in above[row])})
    assert list(with_headings(matches, headings)) == expected


ROWS = (
    GroupHeading("h1", "Fruit"),
    Word("1", "Maçã"),
    Word("2", "banana"),
    GroupHeading("h2", "Tools"),
    Word("3", "hammer"),
    Word("4", "man[/]dolin"),
)


def make() -> FilteredList[Word]:
    columns = (Column[Word]("word", "Word", lambda word: word.word),)
    return FilteredList(columns, text=word_of, empty="Nothing yet.\nCtrl+N adds one.")


async def test_typing_narrows_the_list_and_escape_shows_all_again() -> None:
    async with staged(make) as stage:
        words = stage.app.query_one(FilteredList)
        words.show(ROWS)
        words.list.focus()
        await stage.pilot.press("slash", "m", "a", "c", "a")
        assert "1 of 4" in stage.text
        assert "Fruit" in stage.text
        assert "Maçã" in stage.text
        assert "Tools" not in stage.text
        await stage.pilot.press("escape")
        assert "4 rows" in stage.text
        assert stage.app.focused is words.list


async def test_the_cursor_stays_on_its_row_through_filter_and_new_rows() -> None:
    async with staged(make) as stage:
        words = stage.app.query_one(FilteredList)
        words.show(ROWS, cursor="3")
        words.filter_by("m")
        assert words.list.cursor_id == "3"
        words.show((*ROWS[:1], Word("0", "melon"), *ROWS[1:]))
        assert words.list.cursor_id == "3"
        words.filter_by("mel")
        assert words.list.cursor_id == "0"


async def test_a_paste_over_the_list_goes_to_the_filter() -> None:
    async with staged(make) as stage:
        words = stage.app.query_one(FilteredList)
        words.show(ROWS)
        words.list.focus()
        stage.app.post_message(Paste("man\n[/]dolin"))
        await stage.pilot.pause()
        assert words.query_text == "man [/]dolin"
        assert "1 of 4" in stage.text


async def test_an_empty_list_says_what_belongs_there() -> None:
    async with staged(make) as stage:
        stage.app.query_one(FilteredList).show(())
        await stage.pilot.pause()
        assert "Ctrl+N adds one." in stage.text


async def test_a_slash_can_be_typed_into_the_filter() -> None:
    async with staged(make) as stage:
        words = stage.app.query_one(FilteredList)
        words.show(ROWS)
        words.list.focus()
        await stage.pilot.press("slash", "slash")
        assert words.query_text == "/"
