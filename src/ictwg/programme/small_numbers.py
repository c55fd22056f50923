"""Tables of people for those who may not know who they are (DOMAIN.md §4, Small numbers).

A cell of 1 to 4 is hidden, and so much more that no total gives it back. Rows and columns with their totals are sums:
a hidden cell can be worked out exactly if it is the only way between its row and its column, when every hidden cell is
a way from a row to a column (a bridge of that graph; Gusfield 1988). So cells are hidden until there is none.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ictwg.domain.values import Audience
from ictwg.locales import t

if TYPE_CHECKING:
    from collections.abc import Mapping

    Cell = tuple[str, str]

ALL = ""
"""The row and the column of totals."""

BELOW = 5
"""From so many on a number is shown."""


def with_totals(cells: Mapping[Cell, int]) -> dict[Cell, int]:
    """Every row in every column, and the sums."""
    rows, columns = ({cell[at]: None for cell in cells} for at in (0, 1))
    table = {(row, column): cells.get((row, column), 0) for row in rows for column in columns}
    for row in rows:
        table[row, ALL] = sum(table[row, column] for column in columns)
    for column in (*columns, ALL):
        table[ALL, column] = sum(table[row, column] for row in rows)
    return table


def seen_by(audience: Audience, cells: Mapping[Cell, int]) -> dict[Cell, int | None]:
    """The table with its totals as this audience may read it; None is what is hidden."""
    table = with_totals(cells)
    hidden = frozenset() if audience is Audience.SECRETARIAT else hidden_in(table)
    return {cell: None if cell in hidden else count for cell, count in table.items()}


def printed(audience: Audience, cells: Mapping[Cell, int]) -> dict[Cell, str]:
    """The same in words."""
    table = with_totals(cells)
    return {
        cell: str(count) if count is not None else _hidden(table[cell])
        for cell, count in seen_by(audience, cells).items()
    }


def _hidden(count: int) -> str:
    return t("programme.below", number=BELOW) if _is_small(count) else t("programme.hidden")


def _is_small(count: int) -> bool:
    return 0 < count < BELOW


def hidden_in(table: Mapping[Cell, int]) -> frozenset[Cell]:
    """The cells of a table with totals that are not shown."""
    hidden = {cell for cell, count in table.items() if _is_small(count)}
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
