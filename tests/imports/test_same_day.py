"""Several files of one day: one meeting, unless somebody says that they are of two; and nothing twice."""

from __future__ import annotations

from dataclasses import replace
from itertools import permutations

import pytest
from tests.all_of import some
from tests.builders import MemoryState

from ictwg.domain.records import Action, Attendance, Decision, Entry, Meeting
from ictwg.imports.doubts import ANNEX, ANOTHER, DECISION, LEFT_OUT, SAME, SIGNED_COPY, DoubtKind
from ictwg.imports.foreign_minutes.model import NotMinutes, ReadFile
from ictwg.imports.foreign_minutes.reader import read_minutes
from ictwg.imports.minutes import import_minutes
from ictwg.imports.report import ImportPlan, RowState
from ictwg.locales import t

HEAD = "# {title} 2009-11-03\n\n## Present\n\n- {people}\n\n## Topics\n\n"
BOARD = (
    HEAD.format(title="Board", people="Ana Dias\n- Rui Sá") + "- The budget was told.\n- ACTION: write the letter.\n"
)
LAW = HEAD.format(title="Law group", people="Kim Lee\n- Bea Sá") + "- The law was read.\n- ACTION: draft the article.\n"
OTHERS = HEAD.format(title="Board", people="Kim Lee\n- Bea Sá") + "- The law was read.\n- ACTION: draft the article.\n"
AFTERNOON = HEAD.format(title="Board", people="Ana Dias\n- Rui Sá") + "- The law was read.\n- Nobody objected.\n"
GROWN = BOARD + "- They met again at noon.\n"


def brought(state: MemoryState, *texts: str, choice: str = "") -> ImportPlan:
    files = [read_minutes(text, f"{at}.md") for at, text in enumerate(texts)]
    chosen = {f"{at}.md": {(DoubtKind.SAME_DAY, 0, ""): choice} for at in range(len(texts))} if choice else {}
    for count in range(2, len(texts) + 1) if choice else ():
        where = t("importing.versions", day="2009-11-03", count=count)
        chosen[where] = {(DoubtKind.WHICH_TEXT, 0, ""): choice}
    plan = import_minutes(state, files, chosen=chosen)
    state.apply(plan.changes)
    return plan


def told(state: MemoryState) -> set[tuple[str, frozenset[str], frozenset[str]]]:
    return {
        (
            meeting.title,
            frozenset(row.name for row in state.linked(Attendance, Attendance.meeting, meeting.id)),
            frozenset(one.text for one in state.linked(Action, Action.meeting, meeting.id)),
        )
        for meeting in state.all(Meeting)
    }


@pytest.mark.parametrize(
    ("texts", "count"),
    [((BOARD, LAW), 2), ((BOARD, OTHERS), 2), ((BOARD, AFTERNOON), 2), ((BOARD, BOARD), 1), ((BOARD, LAW, OTHERS), 3)],
)
def test_one_command_and_several_give_the_same_meetings(texts: tuple[str, ...], count: int) -> None:
    found = []
    for order in permutations(texts):
        together, apart = MemoryState(), MemoryState()
        brought(together, *order, choice=ANOTHER)
        for text in order:
            brought(apart, text, choice=ANOTHER)
        found += [together, apart]
    assert [len(state.all(Meeting)) for state in found] == [count] * len(found)
    assert all(told(state) == told(found[0]) for state in found)
    for state in found:
        assert not brought(state, *texts, choice=ANOTHER).changes


def test_a_file_that_has_grown_is_the_same_meeting_and_the_text_is_asked() -> None:
    for texts in ((BOARD, GROWN), (GROWN, BOARD)):
        state = MemoryState()
        states = [row.state for row in brought(state, *texts).rows]
        assert states == [RowState.DOUBTFUL, RowState.NEW, RowState.SKIPPED]
        assert len(state.all(Meeting)) == 1
        assert not brought(state, *texts).changes, "the same folder again changes nothing"


FILES = ("ata-2009.docx", "ata-2009 rascunho.docx", "ata-2009 assinada.pdf", "minutes-2009.docx")


def test_the_signed_file_is_the_text_and_the_others_are_kept_on_file() -> None:
    """Of the others it is said what they are; they make no records."""
    state = MemoryState()
    texts = (BOARD, BOARD + "- One line less.\n", BOARD + "- Signed by both.\n", LAW.replace("Kim Lee", "Ana Dias"))
    for order in some(permutations(zip(FILES, texts, strict=True))):
        state = MemoryState()
        read = [replace(read_minutes(text, name), modified=len(name)) for name, text in order]
        plan = import_minutes(state, read)
        state.apply(plan.changes)
        assert {row.where for row in plan.rows if row.state is RowState.NEW} == {"ata-2009 assinada.pdf"}
        (meeting,) = state.all(Meeting)
        kept = {line.partition(": ")[::2] for line in meeting.other_files}
        assert kept == {
            (t("importing.kept.draft"), "ata-2009 rascunho.docx"),
            (t("importing.kept.version"), "ata-2009.docx"),
            (t("importing.kept.translation"), "minutes-2009.docx"),
        }


def test_what_agrees_in_part_is_asked() -> None:
    state = MemoryState()
    brought(state, BOARD)
    (row,) = brought(state, AFTERNOON).rows
    (doubt, *_) = row.doubts
    assert (doubt.kind, doubt.choices, doubt.text) == (
        DoubtKind.SAME_DAY,
        (SAME, ANOTHER, LEFT_OUT),
        "Board 2009-11-03",
    )
    assert (row.state, len(state.all(Meeting))) == (RowState.SKIPPED, 1)


@pytest.mark.parametrize(
    ("choice", "row", "count"),
    [(ANOTHER, RowState.NEW, 2), (SAME, RowState.UPDATED, 1), (LEFT_OUT, RowState.SKIPPED, 1)],
)
def test_what_is_chosen_holds(choice: str, row: RowState, count: int) -> None:
    state = MemoryState()
    brought(state, BOARD)
    plan = brought(state, AFTERNOON, choice=choice)
    assert [one.state for one in plan.rows] == [row]
    assert len(state.all(Meeting)) == count


@pytest.mark.parametrize("choice", [SIGNED_COPY, ANNEX, LEFT_OUT])
def test_a_scan_is_offered_to_the_meeting_of_its_day(choice: str) -> None:
    scan = ReadFile("scans/2009-11-03.pdf", not_minutes=NotMinutes.PICTURE)
    chosen = {scan.path_hint: {(DoubtKind.SCAN, 0, ""): choice}}
    state = MemoryState()
    for files in ([read_minutes(BOARD, "0.md"), scan], [scan]):  # in one import, and in a later one
        state.apply(import_minutes(state, files, chosen=chosen).changes)
        (meeting,) = state.all(Meeting)
        assert (meeting.signed_copy == scan.path_hint) == (choice == SIGNED_COPY)
        assert list(meeting.other_files) == [f"{t('importing.kept.annex')}: {scan.path_hint}"] * (choice == ANNEX)
    (row,) = import_minutes(state, [ReadFile("2008-01-01.pdf", not_minutes=NotMinutes.PICTURE)]).rows
    assert (row.state, row.doubts) == (RowState.SKIPPED, ())


AGENDA = "# Agenda of the board\n\nDate: 3 November 2009\n\n1. Opening\n2. Budget\n"


@pytest.mark.parametrize(
    ("choice", "count", "kept"), [("", 1, False), (ANNEX, 1, True), (ANOTHER, 2, False), (LEFT_OUT, 1, False)]
)
@pytest.mark.parametrize("day", ["3 November 2009", "1 October 2009"])
def test_a_paper_without_roll_and_decisions_makes_no_meeting_unasked(
    choice: str, count: int, day: str, *, kept: bool
) -> None:
    """An invitation bears the day on which it was written, and lies in the folder of its meeting."""
    path = "2009-11-03 Board/agenda.docx"
    agenda = read_minutes(AGENDA.replace("3 November 2009", day), path)
    chosen = {path: {(DoubtKind.PAPER, 0, ""): choice}} if choice else {}
    for files in permutations((read_minutes(BOARD, "2009-11-03 Board/minutes.docx"), agenda)):
        state = MemoryState()
        plan = import_minutes(state, files, chosen=chosen)
        state.apply(plan.changes)
        assert [doubt.kind for row in plan.rows for doubt in row.doubts][:1] == [DoubtKind.PAPER]
        assert len(state.all(Meeting)) == count
        assert any(one.other_files for one in state.all(Meeting)) == kept
        again = import_minutes(state, files, chosen=chosen)
        assert not again.changes
        assert bool([row for row in again.rows if row.doubts]) == (choice in {"", LEFT_OUT})
    alone = MemoryState()
    alone.apply(import_minutes(alone, [agenda]).changes)
    assert len(alone.all(Meeting)) == 1, "nothing else is of its day"
    assert [row.state for row in import_minutes(alone, [agenda]).rows] == [RowState.SAME]


def test_a_copy_of_another_version_makes_no_meeting_and_what_is_in_is_not_asked_again() -> None:
    files = [
        read_minutes(text, path)
        for path, text in (("final.md", BOARD), ("draft.md", GROWN), ("a mail/draft.md", GROWN))
    ]
    for order in some(permutations(files)):
        state = MemoryState()
        plan = import_minutes(state, order)
        state.apply(plan.changes)
        (meeting,) = state.all(Meeting)
        assert {line.partition(": ")[2] for line in meeting.other_files} == {"draft.md", "a mail/draft.md"}
        assert [doubt.kind for row in plan.rows for doubt in row.doubts] == [DoubtKind.WHICH_TEXT]
        again = import_minutes(state, order)
        assert not again.changes
        assert not [doubt for row in again.rows for doubt in row.doubts]
        signed = read_minutes(BOARD + "- Signed.\n", "signed.md")
        assert [doubt.kind for row in import_minutes(state, [*order, signed]).rows for doubt in row.doubts]


def test_a_sentence_that_waited_becomes_a_decision_once_somebody_says_so() -> None:
    text = BOARD + "\nIt was proposed by Ana Dias and seconded that the list be accepted, and the board agreed.\n"
    state = MemoryState()
    plan = import_minutes(state, [read_minutes(text, "0.md")])
    (asked,) = (one for row in plan.rows for one in row.doubts if one.kind is DoubtKind.LIKE_A_DECISION)
    state.apply(plan.changes)
    entries = len(state.all(Entry))
    again = import_minutes(state, [read_minutes(text, "0.md")])
    assert [one.key for row in again.rows for one in row.doubts] == [asked.key], "it waits"
    assert not again.changes
    chosen = {"0.md": {asked.key: DECISION}}
    for count in (1, 0):
        later = import_minutes(state, [read_minutes(text, "0.md", chosen["0.md"])], chosen=chosen)
        state.apply(later.changes)
        assert (len(state.all(Decision)), len(state.all(Entry)), bool(later.changes)) == (1, entries, bool(count))
