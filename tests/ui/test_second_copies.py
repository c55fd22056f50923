"""A second copy that a sync program has put beside the shared file: told, shown on Today, or asked about on To mend."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.ui.open_meeting import Room, opened

from ictwg.domain.author import Author
from ictwg.domain.changes import Edit
from ictwg.domain.clock import Clock
from ictwg.domain.records import Action
from ictwg.locales import t
from ictwg.store.local.home import Home
from ictwg.store.store import Store
from ictwg.ui.screens.problems import ProblemsScreen


def listening(there: Room, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    said: list[str] = []
    for name in ("say", "warn"):
        monkeypatch.setattr(there.app, name, said.append)
        monkeypatch.setattr(there.app.sync_scheduler, f"_{name}", said.append)
    return said


async def test_what_a_second_copy_brings_is_told_and_stands_on_today(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with opened(tmp_path) as there:
        said = listening(there, monkeypatch)
        shared = Path(there.app.session.store.path)
        copy = shared.with_name("group (Rui's conflicted copy 2010-02-12).json")
        _colleagues_state(tmp_path, shared, copy)
        there.app.sync_scheduler.sync_soon()
        told = t(
            "saving.copy.brought",
            changes=t("saving.changes_from", count=1, user="Rui"),
            copies=t("saving.copy.made_by", client="Dropbox", count=1),
        )
        await there.until(lambda: said == [told + ": Added by Rui"])
        assert not copy.exists()
        await there.app.action_mode("today")
        await there.shows(told)


async def test_a_second_copy_is_asked_about_once_and_brought_in_or_left(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with opened(tmp_path) as there:
        session, said = there.app.session, listening(there, monkeypatch)
        shared = Path(session.store.path)
        _colleagues_state(tmp_path, shared, shared.with_name("from Rui.json"))
        there.app.sync_scheduler.sync_soon()
        await there.until(lambda: bool(said))
        assert session.store.sync.status().asked == 1
        assert said == [t("saving.copy.asked", name="from Rui.json")]
        await there.app.push_screen(ProblemsScreen())
        waits = t("mend.copy")[:30]
        await there.shows(waits)
        await there.press("enter")
        what = t("saving.changes_from", count=1, user="Rui")
        await there.shows(t("saving.copy.would", name="from Rui.json", what=what)[:-1])
        await there.press("escape")
        assert session.store.sync.status().asked == 1
        await there.press("enter", shows=t("saving.copy.leave"))
        await there.press("enter")
        await there.until(lambda: len(said) == 3)
        assert any(one.text == "by Rui" for one in session.state.all(Action))
        brought = t(
            "saving.copy.brought",
            changes=t("saving.changes_from", count=1, user="Rui"),
            copies=t("saving.copy.plain", count=1),
        )
        assert said[1:] == [
            t("saving.copy.wanted", name="from Rui.json"),
            f"{brought}: {t('verbs.created', subject='by Rui')}",
        ]
        await there.until(lambda: waits not in there.text)
        assert session.store.sync.status().asked == 0


def _colleagues_state(folder: Path, shared: Path, copy: Path) -> None:
    """A colleague's state of the group, beside the shared file as it was."""
    before = shared.read_bytes()
    rui = Store.open(str(shared), home=Home.at(str(folder / "rui")), clock=Clock(), author=Author("Rui", "desk"))
    rui.commit(Edit("verbs.created", "by Rui").create(Action, rui.new_id(), Action.text("by Rui")).done())
    rui.sync.share()
    rui.close()
    shared.rename(copy)
    shared.write_bytes(before)


async def test_a_copy_that_arrived_cut_stands_to_be_checked_until_it_is_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It was told once; it alone may hold what somebody typed."""
    monkeypatch.setattr("ictwg.store.sync.copies.STABLE_MS", 0)
    async with opened(tmp_path) as there:
        session = there.app.session
        shared = Path(session.store.path)
        copy = shared.with_name("group (Rui's conflicted copy 2010-02-12).json")
        _cut(shared, copy)
        there.app.sync_scheduler.sync_soon()
        await there.until(lambda: session.store.sync.status().unready == 1)
        for _ in range(2):
            there.app.push_screen(ProblemsScreen())
            await there.shows(copy.stem)
            await there.press("escape")
        copy.unlink()
        session.carry()
        session.store.refresh()
        assert session.store.sync.status().unready == 0


async def test_a_file_with_much_history_is_made_smaller_from_to_check(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ictwg.store.maintenance.maintenance.MANY_ROWS", -1)
    async with opened(tmp_path) as there:
        there.app.push_screen(ProblemsScreen())
        await there.shows(t("sharing.compact.title"))
        await there.press("home", "enter", shows=t("sharing.compact.yes"))
        await there.press("enter")
        await there.until(lambda: any("archive" in told.message for told in there.app._notifications))


def _cut(shared: Path, copy: Path) -> None:
    copy.write_bytes(shared.read_bytes()[:200])
