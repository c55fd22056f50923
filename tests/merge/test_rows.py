from __future__ import annotations

import pytest
from tests.merge.whole_copies import purged

from ictwg.merge.dots import Context, Dot, dot_text
from ictwg.merge.rows import GONE, LIVE, Row, join_rows, written

ONE, TWO, THREE = Dot(1, "ana"), Dot(2, "rui"), Dot(3, "zé")
ID = "01J9ZK3F5Q7XW2M8T4R6V1C0BD"
NONE = Context()
SEEN_ONE = Context({"ana": 1})
SEEN_TWO = Context({"ana": 1, "rui": 2})


def new() -> Row:
    return written(None, "actions", ID, ONE, [("text", ("draft",), ()), ("owners/moj", (True,), ())])


def deleted(row: Row, dot: Dot) -> Row:
    return written(row, "actions", ID, dot, [(LIVE, (False,), row.seen(LIVE))])


def test_a_row_reads_as_its_author_saw_it() -> None:
    row = written(new(), "actions", ID, TWO, [("text", ("final",), ()), ("owners/pntl", (False,), ())])
    assert row.get("text") == "final"
    assert row.rivals("text") == ("draft",)
    assert row.seen("text") == ("rui@2", "ana@1")
    assert row.elements("owners") == ("moj",)
    assert row.get("due") is None
    assert row.seen("due") == ()


def test_an_edit_says_alive_again_under_its_own_dot() -> None:
    row = written(new(), "actions", ID, TWO, [("text", ("final",), ("ana@1",))])
    assert row.seen(LIVE) == ("rui@2",)


def test_a_deleted_record_is_not_live_until_somebody_restores_it() -> None:
    row = deleted(new(), TWO)
    assert row.trashed
    assert not row.live
    back = written(row, "actions", ID, THREE, [(LIVE, (True,), row.seen(LIVE))])
    assert back.live
    assert back.rivals(LIVE) == ()


def test_an_edit_beats_a_deletion_made_at_the_same_time_and_both_are_told() -> None:
    edit = written(new(), "actions", ID, THREE, [("text", ("final",), ("ana@1",))])
    both = join_rows(deleted(new(), TWO), SEEN_TWO, edit, Context({"ana": 1, "zé": 3}))
    assert both is not None
    assert both.live
    assert (both.get("text"), both.elements("owners")) == ("final", ("moj",))
    assert both.seen(LIVE) == ("zé@3", "rui@2")


def test_an_edit_in_a_form_opened_before_a_deletion_arrived_keeps_the_record() -> None:
    late = written(deleted(new(), TWO), "actions", ID, THREE, [("text", ("final",), ("ana@1",))])
    assert late.live
    assert late.seen(LIVE) == ("zé@3", "rui@2")


def test_a_stub_keeps_what_numbering_needs() -> None:
    row = written(
        new(), "actions", ID, TWO, [("reference", ("A-2010-014",), ()), ("former_references/A-1", (True,), ())]
    )
    stub = purged(row, THREE)
    assert stub.gone
    assert stub.trashed
    assert sorted(stub.registers) == [GONE, LIVE, "former_references/A-1", "reference"]
    assert stub.get("reference") == "A-2010-014"


def test_an_edit_that_arrives_after_the_purge_is_kept_but_not_listed() -> None:
    stub = purged(deleted(new(), TWO), THREE)
    edit = written(new(), "actions", ID, Dot(9, "bo"), [("due", ("2010",), ())])
    both = join_rows(stub, Context({"ana": 1, "rui": 2, "zé": 3}), edit, Context({"ana": 1, "bo": 9}))
    assert both is not None
    assert both.get("due") == "2010"
    assert both.trashed


def test_additions_by_two_people_both_stay() -> None:
    mine = written(new(), "actions", ID, TWO, [("owners/pntl", (True,), ())])
    yours = written(new(), "actions", ID, THREE, [("owners/mof", (True,), ()), ("owners/moj", (False,), ("ana@1",))])
    both = join_rows(mine, SEEN_TWO, yours, Context({"ana": 1, "zé": 3}))
    assert both is not None
    assert both.elements("owners") == ("mof", "pntl")


def test_nothing_is_left_of_a_record_that_was_seen_and_dropped() -> None:
    assert join_rows(new(), SEEN_ONE, None, SEEN_ONE) is None
    assert join_rows(None, SEEN_ONE, new(), SEEN_ONE) is None
    assert join_rows(None, NONE, None, NONE) is None
    kept = join_rows(new(), SEEN_ONE, None, NONE)
    assert kept is not None
    assert kept.get("text") == "draft"


def test_values_without_any_dot_stay_and_the_greater_bytes_win() -> None:
    a, b = (Row("x", ID, {}, {"wild": value, value: "own"}) for value in ("a", "b"))
    both = join_rows(a, NONE, b, NONE)
    assert both is not None
    assert both.loose == {"wild": "b", "a": "own", "b": "own"}
    assert both.get("wild") == "b"


@pytest.mark.parametrize("name", ["id", "_v", "_c", "*"])
def test_names_with_another_meaning_are_no_fields(name: str) -> None:
    with pytest.raises(ValueError, match="no field"):
        written(None, "actions", ID, ONE, [(name, ("x",), ())])


def test_a_write_without_a_value_is_a_mistake() -> None:
    with pytest.raises(ValueError, match="no value"):
        written(None, "actions", ID, ONE, [("text", (), ())])


def test_dots_are_all_live_ones() -> None:
    assert {dot_text(dot) for dot in written(new(), "actions", ID, TWO, [("due", (None,), ())]).dots} == {
        "ana@1",
        "rui@2",
    }
