"""Headings and values of member lists, in English, Portuguese, Tetum and Indonesian.

The words of other people's lists stand in `data/import_words.json`; ours are those of the labels.
"""

from __future__ import annotations

import re
from enum import StrEnum
from functools import cache
from typing import TYPE_CHECKING, Any, TypeVar

from ictwg.domain.fields import choice_area
from ictwg.domain.records import Action, Membership, Organization, Person, Role
from ictwg.domain.text import fold
from ictwg.imports.dates import find_date
from ictwg.locales import LANGUAGES, t
from ictwg.records.reference_data import load_import_words

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from ictwg.domain.schema import Field
    from ictwg.domain.values import Function


_WORDS = load_import_words("members")


_Kind = TypeVar("_Kind", bound=StrEnum)


class Heading(StrEnum):
    """What a column holds; the first five name the row's organization and people."""

    ORGANIZATION = "organization"
    ACRONYM = "acronym"
    NAME = "name"
    FOCAL_POINT = "focal_point"
    ALTERNATE = "alternate"
    ID = "id"
    ALIASES = "aliases"
    TYPE = "type"
    PART_OF = "part_of"
    STATUS = "status"
    SINCE = "since"
    FORM_OF_ADDRESS = "form_of_address"
    POSITION = "position"
    FUNCTION = "function"
    CONTACT = "contact"
    PHONE = "phone"
    EMAIL = "email"
    SEX = "sex"
    CHANNEL = "channel"
    LANGUAGE = "language"
    NOTES = "notes"
    SEAT = "seat"
    EXEMPT = "exempt_from_quorum"
    LISTED_AS = "listed_as"
    ASK_THROUGH = "ask_through"
    ASK_THROUGH_PHONE = "ask_through_phone"
    LISTS = "lists"
    LISTING = "listing"
    FUNCTIONS_SINCE = "functions_since"
    SOURCE = "source"
    HANDLE = "handle"


OURS: dict[Heading, tuple[Field[Any], ...]] = {
    column: tuple(field for kind in (Organization, Membership, Person) if (field := kind.field(column)))
    for column in Heading
}
"""What stands in the lists that we write: keys in those for programs, else the labels of the group's language."""


_OUR_MESSAGES = {
    Heading.SINCE: "records.organization.member_since",
    Heading.FUNCTION: "records.person.functions",
    Heading.FUNCTIONS_SINCE: "records.person.functions_since",
}


_PUNCTUATION = re.compile(r"[\s:.()_*\-–—]+")


def plain_key(text: str) -> str:
    """What headings and values are compared by: folded, punctuation as single blanks."""
    return _PUNCTUATION.sub(" ", fold(text)).strip()


def labels(field: Field[Any], choice: str) -> tuple[str, ...]:
    """The words for a choice in every language."""
    area = choice_area(field.choices)  # type: ignore[attr-defined]  # likewise
    return tuple(t(f"choices.{area}.{choice}", lang=lang) for lang in LANGUAGES)


def _table(told: Mapping[str, Sequence[str]], kinds: type[_Kind]) -> dict[str, _Kind]:
    """The first kind that claims a word keeps it."""
    found: dict[str, _Kind] = {}
    for kind, words in told.items():
        for word in words:
            found.setdefault(plain_key(word), kinds(kind))
    return found


@cache
def _columns() -> dict[str, Heading]:
    found = _table(_WORDS["headings"], Heading)
    for column, fields in OURS.items():
        for field in fields:
            for heading in (field.name, *(t(field.label_id, lang=lang) for lang in LANGUAGES)):
                found.setdefault(plain_key(heading), column)
    for column, message in _OUR_MESSAGES.items():
        for lang in LANGUAGES:
            found.setdefault(plain_key(t(message, lang=lang)), column)
    return found


@cache
def _words(field: Field[Any]) -> dict[str, Any]:
    """The choices of a field by the words of lists, and by those in which we write them."""
    kinds: Any = field.choices  # type: ignore[attr-defined]  # fields of choices have them
    ours = {plain_key(word): kind for kind in kinds for word in (str(kind), *labels(field, kind))}
    return _table(_WORDS.get(f"{field.record.SINGULAR}.{field.name}", {}), kinds) | ours


def column_of(heading: str) -> Heading | None:
    """The column that a heading names; what stands in brackets or after a slash may be left out."""
    whole = plain_key(heading)
    outside = plain_key(re.sub(r"\([^()]*\)", " ", heading))
    first = plain_key(heading.partition("/")[0])
    columns = _columns()
    return columns.get(whole) or columns.get(outside) or columns.get(first)


def is_other_list(headings: Iterable[str]) -> bool:
    """Whether a list of ours has these headings that is of something else: of what carries references."""
    named = set(map(plain_key, headings))
    references = {plain_key(t(Action.reference.label_id, lang=lang)) for lang in LANGUAGES} | {Action.reference.name}
    return "id" in named and bool(references & named)


_AND = re.compile(r"\s*[/,;&+]\s*|\s+(?:and|e|ho|no|dan)\s+", re.IGNORECASE)


def function_of(text: str) -> Function | None:
    return _words(Role.function).get(plain_key(text))


def value_of(column: Heading, text: str) -> Any:
    """What a cell of the column says: a choice, a day, yes or no, several words; None where it says nothing of these.

    Of several choices the first counts ("Polícia e Forças Armadas", "WhatsApp, e-mail").
    """
    if column in _CHOICES:
        words = _words(_CHOICES[column])
        parts = (text, *_AND.split(text)) if column in _FIRST_OF_SEVERAL else (text,)
        return next(filter(None, (words.get(plain_key(part)) for part in parts)), None)
    if column is Heading.EXEMPT:
        return _yes_in(text)
    if column is Heading.SINCE:
        found = find_date(text)
        return found.date if found else None
    return several(text) if column in {Heading.ALIASES, Heading.LISTS} else text or None


_CHOICES: dict[Heading, Field[Any]] = {
    Heading.TYPE: Organization.type,
    Heading.STATUS: Membership.status,
    Heading.SEX: Person.sex,
    Heading.CHANNEL: Person.channel,
    Heading.LISTING: Person.listing,
}


_FIRST_OF_SEVERAL = frozenset({Heading.TYPE, Heading.CHANNEL})


def several(cell: str) -> tuple[str, ...]:
    return tuple(filter(None, map(str.strip, cell.split(";"))))


def _yes_in(text: str) -> bool | None:
    """Yes or no in any of the languages."""
    said = plain_key(text)
    for answer, word in ((True, "yes"), (False, "no")):
        if said in {word, *(plain_key(t(f"choices.flag.{word}", lang=lang)) for lang in LANGUAGES)}:
            return answer
    return None
