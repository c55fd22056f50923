"""Members from a spreadsheet saved as CSV, whatever saved it.

Excel writes semicolons where the decimal mark is a comma, UTF-16 when asked for "Unicode text", and cp1252 without
a word; lists have a title above their headings. All of that is read; what is wrong with a row is said beside it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, Any, NamedTuple

from ictwg.domain.ids import is_id
from ictwg.domain.values import Function
from ictwg.imports.member_lists.words import Heading, column_of, function_of, is_other_list, several, value_of
from ictwg.records.csv_format import LINES_LOOKED_AT, read

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import date


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
    delimiter: str = field(default=",", compare=False)


def read_members(data: bytes) -> ReadMembers:
    """The rows of a member list; never raises, whatever the bytes are."""
    delimiter, told = read(data, lambda cell: column_of(cell) is not None)
    if not told:
        return ReadMembers(problems=(ReadProblem(MemberProblem.EMPTY),))
    problems = [ReadProblem(MemberProblem.UNREADABLE, line.number, line.problem) for line in told if line.problem]
    lines = [(line.number, line.cells) for line in told if not line.problem]
    at = _heading_line(lines)
    if at is None:
        return ReadMembers(problems=(ReadProblem(MemberProblem.NO_HEADINGS), *problems), delimiter=delimiter)
    headings = [heading.strip() for heading in lines[at][1]]
    if is_other_list(headings):
        return ReadMembers(problems=(ReadProblem(MemberProblem.OTHER_LIST),), delimiter=delimiter)
    columns = _columns(headings, [cells for _, cells in lines[at + 1 :]])
    unknown = tuple(heading for heading, column in zip(headings, columns, strict=True) if heading and column is None)
    if not lines[at + 1 :]:
        problems.append(ReadProblem(MemberProblem.NO_ROWS))
    rows = list(_rows(lines[at + 1 :], headings, columns, problems))
    return ReadMembers(tuple(rows), unknown, tuple(problems), delimiter)


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
