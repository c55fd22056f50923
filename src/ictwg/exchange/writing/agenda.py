"""The agenda as markdown: order, purpose, presenter, time, papers and what is proposed to be decided."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ictwg.exchange.escaping import marked, plain
from ictwg.exchange.front_matter import sheet_values, with_front_matter
from ictwg.exchange.labels import choice, label
from ictwg.exchange.writing.header import title, version_words, when
from ictwg.exchange.writing.items import item_heading, joined
from ictwg.exchange.writing.lines import labelled
from ictwg.exchange.writing.tables import table

if TYPE_CHECKING:
    from ictwg.domain.spans import Begins
    from ictwg.exchange.agenda_sheet import AgendaLine, AgendaSheet
    from ictwg.exchange.sheet import Item


_BULLETS = ("- ", "* ")


def agenda_markdown(agenda: AgendaSheet) -> str:
    lang = agenda.minutes.language
    group = title(agenda.minutes, label("agenda.word", lang))
    total = sum(line.minutes or 0 for line in agenda.lines)
    pairs = zip(agenda.minutes.items, agenda.lines, strict=True)
    blocks = [
        [f"# {group}"],
        agenda_head(agenda),
        *(block for item, line in pairs for block in agenda_item(item, line, lang)),
        *([[f"*{label('agenda.total', lang)}:* {label('agenda.time', lang, count=total)}"]] if total else []),
    ]
    return with_front_matter(sheet_values(agenda.minutes, "agenda"), "\n" + "\n".join(joined(blocks)) + "\n")


def agenda_head(agenda: AgendaSheet) -> list[str]:
    sheet = agenda.minutes
    lang = sheet.language
    said = {
        "row.reference": plain(sheet.reference),
        "row.title": plain(sheet.title),
        "row.time": when(sheet),
        "row.place": plain(sheet.venue),
        "agenda.link": plain(agenda.link),
        "row.chair": plain(sheet.chair),
        "agenda.audience": choice(sheet.audience, lang),
        "row.version": version_words(sheet),
    }
    head, *rows = [(label(key, lang), value) for key, value in said.items() if value]
    return table(head, rows)


def agenda_item(item: Item, line: AgendaLine, lang: str) -> list[list[str]]:
    if item.restricted:
        return [[item_heading(item, lang)]]
    short = {
        "late": label("agenda.late", lang) if line.late else "",
        "starts": _starts(line.starts, lang),
        "presenter": plain(item.presenter),
        "purpose": choice(item.purpose, lang) if item.purpose else "",
        "minutes": label("agenda.time", lang, count=line.minutes) if line.minutes else "",
        "papers": "; ".join(plain(paper, ";") for paper in item.papers),
    }
    long = {name: getattr(line, name) for name in ("background", "proposed_decision", "chair_note")}
    details = labelled((label(f"item.{key}", lang), value) for key, value in short.items() if value)
    texts = [_text(label(f"item.{key}", lang), marked(text)) for key, text in long.items() if text]
    return [[item_heading(item, lang)], *([[" · ".join(details)]] if details else []), *texts]


def _starts(starts: Begins | None, lang: str) -> str:
    if starts is None:
        return ""
    return label("agenda.earliest", lang, time=f"{starts.at:%H:%M}") if starts.earliest else str(starts)


def _text(name: str, text: str) -> list[str]:
    """A text behind its name; a list begins a paragraph of its own, or it would be none."""
    between = "\n\n" if text.startswith(_BULLETS) else " "
    return f"*{name}:*{between}{text}".split("\n")
