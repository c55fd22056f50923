"""How organizations are spelled: which names may be one, with a slip or in another form, and which acronym is whose."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache

from ictwg.domain.text import fold

LEGAL_FORMS = re.compile(
    r"[,.]|\b(inc|incorporated|ltd|limited|llc|llp|corp|corporation|co|company|gmbh|pty|plc|sa|ag|lda)\b"
)
ALIKE = 90.0
"""Of 100: above this two names are proposed as one (rapidfuzz, token order aside)."""
SHORT = 24
ACRONYM, TWO_SLIPS = range(3, 7), 5
"""Letters of an acronym that is compared, and from how many on two of them may be wrong."""

_MIXED = re.compile(r"[A-Z][a-z]{1,2}[A-Z]{1,5}")  # "MoJ"
FEWEST_LETTERS = 3
"""Of an acronym; two are as often the initials of a person."""


def most_alike(name: str, names: Iterable[str]) -> tuple[str, ...]:
    """Of these names those of which it may be a spelling, the most alike first."""
    return likest(name, {words_in_order(one): one for one in names})


def like_acronyms(name: str, acronyms: Iterable[str]) -> tuple[str, ...]:
    """Of these acronyms those that it may be with a slip, the nearest first: letters swapped, or one wrong.

    Of three letters one other makes another ministry, of five or more two may be wrong.
    """
    from rapidfuzz.distance import OSA

    wanted, found = fold(name), {}
    for one in acronyms if wanted.isalpha() and len(wanted) in ACRONYM else ():
        known = fold(one)
        slips = OSA.distance(wanted, known) if known.isalpha() and len(known) in ACRONYM else len(wanted)
        swapped = len(wanted) > FEWEST_LETTERS or sorted(wanted) == sorted(known)
        if swapped and slips <= (1 if len(wanted) < TWO_SLIPS else 2):
            found[one] = slips
    return tuple(sorted(found, key=lambda one: (found[one], one)))


def likest(name: str, spelled: Mapping[str, str]) -> tuple[str, ...]:
    """Likewise, of names by their words in order: many names are compared with the same ones."""
    from rapidfuzz import fuzz, process

    found = process.extract(words_in_order(name), spelled.keys(), scorer=fuzz.ratio, score_cutoff=ALIKE, limit=3)
    return tuple(spelled[key] for key, *_ in found)


@lru_cache(maxsize=4096)  # the same names stand on the roll of each meeting
def core_of(name: str) -> str:
    """The name without accents, legal forms and punctuation."""
    core = " ".join(LEGAL_FORMS.sub(" ", fold(name)).split())
    return core or fold(name)


def words_in_order(name: str) -> str:
    """The folded words of a name in their order of letters: two spellings are compared by these."""
    return " ".join(sorted(fold(name).split()))


def acronym_of(name: str) -> str:
    """The one in brackets, the name itself where it is short, else its initials."""
    bracketed = re.search(r"\(([A-Z][A-Za-z&]{1,9})\)", name)
    if bracketed:
        return bracketed[1]
    if len(name) <= SHORT:
        return name
    initials = initials_of(name)
    return initials if len(initials) > 1 else name[:SHORT].strip()


def initials_of(name: str) -> str:
    """Of its words with a capital."""
    return "".join(word[0] for word in re.findall(r"[^\W\d_]+", name) if word[0].isupper())


def is_acronym(name: str) -> bool:
    """As `MoJ` and `UNICEF`."""
    if " " in name or "." in name:
        return False  # "J.S.M." are initials
    capitals = name.isupper() and sum(map(str.isalpha, name)) >= FEWEST_LETTERS
    return capitals or _MIXED.fullmatch(name) is not None
