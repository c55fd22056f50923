"""File names made from data: safe on every system, whatever the data says.

`minutes-M-2010-03-2010-03-12-members.md`. Letters, figures, `-` and `_` stay; everything else becomes one `-`, so no
name climbs out of its folder, turns its own letters around, or is a device of Windows.
"""

from __future__ import annotations

import re
import unicodedata

from ictwg.domain.text import clean

MARKDOWN, HTML, PLAIN = ".md", ".html", ".txt"
"""How the name of a file ends: to be read back, to print and send, to paste into a message."""
_UNSAFE = re.compile(r"[^A-Za-z0-9_]+")
_FORBIDDEN = re.compile(r'[<>:"|?*~]')
_LONGEST = 60
_DEVICES = frozenset(
    {"con", "prn", "aux", "nul", *(f"com{n}" for n in range(10)), *(f"lpt{n}" for n in range(10)), "conin", "conout"}
)


def file_name(*parts: str, suffix: str) -> str:
    """The parts in one name; `suffix` is ours (`.md`)."""
    named = "-".join(filter(None, (safe(part) for part in parts)))
    return f"{named or 'file'}{suffix}"


def safe(part: str) -> str:
    """One part of a name, in ASCII; empty where nothing of it can be in a name."""
    ascii_only = unicodedata.normalize("NFKD", part).encode("ascii", "ignore").decode("ascii")
    named = _UNSAFE.sub("-", ascii_only)[:_LONGEST].strip("-")
    return f"{named}_" if named.lower() in _DEVICES else named


def folder_parts(folder: str) -> tuple[str, ...]:
    """The names in a relative path; none where it climbs, is absolute, or no system would take a name in it."""
    parts = tuple(part for part in re.split(r"[\\/]+", folder) if part != ".")
    return parts if parts and all(map(_is_folder_name, parts)) else ()


def _is_folder_name(part: str) -> bool:
    plain = part == clean(part) and not _FORBIDDEN.search(part) and not part.endswith(".")
    return bool(part) and plain and part.partition(".")[0].lower() not in _DEVICES


def versioned(name: str, turn: int) -> str:
    """The name of the next version: `minutes.md`, `minutes-v2.md`, `minutes-v3.md`."""
    stem, dot, suffix = name.rpartition(".")
    return name if turn == 1 else f"{stem}-v{turn}{dot}{suffix}"
