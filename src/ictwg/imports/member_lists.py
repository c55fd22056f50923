"""Members from a spreadsheet saved as CSV, whatever saved it.

Excel writes semicolons where the decimal mark is a comma, UTF-16 when asked for "Unicode text", and cp1252 without
a word; lists have a title above their headings. All of that is read; what is wrong with a row is said beside it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

from ictwg.domain.fields import choice_area
from ictwg.domain.ids import is_id
from ictwg.domain.records import Action, Membership, Organization, Person, Role
from ictwg.domain.text import fold
from ictwg.domain.values import Function
from ictwg.imports.dates import find_date
from ictwg.locales import LANGUAGES, t
from ictwg.records.csv_format import LINES_LOOKED_AT, read
from ictwg.records.reference_data import load_import_words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from datetime import date

    from ictwg.domain.schema import Field


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
    CONFIRMED = "confirmed_on"
    FUNCTIONS_SINCE = "functions_since"
    SOURCE = "source"
    HANDLE = "handle"


OURS: dict[Heading, tuple[Field[Any], ...]] = {
    column: tuple(found for kind in (Organization, Membership, Person) if (found := kind.field(column)))
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
def _known_headings() -> dict[str, Heading]:
    found = _table(_WORDS["headings"], Heading)
    for column, fields in OURS.items():
        for one in fields:
            for heading in (one.name, *(t(one.label_id, lang=lang) for lang in LANGUAGES)):
                found.setdefault(plain_key(heading), column)
    for column, message in _OUR_MESSAGES.items():
        for lang in LANGUAGES:
            found.setdefault(plain_key(t(message, lang=lang)), column)
    return found


@cache
def choice_words(field: Field[Any]) -> dict[str, Any]:
    """The choices of a field by the words of lists, and by those in which we write them."""
    kinds: Any = field.choices  # type: ignore[attr-defined]  # fields of choices have them
    ours = {plain_key(word): kind for kind in kinds for word in (str(kind), *labels(field, kind))}
    return _table(_WORDS.get(choice_area(kinds), {}), kinds) | ours


def column_of(heading: str) -> Heading | None:
    """The column that a heading names; what stands in brackets or after a slash may be left out."""
    whole = plain_key(heading)
    outside = plain_key(re.sub(r"\([^()]*\)", " ", heading))
    first = plain_key(heading.partition("/")[0])
    columns = _known_headings()
    return columns.get(whole) or columns.get(outside) or columns.get(first)


def is_other_list(headings: Iterable[str]) -> bool:
    """Whether a list of ours has these headings that is of something else: of what carries references."""
    named = set(map(plain_key, headings))
    references = {plain_key(t(Action.reference.label_id, lang=lang)) for lang in LANGUAGES} | {Action.reference.name}
    return "id" in named and bool(references & named)


_AND = re.compile(r"\s*[/,;&+]\s*|\s+(?:and|e|ho|no|dan)\s+", re.IGNORECASE)


def function_of(text: str) -> Function | None:
    found: Function | None = choice_words(Role.function).get(plain_key(text))
    return found


def value_of(column: Heading, text: str) -> Any:
    """What a cell of the column says: a choice, a day, yes or no, several words; None where it says nothing of these.

    Of several choices the first counts ("Polícia e Forças Armadas", "WhatsApp, e-mail").
    """
    if column in _CHOICES:
        words = choice_words(_CHOICES[column])
        parts = (text, *_AND.split(text)) if column in _FIRST_OF_SEVERAL else (text,)
        return next(filter(None, (words.get(plain_key(part)) for part in parts)), None)
    if column is Heading.EXEMPT:
        return _yes_in(text)
    if column in {Heading.SINCE, Heading.CONFIRMED}:
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


class MemberProblem(StrEnum):
    """What is wrong with a file or row; a message id is made from it."""

    EMPTY = "empty"
    NO_HEADINGS = "no_headings"
    NO_ROWS = "no_rows"
    OTHER_LIST = "other_list"
    NO_NAME = "no_name"
    UNREADABLE = "unreadable"


@dataclass(frozen=True, slots=True)
class ReadProblem:
    kind: MemberProblem
    line: int = 0
    """Of the file, from 1; 0 for the file itself."""
    text: str = ""


class ReadFunction(NamedTuple):
    """A function as it is written; for another organization than the row's where one is named in brackets."""

    text: str
    function: Function | None
    organization: str = ""
    since: date | None = None


@dataclass(frozen=True, slots=True)
class ReadMemberRow:
    """One organization, one person, or a person of an organization."""

    line: int
    cells: Mapping[Heading, str]
    functions: tuple[ReadFunction, ...] = ()
    others: tuple[tuple[str, str], ...] = ()
    """Headings that were not understood, with what stands below them."""

    def text(self, column: Heading) -> str:
        """The cell as it is written; empty where the list says nothing."""
        return self.cells.get(column, "")

    def value(self, column: Heading) -> Any:
        """What the cell says; None where it is empty or not understood."""
        return value_of(column, self.text(column))

    @property
    def organization(self) -> str:
        return self.text(Heading.ORGANIZATION)

    @property
    def acronym(self) -> str:
        return self.text(Heading.ACRONYM)

    @property
    def person(self) -> str:
        return self.text(Heading.NAME) or self.text(Heading.FOCAL_POINT)

    @property
    def id(self) -> str:
        return self.text(Heading.ID)

    @property
    def above(self) -> tuple[str, str]:
        """What the organization is part of, and whose seat it shares."""
        return self.text(Heading.PART_OF), self.text(Heading.SEAT)

    @property
    def function(self) -> Function | None:
        """The first one."""
        return self.functions[0].function if self.functions else None

    @property
    def is_ours(self) -> bool:
        """Whether the row was written by this program: it carries an id."""
        return is_id(self.id)

    @property
    def other_names(self) -> tuple[str, ...]:
        """The aliases, where they are the person's: our own lists tell one record in a row."""
        return tuple(self.value(Heading.ALIASES)) if self.is_ours and self.person else ()

    @property
    def aliases_of_organization(self) -> tuple[str, ...]:
        return () if self.other_names else tuple(self.value(Heading.ALIASES))


@dataclass(frozen=True, slots=True)
class ReadMembers:
    rows: tuple[ReadMemberRow, ...] = ()
    unknown_columns: tuple[str, ...] = ()
    problems: tuple[ReadProblem, ...] = ()


def read_members(data: bytes) -> ReadMembers:
    """The rows of a member list; never raises, whatever the bytes are."""
    _, told = read(data, lambda cell: column_of(cell) is not None)
    if not told:
        return ReadMembers(problems=(ReadProblem(MemberProblem.EMPTY),))
    problems = [ReadProblem(MemberProblem.UNREADABLE, line.number, line.problem) for line in told if line.problem]
    lines = [(line.number, line.cells) for line in told if not line.problem]
    at = _heading_line(lines)
    if at is None:
        return ReadMembers(problems=(ReadProblem(MemberProblem.NO_HEADINGS), *problems))
    headings = [heading.strip() for heading in lines[at][1]]
    if is_other_list(headings):
        return ReadMembers(problems=(ReadProblem(MemberProblem.OTHER_LIST),))
    columns = _columns(headings, [cells for _, cells in lines[at + 1 :]])
    unknown = tuple(heading for heading, column in zip(headings, columns, strict=True) if heading and column is None)
    if not lines[at + 1 :]:
        problems.append(ReadProblem(MemberProblem.NO_ROWS))
    rows = list(_rows(lines[at + 1 :], headings, columns, problems))
    return ReadMembers(tuple(rows), unknown, tuple(problems))


def names_people(data: bytes) -> bool:
    """Whether the list names anybody; one of organizations alone says who they are."""
    return any(row.person for row in read_members(data).rows)


# Headings.

_ENOUGH = 2


def _heading_line(lines: Sequence[tuple[int, list[str]]]) -> int | None:
    """The first line with two known headings; in a list of one column, with one."""
    for at, (_, cells) in enumerate(lines[:LINES_LOOKED_AT]):
        filled = [cell for cell in cells if cell.strip()]
        known = sum(column_of(cell) is not None for cell in filled)
        if known >= _ENOUGH or (known == len(filled) == 1 and _names_somebody(column_of(filled[0]))):
            return at
    return None


def _names_somebody(column: Heading | None) -> bool:
    return column in {Heading.ORGANIZATION, Heading.NAME, Heading.FOCAL_POINT}


_SEVERAL = frozenset({Heading.PHONE, Heading.NOTES})
"""Columns of which a list may have more than one: a telephone and a mobile number."""


def _columns(headings: Sequence[str], below: Sequence[Sequence[str]]) -> list[Heading | None]:
    """What each column holds. Without a column of organizations, "name" beside an acronym or type is theirs."""
    named = [column_of(heading) for heading in headings]
    if Heading.ORGANIZATION not in named and {Heading.ACRONYM, Heading.TYPE} & set(named):
        named = [Heading.ORGANIZATION if column is Heading.NAME else column for column in named]
    columns: list[Heading | None] = []
    for at, column in enumerate(named):
        meant = _contact([cells[at] for cells in below if at < len(cells)]) if column is Heading.CONTACT else column
        taken = meant in columns or (column is Heading.CONTACT and meant in named)
        people = meant is Heading.FOCAL_POINT and Heading.NAME in named
        columns.append(None if meant not in _SEVERAL and (taken or people) else meant)
    return columns


_FIGURES_OF_A_NUMBER = 5


def _contact(cells: Sequence[str]) -> Heading:
    """What a column "Contact" holds is told by most of its cells: addresses, numbers, else names."""
    filled = [cell for cell in cells if cell.strip()]
    if sum("@" in cell for cell in filled) * 2 > len(filled):
        return Heading.EMAIL
    numbers = sum(sum(map(str.isdigit, cell)) >= _FIGURES_OF_A_NUMBER for cell in filled)
    return Heading.PHONE if numbers * 2 > len(filled) else Heading.FOCAL_POINT


# Rows.


def _rows(
    lines: Sequence[tuple[int, list[str]]],
    headings: Sequence[str],
    columns: Sequence[Heading | None],
    problems: list[ReadProblem],
) -> Iterator[ReadMemberRow]:
    for line, cells in lines:
        values = _values(columns, cells)
        row = ReadMemberRow(line, values, _functions(values), _others(headings, columns, cells))
        if not (row.organization or row.acronym or row.person):
            problems.append(ReadProblem(MemberProblem.NO_NAME, line, " ".join(filter(None, map(str.strip, cells)))))
            continue
        yield row
        if second := values.get(Heading.ALTERNATE):
            # The second person of a line: of the same organization, without the first one's contacts.
            names = {Heading.ORGANIZATION: row.organization, Heading.ACRONYM: row.acronym, Heading.NAME: second}
            yield ReadMemberRow(line, names, (ReadFunction("", Function.ALTERNATE),))


def _values(columns: Sequence[Heading | None], cells: Sequence[str]) -> dict[Heading, str]:
    """What each column says; in a row of ours letter by letter."""
    values: dict[Heading, str] = {}
    ours = any(column is Heading.ID and is_id(cell) for column, cell in zip(columns, cells, strict=False))
    for column, cell in zip(columns, cells, strict=False):
        if column is not None:
            told = cell if ours else _one_line(cell)
            values[column] = ", ".join(filter(None, (values.get(column), told)))
    return values


def _one_line(cell: str) -> str:
    return " ".join(cell.split())


_FOR = re.compile(r"(.*?)\s*\(([^()]+)\)")


def _functions(values: Mapping[Heading, str]) -> tuple[ReadFunction, ...]:
    """`focal point; chair (MFA)`, each with its day in the other column; whoever stands as focal point is one."""
    days = [day.strip() for day in values.get(Heading.FUNCTIONS_SINCE, "").split(";")]
    found = []
    for at, text in enumerate(several(values.get(Heading.FUNCTION, ""))):
        whole = function_of(text)
        named = _FOR.fullmatch(text) if whole is None else None
        since = value_of(Heading.SINCE, days[at]) if at < len(days) else None
        function = whole or (function_of(named[1]) if named else None)
        found.append(ReadFunction(text, function, named[2] if named and function else "", since))
    focal = (ReadFunction("", Function.FOCAL_POINT),) if values.get(Heading.FOCAL_POINT) else ()
    return tuple(found) or focal


def _others(
    headings: Sequence[str], columns: Sequence[Heading | None], cells: Sequence[str]
) -> tuple[tuple[str, str], ...]:
    named = [*headings, *[""] * (len(cells) - len(headings))]
    known = [*columns, *[None] * (len(cells) - len(columns))]
    return tuple(
        (heading, cell.strip())
        for heading, column, cell in zip(named, known, cells, strict=False)
        if column is None and cell.strip()
    )
