"""Reminders and lists of actions that were sent: each asks many, and has a day by which they answer.

Nothing more is kept than the contacts with whom it went. Whoever is heard of all that it was reminded of has answered:
by a reply or a call, an update or another date, or because the action is closed.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from enum import StrEnum
from typing import Any

from ictwg.contacts import calls
from ictwg.contacts.calls import Call
from ictwg.domain.calendar import short_day
from ictwg.domain.changes import Changes, Edit
from ictwg.domain.records import (
    Action,
    Contact,
    DueChange,
    IncomingLetter,
    LetterAddressee,
    Organization,
    Progress,
    StatusChange,
)
from ictwg.domain.roster import in_protocol_order
from ictwg.domain.schema import Field, Record
from ictwg.domain.state import State
from ictwg.domain.values import CLOSED, AskingKind, Channel, Direction
from ictwg.locales import t
from ictwg.records.asking import AnswerStorage, Asking, ClosingOption, Respondent
from ictwg.records.editing import set_fields
from ictwg.records.lookup import Lookup, find

_TOLD = (Progress, StatusChange, DueChange)
_WRITTEN = (Channel.EMAIL, Channel.LETTER)


def waits(state: State, contact: Contact) -> bool:
    """Whether it went out, asks for an answer, and nothing has come back."""
    if contact.direction is not Direction.OUT or contact.answer_by is None or contact.answered_by is not None:
        return False
    if contact.actions:
        return not (_is_repeated(state, contact) or _heard(state, contact))
    written_to = state.get(LetterAddressee, contact.page)
    came = state.linked(IncomingLetter, IncomingLetter.answers, written_to.letter or "") if written_to else ()
    return all(one.organization != contact.organization for one in came)


def _is_repeated(state: State, contact: Contact) -> bool:
    """Whether a later reminder asks the same again."""
    later = (one for one in state.linked(Contact, Contact.actions, contact.actions[0]) if _is_after(one, contact))
    mine = (one for one in later if one.organization == contact.organization and one.answer_by is not None)
    return any({*contact.actions} <= {*one.actions} for one in mine)


def _heard(state: State, contact: Contact) -> tuple[Record, ...]:
    """Of each of its actions what was heard last since it went; nothing where one of them is still waited for."""
    actions = [one for id in contact.actions if (one := state.get(Action, id)) is not None]
    found = [_heard_of(state, contact, one) for one in actions]
    return tuple(one for one in found if one is not None) if all(found) else ()


def _heard_of(state: State, contact: Contact, action: Action) -> Record | None:
    """From the organization; of an update nobody may know from whom it is. What is closed is closed for all."""
    linked = state.linked(Contact, Contact.actions, action.id)
    said = [one for one in linked if _is_after(one, contact) and says_something(one)]
    own = [one for one in said if one.organization == contact.organization]
    if own or said:
        return own[-1] if own else action if action.status in CLOSED else None
    told: list[Any] = [one for kind in _TOLD for one in state.linked(kind, kind.action, action.id)]
    later = (one for one in told if _is_after(one, contact))
    return max(later, key=_place, default=action if action.status in CLOSED else None)


def says_something(one: Contact) -> bool:
    """Whether somebody of the organization was heard: it wrote, or was reached."""
    return one.direction is Direction.IN or (one.channel not in _WRITTEN and one.ended_with is None)


def _is_after(one: Contact | Progress | StatusChange | DueChange, contact: Contact) -> bool:
    return _place(one) > _place(contact)


def _place(one: Contact | Progress | StatusChange | DueChange) -> tuple[str, str]:
    return str(one.on or ""), one.id


class Reminder(Asking[Contact]):
    """What went to many on one day; the record is the contact with one of them."""

    KIND, CHOICES = AskingKind.REMINDER, (Direction.IN,)
    NOTED = AnswerStorage(
        Contact, Contact.direction, (Contact.text, Contact.on, Contact.channel, Contact.name), Contact.actions
    )
    UNTIL, NEEDS_WORDS = Contact.answer_by, frozenset({Direction.IN})

    @property
    def sent(self) -> tuple[Contact, ...]:
        which = _sending(self.record)
        return tuple(one for one in self.state.all(Contact) if one.actions and _sending(one) == which)

    def rows(self) -> tuple[Respondent, ...]:
        sent = {one.organization or "": one for one in self.sent}
        return tuple(self._row(home, sent[home.id]) for home in in_protocol_order(self.state, sent, self.record.on))

    def _row(self, home: Organization, contact: Contact) -> Respondent:
        by = self.state.get(Contact, contact.answered_by)
        heard = _heard(self.state, contact) if by is None else (by,)
        answer = None if waits(self.state, contact) else Direction.IN
        record = next((one for one in heard if isinstance(one, Contact)), None)
        words = " · ".join(dict.fromkeys(filter(None, map(_words, heard))))
        return Respondent(contact.id, home.id, home.acronym, home.name, answer, words, record)

    def label(self, answer: StrEnum) -> str:  # noqa: ARG002 - there is one
        return t("asked.answered")

    def note(self, lookup: Lookup, one: Respondent, values: dict[str, str]) -> Changes:
        """What it said, of all that it was reminded of."""
        if isinstance(one.record, Contact):
            return set_fields(lookup, one.record, values)
        contact = self.state.get(Contact, one.id) or self.record
        of: tuple[Field[Any], ...] = (Contact.on, Contact.channel, Contact.name, Contact.text)
        on, channel, name, text = (field.parse(values.get(field.name, ""), lookup) for field in of)
        home = find(self.state, Organization, one.organization)
        call = Call(home, on or self.today, None, name or "", Direction.IN, channel or Channel.PHONE)
        return calls.said(self.state, call, text or t("asked.answered"), contact)

    def endings(self) -> tuple[ClosingOption, ...]:
        return (ClosingOption("close", t("asked.stop_waiting")),)

    def close(self, _ending: str) -> Changes:
        edit = Edit("verbs.closed", self.name)
        for one in self.sent:
            edit.update(one, Contact.answer_by.clear)
        return edit.done()


def _sending(contact: Contact) -> tuple[Any, ...]:
    return contact.direction, contact.on, contact.text, contact.answer_by


def _words(one: Record) -> str:
    if isinstance(one, (Contact, Progress)):
        return " · ".join(filter(None, (" ".join(one.text.split()), short_day(one.on))))
    return Action.status.label(one.status) if isinstance(one, Action) else ""


def open_askings(state: State, today: date) -> Iterator[Reminder]:
    """Those to which some have not answered."""
    asked: dict[tuple[Any, ...], Contact] = {}
    for one in state.all(Contact):
        if one.actions and one.answer_by is not None and one.direction is Direction.OUT:
            asked.setdefault(_sending(one), one)
    found = (Reminder(state, one, today) for one in asked.values())
    return (one for one in found if one.waiting)
