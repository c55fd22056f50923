"""The head of the minutes: title, whether adopted, and the table of when, where and by whom."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ictwg.domain.values import Adoption, MeetingKind, MeetingState, MinutesState
from ictwg.exchange.escaping import plain
from ictwg.exchange.labels import choice, day, label
from ictwg.exchange.writing.tables import table

if TYPE_CHECKING:
    from ictwg.exchange.sheet import MinutesSheet


def header(sheet: MinutesSheet) -> list[str]:
    head, *rows = [(label(f"row.{key}", sheet.language), value) for key, value in _rows(sheet) if value]
    return [f"# {title(sheet)}", "", f"**{banner(sheet)}**", "", *table(head, rows)]


def title(sheet: MinutesSheet, word: str = "") -> str:
    """`Minutes – 12th meeting of the ICTWG`; with another word for an agenda."""
    word = word or label("word", sheet.language)
    lang, group = sheet.language, plain(sheet.series_name or sheet.group)
    kind = label(f"kind.{sheet.kind}", lang)
    if sheet.ordinal is not None and group:
        return label(
            "heading", lang, word=word, nth=nth(sheet.ordinal, lang), ordinal=sheet.ordinal, kind=kind, group=group
        )
    begins = kind[:1].upper() + kind[1:]
    return label("heading.unnumbered" if group else "heading.no_group", lang, word=word, kind=begins, group=group)


def nth(ordinal: int, lang: str) -> str:
    """`12th` in English; the other languages put their signs into the sentence."""
    if lang != "en":
        return str(ordinal)
    teens = ordinal % 100 in (11, 12, 13)
    return f"{ordinal}{'th' if teens else {1: 'st', 2: 'nd', 3: 'rd'}.get(ordinal % 10, 'th')}"


def banner(sheet: MinutesSheet) -> str:
    """Whether this is a draft, in words, above everything else."""
    lang, way = sheet.language, sheet.circulation
    if sheet.minutes_state is not MinutesState.ADOPTED:
        return label("banner.draft", lang)
    if way.adopted_how is Adoption.BY_SILENCE and way.adopted_on:
        return label("banner.adopted_by_silence", lang, day=day(way.adopted_on, lang))
    if way.adopted_at:
        return label("banner.adopted_at", lang, meeting=plain(way.adopted_at))
    return (
        label("banner.adopted_on", lang, day=day(way.adopted_on, lang))
        if way.adopted_on
        else label("banner.adopted", lang)
    )


def when(sheet: MinutesSheet) -> str:
    """`12 March 2010, 09:00–11:30, Asia/Dili`."""
    begins, ends = (time.strftime("%H:%M") if time else "" for time in (sheet.start, sheet.end))
    date = day(sheet.date, sheet.language) if sheet.date else f"*{label('no_date', sheet.language)}*"
    hours = f"{begins}–{ends}" if begins or ends else ""
    return ", ".join(part for part in (date, hours, plain(sheet.time_zone, ",–")) if part)


def _rows(sheet: MinutesSheet) -> list[tuple[str, str]]:
    lang = sheet.language
    body = f"{plain(sheet.series_name, '()')} ({plain(sheet.series, '()')})"
    return [
        ("reference", plain(sheet.reference)),
        ("title", plain(sheet.title)),
        ("group", plain(sheet.group)),
        ("body", body if sheet.series else ""),
        ("ordinal", "" if sheet.ordinal is None else str(sheet.ordinal)),
        ("kind", "" if sheet.kind is MeetingKind.ORDINARY else choice(sheet.kind, lang)),
        ("time", when(sheet)),
        ("state", "" if sheet.state is MeetingState.HELD else choice(sheet.state, lang)),
        ("place", plain(sheet.venue)),
        ("chair", plain(sheet.chair)),
        ("minute_taker", plain(sheet.minute_taker)),
        ("open_to", choice(sheet.open_to, lang)),
        ("version", version_words(sheet)),
    ]


def version_words(sheet: MinutesSheet) -> str:
    """Which version, how far it is, and for whom."""
    state, audience = choice(sheet.minutes_state, sheet.language), choice(sheet.audience, sheet.language)
    return label("version", sheet.language, version=sheet.version, state=state, audience=audience)
