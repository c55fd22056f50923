"""Taking minutes on a stage: a line for another item, the line before corrected there, what an item came to."""

from __future__ import annotations

from datetime import date, time
from pathlib import Path
from typing import Any

import pytest
from tests.ui.meeting_room import TODAY
from tests.ui.open_meeting import agenda_items, item_of, opened
from textual.screen import Screen

from ictwg.domain.changes import Edit
from ictwg.domain.records import AgendaItem, Attendance, Entry
from ictwg.domain.values import Audience, ItemKind, Outcome
from ictwg.locales import t
from ictwg.minutes.approval import adopt_by_silence
from ictwg.ui.modals.choose import Choose
from ictwg.ui.screens.meeting.minutes import MinutesPane


async def test_a_line_for_another_item_is_kept_there_and_up_corrects_it(tmp_path: Path) -> None:
    async with opened(tmp_path) as there:
        here, state = there.screen.item, there.app.session.state
        fifth = agenda_items(there)[4]
        there.screen.query_one(MinutesPane).prompt.text = "@5 /a MoJ draft it"
        await there.shows(f"→ 5 {fifth.title}  Action A-2010-004")
        doubt = t("prompt.hint.which_year", day="26 Feb 2010", year=2011)
        echo = there.screen.query_one(MinutesPane)._echo
        assert echo("@5 /a MoJ draft it by 26 Feb").plain.startswith(doubt), "nothing that may be cut stands before it"
        await there.press("enter", shows=t("minutes_screen.minutes.kept_at", item=f"5 {fifth.title}"))
        assert there.screen.item == here
        await there.press("up", shows="Editing")
        await there.enters("/a PNTL draft it")
        (entry,) = [one for one in state.all(Entry) if one.item == fifth.id]
        assert entry.text == "draft it"
        await there.enters("@5")
        await there.until(lambda: there.screen.item == fifth)


async def test_a_key_says_what_the_item_came_to(tmp_path: Path) -> None:
    async with opened(tmp_path) as there:
        await there.enters("@4")
        await there.press("f10", to=Choose)
        await there.press(*"defer", "enter", shows=t("prompt.kind.deferred"))
        item = there.screen.item
        assert isinstance(item, AgendaItem)
        assert item.outcome is Outcome.DEFERRED
        await there.enters("/noted", shows="Outcome: noted · Ctrl+Z undoes")


async def test_a_day_typed_under_next_meeting_is_that_of_the_next_meeting(tmp_path: Path) -> None:
    async with opened(tmp_path) as there:
        await there.enters(item_of(there, ItemKind.NEXT_MEETING), shows="a date typed here sets the next meeting")
        there.screen.query_one(MinutesPane).prompt.text = "We meet on 14 May, at nine"
        await there.shows("Note · next meeting Fri 14 May 2010")
        await there.press("enter", shows=t("preparing.day.next", day="Fri 14 May 2010"))
        for said in ("17 May 2010 10:00", "17 May 2010 at 10h", "17 de maio de 2010, às 10h00", "10:00 on 17 May"):
            there.screen.query_one(MinutesPane).prompt.text = said
            await there.shows("Note · next meeting Mon 17 May 2010 10:00")
        await there.press("enter", shows=t("preparing.day.next", day="Mon 17 May 2010 10:00"))
        assert there.meeting.next_start == time(10)
        await there.press("up", shows="Editing")
        await there.enters("We meet on 21 May", shows=t("preparing.day.next", day="Fri 21 May 2010 10:00"))
        assert there.meeting.next_meeting == date(2010, 5, 21)
        await there.enters("@4 MoJ sends it by 28 May")
        assert there.meeting.next_meeting == date(2010, 5, 21)


async def test_what_is_adopted_says_so_on_the_line_and_why_nothing_is_kept(tmp_path: Path) -> None:
    async with opened(tmp_path) as there:
        await there.enters(item_of(there, ItemKind.PREVIOUS_MINUTES))
        await there.press("escape", "a", shows=t("life.pre_flight", meeting="M-2010-01"))
        await there.press("pagedown", "enter", shows=t("verbs.minutes_adopted", subject="").strip())
        await there.press("w")
        assert there.screen.query_one(MinutesPane).prompt.text == "w", "one goes on typing"
        await there.press("backspace")
        there.screen.carry_out(lambda: adopt_by_silence(there.meeting, TODAY), quiet=True)
        await there.shows(t("minutes_screen.minutes.adopted"))
        there.screen.query_one(MinutesPane).edit()
        await there.enters("One thing more", shows=t("meetings.frozen", meeting="M-2010-02"))
        assert "One thing more" in there.screen.query_one(MinutesPane).prompt.text


async def test_what_an_item_is_about_stands_there_until_something_is_said_of_it(tmp_path: Path) -> None:
    async with opened(tmp_path) as there:
        fifth = agenda_items(there)[4]
        told = (AgendaItem.background("- D-2010-01 Two shelters"), AgendaItem.papers(("shelters.docx",)))
        there.screen.carry_out(lambda: Edit("verbs.edited").update(fifth, *told).done(), quiet=True)
        await there.enters("@5", shows="Papers: shelters.docx")
        await there.shows("- D-2010-01 Two shelters")
        await there.enters("One of them is open.")
        await there.until(lambda: "Two shelters" not in there.text)
        closed = AgendaItem.audience(Audience.CORE)
        there.screen.carry_out(lambda: Edit("verbs.edited").update(fifth, closed).done(), quiet=True)
        there.screen.projector = True
        await there.until(lambda: "shelters.docx" not in there.text)


async def test_a_letter_lays_nothing_out_anew_and_the_end_of_a_long_line_is_seen(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with opened(tmp_path) as there:
        await there.enters("said")
        await there.press("a")
        laid: list[Screen[Any]] = []
        refresh_layout = Screen._refresh_layout

        def counted(screen: Screen[Any], *args: Any) -> None:
            laid.append(screen)
            refresh_layout(screen, *args)

        monkeypatch.setattr(Screen, "_refresh_layout", counted)
        await there.press(*"bcd")
        assert laid == []
        await there.press(*("x" * 90), *" the end", shows="xxx the end")
        assert laid == []
        await there.press("home", shows="› abcdxxx")


async def test_a_key_for_who_is_present_never_eats_a_sentence(tmp_path: Path) -> None:
    async with opened(tmp_path) as there:
        for said in ("PNTL: our officers need the form", "MoJ and PNTL will come later", "all agreed", "@5 PNTL asks"):
            there.screen.query_one(MinutesPane).prompt.text = said
            await there.press("f8", shows=t("minutes_screen.minutes.only_names"))
            assert there.screen.query_one(MinutesPane).prompt.text == said
            assert not there.app.session.state.all(Attendance)


@pytest.mark.parametrize(("said", "key"), [("MoJ; PNTL and MoJ", "f8"), ("/p MoJ and what she said", "enter")])
async def test_a_line_that_made_no_entry_comes_back(tmp_path: Path, said: str, key: str) -> None:
    async with opened(tmp_path) as there:
        await there.enters("Said before.")
        there.screen.query_one(MinutesPane).prompt.text = said
        await there.press(key)
        await there.until(lambda: bool(there.app.session.state.all(Attendance)))
        assert not there.screen.query_one(MinutesPane).prompt.text
        await there.press("up")
        assert there.screen.query_one(MinutesPane).prompt.text == said
