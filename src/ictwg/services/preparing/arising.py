"""What matters arising goes through: the open actions and those closed since, by organization, with what was said.

Beside them whom to speak to before: members who have missed three meetings of the body in a row.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ictwg.domain.records import Action
from ictwg.locales import t
from ictwg.services.members.attendance_over_time import members_staying_away
from ictwg.services.minuting.review import review
from ictwg.services.records.days import short_day

if TYPE_CHECKING:
    from datetime import date

    from ictwg.domain.records import Meeting
    from ictwg.domain.state import State
    from ictwg.services.minuting.review import ReviewLine


def arising_lines(state: State, meeting: Meeting, today: date) -> tuple[str, ...]:
    """One line each, by organization in protocol order, the overdue first; those to confirm come last."""
    return tuple(action_line(line) for line in review(state, meeting, today))


def away_lines(state: State, series: str, today: date) -> tuple[str, ...]:
    """One line for each member of a body who stays away, with apologies or without."""
    rows = members_staying_away(state, today, series)
    named = ((row.acronym or row.name, row.missed.words()) for row in rows)
    return tuple(t("preparing.away", organization=organization, missed=missed) for organization, missed in named)


def action_line(line: ReviewLine) -> str:
    """`MoJ: A-2010-014 Draft chapter 3 · due 12 Feb 2010, overdue · “first draft sent” (1 Mar 2010)`."""
    who = line.organization or line.owners or t("preparing.nobody")
    said = (f"{who}: {line.reference} {line.text}".replace("\n", " "), _due(line), _update(line))
    return " · ".join(filter(None, said))


def _due(line: ReviewLine) -> str:
    if line.confirm:
        return t("preparing.to_confirm", status=Action.status.label(line.status))
    due = t("preparing.due", day=line.due) if line.due else ""
    return ", ".join(filter(None, (due, t("preparing.overdue") if line.overdue else "")))


def _update(line: ReviewLine) -> str:
    if not line.update:
        return ""
    said = " ".join(line.update.split())
    return t("preparing.update", text=said, day=short_day(line.updated)) if line.updated else f"“{said}”"
