"""The way of the minutes on a stage: steps, what is looked at before them, comments, corrections, late edits."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from tests.builders import known
from tests.ui.open_meeting import AFTER, Room, carries, earlier, now, opened

from ictwg.documents.comments import MinutesComments, add_comment
from ictwg.domain.calendar import say_date, short_day
from ictwg.domain.changes import Edit
from ictwg.domain.records import Contact, Correction, Edition, Entry, Meeting, Organization
from ictwg.domain.values import Commented, MeetingKind, MeetingState, MinutesState, Settled
from ictwg.locales import t
from ictwg.minutes import approval as minutes_way
from ictwg.minutes import corrections
from ictwg.minutes.steps import minutes_steps
from ictwg.ui.modals.box import Confirm
from ictwg.ui.modals.choose import Choose
from ictwg.ui.modals.form_screen import FormScreen
from ictwg.ui.screens.asking_pane import AskingPane
from ictwg.ui.screens.askings import AskingScreen
from ictwg.ui.screens.meeting.approval import LifePane
from ictwg.ui.screens.meeting.screen import MeetingScreen


async def on_its_way(there: Room) -> Meeting:
    """The view of the minutes of the earlier meeting."""
    meeting = earlier(there)
    there.screen.leave()
    await there.until(lambda: not isinstance(there.app.screen, MeetingScreen))
    there.app.push_screen(MeetingScreen(meeting.id, view="life"))
    await there.shows(t("life.step.with_chair"))
    return meeting


async def comments(there: Room) -> Meeting:
    """The screen of all who were asked to comment on these minutes, on the last of them."""
    meeting = await on_its_way(there)
    there.app.push_screen(AskingScreen(MinutesComments(there.app.session.state, meeting, AFTER)))
    await there.shows(t("choices.asking_kind.comments"))
    await there.press("end")
    return meeting


async def types_a_comment(there: Room, *keys: str) -> None:
    """The answer of the one under the cursor: comments, in these words."""
    await there.press("f4")
    await answers(there, "enter")
    await there.until(lambda: isinstance(there.app.screen, FormScreen))
    await there.shows(t("choices.asking_kind.comments"))
    await there.shows(t("records.answered_by"))
    await there.press(*keys, "ctrl+s")


def goes_to(there: Room, row: str) -> None:
    there.app.screen.query_one(AskingPane).list.move_to(row)


async def answers(there: Room, *keys: str) -> None:
    """A box that has opened is answered."""
    await there.until(lambda: isinstance(there.app.screen, Choose))
    await there.press(*keys)


async def test_a_comment_is_noted_and_settled_with_a_word(tmp_path: Path) -> None:
    async with opened(tmp_path, "minutes", on=AFTER) as there:
        await comments(there)
        await types_a_comment(there, *"Item 3, not 4")
        await there.shows(t("life.to_settle"))
        (contact,) = there.app.session.state.all(Contact)
        assert (contact.comments, contact.text) == (Commented.COMMENTS, "Item 3, not 4")
        goes_to(there, contact.id)
        await there.press("enter")
        await answers(there, "down", "down", "enter")
        await there.until(lambda: isinstance(there.app.screen, FormScreen))
        await there.press(*"As said in the room", "ctrl+s", shows="declined")
        (settled,) = there.app.session.state.all(Contact)
        assert (settled.settled, settled.settled_note) == (Settled.DECLINED, "As said in the room")


async def test_a_comment_is_edited_and_one_without_words_is_refused(tmp_path: Path) -> None:
    async with opened(tmp_path, "minutes", on=AFTER) as there:
        await comments(there)
        await types_a_comment(there)
        await there.shows(t("life.no_words"))
        assert there.app.session.state.all(Contact) == ()
        await there.press(*"Item 4", "ctrl+s", shows=t("life.to_settle"))
        (contact,) = there.app.session.state.all(Contact)
        goes_to(there, contact.id)
        await there.press("f2", to=FormScreen)
        await there.press("end", "backspace", "3", "ctrl+s", shows="Item 3")
        await there.press("f2", to=FormScreen)
        await there.press("end", *["backspace"] * 6, "ctrl+s", shows=t("life.no_words"))
        assert [one.text for one in there.app.session.state.all(Contact)] == ["Item 3"]


async def test_minutes_are_looked_through_before_they_are_adopted_and_anyway_goes_on(tmp_path: Path) -> None:
    async with opened(tmp_path, "minutes", on=AFTER) as there:
        meeting = await on_its_way(there)
        await there.press("home", "enter")
        await answers(there, "enter")
        await there.shows(t("mend.nobody_present"))
        await answers(there, "pagedown", "enter")
        await there.until(lambda: now(there, meeting).minutes_state is MinutesState.ADOPTED)
        assert len(there.app.session.state.all(Edition)) == 1


async def test_silence_before_its_day_is_said_first_and_asked_about_by_itself(tmp_path: Path) -> None:
    async with opened(tmp_path) as there:
        meeting = await on_its_way(there)
        until = there.app.session.today + timedelta(days=3)
        open_still = t("life.early", day=say_date(until, "en"), count=3)
        carries(there, Edit("verbs.edited").update(now(there, meeting), Meeting.comments_until(until)).done())
        await there.shows(f"○ {t('life.step.comments_until')}")
        assert f"● {t('life.step.circulated')}" in there.text
        assert "adopted" not in minutes_steps(there.app.session.state, there.meeting), "it never went out"
        await there.press("ctrl+g", shows=t("minutes_screen.step.no_objections", day=short_day(until)))
        await there.press(*"adopt", "enter", shows=open_still)
        assert there.text.index(open_still[:20]) < there.text.index("anyway")
        assert t("circulation.waiting_for", names="MoFA") in there.text
        await there.press("pagedown", "enter", to=Confirm)
        await there.press("enter", to=MeetingScreen)
        assert now(there, meeting).minutes_state is MinutesState.CIRCULATED
        await there.press("ctrl+g", *"adopt", "enter", shows=open_still)
        await there.press("pagedown", "enter", to=Confirm)
        await there.press("left", "enter")
        await there.until(lambda: now(there, meeting).minutes_state is MinutesState.ADOPTED)


async def test_the_note_of_a_drafting_session_is_not_adopted(tmp_path: Path) -> None:
    async with opened(tmp_path) as there:
        carries(there, Edit("verbs.edited").update(there.meeting, Meeting.state(MeetingState.HELD)).done())
        assert "life" in there.screen.views
        carries(there, Edit("verbs.edited").update(there.meeting, Meeting.kind(MeetingKind.DRAFTING_SESSION)).done())
        assert "life" not in there.screen.views


async def test_adopted_minutes_get_a_correction_and_a_late_edit_is_declined(tmp_path: Path) -> None:
    async with opened(tmp_path, "minutes", on=AFTER) as there:
        meeting = earlier(there)
        carries(there, minutes_way.adopt_by_silence(meeting, AFTER))
        (entry, *_) = there.app.session.state.linked(Entry, Entry.meeting, meeting.id)
        there.app.session.store.commit(Edit("verbs.edited").update(entry, Entry.text("Written offline")).done())
        await on_its_way(there)
        await there.shows(t("life.heading.late"))
        await there.press("ctrl+n", to=FormScreen)
        await there.press(*"Nine members", "ctrl+s", shows="Nine members")
        assert [one.text for one in there.app.session.state.all(Correction)] == ["Nine members"]
        rows = there.app.screen.query_one("#view-life").list  # type: ignore[attr-defined]  # the pane's list
        rows.move_to(f"late/entries/{entry.id}")
        await there.press("enter")
        await answers(there, "down", "enter")
        await there.until(lambda: t("life.heading.late") not in there.text)
        kept = known(there.app.session.state.get(Entry, entry.id))
        assert kept.text == entry.text


LONG = "In item 3 it was not eight but nine members that were present, of whom two had sent somebody else " * 3


async def test_a_long_comment_and_a_long_correction_are_read_to_their_end(tmp_path: Path) -> None:
    async with opened(tmp_path, "minutes", on=AFTER) as there:
        meeting = earlier(there)
        state = there.app.session.state
        member = next(one for one in state.all(Organization) if one.acronym == "MoJ")
        said = LONG + "and one was late."
        carries(there, add_comment(state, meeting, member, AFTER, Commented.COMMENTS, Contact.text(said)))
        carries(there, minutes_way.adopt_by_silence(meeting, AFTER))
        carries(there, corrections.correct(state, now(there, meeting), LONG + "as the list says.", AFTER))
        await on_its_way(there)
        await there.press("end", shows="list says.")
        there.app.push_screen(AskingScreen(MinutesComments(state, now(there, meeting), AFTER)))
        await there.shows(t("choices.asking_kind.comments"))
        goes_to(there, state.all(Contact)[0].id)
        await there.shows("was late.")
        assert t("life.comments.silent") in there.text
        assert t("invitation.no_answer") not in there.text


async def test_enter_on_the_comments_shows_them(tmp_path: Path) -> None:
    async with opened(tmp_path) as there:
        state, meeting = there.app.session.state, earlier(there)
        member = next(one for one in state.all(Organization) if one.acronym == "MoJ")
        said = "Three drafted it, not four"
        carries(there, add_comment(state, meeting, member, AFTER, Commented.COMMENTS, Contact.text(said)))
        await on_its_way(there)
        there.app.screen.query_one(LifePane).list.move_to("comments")
        await there.press("enter", shows=said)
