"""Decisions as the lines of a list, and the keyed words that find them."""

from __future__ import annotations

from collections import Counter
from datetime import date
from typing import NamedTuple

from ictwg.decisions.decisions import TO_DO, comes_back, implementation_of, successor_of
from ictwg.domain.calendar import short_day
from ictwg.domain.records import Action, Contact, Decision, Letter, LetterAddressee, Meeting, Organization
from ictwg.domain.state import State
from ictwg.domain.values import CLOSED, NO_DECISION, Basis, Direction, Implementation
from ictwg.domain.worked_out import Following, OnePerState
from ictwg.locales import language
from ictwg.records import filter_words
from ictwg.records.filter_words import FilterKey, Test, equal
from ictwg.records.lookup import Lookup, shown_name, shown_reference
from ictwg.records.selection import MEETING, said_on


class DecisionRow(NamedTuple):
    """One line of the register.

    Attributes:
        said_on: ISO: when it was decided, else circulated; the day of its meeting where neither is known.
        until: ISO: the last day to answer a proposal.
        open: Still to be carried out, or answered.
        late: A proposal whose deadline is past.
        review: The day of its review, in few letters; empty for one that is superseded, or never was or is over.
        superseded_by: The reference of the decision that has taken its place.
        actions: How many actions carry it out; `undone` of them are open.
        sent: The day and the number of the letter in which it was sent out first, as far as there are.
        said: Rationale, opposing views, effect and papers, in which the filter looks too.
    """

    id: str
    reference: str
    text: str
    meeting: str
    meeting_id: str | None
    said_on: str
    until: str
    status: Implementation
    basis: Basis
    open: bool
    late: bool
    review: str
    superseded_by: str
    supersedes: tuple[str, ...]
    actions: int
    undone: int
    sent: str
    said: str

    @property
    def lacks_action(self) -> bool:
        """Taken and still to do, and no action carries it out."""
        return self.open and not self.actions and self.status is not Implementation.PROPOSED

    @property
    def unsent(self) -> bool:
        return self.status in TO_DO and not self.sent

    @property
    def searchable(self) -> str:
        """All the text in which the free words of a filter look."""
        return f"{self.reference} {self.text} {self.meeting} {self.said_on} {self.status} {self.said}"


class DecisionTable:
    """The rows of one state over time."""

    def __init__(self, state: State) -> None:
        self.state = state
        self._moment: tuple[int, date | None, str] = (-1, None, "")
        self._said = Following(state, Decision, _said)
        self._carried = Following(state, Action, lambda action: (action.decision, action.status not in CLOSED))
        self._rows: tuple[DecisionRow, ...] = ()

    def rows(self, today: date) -> tuple[DecisionRow, ...]:
        """All decisions and proposals, the latest first."""
        moment = (self.state.version, today, language())
        if moment != self._moment:
            before, self._moment = self._moment, moment
            if before[1:] != moment[1:] or self._touched(before[0]):
                self._rows = self._made(today.isoformat())
        return self._rows

    def _touched(self, since: int) -> bool:
        changed = self.state.changed(since)
        return changed is None or any(table in _STANDS_ON for table, _ in changed)

    def _made(self, today: str) -> tuple[DecisionRow, ...]:
        decisions = self.state.all(Decision)
        carried = [value for value in self._carried.values().values() if value[0]]
        actions, undone = Counter(id for id, _ in carried), Counter(id for id, is_open in carried if is_open)
        said = self._said.values()
        found = [_row(self.state, one, today, (actions[one.id], undone[one.id]), said[one.id]) for one in decisions]
        return tuple(sorted(found, key=lambda row: (row.said_on, row.reference, row.id), reverse=True))


def _row(state: State, decision: Decision, today: str, actions: tuple[int, int], said: str) -> DecisionRow:
    successor, status = successor_of(state, decision), implementation_of(state, decision)
    meeting = state.get(Meeting, decision.meeting)
    day = said_on(state, decision)
    until = decision.answers_until.isoformat() if decision.answers_until else ""
    proposed = decision.status is Implementation.PROPOSED
    return DecisionRow(
        id=decision.id,
        reference=shown_reference(state, decision),
        text=" ".join(decision.text.split()),
        meeting=shown_name(state, meeting) if meeting else "",
        meeting_id=decision.meeting,
        said_on=day.isoformat() if day else "",
        until=until,
        status=status,
        basis=decision.basis,
        open=proposed or status in TO_DO,
        late=proposed and bool(until) and until < today,
        review=short_day(decision.review_on) if comes_back(state, decision) else "",
        superseded_by=shown_reference(state, successor) if successor else "",
        supersedes=decision.supersedes,
        actions=actions[0],
        undone=actions[1],
        sent=_sent(state, decision),
        said=said,
    )


def sent(state: State, decision: Decision) -> tuple[Contact, ...]:
    """What went out about it since it was decided, by day; also in a letter that was said only later to be about it."""
    letters = state.linked(Letter, Letter.decisions, decision.id)
    to = (one for letter in letters for one in state.linked(LetterAddressee, LetterAddressee.letter, letter.id))
    by_letter = (one for addressee in to for one in state.linked(Contact, Contact.page, addressee.id))
    found = {one.id: one for one in (*state.linked(Contact, Contact.decisions, decision.id), *by_letter)}
    since = str(decision.decided_on or "")
    out = (one for one in found.values() if one.direction is Direction.OUT and str(one.on or "") >= since)
    return tuple(sorted(out, key=lambda one: (str(one.on or ""), one.letter, one.id)))


def sent_out(lookup: Lookup, decision: Decision) -> tuple[str, ...]:
    """`4 Mar 2010  12/MNEC/2010  MoJ`."""
    out = sent(lookup.state, decision)
    told = ((short_day(one.on), one.letter, lookup.name(Organization, one.organization or "")) for one in out)
    return tuple("  ".join(filter(None, one)) for one in told)


def _sent(state: State, decision: Decision) -> str:
    """`4 Mar 2010, 12/MNEC/2010`; the letter rather than a call before it."""
    out = sorted(sent(state, decision), key=lambda one: not one.letter)[:1]
    return ", ".join(filter(None, (part for one in out for part in (short_day(one.on), one.letter))))


def _said(decision: Decision) -> str:
    own = (decision.rationale, decision.opposing, decision.effect, *decision.papers)
    return " ".join(" ".join(filter(None, own)).split())


_STANDS_ON = frozenset(kind.TABLE for kind in (Decision, Action, Meeting, Letter, LetterAddressee, Contact))

table_of = OnePerState(DecisionTable)
"""The one that all screens of a state share."""

_STATES: dict[str, Test] = {
    **filter_words.STANDING,
    "superseded": Test("superseded_by", bool),
    "review": Test("review", bool),
    "unlinked": Test("lacks_action", bool),
    "unsent": Test("unsent", bool),
    "taken": Test("status", lambda status: status not in NO_DECISION),
    "circulating": equal("status", Implementation.PROPOSED),
    **{str(status): equal("status", status) for status in Implementation},
}


def readers(lookup: Lookup) -> dict[str, FilterKey]:
    """The keyed words of decisions."""
    return {
        "is": filter_words.one_of(_STATES),
        MEETING: filter_words.of_target(lookup, Meeting, "meeting_id"),
        Decision.basis.name: filter_words.of_field(lookup, Decision.basis),
        **filter_words.BY_DAY,
    }
