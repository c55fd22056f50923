"""What is kept with a decision of who was in the room: it follows the roll, which is often called after the decision.

> As long as its minutes are not adopted, a decision keeps the figures of the roll at its item, whenever that is filled
> in; a decision that was taken without a rule, or whose figures stand in somebody's file, keeps what it has.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ictwg.domain.changes import Edit
from ictwg.domain.records import AgendaItem, Attendance, Decision, Meeting
from ictwg.domain.representation import representation
from ictwg.domain.values import MinutesState

if TYPE_CHECKING:
    from ictwg.domain.changes import Changes
    from ictwg.domain.schema import Setting
    from ictwg.domain.state import State
    from ictwg.services.importing.planned import Planned


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
    from ictwg.services.importing.planned import Planned

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
