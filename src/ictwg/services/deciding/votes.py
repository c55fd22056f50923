"""Votes on a decision: read from a typed line, and recorded. Only where the group's settings say that it votes."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ictwg.domain.changes import Edit
from ictwg.domain.entries import entries_of
from ictwg.domain.records import Decision
from ictwg.domain.values import Basis, EntryType
from ictwg.services.minuting.drafts import decision_of
from ictwg.services.records.lookup import shown_reference
from ictwg.services.sharing.opening import group_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ictwg.domain.changes import Changes
    from ictwg.domain.records import AgendaItem, Meeting
    from ictwg.domain.state import State

FIELDS = (Decision.votes_for, Decision.votes_against, Decision.abstentions)
_COUNTS = re.compile(r"\d{1,4}(?:\s*[\s,;:/–-]\s*\d{1,4}){0,2}")


def group_votes(state: State) -> bool:
    group = group_of(state)
    return group is not None and group.votes


def read_votes(text: str) -> tuple[int, ...]:
    """`9 2 1`, `9-2-1`, `9, 2`: for, against, abstaining; nothing for whatever else."""
    typed = text.strip()
    return tuple(map(int, re.findall(r"\d+", typed))) if _COUNTS.fullmatch(typed) else ()


def decision_at(state: State, meeting: Meeting, item: AgendaItem | None) -> Decision | None:
    """The last decision that was taken under an item."""
    lines = entries_of(state, meeting).get(item.id if item else "", ())
    taken = (decision_of(state, one.entry) for one in reversed(lines) if one.entry.type is EntryType.DECISION)
    return next(filter(None, taken), None)


def count_votes(state: State, decision: Decision, votes: Sequence[int]) -> Changes:
    """It was decided by vote, with these numbers; those that were not said are none."""
    counted = (*votes, *(0 for _ in FIELDS[len(votes) :]))
    settings = (field(number) for field, number in zip(FIELDS, counted, strict=True))
    edit = Edit("verbs.voted", shown_reference(state, decision))
    return edit.update(decision, Decision.basis(Basis.VOTE), *settings).done()
