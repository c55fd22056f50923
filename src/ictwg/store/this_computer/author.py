"""Who writes."""

from __future__ import annotations

from typing import NamedTuple


class Author(NamedTuple):
    """Who writes, on which computer: what the log says, and whose edits undo takes back."""

    user: str
    device: str
