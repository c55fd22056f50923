"""A form of which the saving takes a while: it stays until that is done, and what is wrong is said in it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from textual import work

from ictwg.errors import IctwgError
from ictwg.ui.modals.form_screen import FormScreen
from ictwg.ui.modals.working import Working

if TYPE_CHECKING:
    from collections.abc import Callable

    from ictwg.app.session import Desk
    from ictwg.ui.widgets.form import FormField


class LongForm(FormScreen):
    """The values of all fields, or None; `result` is what the work has returned.

    Args:
        title: What is done.
        fields: In their order.
        saves: As `Working` does it, with the values besides.
    """

    def __init__(
        self,
        title: str,
        fields: tuple[FormField, ...],
        saves: Callable[[Desk, dict[str, str], Callable[[str], None]], Any],
    ) -> None:
        super().__init__(title, fields)
        self._saves = saves
        self.result: Any = None

    @work
    async def action_save(self) -> None:  # type: ignore[override]
        if not self.form.check():
            return
        values = self.form.values
        done = Working(self._box_title, lambda desk, tell: self._saves(desk, values, tell))
        self.result = await self.app.push_screen_wait(done)
        if isinstance(self.result, IctwgError):
            self._complain(self.result)
        else:
            self.dismiss(values)
