from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from tests.hostile_minutes import line, text

from ictwg.exchange.escaping import heading, marked, plain, unescaped, unmarked

SIGNS = st.text(alphabet=st.sampled_from(list("ab 0.)-*+_=#:>|`[]<>~$^{}&;\\–(\t\nndash!@")), max_size=30)


@given(line | SIGNS)
def test_a_line_is_found_again_as_it_was(said: str) -> None:
    one = said.replace("\n", " ")
    assert unescaped(plain(one)) == one
    assert unescaped(plain(one, ",()–;:")) == one
    assert unescaped(heading(one)) == one


@given(text | SIGNS)
def test_a_text_is_found_again_as_it_was(said: str) -> None:
    assert unmarked(marked(said)) == said


@pytest.mark.parametrize(
    "said",
    [
        *(
            "# no heading",
            "<b>no bold</b>",
            "[no](link)",
            "| no | table |",
            "`no code`",
            "a_b_c",
            "_no_",
            "*no*",
            "~~no~~",
        ),
        *("&amp; no entity", "$no$", "\\", "1. no list", "no \\| pipe"),
    ],
)
def test_a_name_is_shown_as_it_is(said: str) -> None:
    shown = MarkdownIt("commonmark").enable(["table", "strikethrough"]).parse(f"x {plain(said)}")
    children = next(token for token in shown if token.type == "inline").children or []
    assert {token.type for token in children} <= {"text", "text_special"}
    assert "".join(token.content for token in children) == f"x {said}"


@pytest.mark.parametrize(
    ("said", "written"),
    [
        ("- a\n- b", "* a\n* b"),
        ("* a", "+ a"),
        ("+ a", "\\+ a"),
        ("**Decision D-2010-03:** x", "\\*\\*Decision D-2010-03:** x"),
        ("**Budget** stays", "**Budget** stays"),
        ("a\n---", "a\n\\---"),
        ("a\n===", "a\n\\==="),
        ("## x", "\\## x"),
        ("*no owner*", "\\*no owner*"),
        ("> quoted", "> quoted"),
    ],
)
def test_markdown_in_a_text_stays_unless_it_would_be_taken_for_ours(said: str, written: str) -> None:
    assert marked(said) == written


@pytest.mark.parametrize(
    "text", ["* ::: a", "- # not a heading", "1. :::: box", "> # quoted", "+ * : term", "#", ":::"]
)
def test_a_bullet_opens_no_heading_and_no_box(text: str) -> None:
    written = marked(text)
    assert "\\#" in written or "\\:" in written
    assert unmarked(written) == text


def test_a_line_that_begins_with_a_tab_is_no_block_of_code() -> None:
    written = marked("a\n\n\tb")
    assert not any(token.type == "code_block" for token in MarkdownIt().parse(written))
    assert unmarked(written) == "a\n\n\tb"
