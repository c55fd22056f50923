"""The matrix of a round: out for one organization, filled in as in a spreadsheet, and back; over the generated plan."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from datetime import date, timedelta
from typing import NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.builders import MemoryState, organization
from tests.generated_plan import PLANS, TODAY, GeneratedPlan
from tests.papers_made import matrix_text

from ictwg.domain.changes import Edit
from ictwg.domain.records import Activity, ActivityReport, Organization, Plan, Round, RoundAnswer
from ictwg.domain.values import ActivityStatus, Audience, Checked, RoundState
from ictwg.exports.plan_matrix import Matrix
from ictwg.imports.doubts import ADDED, FIRST_ROW, LEFT_OUT, THEIRS, THIS_ROW, DoubtKind, Key
from ictwg.imports.filled_matrix import FilledRows, is_matrix
from ictwg.imports.list_rows import ListFile
from ictwg.imports.report import ImportPlan, RowState
from ictwg.locales import t
from ictwg.papers.forms import SPREADSHEET, WEB_PAGE
from ictwg.programme.plan import renumbered
from ictwg.programme.plan_matrix import OURS, TO_FILL, Past, SheetHead, matrix_label_id
from ictwg.programme.rounds import awaited
from ictwg.records.lookup import Lookup
from ictwg.records.planned_state import StateAfterChanges
from ictwg.reports import figures_of
from ictwg.reports.period import asked_for
from ictwg.sources import sheets
from ictwg.sources.model import BlockKind

ROUND = 11
FILE = "from MoJ.csv"
CAME = date(2010, 3, 1)


class Group(NamedTuple):
    made: GeneratedPlan
    about: Round
    home: Organization
    led: list[int]
    """The activities of that plan that the organization leads, from the lists."""

    def report(self, activity: str) -> ActivityReport | None:
        found = self.made.state.linked(ActivityReport, ActivityReport.activity, activity)
        return next((one for one in found if one.round == self.about.id), None)

    @property
    def answer(self) -> RoundAnswer:
        found = self.made.state.linked(RoundAnswer, RoundAnswer.round, self.about.id)
        return next(one for one in found if one.organization == self.home.id)


@pytest.fixture
def group() -> Group:
    """A round that nobody has answered, and the organization that leads most."""
    made = GeneratedPlan(7)
    state = made.state
    about = state.get(Round, made.rounds[ROUND])
    assert about is not None
    for report in state.linked(ActivityReport, ActivityReport.round, about.id):
        state.apply(Edit("verbs.edited").remove(report).done())
    for answer in state.linked(RoundAnswer, RoundAnswer.round, about.id):
        state.apply(Edit("verbs.edited").remove(answer).done())
    plan = state.get(Plan, about.plan)
    assert plan is not None
    state.apply(renumbered(state, plan))
    parts = [n for n, part in enumerate(made.parts) if part.plan == ROUND % PLANS]
    lead = max(range(12), key=lambda home: sum(made.parts[n].lead == home for n in parts))
    home = state.get(Organization, made.homes[lead])
    assert home is not None
    return Group(made, about, home, [n for n in parts if made.parts[n].lead == lead])


def sent(group: Group, lang: str = "") -> list[list[str]]:
    text = matrix_text(group.made.state, group.about, group.home, Audience.MEMBERS, TODAY, lang)
    return list(csv.reader(io.StringIO(text.removeprefix("\ufeff")), delimiter=";"))


def sent_as_workbook(group: Group) -> list[list[str]]:
    whose = Matrix(group.made.state, group.about, group.home, Audience.MEMBERS, TODAY)
    blocks = sheets.read(SPREADSHEET.write(whose.document(tabular=True))).blocks
    rows = next(block.rows for block in blocks if block.kind is BlockKind.TABLE)
    return [[*row] if any(row[2:]) else [*row[:2]] for row in rows]


def heads(lines: list[list[str]]) -> tuple[int, dict[str, int]]:
    at = next(n for n, line in enumerate(lines) if len(line) > len(SheetHead))
    return at, {heading: n for n, heading in enumerate(lines[at])}


def fill(lines: list[list[str]], row: int, **cells: str) -> None:
    """Writes into a row under headings, by the names of fields and columns."""
    at, columns = heads(lines)
    known = {field.name: field for field in (*OURS, *TO_FILL)} | {one.value: one for one in Past}
    for name, text in cells.items():
        lines[at + 1 + row][columns[t(matrix_label_id(known[name]), lang="en")]] = text


def head(lines: list[list[str]], name: SheetHead, text: str) -> None:
    next(line for line in lines if line and line[0] == t(matrix_label_id(name), lang="en"))[1:] = [text]


def back(
    group: Group, lines: list[list[str]], chosen: Mapping[Key, str] | None = None, today: date = CAME
) -> ImportPlan:
    out = io.StringIO()
    csv.writer(out).writerows(lines)
    data = out.getvalue().encode()
    assert is_matrix(data)
    return FilledRows(ListFile(Lookup(group.made.state, today), data, FILE, chosen or {})).plan()


def test_it_lists_what_the_organization_leads_with_its_last_report_beside(group: Group) -> None:
    lines = sent(group)
    at, columns = heads(lines)
    title, status = columns[t("records.activity")], columns[t(matrix_label_id(Past.STATUS), lang="en")]
    printed = {line[title]: line[status] for line in lines[at + 1 :]}
    expected = {}
    for n in group.led:
        until = group.about.closes_on
        told = [one for one in group.made.told if one.part == n and one.round != ROUND and until and one.on <= until]
        days = sorted(one.on for one in told)
        last = {one.status for one in told if one.on == days[-1]} if told else {ActivityStatus.NO_REPORT_RECEIVED}
        expected[f"Activity {n}"] = {t(f"choices.activity_status.{one}") for one in last}
    assert printed.keys() == expected.keys()
    assert all(printed[name] in expected[name] for name in printed)
    assert all(set(line[-len(TO_FILL) :]) == {""} for line in lines[at + 1 :])
    page = matrix_text(group.made.state, group.about, group.home, Audience.MEMBERS, TODAY, form=WEB_PAGE)
    assert all(f"Activity {n}" in page for n in group.led)


def test_a_free_word_for_a_status_is_told_as_what_it_was_read(group: Group) -> None:
    """What the program itself calls a status in any language needs no word; what is no status asks."""
    lines = sent(group)
    for row, word in enumerate(("ongoing", "on track", "Atrasado (60%)", "gaudily")):
        fill(lines, row, status=word)
    rows = back(group, lines).rows
    assert rows[0].why == t("matrix.read_as", text="ongoing", status="on track")
    assert not rows[1].why
    assert t("matrix.read_as", text="Atrasado (60%)", status="delayed") in rows[2].summary
    assert [one.kind for one in rows[3].doubts] == [DoubtKind.NO_STATUS]


def test_what_is_filled_in_becomes_reports_of_the_organization_and_its_answer(group: Group) -> None:
    lines = sent(group)
    fill(lines, 0, status="On track", progress="=1+1\nSecond line", constraints="no car")
    fill(lines, 1, status="delayed")
    found = back(group, lines)
    states = [row.state for row in found.rows]
    assert (states[:2], set(states[2:])) == ([RowState.NEW] * 2, {RowState.SAME})
    group.made.state.apply(found.changes)
    reports = [one for one in group.made.state.all(ActivityReport) if one.round == group.about.id]
    assert {(one.organization, one.source, one.reported_on, one.checked) for one in reports} == {
        (group.home.id, f"{FILE}, {CAME}", CAME, Checked.NOT_CHECKED)
    }
    told = {one.status: (one.progress, one.constraints) for one in reports}
    assert told == {
        ActivityStatus.ON_TRACK: ("=1+1\nSecond line", "no car"),
        ActivityStatus.DELAYED: ("", ""),
    }
    assert (group.answer.state, group.answer.answered_on) == (RoundState.RECEIVED, CAME)
    again = back(group, lines, today=date(2010, 3, 9))
    assert ({row.state for row in again.rows}, bool(again.changes)) == ({RowState.SAME}, False)


def test_a_workbook_says_what_the_csv_says(group: Group) -> None:
    plans = []
    for lines in (sent(group), sent_as_workbook(group)):
        untouched = back(group, lines)
        assert not untouched.changes
        assert not any(row.doubts or row.why for row in untouched.rows if row.state is not RowState.SAME)
        fill(lines, 0, status="completed", progress="Done in May")
        plans.append(back(group, lines))
    assert plans[0].changes.writes == plans[1].changes.writes
    assert [row.state for row in plans[0].rows] == [row.state for row in plans[1].rows]


@pytest.mark.parametrize("lang", ["pt", "tet", "id"])
def test_it_is_read_in_every_language_in_which_it_goes_out(group: Group, lang: str) -> None:
    lines = sent(group, lang)
    at, _ = heads(lines)
    lines[at + 1][-len(TO_FILL)] = t("choices.activity_status.at_risk", lang=lang)
    found = back(group, lines)
    assert [(row.state, row.why) for row in found.rows[:1]] == [(RowState.NEW, "")]
    assert {row.why for row in found.rows[1:]} == {t("matrix.empty")}


def test_a_day_that_a_spreadsheet_wrote_in_its_own_way_is_no_changed_past(group: Group) -> None:
    lines = sent(group)
    at, names = heads(lines)
    place = names[t(matrix_label_id(Past.PERIOD), lang="en")]
    said = date.fromisoformat(lines[at + 1][place])
    lines[at + 1][place] = f"{said:%d/%m/%y}"
    assert back(group, lines).rows[0].why == t("matrix.empty")
    lines[at + 1][place] = f"{said + timedelta(days=1):%d/%m/%y}"
    assert t("matrix.past", text=lines[at + 1][place]) in back(group, lines).rows[0].why


def test_their_wording_and_a_changed_past_are_not_taken_silently(group: Group) -> None:
    lines = sent(group)
    fill(lines, 0, status="completed", title="Another wording", last_progress="We did more", ends_on="31/12/2019")
    row = back(group, lines).rows[0]
    (doubt,) = row.doubts
    assert (doubt.kind, doubt.text, row.state) == (DoubtKind.OTHER_WORDING, "Another wording", RowState.NEW)
    assert t("matrix.past", text="We did more") in row.why
    assert "31/12/2019" in row.why
    before = {one.id: (one.title, one.ends_on) for one in group.made.state.all(Activity)}
    group.made.state.apply(back(group, lines).changes)
    assert {one.id: (one.title, one.ends_on) for one in group.made.state.all(Activity)} == before
    group.made.state.apply(back(group, lines, {doubt.key: THEIRS}).changes)
    assert "Another wording" in {one.title for one in group.made.state.all(Activity)}


def test_what_is_older_than_a_newer_report_is_kept_out(group: Group) -> None:
    lines = sent(group)
    fill(lines, 0, status="on track", progress="Half")
    group.made.state.apply(back(group, lines).changes)
    head(lines, SheetHead.FILLED_IN_ON, "20 February 2010")
    fill(lines, 0, status="delayed", progress="A quarter")
    row = back(group, lines).rows[0]
    assert ([one.kind for one in row.doubts], row.state) == ([DoubtKind.OLDER], RowState.SAME)
    assert not back(group, lines).changes
    assert back(group, lines, {row.doubts[0].key: THEIRS}).rows[0].state is RowState.UPDATED
    head(lines, SheetHead.FILLED_IN_ON, "5 March 2010")
    newer = back(group, lines, today=date(2010, 3, 9))
    assert [one.state for one in newer.rows[:1]] == [RowState.UPDATED]
    group.made.state.apply(newer.changes)
    report = next(one for one in group.made.state.all(ActivityReport) if one.progress == "A quarter")
    assert report.reported_on == date(2010, 3, 5)


def test_rows_that_are_not_in_the_plan_come_in_only_when_somebody_wants_them(group: Group) -> None:
    lines = sent(group)
    fill(lines, 0, code="9.9.9", title="Something else", status="on track")
    fill(lines, 1, title=lines[heads(lines)[0] + 1 + 2][heads(lines)[1][t("records.activity")]], status="on track")
    first, second, *_ = back(group, lines).rows
    kinds = [row.doubts[0].kind for row in (first, second)]
    assert kinds == [DoubtKind.NEW_ACTIVITY] * 2  # the second has the number of one and the words of another
    assert not back(group, lines).changes
    added = back(group, lines, {first.doubts[0].key: ADDED})
    group.made.state.apply(added.changes)
    (made,) = (one for one in group.made.state.all(Activity) if one.title == "Something else")
    assert (made.code, made.lead, made.plan) == ("9.9.9", group.home.id, group.about.plan)
    assert not back(group, lines).changes


def test_a_status_that_is_missing_or_not_clear_is_asked_and_the_rest_of_the_row_kept(group: Group) -> None:
    lines = sent(group)
    fill(lines, 0, progress="Going well")
    fill(lines, 1, status="almost", progress="x")
    fill(lines, 2, status="In progress (60%)", progress="y")
    first, second, third, *_ = back(group, lines).rows
    assert [row.doubts[0].kind for row in (first, second)] == [DoubtKind.NO_STATUS] * 2
    assert not third.doubts
    status = f"{t(ActivityReport.status.label_id)}: {t('choices.activity_status.at_risk')}"
    chosen = {first.doubts[0].key: t("choices.activity_status.at_risk"), second.doubts[0].key: LEFT_OUT}
    assert [row.state for row in back(group, lines, chosen).rows[:2]] == [RowState.NEW, RowState.DOUBTFUL]
    assert status in back(group, lines, chosen).rows[0].written
    group.made.state.apply(back(group, lines).changes)
    reports = [one for one in group.made.state.all(ActivityReport) if one.round == group.about.id]
    reports.sort(key=lambda one: one.progress, reverse=True)
    assert [(one.checked, one.question, one.progress) for one in reports] == [
        (Checked.QUESTION, t("matrix.status_question", text="almost"), "x"),
        (Checked.NOT_CHECKED, "", "In progress (60%)\ny"),
        (Checked.QUESTION, t("matrix.status_missing"), "Going well"),
    ]
    statuses = [ActivityStatus.NOT_SAID, ActivityStatus.ON_TRACK, ActivityStatus.NOT_SAID]
    assert [one.status for one in reports] == statuses, "nobody reported what was reported before"
    asked = asked_for(TODAY, TODAY - timedelta(days=400), TODAY + timedelta(days=400), audience=Audience.MEMBERS)
    page = figures_of("round", group.made.state, asked, TODAY + timedelta(days=400)).json(asked)
    printed = {row["progress"]: row["standing"] for row in page["reported"] if row["progress"]}
    assert (printed["Going well"], printed["x"]) == ("not_said", "not_said")
    assert not back(group, lines).changes


def test_a_second_row_of_one_activity_that_says_something_else_asks(group: Group) -> None:
    lines = sent(group)
    at, _ = heads(lines)
    lines.insert(at + 2, list(lines[at + 1]))
    fill(lines, 0, status="on track", progress="first")
    fill(lines, 1, status="delayed", constraints="no car")
    found = back(group, lines)
    (doubt,) = found.rows[1].doubts
    assert (doubt.kind, found.rows[1].to_check) == (DoubtKind.SAID_TWICE, 1)
    for choice, status in ((FIRST_ROW, ActivityStatus.ON_TRACK), (THIS_ROW, ActivityStatus.DELAYED)):
        planned = StateAfterChanges(
            group.made.state, back(group, lines, {doubt.key: choice}).changes, (ActivityReport,)
        )
        (came,) = (one for one in planned.all(ActivityReport) if one.round == group.about.id)
        assert (came.status, came.progress, came.constraints) == (status, "first", "no car")


def test_a_matrix_of_another_round_plan_or_organization_is_not_read(group: Group) -> None:
    for name in (SheetHead.PLAN, SheetHead.ROUND, SheetHead.ORGANIZATION):
        lines = sent(group)
        fill(lines, 0, status="on track")
        head(lines, name, "Something else")
        (row,) = back(group, lines).rows
        assert (row.state, "Something else" in row.why) == (RowState.UNREAD, True)
    later = Edit("verbs.edited").create(
        Plan, group.made.state.new_id(), Plan.title("4"), Plan.earlier(group.about.plan)
    )
    group.made.state.apply(later.done())
    assert back(group, sent(group)).rows[0].why == t("matrix.later_version", version=f"{PLANS}")
    assert not is_matrix(b"Name;Acronym\nMinistry;MoJ\n")


cells = st.text(st.sampled_from("'=+-@;,\"( )/.1é\t\n") | st.characters(), max_size=8) | st.sampled_from(
    ["", "on track", "delayed", "no report received", "1.1", "Train", "MoJ", "2010-02-31", "31 June 2010"]
)


@given(data=st.data())
def test_whatever_stands_in_its_cells_the_same_file_again_changes_nothing(data: st.DataObject) -> None:
    state = MemoryState()
    home, plan = organization(state, "MoJ"), state.add(Plan, Plan.title("National Plan"))
    about = state.add(Round, Round.title("Reports"), Round.plan(plan.id), Round.closes_on(CAME))
    for number, title in enumerate(("Train", "Print", "Train")):
        named = (Activity.plan(plan.id), Activity.title(title), Activity.code(f"1.{number}" if number else ""))
        state.add(Activity, *named, Activity.lead(home.id))
    text = matrix_text(state, about, home, Audience.MEMBERS, TODAY).removeprefix("\ufeff")
    lines = list(csv.reader(io.StringIO(text), delimiter=";"))
    at, _ = heads(lines)
    for _ in range(data.draw(st.integers(1, 8))):
        line = lines[data.draw(st.integers(at + 1, len(lines) - 1))]
        line[data.draw(st.integers(0, len(line) - 1))] = data.draw(cells)
    out = io.StringIO()
    csv.writer(out).writerows(lines)
    chosen: dict[Key, str] = {}
    lookup = Lookup(state, CAME)
    for row in FilledRows(ListFile(lookup, out.getvalue().encode("utf-8", "replace"), FILE)).plan().rows:
        chosen |= {doubt.key: data.draw(st.sampled_from(doubt.choices)) for doubt in row.doubts}
    state.apply(FilledRows(ListFile(lookup, out.getvalue().encode("utf-8", "replace"), FILE, chosen)).plan().changes)
    assert not FilledRows(ListFile(lookup, out.getvalue().encode("utf-8", "replace"), FILE, chosen)).plan().changes


def test_of_two_rounds_of_one_name_the_last_day_says_which(group: Group) -> None:
    state, about = group.made.state, group.about
    named = (Round.title(about.title), Round.plan(about.plan), Round.closes_on(date(2012, 3, 31)))
    later = state.add(Round, *named)
    lines = sent(group)
    fill(lines, 0, status="on track")
    state.apply(back(group, lines).changes)
    head(lines, SheetHead.ANSWER_BY, "31 March 2012")
    state.apply(back(group, lines).changes)
    came = [one.round for one in state.all(ActivityReport) if one.source]
    assert sorted(map(str, came)) == sorted([about.id, later.id])


def test_those_who_lead_with_others_get_it_too_and_what_came_in_this_round_is_not_the_past(group: Group) -> None:
    state, plan = group.made.state, group.about.plan
    assert plan is not None
    other = next(one for one in state.linked(Activity, Activity.plan, plan) if one.lead not in (None, group.home.id))
    state.apply(Edit("verbs.edited").update(other, Activity.co_leads((group.home.id,))).done())
    lines = sent(group)
    at, columns = heads(lines)
    titles = [line[columns[t("records.activity")]] for line in lines[at + 1 :]]
    row = lines[at + 1 + titles.index(other.title)]
    assert row[columns[t(Activity.co_leads.label_id)]] == group.home.acronym
    assert group.home.acronym in matrix_text(state, group.about, None, Audience.MEMBERS, TODAY, form=WEB_PAGE)
    assert back(group, lines).rows[titles.index(other.title)].why == t("matrix.empty")
    fill(lines, titles.index(other.title), co_leads="Somebody else")
    assert "Somebody else" in back(group, lines).rows[titles.index(other.title)].why
    lines = sent(group)
    before = [line[: -len(TO_FILL)] for line in lines[at + 1 :]]
    head(lines, SheetHead.FILLED_IN_ON, "20 October 2009")  # before the round closed
    fill(lines, titles.index(other.title), status="completed", progress="Done with them")
    state.apply(back(group, lines).changes)
    assert [line[: -len(TO_FILL)] for line in sent(group)[at + 1 :]] == before
    rows = [row for row in awaited(state, group.about) if row.activity.id == other.id]
    assert [(row.organization and row.organization.id, row.stands(CAME)) for row in rows] == [
        (other.lead, ActivityStatus.NO_REPORT_RECEIVED),
        (group.home.id, ActivityStatus.COMPLETED),
    ]


def test_everybody_else_gets_nothing_of_what_members_may_see(group: Group) -> None:
    text = matrix_text(group.made.state, group.about, group.home, Audience.EVERYONE, TODAY)
    assert "Activity " not in text
