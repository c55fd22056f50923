"""Values that no field can hold, under a right digest: they harm nobody, and are listed to be mended."""

from __future__ import annotations

import json
import random
import sys
from typing import TYPE_CHECKING, Any

import pytest
from tests.all_of import some
from tests.bad_values import (
    COMMANDS,
    EXAMPLE,
    MALFORMED_DOTS,
    MALFORMED_OTHERS,
    WRONG,
    Bad,
    damage,
    every_field_wrong,
    every_record_wrong,
    good_group,
    mutate,
    spoil,
    wrong_for,
)

import ictwg
from ictwg.app.problems.clashes import noted_clashing
from ictwg.domain.ids import row_key
from ictwg.domain.records import Action, Meeting, Organization
from ictwg.domain.schema import RECORDS
from ictwg.errors import CrashError, NotReadyError

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.bad_values import Document, Ran

SPOILT = (every_field_wrong, every_record_wrong)
DEVICES = ("old", "new")
MUTATIONS = 12
ONCE = pytest.mark.once
"""Which values a Python reads, and how deep, `test_every_command_goes_on` and others try on each; what becomes of a
value that cannot be read is decided by our own code.
"""


@pytest.fixture(scope="module")
def good(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    return good_group(tmp_path_factory.mktemp("good"))


@pytest.fixture
def full(good: bytes, tmp_path: Path) -> Bad:
    """A record for each two wrong values of its fields."""
    return Bad(tmp_path, good)


@pytest.fixture
def bad(tmp_path: Path) -> Bad:
    return Bad(tmp_path, EXAMPLE.read_bytes())


def fine(ran: Ran) -> None:
    """It has done what it was asked, or says in a sentence what it found."""
    assert ran.code != CrashError.exit_code, ran.err
    assert "Traceback" not in ran.err
    assert ("ictwg: " in ran.err) is (ran.code not in {0, 1}) or ran.code == 1, ran


@pytest.mark.parametrize("device", DEVICES)
@pytest.mark.parametrize("change", SPOILT, ids=lambda change: change.__name__)
def test_every_command_goes_on(good: bytes, tmp_path: Path, device: str, change: Callable[[Document], None]) -> None:
    spoilt = Bad(tmp_path, good if change is every_field_wrong else EXAMPLE.read_bytes())
    spoilt.put(change)
    for words in COMMANDS:
        fine(spoilt.run(device, *words))


def test_the_rest_of_the_group_is_as_usable_as_before(bad: Bad) -> None:
    bad.put(every_record_wrong)
    listed = json.loads(bad.run("new", "members", "--json").out)
    assert {"MFA", "MoJ"} <= {one["acronym"] for one in listed}
    added = json.loads(bad.run("new", "add", "action", "Write to all", "--owner", "MFA", "--json").out)
    assert bad.run("old", "done", added["reference"]).code == 0
    assert json.loads(bad.run("new", "show", added["reference"], "--json").out)["status"] == "done"


def test_check_names_each_of_them_and_what_was_expected(full: Bad) -> None:
    full.put(every_field_wrong)
    found = json.loads(full.run("new", "check", "--json").out)
    told = {tuple(one["where"].split()[::2]) for one in found if one["kind"] == "value"}
    wanted = {(table, field.name) for table, kind in RECORDS.items() for field in kind.fields() if table != "settings"}
    assert told == wanted
    assert all("; expected " in one["what"] for one in found if one["kind"] == "value")


@pytest.mark.parametrize("device", DEVICES)
def test_what_cannot_be_read_is_listed_and_kept_as_it_came(bad: Bad, device: str) -> None:
    def change(document: Document) -> None:
        spoil(document, document["actions"][KEY], "due", ["2027-01-01"])
        spoil(document, document["actions"][KEY], "owners", {"a": 1})

    KEY = _an_action(bad)  # noqa: N806 - a constant of this test
    bad.put(change)
    session = bad.session(device)
    fields = {clash.field for clash in noted_clashing(session.store)}
    session.store.sync.share()
    session.store.close()
    assert fields == {"due", "owners"}
    row = json.loads(bad.path.read_text())["actions"][KEY]
    assert (row["due"], row["owners"]) == (["2027-01-01"], {"a": 1})


@ONCE
@pytest.mark.parametrize(("kind", "device"), list(zip(WRONG, DEVICES * 3, strict=True)))
def test_an_ordinary_edit_takes_its_place(bad: Bad, kind: str, device: str) -> None:
    key = _an_action(bad)
    fields = (Action.due, Action.owners, Action.text, Action.status, Action.all)

    def change(document: Document) -> None:
        for field in fields:
            spoil(document, document["actions"][key], field.name, wrong_for(field, kind))

    bad.put(change)
    session = bad.session(device)
    action, mfa = _with_key(session.state.all(Action), key), next(iter(session.state.all(Organization)))
    from ictwg.domain.changes import Edit
    from ictwg.domain.values import ActionStatus

    assert set(action.unreadable()) == set(fields)
    said = (Action.due(None), Action.owners((mfa.id,)), Action.text("Anew"), Action.status(ActionStatus.DONE))
    session.commit(Edit("verbs.edited", "").update(action, *said, Action.all(False)).done())
    for store in (session.store, bad.session("third").store):
        store.sync.share()
        now = _with_key(store.all(Action), key)
        assert now.unreadable() == ()
        assert now.row.contested() == {}
        assert (now.due, now.owners, now.text, now.status) == (None, (mfa.id,), "Anew", ActionStatus.DONE)
        assert noted_clashing(store) == ()
        store.close()


@ONCE
@pytest.mark.parametrize(
    "wrong",
    [*({"_c": value} for value in MALFORMED_OTHERS), *({"_c": {"reference": value}} for value in ([5], 5, {"x": 5}))]
    + [{"former_references": value} for value in (5, True, {"x": [1]}, [1, "A-2010-900"])],
)
def test_a_number_is_given_although_a_record_says_its_own_wrongly(bad: Bad, wrong: Document) -> None:
    """The first number of a year looks through the lines of that year."""

    def change(document: Document) -> None:
        _numbered(document)["A-2010-004"].update(wrong)

    bad.put(change)
    content = bad.path.read_bytes()
    for device in DEVICES:
        bad.path.write_bytes(content)
        added = bad.run(device, "add", "action", "Write to all", "--owner", "MFA", "--json")
        assert json.loads(added.out)["reference"] not in _numbered(json.loads(content)), added


@pytest.mark.parametrize("device", DEVICES)
def test_a_record_that_does_not_say_who_wrote_what_is_shown_and_written_anew_by_repair(bad: Bad, device: str) -> None:
    keys: list[str] = []

    def change(document: Document) -> None:
        keys.extend(list(document["meetings"])[:1])
        document["meetings"][keys[0]]["_c"] = {"title": 5}

    bad.put(change)
    session = bad.session(device)
    before = _with_key(session.state.all(Meeting), keys[0])
    told = {(clash.record.id, clash.field) for clash in noted_clashing(session.store)}
    session.store.close()
    assert told == ({(before.id, "")} if device == "new" else set()), "an old device has the good one"
    if device == "new":
        assert bad.run(device, "check").code == 1
        assert "its authors were not readable" in bad.run(device, "repair").out
    assert bad.run(device, "check").code == 0
    session = bad.session("third")
    assert _with_key(session.state.all(Meeting), keys[0]).title == before.title
    session.store.close()


@ONCE
def test_a_script_is_told_table_field_and_type_and_nothing_is_written(bad: Bad) -> None:
    before = bad.path.read_bytes()
    with ictwg.open_db(str(bad.path), home=bad.home("old")) as db:
        for number, field in enumerate(field for record in RECORDS.values() for field in record.fields()):
            table, kind = field.record.TABLE, list(WRONG)[number % len(WRONG)]
            with pytest.raises(ValueError, match=rf"{table}\.{field.name} cannot hold .*Expected: "):
                db.table(table).insert({field.name: wrong_for(field, kind)})
    assert bad.path.read_bytes() == before


def test_a_script_may_write_what_fits_and_what_nobody_knows(bad: Bad) -> None:
    with ictwg.open_db(str(bad.path), home=bad.home("old")) as db:
        db.table("actions").insert(
            {"text": "By a script", "due": "2010-03-01", "owners": ["a", "b"], "mine": {"x": [1]}}
        )
        assert db.table("books").insert({"text": ["anything"]})
    assert json.loads(bad.run("new", "check", "--json").out)[-1]["kind"] == "link"


def test_what_was_edited_outside_is_kept_and_listed(bad: Bad) -> None:
    """A hand that does not know the types, in a file whose digest is wrong since."""
    document = json.loads(bad.path.read_text())
    key = _an_action(bad)
    document["actions"][key]["due"] = {"day": 12}
    document["actions"][key]["priority"] = "sometime"
    bad.path.write_text(json.dumps(document))
    session = bad.session("old")
    fields = {clash.field for clash in noted_clashing(session.store)}
    session.store.sync.share()
    session.store.close()
    assert fields == {"due", "priority"}
    assert json.loads(bad.path.read_text())["actions"][key]["due"] == {"day": 12}


@pytest.mark.parametrize("depth", [150, 250, 600, 985, 1200])
def test_a_value_may_be_nested_however_deep(bad: Bad, depth: int) -> None:
    """Deeper than the interpreter goes down from anywhere: such a row is damaged, and harms nobody."""
    rows = {"A-2010-004": "due", "A-2010-003": "former_references", "A-2010-002": "_c"}
    limit = sys.getrecursionlimit()
    sys.setrecursionlimit(10_000)
    try:
        bad.put(lambda document: [_numbered(document)[one].update({rows[one]: nested(depth)}) for one in rows])
    finally:
        sys.setrecursionlimit(limit)
    for device in DEVICES:
        for words in COMMANDS:
            ran = bad.run(device, *words)
            fine(ran)
            assert ran.code in {0, 1}, ran


def test_forty_malformed_marks_are_forty() -> None:
    assert len(MALFORMED_DOTS) + len(MALFORMED_OTHERS) == 40


def test_a_signed_file_is_as_the_program_writes_it(bad: Bad) -> None:
    bad.put(lambda _: None)
    assert bad.path.read_bytes() == EXAMPLE.read_bytes()


REFUSED: dict[str, Callable[[Document], object]] = {
    "floor": lambda document: document["_sync"]["1"].update(floor=2**53),
    "context": lambda document: document["_sync"]["1"].update(ctx=[]),
    "header": lambda document: document.update(_sync=5),
    "table": lambda document: document.update(actions=5),
    "row": lambda document: document["actions"].update({"1": 5}),
    "key": lambda document: document["actions"].update({"01": {}}),
    "log": lambda document: next(iter(document["_log"].values())).update(subject=nested(250)),
}
"""Damage for which a file is not read at all, its digest right."""


@ONCE
@pytest.mark.parametrize("damage", REFUSED)
def test_a_damaged_file_is_refused_in_a_sentence_and_stops_nobody_who_has_the_group(bad: Bad, damage: str) -> None:
    bad.put(REFUSED[damage])
    for asked in ("members", "check"):
        refused = bad.run("new", asked)
        fine(refused)
        assert refused.code == NotReadyError.exit_code, "an empty group is none"
    for words in COMMANDS:
        ran = bad.run("old", *words)
        fine(ran)
        assert ran.code in {0, 1}, ran


@pytest.mark.parametrize("seed", range(MUTATIONS))
def test_a_file_changed_at_random_harms_nobody(bad: Bad, seed: int) -> None:
    """The small twin of `tests/tools/fuzz.py`."""
    rng = random.Random(f"twin {seed}")
    kinds = [mutate] * 10 + [damage] * (seed % 2)
    bad.put(lambda document: [change(rng, document) for change in kinds])
    content = bad.path.read_bytes()
    for device in DEVICES:
        bad.path.write_bytes(content)
        for words in some(rng.sample(COMMANDS, 4)):
            fine(bad.run(device, *words))


def _an_action(bad: Bad) -> str:
    found: dict[str, Any] = json.loads(bad.path.read_text())["actions"]
    return next(key for key, row in found.items() if row.get("owners") and row.get("due"))


def nested(depth: int) -> list[Any]:
    found: list[Any] = []
    for _ in range(depth):
        found = [found]
    return found


def _numbered(document: Document) -> dict[str, Document]:
    return {row["reference"]: row for row in document["actions"].values() if row.get("reference")}


def _with_key(records: tuple[Any, ...], key: str) -> Any:
    return next(record for record in records if row_key(record.id) == key)
