"""Lines begun and not entered yet: on this computer's disk within a moment, so that no crash takes them.

begun/<place>.json in the replica's folder, one for each meeting's prompt and each of its boxes of several lines; never
in the shared file, and gone once entered.
"""

from __future__ import annotations

import contextlib
import json
import os
from threading import Lock
from typing import NamedTuple

from ictwg.store.atomic import replace_file

TYPE_CHECKING = False
if TYPE_CHECKING:
    from ictwg.store.disk import Disk


class Begun(NamedTuple):
    """Attributes:
    text: What was typed.
    item: The id of the agenda item under which it was typed.
    about: The id of the action of which it was said; empty where it is no update of one.
    """

    text: str
    item: str = ""
    about: str = ""


class BegunLines:
    """Remembers at once and writes when it is told to; another thread may write while this one goes on.

    A disk that takes nothing is no reason to interrupt who types: the line stands in the prompt, and entering it says
    what is wrong.
    """

    def __init__(self, disk: Disk, folder: str) -> None:
        self._disk = disk
        self._folder = folder
        self._waiting: dict[str, Begun] = {}
        self._lock = Lock()

    def of(self, place: str) -> Begun | None:
        """What was begun at this place and not entered."""
        try:
            found = json.loads(self._disk.read(self._path(place)))
            begun = Begun(*(str(found[name]) for name in Begun._fields))
        except (OSError, ValueError, LookupError, TypeError):
            return None
        return begun if begun.text else None

    def remember(self, place: str, begun: Begun) -> None:
        """To be written; one without text is forgotten at once, on the disk too."""
        if begun.text.strip():
            self._waiting[place] = begun
            return
        with self._lock, contextlib.suppress(OSError):
            self._waiting.pop(place, None)
            self._disk.remove(self._path(place))

    def write(self) -> None:
        """Everything that waits is on the disk when this returns."""
        with self._lock, contextlib.suppress(OSError):
            while self._waiting:
                place, begun = self._waiting.popitem()
                self._disk.make_folder(self._folder)
                replace_file(self._disk, self._path(place), json.dumps(begun._asdict()).encode())

    def _path(self, place: str) -> str:
        # The id stands in a colleague's file: it must not lead out of the folder.
        return os.path.join(self._folder, f"{place.encode().hex()}.json")
