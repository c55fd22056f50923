"""What becomes of several pasted lines: one entry, one per paragraph, or one per line.

A line that says "Action: …" or "Decision: …" is shown with what it will be, unless all lines become one entry.
"""

from __future__ import annotations

from itertools import zip_longest
from typing import TYPE_CHECKING, Literal

from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from ictwg.locales import t
from ictwg.ui.keys import bindings_for
from ictwg.ui.modals.box import Box
from ictwg.ui.modals.form_screen import ask_before_leaving
from ictwg.ui.text import plain
from ictwg.ui.widgets.detail import ShortText

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from textual.widget import Widget

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
