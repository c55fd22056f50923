"""A decision or a paper of a sub-group, put to the body that it reports to for adoption."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ictwg.domain.bodies import series_of
from ictwg.domain.records import AgendaItem, Group, Meeting
from ictwg.errors import InvalidValueError
from ictwg.locales import t
from ictwg.services.agenda import add_item
from ictwg.services.preparing.assembling import planned_meeting
from ictwg.services.preparing.reports import adoption_settings, decisions_of

if TYPE_CHECKING:
    from datetime import date

    from ictwg.domain.changes import Changes
    from ictwg.domain.state import State


def put_to(state: State, item: AgendaItem, today: date) -> Changes:
    """An item for adoption on the next agenda of the body that hears the reports; parked for it where none is planned.

    Raises:
        InvalidValueError: The item is the plenary's own.
    """
    meeting = state.get(Meeting, item.meeting)
    group = series_of(state, meeting.series) if meeting is not None and meeting.series else None
    if meeting is None or group is None:
        raise InvalidValueError(t("preparing.not_sub_group"), t("preparing.not_sub_group.hint"))
    target = planned_meeting(state, group.reports_to, today, None)
    own = tuple(decision for decision in decisions_of(state, meeting) if decision.item == item.id)
    spoken = next((found.language for found in state.all(Group)), None)
    (_, title), *more = adoption_settings(state, item, meeting, own, spoken)
    waits = () if target is not None else (AgendaItem.series(group.reports_to),)
    return add_item(state, target, str(title), *more, *waits)._replace(verb="verbs.put_to")
