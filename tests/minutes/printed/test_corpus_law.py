"""The law of DOMAIN.md §5 on real minutes: every meeting of the corpus is exported and read back."""

from __future__ import annotations

from pathlib import Path

import pytest
from markdown_it import MarkdownIt
from tests.builders import MemoryState

from ictwg.domain.records import Meeting
from ictwg.domain.values import Audience
from ictwg.imports.foreign_minutes.reader import read_minutes
from ictwg.imports.minutes import import_minutes
from ictwg.imports.minutes_comparison.apply_sheets import bring_in_files
from ictwg.imports.minutes_comparison.copies import OwnFile
from ictwg.minutes.printed.making import minutes_sheet
from ictwg.minutes.printed.minutes import minutes_markdown
from ictwg.minutes.read_back.reading import read_own

TWIN = """# Working group – 12 March 2010

Present: Ana (MoJ), Rui (IOM)
Absent: ~~Bea~~

## Agenda

1. **Plan** of action [draft](https://example.org/a_b)
   - The group looked at `chapter 3` | costs
   - ACTION: Ana to send the draft by 2 April 2010
2. <b>Other</b> things
   - AGREED: to meet again
"""


def check(text: str, where: str) -> int:
    """How many meetings the file held, for which the law was found to hold."""
    state = MemoryState()
    state.apply(import_minutes(state, [read_minutes(text, where)]).changes)
    meetings = state.all(Meeting)
    for meeting in meetings:
        _check_meeting(state, meeting)
    return len(meetings)


def _check_meeting(state: MemoryState, meeting: Meeting) -> None:
    assert meeting.date is not None
    sheet = minutes_sheet(state, meeting, Audience.SECRETARIAT, meeting.date, "en")
    text = minutes_markdown(sheet)
    assert read_own(text) == sheet
    elsewhere = MemoryState()
    elsewhere.apply(bring_in_files(elsewhere, [OwnFile("x", text)], meeting.date).changes)
    (found,) = elsewhere.all(Meeting)
    assert minutes_markdown(minutes_sheet(elsewhere, found, Audience.SECRETARIAT, meeting.date, "en")) == text
    assert not bring_in_files(state, [OwnFile("x", text)], meeting.date).changes
    tokens = MarkdownIt("commonmark").enable("table").parse(text.split("---\n", 2)[2])
    assert not {"html_block", "fence", "hr"} & {token.type for token in tokens}


def test_a_small_twin_of_the_corpus() -> None:
    assert check(TWIN, "2010-03-12.md") == 1


@pytest.mark.corpus
@pytest.mark.parametrize("group", ["aswf-tac", "openjs-cpc", "ambassador-groups"])
def test_every_meeting_of_the_corpus(corpus: Path, corpus_step: int, group: str) -> None:
    files = sorted((corpus / group).rglob("*.md"))[::corpus_step]
    assert sum(check(file.read_text("utf-8"), str(file)) for file in files) >= len(files) // 2
