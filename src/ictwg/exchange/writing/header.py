"""The head of the minutes: title, whether adopted, and the table of when, where and by whom."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ictwg.domain.values import Adoption, MeetingKind, MeetingState, MinutesState
from ictwg.exchange.labels import choice, day, label
from ictwg.exchange.writing.blocks import Facts, Heading, Paragraph, Text, chain, emphasis, line, own, said, strong

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ictwg.exchange.sheet import MinutesSheet
    from ictwg.exchange.writing.blocks import Block


def header(sheet: MinutesSheet) -> list[Block]:
    rows = facts(((f"row.{key}", value) for key, value in _rows(sheet)), sheet.language)
    return [Heading(1, title(sheet)), Paragraph(strong(banner(sheet))), rows]


def facts(told: Iterable[tuple[str, Text]], lang: str) -> Facts:
    """Those that say something, under the words of their keys."""
    return Facts(tuple((label(key, lang), value) for key, value in told if value))


def title(sheet: MinutesSheet, word: str = "") -> Text:
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


def banner(sheet: MinutesSheet) -> Text:
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


def when(sheet: MinutesSheet) -> Text:
    """`12 March 2010, 09:00–11:30, Asia/Dili`."""
    begins, ends = (time.strftime("%H:%M") if time else "" for time in (sheet.start, sheet.end))
    lang = sheet.language
    date = own(day(sheet.date, lang)) if sheet.date else emphasis(own(label("no_date", lang)))
    hours = own(f"{begins}–{ends}" if begins or ends else "")
    return chain(", ", (date, hours, line(sheet.time_zone, ",–")))


def _rows(sheet: MinutesSheet) -> list[tuple[str, Text]]:
    lang = sheet.language
    body = line(sheet.series_name, "()") + own(" (") + line(sheet.series, "()") + own(")")
    return [
        ("reference", line(sheet.reference)),
        ("title", line(sheet.title)),
        ("group", line(sheet.group)),
        ("body", body if sheet.series else Text()),
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
