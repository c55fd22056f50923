"""Marks of actions and decisions, and the fields inside their text."""

from __future__ import annotations

from datetime import date

from tests.all_of import over

from ictwg.domain.values import EntryType
from ictwg.imports.foreign_minutes.model import ReadEntry, ReadMeeting
from ictwg.imports.foreign_minutes.reader import read_minutes

HEAD = "# Council Meeting 2024-02-14\n\n## Present\n\n- Ana Dias (@adias)\n- Rui Lopes, Customs\n\n"


def meeting(text: str) -> ReadMeeting:
    (found,) = read_minutes(HEAD + text).meetings
    return found


def only(text: str, kind: EntryType) -> ReadEntry:
    (found,) = [entry for entry in meeting(text).entries() if entry.type is kind]
    return found


@over(
    "line",
    [
        "ACTION: draft the letter",
        "Action item: draft the letter",
        "**Action point:** draft the letter",
        "AI: draft the letter",
        "[action] draft the letter",
        "\\[**action**] draft the letter",
        "***Action #3:** draft the letter*",
        "**ACTION-31**: draft the letter",
        "[Action #1](#a1): draft the letter",
        "→ **Action:** draft the letter",
        "> ACTION: draft the letter",
        "TODO: draft the letter",
        "Ação: draft the letter",
        "Asaun: draft the letter",
        "Tindak lanjut: draft the letter",
    ],
)
def test_every_dress_of_an_action(line: str) -> None:
    assert only(line, EntryType.ACTION).text == "draft the letter"


@over(
    "line",
    [
        "* AP2 - CARE: draft the letter (deadline: 15 Nov)",
        "* AP 2: CARE: draft the letter (by 15 November 2024)",
        "* Action point 2 – CARE: draft the letter (due 15 Nov)",
        "* **AP2** - CARE: draft the letter (prazo: 15 de novembro)",
        "1. AP2. **CARE**: draft the letter [deadline 15 Nov]",
    ],
)
def test_a_numbered_point_with_owner_and_deadline_is_an_action(line: str) -> None:
    entry = only(f"## Beds\n\n{line}\n", EntryType.ACTION)
    assert (entry.text, entry.owners, entry.due) == ("draft the letter", ("CARE",), date(2024, 11, 15))
    assert ")" not in entry.due_text


@over(
    "line",
    [
        "DECISION: buy a second bin",
        "RESOLVED: buy a second bin",
        "**Resolution #2:** buy a second bin",
        "AGREED: buy a second bin",
        "[decision] buy a second bin",
        "Decisão: buy a second bin",
        "Desizaun: buy a second bin",
        "Keputusan: buy a second bin",
        "→ **Decision:** buy a second bin",
    ],
)
def test_every_dress_of_a_decision(line: str) -> None:
    assert only(line, EntryType.DECISION).text == "buy a second bin"


@over(
    "line",
    [
        "Motion by Ana, seconded by Rui, to adopt the plan. Carried.",
        "Agreed to adopt the plan",
        "It was agreed that the plan is adopted",
        "The minutes were AGREED as a true record.",
        "Ana moved to adopt the plan; motion passed.",
    ],
)
def test_sentences_that_decide_keep_their_words(line: str) -> None:
    assert only(line, EntryType.DECISION).text == line


@over(
    "line",
    [
        "Action plan for 2024: three pillars",
        "Actions from last meeting: see above",
        "Decision from last meeting was to discuss it",
        "PROPOSED: buy a second bin",
        "Motion to buy a van failed",
        "AI tooling is a topic",
        "AI Platform?",
        "Agreed last week already",
        "ACTION:",
        "AI: none",
        "ACTION: none - waiting for legal",
    ],
)
def test_what_only_looks_like_one_stays_a_note(line: str) -> None:
    entries = list(meeting(line).entries())
    assert [entry.type for entry in entries] == [EntryType.NOTE]
    assert entries[0].text == line


@over(
    "line, owners, text",
    [
        ("ACTION: Ana to draft the letter", ("Ana",), "Ana to draft the letter"),
        ("ACTION Ana: draft the letter", ("Ana",), "draft the letter"),
        ("ACTION (Ana, Rui): draft the letter", ("Ana", "Rui"), "draft the letter"),
        ("Action Item to Ana Dias: draft the letter", ("Ana Dias",), "draft the letter"),
        ("ACTION ALL: read the letter", ("ALL",), "read the letter"),
        ("ACTION: draft the letter (Ana)", ("Ana",), "draft the letter"),
        ("ACTION: @adias will draft the letter", ("adias",), "@adias will draft the letter"),
        ("ACTION: draft the letter – **Ana, Customs** – 1 March", ("Ana", "Customs"), "draft the letter"),
        ("ACTION: Need someone to draft the letter", (), "Need someone to draft the letter"),
        ("ACTION: Continue to draft the letter", (), "Continue to draft the letter"),
    ],
)
def test_owners_wherever_they_stand(line: str, owners: tuple[str, ...], text: str) -> None:
    found = only(line, EntryType.ACTION)
    assert (found.owners, found.text) == (owners, text)


def test_bullets_of_an_actions_section_are_actions_with_their_boxes() -> None:
    found = meeting(
        "## Action items\n\n- [ ] Ana: write\n- [x] Rui: print\n- Customs:\n  - pay\n  - file\n- Feedback: none yet\n"
    )
    actions = [(e.text, e.owners, e.status) for e in found.entries() if e.type is EntryType.ACTION]
    assert actions == [
        ("write", ("Ana",), "open"),
        ("print", ("Rui",), "done"),
        ("pay", ("Customs",), ""),
        ("file", ("Customs",), ""),
        ("Feedback: none yet", (), ""),
    ]
