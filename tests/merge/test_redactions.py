from __future__ import annotations

import json
from hashlib import sha256
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.merge.whole_copies import Dataset, join, lines_of, redacted

from ictwg.merge.dots import Context, Dot
from ictwg.merge.join import join_meta
from ictwg.merge.redactions import CHANGES, Redactions
from ictwg.merge.registers import Register
from ictwg.merge.rows import LOG, Row, written
from ictwg.merge.values import Opaque, Raw

ID, OTHER = "01J9ZK3F5Q7XW2M8T4R6V1C0BD", "01J9ZK3F5Q7XW2M8T4R6V1C0BE"
ADOPTED = "01J9ZK3F5Q7XW2M8T4R6V1C0BF"
NEAR_IT, FAR = "01J9ZK3F5Q7XW2M8T4R6V1C0BG", "01J9ZK3F5Q7XW2M8T4R6V1C0BH"
ONE, TWO, NINE = Dot(1, "ana"), Dot(2, "rui"), Dot(9, "zé")


def redaction(field: str, *dots: str, table: str = "people", id: str = ID) -> Row:
    parts = [("of_table", (table,), ()), ("of_id", (id,), ()), ("of_field", (field,), ())]
    return written(None, "redactions", OTHER, NINE, [*parts, *((f"dots/{dot}", (True,), ()) for dot in dots)])


def log(changes: str, dot: Dot = NINE) -> Row:
    return Row(LOG, OTHER, {CHANGES: {dot: (Opaque(changes),)}})


def person() -> Row:
    row = written(None, "people", ID, ONE, [("name", ("secret",), ()), ("aliases/secret", (True,), ())])
    return written(row, "people", ID, TWO, [("name", ("other",), ()), ("aliases/other", (True,), ())])


def test_a_covered_value_is_gone_and_its_rival_stays() -> None:
    row = Redactions.of([redaction("name", "ana@1")]).apply(person())
    assert dict(row.registers["name"]) == {ONE: (None,), TWO: ("other",)}
    assert row.elements("aliases") == ("other", "secret")


def test_a_covered_element_vanishes_because_its_name_is_its_text() -> None:
    row = Redactions.of([redaction("aliases", "ana@1")]).apply(person())
    assert [name for name in row.registers if name.startswith("aliases/")] == ["aliases/other"]


def test_other_records_are_left_as_they_are() -> None:
    row = person()
    assert Redactions.of([redaction("name", "ana@1", id=OTHER)]).apply(row) is row
    assert Redactions.of([redaction("name", "ana@1", table="roles")]).apply(row) is row


@pytest.mark.parametrize(
    ("field", "before", "after"),
    [
        ("name", f'[["people","{ID}","name","secret",["ana@1"]]]', f'[["people","{ID}","name",null,["ana@1"]]]'),
        (
            "name",
            f'[["people","{ID}","name","other",["rui@2","ana@1"],["secret"]],["people","{ID}"]]',
            f'[["people","{ID}","name",null,["rui@2","ana@1"]],["people","{ID}"]]',
        ),
        ("name", f'[["people","{ID}","name","other",["rui@2"]]]', None),
        ("name", f'[["people","{OTHER}","name","secret",["ana@1"]]]', None),
        ("name", f'[["people","{ID}","name"]]', None),
        ("name", f'{{"people":"{ID}"}}', None),
        (
            "aliases",
            f'[["people","{ID}","aliases/secret",true,["ana@1"]]]',
            f'[["people","{ID}","aliases",null,["ana@1"]]]',
        ),
        ("aliases", f'[["people","{ID}","aliases/other",false,[]]]', None),
        ("aliases", f'[["people","{ID}","aliases/secret"],[1],"x"]', None),
    ],
)
def test_the_log_forgets_what_is_covered(field: str, before: str, after: str | None) -> None:
    row = Redactions.of([redaction(field, "ana@1")]).apply(log(before))
    assert row.get(CHANGES) == Opaque(after or before)


def test_the_row_that_added_an_element_forgets_its_name() -> None:
    row = Redactions.of([redaction("aliases", "ana@1")]).apply(
        log(f'[["people","{ID}","aliases/secret",false,[]]]', ONE)
    )
    assert row.get(CHANGES) == Opaque(f'[["people","{ID}","aliases",null,[]]]')


@st.composite
def told_by_text(draw: st.DrawFn) -> Row:
    """A row of before, told by a text; and whether it names the person by its id: changed, made, told by, or near."""
    change: list[object] = draw(
        st.sampled_from((["people", ID], ["people", ID, "phone"], ["roles", NEAR_IT], ["roles", FAR]))
    )
    registers: dict[str, Register] = {
        CHANGES: {TWO: (Opaque(json.dumps([["roles", FAR], change])),)},
        "subject": {TWO: ("secret",)},
    }
    if draw(st.booleans()):
        registers["about"] = {TWO: (draw(st.sampled_from((f"roles/{FAR}", f"roles/{FAR}\npeople/{ID}"))),)}
    return Row(LOG, OTHER, registers)


@given(told_by_text(), st.booleans())
def test_law_an_old_copy_brings_no_old_subject_back(row: Row, near: bool) -> None:
    """Whoever meets whom: the row is there with its text, without it, or comes again after the redaction."""
    covered = redaction("name", "ana@1")
    if near:
        covered = written(covered, "redactions", OTHER, NINE, [(f"near/{NEAR_IT}", (True,), ())])
    named = any(id in str(row.registers) for id in (ID, *([NEAR_IT] if near else [])))
    old = Dataset({}, Context({"ana": 1, "rui": 2}), {("people", ID): person(), (LOG, OTHER): row})
    new = redacted(old._replace(context=old.context.with_dot(NINE), rows={**old.rows, ("redactions", ID): covered}))
    for both in (new, join(new, old), join(old, new), join(join(old, new), old), join(old, join(new, old))):
        assert both.rows[LOG, OTHER].get("subject") == (None if named else "secret")
        assert lines_of(both).tables == lines_of(new).tables


def edition(rows: dict[str, Any], dot: Dot = TWO) -> Row:
    """As adoption writes it."""
    content = json.dumps({"meeting": ID, "rows": rows}, sort_keys=True, separators=(",", ":"))
    digest = sha256(content.encode()).hexdigest()
    return written(None, "editions", ADOPTED, dot, [("content", (content,), ()), ("digest", (digest,), ())])


def printed(row: Row) -> Any:
    content = str(row.get("content"))
    assert row.get("digest") == sha256(content.encode()).hexdigest()
    return json.loads(content)["rows"]


PRINTED = {"name": "secret", "phone": "1", "aliases": ["other", "secret"]}


@pytest.mark.parametrize(
    ("field", "marks", "left"),
    [
        ("name", {"*": "ana@1"}, {"phone": "1", "aliases": ["other", "secret"]}),
        ("name", {"*": "zé@9", "name": "ana@1"}, {"phone": "1", "aliases": ["other", "secret"]}),
        ("name", {"*": "ana@1", "name": "zé@9"}, PRINTED),
        ("name", {"*": "ana@1", "name": ""}, PRINTED),
        ("aliases", {"*": "zé@9", "aliases/secret": "ana@1"}, {**PRINTED, "aliases": ["other"]}),
        ("name", {}, PRINTED),
    ],
)
def test_adopted_minutes_lose_what_is_covered_and_keep_what_was_written_over_it(
    field: str, marks: dict[str, str], left: dict[str, Any]
) -> None:
    of_another = {"name": "another", "_v": {"*": "ana@1"}}
    row = edition({"people": {ID: {**PRINTED, "_v": marks}, OTHER: of_another}, "meetings": {ID: PRINTED}})
    redactions = Redactions.of([redaction(field, "ana@1")])
    found = printed(redactions.apply(row))
    assert {name: value for name, value in found["people"][ID].items() if name != "_v"} == left
    assert "secret" not in str(found["people"][ID]["_v"]) or left == PRINTED or field == "name"
    assert (found["people"][OTHER], found["meetings"][ID]) == (of_another, PRINTED)
    once = redactions.apply(row)
    assert redactions.apply(once) is once


@pytest.mark.parametrize("content", ["", "{", "[]", f'{{"rows":{{"people":{{"{ID}":1}}}}}}', f'{{"rows":["{ID}"]}}'])
def test_adopted_minutes_that_cannot_be_read_stay(content: str) -> None:
    row = written(None, "editions", ADOPTED, TWO, [("content", (content,), ())])
    assert Redactions.of([redaction("name", "ana@1")]).apply(row) is row


def test_minutes_adopted_before_the_redaction_came_lose_the_text_whichever_way_they_meet() -> None:
    adopted = edition({"people": {ID: {**PRINTED, "_v": {"*": "ana@1"}}}}, Dot(3, "rui"))
    seen = Context({"ana": 1, "rui": 2})
    elsewhere = Dataset({}, Context({"ana": 1, "rui": 3}), {("people", ID): person(), ("editions", ADOPTED): adopted})
    covered = redaction("name", "ana@1")
    here = redacted(Dataset({}, seen.with_dot(NINE), {("people", ID): person(), ("redactions", OTHER): covered}))
    both = join(here, elsewhere)
    for found in (both, join(elsewhere, here), join(both, elsewhere), join(elsewhere, both)):
        assert "name" not in printed(found.rows["editions", ADOPTED])["people"][ID]
        assert lines_of(found).tables == lines_of(both).tables


def test_an_old_copy_brings_nothing_back() -> None:
    old = Dataset({}, Context({"ana": 1, "rui": 2}), {("people", ID): person()})
    covered = redaction("name", "ana@1", "rui@2")
    new = Dataset({}, old.context.with_dot(NINE), {**old.rows, ("redactions", OTHER): covered})
    for both in (join(new, old), join(old, new), join(join(old, new), old)):
        assert both.rows["people", ID].get("name") is None
        assert both.rows["people", ID].rivals("name") == ()


def test_a_record_that_was_nothing_but_the_text_is_gone() -> None:
    """Whichever way it is looked at: also joining it with itself brings no empty record."""
    only = Row("people", ID, {"aliases/secret": {ONE: (True,)}})
    rows = {("people", ID): only, ("redactions", OTHER): redaction("aliases", "ana@1")}
    copy = redacted(Dataset({}, Context({"ana": 1, "zé": 9}), rows))
    assert list(copy.rows) == [("redactions", OTHER)]
    assert list(join(copy, copy).rows) == [("redactions", OTHER)]


def test_deleting_the_redaction_takes_nothing_back() -> None:
    held = redaction("name", "ana@1")
    deleted = written(held, "redactions", OTHER, Dot(10, "zé"), [("_live", (False,), held.seen("_live"))])
    assert Redactions.of([deleted]) == Redactions.of([held])
    assert Redactions.of([held])
    assert not Redactions.of([])


def test_what_nobody_knows_in_the_header_joins_by_the_greater_bytes() -> None:
    a: dict[str, Raw] = {"schema": 9, "later": "x", "only": True, "count": 9}
    b: dict[str, Raw] = {"schema": 10, "later": "é", "count": 10}
    assert join_meta(a, b) == join_meta(b, a) == {"schema": 10, "later": "é", "only": True, "count": 9}
