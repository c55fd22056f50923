"""The group's working days: weekends, the holidays of its country, and its own closed days."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from ictwg.domain.calendar import Calendar
from ictwg.domain.records import Group
from ictwg.locales import language

if TYPE_CHECKING:
    from ictwg.domain.state import State


def calendar_of(state: State) -> Calendar:
    """With the holidays that travel with the program; none for a country without a table."""
    from ictwg.exchange.reference_data import COUNTRY, load_holidays

    group = next(iter(state.all(Group)), None)
    country = group.country if group and group.country else COUNTRY
    closed = (_day(text) for text in (group.closed_days if group else ()))
    return Calendar(load_holidays(country, language()), frozenset(day for day in closed if day))


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
