"""Comments on circulated minutes or on a document, organization by organization; each is a contact about them.

A comment is accepted, in minutes as an edit of the line or a correction, or declined, with a word. Silence is agreement
once the day for comments on minutes is over; adopting with comments open is possible, and said.
"""

from __future__ import annotations

from abc import ABC
from collections.abc import Iterator
from datetime import date
from functools import cached_property
from typing import TypeVar

from ictwg.domain.access import is_on, within
from ictwg.domain.calendar import short_day
from ictwg.domain.changes import Changes, Edit
from ictwg.domain.fields import Links
from ictwg.domain.records import Contact, Document, Group, Meeting, Organization
from ictwg.domain.representation import represented_seats, seat_of
from ictwg.domain.roster import RosterLine, in_protocol_order, roster
from ictwg.domain.schema import Setting
from ictwg.domain.state import State
from ictwg.domain.values import (
    Adoption,
    AskingKind,
    Audience,
    Commented,
    Direction,
    MeetingState,
    MembershipStatus,
    MinutesState,
    Settled,
)
from ictwg.errors import InvalidValueError
from ictwg.locales import t
from ictwg.members.organizations import named_on
from ictwg.records.asking import AnswerStorage, Asking, ClosingOption, Respondent
from ictwg.records.editing import set_fields, settings_typed, write
from ictwg.records.lookup import Lookup, find, short_name

CommentedOn = TypeVar("CommentedOn", Meeting, Document)


def add_comment(
    state: State, about: Meeting | Document, organization: Organization, on: date, comments: Commented, *more: Setting
) -> Changes:
    """What came back about the minutes or the document; its id is the first created.

    Raises:
        InvalidValueError: It says that there is a comment, and not which.
    """
    require_words(comments, next((str(raw) for field, raw in more if field is Contact.text), ""))
    place = (_link(about)((about.id,)), Contact.organization(organization.id), Contact.on(on))
    said = (Contact.direction(Direction.IN), Contact.comments(comments), *more)
    on_minutes = isinstance(about, Meeting)
    told = Edit("verbs.commented" if on_minutes else "verbs.document_commented", short_name(about), about)
    told.create(Contact, state.new_id(), *place, *said)
    return (told.tell("minutes.commented", Meeting, about.id) if on_minutes else told).done()


def edit_comment(lookup: Lookup, contact: Contact, values: dict[str, str]) -> Changes:
    """What came back, put right; the values are those that changed, as typed.

    Raises:
        InvalidValueError: A value does not fit, or the comment says nothing any more.
    """
    said = values.get(Contact.comments.name)
    comments = contact.comments if said is None else Contact.comments.parse(said, lookup)
    require_words(comments, values.get(Contact.text.name, contact.text))
    return set_fields(lookup, contact, values)


def require_words(comments: Commented | None, text: str) -> None:
    """Raises: InvalidValueError: A comment without words."""
    if comments is Commented.COMMENTS and not text.strip():
        raise InvalidValueError(t("life.no_words"), t("life.no_words.hint"), field=Contact.text.name)


def comments_on(state: State, about: Meeting | Document) -> tuple[Contact, ...]:
    """What came back, in the order of its days."""
    found = [one for one in state.linked(Contact, _link(about), about.id) if one.comments is not None]
    return tuple(sorted(found, key=lambda one: (str(one.on or ""), one.id)))


def _link(about: Meeting | Document) -> Links:
    return Contact.minutes if isinstance(about, Meeting) else Contact.documents


def comment_lines(state: State, meeting: Meeting) -> tuple[Respondent, ...]:
    """The members of the body that met, as of that day, and whoever else answered, in protocol order.

    Where the group says so, of the members those who were represented; what others say is noted, and not counted.
    """
    seats = represented_seats(state, meeting) if is_on(state, Group.asks_represented) else None
    return _lines(state, meeting, meeting.date, meeting.series, seats)


def _lines(
    state: State, about: Meeting | Document, on: date | None, series: str = "", seats: frozenset[str] | None = None
) -> tuple[Respondent, ...]:
    """Each comment on a line of its own."""
    answered: dict[str, list[Contact]] = {}
    for contact in comments_on(state, about):
        answered.setdefault(contact.organization or "", []).append(contact)
    members = [line.organization for line in roster(state, on, series) if _is_member(line)] if on else []
    asked = {one.id for one in members if seats is None or seat_of(state, one) in seats}
    lines: list[Respondent] = []
    for organization in in_protocol_order(state, {*asked, *answered}, on, series):
        named = named_on(state, organization, on) or organization
        counts = seats is None or organization.id in asked
        silent = Respondent(organization.id, organization.id, named.acronym, named.name, None, is_counted=counts)
        lines += [_line(silent, one) for one in answered.get(organization.id, [])] or [silent]
    return tuple(lines)


def _is_member(line: RosterLine) -> bool:
    return line.status is MembershipStatus.MEMBER


def _line(silent: Respondent, contact: Contact) -> Respondent:
    """With the comment, what became of it, and that it is not for members."""
    settled = t(f"choices.settled.{contact.settled}") if contact.settled is not None else ""
    for_whom = Contact.audience.label(contact.audience)
    kept = "" if within(contact.audience, Audience.MEMBERS) else t("life.comment.for", audience=for_whom)
    said = (" ".join(contact.text.split()), settled, contact.settled_note, kept, short_day(contact.on))
    words = " · ".join(filter(None, said))
    open_still = is_open(contact)
    return silent._replace(id=contact.id, answer=contact.comments, words=words, record=contact, to_settle=open_still)


def open_comments(state: State, meeting: Meeting) -> tuple[Contact, ...]:
    """Comments of which nobody has said what becomes of them."""
    return tuple(filter(is_open, comments_on(state, meeting)))


def is_open(contact: Contact) -> bool:
    return contact.comments is Commented.COMMENTS and contact.settled is None


def settle(contact: Contact, settled: Settled, on: date, note: str = "") -> Changes:
    """Accepted or declined, with a word."""
    verb = f"verbs.comment_{settled}"
    edit = Edit(verb, short_name(contact)).update(contact, Contact.settled(settled), Contact.settled_on(on))
    return edit.update(contact, Contact.settled_note(note)).done()


_BESIDES = (Contact.text, Contact.audience, Contact.on, Contact.channel, Contact.name)


class Comments(Asking[CommentedOn], ABC):
    """On minutes or a document."""

    CHOICES = tuple(Commented)
    NEEDS_WORDS = frozenset({Commented.COMMENTS})

    @property
    def usual(self) -> dict[str, str]:
        return super().usual | {Contact.audience.name: str(Audience.MEMBERS)}

    def note(self, lookup: Lookup, one: Respondent, values: dict[str, str]) -> Changes:
        """Another comment of the same organization, where nothing is noted in this row."""
        if isinstance(one.record, Contact):
            return edit_comment(lookup, one.record, values)
        typed = dict(values)
        on = Contact.on.parse(typed.pop(Contact.on.name, ""), lookup) or self.today
        comments = Contact.comments.parse(typed.pop(Contact.comments.name, ""), lookup) or Commented.COMMENTS
        organization = find(self.state, Organization, one.organization)
        more = settings_typed(lookup, Contact, {name: text for name, text in typed.items() if text.strip()})
        return add_comment(self.state, self.record, organization, on, comments, *more)


class MinutesComments(Comments[Meeting]):
    KIND, NOTED = AskingKind.COMMENTS, AnswerStorage(Contact, Contact.comments, _BESIDES, Contact.minutes)
    UNTIL, CLOSED = Meeting.comments_until, Meeting.adopted_on

    @property
    def no_answer(self) -> str:
        silent = self.record.adopted_how is Adoption.BY_SILENCE
        return t("life.comments.silent") if silent else super().no_answer

    @cached_property
    def reminders(self) -> dict[str, date]:
        """Since the minutes went out: that mail has asked them, and reminded nobody."""
        out = self.record.circulated
        return {home: on for home, on in super().reminders.items() if out is None or on > out}

    def rows(self) -> tuple[Respondent, ...]:
        return comment_lines(self.state, self.record)

    def endings(self) -> tuple[ClosingOption, ...]:
        """Adoption by silence, which the minutes' own step does."""
        out = self.record.minutes_state is MinutesState.CIRCULATED
        return (ClosingOption("adopted", t("minutes_screen.step.adopted")),) if out else ()


class DocumentComments(Comments[Document]):
    """The members are asked; of the last day for comments once that is past."""

    KIND, NOTED = AskingKind.DOCUMENT, AnswerStorage(Contact, Contact.comments, _BESIDES, Contact.documents)
    UNTIL, CLOSED = Document.comments_until, Document.comments_closed_on

    def rows(self) -> tuple[Respondent, ...]:
        return _lines(self.state, self.record, min(self.today, self.record.comments_until or self.today))

    def endings(self) -> tuple[ClosingOption, ...]:
        return (ClosingOption("close", t("asked.close_comments")),) if self.record.comments_closed_on is None else ()

    def close(self, _ending: str) -> Changes:
        return write(self.state, self.record, Document.comments_closed_on(self.today))


def open_askings(state: State, today: date) -> Iterator[MinutesComments | DocumentComments]:
    for meeting in state.all(Meeting):
        if meeting.minutes_state is MinutesState.CIRCULATED and meeting.state is MeetingState.HELD:
            yield MinutesComments(state, meeting, today)
    for document in state.all(Document):
        if document.comments_until is not None and document.comments_closed_on is None:
            yield DocumentComments(state, document, today)
