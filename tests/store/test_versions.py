"""A newer program and this one on one file: what this one does not know goes through it untouched (STORE.md §8)."""

from __future__ import annotations

import json

from tests.store.office import Office, action, add_action, folded, set_action, texts

from ictwg.domain.records import Action
from ictwg.store.format import codec, codec_rows
from ictwg.store.format.lines import Lines
from ictwg.store.store import Store

NEWER = "maria~zzzzzzzzzz"
N = 1_265_000_000_500


def _newer_program_writes(office: Office, id: str) -> dict[str, bytes]:
    """Another table, another field, another value of a choice, and more in the file's own row; its lines."""
    lines = codec.split(office.shared.read_bytes(), verify=True)
    lines.header = lines.header._replace(meta={**lines.header.meta, "schema": 9, "colour": "blue"})
    key = next(key for key, line in lines.tables["actions"].items() if id.encode() in line)
    document = json.loads("{" + lines.tables["actions"][key].decode() + "}")[key]
    document |= {"status": "awaiting_the_moon", "mood": "good"}
    document["_v"] |= {"status": [f"{NEWER}@{N}"], "mood": [f"{NEWER}@{N}"]}
    lines.tables["actions"][key] = f'"{key}":{json.dumps(document, separators=(",", ":"))}'.encode()
    lines.tables["risks"] = {
        "77": b'"77":{"id":"0000000000000000000000002D","level":3,"_v":{"*":["%s@%d"]}}' % (NEWER.encode(), N)
    }
    lines.header = lines.header.with_context(type(lines.context)({**lines.context.ctx, NEWER: N}))
    office.shared.write_bytes(codec.encode_file(lines))
    return {"risks": lines.tables["risks"]["77"]}


def test_an_older_program_that_writes_after_a_newer_one_changes_nothing_that_it_does_not_know(office: Office) -> None:
    ana = office.create()
    id, other = add_action(ana, "first"), add_action(ana, "other")
    ana.sync.share()
    written = _newer_program_writes(office, id)
    ana.sync.share()
    set_action(ana, other, Action.text("edited by the older program"))
    assert ana.sync.share().published
    _is_there(codec.split(office.shared.read_bytes(), verify=True), id, written)
    set_action(ana, id, Action.text("the same record, edited"))
    assert ana.sync.share().published
    _is_there(codec.split(office.shared.read_bytes(), verify=True), id, written)
    rui = office.open("rui")
    assert texts(rui) == ["edited by the older program", "the same record, edited"]
    _can_go_on(office, rui, id)
    ana.close()
    _can_go_on(office, office.open(), id)


def _is_there(lines: Lines, id: str, written: dict[str, bytes]) -> None:
    assert lines.digest_ok
    assert lines.header.meta["schema"] == 9
    assert lines.header.meta["colour"] == "blue"
    assert lines.tables["risks"]["77"] == written["risks"]
    row = codec_rows.find_row(lines, "actions", id)
    assert row is not None
    assert (row.get("status"), row.get("mood")) == ("awaiting_the_moon", "good")
    assert row.seen("mood") == (f"{NEWER}@{N}",)


def _can_go_on(office: Office, store: Store, id: str) -> None:
    """A value of a choice that is not known here is shown as something and listed, and nothing breaks."""
    assert action(store, id).status is not None
    assert [(one.kind, one.id, one.field) for one in store.maintenance.check()] == [("value", id, Action.status.name)]
    add_action(store, "more")
    store.sync.share()
    assert b"awaiting_the_moon" in office.shared.read_bytes()


def test_what_version_0_1_noted_of_the_replica_goes_with_the_next_writing(office: Office) -> None:
    """It held the hashes of all lines, those of redacted ones too."""
    ana = office.create()
    (replica,) = office.folder.rglob("replica.json")
    noted = [replica.with_name(name) for name in ("layout.json", "hashes")]
    for path in noted:
        path.write_bytes(b"of another day")
    add_action(ana, "first")
    folded(ana)
    assert not any(path.exists() for path in noted)
