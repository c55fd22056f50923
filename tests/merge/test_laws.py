"""The laws of `ictwg.merge.join`, over copies wilder than any history; histories follow in `test_histories`."""

from __future__ import annotations

import json

from hypothesis import given
from hypothesis import strategies as st
from tests.merge.copies import KEYS, META, bytes_of, copies
from tests.merge.copies import REDACTIONS as KNOWN
from tests.merge.whole_copies import Dataset, dataset_of, join, lines_of

from ictwg.merge.dots import Context, Dot, parse_dot
from ictwg.merge.redactions import TABLE as REDACTIONS
from ictwg.merge.rows import LIVE, Row
from ictwg.merge.values import canonical
from ictwg.store.format.codec import encode_file, split, split_own
from ictwg.store.format.lines_join import join_lines

pairs = st.tuples(copies(), copies())
triples = st.tuples(copies(), copies(), copies())


@given(pairs)
def test_law_commutative(pair: tuple[Dataset, Dataset]) -> None:
    a, b = pair
    assert bytes_of(join(a, b)) == bytes_of(join(b, a))


@given(copies())
def test_law_idempotent(a: Dataset) -> None:
    assert bytes_of(join(a, a)) == bytes_of(a)


@given(triples)
def test_law_associative(triple: tuple[Dataset, Dataset, Dataset]) -> None:
    a, b, c = triple
    assert bytes_of(join(join(a, b), c)) == bytes_of(join(a, join(b, c)))


@given(pairs)
def test_law_absorbing(pair: tuple[Dataset, Dataset]) -> None:
    a, b = pair
    both = join(a, b)
    assert bytes_of(join(a, both)) == bytes_of(join(both, b)) == bytes_of(both)


@given(pairs)
def test_law_every_live_dot_is_covered(pair: tuple[Dataset, Dataset]) -> None:
    """I1 survives joining."""
    both = join(*pair)
    assert all(both.context.covers(dot) for row in both.rows.values() for dot in row.dots)


@given(pairs)
def test_law_no_loss(pair: tuple[Dataset, Dataset]) -> None:
    """What both hold stays; what one holds stays unless the other has seen and dropped it; nothing else appears."""
    a, b = pair
    both = join(a, b)
    for key in {**a.rows, **b.rows, **both.rows}:
        left, right, found = (_dots(copy, key) for copy in (a, b, both))
        expected = {
            place
            for place in left | right
            if (place in left or not a.context.covers(place[1])) and (place in right or not b.context.covers(place[1]))
        }
        hidden = {place for place in expected - found if key == KEYS[2] and "/" in place[0]}
        assert found == expected - hidden, key
        assert not hidden or any(table == REDACTIONS for table, _ in both.rows)


@given(pairs)
def test_law_values_of_a_shared_dot_unite(pair: tuple[Dataset, Dataset]) -> None:
    a, b = pair
    both = join(a, b)
    if any(table == REDACTIONS for table, _ in both.rows):
        return
    for key, row in both.rows.items():
        for name, register in row.registers.items():
            for dot, held in register.items():
                sides = [_values(copy, key, name, dot) for copy in (a, b)]
                assert set(map(repr, held)) == set(map(repr, sides[0] + sides[1]))


@given(pairs)
def test_law_lines(pair: tuple[Dataset, Dataset]) -> None:
    """Joining the lines of two files gives the lines of the joined copies, and tells which have changed."""
    a, b = map(lines_of, pair)
    joined = join_lines(a, b)
    assert encode_file(joined.lines) == bytes_of(join(*pair))
    assert joined.changed == _differing(joined.lines.tables, a.tables)


@given(pairs)
def test_law_lines_that_were_not_cut_out(pair: tuple[Dataset, Dataset]) -> None:
    """The same where ours stands in the replica, and theirs was read beside it: neither is looked at as a whole."""
    a = split_own(bytes_of(pair[0]))
    b = split(bytes_of(pair[1]), verify=True, ours=a)
    joined = join_lines(a, b)
    assert encode_file(joined.lines) == bytes_of(join(*pair))
    assert encode_file(a) == bytes_of(pair[0]), "ours has not changed"
    assert joined.changed == _differing(joined.lines.tables, a.tables)


@given(copies())
def test_law_bytes_are_a_function_of_the_state(a: Dataset) -> None:
    """Neither the order in which records and registers arose nor a trip through the file matters."""
    turned = {key: _turned(row) for key, row in reversed(list(a.rows.items()))}
    data = bytes_of(a)
    assert bytes_of(a._replace(rows=turned)) == data
    again = split(data, verify=True)
    assert again.digest_ok
    assert bytes_of(dataset_of(again)) == data


@given(pairs)
def test_law_redaction_commutes(pair: tuple[Dataset, Dataset]) -> None:
    """A copy from before the redaction brings nothing back, whichever way round and however often."""
    a, b = pair
    for actor, redaction in KNOWN:
        context = a.context.with_dot(Dot(5, actor))
        knows = join(a, Dataset(META, context, {**a.rows, (redaction.table, redaction.id): redaction}))
        first = join(knows, b)
        assert bytes_of(join(join(b, knows), b)) == bytes_of(first)
        _assert_removed(first, redaction)


@given(copies())
def test_law_any_true_keeps_a_record(a: Dataset) -> None:
    for row in a.rows.values():
        alive = row.registers.get(LIVE, {})
        said = [value for held in alive.values() for value in held] or [row.loose.get(LIVE, True)]
        assert row.live == (any(value is True for value in said) and not row.gone)


@given(copies())
def test_law_the_shown_value_is_listed_first(a: Dataset) -> None:
    """Any reader takes the first dot of `_v` for that of the value shown."""
    for row in a.rows.values():
        for name, register in row.registers.items():
            first = parse_dot(row.seen(name)[0])
            assert first == max(register)
            assert canonical(row.get(name)) == canonical(register[first][-1])


def test_law_a_dot_used_twice_shows_the_greatest_bytes() -> None:
    one, two = (Row(*KEYS[0], {"text": {Dot(1, "ana"): (value,)}}) for value in ("a", "é"))
    context = Context({"ana": 1})
    both = join(*(Dataset(META, context, {KEYS[0]: row}) for row in (one, two)))
    assert both.rows[KEYS[0]].get("text") == "é"
    assert both.rows[KEYS[0]].rivals("text") == ("a",)


@given(pairs)
def test_law_header_numbers_only_rise(pair: tuple[Dataset, Dataset]) -> None:
    assert join(*pair).meta["schema"] == max(side.meta["schema"] for side in pair)  # type: ignore[type-var]


@given(copies())
def test_law_rows_stand_as_numbers(a: Dataset) -> None:
    for table, rows in json.loads(bytes_of(a)).items():
        assert list(rows) == sorted(rows, key=int), table


def _dots(copy: Dataset, key: tuple[str, str]) -> set[tuple[str, Dot]]:
    row = copy.rows.get(key)
    return {(name, dot) for name, register in row.registers.items() for dot in register} if row else set()


def _values(copy: Dataset, key: tuple[str, str], name: str, dot: Dot) -> tuple[object, ...]:
    row = copy.rows.get(key)
    return row.registers.get(name, {}).get(dot, ()) if row else ()


def _differing(a: dict[str, dict[str, bytes]], b: dict[str, dict[str, bytes]]) -> frozenset[tuple[str, str]]:
    places = {(table, key) for tables in (a, b) for table, held in tables.items() for key in held}
    return frozenset((t, k) for t, k in places if a.get(t, {}).get(k) != b.get(t, {}).get(k))


def _turned(row: Row) -> Row:
    registers = {
        name: dict(reversed(list(register.items()))) for name, register in reversed(list(row.registers.items()))
    }
    return Row(row.table, row.id, registers, dict(reversed(list(row.loose.items()))))


def _assert_removed(copy: Dataset, redaction: Row) -> None:
    target = str(redaction.get("of_table")), str(redaction.get("of_id"))
    field = str(redaction.get("of_field"))
    covered = {name.removeprefix("dots/") for name in redaction.registers if name.startswith("dots/")}
    row = copy.rows.get(target)
    for name, register in row.registers.items() if row else ():
        if name.partition("/")[0] == field:
            held = [held for dot, held in register.items() if f"{dot.actor}@{dot.n}" in covered]
            assert held == ([] if "/" in name else [(None,)] * len(held))
    for entry in (row for (table, _), row in copy.rows.items() if table == "_log"):
        assert target[1] not in str(entry.get("changes")) or "secret" not in str(entry.get("changes"))
