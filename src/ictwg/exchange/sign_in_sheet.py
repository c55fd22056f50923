"""What a sign-in sheet prints, as values, for one audience."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ictwg.domain.values import Capacity
    from ictwg.exchange.sheet import MinutesSheet


@dataclass(frozen=True, slots=True)
class SignInRow:
    """Somebody who is expected; without a name whoever comes for the organization writes theirs."""

    organization: str
    acronym: str
    name: str = ""
    position: str = ""
    capacity: Capacity | None = None


@dataclass(frozen=True, slots=True)
class SignInSheet:
    """A sign-in sheet: the head as the minutes would print it, and who is expected, in the order of the roll."""

    minutes: MinutesSheet
    rows: tuple[SignInRow, ...]
