"""What the group does beside its meetings: trainings, campaigns and the programmes that pay for them, as views."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ictwg.domain.records import Campaign, Programme, Training
from ictwg.ui.record_detail import TypesScreen

if TYPE_CHECKING:
    from ictwg.domain.schema import Record


class ProgrammeScreen(TypesScreen):
    KINDS = (Training, Campaign, Programme)

    def __init__(self) -> None:
        super().__init__(self.KINDS)

    @property
    def heading(self) -> str:
        """None: the top line says where one is."""
        return ""

    @property
    def view_title(self) -> str:
        return self.view_label(self._view)

    def view_of(self, record: Record) -> str:
        return record.TABLE

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Nothing lies behind an area."""
        return False if action == "back" else super().check_action(action, parameters)
