"""The group's letterhead and the line at the foot stand on pages, and never in what is read back; a draft is boxed."""

from __future__ import annotations

from io import BytesIO

import docx
import pytest
from pypdfium2 import PdfDocument
from tests.builders import MemoryState
from tests.papers_made import minutes
from tests.rich_meeting import MEETS_ON, Rich, rich_meeting

from ictwg.domain.changes import Edit
from ictwg.domain.records import Group
from ictwg.domain.values import Audience
from ictwg.minutes.approval import adopt_by_silence, keep_edition
from ictwg.papers.document import Document
from ictwg.papers.forms import MARKDOWN, PDF, WEB_PAGE, WORD, FileForm
from ictwg.records.group import LETTERHEAD_LINES, letterhead_of

STATE, MINISTRY, FOOT = "Republic of Example", "Ministry of Examples", "1 Example Street"


def said(form: FileForm, document: Document) -> str:
    data = form.write(document)
    if form is PDF:
        return "\n".join(page.get_textpage().get_text_range() for page in PdfDocument(data))
    if form is WORD:
        word = docx.Document(BytesIO(data))
        feet = [one.text for section in word.sections for one in section.footer.paragraphs]
        return "\n".join([*(one.text for one in word.paragraphs), *feet])
    return data.decode()


def with_letterhead(rich: Rich, text: str) -> Document:
    (group,) = rich.state.all(Group)
    rich.state.apply(Edit("verbs.edited").update(group, Group.letterhead(text), Group.paper_footer(FOOT)).done())
    return minutes(rich.state, rich.meeting, Audience.MEMBERS, MEETS_ON, "en").document


@pytest.mark.parametrize("form", [PDF, WORD, WEB_PAGE])
def test_a_page_has_it(form: FileForm) -> None:
    text = said(form, with_letterhead(rich_meeting(), f"{STATE}\n{MINISTRY}"))
    assert -1 < text.index(STATE) < text.index(MINISTRY) < text.rindex("Opening")
    assert FOOT in text


def test_what_is_read_back_has_it_not() -> None:
    rich = rich_meeting()
    before = minutes(rich.state, rich.meeting, Audience.MEMBERS, MEETS_ON, "en").markdown()
    assert said(MARKDOWN, with_letterhead(rich, f"{STATE}\n{MINISTRY}")) == before


def test_minutes_adopted_before_it_was_typed_go_out_on_it() -> None:
    rich = rich_meeting()
    step = adopt_by_silence(rich.meeting, MEETS_ON)
    edition = keep_edition(rich.state, step, MEETS_ON)
    assert edition is not None
    rich.state.apply(step.and_then(edition))
    assert MINISTRY in said(WEB_PAGE, with_letterhead(rich, MINISTRY))


def test_it_is_that_of_the_language_else_that_of_all() -> None:
    state = MemoryState()
    assert letterhead_of(state, "en") == ()
    group = state.add(Group, Group.name("Working Group"))
    assert letterhead_of(state, "en") == ()
    lines = "\n".join(f"Line {number}" for number in range(9))
    state.apply(Edit("verbs.edited").update(group, Group.letterhead(lines), Group.letterhead_pt("Estado")).done())
    assert len(letterhead_of(state, "en")) == LETTERHEAD_LINES
    assert letterhead_of(state, "pt") == ("Estado",)
