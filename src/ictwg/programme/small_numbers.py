"""Tables of people for those who may not know who they are (DOMAIN.md §4, Small numbers).

A cell of 1 to 4 is hidden, and so much more that no total gives it back. Rows and columns with their totals are sums:
a hidden cell can be worked out exactly if it is the only way between its row and its column, when every hidden cell is
a way from a row to a column (a bridge of that graph; Gusfield 1988). So cells are hidden until there is none.
"""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, TypeAlias

from ictwg.domain.fields import BELOW, is_small
from ictwg.domain.values import Audience
from ictwg.locales import t

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    Cell = tuple[str, str]
    Shown: TypeAlias = int | "Hidden"

ALL = ""
"""The row and the column of totals."""

NOT_KNOWN = "not_known"
"""The row and the column of those of whom it is not known."""


def with_totals(cells: Mapping[Cell, int]) -> dict[Cell, int]:
    """Every row in every column, and the sums."""
    rows, columns = ({cell[at]: None for cell in cells} for at in (0, 1))
    table = {(row, column): cells.get((row, column), 0) for row in rows for column in columns}
    for row in rows:
        table[row, ALL] = sum(table[row, column] for column in columns)
    for column in (*columns, ALL):
        table[ALL, column] = sum(table[row, column] for row in rows)
    return table


class Hidden(StrEnum):
    """What stands in the place of a number that an audience may not read."""

    SMALL = "small"
    OTHER = "other"

    def words(self, lang: str = "") -> str:
        number = t("programme.below", lang=lang, number=BELOW)
        return number if self is Hidden.SMALL else t("programme.hidden", lang=lang)


def seen_by(audience: Audience, cells: Mapping[Cell, int]) -> dict[Cell, Shown]:
    """The table with its totals as this audience may read it."""
    return seen_together(audience, (cells,))[0]


def seen_together(audience: Audience, tables: Sequence[Mapping[Cell, int]]) -> tuple[dict[Cell, Shown], ...]:
    """Tables of the same people with the same columns: their totals are one, and are hidden in all or in none."""
    whole = [with_totals(cells) for cells in tables]
    none: frozenset[Cell] = frozenset()
    hidden = [none] * len(whole) if audience is Audience.SECRETARIAT else _hidden_in_each(whole)
    return tuple(
        {cell: _instead(count) if cell in there else count for cell, count in table.items()}
        for table, there in zip(whole, hidden, strict=True)
    )


def _hidden_in_each(tables: Sequence[Mapping[Cell, int]]) -> list[frozenset[Cell]]:
    totals: frozenset[Cell] = frozenset()
    while True:
        hidden = [hidden_in(table, totals) for table in tables]
        found = frozenset(cell for one in hidden for cell in one if cell[0] == ALL)
        if found <= totals:
            return hidden
        totals |= found


def shown(audience: Audience, count: int) -> Shown:
    """A number that stands alone."""
    return Hidden.SMALL if is_small(count) and audience is not Audience.SECRETARIAT else count


def printed(audience: Audience, cells: Mapping[Cell, int]) -> dict[Cell, str]:
    """The same in words."""
    seen = seen_by(audience, cells)
    return {cell: count.words() if isinstance(count, Hidden) else str(count) for cell, count in seen.items()}


def _instead(count: int) -> Hidden:
    return Hidden.SMALL if is_small(count) else Hidden.OTHER


def hidden_in(table: Mapping[Cell, int], also: frozenset[Cell] = frozenset()) -> frozenset[Cell]:
    """The cells of a table with totals that are not shown, with those that are hidden for another reason."""
    hidden = {cell for cell, count in table.items() if is_small(count)} | (also & table.keys())
    while more := next(filter(None, (_to_hide_with(cell, hidden, table) for cell in sorted(hidden))), None):
        hidden.add(min(more, key=lambda cell: (ALL in cell, table[cell] == 0, table[cell], cell)))
    return frozenset(hidden)


def _to_hide_with(cell: Cell, hidden: set[Cell], table: Mapping[Cell, int]) -> list[Cell]:
    """Of which cells one is to be hidden so that this one cannot be worked out; none where it cannot be already.

    First one more in its row and one more in its column, then the one where those two meet.
    """
    row, column = cell
    others = hidden - {cell}
    rows, columns = _reached(row, others)
    if column in columns:
        return []
    left = [one for one in table if one not in hidden]
    if not columns:
        return [one for one in left if one[0] == row]
    if all(one[1] != column for one in others):
        return [one for one in left if one[1] == column]
    return [one for one in left if one[1] in columns and one[0] not in rows and (one[0], column) in others]


def _reached(row: str, hidden: set[Cell]) -> tuple[set[str], set[str]]:
    """The rows and columns to which hidden cells lead from a row."""
    rows, columns = {row}, set[str]()
    while more := {one for one in hidden if (one[0] in rows) != (one[1] in columns)}:
        rows |= {one[0] for one in more}
        columns |= {one[1] for one in more}
    return rows, columns
