"""What the engine is told of letters."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date

from ictwg.contacts import calls, incoming, letters, reminders
from ictwg.contacts.addressing import addressed_as, person_of
from ictwg.contacts.signed import changed_since
from ictwg.domain.calendar import short_day
from ictwg.domain.changes import Changes
from ictwg.domain.records import Contact, IncomingLetter, Letter, LetterAddressee
from ictwg.domain.values import AddresseeRole, Channel, Direction, IncomingStage, LetterStage
from ictwg.locales import t
from ictwg.records.editing import create, on_add, on_set, write
from ictwg.records.group import spoken_in
from ictwg.records.lookup import Lookup, shown_name
from ictwg.records.selection import condition_by, value_by
from ictwg.records.tables import cell_by, facts_by


@value_by(Letter, Letter.stage)
def _stage(lookup: Lookup, letter: Letter) -> LetterStage:
    return letters.stage_of(lookup.state, letter)


@value_by(IncomingLetter, IncomingLetter.stage)
def _incoming_stage(lookup: Lookup, letter: IncomingLetter) -> IncomingStage:  # noqa: ARG001 - the shared signature
    return incoming.stage_of(letter)


@condition_by(Letter, "unsent")
def _unsent(lookup: Lookup) -> Callable[[Letter], bool]:
    return lambda letter: letters.is_unsent(lookup.state, letter)


@condition_by(Letter, "unanswered")
def _unanswered(lookup: Lookup) -> Callable[[Letter], bool]:
    return lambda letter: letters.is_unanswered(lookup.state, letter)


@condition_by(IncomingLetter, "unanswered")
def _unanswered_here(lookup: Lookup) -> Callable[[IncomingLetter], bool]:  # noqa: ARG001 - the shared signature
    return incoming.is_unanswered


@condition_by(IncomingLetter, "with_chair")
def _with_chair(lookup: Lookup) -> Callable[[IncomingLetter], bool]:  # noqa: ARG001 - the shared signature
    return lambda letter: incoming.stage_of(letter) is IncomingStage.WITH_CHAIR


@condition_by(Contact, "waiting")
def _waiting(lookup: Lookup) -> Callable[[Contact], bool]:
    return lambda contact: reminders.waits(lookup.state, contact)


@condition_by(Contact, "call_back")
def _to_be_called(lookup: Lookup) -> Callable[[Contact], bool]:  # noqa: ARG001 - the shared signature
    return calls.is_to_be_called


@cell_by(Contact, Contact.text)
def _said(lookup: Lookup, contact: Contact) -> str:
    """What a call led to stands before what was said."""
    told = (
        Contact.ended_with.show(contact.ended_with, lookup),
        Contact.call_back_on.show(contact.call_back_on, lookup),
    )
    return ": ".join(filter(None, (" ".join(filter(None, told)), calls.words_of(contact))))


@cell_by(LetterAddressee, LetterAddressee.delivery)
def _delivered(lookup: Lookup, one: LetterAddressee) -> str:
    """`sent 3 Mar · Rosa, 4 Mar`: how far the letter came."""
    sent = letters.contact_of(lookup.state, one)
    if sent is None:
        return ""
    if sent.delivered_on is None:
        return t("letters.sent_on", day=short_day(sent.on))
    return ", ".join(filter(None, (sent.received_by, short_day(sent.delivered_on))))


@cell_by(LetterAddressee, LetterAddressee.name)
def _named(lookup: Lookup, one: LetterAddressee) -> str:
    """Whoever is named, else the head; nobody where only the institution is written to."""
    person = person_of(lookup.state, one, lookup.today)
    return person.name if person is not None else one.name


@cell_by(LetterAddressee, LetterAddressee.salutation)
def _greeted(lookup: Lookup, one: LetterAddressee) -> str:
    """By the head's form of address, or the usual one: seen before it is printed sixteen times."""
    letter = lookup.state.get(Letter, one.letter)
    if letter is None or one.role is not AddresseeRole.TO:
        return ""
    return addressed_as(lookup.state, one, letter.language, letter.signed_on or lookup.today).salutation


@on_add(Letter)
def _add_letter(lookup: Lookup, values: dict[str, str]) -> tuple[str, Changes]:
    """In the language of the group, where none is named."""
    told = {Letter.language.name: spoken_in(lookup.state) or ""} | {name: text for name, text in values.items() if text}
    return create(lookup, Letter, told)


@on_set(Letter, Letter.signed_on)
def _signed(lookup: Lookup, letter: Letter, on: date | None) -> Changes:
    """As the key does it; the number stands in a field of its own."""
    if on is None or letter.signed_on is not None:
        return write(lookup.state, letter, Letter.signed_on(on))
    return letters.sign(lookup.state, letter, "", on)


@on_add(IncomingLetter)
def _add_incoming(lookup: Lookup, values: dict[str, str]) -> tuple[str, Changes]:
    """Of today, with the next number of the book of entries, where nothing else is typed."""
    told = {IncomingLetter.received_on.name: lookup.today.isoformat()} | {k: v for k, v in values.items() if v.strip()}
    on = IncomingLetter.received_on.parse(told[IncomingLetter.received_on.name], lookup) or lookup.today
    return create(lookup, IncomingLetter, {IncomingLetter.entry.name: incoming.next_entry(lookup.state, on)} | told)


@facts_by(Letter)
def _letter_facts(lookup: Lookup, letter: Letter) -> Iterator[str]:
    """How far it is, or what is to be changed; who else signed under its number, and what was typed afterwards."""
    state, stage = lookup.state, letters.stage_of(lookup.state, letter)
    wanted = letter.returned_note if stage is LetterStage.RETURNED else ""
    yield t("letters.returned_for", changes=wanted) if wanted else t(f"letters.stands.{stage}")
    if letters.is_signed_below(state, letter, letter.signed_on or lookup.today):
        yield t("letters.who_signs", field=t(Letter.signs_for.screen_id))
    for other in letters.with_same_number(state, letter):
        yield t("letters.same_number", letter=shown_name(state, other), day=short_day(other.signed_on))
    if changed := changed_since(state, letter):
        yield t("letters.changed_since", fields=", ".join(t(field.screen_id) for field in changed))


@facts_by(Contact)
def _contact_facts(lookup: Lookup, contact: Contact) -> Iterator[str]:
    """As what a mail that came back was filed."""
    if (contact.direction, contact.channel) == (Direction.IN, Channel.EMAIL):
        yield t("replies.filed", what=t(f"replies.filed.{calls.filed_as(lookup.state, contact)}"))


@facts_by(IncomingLetter)
def _incoming_facts(lookup: Lookup, letter: IncomingLetter) -> Iterator[str]:  # noqa: ARG001 - the shared signature
    yield t(f"letters.incoming.{incoming.stage_of(letter)}")
