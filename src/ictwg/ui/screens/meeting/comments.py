"""What becomes of a comment on minutes: an edit of the line, a correction, accepted or declined with a word."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ictwg.domain.agenda import agenda_of
from ictwg.domain.records import Contact, Correction, Entry, Organization
from ictwg.domain.values import MinutesState, Settled
from ictwg.errors import InvalidValueError
from ictwg.locales import t
from ictwg.minutes.comments import settle
from ictwg.minutes.corrections import correct
from ictwg.minutes.lines import minute_lines
from ictwg.minutes.taking import take_over
from ictwg.records.lookup import short_title, shown_name
from ictwg.ui.forms import fields_for
from ictwg.ui.modals.choose import Choose
from ictwg.ui.widgets.completing_input import Choice
from ictwg.ui.widgets.form import FormField

if TYPE_CHECKING:
    from ictwg.domain.changes import Changes
    from ictwg.ui.screens.meeting.pane import MeetingPane


EDIT, CORRECT, ACCEPT, DECLINE = "edit", "correct", "accept", "decline"


async def settle_comment(pane: MeetingPane, contact: Contact) -> None:
    """Asks what becomes of it; Escape leaves it open. For workers."""
    adopted = pane.meeting.minutes_state is MinutesState.ADOPTED
    ways = (CORRECT if adopted else EDIT, ACCEPT, DECLINE)
    choices = tuple(Choice(one, t(f"life.settle.{one}"), "") for one in ways)
    organization = pane.state.get(Organization, contact.organization)
    named = shown_name(pane.state, organization) if organization else ""
    title = f"{named}: {' '.join(contact.text.split())}"
    chosen = await pane.app.push_screen_wait(Choose(title, choices))
    if chosen == EDIT:
        await _edit(pane, contact)
    elif chosen == CORRECT:
        await _correct(pane, contact, named)
    elif chosen in (ACCEPT, DECLINE):
        await _word(pane, contact, Settled.ACCEPTED if chosen == ACCEPT else Settled.DECLINED)


async def _word(pane: MeetingPane, contact: Contact, settled: Settled) -> None:
    note = FormField(Contact.settled_note.name, t("life.settle.note"), help=t("life.settle.note.help"))
    title = t(f"life.settle.{ACCEPT if settled is Settled.ACCEPTED else DECLINE}")

    def said(values: dict[str, str]) -> Changes:
        return settle(contact, settled, pane.today, values[Contact.settled_note.name])

    await pane.open_screen.fill_in(title, (note,), said)


async def _edit(pane: MeetingPane, contact: Contact) -> None:
    """The line is chosen, and reads as the comment asks."""
    chosen = await pane.app.push_screen_wait(Choose(t("errands.import.which"), _lines(pane), whole=True))
    found = pane.state.get(Entry, chosen)
    if found is None:
        return
    seen = found
    text = FormField(Entry.text.name, t("life.settle.text"), kind=Entry.text.kind, value=seen.text, required=True)
    note = FormField(Contact.settled_note.name, t("life.settle.note"), help=t("life.settle.note.help"))

    def edited(values: dict[str, str]) -> Changes:
        nonlocal seen
        now = pane.state.get(Entry, seen.id)
        if now is None or now.text != seen.text:
            seen = now or seen
            raise InvalidValueError(t("life.settle.overtaken", text=seen.text), field=Entry.text.name)
        word = values[Contact.settled_note.name]
        return take_over(pane.state, contact, now, values[Entry.text.name], pane.today, word)

    await pane.open_screen.fill_in(t("life.settle.edit"), (text, note), edited)


async def _correct(pane: MeetingPane, contact: Contact, asked_by: str) -> None:
    lookup = pane.open_screen.session.lookup
    typed = {
        Correction.text.name: contact.text,
        Correction.asked_by.name: asked_by,
        Correction.on.name: pane.today.isoformat(),
    }
    form = fields_for(lookup, Correction, only=(Correction.text, Correction.asked_by, Correction.on), values=typed)

    def corrected(values: dict[str, str]) -> Changes:
        on = Correction.on.parse(values[Correction.on.name], lookup) or pane.today
        by = Correction.asked_by.parse(values[Correction.asked_by.name], lookup)
        text = values[Correction.text.name]
        made = correct(pane.state, pane.meeting, text, on, item=contact.item, entry=contact.entry, asked_by=by)
        return made.and_then(settle(contact, Settled.ACCEPTED, pane.today))

    await pane.open_screen.fill_in(t("life.settle.correct"), form, corrected)


def _lines(pane: MeetingPane) -> tuple[Choice, ...]:
    """The lines of the minutes, each beside its item."""
    items = [line.item for line in agenda_of(pane.state, pane.meeting)]
    found: list[Choice] = []
    for item in (None, *items):
        where = short_title(item) if item is not None else ""
        lines = minute_lines(pane.state, pane.meeting, item)
        found += [Choice(line.id, " ".join(line.text.split()), where) for line in lines]
    return tuple(found)
