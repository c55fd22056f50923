"""Who was asked for what, and a round from asking to the next one, by keys."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from tests.builders import known
from tests.ui.looking import text_of
from tests.ui.open_members import opened

from ictwg.app.session import Session
from ictwg.decisions.circulation import Circulated
from ictwg.domain.calendar import due_in_words, short_day
from ictwg.domain.changes import Edit
from ictwg.domain.records import Decision, Meeting, Round, RoundAnswer
from ictwg.domain.values import Implementation, RoundKind, RoundState
from ictwg.locales import t
from ictwg.programme.rounds import RoundAsking
from ictwg.ui.modals.choose import Choose
from ictwg.ui.screens.askings import AskingScreen, AskingsScreen

CLOSES = date(2010, 3, 31)


def begun(session: Session) -> AskingScreen:
    return AskingScreen(RoundAsking(session.state, a_round(session), session.today))


def a_round(session: Session) -> Round:
    id, edit = session.state.new_id(), Edit("verbs.created")
    named = (Round.title("Contacts"), Round.kind(RoundKind.CONTACTS), Round.closes_on(CLOSES))
    session.commit(edit.create(Round, id, *named, Round.recurrence("FREQ=YEARLY")).done())
    return known(session.state.get(Round, id))


def states(session: Session) -> list[RoundState]:
    return [one.state for one in session.state.all(RoundAnswer)]


async def test_a_round_is_asked_reminded_answered_and_closed(tmp_path: Path) -> None:
    async with opened(tmp_path, (80, 24)) as (app, pilot):
        session = app.session
        app.push_screen(begun(session))
        await pilot.pause()
        await pilot.press("f3")
        members = len(states(session))
        assert states(session) == [RoundState.ASKED] * members
        assert members > 1
        assert t("keys.asked_ask") not in text_of(app), "nobody is left to be asked"
        assert t("life.answered", answered="0", asked=str(members)) in text_of(app)
        await pilot.press("f4")
        await pilot.press("enter")
        await pilot.press("f6")
        assert sorted(states(session)) == sorted([RoundState.RECEIVED, *[RoundState.REMINDED] * (members - 1)])
        for keys in (("escape",), ("tab", "enter")):
            assert len(session.state.all(Round)) == 1
            await pilot.press("f9")
            day = due_in_words(CLOSES)
            assert " ".join(t("asked.early", what="Contacts", day=day, count=members - 1).split()[:6]) in text_of(app)
            await pilot.press(*keys)
        assert t("asked.closed", day=short_day(session.today)) in text_of(app)
        assert t("keys.asked_note") in text_of(app), "a late answer is still noted"
        assert t("keys.asked_remind") not in text_of(app)
        await pilot.press("f3", "f6")
        (following,) = (one for one in session.state.all(Round) if one.earlier)
        assert (following.title, following.closes_on) == ("Contacts", date(2011, 3, 31))
        await pilot.press("escape")
        assert not isinstance(app.screen, AskingScreen)


async def test_concluding_a_decision_before_its_day_says_so(tmp_path: Path) -> None:
    async with opened(tmp_path, (80, 24)) as (app, pilot):
        session, id, edit = app.session, app.session.state.new_id(), Edit("verbs.created")
        said = (Decision.text("So be it."), Decision.status(Implementation.PROPOSED), Decision.answers_until(CLOSES))
        session.commit(edit.create(Decision, id, *said).done())
        decision = known(session.state.get(Decision, id))
        asking = Circulated(session.state, decision, session.today)
        app.push_screen(AskingScreen(asking))
        await pilot.pause()
        assert t("asked.until_day", day=short_day(CLOSES)) in text_of(app)
        await pilot.press("f9")
        assert asking.early
        assert " ".join(asking.early.split()[:4]) in text_of(app)
        assert t("circulation.choose_not_taken") in text_of(app)


async def test_a_decision_is_concluded_with_its_text_its_count_and_its_day_in_sight_and_never_by_enter_alone(
    tmp_path: Path,
) -> None:
    async with opened(tmp_path, (80, 24)) as (app, pilot):
        session = app.session
        proposed = (Decision.text("Print the leaflet"), Decision.status(Implementation.PROPOSED))
        until = (Decision.circulated_on(session.today), Decision.answers_until(session.today))
        edit = Edit("verbs.created").create(Decision, session.state.new_id(), *proposed, *until)
        session.commit(edit.done())
        (decision,) = session.state.all(Decision)
        asking = Circulated(session.state, decision, session.today)
        app.push_screen(AskingScreen(asking))
        await pilot.pause()
        for keys, status in (("enter",), Implementation.PROPOSED), (("down", "enter"), Implementation.NOT_TAKEN):
            await pilot.press("f9")
            shown = text_of(app)
            assert all(words in shown for words in ("Print the leaflet", asking.words, short_day(session.today)))
            await pilot.press(*keys)
            assert [one.status for one in session.state.all(Decision)] == [status]


async def test_what_waits_stands_in_one_list_and_a_message_names_who_is_silent(tmp_path: Path) -> None:
    async with opened(tmp_path, (80, 24)) as (app, pilot):
        session = app.session
        app.push_screen(AskingsScreen())
        await pilot.pause()
        assert t("asked.nothing")[:30] in text_of(app)
        await pilot.press("escape")
        app.push_screen(begun(session))
        await pilot.pause()
        await pilot.press("f3", "escape")
        app.push_screen(AskingsScreen())
        await pilot.pause()
        shown = text_of(app)
        assert f"{t('choices.asking_kind.round')}: Contacts" in shown, "what it is stands first"
        assert f"0/{len(states(session))}" in shown
        assert not session.state.all(Meeting) or t("asked.waiting") in shown


async def test_the_mail_to_those_who_were_asked_or_reminded_is_one_key_away(tmp_path: Path) -> None:
    async with opened(tmp_path, (80, 24)) as (app, pilot):
        session = app.session
        app.push_screen(begun(session))
        await pilot.pause()
        for key in ("f3", "f6"):
            app.copy_to_clipboard("")
            await pilot.press(key)
            assert any(t("invitation.mail_offered") in one.message for one in app._notifications)
            await pilot.press("ctrl+c")
            await pilot.pause(0.2)
            assert "Contacts" in app.clipboard
        await pilot.press("ctrl+c")
        await pilot.pause(0.2)
        assert isinstance(app.screen, Choose)
