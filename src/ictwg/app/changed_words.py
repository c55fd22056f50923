"""The meetings on record of which an import changes what is said of attendance."""

from __future__ import annotations

from collections.abc import Iterator

from ictwg.domain.changes import Changes
from ictwg.domain.records import Attendance, Meeting, Membership, Organization
from ictwg.domain.representation import representation
from ictwg.domain.state import State
from ictwg.imports.report import ImportPlan, ImportRow, RowState
from ictwg.locales import t
from ictwg.records.lookup import short_name
from ictwg.records.planned_state import StateAfterChanges

KINDS = (Organization, Membership, Attendance)


def with_words(state: State, plan: ImportPlan) -> ImportPlan:
    """The plan with a row for each meeting on record whose words on attendance it changes."""
    return plan._replace(rows=(*plan.rows, *_changed(state, plan.changes)))


def _changed(state: State, changes: Changes) -> Iterator[ImportRow]:
    meetings = sorted(state.all(Meeting), key=lambda meeting: (str(meeting.date), meeting.id))
    if not meetings or not _touches_rolls(state, changes):
        return
    planned = StateAfterChanges(state, changes, KINDS)
    for meeting in meetings:
        before, after = representation(state, meeting).words(), representation(planned, meeting).words()
        if before != after and state.linked(Attendance, Attendance.meeting, meeting.id):
            why = t("importing.words_change", before=before or "–", after=after or "–")
            yield ImportRow(RowState.DOUBTFUL, short_name(meeting), t("importing.minutes"), why)


def _touches_rolls(state: State, changes: Changes) -> bool:
    """Whether memberships, organizations on record, or rolls of meetings on record are written."""
    new = set(changes.created)
    for table, id, _, value, _ in changes.writes:
        if table == Membership.TABLE or (table == Organization.TABLE and (table, id) not in new):
            return True
        if table == Attendance.TABLE and isinstance(value, str) and state.get(Meeting, value) is not None:
            return True
    return False
