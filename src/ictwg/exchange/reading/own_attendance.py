"""The tables of our own files: who was there, which organizations are named, and the way to adoption."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ictwg.domain.values import Adoption, Capacity, MembershipStatus, OrganizationType, Presence
from ictwg.exchange.escaping import unescaped
from ictwg.exchange.labels import choice_of, key_of
from ictwg.exchange.reading.own_words import bracketed, cells, day_of, filled, is_rule, parts
from ictwg.exchange.sheet import AttendanceRow, Circulation, OrganizationRow

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date


def rows(lines: Iterable[str]) -> list[tuple[str, ...]]:
    """The rows of the tables in a section, heads and rules left out."""
    found: list[tuple[str, ...]] = []
    for line in lines:
        if is_rule(line):
            del found[-1:]
        elif line.startswith("|"):
            found.append(cells(line))
    return found


def attendance_row(row: tuple[str, ...], lang: str) -> AttendanceRow:
    organization, type, person, capacity, state = (*row, "", "", "", "", "")[:5]
    name, acronym = bracketed(organization)
    who, title, others = _representative(person, lang)
    presence, arrived, left = _state(state, lang)
    return AttendanceRow(
        organization=name,
        acronym=acronym or name,
        state=presence,
        representative=who,
        title=title,
        in_place_of=others.get("in_place_of", ""),
        proxy_for=others.get("proxy_for", ""),
        capacity=choice_of(capacity, Capacity, lang),
        arrived=arrived,
        left=left,
        type=choice_of(type, OrganizationType, lang),
    )


def organization_row(row: tuple[str, ...], lang: str) -> OrganizationRow:
    acronym, name, type, standing = (*row, "", "", "", "")[:4]
    said = [piece.strip(" ") for piece in parts(standing, ",")]
    seats = (filled("attendance.seat", piece, lang) for piece in said)
    return OrganizationRow(
        acronym=unescaped(acronym),
        name=unescaped(name),
        type=choice_of(type, OrganizationType, lang) or OrganizationType.OTHER,
        status=choice_of(said[0], MembershipStatus, lang) if said else None,
        seat=next((unescaped(seat["acronym"]) for seat in seats if seat), ""),
        exempt=any(key_of(piece, "attendance", lang) == "exempt" for piece in said),
    )


def circulation(table: Iterable[tuple[str, ...]], lang: str) -> Circulation:
    said = {key_of(row[0], "step", lang): row[1] for row in table if len(row) > 1}

    def on(key: str) -> date | None:
        return day_of(said.get(key, ""), lang)

    return Circulation(
        on("sent_to_chair"),
        on("cleared_by_chair"),
        unescaped(said.get("cleared_by", "")),
        on("circulated"),
        on("comments_until"),
        on("adopted_on"),
        choice_of(said.get("adopted_how", ""), Adoption, lang),
        unescaped(said.get("adopted_at", "")),
    )


def _representative(cell: str, lang: str) -> tuple[str, str, dict[str, str]]:
    """Name, title, and whom they stand for: `Ana Silva, adviser; *in place of* Rui Costa`."""
    first, *more = [piece.removeprefix("; ") for piece in parts(cell, ";")] or [""]
    name, *title = parts(first, ",") or [""]
    others: dict[str, str] = {}
    for piece in more:
        word, _, value = piece.strip(" ").removeprefix("*").partition("* ")
        others[key_of(word, "attendance", lang)] = unescaped(value)
    return unescaped(name), unescaped(title[0].removeprefix(", ").strip(" ")) if title else "", others


_PRESENCES = {"not_represented": Presence.ABSENT, "not_present": Presence.ABSENT, "not_recorded": None}


def _state(cell: str, lang: str) -> tuple[Presence | None, str, str]:
    first, *more = [piece.strip(" ") for piece in parts(cell, ",")] or [""]
    arrived = (filled("attendance.arrived", piece, lang).get("item", "") for piece in more)
    left = (filled("attendance.left", piece, lang).get("item", "") for piece in more)
    return _presence(first, lang), "".join(arrived), "".join(left)


def _presence(said: str, lang: str) -> Presence | None:
    """A row that somebody added without a word on it is of one who came; another word tells nothing."""
    printed = key_of(said, "presence", lang)
    if printed:
        return _PRESENCES[printed]
    return choice_of(said, Presence, lang) or (None if said else Presence.PRESENT)
