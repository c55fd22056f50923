"""The pane beside a list that tells of the record under the cursor; hidden where the terminal is narrow."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.content import Content
from textual.widgets import Static

from ictwg.ui.text import plain

if TYPE_CHECKING:
    from ictwg.services.detail import Detail


class DetailPane(Static):
    """A title, and sections of lines."""

    def __init__(self) -> None:
        super().__init__("", markup=False)

    def show(self, detail: Detail) -> None:
        parts = [plain(detail.title, style="b"), plain(f"\n{detail.subtitle}", style="dim")]
        for section in detail.sections:
            parts.append(plain(f"\n\n{section.title}", style="b $primary"))
            parts += [plain(f"\n  {line}") for line in section.lines]
        self.update(Content.assemble(*parts))

    def clear(self) -> None:
        self.update("")
