"""Who writes."""

from __future__ import annotations

from typing import NamedTuple


class Author(NamedTuple):
    """Who writes, on which computer: what the log says, and whose edits undo takes back.

    Attributes:
        user: The person's name.
        device: The computer's name.
        home: This computer's copy of the group: two computers may have one name, and so may two people. Empty where
            nobody knows, as in rows of before.
    """

    user: str
    device: str
    home: str = ""

    def is_one_with(self, other: Author) -> bool:
        same_home = self.home == other.home or not (self.home and other.home)
        return self[:2] == other[:2] and same_home
