"""A list of actions as markdown, for a message: by owner, one bullet each, only what its readers may see."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from ictwg.domain.access import visible
from ictwg.domain.records import Action, Decision
from ictwg.domain.values import ActionStatus, Audience
from ictwg.exchange.escaping import beginning, plain
from ictwg.locales import t
from ictwg.services.records.days import short_day

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from ictwg.domain.state import State
    from ictwg.services.deciding.decision_rows import DecisionRow
    from ictwg.services.following_up.row_maker import ActionRow


class Copy(NamedTuple):
    """The text, how many it lists, and how many it leaves out because they are not for these readers."""

    text: str
    """Empty where nothing is listed."""
    listed: int
    left_out: int


def copy_actions(
    state: State, rows: Iterable[ActionRow], today: date, title: str, audience: Audience = Audience.CORE
) -> Copy:
    """What `audience` may see of these rows; tasks are the secretariat's alone."""
    unique = list({row.action: row for row in rows}.values())
    seen = [row for row in unique if _may_see(state, row, audience)]
    return Copy(_list(title, today, _by_owner(seen)), len(seen), len(unique) - len(seen))


def copy_decisions(
    state: State, rows: Iterable[DecisionRow], today: date, title: str, audience: Audience = Audience.CORE
) -> Copy:
    """What `audience` may see of these decisions, one bullet each."""
    listed = list(rows)
    found = ((row, state.get(Decision, row.id)) for row in listed)
    seen = [row for row, decision in found if decision is not None and visible(state, decision, audience)]
    lines = ["", *map(_decision_bullet, seen)] if seen else []
    return Copy(_list(title, today, lines), len(seen), len(listed) - len(seen))


def _list(title: str, today: date, lines: list[str]) -> str:
    """Under its heading; nothing at all where there is nothing to list."""
    return "\n".join([f"**{plain(title)}** – {short_day(today)}", *lines, ""]) if lines else ""


def _decision_bullet(row: DecisionRow) -> str:
    status = t(f"choices.implementation.{row.status}")
    return "- " + beginning(" – ".join(filter(None, (row.reference, plain(row.text), status))))


def _may_see(state: State, row: ActionRow, audience: Audience) -> bool:
    action = state.get(Action, row.action)
    return action is not None and visible(state, action, audience)


def _by_owner(rows: list[ActionRow]) -> list[str]:
    lines: list[str] = []
    owners: dict[str, list[ActionRow]] = {}
    for row in rows:
        owners.setdefault(row.owners or row.assignee, []).append(row)
    for owner, owned in owners.items():
        lines += ["", f"**{plain(owner or t('followup.nobody'))}**", "", *(_bullet(row) for row in owned)]
    return lines


def _bullet(row: ActionRow) -> str:
    return "- " + beginning(" – ".join(filter(None, (row.reference, plain(row.text), _when(row), _state(row)))))


def _when(row: ActionRow) -> str:
    if not row.due:
        return ""
    return t("followup.copied_late" if row.late else "followup.copied_due", due=row.due)


def _state(row: ActionRow) -> str:
    if row.status is ActionStatus.OPEN:
        return ""
    return t(f"choices.action_status.{row.status}")
