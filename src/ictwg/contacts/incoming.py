"""Letters that come in, and their way: with the chair, the chair's order, the answer; or filed for information."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from typing import Any

from ictwg.actions.actions import add_action
from ictwg.domain.changes import Changes, Edit
from ictwg.domain.records import Action, IncomingLetter, Letter
from ictwg.domain.schema import Field
from ictwg.domain.state import State
from ictwg.domain.values import CLOSED, ActionKind, ActionStatus, IncomingStage
from ictwg.locales import t
from ictwg.records.lookup import Lookup, shown_name

ORDER: tuple[Field[Any], ...] = (
    IncomingLetter.order, IncomingLetter.ordered_by, IncomingLetter.assigned_to, IncomingLetter.answer_by,
)  # fmt: skip
"""What the chair writes on a letter (despacho): what is to be done, who says so, who does it, until when."""
_FIRST_DIGITS = re.compile(r"\d+")
_WAITING = frozenset({IncomingStage.NEW, IncomingStage.WITH_CHAIR, IncomingStage.TO_ANSWER})
MAY_BE: dict[str, frozenset[IncomingStage]] = {
    "to_chair": frozenset({IncomingStage.NEW}),
    "order": _WAITING - {IncomingStage.TO_ANSWER},
    "answer": _WAITING,
    "file": _WAITING,
}
"""From which stages each step is taken."""


def stage_of(letter: IncomingLetter) -> IncomingStage:
    """By its days: answered, filed, ordered to be answered, with the chair, or new."""
    if letter.answered_on is not None or letter.answered_by:
        return IncomingStage.ANSWERED
    if letter.filed_on is not None:
        return IncomingStage.FILED
    if letter.ordered_on is not None or letter.assigned_to:
        return IncomingStage.TO_ANSWER
    return IncomingStage.WITH_CHAIR if letter.with_chair_on is not None else IncomingStage.NEW


def is_unanswered(letter: IncomingLetter) -> bool:
    return stage_of(letter) in _WAITING


def unanswered(state: State) -> tuple[IncomingLetter, ...]:
    """Those that wait for somebody here, the longest first."""
    waiting = filter(is_unanswered, state.all(IncomingLetter))
    return tuple(sorted(waiting, key=lambda one: (str(one.received_on or ""), one.entry, one.id)))


def next_entry(state: State, on: date) -> str:
    """`12/2010`: what follows in the book of entries of the year."""
    ending = f"/{on.year}"
    entries = (one.entry for one in state.all(IncomingLetter) if one.entry.endswith(ending))
    counts = (int(found[0]) for entry in entries if (found := _FIRST_DIGITS.match(entry)) is not None)
    return f"{max(counts, default=0) + 1}{ending}"


def to_chair(state: State, letter: IncomingLetter, on: date) -> Changes:
    told = Edit("verbs.letter_with_chair", shown_name(state, letter))
    return told.update(letter, IncomingLetter.with_chair_on(on)).done()


def ordered(lookup: Lookup, letter: IncomingLetter, typed: Mapping[str, str]) -> Changes:
    """What the chair wrote on it, as typed; a task for whoever is to do it, by the day that was given."""
    state, on = lookup.state, lookup.today
    order, _, whom, until = said = [field.parse(typed[field.name], lookup) for field in ORDER]
    settings = (field(value) for field, value in zip(ORDER, said, strict=True))
    told = Edit("verbs.letter_ordered", shown_name(state, letter), letter)
    told.update(letter, *settings, IncomingLetter.ordered_on(on))
    to_do, task = (Action.assignee(whom), Action.due(until)), state.get(Action, letter.task)
    if task is not None:
        return told.update(task, *to_do).done()
    text = t("letters.task", letter=shown_name(state, letter), order=order).strip(" –")
    made = add_action(state, text, (), until, None, on, Action.assignee(whom), kind=ActionKind.TASK)
    return told.update(letter, IncomingLetter.task(made.created[0][1])).done().and_then(made)


def answered(state: State, letter: IncomingLetter, by: Letter | None, on: date) -> Changes:
    """By one of our letters, or otherwise; what was to be done about it is done."""
    told = Edit("verbs.letter_answered", shown_name(state, letter), letter)
    told.update(letter, IncomingLetter.answered_on(on), IncomingLetter.answered_by(by.id if by is not None else None))
    return told.done().and_then(_task_done(state, letter, on))


def filed(state: State, letter: IncomingLetter, on: date) -> Changes:
    """For information."""
    told = Edit("verbs.letter_filed", shown_name(state, letter)).update(letter, IncomingLetter.filed_on(on)).done()
    return told.and_then(_task_done(state, letter, on))


def _task_done(state: State, letter: IncomingLetter, on: date) -> Changes:
    told, task = Edit(""), state.get(Action, letter.task)
    if task is not None and task.status not in CLOSED:
        told.update(task, Action.status(ActionStatus.DONE), Action.closed_on(on))
    return told.done()
