"""Copies of a store as Hypothesis makes them, and their bytes, by which the laws compare.

These copies are wilder than any history: dots used twice, elements beside a plain field of the same name, cleared and
unknown shapes, records whose marks cannot be read. All hold what makes a copy a copy: every live dot is covered by its
context (I1), redactions are immutable and applied.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import reduce
from typing import Any

from hypothesis import strategies as st
from tests.merge.whole_copies import Dataset, Key, lines_of, redacted

from ictwg.domain.ids import id_of
from ictwg.merge.dots import Context, Dot, dot_text
from ictwg.merge.redactions import CHANGES
from ictwg.merge.registers import Register
from ictwg.merge.rows import GONE, LIVE, LOG, Row
from ictwg.merge.stamps import salvaged
from ictwg.merge.values import Opaque, Raw, united, verbatim
from ictwg.store.format.codec import encode_file

DB = "01J9ZK3F5Q7XW2M8T4R6V1C0BD"
META: dict[str, Raw] = {"format": "ictwg", "schema": 1, "min_reader": 1, "min_writer": 1, "db": DB}
ACTORS = ("ana~k3f9", "rui~7q2x", "zé~0000")
IDS = tuple(id_of(key) for key in ("7", "2088", "340282366920938463463374607431768211455"))
TABLES = ("actions", "people")
KEYS: tuple[Key, ...] = (
    ("actions", IDS[0]),
    ("actions", IDS[1]),
    ("people", IDS[2]),
    ("unknown things", "0" * 25 + "9"),
)
FIELDS = ("text", "due", "owners/a", "owners/b/c", LIVE, LIVE, GONE, "odd", "table")

values: st.SearchStrategy[Raw] = st.sampled_from(
    (None, True, False, 0, 1, -(2**53), "", "a", "b", "1", "é“\n", Opaque("1.50"), Opaque('["a"]'), Opaque('{"x":[]}'))
)
truths: st.SearchStrategy[Raw] = st.sampled_from((True, True, False, "neither"))
dots = st.builds(Dot, st.integers(1, 4), st.sampled_from(ACTORS))


@st.composite
def contexts(draw: st.DrawFn) -> Context:
    """Of one piece, or with dots that came one by one."""
    ctx = draw(st.dictionaries(st.sampled_from(ACTORS), st.integers(1, 4)))
    context = Context(ctx, draw(st.sampled_from((0, 0, 0, 2))))
    return reduce(Context.with_dot, draw(st.lists(dots, max_size=2)), context)


@st.composite
def registers(draw: st.DrawFn, name: str, seen: tuple[Dot, ...]) -> Register:
    held = truths if "/" in name or name.startswith("_") else values
    chosen = draw(st.sets(st.sampled_from(seen), min_size=1, max_size=3))
    return {dot: united(draw(st.lists(held, min_size=1, max_size=2))) for dot in sorted(chosen)}


@st.composite
def rows(draw: st.DrawFn, key: Key, seen: tuple[Dot, ...]) -> Row:
    if draw(st.sampled_from((False, False, False, True))):
        return unsound(key, draw(malformed(seen)), trashed=draw(st.booleans()))
    dotted = bool(seen) and draw(st.sampled_from((True, True, False)))
    names = draw(st.sets(st.sampled_from(FIELDS), min_size=1, max_size=5)) if dotted else set()
    loose = {} if dotted else draw(st.dictionaries(st.sampled_from(("wild", "wilder")), values, min_size=1))
    return Row(*key, {name: draw(registers(name, seen)) for name in sorted(names)}, loose)


@st.composite
def malformed(draw: st.DrawFn, seen: tuple[Dot, ...]) -> dict[str, Any]:
    """What a line says that does not say as it should who wrote what; some of it can be read all the same."""
    good = [[dot_text(dot)] for dot in seen[:2]]
    bad: tuple[Any, ...] = ("ana~k3f9@1", ["no dot"], [1], {})
    named = st.dictionaries(st.sampled_from(("*", "text", "owners/a", LIVE)), st.sampled_from((*good, *bad)))
    said: dict[str, Any] = {"_v": draw(st.sampled_from(([], "ana")) | named)}
    said |= draw(st.fixed_dictionaries({}, optional={"_c": st.sampled_from((5, {"text": 5}))}))
    fields = {"text": st.sampled_from(("a", ["b"], 1)), "owners": st.sampled_from((["a"], ["a", "c"], []))}
    return said | draw(st.fixed_dictionaries({}, optional=fields))


def unsound(key: Key, said: dict[str, Any], *, trashed: bool) -> Row:
    table, id = key
    document = {"id": id, **({"table": table} if trashed else {}), **said}
    return Row(table, id, *salvaged(document, trashed=trashed))


# Two redactions that anybody may hold: each its own actor, so that who lacks one has not seen it.
REDACTIONS: tuple[tuple[str, Row], ...] = tuple(
    (
        actor,
        Row(
            "redactions",
            id_of(str(100 + at)),
            {
                "of_table": {Dot(5, actor): (table,)},
                "of_id": {Dot(5, actor): (id,)},
                "of_field": {Dot(5, actor): (field,)},
                LIVE: {Dot(5, actor): (True,)},
                **{f"dots/{dot_text(dot)}": {Dot(5, actor): (True,)} for dot in covered},
                **{f"near/{one}": {Dot(5, actor): (True,)} for one in near},
            },
        ),
    )
    for at, (actor, table, id, field, covered, near) in enumerate(
        (
            ("red~one", *KEYS[0], "text", (Dot(1, ACTORS[0]), Dot(3, ACTORS[1])), ()),
            ("red~two", *KEYS[2], "owners", (Dot(2, ACTORS[0]), Dot(2, ACTORS[2])), (KEYS[1][1],)),
        )
    )
)


def log_row(at: int, own: Dot, change: list[object], **told: str) -> Row:
    said = {name: {own: (value,)} for name, value in told.items()}
    changes = {CHANGES: {own: (Opaque(verbatim([change])),)}}
    return Row(LOG, id_of(str(500 + at)), {**changes, "at": {own: ("2010",)}, **said})


# Those of before are told by a text; the third names a record that the second redaction names as near its own.
LOG_ROWS = (
    log_row(1, Dot(4, ACTORS[0]), [*KEYS[0], "text", "secret", [dot_text(Dot(1, ACTORS[0]))]], subject="secret"),
    log_row(2, Dot(2, ACTORS[2]), [*KEYS[2], "owners/secret", False, []], subject="secret"),
    log_row(3, Dot(3, ACTORS[1]), list(KEYS[1]), subject="secret"),
    log_row(4, Dot(1, ACTORS[1]), list(KEYS[3]), subject="Another", about="/".join(KEYS[3])),
)


@st.composite
def copies(draw: st.DrawFn) -> Dataset:
    context = draw(contexts())
    seen = tuple(dot for actor in ACTORS for n in range(1, 5) if context.covers(dot := Dot(n, actor)))
    held: dict[Key, Row] = {}
    for key in draw(st.sets(st.sampled_from(KEYS), max_size=3)):
        row = draw(rows(key, seen))
        if row.registers or row.loose:
            held[key] = row
    for row in LOG_ROWS:
        if draw(st.booleans()) and all(context.covers(dot) for dot in row.dots):
            held[row.table, row.id] = row
    for actor, redaction in REDACTIONS:
        if draw(st.booleans()):
            held[redaction.table, redaction.id] = redaction
            context = context.with_dot(Dot(5, actor))
    return redacted(Dataset(draw(metas()), context, held))


@st.composite
def metas(draw: st.DrawFn) -> Mapping[str, Raw]:
    unknown = draw(st.dictionaries(st.sampled_from(("later", "keys")), values, max_size=1))
    return META | {"schema": draw(st.integers(1, 11))} | unknown


def bytes_of(copy: Dataset) -> bytes:
    """The file that the copy would be."""
    return encode_file(lines_of(copy))
