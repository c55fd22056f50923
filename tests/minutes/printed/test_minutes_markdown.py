"""What the exported file looks like, to people and to other programs."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from tests.builders import MemoryState
from tests.hostile_minutes import groups, text
from tests.papers_made import MARKDOWN, PLAIN, exporter_named
from tests.rich_meeting import MEETS_ON, rich_meeting

from ictwg.domain.access import tells_delays
from ictwg.domain.records import Meeting
from ictwg.domain.values import Audience
from ictwg.minutes.printed.making import minutes_sheet
from ictwg.minutes.printed.minutes import minutes_markdown
from ictwg.minutes.printed.sheet import printed_text
from ictwg.papers.markdown import bullet, marked

GOLDEN = Path(__file__).parents[2] / "golden"
SLOW = settings(suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
PRINTED = [
    *(("minutes", MARKDOWN, audience) for audience in Audience),
    ("action-points", MARKDOWN, Audience.MEMBERS),
    ("action-points", PLAIN, Audience.MEMBERS),
    ("agenda", MARKDOWN, Audience.SECRETARIAT),
    ("agenda", MARKDOWN, Audience.MEMBERS),
    ("sign-in", MARKDOWN, Audience.MEMBERS),
    ("chair-copy", MARKDOWN, Audience.CORE),
]


@pytest.mark.parametrize(("name", "suffix", "audience"), PRINTED)
def test_the_rich_meeting_is_printed_like_this(name: str, suffix: str, audience: Audience) -> None:
    """The golden files are read by people: change one only where the change is meant."""
    rich = rich_meeting()
    printed = exporter_named(name, suffix)
    golden = GOLDEN / f"minutes-rich-{printed.name}-{audience}{printed.suffix}"
    assert printed.render(rich.state, rich.meeting, audience, MEETS_ON, "en") == golden.read_text("utf-8")


@SLOW
@given(groups())
def test_hostile_text_makes_no_structure(group: tuple[MemoryState, Meeting]) -> None:
    """As markdown-it reads it: our headings and tables and no other, no HTML, no links, no code."""
    state, meeting = group
    sheet = minutes_sheet(state, meeting, Audience.SECRETARIAT, MEETS_ON, "en")
    tokens = MarkdownIt("commonmark").enable(["table", "strikethrough"]).parse(_body(minutes_markdown(sheet)))
    kinds = [token.type for token in tokens]
    inline = {child.type for token in tokens for child in token.children or ()}
    assert not {"html_block", "fence", "hr"} & set(kinds)
    assert not {"html_inline", "link_open", "image", "code_inline", "s_open"} & inline
    assert kinds.count("table_open") == _tables(sheet)
    headings = [tokens[at + 1].content for at, token in enumerate(tokens) if token.type == "heading_open"]
    ours = [
        line.lstrip("#").strip() for line in _body(minutes_markdown(sheet)).split("\n") if re.match(r"#{1,6} ", line)
    ]
    assert headings == ours


@SLOW
@given(groups())
def test_hostile_text_breaks_no_line_of_the_sign_in_sheet(group: tuple[MemoryState, Meeting]) -> None:
    state, meeting = group
    text = exporter_named("sign-in").render(state, meeting, Audience.SECRETARIAT, MEETS_ON, "en")
    tokens = MarkdownIt("commonmark").enable(["table", "strikethrough"]).parse(_body(text))
    kinds = [token.type for token in tokens]
    inline = {child.type for token in tokens for child in token.children or ()}
    assert not {"html_block", "fence", "hr", "bullet_list_open"} & set(kinds)
    assert not {"html_inline", "link_open", "image", "code_inline", "s_open"} & inline
    assert kinds.count("heading_open") == 1
    printed = sum(line.startswith("|") for line in text.split("\n"))
    assert kinds.count("tr_open") == printed - kinds.count("thead_open")


def _tables(sheet: object) -> int:
    way = getattr(sheet, "circulation")  # noqa: B009 - any sheet
    steps = any(getattr(way, name) for name in way.__slots__)
    parts = [getattr(sheet, "attendance"), getattr(sheet, "organizations"), getattr(sheet, "reviewed"), steps]  # noqa: B009 - likewise
    parts.append(not tells_delays(getattr(sheet, "audience")))  # noqa: B009 - likewise
    return 2 + sum(map(bool, parts))


def _body(text: str) -> str:
    return text.split("---\n", 2)[2]


@pytest.mark.pandoc
@pytest.mark.skipif(shutil.which("pandoc") is None, reason="pandoc is not installed")
@pytest.mark.parametrize("reader", ["commonmark_x", "markdown", "gfm"])
@pytest.mark.parametrize("audience", list(Audience))
def test_pandoc_reads_the_rich_meeting(reader: str, audience: Audience) -> None:
    rich = rich_meeting()
    text = exporter_named("minutes").render(rich.state, rich.meeting, audience, MEETS_ON, "en")
    shown = _pandoc(text, reader)
    assert shown.count("<table") == _tables(minutes_sheet(rich.state, rich.meeting, audience, MEETS_ON, "en"))
    assert "<h1" in shown
    assert "**" not in shown.replace("**Action A-2010-001:**", "")
    assert "Foundation (illustrative) | shelters" in shown


@pytest.mark.pandoc
@pytest.mark.skipif(shutil.which("pandoc") is None, reason="pandoc is not installed")
@settings(max_examples=15, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(groups())
def test_pandoc_reads_hostile_text_as_text(group: tuple[MemoryState, Meeting]) -> None:
    state, meeting = group
    sheet = minutes_sheet(state, meeting, Audience.SECRETARIAT, MEETS_ON, "en")
    shown = _pandoc(minutes_markdown(sheet), "commonmark_x")
    assert shown.count("<table") == _tables(sheet)
    assert not re.search(r"<(script|b|div|img|code|math|pre)\b", shown.replace('<div class="line', ""))


@pytest.mark.pandoc
@pytest.mark.skipif(shutil.which("pandoc") is None, reason="pandoc is not installed")
@settings(max_examples=10, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(st.lists(text.map(printed_text), min_size=30, max_size=60))
def test_pandoc_takes_no_text_for_structure(texts: list[str]) -> None:
    """Many at once, each under a heading of its own: starting pandoc takes longer than reading them."""
    sections = [["## ours", "", *bullet(0, marked(said)), "- after", ""] for said in texts if said]
    shown = _pandoc("\n".join(line for section in sections for line in section), "commonmark_x")
    assert shown.count(">ours</h2>") == len(sections)
    assert not re.search(r"<(pre|code|hr|h[13-6]|table|div|dl|section|script|img|a|b|sup|sub|del)\b", shown)


def _pandoc(text: str, reader: str) -> str:
    command = ["pandoc", "-f", reader, "-t", "html", "--wrap=none"]
    done = subprocess.run(command, input=text.encode(), capture_output=True, check=True, timeout=60)
    assert not done.stderr, done.stderr
    return done.stdout.decode()
