"""The sections of our own files: items and what they say, who was there, which organizations are named."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from typing import Any, NamedTuple

from ictwg.domain.records import AgendaItem, Attendance, Meeting
from ictwg.domain.values import Capacity, ItemKind, MembershipStatus, OrganizationType, Outcome, Presence
from ictwg.minutes.printed.sheet import (
    AttendanceRow,
    Circulation,
    CommentRow,
    CorrectionRow,
    OrganizationRow,
    Reviewed,
    SheetItem,
    SheetLine,
)
from ictwg.minutes.read_back.reading_lines import (
    BULLET,
    audience_and_rest,
    bracketed,
    bullets,
    cells,
    comment_row,
    day_of,
    details,
    filled,
    is_restricted,
    is_rule,
    line_or_review,
    listed,
    mark,
    parts,
    read_details,
)
from ictwg.papers.markdown import unescaped, unmarked
from ictwg.papers.words import choice_of, key_of, kind_by_title

_HEADING = re.compile(r"(#{1,6}) (?:(\d+(?:\.\d+)*)\. )?(.*)")
_TOP = 2


class OwnSection(NamedTuple):
    """A heading and the lines up to the next.

    Attributes:
        number: As printed; empty for a heading without one.
        title: Still escaped.
    """

    level: int
    number: str
    title: str
    lines: tuple[str, ...]

    @property
    def depth(self) -> int:
        """How deep the item stands: by its number, or else by its heading."""
        return self.number.count(".") if self.number else max(self.level - _TOP, 0)


class OwnItem(NamedTuple):
    item: SheetItem
    depth: int
    next_meeting: date | None


def sections(body: str) -> list[OwnSection]:
    found: list[tuple[re.Match[str], list[str]]] = []
    for line in body.split("\n"):
        heading = _HEADING.fullmatch(line)
        if heading:
            found.append((heading, []))
        elif found:
            found[-1][1].append(line)
    return [OwnSection(len(head[1]), head[2] or "", head[3], tuple(lines)) for head, lines in found]


def read_item(section: OwnSection, lang: str) -> OwnItem:
    audience, title = audience_and_rest(section.title, lang)
    if is_restricted(title, lang):
        return OwnItem(SheetItem(section.number, restricted=True), section.depth, None)
    name = "" if mark(title) else unescaped(title)
    about, said = _body(section.lines, lang)
    # Whose minutes were adopted: named before the bracket that says how; earlier versions said only how
    names, bracket, _ = about.get("adopted", "").rpartition(" (")
    item = SheetItem(
        section.number,
        name,
        choice_of(about.get("kind", ""), ItemKind, lang) or kind_by_title(name, lang),
        audience=audience,
        adopts=listed(names, ";") if bracket else (),
        reviewed=tuple(line for line in said if isinstance(line, Reviewed)),
        lines=tuple(line for line in said if isinstance(line, SheetLine)),
        **read_details(AgendaItem, about, lang) | ({"outcome": Outcome.DECIDED} if "adopted" in about else {}),
    )
    return OwnItem(item, section.depth, day_of(about.get("next_meeting", "")))


def read_lines(lines: Iterable[str], lang: str) -> tuple[SheetLine, ...]:
    """The lines of a section that is no item."""
    return tuple(line for line in _body(lines, lang)[1] if isinstance(line, SheetLine))


def read_corrections(lines: Iterable[str], lang: str) -> tuple[CorrectionRow, ...]:
    """Those that stand together; at their places they are repeated."""
    return tuple(line for line in _body(lines, lang)[1] if isinstance(line, CorrectionRow))


def read_comments(lines: Iterable[str], lang: str) -> tuple[CommentRow, ...]:
    """Only where they stand together: elsewhere a line may begin with the same word and be anybody's."""
    lists = (block for block in _blocks(lines) if BULLET.fullmatch(block[0]))
    rows = (comment_row(bullet, lang) for block in lists for bullet in bullets(block))
    return tuple(row for row in rows if row is not None)


def _body(lines: Iterable[str], lang: str) -> tuple[dict[str, str], list[SheetLine | Reviewed | CorrectionRow]]:
    about: dict[str, str] = {}
    found: list[SheetLine | Reviewed | CorrectionRow] = []
    for block in _blocks(lines):
        if block[0].startswith("|"):
            found += [] if all(key_of(cell, "column", lang) for cell in cells(block[0])) else [_note(block)]
        elif BULLET.fullmatch(block[0]):
            found += [line_or_review(bullet, lang) for bullet in bullets(block)]
        elif known := _known_details(block, lang):
            about |= known
        else:
            found.append(_note(block))
    return about, found


def _blocks(lines: Iterable[str]) -> list[list[str]]:
    """Paragraphs, tables and whole lists; what is indented belongs to the list above it."""
    blocks: list[list[str]] = []
    apart = True
    for line in lines:
        bare = line.strip(" ")
        bullet = BULLET.fullmatch(line) is not None
        listed = bool(blocks) and BULLET.fullmatch(blocks[-1][0]) is not None
        goes_on = listed and (bullet or line.startswith(" ") or not bare)
        if goes_on or (bare and not apart and blocks and not listed and not bullet):
            blocks[-1].append(line)
        elif bare:
            blocks.append([line])
        apart = not bare
    return blocks


def _known_details(block: list[str], lang: str) -> dict[str, Any]:
    """Nothing where any label is not ours: then it is somebody's text."""
    if len(block) > 1 or not block[0].startswith("*"):
        return {}
    found = {key_of(name, "item", lang): value for name, value in details(block[0])}
    return {} if "" in found else found


def _note(block: list[str]) -> SheetLine:
    return SheetLine(text=unmarked("\n".join(block)))


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
        capacity=choice_of(capacity, Capacity, lang),
        arrived=arrived,
        left=left,
        type=choice_of(type, OrganizationType, lang),
        **read_details(Attendance, others, lang),
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
    return Circulation(**read_details(Meeting, said, lang))


def _representative(cell: str, lang: str) -> tuple[str, str, dict[str, str]]:
    """Name, title, and whom they stand for: `Ana Silva, adviser; *in place of* Rui Costa`."""
    pieces = [piece.removeprefix("; ") for piece in parts(cell, ";")] or [""]
    first, *more = ["", *pieces] if pieces[0].startswith("*") else pieces  # who comes for another, unnamed
    name, *title = parts(first, ",") or [""]
    others: dict[str, str] = {}
    for piece in more:
        word, _, value = piece.strip(" ").removeprefix("*").partition("* ")
        others[key_of(word, "attendance", lang)] = value
    return unescaped(name), unescaped(title[0].removeprefix(", ").strip(" ")) if title else "", others


_PRESENCES = {**dict.fromkeys(("not_represented", "not_present", "by_proxy"), Presence.ABSENT), "not_recorded": None}


def _state(cell: str, lang: str) -> tuple[Presence | None, str, str]:
    first, *more = [piece.strip(" ") for piece in parts(cell, ",")] or [""]
    return _presence(first, lang), _at("arrived", more, lang), _at("left", more, lang)


def _at(which: str, said: Iterable[str], lang: str) -> str:
    """The number of the item, or the name of a section without one."""
    labels = (f"attendance.{which}", f"attendance.{which}_section")
    found = ((filled(one, piece, lang).get("item", "") for one in labels) for piece in said)
    return "".join(next(filter(None, each), "") for each in found)


def _presence(said: str, lang: str) -> Presence | None:
    """A row that somebody added without a word on it is of one who came; another word tells nothing."""
    printed = key_of(said, "presence", lang)
    if printed:
        return _PRESENCES[printed]
    return choice_of(said, Presence, lang) or (None if said else Presence.PRESENT)
