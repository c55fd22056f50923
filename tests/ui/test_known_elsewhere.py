"""The one question about a group that this computer knows at another place, and what each answer does."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from tests.ui.looking import text_of
from tests.ui.stage import HOSTILE

from ictwg import cli
from ictwg.app.opening import open_group, start_group
from ictwg.app.session import Session
from ictwg.cli import program
from ictwg.domain.changes import Edit
from ictwg.domain.records import Action
from ictwg.store.local.home import Home
from ictwg.ui.app import IctwgApp
from ictwg.ui.first_run import KnownElsewhere

WIDE = 60


@pytest.mark.parametrize("size", [(40, 20), (60, 15), (80, 24), (120, 36)])
async def test_each_answer_has_its_sentence_and_escape_leaves(size: tuple[int, int]) -> None:
    name = "".join(HOSTILE[:2]) if size[0] > WIDE else "group"
    app = KnownElsewhere(f"/stick/{name}.json", "/home/ana/Dropbox/Working group/group.json")
    async with app.run_test(size=size) as pilot:
        for words in ("you sync with this file", "Its changes are added", "The two files will never sync"):
            await pilot.pause()
            assert words in " ".join(text_of(app).split())
            await pilot.press("down")
        await pilot.press("escape")
    assert app.return_value is None


async def test_what_is_likelier_comes_first(tmp_path: Path) -> None:
    known = tmp_path / "group.json"
    for answer in ("moved", "copy"):
        app = KnownElsewhere("/stick/group.json", str(known))
        async with app.run_test() as pilot:
            await pilot.press("enter")
        assert app.return_value == answer
        known.touch()


@pytest.mark.parametrize("answer", ["moved", "copy", "separate", None])
def test_the_program_does_what_was_answered(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, answer: str | None
) -> None:
    known, other, home = tmp_path / "group.json", tmp_path / "other.json", Home.at(str(tmp_path / "home"))
    monkeypatch.setenv("ICTWG_HOME", str(tmp_path / "home"))
    session = start_group(str(known), "Working group", "WG", home=home)
    _add(session, "shared")
    session.store.sync.share()
    session.store.close()
    shutil.copy(known, other)
    rui = open_group(str(other), home=Home.at(str(tmp_path / "rui")), writer=True, today=None)
    _add(rui, "by Rui")
    rui.store.sync.share()
    rui.store.close()
    before = {path: path.read_bytes() for path in (known, other)}
    shown: list[tuple[str, str, list[str]]] = []

    def run(app: IctwgApp) -> None:
        texts = sorted(one.text for one in app.session.state.all(Action))
        shown.append((app.session.store.path, app.session.store.db, texts))
        _add(app.session, "afterwards")
        assert app.session.carry().published

    monkeypatch.setattr(KnownElsewhere, "run", lambda _: answer)
    monkeypatch.setattr(IctwgApp, "run", run)
    monkeypatch.setattr(program, "_at_a_terminal", lambda: True)
    assert cli.main(["--file", str(other)]) == 0
    if answer is None:
        assert not shown
        assert before == {path: path.read_bytes() for path in before}
        return
    ((path, db, texts),) = shown
    assert path == str(known if answer == "copy" else other)
    assert (db == session.store.db) is (answer != "separate")
    assert texts == ["by Rui", "shared"]
    untouched = other if answer == "copy" else known
    assert untouched.read_bytes() == before[untouched]


def test_a_command_ends_and_names_the_ways(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    known, other = tmp_path / "group.json", tmp_path / "other.json"
    assert cli.main(["new", str(known), "--name", "Group"]) == 0
    shutil.copy(known, other)
    assert cli.main(["actions", "--file", str(other)]) == 1
    assert "--moved" in capfd.readouterr().err


def _add(session: Session, text: str) -> None:
    session.commit(Edit("verbs.created", text).create(Action, session.state.new_id(), Action.text(text)).done())
