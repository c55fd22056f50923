"""Opening a file with the program that the system has for it, and saying so where there is none."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys

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
