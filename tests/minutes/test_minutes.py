from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.builders import MemoryState, known, organization

from ictwg.decisions.decisions import EntryDraft, draft_of
from ictwg.domain.agenda import agenda_of, entries_of
from ictwg.domain.changes import Changes, Edit
from ictwg.domain.records import (
    Action,
    Attendance,
    Decision,
    Document,
    DocumentVersion,
    Entry,
    Group,
    Meeting,
)
from ictwg.domain.schema import RECORDS
from ictwg.domain.values import DueWord, EntryType, MembershipStatus, MinutesState, Presence
from ictwg.meetings.meetings import plan
from ictwg.minutes import entering as minutes
from ictwg.minutes.approval import FrozenMinutesError
from ictwg.minutes.lines import minute_lines
from ictwg.minutes.prompt.parsing import as_typed, parse_line, read_promise, sentence_of
from ictwg.records.lookup import Lookup
from ictwg.records.tables import child_tables, record_json

DAY = date(2010, 3, 12)
DUE = date(2010, 5, 30)


class Desk:
    """A meeting whose minutes are being taken."""

    def __init__(self) -> None:
        self.state = MemoryState()
        self.moj = organization(self.state, "MoJ", status=MembershipStatus.MEMBER)
        self._meeting = self.state.apply(plan(self.state, DAY)).created[0][1]
        self.items = [line.item for line in agenda_of(self.state, self.meeting)]

    @property
    def meeting(self) -> Meeting:
        return known(self.state.get(Meeting, self._meeting))

    def says(self, text: str, type: EntryType = EntryType.NOTE, item: int = 0, **more: Any) -> Entry:
        draft = EntryDraft(type, text)._replace(**more)
        changes = minutes.add_entry(self.state, self.meeting, self.items[item], draft, DAY)
        return self.now(self.state.apply(changes).created[0][1])

    def now(self, id: str) -> Entry:
        return known(self.state.get(Entry, id))

    def does(self, changes: Changes) -> None:
        self.state.apply(changes)

    def texts(self, item: int = 0) -> list[str]:
        return [line.text for line in minute_lines(self.state, self.meeting, self.items[item])]


def test_what_belongs_together_is_shown_in_its_order_however_it_was_entered() -> None:
    """`show` listed the lines of item 3 before those of item 1, and versions as they were typed."""
    session = Desk()
    for text, item in (("d", 2), ("b", 0), ("a", 0), ("c", 1)):
        last = session.says(text, item=item)
        if text == "a":
            session.does(minutes.move_up(session.state, last))
    lines = entries_of(session.state, session.meeting)
    assert [line.entry.text for one in lines.values() for line in one] == [*"abcd"]
    items = record_json(Lookup(session.state, DAY), session.meeting)["items"]
    assert [entry["text"] for item in items for entry in item["entries"]] == [*"abcd"]
    plan = session.state.add(Document, Document.title("Plan"))
    for label in "21":
        of = (DocumentVersion.document(plan.id), DocumentVersion.label(label))
        session.state.add(DocumentVersion, *of, DocumentVersion.date(date(2010, 1, int(label))))
    (versions,) = child_tables(Lookup(session.state, DAY), plan)
    assert [line.split()[0] for line in versions.lines] == [*"12"]
    placed = {kind: field for kind in RECORDS.values() for field in kind.fields() if field.kind == "position"}
    assert [kind for kind, field in placed.items() if field not in kind.ORDER] == []


def test_an_action_is_promised_with_owner_and_date() -> None:
    session = Desk()
    entry = session.says("draft the SOP", EntryType.ACTION, owners=(session.moj.id,), due=DUE)
    (action,) = session.state.all(Action)
    assert (action.reference, action.text, action.owners, action.due) == (
        "A-2010-001",
        "draft the SOP",
        (session.moj.id,),
        DUE,
    )
    assert (action.entry, action.item, action.meeting) == (entry.id, session.items[0].id, session.meeting.id)
    assert action.given_on == DAY
    (line,) = minute_lines(session.state, session.meeting, session.items[0])
    assert (line.reference, line.owners, line.due) == ("A-2010-001", "MoJ", "Sun 30 May 2010")


def test_a_decision_keeps_the_quorum_only_where_there_is_a_rule() -> None:
    session = Desk()
    there = (Attendance.organization(session.moj.id), Attendance.name("Ana"), Attendance.state(Presence.PRESENT))
    session.state.add(Attendance, Attendance.meeting(session.meeting.id), *there)
    session.says("Approved", EntryType.DECISION)
    session.state.add(Group, Group.quorum_rule("half and one"))
    session.says("Confirmed", EntryType.DECISION)
    first, second = sorted(session.state.all(Decision), key=lambda d: d.reference)
    assert (first.reference, second.reference) == ("D-2010-01", "D-2010-02")
    assert (first.represented, first.represented_of, first.quorum_needed) == (None, None, None)
    assert (second.represented, second.represented_of, second.quorum_needed) == (1, 1, 1)


def test_a_decision_taken_before_the_roll_says_nothing_of_who_was_there() -> None:
    session = Desk()
    session.state.add(Group, Group.quorum_rule("half and one"))
    session.says("Approved", EntryType.DECISION)
    (decision,) = session.state.all(Decision)
    assert (decision.represented, decision.represented_of, decision.quorum_needed) == (None, 1, 1)


@pytest.mark.parametrize("between", [EntryType.NOTE, EntryType.DECISION])
@pytest.mark.parametrize("due", [None, DUE, DueWord.NEXT_MEETING])
@pytest.mark.parametrize("owned", [{}, {"everybody": True}, {"owner_text": "Shelter"}, {"owners": "MoJ"}])
def test_another_type_and_back_loses_no_owner_and_no_date(
    between: EntryType, due: date | DueWord | None, owned: dict[str, Any]
) -> None:
    session = Desk()
    if "owners" in owned:
        owned = {"owners": (session.moj.id,)}
    entry = session.says("draft the SOP", EntryType.ACTION, due=due, speaker="PNTL", **owned)
    draft, words = draft_of(session.state, entry), sentence_of(session.state, draft_of(session.state, entry), DAY)
    session.does(minutes.retype(session.state, entry, between, DAY))
    assert session.now(entry.id).text == words
    assert "draft the SOP" in words
    assert (words != "draft the SOP") is bool(due or owned)
    session.does(minutes.retype(session.state, session.now(entry.id), EntryType.ACTION, DAY))
    assert draft_of(session.state, session.now(entry.id)) == draft


PROMISES = [
    f"{who}{what}{by}"
    for who in ("", "MoJ will ", "MoJ: ", "the secretariat will ", "Zeca Vaz will ", "MoJ and PNTL to ", "all members ")
    for what in ("draft the SOP",)
    for by in ("", " by 30 May", " by next meeting")
]
TYPES = st.lists(st.sampled_from(list(EntryType)), max_size=5)


@given(st.sampled_from(PROMISES), TYPES, st.booleans())
def test_keys_that_change_the_type_in_any_order_give_the_very_words_back(
    words: str, types: list[EntryType], read: bool
) -> None:
    """`read`: a note that is brought back becomes the action that is read in it. Else the key leaves its words."""
    session = Desk()
    entry, promise = session.says(words), None
    if read:
        action = known(read_promise(words, session.state, DAY).draft)
        session.does(minutes.revise(session.state, entry, action, DAY))
        made = draft_of(session.state, session.now(entry.id))
        assert parse_line(as_typed(session.state, made, DAY), session.state, session.meeting, DAY).draft == made
        promise = minutes.NoteAsAction(EntryDraft(EntryType.NOTE, words), made)
    for type in (*types, EntryType.NOTE):
        now = session.now(entry.id)
        if type is not now.type:
            session.does(minutes.retype(session.state, now, type, DAY, promise))
    assert draft_of(session.state, session.now(entry.id)) == EntryDraft(EntryType.NOTE, words)


def test_words_that_name_a_stranger_are_not_headed_with_the_stranger_again() -> None:
    """The note read "secretariat?: the secretariat will open it" after F5 and F3."""
    session = Desk()
    words = "the secretariat will open it"
    action = known(read_promise(words, session.state, DAY).draft)
    assert action.owner_text == "secretariat"
    assert sentence_of(session.state, action, DAY) == words


def test_editing_keeps_line_and_record_equal() -> None:
    session = Desk()
    entry = session.says("draft the SOP", EntryType.ACTION)
    draft = draft_of(session.state, entry)._replace(text="draft both SOPs", owners=(session.moj.id,), due=DUE)
    session.does(minutes.revise(session.state, entry, draft, DAY))
    (action,) = session.state.all(Action)
    assert (action.text, action.owners, action.due) == ("draft both SOPs", (session.moj.id,), DUE)
    assert action.reference == "A-2010-001"
    assert session.now(entry.id).text == "draft both SOPs"


def test_lines_move_within_and_between_items() -> None:
    session = Desk()
    one = session.says("one")
    two = session.says("two", EntryType.ACTION)
    session.does(minutes.move_up(session.state, two))
    assert session.texts() == ["two", "one"]
    session.does(minutes.move_down(session.state, session.now(two.id)))
    session.does(minutes.move_down(session.state, session.now(two.id)))
    assert (session.texts(), session.texts(1)) == (["one"], ["two"])
    assert session.state.all(Action)[0].item == session.items[1].id
    session.does(minutes.move_up(session.state, session.now(two.id)))
    assert session.texts() == ["one", "two"]
    session.does(minutes.move_up(session.state, one))
    assert session.texts() == ["one", "two"]
    session.does(minutes.move_to(session.state, one, session.items[2]))
    assert session.texts(2) == ["one"]


def test_adopted_minutes_do_not_change() -> None:
    session = Desk()
    entry = session.says("one")
    session.does(Edit("verbs.edited").update(session.meeting, Meeting.minutes_state(MinutesState.ADOPTED)).done())
    for attempt in (
        lambda: session.says("two"),
        lambda: minutes.edit_text(session.state, entry, "uno", DAY),
        lambda: minutes.delete_entry(session.state, entry),
        lambda: minutes.add_block(session.state, session.meeting, None, [EntryDraft(EntryType.NOTE, "x")], DAY),
    ):
        with pytest.raises(FrozenMinutesError) as refused:
            attempt()
        assert refused.value.hint
