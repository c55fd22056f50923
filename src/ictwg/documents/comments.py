"""Comments on circulated minutes, organization by organization; each is a contact about these minutes.

A comment is accepted, as an edit of the line or a correction, or declined, with a word. Silence is agreement once the
day for comments is over; adopting with comments open is possible, and said.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from ictwg.domain.changes import Edit
from ictwg.domain.records import Contact, Meeting, Organization
from ictwg.domain.roster import protocol, roster
from ictwg.domain.values import Commented, Direction, MembershipStatus, Settled
from ictwg.errors import InvalidValueError
from ictwg.locales import t
from ictwg.members.organizations import named_on
from ictwg.records.editing import set_fields
from ictwg.records.lookup import short_name

if TYPE_CHECKING:
    from datetime import date

    from ictwg.domain.changes import Changes
    from ictwg.domain.schema import Setting
    from ictwg.domain.state import State
    from ictwg.records.lookup import Lookup


class CommentLine(NamedTuple):
    """What one organization answered: `contact` is None, and `comments` too, where it has not."""

    organization: str
    name: str
    acronym: str
    comments: Commented | None
    contact: Contact | None = None


def add_comment(
    state: State, meeting: Meeting, organization: Organization, on: date, comments: Commented, *more: Setting
) -> Changes:
    """What came back about the minutes; its id is the first created.

    Raises:
        InvalidValueError: It says that there is a comment, and not which.
    """
    require_words(comments, next((str(raw) for field, raw in more if field is Contact.text), ""))
    place = (Contact.minutes((meeting.id,)), Contact.organization(organization.id), Contact.on(on))
    said = (Contact.direction(Direction.IN), Contact.comments(comments), *more)
    told = Edit("verbs.commented", short_name(meeting), meeting).create(Contact, state.new_id(), *place, *said)
    return told.tell("minutes.commented", Meeting, meeting.id).done()


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


def comments_on(state: State, meeting: Meeting) -> tuple[Contact, ...]:
    """What came back, in the order of its days."""
    found = [one for one in state.linked(Contact, Contact.minutes, meeting.id) if one.comments is not None]
    return tuple(sorted(found, key=lambda one: (str(one.on or ""), one.id)))


def comment_lines(state: State, meeting: Meeting) -> tuple[CommentLine, ...]:
    """The members of the body that met, as of that day, and whoever else answered, in protocol order."""
    answered: dict[str, list[Contact]] = {}
    for contact in comments_on(state, meeting):
        answered.setdefault(contact.organization or "", []).append(contact)
    members = roster(state, meeting.date, meeting.series) if meeting.date else ()
    asked = {line.organization.id for line in members if line.status is MembershipStatus.MEMBER}
    organizations = [found for id in {*asked, *answered} if (found := state.get(Organization, id)) is not None]
    lines: list[CommentLine] = []
    for organization in sorted(organizations, key=protocol):
        named = named_on(state, organization, meeting.date)
        name, acronym = (named.name, named.acronym) if named else (organization.name, organization.acronym)
        named_so = CommentLine(organization.id, name, acronym, None)
        came = answered.get(organization.id, [])
        lines += [named_so._replace(comments=one.comments, contact=one) for one in came] or [named_so]
    return tuple(lines)


def open_comments(state: State, meeting: Meeting) -> tuple[Contact, ...]:
    """Comments of which nobody has said what becomes of them."""
    found = comments_on(state, meeting)
    return tuple(one for one in found if one.comments is Commented.COMMENTS and one.settled is None)


def settle(contact: Contact, settled: Settled, on: date, note: str = "") -> Changes:
    """Accepted or declined, with a word."""
    verb = f"verbs.comment_{settled}"
    edit = Edit(verb, short_name(contact)).update(contact, Contact.settled(settled), Contact.settled_on(on))
    return edit.update(contact, Contact.settled_note(note)).done()
