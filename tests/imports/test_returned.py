"""Minutes of ours that come back from Word: each change is asked, and taken as it is meant."""

from __future__ import annotations

from datetime import date
from functools import cache
from io import BytesIO
from typing import TYPE_CHECKING

import docx
import pytest
from tests.rich_meeting import Rich, rich_meeting

from ictwg.app.catalogue import paper_named
from ictwg.domain.records import Correction, Entry, Meeting
from ictwg.domain.values import Audience
from ictwg.imports.doubts import LEAVE, TAKE
from ictwg.imports.report import RowState
from ictwg.imports.returned import bring_back, meeting_of
from ictwg.locales import LANGUAGES
from ictwg.minutes.approval import adopt_by_silence, keep_edition
from ictwg.papers.catalogue import PaperRequest
from ictwg.papers.docx import write
from ictwg.sources.docx import read

if TYPE_CHECKING:
    from collections.abc import Callable

    from ictwg.domain.state import State
    from ictwg.imports.report import ImportPlan

TODAY = date(2010, 4, 1)


def written(state: State, meeting: Meeting, audience: Audience = Audience.SECRETARIAT, lang: str = "en") -> bytes:
    (document,) = paper_named("minutes").documents(PaperRequest(state, TODAY, audience, meeting, lang))
    return write(document)


def edited(data: bytes, edit: Callable[[docx.document.Document], object]) -> bytes:
    word = docx.Document(BytesIO(data))
    edit(word)
    out = BytesIO()
    word.save(out)
    return out.getvalue()


def back(state: State, data: bytes, choice: str = LEAVE) -> ImportPlan:
    source = read(data)
    meeting = meeting_of(state, source)
    assert meeting is not None
    asked = bring_back(state, meeting, source, "back.docx", TODAY, {})
    chosen = {doubt.key: choice for doubt in asked.rows[0].doubts if choice in doubt.choices}
    return bring_back(state, meeting, source, "back.docx", TODAY, chosen)


def replaced(before: str, after: str) -> Callable[[docx.document.Document], object]:
    """As somebody types over a word."""

    def edit(word: docx.document.Document) -> None:
        runs = [run for paragraph in word.paragraphs for run in paragraph.runs if before in run.text]
        assert runs, before
        for run in runs:
            run.text = run.text.replace(before, after)

    return edit


@cache
def rich() -> Rich:
    return rich_meeting()


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("audience", Audience)
def test_what_comes_back_as_it_went_out_changes_nothing(audience: Audience, lang: str) -> None:
    state = rich().state
    plan = back(state, written(state, rich().meeting, audience, lang), TAKE)
    assert [(row.state, row.doubts) for row in plan.rows] == [(RowState.SAME, ())]
    assert not plan.changes


def test_each_text_that_was_changed_is_asked_and_then_said_so() -> None:
    """Every line of the minutes in turn: one point to check, left unless it is chosen; taken, it is the new text."""
    state = rich().state
    data = written(state, rich().meeting)
    tried = 0
    for entry in state.linked(Entry, Entry.meeting, rich().meeting.id):
        words = [word for word in entry.text.split() if word.isalpha() and len(word) > 4]
        if not words or entry.text.count(words[-1]) > 1 or "\n" in entry.text or "**" in entry.text:
            continue
        after = entry.text.replace(words[-1], f"{words[-1]} indeed")
        try:
            returned = edited(data, replaced(entry.text, after))
        except AssertionError:
            continue
        tried += 1
        assert not back(state, returned).changes
        plan = back(state, returned, TAKE)
        assert plan.rows[0].state is RowState.UPDATED
        texts = {(table, id, name): value for table, id, name, value, _ in plan.changes.writes}
        assert texts[Entry.TABLE, entry.id, "text"] == after
    assert tried >= 5


def test_a_new_paragraph_is_a_new_line_where_it_stands() -> None:
    state = rich().state

    def edit(word: docx.document.Document) -> None:
        numbered = [one for one in word.paragraphs if "\t" in one.text]
        numbered[3].insert_paragraph_before("The chair thanked everybody.")

    returned = edited(written(state, rich().meeting), edit)
    assert not back(state, returned).changes
    made = back(state, returned, TAKE).changes.created
    assert [table for table, _ in made] == [Entry.TABLE]


def test_into_adopted_minutes_it_goes_as_a_correction() -> None:
    made = rich_meeting()
    state, meeting = made.state, made.meeting
    adoption = adopt_by_silence(meeting, TODAY)
    edition = keep_edition(state, adoption, TODAY)
    assert edition is not None
    state.apply(adoption)
    state.apply(edition)
    adopted = state.get(Meeting, meeting.id)
    assert adopted is not None
    entry = next(one for one in state.linked(Entry, Entry.meeting, meeting.id) if one.text.count(" ") > 4)
    returned = edited(written(state, adopted), replaced(entry.text, f"{entry.text} indeed"))
    assert not back(state, returned).changes
    plan = back(state, returned, TAKE)
    assert [table for table, _ in plan.changes.created] == [Correction.TABLE]
    assert any(entry.text in str(value) and "indeed" in str(value) for *_, value, _ in plan.changes.writes)
