"""Programs of the system: the one for a file, and the person's own editor for long text."""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from textual.app import App, SuspendNotSupported

from ictwg.domain.text import harmless
from ictwg.errors import IctwgError
from ictwg.locales import t

_PATIENCE = 5


if sys.platform == "win32":

    def open_file(path: str) -> bool:
        """Whether the system took it; the program that shows it goes on by itself."""
        try:
            os.startfile(path)  # noqa: S606 - the system decides what opens it
        except OSError:
            return False
        return True

else:

    def open_file(path: str) -> bool:
        """Whether the system took it; the program that shows it goes on by itself."""
        command = shutil.which("open" if sys.platform == "darwin" else "xdg-open")
        return command is not None and _took(command, path)


def _took(command: str, path: str) -> bool:
    """One that is still running after a while has taken it: some openers wait for what they started."""
    quiet = subprocess.DEVNULL
    try:
        started = subprocess.Popen(  # noqa: S603 - the system's own opener, with a path of ours
            [command, os.path.abspath(path)],  # noqa: PTH100 - a plain path in, a plain path out
            stdin=quiet,
            stdout=quiet,
            stderr=quiet,
            start_new_session=True,
        )
    except OSError:
        return False
    try:
        return started.wait(_PATIENCE) == 0
    except subprocess.TimeoutExpired:
        return True


class NoEditorError(IctwgError):
    """There is no editor to open, or this terminal cannot hand itself over."""


def editor_command(environment: Mapping[str, str], platform: str = sys.platform) -> list[str]:
    """The command without the file; empty where none is set.

    A path of Windows keeps its backslashes: there the words are split without POSIX rules.
    """
    chosen = environment.get("VISUAL") or environment.get("EDITOR") or ""
    windows = platform == "win32"
    if not chosen.strip():
        return ["notepad"] if windows else []
    return [word.strip('"') for word in shlex.split(chosen, posix=not windows)]


def edit_outside(app: App[Any], text: str) -> str:
    """The text as it was left in the person's editor.

    Raises:
        NoEditorError: Nothing was opened; the text is as it was.
    """
    command = editor_command(os.environ)
    if not command:
        raise NoEditorError(t("ui.no_editor"), t("ui.no_editor_hint"))
    try:
        with app.suspend():
            edited = edit_in(command, text)
    except SuspendNotSupported as error:
        raise NoEditorError(t("ui.no_suspend"), t("ui.no_suspend_hint")) from error
    app.refresh()
    return edited


def edit_in(command: list[str], text: str, *, suffix: str = ".md") -> str:
    """The text as the command left it in a file that only this person may read, and that is gone afterwards."""
    with tempfile.TemporaryDirectory(prefix="ictwg-") as folder:
        path = Path(folder) / f"text{suffix}"
        path.write_text(harmless(text), encoding="utf-8", newline="\n")
        _run([*command, str(path)])
        edited = path.read_text(encoding="utf-8-sig")
    return edited.removesuffix("\n") if not text.endswith("\n") else edited


def _run(command: list[str]) -> None:
    try:
        subprocess.run(command, check=True)  # noqa: S603 - the person's own editor, from their environment
    except (OSError, subprocess.CalledProcessError) as error:
        raise NoEditorError(t("ui.editor_failed", command=command[0]), t("ui.no_editor_hint")) from error
