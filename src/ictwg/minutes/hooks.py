"""What the engine is told of the minutes of a meeting."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ictwg.domain.records import AgendaItem, Meeting, Referral
from ictwg.locales import t
from ictwg.records.editing import create, on_add, on_set
from ictwg.records.group import spoken_in

if TYPE_CHECKING:
    from ictwg.domain.changes import Changes
    from ictwg.domain.values import MinutesState
    from ictwg.records.lookup import Lookup


@on_set(Meeting, Meeting.minutes_state)
def _set_minutes_state(lookup: Lookup, meeting: Meeting, to: MinutesState) -> Changes:
    from ictwg.minutes.approval import take_to  # what adopting needs is too much for every command

    return take_to(lookup.state, meeting, to, lookup.today)


@on_add(Referral)
def _add_referral(lookup: Lookup, values: dict[str, str]) -> tuple[str, Changes]:
    """Where it was said at a meeting the minutes say under that item that it was referred, and nothing else of it."""
    from ictwg.decisions.decisions import Draft
    from ictwg.domain.values import EntryType
    from ictwg.minutes.taking import add_entry

    state = lookup.state
    id, changes = create(lookup, Referral, values)
    item = state.get(AgendaItem, Referral.item.parse(values.get(Referral.item.name, ""), lookup))
    meeting = state.get(Meeting, item.meeting) if item is not None else None
    if meeting is None:
        return id, changes
    said = Draft(EntryType.NOTE, t("minutes.referred", lang=spoken_in(state)))
    return id, changes.and_then(add_entry(state, meeting, item, said, lookup.today))
