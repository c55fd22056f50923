"""Preparing the next meeting on its screen: what is proposed is kept or dropped, made, and a file few keys later."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from tests.ui.looking import text_of
from tests.ui.preparing_stage import NEXT, TODAY, stage, written_in

from ictwg.app.next_meeting.proposal import MeetingProposal
from ictwg.app.next_meeting.standing_items import template_of
from ictwg.domain.agenda import agenda_of, parked
from ictwg.domain.changes import Edit
from ictwg.domain.records import AgendaItem, BodyMember, Decision, Meeting
from ictwg.domain.values import ItemKind, MeetingKind
from ictwg.locales import t
from ictwg.ui.modals.box import WrittenBox
from ictwg.ui.modals.form_screen import FormScreen
from ictwg.ui.screens.followup import FollowupScreen
from ictwg.ui.screens.meeting.screen import MeetingScreen
from ictwg.ui.screens.meetings import MeetingsScreen
from ictwg.ui.screens.membership import MembershipScreen
from ictwg.ui.screens.next_meeting import PreparingScreen
from ictwg.ui.screens.sub_groups import BodyScreen, SubGroupsScreen
from ictwg.ui.widgets.form import FormRows


def fill_in(form: FormScreen, name: str, text: str) -> None:
    """A value in a field of the form."""
    (row,) = (row for row in form.form.rows if row.field.name == name)
    editor: Any = row.editor
    editor.value = text


async def test_the_frame_stands_before_anything_is_proposed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    async with stage(tmp_path) as here:
        proposed, shown = PreparingScreen._proposed, list[str]()

        def watched(screen: PreparingScreen) -> MeetingProposal:
            shown.append(text_of(here.app))
            return proposed(screen)

        monkeypatch.setattr(PreparingScreen, "_proposed", watched)
        await here.prepare()
        assert t("preparing.screen.looking") in shown[0]


async def test_the_chairs_copy_is_one_key_away(tmp_path: Path) -> None:
    async with stage(tmp_path) as here:
        await here.prepare()
        await here.press("ctrl+s")
        await here.until(MeetingScreen)
        await here.press("alt+c")
        await here.until(WrittenBox)
    assert "Welcome to this meeting" in written_in(tmp_path, "Chair's copy")


async def test_a_day_and_hours_that_were_chosen_stay_whatever_is_changed_next(tmp_path: Path) -> None:
    async with stage(tmp_path) as here:
        screen = await here.prepare()
        for field, text in (("date", "2010-03-16"), ("start", "14:00"), ("venue", "Hall")):
            await here.press("f6")
            fill_in(await here.until(FormScreen), field, text)
            await here.press("ctrl+s")
            await here.until(PreparingScreen)
        await here.press("ctrl+n")
        fill_in(await here.until(FormScreen), "title", "Shelter rules")
        await here.press("ctrl+s")
        await here.until(PreparingScreen)
        assert f"Tue 16 March 2010 · 14:00–11:00 · {t('preparing.day.by_hand')}" in text_of(here.app)
        assert dict(screen.proposal.settings)[Meeting.venue] == "Hall"


async def test_the_proposal_says_when_what_and_why(tmp_path: Path) -> None:
    async with stage(tmp_path, size=(120, 36)) as here:
        await here.prepare()
        shown = text_of(here.app)
    assert f"Fri 12 March 2010 · 09:00–11:00 · {t('preparing.day.by_rule', rule='every month on')}" in shown
    assert t("preparing.why.deferred", meeting="M-2010-02-12") in shown
    assert "Report: Sub-committee on the law" in shown
    assert "09:50" in shown


async def test_space_drops_an_item_and_one_undo_takes_the_whole_meeting_back(tmp_path: Path) -> None:
    async with stage(tmp_path) as here:
        screen = await here.prepare()
        screen._list.move_to(next(item.key for item in screen.proposal.items if item.title == "Shelter"))
        await here.press("space", "ctrl+s")
        await here.until(MeetingScreen)
        (meeting,) = here.made
        assert meeting.date == NEXT
        assert "Shelter" not in here.titles(meeting)
        assert [item.title for item in parked(here.app.session.state)] == ["Shelter"]
        await here.press("ctrl+z")
        assert here.made == []
        assert parked(here.app.session.state) == ()


async def test_what_a_sub_group_has_decided_is_put_to_the_plenary_by_one_key(tmp_path: Path) -> None:
    async with stage(tmp_path) as here:
        screen = await here.prepare()
        screen._list.move_to(
            next(
                item.key
                for item in screen.proposal.items
                if item.title.startswith(t("preparing.title.adopt", title=""))
            )
        )
        await here.press("space", "ctrl+s")
        await here.until(MeetingScreen)
        (meeting,) = here.made
        (item,) = [
            line.item
            for line in agenda_of(here.app.session.state, meeting)
            if line.item.title.startswith(t("preparing.title.adopt", title=""))
        ]
        assert item.papers == ("definitions.docx",)


async def test_the_same_from_the_agenda_of_the_sub_group(tmp_path: Path) -> None:
    async with stage(tmp_path) as here:
        law = next(m for m in here.app.session.state.all(Meeting) if m.series == "LAW")
        here.app.screen.query_one("FilteredList").list.move_to(law.id)  # type: ignore[attr-defined]
        await here.press("enter")
        await here.until(MeetingScreen)
        await here.press("alt+a")
        waiting = parked(here.app.session.state)
    assert [(item.title, item.series) for item in waiting] == [(t("preparing.title.adopt", title="Definitions"), "")]


async def test_the_same_from_the_register_of_decisions(tmp_path: Path) -> None:
    async with stage(tmp_path) as here:
        session, ids = here.app.session, {}
        for item in session.state.all(AgendaItem):
            edit, ids[item.title] = Edit("verbs.started"), session.state.new_id()
            of = (Decision.meeting(item.meeting), Decision.item(item.id), Decision.text(f"{item.title} agreed"))
            session.commit(edit.create(Decision, ids[item.title], *of).done())
        await here.app.action_mode("followup")
        screen: FollowupScreen = await here.until(FollowupScreen)
        screen.go_to("decisions")
        for title in ("Shelter", "Definitions"):
            screen.listed.list.move_to(ids[title])
            await here.press("alt+a")
        waiting = parked(session.state)
    assert [(item.title, item.proposed_decision) for item in waiting] == [
        (t("preparing.title.adopt", title="Definitions"), "Definitions agreed")
    ]


async def test_items_move_are_changed_and_added_before_anything_is_made(tmp_path: Path) -> None:
    async with stage(tmp_path) as here:
        screen = await here.prepare()
        await here.press("ctrl+down", "f2")
        form: FormScreen = await here.until(FormScreen)
        fill_in(form, AgendaItem.minutes_allotted.name, "20")
        await here.press("ctrl+s")
        await here.until(PreparingScreen)
        opening = next(item for item in screen.proposal.items if item.kind is ItemKind.OPENING)
        assert opening.minutes == 20
        assert screen.proposal.items[1] is opening
        assert here.made == []
        await here.press("escape", "right", "enter")
        await here.until(MeetingsScreen)


async def test_a_template_is_kept_from_a_meeting_and_stands_on_the_next_agenda(tmp_path: Path) -> None:
    async with stage(tmp_path) as here:
        await here.prepare()
        await here.press("ctrl+s")
        await here.until(MeetingScreen)
        await here.press("alt+t")
        form = await here.until(FormScreen)
        assert form.query_one(FormRows).rows[0].help.startswith("Opening · On every agenda")
        await here.press("ctrl+s")
        await here.until(MeetingScreen)
        kept = [item.kind for item in template_of(here.app.session.state, "", MeetingKind.ORDINARY)]
    assert kept == [kind for kind in ItemKind if kind not in (ItemKind.TOPIC, ItemKind.MATTERS_ARISING)]


async def test_the_list_shows_one_body_where_that_is_asked_for(tmp_path: Path) -> None:
    async with stage(tmp_path) as here:
        await here.press("f3", "down", "down", "enter")
        screen = await here.until(MeetingsScreen)
        rows = screen.query_one("FilteredList").shown_rows()
    assert [row.meeting.series for row in rows] == ["LAW"]


@pytest.mark.parametrize("size", [(80, 24), (120, 36)])
async def test_a_sub_group_gets_its_members(tmp_path: Path, size: tuple[int, int]) -> None:
    async with stage(tmp_path, size=size) as here:
        here.app.push_screen(SubGroupsScreen())
        await here.until(SubGroupsScreen)
        assert "Sub-committee on the law" in text_of(here.app)
        await here.press("down", "enter")
        await here.until(BodyScreen)
        await here.press("ctrl+n")
        form: FormScreen = await here.until(FormScreen)
        fill_in(form, BodyMember.organization.name, "MoJ")
        await here.press("ctrl+s")
        await here.until(BodyScreen)
        assert "MoJ" in text_of(here.app)
        (member,) = here.app.session.state.all(BodyMember)
        assert (member.series, member.since) == ("LAW", TODAY)
        await here.press("escape")
        await here.until(SubGroupsScreen)
        await here.press("home", "enter")
        await here.until(MembershipScreen)
