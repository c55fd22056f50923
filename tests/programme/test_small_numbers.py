"""No hidden cell can be worked out from what is printed: tried by solving for it, exactly."""

from __future__ import annotations

from collections import Counter
from fractions import Fraction

from hypothesis import given, settings
from hypothesis import strategies as st

from ictwg.domain.values import Audience
from ictwg.programme.small_numbers import ALL, SOLVED, Hidden, hidden_in, printed, seen_by, seen_together, with_totals

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
    assert determined(table, hidden) == set()
    seen = seen_by(Audience.MEMBERS, cells)
    assert {cell for cell, count in seen.items() if isinstance(count, Hidden)} == hidden
    assert all(isinstance(count, Hidden) or count == table[cell] for cell, count in seen.items())


@given(st.data())
def test_several_tables_of_the_same_people_give_no_hidden_cell_back_together(data: st.DataObject) -> None:
    """Drawn one person at a time: a training, a district and an audience group, each with the columns of sex."""
    kinds = [st.sampled_from(ROWS[: data.draw(st.integers(1, len(ROWS)))]) for _ in range(3)]
    people = data.draw(st.lists(st.tuples(st.sampled_from(COLUMNS), *kinds), max_size=60))
    tables: list[Cells] = [dict.fromkeys(((row, column) for row in ROWS for column in COLUMNS), 0) for _ in kinds]
    for column, *rows in people:
        for table, row in zip(tables, rows, strict=True):
            table[row, column] += 1
    seen = seen_together(Audience.MEMBERS, tables)
    known: list[dict[Place, int]] = []
    hidden: set[Place] = set()
    for number, (cells, shown) in enumerate(zip(tables, seen, strict=True)):
        table = with_totals(cells)
        known += lines_of(table, number)
        hidden |= {place(cell, number) for cell, count in shown.items() if isinstance(count, Hidden)}
        assert all(isinstance(shown[cell], Hidden) for cell, count in table.items() if 1 <= count <= 4)
    assert given_back(known, hidden) == set()


@settings(max_examples=40)
@given(st.data())
def test_what_one_table_shows_is_no_sum_that_gives_back_what_another_hides(data: st.DataObject) -> None:
    """The reader knows who is counted where: which training was in which district, and the only one for the media."""
    kinds = [st.sampled_from(ROWS[: data.draw(st.integers(1, len(ROWS)))]) for _ in range(3)]
    drawn = st.tuples(st.tuples(st.sampled_from(COLUMNS), *kinds), st.integers(1, 9))
    people: Counter[tuple[str, ...]] = Counter()
    for one, count in data.draw(st.lists(drawn, max_size=8)):
        people[one] += count
    tables: list[Cells] = [dict.fromkeys(((row, column) for row in ROWS for column in COLUMNS), 0) for _ in kinds]
    together = [tuple((row, column) for row in rows) for column, *rows in people]
    for cells, count in zip(together, people.values(), strict=True):
        for table, cell in zip(tables, cells, strict=True):
            table[cell] += count
    seen = seen_together(Audience.MEMBERS, tables, together)
    told: dict[bool, list[list[Fraction]]] = {True: [], False: []}
    for number, shown in enumerate(seen):
        for (row, column), said in shown.items():
            meant = (cells[number] for cells in together)
            line = [Fraction(row in {of, ALL} and column in {name, ALL}) for of, name in meant]
            told[isinstance(said, Hidden)] += [line] * any(line)
    known = rank(told[False])
    assert all(rank([*told[False], line]) > known for line in told[True])


def test_of_very_many_people_the_cells_that_count_the_same_are_hidden_together() -> None:
    """The media's only training is the row of the media, among more combinations than are solved for."""
    together = [((f"t{n}", "female"), (f"g{n % 50}", "female")) for n in range(SOLVED)]
    together += [((f"t{n}", "male"), (f"g{n % 50}", "male")) for n in range(SOLVED)]
    together += [
        ((row, sex), (of, sex)) for row, of in (("radio", "media"), ("lab", "g0")) for sex in ("female", "male")
    ]
    counts = {("radio", "female"): 7, ("radio", "male"): 11, ("lab", "female"): 4, ("lab", "male"): 20}
    trainings, groups = ({cells[at]: 0 for cells in together} for at in (0, 1))
    for one, other in together:
        trainings[one] += counts.get(one, 9)
        groups[other] += counts.get(one, 9)
    first, second = seen_together(Audience.MEMBERS, (trainings, groups), together)
    for column in ("female", "male"):
        assert isinstance(first["radio", column], Hidden)
        assert isinstance(second["media", column], Hidden)


def rank(lines: list[list[Fraction]]) -> int:
    """How many of them no others stand for."""
    left, found = [list(line) for line in lines], 0
    for column in range(len(left[0]) if left else 0):
        pivot = next((line for line in left if line[column]), None)
        if pivot is not None:
            left.remove(pivot)
            found += 1
            left = [[a - line[column] / pivot[column] * b for a, b in zip(line, pivot, strict=True)] for line in left]
    return found


def test_a_small_cell_is_printed_so_and_the_next_smallest_is_hidden_with_it() -> None:
    cells = {("media", "female"): 3, ("media", "male"): 12, ("police", "female"): 9, ("police", "male"): 40}
    said = printed(Audience.MEMBERS, cells)
    assert said["media", "female"] == "<5"
    assert {said["media", "male"], said["police", "female"], said["police", "male"]} == {"hidden"}
    assert (said["media", ALL], said[ALL, "female"], said[ALL, ALL]) == ("15", "12", "64")


def test_where_no_cell_is_small_all_is_printed() -> None:
    assert printed(Audience.EVERYONE, {("media", "female"): 0, ("media", "male"): 5})["media", "female"] == "0"
    assert "hidden" not in printed(Audience.EVERYONE, {("media", "female"): 0, ("media", "male"): 5}).values()


Place = tuple[int, str, str]
"""A cell of a table; of the totals, which all tables share, there is one."""


def place(cell: tuple[str, str], number: int) -> Place:
    return (0 if cell[0] == ALL else number, *cell)


def determined(table: Cells, hidden: frozenset[tuple[str, str]]) -> set[Place]:
    return given_back(lines_of(table, 0), {place(one, 0) for one in hidden})


def lines_of(table: Cells, number: int) -> list[dict[Place, int]]:
    """The sums of a table: cells with the sign that makes them nothing together."""
    rows, columns = ({one[at] for one in table} for at in (0, 1))
    return [
        *({place(one, number): -1 if one[1] == ALL else 1 for one in table if one[0] == row} for row in rows),
        *({place(one, number): -1 if one[0] == ALL else 1 for one in table if one[1] == col} for col in columns),
    ]


def given_back(lines: list[dict[Place, int]], hidden: set[Place]) -> set[Place]:
    """The cells for which the sums leave only one value: solved, a line speaks of that cell alone."""
    unknown = sorted(hidden)
    left = [[Fraction(line.get(one, 0)) for one in unknown] for line in lines]
    for column in range(len(unknown)):
        _reduce(left, column)
    alone = ([one for one, factor in zip(unknown, line, strict=True) if factor] for line in left)
    return {only for only, *others in filter(None, alone) if not others}


def _reduce(lines: list[list[Fraction]], column: int) -> None:
    """One line keeps the column, as the first that it has; it is taken out of all others."""
    pivot = next((line for line in lines if line[column] and not any(line[:column])), None)
    if pivot is None:
        return
    for line in lines:
        if line is not pivot and line[column]:
            times = line[column] / pivot[column]
            line[:] = [a - times * b for a, b in zip(line, pivot, strict=True)]
