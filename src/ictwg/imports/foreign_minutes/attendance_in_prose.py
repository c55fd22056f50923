"""Attendance told in sentences, and which sections hold a roll although their heading does not say so."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ictwg.domain.text import fold
from ictwg.imports.foreign_minutes.inline import lines_of
from ictwg.imports.foreign_minutes.markers import mark_of
from ictwg.imports.foreign_minutes.model import ReadAttendee, ReadPresence
from ictwg.imports.foreign_minutes.names import split_names
from ictwg.imports.foreign_minutes.people import Roll, has_title, is_body, is_proper, read_person
from ictwg.imports.foreign_minutes.prose import sentences, unlettered
from ictwg.imports.foreign_minutes.words import WORDS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ictwg.imports.foreign_minutes.sections import SourceSection


# Patterns over folded text: what the sentence begins with, and what it says of those whom it names.
_BEGINS = tuple(
    (ReadPresence(state), re.compile(rf"(?:{'|'.join(patterns)})\b"))
    for state, patterns in WORDS["leads to rolls"].items()
)


_PRESIDED = re.compile(
    r"(?:sob a presidencia d[aeo]s?|presidida pel[ao]|(?:chaired|presided over) by|dipimpin(?: langsung)? oleh|"
    r"rapat dibuka oleh|under the chairmanship of)\s+"
)


_GONE = re.compile(
    r"\s+(?P<excused>berhalangan(?: hadir)?|(?:has |have |had )?sent (?:his|her|their|its)? ?(?:apologies|regrets)|"
    r"(?:was|were) unable to attend|could not attend|justific(?:ou|aram) a ausencia)\b|"
    r"(?:\s+(?:telah )?diundang (?:tetapi|namun)|\s+(?:was|were) invited but)?\s+"
    r"(?:tidak hadir|(?:was|were) (?:absent|not present|not represented)|did not attend|nao compareceu|"
    r"nao compareceram)\b"
)


_CAME = re.compile(
    r"\s+(?:took part|participated|attended|were present|was present)(?: (?:in|at) the (?:meeting|session))?"
    r"(?: as (?:an )?(?:observers?|guests?))?\s*\.?$"
)


_ASIDE = re.compile(
    r"^[\s,]*(?:como (?:convidad[oa]s?|observador\w*|ouvintes?)|(?:as|sebagai) (?:an? )?(?:observers?|guests?|tamu))?"
    r"(?:\s*e? sem direito a voto)?[\s,:]*",
    re.IGNORECASE,
)


_WHOM = re.compile(
    r"^(?:\s|(?:o|a|os|as|e|the|following|seguintes|segu?intes|senhor(?:es|as|a)?|exm[oa]s?\.?|conselheir(?:os|as|o|a)|"
    r"vogais|vogal|membros|members|delegates|representantes?|"
    r"t[ée]cnic[oa] superior|secret[áa]ri[oa]|messrs\.?)\b\s*:?)+",
    re.IGNORECASE,
)


_PARTED = re.compile(
    r"\)\s*(?:,|;|\be\b|\band\b|\bdan\b)\s*(?=\S)|;\s*|\s+and\s+from\s+|(?<=[^\d(]),\s+(?=(?:e\s+)?(?:[oae]s?\s)?(?:Sr|Dr|Eng|Prof|Mr|Ms|Mrs)\b)"
)


_OFFICE = re.compile(r"^(?P<office>[^,()]{4,90}),\s+(?P<name>[^,()]{3,60})$")


_OF = re.compile(
    r"^(?P<name>[^,()]{3,60}),\s+(?:d[aeo]s?|of the|of|from(?: the)?|dari)\s+(?P<of>[A-ZÀ-Þ][^,()]{2,80})$"
)


_OF_TITLED = re.compile(
    r"^(?P<name>[^,()]{3,60}?)\s+(?:of(?: the)?|from(?: the)?|d[aeo]|dari)\s+(?P<of>[A-ZÀ-Þ][^,()]{2,80})$"
)


_LONGEST = 2_000


_LONGEST_BODY = 60


def roll_told(text: str) -> Iterator[ReadAttendee]:
    """The people whom the sentences of a paragraph name as present or absent."""
    for sentence in sentences(" ".join(text[:_LONGEST].split())):
        yield from _named(sentence)


def roll_listed(text: str) -> list[ReadAttendee]:
    """A paragraph that is nothing but people, each with what they are of in brackets; else nobody."""
    parts = split_names(" ".join(text[:_LONGEST].split()).rstrip("."))
    if len(parts) < _FEWEST or not all(_IN_BRACKETS.match(part) for part in parts):
        return []
    people = [read_person(part, Roll()) for part in parts]
    return [one for one in people if one is not None and is_proper(one.name)] if all(people) else []


_FEWEST = 3


_IN_BRACKETS = re.compile(r"[^\W\d_][^()\[\]:]{2,60}\s\([^()]{2,90}\)$")


def _named(sentence: str) -> Iterator[ReadAttendee]:
    folded = fold(sentence)
    if len(folded) != len(sentence):
        return  # positions in one are positions in the other
    for state, begins in _BEGINS:
        found = begins.match(folded)
        if found:
            yield from _people(sentence[found.end() :], state)
            return
    gone = _GONE.search(folded)
    if gone and len(folded[gone.end() :].split()) <= _FEW:
        yield from _people(sentence[: gone.start()], ReadPresence.APOLOGIES if gone["excused"] else ReadPresence.ABSENT)
        return
    came = _CAME.search(folded)
    if came:
        yield from _people(sentence[: came.start()], ReadPresence.PRESENT)
        return
    chaired = _PRESIDED.search(folded)
    if chaired:
        yield from _chair(sentence[chaired.end() :])


def _people(text: str, state: ReadPresence) -> Iterator[ReadAttendee]:
    said = text.partition(": ")[2] if ": " in text[:120] else text
    said = _ASIDE.sub("", said).strip(" .")
    for part in _PARTED.split(said):
        person = _person(f"{part})" if part.count("(") > part.count(")") else part)
        if person is not None:
            yield person._replace(state=state)


def _person(part: str) -> ReadAttendee | None:
    seat = read_person(_without_article(part), Roll())
    if seat is not None and not seat.name:
        return seat
    written = _WHOM.sub("", part.strip(" .,"))
    of = _OF.match(written) or (_OF_TITLED.match(written) if has_title(written) else None)
    if (
        of is None
        and is_body(written)
        and not set("(,") & set(written)
        and written[0].isupper()
        and len(written) <= _LONGEST_BODY
    ):
        return ReadAttendee("", organization=written)
    person = read_person(f"{of['name']} ({of['of']})" if of else written, Roll())
    if person is None or not is_proper(person.name) or (" " not in person.name and not person.remark):
        return None
    return person


def _without_article(part: str) -> str:
    return re.sub(r"^\s*(?:[oae]s?|the)\s+", "", part, flags=re.IGNORECASE).strip(" .,")


_FEW = 6


_CHAIR_ENDS = re.compile(r";|,?\s+(?:dan|and|e|yang|who|que|with|com|on|held|at)\s+(?=[a-z])|:$")


_DEGREES = re.compile(r"(?:[A-Z]{1,3}[a-z]{0,4}\.\s?){1,4}(?:[A-Z][a-z]{0,3}\.?)?|SKM|SH|SE|ST|MM|MSi")


def _chair(text: str) -> Iterator[ReadAttendee]:
    """As in "Senhor Secretário Regional da Agricultura, Dr. Humberto Falcoeiro"."""
    said = _CHAIR_ENDS.split(text, maxsplit=1)[0].rstrip(" .,")
    said = ", ".join(part for part in said.split(", ") if not _DEGREES.fullmatch(part))
    office = _OFFICE.match(said)
    person = read_person(office["name"] if office else said, Roll(role="chair"))
    if person is not None and is_proper(person.name) and " " in person.name and not is_body(person.name):
        yield person._replace(position=_WHOM.sub("", office["office"]).strip() if office else person.position)


_BOX = re.compile(r"\\?\[[ xX✓✔_]?\\?\]\s")


def inherits_roll(section: SourceSection) -> bool:
    """Under "Attendance", a heading without a number and with people below ("Premier members")."""
    lines = list(_bullets(section))
    if not lines:
        return not any(block.kind == "paragraph" for block in section.blocks)
    return sum(_is_person(line) for line in lines) * 2 >= len(lines)


def looks_like_roll(section: SourceSection) -> bool:
    """Right after a roll, a list of boxes with people in them ("Working groups, staff")."""
    lines = [unlettered(line)[1].partition("\n")[0] for line in _bullets(section)]
    return bool(lines) and all((_BOX.match(line) or has_title(line)) and _is_person(line) for line in lines)


def _bullets(section: SourceSection) -> Iterator[str]:
    for block in section.blocks:
        if block.kind == "list":
            yield from (item.head for item in block.children if item.head)
        elif block.kind == "paragraph":
            yield from (line for line, _ in lines_of(block.text) if _BOX.match(line))


def _is_person(line: str) -> bool:
    return mark_of(line) is None and read_person(line, Roll()) is not None
