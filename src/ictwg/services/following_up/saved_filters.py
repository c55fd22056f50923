"""Filters that are kept under a name, for everybody who works on the group's file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ictwg.domain.changes import Edit
from ictwg.domain.ids import derived_id
from ictwg.domain.records import SavedFilter
from ictwg.domain.text import clean, fold
from ictwg.errors import InvalidValueError
from ictwg.locales import t

if TYPE_CHECKING:
    from ictwg.domain.changes import Changes
    from ictwg.domain.state import State


def saved_filters(state: State, screen: str) -> tuple[SavedFilter, ...]:
    """Those of one screen, by name."""
    found = (saved for saved in state.all(SavedFilter) if saved.screen == screen)
    return tuple(sorted(found, key=lambda saved: (fold(saved.name), saved.id)))


def save_filter(state: State, screen: str, name: str, words: str) -> Changes:
    """Keeps a filter; one of the same name is replaced.

    Raises:
        InvalidValueError: It has no name, or filters nothing.
    """
    if not clean(name) or not clean(words):
        raise InvalidValueError(t("filters.incomplete"), t("filters.incomplete.hint"), field=SavedFilter.name.name)
    id = derived_id(state.db, SavedFilter.TABLE, (screen, fold(clean(name))))
    settings = (SavedFilter.screen(screen), SavedFilter.name(name), SavedFilter.words(words))
    before = state.get(SavedFilter, id)
    edit = Edit("verbs.filter_saved", clean(name))
    return (edit.update(before, *settings) if before else edit.create(SavedFilter, id, *settings)).done()


def forget_filter(saved: SavedFilter) -> Changes:
    return Edit("verbs.removed", saved.name).remove(saved).done()
