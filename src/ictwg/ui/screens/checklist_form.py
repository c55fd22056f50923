"""The form of the group's own checklist: a line for each step, and some for new ones."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ictwg.errors import IctwgError
from ictwg.locales import t
from ictwg.tasks.checklists import keep_checklist, read_step, steps, typed_step
from ictwg.ui.widgets.form import FormField

if TYPE_CHECKING:
    from ictwg.domain.changes import Changes
    from ictwg.domain.state import State
    from ictwg.domain.values import MeetingKind

NEW = ("*new*1", "*new*2", "*new*3")
"""Names of the empty lines."""


def checklist_form(state: State, kind: MeetingKind) -> tuple[FormField, ...]:
    known = tuple((step.key, str(number), typed_step(step)) for number, step in enumerate(steps(state, kind), 1))
    new = tuple((name, t("tasks.own.new"), "") for name in NEW)
    told = t("tasks.own.help")
    return tuple(
        FormField(name, label, help=told, value=value, validate=_complaint) for name, label, value in (*known, *new)
    )


def keep(state: State, kind: MeetingKind, values: dict[str, str]) -> Changes:
    typed = {name: text for name, text in values.items() if name not in NEW}
    return keep_checklist(state, kind, typed, [values[name] for name in NEW])


def _complaint(text: str) -> str | None:
    try:
        read_step(text)
    except IctwgError as error:
        return error.hint
    return None
