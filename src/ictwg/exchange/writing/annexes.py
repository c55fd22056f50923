"""The annexes: what stands in the minutes once more, sorted for whom it concerns, and the way to adoption."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, Protocol, TypeVar

from ictwg.domain.values import CLOSED, EntryType
from ictwg.exchange.escaping import beginning, plain
from ictwg.exchange.labels import DASH, choice, day, label
from ictwg.exchange.sheet import Promise
from ictwg.exchange.writing.attendance import organizations, printed_organization
from ictwg.exchange.writing.items import joined
from ictwg.exchange.writing.lines import bullet, correction_lines, text_or_mark
from ictwg.exchange.writing.promises import tail
from ictwg.exchange.writing.tables import table

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ictwg.exchange.sheet import MinutesSheet

LETTERS = {"decisions": "A", "actions": "B", "documents": "C", "circulation": "D", "organizations": "E"}


class OpenAction(NamedTuple):
    reference: str
    text: str
    promise: Promise


def annexes(sheet: MinutesSheet) -> list[str]:
    contents = {
        "decisions": _decisions(sheet),
        "actions": _actions(sheet),
        "documents": _documents(sheet),
        "circulation": _circulation(sheet),
        "organizations": organizations(sheet) if sheet.organizations else [],
    }
    none = [f"*{label('annex.none', sheet.language)}*"]
    return joined(
        [block for key, said in contents.items() for block in ([annex_heading(key, sheet.language)], said or none)]
    )


def annex_heading(key: str, lang: str) -> str:
    return f"## {label('annex', lang)} {LETTERS[key]}{DASH}{label(f'annex.{key}', lang)}"


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


def _decisions(sheet: MinutesSheet) -> list[str]:
    taken = [line for line in sheet.lines if line.type is EntryType.DECISION and not line.restricted]
    return [
        said for line in taken for said in bullet(0, referred(line.reference) + text_or_mark(line.text, sheet.language))
    ]


def _actions(sheet: MinutesSheet) -> list[str]:
    full = {row.acronym: printed_organization(row.name, row.acronym) for row in sheet.organizations}
    groups = by_owner(open_actions(sheet), sheet)
    nobody = label("annex.no_organization", sheet.language)
    return joined(
        block
        for name, held in groups.items()
        for block in ([f"### {full.get(name) or plain(name) or nobody}"], _held(held, sheet.language))
    )


def _held(actions: Iterable[OpenAction], lang: str) -> list[str]:
    return [
        line
        for action in actions
        for line in bullet(
            0, f"{referred(action.reference)}{text_or_mark(action.text, lang)}{DASH}{tail(action.promise, lang)}"
        )
    ]


def _documents(sheet: MinutesSheet) -> list[str]:
    return [f"- {beginning(plain(item.title, ':'))}: {plain(paper)}" for item in sheet.items for paper in item.papers]


def _circulation(sheet: MinutesSheet) -> list[str]:
    lang, way = sheet.language, sheet.circulation
    days = ("sent_to_chair", "cleared_by_chair", "cleared_by", "circulated", "comments_until", "adopted_on")
    said = {key: _step(getattr(way, key), lang) for key in days}
    said["adopted_how"] = choice(way.adopted_how, lang) if way.adopted_how else ""
    said["adopted_at"] = plain(way.adopted_at)
    rows = [(label(f"step.{key}", lang), value) for key, value in said.items() if value]
    steps = table([label("column.step", lang), label("column.date", lang)], rows) if rows else []
    made = [said for row in sheet.corrections for said in correction_lines(row, lang, placed=True)]
    return joined(block for block in (steps, made) if block)


def _step(value: object, lang: str) -> str:
    from datetime import date

    return day(value, lang) if isinstance(value, date) else plain(str(value or ""))


def referred(reference: str) -> str:
    return f"**{plain(reference)}:** " if reference else ""
