"""The folder of this computer into which mails that came back are dropped, never the shared one."""

from __future__ import annotations

import os
from pathlib import Path

from ictwg.app.session import Session
from ictwg.app.settings import Settings
from ictwg.errors import InvalidValueError
from ictwg.locales import t
from ictwg.store.local.home import is_inside

MOST = 200
"""Files that are looked at."""
_BESIDE = ("~$", "._", ".")
"""So begin the names of what programs and systems put beside the files of people."""


def folder_of(settings: Settings) -> str:
    """The person's own, else the usual one; nothing where this computer keeps nothing."""
    return settings.replies or (os.path.join(settings.data, "Replies") if settings.data else "")  # noqa: PTH118 - a plain path


def made_folder(settings: Settings) -> str:
    """The same, made where it is missing.

    Raises:
        InvalidValueError: It cannot be made.
    """
    folder = folder_of(settings)
    try:
        Path(folder).mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise InvalidValueError(t("replies.not_made", path=folder, why=error.strerror or str(error))) from error
    return folder


def choose_folder(session: Session, text: str) -> str:
    """Keeps it as the folder of replies; its path.

    Raises:
        InvalidValueError: It is not of this computer alone, or cannot be made.
    """
    folder, shared = str(Path(text.strip()).expanduser().absolute()), os.path.abspath(session.store.path)  # noqa: PTH100 - a plain path
    if is_inside(folder, os.path.dirname(shared)) or is_inside(shared, folder):  # noqa: PTH120 - a plain path
        raise InvalidValueError(t("replies.shared", path=folder), t("replies.shared.hint"))
    session.settings.replies = folder
    made_folder(session.settings)
    session.keep_settings()
    return folder


def dropped(folder: str) -> tuple[Path, ...]:
    """The files in it, by their names; none where there is no folder, or it cannot be read."""
    try:
        found = sorted(Path(folder).iterdir()) if folder else []
    except OSError:
        return ()
    files = (one for one in found if not one.name.startswith(_BESIDE) and one.is_file() and not one.is_symlink())
    return tuple(files)[:MOST]
