"""What is copied for a message: actions by owner, a meeting, who has not answered, and by what a person is reached."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from ictwg.actions.action_rows import ActionRow
from ictwg.domain.access import strictest, tells_delays, visible
from ictwg.domain.agenda import agenda_of
from ictwg.domain.calendar import short_day
from ictwg.domain.records import Action, AgendaItem, Decision, Meeting, Person
from ictwg.domain.seen import AudienceView
from ictwg.domain.state import State
from ictwg.domain.values import ActionStatus, Audience
from ictwg.locales import t
from ictwg.meetings.meetings import meeting_row
from ictwg.minutes.lines import as_text, minute_lines
from ictwg.minutes.printed.making import minutes_sheet
from ictwg.minutes.printed.sheet import SheetItem
from ictwg.papers.markdown import beginning, plain
from ictwg.papers.words import label

if TYPE_CHECKING:
    from ictwg.decisions.decision_rows import DecisionRow


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
    seen = seen if tells_delays(audience) else [row._replace(late=False) for row in seen]
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


def readers(meeting: Meeting) -> Audience:
    """Whom a copy is for where nobody asks: the members, or those few who may see the meeting."""
    return strictest(Audience.MEMBERS, meeting.audience)


def copy_meeting(state: State, meeting: Meeting, audience: Audience) -> Copy:
    """One line that names the meeting."""
    if not visible(state, meeting, audience):
        return Copy("", 0, 1)
    row = meeting_row(state, meeting)
    return Copy(f"{row.reference} {row.day} {row.short_title}".rstrip(), 1, 0)


def copy_agenda(state: State, meeting: Meeting, today: date, audience: Audience) -> Copy:
    """The items as a list, numbered as in the agenda that is sent to these readers.

    Raises:
        InvalidValueError: They may not see the meeting.
    """
    sheet = minutes_sheet(state, meeting, audience, today)
    lines = [_item(item, sheet.language) for item in sheet.items if item.id or item.restricted]
    told = sum(bool(item.id) for item in sheet.items)
    return Copy("\n".join(lines), told, len(agenda_of(state, meeting)) - told)


def copy_lines(state: State, meeting: Meeting, item: AgendaItem | None, audience: Audience) -> Copy:
    """The lines of one item, or those of no item."""
    told = minute_lines(AudienceView(state, audience), meeting, item)
    return Copy(as_text(told), len(told), len(minute_lines(state, meeting, item)) - len(told))


def _item(item: SheetItem, language: str) -> str:
    title = f"[{label('restricted', language)}]" if item.restricted else item.title.strip()
    return f"{'  ' * item.number.count('.')}- {item.number} {title}"


def reached_by(state: State, person: str) -> str:
    """Phone, e-mail, and through whom to ask: for the secretariat alone."""
    found = state.get(Person, person)
    if found is None:
        return ""
    through = " ".join(filter(None, (found.ask_through, found.ask_through_phone)))
    asked_through = t("invitation.ask_through", who=through) if through else ""
    return " · ".join(filter(None, (found.phone, found.email, asked_through)))
