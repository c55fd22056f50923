"""Where things live on this computer, and who may read them.

    data/     replicas (one folder each), pointers from paths to replicas, the last file used
    config/   settings.toml
    run/      leases: not backed up, void after a restart of the computer

`$ICTWG_HOME` holds the first two; without it they are in the system's usual folders. The leases are in the system's
runtime folder or in memory, outside the data: a restored image of the data must not bring old leases back. If there is
no such folder they are in `data/run`, and none of them is taken twice (`leases`).
"""

from __future__ import annotations

import errno
import os
import stat
import sys
from collections.abc import Mapping
from contextlib import suppress
from typing import NamedTuple

APP = "ictwg"
_MOUNTS = "/proc/self/mounts"
_SHARED_MEMORY = "/dev/shm"  # noqa: S108 - a folder of our own in it
_DARWIN_USER_TEMP_DIR = 65537  # `confstr` knows it by its number alone
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


class Home(NamedTuple):
    """The three folders; made when first written to."""

    data: str
    config: str
    runtime: str = ""

    @classmethod
    def at(cls, folder: str) -> Home:
        base = os.path.abspath(folder)
        return cls(*(os.path.join(base, part) for part in ("data", "config", "run")))

    @classmethod
    def find(cls, environ: dict[str, str] | None = None) -> Home:
        """The home set in the environment, or the user's own."""
        env = os.environ if environ is None else environ
        chosen = env.get("ICTWG_HOME", "")
        if chosen:
            home = cls.at(os.path.expanduser(chosen))
            root = os.path.dirname(home.data)
        else:
            home = _freedesktop(env) if sys.platform == "linux" else _of_the_system()
            root = home.data
        runtime = _runtime(env)
        outside = bool(runtime) and not is_inside(runtime, root)
        return home._replace(runtime=os.path.join(runtime, APP) if outside else os.path.join(home.data, "run"))

    @property
    def replicas(self) -> str:
        return os.path.join(self.data, "replicas")

    @property
    def pointers(self) -> str:
        return os.path.join(self.data, "paths")

    @property
    def settings_path(self) -> str:
        return os.path.join(self.config, "settings.toml")

    def leases(self, replica: str) -> str:
        return os.path.join(self.runtime, "leases", replica)

    def last_used(self) -> str:
        """The path of the shared file opened last, or an empty string."""
        try:
            with open(os.path.join(self.data, "last"), encoding="utf-8") as file:
                return file.read().strip("\n")
        except (OSError, UnicodeError):
            return ""

    def remember(self, path: str) -> None:
        """Makes `path` the default file of commands."""
        known = os.path.abspath(path)
        if known != self.last_used():
            make_private_folder(self.data)
            with open(os.path.join(self.data, "last"), "w", encoding="utf-8", opener=_private) as file:
                file.write(known + "\n")


def _private(path: str, flags: int) -> int:
    """Makes it readable for this user only: the path of the file shows who works for whom."""
    return os.open(path, flags, PRIVATE)


def _freedesktop(env: dict[str, str] | os._Environ[str]) -> Home:
    """The folder that platformdirs returns on Linux, without its import (20 ms, twice a bare interpreter)."""

    def base(variable: str, *default: str) -> str:
        given = env.get(variable, "").strip()
        return os.path.join(given or os.path.expanduser(os.path.join("~", *default)), APP)

    return Home(base("XDG_DATA_HOME", ".local", "share"), base("XDG_CONFIG_HOME", ".config"))


def _of_the_system() -> Home:
    import platformdirs

    folders = platformdirs.user_data_dir, platformdirs.user_config_dir
    return Home(*(folder(APP, appauthor=False) for folder in folders))


def is_inside(path: str, folder: str) -> bool:
    """Whether the path is the folder or inside it."""
    root = os.path.realpath(folder)
    return os.path.join(os.path.realpath(path), "").startswith(os.path.join(root, ""))


def _runtime(env: Mapping[str, str]) -> str:
    """Where the system keeps what does not outlive a session; empty where it names no such folder."""
    runtime = ""
    if sys.platform == "darwin":
        with suppress(OSError, ValueError):
            runtime = os.confstr(_DARWIN_USER_TEMP_DIR) or ""
    elif sys.platform == "win32":
        given = env.get("LOCALAPPDATA", "").strip()
        runtime = os.path.join(given, "Temp") if given else ""
    else:
        runtime = env.get("XDG_RUNTIME_DIR", "").strip() or _in_memory()
    return runtime


if sys.platform != "win32":

    def _in_memory() -> str:
        """Without a session, as by ssh, cron or in a container: a folder of our own that lies in memory alone.

        One on a disk may be part of an image, and would be put back with the data.
        """
        user = os.getuid()
        try:
            with open(_MOUNTS, encoding="utf-8", errors="replace") as file:
                mounts = {tuple(line.split()[1:3]) for line in file}
        except OSError:
            return ""
        folders = {f"/run/user/{user}": "", _SHARED_MEMORY: f"{APP}-{user}"}
        found = (os.path.join(at, name) for at, name in folders.items() if (at, "tmpfs") in mounts)
        return next(filter(_is_ours, found), "")

    def _is_ours(folder: str) -> bool:
        """Made where it is missing; whoever else had made it could take leases away, or put them back."""
        try:
            with suppress(FileExistsError):
                os.mkdir(folder, PRIVATE_FOLDER)
            there = os.lstat(folder)
        except OSError:
            return False
        mode = stat.S_IMODE(there.st_mode)
        return stat.S_ISDIR(there.st_mode) and there.st_uid == os.getuid() and not mode & ~PRIVATE_FOLDER
