"""The detail of an action or task, and why it is overdue."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from ictwg.decisions.decisions import origin
from ictwg.domain.calendar import short_day
from ictwg.domain.overdue import Deadlines, Gap, is_slip
from ictwg.domain.records import Action, AgendaItem, Decision, DueChange, Meeting, Progress
from ictwg.domain.roster import owners_in_words
from ictwg.domain.schema import Field, Record
from ictwg.domain.state import State
from ictwg.domain.values import ActionKind, ActionStatus, MinutesState, ShiftedBy
from ictwg.locales import t
from ictwg.records.lookup import Lookup, shown_reference
from ictwg.records.tables import Detail, DetailSection, detail


def action_detail(lookup: Lookup, action: Action) -> Detail:
    sections = (
        DetailSection(t("followup.detail.facts"), _facts(lookup, action)),
        DetailSection(t("lateness.title"), why_late(lookup.state, action, lookup.today)),
        DetailSection(t("records.meeting"), tuple(origin(lookup.state, action).splitlines())),
        DetailSection(t("followup.detail.progress"), _progress(lookup.state, action)),
        DetailSection(t("followup.detail.moved"), _moved(lookup, action)),
        DetailSection(t("records.action.evidence"), tuple(action.evidence.splitlines())),
    )
    text = action.text or t("redacting.removed")
    return detail(shown_reference(lookup.state, action), text, sections, action.id)


def origin_of(state: State, record: Action | Decision) -> Record | None:
    """The meeting's item in which it was said, else the meeting; what Enter jumps to."""
    return state.get(AgendaItem, record.item) or state.get(Meeting, record.meeting)


def _facts(lookup: Lookup, action: Action) -> tuple[str, ...]:
    named = owners_in_words(lookup.state, action)
    lacks = "" if action.kind is ActionKind.TASK else "–"
    owned = f"{t(Action.owners.screen_id)}: {named or lacks}" if named or lacks else ""
    fields: list[Field[Any]] = [Action.due, Action.status]
    if action.status is ActionStatus.WAITING:
        fields += [Action.waiting_on, Action.waiting_until]
    others: tuple[Field[Any], ...] = (Action.assignee, Action.priority, Action.review_on, Action.given_on)
    others += (Action.closed_on, Action.decision, *Action.printed_fields())
    fields += [field for field in others if field.of(action)]
    return (*filter(None, (owned,)), *_labelled(lookup, action, tuple(fields)), *_former(action))


def _labelled(lookup: Lookup, record: Record, fields: tuple[Field[Any], ...]) -> tuple[str, ...]:
    shown = [(field, field.show(field.of(record), lookup)) for field in fields]
    return tuple(f"{t(field.label_id)}: {value or '–'}" for field, value in shown)


def _former(action: Action) -> tuple[str, ...]:
    listed = ", ".join(action.former_references)
    return (f"{t(Action.former_references.label_id)}: {listed}",) if listed else ()


def _progress(state: State, action: Action) -> tuple[str, ...]:
    said = sorted(state.linked(Progress, Progress.action, action.id), key=lambda p: (str(p.on), p.id), reverse=True)
    return tuple("  ".join(filter(None, (short_day(p.on), p.by, p.text))) for p in said)


def _moved(lookup: Lookup, action: Action) -> tuple[str, ...]:
    changes = sorted(lookup.state.linked(DueChange, DueChange.action, action.id), key=lambda c: (str(c.on), c.id))
    return tuple(_move(lookup, change) for change in changes)


def _move(lookup: Lookup, change: DueChange) -> str:
    before = DueChange.before.show(change.before, lookup) or "–"
    after = DueChange.after.show(change.after, lookup) or "–"
    how = "sooner" if change.by is ShiftedBy.OWNER and not is_slip(change) else change.by
    told = t(f"followup.moved_by.{how}", on=short_day(change.on), before=before, after=after)
    return f"{told}: {change.reason}" if change.reason else told


_NEEDS_THE_INVITATION = ("invite",)
_NEEDS_THE_AGENDA = ("agenda_and_papers",)

_NEEDS_THE_MINUTES = ("circulate_draft_minutes", "comments_close", "final_minutes_and_matrix")
"""Steps of the checklist that wait for what the chair has on the table."""


def why_late(state: State, action: Action, today: date) -> tuple[str, ...]:
    """How many working days, then each reason in a line; nothing where it is not late."""
    deadlines = Deadlines(state, today)
    day = deadlines.day(action)
    if day is None or not deadlines.overdue(action):
        return ()
    from ictwg.records.group import calendar_of

    days = calendar_of(state).working_days_between(day, today)
    return (t("lateness.days", count=days) if days else t("lateness.today"), *_reasons(state, action, deadlines))


def _reasons(state: State, action: Action, deadlines: Deadlines) -> Iterator[str]:
    if action.status is ActionStatus.WAITING:
        yield _waiting(action, deadlines.today)
    if action.kind is ActionKind.TASK:
        if not (action.assignee or action.person or action.owners):
            yield t("lateness.nobody")
        meeting = state.get(Meeting, action.meeting)
        if meeting is not None and action.template_line:
            yield from _of_a_step(action, meeting)
    else:
        gaps = deadlines.gaps(action)
        yield from (t(f"lateness.{gap}") for gap in (Gap.NO_OWNER, Gap.UNKNOWN_OWNER, Gap.OWNER_LEFT) if gap in gaps)
        said = [row.on for row in state.linked(Progress, Progress.action, action.id) if row.on]
        yield t("lateness.last_heard", day=short_day(max(said))) if said else t("lateness.never_heard")
    moves = state.linked(DueChange, DueChange.action, action.id)
    if slips := sum(map(is_slip, moves)):
        yield t("lateness.put_off", count=slips)


def _waiting(action: Action, today: date) -> str:
    until, on = action.waiting_until, action.waiting_on or "–"
    if until is None:
        return t("lateness.waiting", on=on)
    return t("lateness.waited" if until < today else "lateness.waiting_until", on=on, day=short_day(until))


def _of_a_step(task: Action, meeting: Meeting) -> Iterator[str]:
    """A step of a checklist: planned too late for it, or the chair has not let go."""
    if task.given_on is not None and task.due == task.given_on:
        yield t("lateness.planned_late", day=short_day(task.given_on))
    invited, signed = meeting.invitation_sent_to_chair, meeting.invitation_cleared
    if task.template_line in _NEEDS_THE_INVITATION and invited and not signed:
        yield t("lateness.invitation_with_chair", day=short_day(invited))
    sent, cleared = meeting.agenda_sent_to_chair, meeting.agenda_cleared
    if task.template_line in _NEEDS_THE_AGENDA and sent and not cleared:
        yield t("lateness.agenda_with_chair", day=short_day(sent))
    if task.template_line in _NEEDS_THE_MINUTES:
        yield from _minutes(meeting)


def _minutes(meeting: Meeting) -> Iterator[str]:
    if meeting.minutes_state is MinutesState.WITH_CHAIR and meeting.sent_to_chair:
        yield t("lateness.minutes_with_chair", day=short_day(meeting.sent_to_chair))
    elif meeting.minutes_state is MinutesState.DRAFT:
        yield t("lateness.minutes_draft")
