"""The lines of the minutes as bullets: notes, decisions, actions, and the earlier actions gone through.

Everything that belongs to a line is indented under it, so that nothing in its text reaches beyond it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ictwg.domain.values import Basis, EntryType
from ictwg.exchange.escaping import marked, plain
from ictwg.exchange.labels import DASH, choice, day, label
from ictwg.exchange.writing.promises import owners, tail

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ictwg.domain.values import Audience
    from ictwg.exchange.sheet import CorrectionRow, Line, Reviewed, Ruling, Update

INDENT = "  "


def line_lines(line: Line, lang: str) -> list[str]:
    """One line of the minutes with what belongs to it."""
    if line.restricted:
        return bullet(line.depth, f"[{label('restricted', lang)}]")
    head = audience_mark(line.audience, lang) + _kind(line, lang) + _speaker(line)
    said = bullet(
        line.depth, head + text_or_mark(line.text, lang) if line.promise is None else head + _action(line, lang)
    )
    return said + (_details(line.depth, _ruling(line.ruling, lang)) if line.ruling else [])


def reviewed_lines(action: Reviewed, lang: str) -> list[str]:
    """An earlier action: as it was given, where it comes from, and what was said of it."""
    promised = _promised(action.text, action, lang)
    mark = audience_mark(action.audience, lang)
    said = bullet(0, f"{mark}{_bold(label('line.reviewed', lang), action.reference)} {promised}")
    origin = [(label("detail.origin", lang), plain(action.origin))] if action.origin else []
    return said + _details(0, [*origin, *(_update(update, lang) for update in action.updates)])


def correction_lines(row: CorrectionRow, lang: str, *, placed: bool = False) -> list[str]:
    """`Correction 3 May 2010 – MoJ (item 5)`; the item is told where all corrections stand together."""
    said = label("line.correction", lang)
    said += f" {day(row.on, lang)}" if row.on else ""
    said += f"{DASH}{plain(row.by, '–()')}" if row.by else ""
    said += f" ({label('correction.item', lang, item=row.item)})" if placed and row.item else ""
    return bullet(0, f"{audience_mark(row.audience, lang)}**{said}:** {text_or_mark(row.text, lang)}")


def bullet(depth: int, text: str) -> list[str]:
    """A list item; the further lines of its text stand under its first."""
    first, *rest = text.split("\n")
    return [f"{INDENT * depth}- {first}", *_under(depth, rest)]


def audience_mark(audience: Audience | None, lang: str) -> str:
    """Who may see it, where that is stricter than what surrounds it."""
    return f"*({choice(audience, lang)})* " if audience else ""


def text_or_mark(text: str, lang: str) -> str:
    return marked(text) if text else f"*{label('line.no_text', lang)}*"


def labelled(details: Iterable[tuple[str, str]]) -> list[str]:
    return [f"*{name}:* {value}" for name, value in details]


def _action(line: Line, lang: str) -> str:
    return _promised(line.text, line, lang)


def _promised(text: str, said: Line | Reviewed, lang: str) -> str:
    assert said.promise is not None  # noqa: S101 - the callers looked
    return DASH.join((owners(said.promise, lang), text_or_mark(text, lang), tail(said.promise, lang)))


def _kind(line: Line, lang: str) -> str:
    """`**Decision D-2010-03:** `, `**Question to MoJ:** `; nothing before a note."""
    asked = f"**{label('line.question', lang)} {plain(line.question_to)}:** " if line.question_to else ""
    if line.type is EntryType.NOTE:
        return asked
    return f"{_bold(label(f'line.{line.type}', lang), line.reference)} {asked}"


def _speaker(line: Line) -> str:
    return f"*{plain(line.speaker)}:* " if line.speaker else ""


def _bold(word: str, reference: str) -> str:
    return f"**{word} {plain(reference)}:**" if reference else f"**{word}:**"


def _under(depth: int, lines: Iterable[str]) -> list[str]:
    return [f"{INDENT * (depth + 1)}{line}" if line else "" for line in lines]


def _details(depth: int, details: Iterable[tuple[str, str]]) -> list[str]:
    """Each a paragraph of its own under the line."""
    return [line for said in labelled(details) for line in ("", *_under(depth, said.split("\n")))]


def _update(update: Update, lang: str) -> tuple[str, str]:
    name = label("detail.update", lang)
    name += f" {day(update.on, lang)}" if update.on else ""
    name += f"{DASH}{plain(update.by, '–()')}" if update.by else ""
    name += f" ({choice(update.channel, lang)})" if update.channel else ""
    return name, text_or_mark(update.text, lang)


def _ruling(ruling: Ruling, lang: str) -> list[tuple[str, str]]:
    said = {
        "basis": "" if ruling.basis is Basis.CONSENSUS else choice(ruling.basis, lang),
        "votes": _figures(ruling, ("votes_for", "votes_against", "abstentions"), lang),
        "quorum": _figures(ruling, ("represented", "represented_of", "needed"), lang),
        "supersedes": ", ".join(plain(reference, ",") for reference in ruling.supersedes),
        "effect": plain(ruling.effect),
        "rationale": marked(ruling.rationale),
        "opposing": marked(ruling.opposing),
    }
    return [(label(f"detail.{key}", lang), value) for key, value in said.items() if value]


def _figures(ruling: Ruling, names: tuple[str, ...], lang: str) -> str:
    figures = ((name, getattr(ruling, name)) for name in names)
    return ", ".join(f"{label(f'detail.{name}', lang)} {figure}" for name, figure in figures if figure is not None)
