"""What of a line of Today has room."""

from __future__ import annotations

from datetime import date, time

import pytest
from tests.builders import MemoryState

from ictwg.actions.action_rows import table_of
from ictwg.app.today import MinutesDue, TodayView
from ictwg.domain.records import Action, Meeting
from ictwg.domain.values import ActionKind
from ictwg.locales import t
from ictwg.tasks.checklists import UpcomingMeeting
from ictwg.tasks.tasks import Shares
from ictwg.ui.screens.today import (
    Saving,
    TodayRow,
    _meeting_lines,
    _pending,
    _saving,
    _task,
    _task_lines,
    cell_of,
    today_lines,
)
from ictwg.ui.widgets.columns import GroupHeading

LINE = TodayRow(
    "a",
    t("saving.saved"),
    f"{t('saving.long.shared')} · {t('saving.heard', user='Rui', at='09:12', count=4)}",
    "sharing",
)
SHORTER = (f"{t('saving.long.shared')} · {t('saving.heard_at', user='Rui', at='09:12')}", t("saving.long.shared"))


def shown(row: TodayRow, width: int) -> list[str]:
    return [piece.text.strip() for piece in cell_of(row, width) if not isinstance(piece, str)]


@pytest.mark.parametrize(("width", "told"), [(120, LINE.note), (78, SHORTER[0]), (50, SHORTER[1])])
def test_a_note_is_told_in_as_many_words_as_have_room(width: int, told: str) -> None:
    assert shown(LINE._replace(shorter=SHORTER), width) == [LINE.text, told]


def test_what_waits_for_a_person_stands_out() -> None:
    assert _saving("a", Saving(("3 deletions wait",), waits=True)).tone == "warn"
    assert _saving("b", Saving((f"{t('saving.saved')} · in the shared folder",))).tone == "muted"


def test_what_stands_below_is_not_counted_as_more() -> None:
    state, today = MemoryState(), date(2010, 3, 12)
    meeting = state.add(Meeting, Meeting.date(date(2010, 3, 26)), Meeting.venue("Dili"), Meeting.start(time(9, 30)))
    steps = tuple(state.add(Action, Action.text(f"Step {n}")) for n in range(4))
    coming = UpcomingMeeting(meeting, "M-2010-03-26", today, 14, steps, 2)
    assert shown(_meeting_lines(coming, 5)[1], 78)[1].endswith("09:30 · Dili")  # type: ignore[arg-type]  # no heading
    assert [_meeting_lines(coming, room)[0].note for room in (5, 4)] == [
        t("today.steps", count=2),
        "2 steps done · 1 more",
    ]
    assert [_meeting_lines(coming._replace(done=0), room)[0].note for room in (5, 4)] == [
        "",
        t("today.more_steps", count=1),
    ]


def test_a_step_of_a_checklist_names_its_meeting_where_there_is_room() -> None:
    state = MemoryState()
    meeting = state.add(Meeting, Meeting.date(date(2010, 3, 12)), Meeting.reference("M-2010-03"))
    said = (Action.kind(ActionKind.TASK), Action.text("Send the minutes"), Action.meeting(meeting.id))
    state.add(Action, *said, Action.due(date(2010, 3, 19)))
    (row,) = table_of(state).rows(date(2010, 3, 20))
    assert shown(_task(row), 78) == ["☐ Send the minutes", "M-2010-03 · ▲ 19 Mar 2010"]
    assert shown(_task(row), 40) == ["☐ Send the minutes", "▲ 19 Mar 2010"]


def test_how_many_more_there_are_is_said_of_the_tasks_too() -> None:
    state = MemoryState()
    for n in range(6):
        state.add(Action, Action.kind(ActionKind.TASK), Action.text(f"Step {n}"))
    view = TodayView(None, (), (), (), 0, 0, Shares((), (), table_of(state).rows(date(2010, 3, 20))))
    notes = [[line.note for line in _task_lines(view, room) if isinstance(line, GroupHeading)][-1] for room in (4, 9)]
    assert notes == ["6 open · 2 more", "6 open"]


def test_minutes_are_named_with_the_title_of_their_meeting() -> None:
    due = MinutesDue("m", "M-2010-01", "draft", late=False)
    assert [_pending(one).text for one in (due, due._replace(title="First reading"))] == [
        "M-2010-01",
        "M-2010-01  First reading",
    ]


def test_what_the_minutes_wait_for_is_worth_more_than_the_title() -> None:
    words = t("today.minutes.comments_closed", day="31 Dec 2009")
    row = _pending(MinutesDue("m", "M-2009-02", words, late=True, title="Outline of the plan"))
    assert shown(row, 74) == ["M-2009-02", f"▲ {words}"]
    assert shown(row, 100) == ["M-2009-02  Outline of the plan", f"▲ {words}"]


def test_a_new_group_is_offered_to_bring_in_its_papers() -> None:
    view = TodayView(None, (), (), (), 0, 0, Shares((), (), ()))
    for new in (True, False):
        rows = [one.leads for one in today_lines(view._replace(is_new=new), {}, (), 20) if isinstance(one, TodayRow)]
        assert rows[:2] == ["meeting", "papers"] if new else "papers" not in rows
