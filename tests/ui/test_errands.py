"""Errands from the palette: a copy brought in or carried, another group's file, handing over, leaving."""

from __future__ import annotations

import asyncio
import sys
from pathlib import Path
from threading import Event
from zipfile import ZipFile

import pytest
from tests.ui.colleague import leave_copy
from tests.ui.open_group import LEAFLET, beside, fill_in, opened, start, texts
from tests.ui.system_opener import opener
from textual.widgets import Input

from ictwg.app.forms.choices import path_completer
from ictwg.app.opening import open_group, start_group
from ictwg.app.session import Session
from ictwg.domain.changes import Edit
from ictwg.domain.records import Action, Person
from ictwg.locales import t
from ictwg.papers.forms import MARKDOWN, PDF, WEB_PAGE
from ictwg.store.local.home import Home
from ictwg.ui.export_menu import SendOutForm
from ictwg.ui.modals.box import Confirm, ToldBox, Working, WrittenBox
from ictwg.ui.modals.choose import Choose
from ictwg.ui.modals.form_screen import FormScreen
from ictwg.ui.program import COPIED
from ictwg.ui.screens.import_preview import ImportScreen


def files(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]


def beside_home(folder: Path) -> str:
    """The shared file."""
    return (folder / "group.json").read_text(encoding="utf-8")


def looked_at(folder: Path, path: Path) -> Session:
    return open_group(str(path), home=Home.at(str(folder / "elsewhere")), writer=True, today=None)


async def test_a_copy_from_a_stick_comes_in_and_what_came_is_said(tmp_path: Path) -> None:
    async with opened(tmp_path) as there:
        copy = tmp_path / "stick" / "from Rui.json"
        copy.parent.mkdir()
        leave_copy(tmp_path, beside(there, "group.json"), copy)
        await start(there, t("errands.bring_in"))
        await fill_in(there, copy)
        await there.shows(f"{t('saving.changes_from', count=1, user='Rui')}: Added by Rui")
        assert "by Rui" in texts(there)
        assert copy.exists()
        await start(there, t("errands.bring_in"))
        await fill_in(there, copy)
        await there.shows("has nothing new")


async def test_what_was_copied_is_opened_where_the_terminal_has_no_clipboard(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    taken: list[str] = []
    monkeypatch.setattr("ictwg.ui.external_programs.open_file", taken.append)
    monkeypatch.setattr("ictwg.ui.clipboard.tools_for", lambda *_: ())
    async with opened(tmp_path) as there:
        await start(there, t("errands.copied"))
        await there.shows(t("ui.nothing_copied"))
        there.app.copy("A list", "One list copied")
        await there.shows(t("errands.copied"))
        await start(there, t("errands.copied"))
        await there.app.workers.wait_for_complete()
        assert taken == [str(there.app.session.scratch_file(COPIED))]
        await start(there, t("errands.import"))
        await there.shows(f" {t('keys.form_go_on')} ")


async def test_what_is_no_copy_is_said_in_the_form_with_the_way_to_go(tmp_path: Path) -> None:
    async with opened(tmp_path) as there:
        minutes, broken = tmp_path / "minutes.md", tmp_path / "broken.json"
        minutes.write_text("# Minutes", encoding="utf-8")
        broken.write_text("<html>", encoding="utf-8")
        await start(there, t("errands.bring_in"))
        await fill_in(there, minutes)
        await there.shows(t("errands.import"))
        for path in (broken, tmp_path / "nowhere.json"):
            await fill_in(there, path)
            assert isinstance(there.app.screen, FormScreen)
        await there.shows("File not found")


async def test_another_groups_file_is_shown_row_by_row_and_comes_in_with_one_undo(tmp_path: Path) -> None:
    other = tmp_path / "other.json"
    theirs = start_group(str(other), "Other group", "OG", home=Home.at(str(tmp_path / "rui")))
    edit = Edit("verbs.created", "posters")
    edit.create(Action, theirs.state.new_id(), Action.text("hang up the posters"), Action.reference("A-2010-077"))
    theirs.commit(edit.create(Person, theirs.state.new_id(), Person.name("Rosa Lima")).done())
    theirs.store.sync.share()
    theirs.store.close()
    async with opened(tmp_path) as there:
        before = texts(there)
        await start(there, t("errands.bring_in"))
        await fill_in(there, other)
        await there.until(lambda: isinstance(there.app.screen, ImportScreen))
        await there.shows("hang up the posters")
        await there.shows("new: 2")
        await there.press("enter", "escape")
        assert texts(there) == before
        await there.press("ctrl+s")
        await there.until(lambda: texts(there) == {*before, "hang up the posters"})
        await there.press("ctrl+z")
        await there.until(lambda: texts(there) == before)
        assert not [one for one in there.app.session.state.all(Person) if one.name == "Rosa Lima"]


@pytest.mark.parametrize("stage", ["Reading", "Syncing", "Comparing"])
async def test_a_copy_that_takes_long_is_told_of_and_escape_stops_it_with_nothing_changed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, stage: str
) -> None:
    copy, seen, told = tmp_path / "stick" / "group.json", Event(), Working._tell
    copy.parent.mkdir()
    async with opened(tmp_path) as there:
        if stage == "Comparing":
            start_group(str(copy), "Other group", "OG", home=Home.at(str(tmp_path / "rui"))).store.close()
        else:
            leave_copy(tmp_path, beside(there, "group.json"), copy)

        def slowly(box: Working, words: str) -> None:
            told(box, words)
            if words.startswith(stage):
                assert seen.wait(20)
                told(box, words)

        monkeypatch.setattr(Working, "_tell", slowly)
        before = texts(there)
        await start(there, t("errands.bring_in"))
        await fill_in(there, copy)
        await there.shows(stage)
        await there.press("escape", shows=t("errands.working.stops"))
        seen.set()
        await there.shows(t("errands.working.stopped"))
        assert texts(there) == before
        monkeypatch.setattr(Working, "_tell", told)
        await there.press("ctrl+s")
        await there.until(lambda: not isinstance(there.app.screen, FormScreen | Working))
        assert isinstance(there.app.screen, ImportScreen) or "by Rui" in texts(there)


async def test_a_copy_to_carry_holds_all_and_is_never_written_over_a_file(tmp_path: Path) -> None:
    async with opened(tmp_path) as there:
        stick = tmp_path / "stick"
        stick.mkdir()
        await start(there, t("errands.carry"))
        await fill_in(there, stick)
        await there.until(lambda: isinstance(there.app.screen, ToldBox))
        await there.shows("Saved a full copy to")
        await there.press("enter")
        there_too = looked_at(tmp_path, stick / "group.json")
        assert {one.text for one in there_too.state.all(Action)} == texts(there)
        there_too.store.close()
        before = (stick / "group.json").read_bytes()
        await start(there, t("errands.carry"))
        await fill_in(there, stick / "group")
        await there.shows("already exists")
        assert (stick / "group.json").read_bytes() == before


async def test_handing_over_says_before_and_after_what_goes_and_what_stays(tmp_path: Path) -> None:
    async with opened(tmp_path) as there:
        await start(there, "Hand over")
        await fill_in(there, tmp_path / "new body")
        await there.until(lambda: isinstance(there.app.screen, Confirm))
        await there.shows("as a separate group?")
        assert not (tmp_path / "new body.json").exists()
        await there.press("enter")  # nothing here changes, so nothing has to be careful
        await there.until(lambda: isinstance(there.app.screen, ToldBox))
        await there.shows("Wrote ")
        session = looked_at(tmp_path, tmp_path / "new body.json")
        assert session.state.db != there.app.session.state.db
        assert {one.text for one in session.state.all(Action)} == texts(there)
        session.store.close()


async def test_leaving_is_asked_once_and_ends_the_program_with_what_remains_elsewhere(tmp_path: Path) -> None:
    async with opened(tmp_path) as there:
        path = there.app.session.store.path
        await start(there, t("errands.leave"))
        await there.until(lambda: isinstance(there.app.screen, Confirm))
        await there.shows("Remove the group from this computer?")
        await there.press("enter")  # alone it is no
        await there.until(lambda: not isinstance(there.app.screen, Confirm))
        assert files(tmp_path / "home")
        await start(there, t("errands.leave"))
        await there.until(lambda: isinstance(there.app.screen, Confirm))
        await there.press("left", "enter")
        await there.until(lambda: there.app._exit)
        (said,) = (str(one) for one in there.app._exit_renderables)
        assert t("leaving.done") in said
        assert path in said
        assert files(tmp_path / "home") == []
    assert files(tmp_path / "home") == []
    assert LEAFLET in beside_home(tmp_path)  # in the trash: what waited was shared first


async def test_nothing_is_removed_while_something_is_not_in_the_shared_folder(tmp_path: Path) -> None:
    async with opened(tmp_path) as there:
        path = beside(there, "group.json")
        away = path.rename(path.with_name("away.bin"))
        path.mkdir()
        await start(there, t("errands.leave"))
        await there.until(lambda: isinstance(there.app.screen, Confirm))
        await there.press("left", "enter", shows=t("leaving.not_shared", why="").rstrip(": "))
        assert files(tmp_path / "home")
        path.rmdir()
        away.rename(path)
        there.app.sync_scheduler.sync_soon()
        await there.until(lambda: not there.app.session.store.sync.status().pending)


async def test_files_are_offered_while_one_types_and_taken_with_the_arrows(tmp_path: Path) -> None:
    (tmp_path / "stick").mkdir()
    (tmp_path / "stick" / "from Rui.json").write_text("<html>", encoding="utf-8")
    async with opened(tmp_path, (120, 36)) as there:
        await start(there, t("errands.bring_in"))
        await there.until(lambda: isinstance(there.app.screen, FormScreen))
        line = there.app.screen.query_one(Input)
        line.value = str(tmp_path / "st")[:-1]
        line.cursor_position = len(line.value)
        await there.press("t", shows="stick/")
        await there.press("down", "enter", "f", shows="from Rui.json")
        await there.press("down", "enter")
        await there.until(lambda: line.value == str(tmp_path / "stick" / "from Rui.json"))


async def test_tab_takes_the_only_folder_and_goes_on_in_it(tmp_path: Path) -> None:
    (tmp_path / "stick").mkdir()
    (tmp_path / "stick" / "from Rui.json").write_text("<html>", encoding="utf-8")
    async with opened(tmp_path, (120, 36)) as there:
        await start(there, t("errands.bring_in"))
        await there.until(lambda: isinstance(there.app.screen, FormScreen))
        line = there.app.screen.query_one(Input)
        line.value = str(tmp_path / "st")[:-1]
        line.cursor_position = len(line.value)
        await there.press("t", "tab")
        assert line.value == str(tmp_path / "stick") + "/"
        await there.press("f", "tab")
        assert line.value == str(tmp_path / "stick" / "from Rui.json")


def test_paths_are_completed_folders_first_in_the_home_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("stick", "Stock"):
        (tmp_path / name).mkdir()
    for name in ("stay.json", "stay.doc", ".st.json", "other.json"):
        (tmp_path / name).touch()
    monkeypatch.setenv("HOME", str(tmp_path))
    complete = path_completer(frozenset({".json"}))

    def offered(text: str) -> list[str]:
        return [option.value for option in complete(text, len(text)).options]

    assert offered(f"{tmp_path}/st") == [f"{tmp_path}/{name}" for name in ("Stock/", "stay.json", "stick/")]
    assert offered("~/st") == ["~/Stock/", "~/stay.json", "~/stick/"]
    assert offered(f"{tmp_path}/.") == [f"{tmp_path}/.st.json"]
    assert offered(f"{tmp_path}/nowhere/st") == []


def test_the_sign_in_sheet_of_the_next_meeting_is_written_for_the_members(tmp_path: Path) -> None:
    asyncio.run(_written(tmp_path))
    (written,) = tmp_path.rglob("Attendance list *).pdf")
    assert PDF.is_ours(written.read_bytes())


@pytest.mark.skipif(sys.platform != "linux", reason="xdg-open is Linux's")
async def test_the_contact_list_is_written_as_a_page_that_o_opens(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opener(tmp_path, f'printf %s "$1" > "{tmp_path}/opened"')
    monkeypatch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin")
    async with opened(tmp_path) as there:
        there.app.settings.papers["contacts"] = f"members {WEB_PAGE.name}"
        await start(there, t("errands.contact_list"))
        await there.until(lambda: isinstance(there.app.screen, SendOutForm))
        await there.press("enter", to=WrittenBox)
        await there.press("o")
        await there.until((tmp_path / "opened").exists)
        await there.until(lambda: _opened(tmp_path).name.startswith("Contact list ("))
    assert "<h1>Contact list</h1>" in _opened(tmp_path).read_text("utf-8")


def _opened(folder: Path) -> Path:
    return Path((folder / "opened").read_text("utf-8"))


async def test_the_minutes_of_a_year_are_written_as_one_book(tmp_path: Path) -> None:
    async with opened(tmp_path) as there:
        await start(there, t("errands.book"))
        await there.until(lambda: isinstance(there.app.screen, FormScreen))
        since, until = (field.value for field in list(there.app.screen.query(Input))[:2])
        there.app.settings.papers["book"] = f"members {MARKDOWN.name}"
        await there.press("ctrl+s", to=SendOutForm)
        await there.press("enter", to=WrittenBox, shows=f"minutes-book-{since}-{until}-members.md")
    assert "# Minutes" in _book(tmp_path)


async def test_a_pack_is_written_in_one_zip(tmp_path: Path) -> None:
    async with opened(tmp_path) as there:
        await start(there, t("errands.pack"))
        await there.until(lambda: isinstance(there.app.screen, Choose))
        await there.press(*["down"] * 4, "enter")  # an archive
        await there.until(lambda: isinstance(there.app.screen, FormScreen))
        await there.press("ctrl+s", to=WrittenBox)
    numbers = [name[:3] for name in _packed(tmp_path)]
    assert numbers == [f"{at:02} " for at in range(len(numbers))]


def _packed(folder: Path) -> list[str]:
    (written,) = folder.rglob("*.zip")
    with ZipFile(written) as packed:
        return packed.namelist()


def _book(folder: Path) -> str:
    (written,) = folder.rglob("minutes-book-*.md")
    return written.read_text("utf-8")


async def _written(tmp_path: Path) -> None:
    async with opened(tmp_path) as there:
        await start(there, t("errands.sign_in"))
        await there.until(lambda: isinstance(there.app.screen, WrittenBox))
