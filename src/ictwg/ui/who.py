"""Who is working? Asked on a laptop that several people share; the name stands in the top line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ictwg.locales import t
from ictwg.ui.modals.form_screen import FormScreen
from ictwg.ui.widgets.form import Choice, FormField

if TYPE_CHECKING:
    from ictwg.ui.app import IctwgApp

USER = "user"


async def ask_who(program: IctwgApp) -> None:
    """From the answer on edits bear the new name, and undo takes back that person's alone. For workers."""
    desk = program.desk
    before = desk.settings.user_name
    names = dict.fromkeys((before, *(heard.user for heard in desk.store.status().colleagues)))
    options = tuple(Choice(name, name) for name in names)
    words = t("who.help", name=before)
    field = FormField(USER, t("who.name"), words, kind="link", required=True, options=options)
    values = await program.push_screen_wait(FormScreen(t("keys.app_who"), (field,)))
    name = " ".join(values[USER].split()) if values is not None else before
    if name == before:
        return
    told = t("who.is", name=name)
    try:
        desk.work_as(name)
    except OSError as error:
        told = t("ui.settings_not_kept", what=told, reason=str(error))
    program.say(told)
    program.show_again()
