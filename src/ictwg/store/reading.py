"""Reading the shared file: its bytes as they were at one moment, or why there are none."""

from __future__ import annotations

import os

from ictwg.hints import NamedTuple
from ictwg.locales import t
from ictwg.store.atomic import TargetChangedError
from ictwg.store.replica import NO_STAMP, stamp_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from ictwg.store.disk import Disk
    from ictwg.store.replica import Stamp

SIZE_CAP = 1 << 30


class Read(NamedTuple):
    """The shared file's bytes, and what it was like when they were read."""

    stamp: Stamp
    data: bytes | None


class Unreachable(Exception):  # noqa: N818 - a state of the folder, not a fault of ours
    """The folder does not answer."""


class ReadOnly(Exception):  # noqa: N818 - likewise
    """The folder answers, but the file may not be written."""


def read_shared(disk: Disk, path: str) -> Read:
    """The file; `data` is None where the folder answers and holds none.

    Raises:
        Unreachable: The folder does not answer.
        TargetChangedError: It went away while it was read.
    """
    try:
        stamp = stamp_of(disk, path)
        if stamp == NO_STAMP:
            _require_folder(path)
            return Read(stamp, None)
        # A file of that size is none of ours: read as empty, it is not ready.
        data = disk.read(path) if stamp[0] <= SIZE_CAP else b""
    except FileNotFoundError:
        raise TargetChangedError(path) from None
    except OSError as error:
        raise Unreachable(error.strerror or str(error)) from error
    return Read(stamp, data)


def _require_folder(path: str) -> None:
    folder = os.path.dirname(path) or "."
    if not os.path.isdir(folder):
        raise Unreachable(t("store.no_folder", folder=folder))
