"""After real minutes are brought in, the next meeting is proposed with exactly what their text leaves open.

What is left open is counted here from the files themselves, line by line, by code that shares nothing with the reader.
"""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from typing import NamedTuple

import pytest
from tests.builders import MemoryState

from ictwg.app.next_meeting.assembling import propose
from ictwg.app.next_meeting.proposal import CARRIED, MeetingProposal
from ictwg.domain.records import Meeting
from ictwg.imports.foreign_minutes.reader import read_minutes
from ictwg.imports.minutes import import_minutes

HEADING = re.compile(r"#+\s+\**\s*(.*?)\s*\**\s*$")
BULLET = re.compile(r"(\s*)[-*]\s+(.*\S)")
SAID_BY_A_WORD = re.compile(r"(?:action|action item|to ?do|AI):\s*\S", re.IGNORECASE)
WILL = re.compile(r".*(?:Mr|Mrs|Ms)\. [A-Z]\w+ will ")
LINK = re.compile(r"\[([^]]*)\]\([^)]*\)")

TWIN = (
    """# Technical council – 7 January 2026

- [x] Ana Example - Ministry
- [ ] Rui Example - Police

## Agenda

- General updates
  - TODO: bring the list up to date

# **Action Items (AIs)**

* Ana: send the draft
*
""",
    """# Technical council – 21 January 2026

## Agenda

- General updates
  - Action item: ask the projects

## Next Meeting Agenda

- General updates
  - Security reviews [#11](https://example.org/11)
- Annual review: list of contacts [#7](https://example.org/7)
""",
)


class LeftOpen(NamedTuple):
    """How many actions a file gives, and the titles that it names for the next meeting."""

    actions: int
    topics: tuple[str, ...]


def counted(text: str) -> LeftOpen:
    """As a person counts: bullets under “Action items”, “Next steps”, “Follow ups”, after a word, or a promise."""
    actions, topics, under, inside = 0, [], "", -1
    for line in text.split("\n"):
        if heading := HEADING.match(line):
            under, inside = heading[1].casefold(), -1
            continue
        bullet = BULLET.match(line)
        if bullet is None:
            continue
        depth, said = len(bullet[1]), bullet[2]
        inside = depth if said.casefold() == "follow ups:" else -1 if depth <= inside else inside
        listed = under.startswith(("action items", "next steps")) or 0 <= inside == depth - 4
        actions += bool(listed or SAID_BY_A_WORD.match(said) or WILL.match(said))
        if under == "next meeting agenda" and depth == 0:
            topics.append(LINK.sub(r"\1", said))
    return LeftOpen(actions, tuple(topics))


def proposed_after(texts: list[tuple[str, str]]) -> tuple[MeetingProposal, MemoryState]:
    """The proposal a fortnight after the last of these minutes."""
    state = MemoryState()
    state.apply(import_minutes(state, [read_minutes(text, where) for text, where in texts]).changes)
    last = max(meeting.date for meeting in state.all(Meeting) if meeting.date)
    today = date.fromordinal(last.toordinal() + 1)
    return propose(state, today, on=date.fromordinal(last.toordinal() + 14)), state


def check(texts: list[tuple[str, str]]) -> tuple[int, int]:
    """How many actions and topics were proposed; they are those that were counted."""
    proposal, _ = proposed_after(texts)
    (arising,) = (item for item in proposal.items if item.key == "kind:matters_arising")
    named = [item.title for item in proposal.items if item.key.startswith("named:")]
    found = [counted(text) for text, _ in texts]
    assert len(arising.lines) == sum(one.actions for one in found)
    assert tuple(named) == found[-1].topics
    assert not [item for item in proposal.items if item.key.startswith(CARRIED)], "these minutes defer nothing by name"
    return len(arising.lines), len(named)


def test_a_small_twin_of_the_corpus() -> None:
    files = [(text, f"2026-01-{day}.md") for text, day in zip(TWIN, ("07", "21"), strict=True)]
    assert check(files) == (3, 2)


@pytest.mark.once
@pytest.mark.corpus
def test_the_next_meeting_of_a_real_council(corpus: Path) -> None:
    folder = corpus / "aswf-tac" / "meetings"
    days = re.compile(r"\d{4}-\d\d-\d\d")
    files = [file for file in folder.rglob("*.md") if days.match(file.name)]
    texts = [(file.read_text("utf-8"), str(file)) for file in sorted(files, key=lambda file: file.name)]
    actions, topics = check(texts)
    assert actions > 50
    assert topics > 5
