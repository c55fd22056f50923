"""Minutes (DOMAIN.md §5), as blocks and as the markdown file that is read back by us.

front matter · title · draft or adopted · header table · summary · attendance · items · signatures · annexes
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from ictwg.domain.access import tells_delays
from ictwg.domain.agenda import CLOSING_SECTIONS
from ictwg.domain.records import AgendaItem
from ictwg.domain.values import CLOSED, Adoption, EntryType, ItemKind, MeetingKind, MeetingState, MinutesState, Outcome
from ictwg.minutes.printed.annexes import annexes, attendance, columns
from ictwg.minutes.printed.details import printed_details
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
from ictwg.minutes.printed.sheet import MinutesSheet, Reviewed, SheetItem, SheetLine, SummaryCounts
from ictwg.papers.blocks import (
    NOTHING,
    Block,
    Facts,
    HeadingBlock,
    Items,
    PaperText,
    Paragraph,
    TableBlock,
    chain,
    emphasis,
    line,
    long,
    own,
    said,
    strong,
    title_of,
)
from ictwg.papers.markdown import file_text
from ictwg.papers.words import choice, day, kind_by_title, label, standard_title

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
    number = heading_number(item)
    if item.restricted:
        return HeadingBlock(level, number + own(f"[{label('restricted', lang)}]"))
    title = title_of(item.title) or emphasis(own(label("untitled", lang)))
    mark = audience_mark(item.audience, lang)
    return HeadingBlock(level, mark + title if unnumbered(item, lang) else number + mark + title)


def heading_number(item: SheetItem) -> PaperText:
    return own(f"{item.number}. ")


def unnumbered(item: SheetItem, lang: str) -> bool:
    """The closing sections go by their names alone."""
    return item.depth == 0 and item.kind in CLOSING_SECTIONS and item.title in _names_of(item.kind, lang)


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
        **printed_details(AgendaItem, item, lang),
        **({"outcome": NOTHING, "adopted": _adopted(item, lang)} if adopted else {}),
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


def minutes_markdown(sheet: MinutesSheet) -> str:
    return file_text(sheet_values(sheet), minutes_blocks(sheet))


def minutes_blocks(sheet: MinutesSheet) -> list[Block]:
    lang = sheet.language
    notes: list[Block] = []
    if sheet.notes:
        notes = [HeadingBlock(2, own(label("section.notes", lang))), bullets(sheet.notes, lang)]
    return [
        *header(sheet),
        Paragraph(strong(own(label("summary", lang))) + own(": ") + summary_line(sheet)),
        *([Paragraph(long(sheet.summary))] if sheet.summary else []),
        *attendance(sheet),
        *notes,
        *(block for item in sheet.items for block in section(item, sheet)),
        *signatures(sheet),
        *annexes(sheet),
    ]


def summary_line(sheet: MinutesSheet) -> PaperText:
    """`3 decisions · 5 new actions · 4 closed · 2 overdue · 9 of 16 member organizations were represented`."""
    figures = counts(sheet)
    names = [name for name in SummaryCounts.__slots__ if name != "overdue" or tells_delays(sheet.audience)]
    said = [label(f"count.{name}", sheet.language, count=getattr(figures, name)) for name in names]
    figured = own(" · ".join(said))
    return figured + own(" · ") + line(sheet.sentence) if sheet.sentence else figured


def counts(sheet: MinutesSheet) -> SummaryCounts:
    lines = [one for one in sheet.lines if not one.restricted]
    promises = [action.promise for action in sheet.reviewed] + [one.promise for one in lines if one.promise]
    return SummaryCounts(
        decisions=sum(one.type is EntryType.DECISION for one in lines),
        new_actions=sum(one.type is EntryType.ACTION for one in lines),
        closed=sum(promise.status in CLOSED for promise in promises),
        overdue=sum(promise.overdue for promise in promises),
    )


def header(sheet: MinutesSheet) -> list[Block]:
    rows = facts(((f"row.{key}", value) for key, value in _rows(sheet)), sheet.language)
    return [
        HeadingBlock(1, title(sheet)),
        Paragraph(strong(banner(sheet)), boxed=sheet.minutes_state is not MinutesState.ADOPTED),
        rows,
    ]


def facts(told: Iterable[tuple[str, PaperText]], lang: str) -> Facts:
    """Those that say something, under the words of their keys."""
    return Facts(tuple((label(key, lang), value) for key, value in told if value))


def title(sheet: MinutesSheet, word: str = "") -> PaperText:
    """`Minutes – 12th meeting of the ICTWG`; with another word for an agenda."""
    word = word or label("word", sheet.language)
    lang, group = sheet.language, line(sheet.series_name or sheet.group)
    kind = label(f"kind.{sheet.kind}", lang)
    if sheet.ordinal is not None and group:
        number = nth(sheet.ordinal, lang)
        return said("heading", lang, word=word, nth=number, ordinal=sheet.ordinal, kind=kind, group=group)
    begins = kind[:1].upper() + kind[1:]
    return said("heading.unnumbered" if group else "heading.no_group", lang, word=word, kind=begins, group=group)


def nth(ordinal: int, lang: str) -> str:
    """`12th` in English; the other languages put their signs into the sentence."""
    if lang != "en":
        return str(ordinal)
    teens = ordinal % 100 in (11, 12, 13)
    return f"{ordinal}{'th' if teens else {1: 'st', 2: 'nd', 3: 'rd'}.get(ordinal % 10, 'th')}"


def banner(sheet: MinutesSheet) -> PaperText:
    """Whether this is a draft, in words, above everything else."""
    lang, way = sheet.language, sheet.circulation
    if sheet.minutes_state is not MinutesState.ADOPTED:
        return own(label("banner.draft", lang))
    if way.adopted_how is Adoption.BY_SILENCE and way.adopted_on:
        return own(label("banner.adopted_by_silence", lang, day=day(way.adopted_on, lang)))
    if way.adopted_at:
        return said("banner.adopted_at", lang, meeting=line(way.adopted_at))
    if way.adopted_on:
        return own(label("banner.adopted_on", lang, day=day(way.adopted_on, lang)))
    return own(label("banner.adopted", lang))


def when(sheet: MinutesSheet) -> PaperText:
    """`12 March 2010, 09:00–11:30, Asia/Dili`."""
    begins, ends = (time.strftime("%H:%M") if time else "" for time in (sheet.start, sheet.end))
    lang = sheet.language
    date = own(day(sheet.date, lang)) if sheet.date else emphasis(own(label("no_date", lang)))
    hours = own(f"{begins}–{ends}" if begins or ends else "")
    return chain(", ", (date, hours, line(sheet.time_zone, ",–")))


def _rows(sheet: MinutesSheet) -> list[tuple[str, PaperText]]:
    lang = sheet.language
    body = line(sheet.series_name, "()") + own(" (") + line(sheet.series, "()") + own(")")
    return [
        ("reference", line(sheet.reference)),
        ("title", line(sheet.title)),
        ("group", line(sheet.group)),
        ("body", body if sheet.series else PaperText()),
        ("ordinal", own("" if sheet.ordinal is None else str(sheet.ordinal))),
        ("kind", own("" if sheet.kind is MeetingKind.ORDINARY else choice(sheet.kind, lang))),
        ("time", when(sheet)),
        ("state", own("" if sheet.state is MeetingState.HELD else choice(sheet.state, lang))),
        ("place", line(sheet.venue)),
        ("chair", line(sheet.chair)),
        ("minute_taker", line(sheet.minute_taker)),
        ("open_to", own(choice(sheet.open_to, lang))),
        ("version", own(version_words(sheet))),
    ]


def version_words(sheet: MinutesSheet) -> str:
    """Which version, how far it is, and for whom."""
    state, audience = choice(sheet.minutes_state, sheet.language), choice(sheet.audience, sheet.language)
    return label("version", sheet.language, version=sheet.version, state=state, audience=audience)


def signatures(sheet: MinutesSheet) -> list[Block]:
    """Names and positions stand in it, as far as they are known; day and signature are written on paper."""
    lang = sheet.language
    rows = {
        "name": (sheet.minute_taker, sheet.chair),
        "position": (sheet.minute_taker_position, sheet.chair_position),
        "date": ("", ""),
        "signature": ("", ""),
    }
    head = (NOTHING, own(label("sign.prepared_by", lang)), own(label("sign.approved_by", lang)))
    told = tuple((own(label(f"column.{name}", lang)), *map(line, said)) for name, said in rows.items())
    initials = [Paragraph(emphasis(own(label("sign.initials", lang))))] if sheet.initials else []
    return [HeadingBlock(2, own(label("section.signatures", lang))), TableBlock(head, told, (20, 40, 40)), *initials]


def sheet_values(sheet: MinutesSheet) -> dict[str, str]:
    """What every paper about a meeting says of itself."""
    return {
        "ref": sheet.reference,
        "date": sheet.date.isoformat() if sheet.date else "",
        "status": str(sheet.minutes_state),
        "audience": str(sheet.audience),
        "language": sheet.language,
        "version": sheet.version,
        "status_date": sheet.status_date.isoformat(),
    }
