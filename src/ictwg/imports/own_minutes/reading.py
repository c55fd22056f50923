"""Our own exported minutes, read back: `read_own(minutes_markdown(sheet)) == sheet`; and what nobody reads in them."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

from ictwg.domain.values import Audience
from ictwg.imports.own_minutes.reading_header import header_rows, header_values, is_summary, summary_text
from ictwg.imports.own_minutes.reading_sections import (
    attendance_row,
    circulation,
    numbered,
    organization_row,
    read_comments,
    read_corrections,
    read_item,
    read_lines,
    rows,
    sections,
)
from ictwg.imports.own_minutes.reading_words import mark
from ictwg.locales import LANGUAGES
from ictwg.minutes.printed.blocks import DASH, key_of, language_of
from ictwg.minutes.printed.markdown import PROGRAM, split, unescaped
from ictwg.minutes.printed.minutes import minutes_markdown
from ictwg.minutes.printed.sheet import MinutesSheet

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from ictwg.imports.own_minutes.reading_sections import OwnSection


_NEEDED = {"reference", "time", "version"}


def is_own(text: str) -> bool:
    """Whether the file is minutes that we exported, also without its front matter."""
    front, body = split(text)
    if front.get("program") == PROGRAM and "ref" in front:
        return "kind" not in front
    found = sections(body)
    return bool(found) and set(header_rows(found[0].lines, language_of(found[0].title))) >= _NEEDED


def read_own(text: str) -> MinutesSheet:
    """The sheet that the file was made from, with what somebody changed in it since."""
    front, body = split(text)
    found = sections(body)
    lang = front.get("language") or (language_of(found[0].title) if found else "") or LANGUAGES[0]
    known = {**_front_values(front), **(_head(found[0], lang) if found else {})}
    parts = _parts(found[1:], lang)
    sheet = MinutesSheet(**{**_BARE, **known, **parts, "language": lang})
    return _whole(sheet, front)


_BARE: dict[str, Any] = {
    "reference": "",
    "audience": Audience.MEMBERS,
    "date": None,
    "status_date": date.min,
}


def _front_values(front: dict[str, str]) -> dict[str, Any]:
    named = front.get("audience", "")
    values: dict[str, Any] = {"reference": front.get("ref", "")}
    if named in set(Audience):
        values["audience"] = Audience(named)
        values["open_to"] = max(Audience.MEMBERS, Audience(named), key=list(Audience).index)
    return values


def _head(section: OwnSection, lang: str) -> dict[str, Any]:
    said = header_rows(section.lines, lang)
    return {**header_values(said, lang), "summary": summary_text(section.lines, lang)}


def _parts(found: Iterable[OwnSection], lang: str) -> dict[str, Any]:
    """Attendance, notes, items and annexes."""
    values: dict[str, Any] = {}
    items = []
    annex = ""
    for section in found:
        annex = _annex(section, lang) or (annex if section.level > 2 else "")  # noqa: PLR2004 - ##
        part = annex or ("" if section.number else key_of(section.title, "section", lang))
        if part in _READERS:
            values |= _READERS[part](section, lang)
        elif not annex:
            items.append(read_item(section, lang))
    following = [item.next_meeting for item in items if item.next_meeting]
    return values | {"items": numbered(items), "next_meeting": following[0] if following else None}


def _annex(section: OwnSection, lang: str) -> str:
    """The key of an annex: `Annex B – Open actions by organization`."""
    _, dash, name = section.title.partition(DASH)
    key = key_of(name, "annex", lang) if dash and not section.number and section.level == 2 else ""  # noqa: PLR2004 - ##
    return f"annex.{key}" if key else ""


def _attendance(section: OwnSection, lang: str) -> dict[str, Any]:
    told = tuple(attendance_row(row, lang) for row in rows(section.lines))
    said = (unescaped(mark(line.strip(" "))) for line in section.lines)
    return {"attendance": told, "sentence": next(filter(None, said), "") if told else ""}


def _notes(section: OwnSection, lang: str) -> dict[str, Any]:
    return {"notes": read_lines(section.lines, lang)}


def _circulation(section: OwnSection, lang: str) -> dict[str, Any]:
    way = circulation(rows(section.lines), lang)
    said = {"comments": read_comments(section.lines, lang), "corrections": read_corrections(section.lines, lang)}
    return {"circulation": way, **said}


def _organizations(section: OwnSection, lang: str) -> dict[str, Any]:
    return {"organizations": tuple(organization_row(row, lang) for row in rows(section.lines))}


def _signatures(section: OwnSection, lang: str) -> dict[str, Any]:
    """The positions; the names stand in the head."""
    said = {key_of(row[0], "column", lang): row[1:] for row in rows(section.lines)}
    prepared, approved = (*map(unescaped, said.get("position", ())), "", "")[:2]
    initials = any(key_of(mark(line), "sign", lang) == "initials" for line in section.lines)
    return {"minute_taker_position": prepared, "chair_position": approved, "initials": initials}


_READERS = {
    "signatures": _signatures,
    "attendance": _attendance,
    "notes": _notes,
    "annex.circulation": _circulation,
    "annex.organizations": _organizations,
}


def _whole(sheet: MinutesSheet, front: dict[str, str]) -> MinutesSheet:
    """The sheet with its status date, and with persons told from organizations among the owners."""
    try:
        status_date = date.fromisoformat(front.get("status_date", ""))
    except ValueError:
        status_date = sheet.circulation.circulated or sheet.date or date.min
    return replace(sheet, status_date=status_date).with_owners_told_apart()


_SIGNS = re.compile(r"[\W_]+")


def unread_lines(text: str) -> tuple[str, ...]:
    """The lines of the file whose words are not in the minutes as we understood them."""
    sheet = read_own(text)
    understood = _words(split(minutes_markdown(sheet))[1])
    return tuple(line for line in _telling(text, sheet.language) if _words(line) not in understood)


def _telling(text: str, lang: str) -> Iterator[str]:
    """The lines that say something of their own: figures of the summary and sentences in emphasis are ours."""
    for line in split(text)[1].split("\n"):
        if not (is_summary(line, lang) or mark(line.strip(" "))):
            yield line


def _words(text: str) -> str:
    return _SIGNS.sub("", text).casefold()
