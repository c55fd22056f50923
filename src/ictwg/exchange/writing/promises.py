"""Owner, due date and status of an action in words: `MoJ, PNTL – … – 12 May 2010; done 3 May 2010`."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from ictwg.domain.values import ActionStatus
from ictwg.exchange.labels import choice, day, label
from ictwg.exchange.writing.blocks import Text, chain, emphasis, line, own

if TYPE_CHECKING:
    from ictwg.exchange.sheet import Promise

OWNER_SIGNS = ",()–?"
"""What means something among owners, and is escaped in their names."""


def owners(promise: Promise, lang: str) -> Text:
    """`all members, MoJ, PNTL (Ana Silva), XYZ?`; a word in emphasis stands for no name."""
    named = [line(owner, OWNER_SIGNS) for owner in promise.owners]
    if promise.everybody:
        named.insert(0, emphasis(own(label("owner.everybody", lang))))
    who = line(promise.who, OWNER_SIGNS)
    if promise.withheld:
        who = emphasis(own(label("owner.person", lang)))
    if who and named:
        named[-1] += own(" (") + who + own(")")
    elif who:
        named = [who]
    named += [line(name, OWNER_SIGNS) + own("?") for name in promise.strangers]
    return chain(", ", named) or emphasis(own(label("owner.none", lang)))


def tail(promise: Promise, lang: str) -> Text:
    """The due date, and how it stands where that is not simply open."""
    return chain("; ", (due(promise, lang), *map(own, _standing(promise, lang))))


def due(promise: Promise, lang: str) -> Text:
    """The date, or what stands for one; with the day of review of something ongoing."""
    if promise.due is None:
        said = emphasis(own(label("due.none", lang)))
    else:
        said = own(day(promise.due, lang) if isinstance(promise.due, date) else choice(promise.due, lang))
    review = own(f"{label('due.review', lang)} {day(promise.review_on, lang)}") if promise.review_on else Text()
    return chain("; ", (said, review))


def status(promise: Promise, lang: str) -> str:
    """`done 3 May 2010`, `open, overdue`."""
    said = choice(promise.status, lang)
    if promise.closed_on:
        said += f" {day(promise.closed_on, lang)}"
    return f"{said}, {label('due.overdue', lang)}" if promise.overdue else said


def _standing(promise: Promise, lang: str) -> list[str]:
    said = []
    if promise.status is not ActionStatus.OPEN:
        said.append(choice(promise.status, lang) + (f" {day(promise.closed_on, lang)}" if promise.closed_on else ""))
    if promise.overdue:
        said.append(label("due.overdue", lang))
    return said
