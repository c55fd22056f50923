"""When the next meeting is proposed, and what is said of a day on which nobody works."""

from __future__ import annotations

from datetime import date, time

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.body import Body
from tests.builders import known

from ictwg.domain.records import Group, Meeting, Series
from ictwg.domain.recurrence import parse_recurrence
from ictwg.domain.values import MeetingKind, MeetingState
from ictwg.locales import t
from ictwg.minutes.item_outcomes import next_in_words
from ictwg.records.group import calendar_of

TODAY = date(2010, 2, 15)


def body_with(rule: str, *closed: str) -> Body:
    body = Body()
    body.state.add(Series, Series.name("Plenary"), Series.rule(parse_recurrence(rule)))
    body.state.add(Group, Group.name("Group"), Group.country("TL"), Group.closed_days(closed))
    return body


def test_a_holiday_moves_the_meeting_and_the_move_is_told() -> None:
    body = body_with("FREQ=MONTHLY;BYMONTHDAY=20")
    body.meet(date(2010, 4, 20))
    day = body.propose(date(2010, 5, 1)).day
    assert day.day == date(2010, 5, 21)
    assert day.warning.startswith("20 May 2010 is a day off (")
    assert day.warning.endswith("), so it is moved to 21 May 2010. The working day before is 19 May 2010")


def test_the_move_is_told_where_the_room_asks_for_the_next_day_too() -> None:
    body = body_with("FREQ=MONTHLY;BYMONTHDAY=20")
    said, moved = next_in_words(body.state, body.meet(date(2010, 4, 20)), date(2010, 4, 20))
    assert said == t(
        "preparing.day.next_by_rule",
        day="Fri 21 May 2010",
        why=t("preparing.day.by_rule", rule="every month on day 20"),
    )
    assert moved.startswith("20 May 2010 is a day off (")


@pytest.mark.parametrize(
    ("rule", "held", "closed", "following"),
    [
        # every other Friday; that of 26 February was closed
        ("FREQ=WEEKLY;INTERVAL=2;BYDAY=FR", ["2010-02-12", "2010-03-01"], "2010-02-26", date(2010, 3, 12)),
        ("FREQ=WEEKLY;INTERVAL=2", ["2010-02-12", "2010-03-01"], "2010-02-26", date(2010, 3, 12)),
        ("FREQ=WEEKLY;INTERVAL=2;BYDAY=FR", ["2010-03-01"], "2010-02-26", date(2010, 3, 12)),
        # it was held on the working day before
        ("FREQ=WEEKLY;INTERVAL=2", ["2010-02-12", "2010-02-25"], "2010-02-26", date(2010, 3, 12)),
        # the end of every other month; 30 April was closed
        ("FREQ=MONTHLY;INTERVAL=2;BYMONTHDAY=26", ["2010-02-26", "2010-04-27"], "2010-04-26", date(2010, 6, 28)),
        ("FREQ=MONTHLY;INTERVAL=2;BYMONTHDAY=-1", ["2010-03-01"], "2010-02-26", date(2010, 4, 30)),
        # an extra meeting that the group agreed on: it counts from there
        ("FREQ=WEEKLY;INTERVAL=2;BYDAY=FR", ["2010-02-12", "2010-02-19"], "2010-02-26", date(2010, 3, 5)),
    ],
)
def test_a_rule_goes_on_from_its_own_day_after_a_meeting_that_was_moved(
    rule: str, held: list[str], closed: str, following: date
) -> None:
    body = body_with(rule, closed)
    for day in held:
        body.meet(date.fromisoformat(day))
    assert body.propose(date.fromisoformat(held[-1])).day.day == following


def test_a_weekend_and_a_closed_day_move_it_further() -> None:
    body = body_with("FREQ=MONTHLY;BYMONTHDAY=13", "2010-03-15")
    body.meet(date(2010, 2, 13))
    assert body.propose(TODAY).day.day == date(2010, 3, 16)


def test_the_day_that_was_agreed_goes_before_the_rule_and_stays_where_it_is() -> None:
    body = body_with("FREQ=MONTHLY;BYDAY=+2FR")
    body.meet(date(2010, 2, 12), Meeting.next_meeting(date(2010, 3, 13)))
    day = body.propose(TODAY).day
    assert (day.day, day.why) == (date(2010, 3, 13), t("preparing.day.agreed", meeting="M-2010-02-12"))
    assert day.warning == t("preparing.day.closed", day="13 Mar 2010", why="weekend", following="15 Mar 2010")


@pytest.mark.parametrize(("agreed", "begins"), [(date(2010, 3, 12), time(10, 30)), (date(2010, 1, 8), time(9))])
def test_it_begins_when_the_group_agreed_for_that_day(agreed: date, begins: time) -> None:
    body = body_with("FREQ=MONTHLY;BYDAY=+2FR")
    hours = (Meeting.start(time(9)), Meeting.end(time(10)), Meeting.next_start(time(10, 30)))
    body.meet(date(2010, 2, 12), Meeting.next_meeting(agreed), *hours)
    proposed = body.propose(TODAY).settings
    assert Meeting.start(begins) in proposed
    assert Meeting.end(time(10) if begins == time(9) else None) in proposed, "it does not end before it begins"


def test_an_agreed_day_gone_by_is_no_proposal() -> None:
    body = body_with("FREQ=MONTHLY;BYDAY=+2FR")
    body.meet(date(2009, 12, 11), Meeting.next_meeting(date(2010, 1, 8)))
    assert body.propose(TODAY).day.day == date(2010, 3, 12)


@pytest.mark.parametrize("state", [MeetingState.CANCELLED, MeetingState.POSTPONED])
@pytest.mark.parametrize("agreed", [date(2010, 3, 12), date(2010, 3, 17)])
def test_the_day_of_a_meeting_that_was_called_off_is_no_proposal(agreed: date, state: MeetingState) -> None:
    body = body_with("FREQ=MONTHLY;BYDAY=+2FR")
    body.meet(date(2010, 2, 12), Meeting.next_meeting(agreed))
    body.meet(agreed, Meeting.state(state))
    day = body.propose(TODAY).day
    assert (day.day, day.why[:11]) == (date(2010, 4, 9), "by the rule")


def test_a_meeting_called_off_takes_no_other_day_from_the_rule() -> None:
    body = body_with("FREQ=MONTHLY;BYDAY=+2FR")
    body.meet(date(2010, 2, 12))
    body.meet(date(2010, 12, 10), Meeting.state(MeetingState.CANCELLED))
    body.meet(date(2010, 3, 9), Meeting.state(MeetingState.CANCELLED), Meeting.kind(MeetingKind.DRAFTING_SESSION))
    assert body.propose(TODAY).day.day == date(2010, 3, 12)


def test_a_rule_whose_last_day_was_called_off_has_none_left() -> None:
    body = body_with("FREQ=MONTHLY;BYMONTHDAY=12;UNTIL=20100312")
    body.meet(date(2010, 2, 12))
    body.meet(date(2010, 3, 12), Meeting.state(MeetingState.CANCELLED))
    assert body.propose(TODAY).day.day is None


def test_a_day_typed_by_hand_stays_with_a_warning() -> None:
    day = body_with("FREQ=MONTHLY;BYDAY=+2FR").propose(TODAY, date(2010, 3, 14)).day
    assert (day.day, bool(day.warning)) == (date(2010, 3, 14), True)


@pytest.mark.parametrize("rule", ["", "FREQ=WEEKLY;UNTIL=20100101", "FREQ=HOURLY"])
def test_without_a_rule_that_holds_no_day_is_made_up(rule: str) -> None:
    body = Body()
    body.state.add(Series, Series.name("Plenary"), Series.rule(rule))
    body.meet(date(2009, 12, 11))
    day = body.propose(TODAY).day
    assert day.day is None
    assert day.why


RULES = st.sampled_from(["FREQ=WEEKLY;BYDAY=SU", "FREQ=MONTHLY;BYMONTHDAY=20", "FREQ=MONTHLY;BYDAY=+1SA", "FREQ=DAILY"])
DAYS = st.dates(date(2008, 1, 1), date(2012, 12, 31))


@given(RULES, DAYS, DAYS)
def test_the_day_of_a_rule_is_a_working_day_to_come(rule: str, held: date, today: date) -> None:
    body = body_with(rule)
    body.meet(min(held, today))
    day = known(body.propose(today).day.day)
    assert day >= today
    assert calendar_of(body.state).is_working(day)
