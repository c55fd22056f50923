"""The user's own settings on this computer: who types, in which language, with which keys. One TOML file.

theme = "evening"
vi_keys = true

[keymap]
"record.new" = "ctrl+n,insert"
"""

from __future__ import annotations

import os
from typing import Any

from ictwg.domain.author import Author
from ictwg.store.local.home import Home

TEXTS = ("user", "device", "language", "theme", "replies")
FLAGS = ("vi_keys",)
TABLES = ("keymap", "quiet", "papers", "columns", "filed")
UNNAMED = "user"


class Settings:
    """What the file says, with the system's answers where it is silent."""

    __slots__ = ("_author", "data", "problem", *TEXTS, *FLAGS, *TABLES)

    def __init__(self) -> None:
        self.user = ""
        self.device = ""
        self.language = ""
        self.theme = ""
        self.replies = ""
        """The folder into which mails that came back are dropped, where that is not the usual one."""
        self.data = ""
        """Where the program keeps what is this computer's alone; no setting."""
        self.vi_keys = False
        self.keymap: dict[str, str] = {}
        """The keys of each action, several with commas; what they are worth the interface looks at."""
        self.quiet: dict[str, str] = {}
        """GROUP/NAME → when a silent colleague was last heard, and the day on which that was said."""
        self.papers: dict[str, str] = {}
        """What was exported last: of each type of record the paper, and of each paper its readers and its form."""
        self.columns: dict[str, str] = {}
        """What unknown headings of imported lists were said to be: TABLE/HEADING → a field."""
        self.filed: dict[str, str] = {}
        """The day on which each file of a mail was filed, by a digest of their names."""
        self.problem = ""
        """Why the file could not be read; then it is not written either, so that nothing in it is lost."""
        self._author: tuple[tuple[str, str], Author] | None = None

    @property
    def user_name(self) -> str:
        """The name that the log shows."""
        env = os.environ
        return self.user or env.get("ICTWG_USER") or env.get("USER") or env.get("USERNAME") or UNNAMED

    @property
    def is_unnamed(self) -> bool:
        """Whether neither the person nor the system has said who works here."""
        return not self.user and self.user_name == UNNAMED

    @property
    def device_name(self) -> str:
        return self.device or os.environ.get("ICTWG_DEVICE") or host_name() or "computer"

    @property
    def author(self) -> Author:
        """What the system says of the two does not change while the program runs, and each trip to the folder asks."""
        said = self.user, self.device
        if self._author is None or self._author[0] != said:
            self._author = said, Author(self.user_name, self.device_name)
        return self._author[1]


def host_name() -> str:
    named: str = os.environ.get("COMPUTERNAME", "")
    uname = getattr(os, "uname", None)
    return named or (uname().nodename if uname is not None else "")


def load(home: Home) -> Settings:
    """The settings; of a file that cannot be read, only why."""
    settings = Settings()
    settings.data = home.data
    if not os.path.exists(home.settings_path):  # noqa: PTH110 - pathlib would slow the start of every command
        return settings
    import tomllib

    try:
        with open(home.settings_path, "rb") as file:  # noqa: PTH123 - likewise
            found = tomllib.load(file)
    except (OSError, ValueError) as error:
        settings.problem = str(error)
        return settings
    for name in TEXTS:
        if isinstance(found.get(name), str):
            setattr(settings, name, found[name])
    settings.vi_keys = found.get("vi_keys") is True
    for name in TABLES:
        setattr(settings, name, _table(found, name))
    return settings


def save(home: Home, settings: Settings) -> None:
    """Raises OSError where the folder cannot be written, or the file that is there cannot be read."""
    if settings.problem:
        raise OSError(settings.problem)
    from ictwg.store.local.disk import Disk
    from ictwg.store.local.state_file import PrivateFiles

    lines = [f"{name} = {_quoted(getattr(settings, name))}" for name in TEXTS if getattr(settings, name)]
    lines += [f"{name} = true" for name in FLAGS if getattr(settings, name)]
    for name in TABLES:
        if table := getattr(settings, name):
            lines += ["", f"[{name}]"]
            lines += [f"{_quoted(key)} = {_quoted(value)}" for key, value in sorted(table.items())]
    PrivateFiles(Disk(), home.config).write("settings.toml", ("\n".join(lines) + "\n").encode())


def _table(found: dict[str, Any], name: str) -> dict[str, str]:
    table = found.get(name)
    return {key: _keys(value) for key, value in table.items()} if isinstance(table, dict) else {}


def _keys(value: object) -> str:
    """`"ctrl+n,insert"`; a list of keys is meant so too."""
    return ",".join(map(str, value)) if isinstance(value, list) else value if isinstance(value, str) else ""


def _quoted(text: str) -> str:
    """A TOML basic string: JSON's escapes are among TOML's, except that DEL must be escaped too."""
    import json

    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
