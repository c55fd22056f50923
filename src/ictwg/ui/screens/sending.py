"""Sending something to many, from wherever one stands: what, and of what; then the screen of whom it goes to."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from ictwg.app import sending
from ictwg.app.forms.choices import Choice
from ictwg.contacts.circulation import OutgoingPaper
from ictwg.domain.records import Action, Meeting
from ictwg.domain.schema import Record
from ictwg.domain.state import record_of
from ictwg.errors import IctwgError
from ictwg.locales import first_known, t
from ictwg.minutes.steps import SIGNED
from ictwg.records.lookup import shown_name
from ictwg.ui.app import IctwgApp
from ictwg.ui.modals.choose import Choose
from ictwg.ui.screens.circulation import CirculationScreen
from ictwg.ui.screens.errands import chosen_of
from ictwg.ui.screens.meeting_steps import file_signed_copy
from ictwg.ui.session_screen import SessionScreen


def kind_label(kind: sending.SendingKind) -> str:
    return t(first_known(f"sending.{kind.name}", f"papers.{kind.name}"))


async def send(program: IctwgApp, name: str = "") -> None:
    """What the screen shows, or stands under its cursor; where neither can be sent, what is chosen. For workers.

    Of several actions that are selected each organization is reminded of its own.
    """
    several = [one for one in getattr(program.front, "targets", ()) if isinstance(one, Action)]
    if len(several) > 1 and name in ("", sending.REMINDER):
        await _circulated(program, lambda: sending.reminder_of(program.session, several))
        return
    kind = next((one for one in sending.KINDS if one.name == name), None)
    about = None if kind is not None and not kind.of else _here(program, kind)
    if kind is None:
        offered = sending.kinds_for(about) if about is not None else sending.KINDS
        title = shown_name(program.session.state, about) if about is not None else ""
        options = [Choice(one.name, kind_label(one)) for one in offered]
        chosen = await program.push_screen_wait(Choose(t("sending.what", of=title).strip(), options))
        kind = next((one for one in offered if one.name == chosen), None)
    if kind is None:
        return
    if kind.of and about is None:
        about = await chosen_of(program, kind.of)
        if about is None:
            return
    await _circulated(program, lambda: sending.outgoing(program.session, kind, about))


async def _circulated(program: IctwgApp, made: Callable[[], OutgoingPaper]) -> None:
    try:
        what = made()
    except IctwgError as error:
        program.complain(error)
        return
    await circulate(program.front, what)


def _here(program: IctwgApp, kind: sending.SendingKind | None) -> Record | None:
    """The record under the cursor, else the one that the screen is about: of what can be sent."""
    screen, state = program.front, program.session.state
    shown = (record_of(state, screen.under_cursor), screen.sends_of)
    of = [kind] if kind is not None else list(sending.KINDS)
    return next((one for one in shown if one is not None and any(type(one) in each.of for each in of)), None)


async def circulate(screen: SessionScreen[Any], what: OutgoingPaper) -> None:
    """To whom it goes; the signed copy is what goes, and without one somebody says so. For workers."""
    if sending.waits_for_signature(screen.session, what):
        about, state = what.about, screen.session.state
        ways = [Choice(SIGNED, t("minutes_screen.step.signed"))] if isinstance(about, Meeting) else []
        question = t("sending.unsigned", what=shown_name(state, about) if about is not None else "")
        way = await screen.app.push_screen_wait(Choose(question, [*ways, Choice("send", t("sending.unsigned.send"))]))
        if way == SIGNED and isinstance(about, Meeting):
            await file_signed_copy(screen, about)
            what = what._replace(about=screen.session.state.get(Meeting, about.id))
            if not sending.waits_for_signature(screen.session, what):
                await circulate(screen, what)
        if way != "send":
            return
    elif found := sending.on_record(screen.session, what):
        what = what._replace(files=found)
    await screen.app.push_screen(CirculationScreen(what))
