"""Everything about one action: what stands in the pane beside a list, and in the box on a small screen."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ictwg.domain.records import Action, AgendaItem, Decision, DueChange, Meeting, Progress
from ictwg.domain.slips import is_slip
from ictwg.domain.values import ActionKind, ActionStatus, ShiftedBy
from ictwg.locales import t
from ictwg.services.following_up.owners import owners_in_words
from ictwg.services.records.days import short_day
from ictwg.services.records.detail import Detail, Section
from ictwg.services.records.lookup import shown_name, shown_reference
from ictwg.services.secretariat.lateness import why_late

if TYPE_CHECKING:
    from datetime import date

    from ictwg.domain.schema import Field, Record
    from ictwg.domain.state import State
    from ictwg.services.records.lookup import Lookup


def action_detail(lookup: Lookup, action: Action) -> Detail:
    sections = (
        Section(t("followup.detail.facts"), _facts(lookup, action)),
        Section(t("lateness.title"), why_late(lookup.state, action, lookup.today)),
        Section(t("followup.detail.origin"), _lines(_origin(lookup.state, action))),
        Section(t("followup.detail.progress"), _progress(lookup.state, action)),
        Section(t("followup.detail.moved"), _moved(lookup, action)),
        Section(t("followup.detail.evidence"), _lines(action.evidence)),
    )
    return Detail(shown_reference(lookup.state, action), action.text, tuple(s for s in sections if s.lines), action.id)


def origin_of(state: State, record: Action | Decision) -> Record | None:
    """The meeting's item in which it was said, else the meeting; what Enter jumps to."""
    return state.get(AgendaItem, record.item) or state.get(Meeting, record.meeting)


def _facts(lookup: Lookup, action: Action) -> tuple[str, ...]:
    named = owners_in_words(lookup.state, action)
    lacks = "" if action.kind is ActionKind.TASK else "–"
    owned = t("followup.fact", label=t(Action.owners.label_id), value=named or lacks) if named or lacks else ""
    fields: list[Field[Any]] = [Action.due, Action.status]
    if action.status is ActionStatus.WAITING:
        fields += [Action.waiting_on, Action.waiting_until]
    others: tuple[Field[Any], ...] = (Action.assignee, Action.priority, Action.review_on, Action.given_on)
    others += (Action.closed_on, Action.decision)
    fields += [field for field in others if field.of(action)]
    return (*filter(None, (owned,)), *_labelled(lookup, action, tuple(fields)), *_former(action))


def _labelled(lookup: Lookup, record: Record, fields: tuple[Field[Any], ...]) -> tuple[str, ...]:
    shown = [(field, field.show(field.of(record), lookup)) for field in fields]
    return tuple(t("followup.fact", label=t(field.label_id), value=value or "–") for field, value in shown)


def _former(action: Action) -> tuple[str, ...]:
    listed = ", ".join(action.former_references)
    return (t("followup.fact", label=t(Action.former_references.label_id), value=listed),) if listed else ()


def _origin(state: State, action: Action) -> str:
    meeting, item = state.get(Meeting, action.meeting), state.get(AgendaItem, action.item)
    return " · ".join(filter(None, (shown_name(state, meeting) if meeting else "", item.title if item else "")))


def _progress(state: State, action: Action) -> tuple[str, ...]:
    said = sorted(state.linked(Progress, Progress.action, action.id), key=lambda p: (str(p.on), p.id), reverse=True)
    return tuple("  ".join(filter(None, (_on(p.on), p.by, p.text))) for p in said)


def _moved(lookup: Lookup, action: Action) -> tuple[str, ...]:
    changes = sorted(lookup.state.linked(DueChange, DueChange.action, action.id), key=lambda c: (str(c.on), c.id))
    return tuple(_move(lookup, change) for change in changes)


def _move(lookup: Lookup, change: DueChange) -> str:
    before = DueChange.before.show(change.before, lookup) or "–"
    after = DueChange.after.show(change.after, lookup) or "–"
    how = "sooner" if change.by is ShiftedBy.OWNER and not is_slip(change) else change.by
    told = t(f"followup.moved_by.{how}", on=_on(change.on), before=before, after=after)
    return f"{told}: {change.reason}" if change.reason else told


def _lines(text: str) -> tuple[str, ...]:
    return tuple(text.splitlines()) if text else ()


def _on(day: date | None) -> str:
    return short_day(day) if day else ""
