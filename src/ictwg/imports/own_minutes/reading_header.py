"""The head of our own files: the table of when, where and by whom; it says enough without the front matter."""

from __future__ import annotations

import re
from datetime import time
from typing import TYPE_CHECKING, Any

from ictwg.domain.values import Audience, MeetingKind, MeetingState, MinutesState
from ictwg.imports.own_minutes.reading_lines import key_is
from ictwg.imports.own_minutes.reading_words import bracketed, cells, day_of, filled, is_rule, parts
from ictwg.minutes.printed.blocks import choice_of, key_of
from ictwg.minutes.printed.markdown import unescaped, unmarked
from ictwg.minutes.printed.sheet import counted_in

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence


_HOURS = re.compile(r"(\d\d:\d\d)?–(\d\d:\d\d)?")


_SUMMARY = re.compile(r"\*\*([^*]+)\*\*: ")


def header_rows(lines: Iterable[str], lang: str) -> dict[str, str]:
    """The cells beside each label of the table, still escaped."""
    table = (cells(line) for line in lines if line.startswith("|") and not is_rule(line))
    found = {key_of(row[0], "row", lang): row[1] for row in table if len(row) > 1}
    found.pop("", None)
    return found


def header_values(said: dict[str, str], lang: str) -> dict[str, Any]:
    """The fields of the sheet that the table tells."""
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
        **_when(said.get("time", ""), lang),
        **_version(said.get("version", ""), lang),
        **_open_to(said.get("open_to", ""), lang),
    }


def summary_text(lines: Sequence[str], lang: str) -> str:
    """The text under the line of figures."""
    at = next((at for at, line in enumerate(lines) if is_summary(line, lang)), len(lines))
    return unmarked("\n".join(lines[at + 1 :]).strip("\n"))


def is_summary(line: str, lang: str) -> bool:
    found = _SUMMARY.match(line)
    return bool(found) and key_is(found[1] if found else "", "summary", lang)


def _when(said: str, lang: str) -> dict[str, Any]:
    pieces = [piece.strip(" ") for piece in parts(said, ",")]
    hours = next((found for piece in pieces if (found := _HOURS.fullmatch(piece))), None)
    zone = [piece for piece in pieces[1:] if not _HOURS.fullmatch(piece)]
    return {
        "date": day_of(pieces[0], lang) if pieces else None,
        "start": _clock(hours[1]) if hours else None,
        "end": _clock(hours[2]) if hours else None,
        "time_zone": unescaped(zone[0]) if zone else "",
    }


def _clock(said: str | None) -> time | None:
    try:
        return time.fromisoformat(said) if said else None
    except ValueError:
        return None


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
