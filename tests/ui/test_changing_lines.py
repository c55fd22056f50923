"""Leaving a line that is being changed, by any key: the entry stays as it was, and what is typed next is a new one."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from tests.ui.looking import text_of
from tests.ui.meeting_room import room
from tests.ui.open_meeting import Room, agenda_items, item_of, opened
from textual import events

from ictwg.decisions.decisions import EntryDraft
from ictwg.domain.changes import Edit
from ictwg.domain.records import AcceptedText, Action, AgendaItem, Decision, DueChange, Entry, Organization, Progress
from ictwg.domain.values import Audience, EntryType, Find, ItemKind
from ictwg.locales import t
from ictwg.minutes import entering as minutes
from ictwg.minutes.lines import minute_lines
from ictwg.ui.modals.box import Confirm
from ictwg.ui.modals.choose import Choose
from ictwg.ui.modals.form_screen import FormScreen, PasteBlock, TextEditor
from ictwg.ui.places import AREAS
from ictwg.ui.projector import Projector
from ictwg.ui.screens.meeting.minutes import MinutesPane
from ictwg.ui.screens.meeting.minutes_view import AGENDA, ENTRIES
from ictwg.ui.screens.meeting.read_back import ReadBackScreen
from ictwg.ui.screens.meeting.screen import MeetingScreen
from ictwg.ui.text import line

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable
    from pathlib import Path

LONG = "that the framework of the national plan is sent to every member before the end of the month, in three languages"


def pane(there: Room) -> MinutesPane:
    return there.screen.query_one(MinutesPane)


def below(there: Room) -> str:
    """What stands below the prompt."""
    return str(pane(there).prompt._below.render())


async def on_the_screen(there: Room) -> None:
    await there.until(lambda: isinstance(there.app.screen, MeetingScreen))


# Ways of leaving


async def next_item(there: Room) -> None:
    await there.press("f7")


async def click_on_an_item(there: Room) -> None:
    await there.pilot.click(f"#{AGENDA}", offset=(8, 5))


async def click_on_a_line(there: Room) -> None:
    """Which takes that one into the prompt."""
    await there.pilot.click(f"#{ENTRIES}", offset=(8, 1))
    await there.press("escape")


async def at_sign(there: Room) -> None:
    await there.enters("@7")


async def escape(there: Room) -> None:
    await there.press("escape")


async def emptied_and_entered(there: Room) -> None:
    await there.enters("")


async def paste(there: Room) -> None:
    there.app.post_message(events.Paste("one\ntwo\nthree"))
    await there.until(lambda: isinstance(there.app.screen, PasteBlock))
    await there.press("l")
    await on_the_screen(there)


async def read_back(there: Room) -> None:
    await there.enters("/close", to=ReadBackScreen)
    await there.press("escape")
    await on_the_screen(there)


async def box(there: Room) -> None:
    """And out of it again."""
    await there.press("f9", to=TextEditor)
    await there.press("escape", to=Confirm | MeetingScreen)
    if isinstance(there.app.screen, Confirm):
        await there.press("left", "enter")
    await on_the_screen(there)


async def another_view(there: Room) -> None:
    there.screen.go_to("agenda")
    await there.pilot.pause()
    there.screen.go_to("minutes")


WAYS: tuple[Callable[[Room], Awaitable[None]], ...] = (
    next_item,
    click_on_an_item,
    click_on_a_line,
    at_sign,
    escape,
    emptied_and_entered,
    paste,
    read_back,
    box,
    another_view,
)
CONSUMED = (at_sign, emptied_and_entered, read_back)
"""Here the person has wiped the changed words out."""

KINDS = {
    "note": EntryDraft(EntryType.NOTE, LONG),
    "said": EntryDraft(EntryType.NOTE, LONG, "MoJ"),
    "decision": EntryDraft(EntryType.DECISION, LONG),
    "action": EntryDraft(EntryType.ACTION, LONG),
}


def stands(there: Room) -> set[tuple[object, ...]]:
    """Every line with what it has given."""
    state = there.app.session.state
    lines = {(one.id, one.item, one.type, one.text, one.speaker) for one in state.all(Entry)}
    given = {(one.id, one.entry, one.text, one.owners) for one in state.all(Action)}
    return lines | given | {(one.id, one.entry, one.text) for one in state.all(Decision)}


@pytest.mark.parametrize("kind", KINDS)
async def test_a_line_that_is_left_stays_as_it_was_and_the_next_one_is_new(tmp_path: Path, kind: str) -> None:
    async with opened(tmp_path) as there:
        session, shown = there.app.session, pane(there)
        owner = next(one.id for one in session.state.all(Organization) if one.acronym == "MoJ")
        draft = KINDS[kind]._replace(owners=(owner,) if kind == "action" else ())
        for number, way in enumerate(WAYS):
            item = agenda_items(there)[4]
            there.screen.turn_to(item)
            session.commit(minutes.add_entry(session.state, there.meeting, item, draft, session.today))
            there.screen.reload()
            shown.edit()
            (*_, entry) = minute_lines(session.state, there.meeting, item)
            await there.press("up")
            shown.prompt.text += f", changed {number}"
            before = stands(there)
            await way(there)
            told = below(there)
            if way not in (paste, box, at_sign, read_back):
                assert before == stands(there), way.__name__
                assert len(line(told)) <= 78, told
            shown.edit()
            await there.enters(f"new {number}")
            await there.until(lambda n=number: any(one.text == f"new {n}" for one in session.state.all(Entry)))  # type: ignore[misc]
            assert before <= stands(there), way.__name__
            if way not in CONSUMED:
                there.screen.turn_to(item)
                shown.point_at(entry.id)
                await there.press("f2")
                assert shown.prompt.text.endswith(f", changed {number}"), way.__name__
                await there.press("end", "ctrl+u")
            assert shown.prompt.text == "", way.__name__


async def test_words_that_were_not_saved_are_said_to_wait_and_come_back(tmp_path: Path) -> None:
    async with opened(tmp_path) as there:
        await there.enters("/d The framework is approved")
        await there.press("up")
        assert "Editing D-2010-01" in below(there)
        pane(there).prompt.text += " on 1 May"
        await there.press("f7")
        assert below(there) == t("minutes_screen.minutes.unsaved", subject="D-2010-01")
    async with opened(tmp_path) as there:
        there.screen.turn_to(agenda_items(there)[0])
        await there.press("up", shows="on 1 May")
        await there.shows(t("minutes_screen.minutes.brought_back"))
        await there.press("enter")
        await there.until(lambda: there.app.session.state.all(Decision)[0].text.endswith("on 1 May"))


@pytest.mark.parametrize("typed", ["/n MoJ drafts it", "/d MoJ drafts it", "/a MoJ drafts it"])
@pytest.mark.parametrize(("key", "type"), [*zip(("f3", "f4", "f5"), EntryType, strict=True)])
@pytest.mark.parametrize("more", ["", " soon"])
async def test_a_key_gives_a_line_that_was_brought_back_its_type_and_keeps_it(
    tmp_path: Path, typed: str, key: str, type: EntryType, more: str
) -> None:
    async with opened(tmp_path) as there:
        await there.enters("@5")
        await there.enters(typed)
        (before,) = minute_lines(there.app.session.state, there.meeting, pane(there).item)
        await there.press("up")
        pane(there).prompt.text += more
        await there.press(key)
        (line,) = minute_lines(there.app.session.state, there.meeting, pane(there).item)
        assert (line.id, line.type, pane(there).prompt.text) == (before.id, type, "")
        assert "MoJ" in f"{line.owners} {line.speaker} {line.text}"
        assert line.text.endswith(f"drafts it{more}")


async def test_an_f_key_on_an_empty_line_keeps_nothing_and_says_what_is_missing(tmp_path: Path) -> None:
    async with opened(tmp_path) as there:
        before = stands(there)
        for key, hint in (("f3", "minutes_screen.minutes.placeholder"), ("f4", "prompt.hint.no_decision")):
            await there.press(key)
            assert (below(there), pane(there).prompt.text) == (t(hint), "")
        assert stands(there) == before


async def test_an_update_is_said_to_be_saved(tmp_path: Path) -> None:
    async with opened(tmp_path) as there:
        await there.enters(item_of(there, ItemKind.MATTERS_ARISING))
        current = pane(there).review.current
        assert current is not None
        await there.enters("They have begun")
        assert t("minutes_screen.minutes.noted", reference=current.reference) in below(there)


async def test_a_paste_whose_preview_shows_more_than_notes_is_kept_line_by_line(tmp_path: Path) -> None:
    async with opened(tmp_path) as there:
        await there.enters("@5")
        there.app.post_message(events.Paste("- They met\nDecision: The plan is approved\n/a MoJ draft it"))
        await there.until(lambda: isinstance(there.app.screen, PasteBlock))
        await there.press("enter")
        await on_the_screen(there)
        lines = minute_lines(there.app.session.state, there.meeting, pane(there).item)
        texts = ("They met", "The plan is approved", "draft it")
        assert [(one.type, one.text) for one in lines] == [*zip(EntryType, texts, strict=True)]


async def test_a_digit_by_itself_is_asked_about(tmp_path: Path) -> None:
    async with opened(tmp_path) as there:
        await there.press("4")
        assert t("minutes_screen.minutes.digit", mode=t("keys.app_followup"), key="4") in below(there)


async def test_a_second_window_changes_or_deletes_the_line_that_is_being_changed(tmp_path: Path) -> None:
    async with opened(tmp_path) as there:
        session = there.app.session
        await there.enters("as it was")
        await there.press("up")
        pane(there).prompt.text = "mine"
        (entry,) = (one for one in session.state.all(Entry) if one.text == "as it was")
        session.commit(minutes.edit_text(session.state, entry, "theirs", session.today))
        there.app.show_again()
        await there.shows(t("minutes_screen.minutes.overtaken.changed", subject="theirs"))
        await there.press("enter", shows=t("minutes_screen.minutes.overtaken.changed", subject="theirs")[:40])
        assert {one.text for one in session.state.all(Entry)} >= {"theirs"}
        await there.press("enter")
        await there.until(lambda: "mine" in {one.text for one in session.state.all(Entry)})
        await there.press("up")
        pane(there).prompt.text = "mine, and more"
        session.commit(minutes.delete_entry(session.state, session.state.get(Entry, entry.id) or entry))
        there.app.show_again()
        await there.shows(t("minutes_screen.minutes.overtaken.deleted"))
        await there.press("enter", "enter")
        await there.until(lambda: "mine, and more" in {one.text for one in session.state.all(Entry)})


async def test_what_the_box_takes_from_the_line_leaves_it(tmp_path: Path) -> None:
    async with opened(tmp_path) as there:
        pane(there).prompt.text = "one"
        await there.press("f9", to=TextEditor)
        await there.press("enter", *"two", "ctrl+s")
        await on_the_screen(there)
        await there.until(lambda: "one\ntwo" in {one.text for one in there.app.session.state.all(Entry)})
        assert pane(there).prompt.text == ""


async def test_the_box_of_a_change_is_of_its_entry(tmp_path: Path) -> None:
    async with opened(tmp_path) as there:
        await there.enters("/d The framework is approved")
        await there.press("up", "f9", to=TextEditor)
        await there.press("enter", *"and sent", "ctrl+s")
        await on_the_screen(there)
        decided = "The framework is approved\nand sent"
        await there.until(lambda: [one.text for one in there.app.session.state.all(Decision)] == [decided])
        assert pane(there).prompt.text == ""


async def test_digits_are_offered_only_where_they_work(tmp_path: Path) -> None:
    async with opened(tmp_path) as there:
        await there.press("ctrl+t", shows=t("ui.modes_behind", count=len(AREAS)))
        await there.shows("F6 update · F7 next item · F8 present")
        await there.shows("F3 Note  F4 Decision  F5 Action")
        assert "1 Today" not in there.text
        await there.press("escape", shows="1 Today  2 Agenda")


async def test_bold_words_are_bold_and_their_stars_are_not_shown(tmp_path: Path) -> None:
    async with opened(tmp_path) as there:
        await there.enters("The **whole** plan, 2 ** 3 and **this", shows="The whole plan, 2 ** 3 and **this")
        item = agenda_items(there)[4]
        proposed = AgendaItem.proposed_decision("The **first** draft is approved.")
        there.app.session.commit(Edit("verbs.edited").update(item, proposed).done())
        await there.enters("@5", shows="Proposed: The first draft is approved.")
    projector = Projector(room(tmp_path))
    async with projector.run_test(size=(80, 24)) as pilot:
        await pilot.pause(0.6)
        assert "Proposed: The first draft is approved." in text_of(projector)


async def test_a_restricted_item_is_marked_on_the_agenda(tmp_path: Path) -> None:
    async with opened(tmp_path, "agenda") as there:
        item = agenda_items(there)[4]
        long = (AgendaItem.audience(Audience.CORE), AgendaItem.title("Framework of the plan " * 9))
        there.app.session.commit(Edit("verbs.edited").update(item, *long).done())
        there.app.show_again()
        await there.shows("▫ core group · Framework")


async def test_a_line_that_may_be_confidential_is_marked_for_the_secretariat_until_it_is_accepted(
    tmp_path: Path,
) -> None:
    async with opened(tmp_path) as there:
        await there.enters("victim Maria Soares was heard")
        mark = t("mend.confidential")
        await there.shows("victim Maria")
        assert there.screen.projector
        assert mark not in there.text, "nothing of it on the projector"
        there.screen.action_projector()
        await there.shows(mark)
        (entry,) = (one for one in there.app.session.state.all(Entry) if "Maria" in one.text)
        pane(there).point_at(entry.id)
        await there.press("ctrl+r", to=Choose)
        await there.press(*t("minutes_screen.minutes.not_confidential")[:12], "enter", to=FormScreen)
        await there.press(*"invented", "ctrl+s")
        await there.until(lambda: mark not in there.text)
        (accepted,) = there.app.session.state.all(AcceptedText)
        assert (accepted.reason, accepted.finds) == ("invented", (Find.NAME,))


async def test_words_typed_before_a_question_are_not_lost_where_it_has_no_place_for_them(tmp_path: Path) -> None:
    async with opened(tmp_path) as there:
        await there.enters(item_of(there, ItemKind.MATTERS_ARISING))
        first = pane(there).review.action
        pane(there).prompt.text = "the ministry says soon"
        await there.press("escape", "o", to=FormScreen)
        await there.press(*"PNTL", "tab", "ctrl+s")
        await on_the_screen(there)
        assert pane(there).prompt.text == "the ministry says soon"
        assert pane(there).review.action == first
        await there.press("t", to=FormScreen, shows="the ministry says soon")
        await there.press(*"30 Apr", "ctrl+s")
        await there.until(lambda: bool(there.app.session.state.all(DueChange)))
        await there.until(lambda: pane(there).prompt.text == "")
        assert [one.reason for one in there.app.session.state.all(DueChange)] == ["the ministry says soon"]


async def test_an_update_of_an_action_that_is_gone_is_not_given_to_the_next_one_unasked(tmp_path: Path) -> None:
    async with opened(tmp_path) as there:
        session = there.app.session
        await there.enters(item_of(there, ItemKind.MATTERS_ARISING))
        action = session.state.get(Action, pane(there).review.action)
        assert action is not None
        pane(there).prompt.text = "half done"
        session.commit(Edit("verbs.removed").remove(action).done())
        there.app.show_again()
        await there.shows(t("minutes_screen.minutes.overtaken.lost"))
        await there.press("enter")
        assert not session.state.all(Progress)
        await there.press("enter")
        await there.until(lambda: bool(session.state.all(Progress)))


async def test_that_nobody_is_called_so_fits_however_long_the_name(tmp_path: Path) -> None:
    async with opened(tmp_path) as there:
        await there.enters("/p moj, Dr. Maria Filomena da Conceição Gusmão dos Santos")
        await there.shows("F8 opens the roll, w adds them.")
