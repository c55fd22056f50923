"""Which names on a roll are organizations: "Apologies: PNTL" tells of an organization, and names nobody of it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ictwg.exchange.reading.model import ReadAttendee
    from ictwg.services.importing.names import Names

FEWEST_LETTERS = 3
"""Of an acronym; two are as often the initials of a person."""
_MIXED = re.compile(r"[A-Z][a-z]{1,2}[A-Z]{1,5}")  # "MoJ"


class Bodies:
    """The organizations on the roll of one meeting: those on the register, and acronyms where it uses acronyms."""

    def __init__(self, roll: Sequence[ReadAttendee], names: Names) -> None:
        self._names = names
        alone = [one.name for one in roll if one.name and not one.organization]
        self._acronyms = any(_is_acronym(one.organization) for one in roll) or (
            len(alone) > 1 and all(map(_is_acronym, alone))
        )

    def organization_of(self, attendee: ReadAttendee) -> str:
        """The organization that the line names, as it is written there; empty where it names none."""
        if attendee.organization or not self._is_body(attendee):
            return attendee.organization
        return attendee.name

    def _is_body(self, attendee: ReadAttendee) -> bool:
        name = attendee.name
        if not name or attendee.handle or attendee.stands_in_for or self._names.known_person(name):
            return False
        return self._names.known_organization(name) is not None or (self._acronyms and _is_acronym(name))


def _is_acronym(name: str) -> bool:
    if " " in name or "." in name:
        return False  # "J.S.M." are initials
    capitals = name.isupper() and sum(map(str.isalpha, name)) >= FEWEST_LETTERS
    return capitals or _MIXED.fullmatch(name) is not None
