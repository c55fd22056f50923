"""What the group does beside its meetings: trainings, campaigns and the programmes that pay for them, as views."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from ictwg.domain.records import Campaign, Programme, Training
from ictwg.ui.declared_screen import TypesScreen
from ictwg.ui.keys import bindings_for

if TYPE_CHECKING:
    from ictwg.domain.schema import Record


class ProgrammeScreen(TypesScreen):
    BINDINGS: ClassVar = bindings_for("programme")
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

    def action_coverage(self) -> None:
        from ictwg.ui.screens.coverage import CoverageScreen

        self.app.push_screen(CoverageScreen())
