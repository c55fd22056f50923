"""The annexes: what stands in the minutes once more, sorted for whom it concerns, and the way to adoption."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from ictwg.domain.access import tells_delays
from ictwg.domain.records import Attendance, Meeting
from ictwg.domain.values import CLOSED, PRESENT_STATES, EntryType, Presence
from ictwg.minutes.printed.details import printed_details
from ictwg.minutes.printed.lines import comment_item, correction_item, due, invited_mark, owners, tail, text_or_mark
from ictwg.minutes.printed.sheet import AttendanceRow, MinutesSheet, OrganizationRow, Promise
from ictwg.papers.blocks import (
    DASH,
    NOTHING,
    Block,
    HeadingBlock,
    Items,
    ListItem,
    PaperText,
    Paragraph,
    TableBlock,
    chain,
    emphasis,
    line,
    opening,
    own,
    said,
    strong,
)
from ictwg.papers.words import choice, label
from ictwg.records.lookup import shortened

LETTERS = {
    "decisions": "A",
    "actions": "B",
    "open_actions": "B",
    "documents": "C",
    "circulation": "D",
    "organizations": "E",
}


class OpenAction(NamedTuple):
    reference: str
    text: str
    promise: Promise


def annexes(sheet: MinutesSheet) -> list[Block]:
    told = tells_delays(sheet.audience)
    contents = {
        "decisions": _decisions(sheet),
        **({"actions": _actions(sheet)} if told else {"open_actions": _pending(sheet)}),
        "documents": _documents(sheet),
        "circulation": _circulation(sheet),
        "organizations": organizations(sheet),
    }
    none = [none_said(sheet.language)]
    return [block for key, told in contents.items() for block in (annex_heading(key, sheet.language), *(told or none))]


def none_said(lang: str) -> Paragraph:
    return Paragraph(emphasis(own(label("annex.none", lang))))


def annex_heading(key: str, lang: str) -> HeadingBlock:
    return HeadingBlock(2, own(f"{label('annex', lang)} {LETTERS[key]}{DASH}{label(f'annex.{key}', lang)}"))


def open_actions(sheet: MinutesSheet) -> tuple[OpenAction, ...]:
    """What is to be done after this meeting: earlier and new, open at the status date; overdue first."""
    earlier = [OpenAction(action.reference, action.text, action.promise) for action in sheet.reviewed]
    new = [OpenAction(line.reference, line.text, line.promise) for line in sheet.lines if line.promise]
    found = [action for action in (*earlier, *new) if action.promise.status not in CLOSED]
    return tuple(sorted(found, key=lambda action: not action.promise.overdue))


def by_owner(
    actions: Iterable[OpenAction], bodies: Sequence[OrganizationRow], lang: str
) -> Iterator[tuple[PaperText, list[OpenAction]]]:
    """The actions under everybody who owns them, in protocol order; then those without an organization.

    Who is invited is late with nothing, also where somebody else who owns it is.
    """
    grouped: dict[str, list[OpenAction]] = {row.acronym: [] for row in bodies}
    everybody = label("owner.everybody", lang)
    for action in actions:
        names = (*([everybody] if action.promise.everybody else []), *action.promise.owners) or ("",)
        asked = action._replace(promise=replace(action.promise, overdue=False, pending=False))
        for name in dict.fromkeys(names):
            grouped.setdefault(name, []).append(asked if name in action.promise.invited else action)
    full = {row.acronym: printed_organization(row.name, row.acronym) for row in bodies}
    nobody = own(label("annex.no_organization", lang))
    for name, held in grouped.items():
        if held:
            mark = invited_mark(lang) if name in held[0].promise.invited else NOTHING
            yield mark + (full.get(name) or line(name) or nobody), held


def _decisions(sheet: MinutesSheet) -> list[Block]:
    taken = [one for one in sheet.lines if one.type is EntryType.DECISION and not one.restricted]
    return _listed(referred(one.reference) + text_or_mark(one.text, sheet.language) for one in taken)


def _actions(sheet: MinutesSheet) -> list[Block]:
    return [
        block
        for whose, held in by_owner(open_actions(sheet), sheet.organizations, sheet.language)
        for block in (HeadingBlock(3, whose), *_held(held, sheet.language))
    ]


def _pending(sheet: MinutesSheet) -> list[Block]:
    """One table in protocol order, with the due date or since when it is pending; the texts stand above."""
    lang, place = sheet.language, [row.acronym for row in sheet.organizations]

    def first(action: OpenAction) -> int:
        return min((place.index(name) for name in action.promise.owners if name in place), default=len(place))

    found = ((f"{one.reference} {shortened(one.text)}", one.promise) for one in sorted(open_actions(sheet), key=first))
    rows = tuple((line(named.strip()), owners(promise, lang), due(promise, lang)) for named, promise in found)
    return [TableBlock(columns(("action", "owner", "due"), lang), rows)] if rows else []


def _held(actions: Iterable[OpenAction], lang: str) -> list[Block]:
    return _listed(
        referred(action.reference) + text_or_mark(action.text, lang) + own(DASH) + tail(action.promise, lang)
        for action in actions
    )


def _documents(sheet: MinutesSheet) -> list[Block]:
    papers = ((item.title, paper) for item in sheet.items for paper in item.papers)
    return _listed(opening(line(title, ":")) + own(": ") + line(paper) for title, paper in papers)


def _circulation(sheet: MinutesSheet) -> list[Block]:
    lang = sheet.language
    told = printed_details(Meeting, sheet.circulation, lang)
    rows = tuple((own(label(f"step.{key}", lang)), value) for key, value in told.items() if value)
    steps: list[Block] = [TableBlock(columns(("step", "date"), lang), rows)] if rows else []
    said = [comment_item(row, lang) for row in sheet.comments]
    said += [correction_item(row, lang, placed=True) for row in sheet.corrections]
    return [*steps, *([Items(tuple(said))] if said else [])]


def _listed(texts: Iterable[PaperText]) -> list[Block]:
    items = tuple(map(ListItem, texts))
    return [Items(items)] if items else []


def referred(reference: str) -> PaperText:
    return strong(line(reference) + own(":")) + own(" ") if reference else NOTHING


COLUMNS = ("organization", "type", "representative", "capacity", "state")
ORGANIZATION_COLUMNS = ("acronym", "name", "type", "membership")


def attendance(sheet: MinutesSheet) -> list[Block]:
    """The section with its table, and the sentence on representation."""
    lang = sheet.language
    heading = HeadingBlock(2, own(label("section.attendance", lang)))
    if not sheet.attendance:
        return [heading, Paragraph(emphasis(own(label("attendance.none", lang))))]
    there = [row for row in sheet.attendance if row.state in PRESENT_STATES]
    here, proxies = {row.acronym for row in there}, {row.proxy_for for row in there}
    table = TableBlock(columns(COLUMNS, lang), tuple(_row(row, here, proxies, lang) for row in sheet.attendance))
    return [heading, table, *([Paragraph(emphasis(line(sheet.sentence)))] if sheet.sentence else [])]


def organizations(sheet: MinutesSheet) -> list[Block]:
    """Every organization that is named, with its full name and what it was to the group that day."""
    lang = sheet.language
    rows = tuple(_organization(row, lang) for row in sheet.organizations)
    return [TableBlock(columns(ORGANIZATION_COLUMNS, lang), rows)] if rows else []


def columns(names: tuple[str, ...], lang: str) -> tuple[PaperText, ...]:
    return tuple(own(label(f"column.{name}", lang)) for name in names)


def printed_organization(name: str, acronym: str) -> PaperText:
    """`Ministry of Justice (MoJ)`."""
    named = line(name, "()")
    return named + own(" (") + line(acronym, "()") + own(")") if acronym and acronym != name else named


def _row(row: AttendanceRow, there: set[str], proxies: set[str], lang: str) -> tuple[PaperText, ...]:
    return (
        printed_organization(row.organization, row.acronym),
        own(choice(row.type, lang) if row.type else ""),
        represented(row, lang),
        own(choice(row.capacity, lang) if row.capacity else ""),
        own(_state(row, there, proxies, lang)),
    )


def represented(row: AttendanceRow, lang: str) -> PaperText:
    """`Ana Silva, adviser; *in place of* Rui Costa`."""
    name = line(row.representative, ",;") + (own(", ") + line(row.title, ",;") if row.title else PaperText())
    others = printed_details(Attendance, row, lang, ",;").items()
    told = (emphasis(own(label(f"attendance.{key}", lang))) + own(" ") + value for key, value in others if value)
    return chain("; ", (name, *told))


def _state(row: AttendanceRow, there: set[str], proxies: set[str], lang: str) -> str:
    """`present, until item 4`; who counts by a proxy is not called unrepresented."""
    told = [label("presence.by_proxy", lang)] if row.state not in PRESENT_STATES and row.acronym in proxies else []
    told = [_presence(row, there, lang), *told] if row.state is not Presence.ABSENT or not told else told
    return ", ".join((*told, *when_there(row, lang)))


def when_there(row: AttendanceRow, lang: str) -> list[str]:
    """`from item 2`, `until item 4`."""
    return [_at(which, item, lang) for which, item in (("arrived", row.arrived), ("left", row.left)) if item]


def _at(which: str, item: str, lang: str) -> str:
    """`until item 4`, or `until Any other business`."""
    return label(f"attendance.{which}" if item[0].isdigit() else f"attendance.{which}_section", lang, item=item)


def _presence(row: AttendanceRow, there: set[str], lang: str) -> str:
    """No organization is called absent: it was not represented, or somebody of it was there while another was not."""
    if row.state is None:
        return label("presence.not_recorded", lang)
    if row.state is not Presence.ABSENT:
        return choice(row.state, lang)
    named = not row.organization or (row.representative and row.acronym in there)
    return label("presence.not_present" if named else "presence.not_represented", lang)


def _organization(row: OrganizationRow, lang: str) -> tuple[PaperText, ...]:
    told = [own(choice(row.status, lang) if row.status else label("attendance.no_status", lang))]
    told += [said("attendance.seat", lang, acronym=line(row.seat, ","))] if row.seat else []
    told += [own(label("attendance.exempt", lang))] if row.exempt else []
    return (line(row.acronym), line(row.name), own(choice(row.type, lang)), chain(", ", told))
