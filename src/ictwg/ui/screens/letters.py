"""Letters: those that go out, one of them with its addressees, and those that come in.

The jobs that they are for:

1. Begin a letter from a template, about a meeting or an organization; say to whom it goes, and print it to be signed.
2. Mark it, or several together, as given to the signatory, returned, signed, sent, received.
3. See what came in and waits; give it to the chair, write down the order, answer it or file it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from functools import partial
from typing import ClassVar

from textual import work

from ictwg.actions.action_rows import table_of
from ictwg.app.forms.choices import Choice
from ictwg.app.forms.declared import fields_for
from ictwg.app.forms.fields import Values
from ictwg.contacts import incoming, letters
from ictwg.contacts.addressing import language_of
from ictwg.contacts.templates import ACKNOWLEDGEMENT, TEMPLATES, Template, begun, concerned
from ictwg.decisions import decision_rows
from ictwg.domain.changes import Changes
from ictwg.domain.records import Action, Contact, Decision, IncomingLetter, Letter, LetterAddressee, Meeting
from ictwg.domain.schema import Record
from ictwg.domain.state import State
from ictwg.locales import t
from ictwg.records.lookup import shown_name
from ictwg.tasks.checklists import next_meeting
from ictwg.ui.declared_screen import DeclaredScreen, RecordDetailScreen
from ictwg.ui.keys import bindings_for
from ictwg.ui.modals.choose import Choose
from ictwg.ui.record_screen import RecordScreen
from ictwg.ui.screens.membership import replace_in_form


class LetterSteps(RecordScreen):
    """A screen on which letters take their steps: those that are meant, one or several, in one undo."""

    @property
    def meant(self) -> Sequence[Letter]:
        raise NotImplementedError

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """A step that none of those that are meant can take is not offered."""
        able = letters.MAY_BE.get(action)
        if able is not None and self.meant:
            return any(letters.stage_of(self.session.state, one) in able for one in self.meant)
        return super().check_action(action, parameters)

    def action_to_signatory(self) -> None:
        self._each(letters.to_signatory)

    @work
    async def action_returned(self) -> None:
        state, today = self.session.state, self.session.today
        form = fields_for(self.session.lookup, Letter, only=(Letter.returned_note,))

        def returned(values: Values) -> Changes:
            note = values[Letter.returned_note.name]
            return self.of_each(self.meant, lambda one: letters.returned(state, one, note, today))

        if self.meant:
            await self.ask(t("letters.ask.returned", letter=self._named), form, returned)

    @work
    async def action_signed(self) -> None:
        """Under which number and on which day; of several each gets the number that follows."""
        state, lookup, meant = self.session.state, self.session.lookup, self.meant
        if not meant:
            return
        proposed = {
            Letter.number.name: letters.next_number(state, meant[0], self.session.today),
            Letter.signed_on.name: self.session.today.isoformat(),
        }
        form = fields_for(lookup, Letter, only=(Letter.number, Letter.signed_on), values=proposed)

        def signed(values: Values) -> Changes:
            on = Letter.signed_on.parse(values[Letter.signed_on.name], lookup) or self.session.today
            return letters.sign_all(state, meant, values[Letter.number.name], on)

        await self.ask(t("letters.ask.signed", letter=self._named), form, signed)

    def action_sent(self) -> None:
        self._each(letters.dispatch)

    @work
    async def action_received(self) -> None:
        """Who took it, and when: on the letter the addressee under the cursor or the selected ones, in the list all."""
        lookup = self.session.lookup
        sent = [one for letter in self.meant for one in letters.on_the_way(self.session.state, letter, self._only)]
        if not sent:
            self.tell(t("letters.nothing_on_the_way"))
            return
        on = {Contact.delivered_on.name: self.session.today.isoformat()}
        form = fields_for(lookup, Contact, only=(Contact.received_by, Contact.delivered_on), values=on)

        def received(values: Values) -> Changes:
            day = Contact.delivered_on.parse(values[Contact.delivered_on.name], lookup) or self.session.today
            return letters.delivered(sent, values[Contact.received_by.name], day)

        whom = ", ".join(dict.fromkeys(shown_name(self.session.state, one) for one in self._only)) or self._named
        await self.ask(t("letters.ask.received", letter=whom), form, received)

    def action_void(self) -> None:
        self._each(letters.spoil)

    @property
    def _only(self) -> Sequence[LetterAddressee]:
        """The addressees that are meant; none for all."""
        return ()

    @property
    def _named(self) -> str:
        return ", ".join(shown_name(self.session.state, one) for one in self.meant)

    def _each(self, step: Callable[[State, Letter, date], Changes]) -> None:
        state, today, meant = self.session.state, self.session.today, self.meant
        if meant:
            self.finish(lambda: self.of_each(meant, lambda one: step(state, one, today)))


async def begin_letter(screen: RecordScreen, template: Template, about: Record | None) -> None:
    """A new letter to those whom it concerns, from a template; once saved it is opened. For workers."""
    lookup, state, today = screen.session.lookup, screen.session.state, screen.session.today
    homes = concerned(state, about, today)
    values = begun(state, template, about, language_of(state, homes, today), today)
    beside = tuple(one for one in (Letter.decisions, Letter.actions) if one.name in values)
    form = fields_for(lookup, Letter, only=(*Letter.FORM.new, *beside), values=values)
    title = t("record_screen.new", kind=t(f"letters.template.{template.name}"))
    saved = await screen.fill_in(title, form, lambda typed: letters.begin(lookup, typed, homes)[1])
    new = next((id for table, id in saved.created if table == Letter.TABLE), None) if saved else None
    if (letter := state.get(Letter, new)) is not None:
        screen.reload()
        await screen.program.open_whole(letter)


class LettersScreen(LetterSteps, DeclaredScreen):
    """All that go out."""

    BINDINGS: ClassVar = bindings_for("letter")
    several = DeclaredScreen.several | {"to_signatory", "returned", "signed", "sent", "received", "void"}

    @property
    def meant(self) -> Sequence[Letter]:
        return self.targets

    @work
    async def action_new(self) -> None:
        """From a template, about what it tells of; then it is opened, for its addressees."""
        options = [Choice(one.name, t(f"letters.template.{one.name}")) for one in TEMPLATES]
        name = await self.app.push_screen_wait(Choose(t("letters.ask.template"), options))
        template = next((one for one in TEMPLATES if one.name == name), None)
        if template is None:
            return
        about = await self._about(template) if template.about is not None else None
        if (template.about is None) is (about is None):
            await begin_letter(self, template, about)

    async def _about(self, template: Template) -> Record | None:
        """The meeting or the organization; the cursor stands on the next meeting."""
        state, today = self.session.state, self.session.today
        coming = next_meeting(state, today)
        if template.about is Meeting:
            latest = sorted(state.all(Meeting), key=lambda one: (str(one.date or ""), one.id), reverse=True)
            options = [Choice(one.id, shown_name(state, one), one.title) for one in latest]
        elif template.about in (Decision, Action):
            rows = (
                decision_rows.table_of(state).rows(today) if template.about is Decision else table_of(state).rows(today)
            )
            options = [Choice(one.id, one.reference, one.text) for one in rows if one.open]
        elif template.about is IncomingLetter:
            options = [Choice(one.id, one.entry, one.subject) for one in incoming.unanswered(state)]
        else:
            options = [Choice(one.id, one.acronym, one.name) for one in letters.many(state, "all", today)]
        current = coming.id if coming is not None else ""
        chosen = await self.app.push_screen_wait(Choose(t("letters.ask.about"), options, current=current))
        return state.get(template.about or Meeting, chosen)


class LetterScreen(LetterSteps, RecordDetailScreen):
    """One that goes out, with its addressees."""

    BINDINGS: ClassVar = bindings_for("letter", "addressees")

    @property
    def meant(self) -> Sequence[Letter]:
        return (self.whole,)

    @property
    def _only(self) -> Sequence[LetterAddressee]:
        return [one for one in self.targets if isinstance(one, LetterAddressee)]

    @work
    async def action_to_many(self) -> None:
        """All members at once, in one step; each can be taken out again."""
        state, letter = self.session.state, self.whole
        groups = {name: t(f"letters.many.{name}") for name in ("members", "government", "all")}
        chosen = await self.app.push_screen_wait(
            Choose(t("letters.ask.many"), [Choice(*one) for one in groups.items()])
        )
        if chosen is not None:
            homes = letters.many(state, chosen, self.session.today)
            self.carry_out(lambda: letters.addressed_to(state, letter.id, homes))


class IncomingLettersScreen(DeclaredScreen):
    """All that come in."""

    BINDINGS: ClassVar = bindings_for("incoming")
    several = DeclaredScreen.several | {"to_chair", "file"}

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """A step that the letter under the cursor cannot take is not offered, nor a scan that is not there."""
        if action == "open_file":
            return any(one.scan for one in self.targets)
        able = incoming.MAY_BE.get(action)
        if able is not None and self.targets:
            return any(incoming.stage_of(one) in able for one in self.targets)
        return super().check_action(action, parameters)

    def action_to_chair(self) -> None:
        state, today = self.session.state, self.session.today
        self.for_each(lambda one: incoming.to_chair(state, one, today), t("letters.slip_next"))

    @work
    async def action_replace(self) -> None:
        """The letter names another focal point."""
        letter = self.current
        if isinstance(letter, IncomingLetter):
            for home in concerned(self.session.state, letter, self.session.today):
                await replace_in_form(self, home, letter.their_reference)

    def action_file(self) -> None:
        self.for_each(lambda one: incoming.filed(self.session.state, one, self.session.today))

    @work
    async def action_order(self) -> None:
        """What the chair wrote, for whom, until when."""
        lookup, letter = self.session.lookup, self.current
        if not isinstance(letter, IncomingLetter):
            return
        title = t("letters.ask.order", letter=self.subject((letter,)))
        form = fields_for(lookup, IncomingLetter, letter, only=incoming.ORDER)
        await self.ask(title, form, partial(incoming.ordered, lookup, letter))

    @work
    async def action_answer(self) -> None:
        """A new letter that answers it, to whom it came from; it is answered as that one is sent."""
        if isinstance(self.current, IncomingLetter):
            await begin_letter(self, ACKNOWLEDGEMENT, self.current)
