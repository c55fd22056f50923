"""What is copied of a meeting, for a message: its name, its agenda or its lines, only what the readers may see."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ictwg.domain.access import strictest, visible
from ictwg.domain.agenda import agenda_of
from ictwg.domain.seen import Seen
from ictwg.domain.values import Audience
from ictwg.exchange.labels import label
from ictwg.services.exporting.sheets import minutes_sheet
from ictwg.services.following_up.action_copy import Copy
from ictwg.services.meeting.meeting_list import meeting_row
from ictwg.services.minuting.minute_lines import as_text, minute_lines

if TYPE_CHECKING:
    from datetime import date

    from ictwg.domain.records import AgendaItem, Meeting
    from ictwg.domain.state import State
    from ictwg.exchange.sheet import Item


def readers(meeting: Meeting) -> Audience:
    """Whom a copy is for where nobody asks: the members, or those few who may see the meeting."""
    return strictest(Audience.MEMBERS, meeting.audience)


def copy_meeting(state: State, meeting: Meeting, audience: Audience) -> Copy:
    """One line that names the meeting."""
    if not visible(state, meeting, audience):
        return Copy("", 0, 1)
    row = meeting_row(state, meeting)
    return Copy(f"{row.reference} {row.day} {row.title}".rstrip(), 1, 0)


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
    told = minute_lines(Seen(state, audience), meeting, item)
    return Copy(as_text(told), len(told), len(minute_lines(state, meeting, item)) - len(told))


def _item(item: Item, language: str) -> str:
    title = f"[{label('restricted', language)}]" if item.restricted else item.title.strip()
    return f"{'  ' * item.number.count('.')}- {item.number} {title}"
