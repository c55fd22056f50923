"""Our own minutes, edited by somebody in an editor, brought back in."""

from __future__ import annotations

import pytest
from tests.builders import MemoryState, known
from tests.rich_meeting import MEETS_ON, Rich, rich_meeting

from ictwg.domain.changes import Edit
from ictwg.domain.records import Action, AgendaItem, Attendance, Decision, Entry, Meeting
from ictwg.domain.values import Audience, EntryType, MinutesState, Presence
from ictwg.imports.doubts import LEAVE, TAKE
from ictwg.imports.minutes_comparison.apply_sheets import bring_in_files
from ictwg.imports.minutes_comparison.copies import OwnFile
from ictwg.imports.report import ImportPlan, RowState
from ictwg.minutes.printed.making import minutes_sheet
from ictwg.minutes.printed.minutes import minutes_markdown


def exported(rich: Rich, audience: Audience = Audience.SECRETARIAT) -> str:
    return minutes_markdown(minutes_sheet(rich.state, rich.meeting, audience, MEETS_ON, "en"))


def edited(rich: Rich, *changes: tuple[str, str], audience: Audience = Audience.SECRETARIAT) -> ImportPlan:
    """The plan for an export in which somebody replaced words; it is carried out too, and once more in vain."""
    text = exported(rich, audience)
    for before, after in changes:
        assert before in text
        text = text.replace(before, after)
    plan = bring_in_files(rich.state, [OwnFile("minutes.md", text)], MEETS_ON)
    rich.state.apply(plan.changes)
    assert not bring_in_files(rich.state, [OwnFile("minutes.md", text)], MEETS_ON).changes
    return plan


def texts(rich: Rich, item: str) -> list[str]:
    lines = rich.state.linked(Entry, Entry.item, rich.items[item].id)
    return [line.text for line in sorted(lines, key=lambda line: line.order)]


def the_action(rich: Rich, reference: str) -> Action:
    (found,) = rich.state.by_reference(reference)
    assert isinstance(found, Action)
    return found


def test_another_wording_is_taken_over() -> None:
    rich = rich_meeting()
    plan = edited(rich, ("welcomed the new members", "welcomed UN Women"))
    assert plan.count(RowState.UPDATED) == 1
    assert texts(rich, "Opening") == ["The chair opened the meeting and welcomed UN Women."]
    assert {write.table for write in plan.changes.writes} == {"entries"}


@pytest.mark.parametrize("audience", list(Audience)[:-1])
def test_an_edited_copy_for_fewer_eyes_adds_nothing_where_it_says_that_something_is_restricted(
    audience: Audience,
) -> None:
    rich = rich_meeting()
    assert "[restricted]" in exported(rich, audience)
    plan = edited(rich, ("welcomed the new members", "welcomed UN Women"), audience=audience)
    assert {write.table for write in plan.changes.writes} == {"entries"}
    assert not plan.changes.created


def test_another_owner_and_date_are_taken_over() -> None:
    rich = rich_meeting()
    edited(
        rich, ("MoJ, IOM – Send the costed chapter 2 – 12 May 2010", "MoJ – Send the costed chapter 2 – 19 May 2010")
    )
    action = the_action(rich, "A-2010-014")
    assert action.owners == (rich.organizations["MoJ"].id,)
    assert str(action.due) == "2010-05-19"


def test_an_action_and_its_line_keep_the_same_words() -> None:
    rich = rich_meeting()
    edited(rich, ("Ask the donors", "Ask the two donors"))
    action = the_action(rich, "A-2010-017")
    entry = known(rich.state.get(Entry, action.entry))
    assert action.text == entry.text == "Ask the two donors"


def test_an_added_line_stands_where_it_was_written_and_gets_a_number() -> None:
    rich = rich_meeting()
    new = "- **Action:** PNTL – Call the courts – 30 April 2010\n- **Decision D-2010-03:**"
    edited(rich, ("- **Decision D-2010-03:**", new))
    said = texts(rich, "The plan of action")
    assert said[3:5] == ["Call the courts", "The framework is presented for approval."]
    action = the_action(rich, "A-2010-018")
    assert (action.text, action.owners) == ("Call the courts", (rich.organizations["PNTL"].id,))


def test_a_paragraph_of_somebodys_is_a_note() -> None:
    rich = rich_meeting()
    edited(rich, ("## 2. Adoption of the agenda\n", "A visitor asked a question.\n\n## 2. Adoption of the agenda\n"))
    assert texts(rich, "Opening")[1:] == ["A visitor asked a question."]


def test_what_is_missing_is_told_and_stays() -> None:
    rich = rich_meeting()
    plan = edited(rich, ("- The chair opened the meeting and welcomed the new members.\n", ""))
    assert texts(rich, "Opening") == ["The chair opened the meeting and welcomed the new members."]
    (struck,) = plan.rows[0].doubts
    assert struck.text == "[-The chair opened the meeting and welcomed the new members.-]"
    assert struck.choices[0] == LEAVE


def test_what_is_struck_goes_where_somebody_says_so() -> None:
    rich = rich_meeting()
    text = exported(rich).replace("- The chair opened the meeting and welcomed the new members.\n", "")
    (struck,) = bring_in_files(rich.state, [OwnFile("x", text)], MEETS_ON).rows[0].doubts
    rich.state.apply(bring_in_files(rich.state, [OwnFile("x", text)], MEETS_ON, {"x": {struck.key: TAKE}}).changes)
    assert texts(rich, "Opening") == []


def test_attendance_is_corrected_and_added_to() -> None:
    rich = rich_meeting()
    row = "| National Police (PNTL) | security force | | | not recorded |"
    edited(rich, (row, "| National Police (PNTL) | security force | Inspector | member | present |"))
    came = rich.state.linked(Attendance, Attendance.organization, rich.organizations["PNTL"].id)
    assert [(row.name, row.state) for row in came] == [("Inspector", Presence.PRESENT)]
    edited(rich, ("Gender adviser | observer | apologies", "Gender adviser | observer | remote"))
    states = {row.name: row.state for row in rich.state.linked(Attendance, Attendance.meeting, rich.meeting.id)}
    assert states["Gender adviser"] is Presence.REMOTE


def test_a_new_item_and_another_title() -> None:
    rich = rich_meeting()
    edited(
        rich,
        ("## 6. ", "## 6. Training\n\n- For the media.\n\n## 7. "),
        ("### 5.1. Chapter 3", "### 5.1. Chapter three"),
    )
    items = {item.title: item for item in rich.state.linked(AgendaItem, AgendaItem.meeting, rich.meeting.id)}
    assert items["Chapter three"].id == rich.items["Chapter 3"].id
    assert rich.items["The plan of action"].order < items["Training"].order < rich.items["Any other business"].order
    assert [line.text for line in rich.state.linked(Entry, Entry.item, items["Training"].id)] == ["For the media."]


def test_adopted_minutes_stay_as_they_are() -> None:
    rich = rich_meeting()
    rich.state.apply(Edit("verbs.edited").update(rich.meeting, Meeting.minutes_state(MinutesState.ADOPTED)).done())
    adopted = rich._replace(meeting=rich.state.all(Meeting)[-1])
    meeting = known(rich.state.get(Meeting, rich.meeting.id))
    plan = edited(adopted._replace(meeting=meeting), ("welcomed the new members", "welcomed nobody"))
    assert not plan.changes
    assert plan.count(RowState.DOUBTFUL) == 1


def test_a_copy_for_fewer_eyes_opens_to_nobody_else() -> None:
    """Brought in on another computer, what was restricted is restricted there."""
    rich = rich_meeting()
    elsewhere = MemoryState()
    elsewhere.apply(bring_in_files(elsewhere, [OwnFile("x", exported(rich))], MEETS_ON).changes)
    (meeting,) = (found for found in elsewhere.all(Meeting) if found.reference == "M-2010-03")
    for audience in (Audience.EVERYONE, Audience.MEMBERS, Audience.CORE):
        said = minutes_markdown(minutes_sheet(elsewhere, meeting, audience, MEETS_ON, "en"))
        assert "in confidence" not in said
        assert ("second house" in said) is (audience is Audience.CORE)


@pytest.mark.parametrize("first", [Audience.EVERYONE, Audience.MEMBERS, Audience.CORE])
def test_a_fuller_copy_fills_in_what_was_left_out(first: Audience) -> None:
    rich = rich_meeting()
    elsewhere = MemoryState()
    for audience in (first, Audience.SECRETARIAT, Audience.SECRETARIAT):
        plan = bring_in_files(elsewhere, [OwnFile("x", exported(rich, audience))], MEETS_ON)
        elsewhere.apply(plan.changes)
    assert not plan.changes
    confidential = [line for line in elsewhere.all(Entry) if "in confidence" in line.text]
    assert [line.audience for line in confidential] == [Audience.SECRETARIAT]
    assert len(elsewhere.by_reference("D-2010-03")) == len(elsewhere.by_reference("A-2010-009")) == 1


def test_a_series_of_minutes_finds_its_earlier_actions() -> None:
    """The action that one file gives is the one that the next file goes through."""
    rich = rich_meeting()
    (before,) = (found for found in rich.state.all(Meeting) if found.reference == "M-2010-02")
    files = [
        OwnFile("march.md", exported(rich)),
        OwnFile(
            "february.md", minutes_markdown(minutes_sheet(rich.state, before, Audience.SECRETARIAT, MEETS_ON, "en"))
        ),
    ]
    for order in (files, files[::-1]):
        elsewhere = MemoryState()
        elsewhere.apply(bring_in_files(elsewhere, order, MEETS_ON).changes)
        assert len(elsewhere.by_reference("A-2010-009")) == 1
        (action,) = elsewhere.by_reference("A-2010-009")
        (origin,) = elsewhere.by_reference("M-2010-02")
        assert isinstance(action, Action)
        assert action.meeting == origin.id
        assert len([line for line in elsewhere.all(Entry) if line.type is EntryType.DECISION]) == 2
        assert len(elsewhere.all(Decision)) == 2


def test_two_meetings_of_one_day_stay_two() -> None:
    state = MemoryState()
    for title in ("Morning", "Afternoon"):
        state.add(Meeting, Meeting.date(MEETS_ON), Meeting.title(title))
    texts = [
        minutes_markdown(minutes_sheet(state, meeting, Audience.MEMBERS, MEETS_ON, "en"))
        for meeting in state.all(Meeting)
    ]
    together, apart = MemoryState(), MemoryState()
    together.apply(bring_in_files(together, [OwnFile("x", text) for text in texts], MEETS_ON).changes)
    for text in texts:
        apart.apply(bring_in_files(apart, [OwnFile("x", text)], MEETS_ON).changes)
    for elsewhere in (together, apart):
        assert {meeting.title for meeting in elsewhere.all(Meeting)} == {"Morning", "Afternoon"}
    assert not bring_in_files(state, [OwnFile("x", text) for text in texts], MEETS_ON).changes
