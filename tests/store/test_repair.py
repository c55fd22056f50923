"""What is repaired without a decision, and what is left for a person."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from tests.store.damages import broken, doubled, spaced, uncovered
from tests.store.office import Office, add_action, add_organization, folded, killed, set_action, texts

from ictwg.domain.changes import Changes, Write
from ictwg.domain.records import Action
from ictwg.records.contested import contested_in
from ictwg.store.format import codec
from ictwg.store.format.lines import Lines
from ictwg.store.local.journal import line_of
from ictwg.store.maintenance.repairing import Repaired
from ictwg.store.store import Store

YEARS = 4 * 365 * 86_400.0


def damaged(office: Office, damage: Callable[[Lines], None]) -> Store:
    """A store whose replica on disk is damaged so."""
    store = office.create()
    add_action(store, "x")
    store.sync.share()
    replica = folded(store)
    store.close()
    lines = codec.split(replica.read_bytes())
    damage(lines)
    replica.write_bytes(codec.encode_file(lines))
    return office.open()


def _torn(lines: Lines) -> None:
    """No JSON at all."""
    (key, line), *_ = lines.tables["actions"].items()
    lines.tables["actions"][key] = line.replace(b'"text":"x"', b'"text":"x')


def done(found: Repaired) -> list[str]:
    return [one.what for one in found.done]


@pytest.mark.parametrize(
    ("damage", "what"),
    [
        (uncovered, "dot_not_covered"),
        (spaced, "line_differs"),
        (broken, "marks_unreadable"),
        (_torn, "line_damaged"),
    ],
)
def test_a_damaged_replica_is_mended(office: Office, damage: Callable[[Lines], None], what: str) -> None:
    store = damaged(office, damage)
    assert done(store.maintenance.repair(only_look=True))[-1] == what
    found = store.maintenance.repair()
    assert done(found)[-1] == what
    assert found.left == store.maintenance.check() == ()
    assert texts(store) == ["x"]
    assert Path(found.backup).exists()
    assert store.maintenance.repair().done == ()
    rui = office.open("rui")
    rui.sync.share()
    assert texts(rui) == ["x"]


def test_a_damaged_line_that_the_shared_file_does_not_hold_is_left(office: Office) -> None:
    store = damaged(office, _torn)
    office.shared.unlink()
    found = store.maintenance.repair()
    assert [(one.message, one.mends) for one in found.left] == [("check.line_damaged", "repair")]


def test_a_bad_line_among_good_ones_of_a_journal_is_kept_and_the_journal_closed(office: Office) -> None:
    store = office.create()
    add_action(store, "before")
    (journal,) = [path for path in office.files() if path.suffix == ".log" and "journals" in path.parts]
    good = journal.read_bytes().rstrip(b"\0")
    add_action(store, "behind")
    killed(store)
    behind = journal.read_bytes().rstrip(b"\0")[len(good) :]
    journal.write_bytes(good + line_of({"dot": "x"})[:-3] + b"\n" + behind)
    store = office.open()
    assert [(f.message, f.mends) for f in store.maintenance.check()] == [("check.journal_damaged", "repair")]
    found = store.maintenance.repair()
    assert done(found) == ["journal_damaged"]
    assert found.left == ()
    assert texts(store) == texts(office.open()) == ["before", "behind"]
    assert any(path.name.endswith(journal.name) and "repaired" in path.parts for path in office.files())


def test_a_shared_file_with_another_digest_is_adopted_and_written_in_good_order(office: Office) -> None:
    store = office.create()
    add_action(store, "x")
    store.sync.share()
    office.shared.write_bytes(office.shared.read_bytes().replace(b'"text":"x"', b'"text":"y"'))
    assert done(store.maintenance.repair()) == ["digest"]
    assert texts(store) == ["y"]
    assert store.maintenance.check() == ()
    assert codec.split(office.shared.read_bytes(), verify=True).digest_ok


@pytest.mark.parametrize("name", ["base.json", "share.json", "copies.json", "held.json"])
def test_notes_that_cannot_be_read_are_made_anew(office: Office, name: str) -> None:
    store = office.create()
    add_action(store, "x")
    store.sync.share()
    store.close()
    (Path(store.local.replica.folder) / name).write_bytes(b'{"half')
    store = office.open()
    found = store.maintenance.repair()
    assert [one.values["name"] for one in found.done] == [name]
    assert store.maintenance.repair().done == ()
    assert texts(store) == ["x"]
    assert not store.sync.status().pending


def test_a_replica_that_cannot_be_opened_is_looked_through_for_what_was_never_shared(office: Office) -> None:
    store = office.create()
    id = add_action(store, "shared")
    store.sync.share()
    set_action(store, id, Action.text("changed, never shared"))
    add_action(store, "made, never shared")
    replica = folded(store)
    store.close()
    replica.write_bytes(replica.read_bytes().replace(b'"_sync"', b'"_s\0nc"', 1))
    store = office.open()
    assert store.local.renewed
    assert texts(store) == ["changed, never shared", "made, never shared"]
    assert [one.id for one in contested_in(store)] == [id], "nothing vouches for the line: a person chooses"
    assert store.maintenance.repair().done == ()
    assert store.maintenance.check() == ()


def test_an_archive_that_cannot_be_read_is_written_again(office: Office) -> None:
    store = office.create()
    add_action(store, "long ago")
    office.clock.wait(YEARS)
    add_action(store, "now")
    store.maintenance.compact(office.clock.now().date())
    archive = Path(store.history.archive.path)
    good = archive.read_bytes()
    archive.write_bytes(good[:100])
    assert done(store.maintenance.repair()) == ["not_readable"]
    assert archive.read_bytes() == good
    Path(store.history.archive.here).write_bytes(b"{")
    assert done(store.maintenance.repair()) == ["not_readable"]
    assert Path(store.history.archive.here).read_bytes() == good


def test_what_needs_a_decision_is_left_with_who_mends_it(office: Office) -> None:
    store = office.create()
    id = add_action(store, "x")
    organization = add_organization(store, "Ministry")
    store.commit(Changes("verbs.edited", writes=(Write("actions", id, f"owners/{store.new_id()}", True),)))
    store.commit(Changes("verbs.removed", writes=(Write("organizations", organization, "_live", False),)))
    found = store.maintenance.repair()
    assert found.done == ()
    assert [(one.message, one.mends) for one in found.left] == [("check.dangling", "to_mend")]
    assert texts(store) == ["x"]


def test_one_mark_on_two_transactions_is_left(office: Office) -> None:
    store = damaged(office, doubled)
    found = store.maintenance.repair()
    assert [(one.message, one.mends) for one in found.left] == [("check.dot_twice", "restore")]


def test_what_a_crash_has_left_goes(office: Office) -> None:
    store = office.create()
    temp = Path(store.local.replica.folder) / ".~replica.json.01234567.tmp"
    temp.write_bytes(b"half")
    assert done(store.maintenance.repair()) == ["temps"]
    assert not temp.exists()


def test_what_was_damaged_goes_with_a_redaction(office: Office) -> None:
    store = damaged(office, spaced)
    set_action(store, store.all(Action)[0].id, Action.text("Secret of the victim"))
    folder = Path(store.local.replica.repaired)
    store.maintenance.repair()
    folder.mkdir(exist_ok=True)
    (folder / "more").write_text("Secret of the victim", encoding="utf-8")
    store.maintenance.redact(store.all(Action)[0], Action.text, "asked for")
    assert office.holding("Secret of the victim") == []
