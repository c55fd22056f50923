"""The short way to edit a record gives what the long way gives, or nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import example, given
from hypothesis import strategies as st

from ictwg.domain.ids import row_key
from ictwg.merge.dots import Dot, dot_text, parse_dot
from ictwg.merge.registers import dots_of, rivals, winner
from ictwg.merge.rows import LIVE, Row, written
from ictwg.merge.values import Opaque, canonical
from ictwg.store.format.codec_rows import decode_row, encode_row
from ictwg.store.format.plain_rows import plain
from ictwg.store.this_computer.transactions import Stored

if TYPE_CHECKING:
    from ictwg.merge.values import Raw

ID = "01J9ZK3F5Q7XW2M8T4R6V1C0BD"
KEY = row_key(ID)
NAMES = ("text", "due", "note", "owners", "owners/a", "owners/b", "table", LIVE, "_gone", "", "/")
SEEN = (Dot(1, "ana"), Dot(1, "zé"), Dot(5, "rui"))
VALUES = st.sampled_from(("x", "y", None, True, False, 7, 2**53, 'é"\ud800', Opaque("1.50"), Opaque('["a"]')))
DOTS = st.sampled_from(SEEN)
ONE = st.dictionaries(DOTS, st.tuples(VALUES), min_size=1, max_size=1)
MORE = st.dictionaries(DOTS, st.tuples(VALUES), min_size=1, max_size=2)
FIELDS = st.dictionaries(st.sampled_from(("text", "due", "note", "table")), ONE, min_size=1)
SETS = st.dictionaries(
    st.sampled_from(("owners/a", "owners/b")), st.dictionaries(DOTS, st.just((True,)), max_size=1, min_size=1)
)
ALIVE = st.dictionaries(st.just(LIVE), st.dictionaries(DOTS, st.just((True,)), max_size=1, min_size=1), min_size=1)
PLAIN = st.builds(lambda fields, sets, alive: {**fields, **sets, **alive}, FIELDS, SETS, ALIVE)
ANY = st.dictionaries(st.sampled_from(NAMES), MORE, max_size=5)
Registers = dict[str, dict[Dot, tuple["Raw", ...]]]
WRITES = st.dictionaries(st.sampled_from(NAMES), st.tuples(VALUES, st.booleans()), min_size=1, max_size=3)


def line_of(registers: Registers) -> bytes:
    return encode_row(Row("actions", ID, registers), in_trash=False)


@given(st.one_of(PLAIN, ANY))
def test_law_it_reads_what_the_long_way_reads(registers: Registers) -> None:
    line = line_of(registers)
    found, row = plain(line, ID), decode_row("actions", KEY, line)
    if found is not None:
        assert found.before(LIVE) == (True, dots_of(row.registers[LIVE]))
        for name in (*NAMES, *row.registers):
            register = row.registers.get(name, {})
            value, dots = found.before(name)
            assert canonical(value) == canonical(winner(register))
            assert dots == dots_of(register)
            assert rivals(register) == ()


@example({"text": {SEEN[2]: ("x",)}, LIVE: {SEEN[2]: (True,)}}, {"text": ("y", True)}, Dot(3, "ana"))
@example(
    {"text": {SEEN[2]: ("x",)}, LIVE: {SEEN[2]: (True,)}}, {"text": ("y", True), LIVE: (True, False)}, Dot(9, "ana")
)
@example(
    {"text": {SEEN[0]: ("x",)}, "due": {SEEN[0]: ("x",)}, LIVE: {SEEN[2]: (True,)}},
    {"text": ("y", True)},
    Dot(3, "ana"),
)
@given(st.one_of(PLAIN, ANY), WRITES, st.sampled_from((Dot(3, "ana"), Dot(9, "ana"))))
def test_law_it_writes_what_the_long_way_writes(
    registers: Registers, writes: dict[str, tuple[Raw, bool]], dot: Dot
) -> None:
    line = line_of(registers)
    found, row = plain(line, ID), decode_row("actions", KEY, line)
    stored = [
        Stored("actions", ID, name, (value,), row.seen(name) if saw else ()) for name, (value, saw) in writes.items()
    ]
    edited = None if found is None else found.edited(stored, dot_text(dot))
    if edited is not None:
        after = written(row, "actions", ID, dot, [write.register for write in stored])
        assert edited == encode_row(after)


def test_an_ordinary_edit_goes_the_short_way() -> None:
    ana, rui = SEEN[0], SEEN[2]
    line = line_of({"text": {ana: ("x",)}, "owners/a": {ana: (True,)}, "due": {rui: ("y",)}, LIVE: {rui: (True,)}})
    found = plain(line, ID)
    assert found is not None
    edited = found.edited([Stored("actions", ID, "text", ("z",), ("ana@1",))], "ana@9")
    assert edited is not None
    assert edited.endswith(b'"text":"z","_v":{"*":["ana@1"],"due":["rui@5"],"text":["ana@9"]}}')
    assert found.edited([Stored("actions", ID, "text", ("z",), ())], "ana@9") is None, "two answers"
    assert plain(line, ID) is not None


def test_a_line_that_is_damaged_or_anothers_is_left_to_who_can_tell_it() -> None:
    line = line_of({"text": {SEEN[0]: ("x",)}, LIVE: {SEEN[0]: (True,)}})
    assert plain(line, ID[:-1] + "E") is None
    assert plain(line[:-3], ID) is None
    assert plain(line.replace(b"ana@1", b"ana"), ID) is None
    assert parse_dot("ana@1") == SEEN[0]
