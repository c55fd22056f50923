"""Our own exported minutes, read back: `read_own(minutes_markdown(sheet)) == sheet`; and what nobody reads in them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from ictwg.domain.records import Meeting
from ictwg.domain.values import Audience, MeetingKind, MeetingState, MinutesState
from ictwg.locales import LANGUAGES
from ictwg.minutes.printed.making_items import numbered
from ictwg.minutes.printed.minutes import minutes_markdown
from ictwg.minutes.printed.sheet import MinutesSheet, counted_in
from ictwg.minutes.read_back.reading_lines import bracketed, cells, day_of, filled, is_rule, key_is, mark, parts
from ictwg.minutes.read_back.reading_sections import (
    OwnSection,
    attendance_row,
    circulation,
    organization_row,
    read_comments,
    read_corrections,
    read_item,
    read_lines,
    rows,
    sections,
)
from ictwg.papers.blocks import DASH
from ictwg.papers.markdown import PROGRAM, split, unescaped, unmarked
from ictwg.papers.words import choice_of, key_of, language_of

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
    known = _front_values(front) | (_head(found[0], lang) if found else {})
    sheet = MinutesSheet(**{**_BARE, **known, **_parts(found[1:], lang), "language": lang})
    day = Meeting.date.decode(front.get("status_date", "")) or sheet.circulation.circulated or sheet.date
    return replace(sheet, status_date=day or date.min).with_owners_told_apart()


_BARE: dict[str, Any] = {"reference": "", "audience": Audience.MEMBERS, "date": None, "status_date": date.min}


def _front_values(front: dict[str, str]) -> dict[str, Any]:
    named = front.get("audience", "")
    values: dict[str, Any] = {"reference": front.get("ref", "")}
    if named in set(Audience):
        values["audience"] = Audience(named)
        values["open_to"] = max(Audience.MEMBERS, Audience(named), key=list(Audience).index)
    return values


def _head(section: OwnSection, lang: str) -> dict[str, Any]:
    said = header_values(header_rows(section.lines, lang), lang)
    return said | {"summary": summary_text(section.lines, lang)}


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
    return values | {
        "items": tuple(numbered((one.depth, one.item) for one in items)),
        "next_meeting": following[0] if following else None,
    }


def _annex(section: OwnSection, lang: str) -> str:
    """The key of an annex: `Annex B – Open actions by organization`."""
    _, dash, name = section.title.partition(DASH)
    key = key_of(name, "annex", lang) if dash and not section.number and section.level == 2 else ""  # noqa: PLR2004 - ##
    return f"annex.{key}" if key else ""


def _attendance(section: OwnSection, lang: str) -> dict[str, Any]:
    told = tuple(attendance_row(row, lang) for row in rows(section.lines))
    said = (unescaped(mark(line.strip(" "))) for line in section.lines)
    return {"attendance": told, "sentence": next(filter(None, said), "") if told else ""}


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
    "notes": lambda section, lang: {"notes": read_lines(section.lines, lang)},
    "annex.circulation": _circulation,
    "annex.organizations": _organizations,
}

_SIGNS = re.compile(r"[\W_]+")


def unread_lines(text: str) -> tuple[str, ...]:
    """The lines of the file whose words are not in the minutes as we understood them.

    Figures of the summary and sentences in emphasis are ours.
    """
    sheet = read_own(text)
    understood = _words(split(minutes_markdown(sheet))[1])
    theirs = (line for line in split(text)[1].split("\n") if not mark(line.strip(" ")))
    return tuple(line for line in theirs if not is_summary(line, sheet.language) and _words(line) not in understood)


def _words(text: str) -> str:
    return _SIGNS.sub("", text).casefold()


_HOURS = re.compile(r"(\d\d:\d\d)?–(\d\d:\d\d)?")
_SUMMARY = re.compile(r"\*\*([^*]+)\*\*: ")


def header_rows(lines: Iterable[str], lang: str) -> dict[str, str]:
    """The cells beside each label of the table, still escaped."""
    table = (cells(line) for line in lines if line.startswith("|") and not is_rule(line))
    found = {key_of(row[0], "row", lang): row[1] for row in table if len(row) > 1}
    found.pop("", None)
    return found


def header_values(said: dict[str, str], lang: str) -> dict[str, Any]:
    name, code = bracketed(said.get("body", ""))
    ordinal = said.get("ordinal", "")
    texts = {"title": "title", "group": "group", "venue": "place", "chair": "chair", "minute_taker": "minute_taker"}
    return {
        "reference": unescaped(said.get("reference", "")),
        "series": code,
        "series_name": name if code else "",
        "ordinal": int(ordinal) if ordinal.isascii() and ordinal.isdigit() else None,
        "kind": choice_of(said.get("kind", ""), MeetingKind, lang) or MeetingKind.ORDINARY,
        "state": choice_of(said.get("state", ""), MeetingState, lang) or MeetingState.HELD,
        **{field: unescaped(said.get(row, "")) for field, row in texts.items()},
        **hours_and_day(said.get("time", "")),
        **_version(said.get("version", ""), lang),
        **_open_to(said.get("open_to", ""), lang),
    }


def summary_text(lines: Sequence[str], lang: str) -> str:
    at = next((at for at, line in enumerate(lines) if is_summary(line, lang)), len(lines))
    return unmarked("\n".join(lines[at + 1 :]).strip("\n"))


def is_summary(line: str, lang: str) -> bool:
    found = _SUMMARY.match(line)
    return bool(found) and key_is(found[1] if found else "", "summary", lang)


def hours_and_day(said: str) -> dict[str, Any]:
    """`12 March 2010, 09:00–11:30`."""
    pieces = [piece.strip(" ") for piece in parts(said, ",")]
    hours = next((found for piece in pieces if (found := _HOURS.fullmatch(piece))), None)
    zone = [piece for piece in pieces[1:] if not _HOURS.fullmatch(piece)]
    return {
        "date": day_of(pieces[0]) if pieces else None,
        "start": Meeting.start.decode(hours[1]) if hours else None,
        "end": Meeting.end.decode(hours[2]) if hours else None,
        "time_zone": unescaped(zone[0]) if zone else "",
    }


def _version(said: str, lang: str) -> dict[str, Any]:
    values = filled("version", said, lang)
    state = choice_of(values.get("state", ""), MinutesState, lang)
    audience = choice_of(values.get("audience", ""), Audience, lang)
    state = state or MinutesState.DRAFT
    circulations, edition = counted_in(state, values.get("version", ""))
    known = {"minutes_state": state, "circulations": circulations, "edition": edition}
    return known | ({"audience": audience} if audience else {})


def _open_to(said: str, lang: str) -> dict[str, Any]:
    audience = choice_of(said, Audience, lang)
    return {"open_to": audience} if audience else {}
