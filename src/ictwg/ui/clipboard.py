"""Copying, and saying only what is certain.

OSC 52 asks the terminal to take the text; no terminal answers, and many office consoles drop it. A tool of the system
says whether it worked. The text is written to a file as well, so that it can always be fetched.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, NamedTuple

from textual.app import App

from ictwg.domain.text import harmless
from ictwg.locales import t
from ictwg.store.local.home import PRIVATE, make_private_folder

if TYPE_CHECKING:
    from pathlib import Path


_PATIENCE = 2


class Tool(NamedTuple):
    command: tuple[str, ...]
    encoding: str = "utf-8"


class CopyResult(NamedTuple):
    """Where the text certainly is: in the system's clipboard, in a file, or (both empty) perhaps nowhere."""

    tool: str
    file: str

    def words(self, what: str) -> str:
        return t("ui.copied" if self.tool else "ui.copied_to_file" if self.file else "ui.copied_perhaps", what=what)


def tools_for(platform: str, environment: Mapping[str, str]) -> tuple[Tool, ...]:
    """The clipboard commands that may work here, the likeliest first."""
    if platform == "win32":
        return (Tool(("clip",), "utf-16"),)
    if platform == "darwin":
        return (Tool(("pbcopy",)),)
    tools = []
    if environment.get("WAYLAND_DISPLAY"):
        tools.append(Tool(("wl-copy",)))
    if environment.get("DISPLAY"):
        tools += [Tool(("xclip", "-selection", "clipboard")), Tool(("xsel", "--clipboard", "--input"))]
    if "microsoft" in environment.get("WSL_DISTRO_NAME", "").lower() or environment.get("WSL_INTEROP"):
        tools.append(Tool(("clip.exe",), "utf-16"))
    return tuple(tools)


def copy(text: str, *, app: App[Any], file: Path | None = None) -> CopyResult:
    """Copies by every way there is.

    Args:
        file: Where the text is kept as well; what stood there is replaced.
    """
    text = harmless(text)
    app.copy_to_clipboard(text)
    tool = by_tool(text, tools_for(sys.platform, os.environ))
    return CopyResult(tool, _kept(text, file))


def by_tool(text: str, tools: tuple[Tool, ...]) -> str:
    """The name of the tool that took the text; empty where none did."""
    for tool in tools:
        program = shutil.which(tool.command[0])
        if program and _took([program, *tool.command[1:]], text.encode(tool.encoding)):
            return tool.command[0]
    return ""


def _took(command: list[str], data: bytes) -> bool:
    """Output goes nowhere: xclip stays behind to serve the clipboard and would keep a pipe open."""
    try:
        done = subprocess.run(  # noqa: S603 - a fixed list of clipboard tools
            command,
            input=data,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            timeout=_PATIENCE,
            check=False,
        )
    except (OSError, subprocess.SubprocessError):
        return False
    return done.returncode == 0


def _kept(text: str, file: Path | None) -> str:
    if file is None:
        return ""
    try:
        make_private_folder(str(file.parent))
        with open(file, "w", encoding="utf-8", newline="\n", opener=_private) as kept:
            kept.write(text)
    except OSError:
        return ""
    return str(file)


def _private(path: str, flags: int) -> int:
    return os.open(path, flags, PRIVATE)
