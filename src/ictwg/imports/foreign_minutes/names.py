"""Lists of people: "Ana [facilitator], Rui (UNHCR) and Kim", "DPSA: Ana, Rui; UNHCR: Kim", "OCHA (Ana Dias)"."""

from __future__ import annotations

import re
from itertools import chain, pairwise, zip_longest
from typing import TYPE_CHECKING

from ictwg.imports.foreign_minutes.people import (
    BRACKETS,
    DEGREE,
    Roll,
    fits,
    is_body,
    is_name,
    is_office,
    is_proper,
    posts_in_brackets,
    read_person,
    without_titles,
)
from ictwg.imports.foreign_minutes.words import away_in

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ictwg.imports.foreign_minutes.model import ReadAttendee


# What parts people, and a body from its people.

_COMMA = re.compile(r"[,;、]")
_OTHER_COMMA = re.compile(r"[、·•]| [|/] ")
_LAST_AND = re.compile(r" (?:and|&|e|dan|ho|no(?= (?:Sra?|Dra?|Maun|Mana)\b)) ")
_GROUPED = re.compile(r"^(?P<organization>[^:;]{2,60}):\s+(?P<people>.+)$")
_DASHED = re.compile(r"^(?P<organization>[^:;,–—-]{2,60}?)\s+[–—-]\s+(?P<people>[^:;–—]+)$")


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


def split_people(text: str) -> list[str]:
    """The elements of a list of full names or bodies; of any other text nothing."""
    names = split_names(text)
    people = [without_titles(name) for name in names]
    return names if all(" " in one and is_proper(one) and not is_office(one) for one in people) else []


def _with_degrees(names: list[str]) -> list[str]:
    """In "Ana Dias, S.E., Rui Sá" the letters with dots are a degree of the person before them."""
    joined: list[str] = []
    for name in names:
        if joined and " " in joined[-1] and " " not in name and DEGREE.fullmatch(name):
            joined[-1] = f"{joined[-1]}, {name}"
        else:
            joined.append(name)
    return joined


_FARTHEST = 8
_NICKNAME = re.compile(r"[A-Z][a-z]+[A-Z]")


def _nicknames(piece: str) -> list[str]:
    """As in "SkotM NickB TimG": several first names, each with the letter of a last one."""
    words = piece.split()
    return words if len(words) > 1 and all(map(_NICKNAME.fullmatch, words)) else [piece]


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
    raw = with_bodies_in_brackets(posts_in_brackets(raw))
    people: list[ReadAttendee] = []
    others: list[str] = []
    above = roll
    for chunk in _chunks(raw):
        if "," not in BRACKETS.sub("", chunk) and (one := seated(chunk, roll)):
            people.append(one)
            continue
        grouped = _GROUPED.match(chunk) or of_body(chunk)
        turned = inverted(split_names(grouped["people"] if grouped else chunk))
        if turned:
            people.extend(of_organizations(turned, roll))
            continue
        known = grouped and _heads_people(grouped["organization"], grouped["people"])
        above = inner = roll._replace(organization=grouped["organization"]) if grouped and known else above
        names = split_names(grouped["people"] if grouped and known else chunk)
        names = names if roll.of_bodies else _with_bodies(names)
        single = not known and (chunk.count(",") == 1 or _is_one(chunk)) and chunk != raw.strip()
        for name in [chunk] if single else chain.from_iterable(map(each_of, names)):
            person = seated(name, inner) or read_person(name.rstrip("."), inner)
            if person:
                people.append(person)
            else:
                others.append(name)
    return people, others


_OF = re.compile(
    r"(?P<name>[A-ZÀ-Þ][^,;()]{3,60}), (?:d[aeo]s?|of the|from(?: the)?|dari|husi) (?P<of>[A-ZÀ-Þ][^,;()]{2,80}?)"
    r"(?=[,;.]|$|\s+(?:e|and|dan|ho)\s+[A-ZÀ-Þ])"
)
_JOINED_OF = re.compile(r"(?<=\)),?\s+(?:e|and|dan|ho)\s+(?=[A-ZÀ-Þ][^,;()]{3,60}\s\()")


def with_bodies_in_brackets(text: str) -> str:
    """As in "Ana Dias, do Ministério da Saúde, e Rui Sá, da Polícia": each with what they are of in brackets."""
    return _JOINED_OF.sub(", ", _OF.sub(r"\g<name> (\g<of>)", text))


def of_body(chunk: str) -> re.Match[str] | None:
    """As in "Ministry of Health – Ana Dias, Rui Sá"; "Ana Dias – UNHCR" is the other way round."""
    found = _DASHED.match(chunk)
    if found is None or not _is_body(found["organization"]):
        return None
    people = [without_titles(name) for name in split_names(found["people"])]
    return found if all(" " in one and is_proper(one) and not _is_body(one) for one in people) else None


def bodies_first(lines: list[str]) -> list[str]:
    """As in "Ministry of Health – Ana Dias" over "Save the Children – Rui Sá": each body with a colon behind it."""
    found = [_DASHED.match(line) for line in lines]
    people = [one for match in found if match for one in split_names(match["people"])]
    bodies = sum(of_body(line) is not None for line in lines)
    full = all(found) and all(" " in one and is_proper(one) for one in people)
    if not full or not len(lines) > bodies >= len(lines) / 2:
        return lines
    return [f"{match['organization']}: {match['people']}" for match in found if match]


def each_of(part: str) -> list[str]:
    """Of "Ana Dias e Rui Sá, representando o Conselho" each with what they represent."""
    found = _TOGETHER.match(part)
    names = _AND.split(found["names"]) if found else []
    if (
        found is None
        or len(names) == 1
        or not all(" " in name and is_proper(without_titles(name)) and not _is_body(name) for name in names)
    ):
        return [part]
    return [f"{name}{found['rest']}" for name in names]


_TOGETHER = re.compile(r"^\s*(?P<names>[^,()]{8,160}?)(?P<rest>,\s.+|\s\(.+)$")
_AND = re.compile(r"\s+(?:e|and|dan|ho)\s+|,\s+")


def _heads_people(organization: str, people: str) -> bool:
    """As in "International Bureau for Water (IBW): Ms Ulloa"; no "JS: Joe Sepi"."""
    if " " in organization and is_body(organization):
        return True
    return is_name(organization) and (" " in organization or not fits(organization, people))


def seated(name: str, roll: Roll) -> ReadAttendee | None:
    """As in "Ministry of Education (Ms Lurdes Bila)": a body, and in brackets who is of it."""
    found = _BEFORE_BRACKET.match(name)
    if found is None or is_body(found["people"]):
        return None
    of = found["organization"]
    if not is_body(of) and not is_office(of):
        return None
    person = read_person(found["people"], roll._replace(organization=of) if is_body(of) else roll)
    person = person._replace(position=of) if person and not is_body(of) else person
    return person if person is not None and " " in found["people"] and is_proper(person.name) else None


_LETTERS = re.compile(r"[A-Z][A-Z0-9&-]{2,9}")


def _with_bodies(names: list[str]) -> list[str]:
    """In "Ana Dias, UNHCR, Rui Sá" the letters are what the person before them comes from, no third person.

    So only in a list of full names, which are not all written in capitals, and where each body stands behind one:
    "UNHCR, WFP" is a roll of bodies.
    """
    if not any(" " in name and is_proper(name) and not name.isupper() for name in names):
        return names
    together = all(before and not _is_body(before) for before, name in pairwise(["", *names]) if _is_body(name))
    joined: list[str] = []
    for name in names:
        before = joined[-1] if joined else ""
        bare = "(" not in before + name
        said = ("(" not in before and is_office(BRACKETS.sub("", name))) or away_in(name) is not None
        of_it = said or (bare and together and _is_body(name))
        who = without_titles(BRACKETS.sub("", before).partition(", ")[0].strip())
        if of_it and " " in before and is_proper(who) and not _is_body(who) and not is_office(who):
            joined[-1] = f"{before} ({name})" if bare and "," not in before else f"{before}, {name}"
        else:
            joined.append(name)
    return joined


def _is_body(name: str) -> bool:
    return _LETTERS.fullmatch(name) is not None or is_body(name)


_BEFORE_BRACKET = re.compile(r"^(?P<organization>[^()]{2,60}?)\s*\((?P<people>[^()]{3,200})\)$")


def inverted(names: list[str]) -> list[re.Match[str]]:
    """The elements of "OCHA (Nadia Petrova), WFP (Julian Mbeki)": organizations with their people in brackets."""
    found = [match for name in names if (match := _BEFORE_BRACKET.match(name) or _BARE_BODY.match(name))]
    if len(found) != len(names) or not any(match["people"] for match in found):
        return []
    people = [without_titles(person) for match in found if match["people"] for person in split_names(match["people"])]
    full = all(" " in person and is_proper(person) and not _is_body(person) for person in people)
    bodies = sum(_is_body(match["organization"]) for match in found)
    return found if full and bodies * 2 > len(found) else []


_BARE_BODY = re.compile(r"^(?P<organization>[A-Z][A-Z0-9&-]{1,9})(?P<people>)$")
_ARTICLE = re.compile(r"^(?:the|os?|as?)\s+", re.IGNORECASE)


def of_organizations(found: list[re.Match[str]], roll: Roll) -> Iterator[ReadAttendee]:
    for match in found:
        body = _ARTICLE.sub("", match["organization"])
        of = roll._replace(organization=body) if match["people"] else roll
        people = (read_person(name, of) for name in split_names(match["people"] or body))
        yield from filter(None, people)


_NUMBER = re.compile(r"(?:^|(?<=\s))(?P<number>\d{1,2})[.)]\s+(?=\S)")


def _numbered(raw: str) -> list[str]:
    """The elements of "1. Ana Dias WFP 2. Rui Sá IOM" in one line; nothing where they do not count from one."""
    found = list(_NUMBER.finditer(raw))
    if len(found) < 2 or found[0].start() or [int(one["number"]) for one in found] != [*range(1, len(found) + 1)]:  # noqa: PLR2004
        return []
    return [
        raw[one.end() : after.start() if after else None].strip(" ,;") for one, after in zip_longest(found, found[1:])
    ]


_TAIL = re.compile(r"(?P<name>\S+(?: [^\W\d_][\w.'’-]+){1,3}?) (?P<of>[A-Z][A-Z0-9&/-]+(?: [A-Z][A-Z0-9&/-]+)*)")


def _with_tails(names: list[str]) -> list[str]:
    """As in "Rowena Dacsig UN OCHA": the letters are what she is of; beside her a long name has a body too."""
    tails = [_TAIL.fullmatch(name) if not name.isupper() else None for name in names]
    if not any(tails):
        return names
    return [f"{tail['name']} ({tail['of']})" if tail else _cut(name) for name, tail in zip(names, tails, strict=True)]


def _cut(name: str) -> str:
    words = name.split()
    at = 2 if len(words) <= _LONG_NAME else 3
    return f"{' '.join(words[:at])} ({' '.join(words[at:])})" if len(words) >= _LONG_NAME and is_proper(name) else name


_LONG_NAME = 4
"""Words, of a person and a body together."""


def is_cut(raw: str) -> bool:
    """Whether the names of a list in one line were told from what they are of by a guess."""
    return _with_tails(names := _numbered(raw)) != names


_FIRST_AND = re.compile(r"^(?:and|e|dan|ho|no)\s+(?=\S+\s)")


def _chunks(raw: str) -> list[str]:
    if counted := _numbered(raw):
        return _with_tails(counted)
    chunks = [_FIRST_AND.sub("", chunk.strip()) for chunk in raw.split(";") if chunk.strip()]
    of_bodies = all(map(of_body, chunks))
    each = all(chunk.count(",") == 1 for chunk in chunks) or all("," not in one or _is_one(one) for one in chunks)
    return chunks if ":" in raw or of_bodies or each else [raw]


def _is_one(chunk: str) -> bool:
    """As in "Ana Dias, Director of Planning, MoJ": a name, and behind it what somebody is and of which body."""
    name, *rest = chunk.split(", ")
    return (
        bool(rest)
        and is_proper(without_titles(name))
        and all(is_office(one) or _is_body(one) or _SHORT_BODY.fullmatch(one) for one in rest)
    )


_SHORT_BODY = re.compile(r"[A-Z][A-Za-z]{0,3}[A-Z]\w{0,6}")  # "MJ", "MoJ"
