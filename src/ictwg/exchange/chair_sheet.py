"""What the chair has on the table, as values: the agenda, and of each item what is good to know."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ictwg.domain.values import Answer
    from ictwg.exchange.agenda_sheet import AgendaSheet


@dataclass(frozen=True, slots=True)
class Expected:
    """An organization, and what it has answered; `who` comes, where that is known."""

    organization: str
    answer: Answer
    who: str = ""


@dataclass(frozen=True, slots=True)
class ChairLine:
    """What is told of one item besides the agenda.

    Attributes:
        put_off: The meetings that it was put off at, the latest first.
        before: What was decided on the subject before, the nearest first.
        raised: Actions that are late, each with those to ask.
    """

    put_off: tuple[str, ...] = ()
    before: tuple[str, ...] = ()
    raised: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ChairSheet:
    """The chair's copy of an agenda.

    Attributes:
        opening: What to say at the beginning.
        away: Members who stay away, each with what it has missed.
        closing: The same for the end.
    """

    agenda: AgendaSheet
    lines: tuple[ChairLine, ...]
    expected: tuple[Expected, ...] = field(default=())
    opening: str = ""
    closing: str = ""
    away: tuple[str, ...] = ()
