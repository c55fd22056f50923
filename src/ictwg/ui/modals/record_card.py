"""All that is known of one record, for screens without a pane beside the list; Enter goes to where it comes from."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, cast

from textual.containers import VerticalScroll

from ictwg.ui.keys import bindings_for, bindings_with
from ictwg.ui.modals.box import Box
from ictwg.ui.widgets.detail import DetailPane

if TYPE_CHECKING:
    from collections.abc import Iterable

    from textual.binding import BindingType
    from textual.widget import Widget

    from ictwg.records.tables import Detail
    from ictwg.ui.program import OpenProgram


class RecordCard(Box[str | None]):
    """What to do next: "origin", "edit", or None."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings_for("card"), *bindings_with("app.history")]

    def __init__(self, detail: Detail, *, comes_from: bool = True) -> None:
        """`comes_from` says whether there is another place that Enter goes to."""
        super().__init__("")
        self._detail = detail
        self._comes_from = comes_from
        self._scroll = VerticalScroll(DetailPane())

    def body(self) -> Iterable[Widget]:
        yield self._scroll

    def grows(self) -> Widget:
        return self._scroll

    def on_mount(self) -> None:
        self._scroll.styles.height = "auto"
        self.query_one(DetailPane).show(self._detail)
        self._scroll.focus()

    def action_record_history(self) -> None:
        program = cast("OpenProgram", self.app)
        self.dismiss(None)
        program.call_later(program.show_history, self._detail.about)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002
        return self._comes_from or parameters != ("origin",)

    def action_go(self, where: str) -> None:
        self.dismiss(where)


class MemberCard(RecordCard):
    """The same for an organization (Enter goes to its actions) or a person (Enter goes to the organization)."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings_for("member_card"), *bindings_with("app.history")]

    def __init__(self, detail: Detail, leads: str = "member_card.on") -> None:
        """`leads` is the id of the key whose words tell where Enter goes from this record."""
        super().__init__(detail)
        self.told_as = {"member_card.on": leads}
