"""A form in a box: saves what is right, asks once before typed changes are left, and waits where saving takes long."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from textual import work

from ictwg.errors import IctwgError
from ictwg.locales import t
from ictwg.ui.keys import bindings_for
from ictwg.ui.modals.box import Box, Confirm, Working
from ictwg.ui.modals.choose import Choose, offer_help
from ictwg.ui.text import plain
from ictwg.ui.widgets.detail import ShortText
from ictwg.ui.widgets.form import Form, FormField

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from textual.screen import Screen
    from textual.widget import Widget

    from ictwg.app.session import Session
    from ictwg.ui.widgets.editors import Picker


class FormScreen(Box[dict[str, str] | None]):
    """The values of all fields, or None.

    Args:
        fields: In their order.
        save: Called with the values before the box closes; an `IctwgError` stays in the form, at its field.
        edit: The field in which the cursor stands at first.
    """

    BINDINGS = bindings_for("form")

    def __init__(
        self,
        title: str,
        fields: tuple[FormField, ...],
        *,
        save: Callable[[dict[str, str]], object] | None = None,
        edit: str = "",
    ) -> None:
        super().__init__(title)
        self.form = Form(fields)
        self._save = save
        self._edit = edit
        self._help = ShortText("", classes="form--help")

    def body(self) -> Iterable[Widget]:
        yield self.form
        yield self._help

    def grows(self) -> Widget:
        return self.form

    def on_mount(self) -> None:
        self.form.edit(self._edit)

    def on_form_focused(self, event: Form.Focused) -> None:
        event.stop()
        self._tell(event.field.help)

    def on_form_finished(self, event: Form.Finished) -> None:
        event.stop()
        self.action_save()

    @work
    async def on_picker_list_wanted(self, event: Picker.ListWanted) -> None:
        value = await self.app.push_screen_wait(Choose(event.title, event.choices, current=event.picker.value))
        if value is not None:
            event.picker.value = value

    def on_field_row_changed(self) -> None:
        self._help.set_class(False, "-wrong")

    def _tell(self, words: str, *, wrong: bool = False) -> None:
        self._help.update(plain(words))
        self._help.set_class(wrong, "-wrong")

    def action_save(self) -> None:
        if not self.form.check():
            return
        try:
            if self._save is not None:
                self._save(self.form.values)
        except IctwgError as error:
            self._complain(error)
        else:
            self.dismiss(self.form.values)

    def _complain(self, error: IctwgError) -> None:
        message = error.message if error.message.endswith((".", "!", "?")) else f"{error.message}."
        words = f"{message} {error.hint}" if error.hint else error.message
        if not self.form.complain({error.field: words}):
            self._tell(words, wrong=True)

    def action_help(self) -> None:
        """What the field is for, and what the keys do here."""
        row = self.form.current
        about = ": ".join(filter(None, (row.field.label, row.help))) if row is not None else ""
        offer_help(self, about)

    def action_open_editor(self) -> None:
        """Only boxes of several lines have one, and they answer themselves."""

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002
        return action != "open_editor"

    def action_cancel(self) -> None:
        if self.form.is_changed:
            ask_before_leaving(self, None)
        else:
            self.dismiss(None)


def ask_before_leaving(screen: Screen[Any], result: object, question: str = "") -> None:
    """Closes the screen with `result` where the person says so; Enter alone stays, because what goes is gone."""

    def answered(leave: bool | None) -> None:  # noqa: FBT001 - the answer
        if leave:
            screen.dismiss(result)

    asked = Confirm(plain(question or t("ui.leave_unsaved")), yes=t("ui.leave"), no=t("ui.stay"), stays=True)
    screen.app.push_screen(asked, answered)


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
        saves: Callable[[Session, dict[str, str], Callable[[str], None]], Any],
    ) -> None:
        super().__init__(title, fields)
        self._saves = saves
        self.result: Any = None

    @work
    async def action_save(self) -> None:  # type: ignore[override]
        if not self.form.check():
            return
        values = self.form.values
        done = Working(self._box_title, lambda session, tell: self._saves(session, values, tell))
        self.result = await self.app.push_screen_wait(done)
        if isinstance(self.result, IctwgError):
            self._complain(self.result)
        else:
            self.dismiss(values)
