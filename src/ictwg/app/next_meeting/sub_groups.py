"""What sub-groups bring to the body that they report to: reports, and decisions for adoption."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from ictwg.app.next_meeting.proposal import Preparing, Proposed, points, topic
from ictwg.domain.access import effective, strictest, visible
from ictwg.domain.agenda import agenda_of
from ictwg.domain.calendar import short_day
from ictwg.domain.changes import Changes
from ictwg.domain.records import Action, AgendaItem, Decision, Meeting, Series
from ictwg.domain.roster import holder_of, owners_in_words, reporting_to, series_of
from ictwg.domain.schema import Field, Setting
from ictwg.domain.state import State
from ictwg.domain.text import one_line
from ictwg.domain.values import CLOSED, ActionKind, Audience, Function, MeetingState, Purpose
from ictwg.errors import InvalidValueError
from ictwg.locales import t
from ictwg.meetings.agenda import add_item
from ictwg.minutes.item_outcomes import planned_meeting
from ictwg.records.group import spoken_in
from ictwg.records.lookup import short_title, shown_name, shown_reference


def sub_group_reports(now: Preparing) -> Iterator[Proposed]:
    """An item for each sub-group that has met since the last meeting."""
    for group in reporting_to(now.state, now.meeting.series):
        met = met_since(now, group)
        if met:
            yield _report(now, group, met)


def for_adoption(now: Preparing) -> Iterator[Proposed]:
    """The decisions and papers of those meetings, for whoever wants them adopted here: none comes by itself."""
    for group in reporting_to(now.state, now.meeting.series):
        for meeting in met_since(now, group):
            yield from _to_adopt(now, group, meeting)


def met_since(now: Preparing, group: Series) -> tuple[Meeting, ...]:
    """The meetings of a sub-group since the last one of the body that hears of them, the oldest first."""
    since = now.last.date if now.last is not None else None
    until = now.meeting.date
    held = (m for m in now.state.all(Meeting) if m.series == group.code and m.state is MeetingState.HELD and m.date)
    found = [m for m in held if (since is None or _day(m) > since) and (until is None or _day(m) <= until)]
    return tuple(sorted(found, key=lambda m: (_day(m), m.id)))


def decisions_of(state: State, meeting: Meeting) -> tuple[Decision, ...]:
    found = state.linked(Decision, Decision.meeting, meeting.id)
    return tuple(sorted(found, key=lambda one: (one.reference, one.id)))


def adoption_settings(
    state: State, put: AgendaItem | Decision, meeting: Meeting, decisions: tuple[Decision, ...], spoken: str | None
) -> tuple[Setting, ...]:
    """The item by which a body is asked to adopt what a sub-group has decided, under an item or none, or its paper."""
    item = put if isinstance(put, AgendaItem) else None
    seen = strictest(effective(state, put), *(effective(state, decision) for decision in decisions))
    named = (shown_name(state, meeting), *(shown_reference(state, decision) for decision in decisions))
    proposed = "\n".join(decision.text for decision in decisions) or (item.proposed_decision if item else "")
    title = item.title if item else short_title(put)
    return (
        AgendaItem.title(t("preparing.title.adopt", lang=spoken, title=title)),
        AgendaItem.purpose(Purpose.DECISION),
        AgendaItem.proposed_decision(proposed),
        AgendaItem.background(t("preparing.background.adopt", lang=spoken, source=", ".join(named))),
        AgendaItem.papers(put.papers),
        AgendaItem.audience(seen),
        *((AgendaItem.carried_from(item.id),) if item else ()),
    )


def _report(now: Preparing, group: Series, met: tuple[Meeting, ...]) -> Proposed:
    audience = now.meeting.audience
    told = [line for meeting in met for line in _meeting_lines(now, meeting, audience)]
    named = ", ".join(shown_name(now.state, meeting) for meeting in met)
    chair = holder_of(now.state, group.code, Function.CHAIR, _day(met[-1])) or met[-1].chair
    title = t("preparing.title.report", lang=now.spoken, name=group.name or group.code)
    settings = topic(title, Purpose.INFORMATION, points(told), AgendaItem.presenter(chair))
    why = t("preparing.why.report", meetings=named, count=len(met))
    return Proposed(f"report:{group.code}", why, settings, tuple(told))


def _meeting_lines(now: Preparing, meeting: Meeting, audience: Audience) -> Iterator[str]:
    """The meeting, its decisions and what is still open of its actions, as far as the readers of the item may know."""
    state = now.state
    if not visible(state, meeting, audience):
        return
    yield " · ".join(filter(None, (shown_name(state, meeting), short_day(_day(meeting)))))
    for decision in decisions_of(state, meeting):
        if visible(state, decision, audience):
            yield f"{shown_reference(state, decision)} {one_line(decision.text)}"
    actions = state.linked(Action, Action.meeting, meeting.id)
    for action in sorted(actions, key=lambda one: (one.reference, one.id)):
        is_open = action.kind is ActionKind.ACTION and action.status not in CLOSED
        if is_open and visible(state, action, audience):
            yield _action_line(state, action)


def _action_line(state: State, action: Action) -> str:
    owners = owners_in_words(state, action)
    said = f"{shown_reference(state, action)} {one_line(action.text)}"
    return f"{said} ({owners})" if owners else said


def _to_adopt(now: Preparing, group: Series, meeting: Meeting) -> Iterator[Proposed]:
    put, decided = _put_already(now), decisions_of(now.state, meeting)
    for line in agenda_of(now.state, meeting):
        item = line.item
        own = tuple(decision for decision in decided if decision.item == item.id)
        if item.id not in put and (own or item.papers):
            why = t(
                f"preparing.why.{'decided' if own else 'paper'}",
                group=group.code,
                meeting=shown_name(now.state, meeting),
            )
            settings = adoption_settings(now.state, item, meeting, own, now.spoken)
            yield Proposed(f"adopt:{item.id}", why, settings, kept=False)


def _put_already(now: Preparing) -> set[str]:
    """What a sub-group brought is on an agenda of this body, or waits for one, already."""
    found = set()
    for item in now.state.all(AgendaItem):
        home = now.state.get(Meeting, item.meeting)
        series = home.series if home is not None else item.series
        if item.carried_from and series == now.meeting.series:
            found.add(item.carried_from)
    return found


def _day(meeting: Meeting) -> date:
    assert meeting.date is not None  # noqa: S101 - the callers looked
    return meeting.date


_TO_COME = (MeetingState.PLANNED, MeetingState.POSTPONED)


def put_to(state: State, item: AgendaItem, today: date) -> Changes:
    """An item for adoption on the next agenda of the body that hears the reports; parked for it where none is planned.

    Raises:
        InvalidValueError: The item is the plenary's own, or stands there already.
    """
    meeting = _of_sub_group(state, item)
    own = tuple(decision for decision in decisions_of(state, meeting) if decision.item == item.id)
    return _put(state, meeting, adoption_settings(state, item, meeting, own, spoken_in(state)), today)


def put_decision(state: State, decision: Decision, today: date) -> Changes:
    """The same from the register: with all that was decided under its item, so that one subject is put once.

    Raises:
        InvalidValueError: The decision is the plenary's own, or stands there already.
    """
    meeting, item = _of_sub_group(state, decision), state.get(AgendaItem, decision.item)
    if item is not None and item.meeting == meeting.id:
        return put_to(state, item, today)
    return _put(state, meeting, adoption_settings(state, decision, meeting, (decision,), spoken_in(state)), today)


def may_be_put(state: State, record: AgendaItem | Decision) -> bool:
    """Whether it is a sub-group's."""
    meeting = state.get(Meeting, record.meeting)
    return meeting is not None and bool(meeting.series)


def _of_sub_group(state: State, record: AgendaItem | Decision) -> Meeting:
    meeting = state.get(Meeting, record.meeting)
    if meeting is None or not meeting.series or series_of(state, meeting.series) is None:
        raise InvalidValueError(t("preparing.not_sub_group"), t("preparing.not_sub_group.hint"))
    return meeting


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
