"""A decision or a paper of a sub-group, put to the body that it reports to for adoption."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ictwg.app.next_meeting.assembling import planned_meeting
from ictwg.app.next_meeting.reports import adoption_settings, decisions_of
from ictwg.domain.access import effective
from ictwg.domain.bodies import series_of
from ictwg.domain.records import AgendaItem, Group, Meeting
from ictwg.domain.values import MeetingState, Purpose
from ictwg.errors import InvalidValueError
from ictwg.locales import t
from ictwg.meetings.agenda import add_item
from ictwg.records.lookup import short_title, shown_name, shown_reference

if TYPE_CHECKING:
    from datetime import date
    from typing import Any

    from ictwg.domain.changes import Changes
    from ictwg.domain.records import Decision
    from ictwg.domain.schema import Field, Setting
    from ictwg.domain.state import State


_TO_COME = (MeetingState.PLANNED, MeetingState.POSTPONED)


def put_to(state: State, item: AgendaItem, today: date) -> Changes:
    """An item for adoption on the next agenda of the body that hears the reports; parked for it where none is planned.

    Raises:
        InvalidValueError: The item is the plenary's own, or stands there already.
    """
    meeting = _of_sub_group(state, item)
    own = tuple(decision for decision in decisions_of(state, meeting) if decision.item == item.id)
    return _put(state, meeting, adoption_settings(state, item, meeting, own, _spoken(state)), today)


def put_decision(state: State, decision: Decision, today: date) -> Changes:
    """The same from the register: with all that was decided under its item, so that one subject is put once.

    Raises:
        InvalidValueError: The decision is the plenary's own, or stands there already.
    """
    meeting, item = _of_sub_group(state, decision), state.get(AgendaItem, decision.item)
    if item is not None and item.meeting == meeting.id:
        return put_to(state, item, today)
    return _put(state, meeting, _by_itself(state, decision, meeting), today)


def may_be_put(state: State, record: AgendaItem | Decision) -> bool:
    """Whether it is a sub-group's."""
    meeting = state.get(Meeting, record.meeting)
    return meeting is not None and bool(meeting.series)


def _of_sub_group(state: State, record: AgendaItem | Decision) -> Meeting:
    meeting = state.get(Meeting, record.meeting)
    if meeting is None or not meeting.series or series_of(state, meeting.series) is None:
        raise InvalidValueError(t("preparing.not_sub_group"), t("preparing.not_sub_group.hint"))
    return meeting


def _by_itself(state: State, decision: Decision, meeting: Meeting) -> tuple[Setting, ...]:
    """A decision that stands under no item."""
    spoken, source = _spoken(state), f"{shown_name(state, meeting)}, {shown_reference(state, decision)}"
    return (
        AgendaItem.title(t("preparing.title.adopt", lang=spoken, title=short_title(decision))),
        AgendaItem.purpose(Purpose.DECISION),
        AgendaItem.proposed_decision(decision.text),
        AgendaItem.background(t("preparing.background.adopt", lang=spoken, source=source)),
        AgendaItem.papers(decision.papers),
        AgendaItem.audience(effective(state, decision)),
    )


def _put(state: State, meeting: Meeting, settings: tuple[Setting, ...], today: date) -> Changes:
    group = series_of(state, meeting.series)
    assert group is not None  # noqa: S101 - `_of_sub_group` has looked
    target = planned_meeting(state, group.reports_to, today, None)
    _refuse_twice(state, group.reports_to, settings)
    (_, title), *more = settings
    waits = () if target is not None else (AgendaItem.series(group.reports_to),)
    return add_item(state, target, str(title), *more, *waits)._replace(verb="verbs.put_to")


def _refuse_twice(state: State, series: str, settings: tuple[Setting, ...]) -> None:
    """A subject stands on one agenda to come, or waits for one, once."""
    raw: dict[Field[Any], object] = dict(settings)
    same = (AgendaItem.carried_from,) if AgendaItem.carried_from in raw else (AgendaItem.title, AgendaItem.background)
    for item in state.all(AgendaItem):
        meeting = state.get(Meeting, item.meeting)
        body, is_to_come = (meeting.series, meeting.state in _TO_COME) if meeting else (item.series, True)
        if is_to_come and body == series and all(item.row.get(field.name) == raw[field] for field in same):
            on = t("preparing.on_agenda", meeting=shown_name(state, meeting)) if meeting else t("preparing.parked")
            raise InvalidValueError(t("preparing.put_already", title=short_title(item), where=on))


def _spoken(state: State) -> str | None:
    return next((found.spoken for found in state.all(Group)), None)
