"""The steps that letters take on a screen: given to the signatory, returned, signed, sent, received, void."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from textual import work

from ictwg.app.forms.declared import fields_for
from ictwg.app.forms.fields import Values
from ictwg.contacts import letters
from ictwg.domain.changes import Changes
from ictwg.domain.records import Contact, Letter, LetterAddressee
from ictwg.domain.state import State
from ictwg.locales import t
from ictwg.records.lookup import shown_name
from ictwg.ui.record_screen import RecordScreen


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
