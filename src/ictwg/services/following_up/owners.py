"""Who has promised, in words."""

from __future__ import annotations

from ictwg.domain.records import Organization, Person
from ictwg.locales import t

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from ictwg.domain.state import State


def owners_in_words(
    state: State, owners: Iterable[str], on: date | None, *, everybody: bool = False, person: str | None = None
) -> str:
    """`MoJ, PNTL (Ana Soares)`, in the order of the acronyms; those of the day for minutes."""
    found = [organization for id in owners if (organization := state.get(Organization, id)) is not None]
    names = [_acronym_on(state, one, on) if on else one.acronym for one in found]
    words = ", ".join([t("meetings.all_members"), *sorted(names)] if everybody else sorted(names))
    holder = state.get(Person, person)
    if holder is None:
        return words
    return f"{words} ({holder.name})" if words else holder.name


def _acronym_on(state: State, organization: Organization, on: date) -> str:
    from ictwg.domain.periods import name_on

    return name_on(state, organization, on).acronym
