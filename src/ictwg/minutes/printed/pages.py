"""Minutes as an office prints them (DOMAIN.md §5b): the same sheet as `minutes`, which writes what is read back.

title · draft or adopted · who was there · items with numbered paragraphs · signatures · actions · comments
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from itertools import groupby

from ictwg.domain.agenda import paragraph_numbers
from ictwg.domain.records import Action, AgendaItem, Decision
from ictwg.domain.references import parse_reference
from ictwg.domain.values import (
    PRESENT_STATES,
    Adoption,
    Audience,
    Basis,
    Capacity,
    EntryType,
    ItemKind,
    MeetingState,
    MinutesState,
    Outcome,
    Presence,
)
from ictwg.locales.typed_words import MONTHS
from ictwg.minutes.printed.annexes import columns, none_said, printed_organization, represented, when_there
from ictwg.minutes.printed.details import printed_details
from ictwg.minutes.printed.lines import (
    audience_mark,
    comment_item,
    correction_item,
    details,
    due,
    owners,
    record_details,
    spoken,
    standing,
    status,
    text_or_mark,
)
from ictwg.minutes.printed.minutes import banner, facts, heading_number, item_heading, nth, tells_next
from ictwg.minutes.printed.sheet import AttendanceRow, MinutesSheet, Promise, Reviewed, SheetItem, SheetLine, Update
from ictwg.papers.blocks import (
    DASH,
    NOTHING,
    Block,
    HeadingBlock,
    Items,
    PaperText,
    Paragraph,
    Signatures,
    TableBlock,
    chain,
    emphasis,
    line,
    long,
    own,
    plain_text,
    strong,
    title_of,
)
from ictwg.papers.words import choice, day, kind_by_title, label, standard_title

NO_NUMBERS: Mapping[str, str] = {}


def minutes_pages(sheet: MinutesSheet, others: Mapping[str, str] = NO_NUMBERS, *, to_sign: bool = True) -> list[Block]:
    """All that these readers get.

    Args:
        others: The numbers that other readers see (`numbers_of`): printed beside those from which they differ.
        to_sign: Adopted minutes have room for the signatures of the chair and the secretary.
    """
    lang = sheet.language
    notes = [HeadingBlock(2, own(label("section.notes", lang)))] if sheet.notes else []
    return [
        *_head(sheet),
        *_formula(sheet.opening, sheet),
        *_roll(sheet),
        *notes,
        *_lines(sheet.notes, _note_numbers(sheet), others, lang),
        *(block for item in sheet.items for block in _item(item, sheet, others)),
        *_formula(sheet.closing, sheet),
        *(_signatures(sheet) if to_sign and sheet.minutes_state is MinutesState.ADOPTED else ()),
        *_actions(sheet),
        *_remarks(sheet),
    ]


def numbers_of(sheet: MinutesSheet) -> dict[str, str]:
    """Of each item, of its lines, and of what stands behind them."""
    found = dict(zip(map(_key, sheet.notes), _note_numbers(sheet), strict=True))
    for item in sheet.items:
        *numbers, last = _numbers(item, sheet)
        found |= {_key(item): item.number, f"{_key(item)}.": last}
        found |= zip(map(_key, item.lines), numbers, strict=True)
    return found


def _key(one: SheetItem | SheetLine) -> str:
    return one.id or (one.kind if isinstance(one, SheetItem) else one.record)


def _note_numbers(sheet: MinutesSheet) -> list[str]:
    return paragraph_numbers("", (one.depth for one in sheet.notes), lettered=False)


def _numbers(item: SheetItem, sheet: MinutesSheet) -> list[str]:
    """Of its lines and of one more."""
    depths = (*(one.depth for one in item.lines), 0)
    return paragraph_numbers(item.number, depths, lettered=_has_parts(item, sheet))


def _has_parts(item: SheetItem, sheet: MinutesSheet) -> bool:
    return any(other.number.startswith(f"{item.number}.") for other in sheet.items)


def _beside(key: str, number: str, others: Mapping[str, str], lang: str) -> PaperText:
    """`(6.1 for members)`, of a paragraph that has another number here."""
    other = others.get(key, number) if key else number
    return (
        emphasis(own(f"({label('page.for_members', lang, number=other)})")) + own(" ") if other != number else NOTHING
    )


def decisions_pages(sheet: MinutesSheet) -> list[Block]:
    """What was decided, in full, to be signed before the minutes are there."""
    lang = sheet.language
    taken = [one for one in sheet.lines if one.type is EntryType.DECISION and not one.restricted]
    return [
        *_title(
            sheet, printed_reference(sheet.reference, lang, "decisions.reference") or label("decisions.word", lang)
        ),
        *_bodies(sheet),
        HeadingBlock(2, own(label("points.decisions", lang))),
        *([] if taken else [none_said(lang)]),
        *(printed_line(one, f"{at}.", lang) for at, one in enumerate(taken, 1)),
        *_signatures(sheet),
    ]


def extract_pages(sheet: MinutesSheet, record: str, dated: PaperText) -> list[Block]:
    """One decision or action in full, with what makes it hold; nothing where it is not in these minutes.

    Args:
        record: Its id.
        dated: Where and when the extract was made.
    """
    lang, adopted = sheet.language, sheet.minutes_state is MinutesState.ADOPTED
    places = [(item, (*item.lines,), _numbers(item, sheet)) for item in sheet.items]
    places.append((SheetItem(""), sheet.notes, _note_numbers(sheet)))
    found = ((*both, item) for item, *lines in places for both in zip(*lines, strict=False) if both[0].record == record)
    one, number, item = next(found, (None, "", None))
    if one is None or item is None:
        return []
    named = printed_reference(sheet.reference, lang) or label("word", lang)
    return [
        *_title(sheet, label("extract.of", lang, minutes=named)),
        Paragraph(strong(_adopted(sheet) if adopted else own(label("extract.not_adopted", lang))), boxed=not adopted),
        *_bodies(sheet),
        *([_item_title(item, NOTHING, lang)] if item.number else []),
        printed_line(one, number, lang),
        *conformity(dated, signer(sheet, "secretary", sheet.minute_taker, sheet.minute_taker_position), lang),
    ]


def conformity(dated: PaperText, secretary: tuple[PaperText, ...], lang: str) -> Iterator[Block]:
    """That an extract says what the original says: who vouches for it, where and when."""
    yield Paragraph(own(label("extract.conforms", lang)))
    yield Paragraph(dated)
    yield Signatures((secretary,), own(label("page.stamp", lang)))


def _bodies(sheet: MinutesSheet) -> list[Block]:
    """When and where, and which bodies were there."""
    lang = sheet.language
    bodies = groupby((row for row in _grouped(sheet.attendance).get("present", ()) if any(_body(row))), _body)
    there = chain("\n", (chain(", ", (printed_organization(*body), _no_member(rows, lang))) for body, rows in bodies))
    return [facts((*_held(sheet), ("decisions.bodies", there)), lang), *_sentence(sheet)]


def _no_member(rows: Iterable[AttendanceRow], lang: str) -> PaperText:
    """What a body is where all who came for it are observers, guests or interpreters."""
    said = [choice(row.capacity, lang) if row.capacity in _SAID[1:] else "" for row in rows]
    return own(said[0] if all(said) else "")


def _formula(text: str, sheet: MinutesSheet) -> list[Block]:
    """A phrase of the group, a paragraph a line; what is not known yet leaves a gap that is seen."""
    lang, on = sheet.language, sheet.date
    known = {
        "day": str(on.day) if on else "",
        "month": MONTHS.get(lang, MONTHS["en"])[on.month - 1] if on else "",
        "year": str(on.year) if on else "",
        "start": f"{sheet.start:%H:%M}" if sheet.start else "",
        "end": f"{sheet.end:%H:%M}" if sheet.end else "",
        "number": nth(sheet.ordinal, lang) if sheet.ordinal is not None else "",
        "group": sheet.group_name,
        "venue": sheet.venue,
        "chair": plain_text(_led_by(sheet.chair, sheet.chair_position, sheet)),
        "secretary": plain_text(_led_by(sheet.minute_taker, sheet.minute_taker_position, sheet)),
    }
    for name, value in known.items():
        text = text.replace(f"[{name}]", value or "…")
    return [Paragraph(line(one)) for one in text.splitlines() if one]


def printed_reference(reference: str, lang: str, key: str = "page.reference") -> str:
    """`Minutes No. 2/2009`; nothing where the meeting is named by its day."""
    named = parse_reference(reference)
    return label(key, lang, number=named.number, year=named.year) if named and named.number else ""


def _head(sheet: MinutesSheet) -> Iterator[Block]:
    lang = sheet.language
    yield from _title(sheet, printed_reference(sheet.reference, lang) or label("word", lang))
    if sheet.title:
        yield Paragraph(line(sheet.title))
    if sheet.minutes_state is MinutesState.ADOPTED:
        yield Paragraph(strong(_adopted(sheet)))
    else:
        until = sheet.circulation.comments_until
        comments = own(f" – {label('step.comments_until', lang)} {day(until, lang)}" if until else "")
        yield Paragraph(strong(own(label("page.draft", lang))) + comments, boxed=True)


def _adopted(sheet: MinutesSheet) -> PaperText:
    way, lang = sheet.circulation, sheet.language
    met = way.adopted_on if way.adopted_at and way.adopted_how is not Adoption.BY_SILENCE else None
    return own(label("page.adopted_at", lang, day=day(met, lang))) if met else banner(sheet)


def _title(sheet: MinutesSheet, named: str) -> Iterator[Block]:
    lang = sheet.language
    on = day(sheet.date, lang) if sheet.date else label("no_date", lang)
    key = "page.title.of" if sheet.ordinal is None else "page.title.nth"
    place = nth(sheet.ordinal or 0, lang)
    kind = label(f"kind.{sheet.kind}", lang)
    yield HeadingBlock(1, own(label(key, lang, minutes=named, kind=kind, day=on, nth=place)))
    group = printed_organization(sheet.group_name or sheet.group, sheet.group)
    yield Paragraph(strong(chain(DASH, (line(sheet.series_name), group))))


def _held(sheet: MinutesSheet) -> Iterator[tuple[str, PaperText]]:
    """When and where, who led and wrote."""
    lang = sheet.language
    begins, ends = (time.strftime("%H:%M") if time else "" for time in (sheet.start, sheet.end))
    hours = own(f"{begins}–{ends}" if begins or ends else "")
    on = own(day(sheet.date, lang) if sheet.date else label("no_date", lang))
    yield "row.time", chain(", ", (on, hours))
    yield "row.state", own("" if sheet.state is MeetingState.HELD else choice(sheet.state, lang))
    yield "row.place", line(sheet.venue)
    yield "page.presided", _led_by(sheet.chair, sheet.chair_position, sheet)
    yield "row.minute_taker", _led_by(sheet.minute_taker, sheet.minute_taker_position, sheet)


def _roll(sheet: MinutesSheet) -> Iterator[Block]:
    """When and where, who led and wrote, and who was there: a body a line, that of who presided first."""
    lang, told = sheet.language, dict(_held(sheet))
    for key, group in _grouped_roll(sheet).items():
        told[f"page.{key}"] = chain("\n", (_came(list(body), lang) for _, body in groupby(group, _body)))
    if not sheet.attendance:
        told["page.present"] = own(label("attendance.none", lang))
    yield facts(told.items(), lang)
    yield from _sentence(sheet)
    yield from [Paragraph(long(sheet.summary))] if sheet.summary else []


def _grouped_roll(sheet: MinutesSheet) -> dict[str, list[AttendanceRow]]:
    chair = _body_of(sheet.chair, sheet)
    return _grouped(sorted(sheet.attendance, key=lambda row: not chair or row.acronym != chair))


def printed_roll(sheet: MinutesSheet) -> list[AttendanceRow]:
    """Who was there and who not, in the order in which the pages say it."""
    return [row for group in _grouped_roll(sheet).values() for row in group]


def _sentence(sheet: MinutesSheet) -> list[Block]:
    return [Paragraph(line(sheet.sentence))] if sheet.sentence else []


_GROUPS = ("present", "by_proxy", "apologies", "not_represented", "not_present", "not_recorded", "secretariat")


def _grouped(rows: Iterable[AttendanceRow]) -> dict[str, list[AttendanceRow]]:
    """Who is spoken for by another is not called unrepresented."""
    found: dict[str, list[AttendanceRow]] = {key: [] for key in _GROUPS}
    rows = tuple(rows)
    here = {row.acronym for row in rows if row.state in PRESENT_STATES}
    proxies = {row.proxy_for for row in rows if row.state in PRESENT_STATES}
    for row in rows:
        if row.state in PRESENT_STATES:
            key = "secretariat" if row.capacity is Capacity.SECRETARIAT else "present"
        elif row.state is Presence.ABSENT:
            named = not row.organization or (row.representative and row.acronym in here)
            key = "not_present" if named else "by_proxy" if row.acronym in proxies else "not_represented"
        else:
            key = "apologies" if row.state else "not_recorded"
        found[key].append(row)
    return {key: group for key, group in found.items() if group}


def _body(row: AttendanceRow) -> tuple[str, str]:
    return row.organization, row.acronym


def _came(rows: Sequence[AttendanceRow], lang: str) -> PaperText:
    """`Maria Example, Director of Treaties (Ministry of Foreign Affairs – MFA)`."""
    name, acronym = _body(rows[0])
    persons = chain("; ", (_person(row, lang) for row in rows if represented(row, lang)))
    body = chain(DASH, (line(name), line(acronym if acronym != name else "")))
    if not any(row.representative or row.title for row in rows):
        return chain("; ", (printed_organization(name, acronym), persons))
    return persons + own(" (") + body + own(")") if body else persons


_SAID = (Capacity.ALTERNATE, Capacity.OBSERVER, Capacity.GUEST, Capacity.INTERPRETER)


def _person(row: AttendanceRow, lang: str) -> PaperText:
    capacity = own(choice(row.capacity, lang) if row.capacity in _SAID else "")
    remote = own(choice(row.state, lang) if row.state is Presence.REMOTE else "")
    return chain(", ", (represented(row, lang), capacity, remote, *map(own, when_there(row, lang))))


def _body_of(named: str, sheet: MinutesSheet) -> str:
    """The acronym of the body that is named, or for which somebody of this name came."""
    bodies = [row.acronym for row in sheet.organizations if named in (row.acronym, row.name)]
    came = [row.acronym for row in sheet.attendance if named and row.representative == named]
    return next(iter((*bodies, *came)), "")


def _led_by(named: str, position: str, sheet: MinutesSheet) -> PaperText:
    """A person with position and body; or the body alone."""
    acronym = _body_of(named, sheet)
    full = next((row.name for row in sheet.organizations if row.acronym == acronym), acronym)
    if not named or named in (acronym, full):
        return chain(", ", (printed_organization(full, acronym), line(position)))
    return chain(", ", (line(named), line(position))) + (own(" (") + line(full) + own(")") if full else NOTHING)


def _item(item: SheetItem, sheet: MinutesSheet, others: Mapping[str, str]) -> Iterator[Block]:
    lang, key = sheet.language, _key(item)
    if item.restricted:
        yield item_heading(item, lang)
        return
    yield _item_title(item, _beside(key, item.number, others, lang), lang)
    *numbers, last = _numbers(item, sheet)
    made = [Paragraph(correction_item(row, lang).text) for row in sheet.corrections if row.item == item.number]
    before = [*_facts(item, sheet), *(_reviewed(item.reviewed, lang) if item.reviewed else ())]
    closing = _statement(item, sheet)
    if sheet.state is MeetingState.HELD and not (before or item.lines or made or closing or _has_parts(item, sheet)):
        closing = label("page.nothing", lang)
    end = [Paragraph(_beside(f"{key}.", last, others, lang) + own(closing), number=last)] if closing else []
    yield from (*before, *_lines(item.lines, numbers, others, lang), *end, *made)


def _item_title(item: SheetItem, beside: PaperText, lang: str) -> HeadingBlock:
    title = title_of(in_words_of_page(item, lang).title) or own(label("untitled", lang))
    number = heading_number(item) + beside
    return replace(item_heading(item, lang), text=number + audience_mark(item.audience, lang) + title)


def in_words_of_page(item: SheetItem, lang: str) -> SheetItem:
    """Called in the language of the page what all of its kind are called, where nobody named it otherwise."""
    named = item.kind is not ItemKind.TOPIC and kind_by_title(item.title, lang) is item.kind
    return replace(item, title=standard_title(item.kind, lang)) if named else item


def _statement(item: SheetItem, sheet: MinutesSheet) -> str:
    """What is known of an opening, an adoption, a next meeting and a closure without anybody's words."""
    lang, begins, ends = sheet.language, sheet.start, sheet.end
    match item.kind:
        case ItemKind.NEXT_MEETING if sheet.next_meeting and tells_next(item):
            return label("page.next_meeting", lang, day=day(sheet.next_meeting, lang))
        case ItemKind.CLOSING if ends and not item.depth:
            return label("page.closed", lang, time=f"{ends:%H:%M}")
        case ItemKind.OPENING if begins and not item.lines:
            return label("page.opened", lang, time=f"{begins:%H:%M}")
        case ItemKind.ADOPTION_OF_AGENDA if item.outcome is Outcome.DECIDED and not item.lines:
            return label("page.agenda_adopted", lang)
        case _:
            return ""


_UNDONE = (Outcome.DEFERRED, Outcome.WITHDRAWN, Outcome.NOT_REACHED)


def _facts(item: SheetItem, sheet: MinutesSheet) -> list[Block]:
    """Who presented it and what was on the table; what became of it only where it was not gone through."""
    lang = sheet.language
    adopted = item.kind is ItemKind.PREVIOUS_MINUTES and item.outcome is Outcome.DECIDED
    how = label(f"item.{'with' if item.lines else 'without'}_corrections", lang)
    names = [printed_reference(name, lang) or name for name in item.adopts]
    values = printed_details(AgendaItem, item, lang) | {"purpose": NOTHING}
    values["outcome"] = values["outcome"] if item.outcome in _UNDONE else NOTHING
    values["adopted"] = chain(", ", (*map(line, names), own(how))) if adopted else NOTHING
    told = details((label(f"item.{key}", lang), value) for key, value in values.items())
    return [Paragraph(chain(" · ", told))] if told else []


def _reviewed(actions: Iterable[Reviewed], lang: str) -> list[Block]:
    rows = tuple(
        (
            line(one.reference),
            chain("\n", (_reviewed_text(one, lang), *record_details(Action, one.promise, lang))),
            owners(one.promise, lang),
            due(one.promise, lang),
            chain("\n", (own(status(one.promise, lang)), *(_update(update, lang) for update in one.updates))),
        )
        for one in actions
    )
    return [TableBlock(columns(("number", "action", "owner", "due", "update"), lang), rows)]


def _reviewed_text(action: Reviewed, lang: str) -> PaperText:
    origin = own(" (") + line(action.origin) + own(")") if action.origin else NOTHING
    return audience_mark(action.audience, lang) + text_or_mark(action.text, lang) + origin


def _update(said: Update, lang: str) -> PaperText:
    """`10 March 2010, IOM (phone): two of three sessions held`."""
    by = chain(", ", (own(day(said.on, lang) if said.on else ""), line(said.by)))
    channel = own(f" ({choice(said.channel, lang)})" if said.channel else "")
    return chain(": ", (by + channel, text_or_mark(said.text, lang)))


def _lines(lines: Iterable[SheetLine], numbers: Iterable[str], others: Mapping[str, str], lang: str) -> Iterator[Block]:
    for one, number in zip(lines, numbers, strict=True):
        made = printed_line(one, number, lang)
        yield replace(made, text=_beside(_key(one), number, others, lang) + made.text)


def printed_line(one: SheetLine, number: str, lang: str) -> Paragraph:
    if one.restricted:
        return Paragraph(own(f"[{label('restricted', lang)}]"), number=number)
    mark, text = audience_mark(one.audience, lang), spoken(one, lang) + text_or_mark(one.text, lang)
    if one.promise is not None:
        below, promised = record_details(Action, one.promise, lang), strong(promised_words(one, one.promise, lang))
        return Paragraph(mark + text, number=number, below=below, at_right=promised)
    if one.type is not EntryType.DECISION:
        return Paragraph(mark + text, number=number)
    named = chain(" ", (own(label("line.decision", lang)), line(one.reference)))
    basis = own(f" ({label(f'page.by.{one.ruling.basis}', lang)})") if one.ruling else NOTHING
    below = record_details(Decision, one.ruling, lang)[bool(one.ruling and one.ruling.basis is not Basis.CONSENSUS) :]
    return Paragraph(mark + strong(named) + basis + own(": ") + text, boxed=True, number=number, below=below)


def promised_words(one: SheetLine, promise: Promise, lang: str) -> PaperText:
    """`A-2009-005 · MoJ · by 12 February 2010`, and how it stands where that is not simply open."""
    by = isinstance(promise.due, date) and not promise.pending
    until = own(label("page.until", lang, day=day(promise.due, lang))) if by else due(promise, lang)  # type: ignore[arg-type]
    return chain(" · ", (line(one.reference), owners(promise, lang), until, *map(own, standing(promise, lang))))


def _actions(sheet: MinutesSheet) -> Iterator[Block]:
    """What was promised at this meeting, once more in one table."""
    lang = sheet.language
    rows = tuple(
        (
            line(one.reference),
            audience_mark(one.audience, lang) + text_or_mark(one.text, lang),
            owners(one.promise, lang),
            due(one.promise, lang),
        )
        for one in sheet.lines
        if one.promise is not None
    )
    if rows:
        yield HeadingBlock(2, own(label("page.actions", lang)))
        yield TableBlock(columns(("number", "action", "owner", "due"), lang), rows)


def _remarks(sheet: MinutesSheet) -> Iterator[Block]:
    """What was said of the minutes, and corrected in them under no item."""
    lang = sheet.language
    told = [comment_item(row, lang) for row in sheet.comments]
    told += [correction_item(row, lang) for row in sheet.corrections if not row.item]
    if told:
        yield HeadingBlock(2, own(label("page.remarks", lang)))
        yield Items(tuple(told))


def _signatures(sheet: MinutesSheet) -> Iterator[Block]:
    if sheet.audience is not Audience.EVERYONE:
        people = (
            signer(sheet, "chair", sheet.chair, sheet.chair_position),
            signer(sheet, "secretary", sheet.minute_taker, sheet.minute_taker_position),
        )
        yield Signatures(people, own(label("page.stamp", sheet.language)))


def signer(sheet: MinutesSheet, role: str, named: str, position: str) -> tuple[PaperText, ...]:
    """A person alone: where a body is named, who signs for it writes the name."""
    lang, bodies = sheet.language, {name for row in sheet.organizations for name in (row.acronym, row.name)}
    return (
        own(label(f"page.sign.{role}", lang)),
        line("" if named in bodies else named) or own(f"{label('column.name', lang)}:"),
        line(position) or own(f"{label('column.position', lang)}:"),
    )
