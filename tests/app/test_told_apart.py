"""Two texts beside each other."""

from __future__ import annotations

import pytest

from ictwg.app.problems.two_answers import differing_bold, from_difference


@pytest.mark.parametrize(
    ("one", "other", "told"),
    [
        (
            "say whether schools may show the film, with a letter",
            "say whether schools may show the film to pupils",
            ("… the film, with a letter", "… the film to pupils"),
        ),
        (
            "draft chapter 2, protection",
            "draft chapter 2, protection, with annexes",
            ("… 2, protection", "… 2, protection, with annexes"),
        ),
        ("Fri 12 March 2010", "Fri 30 April 2010", ("Fri 12 March 2010", "Fri 30 April 2010")),
        ("one and the same answer", "one and the same answer", ("one and the same answer",) * 2),
        ("Supercalifragilistic", "Supercalifragilistics", ("Supercalifragilistic", "Supercalifragilistics")),
        ("", "new", ("", "new")),
    ],
)
def test_what_begins_alike_is_told_from_where_it_differs(one: str, other: str, told: tuple[str, str]) -> None:
    assert from_difference(one, other) == told


@pytest.mark.parametrize(
    ("one", "other", "shown"),
    [
        ("draft the SOP", "write the SOP", "**draft** the SOP"),
        ("with its costs", "with its costs, by district", "with its costs"),
        ("with its costs, by district", "with its costs", "with its costs**, by district**"),
        ("the same", "the same", "the same"),
        ("a * b", "a c b", "a * b"),
        ("one\ntwo", "one\nthree four", "one\n**two**"),
    ],
)
def test_the_words_that_differ_are_bold_and_the_text_stays_what_it_is(one: str, other: str, shown: str) -> None:
    assert differing_bold(one, other) == shown
    assert differing_bold(one, other).replace("**", "") == one
