"""Where things live on this computer.

    data/     replicas (one folder each), pointers from paths to replicas, the last file used
    config/   settings.toml
    run/      leases: not backed up, void after a restart of the computer

`$ICTWG_HOME` holds all three; without it they stand where the system wants them.
"""

from __future__ import annotations

import os
import sys

APP = "ictwg"


class Home:
    """The three folders; made when first written to."""

    __slots__ = ("config", "data", "runtime")

    def __init__(self, data: str, config: str, runtime: str) -> None:
        self.data = data
        self.config = config
        self.runtime = runtime

    @classmethod
    def at(cls, folder: str) -> Home:
        base = os.path.abspath(folder)
        return cls(*(os.path.join(base, part) for part in ("data", "config", "run")))

    @classmethod
    def find(cls, environ: dict[str, str] | None = None) -> Home:
        """The home that the environment names, or the user's own."""
        env = os.environ if environ is None else environ
        chosen = env.get("ICTWG_HOME", "")
        if chosen:
            return cls.at(os.path.expanduser(chosen))
        return _freedesktop(env) if sys.platform == "linux" else _of_the_system()

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
        """The path of the shared file opened last, or nothing."""
        try:
            with open(os.path.join(self.data, "last"), encoding="utf-8") as file:
                return file.read().strip("\n")
        except (OSError, UnicodeError):
            return ""

    def remember(self, path: str) -> None:
        """Makes `path` the file that commands without one use."""
        known = os.path.abspath(path)
        if known != self.last_used():
            os.makedirs(self.data, mode=0o700, exist_ok=True)
            with open(os.path.join(self.data, "last"), "w", encoding="utf-8", opener=_private) as file:
                file.write(known + "\n")


def _private(path: str, flags: int) -> int:
    """For nobody else of this computer: where the file lies says who works for whom."""
    return os.open(path, flags, 0o600)


def _freedesktop(env: dict[str, str] | os._Environ[str]) -> Home:
    """What platformdirs answers on Linux, without its import (20 ms, twice a bare interpreter)."""

    def base(variable: str, *default: str) -> str:
        given = env.get(variable, "").strip()
        return os.path.join(given or os.path.expanduser(os.path.join("~", *default)), APP)

    data = base("XDG_DATA_HOME", ".local", "share")
    config = base("XDG_CONFIG_HOME", ".config")
    given = env.get("XDG_RUNTIME_DIR", "").strip()
    # Without a runtime folder the leases stand in the data; the boot id makes old ones void there too.
    return Home(data, config, os.path.join(given, APP) if given else os.path.join(data, "run"))


def _of_the_system() -> Home:
    import platformdirs

    data = platformdirs.user_data_dir(APP, appauthor=False)
    return Home(data, platformdirs.user_config_dir(APP, appauthor=False), os.path.join(data, "run"))
