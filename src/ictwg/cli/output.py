"""What commands print: tables for people, JSON for programs."""

from __future__ import annotations

import sys

from ictwg.domain.text import clean
from ictwg.locales import t

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from ictwg.hints import Any

GAP = "  "
UNKNOWN_WIDTH = 120


def print_json(value: Any) -> None:
    import json

    sys.stdout.write(json.dumps(value, ensure_ascii=False, indent=1) + "\n")


def narrate(text: str) -> None:
    """For the person at the terminal; never mixed with data."""
    print(clean(text, multiline=True), file=sys.stderr)


def print_table(headings: Sequence[str], rows: Iterable[Sequence[str]], *, empty: str = "") -> None:
    """Aligned columns; cut to the terminal's width only where there is a terminal."""
    table = [[clean(cell) for cell in row] for row in rows]
    if not table:
        narrate(empty or t("cli.nothing"))
        return
    widths = _widths([list(headings), *table])
    for row in ([*headings], ["─" * width for width in widths], *table):
        line = GAP.join(_fit(cell, width) for cell, width in zip(row, widths, strict=True))
        sys.stdout.write(line.rstrip() + "\n")


def _widths(rows: list[list[str]]) -> list[int]:
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    if not sys.stdout.isatty():
        return widths
    from shutil import get_terminal_size

    room = get_terminal_size((UNKNOWN_WIDTH, 24)).columns - len(GAP) * (len(widths) - 1)
    while sum(widths) > room and max(widths) > len(GAP) * 4:
        widths[widths.index(max(widths))] -= 1
    return widths


def _fit(cell: str, width: int) -> str:
    return cell.ljust(width) if len(cell) <= width else cell[: width - 1] + "…"
