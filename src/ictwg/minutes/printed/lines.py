"""The lines of the minutes as items of a list: notes, decisions, actions, and the earlier actions gone through.

Everything that belongs to a line stands under it, so that nothing in its text reaches beyond it.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from ictwg.domain.records import Action, Decision
from ictwg.domain.schema import Record
from ictwg.domain.values import ActionStatus, Audience, Commented, EntryType
from ictwg.minutes.printed.details import printed_details
from ictwg.minutes.printed.sheet import CommentRow, CorrectionRow, Promise, Reviewed, Ruling, SheetLine, Update
from ictwg.papers.blocks import DASH, NOTHING, ListItem, PaperText, chain, emphasis, line, long, own, strong
from ictwg.papers.words import choice, day, label


def line_item(said: SheetLine, lang: str) -> ListItem:
    """One line of the minutes with what belongs to it."""
    if said.restricted:
        return ListItem(own(f"[{label('restricted', lang)}]"), said.depth)
    head = audience_mark(said.audience, lang) + _kind(said, lang) + spoken(said, lang)
    text = text_or_mark(said.text, lang) if said.promise is None else _promised(said.text, said, lang)
    more = (*record_details(Action, said.promise, lang), *record_details(Decision, said.ruling, lang))
    return ListItem(head + text, said.depth, more)


def reviewed_item(action: Reviewed, lang: str) -> ListItem:
    """An earlier action: as it was given, where it comes from, and what was said of it."""
    promised = _promised(action.text, action, lang)
    head = audience_mark(action.audience, lang) + _bold(label("line.reviewed", lang), action.reference) + own(" ")
    origin = [labelled(own(label("detail.origin", lang)), line(action.origin))] if action.origin else []
    updates = (_update(update, lang) for update in action.updates)
    return ListItem(head + promised, 0, (*origin, *record_details(Action, action.promise, lang), *updates))


def correction_item(row: CorrectionRow, lang: str, *, placed: bool = False) -> ListItem:
    """`Correction 3 May 2010 – MoJ (item 5)`; the item is told where all corrections stand together."""
    item = label("correction.item", lang, item=row.item) if placed and row.item else ""
    name = _dated("line.correction", row.on, row.by, item, lang)
    said = strong(name + own(":")) + own(" ") + text_or_mark(row.text, lang)
    return ListItem(audience_mark(row.audience, lang) + said)


def comment_item(row: CommentRow, lang: str) -> ListItem:
    """`Comment 25 March 2010 – MoJ (accepted)`, and what it says."""
    name = _dated("line.comment", row.on, row.organization, choice(row.settled, lang) if row.settled else "", lang)
    nothing = row.comments is Commented.NO_COMMENTS
    text = emphasis(own(choice(row.comments, lang))) if nothing else text_or_mark(row.text, lang)
    return ListItem(audience_mark(row.audience, lang) + strong(name + own(":")) + own(" ") + text)


def audience_mark(audience: Audience | None, lang: str) -> PaperText:
    """Who may see it, where that is stricter than what surrounds it."""
    return emphasis(own(f"({choice(audience, lang)})")) + own(" ") if audience else NOTHING


def text_or_mark(text: str, lang: str) -> PaperText:
    return long(text) or emphasis(own(label("line.no_text", lang)))


def labelled(name: PaperText, value: PaperText) -> PaperText:
    """`*Basis:* vote`."""
    return emphasis(name + own(":")) + own(" ") + value


def details(told: Iterable[tuple[str, PaperText]]) -> tuple[PaperText, ...]:
    return tuple(labelled(own(name), value) for name, value in told if value)


def _promised(text: str, said: SheetLine | Reviewed, lang: str) -> PaperText:
    assert said.promise is not None  # noqa: S101 - the callers looked
    return chain(DASH, (owners(said.promise, lang), text_or_mark(text, lang), tail(said.promise, lang)))


def _kind(said: SheetLine, lang: str) -> PaperText:
    """`**Decision D-2010-03:** `; nothing before a note."""
    if said.type is EntryType.NOTE:
        return NOTHING
    return _bold(label(f"line.{said.type}", lang), said.reference) + own(" ")


def spoken(said: SheetLine, lang: str) -> PaperText:
    """`**Question to MoJ:** *IOM:* `."""
    asked = strong(own(f"{label('line.question', lang)} ") + line(said.question_to) + own(":")) + own(" ")
    speaker = emphasis(line(said.speaker) + own(":")) + own(" ")
    return (asked if said.question_to else NOTHING) + (speaker if said.speaker else NOTHING)


def _bold(word: str, reference: str) -> PaperText:
    return strong(chain(" ", (own(word), line(reference))) + own(":"))


def _update(update: Update, lang: str) -> PaperText:
    channel = choice(update.channel, lang) if update.channel else ""
    return labelled(_dated("detail.update", update.on, update.by, channel, lang), text_or_mark(update.text, lang))


def _dated(key: str, on: date | None, by: str, more: str, lang: str) -> PaperText:
    """`Update 12 March 2010 – MoJ (phone)`: our word, and as much of the rest as is known."""
    name = own(label(key, lang) + (f" {day(on, lang)}" if on else ""))
    name += own(DASH) + line(by, "–()") if by else NOTHING
    return name + own(f" ({more})") if more else name


def record_details(kind: type[Record], told: Promise | Ruling | None, lang: str) -> tuple[PaperText, ...]:
    """What is told of an action or a decision under its line."""
    found = printed_details(kind, told, lang) if told else {}
    return details((label(f"detail.{key}", lang), value) for key, value in found.items())


OWNER_SIGNS = ",()–?"
"""What means something among owners, and is escaped in their names."""


def owners(promise: Promise, lang: str) -> PaperText:
    """`all members, MoJ, PNTL (Ana Silva), XYZ?, Invited: EMB`; a word in emphasis stands for no name."""
    asked = [line(owner, OWNER_SIGNS) for owner in promise.invited]
    named = [line(owner, OWNER_SIGNS) for owner in promise.owners[: len(promise.owners) - len(asked)]]
    if promise.everybody:
        named.insert(0, emphasis(own(label("owner.everybody", lang))))
    who = line(promise.who, OWNER_SIGNS)
    if promise.withheld:
        who = emphasis(own(label("owner.person", lang)))
    if who and (asked or named):
        (asked or named)[-1] += own(" (") + who + own(")")
    elif who:
        named = [who]
    named += [line(name, OWNER_SIGNS) + own("?") for name in promise.strangers]
    if asked:
        asked[0] = invited_mark(lang) + asked[0]
    return chain(", ", [*named, *asked]) or emphasis(own(label("owner.none", lang)))


def invited_mark(lang: str) -> PaperText:
    """Before the names of those who are asked to do something, and not tasked."""
    return own(f"{label('owner.invited', lang)}: ")


def tail(promise: Promise, lang: str) -> PaperText:
    """The due date, and how it stands where that is not simply open."""
    return chain("; ", (due(promise, lang), *map(own, standing(promise, lang))))


def due(promise: Promise, lang: str) -> PaperText:
    """The date, or what stands for one; with the day of review of something ongoing."""
    if promise.due is None:
        said = emphasis(own(label("due.none", lang)))
    else:
        on = day(promise.due, lang) if isinstance(promise.due, date) else choice(promise.due, lang)
        said = own(f"{label('due.pending', lang)} {on}" if promise.pending else on)
    review = own(f"{label('due.review', lang)} {day(promise.review_on, lang)}") if promise.review_on else PaperText()
    return chain("; ", (said, review))


def status(promise: Promise, lang: str) -> str:
    """`done 3 May 2010`, `open, overdue`."""
    told = standing(promise, lang)
    return ", ".join([choice(promise.status, lang), *told] if promise.status is ActionStatus.OPEN else told)


def standing(promise: Promise, lang: str) -> list[str]:
    """How it stands, where that is not simply open."""
    said = []
    if promise.status is not ActionStatus.OPEN:
        said.append(choice(promise.status, lang) + (f" {day(promise.closed_on, lang)}" if promise.closed_on else ""))
    if promise.overdue:
        said.append(label("due.overdue", lang))
    return said
