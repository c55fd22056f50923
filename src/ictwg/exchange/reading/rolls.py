"""Which sections hold a roll although their heading does not say so."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ictwg.exchange.reading.inline import lines_of
from ictwg.exchange.reading.markers import mark_of
from ictwg.exchange.reading.names import read_people
from ictwg.exchange.reading.people import Roll, has_title, read_person
from ictwg.exchange.reading.prose import unlettered
from ictwg.exchange.reading.titles import topic_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ictwg.exchange.reading.sections import Section

_BOX = re.compile(r"\\?\[[ xX✓✔_]?\\?\]\s")


def inherits_roll(section: Section) -> bool:
    """Under "Attendance", a heading without a number and with people below ("Premier members")."""
    topic = topic_of(section.title)
    if topic.number or topic.prefix:
        return False
    lines = list(_bullets(section))
    if not lines:
        return not any(block.kind == "paragraph" for block in section.blocks) or _is_names(section)
    return sum(_is_person(line) for line in lines) * 2 >= len(lines)


def _is_names(section: Section) -> bool:
    """Whether its paragraphs are lists of names."""
    texts = [block.text for block in section.blocks if block.kind == "paragraph"]
    return all(read_people(text, Roll())[0] and not read_people(text, Roll())[1] for text in texts)


def looks_like_roll(section: Section) -> bool:
    """Right after a roll, a list of boxes with people in them ("Working groups, staff")."""
    lines = [unlettered(line)[1].partition("\n")[0] for line in _bullets(section)]
    return bool(lines) and all((_BOX.match(line) or has_title(line)) and _is_person(line) for line in lines)


def _bullets(section: Section) -> Iterator[str]:
    for block in section.blocks:
        if block.kind == "list":
            yield from (item.head for item in block.children if item.head)
        elif block.kind == "paragraph":
            yield from (line for line, _ in lines_of(block.text) if _BOX.match(line))


def _is_person(line: str) -> bool:
    return mark_of(line) is None and read_person(line, Roll()) is not None
