"""The items of the agenda, each a section with what was said under it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ictwg.domain.values import ItemKind, Outcome
from ictwg.exchange.escaping import heading, plain
from ictwg.exchange.labels import choice, day, kind_by_title, label, standard_title
from ictwg.exchange.writing.lines import audience_mark, correction_lines, labelled, line_lines, reviewed_lines
from ictwg.exchange.writing.promises import due, owners, status
from ictwg.exchange.writing.tables import table

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ictwg.exchange.sheet import Item, Line, MinutesSheet, Reviewed

UNNUMBERED = (ItemKind.ANY_OTHER_BUSINESS, ItemKind.NEXT_MEETING, ItemKind.CLOSING)
REVIEW_COLUMNS = ("action", "owner", "due", "status", "update")
_DEEPEST = 6
_SHORT = 40


def section(item: Item, sheet: MinutesSheet) -> list[str]:
    """The item's heading, what is told of it in a line, the earlier actions gone through, and the lines."""
    lang = sheet.language
    blocks = [[item_heading(item, lang)]]
    if details := _details(item, sheet):
        blocks.append([" · ".join(labelled(details))])
    if item.reviewed:
        blocks += [_review_table(item.reviewed, lang), _lines_of_actions(item.reviewed, lang)]
    if item.lines:
        blocks.append(bullets(item.lines, lang))
    made = [row for row in sheet.corrections if row.item == item.number]
    if made:
        blocks.append([said for row in made for said in correction_lines(row, lang)])
    return joined(blocks)


def bullets(lines: Iterable[Line], lang: str) -> list[str]:
    return [said for line in lines for said in line_lines(line, lang)]


def joined(blocks: Iterable[list[str]]) -> list[str]:
    """Blocks with a blank line between them."""
    lines: list[str] = []
    for block in blocks:
        lines += ["", *block] if lines else block
    return lines


def item_heading(item: Item, lang: str) -> str:
    signs = "#" * min(item.depth + 2, _DEEPEST)
    if item.restricted:
        return f"{signs} {item.number}. [{label('restricted', lang)}]"
    title = heading(item.title) or f"*{label('untitled', lang)}*"
    mark = audience_mark(item.audience, lang)
    return f"{signs} {mark}{title}" if unnumbered(item, lang) else f"{signs} {item.number}. {mark}{title}"


def unnumbered(item: Item, lang: str) -> bool:
    """The closing sections go by their names alone."""
    return item.depth == 0 and item.kind in UNNUMBERED and item.title in _names_of(item.kind, lang)


def _names_of(kind: ItemKind, lang: str) -> tuple[str, ...]:
    """Also in English: so it stands on agendas that were made before the language had a word of its own for it."""
    return standard_title(kind, lang), standard_title(kind, "en")


def _details(item: Item, sheet: MinutesSheet) -> list[tuple[str, str]]:
    if item.restricted:
        return []
    lang = sheet.language
    adopted = item.kind is ItemKind.PREVIOUS_MINUTES and item.outcome is Outcome.DECIDED
    said = {
        "kind": "" if item.kind is kind_by_title(item.title, lang) else choice(item.kind, lang),
        "presenter": plain(item.presenter),
        "purpose": choice(item.purpose, lang) if item.purpose else "",
        "papers": "; ".join(plain(paper, ";") for paper in item.papers),
        "adopted": _adopted(item, lang) if adopted else "",
        "outcome": choice(item.outcome, lang) if item.outcome and not adopted else "",
        "next_meeting": day(sheet.next_meeting, lang) if sheet.next_meeting and tells_next(item) else "",
        "closed": f"{sheet.end:%H:%M}" if sheet.end and item.kind is ItemKind.CLOSING and not item.depth else "",
    }
    return [(label(f"item.{key}", lang), value) for key, value in said.items() if value]


def _adopted(item: Item, lang: str) -> str:
    """`M-2010-01; M-2010-02 (without corrections)`."""
    how = label(f"item.{'with' if item.lines else 'without'}_corrections", lang)
    return f"{'; '.join(plain(name, ';') for name in item.adopts)} ({how})" if item.adopts else how


def tells_next(item: Item) -> bool:
    """The section that says when the group meets again."""
    return item.kind is ItemKind.NEXT_MEETING and not item.depth


def _lines_of_actions(actions: Iterable[Reviewed], lang: str) -> list[str]:
    return [line for action in actions for line in reviewed_lines(action, lang)]


def _review_table(actions: Iterable[Reviewed], lang: str) -> list[str]:
    """The earlier actions at a glance; their texts and updates follow in full."""
    head = [label(f"column.{name}", lang) for name in REVIEW_COLUMNS]
    return table(head, (_reviewed_row(action, lang) for action in actions))


def _reviewed_row(action: Reviewed, lang: str) -> list[str]:
    said, last = action.promise, max((u.on for u in action.updates if u.on), default=None)
    return [
        plain(_short_name(action)),
        owners(said, lang),
        due(said, lang),
        status(said, lang),
        day(last, lang) if last else "",
    ]


def _short_name(action: Reviewed) -> str:
    """The reference; the beginning of the text where it has none."""
    if action.reference or not action.text:
        return action.reference
    line = action.text.split("\n", 1)[0]
    return line if len(line) <= _SHORT else f"{line[: _SHORT - 1].rstrip()}…"
