"""Lines begun and not entered yet: on this computer's disk within a moment, so that no crash takes them.

begun/<place>.json in the replica's folder, one for each meeting's prompt and each of its boxes of several lines; never
in the shared file, and gone once entered.
"""

from __future__ import annotations

import contextlib
import json
import os
from collections.abc import Callable, Mapping
from threading import Lock
from typing import NamedTuple

from ictwg.merge.encryption import key_in_use
from ictwg.merge.values import Raw
from ictwg.store.local.atomic import replace_file
from ictwg.store.local.disk import Disk

SEALED = b'{"_e":'


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

    def __init__(self, disk: Disk, folder: str, meta: Callable[[], Mapping[str, Raw]] = dict) -> None:
        """Args: meta: What the group's `_sync` says now: whether these lines are to be encrypted too."""
        self._disk = disk
        self._folder = folder
        self._meta = meta
        self._waiting: dict[str, Begun] = {}
        self._lock = Lock()

    def of(self, place: str) -> Begun | None:
        """What was begun at this place and not entered; it need not have come to the disk yet."""
        try:
            with self._lock:
                if (waiting := self._waiting.get(place)) is not None:
                    return waiting
                found = json.loads(self._opened(self._path(place)))
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
                self._keep(self._path(place), json.dumps(begun._asdict()).encode())

    def rewrite(self) -> None:
        """As the group has it now: encrypted, or not any more."""
        with self._lock, contextlib.suppress(FileNotFoundError):
            for name in self._disk.names(self._folder):
                path = os.path.join(self._folder, name)
                text = self._opened(path)
                if text:
                    self._keep(path, text)

    def _opened(self, path: str) -> bytes:
        data = self._disk.read(path)
        if not data.startswith(SEALED):
            return data
        from ictwg.store.encryption.sealing import opened_text

        return opened_text(data, self._disk.keys)

    def _keep(self, path: str, text: bytes) -> None:
        if key_in_use(self._meta()):
            from ictwg.store.encryption.sealing import sealed_text

            text = sealed_text(text, self._meta(), self._disk.keys)
        replace_file(self._disk, path, text)

    def _path(self, place: str) -> str:
        # The id stands in a colleague's file: it must not lead out of the folder.
        return os.path.join(self._folder, f"{place.encode().hex()}.json")
