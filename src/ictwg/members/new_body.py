"""What an organization that is not on record seems to be: `new_organization ngo observer 2024-03-12`."""

from __future__ import annotations

import re
from datetime import date
from typing import NamedTuple

from ictwg.domain.calendar import short_day
from ictwg.domain.records import Membership, Organization
from ictwg.domain.text import fold
from ictwg.domain.values import MembershipStatus, OrganizationType
from ictwg.locales.typed_words import typed_words

NEW_ORGANIZATION = "new_organization"
_TYPES = {str(one): one for one in OrganizationType}
_STATUSES = {str(one): one for one in MembershipStatus}
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


class NewBody(NamedTuple):
    """As what, and from when until when, it has belonged to the group; no status where no roll has named it."""

    type: OrganizationType
    status: MembershipStatus | None = None
    since: date | None = None
    until: date | None = None

    @property
    def choice(self) -> str:
        return " ".join(str(one) for one in (NEW_ORGANIZATION, *self) if one not in {None, OrganizationType.OTHER})

    @property
    def told(self) -> str:
        """In words, whatever of it somebody knows."""
        kind, status = Organization.type.label(self.type), Membership.status.label(self.status) if self.status else ""
        return ", ".join(filter(None, (kind, " ".join(filter(None, (status, self.span))))))

    @property
    def span(self) -> str:
        """`12 Mar 2024 –`."""
        return f"{short_day(self.since)} – {short_day(self.until)}".rstrip() if self.since else ""

    def with_words(self, words: list[str]) -> NewBody | None:
        """With what somebody says instead, in any order; None where a word is none of these."""
        days = [date.fromisoformat(one) for one in words if _DAY.fullmatch(one)]
        types = [_TYPES[one] for one in words if one in _TYPES]
        statuses = [_STATUSES[one] for one in words if one in _STATUSES]
        if len(days) + len(types) + len(statuses) < len(words):
            return None
        said = self._replace(type=[self.type, *types][-1], status=[self.status, *statuses][-1])
        return said._replace(since=days[0], until=days[1] if days[1:] else None) if days else said


def new_body(choice: str) -> NewBody | None:
    """What it says; None where it says anything else than that the organization is new."""
    words = choice.split()
    return NewBody(OrganizationType.OTHER).with_words(words[1:]) if words[:1] == [NEW_ORGANIZATION] else None


def likely_type(name: str) -> OrganizationType:
    """What its words say it is."""
    said = " ".join(("", *re.findall(r"\w+", fold(name)), ""))
    types = (_TYPES[type] for type, words in typed_words("bodies").items() if any(f" {one} " in said for one in words))
    return next(types, OrganizationType.OTHER)
