"""Votes on a decision, and who was in the room when it was taken."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ictwg.decisions.decisions import decision_of
from ictwg.domain.agenda import entries_of
from ictwg.domain.changes import Edit
from ictwg.domain.records import AgendaItem, Attendance, Decision, Meeting
from ictwg.domain.representation import representation
from ictwg.domain.values import Basis, EntryType, MinutesState
from ictwg.locales import t
from ictwg.records.lookup import shown_reference

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ictwg.domain.changes import Changes
    from ictwg.domain.schema import Setting
    from ictwg.domain.state import State
    from ictwg.records.planned_state import Planned


FIELDS = (Decision.votes_for, Decision.votes_against, Decision.abstentions)


_COUNTS = re.compile(r"\d{1,4}(?:\s*[\s,;:/–-]\s*\d{1,4}){0,2}")


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


def kept_figures(state: State, meeting: Meeting, item: AgendaItem | None) -> tuple[Setting, ...]:
    """Who was there when it was decided; kept only where the group has a rule on quorum."""
    there = representation(state, meeting, item)
    if there.needed is None:
        return ()
    represented = there.represented if there.taken else None
    counted = (Decision.represented(represented), Decision.represented_of(there.of))
    return (*counted, Decision.quorum_needed(there.needed))


def follow_the_roll(state: State, changes: Changes) -> Changes:
    """The new figures of the decisions of every meeting whose roll these changes touch.

    The sentence that minutes read from a file were printed with goes once the roll says something else.
    """
    from ictwg.records.planned_state import Planned

    planned, edit = Planned(state, changes, (Attendance,)), Edit("")
    for meeting in _meetings(state, planned, changes):
        if meeting.printed_representation and representation(state, meeting) != representation(planned, meeting):
            edit.update(meeting, Meeting.printed_representation.clear)
        for decision in () if meeting.source else state.linked(Decision, Decision.meeting, meeting.id):
            if decision.quorum_needed is not None:
                edit.update(decision, *kept_figures(planned, meeting, state.get(AgendaItem, decision.item)))
    return edit.done()


def _meetings(state: State, planned: Planned, changes: Changes) -> list[Meeting]:
    touched = {write.id for write in changes.writes if write.table == Attendance.TABLE}
    rows = (planned.get(Attendance, id) or state.get(Attendance, id) for id in touched)
    ids = {row.meeting for row in rows if row is not None and row.meeting}
    found = (state.get(Meeting, id) for id in sorted(ids))
    return [m for m in found if m and m.minutes_state is not MinutesState.ADOPTED]
