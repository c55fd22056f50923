"""The plan of action: where each activity stands, what slips, numbers on purpose, and the next version."""

from __future__ import annotations

from collections import Counter
from datetime import date
from decimal import Decimal
from random import Random

import pytest
from tests.builders import MemoryState, organization

from ictwg.app.problems.problems import to_mend
from ictwg.domain.changes import Edit
from ictwg.domain.records import (
    Activity,
    ActivityDate,
    ActivityReport,
    FundingLine,
    Indicator,
    Plan,
    Round,
    RoundAnswer,
)
from ictwg.domain.seen import AudienceView
from ictwg.domain.values import ActivityStatus, Audience, Became, MembershipStatus, PlanLevel, RoundState
from ictwg.errors import ThereAlreadyError
from ictwg.locales import t
from ictwg.minutes.gaps import ProblemKind
from ictwg.programme.hooks import progress_words
from ictwg.programme.plan import (
    differences,
    funding_of,
    is_unfunded,
    led_by_none,
    new_version,
    places_to_settle,
    progress,
    progress_by_pillar,
    renumbered,
    standing,
    tree,
)
from ictwg.programme.rounds import awaited
from ictwg.records.editing import add, set_fields
from ictwg.records.filter_words import readers_of, understood
from ictwg.records.lookup import Lookup
from ictwg.records.record_rows import grouped, in_tree, move, record_rows
from ictwg.records.tables import record_detail
from ictwg.reports import figures_of
from ictwg.reports.period import ReportRequest

TODAY = date(2010, 2, 15)


class Drafted:
    """A plan of two pillars with three activities each, in a state of its own."""

    def __init__(self) -> None:
        self.state = state = MemoryState()
        self.home = organization(state, "MoJ", status=MembershipStatus.MEMBER)
        self.plan = state.add(Plan, Plan.title("National Plan"))
        self.pillars = [self.part(title, None, PlanLevel.PILLAR) for title in ("Prevention", "Protection")]
        self.parts = [self.part(f"{n}", self.pillars[n // 3].id) for n in range(6)]

    def part(self, title: str, under: str | None, level: PlanLevel = PlanLevel.ACTIVITY) -> Activity:
        self.order = getattr(self, "order", 0) + 1
        return self.state.add(
            Activity,
            Activity.plan(self.plan.id),
            Activity.title(title),
            Activity.part_of(under),
            Activity.level(level),
            Activity.lead(self.home.id),
            Activity.order(f"a{self.order}"),
        )

    def report(self, part: Activity, status: ActivityStatus, on: date, in_round: str | None = None) -> None:
        self.state.add(
            ActivityReport,
            ActivityReport.activity(part.id),
            ActivityReport.status(status),
            ActivityReport.organization(self.home.id),
            ActivityReport.reported_on(on),
            ActivityReport.round(in_round),
        )

    def round(self, opens: date, closes: date) -> str:
        settings = (Round.title(f"{opens}"), Round.plan(self.plan.id), Round.opens_on(opens))
        return self.state.add(Round, *settings, Round.closes_on(closes)).id

    def end(self, part: Activity, on: date) -> None:
        self.state.apply(Edit("verbs.edited").update(part, Activity.ends_on(on)).done())

    def standing(self, part: Activity) -> ActivityStatus | None:
        found = self.state.get(Activity, part.id)
        assert found is not None
        return standing(self.state, found, TODAY)


@pytest.fixture
def drafted() -> Drafted:
    return Drafted()


def test_what_ends_and_is_not_completed_is_delayed_and_what_nobody_reported_never_is(drafted: Drafted) -> None:
    on_track, completed, silent, stopped, *_ = drafted.parts
    for part in drafted.parts[:4]:
        drafted.end(part, date(2010, 2, 14))
    drafted.report(on_track, ActivityStatus.ON_TRACK, date(2010, 1, 10))
    drafted.report(completed, ActivityStatus.COMPLETED, date(2010, 1, 10))
    drafted.report(stopped, ActivityStatus.SUSPENDED, date(2010, 1, 10))
    assert drafted.standing(on_track) is ActivityStatus.DELAYED
    assert drafted.standing(completed) is ActivityStatus.COMPLETED
    assert drafted.standing(stopped) is ActivityStatus.SUSPENDED
    assert drafted.standing(silent) is ActivityStatus.NO_REPORT_RECEIVED
    assert drafted.standing(drafted.pillars[0]) is None
    drafted.end(on_track, TODAY)
    assert drafted.standing(on_track) is ActivityStatus.ON_TRACK  # its last day is not over


def test_where_a_report_leaves_the_status_open_the_one_before_holds(drafted: Drafted) -> None:
    told, ended, never, *_ = drafted.parts
    drafted.report(told, ActivityStatus.AT_RISK, date(2010, 1, 10))
    drafted.report(ended, ActivityStatus.COMPLETED, date(2010, 1, 10))
    for part in (told, ended, never):
        drafted.report(part, ActivityStatus.NOT_SAID, date(2010, 1, 20))
    found = [drafted.standing(part) for part in (told, ended, never)]
    assert found == [ActivityStatus.AT_RISK, ActivityStatus.COMPLETED, ActivityStatus.NO_REPORT_RECEIVED]


def test_what_was_reported_holds_until_a_round_closes_without_it(drafted: Drafted) -> None:
    first, second, third, *_ = drafted.parts
    for part in (first, second, third):
        drafted.report(part, ActivityStatus.ON_TRACK, date(2009, 12, 1))
    drafted.round(date(2010, 2, 1), TODAY)
    assert drafted.standing(second) is ActivityStatus.ON_TRACK  # its last day is not over
    closed = drafted.round(date(2010, 1, 1), date(2010, 2, 14))
    drafted.report(first, ActivityStatus.AT_RISK, date(2009, 12, 31), closed)
    drafted.report(third, ActivityStatus.AT_RISK, date(2010, 1, 5))
    assert drafted.standing(first) is ActivityStatus.AT_RISK
    assert drafted.standing(second) is ActivityStatus.NO_REPORT_RECEIVED
    assert drafted.standing(third) is ActivityStatus.AT_RISK


def test_progress_is_counted_by_pillar_and_as_a_whole(drafted: Drafted) -> None:
    random, expected = Random(3), Counter[ActivityStatus]()
    for part in drafted.parts:
        status = random.choice([ActivityStatus.ON_TRACK, ActivityStatus.COMPLETED, ActivityStatus.AT_RISK])
        drafted.report(part, status, date(2010, 1, 5))
        expected[status] += 1
    whole = progress(drafted.state, drafted.plan, TODAY)
    assert (whole.counts, whole.whole, whole.weighted) == (expected, 6, None)
    pillars = progress_by_pillar(drafted.state, drafted.plan, TODAY)
    assert [one.title for one in pillars] == ["Prevention", "Protection"]
    assert sum((Counter(one.counts) for one in pillars), Counter()) == expected
    done = expected[ActivityStatus.COMPLETED]
    said = t("programme.progress", title="National Plan", done=done, whole=6, lang="en")
    assert progress_words(whole, "en").startswith(said)


def test_two_next_versions_of_one_plan_are_one_line_to_decide(drafted: Drafted) -> None:
    for name in ("2", "II"):
        assert not [one for one in to_mend(drafted.state, TODAY) if "/next_twice/" in one.id]
        drafted.state.apply(new_version(drafted.state, drafted.plan, name)[1])
    (line,) = (one for one in to_mend(drafted.state, TODAY) if "/next_twice/" in one.id)
    assert (line.kind, line.table, line.field) == (ProblemKind.AFTER_MERGE, Plan.TABLE, Plan.earlier.name)
    assert all(name in line.where for name in ("National Plan (2)", "National Plan (II)"))


def test_what_stands_under_no_pillar_is_one_line(drafted: Drafted) -> None:
    alone = [drafted.part(f"Alone {n}", None) for n in range(3)]
    drafted.report(alone[0], ActivityStatus.COMPLETED, date(2010, 1, 5))
    pillars = progress_by_pillar(drafted.state, drafted.plan, TODAY)
    assert [(one.title, one.whole) for one in pillars] == [
        ("Prevention", 3),
        ("Protection", 3),
        (t("programme.no_pillar"), 3),
    ]
    assert pillars[-1].counts[ActivityStatus.COMPLETED] == 1


def test_a_percentage_needs_a_rule_and_the_weight_of_each(drafted: Drafted) -> None:
    state = drafted.state
    for number, part in enumerate(drafted.parts):
        state.apply(Edit("verbs.edited").update(part, Activity.weight(10 + number)).done())
    drafted.report(drafted.parts[5], ActivityStatus.COMPLETED, date(2010, 1, 5))
    assert progress(state, drafted.plan, TODAY).weighted is None
    state.apply(Edit("verbs.edited").update(drafted.plan, Plan.weights_rule("By cost, agreed on 3 March")).done())
    plan = state.all(Plan)[0]
    assert progress(state, plan, TODAY).weighted == round(100 * 15 / sum(range(10, 16)))
    state.apply(Edit("verbs.edited").update(state.all(Activity)[-1], Activity.weight(None)).done())
    assert progress(state, plan, TODAY).weighted is None


def test_an_activity_that_slips_keeps_its_earlier_dates(drafted: Drafted) -> None:
    part = drafted.parts[0]
    for day in ("2010-02-28", "2010-05-31", "2010-05-31", "2010-09-30"):
        found = drafted.state.get(Activity, part.id)
        assert found is not None
        drafted.state.apply(set_fields(Lookup(drafted.state, TODAY), found, {"ends_on": day}))
    kept = sorted((one.before, one.after) for one in drafted.state.all(ActivityDate))
    assert kept == [(date(2010, 2, 28), date(2010, 5, 31)), (date(2010, 5, 31), date(2010, 9, 30))]


def test_numbers_follow_the_tree_only_when_they_are_told_to(drafted: Drafted) -> None:
    drafted.state.apply(renumbered(drafted.state, drafted.plan))
    assert codes(drafted) == ["1", "1.1", "1.2", "1.3", "2", "2.1", "2.2", "2.3"]
    last = drafted.state.get(Activity, drafted.parts[5].id)
    assert last is not None
    drafted.state.apply(move(drafted.state, last, "up"))
    assert codes(drafted) == ["1", "1.1", "1.2", "1.3", "2", "2.1", "2.3", "2.2"]
    drafted.state.apply(renumbered(drafted.state, drafted.plan))
    assert codes(drafted) == ["1", "1.1", "1.2", "1.3", "2", "2.1", "2.2", "2.3"]


def test_nothing_is_moved_under_an_activity(drafted: Drafted) -> None:
    """The form offers none either."""
    _, second, *_ = drafted.parts
    before = [one.part_of for one in drafted.state.all(Activity)]
    drafted.state.apply(move(drafted.state, second, "nest"))
    assert [one.part_of for one in drafted.state.all(Activity)] == before
    drafted.state.apply(move(drafted.state, drafted.pillars[1], "nest"))
    moved = drafted.state.get(Activity, drafted.pillars[1].id)
    assert moved is not None
    assert moved.part_of == drafted.pillars[0].id


def codes(drafted: Drafted) -> list[str]:
    return [drafted.state.get(Activity, branch.record.id).code for branch in tree(drafted.state, drafted.plan)]  # type: ignore[union-attr]  # all are there


def test_a_new_version_is_compared_part_by_part(drafted: Drafted) -> None:
    state = drafted.state
    state.apply(Edit("verbs.edited").update(drafted.parts[5], Activity.order("")).done())
    drafted.report(drafted.parts[0], ActivityStatus.ON_TRACK, date(2010, 1, 5))
    state.add(Indicator, Indicator.plan(drafted.plan.id), Indicator.activity(drafted.parts[1].id), Indicator.title("I"))
    made, changes = new_version(state, drafted.plan, "draft 2")
    state.apply(changes)
    later = state.get(Plan, made)
    assert later is not None
    assert (later.title, later.version, later.earlier) == ("National Plan", "draft 2", drafted.plan.id)
    assert differences(state, drafted.plan, later) == ()
    told = [(branch.record.title, len(branch.above)) for branch in tree(state, later)]
    assert told == [(branch.record.title, len(branch.above)) for branch in tree(state, drafted.plan)]
    copies = {part.earlier: part for part in state.linked(Activity, Activity.plan, made)}
    assert all(copy.order for copy in copies.values())
    assert not state.linked(ActivityReport, ActivityReport.activity, copies[drafted.parts[0].id].id)
    (indicator,) = state.linked(Indicator, Indicator.plan, made)
    assert indicator.activity == copies[drafted.parts[1].id].id
    edit = Edit("verbs.edited").update(copies[drafted.parts[0].id], Activity.title("Otherwise"))
    state.apply(edit.remove(copies[drafted.parts[4].id]).done())
    state.add(Activity, Activity.plan(made), Activity.title("New"))
    found = differences(state, drafted.plan, later)
    assert [
        (one.before and one.before.title, one.after and one.after.title, [field.name for field in one.fields])
        for one in found
    ] == [("0", "Otherwise", ["title"]), (None, "New", []), ("4", None, [])]
    request = ReportRequest(date(2009, 1, 1), TODAY)
    rows = figures_of("plan", state, request, TODAY).json(request)["changes"]
    assert [(row["part"], row["became"], row["was"], row["now"]) for row in rows] == [
        ("Otherwise", Became.CHANGED, "0", "Otherwise"),
        ("New", Became.NEW, None, None),
        ("4", Became.GONE, None, None),
    ]


def test_what_is_missing_is_found_by_words(drafted: Drafted) -> None:
    state = drafted.state
    gone = organization(state, "NGO-A", status=MembershipStatus.WITHDRAWN)
    none, left, *_ = drafted.parts
    for part, lead in ((none, None), (left, gone.id)):
        state.apply(Edit("verbs.edited").update(part, Activity.lead(lead)).done())
    parts = {part.title: part for part in state.all(Activity)}
    assert sorted(title for title, part in parts.items() if led_by_none(state, part, TODAY)) == ["0", "1"]
    query = understood("is:without_lead is:unfunded", TODAY, readers_of(Lookup(state, TODAY), Activity))
    assert sorted(title for title, part in parts.items() if query.fits(part)) == ["0", "1"]


def test_what_gives_a_protected_place_away_is_to_be_checked(drafted: Drafted) -> None:
    state = drafted.state
    for title, flag in (("Abrigo de Baucau", True), ("Abrigo", True), ("Open a shelter", None), ("A shelter", False)):
        said = (Activity.title(title), *(() if flag is None else (Activity.location_protected(flag),)))
        state.add(Activity, Activity.plan(drafted.plan.id), *said)
    found = {(key, activity.title) for key, activity, _ in places_to_settle(state)}
    assert found == {("place_in_title", "Abrigo de Baucau"), ("place_unprotected", "Open a shelter")}


def test_where_a_protected_activity_is_only_the_secretariat_knows(drafted: Drafted) -> None:
    state, part = drafted.state, drafted.parts[0]
    state.apply(Edit("verbs.edited").update(part, Activity.districts(("Baucau",))).done())
    members, ours = (AudienceView(state, audience) for audience in (Audience.MEMBERS, Audience.SECRETARIAT))
    assert members.get(Activity, part.id).districts == ("Baucau",)  # type: ignore[union-attr]  # it is there
    state.apply(Edit("verbs.edited").update(part, Activity.location_protected(True)).done())
    assert members.get(Activity, part.id).districts == ()  # type: ignore[union-attr]
    assert ours.get(Activity, part.id).districts == ("Baucau",)  # type: ignore[union-attr]


def test_a_tree_prints_numbers_before_titles_and_days_are_grouped_by_quarter(drafted: Drafted) -> None:
    drafted.state.apply(renumbered(drafted.state, drafted.plan))
    for n, day in enumerate((date(2010, 3, 31), date(2010, 4, 1), date(2010, 6, 30))):
        drafted.end(drafted.parts[n], day)
    lookup, columns = Lookup(drafted.state, TODAY, "en"), (Activity.title, Activity.ends_on)
    rows = record_rows(lookup, Activity, columns, drafted.plan)
    assert [f"{row.indent.strip()} {row.title}" for row in in_tree(lookup, Activity, rows, columns, ())][:3] == [
        "▾ 1 Prevention",
        "1.1 0",
        "1.2 1",
    ]
    groups = {one.title: len(one.rows) for one in grouped(lookup, rows, Activity.ends_on)}
    assert groups == {"January–March 2010": 1, "April–June 2010": 2, "": 5}


@pytest.mark.parametrize(
    ("title", "under", "protected"),
    [
        ("Open a shelter in the east", "", True),
        ("Abrir um abrigo", "", True),
        ("Abrir centros de acolhimento para vítimas", "", True),
        ("Hari uma mahon rua", "", True),
        ("Train specialists", "Protection", False),
        ("Pay one-time assistance", "Protection", False),
        ("Train the police", "Prevention", False),
        ("Inspect sheltered ports", "", False),
    ],
)
def test_the_location_of_what_speaks_of_protection_is_protected(
    drafted: Drafted, title: str, under: str, *, protected: bool
) -> None:
    lookup = Lookup(drafted.state, TODAY, "en")
    plan, words = Activity.plan.name, {Activity.title.name: title, Activity.part_of.name: under}
    id, changes = add(lookup, Activity, {plan: drafted.plan.title, **words})
    drafted.state.apply(changes)
    assert drafted.state.get(Activity, id).location_protected is protected  # type: ignore[union-attr]
    id, changes = add(lookup, Activity, {plan: drafted.plan.title, **words, Activity.location_protected.name: "no"})
    drafted.state.apply(changes)
    assert drafted.state.get(Activity, id).location_protected is False  # type: ignore[union-attr]


def test_an_activity_says_how_far_it_is_when_it_was_to_end_at_first_and_what_was_reported_last(
    drafted: Drafted,
) -> None:
    part = drafted.parts[0]
    for day in (date(2010, 1, 31), date(2010, 2, 10), date(2010, 3, 1)):
        lookup = Lookup(drafted.state, TODAY, "en")
        found = drafted.state.get(Activity, part.id)
        assert found is not None
        drafted.state.apply(set_fields(lookup, found, {Activity.ends_on.name: day.isoformat()}))
    drafted.report(part, ActivityStatus.AT_RISK, date(2010, 2, 1))
    found = drafted.state.get(Activity, part.id)
    assert found is not None
    facts = record_detail(Lookup(drafted.state, TODAY, "en"), found).sections[0].lines
    risk = t("choices.activity_status.at_risk")
    assert facts[:3] == (
        t("programme.stands", status=risk, ends="1 Mar 2010"),
        t("programme.first_end", day="31 Jan 2010"),
        t("programme.last_report", who="MoJ", day="1 Feb 2010", what=risk),
    )


def test_two_who_make_the_next_version_at_once_make_one(drafted: Drafted) -> None:
    first, second = (new_version(drafted.state, drafted.plan, version) for version in ("draft 2", "Draft 2"))
    assert first[0] == second[0]
    assert first[1].created == second[1].created
    drafted.state.apply(first[1])
    with pytest.raises(ThereAlreadyError):
        new_version(drafted.state, drafted.plan, "draft 2")


def test_a_new_version_counts_what_was_reported_of_the_one_before(drafted: Drafted) -> None:
    state, part = drafted.state, drafted.parts[0]
    asked = drafted.round(date(2010, 1, 1), date(2010, 2, 1))
    drafted.report(part, ActivityStatus.AT_RISK, date(2010, 1, 20), asked)
    made, changes = new_version(state, drafted.plan, "2")
    state.apply(changes)
    (later,) = [one for one in state.linked(Activity, Activity.plan, made) if one.earlier == part.id]
    assert standing(state, later, TODAY) is ActivityStatus.AT_RISK
    told = state.add(Round, Round.plan(made), Round.closes_on(date(2010, 3, 1)))
    last = next(row.last for row in awaited(state, told) if row.activity == later)
    assert last is not None
    assert last.status is ActivityStatus.AT_RISK
    drafted.report(later, ActivityStatus.ON_TRACK, date(2010, 2, 10))
    assert standing(state, later, TODAY) is ActivityStatus.ON_TRACK
    assert drafted.standing(part) is ActivityStatus.AT_RISK


def test_a_new_version_is_paid_for_as_the_one_before_until_it_says_otherwise(drafted: Drafted) -> None:
    state, part = drafted.state, drafted.parts[0]
    before = state.add(FundingLine, FundingLine.activity(part.id), FundingLine.planned(Decimal(500)))
    made, changes = new_version(state, drafted.plan, "2")
    state.apply(changes)
    (later,) = [one for one in state.linked(Activity, Activity.plan, made) if one.earlier == part.id]
    assert funding_of(state, later) == (before,)
    assert not is_unfunded(state, later)
    own = state.add(FundingLine, FundingLine.activity(later.id), FundingLine.planned(Decimal(700)))
    assert (funding_of(state, later), funding_of(state, part)) == ((own,), (before,))


def test_a_report_tells_of_the_period_that_it_is_about(drafted: Drafted) -> None:
    """What came in February about December counts in the account of the year."""
    state, part = drafted.state, drafted.parts[0]
    asked = drafted.round(date(2010, 1, 18), date(2010, 2, 28))
    found = state.get(Round, asked)
    assert found is not None
    state.apply(Edit("verbs.edited").update(found, Round.until(date(2009, 12, 31))).done())
    drafted.report(part, ActivityStatus.COMPLETED, date(2010, 2, 3), asked)
    year_end = date(2009, 12, 31)
    assert standing(state, part, year_end) is ActivityStatus.COMPLETED
    assert standing(state, part, date(2009, 12, 30)) is ActivityStatus.NO_REPORT_RECEIVED


def test_a_report_is_that_of_the_lead_in_the_open_round_where_nobody_says_otherwise(drafted: Drafted) -> None:
    lookup, part = Lookup(drafted.state, TODAY, "en"), drafted.parts[0]
    asked = drafted.round(date(2010, 2, 1), date(2010, 2, 28))
    words = {ActivityReport.activity.name: part.title, ActivityReport.reported_on.name: "2010-02-10"}
    id, changes = add(lookup, ActivityReport, words)
    drafted.state.apply(changes)
    made = drafted.state.get(ActivityReport, id)
    assert made is not None
    assert (made.round, made.organization) == (asked, drafted.home.id)
    (answer,) = drafted.state.linked(RoundAnswer, RoundAnswer.round, asked)
    assert answer.state is RoundState.RECEIVED
