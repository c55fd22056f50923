"""What a colleague's record names as its file may be anything: no command waits for it, follows it out or reads it all.

Also what lies beside the group's file under a name that is looked for there.
"""

from __future__ import annotations

import os
import signal
import stat
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from tests.cli.conftest import TODAY, Commands

from ictwg.app.leaving import likely_files
from ictwg.app.opening import open_group
from ictwg.domain.changes import Edit
from ictwg.domain.fields import FilePath, Linking
from ictwg.domain.records import DocumentVersion
from ictwg.domain.schema import Setting, declared
from ictwg.locales import t
from ictwg.papers.files import export_folder
from ictwg.records.named_files import FileProblemError, FileState, named_file
from ictwg.records.shared_files import LARGEST, file_state
from ictwg.store.local.home import Home

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="a folder there holds no pipes")
make_pipe: Callable[[Path | str], object] = getattr(os, "mkfifo", Path)
alarms: Any = signal

SECONDS = 30
KINDS = [(kind, field) for kind in declared() for field in kind.fields() if isinstance(field, FilePath)]
COMMANDS = (("check",), ("search", "draft"), ("report", "annual"), ("trash",), ("conflicts",), ("history",))


def _link(to: str) -> Callable[[Path], object]:
    return lambda path: path.symlink_to(to)


def _sparse(path: Path) -> None:
    with path.open("wb") as file:
        file.truncate(1 << 42)


def _outside(path: Path) -> None:
    out = path.parent.parent / "private.txt"
    out.write_text("private")
    path.symlink_to(out)


def _pipe_behind(path: Path) -> None:
    make_pipe(f"{path}.p")
    path.symlink_to(f"{path}.p")


THINGS: dict[str, tuple[Callable[[Path], object], FileState]] = {
    "pipe": (make_pipe, FileState.NO_FILE),
    "endless device": (_link("/dev/zero"), FileState.OUTSIDE),
    "link out": (_outside, FileState.OUTSIDE),
    "link to a pipe": (_pipe_behind, FileState.NO_FILE),
    "link to itself": (lambda path: path.symlink_to(path.name), FileState.MISSING),
    "folder": (Path.mkdir, FileState.NO_FILE),
    "huge": (_sparse, FileState.TOO_LARGE),
    "missing": (lambda _path: None, FileState.MISSING),
}


class WaitsError(BaseException):
    """Nothing catches it."""


@contextmanager
def soon() -> Iterator[None]:
    """Ends the test where something waits."""

    def ends(*_: object) -> None:
        raise WaitsError

    assert threading.current_thread() is threading.main_thread()
    before = alarms.signal(alarms.SIGALRM, ends)
    alarms.setitimer(alarms.ITIMER_REAL, SECONDS)
    try:
        yield
    finally:
        alarms.setitimer(alarms.ITIMER_REAL, 0)
        alarms.signal(alarms.SIGALRM, before)


@pytest.fixture(params=THINGS)
def thing(request: pytest.FixtureRequest, group: Commands) -> str:
    """A record of each type that names a file, naming this thing, which is no file to read."""
    THINGS[request.param][0](group.path.parent / "draft.bin")
    session = open_group(str(group.path), home=Home.find(), writer=True, today=date.fromisoformat(TODAY))
    edit, state = Edit("verbs.created"), session.state
    for kind, field in KINDS:
        above = kind.PARENT.target() if isinstance(kind.PARENT, Linking) else None
        parent = state.new_id()
        if above is not None and above.TITLE is not None:
            edit.create(above, parent, Setting(above.TITLE, "A draft"))
        said = [Setting(field, "draft.bin"), *([kind.PARENT(parent)] if kind.PARENT is not None else [])]
        edit.create(kind, state.new_id(), *said, *([kind.digest("0" * 64)] if kind is DocumentVersion else []))
    session.commit(edit.done())
    session.carry()
    session.store.close()
    return str(request.param)


def test_no_command_waits_for_a_file_that_a_record_names(thing: str, group: Commands) -> None:
    kinds = {kind.SINGULAR: kind for kind, _ in KINDS}
    listed = [("list", name, form) for name in kinds for form in ("--json", "--csv")]
    with soon():
        for words in (*listed, *COMMANDS):
            assert group(*words).code in {0, 1}, (thing, words)
        for kind in kinds.values():
            for row in group.ok("list", kind.SINGULAR, "--json").json:
                group.ok("show", row["id"], "--json")
                group.ok("show", row["id"])


def test_what_is_no_file_of_the_folder_is_told_so_and_never_opened(thing: str, group: Commands) -> None:
    state = THINGS[thing][1]
    session = open_group(str(group.path), home=Home.find(), writer=False, today=date.fromisoformat(TODAY))
    lookup = session.lookup
    with soon():
        assert file_state(lookup, "draft.bin", "0" * 64) is state
        if state is FileState.TOO_LARGE:
            assert named_file(lookup.folder, "draft.bin").size > LARGEST
        else:
            with pytest.raises(FileProblemError) as told:
                named_file(lookup.folder, "draft.bin")
            assert told.value.state is state
        named = group("add", "document_version", "--document", "A draft", "--label", "1", "--path", "draft.bin")
    assert (named.code == 0) == (state in {FileState.MISSING, FileState.TOO_LARGE}), named
    session.store.close()


def test_each_record_says_what_became_of_its_file_and_check_names_those_that_are_lost(
    thing: str, group: Commands
) -> None:
    state = THINGS[thing][1]
    told = {line["what"] for line in group("check", "--json").json if line["kind"] == "file"}
    where = [line["where"] for line in group("check", "--json").json if line["kind"] == "file"]
    for kind, field in KINDS:
        (row,) = (one for one in group.ok("list", kind.SINGULAR, "--json").json if one.get(field.name))
        if state is not FileState.TOO_LARGE:
            assert row.get(f"{field.name}_file", row["file"]) == state, kind
            assert t(f"documents.file.{state}") in group.ok("show", row["id"]).out, kind
    assert len(where) == (0 if state is FileState.TOO_LARGE else len(KINDS)), where
    assert all("draft.bin" in one for one in where)
    assert told <= {t("mend.lost_file")}


BESIDE = ("group (ictwg archive).json", "group-OTHER.json", "group (1).json", ".~group.json.0a0b0c0d.tmp", "other.json")


@pytest.mark.parametrize("name", BESIDE)
def test_no_command_waits_for_what_lies_beside_the_file(name: str, group: Commands) -> None:
    make_pipe(group.path.parent / name)
    with soon():
        likely_files(group.path.parent)
        for words in (("members",), ("check",), ("history",), ("share",), ("compact",), ("add", "action", "One more")):
            assert group(*words).code in {0, 1}, words


def test_the_folder_of_a_meeting_that_leads_out_is_not_followed(tmp_path: Path) -> None:
    shared, out = tmp_path / "shared", tmp_path / "out"
    (shared / "inside").mkdir(parents=True)
    out.mkdir()
    (shared / "leads out").symlink_to(out)
    assert export_folder(str(shared / "group.json"), "inside") == str(shared / "inside")
    assert export_folder(str(shared / "group.json"), "leads out") == str(shared / "minutes")


def test_what_stands_where_a_paper_is_to_be_written_is_left_alone(group: Commands) -> None:
    written = group.ok("export", "agenda", "M-2010-03-12", "--to", str(group.path.parent)).out
    (agenda,) = group.path.parent.glob("*agenda*.md")
    agenda.unlink()
    make_pipe(agenda)
    with soon():
        again = group.ok("export", "agenda", "M-2010-03-12", "--to", str(group.path.parent)).out
    assert again != written
    assert stat.S_ISFIFO(agenda.stat().st_mode)
