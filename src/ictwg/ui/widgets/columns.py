"""The columns of a list: their cells, how they share the width, and the mark of two versions."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any, Generic, Literal, NamedTuple, Protocol, TypeVar

from rich.cells import cell_len, set_cell_size
from textual.app import App

from ictwg.domain.ids import is_id
from ictwg.ui.text import line, typed

Tone = Literal["", "muted", "strong", "good", "warn", "bad", "info"]
"""What a colour means; a state also has its glyph and its word, so that nothing hangs on the colour."""


class CellPiece(NamedTuple):
    text: str
    tone: Tone = ""


Cell = str | tuple[CellPiece, ...]


class HasId(Protocol):
    @property
    def id(self) -> str: ...


R = TypeVar("R", bound=HasId)


class Column(NamedTuple, Generic[R]):
    """One column.

    Attributes:
        show: The text of a row, or pieces with a tone each.
        width: Cells; 0 is flexible, and then `share` weighs it against the other flexible ones.
        most: Cells that a flexible one needs at the most; 0 takes what there is.
        good: Cells that a flexible one should have before anything stands that gives way at `EXTRA` or above.
        snug: It gives the others the cells that nothing in it needs, where the list is short enough to look.
        drop: 0 stays always; where the room is short the highest number goes first.
        names: It is what the rows are told apart by: for `TITLE` cells of it, on a wide screen `WIDE_TITLE`, others go.
        brief: Its first sign says it in short, and stands alone before the column goes.
    """

    id: str
    title: str
    show: Callable[[R], Cell]
    width: int = 0
    share: int = 1
    minimum: int = 8
    align: Literal["left", "right"] = "left"
    tone: Tone = ""
    drop: int = 0
    most: int = 0
    snug: bool = False
    good: int = 0
    names: bool = False
    brief: bool = False

    @property
    def least(self) -> int:
        return self.width or self.minimum

    def fitting(self, rows: Iterable[R], most: int) -> Column[R]:
        """The column as wide as its title and what stands in it, and no wider than `most`."""
        return self._replace(width=widest((self.title, *(_text(self.show(row)) for row in rows)), most))

    def titled(self) -> Column[R]:
        """Wide enough for the whole of a title that is not very long; it costs no other column."""
        least = max(self.least, min(cell_len(self.title), WHOLE_TITLE))
        return self._replace(width=least) if self.width else self._replace(minimum=least)

    def in_short(self) -> Column[R]:
        """Its first sign alone."""
        return self._replace(title="", show=lambda row: _first_sign(self.show(row)), width=1, brief=False, snug=False)

    def wanted(self, extra: int) -> int:
        """What it takes of the cells that are left over."""
        return 0 if self.width else min(extra, max(0, self.most - self.least)) if self.most else extra


class GroupHeading(NamedTuple):
    """A row that names the group of rows under it; the cursor steps over it.

    With `below` it is the rest of the row above it, which takes more than one line, so many cells from the left.
    """

    id: str
    title: str
    note: str = ""
    below: int = 0


class ColumnPlace(NamedTuple, Generic[R]):
    column: Column[R]
    width: int


GAP = 2

MOST = 160
"""Cells that the widest column takes, on a screen that has room for them."""

MEASURED = 1000
"""Rows; in a longer list something is as wide as the column may be."""

EXTRA = 4

WHOLE_TITLE, SPARES = 12, 28
"""Cells; a longer title of a column is cut where no other column keeps so many."""

TITLE, WIDE_TITLE, WIDE = 30, 40, 110
"""The cells of a title, where it needs them; and the width of a list that is wide."""

LOOKED_THROUGH = 5000
"""Rows; in a longer list hardly any column is empty, and looking would cost more than it gives."""


def title_column(id: str, title: str, show: Callable[[R], Cell], least: int = 18, **how: Any) -> Column[R]:
    """What names a row: as wide as it needs, before others have room."""
    return Column(id, title, show, share=3, minimum=least, good=WIDE_TITLE, names=True, snug=True, **how)


def with_something(columns: Sequence[Column[R]], rows: Sequence[R | GroupHeading]) -> tuple[Column[R], ...]:
    """Without the columns that could give way and are empty in every row: the others have their room."""
    if not rows or len(rows) > LOOKED_THROUGH:
        return tuple(columns)
    return tuple(column for column in columns if not column.drop or any(_says(column, row) for row in rows))


def snug(columns: Sequence[Column[R]], rows: Sequence[R | GroupHeading]) -> tuple[Column[R], ...]:
    """The columns, those that are snug as wide as their title and what stands in these rows, and no wider than before.

    A flexible one has as much as it needs at the most.
    """
    if not rows or len(rows) > MEASURED:
        return tuple(columns)
    told = [row for row in rows if not isinstance(row, GroupHeading)]
    return tuple(_snug(column, told) if column.snug else column for column in columns)


def _snug(column: Column[R], rows: Sequence[R]) -> Column[R]:
    if column.width:
        return column.fitting(rows, column.width)
    needed = column.fitting(rows, MOST).width
    return column._replace(minimum=min(column.minimum, needed), most=needed, good=min(column.good, needed))


def _says(column: Column[R], row: R | GroupHeading) -> bool:
    if isinstance(row, GroupHeading):
        return False
    shown = column.show(row)
    return bool(shown.strip() if isinstance(shown, str) else any(piece.text.strip() for piece in shown))


def shared_out(columns: Sequence[Column[R]], room: int, *, wide: bool = False) -> tuple[ColumnPlace[R], ...]:
    """The columns that fit into `room` cells of a screen that is wide or not, with their widths."""
    wanted = WIDE_TITLE if wide else TITLE
    plain = _standing(columns, wanted, room)
    titled = _standing([column.titled() for column in columns], wanted, room)
    alike = [column.id for column in titled] == [column.id for column in plain]
    kept = titled if _needed(titled) <= room and alike else plain
    more = min(room - _needed(kept), _missing(kept, wanted))
    kept = [column._replace(minimum=column.least + more) if column.names and more > 0 else column for column in kept]
    extra = _shares(kept, max(0, room - _needed(kept)))
    return _titled([ColumnPlace(column, column.least + more) for column, more in zip(kept, extra, strict=True)], wanted)


def _titled(shared: Sequence[ColumnPlace[R]], wanted: int) -> tuple[ColumnPlace[R], ...]:
    """The same where a title that would be cut has the cells that it lacks from columns that can spare some.

    What names a row keeps what it wants.
    """
    places = list(shared)
    for n, place in enumerate(places):
        lacks = max(0, cell_len(place.column.title) - place.width)
        for at, other in enumerate(places):
            spare = 0 if other.column.width else other.width - (wanted if other.column.names else SPARES)
            if (given := min(lacks, spare)) > 0:
                places[at] = other._replace(width=other.width - given)
                places[n] = places[n]._replace(width=places[n].width + given)
                lacks -= given
    return tuple(places)


def _standing(columns: Sequence[Column[R]], wanted: int, room: int) -> list[Column[R]]:
    """Those that stay where the last ones gave way, and the signs of others."""
    kept = list(columns)
    while _asked(kept, wanted) > room:
        # The first to go stands in short, or is gone
        first = max(kept, key=lambda column: column.drop)
        at = kept.index(first)
        kept[at : at + 1] = [first.in_short()] if first.brief else []
    return _with_signs(columns, kept, room - _missing(kept, wanted))


def _shares(columns: Sequence[Column[R]], spare: int) -> list[int]:
    """What each takes of the cells that are left over; what one does not need the others share."""
    extra = [0] * len(columns)
    while asking := [n for n, column in enumerate(columns) if column.wanted(spare + extra[n]) > extra[n]]:
        shares = sum(columns[n].share for n in asking)
        for n in asking:
            part = spare * columns[n].share // shares if shares else 0
            taken = columns[n].wanted(extra[n] + part) - extra[n]
            extra[n], spare, shares = extra[n] + taken, spare - taken, shares - columns[n].share
        if not spare:
            break
    return extra


def widest(texts: Iterable[str], most: int) -> int:
    """The width of a column that is as wide as its texts, and no wider than `most`."""
    return min(most, max((cell_len(typed(text).rstrip()) for text in texts), default=1) or 1)


def words_in(columns: Iterable[Column[R]], row: R) -> str:
    return " ".join(_text(column.show(row)) for column in columns)


def _with_signs(columns: Sequence[Column[R]], kept: list[Column[R]], room: int) -> list[Column[R]]:
    """The columns kept, and of those that went for others the sign where it has room now."""
    ids = {column.id for column in kept}
    for gone in (column.in_short() for column in columns if column.brief and column.id not in ids):
        if _needed((*kept, gone)) <= room:
            kept = [*kept, gone]
    places = [column.id for column in columns]
    return sorted(kept, key=lambda column: places.index(column.id))


def _first_sign(cell: Cell) -> Cell:
    return cell[:1] if isinstance(cell, str) else tuple(piece._replace(text=piece.text[:1]) for piece in cell[:1])


def _text(cell: Cell) -> str:
    return cell if isinstance(cell, str) else "".join(piece.text for piece in cell)


def _needed(columns: Sequence[Column[R]]) -> int:
    return sum(column.least for column in columns) + GAP * max(0, len(columns) - 1)


def _asked(columns: Sequence[Column[R]], wanted: int) -> int:
    """The cells that they need, and those of a good title as long as others can give way to it."""
    first = max((column.drop for column in columns), default=0)
    good = max(_missing(columns, wanted), _wished(columns) if first >= EXTRA else 0)
    return _needed(columns) + good if first else 0


def _missing(columns: Sequence[Column[R]], wanted: int) -> int:
    """The cells that the title lacks."""
    return sum(max(0, min(column.good, wanted) - column.least) for column in columns if column.names)


def _wished(columns: Sequence[Column[R]]) -> int:
    """What is missing until each flexible column is good to read."""
    return sum(max(0, column.good - column.least) for column in columns if not column.width)


def fitted(text: str, width: int, align: str = "left") -> str:
    """One clean line of exactly `width` cells, indented as it is; what is cut shows an ellipsis."""
    text = typed(text).rstrip()
    if text.isascii() and len(text) <= width:
        return text.rjust(width) if align == "right" else text.ljust(width)
    return _fitted_wide(text, width, align)


def within(text: str, most: int) -> str:
    """One clean line of at most so many cells; what is cut shows an ellipsis."""
    text = line(text)
    return text if cell_len(text) <= most else _fitted_wide(text, max(0, most), "left")


def _fitted_wide(text: str, width: int, align: str) -> str:
    size = cell_len(text)
    if size > width:
        return set_cell_size(text, width - 1) + "…" if width else ""
    space = " " * (width - size)
    return space + text if align == "right" else text + space


def record_in(row: HasId) -> str:
    """The id of the row's record: what it says that it is about, or the first that its own id is made of.

    `ID`, `ID/HEADING`, `next/ID`, `TABLE:ID`; empty where it is about no record.
    """
    about: str | None = getattr(row, "about", None)
    if about is not None:
        return about
    return next((part for part in row.id.replace(":", "/").split("/") if is_id(part)), "")


def marked_in(program: App[Any]) -> frozenset[str]:
    found: frozenset[str] = getattr(program, "marked", frozenset())
    return found


def to_decide(program: App[Any], id: str) -> str:
    """`≠ Two versions: Due · choose one in To check`, or nothing."""
    return program.to_decide(id) if id and hasattr(program, "to_decide") else ""
