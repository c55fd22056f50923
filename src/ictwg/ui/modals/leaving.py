"""Escape with changes asks once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ictwg.locales import t
from ictwg.ui.modals.confirm import Confirm
from ictwg.ui.text import plain

if TYPE_CHECKING:
    from textual.screen import Screen


def ask_before_leaving(screen: Screen[Any], result: object, question: str = "") -> None:
    """Closes the screen with `result` where the person says so; Enter alone stays, because what goes is gone."""

    def answered(leave: bool | None) -> None:  # noqa: FBT001 - the answer
        if leave:
            screen.dismiss(result)

    asked = Confirm(plain(question or t("ui.leave_unsaved")), yes=t("ui.leave"), no=t("ui.stay"), stays=True)
    screen.app.push_screen(asked, answered)
