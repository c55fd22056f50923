"""Rows of an encrypted group's file that nobody with its key has sealed: asked about, and never obeyed."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from tests.store.office import action, add_action, texts
from tests.store.sealed_office import SHEET, SealedOffice, cheap

from ictwg.domain.changes import Edit
from ictwg.domain.ids import id_of
from ictwg.domain.records import Action
from ictwg.locales import t
from ictwg.merge.dots import Dot
from ictwg.merge.redactions import TABLE as REDACTIONS
from ictwg.merge.registers import Register
from ictwg.merge.rows import GONE, LIVE, Row
from ictwg.store.format import codec, codec_rows
from ictwg.store.format.lines import LOG, TRASH, Lines
from ictwg.store.store import Store
from ictwg.store.sync.reports import Doubt, Outcome

EVE = "eve~aaaaaaaaaa"


@pytest.fixture
def office(tmp_path: Path) -> Iterator[SealedOffice]:
    with cheap():
        yield SealedOffice(tmp_path)


@pytest.fixture
def ana(office: SealedOffice) -> Store:
    office.create().close()
    ana = office.at("ana", "correct horse")
    add_action(ana, "ours")
    ana.sync.share()
    ana.encryption.encrypt("correct horse", SHEET)
    return ana


def forge(office: SealedOffice, change: Callable[[Lines, int], None], name: str = "") -> None:
    """With the right digest, and without the key: the sealed rows stay as they are."""
    lines = codec.split(office.shared.read_bytes(), verify=True).copy()
    n = office.clock.now_ms()
    change(lines, n)
    lines.header = lines.header.with_context(lines.context.with_dot(Dot(n, EVE)))
    (office.shared.with_name(name) if name else office.shared).write_bytes(codec.encode_file(lines))
    office.clock.wait(100)


def put(lines: Lines, row: Row, table: str = "") -> None:
    key = str(int(codec_rows.encode_row(row).partition(b'"')[2].partition(b'"')[0]))
    lines.tables.setdefault(table or row.table, {})[key] = codec_rows.encode_row(row, in_trash=table == TRASH)


def over(id: str, text: str) -> Callable[[Lines, int], None]:
    def write(lines: Lines, n: int) -> None:
        said: Register = {Dot(n, EVE): (text,)}
        live: Register = {Dot(n, EVE): (True,)}
        put(lines, Row("actions", id, {"text": said, LIVE: live}))

    return write


def redacting(id: str, dots: tuple[str, ...]) -> Callable[[Lines, int], None]:
    def redact(lines: Lines, n: int) -> None:
        said = {"of_table": "actions", "of_id": id, "of_field": "text"}
        registers: dict[str, Register] = {name: {Dot(n, EVE): (value,)} for name, value in said.items()}
        registers |= {f"dots/{dot}": {Dot(n, EVE): (True,)} for dot in dots}
        put(lines, Row(REDACTIONS, id_of("77"), {**registers, LIVE: {Dot(n, EVE): (True,)}}))

    return redact


def logging(lines: Lines, n: int) -> None:
    told = {"at": "2010-02-01T00:00:00+00:00", "user": "Rui", "device": "desk", "verb": "verbs.forged", "changes": None}
    put(lines, Row(LOG, id_of("78"), {name: {Dot(n, EVE): (value,)} for name, value in told.items()}))


def trashing(id: str) -> Callable[[Lines, int], None]:
    def trash(lines: Lines, n: int) -> None:
        key = next(iter(lines.tables["actions"]))
        del lines.tables["actions"][key]
        registers = {LIVE: {Dot(n, EVE): (False,)}, GONE: {Dot(n, EVE): (True,)}}
        lines.tables.setdefault(TRASH, {})[key] = codec_rows.encode_row(Row("actions", id, registers), in_trash=True)

    return trash


@pytest.mark.parametrize("what", ["redaction", "log", "trash"])
@pytest.mark.parametrize("fresh", [False, True])
def test_a_row_that_removes_or_logs_is_passed_over_and_goes(
    office: SealedOffice, ana: Store, what: str, fresh: bool
) -> None:
    id = next(iter(ids_of(ana)))
    dots = ana.local.memory.dots("actions", id, "text")
    changes = {"redaction": redacting(id, dots), "log": logging, "trash": trashing(id)}
    forge(office, changes[what])
    if fresh and what != "trash":  # nobody who has nothing yet can know that a record is missing
        assert texts(office.at("eva", "correct horse")) == ["ours"]
    assert ana.sync.share().outcome is Outcome.SHARED
    assert texts(ana) == ["ours"]
    assert "verbs.forged" not in [entry.verb for entry in ana.history.log()]
    ana.sync.share()
    assert texts(office.at("rui", "correct horse")) == ["ours"]
    assert b'"_v"' not in office.shared.read_bytes()
    assert ana.maintenance.check() == ()


@pytest.mark.parametrize("take", [False, True])
def test_any_other_row_is_asked_about_and_nothing_goes_over_it_until_then(
    office: SealedOffice, ana: Store, take: bool
) -> None:
    id = next(iter(ids_of(ana)))
    forge(office, over(id, "a stranger's"))
    before = office.shared.read_bytes()
    add_action(ana, "typed meanwhile")
    for _ in range(3):
        report = ana.sync.share()
        assert (report.outcome, report.problem) == (
            Outcome.WAITING,
            t("encryption.strangers", count=1),
        )
        office.clock.wait(100)
    assert office.shared.read_bytes() == before
    assert ana.sync.share(unsealed=take).outcome is Outcome.SHARED
    assert ("a stranger's" in texts(ana)) is take
    assert {"typed meanwhile"} <= set(texts(office.at("rui", "correct horse")))
    assert b'"_v"' not in office.shared.read_bytes(), "all of it is sealed"
    assert ana.maintenance.check() == ()


@pytest.mark.parametrize("take", [False, True])
def test_what_is_asked_about_is_shown_and_its_answer_kept_for_this_file_alone(
    office: SealedOffice, ana: Store, take: bool
) -> None:
    """The answer may be given by one process and carried out by the next; another file is another question."""
    (id,) = ids_of(ana)
    forge(office, over(id, "a stranger's"))
    forge(office, over(id_of("79"), "another's"))
    assert ana.sync.status().unsealed == 0
    ana.sync.share()
    assert ana.sync.status().unsealed == 2
    told = {held.record.text: held.registers for held in ana.sync.unsealed() if isinstance(held.record, Action)}
    assert told == {"a stranger's": ("text",), "another's": ()}
    ana.sync.answer_unsealed(take=take)
    assert ana.sync.status().unsealed == 0
    forge(office, over(id_of("80"), "a third"))
    assert ana.sync.share().outcome is Outcome.WAITING, "nobody has been asked about this one"
    assert ana.sync.status().unsealed == 3
    ana.sync.answer_unsealed(take=take)
    ana.close()
    ana = office.at("ana", "correct horse")
    assert ana.sync.share().outcome is Outcome.SHARED
    assert {"a stranger's", "another's", "a third"}.isdisjoint(texts(ana)) is not take
    assert ana.sync.status().unsealed == 0
    assert ana.sync.unsealed() == ()
    assert b'"_v"' not in office.shared.read_bytes()
    forge(office, over(id_of("81"), "a fourth"))
    assert ana.sync.share().outcome is Outcome.WAITING, "an answer holds once"


@pytest.mark.parametrize("rows", [1, 20])
def test_sealed_rows_that_somebody_without_the_key_takes_out_are_asked_about(
    office: SealedOffice, ana: Store, rows: int
) -> None:
    for number in range(rows):
        add_action(ana, f"taken {number}")
    ana.sync.share()
    rui = office.at("rui", "correct horse")
    rui.sync.share()
    here = texts(ana)

    def take_out(lines: Lines, _: int) -> None:
        for key in sorted(lines.tables["actions"], key=int)[:rows]:
            del lines.tables["actions"][key]

    forge(office, take_out)
    assert len(ana.sync.share().held) == ana.sync.status().held == rows
    rui.sync.share()
    assert texts(ana) == texts(rui) == here
    add_action(rui, "more")
    rui.sync.share(), ana.sync.share()
    assert texts(ana) == sorted([*here, "more"])


def test_what_one_of_the_group_deletes_and_purges_is_no_question(office: SealedOffice, ana: Store) -> None:
    rui = office.at("rui", "correct horse")
    rui.sync.share()
    gone = action(ana, next(one.id for one in ana.all(Action)))
    ana.commit(Edit("verbs.deleted", "").remove(gone).done())
    ana.sync.share()
    assert rui.sync.share().held == ()
    assert texts(rui) == []


def test_a_whole_file_in_the_plain_is_a_strangers_too(office: SealedOffice, ana: Store) -> None:
    """Somebody has put an old one in its place, without a word of encryption, and with a redaction in it."""
    id = next(iter(ids_of(ana)))
    plain = codec.encode_file(_unencrypted(ana.local.memory.lines))
    office.shared.write_bytes(plain)
    forge(office, redacting(id, ana.local.memory.dots("actions", id, "text")))
    assert ana.sync.share().outcome is Outcome.SHARED
    assert texts(ana) == ["ours"]
    office.shared.write_bytes(plain)
    forge(office, over(id_of("79"), "a stranger's"))
    assert ana.sync.share().outcome is Outcome.WAITING


def _unencrypted(lines: Lines) -> Lines:
    plain = lines.copy()
    meta = {
        name: value for name, value in plain.header.meta.items() if not name.startswith(("keys", "sealing", "encr"))
    }
    plain.header = plain.header._replace(meta=meta)
    return plain


def test_a_second_copy_that_is_not_sealed_is_asked_about(office: SealedOffice, ana: Store) -> None:
    id = next(iter(ids_of(ana)))
    forge(office, over(id, "a stranger's"), "ictwg.sync-conflict-20100201-101010-ABCDEFG.json")
    assert ana.sync.share().outcome is Outcome.SHARED
    (copy,) = ana.copies.doubtful()
    assert copy.doubt is Doubt.PLAIN
    assert texts(ana) == ["ours"]
    ana.copies.answer(copy.name, bring_in=True)
    ana.sync.share()
    assert "a stranger's" in texts(ana)


def ids_of(store: Store) -> tuple[str, ...]:
    return tuple(one.id for one in store.all(Action))
