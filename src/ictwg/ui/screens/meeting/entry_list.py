"""The lines of the minutes under one item, wrapped in full: what the room reads is never cut."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.content import Content
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from ictwg.domain.values import Audience, EntryType
from ictwg.locales import t
from ictwg.ui.screens.meeting_views import ENTRY
from ictwg.ui.text import emphasized, plain
from ictwg.ui.widgets.columns import to_decide

if TYPE_CHECKING:
    from ictwg.minutes.lines import MinuteLine

INDENT = 2
PADDING = 4
"""The cells that the frame, the scroll bar and the space beside the text take."""


class EntryList(OptionList):
    def __init__(self, id: str) -> None:
        super().__init__(id=id, markup=False)
        self._entries: tuple[MinuteLine, ...] = ()
        self._wrapped: dict[tuple[MinuteLine, str, int, str], Content] = {}
        self._width = 0

    def show(self, lines: tuple[MinuteLine, ...], *, cursor: str | None = None) -> None:
        """Shows other lines; the cursor stays on the same one, or goes to `cursor`, or to the last."""
        wanted = cursor or self.current
        self._entries = lines
        self._fill(wanted)

    @property
    def current(self) -> str | None:
        """The id of the entry under the cursor."""
        return self._entries[self.highlighted].id if self.highlighted is not None and self._entries else None

    def on_resize(self) -> None:
        if self.size.width != self._width:
            self._fill(self.current)

    def _fill(self, cursor: str | None) -> None:
        self._width = self.size.width
        room = max(20, self._width - PADDING)
        self.clear_options()
        self.add_options([Option(self._words(line, room), id=line.id) for line in self._entries])
        places = [n for n, line in enumerate(self._entries) if line.id == cursor] or [len(self._entries) - 1]
        self.highlighted = places[0] if self._entries else None
        self.scroll_to_highlight()

    def _words(self, line: MinuteLine, room: int) -> Content:
        """A line is wrapped once for a width: most stay as they are when one is added."""
        undecided = to_decide(self.app, line.id)
        key = (line, line.entry.audience, room, undecided)
        if key not in self._wrapped:
            self._wrapped[key] = entry_words(line, room, undecided)
        return self._wrapped[key]


def entry_words(line: MinuteLine, width: int, undecided: str = "") -> Content:
    """A glyph, who says it, its reference, the text; for an action owners and due date stand above."""
    glyph, style = ENTRY[line.type]
    indent = INDENT * (line.depth + 1)
    lines = [wrapped for part in _paragraphs(line, style, undecided) for wrapped in part.wrap(max(10, width - indent))]
    body = plain("\n" + " " * indent).join(lines)
    return Content.assemble(plain(" " * (indent - INDENT) + glyph + " ", style=style), body)


def _paragraphs(line: MinuteLine, style: str, undecided: str) -> list[Content]:
    speaker = plain(f"{line.speaker}: ", style="b") if line.speaker else plain("")
    first, *rest = line.text.split("\n")
    reference = plain(f"{line.reference}  ", style=style) if line.reference else plain("")
    text = [Content.assemble(speaker, emphasized(first)), *(emphasized(one) for one in rest)]
    if line.type is EntryType.ACTION:
        return [
            Content.assemble(reference, plain(_promise(line), style="$foreground 72%")),
            *text,
            *_marks(line, undecided),
        ]
    return [Content.assemble(reference, text[0]), *text[1:], *_marks(line, undecided)]


def _promise(line: MinuteLine) -> str:
    """Owners and due date; that one is missing is said, as it was before Enter."""
    due = t("prompt.due", day=line.due) if line.due else t("prompt.hint.no_due")
    return f"{line.owners or t('prompt.hint.no_owner')} · {due}"


def _marks(line: MinuteLine, undecided: str) -> list[Content]:
    told = [plain(line.votes, style="$foreground 72%")] if line.votes else []
    told += [plain(undecided, style="$warning")] if undecided else []
    if line.entry.audience is not Audience.EVERYONE:
        told.append(plain(f"▫ {t(f'choices.audience.{line.entry.audience}')}", style="i $warning"))
    return told
