"""Two people's changes of one text, word by word."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from ictwg.app.problems.two_answers import MOST_WORDS, merged

BEFORE = "The committee drafts the chapter on shelters by March."


def test_changes_of_different_words_both_stand() -> None:
    one = "The sub-committee drafts the chapter on shelters by March."
    other = "The committee drafts the chapter on shelters by the end of April."
    assert merged(BEFORE, one, other) == "The sub-committee drafts the chapter on shelters by the end of April."


def test_changes_of_the_same_word_are_for_a_person() -> None:
    assert merged(BEFORE, BEFORE.replace("March", "May"), BEFORE.replace("March", "June")) is None


def test_both_add_at_the_same_place_is_for_a_person() -> None:
    assert merged(BEFORE, BEFORE + " Rui helps.", BEFORE + " Ana helps.") is None


def test_a_text_that_is_too_long_to_compare_is_for_a_person() -> None:
    long = "word " * MOST_WORDS
    assert merged(long, long + "a", "b " + long) is None


WORDS = st.lists(st.sampled_from(["a", "b", "c", "d"]), max_size=8).map(" ".join)


@given(WORDS, WORDS, WORDS)
def test_the_order_of_the_two_does_not_matter(before: str, one: str, other: str) -> None:
    assert merged(before, one, other) == merged(before, other, one)


@given(WORDS, WORDS)
def test_one_change_alone_is_taken_as_it_is(before: str, one: str) -> None:
    assert merged(before, one, before) == one
    assert merged(before, one, one) == one
