"""Adopted minutes in search: what was adopted is looked in, not what somebody has written into their records since.

Only where the two differ is there anything to know: a late edit (see `corrections`) is found once it is a correction.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from ictwg.domain.records import Attendance, Meeting
from ictwg.domain.seen import Seen
from ictwg.services.adoption.adopting import GUARDED, LIVES_ON
from ictwg.services.adoption.corrections import late_edits, records_of
from ictwg.services.adoption.shown_from import shown_from

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ictwg.domain.schema import Record
    from ictwg.domain.state import State


class Apart(NamedTuple):
    """A record that reads otherwise in the adopted minutes.

    Attributes:
        record: As it was adopted; None where it is not in them.
        state: Where it is shown from.
    """

    record: Record | None
    state: State


def read_apart(state: State) -> dict[tuple[str, str], Apart]:
    """Those records, by table and id; of an audience's state only what that audience sees."""
    whole = state.whole if isinstance(state, Seen) else state
    meetings = (state.get(Meeting, id) for id in late_edits(whole).by_meeting())
    return {key: apart for meeting in meetings if meeting is not None for key, apart in _of_one(state, meeting)}


def _of_one(state: State, meeting: Meeting) -> Iterator[tuple[tuple[str, str], Apart]]:
    printed, _ = shown_from(state, meeting)
    for kind in GUARDED:
        now = {record.id: record for record in records_of(state, kind, meeting.id)}
        before = {record.id: record for record in records_of(printed, kind, meeting.id)}
        for id in sorted({*now, *before}):
            if _differs(now.get(id), before.get(id)):
                yield (kind.TABLE, id), Apart(before.get(id), printed)


def _differs(now: Record | None, before: Record | None) -> bool:
    if now is None or before is None:
        new = now if before is None else None
        return not isinstance(new, Attendance) or new.state is not None
    fields = (field for field in type(now).fields() if field not in LIVES_ON)
    return any(field.of(now) != field.of(before) for field in fields)
