"""What Word gives away as plain text: tables as cells with tabs between them, lists with its own bullets."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

_CELLS, _LONGEST_BAND = 2, 90
_BULLET = re.compile(r"\s*(?:[•·▪◦●*+–—-]|o(?=\t))\s+(?=\S)")


def with_rows(lines: Sequence[str], counts: Callable[[str], bool]) -> list[str]:
    """Rows of cells with tabs between them between pipes.

    Args:
        lines: Of a text.
        counts: Whether the heading of a column says that what stands below it numbers the rows.
    """
    kept = list(lines)
    rows = [_cells(line) for line in lines]
    for at, cells in enumerate(rows):
        if len(cells) >= _CELLS and _is_in_table(rows, at, lines[at], counts):
            kept[at] = "| " + " | ".join(cell.replace("|", "/") for cell in cells) + " |"
        elif _is_band(lines, rows, at):
            kept[at] = f"| {lines[at].strip()} | |"
    return kept


def _is_band(lines: Sequence[str], rows: Sequence[list[str]], at: int) -> bool:
    """Whether a line stands across the columns of a table, and groups the rows below it: "GOVERNMENT"."""
    said = lines[at].strip()
    beside = [len(rows[near]) for near in (at - 1, at + 1) if 0 <= near < len(rows)]
    named = "\t" not in said and said[:1].isupper() and len(said) <= _LONGEST_BAND and said[-1].isalpha()
    return named and len(beside) == _CELLS and beside[0] == beside[1] > _CELLS


_LISTED_BY_WORD = re.compile(
    r"^(?P<indent>[ \t]*)(?:(?P<outer>[•·●\uf0b7-])|(?P<inner>[◦▪■§\uf0a7o]|[a-z][.)])|(?P<number>\d{1,3}[.)]))"
    r"\t[ \t]*(?P<text>[^\t]*\S[^\t]*)$"
)


def without_bullet(line: str) -> str:
    """The text of an element, without bullet or number; another line as it is."""
    found = _LISTED_BY_WORD.match(line)
    return found["text"] if found else line


def with_lists(lines: Sequence[str]) -> list[str]:
    """Lists as Word gives them away, as those of markdown; the second kind of bullet is one level further in."""
    return [_listed(line) for line in lines]


def _listed(line: str) -> str:
    found = _LISTED_BY_WORD.match(line)
    if found is None:
        return line
    indent = found["indent"].expandtabs(4) + ("    " if found["inner"] and not found["indent"] else "")
    return f"{indent}{found['number'] or '-'} {found['text']}"


def _cells(line: str) -> list[str]:
    """The cells of a row, parted by tabs or slashes; a label with its value ("Date:<TAB>5 May") is none."""
    kept = line.strip(" ").rstrip()
    if "\t" not in kept and len(slashed := _SLASH.split(kept)) > _CELLS:
        return [cell.strip() for cell in slashed] if len(kept) <= _LONGEST_ROW else []
    if "\t" not in kept or (_BULLET.match(line) and kept.count("\t") < _CELLS):
        return []
    cells = [cell.strip() for cell in line.strip(" \n").split("\t")]
    told = sum(map(bool, cells))
    labelled = cells[0].endswith(":") or all(map(_LABELLED.match, cells))
    return [] if labelled or (told < _CELLS and len(cells) <= _CELLS) or not told else cells


_LABELLED = re.compile(r"[*_]*[^\W\d_][^:\t]{1,30}:[*_]*\s+\S")
"""As each cell of "Date: 5 May<TAB>Start: 10:00", which is a line with labels."""

_SLASH = re.compile(r"\s/(?:\s+|$)")  # "1 / Ana Dias / WFP /"
_LONGEST_ROW = 160
_ONLY_NUMBER = re.compile(r"\(?(?:\d{1,3}(?:\.\d{1,3})*|[IVXLivxl]{1,6}|[A-Za-z])[.)]*")


def _is_in_table(rows: Sequence[list[str]], at: int, line: str, counts: Callable[[str], bool]) -> bool:
    """Whether another row stands beside it, a blank line apart at most, or it has cells enough.

    A number and a text are a paragraph, unless a heading says what they are: "No. | Name".
    """
    if _is_paragraph(rows[at]):
        above = next((row for row in reversed(rows[:at]) if row and not _is_paragraph(row)), [])
        run = next((n for n, row in enumerate(reversed(rows[:at])) if not _is_paragraph(row)), at)
        return len(above) == _CELLS and counts(above[0]) and rows[at - run - 1] == above
    return (len(rows[at]) > _CELLS and "\t" in line) or any(
        len(rows[near]) >= _CELLS and (near > at or not _is_paragraph(rows[near]))
        for near in (at - 2, at - 1, at + 1, at + 2)
        if 0 <= near < len(rows)
    )


def _is_paragraph(cells: Sequence[str]) -> bool:
    return len(cells) == _CELLS and _ONLY_NUMBER.fullmatch(cells[0]) is not None
