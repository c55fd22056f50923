"""For whom a new file is: for nobody else of this computer, and for a group only where its folder is for one."""

from __future__ import annotations

import stat

PRIVATE = 0o600
PRIVATE_FOLDER = 0o700
_GROUP = 0o060
_EVERYBODYS_OWN = stat.S_ISVTX | stat.S_IWOTH


def mode_in(folder: int) -> int:
    """Of a new file in a folder of this mode; where everybody keeps files of their own, as in /tmp, it is private."""
    own = folder & _EVERYBODYS_OWN == _EVERYBODYS_OWN
    return PRIVATE | _GROUP if folder & stat.S_IWGRP and not own else PRIVATE
