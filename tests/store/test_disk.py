"""How files are opened and written in place, on the real disk."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from ictwg.store.local.atomic import STALE_AFTER, sweep
from ictwg.store.local.disk import Disk, overwrite

LOOKS: dict[str, Callable[[Path], object]] = {
    "read": lambda path: Disk().read_raw(str(path)),
    "read_from": lambda path: Disk().read_from(str(path), 1),
    "holds": lambda path: Disk().holds(str(path), b"something"),
    "names": lambda path: Disk().names(str(path.parent)),
}


@pytest.fixture
def path(tmp_path: Path) -> Path:
    found = tmp_path / "folder" / "file"
    found.parent.mkdir()
    found.write_bytes(b"something")
    return found


@pytest.mark.parametrize("beside", ["group.json", "group (ictwg archive).json"])
def test_what_a_crash_left_of_a_file_or_its_archive_goes_after_an_hour(tmp_path: Path, beside: str) -> None:
    group, begun, others = tmp_path / "group.json", tmp_path / f".~{beside}.11111111.tmp", tmp_path / ".~x.22222222.tmp"
    left = tmp_path / f".~{beside}.00000000.tmp"
    for one in (group, begun, others, left):
        one.write_bytes(b"{}")
    long_ago = group.stat().st_mtime - 2 * STALE_AFTER
    for one in (others, left):
        os.utime(one, (long_ago, long_ago))
    sweep(Disk(), str(group))
    assert {*tmp_path.iterdir()} == {group, begun, others}


@pytest.mark.skipif(not hasattr(os, "O_NOATIME"), reason="this system notes each reading, or none")
@pytest.mark.parametrize("look", LOOKS)
def test_who_looks_leaves_no_note_of_when(path: Path, look: str) -> None:
    """Where it was changed since, the system would write down that it was read now."""
    for one in (path, path.parent):
        os.utime(one, (1_000_000_000, 1_100_000_000))
    assert LOOKS[look](path)
    assert {one.stat().st_atime for one in (path, path.parent)} == {1_000_000_000}


@pytest.mark.parametrize("look", LOOKS)
def test_a_file_of_somebody_else_is_looked_at_all_the_same(
    path: Path, look: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = os.open

    def theirs(name: Any, flags: int, *rest: Any) -> int:
        if flags & getattr(os, "O_NOATIME", 0):
            raise PermissionError(1, "Operation not permitted", name)
        return real(name, flags, *rest)

    monkeypatch.setattr(os, "open", theirs)
    assert LOOKS[look](path)


def test_a_folder_that_is_none_or_refuses_is_named(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(FileNotFoundError) as missing:
        Disk().names(str(path.parent / "missing"))
    assert missing.value.filename == str(path.parent / "missing")

    def refusing(_: object) -> list[str]:
        raise OSError(5, "Input/output error")

    monkeypatch.setattr(os, "listdir", refusing)
    if sys.platform == "linux":
        with pytest.raises(OSError, match="Input/output error") as refused:
            Disk().names(str(path.parent))
        assert refused.value.filename == str(path.parent)


@pytest.mark.parametrize("content", [b"", b"short", b"something", b"something longer"])
def test_what_is_written_over_leaves_nothing_of_what_stood_there(path: Path, content: bytes) -> None:
    overwrite(Disk(), str(path), content)
    assert path.read_bytes() == content
