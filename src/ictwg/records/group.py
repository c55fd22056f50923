"""The group as a whole: its own record, its working days, its time zone and its districts."""

from __future__ import annotations

from datetime import date, datetime
from functools import cache

from ictwg.domain.calendar import Calendar, short_minute
from ictwg.domain.clock import DEFAULT_ZONE, zone_named
from ictwg.domain.records import DistrictEntry, Group
from ictwg.domain.schema import Field
from ictwg.domain.state import State
from ictwg.domain.text import clean, fold
from ictwg.errors import InvalidValueError
from ictwg.locales import language, t
from ictwg.records.reference_data import COUNTRY, KnownDistrict, district_named, load_districts, load_holidays

GROUP_KEY = "group"


def group_of(state: State) -> Group | None:
    """The group's settings; None in a file that holds none."""
    return next(iter(state.all(Group)), None)


def short_group_name(state: State) -> str:
    """The group's acronym, else its name; empty where nothing is said of the group."""
    group = group_of(state)
    return group.acronym or group.name if group is not None else ""


def full_group_name(state: State, language: str) -> str:
    """In this language where it has such a name."""
    group = group_of(state)
    return clean(_in(language, Group.name, group) or group.name) if group is not None else ""


def names_of_group(state: State) -> list[str]:
    """What it is and was called, in every language, the longest first."""
    group, fields = group_of(state), (Group.name, Group.name_pt, Group.name_tet, Group.name_id, Group.acronym)
    names = (*(one.of(group) for one in fields), *group.former_names) if group is not None else ()
    return sorted(filter(None, names), key=len, reverse=True)


def formula_of(group: Group | None, field: Field[str], language: str) -> str:
    """The group's phrase for minutes in a language; that of its own language is for no other."""
    if group is None:
        return ""
    return _in(language, field, group) or (field.of(group) if language == group.spoken else "")


def _in(language: str, field: Field[str], group: Group) -> str:
    """What the group has typed for a language alone."""
    own = Group.field(f"{field.name}_{language}")
    return own.of(group) if own is not None else ""


def spoken_in(state: State) -> str | None:
    """The language in which the group writes, as `pt`; None where nothing is said of the group."""
    group = group_of(state)
    return group.spoken if group is not None else None


def paper_form_of(state: State) -> str:
    """The form in which the group's papers go out, as `docx`; empty for what is usual of each paper."""
    group = group_of(state)
    return (group.paper_form if group is not None else None) or ""


def letterhead_of(state: State, language: str) -> tuple[str, ...]:
    """What stands at the top of a paper in this language: the lines that the group has for it, or for all."""
    group = group_of(state)
    if group is None:
        return ()
    said = _in(language, Group.letterhead, group) or group.letterhead
    return tuple(filter(None, map(clean, said.splitlines())))[:LETTERHEAD_LINES]


LETTERHEAD_LINES = 4


def is_example(state: State) -> bool:
    """Whether this is the group that comes with the program: whatever leaves it says that it is invented."""
    group = group_of(state)
    return group is not None and group.illustrative


def calendar_of(state: State) -> Calendar:
    """With the holidays that travel with the program; none for a country without a table."""
    group = group_of(state)
    closed = (_day(text) for text in (group.closed_days if group else ()))
    return Calendar(load_holidays(_country(state), language()), frozenset(day for day in closed if day))


def _country(state: State) -> str:
    group = group_of(state)
    return (group.country if group is not None else "") or COUNTRY


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def minute_of(state: State, at: datetime) -> str:
    """`2010-02-12 18:45`, as the group's own clocks showed it: in every command."""
    return second_of(state, at)[:-3]


def second_of(state: State, at: datetime) -> str:
    """The same to the second, where two of one minute are to be told apart."""
    return _here(state, at).strftime("%Y-%m-%d %H:%M:%S")


def shown_minute(state: State, at: datetime) -> str:
    """The same as screens say it: `12 Feb 2010 18:45`."""
    return short_minute(_here(state, at))


def shown_second(state: State, at: datetime) -> str:
    return f"{shown_minute(state, at)}:{at:%S}"


def _here(state: State, at: datetime) -> datetime:
    return at.astimezone(zone_named(zone_name(state)))


def zone_name(state: State) -> str:
    group = group_of(state)
    return (group.time_zone if group is not None else "") or DEFAULT_ZONE


@cache
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


ACROSS = 7
"""Districts in a line of the map, where nobody said where they lie."""


def known_districts(state: State) -> tuple[KnownDistrict, ...]:
    """All of the country, of every time."""
    own = tuple(_own(entry) for entry in state.all(DistrictEntry))
    return own or load_districts(_country(state))


def districts_on(state: State, day: date) -> tuple[KnownDistrict, ...]:
    """Those of a day in which the group works; a name of its settings that no table has is a district too."""
    known = known_districts(state)
    group = group_of(state)
    named = [(name, district_named(name, known)) for name in (group.districts if group is not None else ())]
    works_in = tuple(district or KnownDistrict(name, 0, ()) for name, district in named) or known
    return tuple(sorted((one for one in works_in if one.since <= day.year), key=lambda one: one.name))


def usually_spelled(typed: str, known: tuple[KnownDistrict, ...]) -> str:
    """`liquica, oe-cusse` as `Liquiçá, Oecusse`; a name that is not in the table stays as it is typed."""
    names = (name.strip() for name in typed.replace(";", ",").split(","))
    found = ((name, district_named(name, known)) for name in names if name)
    return ", ".join(district.name if district else name for name, district in found)


def counted_in(place: str, on: tuple[KnownDistrict, ...], known: tuple[KnownDistrict, ...]) -> str:
    """The district of the day in which a place counts: what did not exist yet counts in what it was part of.

    Empty for a place that is no district.
    """
    found = district_named(place, on) or district_named(place, known)
    while found is not None and found not in on:
        found = district_named(found.was, known) if found.was else None
    return found.name if found else ""


def map_of(districts: tuple[KnownDistrict, ...]) -> tuple[tuple[KnownDistrict | None, ...], ...]:
    """Laid out like the country: lines from north to south, in each the districts from west to east."""
    placed = {one.at: one for one in districts if one.at is not None}
    rows, columns = (sorted({at[axis] for at in placed}) for axis in (0, 1))
    grid = [tuple(placed.get((row, column)) for column in range(columns[0], columns[-1] + 1)) for row in rows]
    loose = [one for one in districts if placed.get(one.at or (-1, -1)) is not one]
    return (*grid, *(tuple(loose[first : first + ACROSS]) for first in range(0, len(loose), ACROSS)))


def west_to_east(districts: tuple[KnownDistrict, ...]) -> tuple[KnownDistrict, ...]:
    """In the order in which one reads the map, column by column."""
    far = (len(districts) + ACROSS, 0)
    return tuple(sorted(districts, key=lambda one: (*(one.at or far)[::-1], one.name)))


def _own(entry: DistrictEntry) -> KnownDistrict:
    line, place = entry.north_to_south, entry.west_to_east
    at = None if line is None or place is None else (line, place)
    return KnownDistrict(entry.name, entry.exists_since or 0, entry.spellings, at, entry.split_from)
