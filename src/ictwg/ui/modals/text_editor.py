"""Boxes for a text of several lines: to write it, and to say what becomes of a pasted one."""

from __future__ import annotations

from itertools import zip_longest
from typing import TYPE_CHECKING, Literal

from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from ictwg.domain.text import clean
from ictwg.locales import t
from ictwg.ui.keys import bindings_for, bindings_with
from ictwg.ui.modals.box import Box
from ictwg.ui.modals.form_screen import ask_before_leaving
from ictwg.ui.text import plain
from ictwg.ui.widgets.detail import ShortText
from ictwg.ui.widgets.editors import LongText

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from textual.widget import Widget
    from textual.widgets import TextArea


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
            ask_before_leaving(self, None, t("ui.leave_kept") if self._told else "")


Split = Literal["one", "paragraphs", "lines"]


_SPLITS: tuple[Split, ...] = ("one", "paragraphs", "lines")


def entries(lines: Sequence[str], split: Split) -> tuple[str, ...]:
    """The pasted lines as entries; none is lost but empty ones between them."""
    if split == "lines":
        return tuple(line.strip() for line in lines if line.strip())
    if split == "one":
        return ("\n".join(lines).strip("\n"),)
    return tuple("\n".join(paragraph) for paragraph in _paragraphs(lines))


def _ways(lines: Sequence[str]) -> Iterable[str]:
    """What each key would make of them."""
    return (t(f"ui.pasted.{split}", count=len(entries(lines, split))) for split in _SPLITS)


def _paragraphs(lines: Sequence[str]) -> Iterable[list[str]]:
    paragraph: list[str] = []
    for line in (*lines, ""):
        if line.strip():
            paragraph.append(line)
        elif paragraph:
            yield paragraph
            paragraph = []


def _shown(lines: Sequence[str], told: Sequence[str]) -> Content:
    """The lines, below a marked one what it says."""
    parts: list[Content] = []
    for line, said in zip_longest(lines, told, fillvalue=""):
        parts += [plain(f"{line}\n"), *([plain(f"  → {said}\n", style="$accent")] if said else [])]
    return Content.assemble(*parts).rstrip()


class PasteBlock(Box[tuple[str, ...] | None]):
    """The entries, or None where the person wants none of it."""

    BINDINGS = bindings_for("paste")

    def __init__(self, lines: Sequence[str], told: Sequence[str] = ()) -> None:
        super().__init__(t("ui.pasted", count=len(lines)))
        self._lines = tuple(lines)
        self._preview = VerticalScroll(Static(_shown(lines, told)), classes="box--preview")
        self._ways = ShortText(plain("\n".join(_ways(lines))), classes="box--whole")

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
        ask_before_leaving(self, None)

    def action_split(self, split: Split) -> None:
        self.dismiss(entries(self._lines, split))
