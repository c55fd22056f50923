"""The group as a whole: its own record, its working days and its time zone."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from ictwg.domain.calendar import Calendar
from ictwg.domain.records import Group
from ictwg.domain.text import fold
from ictwg.errors import InvalidValueError
from ictwg.locales import language, t
from ictwg.store.this_computer.clock import DEFAULT_ZONE, zone_named

if TYPE_CHECKING:
    from datetime import datetime

    from ictwg.domain.state import State


GROUP_KEY = "group"


def group_of(state: State) -> Group | None:
    """The group's settings."""
    return next(iter(state.all(Group)), None)


def is_example(state: State) -> bool:
    """Whether this is the group that comes with the program: whatever leaves it says that it is invented."""
    group = group_of(state)
    return group is not None and group.illustrative


def calendar_of(state: State) -> Calendar:
    """With the holidays that travel with the program; none for a country without a table."""
    from ictwg.records.reference_data import COUNTRY, load_holidays

    group = next(iter(state.all(Group)), None)
    country = group.country if group and group.country else COUNTRY
    closed = (_day(text) for text in (group.closed_days if group else ()))
    return Calendar(load_holidays(country, language()), frozenset(day for day in closed if day))


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def minute_of(state: State, at: datetime) -> str:
    """`2010-02-12 18:45`, as the group's own clocks showed it: on every screen and in every command the same."""
    return second_of(state, at)[:-3]


def second_of(state: State, at: datetime) -> str:
    """The same to the second, where two of one minute are to be told apart."""
    return at.astimezone(zone_named(zone_name(state))).strftime("%Y-%m-%d %H:%M:%S")


def zone_name(state: State) -> str:
    """The group's zone."""
    group = group_of(state)
    return (group.time_zone if group is not None else "") or DEFAULT_ZONE


def zones() -> tuple[str, ...]:
    """All that are known here (IANA tz database), sorted."""
    from zoneinfo import available_timezones

    return tuple(sorted(available_timezones()))


def zone_meant(text: str, field: str = "") -> str:
    """The zone that a text names in full, in any case, or by its place alone (`dili`).

    Raises:
        InvalidValueError: There is none, or several; the hint names the nearest.
    """
    wanted = _folded(text)
    known = zones()
    exact = [name for name in known if _folded(name) == wanted]
    ending = [name for name in known if wanted and _folded(name).endswith(f"/{wanted}")]
    found = exact or ending
    if len(found) == 1:
        return found[0]
    hint = t("opening.no_zone.hint", nearest=", ".join(found or _nearest(text, known)))
    raise InvalidValueError(t("opening.no_zone", name=text), hint, field=field)


def system_zone() -> str:
    """The zone of this computer; empty where it does not say: on UTC are computers that nobody has told."""
    import warnings

    import tzlocal

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # it only warns of files that contradict one another
            name = str(tzlocal.get_localzone_name() or "")
    except (LookupError, OSError, ValueError):
        return ""
    place, _, _ = name.partition("/")
    return name if name in zones() and place not in _NOWHERE else ""


_NOWHERE = frozenset({"Etc", "GMT", "UCT", "UTC", "Universal", "Zulu"})


def _nearest(text: str, known: tuple[str, ...]) -> list[str]:
    from rapidfuzz import fuzz, process

    return [str(hit[0]) for hit in process.extract(text, known, scorer=fuzz.WRatio, processor=_folded, limit=3)]


def _folded(text: str) -> str:
    return fold(text).strip().replace(" ", "_")
