"""What each organization owes the group, and the group it: the call sheet, and the answer to "what does MoJ owe us?".

Those who are to be called back by today come first, then those with something pending, then the others; of each first
those of whom nothing was heard within a week, in protocol order.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date, timedelta
from enum import StrEnum
from functools import cached_property
from typing import Any, NamedTuple

from ictwg.actions.action_rows import table_of
from ictwg.contacts import reminders
from ictwg.contacts.calls import call_backs
from ictwg.contacts.incoming import unanswered
from ictwg.contacts.reminders import says_something
from ictwg.decisions import circulation
from ictwg.documents import comments
from ictwg.documents.papers import is_awaited
from ictwg.domain.periods import roles_on
from ictwg.domain.records import Action, Attendance, Contact, Organization, Paper
from ictwg.domain.roster import invited_words, is_invited
from ictwg.domain.state import State
from ictwg.domain.values import AskingKind, Channel, Direction, DueWord, MembershipStatus, OwedKind
from ictwg.meetings import invitation
from ictwg.members.functions import people_of
from ictwg.members.organizations import MemberRow, register
from ictwg.programme import rounds
from ictwg.records.asking import Asking, Respondent
from ictwg.records.lookup import beside_name, shown_name
from ictwg.tasks.checklists import next_meeting


class Owed(NamedTuple):
    """One line of the sheet: somebody who can be asked, or something that is pending.

    Attributes:
        what: As its list names it.
        due: Until when; of a letter that is on its way, or waits here, since when.
        asking: What many were asked for, and in `asked` the people of this organization.
        answer: What it has said so far; of a person the function.
    """

    kind: OwedKind
    record: Any
    what: str
    due: date | DueWord | None = None
    late: bool = False
    asking: Asking[Any] | None = None
    asked: tuple[Respondent, ...] = ()
    answer: StrEnum | None = None

    @property
    def id(self) -> str:
        return f"{self.kind}/{self.record.id}"


def askings(state: State, today: date) -> tuple[Asking[Any], ...]:
    """All that many were asked for and that is open; the nearest deadline first, those without one last."""
    kinds = (invitation, comments, circulation, rounds, reminders)
    found = [one for kind in kinds for one in kind.open_askings(state, today)]
    return tuple(sorted(found, key=lambda one: (one.until is None, one.until, one.id)))


class CallSheet:
    """All organizations as of one state and day; what counts for all of them is looked up once."""

    def __init__(self, state: State, today: date) -> None:
        self.state = state
        self.today = today

    @cached_property
    def rows(self) -> tuple[MemberRow, ...]:
        """Who belongs to the group, in the order in which they are called."""
        gone = (None, MembershipStatus.WITHDRAWN)
        due = {one.organization for one in call_backs(self.state) if is_past(one.call_back_on, self.today, on=True)}

        def place(row: MemberRow) -> tuple[bool, bool, bool]:
            home = row.organization
            pending = (one.answer is None and one.kind is not OwedKind.INCOMING for one in self.owed(home))
            return home.id not in due, not any(pending), self._was_heard(home)

        return tuple(sorted((row for row in register(self.state, self.today) if row.status not in gone), key=place))

    def people(self, home: Organization) -> tuple[Owed, ...]:
        """Those with a function; where nobody has one all of them."""
        found = people_of(self.state, home, self.today)
        held = {role.person: role.function for role in reversed(roles_on(self.state, self.today))}
        named = [one for one in found if one.id in held] or found
        return tuple(Owed(OwedKind.PERSON, one, one.name, answer=held.get(one.id)) for one in named)

    def last(self, home: Organization, *, letter: bool) -> Contact | None:
        """The last letter of ours to it, or the last contact of another kind."""
        found = (one for one in self._contacts(home) if _is_letter(one) is letter)
        return max(found, key=lambda one: (str(one.on or ""), one.id), default=None)

    def _was_heard(self, home: Organization) -> bool:
        """Within a week."""
        since, said = self.today - timedelta(days=7), filter(says_something, self._contacts(home))
        days = (*(one.on for one in said), *(day for day, _ in self._answers(home)))
        return any(day is not None and day > since for day in days)

    def is_called(self, home: Organization) -> bool:
        """Whether somebody telephoned with it today."""
        calls = ((one.on, one.channel) for one in self._contacts(home))
        return (self.today, Channel.PHONE) in (*self._answers(home), *calls)

    def _answers(self, home: Organization) -> list[tuple[date | None, Channel | None]]:
        """To invitations: when and how."""
        found = self.state.linked(Attendance, Attendance.organization, home.id)
        return [(one.answered_on, one.answer_channel) for one in found]

    def owed(self, home: Organization) -> tuple[Owed, ...]:
        """Call backs first, then actions with the overdue before the others, then what else is waited for."""
        said = (*self._call_backs(home), *self._actions[home.id], *self._askings(home))
        return (*said, *self._letters(home), *self._papers(home))

    # What it is made of

    def _contacts(self, home: Organization) -> tuple[Contact, ...]:
        found = self.state.linked(Contact, Contact.organization, home.id)
        return tuple(sorted(found, key=lambda one: (str(one.on or ""), one.id)))

    def _call_backs(self, home: Organization) -> Iterator[Owed]:
        for one in call_backs(self.state, home):
            late = is_past(one.call_back_on, self.today, on=True)
            yield Owed(OwedKind.CALL_BACK, one, " – ".join(filter(None, (one.name, one.text))), one.call_back_on, late)

    @cached_property
    def _actions(self) -> dict[str, list[Owed]]:
        """By organization, the overdue first, then by day."""
        found: dict[str, list[Owed]] = defaultdict(list)
        for row in table_of(self.state).rows(self.today):
            action = self.state.get(Action, row.action)
            if action is not None and row.open and not row.task:
                told = Owed(OwedKind.ACTION, action, f"{row.reference} {row.text}".strip(), action.due, row.late)
                asked = told._replace(what=invited_words(told.what), late=False)
                for id in row.owner_ids:
                    found[id].append(asked if is_invited(self.state, action, id) else told)
        return found

    @cached_property
    def _open(self) -> tuple[Asking[Any], ...]:
        """Meetings first, the next one even before its invitation is out: a call may be the invitation.

        Minutes whose days for comments are over wait for nobody any more.
        """
        found, coming = askings(self.state, self.today), next_meeting(self.state, self.today)
        meetings = [one for one in found if one.KIND is AskingKind.INVITATION]
        if coming is not None and all(one.record.id != coming.id for one in meetings):
            meetings.insert(0, invitation.Invitation(self.state, coming, self.today))
        awaited = (one for one in found if one.KIND is not AskingKind.COMMENTS or not one.is_late)
        apart = (AskingKind.INVITATION, AskingKind.REMINDER)
        return (*meetings, *(one for one in awaited if one.KIND not in apart))

    @cached_property
    def _reminders(self) -> dict[str, str]:
        """How many have answered, by the contact with each."""
        found = reminders.open_askings(self.state, self.today)
        return {one.id: asking.words for asking in found for one in asking.waiting}

    def _askings(self, home: Organization) -> Iterator[Owed]:
        """What was answered is left out; whether they come stays until the meeting."""
        for asking in self._open:
            asked = tuple(one for one in asking.respondents if one.organization == home.id)
            kind = OwedKind(str(asking.KIND))
            answer = next((one.answer for one in asked if one.answer is not None), None)
            if asked and (answer is None or kind is OwedKind.INVITATION):
                late = answer is None and is_past(asking.until, self.today)
                named = " ".join(filter(None, (asking.name, beside_name(asking.record))))
                yield Owed(kind, asking.record, named, asking.until, late, asking, asked, answer)

    def _letters(self, home: Organization) -> Iterator[Owed]:
        """Ours without an answer, or of which nobody knows whether they arrived; then theirs that wait here."""
        for one in self._contacts(home):
            named = " ".join(filter(None, (one.letter, one.text)))
            if counted := self._reminders.get(one.id):
                late = is_past(one.answer_by, self.today)
                yield Owed(OwedKind.REMINDER, one, f"{named} · {counted}", one.answer_by, late)
            elif reminders.waits(self.state, one):
                yield Owed(OwedKind.LETTER, one, named, one.answer_by, is_past(one.answer_by, self.today))
            elif one.page and _is_letter(one) and not (one.delivered_on or one.answered_by):
                yield Owed(OwedKind.RECEIPT, one, named, one.on)
        for letter in unanswered(self.state):
            if letter.organization == home.id:
                named, late = shown_name(self.state, letter), is_past(letter.answer_by, self.today)
                yield Owed(OwedKind.INCOMING, letter, named, letter.received_on, late)

    def _papers(self, home: Organization) -> Iterator[Owed]:
        for one in self.state.linked(Paper, Paper.asked_of, home.id):
            if is_awaited(one, self.today):
                yield Owed(OwedKind.PAPER, one, shown_name(self.state, one), one.due, is_past(one.due, self.today))


def is_past(day: date | None, today: date, *, on: bool = False) -> bool:
    """Whether a day is over; `on`: or it is today."""
    return day is not None and (day < today or (on and day == today))


def _is_letter(one: Contact) -> bool:
    return one.direction is Direction.OUT and one.channel is Channel.LETTER
