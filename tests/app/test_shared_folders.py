"""The look for a group that a colleague has started already."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from ictwg.app.leaving import MOST, likely_files
from ictwg.ui.first_run import ways

GROUP = '{"_sync":{"1":{"format":"ictwg"}}}'


def found(folder: Path, monkeypatch: pytest.MonkeyPatch, *names: str) -> tuple[str, ...]:
    """What is found where these files lie in a home with an OneDrive, the last of them written last."""
    for written, name in enumerate(names):
        path = folder / "OneDrive - Ministry" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(GROUP, encoding="utf-8")
        os.utime(path, (written, written))
    (folder / "work").mkdir()
    monkeypatch.chdir(folder / "work")
    return likely_files(folder)


def test_a_second_copy_is_not_offered_in_place_of_the_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    copies = ("group.sync-conflict-20100301-101500-ABCDEFG.json", "group (ANA-PC's conflicted copy 2010-02-12).json")
    likely = found(tmp_path, monkeypatch, "group.json", "group-training.json", *copies)
    assert [path.rpartition("/")[2] for path in map(_slashes, likely)] == ["group-training.json", "group.json"]


def test_files_of_one_name_are_told_apart_by_their_folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    likely = found(tmp_path, monkeypatch, "TIP/group.json", "Shelters/group.json", "other.json")
    assert [way.title for way in ways(likely)][:3] == [
        "Open other.json",
        "Open Shelters/group.json",
        "Open TIP/group.json",
    ]


def test_a_copy_that_was_put_aside_does_not_stand_first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    likely = found(tmp_path, monkeypatch, "from the minister.json", "group.json")
    assert [path.rpartition("/")[2] for path in map(_slashes, likely)] == ["group.json", "from the minister.json"]


def test_the_other_ways_to_begin_stay_on_the_screen(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert len(found(tmp_path, monkeypatch, *(f"{n}/group.json" for n in range(30)))) == MOST


def _slashes(path: str) -> str:
    return path.replace("\\", "/")
