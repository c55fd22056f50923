"""Who has promised, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ictwg.domain.owners import acronyms, strangers
from ictwg.domain.records import Person
from ictwg.locales import t

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from ictwg.domain.records import Action
    from ictwg.domain.state import State


def owners_in_words(state: State, action: Action, on: date | None = None) -> str:
    """`MoJ, PNTL (Ana Soares), XYZ?`: whom the action names, today or as they were called on a day."""
    unknown = strangers(state, action)
    return said_owners(state, action.owners, on, everybody=action.all, person=action.person, unknown=unknown)


def said_owners(
    state: State,
    owners: Iterable[str],
    on: date | None,
    *,
    everybody: bool = False,
    person: str | None = None,
    unknown: Iterable[str] = (),
) -> str:
    """In protocol order; a name that nobody on the register answers to has a question mark."""
    words = ", ".join([*([t("meetings.all_members")] if everybody else []), *acronyms(state, owners, on)])
    holder = state.get(Person, person)
    if holder is not None:
        words = f"{words} ({holder.name})" if words else holder.name
    return ", ".join(filter(None, (words, *(f"{name}?" for name in unknown))))
