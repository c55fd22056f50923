"""PDF files as blocks: what office programs and ours write, what is drawn by hand, and what is damaged."""

from __future__ import annotations

import random
import re
from collections.abc import Iterable
from pathlib import Path

import pytest
from tests.every_paper import every_paper
from tests.example_group import TODAY, example_group
from tests.sources.drawn_pdf import SCAN, Drawn, drawn, grid, lines, text

from ictwg.domain.values import Audience
from ictwg.papers.forms import PDF
from ictwg.sources import pdf
from ictwg.sources.model import BlockKind, Source, Unreadable
from ictwg.sources.pdf import BROKEN_PAGE, PICTURE_PAGE, read

PAPERS = Path(__file__).parent / "papers"
MINUTES = (PAPERS / "minutes.pdf").read_bytes()
"""LibreOffice wrote both from files of Word; `columns` has text in two columns, and a list that stands in two."""
COLUMNS = (PAPERS / "columns.pdf").read_bytes()

SAID = (
    " informed the Group that the draft regulation had been sent to the Council of Ministers, that the follow-up of "
    "earlier cases would be discussed with the inter-agency team, and that members could send their comments until the "
    "end of the month."
)
DECISION = (
    "**Decision:** The Group decided to adopt the plan, to print it and to send it to all districts before the end of "
    "the year."
)
JUSTICE = f"The Ministry of Justice{SAID}"


def told(source: Source) -> list[tuple[str, ...]]:
    """Kind, level of a heading or element, number and text of the blocks that are no tables."""
    return [
        (one.kind[0] + str(one.level or ""), one.number, one.text)
        for one in source.blocks
        if one.kind is not BlockKind.TABLE and one.text
    ]


def tables(source: Source) -> list[tuple[tuple[str, ...], ...]]:
    return [one.rows for one in source.blocks if one.kind is BlockKind.TABLE]


def texts(*pages: Drawn | str) -> list[str]:
    return [one.text for one in read(drawn(*pages)).blocks]


def test_minutes_of_word_say_what_they_say_there() -> None:
    source = read(MINUTES)
    assert source.problem is None
    assert told(source) == [
        ("n", "", "Working Group on Referral – for members only"),
        ("h1", "", "Minutes of the 12th meeting"),
        ("p", "", "**Date:** 3 September 2025"),
        ("p", "", "**Chair:** Ana Costa (Ministry of Justice)"),
        ("h2", "1.", "Attendance"),
        ("h2", "2.", "Matters arising"),
        ("i", "2.1", JUSTICE),
        ("i", "2.2", "The minutes of the 11th meeting were adopted."),
        ("i", "2.3", "The Secretariat thanked all."),
        ("p", "", DECISION),
        ("h3", "", "What comes next"),
        ("i", "•", "Print the plan"),
        ("i", "•", JUSTICE),
        ("i1", "•", "Ask the districts"),
        ("i", "1.", "Write the letter"),
        ("i", "2.", "Send the letter"),
        ("h2", "3.", "Actions"),
        ("p", "", "Present at the end:"),
        ("p", "", "Ana Costa (MoJ)"),
        ("p", "", "Rui Belo (IOM), representing the head of the mission"),
        ("p", "", "Leo Reis"),
        ("n", "", "Page 1 of 3"),
    ]


def test_a_table_with_rules_is_one_over_pages_with_its_heading_and_its_cut_row_once() -> None:
    roll, actions = tables(read(MINUTES))
    assert roll == (
        ("**No**", "**Name**", "**Institution**", "**Present**"),
        ("1", "Ana Costa", "Ministry of Justice, National Directorate of Civil Registry", "X"),
        ("2", "Rui Belo", "IOM", ""),
        ("3", "Maria dos Santos Ximenes", "Ministry of Health", "X"),
        ("4", "~~Leo Reis~~", "UNFPA", "X"),
    )
    ministries = "Justice", "Health", "Finance", "Labour", "Education"
    assert actions == (
        ("No", "Action", "Responsible", "Due"),
        ("1", "Send the draft", "Ministry of Justice", "30 March 2026"),
        ("2", f"In short: {' '.join(f'The Ministry of {name}{SAID}' for name in ministries)}", "IOM", "monthly"),
        ("3", "Invite the Provedor", "Secretariat", "3 April 2026"),
        ("Total of actions", "", "", "3"),
    )
    assert [one.place for one in read(MINUTES).blocks if one.kind is BlockKind.TABLE] == ["p. 1", "p. 2"]


def test_columns_are_read_one_after_the_other_and_names_in_two_are_a_table() -> None:
    source = read(COLUMNS)
    topics = [
        part
        for at in range(1, 5)
        for part in (("h2", "", f"Topic {at}"), ("p", "", f"Part {at}. {JUSTICE}"), ("i", "•", f"Note {at}"))
    ]
    end = [("p", "", f"At the end. {JUSTICE}"), ("p", "", "**Participants**")]
    assert told(source) == [("h1", "", "Bulletin"), ("p", "", JUSTICE), *topics, *end]
    roll = ("Ana Costa", "Ministry of Justice"), ("Rui Belo", "IOM"), ("Leo Reis", "Ministry of Health")
    assert tables(source) == [(*roll, ("Maria dos Santos", "UNFPA"))]


OURS = {
    made.paper.name: made.document
    for made in every_paper(example_group().state, TODAY, Audience.SECRETARIAT)
    if PDF in made.forms
}


def test_our_own_minutes_keep_tables_that_have_flat_rules_alone() -> None:
    rows = [row for table in tables(read(PDF.write(OURS["minutes"]))) for row in table]
    assert tuple(f"**{name}**" for name in ("No.", "Action", "Responsible", "Due")) in [row[:4] for row in rows]
    assert any(re.fullmatch(r"A-\d{4}-\d{3}", row[0]) for row in rows)


FULL = "This line is as long as the page allows and goes on with many more words up to here"


def test_lines_are_joined_where_they_are_wrapped_alone() -> None:
    end = "Another line that goes on to the end of the page and that ends there with a full stop."
    said = lines(70, 700, FULL, "and its end.", "A short line", "One more", "(a) numbered", "2.1 too", end, "2.2 new")
    assert texts(said) == [f"{FULL} and its end.", "A short line", "One more", "numbered", "too", end, "new"]


TWO = "Presidente,", "Rapporteur,"


def beside(*columns: tuple[float, Iterable[str]]) -> str:
    """Rows, one after the other, of columns that begin at these places."""
    cells = ([(x, one) for one in said] for x, said in columns)
    return "".join(text(x, 700 - 14 * at, one) for at, row in enumerate(zip(*cells, strict=True)) for x, one in row)


CROOKED = [f"{one}\tx" for one in (*TWO, "Chair")]


@pytest.mark.parametrize(
    ("page", "said"),
    [
        (lines(70, 700, FULL, FULL) + text(90, 672, FULL), [f"{FULL} {FULL}", FULL]),
        (lines(70, 700, *[FULL] * 3) + text(70, 648, "and its end."), [f"{FULL} {FULL} {FULL}", "and its end."]),
        (text(70, 700, FULL) + text(70, 686, "and small", size=9), [FULL, "and small"]),
        (lines(70, 700, "send the plan", "ask the members"), ["send the plan", "ask the members"]),
        (beside((70, TWO), (470, TWO)), [f"{one}\t{one}" for one in TWO]),
        (beside((70, (*TWO, "____")), (350, (*TWO, "____"))), [f"{one}\t{one}" for one in (*TWO, "____")]),
        (beside((70, ["Day:"] * 3), (150, ["3 May"] * 3)), ["Day:\t3 May"] * 3),
        (
            "".join(
                text(70, y, one) + text(300 + y / 2, y, "x")
                for one, y in ((TWO[0], 700), (TWO[1], 686), ("Chair", 672))
            ),
            CROOKED,
        ),
    ],
    ids=["indented", "apart", "smaller", "short", "in two parts", "signed", "labels", "crooked"],
)
def test_a_line_stays_by_itself(page: str, said: list[str]) -> None:
    assert texts(page) == said


def test_a_long_word_that_a_narrow_cell_divides_is_one() -> None:
    page = grid((70, 129, 300), (700, 680, 640)) + text(75, 685, "Status") + text(135, 685, "Task")
    said = lines(75, 665, "Berlangsu", "ng") + text(135, 665, "Plan")
    assert tables(read(drawn(page + said))) == [(("Status", "Task"), ("Berlangsung", "Plan"))]


def test_a_long_text_in_large_type_is_no_heading() -> None:
    large = FULL.lower().removesuffix(" up to here")
    page = lines(70, 700, *[FULL] * 9) + lines(70, 500, *[large] * 4, size=13)
    assert [one.kind for one in read(drawn(page)).blocks] == [BlockKind.PARAGRAPH] * 2
    short = lines(70, 700, *[FULL] * 9) + text(70, 500, large, size=13)
    assert [one.kind for one in read(drawn(short)).blocks] == [BlockKind.PARAGRAPH, BlockKind.HEADING]


def test_a_paragraph_begins_where_bold_words_follow_a_full_stop() -> None:
    full = "A line that goes on to the end of the page, or nearly so, and ends there with a full stop."
    said = lines(70, 700, FULL, full) + text(70, 672, "Decision:", "B") + text(125, 672, "The plan is adopted.")
    assert texts(said) == [f"{FULL} {full}", "**Decision:** The plan is adopted."]


@pytest.mark.parametrize(
    ("end", "start", "whole"),
    [
        ("inter-", "agency", "inter-agency"),  # as the file writes it elsewhere
        ("regu-", "lation", "regulation"),
        ("Timor-", "Leste", "Timor-Leste"),
        ("Co-", "Chair", "Co-Chair"),
        ("refere-", "se a", "refere-se a"),  # a word that nothing else tells to be one
    ],
)
def test_a_word_divided_at_the_end_of_a_line_is_one_as_elsewhere(end: str, start: str, whole: str) -> None:
    full = "This line is as long as the page allows and goes on with more words up to"
    said = texts(lines(70, 700, f"{full} {end}", f"{start} meeting of all", "An inter-agency regulation of a cochair."))
    assert said[0] == f"{full} {whole} meeting of all"


def test_bold_words_are_marked_and_those_drawn_twice_are_told_once() -> None:
    twice = text(70, 680, "Place:") + text(70.4, 680, "Place:") + text(110, 680, "Room 2")
    assert texts(text(70, 700, "Chair:", "B") + text(110, 700, "Ana") + twice) == [
        "**Chair:** Ana",
        "**Place:** Room 2",
    ]


def test_signs_of_picture_fonts_are_what_they_show() -> None:
    found = read(drawn(text(70, 700, "\\267", "S") + text(84, 700, "a plan"))).blocks[0]
    assert (found.kind, found.number, found.text) == (BlockKind.ITEM, "•", "a plan")


def test_the_number_of_a_footnote_changes_no_year() -> None:
    raised = "BT /F 11 Tf 70 700 Td (of 2024) Tj /F 6 Tf 4 Ts (1) Tj ET\n"
    small = text(70, 100, "1 See the law.", size=8)
    page = raised + text(70, 680, "A longer text of the page") + "70 110 m 200 110 l S\n" + small
    assert [(one.kind.value, one.text) for one in read(drawn(page)).blocks] == [
        ("paragraph", "of 2024¹"),
        ("paragraph", "A longer text of the page"),
        ("paragraph", "1 See the law."),
    ]


def test_merged_cells_say_their_text_once_and_lists_in_a_cell_keep_their_lines() -> None:
    rules = grid((70, 200, 400), (700, 680)) + grid((70, 200, 400), (680, 600)) + "70 700 m 70 600 l S\n"
    merged = rules.replace("200 700 m 200 680 l S\n", "")
    said = text(180, 685, "Over both") + lines(75, 665, "Present") + lines(205, 665, "1. Ana", "2. Rui", "   Belo")
    assert tables(read(drawn(merged + said))) == [(("Over both", ""), ("Present", "1. Ana\n2. Rui\nBelo"))]


def test_rows_without_rules_hold_all_the_lines_of_their_cells() -> None:
    rows = (
        (710, ("Body",), ("Task",)),
        (696, ("Ministry of", "Health"), ("Plan", "B")),
        (668, ("Police", "units"), ("List",)),
    )
    said = (lines(75, y, *first) + lines(205, y, *second) for y, first, second in rows)
    assert tables(read(drawn("".join(said)))) == [
        (("Body", "Task"), ("Ministry of Health", "Plan B"), ("Police units", "List"))
    ]


def test_a_long_roll_without_rules_is_a_table() -> None:
    names = [
        f"Dra. Maria {name} dos Santos" for name in ("Alves", "Belo", "Cruz", "Dias", "Egas", "Faria", "Gama", "Horta")
    ]
    bodies = [f"Head of unit {at}, Ministry of Health" for at in range(8)]
    page = beside((70, names), (300, bodies))
    assert tables(read(drawn(page))) == [tuple(zip(names, bodies, strict=True))]


def test_columns_with_rules_through_both_are_a_table() -> None:
    heights = range(700, 560, -14)
    rules = "".join(f"70 {y - 4} m 520 {y - 4} l S\n" for y in heights)
    said = (text(x, y, f"Row {y} says some words here") for y in heights for x in (75, 300))
    assert tables(read(drawn(rules + "".join(said)))) == [
        tuple((f"Row {y} says some words here",) * 2 for y in heights)
    ]


def test_fields_stand_where_they_are_and_comments_are_notes() -> None:
    field = "/Subtype /Widget /F 4 /FT"
    notes = (
        f"{field} /Tx /T (a) /Rect [150 695 300 712] /V (Ana Costa)",
        f"{field} /Btn /T (b) /Rect [150 665 165 682] /V /Yes /AS /Yes /AP << /N << /Yes 4 0 R /Off 4 0 R >> >>",
        "/Subtype /Text /Rect [10 10 20 20] /T (Rui) /Contents (Is this so?)",
    )
    assert texts(Drawn(lines(70, 700, "Name:", "Agreed:", step=30), notes)) == [
        "Name:\tAna Costa",
        "Agreed:\t☒",
        "Rui: Is this so?",
    ]


@pytest.mark.parametrize("turn", ["0 1 -1 0 595 0 cm", "0 -1 1 0 0 842 cm", "-1 0 0 -1 595 842 cm"])
def test_a_page_that_lies_on_its_side_is_read_as_one_reads_it(turn: str) -> None:
    assert texts(f"{turn} " + lines(70, 500, "The first line", "2. The second")) == ["The first line", "The second"]


def test_what_is_written_across_is_a_note() -> None:
    found = read(drawn(text(70, 700, "The text") + "BT /F 40 Tf 0.7 0.7 -0.7 0.7 100 200 Tm (DRAFT) Tj ET")).blocks
    assert [(one.kind.value, one.text) for one in found] == [("paragraph", "The text"), ("note", "DRAFT")]


def pages(*said: str) -> Iterable[str]:
    for number, one in enumerate(said, 1):
        yield text(70, 800, "The Group") + text(70, 700, one) + text(290, 40, f"- {number} -")


def test_headers_and_numbers_of_pages_are_notes_once() -> None:
    found = read(drawn(*pages("First.", "Second.", "Third."))).blocks
    assert [(one.kind.value, one.text, one.place) for one in found] == [
        ("note", "The Group", "p. 1"),
        ("paragraph", "First.", "p. 1"),
        ("paragraph", "Second.", "p. 2"),
        ("paragraph", "Third.", "p. 3"),
        ("note", "- 1 -", "p. 1"),
    ]


def test_the_number_of_the_only_page_is_a_note() -> None:
    found = read(drawn(text(70, 700, "The text.") + text(290, 40, "1"))).blocks
    assert [(one.kind.value, one.text) for one in found] == [("paragraph", "The text."), ("note", "1")]


def test_a_title_that_each_page_begins_with_stays_in_the_text() -> None:
    titled = [text(70, 800, "Minutes", size=16) + lines(70, 700, f"Text {at}", "of it.") for at in range(2)]
    assert texts(*titled).count("Minutes") == 2


def test_a_header_that_the_first_page_has_as_its_title_is_a_note() -> None:
    title = "Minutes of the Group"
    first, second = (
        text(70, 700, title, size=16) + lines(70, 600, *[FULL] * 3),
        text(70, 815, title) + text(70, 700, "x"),
    )
    assert [one.text for one in read(drawn(first, second)).blocks if one.kind is BlockKind.NOTE] == [title]


def test_pages_that_are_pictures_are_named() -> None:
    assert read(drawn(SCAN, SCAN)) == Source(problem=Unreadable.PICTURE)
    assert texts(text(70, 700, "One page that has a text."), SCAN) == ["One page that has a text.", PICTURE_PAGE]
    assert read(drawn("")) == Source()


def test_what_cannot_be_read_says_why(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = drawn("", text(70, 700, "The text"))
    key = f"/Encrypt << /Filter /Standard /V 1 /R 2 /P -4 /O <{'41' * 32}> /U <{'42' * 32}> >> /ID [<43> <43>] /Root"
    assert read(whole.replace(b"/Root", key.encode())).problem is Unreadable.LOCKED
    for broken in (b"", b"%PDF-1.7", whole[:300], drawn(), b"<html>"):
        assert read(broken).problem is Unreadable.BROKEN
    for most, few in (("MOST_LETTERS", 5), ("MOST_PAGES", 1)):
        with monkeypatch.context() as changed:
            changed.setattr(pdf, most, few)
            assert read(whole).problem is Unreadable.TOO_LARGE


def test_one_page_that_is_damaged_takes_no_other_with_it() -> None:
    whole = drawn("", text(70, 700, "The text"))
    assert [
        one.text for one in read(whole.replace(b"/Kids [", b"/Kids [99 0 R ").replace(b"/Count 2", b"/Count 3")).blocks
    ] == [
        BROKEN_PAGE,
        "The text",
    ]


STRANGE = (
    Drawn(text(70, 700, "x"), more="/MediaBox [0 0 1e30 1e30]"),
    Drawn(text(70, 700, "x"), more="/MediaBox [0 0 0 0] /CropBox [9 9 1 1]"),
    "1e30 0 0 1e30 0 0 cm " + text(1e30, 1e30, "x") + grid((1e30, -1e35), (0, 1e38)),
    "/Scan Do " * 99,
    "BT /F 0 Tf 70 700 Td (x) Tj ET",
)


@pytest.mark.parametrize("page", STRANGE, ids=range(len(STRANGE)))
def test_strange_pages_do_no_harm(page: Drawn | str) -> None:
    assert texts(page, text(70, 700, "The text"))[-1].endswith("The text")


def damaged(data: bytes, seed: int) -> bytes:
    chance = random.Random(seed)
    changed = bytearray(data)
    if seed % 2:
        start = chance.randrange(len(data))
        del changed[start : start + chance.choice((10, 1000, len(data)))]
    numbers = [at for at, sign in enumerate(changed) if chr(sign).isdigit()]
    for _ in range(chance.choice((1, 10, 100))):
        if numbers and seed % 3:
            changed[chance.choice(numbers)] = chance.choice(b"0123456789.-")
        elif changed:
            changed[chance.randrange(len(changed))] = chance.randrange(256)
    return bytes(changed)


def test_no_damage_raises() -> None:
    small = drawn(
        grid((70, 200, 300), (700, 680, 660)) + text(75, 685, "No") + text(205, 665, "Ana"),
        Drawn(text(70, 700, "x"), ("/Subtype /Widget /FT /Tx /T (a) /Rect [150 695 300 712] /V (Ana)",)),
        SCAN,
    )
    for seed in range(200):
        source = read(damaged(small if seed % 20 else COLUMNS, seed))
        assert source.problem is None or not source.blocks
