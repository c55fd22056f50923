"""A look at the bytes puts the lines in the order in which a look at the decoded records would, and misses none."""

from __future__ import annotations

from itertools import islice

from hypothesis import given
from hypothesis import strategies as st
from tests.store.drawn_lines import REFERENCES, lines

from ictwg.domain.references import place
from ictwg.store.format.table import Table
from ictwg.store.local.listing import all_in_order, carried_twice, document_of, in_order, naming, references_in


@st.composite
def tables(draw: st.DrawFn) -> dict[str, bytes]:
    keys = draw(st.lists(st.integers(1, 45), max_size=9, unique=True))
    return {str(key): draw(lines(key)) for key in keys}


def _reference(line: bytes) -> str:
    found = document_of(line).get("reference")
    return found if isinstance(found, str) else ""


def as_tables(rows: dict[str, bytes], put: dict[str, bytes]) -> tuple[Table, Table]:
    """As a file holds them with some put over others of it, and all split."""
    held = sorted({**put, **rows}, key=int)
    read = Table.read(b"".join((put.get(key) or rows[key]) + b",\n" for key in held))
    split = Table(rows)
    for key in held:
        if key not in rows:
            del read[key]
        elif key in put:
            read[key] = rows[key]
    return read, split


@given(tables(), tables(), st.integers(0, 9))
def test_the_order_is_that_of_the_decoded_records(rows: dict[str, bytes], put: dict[str, bytes], limit: int) -> None:
    expected = sorted(rows.values(), key=lambda line: (place(_reference(line)), str(document_of(line)["id"])))
    assert list(islice(in_order(rows.values()), limit)) == expected[:limit]
    for table in as_tables(rows, put):
        assert list(islice(all_in_order(table), limit)) == expected[:limit]


@given(tables(), tables(), st.lists(REFERENCES.filter(bool), max_size=3, unique=True))
def test_a_reference_that_two_lines_carry_is_told(
    rows: dict[str, bytes], others: dict[str, bytes], wanted: list[str]
) -> None:
    carried = [_reference(line) for held in (rows, others) for line in held.values()]
    for table in as_tables(rows, others):
        assert carried_twice([table, Table(others)], list(filter(None, wanted))) == {
            one for one in wanted if one and carried.count(one) > 1
        }


@given(tables(), st.sampled_from(["A-2010-", "A-", "A-2010-014", "A"]))
def test_no_line_that_names_a_reference_is_missed(rows: dict[str, bytes], prefix: str) -> None:
    naming_it = {line for line in rows.values() if any(one.startswith(prefix) for one in references_in(line))}
    assert naming_it <= set(naming(rows, prefix.encode()))
