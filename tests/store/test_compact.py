"""Compacting: old rows of the log in an archive, and a floor in the place of the actors of long ago."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.store.office import Office, action, add_action, set_action, texts, told

from ictwg.domain.changes import Edit
from ictwg.domain.records import Action
from ictwg.errors import IctwgError, NotFoundError
from ictwg.store.format import codec
from ictwg.store.format.lines import LOG
from ictwg.store.store import Store
from ictwg.store.sync.archive import MOST_BYTES, MOST_COPIES, Archive

YEAR = 365 * 86_400.0
LONG_AGO = "Written long ago"


def days_on(office: Office) -> date:
    return office.clock.now().date()


def archive_of(office: Office) -> Path:
    return office.shared.with_name("ictwg (ictwg archive).json")


def log_of(office: Office, path: Path) -> list[str]:
    """The texts of the actions of which the rows there tell."""
    actions = json.loads(office.shared.read_text(encoding="utf-8"))[Action.TABLE].values()
    texts = {f"{Action.TABLE}/{row['id']}": row["text"] for row in actions}
    rows = json.loads(path.read_text(encoding="utf-8")).get(LOG, {}).values()
    return [texts[row["about"]] for row in rows if row.get("about") in texts]


@pytest.fixture
def years(office: Office) -> Store:
    """A group of four years, ana's: an action a year, each shared; the first by somebody who is not there any more."""
    office.create("zé").close()
    store, first = office.open(), office.open("zé")
    add_action(first, LONG_AGO)
    first.sync.share()
    for number in range(1, 4):
        office.clock.wait(YEAR)
        add_action(store, f"Of year {number}")
        store.sync.share()
    office.clock.wait(YEAR)
    return store


def held(store: Store) -> dict[str, dict[str, bytes]]:
    return {table: rows for table, rows in store.local.memory.lines.tables.items() if rows}


def test_of_a_flood_of_archives_not_all_are_read(office: Office) -> None:
    ana = office.create()
    own = archive_of(office)
    own.write_bytes(b"{}")
    for number in range(2 * MOST_COPIES):
        office.shared.with_name(f"ictwg (ictwg archive) {number}.json").write_bytes(b"{}")
    with office.shared.with_name("ictwg (ictwg archive) (1).json").open("wb") as giant:
        giant.truncate(MOST_BYTES + 1)  # it takes no room
    found = ana.history.archive.copies()
    assert found[:1] == (str(own),)
    assert str(giant.name) not in found
    assert len(found) == MOST_COPIES - 1


def test_old_history_moves_to_the_archive_and_is_read_from_both(office: Office, years: Store) -> None:
    before = [(entry.id, entry.about) for entry in years.history.log()]
    done = years.maintenance.compact(days_on(office))
    assert len(done.rows) == 2
    assert done.floor
    assert LONG_AGO in log_of(office, archive_of(office))
    assert LONG_AGO not in log_of(office, office.shared)
    now = [(entry.id, entry.about) for entry in years.history.log()]
    assert now[1:] == before
    record = next(one for one in years.all(Action) if one.text == LONG_AGO)
    assert [entry.about for entry in years.history.of(Action.TABLE, record.id)] == [((Action.TABLE, record.id),)]
    assert years.maintenance.check() == ()
    assert codec.split(archive_of(office).read_bytes(), verify=True).digest_ok


def test_a_backup_is_made_first_and_holds_everything(office: Office, years: Store) -> None:
    lines = dict(years.local.memory.lines.tables[LOG])
    done = years.maintenance.compact(days_on(office))
    kept = codec.split(Path(done.backup).read_bytes(), verify=True)
    assert kept.tables[LOG] == lines


def test_a_second_time_there_is_nothing_to_do(office: Office, years: Store) -> None:
    years.maintenance.compact(days_on(office))
    data, archive = office.shared.read_bytes(), archive_of(office).read_bytes()
    assert years.maintenance.compact(days_on(office)).nothing
    assert (office.shared.read_bytes(), archive_of(office).read_bytes()) == (data, archive)


def test_only_looking_changes_nothing(office: Office, years: Store) -> None:
    before = office.shared.read_bytes()
    assert len(years.maintenance.compact(days_on(office), only_look=True).rows) == 2
    assert office.shared.read_bytes() == before
    assert not archive_of(office).exists()


def test_undo_does_not_reach_into_the_archive(office: Office, years: Store) -> None:
    years.maintenance.compact(days_on(office))
    for _ in range(2):
        years.history.undo()
    with pytest.raises(NotFoundError):
        years.history.undo()
    assert texts(years) == ["Of year 1", LONG_AGO]


def test_the_archive_is_no_second_copy(office: Office, years: Store) -> None:
    years.maintenance.compact(days_on(office))
    twin = archive_of(office).with_name("ictwg (ictwg archive).sync-conflict-20100212-104200-ABCDEFG.json")
    twin.write_bytes(archive_of(office).read_bytes())
    office.clock.wait(60)
    report = years.sync.share()
    assert report.copies.brought == ()
    assert years.copies.doubtful() == ()
    assert twin.exists()


def test_two_who_compact_at_once_have_the_same_in_the_end(office: Office, years: Store) -> None:
    rui = office.open("rui")
    rui.sync.share()
    done = years.maintenance.compact(days_on(office))
    mine, archive = office.shared.read_bytes(), archive_of(office).read_bytes()
    assert done.rows
    # As a sync program does it: rui's folder has not had these yet, and afterwards one archive is a second copy.
    office.shared.write_bytes(Path(done.backup).read_bytes())
    archive_of(office).unlink()
    rui.maintenance.compact(days_on(office))
    assert archive_of(office).read_bytes() == archive
    office.shared.with_name("ictwg.sync-conflict-20100212-104200-ABCDEFG.json").write_bytes(mine)
    office.clock.wait(60)
    for store in (rui, years, rui, years):
        office.clock.wait(60)
        store.sync.share()
    assert held(rui) == held(years)
    assert rui.local.memory.lines.context == years.local.memory.lines.context
    assert LONG_AGO in told(rui)


def test_whoever_only_brings_together_keeps_the_rows_too(office: Office, years: Store) -> None:
    """So an archive that somebody deletes is written again by whoever compacts next."""
    rui = office.open("rui")
    rui.sync.share()
    years.maintenance.compact(days_on(office))
    archive_of(office).unlink()
    rui.sync.share()
    assert LONG_AGO in told(rui)
    Archive(rui.local, rui.path).share()
    assert LONG_AGO in log_of(office, archive_of(office))


def test_nothing_moves_where_the_archive_cannot_be_written(office: Office, years: Store) -> None:
    archive_of(office).mkdir()
    before = office.shared.read_bytes()
    with pytest.raises(IctwgError):
        years.maintenance.compact(days_on(office))
    assert office.shared.read_bytes() == before
    assert LONG_AGO in log_of(office, office.shared)


def test_a_redaction_reaches_the_archive(office: Office) -> None:
    ana = office.create()
    id = add_action(ana, "The name of the victim")
    office.clock.wait(60)
    set_action(ana, id, Action.text("Blank by now"))
    ana.sync.share()
    rui = office.open("rui")
    rui.sync.share()
    office.clock.wait(4 * YEAR)
    add_action(ana, "Of today")
    ana.maintenance.compact(days_on(office))
    rui.sync.share()
    assert archive_of(office) in office.holding("The name of the victim")
    ana.maintenance.redact(action(ana, id), Action.text, "asked for")
    ana.sync.share()
    rui.sync.share()
    assert office.holding("The name of the victim") == []
    assert ana.maintenance.check() == ()


def test_it_is_proposed_once_much_is_old_and_no_more_when_it_is_done(
    office: Office, years: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert not years.maintenance.compact_is_due(days_on(office))
    monkeypatch.setattr("ictwg.store.maintenance.maintenance.MANY_ROWS", 1)
    office.clock.wait(86_400)
    assert office.open().maintenance.compact_is_due(days_on(office))
    assert years.maintenance.compact_is_due(days_on(office))
    office.open().maintenance.compact(days_on(office))
    years.refresh()
    assert not years.maintenance.compact_is_due(days_on(office))


def test_an_old_archive_that_comes_back_is_cleaned_of_what_was_redacted_since(office: Office) -> None:
    ana = office.create()
    id = add_action(ana, "The name of the victim")
    office.clock.wait(60)
    set_action(ana, id, Action.text("Blank by now"))
    ana.sync.share()
    office.clock.wait(4 * YEAR)
    add_action(ana, "Of today")
    ana.maintenance.compact(days_on(office))
    ana.sync.share()
    old = archive_of(office).read_bytes()
    ana.maintenance.redact(action(ana, id), Action.text, "asked for")
    ana.sync.share()
    assert office.holding("The name of the victim") == []
    for name in (archive_of(office).name, "ictwg (ictwg archive) (1).json"):
        office.shared.with_name(name).write_bytes(old)
        office.clock.wait(60)
        ana.sync.share()
        assert office.holding("The name of the victim") == []


def test_a_damaged_archive_is_told_by_the_check(office: Office, years: Store) -> None:
    years.maintenance.compact(days_on(office))
    data = archive_of(office).read_bytes()
    archive_of(office).write_bytes(data.replace(b"desk", b"disk"))
    assert [finding.message for finding in years.maintenance.check()] == ["check.digest"]
    archive_of(office).write_bytes(data[:200])
    assert [finding.message for finding in years.maintenance.check()] == ["check.not_readable"]
    assert LONG_AGO in told(years)


def test_what_nobody_has_seen_of_a_device_that_was_away_is_written_again(office: Office) -> None:
    """An edit, a new record and a deletion of two years ago, never shared, and below the floor by now."""
    first = office.create("zé")
    edited, gone = add_action(first, "Draft the SOP"), add_action(first, "Print the posters")
    first.sync.share()
    ana = office.open()
    rui = office.open("rui")
    rui.sync.share()
    office.clock.wait(60)
    set_action(rui, edited, Action.text("Draft it quickly"))
    add_action(rui, "Made while away")
    rui.commit(Edit("verbs.removed", "").remove(action(rui, gone)).done())
    office.clock.wait(2 * YEAR)
    add_action(ana, "Of today")
    assert ana.maintenance.compact(days_on(office)).floor
    for store in (rui, ana):
        store.sync.share()
        assert texts(store) == ["Draft it quickly", "Made while away", "Of today"]
    assert held(ana) == held(rui)
    assert not action(ana, edited).row.contested()
    assert "Made while away" in told(rui)


def test_a_clock_that_is_years_behind_loses_nothing_to_a_floor(office: Office) -> None:
    """The edit replaces what it saw, though its number is smaller."""
    ana = office.create()
    id = add_action(ana, "Draft the SOP")
    ana.sync.share()
    rui, other = office.open("rui"), office.open("zé")
    rui.sync.share()
    add_action(other, "Of somebody else")
    other.sync.share()
    office.clock.jump(-3 * YEAR)
    set_action(rui, id, Action.text("With a flat battery"))
    office.clock.jump(5 * YEAR)
    add_action(ana, "Of today")
    assert ana.maintenance.compact(days_on(office)).floor
    for store in (rui, ana):
        store.sync.share()
        assert "With a flat battery" in texts(store)
    office.clock.jump(-9 * YEAR)
    id = add_action(rui, "Below every floor")
    for store in (rui, ana):
        store.sync.share()
    assert action(ana, id).text == "Below every floor"


STEPS = ("add", "add", "edit", "share", "share", "compact")
steps = st.lists(
    st.tuples(
        st.sampled_from("abc"),
        st.sampled_from(STEPS),
        st.integers(0, 500),
    ),
    min_size=4,
    max_size=24,
)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps)
def test_law_nothing_is_lost_by_a_floor_on_any_replica(
    tmp_path_factory: pytest.TempPathFactory, script: list[tuple[str, str, int]]
) -> None:
    """Everybody adds, edits his own, shares and compacts, with hundreds of days between, also without the others."""
    office = Office(tmp_path_factory.mktemp("office"))
    stores = {"a": office.create("a")}
    stores |= {user: office.open(user) for user in "bc"}
    wanted: dict[str, str] = {}
    own: dict[str, list[str]] = {user: [] for user in stores}
    for number, (user, step, days) in enumerate(script):
        office.clock.wait(days * 86_400.0)
        store = stores[user]
        if step == "share":
            store.sync.share()
        elif step == "compact":
            store.maintenance.compact(days_on(office))
        elif step == "add" or not own[user]:
            own[user].append(add_action(store, f"{number}"))
            wanted[own[user][-1]] = f"{number}"
        else:
            id = own[user][number % len(own[user])]
            set_action(store, id, Action.text(f"{number}"))
            wanted[id] = f"{number}"
    for store in [*stores.values()] * 2:
        office.clock.wait(60)
        store.sync.share()
    for store in stores.values():
        assert {one.id: one.text for one in store.all(Action)} == wanted
        assert held(store) == held(stores["a"])
        assert store.local.memory.lines.context == stores["a"].local.memory.lines.context
        known = {place for entry in store.history.log() for place in entry.about}
        assert {(Action.TABLE, id) for ids in own.values() for id in ids} <= known
        assert store.maintenance.check() == ()
    stores["b"].maintenance.compact(days_on(office))
    assert stores["b"].maintenance.compact(days_on(office)).nothing
    assert stores["c"].sync.share().outcome == "shared"
