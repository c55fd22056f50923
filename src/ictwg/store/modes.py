"""The mode of new files: private to this user, or shared with a group if the folder is."""

from __future__ import annotations

import errno
import os
import stat

PRIVATE = 0o600


PRIVATE_FOLDER = 0o700


_GROUP = 0o060


_EVERYBODYS_OWN = stat.S_ISVTX | stat.S_IWOTH


def make_private_folder(path: str) -> None:
    """Makes the folder and its missing parents: `os.makedirs` gives the mode only to the last one."""
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
    """The mode of a new file in a folder with this mode; private in a folder for everybody, such as /tmp."""
    own = folder & _EVERYBODYS_OWN == _EVERYBODYS_OWN
    return PRIVATE | _GROUP if folder & stat.S_IWGRP and not own else PRIVATE
