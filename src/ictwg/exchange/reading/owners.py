"""Who an action is for: names in a field, or a text that is nothing but names."""

from __future__ import annotations

import re

from ictwg.domain.text import fold
from ictwg.exchange.reading.inline import parsed
from ictwg.exchange.reading.people import MOST_LETTERS, PARTICLES, is_name
from ictwg.exchange.reading.words import EVERYONE, spelled

JOINERS = spelled("and e dan no ho")
_AND = re.compile(r"\s*[,/;+]\s*(?:(?:and|e|dan|ho|&)\s+)?|\s+(?:and|e|dan|no|ho|&)\s+")
_IMPERATIVES = spelled(
    """add agree all-hands allow ask arrange adding assign attend bring book build call change check choose circulate
    clarify clean close collect comment compile complete confirm consider contact continue convert coordinate
    create cut decide define deliver determine develop discuss distribute document doodle draft edit encourage
    ensure establish explore extend figure file fill finalize finalise find finish fix follow following form
    formalise formalize gather get give go have help hold identify implement include inform invite investigate
    involve join keep launch leave let list look maintain make meet merge monitor move need needs next no none nominate
    notify offer open organise organize plan please possibly post prepare present print produce propose provide
    publish push put raise reach read remind remove rename reply report request research resolve respond review
    revise run schedule seek send set share sign start study submit suggest summarise summarize take talk target
    test thank think time track train translate try update upload use validate verify vote wait work write
    we they he she it i you someone somebody anyone this that these those there time timeline the a an
    good great okay ready quick able happy still currently new once until when if for to"""
)


def split_owners(text: str) -> tuple[str, ...]:
    """The names of an owner field, as they are written."""
    cleaned = parsed(text).text.replace("\n", ", ").strip(" .,:;–—-()[]")
    return tuple(name.strip(" .@") for name in _AND.split(cleaned) if any(map(str.isalnum, name)))


def owners_in(text: str) -> tuple[str, ...]:
    """The owners where a text is nothing but names; nothing where one part of it cannot be."""
    cleaned = parsed(text).text.strip(" .,:;–—-()[]")
    names = [name.strip() for name in _AND.split(cleaned) if name.strip()]
    if not names or len(cleaned) > MOST_LETTERS or not all(map(_may_own, names)):
        return ()
    return tuple(name.lstrip("@") for name in names)


BODIES = spelled(
    "members member chairs chair team teams group committee board council staff editors all everyone secretariat office"
)


def is_proper_list(text: str) -> bool:
    """Whether every word of these names is written as a name, but for "members", "team" and the like."""
    words = [word for word in re.split(r"[\s,/&+]+", parsed(text).text) if word]
    return all(word[0].isupper() or word[0] == "@" or fold(word) in BODIES | PARTICLES | JOINERS for word in words)


_YEAR = re.compile(r"\b(?:19|20)\d\d\b")


def _may_own(name: str) -> bool:
    words = name.split()
    if _YEAR.search(name):
        return False  # "Summer 2026" is a time, no name
    if fold(name) in EVERYONE or name.startswith("@"):
        return len(words) == 1
    if not is_name(name) or len(words) > 5 or fold(words[0]) in _IMPERATIVES:  # noqa: PLR2004 - longer is a clause
        return False
    capitals = [word[0].isupper() or fold(word) in PARTICLES for word in words]
    return capitals[0] and (all(capitals) or len(words) <= 2)  # noqa: PLR2004 - "Project chairs"
