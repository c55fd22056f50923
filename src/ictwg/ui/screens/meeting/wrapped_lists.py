"""The lines of the minutes and what is read back, wrapped in full: what the room reads is never cut."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar, Generic, NamedTuple, TypeVar

from textual.content import Content
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from ictwg.domain.values import Audience, EntryType
from ictwg.locales import t
from ictwg.minutes.lines import MinuteLine
from ictwg.ui.keys import bindings_with
from ictwg.ui.text import emphasized, plain
from ictwg.ui.widgets.columns import HasId, to_decide
from ictwg.ui.widgets.looks import ENTRY

W = TypeVar("W", bound=HasId)
INDENT = 2
TALL = 30
"""Lines of a screen that has room for space between the rows."""


class WrappedList(OptionList, Generic[W]):
    """Rows of several lines; one without an id is a heading."""

    MARGIN: ClassVar[int]
    """The cells that the frame, the glyph, the scroll bar and the space beside the text take."""

    def __init__(self, id: str) -> None:
        super().__init__(id=id, markup=False)
        self._rows: tuple[W, ...] = ()
        self._width = 0

    def words(self, row: W, room: int) -> Content:
        raise NotImplementedError

    def otherwise(self, places: Sequence[int], before: int | None) -> Sequence[int]:
        """Where the cursor goes, the likeliest first, if its row is gone; `before` is where it stood."""
        raise NotImplementedError

    def show(self, rows: Sequence[W], *, cursor: str | None = None) -> None:
        """Other rows; the cursor stays on the same one, or goes to `cursor`."""
        wanted = cursor or self.current
        self._rows = tuple(rows)
        self._fill(wanted)

    @property
    def current(self) -> str | None:
        """The id of the row under the cursor."""
        at = self.highlighted
        return self._rows[at].id or None if at is not None and at < len(self._rows) else None

    def on_resize(self) -> None:
        if self.size.width != self._width:
            self._fill(self.current)

    def _fill(self, cursor: str | None) -> None:
        before, self._width = self.highlighted, self.size.width
        room = max(20, self._width - self.MARGIN)
        self.clear_options()
        self.add_options([Option(self.words(row, room), disabled=not row.id) for row in self._rows])
        places = [at for at, row in enumerate(self._rows) if row.id]
        same = [at for at in places if self._rows[at].id == cursor]
        self.highlighted = next(iter((*same, *self.otherwise(places, before))), None)
        self.scroll_to_highlight()


class EntryList(WrappedList[MinuteLine]):
    """The lines of the minutes under one item."""

    MARGIN = 4

    def __init__(self, id: str) -> None:
        super().__init__(id)
        self.marked: frozenset[str] = frozenset()
        """The lines that may hold something confidential."""
        self._wrapped: dict[tuple[MinuteLine, str, int, str, bool], Content] = {}

    def otherwise(self, places: Sequence[int], before: int | None) -> Sequence[int]:  # noqa: ARG002 - the last, always
        return places[-1:]

    def words(self, row: MinuteLine, room: int) -> Content:
        """A line is wrapped once for a width: most stay as they are when one is added."""
        undecided, marked = to_decide(self.app, row.id), row.id in self.marked
        key = (row, row.entry.audience, room, undecided, marked)
        if key not in self._wrapped:
            self._wrapped[key] = entry_words(row, room, undecided, marked=marked)
        return self._wrapped[key]


class ReadRow(NamedTuple):
    """What is read out, or a heading where `id` is empty.

    Attributes:
        head: What names it, such as a reference.
        style: Of glyph and head.
        facts: Below the text, on a line of their own.
    """

    id: str
    glyph: str
    head: str
    text: str
    facts: str = ""
    style: str = ""


class ReadList(WrappedList[ReadRow]):
    """What is read out, with room around it: the last row of the room reads it too."""

    BINDINGS: ClassVar = bindings_with("readback.mend")
    MARGIN = 6

    def otherwise(self, places: Sequence[int], before: int | None) -> Sequence[int]:
        """What took its place."""
        return (*(at for at in places if before is None or at >= before), *reversed(places))

    def words(self, row: ReadRow, room: int) -> Content:
        """A heading, or glyph, what names it and the text, below them the facts; with space behind if tall."""
        if not row.id:
            return plain(row.text, style="b reverse")
        head = plain(f"{row.head}  ", style=row.style) if row.head else plain("")
        told = Content.assemble(head, emphasized(row.text, style="b"))
        facts = plain(row.facts).wrap(room) if row.facts else []
        lines = [*told.wrap(room), *facts]
        space = plain("\n" if self.screen.size.height >= TALL else "")
        return Content.assemble(plain(f"{row.glyph} ", style=row.style), plain("\n  ").join(lines), space)

    def action_mend(self) -> None:
        self.action_select()


def entry_words(line: MinuteLine, width: int, undecided: str = "", *, marked: bool = False) -> Content:
    """Its number, a glyph, who says it, its reference, the text; for an action owners and due date stand above."""
    glyph, style = ENTRY[line.type]
    number = f"{line.number} " if line.number else " " * INDENT * line.depth
    indent = len(number) + INDENT
    told = [plain(line.votes, style="$foreground 72%")] if line.votes else []
    told += [plain(undecided, style="$warning")] if undecided else []
    if marked:
        told.append(plain(f"! {t('mend.confidential')}", style="i $warning"))
    if line.entry.audience is not Audience.EVERYONE:
        told.append(plain(f"▫ {t(f'choices.audience.{line.entry.audience}')}", style="i $warning"))
    marks = told
    lines = [wrapped for part in (*_paragraphs(line, style), *marks) for wrapped in part.wrap(max(10, width - indent))]
    body = plain("\n" + " " * indent).join(lines)
    return Content.assemble(plain(number, style="$foreground 80%"), plain(f"{glyph} ", style=style), body)


def _paragraphs(line: MinuteLine, style: str) -> list[Content]:
    speaker = plain(f"{line.speaker}: ", style="b") if line.speaker else plain("")
    first, *rest = line.text.split("\n")
    reference = plain(f"{line.reference}  ", style=style) if line.reference else plain("")
    text = [Content.assemble(speaker, emphasized(first)), *(emphasized(one) for one in rest)]
    if line.type is EntryType.ACTION:
        return [Content.assemble(reference, plain(_promise(line), style="$foreground 72%")), *text]
    return [Content.assemble(reference, text[0]), *text[1:]]


def _promise(line: MinuteLine) -> str:
    """Owners and due date; that one is missing is said, as it was before Enter."""
    due = t("prompt.due", day=line.due) if line.due else t("prompt.hint.no_due")
    return f"{line.owners or t('prompt.hint.no_owner')} · {due}"
