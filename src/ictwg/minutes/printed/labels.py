"""The words of a file of minutes: said when it is written, and found again by them when it is read."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, TypeVar

from ictwg.domain.calendar import say_date
from ictwg.domain.fields import choice_area
from ictwg.domain.text import fold
from ictwg.domain.values import ItemKind
from ictwg.locales import LANGUAGES, catalogue, t
from ictwg.locales.former_words import FORMER

if TYPE_CHECKING:
    from datetime import date
    from enum import StrEnum


E = TypeVar("E", bound="StrEnum")


DASH = " – "
"""Between the parts of a line; a dash in data is written otherwise where it would be read as one."""


def label(key: str, lang: str, **values: object) -> str:
    return t(f"minutes.{key}", lang=lang, **values)


def template(id: str, lang: str) -> str:
    """The message as it stands in the catalogue, with its places for values."""
    message = catalogue(lang, "minutes").get(id) or catalogue("en", "minutes")[id]
    return message if isinstance(message, str) else message["other"]


def choice(value: StrEnum, lang: str) -> str:
    return t(f"choices.{choice_area(type(value))}.{value}", lang=lang)


def day(value: date, lang: str) -> str:
    return say_date(value, lang, weekday=False)


def key_of(said: str, area: str, lang: str) -> str:
    """The key under `area.` whose word is `said`, in `lang` or any language; empty if none is."""
    wanted = fold(said.strip(" "))
    return next((words[wanted] for code in _languages(lang) if wanted in (words := _words(area, code))), "")


def choice_of(said: str, kind: type[E], lang: str) -> E | None:
    wanted = fold(said.strip(" ")) if said else ""
    for code in _languages(lang) if wanted else ():
        if wanted in (named := _choices(kind, code)):
            return kind(named[wanted])
    return None


def kind_by_title(title: str, lang: str) -> ItemKind:
    """The kind that a title says by itself; others are told in a line of their own."""
    wanted = fold(title)
    kinds = (_titles(code)[wanted] for code in _languages(lang) if wanted in _titles(code))
    return next(kinds, ItemKind.TOPIC)


def standard_title(kind: ItemKind, lang: str) -> str:
    """What an item of this kind is called where nobody named it."""
    return choice(kind, lang) if kind is ItemKind.TOPIC else t(f"meetings.item.{kind}", lang=lang)


def language_of(title: str) -> str:
    """The language whose word for minutes a title begins with; empty if it begins with none."""
    begins = fold(title)
    return next((code for code in LANGUAGES if begins.startswith(fold(label("word", code)))), "")


@cache
def _choices(kind: type[StrEnum], lang: str) -> dict[str, str]:
    named: dict[str, str] = {}
    for value in kind:
        named.setdefault(fold(choice(value, lang)), value)
    return named


@cache
def _titles(lang: str) -> dict[str, ItemKind]:
    named: dict[str, ItemKind] = {}
    for kind in ItemKind:
        for title in (standard_title(kind, lang), choice(kind, lang)):
            named.setdefault(fold(title), kind)
    return named


@cache
def _words(area: str, lang: str) -> dict[str, str]:
    """Also those that were printed before; a word of today wins."""
    start = f"minutes.{area}."
    former = {fold(word): id[len(start) :] for id, word in FORMER.get(lang, {}).items() if id.startswith(start)}
    return former | {
        fold(template(id, lang)): id[len(start) :] for id in catalogue("en", "minutes") if id.startswith(start)
    }


def _languages(lang: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys((lang or "en", *LANGUAGES)))
