"""Calls as they are made: whom one spoke to, what was said, and what is to follow (DOMAIN.md §3, *call sheet*).

Each is a contact by telephone, or by mail where a reply is filed, with what it settles in the same step. A call back
that was promised stays open until somebody is reached on its day or later, or another day is agreed.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

from ictwg.actions import actions
from ictwg.domain.calendar import short_day
from ictwg.domain.changes import Changes, Edit
from ictwg.domain.compared_words import words_now
from ictwg.domain.fields import Links
from ictwg.domain.records import Action, Contact, Organization, Person, Progress
from ictwg.domain.references import ReferenceNumbers
from ictwg.domain.schema import Record, Setting
from ictwg.domain.state import State
from ictwg.domain.text import fold
from ictwg.domain.values import ActionKind, ActionStatus, CallOutcome, Channel, Direction
from ictwg.locales import t
from ictwg.records.asking import Asking, Respondent
from ictwg.records.lookup import shown_name

_NOT_REACHED = frozenset({CallOutcome.NO_ANSWER, CallOutcome.LEFT_WORD, CallOutcome.WRONG_NUMBER})
ABOUT = (Contact.actions, Contact.decisions, Contact.documents, Contact.meetings)
"""What a contact may be about."""
_LINKS: dict[type[Record], Links] = {link.target(): link for link in ABOUT}


class Call(NamedTuple):
    """With whom, on which day, and who called.

    Attributes:
        name: Of somebody who is not on the register.
    """

    organization: Organization
    on: date
    person: Person | None = None
    name: str = ""
    direction: Direction = Direction.OUT
    channel: Channel = Channel.PHONE

    @property
    def by(self) -> str:
        """Who said it, as far as that is known."""
        return self.person.name if self.person is not None else self.name or self.organization.acronym

    def settings(self) -> tuple[Setting, ...]:
        person = self.person.id if self.person is not None else None
        return of_contact(self.on, self.direction, self.channel, self.organization.id, person, self.name)


def of_contact(
    on: date, direction: Direction, channel: Channel, organization: str | None, person: str | None, name: str = ""
) -> tuple[Setting, ...]:
    """When and how, and with whom."""
    how = (Contact.on(on), Contact.direction(direction), Contact.channel(channel))
    return (*how, Contact.organization(organization), Contact.person(person), Contact.name(name))


def how_it_came(asking: Asking[Any], call: Call) -> dict[str, str]:
    """The day and the channel of an answer, as typed, in the fields in which this one notes it."""
    days = {field.name: call.on.isoformat() for field in asking.NOTED.fields if field.kind == "date"}
    how = (field for field in asking.NOTED.fields if getattr(field, "choices", None) is Channel)
    return days | {field.name: str(call.channel) for field in how}


def asked_of(asked: Sequence[Respondent], call: Call) -> Respondent:
    """Whose answer it is: that of who spoke, else of whoever has answered, else of the first who was asked."""
    own = (one for one in asked if call.person is not None and one.person == call.person.id)
    return next(own, None) or next((one for one in asked if one.answer is not None), asked[0])


def spoken_by(state: State, call: Call, typed: str) -> tuple[Call, str]:
    """`Rosa: by Friday` was said by Rosa, where she is one of its people or the one through whom they are reached."""
    who, colon, text = typed.partition(":")
    wanted = set(fold(who).split())
    if not (colon and wanted and text.strip()):
        return call, typed.strip()
    people = state.linked(Person, Person.organization, call.organization.id)
    for one in people:
        if wanted <= set(fold(one.name).split()):
            return call._replace(person=one, name=""), text.strip()
        if wanted <= set(fold(one.ask_through).split()):
            return call._replace(person=None, name=one.ask_through), text.strip()
    return call, typed.strip()


def noted(state: State, call: Call, told: str, *settings: Setting) -> Changes:
    """The call as a contact; who was to be called back by then has been, where somebody was reached."""
    id, subject = state.new_id(), " – ".join(filter(None, (call.organization.acronym, told)))
    edit = Edit("verbs.called", subject).create(Contact, id, *call.settings(), *settings)
    outcome = next((raw for field, raw in settings if field is Contact.ended_with), None)
    reached = call.channel is Channel.PHONE and outcome not in _NOT_REACHED
    for one in call_backs(state, call.organization) if reached else ():
        again = outcome == CallOutcome.CALL_BACK
        if again or (one.call_back_on is not None and one.call_back_on <= call.on):
            edit.update(one, Contact.answered_by(id))
    return edit.done()


def call_backs(state: State, organization: Organization | None = None) -> tuple[Contact, ...]:
    """Promised and not made yet, by their day."""
    all_of = state.all(Contact)
    if organization is not None:
        all_of = state.linked(Contact, Contact.organization, organization.id)
    return tuple(sorted(filter(is_to_be_called, all_of), key=lambda one: (str(one.call_back_on), one.id)))


def is_to_be_called(contact: Contact) -> bool:
    return contact.call_back_on is not None and contact.answered_by is None


def words_of(contact: Contact) -> str:
    """What was said; of a text that was compared with another the words as they stand now."""
    return words_now(contact.text)


def filed_as(state: State, contact: Contact) -> str:
    """What a mail from others was filed as: the last part of the key of a message."""
    if contact.comments is not None:
        return "comment"
    updates = (one for id in contact.actions for one in state.linked(Progress, Progress.action, id))
    if any(one.text == contact.text for one in updates):
        return "update"
    asked = state.linked(Contact, Contact.organization, contact.organization or "")
    answers = contact.meetings or contact.decisions or any(one.answered_by == contact.id for one in asked)
    return "answer" if answers else "contact"


def link_about(about: Record | None) -> tuple[Setting, ...]:
    """That a contact is about this record, where it may be."""
    link = _LINKS.get(type(about)) if about is not None else None
    return (link((about.id,)),) if link is not None and about is not None else ()


def said(state: State, call: Call, text: str, about: Record | None = None) -> Changes:
    """What was said, and of what; of an action, or of those that a reminder names, it is an update too."""
    ids = (about.id,) if isinstance(about, Action) else about.actions if isinstance(about, Contact) else ()
    if ids:
        return said_of(state, call, text, dict.fromkeys(ids))
    place = _of(about) if isinstance(about, Contact) else link_about(about)
    return noted(state, call, text, Contact.text(text), *place)


def said_of(state: State, call: Call, text: str, found: Mapping[str, ActionStatus | None]) -> Changes:
    """Once of several actions by their ids, which the group is told of each; with its status, where that changes."""
    told, numbers = noted(state, call, text, Contact.text(text), Contact.actions(tuple(found))), ReferenceNumbers(state)
    for id, status in found.items():
        if (action := state.get(Action, id)) is not None:
            told = told.and_then(actions.progress(state, action, text, call.on, by=call.by, channel=call.channel))
            if status not in (None, action.status):
                told = told.and_then(actions.set_status(state, action, status, call.on, numbers=numbers))
    return told


def reported_done(state: State, call: Call, action: Action) -> Changes:
    """Closed, and kept who said so and how; the next meeting hears it once, to confirm it."""
    told = said_of(state, call, t("followup.reported_done"), {action.id: ActionStatus.DONE})
    return told._replace(verb="verbs.closed", subject=shown_name(state, action))


def ended(state: State, call: Call, outcome: CallOutcome, *more: Setting) -> Changes:
    """Nobody was reached, word was left, they are to be called again, or another letter is asked for."""
    return noted(state, call, Contact.ended_with.label(outcome), Contact.ended_with(outcome), *more)


def letter_again(state: State, call: Call, letter: Contact | None) -> Changes:
    """They have not got it: a task of ours, to send it once more."""
    told = ended(state, call, CallOutcome.LETTER_AGAIN, *_of(letter))
    named = " ".join(filter(None, (letter.letter, letter.text))) if letter is not None else ""
    text = t("calls.send_again", letter=named or t("calls.a_letter"), organization=call.organization.acronym)
    return told.and_then(actions.add_action(state, text, (), call.on, None, call.on, kind=ActionKind.TASK))


def wrong_number(state: State, call: Call) -> Changes:
    """The number of the person goes, else that of who is asked first; a note says that it is to be asked for."""
    told, person = ended(state, call, CallOutcome.WRONG_NUMBER), call.person
    if person is None:
        return told
    number = Person.phone if person.phone else Person.ask_through_phone
    note = "\n".join(filter(None, (person.notes, t("calls.wrong", day=short_day(call.on)))))
    return told.and_then(Edit("").update(person, number.clear, Person.notes(note), Person.confirmed_on.clear).done())


def answered(state: State, call: Call, asked: Contact) -> Changes:
    """By this call: what a letter asked for was said, or who was promised it was called back."""
    told = noted(state, call, shown_name(state, asked), Contact.text(asked.text), *_of(asked))
    return told.and_then(Edit("").update(asked, Contact.answered_by(told.created[0][1])).done())


def _of(letter: Contact | None) -> tuple[Setting, ...]:
    return (Contact.letter(letter.letter), Contact.page(letter.page)) if letter is not None else ()
