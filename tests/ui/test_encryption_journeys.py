"""Encrypting at a real terminal: nothing that is typed shows, and the program asks before it opens."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from ictwg.locales import t

assert sys.platform != "win32"  # conftest.py leaves this file out there

from tests.pty_driver import Terminal  # noqa: E402 - not to be read on Windows

pytestmark = pytest.mark.pty

PROGRAM = [sys.executable, "-m", "ictwg"]
WORD = "correct horse battery"
NAME = "Kanarienvogel"


def test_a_group_is_encrypted_and_opened_by_hand(tmp_path: Path) -> None:
    work, sheet = tmp_path / "work", tmp_path / "usb" / "sheet.md"
    for folder in (work, sheet.parent):
        folder.mkdir()
    environment = {"ICTWG_HOME": str(tmp_path / "home"), "ICTWG_PASSPHRASE": "", "ICTWG_FILE": ""}

    def at(*words: str) -> Terminal:
        return Terminal([*PROGRAM, *words], environment=environment, cwd=work)

    with at("new", "group.json", "--name", NAME) as terminal:
        terminal.wait_end()
    with at("encrypt", "--sheet", str(sheet)) as terminal:
        terminal.wait_for(t("encryption.go_on").strip())
        terminal.type("yes\r")
        terminal.wait_for(t("encryption.ask_new").strip())
        terminal.type("short\r")
        terminal.wait_for(f"{t('encryption.too_short', count=10)}.")
        for said in (WORD, "another one altogether", WORD, WORD):
            terminal.type(said + "\r")
            terminal.settle(0.2)
        terminal.wait_for(t("encryption.out_of_reach"))
        assert WORD not in terminal.text
        assert terminal.wait_end() == 0
    assert NAME in sheet.read_text("utf-8")
    assert not [path for path in (*work.rglob("*"), *(tmp_path / "home").rglob("*")) if _holds(path)]
    with at("check") as terminal:
        terminal.wait_for(t("encryption.ask").strip())
        terminal.type("wrong\r")
        terminal.wait_for(f"{t('encryption.wrong')}\n{t('encryption.ask').strip()}")
        terminal.type(WORD + "\r")
        assert terminal.wait_end() == 0
    with at() as terminal:
        terminal.wait_for(t("encryption.ask").strip())
        terminal.type(WORD + "\r")
        terminal.wait_for("Today")
        terminal.press("ctrl+q")
        assert terminal.wait_end() == 0


def _holds(path: Path) -> bool:
    return path.is_file() and NAME.encode() in path.read_bytes()
