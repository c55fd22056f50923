"""A form of declared fields: it validates as one types, says how to fix an error, and echoes what it understood."""

from __future__ import annotations

from collections.abc import Mapping

from textual import events, on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.message import Message
from textual.widgets import Input, Label, Static, TextArea

from ictwg.app.forms.choices import list_completer
from ictwg.app.forms.fields import NO, YES, FormField
from ictwg.locales import t
from ictwg.ui.text import plain
from ictwg.ui.widgets.completing_input import CompletingInput
from ictwg.ui.widgets.editors import LongText, Picker

REPLACED = frozenset({"date", "due", "number", "link"})
"""Values that are typed anew rather than mended."""
LINKED = frozenset({"link", "links"})
TOLD = frozenset({"choice", "flag", "date", "due", "link", "links", "words", "text"})
"""Kinds of which it is said how they are filled in: `ui.field_<kind>`."""
FLAG_WORDS = {"1": YES, "x": YES, "0": NO}
Editor = CompletingInput | LongText | Picker


def editor_for(field: FormField) -> Editor:
    if field.kind == "text":
        return LongText(field.value)
    if field.kind in ("choice", "flag"):
        return Picker(field.choices(), field.value, title=field.label, words=FLAG_WORDS if field.kind == "flag" else {})
    several = field.kind in ("links", "words")
    link = (lambda text: field.complaint(text) is not None) if field.kind in LINKED else None
    editor = CompletingInput(
        field.value,
        completer=field.completer or (list_completer(field.choices, several=several) if field.options else None),
        eager=True,
        replace=field.kind in REPLACED or field.in_steps,
        unfinished=field.unfinished or link,
        in_steps=field.in_steps,
    )
    editor.password = field.kind == "secret"
    return editor


class FieldRow(Vertical):
    """Label, editor, and below them what is wrong or what was understood."""

    class Changed(Message):
        def __init__(self, row: FieldRow) -> None:
            super().__init__()
            self.row = row

    def __init__(self, field: FormField) -> None:
        super().__init__()
        self.field = field
        self.editor = editor_for(field)
        self._before = self.editor.value
        self._below = Static("", classes="field--below")
        self._below.display = False

    def compose(self) -> ComposeResult:
        mark = " *" if self.field.required else ""
        with Horizontal(classes="field--line"):
            yield Label(plain(self.field.label + mark), classes="field--label")
            yield self.editor
        yield self._below
        if isinstance(self.editor, CompletingInput):  # below what is wrong, which stays in sight
            yield self.editor.suggestions

    @property
    def value(self) -> str:
        return self.editor.value

    @property
    def help(self) -> str:
        """How to fill it in, in sentences: what was declared, whether it is needed, and what the keys do in it."""
        kind = t(f"ui.field_{self.field.kind}") if self.field.kind in TOLD else ""
        needed = t("ui.field_is_needed") if self.field.required else ""
        return " ".join(f"{said.rstrip('.')}." for said in (self.field.help, needed, kind) if said)

    def finish(self) -> None:
        if isinstance(self.editor, CompletingInput):
            self.editor.finish()

    @property
    def complaint(self) -> str | None:
        return self.field.complaint(self.value)

    @property
    def is_changed(self) -> bool:
        return self.value != self._before

    def judge(self, *, missing_too: bool = False) -> bool:
        """Shows what is wrong (an empty field only where asked) or what was understood; whether it is right."""
        complaint = self.complaint
        if complaint and (self.value.strip() or missing_too):
            self._say(complaint, wrong=True)
        else:
            self._say(self._understood(), wrong=False)
        return complaint is None

    def _understood(self) -> str:
        if not self.field.echo or not self.value.strip() or self.complaint:
            return ""
        echo = self.field.echo(self.value)
        return "" if echo == self.value else echo

    def complain(self, words: str) -> None:
        """Shows what somebody else found wrong with this field."""
        self._say(words, wrong=True)

    def _say(self, words: str, *, wrong: bool) -> None:
        sign = "✗ " if wrong else "→ "
        self._below.update(plain(sign + words if words else ""))
        self._below.display = bool(words)
        self.set_class(wrong, "-wrong")

    def on_mount(self) -> None:
        self.judge()

    @on(Input.Changed)
    @on(TextArea.Changed)
    @on(Picker.Changed)
    def _changed(self, event: Message) -> None:
        event.stop()
        self.judge()
        self.post_message(self.Changed(self))

    def on_descendant_focus(self) -> None:
        self.add_class("-active")

    def on_descendant_blur(self) -> None:
        self.remove_class("-active")


class FormRows(VerticalScroll, can_focus=False):
    """The rows of a form; Enter goes on to the next one."""

    class Finished(Message):
        """Enter in the last line."""

    class Focused(Message):
        def __init__(self, field: FormField) -> None:
            super().__init__()
            self.field = field

    def __init__(self, fields: tuple[FormField, ...], *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.rows = tuple(FieldRow(field) for field in fields)

    def compose(self) -> ComposeResult:
        yield from self.rows

    @property
    def values(self) -> dict[str, str]:
        return {row.field.name: row.value for row in self.rows}

    def row(self, name: str) -> FieldRow:
        return next(row for row in self.rows if row.field.name == name)

    @property
    def is_changed(self) -> bool:
        return any(row.is_changed for row in self.rows)

    @property
    def current(self) -> FieldRow | None:
        return next((row for row in self.rows if row.editor.has_focus), None)

    def edit(self, name: str = "") -> None:
        """Puts the cursor into a field, the first one where none is named."""
        row = next((row for row in self.rows if row.field.name == name), self.rows[0])
        row.editor.focus()

    def check(self) -> bool:
        """Whether all is right; else shows all that is not and goes to the first of it."""
        for row in self.rows:
            row.finish()
        wrong = [row for row in self.rows if not row.judge(missing_too=True)]
        self._go_to(wrong[:1])
        return not wrong

    def _go_to(self, rows: list[FieldRow]) -> None:
        """Also where the cursor is there already: what was wrong stands below the field."""
        for row in rows:
            row.editor.focus()
            self.call_after_refresh(row.scroll_visible, animate=False)

    def complain(self, complaints: Mapping[str, str]) -> bool:
        """Shows complaints by field name; False where no field has such a name."""
        rows = [row for row in self.rows if row.field.name in complaints]
        for row in rows:
            row.complain(complaints[row.field.name])
        self._go_to(rows[:1])
        return bool(rows)

    def on_input_submitted(self, event: Input.Submitted) -> None:
        event.stop()
        if self.rows[-1].editor is event.input:
            self.post_message(self.Finished())
        else:
            self.screen.focus_next()

    def on_key(self, event: events.Key) -> None:
        """An arrow that a line does not take itself, for a list below it, goes to the field there."""
        row, step = self.current, {"up": -1, "down": 1}.get(event.key)
        if row is not None and step is not None and isinstance(row.editor, CompletingInput):
            event.stop()
            at = self.rows.index(row) + step
            self.rows[min(max(at, 0), len(self.rows) - 1)].editor.focus()

    def on_field_row_changed(self, event: FieldRow.Changed) -> None:
        """Who has paged on and types sees what he types, and where; filled lines tell of themselves at first."""
        if event.row is self.current:
            event.row.editor.scroll_visible(animate=False)

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        row = next((row for row in self.rows if row.editor is event.widget), None)
        if row is not None:
            self.call_after_refresh(row.scroll_visible, animate=False)  # its label too, where lines above it wrap
            self.post_message(self.Focused(row.field))
