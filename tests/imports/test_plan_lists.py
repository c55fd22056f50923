"""The matrix of a plan as ministries have it: what comes in, what is asked, and the same once more."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.builders import MemoryState, organization

from ictwg.domain.records import (
    Activity,
    ActivityDate,
    ActivityReport,
    FundingLine,
    Indicator,
    Organization,
    Plan,
    Round,
)
from ictwg.domain.tree import branches
from ictwg.domain.values import PlanLevel, RoundKind
from ictwg.imports.doubts import (
    AS_ABOVE,
    IN_NOTES,
    LEFT_OUT,
    NO_DAY,
    NO_ORGANIZATION,
    THIS_ROW,
    TYPED,
    UNDER_NONE,
    DoubtKind,
    Key,
)
from ictwg.imports.list_rows import ListFile
from ictwg.imports.record_lists import import_records
from ictwg.imports.report import ImportPlan, RowState
from ictwg.locales import t
from ictwg.programme.plan import renumbered
from ictwg.records.lookup import Lookup
from ictwg.records.selection import condition_by

TODAY = date(2010, 2, 15)
PILLARS = ("Prevention", "Protection", "Prosecution", "Partnership")
HEADS = "Pillar;Objective;No;Activity;Indicator;Responsible;Partners;Timeframe;Budget;Status"
TIMES = ("2010", "Q2 2010", "Jan–Jun 2010", "2010/2011", "by June 2011")


@pytest.fixture
def state() -> MemoryState:
    state = MemoryState()
    for acronym in ("MoJ", "MFA", "PNTL", "IOM"):
        organization(state, acronym)
    state.add(Plan, Plan.title("National Plan"), Plan.starts_on(date(2010, 1, 1)), Plan.ends_on(date(2012, 12, 31)))
    return state


def plan(state: MemoryState, text: str, chosen: Mapping[Key, str] | None = None, today: date = TODAY) -> ImportPlan:
    (of,) = state.all(Plan)
    return import_records(ListFile(Lookup(state, today), text.encode(), "plan.csv", chosen or {}), Activity, of)


def activities(state: MemoryState) -> dict[str, Activity]:
    return {one.title: one for one in state.all(Activity) if one.level is PlanLevel.ACTIVITY}


def matrix() -> str:
    """Sixty activities in four pillars of two objectives; a pillar is said where it begins, as in merged cells."""
    lines = ["National Plan of Action 2010-2012", HEADS]
    for number in range(60):
        pillar, within = divmod(number, 15)
        objective = within // 8
        above = f"{PILLARS[pillar] if not within else ''};{f'Objective {objective + 1}' if within in (0, 8) else ''}"
        code = f"{pillar + 1}.{objective + 1}.{within % 8 + 1}"
        who = ("MoJ", "MFA, PNTL", "PNTL and MoJ", "MoJ/MFA")[number % 4]
        lines.append(
            f"{above};{code};Activity {number};Output {number};{who};IOM;{TIMES[number % 5]};USD {number},500;"
        )
    return "\n".join(lines) + "\n"


def test_rows_without_a_pillar_stand_under_none_where_somebody_says_so(state: MemoryState) -> None:
    text = "Pillar;Activity\nPrevention;Radio\n;Office costs\nProtection;Shelter\n;Audit\n"
    (doubt,) = (one for row in plan(state, text).rows for one in row.doubts if one.kind is DoubtKind.NO_PILLAR)
    state.apply(plan(state, text, {doubt.key: UNDER_NONE}).changes)
    tree = branches(Activity.part_of, state.all(Activity))
    assert {one.record.title: one.depth for one in tree if one.record.level is PlanLevel.ACTIVITY} == {
        "Radio": 1,
        "Office costs": 0,
        "Shelter": 1,
        "Audit": 0,
    }
    again = plan(state, text)
    assert not again.changes, "what is on record stays where it is, and is not asked again"
    assert not again.to_check


@pytest.mark.parametrize("text", ["No;Activity;Responsible\n{lines}", "Activity;Responsible\n{lines}"])
def test_numbers_alone_say_what_stands_under_what(state: MemoryState, text: str) -> None:
    lines = (
        ("1", "PREVENTION", ""), ("1.1", "People know", ""), ("1.1.1", "Radio", "MoJ"), ("1.1.2", "Film", ""),
        ("2", "PROTECTION", ""), ("2.1", "Help", "MoJ"),
    )  # fmt: skip
    apart = text.startswith("No")
    said = "\n".join(";".join(line if apart else (f"{line[0]}. {line[1]}", line[2])) for line in lines)
    wanted = text.format(lines=f"{said}\n")
    state.apply(plan(state, wanted).changes)
    tree = branches(Activity.part_of, state.all(Activity))
    assert [(one.depth, one.record.code, one.record.title) for one in tree] == [
        (0, "1", "PREVENTION"),
        (1, "1.1", "People know"),
        (2, "1.1.1", "Radio"),
        (2, "1.1.2", "Film"),
        (0, "2", "PROTECTION"),
        (1, "2.1", "Help"),
    ]
    assert [one.record.level for one in tree][:4] == [*PlanLevel, PlanLevel.ACTIVITY]
    assert not plan(state, wanted).changes


def test_no_report_is_missing_before_anybody_was_asked(state: MemoryState) -> None:
    """The day on which a plan comes in says nothing of its bodies; a round that closed without a report does."""
    state.apply(plan(state, matrix()).changes)
    (of,) = state.all(Plan)

    def missing(on: date) -> int:
        return sum(map(condition_by.all_of(Activity)["no_report"](Lookup(state, on)), activities(state).values()))

    assert missing(TODAY) == 0
    asked = (Round.plan(of.id), Round.title("First"), Round.kind(RoundKind.ACTIVITY_REPORTS))
    state.add(Round, *asked, Round.opens_on(TODAY), Round.closes_on(TODAY))
    assert missing(TODAY + timedelta(days=1)) == len(activities(state))


def test_the_same_again_changes_nothing_also_when_numbers_were_given_later(state: MemoryState) -> None:
    text = matrix()
    state.apply(plan(state, text).changes)
    again = plan(state, text)
    assert ({row.state for row in again.rows}, bool(again.changes)) == ({RowState.SAME}, False)
    bare = "Pillar;Activity\nPrevention;Talk on the radio\n;Talk at schools\n"
    state.apply(plan(state, bare).changes)
    (whole,) = state.all(Plan)
    state.apply(renumbered(state, whole))
    assert not plan(state, bare).changes


def test_an_activity_that_slips_in_a_later_list_keeps_its_earlier_date(state: MemoryState) -> None:
    state.apply(plan(state, "Activity;Timeframe\nTrain the police;Q2 2010\n").changes)
    later = plan(state, "Activity;Timeframe\nTrain the police;Q4 2010\n")
    assert [row.state for row in later.rows] == [RowState.UPDATED]
    state.apply(later.changes)
    assert activities(state)["Train the police"].ends_on == date(2010, 12, 31)
    assert [one.before for one in state.all(ActivityDate)] == [date(2010, 6, 30)]


@pytest.mark.parametrize(
    "text",
    [
        "Pillar;Activity;Responsible;Partners;Timeframe;Status\n1. Prevention;1.1 Talk;MoJ; IOM;2010;ongoing\n",
        "Pilar;Actividade;Responsável;Parceiros;Prazo;Situação\nPilar 1: Prevention;1.1 Talk;MoJ;IOM;2010;em curso\n",
        "Pilar;Atividade sira;Responsavel;Parseiru sira;Prazu;Estadu\n1. Prevention;1.1 Talk;MoJ;IOM;2010;lao hela\n",
        "Pilar;Kegiatan;Penanggung jawab;Mitra;Jadwal;Status\n1. Prevention;1.1 Talk;MoJ;IOM;2010;berlangsung\n",
        "No,Activity,Lead agency,Partners,Timeframe,Status\n,PILLAR 1: Prevention,,,,\n1.1,Talk,MoJ,IOM,2010,started\n",
    ],
)
def test_headings_and_words_are_known_in_four_languages(state: MemoryState, text: str) -> None:
    found = plan(state, text)
    assert not any(row.doubts or row.why for row in found.rows)
    state.apply(found.changes)
    (talk,), pillars = activities(state).values(), [one for one in state.all(Activity) if one.level is PlanLevel.PILLAR]
    assert [(one.code, one.title) for one in pillars] == [("1", "Prevention")]
    assert (talk.title, talk.code, talk.part_of, talk.ends_on) == ("Talk", "1.1", pillars[0].id, date(2010, 12, 31))
    assert not state.all(ActivityReport), "nobody reported what stands in a list"
    assert "(as in the list of Mon 15 February 2010)" in talk.remarks
    assert not plan(state, text, today=date(2010, 3, 15)).changes


@pytest.mark.parametrize(
    "heading",
    [
        "Strategic objective / Activity",
        "Objectives and activities (2010)",
        "Objetivos e atividades",
        "Objetivu no atividade sira",
        "Tujuan / Kegiatan",
    ],
)
def test_a_heading_that_combines_the_levels_is_that_of_the_activities(state: MemoryState, heading: str) -> None:
    found = plan(state, f"No;{heading};Lead\n1;Prevention;\n1.1;Talk;MoJ\n")
    assert not any(row.doubts or row.why for row in found.rows)
    state.apply(found.changes)
    ((title, talk),) = activities(state).items()
    above = state.get(Activity, talk.part_of)
    assert (title, above and above.title) == ("Talk", "Prevention")


def test_what_is_not_sure_is_asked_once(state: MemoryState) -> None:
    text = "Activity;Responsible;Timeframe\nOne;Court of Appeal, MoJ;mid 2010\nTwo;Court of Appeal;ongoing\n"
    first, second = plan(state, text).rows
    assert [(one.kind, one.text) for one in first.doubts] == [
        (DoubtKind.UNKNOWN_ORGANIZATION, "Court of Appeal"),
        (DoubtKind.UNCLEAR_DATES, "mid 2010"),
    ]
    (unclear,) = second.doubts
    assert unclear.choices == (NO_DAY, "2010-01-01 – 2012-12-31", TYPED)
    typed = plan(state, text, {unclear.key: "Q2 2010"})
    assert f"{t(Activity.ends_on.label_id)}: Wed 30 June 2010" in typed.rows[1].written
    chosen = {unclear.key: unclear.choices[1], first.doubts[0].key: NO_ORGANIZATION}
    state.apply(plan(state, text, chosen).changes)
    one, two = activities(state)["One"], activities(state)["Two"]
    assert {home.acronym for home in state.all(Organization)} == {"MoJ", "MFA", "PNTL", "IOM"}
    assert (one.ends_on, two.ends_on, two.lead) == (None, date(2012, 12, 31), None)


def test_nothing_of_a_row_goes_without_a_word(state: MemoryState) -> None:
    text = (
        "Pillar;Activity;Responsible;Partners;Budget;Status;Remarks\n"
        "Prevention;Talk;MoJ, all;TBD;TBD;almost;Since May\n;Print;MoJ;-;-;ongoing (60%);\n"
    )
    found = plan(state, text)
    first, second = found.rows
    (lost,) = first.doubts
    assert (lost.kind, lost.choices) == (DoubtKind.NOT_READ, (IN_NOTES, LEFT_OUT))
    (under,) = second.doubts
    assert (found.to_check, under.kind, found.counts["doubtful"]) == (2, DoubtKind.NO_PILLAR, 2)
    told = ((Activity.lead, "all"), (Activity.partners, "TBD"), (FundingLine.planned, "TBD"))
    lines = [f"{t(field.label_id)}: {text}" for field, text in told]
    status, day = t(ActivityReport.status.label_id), t("importing.as_in_list", day="Mon 15 February 2010")
    assert lost.text == "; ".join(lines)
    pillar = f"{t('records.activity')} · {t(Activity.level.label_id)}: {t('choices.plan_level.pillar')}"
    assert {pillar, f"{t(Activity.lead.label_id)}: MoJ", f"{t(Activity.title.label_id)}: Talk"} <= {*first.written}
    state.apply(found.changes)
    assert activities(state)["Talk"].remarks == "\n".join(("Since May", f"{status}: almost ({day})", *lines))
    assert activities(state)["Print"].remarks == f"{status}: ongoing (60%) ({day})"
    assert not plan(state, text).changes
    state.apply(plan(state, text.replace("ongoing (60%)", "completed"), today=date(2010, 3, 15)).changes)
    *_, last = activities(state)["Print"].remarks.splitlines()
    assert last == f"{status}: completed (as in the list of Mon 15 March 2010)"
    assert not state.all(ActivityReport)


def test_an_amount_in_another_currency_than_the_groups_is_asked_about(state: MemoryState) -> None:
    text = "Pillar;Activity;Budget (USD)\nPrevention;Talk;20000 EUR\n;Print;USD 1,500\n;Sing;€ 300\n"
    found = plan(state, text)
    assert found.to_check == 3
    state.apply(found.changes)
    paid = {state.get(Activity, one.activity): one.planned for one in state.all(FundingLine)}
    assert {part.title: amount for part, amount in paid.items() if part is not None} == {"Print": 1500}
    label = t(FundingLine.planned.label_id)
    assert activities(state)["Talk"].remarks == f"{label}: 20000 EUR"
    assert activities(state)["Sing"].remarks == f"{label}: € 300"


@pytest.mark.parametrize(
    "heads",
    [
        ";2010;;;;2011;;;\n;Q1;Q2;Q3;Q4;Q1;Q2;Q3;Q4",
        ";2010;;;;2011;;;\n;1;2;3;4;1;2;3;4",
        ";2010;2010;2010;2010\n;I;II;III;IV",
        ";Timeframe;;;\n;T1 2010;T2 2010;T3 2010;T4 2010",
        ";1º Trim. 2010;2º Trim. 2010;3º Trim. 2010;4º Trim. 2010",
    ],
)
def test_a_mark_under_a_stretch_of_time_is_the_period(state: MemoryState, heads: str) -> None:
    found = plan(state, f"Activity{heads}\nTalk;;X;█;\nSing;✓;;;x\nRest;;–;;\n")
    assert (found.to_check, [row.what for row in found.rows]) == (0, ["Talk", "Sing", "Rest"])
    state.apply(found.changes)
    talk, sing, rest = (activities(state)[one] for one in ("Talk", "Sing", "Rest"))
    assert (talk.starts_on, talk.ends_on, talk.period) == (date(2010, 4, 1), date(2010, 9, 30), "")
    assert (sing.starts_on, sing.ends_on) == (date(2010, 1, 1), date(2010, 12, 31))
    assert sing.period.count(", ") == 1, "what is apart is told in words"
    assert (rest.starts_on, rest.ends_on, rest.period) == (None, None, "")
    assert not plan(state, f"Activity{heads}\nTalk;;X;█;\n").changes


def test_months_are_of_the_year_above_them_or_words(state: MemoryState) -> None:
    months = "Activity;" + ";".join("JFMAMJJASOND") + "\nTalk;;x;x" + ";" * 9 + "\n"
    state.apply(plan(state, f"Work plan 2011\n{months}").changes)
    talk = activities(state)["Talk"]
    assert (talk.starts_on, talk.ends_on) == (date(2011, 2, 1), date(2011, 3, 31))
    state.apply(plan(state, "Activity;Feb;Mar;Year 2\nSing;x;x;\nRest;;;x\n").changes)
    assert [activities(state)[one].period for one in ("Sing", "Rest")] == ["Feb, Mar", "Year 2"]
    asked = plan(state, "Activity;Dili;Baucau;2010\nHelp;x;;500\n")
    assert [one.text for row in asked.rows for one in row.doubts] == ["Dili: x", "2010: 500"], "places, and amounts"


def test_a_period_that_is_no_day_stays_in_the_words_of_the_plan(state: MemoryState) -> None:
    text = "Activity;Timeframe;Remarks\nTalk;Annually;\nSing;within 3 months after adoption;May\nHelp;2010;\n"
    found = plan(state, text)
    assert found.to_check == 2
    state.apply(found.changes)
    said = {one.title: (one.period, one.remarks) for one in activities(state).values()}
    assert said == {"Talk": ("Annually", ""), "Sing": ("within 3 months after adoption", "May"), "Help": ("", "")}
    assert not plan(state, text).changes


@pytest.mark.parametrize(
    ("heading", "cell", "amount"),
    [
        ("Budget (USD)", "1 030,5", "1030.50"),
        ("Budget", "36,6", "36.60"),
        ("Budget", "$ 15.000,-", "15000"),
        ("Budget", "20 000US$", "20000"),
        ("Budget", "100.000,00 USD", "100000"),
        ("Budget (thousand UAH)", "1,500", None),
        ("Budget (thousand USD)", "1,500", "1500000"),
        ("Budget", "5 mil dólares", "5000"),
        ("Budget", "1.5 million USD", "1500000"),
        ("Budget", "5 mil euros", None),
        ("Budget", "10 000 per year", None),
    ],
)
def test_amounts_as_they_are_written(state: MemoryState, heading: str, cell: str, amount: str | None) -> None:
    """What is in thousands counts only when somebody says so; what is in another currency stays in the notes."""
    text = f"Activity;{heading}\nTalk;{cell}\n"
    asked = [doubt for row in plan(state, text).rows for doubt in row.doubts if doubt.kind is DoubtKind.THOUSANDS]
    if asked:
        state.apply(plan(state, text).changes)
        assert not state.all(FundingLine)
    state.apply(plan(state, text, {doubt.key: doubt.choices[1] for doubt in asked}).changes)
    assert [one.planned for one in state.all(FundingLine)] == ([Decimal(amount)] if amount else [])
    assert amount or cell in activities(state)["Talk"].remarks


def test_a_further_line_of_an_activity_is_another_indicator_of_it(state: MemoryState) -> None:
    text = "Activity;Indicator\nTrain;People trained\n;Districts reached; \n"
    state.apply(plan(state, text).changes)
    assert {one.title for one in state.all(Indicator)} == {"People trained", "Districts reached"}
    assert {one.activity for one in state.all(Indicator)} == {activities(state)["Train"].id}
    assert not plan(state, text).changes


def test_the_place_of_a_shelter_is_protected_from_the_start(state: MemoryState) -> None:
    found = plan(state, "Activity;District\nOpen a safe house;Dili\nPrint posters;Dili\n")
    assert [[doubt.kind for doubt in row.doubts] for row in found.rows] == [[DoubtKind.SHELTER], []]
    state.apply(found.changes)
    assert {one.title for one in state.all(Activity) if one.location_protected} == {"Open a safe house"}


@pytest.mark.parametrize(
    ("empty", "text"),
    [
        # a further row of one that stands under none; one of each place; an objective is no activity
        (UNDER_NONE, "Activity;Pillar\nPrint;Law\nTrain;\nPay;Law\nTrain;\n"),
        (UNDER_NONE, "Activity;Pillar;Remarks\nTrain;;A\nPay;Law;\nTrain;;A\nTrain;Law;B\n"),
        (AS_ABOVE, "Activity;Objective\nPrint;Law\n1.1.1 Pay;Law\n1.1 Print;Court\nPrint;Law\nPrint;\n"),
        # a row that holds in place of another one
        (AS_ABOVE, "Activity;Remarks;Status\nTrain;May;ongoing\nTrain;June;almost\n"),
    ],
)
def test_what_two_rows_of_one_title_say_holds_again_where_it_is_answered_likewise(
    state: MemoryState, empty: str, text: str
) -> None:
    answers = {DoubtKind.NO_PILLAR: empty, DoubtKind.SAID_TWICE: THIS_ROW}
    doubts = [doubt for row in plan(state, text).rows for doubt in row.doubts]
    chosen = {doubt.key: answers.get(doubt.kind, doubt.default) for doubt in doubts}
    state.apply(plan(state, text, chosen).changes)
    assert not plan(state, text, chosen).changes


WORDS = {
    "Pillar": ["", "", "Prevention", "1. Prevention", "Pillar 2: Law", "PREVENTION"],
    "Objective": ["", "", "Objective 1", "1.1 Schools", "Prevention"],
    "No": ["", "", "1", "1.1", "1.1.1", "x"],
    "Activity": ["", "Train", "train", "1.1 Train", "Print", "13 districts", "=1+1", "Open a shelter"],
    "Indicator": ["", "Trained; printed", "• trained", ";"],
    "Responsible": ["", "MoJ", "MoJ, all", "MoJ, PNTL", "Court and MoJ", "TBD", "/", "Court of Appeal"],
    "Partners": ["", "IOM", "all", "Court"],
    "Timeframe": ["", "2010", "Q2 2010", "2010-12", "mid", "31 June 2010", "2012-2010"],
    "Budget": ["", "USD 1,500", "TBD", "1.5", "-", "5 mil"],
    "Status": ["", "ongoing", "almost", "ongoing (60%)", "completed", "no report received"],
    "Remarks": ["", "Since May"],
    "2011": ["", "X", "–"],
    "2012": ["", "✓"],
}


@given(data=st.data())
def test_whatever_stands_in_it_the_same_list_again_changes_nothing(data: st.DataObject) -> None:
    state = MemoryState()
    for acronym in ("MoJ", "PNTL", "IOM"):
        organization(state, acronym)
    state.add(Plan, Plan.title("National Plan"), Plan.starts_on(date(2010, 1, 1)), Plan.ends_on(date(2012, 12, 31)))
    columns = ["Activity", *data.draw(st.lists(st.sampled_from([*WORDS]), min_size=1, max_size=9, unique=True))]
    columns = list(dict.fromkeys(columns))
    rows = [[data.draw(st.sampled_from(WORDS[name])) for name in columns] for _ in range(data.draw(st.integers(1, 7)))]
    out = io.StringIO()
    csv.writer(out).writerows([columns, *rows])
    chosen: dict[Key, str] = {}
    for row in plan(state, out.getvalue()).rows:
        chosen |= {doubt.key: data.draw(st.sampled_from(doubt.choices)) for doubt in row.doubts}
    state.apply(plan(state, out.getvalue(), chosen).changes)
    assert not plan(state, out.getvalue(), chosen).changes


def test_a_line_of_its_own_is_the_pillar_in_whatever_column_and_however_numbered() -> None:
    """In the column of the numbers, by a letter, above the headings; a note below is none."""
    heads = "Code;Activity;Responsible"
    bands = {
        "PILLAR A: PARTNERSHIPS": "PARTNERSHIPS", "Pilar I – Prevenção": "Prevenção", "Eixo 2: Dados": "Dados",
        "Pilar B. Layanan": "Layanan", "Pilar C – Justisa": "Justisa",
    }  # fmt: skip
    for band, title in bands.items():
        for text in (f"{heads}\n{band};;\nA1;Train;MoJ\nNote: draft;;\n", f"{band}\n{heads}\nA1;Train;MoJ\n"):
            fresh = MemoryState()
            fresh.add(Plan, Plan.title("National Plan"))
            fresh.apply(plan(fresh, text).changes)
            (train,) = activities(fresh).values()
            above = fresh.get(Activity, train.part_of)
            assert (train.code, above and (above.level, above.title)) == ("A1", (PlanLevel.PILLAR, title)), text


def test_two_columns_under_one_heading_are_the_number_and_the_text(state: MemoryState) -> None:
    state.apply(plan(state, "Output / Activity;;Lead\nOutput 1: Data;;\n1.1;Train;MoJ\n1.2;Print;IOM\n").changes)
    assert {title: one.code for title, one in activities(state).items()} == {"Train": "1.1", "Print": "1.2"}
    state.apply(plan(state, "Activity;;Lead\nTravel;by car;MoJ\n").changes)
    assert activities(state)["Travel"].code == ""
