"""What of an import would be said anew in minutes that are adopted here: it is left out, and all else comes in.

> What is adopted cannot be edited, only corrected.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ictwg.domain.changes import Edit
from ictwg.domain.records import Correction, Meeting
from ictwg.services.adoption.adopting import GUARDED, require_open
from ictwg.services.adoption.editions import edition_of
from ictwg.services.adoption.minutes_way import FrozenMinutesError

if TYPE_CHECKING:
    from ictwg.domain.schema import Record, Setting
    from ictwg.domain.state import State

OF_MINUTES = (*GUARDED, Correction)
"""None of these is added; what another group corrected, it corrected in its own edition."""


def adopted_here(state: State, kind: type[Record], meeting: str) -> Meeting | None:
    """Our meeting to whose adopted minutes a new record of this kind would be added."""
    found = state.get(Meeting, meeting) if kind in OF_MINUTES else None
    return found if found is not None and edition_of(state, found) is not None else None


def may_be_filled(state: State, ours: Record, setting: Setting) -> bool:
    """Whether no adopted minutes would say otherwise for it."""
    if type(ours) not in GUARDED:
        return True
    try:
        require_open(state, Edit("verbs.imported").update(ours, setting).done())
    except FrozenMinutesError:
        return False
    return True
