from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from tests.all_of import over
from tests.hostile_minutes import line, text

from ictwg.minutes.printed.lines import text_or_mark
from ictwg.minutes.printed.sheet import printed_text
from ictwg.papers.markdown import beginning, bullet, heading, marked, plain, text_of, unescaped, unmarked

MARKDOWN = MarkdownIt("commonmark").enable(["table", "strikethrough"])
SIGNS = st.text(alphabet=st.sampled_from(list("ab 0.)-*+_=#:>|`[]<>~$^{}&;\\–(\t\nndash!@")), max_size=30)


@given(line | SIGNS)
def test_a_line_is_found_again_as_it_was(said: str) -> None:
    one = said.replace("\n", " ")
    assert unescaped(plain(one)) == one
    assert unescaped(plain(one, ",()–;:")) == one
    assert unescaped(heading(one)) == one
    assert unescaped(beginning(plain(one, ":"))) == one


@given(text | SIGNS)
def test_a_text_is_found_again_as_it_was(said: str) -> None:
    assert unmarked(marked(said)) == said


@over(
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


@over(
    "said, written",
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


@over("text", ["* ::: a", "- # not a heading", "1. :::: box", "> # quoted", "+ * : term", "#", ":::"])
def test_a_bullet_opens_no_heading_and_no_box(text: str) -> None:
    written = marked(text)
    assert "\\#" in written or "\\:" in written
    assert unmarked(written) == text


@given(text | SIGNS, st.integers(0, 2))
def test_a_text_may_hold_lists_and_quotes_and_nothing_else(said: str, depth: int) -> None:
    """A block of code too, where markdown-it alone sees one: what pandoc sees is in `test_minutes_markdown`."""
    lists = {"bullet_list", "list_item", "ordered_list"}
    kinds = kinds_in(text_of(text_or_mark(printed_text(said), "en")), depth)
    assert kinds <= {*lists, "blockquote", "paragraph", "code_block"}


@pytest.mark.parametrize(
    "said",
    [
        *("> ---", "- ***", "1. ___", "> * * *", "- * *", "a\n> ===\n> b"),
        *("a\n\n\tb", "a\n\n\t(b", "a\n\n    b", "1.\n      b", ">\n     b", "a\n\n      👩"),
        *("-     a", ">     a", "> \ta", "2)\t a", "- >      a"),
        "a | b\n---:",
    ],
)
@pytest.mark.parametrize("depth", [0, 1])
def test_a_text_opens_no_rule_no_heading_no_code_and_no_table(said: str, depth: int) -> None:
    assert not {"hr", "heading", "code_block", "table"} & kinds_in(marked(said), depth)
    assert unmarked(marked(said)) == said


@over("said", ["- x", "1. x", "> x", "+     x", "(iv)      x"])
def test_what_begins_an_item_of_a_list_opens_no_list_of_its_own(said: str) -> None:
    assert kinds_in(beginning(plain(said)), 0) == {"bullet_list", "list_item", "paragraph"}


def kinds_in(written: str, depth: int) -> set[str]:
    """The blocks that markdown-it finds in a list whose item, so deep, holds what was written."""
    around = [f"{'  ' * outer}- outer" for outer in range(depth)]
    tokens = MARKDOWN.parse("\n".join([*around, *bullet(depth, written), "- after"]))
    return {token.type.removesuffix("_open") for token in tokens if token.nesting >= 0 and token.type != "inline"}
