"""What leaves the program: the person's editor and the clipboard."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from tests.ui.stage import staged

from ictwg.locales import t
from ictwg.ui import clipboard
from ictwg.ui.clipboard import CopyResult, Tool, by_tool, copy, tools_for
from ictwg.ui.external_programs import NoEditorError, edit_in, edit_outside, editor_command
from ictwg.ui.modals.form_screen import TextEditor

UPPER = "import sys, pathlib as p; f = p.Path(sys.argv[1]); f.write_text(f.read_text('utf-8').upper() + '\\n', 'utf-8')"


@pytest.mark.parametrize(
    ("environment", "platform", "command"),
    [
        ({"VISUAL": "code --wait", "EDITOR": "vi"}, "linux", ["code", "--wait"]),
        ({"EDITOR": "'/opt/my ed' -n"}, "linux", ["/opt/my ed", "-n"]),
        ({}, "linux", []),
        ({}, "win32", ["notepad"]),
        ({"EDITOR": '"C:\\Program Files\\np.exe" -x'}, "win32", ["C:\\Program Files\\np.exe", "-x"]),
    ],
)
def test_which_editor(environment: dict[str, str], platform: str, command: list[str]) -> None:
    assert editor_command(environment, platform) == command


def test_the_text_comes_back_as_the_editor_left_it() -> None:
    assert edit_in([sys.executable, "-c", UPPER], "ação\nline") == "AÇÃO\nLINE"


@pytest.mark.parametrize("command", [["no-such-editor-here"], [sys.executable, "-c", "raise SystemExit(3)"]])
def test_an_editor_that_fails_is_said(command: list[str]) -> None:
    with pytest.raises(NoEditorError):
        edit_in(command, "x")


async def test_without_a_terminal_to_hand_over_the_box_stays(monkeypatch: pytest.MonkeyPatch) -> None:
    """The headless driver cannot suspend, as Textual's web driver cannot."""
    monkeypatch.setenv("VISUAL", "vi")
    async with staged() as stage:
        assert await stage.result_of(lambda: TextEditor("Note", "one"), "ctrl+e", "ctrl+s") == ["one"]
        with pytest.raises(NoEditorError):
            edit_outside(stage.app, "x")


def test_which_clipboard_tools() -> None:
    assert tools_for("win32", {}) == (Tool(("clip",), "utf-16"),)
    assert tools_for("darwin", {})[0].command == ("pbcopy",)
    assert [tool.command[0] for tool in tools_for("linux", {"WAYLAND_DISPLAY": "w", "DISPLAY": ":0"})] == [
        "wl-copy",
        "xclip",
        "xsel",
    ]
    assert tools_for("linux", {}) == ()


def test_only_a_tool_that_took_it_counts() -> None:
    python = sys.executable
    refuses = Tool((python, "-c", "raise SystemExit(1)"))
    takes = Tool((python, "-c", "import sys; assert sys.stdin.buffer.read().decode() == 'ação'"))
    assert by_tool("ação", (Tool(("no-such-tool",)), refuses, takes)) == python
    assert by_tool("ação", (refuses,)) == ""


async def test_the_words_say_what_is_certain(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clipboard, "tools_for", lambda *_: ())
    async with staged() as stage:
        copied = copy("[/] \x1btext", app=stage.app, file=tmp_path / "new" / "copied.md")
        assert stage.app.clipboard == "[/] text", "pasted into a terminal it would be obeyed"
    if sys.platform != "win32":
        assert (tmp_path / "new").stat().st_mode & 0o777 == 0o700
        assert (tmp_path / "new" / "copied.md").stat().st_mode & 0o777 == 0o600
    assert (tmp_path / "new" / "copied.md").read_text(encoding="utf-8") == "[/] text"
    assert copied.file == str(tmp_path / "new" / "copied.md")
    assert t("errands.copied") in copied.words("A-2010-014")
    assert copied.file not in copied.words("A-2010-014"), "a path of four lines would stand over the screen"
    assert CopyResult("", "").words("2 actions") != CopyResult("xclip", "").words("2 actions") == "Copied: 2 actions"
