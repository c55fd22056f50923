"""The open meeting on a stage: closing it, holding it before its day, the roll and what the state line says."""

from __future__ import annotations

from datetime import date, time
from pathlib import Path

import pytest
from tests.builders import known
from tests.ui.open_meeting import HALF_PAST, Room, agenda_items, carries, opened
from textual.widgets import Static

from ictwg.domain.agenda import agenda_of
from ictwg.domain.changes import Edit
from ictwg.domain.records import AgendaItem, Attendance, Entry, Group
from ictwg.domain.values import ItemKind, MeetingState
from ictwg.locales import t
from ictwg.minutes.matters_arising import ReviewLine
from ictwg.ui.modals.box import Confirm, WrittenBox
from ictwg.ui.modals.choose import Choose
from ictwg.ui.modals.form_screen import FormScreen
from ictwg.ui.screens.meeting.minutes import MinutesPane
from ictwg.ui.screens.meeting.read_back import ReadBackScreen
from ictwg.ui.screens.meeting.screen import MeetingScreen
from ictwg.ui.widgets.form import FormRows


async def test_the_slash_words_are_shown_as_they_are_typed_and_in_the_help(tmp_path: Path) -> None:
    async with opened(tmp_path) as there:
        await there.press("slash", shows="/n note  /d decision  /a action  /u update  /x done  /p present  /close")
        await there.press("d", "e", shows="/d decision")
        assert "/n note" not in there.text
        await there.press("backspace", "backspace", "f", "o", "o", "space", "b")
        await there.shows(t("prompt.hint.unknown_word", word="foo"))
        await there.press("f1", shows="/p who is present · moj: … MoJ says · /close reads back")
        await there.shows("To correct an earlier line: Esc, ↑ or ↓ to it, F2")
        await there.shows("@5 … for item 5, while another one is discussed")


async def test_tab_completes_a_set_phrase(tmp_path: Path) -> None:
    async with opened(tmp_path) as there:
        await there.press(*"the chair o", "tab", "enter")
        await there.until(lambda: bool(there.app.session.state.all(Entry)))
        start = there.meeting.start or HALF_PAST
        texts = [entry.text for entry in there.app.session.state.all(Entry)]
        assert f"The chair opened the meeting at {start.strftime('%H:%M')}." in texts


async def test_closing_says_the_time_and_keeps_it(tmp_path: Path) -> None:
    async with opened(tmp_path) as there:
        await there.closes()
        await there.shows("ended at 11:40: its minutes are a draft.")
        assert (there.meeting.end, there.meeting.ended) == (time(11), HALF_PAST)
        await there.press("ctrl+z")
        await there.until(lambda: there.meeting.ended is None)


async def test_closing_before_the_start_says_that_the_planned_end_stays(tmp_path: Path) -> None:
    async with opened(tmp_path) as there:
        there.app.session._time_of_day = lambda: time(5, 29)
        await there.closes()
        await there.shows(t("minutes_screen.minutes.closed_early", meeting="M-2010-02", time="11:00"))
        assert (there.meeting.end, there.meeting.ended) == (time(11), None)


@pytest.mark.parametrize(
    ("clock", "shown", "kept"),
    [(time(12), "12:00", time(12)), (time(12, 1), "11:00", None), (time(16, 35), "11:00", None)],
)
async def test_the_end_is_the_clock_only_near_the_planned_end(
    tmp_path: Path, clock: time, shown: str, kept: time | None
) -> None:
    async with opened(tmp_path) as there:
        there.app.session._time_of_day = lambda: clock
        await there.reads_back()
        await there.shows(t("minutes_screen.read.ends", time=shown))
        await there.press("ctrl+s")
        await there.until(lambda: there.meeting.state is MeetingState.HELD)
        assert there.meeting.ended == kept


async def test_a_key_of_the_read_back_corrects_the_end(tmp_path: Path) -> None:
    async with opened(tmp_path) as there:
        await there.reads_back()
        await there.press("f8", to=FormScreen)
        await there.press("end", *"11:10", "ctrl+s", to=ReadBackScreen)
        await there.shows(t("minutes_screen.read.ends", time="11:10"))
        await there.press("ctrl+s", to=WrittenBox)
        assert there.meeting.ended == time(11, 10)
        await there.press("enter", shows="ended at 11:10: its minutes are a draft.")


async def test_what_is_said_of_an_action_is_told_and_shown_where_it_was_said(tmp_path: Path) -> None:
    async with opened(tmp_path) as there:
        await there.enters("/a MoJ draft it", shows=t("prompt.hint.no_due"))
        await there.enters("/u A-2010-004 half done")
        await there.shows(f"{t('minutes_screen.minutes.noted', reference='A-2010-004')} · Ctrl+Z undoes")
        await there.shows("· A-2010-004: half done")
        await there.enters("/u A-2010-001 on its way")
        await there.shows(f"{t('minutes_screen.minutes.noted', reference='A-2010-001')} · Ctrl+Z undoes")


async def test_what_an_action_lacks_is_told_before_its_words_which_may_be_cut(tmp_path: Path) -> None:
    async with opened(tmp_path) as there:
        there.screen.query_one(
            MinutesPane
        ).prompt.text = "/a all send comments on the outline of the plan, its chapters and annexes"
        await there.shows(f"{t('prompt.all_members')} · {t('prompt.hint.no_due')} · send comments")


async def test_what_is_said_of_another_action_leaves_the_cursor(tmp_path: Path) -> None:
    async with opened(tmp_path) as there:
        there.screen.discuss(next(x for x in agenda_items(there) if x.kind is ItemKind.MATTERS_ARISING))
        await there.until(lambda: there.screen.query_one(MinutesPane).review.current is not None)
        review = there.screen.query_one(MinutesPane).review
        await there.shows(t("records.due"))
        first = review.action
        other = [row.reference for row in review.rows if isinstance(row, ReviewLine)][-1]
        await there.enters(f"/u {other} on its way", shows=t("minutes_screen.minutes.noted", reference=other))
        assert review.action == first
        await there.enters("half done")
        await there.until(lambda: review.action != first)


@pytest.mark.parametrize("view", ["agenda", "invitation"])
async def test_where_a_planned_meeting_is_and_how_that_is_changed_is_seen_in_it(tmp_path: Path, view: str) -> None:
    async with opened(tmp_path, view) as there:
        await there.shows(t("minutes_screen.head.no_venue"))
        await there.press("alt+e", to=FormScreen)
        there.app.screen.query_one(FormRows).edit("venue")
        await there.press(*"Hotel Timor", "ctrl+s", shows="Hotel Timor")
        assert there.meeting.venue == "Hotel Timor"


@pytest.mark.parametrize(("view", "keys", "said"), [("attendance", "p", "present"), ("minutes", "x enter", "")])
async def test_that_the_meeting_has_begun_is_said_once(tmp_path: Path, view: str, keys: str, said: str) -> None:
    async with opened(tmp_path, view) as there:
        await there.press(*keys.split())
        numbered = t("meetings.numbered", reference="M-2010-02", before="M-2010-03-12")
        begun = t("minutes_screen.begun", meeting=numbered)
        await there.until(lambda: begun in there.text or any(begun in one.message for one in there.app._notifications))
        await there.shows(said)
        await there.press(*keys.split())
        await there.until(lambda: t("minutes_screen.begun", meeting="").strip() not in there.text)


@pytest.mark.parametrize(("answer", "held"), [("enter", True), ("escape", False)])
async def test_a_meeting_to_come_is_closed_only_after_a_question(tmp_path: Path, answer: str, *, held: bool) -> None:
    async with opened(tmp_path, on=date(2010, 3, 1)) as there:
        await there.reads_back()
        await there.press("ctrl+s", to=Confirm, shows="planned for Fri 12 March 2010")
        await there.press(answer, to=WrittenBox if held else ReadBackScreen)
        await there.until(lambda: (there.meeting.state is MeetingState.HELD) is held)
        assert there.meeting.ended is None


@pytest.mark.parametrize(("answer", "held"), [("enter", True), ("escape", False)])
async def test_a_meeting_to_come_is_held_only_after_a_question(tmp_path: Path, answer: str, *, held: bool) -> None:
    async with opened(tmp_path, "agenda", on=date(2010, 3, 1)) as there:
        await there.press("ctrl+g", to=Choose)
        await there.press("enter", to=Confirm)
        await there.press(answer, to=MeetingScreen)
        await there.until(lambda: (there.meeting.state is MeetingState.HELD) is held)


async def test_a_meeting_of_today_is_held_without_a_question(tmp_path: Path) -> None:
    async with opened(tmp_path, "agenda") as there:
        await there.press("ctrl+g", to=Choose)
        await there.press("enter")
        await there.until(lambda: there.meeting.state is MeetingState.HELD)


async def test_the_projector_is_on_from_the_minutes_on_whatever_came_first(tmp_path: Path) -> None:
    async with opened(tmp_path, "attendance") as there:
        await there.press("p", "f8", shows="▣ projector")
        await there.press("ctrl+t", "f8", "f8", shows=t("minutes_screen.minutes.placeholder"))
        assert not there.screen.projector


async def test_a_step_that_was_taken_says_when(tmp_path: Path) -> None:
    async with opened(tmp_path, "invitation", on=date(2010, 3, 8)) as there:
        await there.press("o", "ctrl+s", "left", "ctrl+g", to=Choose, shows=t("minutes_screen.step.invitation"))
        await there.shows(t("invitation.went_out", day="8 Mar 2010"))


# The roll


@pytest.mark.parametrize(
    ("keys", "said"),
    [
        ("p", "MoFA, Carlos Belo: present · Ctrl+Z undoes"),
        ("a", "MoFA, Carlos Belo: apologies · Ctrl+Z undoes"),
        ("pup delete", "MoFA, Carlos Belo: not marked · Ctrl+Z undoes"),
        ("l", "MoFA, Carlos Belo: present until item 1 · Ctrl"),
        ("end x", "IOM, John Reed: absent · Ctrl+Z undoes"),
    ],
)
async def test_each_mark_is_said_below_the_list(tmp_path: Path, keys: str, said: str) -> None:
    async with opened(tmp_path, "attendance") as there:
        await there.press(*keys.replace("pup", "p up").split())
        assert said in there.text
        await there.press("ctrl+z")
        await there.until(lambda: said not in there.text)


async def test_a_walk_in_is_said_and_striking_it_too(tmp_path: Path) -> None:
    async with opened(tmp_path, "attendance") as there:
        await there.press("w", to=FormScreen)
        await there.press(*"Eva", "ctrl+s", shows="Eva: present · Ctrl+Z undoes")
        await there.press("end", "delete", shows=f"{t('minutes_screen.attendance.gone', name='Eva')} · Ctrl+Z undoes")


async def test_a_walk_in_of_a_member_is_its_member(tmp_path: Path) -> None:
    async with opened(tmp_path, "attendance") as there:
        await there.press("w", to=FormScreen)
        await there.press(*"Eva", "tab", "tab", *"MoJ", "tab", "ctrl+s", shows="Eva: present · Ctrl+Z undoes")
        came = next(row for row in there.app.session.state.all(Attendance) if row.name == "Eva")
        assert (str(came.capacity), bool(came.organization)) == ("member", True)


async def test_who_sends_somebody_is_passed_over_by_the_next_key(tmp_path: Path) -> None:
    async with opened(tmp_path, "attendance") as there:
        for came in ("Rui", "Tia"):
            await there.press("s", to=FormScreen)
            await there.press(*came, "ctrl+s", to=MeetingScreen)
        await there.press("p")
        rows = there.app.session.state.all(Attendance)
        assert {row.name: str(row.state) for row in rows} == dict.fromkeys(("Rui", "Tia", "Maria Alves"), "present")


async def test_one_undo_takes_back_that_somebody_arrived(tmp_path: Path) -> None:
    async with opened(tmp_path, "attendance") as there:
        await there.press("p")
        await there.press("i", shows="MoJ, Ana Soares: present from item 1")
        await there.press("ctrl+z")
        await there.until(lambda: len(there.app.session.state.all(Attendance)) == 1)
        await there.until(lambda: any("Ana Soares" in told.message for told in there.app._notifications))


async def test_a_mark_moves_nothing_on_the_screen(tmp_path: Path) -> None:
    async with opened(tmp_path, "attendance") as there:
        await there.press("p")
        laid_out: list[object] = []
        there.screen.screen_layout_refresh_signal.subscribe(there.screen, laid_out.append)
        await there.press("p", "r", "x")
        assert not laid_out


async def test_the_roll_keys_stand_on_one_line(tmp_path: Path) -> None:
    async with opened(tmp_path, "attendance") as there:
        note = there.screen.query_one("#view-attendance .pane-note")
        assert note.size.height == 1
        await there.shows("p Present  r Remote  a Apologies  x Absent  s Stand-in  w Walk-in  Del Clear")
        await there.shows(
            f"i {t('keys.attendance_arrived')}  l {t('keys.attendance_left')}  "
            f"y {t('keys.attendance_proxy')}  m {t('keys.enrol')}  F8 {t('keys.attendance_minutes')}"
        )
        await there.press("f8")
        await there.until(lambda: there.screen.query_one("#view-minutes").display)


# Titles

LONG = "Framework of the National Plan of Action against trafficking in persons, for approval by the group"


async def retitled(there: Room, title: str) -> None:
    item = agenda_of(there.app.session.state, there.meeting)[0].item
    there.app.session.commit(Edit("verbs.edited", title).update(item, AgendaItem.title(title)).done())
    there.app.show_again()
    await there.pilot.pause()


async def test_a_long_title_is_cut_in_the_list_and_whole_below_it(tmp_path: Path) -> None:
    async with opened(tmp_path, "agenda") as there:
        await retitled(there, LONG)
        await there.press("home")
        lines = there.text.splitlines()
        (listed,) = [line for line in lines if "▌" in line]
        assert "Framework of the National Plan of Action" in listed
        assert "…" in listed
        below = " ".join(" ".join(lines[-4:-1]).split())
        assert f"1 {LONG}" in below


async def test_no_room_is_kept_for_what_no_item_has(tmp_path: Path) -> None:
    async with opened(tmp_path, "agenda") as there:
        assert "Presenter" not in there.text
        await there.shows("Purpose")


@pytest.mark.parametrize(("width", "shown"), [(80, "Minutes of the previ…"), (120, "Minutes of the previous meeting")])
async def test_the_agenda_beside_the_minutes_uses_the_width(tmp_path: Path, width: int, shown: str) -> None:
    async with opened(tmp_path, size=(width, 24)) as there:
        await there.shows(f" 3  {shown}")
        await retitled(there, LONG)
        await there.press("ctrl+t")
        words = " ".join(there.screen.query_one("#item-head", Static).render().plain.split())  # type: ignore[union-attr]
        assert words == f"1 {LONG}"


# What goes out


async def test_the_written_file_is_named_and_its_path_copied_whole(tmp_path: Path) -> None:
    folder = tmp_path / ("a folder whose name is long " * 5).strip()
    folder.mkdir()
    async with opened(folder) as there:
        await there.exports()
        name = next((folder / "minutes").iterdir()).name
        file = known(there.app.session.scratch_file("clipboard.md"))
        await there.press("c")
        await there.until(lambda: file.is_file() and file.read_text("utf-8").strip() == str(folder / "minutes" / name))
        await there.press("enter", to=MeetingScreen)


async def test_a_file_that_somebody_edited_is_named_beside_the_new_one(tmp_path: Path) -> None:
    async with opened(tmp_path) as there:
        await there.exports()
        await there.press("enter", to=MeetingScreen)
        (first,) = (tmp_path / "minutes").iterdir()
        first.write_text("mine", "utf-8")
        await there.exports()
        await there.shows(f"{first.stem} (2).pdf")
        assert f"{first.name} was edited and stays" in " ".join(there.text.split())


async def test_a_page_that_is_not_whole_in_the_groups_language_says_which_it_is_in(tmp_path: Path) -> None:
    async with opened(tmp_path) as there:
        carries(there, Edit("verbs.edited").update(there.app.session.state.all(Group)[0], Group.language("tet")).done())
        otherwise = t("exporting.otherwise", wanted="tetun", spoken="português")
        for form, said in (("markdown", False), ("html", True)):
            there.app.session.settings.papers = {"agenda": f"members {form}"}
            await there.press("ctrl+l", shows=t(f"forms.{form}"))
            assert (otherwise in " ".join(there.text.replace("▌", " ").split())) is said
            await there.press("escape")


async def test_on_a_wide_screen_the_state_stands_near_the_name(tmp_path: Path) -> None:
    async with opened(tmp_path, "attendance", size=(160, 36)) as there:
        (line,) = [one for one in there.text.splitlines() if "Carlos Belo" in one]
        assert line.split() == ["▌", "MoFA", "Carlos", "Belo", "member", "·", "not", "marked"]
        assert len(line.rstrip()) < 80


async def test_the_list_of_meetings_has_number_date_and_the_state_of_the_minutes(tmp_path: Path) -> None:
    async with opened(tmp_path, "agenda", size=(120, 36)) as there:
        await there.press("escape", "end")
        (line,) = [one for one in there.text.splitlines() if "▌" in one]
        assert "M-2010-01" in line
        assert "5 Feb 2010" in line
        await there.shows("Fri 5 February 2010 · held · minutes")


async def test_on_a_narrow_screen_state_and_sharing_are_still_whole(tmp_path: Path) -> None:
    async with opened(tmp_path, "attendance", size=(40, 20)) as there:
        await there.shows("· not marked")
        lines = there.text.splitlines()
        assert all(
            line.rstrip("┃│ ").endswith(t("minutes_screen.attendance.unmarked")) for line in lines if "· not" in line
        )
        await there.until(lambda: there.text.splitlines()[0].endswith("✓ shared"))
