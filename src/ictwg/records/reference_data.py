"""The lists that travel with the program in `data/`: one door to them, in a checkout as in an installed wheel."""

from __future__ import annotations

import json
from datetime import date
from functools import cache
from typing import Any, NamedTuple

from ictwg.errors import NotFoundError
from ictwg.locales import t

COUNTRY = "TL"


class KnownDistrict(NamedTuple):
    """A district, by its usual spelling and the others.

    Attributes:
        since: The year from which it exists.
        at: Its line on the map from north to south, and its place in it from west to east.
        was: What it was part of before.
    """

    name: str
    since: int
    also: tuple[str, ...]
    at: tuple[int, int] | None = None
    was: str = ""


class ChecklistStep(NamedTuple):
    """A step of the work around a meeting; its text is the message `checklists.<key>`."""

    key: str
    days: int
    """Working days after the meeting, negative before it."""

    @property
    def text(self) -> str:
        return t(f"checklists.{self.key}")


class Pack(NamedTuple):
    """Papers that go out together.

    Attributes:
        of: What it is about: the words for types of records, `year`, or nothing.
        readers: For whom it may be, the usual ones first.
        holds: The names of papers, each with what it tells of where that is not what the pack is about: `minutes last`,
            `agenda next`, `letter all`, `list actions`, `report annual`; `files letters` are those that records name.
    """

    name: str
    of: str
    readers: tuple[str, ...]
    holds: tuple[str, ...]


class Holiday(NamedTuple):
    day: date
    name: str
    estimated: bool
    """Its date follows the moon and is announced later."""


@cache
def protected_words() -> tuple[str, ...]:
    """What an activity speaks of whose place is nobody's business, folded (DOMAIN.md §4)."""
    return tuple(json.loads(data_file("protected.json")))


@cache
def at_risk_words() -> tuple[str, ...]:
    """What a training speaks of where not all who are there are so in their work, folded (DOMAIN.md §4)."""
    return tuple(json.loads(data_file("at_risk.json")))


def data_file(name: str) -> bytes:
    """The bytes of a file of `data/`.

    Raises:
        NotFoundError: The program was installed without it.
    """
    from importlib.resources import files
    from pathlib import Path

    installed = files("ictwg").joinpath("data", name)
    checkout = Path(__file__).parents[3].joinpath("data", name)
    for place in (installed, checkout):
        if place.is_file():
            return place.read_bytes()
    raise NotFoundError(t("reference_data.missing", name=name), t("reference_data.missing.hint"))


def load_holidays(country: str = COUNTRY, lang: str = "en") -> dict[date, str]:
    """Public holidays by day, as `ictwg.domain.calendar.Calendar` takes them; none for a country without a table."""
    return {h.day: _said(h, lang) for h in holiday_table(country, lang)}


@cache
def holiday_table(country: str = COUNTRY, lang: str = "en") -> tuple[Holiday, ...]:
    days = _table("holidays.json").get(country, {})
    return tuple(
        Holiday(date.fromisoformat(day), names.get(lang, names["en"]), names.get("estimated", False))
        for day, names in days.items()
    )


def load_districts(country: str = COUNTRY, year: int | None = None) -> tuple[KnownDistrict, ...]:
    """The districts of a year, by name; all that there are now without one."""
    rows = _table("districts.json").get(country, [])
    districts = (KnownDistrict(**row | {"also": tuple(row["also"]), "at": tuple(row["at"])}) for row in rows)
    return tuple(district for district in districts if year is None or district.since <= year)


def district_named(text: str, districts: tuple[KnownDistrict, ...]) -> KnownDistrict | None:
    """The district that is meant by a spelling: `liquica`, `Oe-Cusse Ambeno`, `Covalima`."""
    wanted = _spelled(text)
    meant = (d for d in districts if wanted in map(_spelled, (d.name, *d.also)))
    return next(meant, None)


def nearest_district(text: str, districts: tuple[KnownDistrict, ...]) -> str:
    """The one whose spelling is most like it; empty where none is."""
    from rapidfuzz import fuzz, process

    spelled = {_spelled(name): d.name for d in districts for name in (d.name, *d.also)}
    near = process.extractOne(_spelled(text), spelled.keys(), scorer=fuzz.ratio, score_cutoff=75)
    return spelled[near[0]] if near else ""


def load_checklist(kind: str) -> tuple[ChecklistStep, ...]:
    """The steps for a kind of meeting, the earliest first; those of an ordinary one for a kind without its own."""
    checklists = _table("checklists.json")
    return tuple(ChecklistStep(**step) for step in checklists.get(kind, checklists["ordinary"]))


def load_phrases(lang: str) -> dict[str, str]:
    """The set phrases of minutes in a language, in English where it has none yet; `{time}` and others are filled in."""
    phrases = _table("phrases.json")
    return {**phrases["en"], **phrases.get(lang, {})}


def load_packs() -> dict[str, Pack]:
    """Which papers go out together, by the name of the pack."""
    rows = _table("packs.json").items()
    return {name: Pack(name, said["of"], tuple(said["readers"]), tuple(said["holds"])) for name, said in rows}


def load_forms_of_address(lang: str) -> dict[str, dict[str, dict[str, str]]]:
    """How people are written to in a language, in English where it has none: by level, by sex, then by place.

    An empty level is every other one, an empty sex one that is not known; *institution* where nobody is named.
    """
    forms = _table("forms_of_address.json")
    found: dict[str, dict[str, dict[str, str]]] = forms.get(lang, forms["en"])
    return found


def load_import_words(reader: str) -> dict[str, Any]:
    """The words by which other people's minutes and lists name things, for one reader; in all languages at once.

    A word stands once in a table, under what it means, in any case and with accents or without. Of those for minutes
    these are patterns of `re`: "marks", and the bodies, offices and titles of "people", with a class where a paper may
    leave an accent out (`[çc]`); over folded text "leads to rolls", "officers", most of "sentences" (where `{group}`
    stands for the words for a group, `{someone}` for those with their article), and "groups" and "decided" of "people".
    What stands "around headings" of lists says nothing of its own there; what is "vague" names a column only alone.
    """
    words: dict[str, Any] = _table("import_words.json")[reader]
    return words


def _table(name: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(data_file(name))
    return found


def _said(holiday: Holiday, lang: str) -> str:
    return t("calendar.estimated", lang=lang, name=holiday.name) if holiday.estimated else holiday.name


def _spelled(text: str) -> str:
    from ictwg.domain.text import fold

    return fold(text).replace("-", "").replace(" ", "")
