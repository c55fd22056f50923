"""What a forged file of a colleague or a sync server claims of itself: contained, and nobody's words are lost."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from tests.store.office import START_MS, Office, action, add_action, set_action, texts

from ictwg.domain.ids import derived_id
from ictwg.domain.records import Action
from ictwg.merge.dots import N_MAX, Context, Dot
from ictwg.merge.redactions import TABLE as REDACTIONS
from ictwg.merge.rows import Row
from ictwg.merge.values import Raw
from ictwg.store.format import codec, codec_rows
from ictwg.store.format.lines import LOG, Lines
from ictwg.store.store import Store
from ictwg.store.sync.held import LEAST
from ictwg.store.sync.reports import Outcome
from ictwg.store.sync.sync_state import STABLE_MS

COPY = "ictwg.sync-conflict-20100101-000000-ABCDEFG.json"
YEAR_MS = 365 * 86_400_000
EVE = {"eve~aaaaaaaaaa": START_MS + 60_000}


def _forged(path: Path, change: Callable[[Lines], None], to: Path | None = None) -> None:
    """The file with a change that no program of ours would make, and with the right digest."""
    lines = codec.split(path.read_bytes(), verify=True).copy()
    change(lines)
    (to or path).write_bytes(codec.encode_file(lines))


def _claiming(actors: dict[str, int], floor: int = 0) -> Callable[[Lines], None]:
    def claim(lines: Lines) -> None:
        context = Context({**lines.context.ctx, **actors}, floor)
        lines.header = lines.header.with_context(context)

    return claim


def _without_texts(lines: Lines) -> None:
    rows = lines.tables["actions"]
    for key, line in rows.items():
        row = codec_rows.decode_row("actions", key, line)
        registers = {name: register for name, register in row.registers.items() if name != Action.text.name}
        rows[key] = codec_rows.encode_row(Row(row.table, row.id, registers, row.loose))
    _claiming(EVE)(lines)


def _without(count: int) -> Callable[[Lines], None]:
    def drop(lines: Lines) -> None:
        for key in list(lines.tables["actions"])[:count]:
            del lines.tables["actions"][key]

    return drop


def _seen_by(store: Store) -> dict[str, int]:
    return dict.fromkeys(store.local.memory.lines.context.ctx, N_MAX)


def _many(office: Office, count: int) -> Store:
    ana = office.create()
    for number in range(count):
        add_action(ana, f"number {number}")
    ana.sync.share()
    return ana


@pytest.mark.parametrize("name", ["", COPY])
@pytest.mark.parametrize("floor", [0, START_MS + YEAR_MS])
def test_what_nobody_else_has_seen_survives_a_file_that_claims_to_have_replaced_it(
    office: Office, name: str, floor: int
) -> None:
    ana = office.create()
    kept = add_action(ana, "shared")
    ana.sync.share()
    set_action(ana, kept, Action.text("shared, then worded anew"))
    add_action(ana, "not shared yet")
    claim = _claiming({} if floor else _seen_by(ana), floor)
    _forged(office.shared, claim, office.shared.with_name(name) if name else None)
    office.clock.wait(100)
    ana.sync.share()
    if name and floor:  # below a floor it is asked about first
        ana.copies.answer(name, bring_in=True)
        ana.sync.share()
    assert texts(ana) == ["not shared yet", "shared, then worded anew"]
    assert ana.sync.share().outcome is Outcome.SHARED
    assert texts(office.open("rui")) == ["not shared yet", "shared, then worded anew"]


def test_a_second_program_of_this_computer_notices_before_it_writes_that_its_numbers_are_claimed(
    office: Office,
) -> None:
    ana = office.create()
    add_action(ana, "one")
    ana.sync.share()
    window = office.open()
    add_action(window, "two")
    ana.refresh()
    ana.sync.share()
    _forged(office.shared, _claiming(_seen_by(ana)))
    ana.sync.share()
    add_action(window, "three")
    window.sync.share()
    ana.sync.share()
    assert texts(window) == texts(ana) == texts(office.open("rui")) == ["one", "three", "two"]


def test_a_colleagues_answer_to_an_edit_that_was_on_its_way_stands(office: Office) -> None:
    """Killed between the writing and the noting of it, this computer takes its own edit for unshared."""
    ana = office.create()
    id = add_action(ana, "worded by ana")
    known = {path: path.read_bytes() for path in (office.folder / "ana").rglob("share.json")}
    ana.sync.share()
    ana.close()
    rui = office.open("rui")
    set_action(rui, id, Action.text("worded by rui"))
    rui.sync.share()
    for path, before in known.items():
        path.write_bytes(before)
    ana = office.open()
    ana.sync.share()
    assert texts(ana) == ["worded by rui"]
    assert not action(ana, id).row.contested()


def test_a_floor_that_leaves_no_number_for_later_is_no_floor(office: Office) -> None:
    ana = _many(office, 1)
    _forged(office.shared, _claiming({}, N_MAX))
    report = ana.sync.share()
    assert report.outcome is Outcome.WAITING
    assert "floor" in report.problem
    add_action(ana, "later")
    assert texts(ana) == ["later", "number 0"]


def test_what_a_colleague_has_worded_anew_is_not_held_back(office: Office) -> None:
    ana = _many(office, 2 * LEAST)
    rui = office.open("rui")
    for one in rui.all(Action):
        set_action(rui, one.id, Action.text(f"{one.text}, worded anew"))
    rui.sync.share()
    assert ana.sync.share().held == ()
    assert texts(ana) == texts(rui)


def test_fields_that_vanish_are_held_back_as_records_are(office: Office) -> None:
    ana = _many(office, 2 * LEAST)
    before = texts(ana)
    _forged(office.shared, _without_texts)
    report = ana.sync.share()
    assert len(report.held) == 2 * LEAST
    assert texts(ana) == before
    ana.sync.answer_held(keep=True)
    ana.sync.share()
    assert texts(office.open("rui")) == before


def test_letting_go_of_fields_clears_them_and_nothing_else(office: Office) -> None:
    ana = _many(office, 2 * LEAST)
    before = texts(ana)
    _forged(office.shared, _without_texts)
    ana.sync.share()
    edited = ana.all(Action)[0].id
    set_action(ana, edited, Action.text("worded anew since"))
    ana.close()
    ana = office.open()
    assert {one.registers for one in ana.sync.held()} == {(Action.text.name,)}
    ana.sync.answer_held(keep=False)
    ana.sync.share()
    rui = office.open("rui")
    assert len(rui.all(Action)) == 2 * LEAST
    assert {one.text for one in rui.all(Action)} == {"", "worded anew since"}
    assert ana.sync.status().held == 0
    ana.history.undo()
    assert len(set(texts(ana)) & set(before)) == 2 * LEAST - 1


def test_what_a_forged_file_adds_to_a_record_comes_in_where_its_loss_is_held_back(office: Office) -> None:
    ana = _many(office, 2 * LEAST)
    before = texts(ana)
    _forged(office.shared, _without_texts)
    ana.sync.share()
    rui = office.open("rui")
    first = rui.all(Action)[0]
    set_action(rui, first.id, Action.evidence("minutes of March"))
    rui.sync.share()
    ana.sync.share()
    assert texts(ana) == before
    assert action(ana, first.id).evidence == "minutes of March"


@pytest.mark.parametrize("hours", [1, 25])
def test_records_that_go_a_few_at_a_time_are_counted_over_a_day(office: Office, hours: int) -> None:
    ana = _many(office, 5 * LEAST)
    _forged(office.shared, _without(LEAST))
    assert not ana.sync.share().held
    office.clock.wait(hours * 3600)
    ana.close()
    ana = office.open()
    _forged(office.shared, _without(LEAST))
    assert len(ana.sync.share().held) == (LEAST if hours < 24 else 0)
    assert len(texts(ana)) == 4 * LEAST if hours < 24 else 3 * LEAST


def test_a_row_of_the_log_explains_nothing_that_has_vanished_without_a_trace(office: Office) -> None:
    ana = _many(office, 2 * LEAST)
    told = " ".join(found.id for found in ana.all(Action))

    def forge(lines: Lines) -> None:
        _without(2 * LEAST)(lines)
        at = Dot(EVE["eve~aaaaaaaaaa"], "eve~aaaaaaaaaa")
        codec_rows.put_row(lines, Row(LOG, derived_id(lines.db, LOG, ("x",)), {"subject": {at: (told,)}}))
        _claiming(EVE)(lines)

    _forged(office.shared, forge)
    assert len(ana.sync.share().held) == 2 * LEAST
    assert len(texts(ana)) == 2 * LEAST


def _redacting(lines: Lines) -> None:
    """A redaction of every text, as anybody can write it."""
    at = Dot(EVE["eve~aaaaaaaaaa"], "eve~aaaaaaaaaa")
    for number, (key, line) in enumerate(sorted(lines.tables["actions"].items())):
        row = codec_rows.decode_row("actions", key, line)
        said: dict[str, Raw] = {"of_table": "actions", "of_id": row.id, "of_field": Action.text.name}
        said |= dict.fromkeys((f"dots/{dot}" for dot in row.seen(Action.text.name)), True)
        id = derived_id(lines.db, REDACTIONS, (str(number),))
        codec_rows.put_row(lines, Row(REDACTIONS, id, {name: {at: (value,)} for name, value in said.items()}))
    _claiming(EVE)(lines)


@pytest.mark.parametrize("name", ["", COPY])
def test_text_of_many_records_is_removed_for_good_only_when_a_person_says_so(office: Office, name: str) -> None:
    ana = _many(office, 2 * LEAST)
    before = texts(ana)
    _forged(office.shared, _redacting, office.shared.with_name(name) if name else None)
    forged = office.shared.with_name(name or office.shared.name).read_bytes()
    for _ in range(3):
        office.clock.wait(STABLE_MS)
        report = ana.sync.share()
        assert texts(ana) == before
        assert office.shared.with_name(name or office.shared.name).read_bytes() == forged  # it may be right
    if not name:
        assert report.outcome is Outcome.WAITING
        assert "40 records at once" in report.problem
        assert "--remove-for-good" in report.hint
    ana.close()
    ana = office.open()
    ana.sync.share(removes_all=True)
    if not name:
        assert texts(ana) == [""] * 2 * LEAST


def test_what_asks_to_remove_much_is_written_anew_once_it_is_taken_away(office: Office) -> None:
    ana = _many(office, 2 * LEAST)
    before = texts(ana)
    _forged(office.shared, _redacting)
    assert ana.sync.share().outcome is Outcome.WAITING
    office.shared.unlink()
    ana.sync.share()
    office.clock.wait(STABLE_MS)
    assert ana.sync.share().published
    assert texts(office.open("rui")) == before


def test_text_of_some_records_goes_without_a_question(office: Office) -> None:
    ana = _many(office, LEAST)
    rui = office.open("rui")
    for found in rui.all(Action)[:3]:
        rui.maintenance.redact(found, Action.text, "asked for")
    rui.sync.share()
    assert ana.sync.share().outcome is Outcome.SHARED
    assert texts(ana).count("") == 3
