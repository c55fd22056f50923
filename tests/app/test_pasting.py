"""Pasted lines in the notation of minutes: what they become, and that no word of them is lost."""

from __future__ import annotations

import re
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.builders import MemoryState, organization, person

from ictwg.app.pasted_lines import PastePlace, comes_apart, draft_of_all, drafts_of
from ictwg.decisions.decisions import EntryDraft
from ictwg.domain.records import Action, Decision, Entry, Meeting, Organization
from ictwg.domain.text import fold
from ictwg.domain.values import DueWord, EntryType, Function, MembershipStatus
from ictwg.minutes import entering as minutes
from ictwg.minutes.prompt.names import PromptNames

DAY = date(2010, 2, 5)
NOTE, ACTION, DECISION = EntryType.NOTE, EntryType.ACTION, EntryType.DECISION


def only_drafts(lines: list[str], where: PastePlace) -> tuple[EntryDraft, ...]:
    return tuple(one for one in drafts_of(lines, where) if isinstance(one, EntryDraft))


class Room:
    def __init__(self) -> None:
        self.state = MemoryState()
        self.meeting = self.state.add(Meeting, Meeting.date(DAY))
        self.moj = organization(self.state, "MoJ", status=MembershipStatus.MEMBER)
        self.pntl = organization(self.state, "PNTL", status=MembershipStatus.MEMBER)
        self.ana = person(self.state, "Ana Soares", self.moj, Function.FOCAL_POINT)
        self.where = PastePlace(self.state, self.meeting, DAY, PromptNames(self.state))

    def names(self, draft: EntryDraft) -> list[str]:
        found = [self.state.get(Organization, id) for id in draft.owners]
        strangers = [f"{name}?" for name in draft.owner_text.split(", ") if name]
        return [one.acronym for one in found if one] + (["all"] if draft.everybody else []) + strangers

    def read(self, text: str) -> list[tuple[EntryType, str, list[str], object]]:
        return [(d.type, d.text, self.names(d), d.due) for d in only_drafts([text], self.where)]


ROOM = Room()


@pytest.mark.parametrize(
    ("line", "type", "text", "owners", "due"),
    [
        ("Action: MoJ to draft the SOP by 12 Feb", ACTION, "draft the SOP", ["MoJ"], date(2010, 2, 12)),
        ("AI: PNTL – send the list", ACTION, "send the list", ["PNTL"], None),
        ("- [ ] send the list (MoJ, PNTL)", ACTION, "send the list", ["MoJ", "PNTL"], None),
        ("* [ ] Ana Soares: send the list", ACTION, "send the list", ["MoJ"], None),
        ("- [ ] send the list", ACTION, "send the list", [], None),
        ("- AI: all to send names by next meeting", ACTION, "send names", ["all"], DueWord.NEXT_MEETING),
        ("ACTION MoJ: call them", ACTION, "call them", ["MoJ"], None),
        ("[action] send it [assignee] MoJ [due] 12 February 2010", ACTION, "send it", ["MoJ"], date(2010, 2, 12)),
        ("DECISION: The SOP is approved", DECISION, "The SOP is approved", [], None),
        ("Agreed to meet monthly", DECISION, "Agreed to meet monthly", [], None),
        ("- [x] MoJ: sent", NOTE, "- [x] MoJ: sent", [], None),
        ("Action plan of the ministry", NOTE, "Action plan of the ministry", [], None),
        ("Action:", NOTE, "Action:", [], None),
        ("moj: the draft is late", NOTE, "the draft is late", [], None),
        ("/d no vote", DECISION, "no vote", [], None),
        ("/a PNTL read it by 12 Feb", ACTION, "read it", ["PNTL"], date(2010, 2, 12)),
        ("/foo no word", NOTE, "/foo no word", [], None),
        ("/close", NOTE, "/close", [], None),
        # As Word gives lists away.
        ("•\tAction: MoJ to draft the SOP by 12 Feb", ACTION, "draft the SOP", ["MoJ"], date(2010, 2, 12)),
        ("o\tDecision: The SOP is approved", DECISION, "The SOP is approved", [], None),
        ("1.\tDecision: The SOP is approved", DECISION, "The SOP is approved", [], None),
        ("a)\tmoj: the draft is late", NOTE, "the draft is late", [], None),
        ("•\tThey talked about it", NOTE, "They talked about it", [], None),
        ("2.\tThey talked about it", NOTE, "They talked about it", [], None),
        # Who is not on the register is kept by name; what is not certain keeps all its words.
        ("Action: Beto to call MoJ", ACTION, "Beto to call MoJ", ["Beto?"], None),
        ("Action: MoJ and Beto to call them", ACTION, "call them", ["MoJ", "Beto?"], None),
        ("AI: send it (Beto, 12 Feb)", ACTION, "send it", ["Beto?"], date(2010, 2, 12)),
        ("AI: PNTL list to be sent (MoJ)", ACTION, "PNTL list to be sent", ["MoJ"], None),
        ("AI: send it – MoJ – done", ACTION, "send it – MoJ – done", ["MoJ"], None),
        ("Action 3: MoJ to call", ACTION, "Action 3: call", ["MoJ"], None),
    ],
)
def test_a_pasted_line_becomes_what_it_says(
    line: str, type: EntryType, text: str, owners: list[str], due: object
) -> None:
    assert ROOM.read(line) == [(type, text, owners, due)]


def test_a_paragraph_is_cut_at_its_marked_lines() -> None:
    text = "They talked about it.\n- [ ] MoJ: draft\n  with annexes\n- [ ] PNTL: read it\nDECISION: no vote\nThe end"
    assert [(type, said) for type, said, *_ in ROOM.read(text)] == [
        (NOTE, "They talked about it."),
        (ACTION, "draft\n  with annexes"),
        (ACTION, "read it"),
        (DECISION, "no vote\nThe end"),
    ]


def test_a_list_of_word_is_a_list_and_its_labels_are_obeyed() -> None:
    text = "•\tThey talked\no\tof shelters\n1.\tDecision: no vote\n2.\tAction: MoJ to call\nThe end\tof it"
    assert [(type, said) for type, said, *_ in ROOM.read(text)] == [
        (NOTE, "- They talked\n- of shelters"),
        (DECISION, "no vote"),
        (ACTION, "call\nThe end\tof it"),
    ]


def test_a_whole_block_is_one_line() -> None:
    assert draft_of_all("Action: MoJ to draft\nthe SOP", ROOM.where).type is ACTION
    mixed = "First\nAction: MoJ to draft"
    assert draft_of_all(mixed, ROOM.where) == EntryDraft(NOTE, mixed)


@pytest.mark.parametrize(
    ("text", "apart"),
    [
        ("moj: we are late\nPNTL: we are not", True),
        ("moj: we are late\n\nPNTL: we are not\n", True),
        ("moj: we are late\nThey went on", False),
        ("Nobody: we are late\nPNTL: we are not", False),
        ("Only a note\nof two lines", False),
        ("A note\n/d decided", True),
        ("Action: MoJ to call\nDecision: no", False),
    ],
)
def test_lines_that_each_say_who_speaks_are_one_entry_each(text: str, apart: bool) -> None:
    assert comes_apart(text, ROOM.where) is apart


def test_pasted_actions_and_decisions_are_on_record_in_one_undo() -> None:
    room = Room()
    lines = ["A note", "AI: MoJ to draft it", "Action: PNTL to read it", "Decision: it is approved"]
    changes = minutes.add_block(room.state, room.meeting, None, only_drafts(lines, room.where), DAY)
    room.state.apply(changes)
    assert [entry.type for entry in sorted(room.state.all(Entry), key=lambda e: e.order)] == [
        NOTE,
        ACTION,
        ACTION,
        DECISION,
    ]
    assert {(a.reference, a.text) for a in room.state.all(Action)} == {
        ("A-2010-001", "draft it"),
        ("A-2010-002", "read it"),
    }
    assert [d.reference for d in room.state.all(Decision)] == ["D-2010-01"]


def _words(text: str) -> list[str]:
    return re.findall(r"[^\W_]+", fold(text))


PIECES = """Action: | AI: | - [ ] | DECISION: | MoJ | PNTL | Ana Soares | Beto | and | to | , | ( | ) | – | draft |
    the list | by 12 Feb | done | [due] | all | : | * | [x] | Action 3: | 1."""
pieces = st.sampled_from([*(piece.strip() for piece in PIECES.split("|")), "\n"])


@given(st.lists(pieces, max_size=14).map(" ".join))
def test_no_word_of_a_paste_is_lost(text: str) -> None:
    """Each word stands in a text, or says what has a place of its own: the mark, a speaker, an owner, the day."""
    drafts = only_drafts([text], ROOM.where)
    kept = " ".join(f"{d.speaker} {d.text}" for d in drafts)
    said = "action ai decision to and all due by 12 feb will"
    owners = " ".join(name for d in drafts for name in ROOM.names(d))
    people = "ana soares" if any(d.person for d in drafts) else ""
    assert set(_words(text)) <= set(_words(f"{kept} {said} {owners} {people}")), drafts


def test_a_day_is_cut_off_only_where_it_is_kept() -> None:
    for text in ("Action: MoJ draft by 12 Feb", "Action: MoJ draft (12 Feb)", "Action: draft by 12 Feb by 13 Feb"):
        (draft,) = only_drafts([text], ROOM.where)
        assert draft.due is not None or "12" in draft.text, draft
