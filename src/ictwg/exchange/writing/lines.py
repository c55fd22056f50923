"""The lines of the minutes as items of a list: notes, decisions, actions, and the earlier actions gone through.

Everything that belongs to a line stands under it, so that nothing in its text reaches beyond it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ictwg.domain.values import Basis, Commented, EntryType
from ictwg.exchange.labels import DASH, choice, day, label
from ictwg.exchange.writing.blocks import NOTHING, Item, Text, chain, emphasis, line, long, own, strong
from ictwg.exchange.writing.promises import owners, tail

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from ictwg.domain.values import Audience
    from ictwg.exchange.sheet import CommentRow, CorrectionRow, Line, Reviewed, Ruling, Update


def line_item(said: Line, lang: str) -> Item:
    """One line of the minutes with what belongs to it."""
    if said.restricted:
        return Item(own(f"[{label('restricted', lang)}]"), said.depth)
    head = audience_mark(said.audience, lang) + _kind(said, lang) + _speaker(said)
    text = text_or_mark(said.text, lang) if said.promise is None else _promised(said.text, said, lang)
    return Item(head + text, said.depth, _ruling(said.ruling, lang) if said.ruling else ())


def reviewed_item(action: Reviewed, lang: str) -> Item:
    """An earlier action: as it was given, where it comes from, and what was said of it."""
    promised = _promised(action.text, action, lang)
    head = audience_mark(action.audience, lang) + _bold(label("line.reviewed", lang), action.reference) + own(" ")
    origin = [labelled(own(label("detail.origin", lang)), line(action.origin))] if action.origin else []
    return Item(head + promised, 0, (*origin, *(_update(update, lang) for update in action.updates)))


def correction_item(row: CorrectionRow, lang: str, *, placed: bool = False) -> Item:
    """`Correction 3 May 2010 – MoJ (item 5)`; the item is told where all corrections stand together."""
    item = label("correction.item", lang, item=row.item) if placed and row.item else ""
    name = _dated("line.correction", row.on, row.by, item, lang)
    said = strong(name + own(":")) + own(" ") + text_or_mark(row.text, lang)
    return Item(audience_mark(row.audience, lang) + said)


def comment_item(row: CommentRow, lang: str) -> Item:
    """`Comment 25 March 2010 – MoJ (accepted)`, and what it says."""
    name = _dated("line.comment", row.on, row.organization, choice(row.settled, lang) if row.settled else "", lang)
    nothing = row.comments is Commented.NO_COMMENTS
    text = emphasis(own(choice(row.comments, lang))) if nothing else text_or_mark(row.text, lang)
    return Item(audience_mark(row.audience, lang) + strong(name + own(":")) + own(" ") + text)


def audience_mark(audience: Audience | None, lang: str) -> Text:
    """Who may see it, where that is stricter than what surrounds it."""
    return emphasis(own(f"({choice(audience, lang)})")) + own(" ") if audience else NOTHING


def text_or_mark(text: str, lang: str) -> Text:
    return long(text) or emphasis(own(label("line.no_text", lang)))


def labelled(name: Text, value: Text) -> Text:
    """`*Basis:* vote`."""
    return emphasis(name + own(":")) + own(" ") + value


def details(told: Iterable[tuple[str, Text]]) -> tuple[Text, ...]:
    return tuple(labelled(own(name), value) for name, value in told if value)


def _promised(text: str, said: Line | Reviewed, lang: str) -> Text:
    assert said.promise is not None  # noqa: S101 - the callers looked
    return chain(DASH, (owners(said.promise, lang), text_or_mark(text, lang), tail(said.promise, lang)))


def _kind(said: Line, lang: str) -> Text:
    """`**Decision D-2010-03:** `, `**Question to MoJ:** `; nothing before a note."""
    asked = strong(own(f"{label('line.question', lang)} ") + line(said.question_to) + own(":")) + own(" ")
    asked = asked if said.question_to else NOTHING
    if said.type is EntryType.NOTE:
        return asked
    return _bold(label(f"line.{said.type}", lang), said.reference) + own(" ") + asked


def _speaker(said: Line) -> Text:
    return emphasis(line(said.speaker) + own(":")) + own(" ") if said.speaker else NOTHING


def _bold(word: str, reference: str) -> Text:
    return strong(chain(" ", (own(word), line(reference))) + own(":"))


def _update(update: Update, lang: str) -> Text:
    channel = choice(update.channel, lang) if update.channel else ""
    return labelled(_dated("detail.update", update.on, update.by, channel, lang), text_or_mark(update.text, lang))


def _dated(key: str, on: date | None, by: str, more: str, lang: str) -> Text:
    """`Update 12 March 2010 – MoJ (phone)`: our word, and as much of the rest as is known."""
    name = own(label(key, lang) + (f" {day(on, lang)}" if on else ""))
    name += own(DASH) + line(by, "–()") if by else NOTHING
    return name + own(f" ({more})") if more else name


def _ruling(ruling: Ruling, lang: str) -> tuple[Text, ...]:
    said = {
        "basis": own("" if ruling.basis is Basis.CONSENSUS else choice(ruling.basis, lang)),
        "votes": own(_figures(ruling, ("votes_for", "votes_against", "abstentions"), lang)),
        "quorum": own(_figures(ruling, ("represented", "represented_of", "needed"), lang)),
        "supersedes": chain(", ", (line(reference, ",") for reference in ruling.supersedes)),
        "effect": line(ruling.effect),
        "rationale": long(ruling.rationale),
        "opposing": long(ruling.opposing),
    }
    return details((label(f"detail.{key}", lang), value) for key, value in said.items())


def _figures(ruling: Ruling, names: tuple[str, ...], lang: str) -> str:
    figures = ((name, getattr(ruling, name)) for name in names)
    return ", ".join(f"{label(f'detail.{name}', lang)} {figure}" for name, figure in figures if figure is not None)
