"""What organizations answered to circulated minutes, as values."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ictwg.domain.records import Contact
from ictwg.domain.values import ANSWERS, Commented
from ictwg.exchange.sheet import CommentRow, printed_text

if TYPE_CHECKING:
    from ictwg.domain.records import Meeting
    from ictwg.domain.state import State
    from ictwg.services.exporting.sheet_view import View


def printed_comments(state: State, meeting: Meeting) -> tuple[Contact, ...]:
    """Those that the minutes print, at least for the secretariat."""
    found = state.linked(Contact, Contact.minutes, meeting.id)
    return tuple(one for one in found if one.comments in ANSWERS)


def comment_rows(view: View) -> tuple[CommentRow, ...]:
    """What this audience sees of them, in protocol order, and of one organization by day."""
    ranked = []
    for contact in printed_comments(view.state, view.meeting):
        named = view.organization(contact.organization) if view.sees(contact) else None
        if named is not None:
            ranked.append((named.rank, _row(view, contact, named.acronym)))
    return tuple(row for _, row in sorted(ranked, key=lambda one: (one[0], *_in_order(one[1]))))


def _row(view: View, contact: Contact, organization: str) -> CommentRow:
    comments = contact.comments or Commented.COMMENTS
    text = printed_text(contact.text) if comments is Commented.COMMENTS else ""
    audience = view.stricter(contact, view.meeting.audience)
    return CommentRow(organization, comments, text, contact.on, contact.settled, audience, contact.id)


def _in_order(row: CommentRow) -> tuple[str, ...]:
    """By what is printed of it, so that they stand in the same order where they were read back under other ids."""
    return (str(row.on or ""), row.comments, row.text, row.settled or "", row.audience or "", row.id)
