"""Papers of several bodies in one import: one question of each name, and never two bodies in one meeting."""

from __future__ import annotations

import pytest
from tests.builders import MemoryState

from ictwg.domain.changes import Edit
from ictwg.domain.records import Group, Meeting, Series
from ictwg.imports.asked_once import body_in
from ictwg.imports.doubts import NEW_SERIES, PLENARY, DoubtKind, ReadingDoubt
from ictwg.imports.foreign_minutes.model import ReadMeeting
from ictwg.imports.foreign_minutes.reader import read_minutes
from ictwg.imports.minutes import import_minutes
from ictwg.imports.report import ImportPlan
from ictwg.locales import t

OWN = "Training Working Group"
LAW = "Sub-group on Legislation"
PAPER = """{body}
Minutes of the {count} meeting
Date: {day}
Present:
- Ana Dias (MoJ)
- Rui Sá (IOM)

1. Law
{said}
"""
PAPERS = (
    (OWN, "1st", "3 May 2010"),
    (LAW, "4th", "3 May 2010"),
    (LAW, "5th", "4 June 2010"),
    (LAW.upper(), "6th", "5 July 2010"),
)


@pytest.fixture
def state() -> MemoryState:
    state = MemoryState()
    state.apply(Edit("verbs.created").create(Group, "g", Group.name(OWN), Group.key("group")).done())
    return state


def plan_of(state: MemoryState, said: str = "") -> ImportPlan:
    told = "Decision: to meet again.\nAction: IOM to write the letter by 3 August 2010"
    texts = (PAPER.format(body=body, count=count, day=day, said=told) for body, count, day in PAPERS)
    files = [read_minutes(text, f"{at}.txt") for at, text in enumerate(texts)]
    chosen = {t("importing.series"): {(DoubtKind.BODY, 0, "subgroup on legislation"): said}} if said else {}
    return import_minutes(state, files, chosen=chosen)


def asked(plan: ImportPlan) -> list[ReadingDoubt]:
    return [one for row in plan.rows for one in row.doubts if one.kind is DoubtKind.BODY]


def series(state: MemoryState) -> list[str]:
    return [one.series for one in sorted(state.all(Meeting), key=lambda one: (str(one.date), one.series))]


def test_each_name_is_asked_once_for_all_files_and_what_nobody_answers_is_of_the_plenary(state: MemoryState) -> None:
    plan = plan_of(state)
    (doubt,) = asked(plan)
    assert (doubt.text, doubt.choices, doubt.place) == (LAW, (NEW_SERIES, PLENARY), t("importing.papers", count=3))
    state.apply(plan.changes)
    assert series(state) == [""] * 4, "of one day, but of two bodies"


def test_an_answer_makes_the_body_and_what_was_brought_in_before_it_moves_there(state: MemoryState) -> None:
    late = MemoryState()
    late.apply(Edit("verbs.created").create(Group, "g", Group.name(OWN), Group.key("group")).done())
    late.apply(plan_of(late).changes)
    for one in (state, late):
        one.apply(plan_of(one, NEW_SERIES).changes)
        (law,) = one.all(Series)
        assert (law.name, series(one)) == (LAW, ["", *[law.code] * 3])
        assert not asked(plan_of(one)), "its name is on record now"
        assert not plan_of(one).changes


def test_a_body_on_record_that_is_called_alike_is_proposed_first(state: MemoryState) -> None:
    name = "Legislation Sub-Group"
    state.apply(Edit("verbs.created").create(Series, "s", Series.code("LEG"), Series.name(name)).done())
    assert asked(plan_of(state))[0].choices == (name, NEW_SERIES, PLENARY)
    state.apply(plan_of(state, name).changes)
    assert series(state) == ["", "LEG", "LEG", "LEG"]


@pytest.mark.parametrize(
    ("title", "line", "path", "name"),
    [
        ("Protection Sub-Group – Minutes of the 4th meeting", "", "a.docx", "Protection Sub-Group"),
        ("Minutes of the 4th meeting of the Sub-group on Law", "", "a.docx", "Sub-group on Law"),
        ("Minutes of the 3rd meeting", "**Protection Sub-Group**", "a.pdf", "Protection Sub-Group"),
        ("Ata da 2.ª reunião da Comissão Técnica", "", "a.docx", "Comissão Técnica"),
        ("Ata n.º 3", "Subcomité de Redação", "a.odt", "Subcomité de Redação"),
        ("Notulen rapat ke-4 Tim Kecil Revisi", "", "a.odt", "Tim Kecil Revisi"),
        ("Minutes of the 4th meeting", "", "x/Drafting_Team 4th meeting.odt", "Drafting Team"),
        ("Sub-grupu ba Lei nian", "", "a.docx", "Sub-grupu ba Lei nian"),
        (f"Sub-group on Law of the {OWN}", "", "a.docx", "Sub-group on Law"),
        (OWN, "Technical team", "a.docx", "Technical team"),
        (f"Minutes of the 4th meeting of the {OWN}", "", "4th meeting.docx", OWN),
        ("Minutes of the 4th meeting", "The committee met at nine.", "4th.pdf", ""),
    ],
)
def test_a_paper_names_its_body_besides_the_group_and_no_ordinal_is_a_name(
    title: str, line: str, path: str, name: str
) -> None:
    assert body_in(ReadMeeting(title=title, source_text=f"{line}\n{title}"), path, [OWN]) == name
