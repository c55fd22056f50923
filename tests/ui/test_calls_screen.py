"""Calling one organization after the other by keys: what a call leaves behind, and where the screen goes on."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from tests.builders import known
from tests.ui.looking import text_of
from tests.ui.open_members import opened

from ictwg.app.session import Session
from ictwg.contacts import calls, letters
from ictwg.contacts.calls import Call
from ictwg.domain.calendar import short_day
from ictwg.domain.changes import Edit
from ictwg.domain.records import (
    Action,
    Attendance,
    Contact,
    Letter,
    LetterAddressee,
    Meeting,
    Organization,
    Person,
    Progress,
    Round,
    RoundAnswer,
)
from ictwg.domain.values import (
    ActionKind,
    ActionStatus,
    Answer,
    CallOutcome,
    Channel,
    Direction,
    RoundKind,
    RoundState,
)
from ictwg.locales import t
from ictwg.programme import rounds
from ictwg.programme.due import Waits
from ictwg.ui.app import IctwgApp
from ictwg.ui.modals.form_screen import FormScreen
from ictwg.ui.screens.calls import CallsScreen
from ictwg.ui.widgets.virtual_list import VirtualList


def moj_in(session: Session) -> Organization:
    return next(one for one in session.state.all(Organization) if one.acronym == "MoJ")


def prepared(session: Session) -> Action:
    """MoJ owes an action, and is asked to a meeting in a week."""
    edit, id, moj = Edit("verbs.created"), session.state.new_id(), moj_in(session)
    owed = (Action.text("Draft chapter 3"), Action.reference("A-2010-777"), Action.owners((moj.id,)))
    edit.create(Action, id, *owed, Action.due(session.today - timedelta(days=400)))
    edit.create(Meeting, session.state.new_id(), Meeting.date(session.today + timedelta(days=7)))
    session.commit(edit.done())
    return action(session, id)


def action(session: Session, id: str) -> Action:
    return known(session.state.get(Action, id))


def shown(app: IctwgApp) -> str:
    assert isinstance(app.screen, CallsScreen)
    return app.screen.heading


async def test_an_update_takes_three_keys_and_its_text_and_an_answer_one(tmp_path: Path) -> None:
    async with opened(tmp_path, (80, 24)) as (app, pilot):
        session, owed = app.session, prepared(app.session)
        app.push_screen(CallsScreen(moj_in(session).id))
        await pilot.pause()
        assert all(words in text_of(app) for words in ("Ana Soares", "+670 7723 0001", "A-2010-777", "Draft chapter 3"))
        await pilot.press("down", "enter", *"soon", "enter")
        (said,) = session.state.all(Contact)
        assert (said.text, said.actions, said.direction) == ("soon", (owed.id,), Direction.OUT)
        assert [one.text for one in session.state.linked(Progress, Progress.action, owed.id)] == ["soon"]
        await pilot.press("c")
        (answer,) = (one for one in session.state.all(Attendance) if one.answer is Answer.COMING)
        assert answer.answer_channel is Channel.PHONE
        await pilot.press("d")
        assert action(session, owed.id).status is ActionStatus.DONE
        await pilot.press("ctrl+z")
        assert action(session, owed.id).status is not ActionStatus.DONE
        assert len(session.state.all(Contact)) == 1, "the call is taken back with it"
        assert "MoJ" in shown(app)


async def test_what_ends_a_call_goes_on_to_the_next_organization(tmp_path: Path) -> None:
    async with opened(tmp_path, (80, 24)) as (app, pilot):
        session = app.session
        app.push_screen(CallsScreen())
        await pilot.pause()
        headings = [shown(app)]
        await pilot.press("a")
        headings.append(shown(app))
        await pilot.press("w")
        assert isinstance(app.screen, FormScreen)
        await pilot.press(*"Zeca", "ctrl+s")
        headings.append(shown(app))
        await pilot.press("b", "ctrl+s")
        headings.append(shown(app))
        assert len(set(headings)) == 4
        contacts = {one.ended_with: one for one in session.state.all(Contact)}
        assert list(contacts) == [CallOutcome.NO_ANSWER, CallOutcome.LEFT_WORD, CallOutcome.CALL_BACK]
        assert contacts[CallOutcome.LEFT_WORD].name == "Zeca"
        assert contacts[CallOutcome.CALL_BACK].call_back_on == session.today + timedelta(days=3), "a Monday"
        await pilot.press("left", "left", "left")
        assert t("calls.called") in shown(app)
        assert shown(app).startswith(headings[0])
        await pilot.press("escape")
        app.push_screen(CallsScreen())
        await pilot.pause()
        assert t("calls.called") not in shown(app), "who was not called today comes first"


async def test_who_calls_us_and_a_wrong_number(tmp_path: Path) -> None:
    async with opened(tmp_path, (80, 24)) as (app, pilot):
        session, moj = app.session, moj_in(app.session)
        app.push_screen(CallsScreen(moj.id))
        await pilot.pause()
        await pilot.press("x", "x", "i", "enter", *"hello", "enter")
        assert len(session.state.all(Contact)) == 2, "there is no number to be wrong any more"
        (ana,) = session.state.linked(Person, Person.organization, moj.id)
        last = max(session.state.all(Contact), key=lambda one: one.id)
        assert (last.direction, last.text, last.person) == (Direction.IN, "hello", ana.id)
        assert ana.phone == ""
        assert t("calls.no_phone").split()[0] in text_of(app) or ana.email in text_of(app)
        await pilot.press("l")
        assert any(one.kind is ActionKind.TASK and "MoJ" in one.text for one in session.state.all(Action))


async def test_a_round_and_a_letter_are_done_by_the_same_key(tmp_path: Path) -> None:
    async with opened(tmp_path, (80, 24)) as (app, pilot):
        session, moj, edit, id = app.session, moj_in(app.session), Edit("verbs.created"), app.session.state.new_id()
        edit.create(Round, id, Round.title("Figures"), Round.kind(RoundKind.CONTACTS))
        letter, sent = session.state.new_id(), (Letter.number("12/2010"), Letter.signed_on(session.today))
        edit.create(Letter, letter, Letter.subject("Nomination"), *sent)
        to = (LetterAddressee.letter(letter), LetterAddressee.organization(moj.id))
        session.commit(edit.create(LetterAddressee, session.state.new_id(), *to).done())
        about, written = session.state.get(Round, id), session.state.get(Letter, letter)
        assert about is not None
        assert written is not None
        session.commit(rounds.asked(session.state, about, session.today))
        session.commit(letters.dispatch(session.state, written, session.today))
        app.push_screen(CallsScreen(moj.id))
        await pilot.pause()
        assert t("calls.letter", letter=short_day(session.today)) in text_of(app)
        await pilot.press("end", "d")
        (contact,) = session.state.all(Contact)
        assert (contact.delivered_on, contact.received_by) == (session.today, "MoJ")
        assert t("calls.no_receipt") not in text_of(app)
        await pilot.press("end", "d")
        await pilot.press("enter")
        answers = {one.organization: one.state for one in session.state.all(RoundAnswer)}
        assert answers[moj.id] is RoundState.RECEIVED
        assert "Figures" not in text_of(app)
        await pilot.press("home", "d")
        assert isinstance(app.screen, CallsScreen), "a person is nothing to be done with"


async def test_the_sheet_of_an_organization_opens_from_its_row(tmp_path: Path) -> None:
    async with opened(tmp_path, (80, 24)) as (app, pilot):
        await pilot.press("home", "down", "alt+c")
        assert "MoJ" in shown(app)
        await pilot.press("escape")
        assert not isinstance(app.screen, CallsScreen)


async def test_a_promised_call_stands_on_today_and_leads_to_its_sheet(tmp_path: Path) -> None:
    async with opened(tmp_path, (80, 24)) as (app, pilot):
        session, moj = app.session, moj_in(app.session)
        back = Contact.call_back_on(session.today)
        session.commit(calls.ended(session.state, Call(moj, session.today), CallOutcome.CALL_BACK, back))
        await app.action_mode("today")
        await pilot.pause(0.3)
        assert t("today.calls") in text_of(app)
        rows = app.screen.query_one(VirtualList)
        (promised,) = session.state.all(Contact)
        rows.move_to(f"programme/{Waits.CALL_BACK}/{promised.id}")
        await pilot.press("enter")
        assert "MoJ" in shown(app)
        await pilot.press("home", "down", "d", "escape")
        assert t("today.calls") not in text_of(app)


async def test_who_asks_what_one_of_them_owes_types_its_name(tmp_path: Path) -> None:
    async with opened(tmp_path, (80, 24)) as (app, pilot):
        await pilot.press("ctrl+p", *t("places.call", organization="MoJ"))
        await pilot.pause(0.3)
        await pilot.press("enter")
        await pilot.pause(0.3)
        assert "MoJ" in shown(app)
