"""The keyed words of the register of decisions; the grammar is that of every list (`filter_words`).

year:2010  from:2010-01  until:2010-06-30     when it was decided
meeting:M-2010-03  basis:vote                 where, and how
is:open  is:implemented  is:superseded        what has become of it
is:circulating  is:late  is:taken             proposals by circulation: open, past their deadline, all that are none
is:unlinked                                   still to do, and no action carries it out
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ictwg.domain.text import fold
from ictwg.domain.values import NO_DECISION, Basis, Implementation
from ictwg.locales import t
from ictwg.services.deciding.decision_rows import DecisionTable
from ictwg.services.following_up import filter_words
from ictwg.services.following_up.filter_words import Filter, Test, chosen, equal, understood

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from ictwg.domain.state import State
    from ictwg.services.deciding.decision_rows import DecisionRow


def parse(query: str, today: date) -> Filter:
    return understood(query, today, READERS)


def filtered(state: State, query: str | Filter, today: date) -> tuple[DecisionRow, ...]:
    """The decisions that a query lets through, the latest first."""
    wanted = parse(query, today) if isinstance(query, str) else query
    return chosen(DecisionTable(state).rows(today), wanted)


def _basis(value: str, today: date) -> Test | None:  # noqa: ARG001 - the shared signature
    wanted = fold(value)
    known = {str(basis): basis for basis in Basis} | {fold(t(f"choices.basis.{basis}")): basis for basis in Basis}
    return equal("basis", known[wanted]) if wanted in known else None


_STATES: dict[str, Test] = {
    **filter_words.STANDING,
    "superseded": Test("superseded_by", bool),
    "unlinked": Test("lacks_action", bool),
    "taken": Test("status", lambda status: status not in NO_DECISION),
    "circulating": equal("status", Implementation.PROPOSED),
    **{str(status): equal("status", status) for status in Implementation},
}

READERS: dict[str, Callable[[str, date], Test | None]] = {
    "is": filter_words.one_of(_STATES),
    "meeting": filter_words.of_meeting,
    "basis": _basis,
    "year": filter_words.of_year,
    "from": filter_words.since,
    "until": filter_words.until,
}
