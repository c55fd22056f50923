"""Lines begun and not entered yet: on this computer's disk within a moment, so that no crash takes them.

One file for each meeting's prompt and each of its boxes of several lines; never in the shared file, and gone once
entered.
"""

from __future__ import annotations

import contextlib
import json
from threading import Lock
from typing import NamedTuple

from ictwg.store.local.state_file import PrivateFiles


class DraftLine(NamedTuple):
    """Attributes:
    text: What was typed.
    item: The id of the agenda item under which it was typed.
    about: The id of the action of which it was said; empty where it is no update of one.
    """

    text: str
    item: str = ""
    about: str = ""


class Drafts:
    """Remembers at once and writes when it is told to; another thread may write while this one goes on.

    A disk that takes nothing is no reason to interrupt who types: the line is still in the prompt, and entering it says
    what is wrong.
    """

    def __init__(self, files: PrivateFiles) -> None:
        self._files = files
        self._waiting: dict[str, DraftLine] = {}
        self._lock = Lock()

    def of(self, place: str) -> DraftLine | None:
        """What was begun at this place and not entered; it need not have come to the disk yet."""
        try:
            with self._lock:
                if (waiting := self._waiting.get(place)) is not None:
                    return waiting
                found = json.loads(self._files.read(_name(place)))
            draft = DraftLine(*(str(found[name]) for name in DraftLine._fields))
        except (OSError, ValueError, LookupError, TypeError):
            return None
        return draft if draft.text else None

    def remember(self, place: str, draft: DraftLine) -> None:
        """To be written; one without text is forgotten at once, on the disk too."""
        if draft.text.strip():
            self._waiting[place] = draft
            return
        with self._lock, contextlib.suppress(OSError):
            self._waiting.pop(place, None)
            self._files.remove(_name(place))

    def write(self) -> None:
        """Everything that waits is on the disk when this returns."""
        with self._lock, contextlib.suppress(OSError):
            while self._waiting:
                place, draft = self._waiting.popitem()
                self._files.write(_name(place), json.dumps(draft._asdict()).encode())


def _name(place: str) -> str:
    # The id stands in a colleague's file: it must not lead out of the folder.
    return f"{place.encode().hex()}.json"
