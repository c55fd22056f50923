"""Who is working: it stands in the top line, and one key changes it on a laptop that several people share."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.ui.followup_group import group
from tests.ui.open_group import opened, texts
from tests.ui.open_meeting import Room

from ictwg.app.settings import Settings, load
from ictwg.domain.author import Author
from ictwg.domain.changes import Edit
from ictwg.domain.records import Group
from ictwg.locales import t
from ictwg.records.history import HistoryQuery, group_history
from ictwg.store.local.home import Home
from ictwg.ui.modals.form_screen import FormScreen
from ictwg.ui.widgets.bars import fitting

LONG, SHORT = f"{t('saving.saved')} · {t('saving.long.shared')}", "✓ shared"


async def becomes(there: Room, name: str) -> None:
    await there.press("ctrl+u", to=FormScreen, shows=f"Now working: {there.app.session.settings.user_name}.")
    await there.press(*("space" if letter == " " else letter for letter in name), "ctrl+s")
    await there.until(lambda: not isinstance(there.app.screen, FormScreen))
    await there.shows(f"{name} is working now.")


async def test_the_first_start_asks_who_works_here(tmp_path: Path) -> None:
    async with opened(tmp_path, (80, 24), asks_who=True) as there:
        await there.until(lambda: isinstance(there.app.screen, FormScreen))
        await there.press(*"Ana", "ctrl+s")
        await there.until(lambda: not isinstance(there.app.screen, FormScreen))
        assert there.app.session.settings.user_name == "Ana"
    assert load(Home.at(str(tmp_path / "home"))).user == "Ana"


def test_who_was_never_named_is_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("ICTWG_USER", "USER", "USERNAME"):
        monkeypatch.delenv(name, raising=False)
    by_system, said, never = Settings(), Settings(), Settings()
    said.user = "user"
    assert (said.is_unnamed, never.is_unnamed) == (False, True)
    monkeypatch.setenv("USER", "jsmith")
    assert not by_system.is_unnamed


async def test_edits_bear_the_new_name_and_undo_takes_back_ones_own(tmp_path: Path) -> None:
    async with opened(tmp_path, (135, 36)) as there:
        session = there.app.session
        me = session.settings.user_name
        await there.shows(f"{me} {t('saving.saved')}")
        await becomes(there, "Rui Lopes")
        await there.shows(f"Rui {t('saving.saved')}")
        await there.press("4", "ctrl+z", shows=t("store.nothing_to_undo"))
        await there.press("f4", shows="Closed A-2010-001")
        there.app.sync_scheduler.sync_soon()
        await there.until(lambda: not session.store.sync.status().pending)
        (done,) = group_history(session.store, HistoryQuery("Rui Lopes"))
        assert done.what == "Closed A-2010-001"
        before = texts(there)
        await becomes(there, me)
        await there.press("ctrl+z")
        await there.until(lambda: texts(there) != before)
    assert load(Home.at(str(tmp_path / "home"))).user == me


@pytest.mark.parametrize("size", [(60, 15), (80, 24)])
async def test_the_example_group_says_that_it_is_one_in_every_room(tmp_path: Path, size: tuple[int, int]) -> None:
    async with opened(tmp_path, size) as there:
        (settings,) = there.app.session.state.all(Group)
        there.app.session.commit(Edit("verbs.edited").update(settings, Group.illustrative(True)).done())
        there.app.show_saving()
        await there.shows(t("ui.example"))


def test_the_next_start_knows_who_was_working_last(tmp_path: Path) -> None:
    session = group(tmp_path)
    session.act_as("Maria Soares")
    session.store.close()
    again = group(tmp_path)
    assert again.settings.author == Author("Maria Soares", again.settings.device_name)
    again.store.close()


@pytest.mark.parametrize(
    ("room", "who", "saved"),
    [
        (70, "Maria Soares", LONG),
        (54, "Maria", LONG),
        (30, "Maria Soares", SHORT),
        (14, "Maria", SHORT),
        (13, "Mar…", SHORT),
        (11, "", SHORT),
    ],
)
def test_the_top_line_says_as_much_as_it_has_room_for(room: int, who: str, saved: str) -> None:
    assert fitting("Maria Soares", LONG, SHORT, room) == (who, saved)


@pytest.mark.parametrize("said", ["/a MFAC write by 20 March", "word " * 13])
async def test_a_line_of_the_minutes_is_no_name(tmp_path: Path, said: str) -> None:
    async with opened(tmp_path, (135, 36)) as there:
        me = there.app.session.settings.user_name
        await there.press("ctrl+u", to=FormScreen)
        await there.press(*("space" if letter == " " else letter for letter in said), "ctrl+s", shows=t("who.no_name"))
        assert there.app.session.settings.user_name == me
