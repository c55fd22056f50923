"""A form in a box, and boxes for one long text, typed or pasted: what is typed is never lost unasked."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable, Sequence
from itertools import groupby, zip_longest
from typing import Any, Literal

from textual import work
from textual.containers import VerticalScroll
from textual.content import Content
from textual.screen import Screen
from textual.widget import Widget
from textual.widgets import Static, TextArea

from ictwg.app.forms.fields import FormField
from ictwg.app.session import Session
from ictwg.domain.text import clean
from ictwg.errors import IctwgError
from ictwg.locales import t
from ictwg.records.named_files import NamedFile
from ictwg.records.shared_files import NotReadYetError, read
from ictwg.ui.keys import bindings_for, bindings_with, first_key
from ictwg.ui.modals.box import Box, Confirm, Working
from ictwg.ui.modals.choose import Choose, offer_help
from ictwg.ui.text import plain
from ictwg.ui.widgets.completing_input import Suggestions
from ictwg.ui.widgets.detail import ShortText
from ictwg.ui.widgets.editors import LongText, Picker
from ictwg.ui.widgets.form import FieldRow, FormRows


class FormScreen(Box[dict[str, str] | None]):
    """The values of all fields, or None; `result` is what saving them has returned.

    Args:
        fields: In their order.
        save: Called with the values before the box closes; an `IctwgError` stays in the form, at its field.
        edit: The field in which the cursor stands at first.
        verb: The id of the key whose words tell what saving does here.
    """

    BINDINGS = bindings_for("form")

    def __init__(
        self,
        title: str,
        fields: tuple[FormField, ...],
        *,
        save: Callable[[dict[str, str]], object] | None = None,
        edit: str = "",
        verb: str = "form.save",
    ) -> None:
        super().__init__(title)
        self.told_as = {"form.save": verb}
        self.form = FormRows(fields)
        self._save = save
        self._edit = edit
        self.result: Any = None
        self._help = ShortText("", classes="form--help")

    def body(self) -> Iterable[Widget]:
        yield self.form
        yield self._help

    def grows(self) -> Widget:
        return self.form

    def on_mount(self) -> None:
        self.form.edit(self._edit)

    def on_form_rows_focused(self, event: FormRows.Focused) -> None:
        event.stop()
        self._tell(event.field.help)

    def on_form_rows_finished(self, event: FormRows.Finished) -> None:
        event.stop()
        self.action_save()

    @work
    async def on_picker_list_wanted(self, event: Picker.ListWanted) -> None:
        picker = event.picker
        value = await self.app.push_screen_wait(Choose(picker.title, picker.choices, current=picker.value))
        if value is not None:
            picker.value = value

    def on_suggestions_toggled(self, event: Suggestions.Toggled) -> None:
        """The help gives way to a list that would cut its lines."""

        def give_way() -> None:
            shown = event.suggestions
            self._help.visible = not (shown.display and shown.region.overlaps(self._help.region))

        self.call_after_refresh(give_way)

    def on_field_row_changed(self, event: FieldRow.Changed) -> None:
        """What was wrong with what stood there is not wrong with what is typed now."""
        if self._help.has_class("-wrong"):
            self._tell(event.row.field.help)

    def _tell(self, words: str, *, wrong: bool = False) -> None:
        self._help.update(plain(words))
        self._help.set_class(wrong, "-wrong")

    def action_save(self) -> None:
        if not self.form.check():
            return
        try:
            if self._save is not None:
                self.result = self._save(self.form.values)
        except NotReadYetError as error:
            self._read_first(error.file)
        except IctwgError as error:
            self._complain(error)
        else:
            self.dismiss(self.form.values)

    @work(exclusive=True)
    async def _read_first(self, file: NamedFile) -> None:
        """The file that is named, in a thread; then what was wanted."""
        await asyncio.to_thread(read, file, lambda words: self.app.call_from_thread(self._tell, words))
        if self.is_current:
            self.action_save()

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
            ask_before_leaving(self)
        else:
            self.dismiss(None)


def ask_before_leaving(screen: Screen[Any], question: str = "") -> None:
    """Closes the screen where the person says so; Enter alone stays, because what goes is gone."""

    def answered(leave: bool | None) -> None:  # noqa: FBT001 - the answer
        if leave:
            screen.dismiss(None)

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
        *,
        verb: str,
    ) -> None:
        super().__init__(title, fields, verb=verb)
        self._saves = saves

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


class TextEditor(Box[str | None]):
    """The text as it was saved, or None.

    Args:
        title: What the text is.
        text: As it was saved last.
        begun: What an earlier session began of it and did not save.
        told: Hears each text while one types, and keeps it where the box is left.
    """

    BINDINGS = [
        *(one for one in bindings_for("form") if getattr(one, "id", "") not in ("form.editor", "form.help")),
        *bindings_with("app.undo", "app.redo"),
    ]

    def __init__(
        self, title: str, text: str = "", *, begun: str = "", told: Callable[[str], None] | None = None
    ) -> None:
        super().__init__(title)
        self._text = LongText(begun or text)
        self._before = clean(text, multiline=True)
        self._told = told

    def body(self) -> Iterable[Widget]:
        yield self._text

    def grows(self) -> Widget:
        return self._text

    def on_mount(self) -> None:
        self._text.focus()
        self._text.move_cursor(self._text.document.end)

    def on_text_area_changed(self, event: TextArea.Changed) -> None:
        event.stop()
        if self._told is not None:
            self._told(self._text.value)

    @property
    def is_begun(self) -> bool:
        """Whether something stands in it that was not saved."""
        return self._text.value not in ("", self._before)

    async def action_undo(self) -> None:
        """Nothing was typed in the box: what was saved last is taken back, as on the screen below it."""
        await self.app.run_action("undo")

    async def action_redo(self) -> None:
        await self.app.run_action("redo")

    def action_save(self) -> None:
        self.dismiss(self._text.value)

    def action_cancel(self) -> None:
        if not self.is_begun:
            self.dismiss(None)
        else:
            ask_before_leaving(self, t("ui.leave_kept") if self._told else "")


Split = Literal["one", "paragraphs", "lines"]
_SPLITS: tuple[Split, ...] = ("one", "paragraphs", "lines")


def entries(lines: Sequence[str], split: Split) -> tuple[str, ...]:
    """The pasted lines as entries; none is lost but empty ones between them."""
    if split == "lines":
        return tuple(line.strip() for line in lines if line.strip())
    if split == "one":
        return ("\n".join(lines).strip("\n"),)
    return tuple("\n".join(paragraph) for paragraph in _paragraphs(lines))


def _ways(lines: Sequence[str], usual: Split) -> Iterable[str]:
    """What each key would make of them, and first what Enter does."""
    ordered = sorted(_SPLITS, key=lambda split: split != usual)
    ways = (t(f"ui.pasted.{split}", count=len(entries(lines, split))) for split in ordered)
    return (f"{first_key('paste.usual')}, {way}" if not place else way for place, way in enumerate(ways))


def _paragraphs(lines: Sequence[str]) -> Iterable[list[str]]:
    return (list(group) for filled, group in groupby(lines, key=lambda line: bool(line.strip())) if filled)


def _shown(lines: Sequence[str], told: Sequence[str]) -> Content:
    """The lines, below a marked one what it says."""
    parts: list[Content] = []
    for line, said in zip_longest(lines, told, fillvalue=""):
        parts += [plain(f"{line}\n"), *([plain(f"  → {said}\n", style="$accent")] if said else [])]
    return Content.assemble(*parts).rstrip()


class PasteBlock(Box[tuple[str, ...] | None]):
    """The entries, or None where the person wants none of it.

    Enter keeps each line by itself where one says that it is more than a note, as the preview shows them.
    """

    BINDINGS = bindings_for("paste")

    def __init__(self, lines: Sequence[str], told: Sequence[str] = ()) -> None:
        super().__init__(t("ui.pasted", count=len(lines)))
        self._lines = tuple(lines)
        self._usual: Split = "lines" if any(told) else "one"
        self.told_as = {"paste.usual": f"paste.{self._usual}"}
        self._preview = VerticalScroll(Static(_shown(lines, told)), classes="box--preview")
        self._ways = ShortText(plain("\n".join(_ways(lines, self._usual))), classes="box--whole")

    def body(self) -> Iterable[Widget]:
        yield self._preview
        yield self._ways

    def grows(self) -> Widget:
        return self._preview

    @property
    def around(self) -> int:
        return super().around + len(_SPLITS)

    def action_cancel(self) -> None:
        """What was pasted may have been typed in one go, and stands nowhere else."""
        ask_before_leaving(self)

    def action_split(self, split: Split | Literal[""]) -> None:
        self.dismiss(entries(self._lines, split or self._usual))
