"""The laws of a raised floor (STORE.md §2), over copies wilder than any history; see store/test_compact.py too."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.merge.copies import bytes_of, copies
from tests.merge.whole_copies import Dataset, join, lines_of

from ictwg.merge.dots import Dot
from ictwg.merge.redactions import TABLE as REDACTIONS
from ictwg.merge.rows import LOG
from ictwg.store.sync.coverage import below_floor

pairs = st.tuples(copies(), copies())
floors = st.integers(0, 6)
Value = tuple[str, str, str, str]


def raised(copy: Dataset, floor: int) -> Dataset:
    return copy._replace(context=copy.context.raised(floor))


@given(pairs, floors)
def test_law_what_is_shared_stands_below_a_floor_and_older_states_change_nothing(
    pair: tuple[Dataset, Dataset], floor: int
) -> None:
    whole = join(*pair)
    over = raised(whole, floor)
    assert over.rows == whole.rows
    for older in (*pair, whole):
        assert bytes_of(join(over, older)) == bytes_of(join(older, over)) == bytes_of(over)


@given(copies(), floors, floors)
def test_law_two_floors_come_together_as_the_higher(copy: Dataset, one: int, other: int) -> None:
    both = join(raised(copy, one), raised(copy, other))
    assert bytes_of(both) == bytes_of(raised(copy, max(one, other)))
    assert bytes_of(raised(both, max(one, other))) == bytes_of(both)


@given(copies(), floors)
def test_law_a_floor_covers_what_was_covered_and_names_nobody_below_it(copy: Dataset, floor: int) -> None:
    over = raised(copy, floor).context
    assert all(over.covers(dot) for row in copy.rows.values() for dot in row.dots)
    assert all(n > over.floor for n in over.ctx.values())
    assert over.covers_all(copy.context)


@settings(max_examples=2 * settings().max_examples)
@given(pairs, floors)
def test_law_what_a_floor_drops_unseen_is_written_again(pair: tuple[Dataset, Dataset], floor: int) -> None:
    """Whatever the join without a floor would keep stays, or is among the edits that are written again."""
    a, b = map(_without_redactions, pair)
    over = raised(a, floor)
    writes = below_floor(lines_of(over), lines_of(b), lambda dot: not a.context.covers(dot))
    again = {(w.table, w.id, w.field, repr(value)) for w in writes for value in w.values}
    if over.context.floor > b.context.floor:
        assert _values(join(a, b)) <= _values(join(over, b)) | again
    else:
        assert not writes


def _without_redactions(copy: Dataset) -> Dataset:
    """What is removed for good is not written again, by design."""
    return copy._replace(rows={key: row for key, row in copy.rows.items() if key[0] != REDACTIONS})


def _values(copy: Dataset) -> set[Value]:
    return {
        (table, id, name, repr(value))
        for (table, id), row in copy.rows.items()
        if table != LOG
        for name, register in row.registers.items()
        for value in _all(register)
    }


def _all(register: object) -> list[object]:
    assert isinstance(register, dict)
    held: dict[Dot, tuple[object, ...]] = register
    return [value for values in held.values() for value in values]
