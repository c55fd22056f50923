"""A group that this computer knows at another place: is this the file, moved; a copy; or a group of its own?"""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from ictwg.locales import t
from ictwg.ui.asking import Asking

MOVED_FIRST = ("moved", "copy", "separate")
COPY_FIRST = ("copy", "moved", "separate")


class Kind(NamedTuple):
    """What the file may be."""

    id: str
    title: str
    why: str


class KnownElsewhere(Asking[str, Kind]):
    """One of `moved`, `copy`, `separate`; None where it was left. Nothing is opened before the answer.

    Args:
        path: The file that was to be opened.
        known: Where this computer knows the group's file.
    """

    def __init__(self, path: str, known: str) -> None:
        question = t("first_run.elsewhere.question", path=str(Path(path).absolute()), known=known)
        # A file that is still where it was has not moved.
        order = COPY_FIRST if Path(known).is_file() else MOVED_FIRST
        ways = (Kind(one, t(f"first_run.elsewhere.{one}"), t(f"first_run.elsewhere.{one}.why")) for one in order)
        super().__init__(t("first_run.elsewhere"), question, tuple(ways))

    def chosen(self, way: Kind) -> None:
        self.exit(way.id)
