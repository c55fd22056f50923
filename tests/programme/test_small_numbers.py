"""No hidden cell can be worked out from what is printed: tried by solving for it, exactly."""

from __future__ import annotations

from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from ictwg.domain.values import Audience
from ictwg.programme.small_numbers import ALL, hidden_in, printed, seen_by, with_totals

Cells = dict[tuple[str, str], int]

ROWS, COLUMNS = ("Dili", "Baucau", "Oecusse", "Viqueque"), ("female", "male", "not known")


@st.composite
def tables(draw: st.DrawFn) -> Cells:
    rows = ROWS[: draw(st.integers(1, len(ROWS)))]
    columns = COLUMNS[: draw(st.integers(1, len(COLUMNS)))]
    count = st.integers(0, 4) | st.integers(0, 40)
    return {(row, column): draw(count) for row in rows for column in columns}


@given(tables())
def test_the_secretariat_reads_every_cell_and_its_sums(cells: Cells) -> None:
    table = with_totals(cells)
    assert printed(Audience.SECRETARIAT, cells) == {cell: str(count) for cell, count in table.items()}
    assert table[ALL, ALL] == sum(cells.values())


@given(tables())
def test_others_read_no_cell_of_one_to_four_and_none_can_be_worked_out(cells: Cells) -> None:
    table = with_totals(cells)
    hidden = hidden_in(table)
    assert hidden >= {cell for cell, count in table.items() if 1 <= count <= 4}
    assert [cell for cell in hidden if is_determined(table, hidden, cell)] == []
    seen = seen_by(Audience.MEMBERS, cells)
    assert {cell for cell, count in seen.items() if count is None} == hidden
    assert all(count in (None, table[cell]) for cell, count in seen.items())


def test_a_small_cell_is_printed_so_and_the_next_smallest_is_hidden_with_it() -> None:
    cells = {("media", "female"): 3, ("media", "male"): 12, ("police", "female"): 9, ("police", "male"): 40}
    said = printed(Audience.MEMBERS, cells)
    assert said["media", "female"] == "<5"
    assert {said["media", "male"], said["police", "female"], said["police", "male"]} == {"hidden"}
    assert (said["media", ALL], said[ALL, "female"], said[ALL, ALL]) == ("15", "12", "64")


def test_where_no_cell_is_small_all_is_printed() -> None:
    assert printed(Audience.EVERYONE, {("media", "female"): 0, ("media", "male"): 5})["media", "female"] == "0"
    assert "hidden" not in printed(Audience.EVERYONE, {("media", "female"): 0, ("media", "male"): 5}).values()


def is_determined(table: Cells, hidden: frozenset[tuple[str, str]], cell: tuple[str, str]) -> bool:
    """Whether the sums leave only one value for the cell: its unit vector is a combination of their equations."""
    unknown = sorted(hidden)
    rows, columns = ({one[at] for one in table} for at in (0, 1))
    lines = [
        *([(one, -1 if one[1] == ALL else 1) for one in table if one[0] == row] for row in rows),
        *([(one, -1 if one[0] == ALL else 1) for one in table if one[1] == column] for column in columns),
    ]
    equations = [[Fraction(dict(line).get(one, 0)) for one in unknown] for line in lines]
    unit = [Fraction(one == cell) for one in unknown]
    return rank([*equations, unit]) == rank(equations)


def rank(matrix: list[list[Fraction]]) -> int:
    left, found = [row[:] for row in matrix], 0
    for column in range(len(matrix[0])):
        pivot = next((row for row in left if row[column]), None)
        if pivot is not None:
            found += 1
            left = [
                [a - b * row[column] / pivot[column] for a, b in zip(row, pivot, strict=True)]
                for row in left
                if row is not pivot
            ]
    return found
