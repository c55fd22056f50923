"""What the columns and cells of lists are called: as offices do, and as our own lists do, in every language."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import cache, lru_cache
from itertools import zip_longest
from typing import Any, TypeAlias

from ictwg.domain.fields import choice_area
from ictwg.domain.schema import Field, Record
from ictwg.domain.text import fold
from ictwg.locales import first_known, known, t
from ictwg.locales.former_words import words_in_every_language
from ictwg.records.csv_format import LINES_LOOKED_AT, CsvLine, read
from ictwg.records.reference_data import load_import_words

Column: TypeAlias = Field[Any] | str
"""A str is one that holds no field of the type: its id, and what a row says of others."""
ID = "id"
"""The last column of a list that this program wrote."""
ENOUGH = 2
"""So many known headings make a line of headings; one where the line has no more."""
ENOUGH_GUESSED = 3
"""So many make a line of headings that are guessed."""
MOST_WORDS = 5
"""Of a heading that is guessed by some of them."""
_PUNCTUATION = re.compile(r"[\s:.()_*\-–—]+")
AND = re.compile(r"\s*[;/,&+]\s*|\s+(?:and|e|ho|no|dan)\s+", re.IGNORECASE)
"""What stands between several of a kind in one cell, in every language."""


@lru_cache(maxsize=1 << 14)  # a cell is compared with the words of every type of record
def plain_key(text: str) -> str:
    """What headings and values are compared by: folded, punctuation as single blanks."""
    return _PUNCTUATION.sub(" ", fold(text)).strip()


def is_nobody(text: str) -> bool:
    """As a dash, "TBD" or "n/a" in the place of a name."""
    return plain_key(text) in {"", *map(plain_key, load_import_words("minutes")["nobody"])}


def heading_words(kinds: Iterable[type[Record]], columns: Mapping[str, Column]) -> dict[str, Column]:
    """The columns by the names and labels of the fields, then by the words of offices for these types and for people.

    Args:
        kinds: What a row tells of.
        columns: By the name of a field or of what else a row says; the first that claims a word keeps it.
    """
    found: dict[str, Column] = {ID: ID}

    def claim(column: Column | None, words: Iterable[str]) -> None:
        if column is not None:
            for word in words:
                found.setdefault(plain_key(word), column)

    for name, column in columns.items():
        claim(column, (name,))

    of_types = load_import_words("records")
    for kind in kinds:
        for field in kind.fields():
            claim(columns.get(field.name), words_in_every_language(field.label_id))
        for name, column in columns.items():
            claim(column, of_types.get(f"{kind.SINGULAR}.{name}", ()))
    for name, words in load_import_words("members")["headings"].items():
        claim(found.get(plain_key(name)), words)
    for kind in kinds:
        claim(kind.TITLE and columns.get(kind.TITLE.name), words_in_every_language(f"records.{kind.SINGULAR}"))
    return found


def column_of(words: Mapping[str, Column], heading: str) -> Column | None:
    """The column that a heading names; what stands in brackets or after a slash may be left out.

    One that names several is that of the field, where the others hold none: `Objective / Activity`.
    """
    outside = re.sub(r"\([^()]*\)", " ", heading)
    named = [words.get(plain_key(part)) for part in AND.split(outside)]
    fields = {one for one in named if one is not None and not isinstance(one, str)}
    combined = fields.pop() if len(named) > 1 and None not in named and len(fields) == 1 else None
    spellings = map(plain_key, (heading, outside, heading.partition("(")[0]))
    known = (words[one] for one in spellings if one in words)
    found = next(known, combined or words.get(plain_key(heading.partition("/")[0])))
    return found or _by_its_words(words, plain_key(outside))


def _by_its_words(words: Mapping[str, Column], said: str) -> Column | None:
    """What a heading of several words names: one column twice over, or one among words that say nothing of their own.

    As in `Uraian tindak lanjut` and `Medida a executar`; of days those words tell which is meant: `Expected date`.
    """
    bare = _around().sub(" ", f" {said} ").strip()
    if bare != said and (column := words.get(bare)) is not None:
        return column if getattr(column, "kind", "") not in {"date", "due"} else None
    parts = bare.split()
    for at in range(1, len(parts)):
        first, second = (words.get(" ".join(one)) for one in (parts[:at], parts[at:]))
        if first is not None and first == second:
            return first
    return None


@cache
def _around() -> re.Pattern[str]:
    """What stands before or behind the words of a heading and does not change what they name."""
    words = load_import_words("around headings")
    before, behind = ("|".join(map(plain_key, words[one])) for one in ("before", "behind"))
    return re.compile(rf"^(?: (?:{before}))+(?= )|(?<= )(?:(?:{behind}) )+$")


def column_id(column: Column, kind: type[Record]) -> str:
    """By which a person chooses it: `action.owners`."""
    return f"{kind.SINGULAR}.{column}" if isinstance(column, str) else f"{column.record.SINGULAR}.{column.name}"


def column_label(id: str) -> str:
    """What a person calls it; empty for one without words of its own."""
    found = first_known(f"records.{id}", f"records.{id.partition('.')[2]}")
    return t(found) if known(found) else ""


def read_list(
    data: bytes, words: Mapping[str, Column], enough: int = ENOUGH, *, guess: bool = False
) -> tuple[CsvLine | None, list[Column | None], list[CsvLine]]:
    """The line of the headings, what they name, and the lines below; without such a line, all lines.

    Never raises, whatever the bytes are.
    """
    _, lines = read(data, lambda cell: column_of(words, cell) is not None)
    heads = [named(words, line) for line in lines[: LINES_LOOKED_AT + 1]]
    guesses = [_with_guesses(words, *one) if guess else one[1] for one in zip(lines, heads, strict=False)]
    counts = [_count_known(*one, enough) for one in zip(lines[:LINES_LOOKED_AT], heads, strict=False)]
    if not any(counts):
        counts = [_count_known(*one, ENOUGH_GUESSED) for one in zip(lines[:LINES_LOOKED_AT], guesses, strict=False)]
    if not any(counts):
        return None, [], lines
    at = counts.index(max(counts))
    heads[at] = guesses[at]
    below = lines[at + 1 :]
    if below and says_headings(words, below[0]):  # `From` and `To` under `Period`
        heads[at] = [finer or one for one, finer in zip_longest(heads[at], heads[at + 1])]
        below = below[1:]
    return lines[at], heads[at], below


def guessed_column(words: Mapping[str, Column], heading: str) -> Column | None:
    """The only column that some of the words of a heading name, as in `Main responsible`; it is asked."""
    said = plain_key(re.sub(r"\([^()]*\)", " ", heading).replace("/", " ")).split()
    ends = range(len(said) + 1 if len(said) <= MOST_WORDS else 0)
    spans = {(at, end): " ".join(said[at:end]) for end in ends for at in range(end)}
    vague = {*map(plain_key, load_import_words("around headings")["vague"])}
    known = {span: words[text] for span, text in spans.items() if text in words and text not in vague}
    inside = {(at, end) for at, end in known for a, b in known if a <= at and end <= b and b - a > end - at}
    columns = {one for span, one in known.items() if span not in inside}
    return columns.pop() if len(columns) == 1 else None


def _with_guesses(words: Mapping[str, Column], line: CsvLine, found: list[Column | None]) -> list[Column | None]:
    """What its cells name, and may name where no other cell does."""
    guesses = [one or guessed_column(words, cell) for one, cell in zip(found, line.cells, strict=True)]
    free = [one not in found and guesses.count(one) == 1 and not getattr(one, "inner", False) for one in guesses]
    return [one or (guess if is_free else None) for one, guess, is_free in zip(found, guesses, free, strict=True)]


def named(words: Mapping[str, Column], line: CsvLine) -> list[Column | None]:
    """What its cells name."""
    found = [column_of(words, cell) for cell in line.cells]
    if ID in found:
        return found
    # what nobody types is read in our own lists alone
    return [None if getattr(one, "inner", False) else one for one in found]


def _count_known(line: CsvLine, found: Sequence[Column | None], enough: int) -> int:
    """How many headings of a line are known; none where that is too few."""
    known, filled = len({*found} - {None}), sum(bool(cell.strip()) for cell in line.cells)
    return known if known >= min(enough, max(filled, 1)) else 0


def says_headings(words: Mapping[str, Column], line: CsvLine) -> bool:
    """Whether a line holds nothing but headings, and several: those above it once more, or finer ones."""
    said = [one for cell, one in zip(line.cells, named(words, line), strict=True) if cell.strip()]
    return len({*said}) >= ENOUGH and None not in said


def repeats(line: CsvLine, head: CsvLine) -> bool:
    """Whether a line is that of the headings once more."""
    said = [(cell, above) for cell, above in zip(line.cells, head.cells, strict=False) if cell.strip()]
    return len(said) >= ENOUGH and all(plain_key(cell) == plain_key(above) for cell, above in said)


@cache
def choice_words(field: Field[Any]) -> dict[str, Any]:
    """What the choices of a field are called in lists, and yes and no; empty for another field."""
    if field.kind == "flag":
        said = {word: (word, *words_in_every_language(f"choices.flag.{word}")) for word in ("yes", "no")}
        return {plain_key(one): word == "yes" for word, spellings in said.items() for one in spellings}
    kinds: Any = getattr(field, "choices", ())
    area = choice_area(kinds) if kinds else ""
    theirs: Mapping[str, Sequence[str]] = load_import_words("members").get(area, {})
    found = {plain_key(word): kinds(kind) for kind, words in theirs.items() for word in words}
    ours = {kind: (str(kind), *words_in_every_language(f"choices.{area}.{kind}")) for kind in kinds}
    return found | {plain_key(word): kind for kind, words in ours.items() for word in words}
