"""Votes on a decision: read from a typed line, and recorded. Only where the group's settings say that it votes."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ictwg.domain.changes import Edit
from ictwg.domain.entries import entries_of
from ictwg.domain.records import AgendaItem, Decision, Meeting
from ictwg.domain.representation import representation
from ictwg.domain.values import Basis, EntryType
from ictwg.locales import t
from ictwg.services.minuting.drafts import decision_of
from ictwg.services.records.lookup import shown_reference
from ictwg.services.sharing.opening import group_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ictwg.domain.changes import Changes
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


def votes_of(decision: Decision) -> tuple[int, ...]:
    """For, against, abstaining; nothing where none were counted."""
    if decision.votes_for is None:
        return ()
    return (decision.votes_for, decision.votes_against or 0, decision.abstentions or 0)


def votes_in_words(votes: Sequence[int]) -> str:
    """`9 for · 2 against · 1 abstaining`; empty where none were counted."""
    if not votes:
        return ""
    in_favour, against, abstaining = (*votes, 0, 0)[: len(FIELDS)]
    return t("prompt.votes", votes_for=in_favour, votes_against=against, abstentions=abstaining)


def too_many_votes(state: State, meeting: Meeting | None, item: AgendaItem | None, votes: Sequence[int]) -> str:
    """That there are more votes than members in the room, in words; the roll may not have been called yet."""
    there = representation(state, meeting, item) if meeting is not None and votes else None
    members = 0 if there is None else there.represented if there.of else there.attending
    return t("prompt.hint.more_votes", cast=sum(votes), there=members) if 0 < members < sum(votes) else ""


def doubtful_votes(state: State, decision: Decision) -> str:
    """The same of a decision that was taken."""
    meeting, item = state.get(Meeting, decision.meeting), state.get(AgendaItem, decision.item)
    return too_many_votes(state, meeting, item, votes_of(decision))


def count_votes(state: State, decision: Decision, votes: Sequence[int]) -> Changes:
    """It was decided by vote, with these numbers; those that were not said are none."""
    counted = (*votes, *(0 for _ in FIELDS[len(votes) :]))
    settings = (field(number) for field, number in zip(FIELDS, counted, strict=True))
    edit = Edit("verbs.voted", shown_reference(state, decision))
    return edit.update(decision, Decision.basis(Basis.VOTE), *settings).done()
