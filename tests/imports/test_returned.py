"""Minutes of ours that come back: each change is asked, and taken as it is meant.

> Of what went out and came back as it was, nothing is asked; brought in elsewhere it makes the same decisions, actions
> and roll, in every language and for every readers.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from functools import cache
from io import BytesIO

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from tests.adopting import adopted
from tests.builders import MemoryState, organization
from tests.rich_meeting import Rich, rich_meeting

from ictwg.app.catalogue import paper_named
from ictwg.domain.changes import Edit
from ictwg.domain.records import (
    Action,
    AgendaItem,
    Attendance,
    Contact,
    Correction,
    Entry,
    Group,
    Meeting,
    Organization,
    Person,
)
from ictwg.domain.state import State
from ictwg.domain.values import (
    Audience,
    Commented,
    EntryType,
    ItemKind,
    MeetingState,
    MembershipStatus,
    MinutesState,
    Presence,
)
from ictwg.imports.doubts import LEAVE, TAKE, DoubtKind, Key, ReadingDoubt
from ictwg.imports.minutes_comparison.apply_sheets import bring_in_files
from ictwg.imports.minutes_comparison.copies import CopyLikeness, OwnFile
from ictwg.imports.report import ImportPlan, RowState
from ictwg.locales import LANGUAGES
from ictwg.minutes.approval import adopt_by_silence, keep_edition
from ictwg.minutes.printed.making import minutes_sheet
from ictwg.minutes.printed.minutes import minutes_markdown
from ictwg.minutes.printed.sheet import Reviewed, SheetLine
from ictwg.papers.catalogue import PaperRequest
from ictwg.papers.docx import write
from ictwg.sources.docx import read
from ictwg.sources.lines import lines_of
from ictwg.sources.model import BlockKind, Source, SourceBlock

TODAY = date(2010, 4, 1)
NOTHING: Mapping[Key, str] = {}


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
    files = [OwnFile("back.docx", source=read(data))]
    asked = bring_in_files(state, files, TODAY)
    chosen = {doubt.key: choice for doubt in asked.rows[0].doubts if choice in doubt.choices}
    return bring_in_files(state, files, TODAY, {"back.docx": chosen})


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
    now = state.get(Meeting, meeting.id)
    assert now is not None
    entry = next(one for one in state.linked(Entry, Entry.meeting, meeting.id) if one.text.count(" ") > 4)
    returned = edited(written(state, now), replaced(entry.text, f"{entry.text} indeed"))
    assert not back(state, returned).changes
    plan = back(state, returned, TAKE)
    assert [table for table, _ in plan.changes.created] == [Correction.TABLE]
    assert any(entry.text in str(value) and "indeed" in str(value) for *_, value, _ in plan.changes.writes)


def tracked(before: str, after: str, author: str, old: str = "") -> Callable[[docx.document.Document], object]:
    """As Word notes it where changes are tracked; `old`: what stood there in the copy, where that is something else."""

    def edit(word: docx.document.Document) -> None:
        (run,) = (run for one in word.paragraphs for run in one.runs if before in run.text)
        start, end = run.text.split(before)
        run.text = start
        by = f'w:author="{author}" w:date="2010-03-20T09:00:00Z" {nsdecls("w")}'
        gone = f'<w:del {by} w:id="901"><w:r><w:delText xml:space="preserve">{old or before}</w:delText></w:r></w:del>'
        new = f'<w:ins {by} w:id="902"><w:r><w:t xml:space="preserve">{after}</w:t></w:r></w:ins>'
        rest = f'<w:r {nsdecls("w")}><w:t xml:space="preserve">{end}</w:t></w:r>'
        for xml in (rest, new, gone):
            run._r.addnext(parse_xml(xml))

    return edit


def asked(state: State, data: bytes, chosen: Mapping[Key, str] = NOTHING) -> tuple[ReadingDoubt, ...]:
    return bring_in_files(state, [OwnFile("back.docx", source=read(data))], TODAY, {"back.docx": chosen}).rows[0].doubts


def test_a_tracked_change_tells_who_and_when_and_may_be_the_comment_of_their_organization() -> None:
    state = rich_meeting().state
    (home,) = (one for one in state.all(Organization) if one.acronym == "MoJ")
    state.add(Person, Person.name("Ana Silva"), Person.organization(home.id))
    data = edited(written(state, state.all(Meeting)[-1]), tracked("new members", "guests", "Ana Silva"))
    whose, change = asked(state, data)
    assert whose.choices[0] == "MoJ"
    assert (change.kind, change.place) == (DoubtKind.CHANGED, "1.1 · Ana Silva, 20 Mar 2010")
    assert change.text == "The chair opened the meeting and welcomed the [-new members.-] {+guests.+}"
    assert change.choices == (TAKE, LEAVE, "comment MoJ")
    plan = back(state, data, "comment MoJ")
    assert [table for table, _ in plan.changes.created] == [Contact.TABLE]
    state.apply(plan.changes)
    (comment,) = (one for one in state.all(Contact) if "guests" in one.text)
    assert (comment.organization, comment.name, comment.comments) == (home.id, "Ana Silva", Commented.COMMENTS)
    entry = state.get(Entry, comment.entry)
    assert entry is not None
    assert entry.text.startswith("The chair opened")


def test_the_copy_of_a_member_becomes_that_members_comments() -> None:
    """Asked once; then every change is their comment unless somebody takes it."""
    state = rich_meeting().state
    data = written(state, state.all(Meeting)[-1])
    data = edited(edited(data, replaced("new members", "guests")), replaced("second house", "third house"))
    whose, *changes = asked(state, data)
    assert whose.kind is DoubtKind.WHOSE_COPY
    assert all(one.default == LEAVE for one in changes)
    _, *changes = asked(state, data, {whose.key: "PNTL"})
    assert [one.default for one in changes] == ["comment PNTL"] * 2
    files = [OwnFile("back.docx", source=read(data))]
    plan = bring_in_files(state, files, TODAY, {"back.docx": {whose.key: "PNTL", changes[1].key: TAKE}})
    assert [table for table, _ in plan.changes.created] == [Contact.TABLE]
    assert any("third house" in str(one.value) for one in plan.changes.writes if one.table == Entry.TABLE)


def test_what_was_changed_here_since_is_asked_apart() -> None:
    """The words before the tracked change are not those that stand here now; and what has no mark may be older."""
    state = rich_meeting().state
    data = written(state, state.all(Meeting)[-1])
    data = edited(data, tracked("new members.", "guests.", "The chair", old="new members!"))
    data = edited(data, replaced("second house", "first house"))
    _, *changes = asked(state, data)
    assert [one.kind for one in changes] == [DoubtKind.CHANGED_TWICE] * 2
    assert {one.default for one in changes} == {LEAVE}


def test_a_copy_as_we_wrote_it_says_nothing_whatever_changed_here_since() -> None:
    state = rich_meeting().state
    source = read(written(state, state.all(Meeting)[-1]))
    (entry,) = (one for one in state.all(Entry) if "new members" in one.text)
    state.apply(Edit("verbs.edited").update(entry, Entry.text("Nobody came.")).done())
    touched, untouched = (OwnFile("x", source=source, untouched=one) for one in (False, True))
    assert bring_in_files(state, [touched], TODAY).rows[0].state is RowState.DOUBTFUL
    assert bring_in_files(state, [untouched], TODAY).rows[0].state is RowState.SAME


def test_a_copy_that_another_program_wrote_is_known_by_its_lines() -> None:
    """No properties, no headings, no tabs: the text alone, with one word changed."""
    state = rich_meeting().state
    meeting = state.all(Meeting)[-1]
    lines = [line.text for line in lines_of(read(written(state, meeting, Audience.MEMBERS, "pt")).blocks)]
    cells = (cell for line in lines for cell in line.split("<br>"))
    text = [line.lstrip("#* ").replace("\t", " ").replace("**", "") for line in cells]
    assert CopyLikeness(state, TODAY).meeting(text) == meeting
    copy = [line.replace("new members", "guests") for line in text]
    source = Source(tuple(SourceBlock(BlockKind.PARAGRAPH, line) for line in copy))
    files = [OwnFile("copy.txt", source=source, meeting=meeting)]
    _, change = bring_in_files(state, files, TODAY).rows[0].doubts
    assert change.text.endswith("welcomed the [-new members.-] {+guests.+}")
    assert CopyLikeness(state, TODAY).meeting(["Something else altogether", *text[:3]]) is None


def test_a_remark_in_the_margin_is_told_at_its_place() -> None:
    state = rich_meeting().state

    def edit(word: docx.document.Document) -> None:
        (paragraph,) = (one for one in word.paragraphs if "new members" in one.text)
        word.add_comment(paragraph.runs, text="Who were they?", author="PNTL")

    data = edited(written(state, state.all(Meeting)[-1]), edit)
    _, remark = asked(state, data)
    assert (remark.kind, remark.text, remark.choices) == (
        DoubtKind.REMARK,
        "PNTL: Who were they?",
        ("comment PNTL", LEAVE),
    )
    assert remark.place.startswith("1.1 · PNTL")


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("audience", Audience)
def test_brought_in_elsewhere_it_makes_the_same_decisions_actions_and_roll(audience: Audience, lang: str) -> None:
    state = rich().state
    elsewhere = MemoryState()
    source = read(written(state, rich().meeting, audience, lang))
    plan = bring_in_files(elsewhere, [OwnFile("minutes.docx", source=source)], TODAY)
    assert [row.state for row in plan.rows] == [RowState.NEW]
    elsewhere.apply(plan.changes)
    (meeting,) = (one for one in elsewhere.all(Meeting) if one.reference == rich().meeting.reference)
    was, now = (told(one, where, audience, lang) for one, where in ((state, rich().meeting), (elsewhere, meeting)))
    assert now == was
    assert (meeting.title, meeting.minutes_state) == (rich().meeting.title, MinutesState.DRAFT)
    assert not bring_in_files(elsewhere, [OwnFile("minutes.docx", source=source)], TODAY).changes


def test_adopted_minutes_are_adopted_elsewhere_too() -> None:
    made = rich_meeting()
    meeting = adopted(made.state, made.meeting, TODAY)
    elsewhere = MemoryState()
    files = [OwnFile("minutes.docx", source=read(written(made.state, meeting)))]
    files.append(
        OwnFile("minutes.md", minutes_markdown(minutes_sheet(made.state, meeting, Audience.CORE, TODAY, "en")))
    )
    plan = bring_in_files(elsewhere, files, TODAY)
    assert sorted(row.state for row in plan.rows) == [RowState.NEW, RowState.SAME], "two forms of one meeting"
    elsewhere.apply(plan.changes)
    (there,) = (one for one in elsewhere.all(Meeting) if one.reference == meeting.reference)
    assert there.minutes_state is MinutesState.ADOPTED
    assert not bring_in_files(elsewhere, files[:1], TODAY).changes


def test_a_body_with_brackets_in_its_name_and_an_owner_where_nobody_came_are_what_they_were() -> None:
    """The next minutes have no roll yet, and go through what one body alone promised."""
    state = MemoryState()
    state.add(Group, Group.name("The group"), Group.acronym("TG"))
    home = organization(state, "FFW", Organization.name("Fund for women (invented)"), status=MembershipStatus.MEMBER)
    for number in (1, 2):
        named = (Meeting.reference(f"M-2010-0{number}"), Meeting.number(number), Meeting.date(date(2010, number, 12)))
        held = (Meeting.state(MeetingState.HELD), Meeting.minutes_state(MinutesState.DRAFT))
        meeting = state.add(Meeting, *named, *held)
        place = (AgendaItem.meeting(meeting.id), AgendaItem.order("a0"), AgendaItem.title("Matters arising"))
        item = state.add(AgendaItem, *place, AgendaItem.kind(ItemKind.MATTERS_ARISING))
        if number == 1:
            of = (Attendance.meeting(meeting.id), Attendance.organization(home.id), Attendance.name("Ana Silva"))
            state.add(Attendance, *of, Attendance.state(Presence.PRESENT))
            said = (Entry.meeting(meeting.id), Entry.item(item.id), Entry.order("a0"), Entry.text("Draft the plan"))
            entry = state.add(Entry, *said, Entry.type(EntryType.ACTION))
            where = (Action.meeting(meeting.id), Action.item(item.id), Action.entry(entry.id))
            known = (Action.reference("A-2010-001"), Action.text("Draft the plan"), Action.given_on(meeting.date))
            state.add(Action, *where, *known, Action.owners((home.id,)))
    elsewhere = MemoryState()
    copies = (read(written(state, meeting)) for meeting in state.all(Meeting))
    elsewhere.apply(
        bring_in_files(elsewhere, [OwnFile(str(n), source=one) for n, one in enumerate(copies)], TODAY).changes
    )
    assert [(one.acronym, one.name) for one in elsewhere.all(Organization)] == [("FFW", "Fund for women (invented)")]
    assert [one.owners for one in elsewhere.all(Action)] == [(elsewhere.all(Organization)[0].id,)]
    assert [one.name for one in elsewhere.all(Attendance)] == ["Ana Silva"]


def test_a_paper_of_others_from_which_somebody_pasted_is_no_copy() -> None:
    state = rich_meeting().state
    texts = [entry.text for entry in state.all(Entry) if entry.text]
    paper = [piece for text in texts for piece in ("Something else that was said at length", text, "And more")]
    assert CopyLikeness(state, TODAY).meeting(paper) is None


def told(state: State, meeting: Meeting, audience: Audience, lang: str) -> tuple[object, ...]:
    """Decisions, actions with owners and days, and who was there for whom, or not."""
    sheet = minutes_sheet(state, meeting, audience, TODAY, lang)
    lines = [
        (one.type, one.reference, one.text, promised(one)) for one in sheet.lines if one.type is not EntryType.NOTE
    ]
    earlier = {one.reference: (one.text, promised(one)) for one in sheet.reviewed}
    roll = sorted((one.acronym, one.representative, one.title, str(one.state)) for one in sheet.attendance)
    return sheet.reference, sheet.date, lines, earlier, roll


def promised(one: SheetLine | Reviewed) -> object:
    """In which order the owners stand is a matter of the register, and what is overdue of the day of printing."""
    owners = tuple(sorted(one.promise.owners)) if one.promise else ()
    return one.promise and replace(one.promise, owners=owners, overdue=False, pending=False)
