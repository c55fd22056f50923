"""What an agenda prints, as values, for one audience."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ictwg.domain.spans import Begins
    from ictwg.exchange.sheet import MinutesSheet


@dataclass(frozen=True, slots=True)
class AgendaLine:
    """An item with what is told of it before the meeting; a restricted one says nothing, and how long it takes neither.

    Attributes:
        late: It came after the agenda had gone out.
        chair_note: Only in the copy of the chair and the secretariat.
    """

    number: str
    minutes: int | None = None
    starts: Begins | None = None
    background: str = ""
    proposed_decision: str = ""
    chair_note: str = ""
    late: bool = False


@dataclass(frozen=True, slots=True)
class AgendaSheet:
    """An agenda: the head and the items as the minutes would print them, and more about each item."""

    minutes: MinutesSheet
    lines: tuple[AgendaLine, ...]
    link: str = ""
