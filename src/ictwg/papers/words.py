"""The words of papers, and what was meant by them: labels, choices and days in the language of a page."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from fnmatch import fnmatch
from functools import cache
from typing import TypeVar

from ictwg.domain.calendar import say_date
from ictwg.domain.fields import choice_area
from ictwg.domain.text import fold
from ictwg.domain.values import ItemKind
from ictwg.locales import LANGUAGES, catalogue, first_known, known, t
from ictwg.locales.former_words import by_word, words

E = TypeVar("E", bound="StrEnum")


def label(key: str, lang: str, **values: object) -> str:
    return t(f"minutes.{key}", lang=lang, **values)


def choice(value: StrEnum, lang: str) -> str:
    """As papers say it: some words are others on the screen."""
    return t(first_known(*_choice_ids(value)), lang=lang)


def day(value: date, lang: str) -> str:
    return say_date(value, lang, weekday=False)


def day_in_name(value: date, lang: str) -> str:
    """`9-12-2009` in the name of a file; in English, which has two orders, with the month in words."""
    return day(value, lang) if lang == "en" else f"{value.day}-{value.month}-{value.year}"


def key_of(said: str, area: str, lang: str) -> str:
    """The key under `area.` whose word is `said`, in `lang` or any language; empty if none is."""
    wanted = fold(said.strip(" "))
    return next((words[wanted] for code in languages_of(lang) if wanted in (words := _words(area, code))), "")


def choice_of(said: str, kind: type[E], lang: str) -> E | None:
    wanted = fold(said.strip(" ")) if said else ""
    for code in languages_of(lang) if wanted else ():
        if wanted in (named := _choices(kind, code)):
            return kind(named[wanted])
    return None


def kind_by_title(title: str, lang: str) -> ItemKind:
    """The kind that a title says by itself; others are told in a line of their own."""
    wanted = fold(title)
    kinds = (_titles(code)[wanted] for code in languages_of(lang) if wanted in _titles(code))
    return next(kinds, ItemKind.TOPIC)


def standard_title(kind: ItemKind, lang: str) -> str:
    """What an item of this kind is called where nobody named it."""
    return t(_title_id(kind), lang=lang)


def language_of(title: str) -> str:
    """The language whose word for minutes a title begins with; empty if it begins with none."""
    begins, said = fold(title), ((code, word) for code in LANGUAGES for word in words("minutes.word", code))
    return next((code for code, word in said if begins.startswith(fold(word))), "")


@cache
def _choices(kind: type[StrEnum], lang: str) -> dict[str, str]:
    return by_word(((value, id) for value in kind for id in _choice_ids(value) if known(id)), lang, fold)


@cache
def _titles(lang: str) -> dict[str, ItemKind]:
    return by_word(((kind, id) for kind in ItemKind for id in (_title_id(kind), *_choice_ids(kind)[1:])), lang, fold)


@cache
def _words(area: str, lang: str) -> dict[str, str]:
    start = f"minutes.{area}."
    ids = (id for id in catalogue("en", "minutes") if id.startswith(start))
    return by_word(((id[len(start) :], id) for id in ids), lang, fold)


def _choice_ids(value: StrEnum) -> tuple[str, str]:
    """Of the word that is printed, where it has one of its own, and of that of the screen."""
    name = f"{choice_area(type(value))}.{value}"
    return f"minutes.printed.{name}", f"choices.{name}"


def _title_id(kind: ItemKind) -> str:
    return _choice_ids(kind)[1] if kind is ItemKind.TOPIC else f"meetings.item.{kind}"


_PARTLY: Mapping[str, tuple[str, ...]] = {"tet": ("*",), "id": ("list",)}
"""The papers of which a label is missing, by language, as patterns; in one that is not named all papers are whole."""
_INSTEAD = {"tet": "pt"}


def language_of_paper(name: str, wanted: str) -> str:
    """The language in which a paper is whole: the one that was wanted, Portuguese for Tetum, else English."""
    while any(fnmatch(name, pattern) for pattern in _PARTLY.get(wanted, ())):
        wanted = _INSTEAD.get(wanted, "en")
    return wanted


def languages_of(lang: str) -> tuple[str, ...]:
    """Those in which a page in `lang` may say something: its own first, and each other where it had no words yet."""
    return tuple(dict.fromkeys((lang or "en", *LANGUAGES)))
