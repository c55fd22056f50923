"""A look through the bytes puts the records in the order in which a look at all of them, decoded, would."""

from __future__ import annotations

from itertools import islice
from unittest.mock import patch

from hypothesis import given
from hypothesis import strategies as st
from tests.store.drawn_lines import DB, REFERENCES, lines

from ictwg.domain.ids import id_of
from ictwg.domain.references import place
from ictwg.merge.dots import Dot
from ictwg.merge.rows import written
from ictwg.store.format import codec, codec_rows, numbered
from ictwg.store.format.numbered import all_in_order, carriers, in_order
from ictwg.store.local.trusted import split_trusted
from ictwg.store.local.views import document_of


@st.composite
def tables(draw: st.DrawFn) -> dict[str, bytes]:
    """A stretch of a file with lines put in and over."""
    keys = sorted(draw(st.lists(st.integers(1, 40), max_size=8, unique=True)))
    stretch = [draw(lines(key)) for key in keys]
    body = b'"actions":{\n' + b",\n".join(stretch) + b"\n}" if stretch else b""
    header = b'{"_sync":{"1":{"format":"ictwg","db":"x","digest":"","floor":0,"ctx":{}}}'
    rows = split_trusted(header + b",\n" + body + b"}\n").tables["actions"] if stretch else {}
    for key in draw(st.lists(st.integers(1, 45), max_size=3, unique=True)):
        rows[str(key)] = draw(lines(key))
    return rows


def _reference(line: bytes) -> str:
    found = document_of(line).get("reference")
    return found if isinstance(found, str) else ""


def _expected(rows: dict[str, bytes]) -> list[bytes]:
    return sorted(dict(rows).values(), key=lambda line: (place(_reference(line)), str(document_of(line)["id"])))


@given(tables(), st.integers(0, 9), st.sampled_from([(16, 8), (1, 1), (2, 0)]))
def test_the_order_is_that_of_the_decoded_records(
    rows: dict[str, bytes], limit: int, looked_at: tuple[int, int]
) -> None:
    step, enough = looked_at
    with patch.multiple(numbered, STEP=step, ENOUGH=enough):
        lazily = list(islice(all_in_order(rows), limit))
    cut = list(in_order(list(rows.values())))
    assert lazily == _expected(rows)[:limit]
    assert cut == _expected(rows)


@given(tables(), st.lists(REFERENCES, max_size=3, unique=True))
def test_every_carrier_of_a_reference_is_counted(rows: dict[str, bytes], wanted: list[str]) -> None:
    counted = list(carriers(rows, wanted))
    carried = [_reference(line) for line in dict(rows).values()]
    for reference in wanted:
        assert counted.count(reference) >= (carried.count(reference) if reference else 0)


@given(tables())
def test_the_order_holds_while_somebody_else_splits_the_rows(rows: dict[str, bytes]) -> None:
    walk = all_in_order(rows)
    first = list(islice(walk, 1))
    len(rows)
    assert [*first, *walk] == _expected(rows)


def test_a_longer_number_stands_behind_a_shorter_one_that_begins_higher() -> None:
    found = codec.new_lines(DB)
    for key, number in enumerate((1000, 1001, 1002, 9), start=1):
        writes = [("reference", (f"A-2010-{number}",), ())]
        codec_rows.put_row(found, written(None, "actions", id_of(str(key)), Dot(1, "a~b"), writes))
    rows = split_trusted(codec.encode_file(found)).tables["actions"]
    with patch.multiple(numbered, STEP=1, ENOUGH=1):
        assert [_reference(line)[7:] for line in all_in_order(rows)] == ["9", "1000", "1001", "1002"]
