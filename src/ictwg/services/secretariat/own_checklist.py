"""The group's own checklist: what travels with the program, copied into the group's file once somebody changes it.

A step is typed as its working days and what is to be done: `-10 Send the invitation`, `0 …` on the day, `3 …` after it.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ictwg.domain.changes import Edit
from ictwg.domain.ids import derived_id
from ictwg.domain.records import ChecklistLine, Meeting
from ictwg.errors import InvalidValueError
from ictwg.locales import t
from ictwg.services.secretariat.checklists import Step, own_key, own_lines, steps

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from ictwg.domain.changes import Changes
    from ictwg.domain.schema import Setting
    from ictwg.domain.state import State
    from ictwg.domain.values import MeetingKind

_TYPED = re.compile(r"\s*([-−–+]?)\s*(\d{1,3})\s+(\S.*)")


def typed_step(step: Step) -> str:
    return f"{step.days} {step.text}"


def read_step(text: str) -> tuple[int, str]:
    """Days, negative before the meeting, and what is to be done.

    Raises:
        InvalidValueError: It does not begin with a number of days.
    """
    read = _TYPED.fullmatch(text)
    if read is None:
        raise InvalidValueError(t("tasks.own.not_a_step", text=text), t("tasks.own.not_a_step.hint"))
    sign, days, what = read.groups()
    return (int(days) if sign in ("", "+") else -int(days)), what.strip()


def keep_checklist(state: State, kind: MeetingKind, typed: Mapping[str, str], more: Sequence[str] = ()) -> Changes:
    """The checklist of a kind of meeting as it was typed, from now on the group's own.

    Args:
        typed: By the key of the step; an empty text takes it out. Without any step, the program's own is back.
        more: New steps.

    Raises:
        InvalidValueError: A step cannot be read.
    """
    edit = Edit("verbs.checklist_kept", Meeting.kind.label(kind))
    own = {own_key(line): line for line in own_lines(state, kind)}
    for step in steps(state, kind):
        text, line = typed.get(step.key, typed_step(step)).strip(), own.get(step.key)
        if line is not None and text:
            edit.update(line, *_said(text))
        elif line is not None:
            edit.remove(line)
        elif text:
            key = f"{kind}/{step.key}"
            id = derived_id(state.db, ChecklistLine.TABLE, (key,))
            of = (ChecklistLine.kind(kind), ChecklistLine.key(key), ChecklistLine.ticked_by(step.ticked_by))
            edit.create(ChecklistLine, id, *of, *_said(text))
    for text in filter(str.strip, more):
        edit.create(ChecklistLine, state.new_id(), ChecklistLine.kind(kind), *_said(text))
    return edit.done()


def _said(text: str) -> tuple[Setting, ...]:
    days, what = read_step(text)
    return ChecklistLine.text(what), ChecklistLine.days(abs(days)), ChecklistLine.after(days > 0)
