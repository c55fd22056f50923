"""One person as a line of minutes writes it: "Kim Soares - Chair, Ministry of Health", "Ana Dias (@adias)".

A line is a person or it is not; what is not (a link, a sentence, "none") is left to the caller, who keeps it
as a note. No word of a person's line is dropped: what is neither name nor organization is a remark.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import NamedTuple

from ictwg.domain.text import fold
from ictwg.imports.foreign_minutes.model import ReadAttendee, ReadPresence
from ictwg.imports.foreign_minutes.words import (
    NOBODY,
    ROLL,
    ROLLS,
    WORDS,
    Sense,
    away_in,
    capacity_in,
    names_bodies,
    part_of,
    pattern,
    plain_words,
    presence_of,
    tells_presence,
)
from ictwg.sentences.words import PARTICLES
from ictwg.sources.inline import parsed, plain

_WORDS = WORDS["people"]
STATES = {
    Sense.PRESENT: ReadPresence.PRESENT,
    Sense.ABSENT: ReadPresence.ABSENT,
    Sense.APOLOGIES: ReadPresence.APOLOGIES,
    Sense.INVITED: ReadPresence.LISTED,
}

# What stands beside a name: boxes, ticks, brackets, handles, initials, and what parts them.

BOX = re.compile(r"^\s*\\?\[(?P<mark>[ xX✓✔_]?)\\?\]\s+|^\\?\[(?P<tick>[xX])\\?\](?=\w)")
_STATE_LAST = re.compile(
    r"^.*?(?<!\S)[A-ZÀ-Þ(]\S* (?P<said>[a-zà-þ]+(?: [a-zà-þ]+){0,2}\.?)(?P<why> \([^()]{3,40}\))?$"
)
_TICKS = {"✅": True, "☑": True, "✔": True, "✓": True, "❌": False, "☐": False, "✗": False, "✘": False, "❎": False}
_SIGNS = "".join(_TICKS)
_TICK = re.compile(rf"^\s*(?P<before>[{_SIGNS}])\uFE0F?\s*|\s*(?P<after>[{_SIGNS}])\uFE0F?\s*$")
BRACKETS = re.compile(r"[(\[{<]([^()\[\]{}<>]*)[)\]}>]?")
_BARE_HANDLE = re.compile(r"(?<![\w.])@([\w.-]+)\)?")
_SEPARATORS = re.compile(r"\s+[-–—―|•·/]+\s+|\s*[–—―|]\s*|\s*,\s+|\s*;\s*|(?<=\w)-\s+|\s+-(?=\w)")
_INITIALS = re.compile(r"^(?P<initials>[A-Z]{1,4}[a-z]?[A-Z]{0,2})\s*[:=]\s+(?=\w)")

# A name, its title and degree, and what no name has.

_TITLE = rf"(?:{'|'.join(_WORDS['titles'])})\b\.?[ªº]?\.?\s+(?=\w)"
_HONORIFIC = re.compile(_TITLE, re.IGNORECASE)
DEGREE = re.compile(r"(?:[A-Z]{1,3}[a-z]{0,4}\.\s?){1,4}(?:[A-Z][a-z]{0,3}\.?)?")  # "S.H.", "M.Si.", "S.Pd."
_NO_NAME = re.compile(r"^\d{1,2} [a-z]|https?:|www\.|[?!=<>{}#*%$;…+\"“”]|[^\W\d_]{4,}\.\s+\w\w|\d{3,}\s|\w@\w|:\s")
_TITLE_ASIDE = re.compile(rf"\(((?:{'|'.join(_WORDS['titles'])})\.?)\)\s+(?=\w)", re.IGNORECASE)  # "Hon. (Eng.) Ana"
_GLUED_TITLE = re.compile(r"^(?:\d{1,3}[.)]\s*)?(?:Mrs?|Ms|Dr|Prof|Eng|Sr|Sra|Dra|Ir|Hon)\.(?=[A-ZÀ-Þ])")  # "Mrs.R.Lee"
_SENTENCE_WORDS = plain_words(_WORDS["sentence"])
_NO_FIRST_NAMES = frozenset(_WORDS["no first names"])
_MOST_WORDS = 6
MOST_LETTERS = 60
_VACANT = pattern("vacant", r"[\W_]*(?:(?:the|a|o)\s+)?~\b")

# Posts and bodies, a post before its name, whoever comes for another, and other parts of a line.

# Offices that people hold, in whole words: "Chief Planner", "Diretora de Obras", "Kepala Bagian Umum".
_OFFICE = re.compile(rf"\b(?:{'|'.join(_WORDS['offices'])})(?:e?s)?\b", re.IGNORECASE)
_BODY = re.compile(rf"\b(?:{'|'.join(_WORDS['bodies'])})\b", re.IGNORECASE)
_ACRONYM = re.compile(r"[A-Z][A-Za-z]{0,3}[A-Z][A-Za-z0-9&]{0,6}(?:-[A-Z]{1,4})?")
_POST = re.compile(r"^(?P<post>[^,:]{4,90}?)\s*(?:,|:|\s[-–—])\s+(?P<name>[^:]{4,80}?)[\s;.]*$")
_POST_FIRST = re.compile(
    r"(?P<before>^|[;,]\s+|\s+)(?:(?:and|e|dan|ho)\s+)?(?:(?P<article>the|[oa]s?)\s+)?"
    rf"(?P<post>[^\W\d_][^,;:()]{{3,90}}), (?P<name>{_TITLE}[^,;:()]{{2,60}}?)(?:\s+\([^()]*\d[^()]*\))?"
    r"(?=[,;.]|$|\s+(?:\(|(?:and|e|dan|ho)\s))",
    re.IGNORECASE,
)
_STAND_IN = pattern("stand in", r"^(?P<name>.{2,60}?)[\s,(]+~\s+(?P<other>[^,\-–—()]{2,60})\)?", any_case=True)
BY_OTHER = pattern("represented", r"\b~:?\s+(?:(?:the|[oa]s?)\s+)?(?P<who>[^,;()]{3,60})", any_case=True)
_ROLES = pattern("roles", any_case=True)
_REMARK = pattern("remark", r"\b~\b", any_case=True)
_LEGAL = pattern("legal", r"^~\b\.?", any_case=True)
_SEAT = pattern("seat", r"^(?:(?:the|o|a)\s+)?~(?P<body>[A-ZÀ-Þ]\S*(?:\s\S+)+)$", any_case=True)
_MARK = "\x00"
_CLOSERS = str.maketrans(")]}", "   ")
_REPRESENTS = re.compile(r"^(?:(?P<company>.+?)\s+[&/]\s+)?(?P<body>.+?)\s+(?P<role>representative)$", re.IGNORECASE)
_PHONE = re.compile(r"\+?[\d()./ -]{7,20}")
_PHONE_LAST = re.compile(r"\s+\+?\d[\d()./ -]{6,20}$")
# "representando a Câmara", "representing WFP", "mewakili Dinas Sosial".
_FOR_BODY = pattern("for body", r"~(?:[aeo]s?)?\s+(?:(?:the|[oa]s?)\s+)?(?=\S)", any_case=True)
_MOST_IN_ORGANIZATION = 8
_AT_END = re.compile(r"\s[-–—]\s*(?P<said>[^\W\d_]{1,12})\.?\s*$")
_LONGEST_CODE = 2
_OF_IT = re.compile(r"^(?:d[aeo]s?|of the|from(?: the)?|dari|husi) (?=[A-ZÀ-Þ])")
_SHORT_BODY = 2  # longer ones have an "&" of their own ("Health & Care Group Representative")

_PURPOSE = frozenset(_WORDS["purpose"])
"""Words inside what a body is called: "Books for All"."""
LETTER = re.compile(r"^\(?(?:[a-z]|[ivx]{1,5})[.)]\s+")
"""As before an item of a list: "(a) ", "iv. "."""
_WITH_ACRONYM = re.compile(r"(?P<body>(?P<first>[A-Z])[^(),;:]{3,80}) \((?P=first)[A-Za-z&-]{1,9}\)$")
"""As in "Ministry of Agriculture (MoAg)"."""

_HEADS = re.compile(
    rf"(?:{'|'.join(_WORDS['offices'])})\S*\s+(?:(?:of|d[aeo]s?|husi)\s+)?(?:the\s+)?(?P<body>.+)", re.IGNORECASE
)
"""As in "Head of the Labour Office", "Kepala Dinas Sosial": of which body somebody is."""


class Roll(NamedTuple):
    """What a heading or label says about the people below it."""

    state: ReadPresence = ReadPresence.PRESENT
    capacity: str = ""
    heading: str = ""
    organization: str = ""
    role: str = ""
    of_bodies: bool = False
    """Those below are organizations: "Agencies present"."""
    told: bool = False
    """A band says in words who came, as "Present" and "Apologies" do and "Observers" does not."""
    coded: bool = False
    """Letters behind the names are marks of who came."""
    legend: tuple[tuple[str, str], ...] = ()
    """What these mean."""


def roll_under(heading: str, sense: Sense | None, outer: Roll | None = None) -> Roll:
    """What the heading says about those below it; what it leaves open the outer heading says."""
    outer = outer or Roll()
    state = STATES.get(sense, outer.state) if sense else outer.state
    capacity = capacity_in(heading) or outer.capacity
    of_bodies = outer.of_bodies or names_bodies(heading)
    said = f"{outer.heading} / {heading}".strip(" /")
    return outer._replace(state=state, capacity=capacity, heading=said, of_bodies=of_bodies)


def is_band(said: str) -> bool:
    """Whether a line of a roll, or a row across a table, only says who stands below: "Observers", "Secretariado"."""
    return part_of(said) in ROLL or fold(said).strip(" :") in ROLLS["bands"]


def under_band(said: str, outer: Roll) -> Roll:
    """What such a line says of those below it."""
    under = roll_under(said, part_of(said), outer)
    return under._replace(capacity=capacity_in(said), told=tells_presence(said))


def is_name(text: str) -> bool:
    """Whether these plain words can be what a person or body is called."""
    words = text.split()
    if not 1 <= len(words) <= _MOST_WORDS or len(text) > MOST_LETTERS or _NO_NAME.search(text):
        return False
    folded = fold(text).strip(" .,:")
    if not any(letter.isalpha() for letter in text) or folded in NOBODY or is_vacant(text):
        return False
    if fold(words[0]).strip(".,:") in _NO_FIRST_NAMES and len(words) > 1:
        return False
    if text.endswith(".") and (len(words) > 3 or (len(words) > 1 and words[-1][0].islower())):  # noqa: PLR2004 - "Kim S. Lee Jr." is a name, longer is a sentence
        return False
    inside = _PURPOSE if all(word[0].isupper() or word in _PURPOSE for word in words) else frozenset()
    return not any(word.islower() and fold(word).strip(".,:") in _SENTENCE_WORDS - inside for word in words)


def is_vacant(text: str) -> bool:
    """Whether it says that a seat has nobody: "(vaga por preencher)", "seat vacant since 1 June"."""
    return _VACANT.match(fold(text)) is not None


def is_proper(text: str) -> bool:
    """Whether it is a name written as one: every word begins with a capital, but for particles."""
    words = text.split()
    capital = all(word[0].isupper() or not word[0].isalpha() or fold(word) in PARTICLES for word in words)
    return is_name(text) and capital and any(word[0].isupper() for word in words)


def is_office(text: str) -> bool:
    """Whether it names what somebody is, and nobody: "Information Management Officer", "Comandante da Polícia"."""
    told = without_titles(text)[:1].islower() if has_title(text) else _OFFICE.search(text) is not None
    return told and not BRACKETS.search(text)


def is_body(name: str) -> bool:
    """Whether it is written like an organization: "Ministry of Health", "Women for Peace"; acronyms aside."""
    return _BODY.search(name) is not None or bool(_PURPOSE & set(name.split()))


def is_acronym(name: str) -> bool:
    """As "WFP", "MoJ", "CSO-TL"."""
    return _ACRONYM.fullmatch(name) is not None


def names_body(name: str) -> bool:
    """Whether it is an organization by its letters or words."""
    return is_acronym(name) or is_body(name)


def is_role(text: str) -> bool:
    """Whether it says what somebody is at a meeting or in an office: "Chair", "Director"."""
    return is_office(text) or _ROLES.search(text) is not None


def is_person(text: str) -> bool:
    """Whether it can only be a person: a full name written as one, and neither a body nor an office."""
    name = without_titles(text)
    return " " in name and is_proper(name) and not (names_body(name) or is_office(name))


def name_first(line: str) -> str:
    """The line with the name before what somebody is, as in "Head of Planning, Dr. Ana Dias"; any other as it is."""
    bare = LETTER.sub("", line)
    title = _HONORIFIC.match(bare)
    found = _POST.match(bare[title.end() :] if title else bare)
    if found is None or not (is_role(BRACKETS.sub("", found["post"])) or _FOR_BODY.match(found["post"])):
        return line
    name = found["name"]
    return f"{name}, {found['post']}" if has_title(name) or (title is None and is_person(name)) else line


def posts_in_brackets(text: str) -> str:
    """As in "the Director of Planning, Ms Ana Dias, and the Chief of Police, Mr Rui Sá": each post behind its name.

    Only where the first one stands so: in "Ms Ana Dias, the Director, Mr Rui Sá" they follow the names.
    """
    first = _POST_FIRST.match(text)
    return _POST_FIRST.sub(_post_behind, text) if first and _post_behind(first) != first[0] else text


def _post_behind(found: re.Match[str]) -> str:
    is_post = is_office(found["post"]) or (found["article"] and not has_title(found["post"]))
    return f"{found['before']}{found['name']} ({found['post']})" if is_post else found[0]


def without_titles(name: str) -> str:
    return _titles(name)[1]


def has_title(line: str) -> bool:
    """Whether it begins with a courtesy title: "Ms Lee"."""
    return _HONORIFIC.match(line.strip(" *_")) is not None


def read_person(raw: str, roll: Roll) -> ReadAttendee | None:
    """The person that a bullet, line, list element or cell names."""
    if len(raw) > 300:  # noqa: PLR2004 - a paragraph, no line of a roll
        return None
    raw = raw.strip()
    stray = raw[:1] in "*+-•·" and raw.count(raw[:1]) == 1  # as in "*RR: Rachel", which is no bullet for markdown
    raw = _TITLE_ASIDE.sub(r"\1 ", raw[1:].lstrip() if stray else raw, count=1)
    raw = _GLUED_TITLE.sub(r"\g<0> ", raw, count=1)
    raw, state, mark = _ticked(raw, roll.state)
    boxed = mark is not None
    said = parsed(raw)
    text, code = _code_apart(said.text.replace("\n", " "), roll)
    if said.struck:
        text, state = text.strip("~ "), ReadPresence.ABSENT
    person = _read(text, roll) or (_empty_seat(text, roll) if boxed else None)
    if person is None:
        return None
    if person.state is not ReadPresence.PRESENT:
        state = person.state
    if code and state is ReadPresence.PRESENT:
        came = presence_of(dict(roll.legend).get(code, code)) if roll.coded else None
        state = STATES[came] if came else ReadPresence.LISTED
    if roll.of_bodies and person.name and not (person.organization or person.remark):
        person = person._replace(name="", organization=person.name)
    return person._replace(state=state, boxed=boxed, mark=mark or code, link=" ".join(said.links))


def with_codes(roll: Roll, lines: Iterable[str], legend: Mapping[str, str]) -> Roll:
    """With what letters at the ends of these lines are: marks, where the paper has a legend or one of them says "P"."""
    ends = (found["said"] for line in lines if (found := _AT_END.search(plain(line))))
    coded = roll.coded or bool(legend) or any(presence_of(end) is Sense.PRESENT for end in ends)
    return roll._replace(coded=coded, legend=tuple(legend.items()))


def is_code(text: str) -> bool:
    """As "J" and "NC": a letter or two that may be a mark."""
    return text.isalpha() and text.isupper() and len(text) <= _LONGEST_CODE


def _code_apart(text: str, roll: Roll) -> tuple[str, str]:
    """As in "Ana Dias (MoJ) – A" the line and the mark; two letters alone may be a body, as in "Ana Dias – EU"."""
    found, of = _AT_END.search(text), BRACKETS.search(text)
    code = found["said"] if found and found["said"].isupper() else ""
    may_be = is_code(code) or code in dict(roll.legend) or presence_of(code) is not None
    marked = len(code) == 1 or (may_be and (roll.coded or (of is not None and names_body(of[1].strip()))))
    return (text[: found.start()], code) if found and marked else (text, "")


def with_state_apart(line: str) -> str:
    """As in "Ana Dias (MoJ): absent" and "Ana Dias MoJ falta (moras)", with a comma before her state."""
    before, colon, said = line.rpartition(":")
    if colon and away_in(plain(said)) and not part_of(before):
        return f"{before.rstrip()}, {said.strip()}"
    found = _STATE_LAST.match(line)
    words = found["said"].split() if found else []
    said = next((one for at in range(len(words)) if away_in(one := " ".join(words[at:]))), "")
    if found is None or not said:
        return line
    return f"{line[: found.end('said') - len(said)].rstrip(' ,-–—')}, {said}{found['why'] or ''}"


def _ticked(raw: str, state: ReadPresence) -> tuple[str, ReadPresence, str | None]:
    """The line without its box or tick, what that says, and the mark (None without a box)."""
    if box := BOX.match(raw):
        mark = (box["mark"] or box["tick"] or "").strip(" _")
        return raw[box.end() :], _box_state(state, on=bool(mark)), mark
    if tick := _TICK.search(raw):
        on = _TICKS[tick["before"] or tick["after"]]
        return (raw[: tick.start()] + raw[tick.end() :]).strip(), _box_state(state, on=on), ""
    return raw, state, None


def _box_state(state: ReadPresence, *, on: bool) -> ReadPresence:
    if state in {ReadPresence.PRESENT, ReadPresence.LISTED}:
        return ReadPresence.PRESENT if on else ReadPresence.ABSENT
    return state


@lru_cache(maxsize=4096)  # a group's roll is much the same at each meeting
def _read(text: str, roll: Roll) -> ReadAttendee | None:
    initials = ""
    match = _INITIALS.match(text)
    if match and fits(match["initials"], text[match.end() :]):
        initials, text = match["initials"], text[match.end() :]
    person = _seat(text, roll) or _stand_in(text, roll) or _parts(text, roll)
    return person and person._replace(remark=_joined(person.remark, initials))


def _empty_seat(text: str, roll: Roll) -> ReadAttendee | None:
    """As in "[ ] TBD, Ministry of Health": an organization on the roll that has named nobody."""
    name, comma, rest = text.partition(",")
    if not comma or fold(name).strip(" .") not in NOBODY or not any(map(str.isalpha, rest)):
        return None
    return ReadAttendee("", organization=rest.strip(), remark=name.strip(), capacity=roll.capacity)


def fits(initials: str, rest: str) -> bool:
    """Whether "JS: Joe Sepi" abbreviates the name, and is no organization before its people."""
    first = without_titles(rest.lstrip())[:1]
    return bool(first) and fold(initials)[:1] == fold(first)


def _stand_in(text: str, roll: Roll) -> ReadAttendee | None:
    match = _STAND_IN.match(text)
    if match is None or not is_name(match["name"]):
        return None
    said = (match["name"], match["other"].strip())
    full = all(is_proper(name) and (" " in name or name.isupper()) for name in said)
    plainly = full and "(" not in said[0] and not is_body(said[0]) and fold(said[1]) not in NOBODY
    if match["bare"] and not plainly:
        return None
    linking = text[match.end("name") : match.start("other")]
    aside, _, rest = text[match.end() :].rpartition(")") if "(" in linking else ("", "", text[match.end() :])
    rest = rest.strip(" ,-–—")
    person = _parts(f"{match['name']}, {rest}" if rest else match["name"], roll)
    remark = _joined(linking.strip(" ,("), aside.strip(" ,"))  # of whom that other one was
    return person and person._replace(stands_in_for=match["other"].strip(), remark=_joined(person.remark, remark))


def representative_in(text: str) -> str:
    """As in "represented by Mr Rui Sá": the name; empty where nobody is named."""
    found = BY_OTHER.search(text)
    who = found["who"].strip(" .") if found else ""
    return who if " " in who and is_proper(without_titles(who)) and not is_body(without_titles(who)) else ""


def _parts(text: str, roll: Roll) -> ReadAttendee | None:
    brackets = list(filter(None, map(str.strip, BRACKETS.findall(text))))
    outside = BRACKETS.sub(_MARK, text).translate(_CLOSERS)
    handles = _BARE_HANDLE.findall(outside)
    outside = _BARE_HANDLE.sub(" ", outside)
    first, *rest = [part.strip(" .") if len(part) < 3 else part.strip() for part in _SEPARATORS.split(outside)]  # noqa: PLR2004
    first, _, after = first.partition(_MARK)  # no part of the name: "Ana Dias (@adias) Health Office"
    first, after = first.strip(), after.replace(_MARK, " ").strip()
    phone = _PHONE_LAST.search(first)
    first = first[: phone.start()] if phone else first
    if not first and handles:
        first = handles.pop(0)
    titles, name = _titles(first)
    office = _OFFICE.search(name) if titles else None
    name, post = (name[: office.start()], name[office.start() :]) if office and office.start() else (name, "")
    if office and not office.start() and is_person(name[office.end() :].strip()):  # "Sr. Administrador Rui Sá"
        name, post = name[office.end() :], office[0]
    name = name.strip(" :?" if brackets else " :")
    if not is_name(name):
        return None
    person = ReadAttendee(name, roll.organization, roll.role, position=post, capacity=roll.capacity)
    person = person._replace(contact=phone[0].strip()) if phone else person
    if titles:
        person = person._replace(remark=titles)
    for handle in handles:
        person = person._replace(handle=handle) if not person.handle else _remarked(person, handle)
    for part in (*_whole(rest), after):
        person = _with_part(person, part)
    for bracket in brackets:
        person = _with_bracket(person, bracket)
    return person


def _titles(first: str) -> tuple[str, str]:
    """The courtesy titles before a name, and the name; "Mr. Dolan" is all the name that there is."""
    begin = 0
    while (found := _HONORIFIC.match(first, begin)) and re.search(r"\w(?: |\. ?)\w", first[found.end() :]):
        begin = found.end()
    return first[:begin].strip(), first[begin:]


def _seat(text: str, roll: Roll) -> ReadAttendee | None:
    """As in "the representative of the Chamber of Trade": an organization that has named nobody."""
    if (whole := _WITH_ACRONYM.match(text)) and is_body(whole["body"]):
        return ReadAttendee("", organization=text, capacity=roll.capacity)
    found = _SEAT.match(text.strip(" ."))
    if found is None or not found["body"][0].isupper() or not is_name(found["body"]):
        return None
    position = text[: found.start("body")].strip()
    return ReadAttendee("", organization=found["body"], position=position, capacity=roll.capacity)


def _whole(parts: list[str]) -> list[str]:
    """Parts with "Inc." put back where it was cut from its company."""
    whole: list[str] = []
    for part in parts:
        kept = part.replace(_MARK, " ").strip()
        if whole and _LEGAL.match(kept):
            whole[-1] = f"{whole[-1]}, {kept}"
        elif kept:
            whole.append(kept)
    return whole


def _with_part(person: ReadAttendee, part: str) -> ReadAttendee:
    if _PHONE.fullmatch(part):
        return person._replace(contact=_joined(person.contact, part))
    if said := away_in(part):
        return _remarked(person._replace(state=STATES[said]), part.strip(" :"))
    if DEGREE.fullmatch(part) or _are_initials(part, person.name) or not any(letter.isalnum() for letter in part):
        return _remarked(person, part.strip(" .,;-–—"))
    return _of_body(person, part) or _placed(person, part)


def _of_body(person: ReadAttendee, part: str) -> ReadAttendee | None:
    """With the body that the part says is represented; None where it says none, or one is known.

    Of a company ("Acme & Tugs Representative") also with the body in which its person has a seat.
    """
    if person.organization:
        return None
    if body := _FOR_BODY.match(part):
        return person._replace(organization=part[body.end() :])
    stands = _REPRESENTS.match(part)
    if stands is None:
        return None
    of_company = stands["company"] and len(stands["body"].split()) <= _SHORT_BODY
    role = stands.start("body" if of_company else "role")
    organization = stands["company"] if of_company else part[:role].strip()
    return person._replace(organization=organization, role=_joined(person.role, part[role:]))


def _names_body(part: str) -> bool:
    """No for "Head of the Labour Office", which begins with what somebody is."""
    return is_body(part) and (_BODY.match(part) is not None or not (_OFFICE.match(part) or has_title(part)))


def _placed(person: ReadAttendee, part: str) -> ReadAttendee:
    if _REMARK.search(part) or len(part.split()) > _MOST_IN_ORGANIZATION or "?" in part:
        return _remarked(person, part)
    if _ROLES.search(part):
        return person._replace(role=_joined(person.role, part), capacity=person.capacity or capacity_in(part))
    in_passing = part[0].islower() and " " in part and not _BODY.match(part)  # "funcionária da Autoridade"
    if not person.position and (in_passing or (is_office(part) and not _names_body(part))):
        heads = _HEADS.match(part)
        body = heads["body"] if heads and is_body(heads["body"]) else ""
        return person._replace(position=part, organization=person.organization or body)
    if not person.organization:
        return person._replace(organization=_OF_IT.sub("", part))
    return person._replace(position=part) if not person.position else _remarked(person, part)


def _with_bracket(person: ReadAttendee, bracket: str) -> ReadAttendee:
    if bracket.startswith("@"):
        return _with_handle(person, bracket)
    if _is_handle(bracket, person.name) and not person.handle:
        return person._replace(handle=bracket)
    if "@" in bracket:
        return person._replace(contact=_joined(person.contact, bracket))
    parts = bracket.split(", ")
    if len(parts) > 1 and any(_ROLES.search(part) or _REMARK.search(part) for part in (parts[0], parts[-1])):
        for part in _whole(parts):
            person = _with_part(person, part)
        return person
    return _with_part(person, bracket)


def _with_handle(person: ReadAttendee, bracket: str) -> ReadAttendee:
    handle, *rest = re.split(r"[,;]\s*|\s+[-–—]\s+|\s+", bracket[1:], maxsplit=1)
    if person.handle or not handle:
        return _remarked(person, bracket.lstrip("@"))
    person = person._replace(handle=handle)
    return _with_part(person, rest[0].strip(" -–—")) if rest else person


def _are_initials(part: str, name: str) -> bool:
    """As "AB" and "J.S." behind Ana Bento and Joe Smith."""
    letters = part.replace(".", "").replace(" ", "")
    firsts = "".join(word[0] for word in name.split() if word[0].isupper())
    return len(letters) > 1 and letters.isupper() and letters in {firsts, firsts[:1] + firsts[-1:]}


def _is_handle(bracket: str, name: str) -> bool:
    """As in "(jokask)": one small word made of the name."""
    if not bracket.islower() or not re.fullmatch(r"[\w.-]{3,30}", bracket):
        return False
    return any(fold(word)[:3] in bracket for word in name.split() if len(word) > 2)  # noqa: PLR2004 - no "de"


def _remarked(person: ReadAttendee, remark: str) -> ReadAttendee:
    return person._replace(remark=_joined(person.remark, remark))


def _joined(before: str, more: str) -> str:
    return f"{before}, {more}" if before and more else before or more
