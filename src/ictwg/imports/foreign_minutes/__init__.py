"""The reader of markdown minutes of groups that nobody here has seen.

Text becomes a tree of blocks (`markdown`), the tree a file's meetings (`segment`) and each meeting's sections
(`sections`, `outline`); people (`attendance`, `people`), actions and decisions (`markers`, `actions`) and tables
(`tables`) are told by kinds of notation, never by file or group. What is not understood stays a note in its place.
"""

from __future__ import annotations

from ictwg.imports.foreign_minutes.model import (
    NotMinutes,
    ReadAttendee,
    ReadEntry,
    ReadFact,
    ReadFile,
    ReadItem,
    ReadMeeting,
    ReadPresence,
)
from ictwg.imports.foreign_minutes.reader import read_minutes

__all__ = [
    "NotMinutes",
    "ReadAttendee",
    "ReadEntry",
    "ReadFact",
    "ReadFile",
    "ReadItem",
    "ReadMeeting",
    "ReadPresence",
    "read_minutes",
]
