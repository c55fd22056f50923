"""Lists of people: "Ana [facilitator], Rui (UNHCR) and Kim", "DPSA: Ana, Rui; UNHCR: Kim", "OCHA (Ana Dias)"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ictwg.exchange.reading.people import BRACKETS, Roll, fits, is_name, is_proper, read_person

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ictwg.exchange.reading.model import ReadAttendee

_COMMA = re.compile(r"[,;、]")
_OTHER_COMMA = re.compile(r"[、·•]| [|/] ")
_LAST_AND = re.compile(r" (?:and|&|e|dan|ho) ")
_GROUPED = re.compile(r"^(?P<organization>[^:;]{2,60}):\s+(?P<people>.+)$")


def split_names(text: str) -> list[str]:
    """The elements of "Ana [facilitator], Rui (UNHCR, Dili) and Kim"."""
    line = " ".join(text.split())
    pieces = (_COMMA if _COMMA.search(BRACKETS.sub("", line)) else _OTHER_COMMA).split(line)
    pieces = [nick for piece in pieces for nick in _nicknames(piece)]
    names: list[str] = []
    at = 0
    while at < len(pieces):
        taken = _closing(pieces[at : at + _FARTHEST])
        names.append(",".join(pieces[at : at + taken]).strip())
        at += taken
    names = _with_degrees(names)
    last = _LAST_AND.split(names.pop())
    return [name for name in map(str.strip, [*names, *last]) if name]


def _with_degrees(names: list[str]) -> list[str]:
    """In "Ana Dias, S.E., Rui Sá" the letters with dots are a degree of the person before them."""
    joined: list[str] = []
    for name in names:
        if joined and " " in joined[-1] and _DEGREE.fullmatch(name):
            joined[-1] = f"{joined[-1]}, {name}"
        else:
            joined.append(name)
    return joined


_DEGREE = re.compile(r"[A-Z][A-Za-z]{0,3}\.(?:[A-Z][A-Za-z]{0,3}\.?){1,3}")
_FARTHEST = 8
_NICKNAME = re.compile(r"[A-Z][a-z]+[A-Z]")
_MOST_IN_A_NAME = 2


def _nicknames(piece: str) -> list[str]:
    """As in "SkotM NickB TimG": several first names, each with the letter of a last one."""
    words = piece.split()
    few = len(words) < _MOST_IN_A_NAME or not all(_NICKNAME.fullmatch(word) for word in words)
    return [piece] if few else words


def _closing(pieces: list[str]) -> int:
    """How many pieces belong together because a bracket that opens in the first closes in the last."""
    if not _is_open(pieces[0]):
        return 1
    for count, piece in enumerate(pieces[1:], start=2):
        closes = re.search(r"[()\[\]]", piece)
        if closes:
            return count if closes[0] in ")]" else 1
    return 1


def _is_open(piece: str) -> bool:
    return max(piece.rfind("("), piece.rfind("[")) > max(piece.rfind(")"), piece.rfind("]"))


def read_people(raw: str, roll: Roll) -> tuple[list[ReadAttendee], list[str]]:
    """The people of a comma list, and what of it is nobody.

    "DPSA: Ana Dias, Rui Sá; UNHCR: Kim Lee" names an organization before its people.
    """
    people: list[ReadAttendee] = []
    others: list[str] = []
    for chunk in _chunks(raw):
        inverted = _inverted(split_names(chunk))
        if inverted:
            people.extend(_of_organizations(inverted, roll))
            continue
        grouped = _GROUPED.match(chunk)
        known = grouped and _heads_people(grouped["organization"], grouped["people"])
        inner = roll._replace(organization=grouped["organization"]) if grouped and known else roll
        names = _with_bodies(split_names(grouped["people"] if grouped and known else chunk))
        for name in [chunk] if ";" in raw and not known and chunk.count(",") == 1 else names:
            person = seated(name, inner) or read_person(name.rstrip("."), inner)
            if person:
                people.append(person)
            else:
                others.append(name)
    return people, others


def _heads_people(organization: str, people: str) -> bool:
    """As in "International Bureau for Water (IBW): Ms Ulloa"; no "JS: Joe Sepi"."""
    if " " in organization and _BODY.search(organization):
        return True
    return is_name(organization) and (" " in organization or not fits(organization, people))


def seated(name: str, roll: Roll) -> ReadAttendee | None:
    """As in "Ministry of Education (Ms Lurdes Bila)": a body, and in brackets who is of it."""
    found = _BEFORE_BRACKET.match(name)
    if found is None or not _BODY.search(found["organization"]) or _BODY.search(found["people"]):
        return None
    person = read_person(found["people"], roll._replace(organization=found["organization"]))
    return person if person is not None and " " in found["people"] and is_proper(person.name) else None


def is_body(name: str) -> bool:
    """Whether it is written like an organization: "Ministry of Health"; acronyms aside."""
    return _BODY.search(name) is not None


_BODY = re.compile(
    r"\b(?:ministry|ministries|department|directorate|office|agency|embassy|university|council|commission|foundation|"
    r"institute|association|organi[sz]ation|secretariat|police|network|service|society|delegation|bureau|authority|"
    r"bank|union|federation|trust|fund|programme|committee|centre|division|"
    r"minist[ée]rio|direc?[çc][ãa]o|embaixada|universidade|conselho|comiss[ãa]o|funda[çc][ãa]o|associa[çc][ãa]o|pol[íi]cia|"
    r"minist[ée]riu|diresaun|universidade|komisaun|fundasaun|asosiasaun|"
    r"secretaria|secretariado|câmara|banco|federa[çc][ãa]o|instituto|ag[êe]ncia|gabinete|uni[ãa]o|sindicato|"
    r"dinas|kantor|balai|kecamatan|bagian|kepolisian|program|koperasi|paguyuban|"
    r"kementerian|direktorat|kedutaan|universitas|komisi|yayasan|kepolisian|badan)\b",
    re.IGNORECASE,
)
_LETTERS = re.compile(r"[A-Z][A-Z0-9&-]{2,9}")


def _with_bodies(names: list[str]) -> list[str]:
    """In "Ana Dias, UNHCR, Rui Sá" the letters are what the person before them comes from, no third person.

    So only in a list of full names, which are not all written in capitals: "UNHCR, WFP" is a roll of bodies.
    """
    if not any(" " in name and is_proper(name) and not name.isupper() for name in names):
        return names
    joined: list[str] = []
    for name in names:
        before = joined[-1] if joined else ""
        if _is_body(name) and " " in before and is_proper(before) and not _is_body(before):
            joined[-1] = f"{before} ({name})"
        else:
            joined.append(name)
    return joined


def _is_body(name: str) -> bool:
    return _LETTERS.fullmatch(name) is not None or _BODY.search(name) is not None


_BEFORE_BRACKET = re.compile(r"^(?P<organization>[^()]{2,60}?)\s*\((?P<people>[^()]{3,200})\)$")
_ACRONYM = re.compile(r"[A-Z][A-Z0-9&.-]{1,9}")


def _inverted(names: list[str]) -> list[re.Match[str]]:
    """The elements of "OCHA (Nadia Petrova), WFP (Julian Mbeki)": organizations with their people in brackets."""
    found = [match for name in names if (match := _BEFORE_BRACKET.match(name))]
    if not found or len(found) != len(names):
        return []
    full = all(" " in person and is_proper(person) for match in found for person in split_names(match["people"]))
    return found if full and any(_ACRONYM.fullmatch(match["organization"]) for match in found) else []


def _of_organizations(found: list[re.Match[str]], roll: Roll) -> Iterator[ReadAttendee]:
    for match in found:
        for name in split_names(match["people"]):
            person = read_person(name, roll._replace(organization=match["organization"]))
            if person:
                yield person


def _chunks(raw: str) -> list[str]:
    chunks = [chunk.strip() for chunk in raw.split(";") if chunk.strip()]
    return chunks if ":" in raw or all(chunk.count(",") == 1 for chunk in chunks) else [raw]
