"""The items of the agenda, each a section with what was said under it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ictwg.domain.values import ItemKind, Outcome
from ictwg.minutes.printed.annexes import columns
from ictwg.minutes.printed.blocks import (
    HeadingBlock,
    Items,
    PaperText,
    Paragraph,
    TableBlock,
    chain,
    emphasis,
    line,
    own,
    title_of,
)
from ictwg.minutes.printed.labels import choice, day, kind_by_title, label, standard_title
from ictwg.minutes.printed.lines import (
    audience_mark,
    correction_item,
    details,
    due,
    line_item,
    owners,
    reviewed_item,
    status,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from ictwg.minutes.printed.blocks import Block
    from ictwg.minutes.printed.sheet import MinutesSheet, Reviewed, SheetItem, SheetLine


UNNUMBERED = (ItemKind.ANY_OTHER_BUSINESS, ItemKind.NEXT_MEETING, ItemKind.CLOSING)


REVIEW_COLUMNS = ("action", "owner", "due", "status", "update")


_DEEPEST = 6


_SHORT = 40


def section(item: SheetItem, sheet: MinutesSheet) -> list[Block]:
    """The item's heading, what is told of it in a line, the earlier actions gone through, and the lines."""
    lang = sheet.language
    blocks: list[Block] = [item_heading(item, lang)]
    if told := details(_details(item, sheet)):
        blocks.append(Paragraph(chain(" · ", told)))
    if item.reviewed:
        rows = tuple(_reviewed_row(action, lang) for action in item.reviewed)
        blocks += [
            TableBlock(columns(REVIEW_COLUMNS, lang), rows),
            Items(tuple(reviewed_item(action, lang) for action in item.reviewed)),
        ]
    if item.lines:
        blocks.append(bullets(item.lines, lang))
    made = [row for row in sheet.corrections if row.item == item.number]
    if made:
        blocks.append(Items(tuple(correction_item(row, lang) for row in made)))
    return blocks


def bullets(lines: Iterable[SheetLine], lang: str) -> Items:
    return Items(tuple(line_item(one, lang) for one in lines))


def item_heading(item: SheetItem, lang: str) -> HeadingBlock:
    level = min(item.depth + 2, _DEEPEST)
    number = own(f"{item.number}. ")
    if item.restricted:
        return HeadingBlock(level, number + own(f"[{label('restricted', lang)}]"))
    title = title_of(item.title) or emphasis(own(label("untitled", lang)))
    mark = audience_mark(item.audience, lang)
    return HeadingBlock(level, mark + title if unnumbered(item, lang) else number + mark + title)


def unnumbered(item: SheetItem, lang: str) -> bool:
    """The closing sections go by their names alone."""
    return item.depth == 0 and item.kind in UNNUMBERED and item.title in _names_of(item.kind, lang)


def _names_of(kind: ItemKind, lang: str) -> tuple[str, ...]:
    """Also in English: so it stands on agendas that were made before the language had a word of its own for it."""
    return standard_title(kind, lang), standard_title(kind, "en")


def _details(item: SheetItem, sheet: MinutesSheet) -> Sequence[tuple[str, PaperText]]:
    if item.restricted:
        return []
    lang = sheet.language
    adopted = item.kind is ItemKind.PREVIOUS_MINUTES and item.outcome is Outcome.DECIDED
    said = {
        "kind": own("" if item.kind is kind_by_title(item.title, lang) else choice(item.kind, lang)),
        "presenter": line(item.presenter),
        "purpose": own(choice(item.purpose, lang) if item.purpose else ""),
        "papers": chain("; ", (line(paper, ";") for paper in item.papers)),
        "adopted": _adopted(item, lang) if adopted else PaperText(),
        "outcome": own(choice(item.outcome, lang) if item.outcome and not adopted else ""),
        "next_meeting": own(day(sheet.next_meeting, lang) if sheet.next_meeting and tells_next(item) else ""),
        "closed": own(f"{sheet.end:%H:%M}" if sheet.end and item.kind is ItemKind.CLOSING and not item.depth else ""),
    }
    return [(label(f"item.{key}", lang), value) for key, value in said.items()]


def _adopted(item: SheetItem, lang: str) -> PaperText:
    """`M-2010-01; M-2010-02 (without corrections)`."""
    how = label(f"item.{'with' if item.lines else 'without'}_corrections", lang)
    named = chain("; ", (line(name, ";") for name in item.adopts))
    return named + own(f" ({how})") if named else own(how)


def tells_next(item: SheetItem) -> bool:
    """The section that says when the group meets again."""
    return item.kind is ItemKind.NEXT_MEETING and not item.depth


def _reviewed_row(action: Reviewed, lang: str) -> tuple[PaperText, ...]:
    said, last = action.promise, max((u.on for u in action.updates if u.on), default=None)
    return (
        line(_short_name(action)),
        owners(said, lang),
        due(said, lang),
        own(status(said, lang)),
        own(day(last, lang) if last else ""),
    )


def _short_name(action: Reviewed) -> str:
    """The reference; the beginning of the text where it has none."""
    if action.reference or not action.text:
        return action.reference
    first = action.text.split("\n", 1)[0]
    return first if len(first) <= _SHORT else f"{first[: _SHORT - 1].rstrip()}…"
