"""Minutes as pages say what the file says that is read back, and number it alike in each print of an edition."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from tests.adopting import adopted
from tests.builders import MemoryState
from tests.hostile_minutes import groups
from tests.papers_made import minutes
from tests.rich_meeting import MEETS_ON, Rich, rich_meeting, say

from ictwg.domain.access import visible
from ictwg.domain.changes import Edit
from ictwg.domain.records import Action, AgendaItem, Attendance, Decision, Entry, Meeting
from ictwg.domain.schema import Record
from ictwg.domain.values import Audience, Outcome
from ictwg.minutes.lines import minute_lines
from ictwg.minutes.printed.making import minutes_sheet
from ictwg.minutes.printed.minutes import minutes_blocks
from ictwg.minutes.printed.pages import minutes_pages, printed_reference
from ictwg.minutes.printed.sheet import MinutesSheet
from ictwg.papers.blocks import Block, HeadingBlock, Paragraph, Signatures, plain_text
from ictwg.papers.markdown import lines_of, unescaped

SLOW = settings(suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])


def words(text: str) -> str:
    return re.sub(r"[\W_]+", "", text)


def told(blocks: Iterable[Block]) -> str:
    return words(unescaped("\n".join(lines_of(blocks))))


def texts(sheet: MinutesSheet) -> Iterable[str]:
    """What somebody said, decided, promised, reported, asked, corrected; and who was there."""
    yield from (text for one in sheet.lines for text in (one.text, one.speaker, one.question_to, one.reference))
    yield from (text for one in sheet.reviewed for text in (one.text, one.reference, *(u.text for u in one.updates)))
    for one in sheet.lines:
        yield from (*declared(Decision, one.ruling), *declared(Action, one.promise))
    yield from (text for one in sheet.reviewed for text in declared(Action, one.promise))
    yield from (text for one in sheet.items for text in declared(AgendaItem, one))
    yield from (text for row in sheet.attendance for text in declared(Attendance, row))
    yield from (text for row in sheet.attendance for text in (row.organization, row.representative, row.title))
    yield from (*(row.text for row in sheet.comments), *(row.text for row in sheet.corrections))
    yield from (sheet.summary, sheet.title, sheet.venue)


def declared(kind: type[Record], one: object) -> Iterable[str]:
    """The texts that are printed of it by its declaration."""
    values = [getattr(one, field.name) for field in kind.printed_fields()] if one else []
    return (text for value in values for text in (value if isinstance(value, tuple) else (value,)) if type(text) is str)


@SLOW
@given(groups())
def test_the_page_says_each_text_of_the_file_and_each_mark(group: tuple[MemoryState, Meeting]) -> None:
    state, meeting = group
    for audience in Audience:
        if visible(state, meeting, audience):
            sheet = minutes_sheet(state, meeting, audience, MEETS_ON, "en")
            page, file = minutes_pages(sheet), minutes_blocks(sheet)
            assert [text for text in texts(sheet) if words(text) not in told(page)] == []
            marks = [str(lines_of(blocks)).count("[restricted]") for blocks in (page, file)]
            assert marks[0] == marks[1]


def numbers(rich: Rich, audience: Audience = Audience.MEMBERS) -> dict[str, str]:
    """What stands behind each number of a paragraph."""
    sheet = minutes_sheet(rich.state, rich.meeting, audience, MEETS_ON, "en")
    paragraphs = [one for one in minutes_pages(sheet) if isinstance(one, Paragraph) and one.number]
    found = {one.number: plain_text(one.text) for one in paragraphs}
    assert len(found) == len(paragraphs)
    return found


def test_an_adopted_edition_never_counts_anew() -> None:
    rich = rich_meeting()
    rich = rich._replace(meeting=adopted(rich.state, rich.meeting, MEETS_ON))
    before = numbers(rich)
    first = next(one for one in rich.state.all(Entry) if one.item == rich.items["The plan of action"].id)
    earlier = rich.state.add(AgendaItem, AgendaItem.meeting(rich.meeting.id), AgendaItem.order("Z"))
    said = say(rich, "The plan of action", "Said too late.")
    rich.state.apply(Edit("verbs.edited").update(said, Entry.order("Z")).update(first, Entry.order("zz")).done())
    assert numbers(rich) == before
    assert before["5(c)"].startswith("Decision D-2010-03 (by vote): ")
    rich.state.apply(Edit("verbs.edited").update(earlier, AgendaItem.title("Another")).done())
    assert numbers(rich) == before


def test_what_is_restricted_keeps_its_number_and_has_none_where_nothing_is_printed_of_it() -> None:
    rich = rich_meeting()
    assert numbers(rich)["5.1.3"] == "[restricted]"
    sheet = minutes_sheet(rich.state, rich.meeting, Audience.MEMBERS, MEETS_ON, "en")
    assert [plain_text(one.text) for one in minutes_pages(sheet) if isinstance(one, HeadingBlock)][7:9] == [
        "6. [restricted]",
        "7. Any other business",
    ]


def test_minutes_go_by_their_number_or_by_their_day() -> None:
    assert printed_reference("M-2009-02", "pt") == "Ata n.º 2/2009"
    assert printed_reference("M-LAW-2009-12", "en") == "Minutes No. 12/2009"
    assert printed_reference("M-2009-12-09", "en") == ""


@pytest.mark.parametrize("audience", Audience)
def test_persons_sign_what_is_adopted_and_nobody_else(audience: Audience) -> None:
    rich = rich_meeting()
    who = Meeting.minute_taker("Maria Example"), Meeting.minute_taker_position("Director")
    rich.state.apply(Edit("verbs.edited").update(rich.meeting, *who).done())
    draft = minutes_sheet(rich.state, rich.meeting, audience, MEETS_ON, "en")
    final = minutes_sheet(rich.state, adopted(rich.state, rich.meeting, MEETS_ON), audience, MEETS_ON, "en")
    found = [one for one in minutes_pages(final) if isinstance(one, Signatures)]
    assert not [one for one in minutes_pages(draft) if isinstance(one, Signatures)]
    assert not [one for one in minutes_pages(final, to_sign=False) if isinstance(one, Signatures)]
    said = [[[plain_text(text) for text in person] for person in one.people] for one in found]
    chair, secretary = (
        ["The chair", "Name:", "Position:"],
        ["The secretary of the meeting", "Maria Example", "Director"],
    )
    assert said == ([] if audience is Audience.EVERYONE else [[chair, secretary]])


def test_no_heading_is_without_a_text() -> None:
    """And neither purpose nor outcome is told, but of what was not gone through."""
    rich = rich_meeting()
    left = Edit("verbs.edited").update(rich.items["Any other business"], AgendaItem.outcome(Outcome.DEFERRED))
    rich.state.apply(left.done())
    for audience in Audience:
        blocks = minutes_pages(minutes_sheet(rich.state, rich.meeting, audience, date(2010, 4, 1), "en"))
        heads = [at for at, one in enumerate(blocks) if isinstance(one, HeadingBlock)]
        bare = [blocks[at] for at in heads if isinstance(blocks[at + 1], HeadingBlock)]
        assert [plain_text(one.text) for one in bare if isinstance(one, HeadingBlock)] in ([], ["6. [restricted]"])
        page = "\n".join(lines_of(blocks))
        assert ("Nothing was raised" in page, "deferred" in page) == (audience is Audience.EVERYONE, True)
        assert not re.search(
            r"Purpose|decided|[Oo]verdue(?!.*secretariat)" if audience is Audience.MEMBERS else "$^", page
        )


def test_the_file_that_is_read_back_is_as_it_was() -> None:
    rich = rich_meeting()
    page = minutes(rich.state, rich.meeting, Audience.MEMBERS, MEETS_ON, "en")
    assert "| Organization | Type | Representative |" in page.markdown()
    assert "Presided by" not in page.markdown()
    assert "Presided by" in page.html()


def test_a_paragraph_has_the_number_that_its_line_has_on_the_screen() -> None:
    rich = rich_meeting()
    for meeting in (rich.meeting, adopted(rich.state, rich.meeting, MEETS_ON)):
        agenda = (None, *rich.state.linked(AgendaItem, AgendaItem.meeting, meeting.id))
        lines = [one for item in agenda for one in minute_lines(rich.state, meeting, item)]
        said = numbers(rich._replace(meeting=meeting), Audience.SECRETARIAT)
        assert len(lines) > 9
        assert [one.number for one in lines if one.text.split("\n")[0] not in said[one.number]] == []
