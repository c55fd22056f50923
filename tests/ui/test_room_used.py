"""What there is room for is told: the end of a long line, the word that was searched for, the keys of the views."""

from __future__ import annotations

from pathlib import Path

from tests.ui.meeting_room import OnMeetings, room
from tests.ui.stage import staged
from textual.widgets import Input

from ictwg.app.search.place import around, marks_in
from ictwg.domain.agenda import agenda_of
from ictwg.domain.changes import Edit
from ictwg.domain.records import Action, AgendaItem, Meeting, Series
from ictwg.locales import t
from ictwg.minutes.gaps import Problem, ProblemKind
from ictwg.records.tables import Detail, DetailSection
from ictwg.ui.modals.choose import Help, Search
from ictwg.ui.screens.meeting.screen import MeetingScreen
from ictwg.ui.screens.problems import ProblemsScreen
from ictwg.ui.screens.sub_groups import SubGroupsScreen
from ictwg.ui.widgets.bars import KeyBar, ViewTabs
from ictwg.ui.widgets.columns import GroupHeading, shared_out, snug
from ictwg.ui.widgets.detail import DetailPane, ShortText
from ictwg.ui.widgets.looks import task_columns
from ictwg.ui.widgets.virtual_list import VirtualList


async def test_a_long_line_of_the_pane_goes_on_under_its_beginning() -> None:
    async with staged(DetailPane, size=(30, 10)) as stage:
        told = Detail("M-2010-01", "held", (DetailSection("Place", ("Meeting room, Ministry of Foreign Affairs",)),))
        stage.app.query_one(DetailPane).show(told)
        await stage.pilot.pause()
        assert [line for line in stage.text.splitlines() if line][2:] == [
            "Place",
            "  Meeting room, Ministry of",
            "  Foreign Affairs",
        ]


async def test_the_list_of_meetings_says_how_far_the_minutes_are(tmp_path: Path) -> None:
    session = room(tmp_path)
    app = OnMeetings(session)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        shown = "\n".join(strip.text for strip in app.screen._compositor.render_strips(app.size))
        for words in ("M-2010-01", "5 Feb 2010", "First reading", "held", "circulated"):
            assert words in shown
    session.store.close()


async def test_the_keys_of_the_views_are_told_where_they_answer(tmp_path: Path) -> None:
    session = room(tmp_path)
    app = OnMeetings(session)
    async with app.run_test(size=(80, 24)) as pilot:
        await app.switch_mode("membership")
        await pilot.pause()
        tabs = app.screen.query_one(ViewTabs)
        assert str(tabs.content).endswith("← →")
        await pilot.press("slash")
        assert isinstance(app.focused, Input)
        assert "←" not in str(tabs.content)
    session.store.close()


def test_a_word_that_stands_far_behind_is_brought_into_view() -> None:
    text = "prosecution needs a chapter on evidence and on the protection of witnesses"
    assert (
        around(text, marks_in(text, ("evidence",))).text == "… a chapter on evidence and on the protection of witnesses"
    )
    assert around(text, marks_in(text, ("prosecution",))).text == text
    assert around(text, marks_in(text, ("nowhere",))).text == text
    long = "x" * 60 + "evidence"
    assert around(long, marks_in(long, ("evidence",))).text == long


async def test_the_pane_leaves_no_line_empty_for_what_is_not_said() -> None:
    async with staged(DetailPane, size=(30, 10)) as stage:
        stage.app.query_one(DetailPane).show(Detail("D-2010-01", "", (DetailSection("", ("Decided on: 3 February",)),)))
        await stage.pilot.pause()
        assert stage.text.rstrip().splitlines() == ["D-2010-01", "", "  Decided on: 3 February"]


async def test_a_hit_has_the_width_and_where_it_stands_is_told_below(tmp_path: Path) -> None:
    session = room(tmp_path)
    title = "Referral of victims between the police, the shelters and the clinics of all districts"
    meeting = next(one for one in session.state.all(Meeting) if one.title == "First reading")
    item = agenda_of(session.state, meeting)[0].item
    session.commit(Edit("verbs.edited").update(item, AgendaItem.title(title)).done())
    app = OnMeetings(session)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        await pilot.press("ctrl+f")
        await pilot.pause(0.2)
        assert isinstance(app.screen, Search)
        app.screen.query_one(Input).value = "referral"
        await pilot.pause(0.3)
        shown = "\n".join(strip.text for strip in app.screen._compositor.render_strips(app.size))
        assert title[:34] in shown
        assert "M-2010-01 · 1" in next(row for row in shown.splitlines() if title[:34] in row)
        below = str(app.screen.query_one(".search--whole", ShortText).content)
        assert below.splitlines()[0].startswith("M-2010-01 · 1 · 5 Feb 2010")
        assert title in below
    session.store.close()


async def test_a_sub_group_has_the_width_that_the_other_columns_leave(tmp_path: Path) -> None:
    session = room(tmp_path)
    name = "Sub-committee on the law against trafficking"
    edit = Edit("verbs.created")
    settings = (Series.code("LAW"), Series.name(name), Series.rule("FREQ=MONTHLY;BYDAY=+1WE"))
    edit.create(Series, session.state.new_id(), *settings)
    session.commit(edit.done())
    app = OnMeetings(session)
    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.pause()
        await app.push_screen(SubGroupsScreen())
        await pilot.pause()
        assert name in "\n".join(strip.text for strip in app.screen._compositor.render_strips(app.size))
        await pilot.resize_terminal(80, 24)
        await pilot.pause()
        rows = [strip.text for strip in app.screen._compositor.render_strips(app.size)]
        assert any("LAW" in row and name[:40] in row for row in rows)
    session.store.close()


async def test_where_no_meeting_is_listed_none_is_sent_out_or_taken_further(tmp_path: Path) -> None:
    session = room(tmp_path)
    app = OnMeetings(session)
    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.pause()
        offered = app.screen.query_one(KeyBar).offers
        assert "meeting.export" in {offer.id for offer in offered()}
        await pilot.press("slash", *"xyz", "enter")
        assert not {"meeting.export", "meeting.step"} & {offer.id for offer in offered()}
        assert "meetings.prepare" in {offer.id for offer in offered()}
    session.store.close()


async def test_a_list_without_lines_offers_no_key_for_a_line_and_the_help_has_each_group_once(tmp_path: Path) -> None:
    session = room(tmp_path)
    app = OnMeetings(session)
    held = next(one for one in session.state.all(Meeting) if one.title == "First reading")
    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.pause()
        screen = MeetingScreen(held.id, agenda_of(session.state, held)[0].item.id)
        await app.push_screen(screen)
        await pilot.press("escape")
        assert screen.query_one("#minutes-entries").has_focus
        assert "entry.edit" not in {offer.id for offer in screen.query_one(KeyBar).offers()}
        screen.go_to("life")
        await pilot.pause()
        await pilot.press("f1")
        assert isinstance(app.screen, Help)
        rows = app.screen.query_one(VirtualList).rows
        groups = [row.title for row in rows if isinstance(row, GroupHeading) and not row.below]
        assert len(groups) == len(set(groups))
    session.store.close()


def test_the_reference_of_a_sub_groups_meeting_is_not_cut() -> None:
    meeting = next(column for column in task_columns(meeting=True) if column.id == Action.meeting.name)
    assert meeting.width >= len("M-LAW-2010-01")


def test_what_is_to_mend_is_named_in_full_beside_the_way_out() -> None:
    lines = [
        Problem(
            "1", ProblemKind.GAPS, t("mend.staying_away"), f"MoE · {t('attendance.missed', count=3)}", "Call them " * 9
        ),
        Problem(
            "2", ProblemKind.PRE_FLIGHT, "Item", "M-2010-01 · Chapters 2 and 3, first drafts", "Say what came of it"
        ),
    ]
    what, _, way = shared_out(snug(ProblemsScreen().columns(), lines), 116)
    assert what.width == len(lines[0].what)
    assert way.width >= way.column.minimum
