"""Earlier decisions and overdue actions on the subject of an agenda item.

It belongs where it was decided or given under this item or one that it was carried over from, where it is linked, or
where the same words stand in both.
"""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING

from ictwg.domain.overdue import Deadlines
from ictwg.domain.records import Action, Decision, Meeting
from ictwg.domain.text import fold
from ictwg.domain.values import CLOSED, ActionKind
from ictwg.minutes.carry_over import chain
from ictwg.minutes.matters_arising import review
from ictwg.minutes.printed.labels import choice, day, label
from ictwg.minutes.printed.making_actions import meeting_name, promise

if TYPE_CHECKING:
    from ictwg.domain.records import AgendaItem
    from ictwg.minutes.printed.view import View


MOST = 5
"""Decisions told of one item."""


_WORD = re.compile(r"[^\W_]{4,}")


_STEM = 5
"""Letters by which two forms of a word are one: shelter, shelters."""


_ALIKE = 2
"""Words that two texts share where they are about one thing."""


_COMMON = frozenset(
    word
    for words in (
        "about action adopt adoption agenda also approval chair decision decisions draft final from general group",
        "have item items meeting meetings member members minutes national news next presentation progress proposal",
        "propose report reports review second session status system that their these this topic update updates visit",
        "which will with working para pela pelo reuniao grupo sobre como ordem proxima relatorio ponto",
        "rapat untuk dengan dari pada laporan kelompok kerja enkontru kona grupu servisu relatoriu",
    )
    for word in words.split()
)
"""Words that stand on every agenda."""


class Subjects:
    """Looks through the group's decisions and late actions for one meeting, and one reader."""

    def __init__(self, view: View, today: date) -> None:
        self._view = view
        self._until = max(view.on, today)
        self._decisions = sorted(filter(self._is_before, view.state.all(Decision)), key=_newest, reverse=True)
        self._words = {decision.id: words_of(decision.text) for decision in self._decisions}
        self._late = self._late_actions(Deadlines(view.state, today))

    def decided(self, item: AgendaItem) -> tuple[str, ...]:
        """What was decided on the subject of an item, the nearest first."""
        line, wanted = {one.id for one in chain(self._view.state, item)}, words_of(item.title)
        ranked = []
        for place, decision in enumerate(self._decisions):
            shared = len(wanted & self._words[decision.id])
            if decision.item in line or is_alike(wanted, shared):
                ranked.append((decision.item not in line, -shared, place, decision))
        return tuple(self._decision(one[-1]) for one in sorted(ranked, key=lambda one: one[:3])[:MOST])

    def late(self) -> tuple[str, ...]:
        """All that is late, by organization."""
        return tuple(self._action(action) for action in self._late)

    def late_on(self, item: AgendaItem) -> tuple[str, ...]:
        """What is late on the subject of an item."""
        line, wanted = {one.id for one in chain(self._view.state, item)}, words_of(item.title)
        return tuple(
            self._action(action)
            for action in self._late
            if action.item in line or is_alike(wanted, len(wanted & words_of(action.text)))
        )

    def _is_before(self, decision: Decision) -> bool:
        return decision.meeting != self._view.meeting.id and self._view.sees(decision)

    def _late_actions(self, deadlines: Deadlines) -> tuple[Action, ...]:
        """Those that are overdue, or will be when the meeting is held; in the order in which they are gone through."""
        view = self._view
        lines = review(view.state, view.meeting, deadlines.today)
        actions = (line.action for line in lines if line.action.status not in CLOSED)
        return tuple(a for a in actions if a.kind is ActionKind.ACTION and view.sees(a) and self._is_late(deadlines, a))

    def _is_late(self, deadlines: Deadlines, action: Action) -> bool:
        due = deadlines.day(action)
        return deadlines.overdue(action) or (isinstance(action.due, date) and due is not None and due < self._until)

    def _decision(self, decision: Decision) -> str:
        view = self._view
        meeting = view.state.get(Meeting, decision.meeting)
        told = meeting_name(meeting) if meeting is not None and view.sees(meeting) else ""
        when = day(decision.decided_on, view.language) if decision.decided_on else ""
        where = ", ".join(filter(None, (told, when)))
        said = f"{view.reference(decision)} {_line(decision.text)}".strip()
        return f"{said} ({where})" if where else said

    def _action(self, action: Action) -> str:
        """`MoJ (Ana): A-2010-014 Draft chapter 3, due 12 February 2010`."""
        view, said = self._view, promise(self._view, action)
        owners = ", ".join(said.owners) or (label("owner.everybody", view.language) if said.everybody else "")
        who = f"{owners} ({said.who})" if owners and said.who else owners or said.who
        told = f"{who or label('owner.none', view.language)}: {view.reference(action)} {_line(action.text)}"
        due = action.due
        when = day(due, view.language) if isinstance(due, date) else choice(due, view.language) if due else ""
        return f"{told}, {label('chair.due', view.language, day=when)}" if when else told


def words_of(text: str) -> frozenset[str]:
    """The words of a text that say what it is about."""
    return frozenset(word[:_STEM] for word in _WORD.findall(fold(text)) if word not in _COMMON and not word.isdigit())


def is_alike(wanted: frozenset[str], shared: int) -> bool:
    """Whether so many shared words make one subject; a title of one word needs that one."""
    return bool(wanted) and shared >= min(_ALIKE, len(wanted))


def _newest(decision: Decision) -> tuple[str, str, str]:
    return (str(decision.decided_on or ""), decision.reference, decision.id)


def _line(text: str) -> str:
    return " ".join(text.split())
