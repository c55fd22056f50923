"""When each item of an agenda begins, as far as its readers are told what takes how long."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from ictwg.domain.spans import clock_times
from ictwg.services.meeting.agenda import planned_minutes

if TYPE_CHECKING:
    from ictwg.exchange.agenda_sheet import AgendaLine
    from ictwg.exchange.sheet import MinutesSheet


def with_times(sheet: MinutesSheet, lines: tuple[AgendaLine, ...]) -> tuple[AgendaLine, ...]:
    """The clock runs by the items that this audience sees; behind a mark for others nobody can say."""
    minutes = planned_minutes((item.depth, line.minutes) for item, line in zip(sheet.items, lines, strict=True))
    begins = clock_times(sheet.start, minutes)
    timed = zip(sheet.items, lines, begins, strict=True)
    return tuple(line if item.restricted else replace(line, starts=starts) for item, line, starts in timed)
