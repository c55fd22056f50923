"""One step for several actions: one change, one line in the history, one undo."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ictwg.locales import t
from ictwg.services.following_up.followup import together
from ictwg.services.records.lookup import short_title, shown_reference

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from ictwg.domain.changes import Changes
    from ictwg.domain.records import Action
    from ictwg.domain.state import State


def for_each(state: State, actions: Sequence[Action], step: Callable[[Action], Changes]) -> Changes:
    """The step for every action, told by the reference of one or the number of several."""
    if len(actions) == 1:
        return step(actions[0])
    return together([step(action) for action in actions], subject_of(state, actions))


def subject_of(state: State, actions: Sequence[Action]) -> str:
    if len(actions) == 1:
        return shown_reference(state, actions[0]) or short_title(actions[0])
    return t("followup.count", count=len(actions))
