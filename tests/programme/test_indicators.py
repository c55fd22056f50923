"""What an indicator counted: no number of people can be worked out, and victims stay one total a year."""

from __future__ import annotations

from datetime import date
from typing import Any

from hypothesis import given
from hypothesis import strategies as st
from tests.builders import MemoryState

from ictwg.domain.changes import Edit
from ictwg.domain.records import Indicator, IndicatorValue, ParticipantCount, Plan, Training
from ictwg.domain.seen import AudienceView
from ictwg.domain.values import Audience, AudienceGroup, Counts, Sex, YesNo
from ictwg.imports.other_group import import_group
from ictwg.imports.report import RowState
from ictwg.locales import t
from ictwg.programme.indicators import PeriodValue, reached, start_of, values_of
from ictwg.programme.small_numbers import Hidden
from ictwg.records.editing import remove

TODAY = date(2010, 2, 15)
NUMBERS = st.integers(0, 6) | st.integers(0, 40)


def indicator(state: MemoryState, counts: Counts = Counts.PEOPLE) -> Indicator:
    plan = state.add(Plan, Plan.title("Plan"))
    ends = (Indicator.baseline(20), Indicator.target_value(120))
    return state.add(Indicator, Indicator.plan(plan.id), Indicator.title("People"), Indicator.counts(counts), *ends)


def counted(state: MemoryState, of: Indicator, value: int, year: int = 2009, **told: object) -> IndicatorValue:
    named = {field.name: field for field in IndicatorValue.fields()}
    more = (named[name](said) for name, said in told.items())
    period = (IndicatorValue.since(date(year, 1, 1)), IndicatorValue.until(date(year, 12, 31)))
    return state.add(IndicatorValue, IndicatorValue.indicator(of.id), *period, IndicatorValue.value(value), *more)


def read(state: MemoryState, of: Indicator, audience: Audience) -> PeriodValue:
    (found,) = values_of(AudienceView(state, audience), of)
    return found


@given(
    st.dictionaries(st.sampled_from(Sex), NUMBERS), st.dictionaries(st.sampled_from(AudienceGroup), NUMBERS), NUMBERS
)
def test_no_small_number_can_be_worked_out(sexes: dict[Sex, int], groups: dict[AudienceGroup, int], rest: int) -> None:
    state = MemoryState()
    of = indicator(state)
    whole = max(sum(sexes.values()), sum(groups.values())) + rest
    counted(state, of, whole)
    for sex, number in sexes.items():
        counted(state, of, number, sex=sex)
    for group, number in groups.items():
        counted(state, of, number, audience_group=group)
    members, ours = read(state, of, Audience.MEMBERS), read(state, of, Audience.SECRETARIAT)
    assert ours.total == whole
    if 0 < whole < 5:
        assert (members.total, members.shares) == (Hidden.SMALL, ())
        return
    assert members.total == whole
    for by, cells in (("sex", sexes), ("audience_group", groups)):
        mine = [share for share in members.shares if share.by == by]
        if any(0 < count < 5 for count in cells.values()):
            assert mine == [(by, "not_shown", whole)]
        else:
            assert mine == [share for share in ours.shares if share.by == by]


def held(state: MemoryState, women: int, men: int, mark: YesNo | None = None, day: date = date(2009, 5, 4)) -> None:
    said = (Training.title(f"Course {women}"), Training.starts_on(day), Training.people_at_risk(mark))
    of = ParticipantCount.training(state.add(Training, *said).id)
    for sex, count in ((Sex.FEMALE, women), (Sex.MALE, men)):
        state.add(ParticipantCount, of, ParticipantCount.sex(sex), ParticipantCount.count(count))


def by_sex(state: MemoryState, of: Indicator) -> tuple[object, list[tuple[str, int]]]:
    told = read(state, of, Audience.MEMBERS)
    return told.total, [(share.of, share.people) for share in told.shares]


def test_people_are_told_as_the_trainings_of_the_period_are() -> None:
    state = MemoryState()
    of = indicator(state)
    counted(state, of, 12)
    for sex, number in ((Sex.FEMALE, 3), (Sex.MALE, 9)):
        counted(state, of, number, sex=sex)
    assert by_sex(state, of) == (12, [("not_shown", 12)])  # nobody has said that all were there in their work
    held(state, 3, 9, YesNo.NO)
    assert by_sex(state, of) == (12, [(Sex.FEMALE, 3), (Sex.MALE, 9)])
    held(state, 7, 6)
    assert by_sex(state, of) == (12, [("not_shown", 12)])
    held(state, 1, 2, day=date(2010, 1, 4))  # of another period
    assert by_sex(state, of)[0] == 12
    held(state, 1, 2)
    assert by_sex(state, of) == (Hidden.NOTHING, [])
    assert read(state, of, Audience.SECRETARIAT).total == 12


def test_no_breakdown_is_told_that_one_of_the_trainings_does_not_tell() -> None:
    state = MemoryState()
    of = indicator(state)
    counted(state, of, 40)
    for sex, number in ((Sex.FEMALE, 20), (Sex.MALE, 20)):
        counted(state, of, number, sex=sex)
    held(state, 7, 6)
    assert by_sex(state, of) == (40, [(Sex.FEMALE, 20), (Sex.MALE, 20)])
    held(state, 2, 10)
    assert by_sex(state, of) == (40, [("not_shown", 40)])


def test_of_periods_that_overlap_the_longest_alone_is_told() -> None:
    state = MemoryState()
    of = indicator(state)
    for value, first, last in ((60, 1, 12), (57, 1, 6), (8, 12, 12)):
        days = (IndicatorValue.since(date(2009, first, 1)), IndicatorValue.until(date(2009, last, 28)))
        state.add(IndicatorValue, IndicatorValue.indicator(of.id), *days, IndicatorValue.value(value))
    told = values_of(AudienceView(state, Audience.MEMBERS), of)
    assert sorted(map(str, (one.total for one in told))) == ["60", "nothing", "nothing"]
    held(state, 3, 9, YesNo.NO)
    held(state, 3, 9, YesNo.NO, date(2009, 12, 3))
    assert {one.total for one in values_of(AudienceView(state, Audience.MEMBERS), of)} == {8, 57, 60}


def test_a_value_of_outputs_is_no_small_number() -> None:
    """By district too: three offices were opened in Baucau."""
    state = MemoryState()
    of = indicator(state, Counts.OUTPUTS)
    counted(state, of, 3)
    assert read(state, of, Audience.MEMBERS).total == 3
    counted(state, of, 3, district="Baucau")
    told = read(state, of, Audience.MEMBERS)
    assert (told.total, [(share.of, share.people) for share in told.shares]) == (3, [("Baucau", 3)])


@given(
    st.lists(
        st.tuples(
            st.sampled_from([*Sex, None]),
            st.sampled_from([None, AudienceGroup.MEDIA, AudienceGroup.CIVIL_SOCIETY]),
            st.sampled_from(["", "Baucau", "Aileu"]),
            NUMBERS,
        ),
        min_size=1,
        unique_by=lambda said: said[:3],
    )
)
def test_who_has_a_sex_or_a_group_is_a_person_whatever_the_indicator_counts(
    values: list[tuple[Sex | None, AudienceGroup | None, str, int]],
) -> None:
    """Crossed with districts, or in another year alone; also those with whom it began."""
    told = []
    people = any(sex or group for sex, group, _, _ in values)
    for counts in (Counts.OUTPUTS, Counts.PEOPLE if people else Counts.OUTPUTS):
        state = MemoryState()
        of = indicator(state, counts)
        for number, (sex, group, district, value) in enumerate(values):
            more: dict[str, Any] = {"sex": sex, "audience_group": group, "district": district}
            counted(state, of, value, 2008 + number % 2, **more)
        state.apply(Edit("verbs.edited").update(of, Indicator.baseline(3)).done())
        views = [AudienceView(state, audience) for audience in (Audience.MEMBERS, Audience.SECRETARIAT)]
        periods = [[(one.until, one.total, one.shares) for one in values_of(view, of)] for view in views]
        told.append([(start_of(view, of), period) for view, period in zip(views, periods, strict=True)])
        if not people:
            assert told[-1][0] == told[-1][1]
    assert told[0] == told[1]


def test_a_bar_goes_from_the_baseline_to_the_target() -> None:
    state = MemoryState()
    of = indicator(state)
    for value, percent in ((10, 0), (20, 0), (70, 50), (120, 100), (500, 100)):
        fresh = counted(state, of, value)
        assert reached(of, read(state, of, Audience.SECRETARIAT)) == percent
        state.apply(remove(state, fresh))
    victims = indicator(state, Counts.VICTIMS_OR_CASES)
    counted(state, victims, 70)
    assert reached(victims, read(state, victims, Audience.SECRETARIAT)) is None


def test_another_groups_file_brings_no_victims_told_apart() -> None:
    theirs, ours = MemoryState(), MemoryState()
    theirs.db = ours.db[::-1]
    of = indicator(theirs, Counts.VICTIMS_OR_CASES)
    counted(theirs, of, 33)
    counted(theirs, of, 3, 2008, district="Baucau")
    plan = import_group(ours, theirs, theirs.db, "theirs.json", TODAY)
    assert t("programme.national_total") in [row.why for row in plan.rows if row.state is RowState.DOUBTFUL]
    ours.apply(plan.changes)
    assert [one.value for one in ours.all(IndicatorValue)] == [33]


def test_everyone_is_told_what_may_be_published_and_cannot_work_out_the_rest() -> None:
    """Of values that tell people apart likewise all may be published, or none is told."""
    state = MemoryState()
    of = indicator(state)
    counted(state, of, 90)
    assert not values_of(AudienceView(state, Audience.EVERYONE), of)
    assert read(state, of, Audience.MEMBERS).total == 90
    counted(state, of, 60, 2010, may_be_published=True)
    counted(state, of, 40, 2010, sex=Sex.MALE, may_be_published=True)
    counted(state, of, 20, 2010, sex=Sex.FEMALE)
    for district, people in (("Aileu", 25), ("Baucau", 35)):
        counted(state, of, people, 2010, district=district, may_be_published=True)
    told = read(state, of, Audience.EVERYONE)
    assert (told.total, [(one.of, one.people) for one in told.shares]) == (60, [("Aileu", 25), ("Baucau", 35)])
    assert sum(share.by == "sex" for share in values_of(AudienceView(state, Audience.MEMBERS), of)[-1].shares) == 2


def test_victims_cleared_for_a_page_of_everyone_may_be_published_too() -> None:
    state = MemoryState()
    of = indicator(state, Counts.VICTIMS_OR_CASES)
    cleared: dict[str, Any] = {"cleared_by": "Dr Example", "cleared_for": "TIP", "cleared_on": TODAY}
    counted(state, of, 33, **cleared)
    counted(state, of, 34, 2008, **cleared, may_be_published=True)
    for audience, totals in ((Audience.EVERYONE, [34]), (Audience.MEMBERS, [34, 33])):
        assert [one.total for one in values_of(AudienceView(state, audience), of, "TIP")] == totals
