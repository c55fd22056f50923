"""Which sections hold a roll although their heading does not say so."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ictwg.exchange.reading.inline import lines_of
from ictwg.exchange.reading.markers import mark_of
from ictwg.exchange.reading.people import Roll, read_person
from ictwg.exchange.reading.titles import split_number

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ictwg.exchange.reading.sections import Section

_BOX = re.compile(r"\\?\[[ xX✓✔_]?\\?\]\s")


def inherits_roll(section: Section) -> bool:
    """Under "Attendance", a heading without a number and with people below ("Premier members")."""
    if split_number(section.title)[0]:
        return False
    lines = list(_bullets(section))
    return not lines or sum(_is_person(line) for line in lines) * 2 >= len(lines)


def looks_like_roll(section: Section) -> bool:
    """Right after a roll, a list of boxes with people in them ("Working groups, staff")."""
    lines = list(_bullets(section))
    return bool(lines) and all(_BOX.match(line) and _is_person(line) for line in lines)


def _bullets(section: Section) -> Iterator[str]:
    for block in section.blocks:
        if block.kind == "list":
            yield from (item.head for item in block.children if item.head)
        elif block.kind == "paragraph":
            yield from (line for line, _ in lines_of(block.text) if _BOX.match(line))


def _is_person(line: str) -> bool:
    return mark_of(line) is None and read_person(line, Roll()) is not None
