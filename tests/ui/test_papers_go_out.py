"""Papers on their way to those whom they are for: in the group's form, offered after the step that tells of them."""

from __future__ import annotations

from datetime import date, timedelta
from functools import partial
from pathlib import Path

import pytest
from tests.builders import known
from tests.ui.meeting_room import TODAY
from tests.ui.open_meeting import Room, carries, opened

from ictwg.app.catalogue import PAPERS, paper_named
from ictwg.app.csv_lists import listed
from ictwg.app.made_papers import FILE, note_made, waiting
from ictwg.app.sending import KINDS, outgoing
from ictwg.domain.agenda import parked
from ictwg.domain.changes import Edit
from ictwg.domain.records import Action, Edition, Group, Meeting, Round
from ictwg.domain.values import Audience, MeetingState, MinutesState, PaperForm, SentAs
from ictwg.locales import t
from ictwg.meetings.agenda import add_item
from ictwg.meetings.meetings import circulate_agenda
from ictwg.minutes.steps import SIGNED, minutes_steps
from ictwg.papers.catalogue import PaperKind
from ictwg.papers.files import WrittenFile
from ictwg.papers.forms import FORMS
from ictwg.programme.rounds import asked
from ictwg.records.group import group_of
from ictwg.ui.export_menu import SendOutForm, offer, records_offer
from ictwg.ui.modals.box import Confirm, WrittenBox
from ictwg.ui.modals.choose import Choose
from ictwg.ui.modals.form_screen import FormScreen
from ictwg.ui.preferences import edit_settings
from ictwg.ui.screens.askings import AskingScreen
from ictwg.ui.screens.circulation import FORMS as SENT_FORMS
from ictwg.ui.screens.circulation import CirculationScreen
from ictwg.ui.screens.followup import FollowupScreen
from ictwg.ui.screens.meeting.screen import MeetingScreen
from ictwg.ui.screens.meeting_steps import carry_on
from ictwg.ui.screens.today import TodayRow, TodayScreen
from ictwg.ui.widgets.editors import Picker
from ictwg.ui.widgets.virtual_list import VirtualList


def _group(there: Room) -> Group:
    return known(group_of(there.app.session.state))


async def _choose_in_settings(there: Room, field: str, value: str) -> None:
    edit_settings(there.app, field)
    await there.until(lambda: isinstance(there.app.screen, FormScreen))
    form = there.app.screen
    assert isinstance(form, FormScreen)
    picker = form.form.row(field).editor
    assert isinstance(picker, Picker)
    picker.value = value
    await there.press("ctrl+s")
    await there.until(lambda: there.app.screen is not form)


@pytest.mark.parametrize("form", PaperForm)
def test_each_form_of_the_group_is_one_of_the_program(form: PaperForm) -> None:
    assert FORMS[form].name == form


async def test_papers_go_out_as_the_group_has_said_last(tmp_path: Path) -> None:
    async with opened(tmp_path) as there:
        there.app.settings.papers["agenda"] = "members html"
        await _choose_in_settings(there, Group.paper_form.name, PaperForm.WORD)
        await there.exports()
        await there.shows("Provisional agenda (12 March 2010).docx")


async def test_what_was_chosen_last_goes_before_the_form_of_the_group(tmp_path: Path) -> None:
    async with opened(tmp_path) as there:
        there.app.session.commit(Edit("verbs.edited").update(_group(there), Group.paper_form(PaperForm.WORD)).done())
        there.app.settings.papers["agenda"] = "members html"
        await there.exports()
        await there.shows("Provisional agenda (12 March 2010).html")


def _page(folder: Path) -> str:
    (page,) = folder.rglob("Provisional agenda *.html")
    return page.read_text("utf-8")


async def test_a_sheet_goes_out_in_two_languages_and_again(tmp_path: Path) -> None:
    async with opened(tmp_path) as there:
        there.app.settings.papers["agenda"] = "members html tet"
        await there.exports()
        assert " / 12 Marsu 2010" in _page(tmp_path)
        assert there.app.settings.papers["agenda"] == "members html tet"


async def test_the_box_says_what_its_keys_do_and_hides_a_second_language_that_is_none(
    tmp_path: Path,
) -> None:
    async with opened(tmp_path) as there:
        meeting = there.app.session.state.all(Meeting)[-1]
        offers = [offer(there.app.session, paper_named(name), meeting) for name in ("agenda", "action-points")]
        form = SendOutForm(there.app, "Export", offers)
        there.app.push_screen(form)
        await there.until(lambda: form.is_mounted and form.form.current is not None)
        what, also = form.form.row("what"), form.form.row("also")
        assert what.help.startswith(t("exporting.enter"))
        assert what.help.endswith("Space shows all.")
        assert also.display
        await there.press("right")
        await there.until(lambda: not also.display)
        await there.press("right")
        await there.until(lambda: also.display)


async def test_the_language_of_papers_is_chosen_by_its_name(tmp_path: Path) -> None:
    async with opened(tmp_path) as there:
        await _choose_in_settings(there, Group.language.name, "pt")
        assert _group(there).language == "pt"


async def test_what_is_imported_again_is_offered_last_and_a_list_as_a_spreadsheet_first(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with opened(tmp_path) as there:
        members = records_offer(there.app.session, listed(there.app.session.lookup, "members"))

        def choice(paper: PaperKind) -> tuple[list[str], str]:
            told = {name: ([one.value for one in all], now) for name, all, now in form._to_choose(paper)}
            return told["form"]

        form = SendOutForm(there.app, "Export", [members])
        for paper in PAPERS:
            back = [FORMS[name].comes_back for name in choice(paper)[0]]
            assert back == sorted(back), paper.name
        assert choice(members.paper) == (["xlsx", "csv"], "xlsx")
        monkeypatch.setattr("ictwg.papers.forms.find_spec", lambda _: None)
        assert choice(members.paper)[1] == "csv"
        assert members.paper.plain.name == "csv"


# Made and not sent


def _names(there: Room) -> list[str]:
    return [Path(one.path).name for one in waiting(there.app.session)]


async def _says(there: Room, words: str) -> None:
    await there.until(lambda: words in [one.message for one in there.app._notifications])


async def _exported(there: Room) -> None:
    """The agenda for members, as a page."""
    there.app.settings.papers["agenda"] = "members html"
    await there.exports()
    await there.press("enter", to=MeetingScreen)


async def _on_today(there: Room) -> None:
    """With the cursor on the paper."""
    await there.press("escape")
    await there.until(lambda: not isinstance(there.app.screen, MeetingScreen))
    await there.app.switch_mode("today")
    await there.shows(t("today.made", count=1))
    there.app.screen.query_one(VirtualList).move_to(f"made/{waiting(there.app.session)[0].id}")
    await there.shows(t("keys.today_not_needed"))


async def test_a_paper_that_was_made_is_told_until_it_need_not_go_out(tmp_path: Path) -> None:
    async with opened(tmp_path, "agenda") as there:
        await _exported(there)
        await _on_today(there)
        await there.shows("Agenda for members · M-2010-03-12")
        await there.press("f9")
        await there.until(lambda: t("today.made", count=1) not in there.text)
        assert _names(there) == []


@pytest.mark.parametrize(("key", "how"), [("f9", "not_needed"), ("f4", "sent")])
async def test_a_mark_of_this_computer_is_told_and_taken_back_before_any_older_change(
    tmp_path: Path, key: str, how: str
) -> None:
    async with opened(tmp_path, "agenda") as there:
        carries(there, Edit("verbs.edited").update(there.meeting, Meeting.agenda_circulated(date(2010, 3, 5))).done())
        await _exported(there)
        await _on_today(there)
        await there.press(key)
        told = t(f"today.{how}", what="Agenda for members · M-2010-03-12")
        await _says(there, t("ui.done", what=told))
        assert not _names(there)
        await there.press("ctrl+z")
        await _says(there, t("verbs.undone", subject=told))
        await there.shows(t("today.made", count=1))
        assert there.meeting.agenda_circulated == date(2010, 3, 5)
        await there.press("ctrl+z")
        await there.until(lambda: there.meeting.agenda_circulated is None)


async def test_what_was_recorded_after_a_mark_is_taken_back_first(tmp_path: Path) -> None:
    async with opened(tmp_path, "agenda") as there:
        await _exported(there)
        await _on_today(there)
        await there.press("f9")
        carries(there, Edit("verbs.edited").update(there.meeting, Meeting.agenda_circulated(date(2010, 3, 5))).done())
        await there.press("ctrl+z")
        await there.until(lambda: there.meeting.agenda_circulated is None)
        assert not _names(there)


async def test_sent_takes_the_step_that_says_so(tmp_path: Path) -> None:
    async with opened(tmp_path, "agenda") as there:
        await _exported(there)
        await _on_today(there)
        await there.press("f4")
        await there.until(lambda: there.meeting.agenda_circulated == TODAY)
        await there.until(lambda: t("today.made", count=1) not in there.text)


async def test_sent_once_more_leaves_the_day_on_record_as_it_is(tmp_path: Path) -> None:
    async with opened(tmp_path, "agenda") as there:
        before = date(2010, 3, 5)
        carries(there, Edit("verbs.edited").update(there.meeting, Meeting.agenda_circulated(before)).done())
        await _exported(there)
        await _on_today(there)
        await there.press("f4")
        await there.until(lambda: not _names(there))
        assert there.meeting.agenda_circulated == before


async def test_a_paper_whose_file_is_gone_is_told_no_more(tmp_path: Path) -> None:
    async with opened(tmp_path, "agenda") as there:
        await _exported(there)
        await _on_today(there)
        (file,) = (tmp_path / "minutes").iterdir()
        file.unlink()
        await there.app.switch_mode("tasks")
        await there.app.switch_mode("today")
        await there.until(lambda: t("today.made", count=1) not in there.text)


async def test_the_day_on_which_it_went_out_settles_it_wherever_it_is_typed(tmp_path: Path) -> None:
    async with opened(tmp_path, "agenda") as there:
        await _exported(there)
        assert _names(there) == ["Provisional agenda (12 March 2010).html"]
        for day, left in ((TODAY - timedelta(1), 1), (TODAY, 0)):
            carries(there, Edit("verbs.edited").update(there.meeting, Meeting.agenda_circulated(day)).done())
            assert len(_names(there)) == left


async def test_what_goes_to_nobody_is_not_waited_for(tmp_path: Path) -> None:
    async with opened(tmp_path, "agenda") as there:
        written = [WrittenFile(str(tmp_path / "a.pdf"))]
        for name, audience in (("sign-in", Audience.MEMBERS), ("minutes", Audience.SECRETARIAT)):
            note_made(there.app.session, paper_named(name), audience, there.meeting, written)
        assert _names(there) == []


@pytest.mark.parametrize("found", ["", "[[1]]", '[["a", "b", "c", "", "", "2010-03-12"]]', "{}", "[7]"])
async def test_a_list_that_makes_no_sense_is_an_empty_one(tmp_path: Path, found: str) -> None:
    async with opened(tmp_path, "agenda") as there:
        await _exported(there)
        path = known(there.app.session.scratch_file(FILE))
        path.write_text(found)
        assert _names(there) == []


# Offered after the step that tells of them


async def _agenda_sent(there: Room) -> None:
    there.app.settings.papers["agenda"] = "core html tet"
    await carry_on(there.screen, there.meeting, "agenda")
    await there.until(lambda: there.meeting.agenda_circulated == TODAY)


def _said(there: Room) -> str:
    return "\n".join(one.message for one in there.app._notifications)


OFFER = t("exporting.offered", what="Agenda for members", form=t("forms.html"))


async def test_after_a_step_one_key_makes_the_paper_that_goes_out_with_it(tmp_path: Path) -> None:
    async with opened(tmp_path, "agenda") as there:
        await _agenda_sent(there)
        await there.until(lambda: OFFER in _said(there))
        await there.press("ctrl+l", to=WrittenBox, shows="Provisional agenda 2-2010 (12 March 2010)")
        assert "Marsu" in _page(tmp_path)
        assert _names(there) == []
        await there.press("enter", "ctrl+l", to=SendOutForm)


async def test_what_was_offered_goes_once_anything_else_is_recorded(tmp_path: Path) -> None:
    async with opened(tmp_path, "agenda") as there:
        await _agenda_sent(there)
        carries(there, Edit("verbs.edited").update(there.meeting, Meeting.venue("Dili")).done())
        await there.press("ctrl+l", to=SendOutForm)


async def test_a_paper_that_was_made_before_its_step_is_not_offered_again(tmp_path: Path) -> None:
    async with opened(tmp_path, "agenda") as there:
        await _exported(there)
        await _agenda_sent(there)
        await there.until(lambda: "Ctrl+Z undoes" in _said(there))
        assert OFFER not in _said(there)
        assert there.app.offered is None


def _is_in_front(there: Room, kind: type[object]) -> bool:
    return isinstance(there.app.screen, kind)


async def test_today_offers_the_papers_of_a_meeting_too(tmp_path: Path) -> None:
    async with opened(tmp_path, "agenda") as there:
        await _agenda_sent(there)
        await there.press("escape")
        await there.app.switch_mode("today")
        rows = there.app.screen.query_one(VirtualList)
        rows.move_to("owing/none")
        await there.press("ctrl+l", to=WrittenBox)
        await there.press("enter")
        step = next(one for one in there.app.session.state.all(Action) if one.meeting == there.meeting.id)
        for row, box in ((f"next/{there.meeting.id}", SendOutForm), (step.id, SendOutForm), ("mend", Choose)):
            rows.move_to(row)
            await there.press("ctrl+l")
            await there.until(partial(_is_in_front, there, box))
            await there.press("escape", to=TodayScreen)


async def test_the_key_that_says_done_is_never_without_an_answer(tmp_path: Path) -> None:
    """An organization that owes something is no step that a key could take."""
    async with opened(tmp_path, "agenda") as there:
        await there.app.switch_mode("today")
        await there.until(lambda: isinstance(there.app.screen, TodayScreen))
        screen = there.app.screen
        assert isinstance(screen, TodayScreen)
        (row, *_) = (row for row in screen._list.rows if isinstance(row, TodayRow) and row.leads == "owing")
        assert screen._list.move_to(row.id)
        await there.press("f4")
        assert _said(there) == t("today.not_done_here")


async def _is_sent(there: Room) -> None:
    """It is said to how many it goes, before it does."""
    await there.press("f9", to=Confirm)
    await there.press("enter", to=MeetingScreen)


async def test_minutes_that_nobody_has_signed_yet_can_be_signed_on_the_way_out(tmp_path: Path) -> None:
    async with opened(tmp_path, "agenda") as there:
        held = (Meeting.state(MeetingState.HELD), Meeting.minutes_state(MinutesState.ADOPTED))
        carries(there, Edit("verbs.edited").update(there.meeting, *held).done())
        (Path(there.app.session.store.path).parent / "signed.pdf").write_bytes(b"%PDF")
        await there.press("alt+x")
        await there.until(partial(_is_in_front, there, Choose))
        await there.press(*"minutes", "enter", shows=t("minutes_screen.step.signed"))
        await there.press("enter")
        await there.until(partial(_is_in_front, there, FormScreen))
        await there.press("ctrl+u", *"signed.pdf", "ctrl+s")
        await there.until(partial(_is_in_front, there, CirculationScreen))
        assert "draft" in minutes_steps(there.app.session.state, there.meeting)
        assert SIGNED not in minutes_steps(there.app.session.state, there.meeting)


async def test_what_was_chosen_is_there_again_until_it_was_sent(tmp_path: Path) -> None:
    async with opened(tmp_path, "agenda") as there:

        async def choosing() -> CirculationScreen:
            await there.press("alt+x", to=Choose)
            await there.press("enter", to=CirculationScreen)
            screen = there.app.screen
            assert isinstance(screen, CirculationScreen)
            return screen

        screen = await choosing()
        all_of = len(screen.rows())
        await there.press("enter", "down", *["f2"] * SENT_FORMS.index(SentAs.PAPER))
        chosen = screen._chosen
        assert (len(chosen), chosen[0].sent_as) == (all_of - 1, SentAs.PAPER)
        await there.press("escape", to=MeetingScreen)
        assert (await choosing())._chosen == chosen
        await _is_sent(there)
        assert len((await choosing())._chosen) == all_of, "it was sent: the next time it begins anew"


async def test_what_was_sent_is_no_longer_told_as_made(tmp_path: Path) -> None:
    async with opened(tmp_path, "agenda") as there:
        session, kind = there.app.session, next(one for one in KINDS if one.name == "action-list")
        there.app.push_screen(CirculationScreen(outgoing(session, kind, None)))
        await there.until(lambda: isinstance(there.app.screen, CirculationScreen))
        await there.press("f6")
        await there.until(lambda: bool(waiting(session)))
        await _is_sent(there)
        await there.until(lambda: not waiting(session))


async def test_what_was_changed_after_the_agenda_was_sent_goes_out_by_one_key(tmp_path: Path) -> None:
    async with opened(tmp_path, "agenda") as there:
        state = there.app.session.state
        carries(there, circulate_agenda(state, there.meeting, TODAY))
        carries(there, add_item(state, there.meeting, "A late item"))
        await there.shows(t("minutes_screen.agenda.unsent", count=1))
        await there.press("alt+k", to=CirculationScreen, shows=t("papers.addendum"))
        await _is_sent(there)
        assert sorted(one.addendum or 0 for one in state.all(Edition)) == [0, 1]
        assert t("minutes_screen.agenda.unsent", count=1) not in there.text
        await there.press("ctrl+z", "alt+k", to=CirculationScreen)
        assert [one.addendum for one in state.all(Edition)] == [0], "one undo takes it back"


async def test_items_of_an_agenda_are_asked_for_and_answered_by_few_keys(tmp_path: Path) -> None:
    """From the agenda to the mail by two keys; an answer is three keys and its text."""
    async with opened(tmp_path, "agenda", on=TODAY - timedelta(days=20)) as there:
        state = there.app.session.state
        await there.press("alt+q", to=FormScreen)
        await there.press("ctrl+s", to=CirculationScreen)
        await _is_sent(there)
        (call,) = state.all(Round)
        there.app.session.commit(asked(state, call, there.app.session.today))
        await there.press("alt+q", to=AskingScreen)
        await there.press("enter", to=Choose)
        await there.press("enter", to=FormScreen)
        await there.press(*"Hotline", "ctrl+s", to=AskingScreen)
        assert [(one.title, one.asked_for) for one in parked(state) if one.asked_by] == [("Hotline", there.meeting.id)]
        await there.press("ctrl+z")
        await there.until(lambda: not any(one.asked_by for one in parked(state)))


async def test_owners_of_selected_actions_are_reminded_of_them_together(tmp_path: Path) -> None:
    """Not of the one under the cursor; what is copied is for the organization on whose row it is asked for."""
    async with opened(tmp_path) as there:
        await there.press("escape", "4", to=FollowupScreen)
        await there.press("space", "down", "space", "down", "alt+x")
        await there.until(partial(_is_in_front, there, CirculationScreen))
        screen = there.app.screen
        assert isinstance(screen, CirculationScreen)
        two = screen._what.actions
        assert len(two) == 2
        assert {one.organization for one in screen.rows()} == {id for one in two for id in one.owners}
        row = known(screen.listed.list.current)
        await there.press("f5")
        await there.until(lambda: bool(there.app.clipboard))
        copied = there.app.clipboard
        assert [one.reference in copied for one in two] == [row.organization in one.owners for one in two]
