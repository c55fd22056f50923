"""Calendars as files: read by two libraries, moved only by what their readers see, and the same lines everywhere."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import pytest
import vobject
from icalendar import Calendar, Event
from tests.all_of import some
from tests.builders import MemoryState
from tests.example_group import example_group

from ictwg.domain.changes import Edit
from ictwg.domain.fields import Line
from ictwg.domain.records import Action, Group, Meeting
from ictwg.domain.schema import Setting, declared
from ictwg.domain.text import clean, one_line
from ictwg.domain.values import ActionStatus, Audience, MeetingState
from ictwg.exports.dates import SHOWN, dates
from ictwg.papers.catalogue import PaperRequest
from ictwg.papers.document import Document
from ictwg.papers.forms import CALENDAR
from ictwg.papers.ics import is_ours

TODAY = date(2010, 3, 12)
AT = 1_268_380_800_000
"""Milliseconds: the morning of that day, when the group was written down."""
HOSTILE = ("a;b,c\\n\\,d:e", "END:VEVENT\r\nBEGIN:VALARM\u2028\u202e\x07", "é\U0001f600" * 60, "w" * 5000, '"; X="')


@pytest.fixture
def state() -> MemoryState:
    state = example_group().state
    state.version = AT
    for one in state.all(Meeting):
        write(state, one, *(field(field.of(one)) for field in Meeting.fields() if not field.is_set))
    return state


def write(state: MemoryState, record: Any, *settings: Setting) -> None:
    state.version += 60_000
    state.apply(Edit("verbs.edited").update(record, *settings).done())


def paper(state: MemoryState, audience: Audience = Audience.MEMBERS, **asked: Any) -> Document:
    (document,) = dates(PaperRequest(state, TODAY, audience, **asked))
    return document


def file_of(state: MemoryState, audience: Audience = Audience.MEMBERS) -> bytes:
    return CALENDAR.write(paper(state, audience))


def events(data: bytes) -> dict[str, Any]:
    return {str(one["UID"]): one for one in Calendar.from_ical(data).walk("VEVENT")}


@pytest.mark.parametrize("audience", Audience)
def test_hostile_words_stay_words_for_two_other_readers(state: MemoryState, audience: Audience) -> None:
    for meeting in state.all(Meeting):
        write(state, meeting, Meeting.audience(Audience.EVERYONE))
    for kind in declared():
        for at, one in enumerate(state.all(kind)):
            lines = [field for field in kind.fields() if isinstance(field, Line) and field is not Meeting.time_zone]
            write(state, one, *(Setting(field, HOSTILE[(at + n) % len(HOSTILE)]) for n, field in enumerate(lines)))
    document, data = paper(state, audience), file_of(state, audience)
    assert data == file_of(state, audience)
    assert is_ours(data)
    assert not is_ours(data.replace(b"CONFIRMED", b"TENTATIVE", 1))
    assert max(map(len, data.split(b"\r\n"))) <= 75
    assert b"\n" not in data.replace(b"\r\n", b"")
    told = {(one.uid, one.day, one_line(clean(one.title))) for one in document.entries}  # type: ignore[union-attr]  # of events
    assert len(told) == len({uid for uid, *_ in told}) > 0
    for found in (events(data).values(), vobject.readOne(data.decode()).vevent_list):
        assert {_three(one) for one in found} == told


def _three(one: Any) -> tuple[str, date, str]:
    names = ("UID", "DTSTART", "SUMMARY")
    values: list[Any] = [one[n] if isinstance(one, Event) else getattr(one, n.lower()).value for n in names]
    start = getattr(values[1], "dt", values[1])
    return str(values[0]), start.date() if isinstance(start, datetime) else start, str(values[2])


def test_only_what_its_readers_see_moves_an_event(state: MemoryState) -> None:
    """A higher number and a later stamp, under the same name: with each shown change, and with no other."""
    meeting = state.all(Meeting)[0]
    write(state, meeting, Meeting.audience(Audience.EVERYONE))
    values: dict[str, Any] = {"date": date(2010, 5, 1), "start": time(8), "end": time(9), "ended": time(10)}
    values |= {"state": MeetingState.POSTPONED, "time_zone": "Europe/Lisbon"}
    for audience in (Audience.EVERYONE, Audience.MEMBERS):
        for field in some(Meeting.fields()):
            if field.is_set or field in (Meeting.audience, Meeting.kind, Meeting.reference, Meeting.series):
                continue
            before, seen = file_of(state, audience), field in SHOWN
            seen = seen and (field is not Meeting.link or audience is Audience.MEMBERS)
            value = values.get(field.name, "words" if isinstance(field, Line) else field.of(meeting))
            write(state, meeting, field(value))
            after = file_of(state, audience)
            assert (before != after) is seen, field
            if seen:
                (old,), (new,) = (
                    [e for u, e in events(one).items() if meeting.id.lower() in u] for one in (before, after)
                )
                assert new["SEQUENCE"] > old["SEQUENCE"], field
                assert (
                    new["DTSTAMP"].dt == new["LAST-MODIFIED"].dt == datetime.fromtimestamp(state.version // 1000, UTC)
                )


def test_a_cancelled_meeting_stays_and_a_hidden_one_is_not_there(state: MemoryState) -> None:
    first, *_ = state.all(Meeting)
    write(state, first, Meeting.state(MeetingState.CANCELLED), Meeting.audience(Audience.MEMBERS))
    (found,) = (one for uid, one in events(file_of(state)).items() if first.id.lower() in uid)
    assert (found["STATUS"], found["TRANSP"]) == ("CANCELLED", "OPAQUE")
    assert not dates(PaperRequest(state, TODAY, Audience.EVERYONE))


def test_hours_are_those_of_the_meeting_then_of_the_group(state: MemoryState) -> None:
    first, second = state.all(Meeting)[0], state.add(Meeting, Meeting.date(TODAY))
    times = (Meeting.start(time(9, 30)), Meeting.end(time(8)), Meeting.ended(None))
    write(state, first, *times, Meeting.time_zone("Europe/Lisbon"))
    write(state, second, *times, Meeting.time_zone(""))
    for zone, meant in (("Asia/Tokyo", "Asia/Tokyo"), ("../etc/passwd", "Asia/Dili"), ("Asia", "Asia/Dili")):
        group = state.all(Group)[0]
        write(state, group, Group.time_zone(zone))
        found = events(data := file_of(state))
        starts = [found[f"{one.id}@{state.db}".lower()]["DTSTART"] for one in (first, second)]
        assert [one.params["TZID"] for one in starts] == ["Europe/Lisbon", meant]
        assert {one.dt.time() for one in starts} == {time(9, 30)}
        assert {f"TZID:{zone}".encode() for zone in ("Europe/Lisbon", meant)} <= set(data.split(b"\r\n"))
        assert "DTEND" not in found[f"{first.id}@{state.db}".lower()], "it ends before it begins"


def test_the_secretariat_has_what_is_due_as_days_that_take_no_time(state: MemoryState) -> None:
    action = next(one for one in state.all(Action) if one.due == date(2010, 5, 30))
    uid = f"{action.id}-due@{state.db}".lower()
    data = file_of(state, Audience.SECRETARIAT)
    due = events(data)[uid]
    assert (due["DTSTART"].dt, due["DTEND"].dt - due["DTSTART"].dt) == (date(2010, 5, 30), timedelta(1))
    assert (due["TRANSP"], due["STATUS"]) == ("TRANSPARENT", "CONFIRMED")
    kinds = {name.partition("@")[0].partition("-")[2] for name in events(data)}
    assert {"due", "activity_ends", "round_closes"} <= kinds
    assert not [name for name in events(file_of(state, Audience.CORE)) if "-" in name]
    write(state, action, Action.status(ActionStatus.DONE))
    closed = events(file_of(state, Audience.SECRETARIAT))[uid]
    assert closed["STATUS"] == "CANCELLED"
    assert closed["SEQUENCE"] > due["SEQUENCE"]
    write(state, action, Action.due(date(2010, 3, 11)))
    assert uid not in events(file_of(state, Audience.SECRETARIAT)), "over, and behind us"


def test_days_that_are_asked_for(state: MemoryState) -> None:
    whole = paper(state, Audience.SECRETARIAT).entries
    day = whole[len(whole) // 2].day  # type: ignore[union-attr]  # of events
    part = paper(state, Audience.SECRETARIAT, since=day, until=day).entries
    assert part == tuple(one for one in whole if one.day == day)  # type: ignore[union-attr]  # likewise
