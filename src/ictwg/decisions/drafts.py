"""What one line of the minutes says: the form in which it is typed, and changed."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from ictwg.domain.owners import strangers
from ictwg.domain.records import Action, Decision
from ictwg.domain.values import EntryType

if TYPE_CHECKING:
    from datetime import date

    from ictwg.domain.records import Entry
    from ictwg.domain.state import State
    from ictwg.domain.values import DueWord


class Draft(NamedTuple):
    """A note, a decision or an action; owners and due date count for actions only.

    Attributes:
        owner_text: Names of owners that nobody on the register answers to.
    """

    type: EntryType
    text: str
    speaker: str = ""
    owners: tuple[str, ...] = ()
    everybody: bool = False
    person: str | None = None
    due: date | DueWord | None = None
    owner_text: str = ""


def action_of(state: State, entry: Entry) -> Action | None:
    """The action that this line gave."""
    return next(iter(state.linked(Action, Action.entry, entry.id)), None)


def decision_of(state: State, entry: Entry) -> Decision | None:
    """The decision that this line took."""
    return next(iter(state.linked(Decision, Decision.entry, entry.id)), None)


def draft_of(state: State, entry: Entry) -> Draft:
    """The line as it stands."""
    action = action_of(state, entry) if entry.type is EntryType.ACTION else None
    draft = Draft(entry.type, entry.text, entry.speaker)
    if action is None:
        return draft
    return draft._replace(
        owners=action.owners,
        everybody=action.all,
        person=action.person,
        due=action.due,
        owner_text=", ".join(strangers(state, action)),
    )
