"""For whom a new file is: for nobody else of this computer, and for a group only where its folder is for one."""

from __future__ import annotations

import errno
import os
import stat

PRIVATE = 0o600


PRIVATE_FOLDER = 0o700


_GROUP = 0o060


_EVERYBODYS_OWN = stat.S_ISVTX | stat.S_IWOTH


def make_private_folder(path: str) -> None:
    """The folder, with those above it that are missing: `os.makedirs` gives its mode to the last one alone."""
    if os.path.isdir(path):
        return
    above = os.path.dirname(path)
    if above not in ("", path):
        make_private_folder(above)
    try:
        os.mkdir(path, PRIVATE_FOLDER)
    except FileExistsError:
        if not os.path.isdir(path):
            raise NotADirectoryError(errno.ENOTDIR, os.strerror(errno.ENOTDIR), path) from None


def mode_in(folder: int) -> int:
    """Of a new file in a folder of this mode; where everybody keeps files of their own, as in /tmp, it is private."""
    own = folder & _EVERYBODYS_OWN == _EVERYBODYS_OWN
    return PRIVATE | _GROUP if folder & stat.S_IWGRP and not own else PRIVATE
