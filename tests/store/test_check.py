"""`check` says what does not hold, and where; and nothing of a store in good order."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from tests.store.damages import broken, doubled, spaced, uncovered
from tests.store.office import Office, action, add_action, add_organization, folded

from ictwg.domain.changes import Changes, Edit, Write
from ictwg.domain.records import Action, AgendaItem, Organization, Role
from ictwg.locales import t
from ictwg.store.format import codec
from ictwg.store.format.lines import Lines

GOLDEN = Path(__file__).parents[1] / "golden" / "format-1.json"


def _kinds(office: Office) -> list[tuple[str, str]]:
    return [(finding.kind, finding.message) for finding in office.open().maintenance.check()]


def test_a_store_in_good_order_gives_nothing(office: Office) -> None:
    store = office.create()
    id = add_action(store, "x", Action.owners((add_organization(store, "Justice"),)))
    store.commit(Edit("verbs.deleted").remove(action(store, id)).done())
    store.sync.share()
    assert store.maintenance.check() == ()


def test_links_to_nothing_and_into_the_trash_are_found(office: Office) -> None:
    store = office.create()
    gone = add_organization(store, "Gone")
    add_action(store, "x", Action.owners((gone, store.new_id())))
    found = store.get(Organization, gone)
    assert found is not None
    store.commit(Edit("verbs.deleted").remove(found).done())
    assert sorted(_kinds(office)) == [("link", "check.dangling"), ("link", "check.trashed_link")]
    assert all(finding.words for finding in store.maintenance.check())


def test_references_on_several_records_are_one_finding_to_decide(office: Office) -> None:
    store = office.create()
    for text in "abcd":
        add_action(store, text, Action.reference(f"A-2010-00{1 + (text > 'b')}"))
    (finding,) = store.maintenance.check()
    assert (finding.kind, finding.mends) == ("reference", "decide")
    assert finding.values == {"count": 4, "references": "A-2010-001, A-2010-002"}


def test_an_end_before_its_beginning_is_found(office: Office) -> None:
    store = office.create()
    days = (Role.since(date(2010, 2, 12)), Role.until(date(2010, 2, 11)))
    store.commit(Edit("verbs.appointed").create(Role, store.new_id(), *days).done())
    (found,) = store.maintenance.check()
    assert (found.kind, found.field) == ("span", "to")
    assert found.words == t("check.ends_before", end="to", last="2010-02-11", begin="from", first="2010-02-12")


def test_a_parent_that_leads_back_is_found(office: Office) -> None:
    field = AgendaItem.parent
    store = office.create()
    one, two = store.new_id(), store.new_id()
    writes = (Write("agenda_items", one, field.name, two), Write("agenda_items", two, field.name, one))
    store.commit(Changes("verbs.added", writes=writes))
    assert [f.message for f in store.maintenance.check() if f.message == "check.cycle"] == ["check.cycle"] * 2


@pytest.mark.parametrize(
    ("damage", "message"),
    [
        (uncovered, "check.dot_not_covered"),
        (spaced, "check.line_differs"),
        (broken, "check.marks_unreadable"),
        (doubled, "check.dot_twice"),
    ],
)
def test_a_damaged_replica_is_found(office: Office, damage: Callable[[Lines], None], message: str) -> None:
    store = office.create()
    add_action(store, "x")
    replica = folded(store)
    lines = codec.split(replica.read_bytes())
    damage(lines)
    replica.write_bytes(codec.encode_file(lines))
    assert message in {found for _, found in _kinds(office)}


def test_a_shared_file_with_another_digest_is_found(office: Office) -> None:
    store = office.create()
    add_action(store, "x")
    store.sync.share()
    office.shared.write_bytes(office.shared.read_bytes().replace(b'"text":"x"', b'"text":"y"'))
    assert _kinds(office) == [("I4", "check.digest")]
    office.shared.write_bytes(b"{")
    assert _kinds(office) == [("I4", "check.shared_damaged")]


def test_the_worked_example_of_the_format_opens_and_checks(office: Office) -> None:
    shutil.copy(GOLDEN, office.shared)
    store = office.open()
    assert office.shared.read_bytes() == GOLDEN.read_bytes() == store.local.encoded()
    assert [f for f in store.maintenance.check() if f.kind.startswith("I")] == []
    assert store.sync.share().published, "the name in the log of somebody redacted, which programs of before left there"
    assert office.shared.read_bytes() == store.local.encoded()
    assert [f for f in store.maintenance.check() if f.kind.startswith("I")] == []
    assert not store.sync.share().published
