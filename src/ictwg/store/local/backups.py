"""Backups on this computer: the shared file as it was before it was replaced.

It keeps the last 20, the newest of each of the last 30 days that have one, and of each of the last 12 months.
"""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterable
from datetime import datetime

from ictwg.store.local.atomic import replace_file
from ictwg.store.local.disk import Disk, found

LAST = 20
DAYS = 30
MONTHS = 12
STAMP = "%Y%m%dT%H%M%S"
_DAY = 8
_MONTH = 6


def keep(disk: Disk, folder: str, data: bytes, now: datetime, twin: str = "") -> str:
    """Saves the bytes and deletes backups that the rotation no longer keeps.

    Args:
        twin: A file with the same bytes, to link instead of copying.

    Returns:
        The path of the backup; the newest one if it has the same bytes.
    """
    disk.make_folder(folder)
    names = listed(disk, folder)
    path = os.path.join(folder, _name(data, now))
    if names and names[-1].partition("-")[2] == os.path.basename(path).partition("-")[2]:
        return os.path.join(folder, names[-1])
    if not (twin and _linked(disk, twin, path)):
        replace_file(disk, path, data)
    with contextlib.suppress(OSError):
        rotate(disk, folder)
    return path


def rotate(disk: Disk, folder: str) -> None:
    names = listed(disk, folder)
    for name in sorted(set(names) - kept(names)):
        with contextlib.suppress(OSError):
            disk.remove(os.path.join(folder, name))


def kept(names: Iterable[str]) -> set[str]:
    """The backups that the rotation keeps."""
    ordered = sorted(names)
    days = {name[:_DAY]: name for name in ordered}
    months = {name[:_MONTH]: name for name in ordered}
    newest_days = [days[day] for day in sorted(days)[-DAYS:]]
    newest_months = [months[month] for month in sorted(months)[-MONTHS:]]
    return {*ordered[-LAST:], *newest_days, *newest_months}


def listed(disk: Disk, folder: str) -> list[str]:
    """The backups, oldest first.

    Raises:
        OSError: They cannot be listed.
    """
    return sorted(name for name in found(disk.names, folder) or () if name.endswith(".json") and name[0].isdigit())


def _name(data: bytes, now: datetime) -> str:
    import hashlib

    digest = hashlib.blake2b(data, digest_size=6).hexdigest()
    return f"{moment(now)}-{digest}.json"


def moment(now: datetime) -> str:
    """A moment as the beginning of a file name, so that names sort by time."""
    return f"{now.strftime(STAMP)}{now.microsecond // 1000:03d}"


def _linked(disk: Disk, twin: str, path: str) -> bool:
    try:
        disk.link(twin, path)
    except OSError:
        return False
    return True
