"""The lines of the minutes and what is read back, wrapped in full: what the room reads is never cut.

And matters arising: the open actions, gone through one after the other, with one key for each state.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from itertools import groupby
from typing import ClassVar, Generic, NamedTuple, TypeVar

from textual.content import Content
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from ictwg.domain.access import visible
from ictwg.domain.calendar import short_day
from ictwg.domain.records import Action, Meeting
from ictwg.domain.state import State
from ictwg.domain.values import ActionStatus, Audience, EntryType
from ictwg.locales import t
from ictwg.minutes.lines import MinuteLine
from ictwg.minutes.matters_arising import ReviewLine, review
from ictwg.ui.keys import bindings_with
from ictwg.ui.text import emphasized, plain
from ictwg.ui.widgets.columns import Cell, CellPiece, Column, GroupHeading, HasId, to_decide
from ictwg.ui.widgets.looks import ENTRY, LOOKS, Look, marked
from ictwg.ui.widgets.virtual_list import VirtualList

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


class ReviewList(VirtualList[ReviewLine]):
    """The actions by organization; the cursor goes on by itself when one is dealt with.

    While a meeting is open, an action stays where it was first read out, whatever becomes of it: a list that sorts
    itself anew under one's fingers would have some skipped.
    """

    def __init__(self, id: str) -> None:
        columns = (
            Column[ReviewLine]("action", t("records.action"), lambda line: line.reference, width=10, tone="info"),
            Column[ReviewLine]("text", t("ui.what"), _text, share=3, minimum=18, snug=True),
            Column[ReviewLine]("due", t("records.due"), _due, width=12, drop=1, snug=True),
            Column[ReviewLine](
                "slips", t("followup.slips"), lambda line: str(line.slips or ""), width=5, align="right", drop=4
            ),
            Column[ReviewLine]("state", t("records.state"), _state, width=13, drop=2, snug=True),
        )
        super().__init__(columns, empty=t("minutes_screen.review.empty"), enter="minutes.type", id=id)
        self._seen: dict[str, tuple[int, str]] = {}

    def show_review(self, state: State, meeting: Meeting, today: date, *, projector: bool) -> None:
        lines = review(state, meeting, today)
        shown = [one for one in lines if not projector or visible(state, one.action, Audience.MEMBERS)]
        for line in shown:
            self._seen.setdefault(line.id, (len(self._seen), _heading(line)))
        ordered = sorted(shown, key=lambda line: self._seen[line.id])
        rows: list[ReviewLine | GroupHeading] = []
        for title, lines_below in groupby(ordered, key=lambda line: self._seen[line.id][1]):
            rows += [GroupHeading(f"heading:{len(rows)}", title), *lines_below]
        self.show(rows)

    @property
    def action(self) -> str | None:
        return self.current.id if self.current is not None else None

    def action_told(self) -> Content:
        """The action under the cursor in full: who, until when, how often moved, what was said last."""
        return told(self.current) if self.current is not None else plain("")


def told(line: ReviewLine) -> Content:
    """Three lines on the action under the cursor."""
    due = t("prompt.due", day=line.due) if line.due else t("minutes.due.none")
    slips = t("minutes_screen.review.slips", count=line.slips) if line.slips else ""
    late = t("minutes_screen.review.overdue") if line.overdue else ""
    status = Action.status.label(line.action.status)
    facts = " · ".join(part for part in (line.owners, due, late, slips, status) if part)
    parts = [plain(f"{line.reference}  ", style="b $accent"), plain(line.action.text), plain(f"\n{facts}", style="dim")]
    if line.update and line.updated:
        said = f"{short_day(line.updated)}: {line.update}"
        parts.append(plain(f"\n{said}"))
    return Content.assemble(*parts)


def _heading(line: ReviewLine) -> str:
    if line.confirm:
        return t("minutes_screen.review.confirm")
    if line.action.all:
        return t("records.action.all")
    return line.organization or t("tasks.nobodys")


def _text(row: ReviewLine) -> Cell:
    look: Look = ("▲", "bad") if row.overdue else _LOOK[row.action.status]
    return (CellPiece(*look), CellPiece(f" {row.action.text}"))


def _due(row: ReviewLine) -> Cell:
    due = row.action.due
    words = short_day(due) if isinstance(due, date) else row.due
    return (CellPiece(words, "bad" if row.overdue else ""),)


def _state(row: ReviewLine) -> Cell:
    if row.overdue:
        return (CellPiece(t("minutes_screen.review.overdue"), "bad"),)
    return marked(_LOOK[row.action.status], Action.status.label(row.action.status))


_LOOK: dict[ActionStatus, Look] = LOOKS | {ActionStatus.DONE: ("✓", "good")}
