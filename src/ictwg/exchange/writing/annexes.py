"""The annexes: what stands in the minutes once more, sorted for whom it concerns, and the way to adoption."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, Protocol, TypeVar

from ictwg.domain.values import CLOSED, EntryType
from ictwg.exchange.labels import DASH, choice, day, label
from ictwg.exchange.sheet import Promise
from ictwg.exchange.writing.attendance import columns, organizations, printed_organization
from ictwg.exchange.writing.blocks import (
    NOTHING,
    Heading,
    Item,
    Items,
    Paragraph,
    Table,
    Text,
    emphasis,
    line,
    opening,
    own,
    strong,
)
from ictwg.exchange.writing.lines import comment_item, correction_item, text_or_mark
from ictwg.exchange.writing.promises import tail

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ictwg.exchange.sheet import MinutesSheet
    from ictwg.exchange.writing.blocks import Block

LETTERS = {"decisions": "A", "actions": "B", "documents": "C", "circulation": "D", "organizations": "E"}


class OpenAction(NamedTuple):
    reference: str
    text: str
    promise: Promise


def annexes(sheet: MinutesSheet) -> list[Block]:
    contents = {
        "decisions": _decisions(sheet),
        "actions": _actions(sheet),
        "documents": _documents(sheet),
        "circulation": _circulation(sheet),
        "organizations": organizations(sheet),
    }
    none = [none_said(sheet.language)]
    return [block for key, told in contents.items() for block in (annex_heading(key, sheet.language), *(told or none))]


def none_said(lang: str) -> Paragraph:
    return Paragraph(emphasis(own(label("annex.none", lang))))


def annex_heading(key: str, lang: str) -> Heading:
    return Heading(2, own(f"{label('annex', lang)} {LETTERS[key]}{DASH}{label(f'annex.{key}', lang)}"))


def open_actions(sheet: MinutesSheet) -> tuple[OpenAction, ...]:
    """What is to be done after this meeting: earlier and new, open at the status date; overdue first."""
    earlier = [OpenAction(action.reference, action.text, action.promise) for action in sheet.reviewed]
    new = [OpenAction(line.reference, line.text, line.promise) for line in sheet.lines if line.promise]
    found = [action for action in (*earlier, *new) if action.promise.status not in CLOSED]
    return tuple(sorted(found, key=lambda action: not action.promise.overdue))


class Owned(Protocol):
    """Anything that somebody has promised."""

    @property
    def promise(self) -> Promise | None: ...


A = TypeVar("A", bound=Owned)


def by_owner(actions: Iterable[A], sheet: MinutesSheet) -> dict[str, list[A]]:
    """The actions under everybody who owns them, in protocol order; under no name those without an organization."""
    grouped: dict[str, list[A]] = {row.acronym: [] for row in sheet.organizations}
    everybody = label("owner.everybody", sheet.language)
    for action in actions:
        promise = action.promise or Promise()
        names = (*([everybody] if promise.everybody else []), *promise.owners) or ("",)
        for name in dict.fromkeys(names):
            grouped.setdefault(name, []).append(action)
    return {name: held for name, held in grouped.items() if held}


def _decisions(sheet: MinutesSheet) -> list[Block]:
    taken = [one for one in sheet.lines if one.type is EntryType.DECISION and not one.restricted]
    return _listed(referred(one.reference) + text_or_mark(one.text, sheet.language) for one in taken)


def _actions(sheet: MinutesSheet) -> list[Block]:
    full = {row.acronym: printed_organization(row.name, row.acronym) for row in sheet.organizations}
    groups = by_owner(open_actions(sheet), sheet)
    nobody = own(label("annex.no_organization", sheet.language))
    return [
        block
        for name, held in groups.items()
        for block in (Heading(3, full.get(name) or line(name) or nobody), *_held(held, sheet.language))
    ]


def _held(actions: Iterable[OpenAction], lang: str) -> list[Block]:
    return _listed(
        referred(action.reference) + text_or_mark(action.text, lang) + own(DASH) + tail(action.promise, lang)
        for action in actions
    )


def _documents(sheet: MinutesSheet) -> list[Block]:
    papers = ((item.title, paper) for item in sheet.items for paper in item.papers)
    return _listed(opening(line(title, ":")) + own(": ") + line(paper) for title, paper in papers)


def _circulation(sheet: MinutesSheet) -> list[Block]:
    lang, way = sheet.language, sheet.circulation
    days = ("sent_to_chair", "cleared_by_chair", "cleared_by", "circulated", "comments_until", "adopted_on")
    told = {key: _step(getattr(way, key), lang) for key in days}
    told["adopted_how"] = own(choice(way.adopted_how, lang) if way.adopted_how else "")
    told["adopted_at"] = line(way.adopted_at)
    rows = tuple((own(label(f"step.{key}", lang)), value) for key, value in told.items() if value)
    steps: list[Block] = [Table(columns(("step", "date"), lang), rows)] if rows else []
    said = [comment_item(row, lang) for row in sheet.comments]
    said += [correction_item(row, lang, placed=True) for row in sheet.corrections]
    return [*steps, *([Items(tuple(said))] if said else [])]


def _listed(texts: Iterable[Text]) -> list[Block]:
    items = tuple(map(Item, texts))
    return [Items(items)] if items else []


def _step(value: object, lang: str) -> Text:
    from datetime import date

    return own(day(value, lang)) if isinstance(value, date) else line(str(value or ""))


def referred(reference: str) -> Text:
    return strong(line(reference) + own(":")) + own(" ") if reference else NOTHING
