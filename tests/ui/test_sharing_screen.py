"""Sharing on one screen: what is saved where, what came in, and what waits for an answer."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from tests.builders import known
from tests.store.office import with_untold
from tests.store.sealed_office import SHEET, cheap
from tests.ui.colleague import leave_copy, rui_adds, take_out
from tests.ui.followup_group import group
from tests.ui.open_group import LEAFLET, beside, opened, texts
from tests.ui.open_meeting import Room

from ictwg.app.sync import Leads, SharingLine, SyncPart, quiet_words, sharing_lines
from ictwg.domain.calendar import short_day
from ictwg.domain.changes import Edit
from ictwg.domain.ids import id_of
from ictwg.domain.records import Action, Group
from ictwg.locales import t
from ictwg.merge.dots import Dot
from ictwg.merge.rows import LIVE, Row
from ictwg.store.format import codec, codec_rows
from ictwg.store.sync.reports import Heard
from ictwg.ui.app import IctwgApp
from ictwg.ui.modals.choose import Choose
from ictwg.ui.screens.history import HistoryScreen, RecordHistoryScreen
from ictwg.ui.screens.problems import ProblemsScreen
from ictwg.ui.screens.sharing import HeldScreen, RestoredScreen, SharingScreen, UnsealedScreen
from ictwg.ui.widgets.filtered_list import FilteredList


def leave_unready(path: Path) -> None:
    """The file is written by half, and a second copy has no content yet."""
    path.with_name("group (conflicted copy Rui 2010-03-11 1012).json").write_bytes(b"\0" * 400)
    path.write_bytes(path.read_bytes()[:-80])


def halve(path: Path) -> Path:
    """The file is written by half; where the whole of it is."""
    whole = path.rename(path.with_suffix(".whole"))
    path.write_bytes(whole.read_bytes()[:-80])
    return whole


async def shared(there: Room) -> None:
    """The courier has been to the shared folder and back."""
    there.app.sync_scheduler.sync_soon()
    await there.until(lambda: not there.app.sync_scheduler._syncing)


async def go_to(there: Room, words: str) -> None:
    """The cursor on the line that says so."""
    shown = there.app.screen.query_one(FilteredList).list
    await there.shows(words)
    line = next(row for row in shown.rows if words in getattr(row, "what", ""))
    shown.move_to(line.id)
    await there.pilot.pause()


async def open_from_today(there: Room) -> None:
    await there.until(lambda: t("saving.saved") in "".join(there.text.splitlines()[1:]))
    await there.press("end", "enter", to=SharingScreen)


async def test_what_stands_below_the_list_follows_the_state_too(tmp_path: Path) -> None:
    async with opened(tmp_path) as there:
        path = Path(there.app.session.store.path)
        whole = halve(path)
        await shared(there)
        await open_from_today(there)
        await there.shows("let your sync program download it")
        whole.replace(path)
        await shared(there)
        await there.shows("All your changes are in the shared folder")


@pytest.mark.parametrize("size", [(80, 24), (120, 36)])
async def test_the_state_line_of_today_leads_there_and_tells_what_came_in(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    async with opened(tmp_path, size) as there:
        path = Path(there.app.session.store.path)
        rui_adds(tmp_path, path)
        await shared(there)
        await open_from_today(there)
        await there.shows(f"{t('saving.saved')} · {t('saving.long.shared')}")
        await there.shows("Rui: last heard")
        await there.shows("Added by Rui")
        await go_to(there, "Added by Rui")
        await there.press("enter", to=RecordHistoryScreen)
        await there.press("escape", to=SharingScreen)
        await go_to(there, "Rui: last heard")
        await there.press("enter", to=HistoryScreen)
        rows = there.app.screen.query_one(FilteredList).list.rows
        assert {row.user for row in rows} == {"Rui"}  # type: ignore[union-attr]


async def test_a_second_copy_is_answered_there(tmp_path: Path) -> None:
    async with opened(tmp_path) as there:
        leave_copy(tmp_path, beside(there, "group.json"), beside(there, "from Rui.json"))
        await shared(there)
        await open_from_today(there)
        await go_to(there, t("sharing.copy", name="from Rui.json"))
        await there.shows(t("saving.changes_from", count=1, user="Rui"))
        await there.press("enter", to=Choose)
        await there.press("enter")
        await there.until(lambda: "by Rui" in texts(there))
        await there.until(lambda: t("sharing.copy", name="from Rui.json") not in there.text)


@pytest.mark.parametrize(("key", "stays"), [("f4", True), ("shift+delete", False)])
async def test_records_that_somebody_took_out_of_the_file_are_listed_and_kept_or_let_go(
    tmp_path: Path, key: str, *, stays: bool
) -> None:
    async with opened(tmp_path) as there:
        await there.press("ctrl+z")
        await shared(there)
        gone = take_out(beside(there, "group.json"), LEAFLET)
        await shared(there)
        await there.shows(t("saving.held", count=1))
        assert there.app.session.store.sync.status().held == 1
        await open_from_today(there)
        assert there.app.screen.query_one(FilteredList).list.cursor_id == "held", "what waits is under the cursor"
        await there.press("enter", to=HeldScreen, shows=LEAFLET)
        await there.shows(f"F4 {t('keys.held_keep')}")
        await there.press(key, to=SharingScreen)
        assert (LEAFLET in texts(there)) is stays
        await shared(there)
        assert there.app.session.store.sync.status().held == 0
        assert (there.app.session.state.get(Action, id_of(gone)) is not None) is stays
        await there.press("ctrl+z")
        await there.until(lambda: LEAFLET in texts(there))


@pytest.mark.parametrize(("key", "stays"), [("f4", True), ("shift+delete", False)])
async def test_values_from_before_this_computer_was_restored_are_taken_or_dropped(
    tmp_path: Path, key: str, stays: bool
) -> None:
    async with opened(tmp_path) as there:
        store = there.app.session.store
        copy = tmp_path / "stick" / "old.json"
        copy.parent.mkdir()
        with_untold(Path(store.path), copy, "find nobody", "find two trainers")
        store.sync.bring_in(str(copy))
        there.app.changed()
        await there.shows("1 record has older values from before")
        await open_from_today(there)
        await there.press("enter", to=RestoredScreen, shows="The history does not say")
        await there.shows("Text: find nobody / find two trainers")
        await there.shows(f"F4 {t('keys.held_keep')}")
        await there.press(key, to=SharingScreen)
        (action,) = [one for one in store.all(Action) if one.text.startswith("find")]
        assert action.text == ("find two trainers" if stays else "find nobody")
        assert not action.row.contested()
        assert store.sync.restored() == ()
        await there.press("ctrl+z")
        await there.until(lambda: bool(store.get(Action, action.id).row.contested()))  # type: ignore[union-attr]


async def test_what_waits_for_one_answer_stands_in_to_check_too(tmp_path: Path) -> None:
    async with opened(tmp_path) as there:
        copy = tmp_path / "stick" / "old.json"
        copy.parent.mkdir()
        with_untold(Path(there.app.session.store.path), copy, "find nobody", "find two trainers")
        there.app.session.store.sync.bring_in(str(copy))
        await there.app.push_screen(ProblemsScreen())
        shown = there.app.screen.query_one(FilteredList).list
        line = next(row for row in shown.rows if t("sharing.restored.title") in getattr(row, "where", ""))
        assert there.app.session.store.sync.status().restored == 1
        shown.move_to(line.id)
        await there.shows(t("sharing.way.restored"))
        await there.press("enter", to=RestoredScreen)
        await there.press("f4", to=ProblemsScreen)
        await there.until(lambda: t("sharing.restored.title") not in there.text)


@pytest.mark.parametrize(("key", "comes"), [("f4", True), ("shift+delete", False)])
async def test_what_nobody_of_an_encrypted_group_sealed_is_taken_or_dropped(
    tmp_path: Path, key: str, comes: bool
) -> None:
    with cheap():
        async with opened(tmp_path) as there:
            store = there.app.session.store
            store.encryption.encrypt("correct horse", SHEET)
            write_unsealed(Path(store.path), "By a stranger")
            await shared(there)
            await there.shows("not encrypted by your group")
            await open_from_today(there)
            await there.shows(t("sharing.way.unsealed"))
            await there.press("enter", to=UnsealedScreen, shows="By a stranger")
            await there.shows("without your group's passphrase")
            await there.press(key, to=SharingScreen)
            await there.until(lambda: not there.app.sync_scheduler._syncing)
            await there.shows(t("saving.long.shared"))
            assert ("By a stranger" in texts(there)) is comes
            assert b"By a stranger" not in content_of(store.path)


def content_of(path: str) -> bytes:
    return Path(path).read_bytes()


def write_unsealed(path: Path, text: str) -> None:
    """An action, put into the file of an encrypted group by somebody without its passphrase."""
    lines, dot = codec.split(path.read_bytes()).copy(), Dot(1_260_000_000_000, "eve~aaaaaaaaaa")
    codec_rows.put_row(lines, Row(Action.TABLE, id_of("79"), {"text": {dot: (text,)}, LIVE: {dot: (True,)}}))
    lines.header = lines.header.with_context(lines.context.with_dot(dot))
    path.write_bytes(codec.encode_file(lines))


async def test_a_file_that_is_not_ready_says_what_to_do(tmp_path: Path) -> None:
    async with opened(tmp_path) as there:
        leave_unready(beside(there, "group.json"))
        await shared(there)
        await open_from_today(there)
        await there.shows("The file is incomplete")
        await go_to(there, t("saving.long.waiting"))
        await there.shows("this computer writes it")
        await go_to(there, "“group (conflicted copy")
        await there.shows("It is checked again automatically.")


def test_what_was_today_is_told_with_the_hour_of_the_group_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    session = group(tmp_path)
    settings = next(iter(session.state.all(Group)))
    session.commit(Edit("verbs.edited").update(settings, Group.time_zone("Asia/Dili")).done())
    at = datetime(2010, 3, 12, 9, 12, tzinfo=UTC)
    status = session.store.sync.status()._replace(
        now=at, shared_at=at, colleagues=(Heard("Rui", at - timedelta(days=1), 4),)
    )
    monkeypatch.setattr(session.store.sync, "status", lambda: status)
    lines = {line.part: line for line in reversed(sharing_lines(session))}
    assert lines[SyncPart.NOW].note == t("sharing.shared_at", at="18:12")
    assert lines[SyncPart.COLLEAGUES].what == t("saving.heard_at", user="Rui", at="11 Mar 2010 18:12")


def test_of_a_folder_that_is_gone_it_says_since_when_and_that_nothing_is_lost(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    session = group(tmp_path)
    status = session.store.sync.status()
    assert status.now is not None
    gone = status._replace(unreachable_since=status.now - timedelta(days=40))
    monkeypatch.setattr(session.store.sync, "status", lambda: gone)
    first = sharing_lines(session)[0]
    since = (status.now - timedelta(days=40)).astimezone(session.zone)
    assert (
        first.what
        == f"{t('saving.saved')} · {t('saving.long.unreachable', since=f'{short_day(since.date())} {since:%H:%M}')}"
    )
    assert (first.part, first.warns) == (SyncPart.NOW, True)
    assert t("saving.saved") in first.way
    session.store.close()


def test_a_silent_colleague_is_said_on_one_day_and_again_only_after_being_heard(tmp_path: Path) -> None:
    session = group(tmp_path)
    session.store.sync.share()
    status = session.store.sync.status()
    now = known(status.now)
    monday = now - timedelta(days=now.weekday())

    def told(heard: int, today: int) -> int:
        colleagues = (Heard("Rui", monday + timedelta(days=heard), 4),)
        later = status._replace(colleagues=colleagues, now=monday + timedelta(days=today))
        return len(quiet_words(session, later))

    assert told(0, 2) == 0, "two working days"
    assert told(0, 9) == 1
    assert told(0, 9) == 1, "on that day it stays"
    assert told(0, 10) == 0, "said once"
    session.store.close()
    session = group(tmp_path)
    assert told(0, 11) == 0, "the settings remember it"
    assert told(8, 18) == 1, "heard, and silent anew"
    assert told(0, 40) == 0, "who was not heard for a month took no part"
    unreachable = status._replace(
        colleagues=(Heard("Rui", monday, 4),), now=monday + timedelta(days=25), unreachable_since=now
    )
    assert quiet_words(session, unreachable) == ()
    session.store.close()


def damage_copy(folder: Path) -> None:
    """This computer's copy of the group does not open any more."""
    before = group(folder)
    before.store.sync.share()
    before.store.close()
    replica = next(folder.rglob("replica.json"))
    replica.write_bytes(b"{" + replica.read_bytes()[2:])


async def test_that_the_disk_had_damaged_the_copy_is_told_once(tmp_path: Path) -> None:
    damage_copy(tmp_path)
    app = IctwgApp(group(tmp_path))
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        there = Room(app, pilot)  # type: ignore[arg-type]
        await shared(there)
        await shared(there)
        told = [one for one in app._notifications if "was damaged by its disk" in one.message]
        assert len(told) == 1
    app.session.store.close()


async def test_who_did_it_and_when_is_told_beside_a_long_text(tmp_path: Path) -> None:
    async with opened(tmp_path) as there:
        line = SharingLine(
            "a", SyncPart.CAME, "Added the framework of the plan " * 4, "Rui · 10 Feb 2010 10:04", "", Leads.NOTHING
        )
        await there.app.push_screen(SharingScreen())
        await there.shows(t("places.sharing"))
        screen = there.app.screen
        assert isinstance(screen, SharingScreen)
        cell = screen._cell(line)
        assert [piece.text for piece in cell if not isinstance(piece, str)][1].endswith("Rui · 10 Feb 2010 10:04")
