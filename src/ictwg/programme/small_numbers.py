"""Tables of people for those who may not know who they are (DOMAIN.md §4, Small numbers).

A cell of 1 to 4 is hidden, and so much more that no total gives it back. Rows and columns with their totals are sums:
a hidden cell can be worked out exactly if it is the only way between its row and its column, when every hidden cell is
a way from a row to a column (a bridge of that graph; Gusfield 1988). So cells are hidden until there is none.

Several tables of the same people tell of each other too: the only training for the media is the media's row. A hidden
cell can be worked out from what is shown if it is a sum of multiples of shown cells, each the sum of those in it.
"""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, TypeAlias

from ictwg.domain.fields import BELOW, is_small
from ictwg.domain.values import Audience
from ictwg.locales import t

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

    Cell = tuple[str, str]
    Place = tuple[int, Cell]
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


def seen_together(
    audience: Audience, tables: Sequence[Mapping[Cell, int]], together: Collection[tuple[Cell, ...]] = ()
) -> tuple[dict[Cell, Shown], ...]:
    """Tables of the same people with the same columns: their totals are one, and are hidden in all or in none.

    Args:
        audience: Who reads them.
        tables: Each without its totals.
        together: Of each of those people the cells in which they are counted, one of each table, where that is known.
    """
    whole = [with_totals(cells) for cells in tables]
    none: frozenset[Cell] = frozenset()
    hidden = [none] * len(whole) if audience is Audience.SECRETARIAT else _hidden_in_each(whole, together)
    return tuple(
        {cell: _instead(count) if cell in there else count for cell, count in table.items()}
        for table, there in zip(whole, hidden, strict=True)
    )


def _hidden_in_each(
    tables: Sequence[Mapping[Cell, int]], together: Collection[tuple[Cell, ...]]
) -> list[frozenset[Cell]]:
    also: set[Place] = set()
    counts = {_place(number, cell): count for number, table in enumerate(tables) for cell, count in table.items()}
    while True:
        hidden = [
            hidden_in(table, frozenset(cell for cell in table if _place(number, cell) in also))
            for number, table in enumerate(tables)
        ]
        found = {_place(number, cell) for number, one in enumerate(hidden) for cell in one}
        totals = {place for place in found if place[1][0] == ALL}
        more = totals - also or set(_given_back(counts, found, together))
        if not more:
            return hidden
        also |= more


def _place(number: int, cell: Cell) -> Place:
    """A cell of a table; the sums of the columns are those of all tables."""
    return (0 if cell[0] == ALL else number, cell)


SOLVED = 200
"""So many different combinations of cells at the most: a tenth of a second."""

_FIELD = 2**61 - 1
"""Multiples are reckoned modulo this prime: as they are with fractions, and quicker."""


def _given_back(
    counts: Mapping[Place, int], hidden: set[Place], together: Collection[tuple[Cell, ...]]
) -> Iterator[Place]:
    """For each hidden cell that the shown ones give back, the one of these that is hidden too; mostly nothing.

    Of very many people only the cells that count the very same are looked for: solving takes seconds there.
    """
    people: dict[Place, dict[int, int]] = {}
    for one, cells in enumerate(together):
        for number, (row, column) in enumerate(cells):
            for cell in ((row, column), (row, ALL), (ALL, column), (ALL, ALL)):
                people.setdefault(_place(number, cell), {})[one] = 1
    shown = [place for place in people if place not in hidden]
    if len(together) > SOLVED:
        same = {frozenset(people[place]) for place in hidden & people.keys()}
        yield from (place for place in shown if frozenset(people[place]) in same)
        return
    solved: dict[int, dict[int, int]] = {}
    for number, place in enumerate(shown, 1):  # below nothing stands from which cells it comes
        _solve(line := {**people[place], -number: 1}, solved)
        if (first := max(line)) >= 0:
            unit = pow(line[first], -1, _FIELD)
            solved[first] = {one: times * unit % _FIELD for one, times in line.items()}
    for place in hidden & people.keys():
        _solve(line := {**people[place]}, solved)
        if line and max(line) < 0:
            used = [shown[-number - 1] for number in line]
            yield min(used, key=lambda one: (ALL in one[1], counts[one], one))


def _solve(line: dict[int, int], solved: Mapping[int, Mapping[int, int]]) -> None:
    """Takes out of a line all that other lines stand for; what is left of it begins with none of these."""
    while line and (first := max(line)) in solved:
        times = line[first]
        for one, factor in solved[first].items():
            left = (line.get(one, 0) - times * factor) % _FIELD
            if left:
                line[one] = left
            else:
                line.pop(one, None)


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
