"""The one question about a second copy in the shared folder: bring it in, or leave it. Escape leaves it open."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ictwg.app.merge_summary import question_about
from ictwg.errors import IctwgError
from ictwg.locales import t
from ictwg.ui.modals.choose import Choose
from ictwg.ui.widgets.completion import Choice

if TYPE_CHECKING:
    from ictwg.ui.desk_screen import DeskScreen

YES, NO = "yes", "no"


async def answer_copy(screen: DeskScreen[Any], name: str) -> None:
    """Asks about the copy of this name, if it still waits; the next sharing does what was answered. For workers."""
    store, program = screen.desk.store, screen.program
    copy = next((one for one in store.doubtful_copies() if one.name == name), None)
    if copy is not None:
        choices = (Choice(YES, t("saving.copy.bring_in")), Choice(NO, t("saving.copy.leave")))
        chosen = await program.push_screen_wait(Choose(question_about(copy), choices))
        if chosen is None:
            return
        try:
            store.answer_copy(name, bring_in=chosen == YES)
        except IctwgError as error:
            program.warn(f"{error.message}. {error.hint}".strip())
        else:
            program.say(t("saving.copy.wanted" if chosen == YES else "saving.copy.declined", name=name))
            program.rhythm.hurry()
    screen.reload()
