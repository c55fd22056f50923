"""The process of a command ends with all of its output given and the exit code of what happened."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from tests.cli.conftest import Commands

from ictwg.locales import t

SHELL = [sys.executable, "-m", "ictwg"]


def test_all_output_arrives_before_the_process_ends(group: Commands) -> None:
    for _ in range(40):
        group.ok("add", "action", "word " * 400, "--no-share")
    listed = subprocess.run([*SHELL, "actions", "--json"], capture_output=True, text=True, check=True)
    assert listed.stdout == group.ok("actions", "--json").out
    assert len(listed.stdout) > 1 << 16


@pytest.mark.parametrize(("words", "code"), [("show A-1999-001", 3), ("actions --limit=-1", 2), ("--version", 0)])
def test_the_exit_code_says_what_happened(group: Commands, words: str, code: int) -> None:
    done = subprocess.run([*SHELL, *words.split()], capture_output=True, text=True, check=False)
    assert done.returncode == group(*words.split()).code == code
    assert bool(done.stderr) == (code > 0)


@pytest.mark.skipif(sys.platform == "win32", reason="a closed pipe is told otherwise there")
def test_a_reader_that_has_seen_enough_ends_it_without_a_complaint(group: Commands) -> None:
    group.ok("add", "action", "word " * 40_000, "--no-share")
    started = subprocess.Popen([*SHELL, "actions", "--json"], stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    assert started.stdout is not None
    assert started.stderr is not None
    started.stdout.close()
    assert started.stderr.read() == b""
    assert started.wait() == 141
    started.stderr.close()


@pytest.mark.skipif(sys.platform == "win32", reason="the shell of another family")
@pytest.mark.parametrize("words", ["actions", "actions --json", "add task Print", "show A-1999-001", "--version"])
@pytest.mark.parametrize("closed", [">&-", "2>&-", ">&- 2>&-", "<&-"])
def test_a_stream_that_is_closed_from_the_start_changes_no_exit_code(group: Commands, words: str, closed: str) -> None:
    command = f'"{sys.executable}" -m ictwg {words} {closed}'
    done = subprocess.run(["/bin/sh", "-c", command], capture_output=True, text=True, check=False)
    assert done.returncode == group(*words.split()).code
    assert "Traceback" not in done.stderr


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a disk that is always full")
@pytest.mark.parametrize("unbuffered", ["", "1"])
def test_output_that_finds_no_room_is_told_and_what_was_changed_is_shared(group: Commands, unbuffered: str) -> None:
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            [*SHELL, "add", "task", "Print"],
            env={**os.environ, "PYTHONUNBUFFERED": unbuffered},
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
        )
    assert done.returncode == 1
    assert done.stderr == f"ictwg: {t('cli.not_written', reason='No space left on device')}\n"
    assert '"Print"' in group.path.read_text()


def test_what_the_computer_refuses_is_named(group: Commands, monkeypatch: pytest.MonkeyPatch) -> None:
    home = group.path.with_name("no-folder")
    home.write_text("a file")
    monkeypatch.setenv("ICTWG_HOME", str(home))
    ran = group("--file", str(group.path), "actions")
    assert ran.code == 6
    assert str(home) in ran.err
    assert "Not a directory" in ran.err
