"""The words by which minutes name their own parts and items, in English, Portuguese, Tetum and Indonesian.

They stand in `data/import_words.json`, which `load_import_words` describes. A heading is reduced to its core: folded,
without numbers, punctuation and words that carry no meaning of their own. "2. Voting member attendance:" and "Lista de
presenças" become "attendance" and "presencas".
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from enum import StrEnum
from functools import lru_cache

from ictwg.domain.text import fold
from ictwg.records.reference_data import load_import_words

WORDS = load_import_words("minutes")
GROUP = f"(?:{'|'.join(WORDS['people']['groups'])})"
SOMEONE = rf"(?:(?:the|a|o|os|as|este|esta)\s+)?(?:[\w-]+\s+){{0,2}}?{GROUP}"


class Sense(StrEnum):
    # Parts of a meeting.
    PRESENT = "present"
    ABSENT = "absent"
    APOLOGIES = "apologies"
    INVITED = "invited"
    AGENDA = "agenda"
    NOTES = "notes"
    ACTIONS = "actions"
    DECISIONS = "decisions"
    OUTCOMES = "outcomes"
    """Decisions and actions under one heading."""
    NEXT = "next"
    # Facts about it.
    DATE = "date"
    TIME = "time"
    START = "start"
    END = "end"
    PLACE = "place"
    CHAIR = "chair"
    SCRIBE = "scribe"
    # Fields of an action or decision.
    ACTION = "action"
    DECISION = "decision"
    OWNER = "owner"
    DUE = "due"
    STATUS = "status"
    TYPE = "type"
    RATIONALE = "rationale"
    EFFECT = "effect"
    OPPOSING = "opposing"
    # Columns.
    NAME = "name"
    ORGANIZATION = "organization"
    POSITION = "position"
    CONTACT = "contact"
    PRESENCE = "presence"
    HANDLE = "handle"
    NUMBER = "number"
    TOPIC = "topic"
    DISCUSSION = "discussion"


AWAY = frozenset({Sense.ABSENT, Sense.APOLOGIES})
ROLL = frozenset({Sense.PRESENT, Sense.ABSENT, Sense.APOLOGIES, Sense.INVITED})
FACTS = frozenset({Sense.DATE, Sense.TIME, Sense.START, Sense.END, Sense.PLACE, Sense.CHAIR, Sense.SCRIBE, Sense.NEXT})


def words_of(name: str) -> str:
    """The words of this name as a part of a pattern."""
    words = "|".join(WORDS["sentences"][name])
    return f"(?:{words})".replace("{group}", GROUP).replace("{someone}", SOMEONE)


def pattern(name: str, around: str = "~", *, any_case: bool = False) -> re.Pattern[str]:
    """The words of this name as a pattern, with what stands around them ("~")."""
    return re.compile(around.replace("~", words_of(name)), re.IGNORECASE if any_case else 0)


def plain_words(words: Iterable[str]) -> frozenset[str]:
    """Words of the file as they are compared, however they are written there."""
    return frozenset(map(fold, words))


def _senses(table: str) -> dict[str, Sense]:
    """The first sense that claims a phrase keeps it."""
    phrases: dict[str, Sense] = {}
    for sense, told in WORDS[table].items():
        for phrase in told:
            phrases.setdefault(fold(phrase), Sense(sense))
    return phrases


# The tables of words.

_PART_OF = _senses("parts")
_LABEL_OF = _senses("labels")
ROLLS = {name: plain_words(words) for name, words in WORDS["rolls"].items()}
_SAYING = frozenset().union(*(ROLLS[name] for name in ("there", "away", "excuses", "not", "empty")))
"""In headings of who came and who was away."""
_STATUS_OF: dict[str, str] = {fold(word): status for status, words in WORDS["statuses"].items() for word in words}
_PRESENCE_OF = {
    "-".join(fold(word).split()): Sense(sense) for sense, words in WORDS["presence"].items() for word in words
}
_CAPACITIES = [(pattern(name), name) for name in ("non-voting", "observer", "guest", "voting")]
NOBODY = plain_words(WORDS["nobody"])
EVERYONE = plain_words(WORDS["everyone"])
_BOTH = {Sense.DECISIONS, Sense.ACTIONS}
_OF_THE_MEETING = plain_words(WORDS["of the meeting"])

# What stands around them.

_WORD = re.compile(r"[^\W\d_]+")
_EMOJI_CODE = re.compile(r":[a-z_]{2,30}:")
_ASIDE = re.compile(r"\([^()]*\)")
_EDGES = re.compile(r"^[\s\d.)(:#*_\-–—]+|[\s:.*_#\d?]+$")
_ROMAN = re.compile(r"^[\s*_]*(?:[IVXL]{1,6}\s*[-–—]|(?:[IVXL]{1,6}|[A-Z])[.)])\s*(?=\S)")
_JOINED = re.compile(r"\s*[/&,;+]\s*|\s+(?:and|e|dan|ho|no)\s+", re.IGNORECASE)
_OF_ALL = re.compile(r" (?:of|d[aeo]s?|husi|sira) ")  # "Name of the participants"
_BEHIND_STATUS = re.compile(r"\s*(?:[-–—:;,.(]+)\s+|\s*\(")
_LEGEND = re.compile(r"^\W*(?P<code>[A-Z/✓✔✗✘–-]{1,4})\s*[:=–-]\s*(?P<means>[^:=]{2,40})$")
_CALLED_LEGEND = pattern("legend", r"^\W*~\s*:\s*", any_case=True)
_REPRESENTED = pattern("represented", r"~\b")
_NEXT_DAY = pattern("next day")
_REVIEW = pattern("review", r"\b~\b")
MINUTES_WORDS = pattern("minutes words", r"\b~")
"""Over folded text: it names minutes, or a meeting."""

_MOST_BEFORE = 3  # words before the one that names a roll
_SHORTEST_WORD, _LONGEST_WORDS = 4, 40  # of what is said of somebody's coming


@lru_cache(maxsize=2048)
def part_of(heading: str) -> Sense | None:
    """Which part of minutes a heading announces, with its bracket or without; None for a topic."""
    if len(heading) > 90:  # noqa: PLR2004 - headings that name a part are short
        return None
    found = _part(heading)
    aside = _ASIDE.search(heading) if found in {None, Sense.ABSENT} else None
    if aside is None:
        return found
    outside = found or _part(_ASIDE.sub(" ", heading))
    return Sense.APOLOGIES if outside is Sense.ABSENT and _part(aside[0]) is Sense.APOLOGIES else outside


def _part(heading: str) -> Sense | None:
    words = _WORD.findall(_EMOJI_CODE.sub(" ", fold(_ROMAN.sub("", heading))))
    whole = " ".join(words)
    core = " ".join(word for word in words if word not in ROLLS["empty"])
    found = _PART_OF.get(core) or _PART_OF.get(whole) or _told_roll(words) or _roll_noun(core)
    found = found or _mixed(heading)
    return found or (Sense.NEXT if _NEXT_DAY.search(whole) else None)


def _mixed(heading: str) -> Sense | None:
    """As in "Decisions and action points", "Conclusions and decisions"; of "Next steps / next meeting" the first."""
    said = _JOINED.split(heading)
    parts = [*map(part_of, said)] if len(said) == len(_BOTH) else []
    if set(parts) == _BOTH:
        return Sense.OUTCOMES
    return parts[0] if parts and all(parts) and (parts[0] is parts[1] or " / " in heading) else None


def is_review(heading: str) -> bool:
    """Whether a heading of actions tells of those of earlier meetings."""
    return _REVIEW.search(fold(heading)) is not None


def _told_roll(words: list[str]) -> Sense | None:
    said = set(words) - (ROLLS["empty"] - ROLLS["not"])
    if not said <= ROLLS["people"] | ROLLS["bodies"] | _SAYING:
        return None
    if said & ROLLS["excuses"]:
        return Sense.ABSENT if said & ROLLS["unexcused"] else Sense.APOLOGIES
    there = bool(said & ROLLS["there"])
    if said & ROLLS["away"] or (there and said & ROLLS["not"]):
        return Sense.ABSENT
    return Sense.PRESENT if there else None


def tells_presence(heading: str) -> bool:
    """Whether its words say who came or was away: "Presentes", "Absent with apology"; not "Observers"."""
    words = (word for word in _WORD.findall(fold(heading)) if len(word) > 1)
    return part_of(heading) in AWAY or any(map(_PRESENCE_OF.get, words))


def names_bodies(heading: str) -> bool:
    """Whether a heading says that organizations came, and not who came for them: "Agencies present"."""
    words = set(_WORD.findall(fold(heading)))
    plainly = _SAYING - ROLLS["who came for them"]
    return bool(ROLLS["bodies"] & words) and words - ROLLS["bodies"] <= plainly


def says_present(text: str) -> bool:
    """Whether it says that somebody came: "prezente"; not how: "online"."""
    return bool(ROLLS["there"] & set(_WORD.findall(fold(text))))


def _roll_noun(core: str) -> Sense | None:
    """As in "Technical committee attendees": a heading that ends with the word."""
    *before, last = core.split() or [""]
    if last not in ROLLS["nouns"] or len(before) > _MOST_BEFORE:
        return None
    return Sense.ABSENT if ROLLS["not"] & set(before) else _PART_OF.get(last)


@lru_cache(maxsize=2048)
def label_of(label: str) -> Sense | None:
    """Which field or fact a short label ("Responsible", "[due]", a column heading) names."""
    if len(label) > 60:  # noqa: PLR2004 - as above
        return None
    folded = fold(label).strip()
    bare = _EDGES.sub("", _ASIDE.sub("", folded)).removeprefix("meeting ")
    core = " ".join(word for word in bare.split() if word not in _OF_THE_MEETING)
    found = _LABEL_OF.get(folded) or _LABEL_OF.get(bare) or _LABEL_OF.get(core)
    both = list(filter(None, map(_LABEL_OF.get, _JOINED.split(core)[:2])))
    owned = Sense.ACTION if Sense.ACTION in both else Sense.OWNER  # "Action / Responsible" says who, and what
    else_due = Sense.DUE if set(both) == {Sense.STATUS, Sense.DUE} else next(iter(both), None)
    found = found or (owned if Sense.OWNER in both else else_due)
    first = _LABEL_OF.get(bare.partition(" ")[0])
    return found or (Sense.NAME if first is Sense.NAME and _OF_ALL.search(bare) else None)


def capacity_in(text: str) -> str:
    return next((name for said, name in _CAPACITIES if said.search(fold(text))), "")


def status_of(text: str) -> str:
    """open, in_progress, done or cancelled; nothing for words that say none of these."""
    folded = fold(text).strip(" .!*_()[]✓✔✅")
    if not folded:
        return "done" if any(mark in text for mark in "✓✔✅") else ""
    return _STATUS_OF.get(folded) or _STATUS_OF.get(folded.replace("-", " ").replace("_", " "), "")


def split_status(text: str) -> tuple[str, str]:
    """As in "Done – circulated the draft": how far it is, and what more is said of it."""
    first, *rest = _BEHIND_STATUS.split(text, maxsplit=1)
    if status_of(text) or not rest:
        return text, ""
    return (first, rest[0]) if status_of(first) else ("", text)


def presence_word(text: str) -> str:
    """The mark or words that a cell begins with: of "X (Zoom)" and "X – apologies" the cross."""
    said = fold(text)
    first = re.sub(r"[(\[,;/].*|(?<=\w)\s+[-–—]\s.*", "", said)
    return "-".join(first.strip(" .*").split()) or said.strip(" .")


def presence_of(text: str) -> Sense | None:
    """What a cell of a presence column says; what follows in a bracket or behind a dash is beside the point."""
    if _REPRESENTED.match(fold(text)):
        return Sense.APOLOGIES
    found = _PRESENCE_OF.get("n/a" if fold(text).strip(" .") == "n/a" else presence_word(text))
    if found or not _SHORTEST_WORD <= len(text) <= _LONGEST_WORDS:
        return found
    part = part_of(text)
    return part if part in AWAY else None


def legend_in(text: str) -> dict[str, str]:
    """What its marks mean, of a line that is nothing but a legend: "Key: PR: present; AU: absent"."""
    said = _CALLED_LEGEND.sub("", text)
    parts = [part.strip(" *_.") for part in re.split(r"[;,\n]", said) if part.strip(" *_.")]
    found = [match for part in parts if (match := _LEGEND.match(part))]
    told = len(found) > 1 and len(found) == len(parts) and any(presence_of(match["means"]) for match in found)
    return {match["code"]: match["means"].strip() for match in found} if told else {}


def away_in(text: str) -> Sense | None:
    """What a part of somebody's line says of their coming: "not present", "apologies", "on leave", "present"."""
    said = text.strip(" :()")
    return presence_of(said) if len(said) >= _SHORTEST_WORD else None
