"""CSV, written and read in one way: for programs with commas, for Excel with semicolons and a byte order mark.

A spreadsheet takes a cell for a formula that begins with one of `= + - @`, their wide forms, a tab or an end of line,
and may cut our cells in two at a delimiter that it expects instead of ours, or at the end of a line. So whatever could
become a cell and begins like this is written with one `'` more, also where there are some before it, and is read with
one less: every text comes back as it was. What other programs write is read too: any delimiter, UTF-8, UTF-16 or
cp1252, and Excel's line `sep=;`.

In a cell of a list stands for programs what would be typed, for people words of their language.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from decimal import Decimal
from itertools import count
from typing import Any, NamedTuple

from ictwg.domain.fields import choice_area
from ictwg.domain.schema import Field, Record
from ictwg.domain.text import clean
from ictwg.domain.values import DueWord
from ictwg.locales import t
from ictwg.records.lookup import Lookup

MARK = "\ufeff"
DELIMITERS = ";\t,|"
LINES_LOOKED_AT = 12
_COMPUTED = r"^'{0}(?=[\t\r\n])|(?:^|[;,|\t\n])\"*'{0}(?=[=+\-@＝＋－＠])"
_FORMULA, _NEUTRAL = (re.compile(_COMPUTED.replace("{0}", marks)) for marks in "*+")
_UTF16 = (b"\xff\xfe", b"\xfe\xff")


class CsvLine(NamedTuple):
    """A line that holds anything.

    Attributes:
        number: Of the row, from 1, as a spreadsheet counts it.
        problem: Why it cannot be read; then it has no cells.
    """

    number: int
    cells: list[str]
    problem: str = ""


def written(rows: Iterable[Sequence[str]], *, for_excel: bool = False) -> str:
    """The rows as CSV (RFC 4180), with nothing in them that a terminal or a spreadsheet would obey."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";" if for_excel else ",", lineterminator="\r\n")
    writer.writerows([neutral(clean(cell, multiline=True)) for cell in row] for row in rows)
    return MARK + out.getvalue() if for_excel else out.getvalue()


def neutral(cell: str) -> str:
    """The cell as text in a spreadsheet, whatever it holds."""
    return _FORMULA.sub(lambda found: f"{found[0]}'", cell)


def as_it_was(cell: str) -> str:
    """The cell before it was made neutral."""
    return _NEUTRAL.sub(lambda found: found[0][:-1], cell)


def read(data: bytes, is_heading: Callable[[str], bool] = bool) -> tuple[str, list[CsvLine]]:
    """The delimiter, and the lines; never raises, whatever the bytes are.

    Args:
        data: The file.
        is_heading: Whether a cell is a known heading: the delimiter is the sign under which most are.
    """
    text, delimiter = _declared(decoded(data))
    delimiter = delimiter or _delimiter(text, is_heading)
    return delimiter, list(_lines(text, delimiter))


def first_lines(data: bytes) -> bytes:
    """Those among which the headings of a list stand."""
    return b"\n".join(data.split(b"\n", 2 * LINES_LOOKED_AT)[: 2 * LINES_LOOKED_AT])


def decoded(data: bytes) -> str:
    """UTF-8 with or without a mark, UTF-16 with or without one, else cp1252."""
    if data.startswith(_UTF16):
        return data.decode("utf-16", "replace")
    if data[:200].count(0) * 4 > len(data[:200]):
        return data.decode("utf-16-le" if data[1:2] == b"\x00" else "utf-16-be", "replace")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", "replace")


def _declared(text: str) -> tuple[str, str]:
    """Without Excel's first line `sep=;`, and the delimiter that it names."""
    first, _, rest = text.partition("\n")
    sign = first.strip().strip('"')
    if sign.lower().startswith("sep=") and len(sign) == len("sep=;"):
        return rest, sign[-1]
    if sign.lower() == "sep=":
        return rest, "\t"
    return text, ""


def _delimiter(text: str, is_heading: Callable[[str], bool]) -> str:
    """The sign under which most cells of the first lines are headings, or else the most frequent one."""
    head = "\n".join(text.splitlines()[:LINES_LOOKED_AT])

    def recognized(sign: str) -> int:
        return max((sum(map(is_heading, line.cells)) for line in _lines(head, sign)), default=0)

    return max(DELIMITERS, key=lambda sign: (recognized(sign), head.count(sign)))


def _lines(text: str, delimiter: str) -> Iterator[CsvLine]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    for number in count(1):
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as wrong:
            yield CsvLine(number, [], str(wrong))
            continue
        kept = [clean(as_it_was(cell), multiline=True) for cell in cells]
        if any(cell.strip() for cell in kept):
            yield CsvLine(number, kept)


def cell_text(lookup: Lookup, field: Field[Any], record: Record, lang: str = "") -> str:
    """The words of closed lists in that language; without one they are the English ones, as in JSON."""
    value = field.of(record)
    if field.is_set:
        ordered = lookup.in_order(field.target(), value) if field.kind == "links" else sorted(value)  # type: ignore[attr-defined]  # links have one
        return "; ".join(field.type_text((one,), lookup) for one in ordered)
    return (_in_words(field, value, lang) if lang else "") or field.type_text(value, lookup)


def cell_value(field: Field[Any], record: Record) -> date | int | Decimal | None:
    """What a spreadsheet keeps beside the text of a day, a number or a sum of money; None for words."""
    value = field.of(record)
    return value if field.kind in _TYPED and isinstance(value, date | int | Decimal) else None


_TYPED = frozenset({"date", "due", "number", "money"})


def cell_words(field: Field[Any], lang: str) -> tuple[str, ...]:
    """All words of a closed list in that language; none for what is in no list."""
    values = getattr(field, "choices", ()) if field.kind == "choice" else (True, False) if field.kind == "flag" else ()
    return tuple(_in_words(field, value, lang) for value in values)


def _in_words(field: Field[Any], value: Any, lang: str) -> str:
    """A word of a closed list in that language; empty for what is in no list."""
    if field.kind == "choice" and value is not None:
        return t(f"choices.{choice_area(field.choices)}.{value}", lang=lang)  # type: ignore[attr-defined]  # it has them
    if field.kind == "flag":
        return t("choices.flag.yes" if value else "choices.flag.no", lang=lang)
    return t(f"choices.due.{value}", lang=lang) if isinstance(value, DueWord) else ""
