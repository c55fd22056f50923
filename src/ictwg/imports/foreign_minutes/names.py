"""Lists of people: "Ana [facilitator], Rui (UNHCR) and Kim", "DPSA: Ana, Rui; UNHCR: Kim", "OCHA (Ana Dias)"."""

from __future__ import annotations

import re
from itertools import chain, pairwise

from ictwg.imports.foreign_minutes.model import ReadAttendee
from ictwg.imports.foreign_minutes.people import (
    BRACKETS,
    DEGREE,
    Roll,
    fits,
    has_title,
    is_acronym,
    is_body,
    is_name,
    is_office,
    is_person,
    is_proper,
    is_role,
    names_body,
    posts_in_brackets,
    read_person,
    without_titles,
)
from ictwg.imports.foreign_minutes.words import away_in

# What parts people, and a body from its people.

_COMMA = re.compile(r"[,;、]")
_ELEMENT = re.compile(r"(?:[^,;、()\[\]]|[(\[][^()\[\]]{0,300}[)\]]|[()\[\]])+")
_OTHER_COMMA = re.compile(r"[、·•]| [|/] ")
_LAST_AND = re.compile(r" (?:and|&|e|dan|ho|no(?= (?:Sra?|Dra?|Maun|Mana)\b)) ")
_GROUPED = re.compile(r"^(?P<organization>[^:;]{2,60}):\s+(?P<people>.+)$")
_DASHED = re.compile(r"^(?P<organization>(?:[^:;,–—-]|(?<=\w)-(?=\w)){2,60}?)\s+[–—-]\s+(?P<people>[^:;–—]+)$")

# Lists in one line: numbered, with bodies before, behind and in brackets.

_NICKNAME = re.compile(r"[A-Z][a-z]+[A-Z]")
_OF = re.compile(
    r"(?P<name>[A-ZÀ-Þ][^,;()]{3,60}), (?:d[aeo]s?|of the|from(?: the)?|dari|husi) (?P<of>[A-ZÀ-Þ][^,;()]{2,80}?)"
    r"(?=[,;.]|$|\s+(?:e|and|dan|ho)\s+[A-ZÀ-Þ])"
)
_JOINED_OF = re.compile(r"(?<=\)),?\s+(?:e|and|dan|ho)\s+(?=[A-ZÀ-Þ][^,;()]{3,60}\s\()")
_TOGETHER = re.compile(r"^\s*(?P<names>[^,()]{8,160}?)(?P<rest>,\s.+|\s\(.+)$")
_AND = re.compile(r"\s+(?:e|and|dan|ho)\s+|,\s+")
_BEFORE_BRACKET = re.compile(r"^(?P<organization>[^(),]{2,60}?)(?:\s*\((?P<people>[^()]{3,200})\))?$")
_ARTICLE = re.compile(r"^(?:the|os?|as?)\s+", re.IGNORECASE)
_NUMBER = re.compile(r"(?:^|(?<=\s))(?P<number>\d{1,2})[.)]\s+(?=\S)")
_TAIL = re.compile(r"(?P<name>\S+(?: [^\W\d_][\w.'’-]+){1,3}?) (?P<of>[A-Z][A-Z0-9&/-]+(?: [A-Z][A-Z0-9&/-]+)*)")
_FIRST_AND = re.compile(r"^(?:and|e|dan|ho|no)\s+(?=\S+\s)")

_POST_THEN_NAME = re.compile(
    r"(?P<post>(?=[^\W\d_])[^,;:–]{3,60}?(?: \([A-Z]{2,5}\))?) "
    r"(?P<name>[A-ZÀ-Þ][\w'’-]+(?: [A-Z]\.)? [A-ZÀ-Þ][\w'’-]+)$"
)
_LONG_NAME = 4
"""Words, of a person and a body together."""


def split_names(text: str) -> list[str]:
    """The elements of "Ana [facilitator], Rui (UNHCR, Dili) and Kim"."""
    line = " ".join(text.split())
    if not _COMMA.search(BRACKETS.sub("", line)):
        line = _OTHER_COMMA.sub(",", line)
    pieces = [nick.strip() for piece in _ELEMENT.findall(line) for nick in _nicknames(piece)]
    *names, last = _with_degrees(pieces) or [""]
    return [name for name in map(str.strip, [*names, *_LAST_AND.split(last)]) if name]


def split_people(text: str) -> list[str]:
    """The elements of a list of full names or bodies; of any other text nothing."""
    names = split_names(text)
    return names if all(" " in one and is_proper(one) and not is_office(one) for one in names) else []


def _with_degrees(names: list[str]) -> list[str]:
    """In "Ana Dias, S.E., Rui Sá" the letters with dots are a degree of the person before them."""
    joined: list[str] = []
    for name in names:
        titled = joined and (" " in joined[-1] or not name.isupper())
        if titled and " " not in name and DEGREE.fullmatch(name):
            joined[-1] = f"{joined[-1]}, {name}"
        else:
            joined.append(name)
    return joined


def _nicknames(piece: str) -> list[str]:
    """As in "SkotM NickB TimG": several first names, each with the letter of a last one."""
    words = piece.split()
    return words if len(words) > 1 and all(map(_NICKNAME.fullmatch, words)) else [piece]


def read_people(raw: str, roll: Roll) -> tuple[list[ReadAttendee], list[str]]:
    """The people of a comma list, and what of it is nobody.

    "DPSA: Ana Dias, Rui Sá; UNHCR: Kim Lee" names an organization before its people.
    """
    raw = with_bodies_in_brackets(posts_in_brackets(raw))
    people: list[ReadAttendee] = []
    others: list[str] = []
    above = roll
    for chunk in _chunks(raw):
        grouped = _GROUPED.match(chunk) or of_body(chunk)
        said = grouped["people"] if grouped else chunk
        if seats := [one] if (one := seated(chunk, roll)) else in_seats(split_names(said), roll):
            people.extend(seats)
            continue
        of = grouped["organization"] if grouped else ""
        known = (is_name(of) or is_body(of)) and (" " in of or not fits(of, said))  # no "JS: Joe Sepi"
        above = inner = roll._replace(organization=of) if known else above
        names = split_names(said if known else chunk)
        names = names if roll.of_bodies else _with_bodies(names)
        single = not known and (chunk.count(",") == 1 or _is_one(chunk)) and chunk != raw.strip()
        for name in [chunk] if single else chain.from_iterable(map(each_of, names)):
            person = seated(name, inner) or read_person(name.rstrip("."), inner)
            if person:
                people.append(person)
            else:
                others.append(name)
    return people, others


def with_bodies_in_brackets(text: str) -> str:
    """As in "Ana Dias, do Ministério da Saúde, e Rui Sá, da Polícia": each with what they are of in brackets."""
    return _JOINED_OF.sub(", ", _OF.sub(r"\g<name> (\g<of>)", text))


def of_body(chunk: str) -> re.Match[str] | None:
    """As in "Ministry of Health – Ana Dias, Rui Sá"; "Ana Dias – UNHCR" is the other way round."""
    found = _DASHED.match(chunk)
    is_so = found and names_body(found["organization"]) and all(map(is_person, split_names(found["people"])))
    return found if is_so else None


def bodies_first(lines: list[str]) -> list[str]:
    """As in "Norway – Ana Dias" over "OCHA (Kim Lo, Rui Sá)": each person, with the body in brackets.

    On which side the bodies stand is seen in the whole list: one word alone is no full name, a title is no body's.
    """
    found = [_DASHED.match(line) or _BEFORE_BRACKET.match(line) for line in lines]
    told = [(match["organization"], split_names(match["people"])) for match in found if match and match["people"]]
    turned = [one for one in told if not has_title(one[0]) and all(map(_is_somebody, one[1]))]
    sure = [of for of, people in turned if names_body(of) or is_office(of) or len(people) > 1]
    bodies = [of for of, _ in turned if of in sure or (" " not in of and not is_role(of))]
    enough = 1 < len(lines) <= len(bodies) * 2 or (len(lines) <= len(sure) * 3 and len(turned) == len(told))
    if not enough or len(turned) * 4 < len(lines) * 3:
        return lines
    names = {of for of, _ in turned}
    each: list[str] = []
    for line, match in zip(lines, found, strict=True):
        if match and match["people"] and match["organization"] in names:
            of = match["organization"].strip()
            parts = (one.partition(" (") for one in split_names(match["people"]))
            each += [
                f"{name}, {of}{paren}{aside}" if "(" in of else f"{name} ({of}){paren}{aside}"
                for name, paren, aside in parts
            ]
        else:
            each.append(line)
    return each


def _is_somebody(text: str) -> bool:
    """Whether it is a person's name, or one with a title: "dr. Ratih"."""
    name = BRACKETS.sub("", text).strip()
    titled = has_title(name) or DEGREE.fullmatch(name.partition(", ")[2])
    return is_person(name) or (bool(titled) and is_proper(without_titles(name)))


def each_of(part: str) -> list[str]:
    """Of "Ana Dias e Rui Sá, representando o Conselho" each with what they represent."""
    found = _TOGETHER.match(part)
    names = _AND.split(found["names"]) if found else []
    return [f"{name}{found['rest']}" for name in names] if found and all(map(is_person, names)) else [part]


def seated(name: str, roll: Roll) -> ReadAttendee | None:
    """As in "Ministry of Education (Ms Lurdes Bila)": a body, and in brackets who is of it."""
    found = _BEFORE_BRACKET.match(name)
    of = found["organization"] if found else ""
    if found is None or not found["people"] or not (is_body(of) or is_office(of)):
        return None
    person = read_person(found["people"], roll._replace(organization=of) if is_body(of) else roll)
    person = person._replace(position=of) if person and not is_body(of) else person
    return person if person is not None and " " in found["people"] and is_proper(person.name) else None


def _with_bodies(names: list[str]) -> list[str]:
    """In "Ana Dias, UNHCR, Rui Sá" the letters are what the person before them comes from, no third person.

    So only where each body stands behind a person, and the names are not all in capitals: "UNHCR, WFP" are bodies.
    """
    if all(map(str.isupper, names)):
        return names
    together = all(before and not names_body(before) for before, name in pairwise(["", *names]) if names_body(name))
    joined: list[str] = []
    for name in names:
        before = joined[-1] if joined else ""
        bare = "(" not in before + name
        said = ("(" not in before and is_office(BRACKETS.sub("", name))) or away_in(name) is not None
        of_it = said or (bare and together and names_body(name))
        if of_it and " " in before and is_person(BRACKETS.sub("", before).partition(", ")[0].strip()):
            joined[-1] = f"{before} ({name})" if bare and "," not in before else f"{before}, {name}"
        else:
            joined.append(name)
    return joined


def in_seats(names: list[str], roll: Roll) -> list[ReadAttendee]:
    """The people of "OCHA (Nadia Petrova), WFP (Julian Mbeki)": bodies with theirs in brackets; of other lists none."""
    found = [match for match in map(_BEFORE_BRACKET.match, names) if match]
    named = [name for match in found for name in split_names(match["people"] or "")]
    bare = [match["organization"] for match in found if not match["people"]]
    whole = len(found) == len(names) and bool(named) and all(map(is_person, named)) and all(map(is_acronym, bare))
    if not whole or sum(names_body(match["organization"]) for match in found) * 2 <= len(found):
        return []
    people: list[ReadAttendee | None] = []
    for match in found:
        body = _ARTICLE.sub("", match["organization"])
        of = roll._replace(organization=body) if match["people"] else roll
        people += [read_person(name, of) for name in split_names(match["people"] or body)]
    return list(filter(None, people))


def _numbered(raw: str) -> list[str]:
    """The elements of "1. Ana Dias WFP 2. Rui Sá IOM" in one line; nothing where they do not count from one."""
    found = list(_NUMBER.finditer(raw))
    if len(found) < 2 or found[0].start() or [int(one["number"]) for one in found] != [*range(1, len(found) + 1)]:  # noqa: PLR2004
        return []
    ends = [*(after.start() for after in found[1:]), None]
    return [raw[one.end() : end].strip(" ,;") for one, end in zip(found, ends, strict=True)]


def _with_tails(names: list[str]) -> list[str]:
    """As in "Rowena Dacsig UN OCHA": the letters are what she is of; beside her a long name has a body too."""
    tails = [_TAIL.fullmatch(name) if not name.isupper() else None for name in names]
    if not any(tails):
        return names
    return [f"{tail['name']} ({tail['of']})" if tail else _cut(name) for name, tail in zip(names, tails, strict=True)]


def _cut(name: str) -> str:
    """The name with the body behind it in brackets: from an office or letters on, else behind two or three words."""
    bare = without_titles(name)
    words = bare.split()
    told = next((at for at, word in enumerate(words) if at > 1 and (is_acronym(word) or is_office(word))), 0)
    if not is_proper(bare) or not (told or len(words) >= _LONG_NAME):
        return name
    at = told or (2 if len(words) <= _LONG_NAME else 3)
    return f"{name.removesuffix(bare)}{' '.join(words[:at])} ({' '.join(words[at:])})"


def cut_apart(lines: list[str]) -> list[str]:
    """The lines of a table that lost its cells: each name, body and state in one, as "Ana Dias Plan Belun, falta"."""
    said = [line.partition(", ") for line in lines]
    signed = all(state and away_in(BRACKETS.sub("", state)) for _, _, state in said)
    plainly = signed and all(re.search(r"[,(]|\s[-–—]\s", name) is None for name, _, _ in said)
    return [f"{_cut(name)}, {state}" for name, _, state in said] if plainly and len(lines) > 1 else lines


def posts_last(lines: list[str]) -> list[str]:
    """As in "Town Clerk Ana Dias" below "Mayor Rui Sá": the post behind the name, where most have titles."""
    if sum(map(has_title, lines)) * 2 < len(lines):
        return lines
    found = [_POST_THEN_NAME.match(line) if not has_title(line) else None for line in lines]
    return [
        f"{match['name']}, {match['post']}" if match and is_office(match["post"].partition(" (")[0]) else line
        for match, line in zip(found, lines, strict=True)
    ]


def is_cut(raw: str) -> bool:
    """Whether the names of a list in one line were told from what they are of by a guess."""
    return _with_tails(names := _numbered(raw)) != names


def _chunks(raw: str) -> list[str]:
    if counted := _numbered(raw):
        return _with_tails(counted)
    chunks = [_FIRST_AND.sub("", chunk.strip()) for chunk in raw.split(";") if chunk.strip()]
    each = all(chunk.count(",") == 1 for chunk in chunks) or all("," not in one or _is_one(one) for one in chunks)
    return chunks if ":" in raw or each else [raw]


def _is_one(chunk: str) -> bool:
    """As in "Ana Dias, Director of Planning, MoJ": a name, and behind it what somebody is and of which body."""
    name, *rest = chunk.split(", ")
    return bool(rest) and is_proper(without_titles(name)) and all(is_office(one) or names_body(one) for one in rest)
