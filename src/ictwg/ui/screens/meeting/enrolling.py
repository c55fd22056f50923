"""A representative of the day becomes somebody of the register: from the roll, or while they are only announced."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ictwg.domain.values import Function
from ictwg.locales import t
from ictwg.meetings import attendance
from ictwg.ui.modals.choose import Choose
from ictwg.ui.widgets.completion import Choice

if TYPE_CHECKING:
    from ictwg.meetings.attendance import RollLine
    from ictwg.ui.screens.meeting.pane import MeetingPane

_FUNCTIONS = (Function.ALTERNATE, Function.FOCAL_POINT, Function.GUEST)


async def enrol(pane: MeetingPane, line: RollLine | None) -> None:
    """Asks with which function, and enters them. For workers."""
    if line is None or line.record is None or line.person or not line.name:
        name = line.shown_name if line else ""
        pane.open_screen.tell(t("minutes_screen.attendance.not_a_visitor", name=name))
        return
    record = line.record
    options = tuple(Choice(str(one), t(f"choices.function.{one}")) for one in _FUNCTIONS)
    chosen = await pane.app.push_screen_wait(Choose(t("minutes_screen.attendance.enrol", name=line.name), options))
    if chosen is not None:
        pane.open_screen.carry_out(lambda: attendance.enrol(pane.state, record, pane.meeting, Function(chosen)))
