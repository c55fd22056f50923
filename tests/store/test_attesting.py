"""Who has the shared folder and no passphrase turns no encryption off, and takes nobody's key away."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import pytest
from tests.store.office import START_MS, add_action, texts
from tests.store.sealed_office import CANARY, SHEET, SealedOffice, cheap

from ictwg.errors import IctwgError
from ictwg.locales import t
from ictwg.merge.dots import Context
from ictwg.merge.encryption import ENCRYPTED, GONE, KEYS, PROOFS, SEALING, with_wraps, wraps_in
from ictwg.merge.values import Raw
from ictwg.store.encryption.keys import FOR_PASSPHRASE, new_key, wrapped
from ictwg.store.format import codec
from ictwg.store.store import Store
from ictwg.store.sync.reports import Outcome
from ictwg.store.sync.sync_state import STABLE_MS

Meta = Mapping[str, Raw]

COPY = "ictwg.sync-conflict-20100101-000000-ABCDEFG.json"


@pytest.fixture
def office(tmp_path: Path) -> Iterator[SealedOffice]:
    with cheap():
        yield SealedOffice(tmp_path)


def _encrypted(office: SealedOffice) -> Store:
    office.create().close()
    ana = office.at("ana", "correct horse")
    add_action(ana, CANARY)
    ana.encryption.encrypt("correct horse", SHEET)
    return ana


def _off(meta: Meta) -> Meta:
    return {**meta, ENCRYPTED: False, SEALING: "000007 -"}


def _all_gone(meta: Meta) -> Meta:
    return with_wraps(meta, (), [str(wrap["id"]) for wrap in wraps_in(meta)])


def _wrap_of_nobody(meta: Meta) -> Meta:
    (first, *_) = wraps_in(meta)
    return with_wraps(meta, [wrapped(new_key(), "x", FOR_PASSPHRASE) | {"key": first["key"]}])


def _off_with_the_proofs_of_others(meta: Meta) -> Meta:
    assert PROOFS in meta
    (first, *_) = wraps_in(meta)
    return {**_off(meta), SEALING: f"000007 {first['key']}"}


FORGED = (_off, _all_gone, _wrap_of_nobody, _off_with_the_proofs_of_others)


def _forge(path: Path, change: Callable[[Meta], Meta], to: Path | None = None) -> None:
    lines = codec.split(path.read_bytes(), verify=True)
    context = Context({**lines.context.ctx, "eve~aaaaaaaaaa": START_MS + 60_000})
    lines.header = lines.header._replace(meta=change(lines.header.meta)).with_context(context)
    (to or path).write_bytes(codec.encode_file(lines))


@pytest.mark.parametrize("change", FORGED)
@pytest.mark.parametrize("name", ["", COPY])
def test_what_the_file_says_of_encryption_counts_only_with_a_proof(
    office: SealedOffice, change: Callable[[Meta], Meta], name: str
) -> None:
    ana = _encrypted(office)
    _forge(office.shared, change, office.shared.with_name(name) if name else None)
    add_action(ana, f"{CANARY} too")
    office.clock.wait(STABLE_MS)
    report = ana.sync.share()
    if not name:
        assert report.outcome is Outcome.WAITING
        assert t("encryption.not_proven") in report.problem
        office.clock.wait(STABLE_MS)
        assert ana.sync.share().published
    assert ana.encrypted
    assert office.plain() == []
    ana.close()
    assert texts(office.at("ana", "correct horse")) == [CANARY, f"{CANARY} too"]
    assert texts(office.at("rui", SHEET)) == [CANARY, f"{CANARY} too"]


@pytest.mark.parametrize("told", ["zzzzzz -", "9999999 -", "-", "٣٣٣٣٣٣ -"])
def test_what_was_planted_before_the_encryption_does_not_outlast_it(office: SealedOffice, told: str) -> None:
    office.create().close()
    ana = office.at("ana", "correct horse")
    _forge(office.shared, lambda meta: {**meta, ENCRYPTED: False, SEALING: told})
    ana.sync.share()
    rui = office.at("rui", "correct horse")
    add_action(rui, CANARY)
    rui.sync.share()
    ana.encryption.encrypt("correct horse", SHEET)
    for store in (rui, ana, rui):
        store.sync.share()
        assert store.encrypted
    assert CANARY.encode() not in office.shared.read_bytes()


def test_nothing_is_called_encrypted_that_is_not(office: SealedOffice) -> None:
    office.create().close()
    ana = office.at("ana", "correct horse")
    _forge(office.shared, lambda meta: {**meta, ENCRYPTED: False, SEALING: "999999 -"})
    ana.sync.share()
    with pytest.raises(IctwgError, match=t("encryption.no_turn_left")):
        ana.encryption.encrypt("correct horse", SHEET)
    assert not ana.encrypted


def test_who_was_away_for_a_decryption_and_a_new_encryption_takes_both(office: SealedOffice) -> None:
    ana = _encrypted(office)
    rui = office.at("rui", "correct horse")
    rui.sync.share()
    ana.encryption.decrypt()
    ana.encryption.encrypt("correct horse", SHEET)
    add_action(ana, "after both")
    ana.sync.share()
    add_action(rui, "meanwhile")
    assert rui.sync.share().outcome is Outcome.SHARED
    assert texts(rui) == [CANARY, "after both", "meanwhile"]
    assert rui.local.memory.lines.header.meta[SEALING] == ana.local.memory.lines.header.meta[SEALING]


def test_a_changed_passphrase_takes_the_old_wraps_out_everywhere(office: SealedOffice) -> None:
    ana = _encrypted(office)
    rui = office.at("rui", "correct horse")
    rui.sync.share()
    ana.encryption.change_passphrase("battery staple", "new sheet of letters")
    assert rui.sync.share().outcome is Outcome.WAITING
    rui.encryption.unlock("battery staple")
    assert rui.sync.share().outcome is Outcome.SHARED
    assert rui.local.memory.lines.header.meta[KEYS] == ana.local.memory.lines.header.meta[KEYS]
    assert rui.local.memory.lines.header.meta[GONE] == ana.local.memory.lines.header.meta[GONE]
