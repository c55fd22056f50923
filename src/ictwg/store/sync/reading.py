"""Reading the shared file: its bytes as they were at one moment, or why there are none."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, NamedTuple

from ictwg.errors import NotReadyError
from ictwg.locales import t
from ictwg.store.local.atomic import TargetChangedError
from ictwg.store.local.replica import NO_STAMP, stamp_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ictwg.store.local.disk import Disk, Piece
    from ictwg.store.local.replica import Stamp
    from ictwg.store.sync.base import Base

SIZE_CAP = 1 << 30


class Read(NamedTuple):
    """The shared file as it was at one moment.

    Attributes:
        stamp: What it was like when it was read.
        pieces: Its bytes; None where there is none.
        known: Whether they are those last known here.
        kept: The bytes as they stand there, sealed where the group has sealed them.
        problem: What is wrong with a sealed row of it; then these are its bytes as they stand there.
    """

    stamp: Stamp
    pieces: Sequence[Piece] | None
    known: bool = False
    problem: NotReadyError | None = None
    kept: bytes = b""

    @property
    def data(self) -> bytes:
        return b"".join(self.pieces or ())


class Unreachable(Exception):  # noqa: N818 - a state of the folder, not a fault of ours
    """The folder does not answer."""


class ReadOnly(Exception):  # noqa: N818 - likewise
    """The folder answers, but the file may not be written, or there is no room for it.

    Attributes:
        hint: What to do about it.
    """

    def __init__(self, why: str, hint: str) -> None:
        super().__init__(why)
        self.hint = hint


def require_no_link(path: str, real: str) -> None:
    """Raises NotReadyError where a link leads elsewhere from where the file was when it was opened."""
    now = os.path.realpath(path)
    if now != real:
        raise NotReadyError(t("store.link", path=path, target=now), t("store.link_hint", target=now))


def read_shared(disk: Disk, path: str, base: Base | None = None) -> Read:
    """The file; `pieces` is None where the folder answers and holds none.

    Args:
        disk: The disk.
        path: The shared file.
        base: What is compared with it first: bytes that are known are not read into memory again.

    Raises:
        Unreachable: The folder does not answer.
        TargetChangedError: It went away while it was read.
        NotReadyError: It is too large to be ours.
        LockedError: It is encrypted, and the passphrase is missing or another one.
    """
    try:
        stamp = stamp_of(disk, path)
        if stamp == NO_STAMP:
            _require_folder(path)
            return Read(stamp, None)
        if base is not None and base.pieces is not None and disk.holds(path, base.pieces):
            return Read(stamp, base.pieces, known=True)
        raw = _raw(disk, path, stamp)
    except FileNotFoundError:
        raise TargetChangedError(path) from None
    except OSError as error:
        raise Unreachable(t("store.not_read", reason=error.strerror or str(error))) from error
    try:
        return Read(stamp, (disk.opened(raw),), kept=raw)
    except NotReadyError as error:
        return Read(stamp, (raw,), problem=error)


def whole(disk: Disk, path: str, stamp: Stamp) -> bytes:
    """All that it says.

    Raises:
        NotReadyError: It is so large that it is none of ours, and was not read; or it is encrypted, and damaged.
        LockedError: It is encrypted, and the passphrase is missing or another one.
        OSError: It cannot be read, or is no file.
    """
    return disk.opened(_raw(disk, path, stamp))


def _raw(disk: Disk, path: str, stamp: Stamp) -> bytes:
    if stamp[0] > SIZE_CAP:
        raise NotReadyError(t("store.too_large", path=path), t("store.too_large_hint"))
    return disk.read_raw(path)


def _require_folder(path: str) -> None:
    folder = os.path.dirname(path) or "."
    if not os.path.isdir(folder):
        raise Unreachable(t("store.no_folder", folder=folder))
