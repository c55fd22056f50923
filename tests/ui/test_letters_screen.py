"""A letter by keys, from its draft to who took it: each step leads to the next, and no other is offered."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from tests.builders import known
from tests.ui.looking import text_of
from tests.ui.open_members import opened
from textual.pilot import Pilot

from ictwg.app.session import Session
from ictwg.contacts import letters
from ictwg.contacts.letters import MAY_BE
from ictwg.domain.changes import Edit
from ictwg.domain.records import Contact, IncomingLetter, Letter, LetterAddressee, Organization
from ictwg.domain.values import LetterStage
from ictwg.locales import t
from ictwg.ui.export_menu import SendOutForm
from ictwg.ui.screens.letters import LetterScreen, LettersScreen
from ictwg.ui.widgets.form import FieldRow

STEPS: tuple[tuple[tuple[str, ...], LetterStage], ...] = (
    (("f3",), LetterStage.WITH_SIGNATORY),
    (("f5", *"place", "ctrl+s"), LetterStage.RETURNED),
    (("f3",), LetterStage.WITH_SIGNATORY),
    (("f4", "ctrl+s"), LetterStage.SIGNED),
    (("f6",), LetterStage.DISPATCHED),
    (("f9", *"Rosa", "ctrl+s"), LetterStage.DISPATCHED),
    (("down", "f9", *"Rosa", "ctrl+s"), LetterStage.RECEIVED),
)


def draft(session: Session) -> Letter:
    edit, id = Edit(""), session.state.new_id()
    edit.create(Letter, id, Letter.subject("Meeting of May"), Letter.text("We invite you."))
    for home in session.state.all(Organization)[:2]:
        to = (LetterAddressee.letter(id), LetterAddressee.organization(home.id))
        edit.create(LetterAddressee, session.state.new_id(), *to)
    session.commit(edit.done())
    return letter(session, id)


def letter(session: Session, id: str) -> Letter:
    return known(session.state.get(Letter, id))


def offered(pilot: Pilot[Any]) -> set[str]:
    return {one.binding.action for one in pilot.app.screen.active_bindings.values()} & set(MAY_BE)


async def test_an_answer_names_the_letter_that_it_answers(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    async with opened(tmp_path, (80, 24)) as (app, pilot):
        session, edit = app.session, Edit("")
        home = next(one for one in session.state.all(Organization) if one.acronym == "MoJ")
        id = session.state.new_id()
        came = (
            IncomingLetter.subject("Radios"),
            IncomingLetter.organization(home.id),
            IncomingLetter.entry("1/2010"),
            IncomingLetter.their_reference("45/GM/2010"),
            IncomingLetter.name("Rosa Registry"),
        )
        edit.create(IncomingLetter, id, *came, IncomingLetter.received_on(session.today))
        session.commit(edit.done())
        await app.open_list(IncomingLetter)
        await pilot.pause()
        said: list[str] = []
        monkeypatch.setattr(app, "say", lambda words, **_: said.append(words))
        for key, action in (("f3", "to_chair"), ("f4", "order"), ("f5", "answer")):
            assert f"{key.upper()} {t(f'keys.incoming_{action}')}" in text_of(app), "the next step is in the key bar"
            await pilot.press(*((key, *"Thank.", "ctrl+s") if key == "f4" else (key,) * (key == "f3")))
        assert said[0].endswith(t("letters.slip_next")), "what goes to the chair with it"
        await pilot.press("ctrl+r")
        assert "45/GM/2010" in [one.value for one in app.screen.query(FieldRow)]
        await pilot.press("escape")
        for scan, there in (("", False), ("a.pdf", True)):
            letter_in = session.state.all(IncomingLetter)[0]
            session.commit(Edit("").update(letter_in, IncomingLetter.scan(scan)).done())
            app.changed()
            await pilot.pause()
            able = {one.binding.action for one in app.screen.active_bindings.values()}
            assert ("open_file" in able) is there, "only where something was scanned"
        await pilot.press("f5")
        shown = {one.field.name: one.value for one in app.screen.query(FieldRow)}
        assert shown[Letter.answers.name] == "Radios (1/2010)"
        assert "45/GM/2010" in shown[Letter.text.name]
        await pilot.press("ctrl+s")
        assert [one.answers for one in session.state.all(Letter)] == [id]
        assert "Rosa Registry" in text_of(app), "whoever wrote is among its addressees"


async def test_each_step_leads_to_the_next_and_no_other_is_offered(tmp_path: Path) -> None:
    async with opened(tmp_path, (80, 24)) as (app, pilot):
        session, id = app.session, draft(app.session).id
        await app.open_whole(letter(session, id))
        await pilot.pause()
        assert isinstance(app.screen, LetterScreen)
        assert "Dear Sir or Madam," in text_of(app), "who is on record as nobody's head is seen before it is printed"
        told: list[set[str]] = []
        app.screen.bindings_updated_signal.subscribe(app.screen, lambda _: told.append(offered(pilot)))
        for keys, becomes in STEPS:
            told.clear()
            stage = letters.stage_of(session.state, letter(session, id))
            assert offered(pilot) == {step for step, able in MAY_BE.items() if stage in able}, stage
            await pilot.press(*keys)
            assert letters.stage_of(session.state, letter(session, id)) is becomes, keys
            assert (t("letters.returned_for", changes="place") in text_of(app)) is (becomes is LetterStage.RETURNED)
            assert told[-1:] == [offered(pilot)], keys
        assert {one.received_by for one in session.state.all(Contact)} == {"Rosa"}


async def test_the_papers_that_go_with_letters_are_offered_in_their_list(tmp_path: Path) -> None:
    async with opened(tmp_path, (80, 24)) as (app, pilot):
        draft(app.session)
        app.push_screen(LettersScreen(Letter))
        await pilot.pause()
        await pilot.press("ctrl+l")
        assert isinstance(app.screen, SendOutForm)
        offered = {one.label for one in app.screen._offers.values()}
        assert {t("papers.delivery-sheet"), t("papers.correspondence"), t("papers.signature-folder")} <= offered
