"""Who is expected to sign: the roll as it stands before the meeting, for the paper that goes round the room."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ictwg.domain.access import visible
from ictwg.domain.records import Person
from ictwg.domain.text import clean
from ictwg.domain.values import Answer
from ictwg.exchange.sign_in_sheet import SignInRow
from ictwg.services.meeting.attendance import roll

if TYPE_CHECKING:
    from ictwg.services.exporting.sheet_view import View
    from ictwg.services.meeting.attendance import RollLine


def sign_in_rows(view: View) -> tuple[SignInRow, ...]:
    """In the order of the roll, so that the signed paper is entered in one pass; organizations alone for `everyone`."""
    lines = [line for line in roll(view.state, view.meeting) if line.answer is not Answer.SENDS]
    if view.tells_persons:
        return tuple(_row(view, line) for line in lines)
    once = {line.organization: line for line in reversed(lines) if line.organization}
    return tuple(_organization(view, line) for line in lines if once.get(line.organization) is line)


def _row(view: View, line: RollLine) -> SignInRow:
    """A person who is on no list of this audience leaves a line for the organization."""
    person = view.state.get(Person, line.person)
    if person is not None and not visible(view.state, person, view.audience):
        return _organization(view, line)
    position = person.position if person else line.record.title if line.record else ""
    row = _organization(view, line)
    return SignInRow(row.organization, row.acronym, clean(line.name), clean(position), line.capacity)


def _organization(view: View, line: RollLine) -> SignInRow:
    named = view.organization(line.organization)
    if named is None:
        return SignInRow(clean(line.organization_name), clean(line.acronym))
    return SignInRow(named.name, named.acronym)
