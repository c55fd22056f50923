"""What a second window shows the room, and the clock of the item: what members may see, and minutes of that day."""

from __future__ import annotations

from datetime import time, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.minutes.typed_minutes import DAY, Room

from ictwg.domain.changes import Changes, Edit
from ictwg.domain.records import AgendaItem, Entry, Meeting, Organization
from ictwg.domain.values import Audience
from ictwg.locales import t
from ictwg.meetings import meetings
from ictwg.meetings.agenda import pace
from ictwg.minutes import entering as minutes
from ictwg.minutes.current_item import CLOSED, READING_BACK, CurrentItem, Discussion
from ictwg.minutes.lines import projected
from ictwg.store.local.disk import Disk
from ictwg.store.local.state_file import PrivateFiles

TODAY = DAY.isoformat()
HIDDEN = "the name of a shelter"


def at(room: Room, number: str = "5", doing: str = "") -> Discussion:
    return Discussion(room.meeting.id, room.item(number).id, TODAY, "09:00", (), doing)


def test_the_window_shows_the_item_and_what_is_said_under_it() -> None:
    room = Room()
    assert projected(room.state, at(room), DAY).facts == ("Proposed: The framework is approved.",)
    room.enters("moj: late", "/d", "@6 elsewhere")
    shown = projected(room.state, at(room), DAY)
    assert shown.title == "5 Framework"
    assert [line.text for line in shown.lines] == ["late", "The framework is approved."]
    assert shown.facts == ()
    back = projected(room.state, at(room, doing=READING_BACK), DAY)
    assert [line.text for line in back.read] == ["The framework is approved."]
    assert projected(room.state, at(room, doing=CLOSED), DAY).title == t("projecting.closed")


def test_the_window_shows_who_speaks_and_who_waits_but_not_under_a_restricted_item() -> None:
    room = Room()
    (moj,) = (one.id for one in room.state.all(Organization) if one.acronym == "MoJ")
    other = room.state.add(Organization, Organization.acronym("IOM")).id
    queue = at(room).with_speakers((moj, other, moj)).called()
    told = (t("speakers.speaking", name="MoJ"), t("speakers.waiting", names="IOM"))
    assert projected(room.state, queue, DAY).facts[-2:] == told
    assert queue.with_speakers((other, moj), off=True).called().speaking == ""
    room.state.apply(_hidden(room.item("5")))
    assert not {*told} & {*projected(room.state, queue, DAY).facts}
    assert at(room).turned_to("6", TODAY, time(10)).speakers == ()


def test_without_a_note_the_named_meeting_is_followed_by_its_lines() -> None:
    room = Room()
    room.enters("@6 here")
    assert projected(room.state, None, DAY).title == t("projecting.nothing")
    assert projected(room.state, None, DAY, room.meeting.id).title == "6 Shelters"
    other = at(room)._replace(meeting="01J00000000000000000000000")
    assert projected(room.state, other, DAY, room.meeting.id).title == "6 Shelters"


@pytest.mark.parametrize("doing", ["", READING_BACK, CLOSED])
def test_what_members_may_not_see_is_never_shown(doing: str) -> None:
    room = Room()
    room.enters(f"/d {HIDDEN}", f"/a MoJ {HIDDEN}", f"n {HIDDEN}")
    for entry in room.state.all(Entry):
        room.state.apply(minutes.restrict(room.state, entry, Audience.CORE))
    room.state.apply(_noted(room.item("5")))
    assert HIDDEN not in str(projected(room.state, at(room, doing=doing), DAY))
    room.state.apply(_hidden(room.item("5")))
    hidden = projected(room.state, at(room, doing=doing), DAY)
    assert "Framework" not in str(hidden)
    assert "approved" not in str(hidden)


@given(st.lists(st.tuples(st.sampled_from("567"), st.integers(0, 90)), max_size=12), st.integers(0, 30))
def test_no_minute_is_lost_or_counted_twice(turns: list[tuple[str, int]], last: int) -> None:
    """However often the items change, what was spent on them together is the time that has passed."""
    clock, noted = 540, Discussion("M").turned_to("5", TODAY, time(9))
    for item, after in turns:
        clock += after
        noted = noted.turned_to(item, TODAY, time(*divmod(clock, 60)))
        if clock + 90 + last >= 24 * 60:
            break
    now = time(*divmod(clock + last, 60))
    assert sum(noted.minutes_on(item, now) for item in "567") == clock + last - 540


def test_another_day_begins_anew_and_a_break_for_reading_back_is_nobodys_time() -> None:
    noted = Discussion("M").turned_to("5", TODAY, time(9)).turned_to("5", TODAY, time(9, 30), READING_BACK)
    assert noted.minutes_on("5", time(9, 50)) == 30
    assert noted.turned_to("5", TODAY, time(9, 50)).minutes_on("5", time(10)) == 40
    tomorrow = (DAY + timedelta(days=1)).isoformat()
    assert noted.turned_to("5", tomorrow, time(9)).minutes_on("5", time(9, 5)) == 5


IN_TIME = f"{t('minutes_screen.pace.item', number=5)} · {t('minutes_screen.pace.of', spent=12, allotted=15)}"


@pytest.mark.parametrize(
    ("spent", "now", "words", "warns"),
    [
        (12, time(9, 12), IN_TIME, False),
        (18, time(9, 18), "item 5 · ▲ 18 of 15 min, 3 over", True),
        (12, time(10, 10), f"{IN_TIME} · {t('minutes_screen.pace.behind', minutes=23)}", True),
        (12, time(9, 49), IN_TIME, False),
        (12, time(8, 50), IN_TIME, False),
    ],
)
def test_the_clock_says_what_is_over_and_how_late_it_will_end(
    spent: int, now: time, words: str, *, warns: bool
) -> None:
    """Thirty minutes more stand on the agenda behind an item of fifteen; the meeting is planned until 10:20."""
    room = Room()
    room.state.apply(meetings.edit(room.meeting, Meeting.start(time(9)), Meeting.end(time(10, 20))))
    for number, allotted in (("4", 60), ("5", 15), ("6", 30)):
        room.state.apply(_allotted(room.item(number), allotted))
    told = pace(room.state, room.meeting, room.item("5"), spent, now)
    assert (told.words(), told.warns) == (words, warns)


def test_an_item_without_minutes_and_a_meeting_without_end_say_only_what_passed() -> None:
    room = Room()
    assert pace(room.state, room.meeting, room.item("5"), 7, time(9)).words() == "item 5 · 7 min"


def test_the_note_comes_back_as_it_was_and_nonsense_is_none(tmp_path: Path) -> None:
    file, told = (
        CurrentItem(PrivateFiles(Disk(), str(tmp_path / "run"))),
        Discussion("M", "5", TODAY, "09:00", (("4", 3),), CLOSED, ("X",), "Y"),
    )
    assert file.now() is None
    file.note(told)
    assert file.now() == told
    for nonsense in ("", "[]", '{"spent": 3}', '{"meeting": "M", "spent": [], "other": 1}', '{"spent": [["a", "b"]]}'):
        (tmp_path / "run" / "discussed.json").write_text(nonsense, encoding="utf-8")
        assert file.now() is None


def _noted(item: AgendaItem) -> Changes:
    return Edit("verbs.edited").update(item, AgendaItem.chair_note(HIDDEN)).done()


def _hidden(item: AgendaItem) -> Changes:
    return Edit("verbs.edited").update(item, AgendaItem.audience(Audience.CORE)).done()


def _allotted(item: AgendaItem, count: int) -> Changes:
    return Edit("verbs.edited").update(item, AgendaItem.minutes_allotted(count)).done()
