"""The sign-in sheet: who is expected, in the order of the roll, and lines for others."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from ictwg.domain.access import visible
from ictwg.domain.records import Person
from ictwg.domain.text import clean
from ictwg.domain.values import Answer
from ictwg.meetings.attendance import roll
from ictwg.minutes.printed.annexes import columns, printed_organization
from ictwg.minutes.printed.blocks import (
    NOTHING,
    Facts,
    HeadingBlock,
    PaperText,
    Paragraph,
    TableBlock,
    choice,
    label,
    line,
    own,
    strong,
)
from ictwg.minutes.printed.minutes import facts, title, when

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ictwg.domain.values import Capacity
    from ictwg.meetings.attendance import RollLine
    from ictwg.minutes.printed.blocks import Block
    from ictwg.minutes.printed.sheet import MinutesSheet
    from ictwg.minutes.printed.view import View


class SignInRow(NamedTuple):
    """Somebody who is expected; without a name whoever comes for the organization writes theirs."""

    organization: str
    acronym: str
    name: str = ""
    position: str = ""
    capacity: Capacity | None = None


def sign_in_rows(view: View) -> tuple[SignInRow, ...]:
    """In the order of the roll, so that the signed paper is entered in one pass; organizations alone for `everyone`."""
    lines = [line for line in roll(view.state, view.meeting) if line.answer is not Answer.SENDS]
    if view.tells_persons:
        return tuple(_expected_row(view, line) for line in lines)
    once = {line.organization: line for line in reversed(lines) if line.organization}
    return tuple(_organization(view, line) for line in lines if once.get(line.organization) is line)


def _expected_row(view: View, line: RollLine) -> SignInRow:
    """A person who is on no list of this audience leaves a line for the organization."""
    person = view.state.get(Person, line.person)
    if person is not None and not visible(view.state, person, view.audience):
        return _organization(view, line)
    position = person.position if person else line.record.title if line.record else ""
    named = _organization(view, line)
    return named._replace(name=clean(line.name), position=clean(position), capacity=line.capacity)


def _organization(view: View, line: RollLine) -> SignInRow:
    named = view.organization(line.organization)
    if named is None:
        return SignInRow(clean(line.organization_name), clean(line.acronym))
    return SignInRow(named.name, named.acronym)


BLANK = 10
"""Lines for those who are not expected."""


_WIDTHS = (6, 28, 20, 16, 13, 17)


_COLUMNS = ("number", "organization", "name", "position", "capacity", "signature")


def sign_in_blocks(minutes: MinutesSheet, rows: Sequence[SignInRow]) -> list[Block]:
    """The head as the minutes would print it, and who is expected, in the order of the roll."""
    lang = minutes.language
    head = columns(_COLUMNS, lang)
    expected = tuple(_row(number, row, lang) for number, row in enumerate(rows, 1))
    others = tuple((own(str(len(rows) + n)), *[NOTHING] * (len(head) - 1)) for n in range(1, BLANK + 1))
    return [
        HeadingBlock(1, title(minutes, label("sign_in.word", lang))),
        _head(minutes),
        *([TableBlock(head, expected, _WIDTHS)] if rows else []),
        Paragraph(strong(own(label("sign_in.others", lang)))),
        TableBlock(head, others, _WIDTHS),
    ]


def _head(minutes: MinutesSheet) -> Facts:
    said = {
        "row.reference": line(minutes.reference),
        "row.title": line(minutes.title),
        "row.time": when(minutes),
        "row.place": line(minutes.venue),
        "agenda.audience": own(choice(minutes.audience, minutes.language)),
    }
    return facts(said.items(), minutes.language)


def _row(number: int, row: SignInRow, lang: str) -> tuple[PaperText, ...]:
    organization = printed_organization(row.organization, row.acronym)
    capacity = own(choice(row.capacity, lang) if row.capacity else "")
    return (own(str(number)), organization, line(row.name), line(row.position), capacity, NOTHING)
