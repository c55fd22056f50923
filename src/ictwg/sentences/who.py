"""Who is named: the names that are known on a day, and those with which a sentence begins or ends."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Mapping
from typing import NamedTuple

from ictwg.domain.text import fold
from ictwg.sentences import words

_LONGEST = 6
"""Words of a name, at least."""

WORD = re.compile(r"[^\s,;:&+/()]+")


class RosterName(NamedTuple):
    """Who is meant: the id of an organization or a person, or everybody."""

    organization: str = ""
    person: str = ""
    everybody: bool = False


SEVERAL = RosterName()
"""More than one person answers to it."""


class Roster:
    """Finds whom a name means; words for everybody are in every roster.

    Args:
        named: Whom each name means; names as `key` makes them.
        given: First and last names, as `first_and_last` finds them; in a sentence they need their capital.
        beyond: Finds further people by their whole name.

    Attributes:
        is_empty: Nobody is known by name.
        is_whole: It is that of a group: who is not on it is a stranger.
    """

    def __init__(
        self,
        named: Mapping[str, RosterName] | None = None,
        given: Mapping[str, RosterName] | None = None,
        beyond: Callable[[str], RosterName | None] | None = None,
        *,
        is_whole: bool = True,
    ) -> None:
        self._named = {**{key(word): RosterName(everybody=True) for word in words.spoken("everybody")}, **(named or {})}
        self._given = given or {}
        self._beyond = beyond
        self._longest = max(_LONGEST, *(len(name.split()) for name in self._named))
        self.is_empty = not named and beyond is None
        self.is_whole = is_whole and not self.is_empty

    def beyond(self, find: Callable[[str], RosterName | None]) -> Roster:
        """This roster with those besides whom the caller finds by their whole name."""
        return Roster(self._named, self._given, find)

    @classmethod
    def of_words(cls, said: Collection[str]) -> Roster:
        """A roll of which only the words are known: a name means somebody where each of its words is one of them."""
        if not said:
            return NOBODY
        return cls(beyond=lambda name: RosterName(person=name) if _all_in(name, said) else None, is_whole=False)

    def get(self, name: str) -> RosterName | None:
        """Who answers to exactly this, with or without an article or a title."""
        found = self._meant(name)
        return None if found == SEVERAL else found

    def at(self, text: str, start: int) -> tuple[str, int] | None:
        """The longest name that stands at a place in a line, also one that several people have; and where it ends."""
        if not (self.is_empty or self.is_whole):
            return None  # the words of a roll do not say where a name ends
        spans = [match.span() for _, match in zip(range(self._longest + 2), WORD.finditer(text, start), strict=False)]
        for _, end in reversed(spans):
            name = text[start:end].lstrip()
            if self._meant(name) is not None:
                return name, end
        return None

    def _meant(self, name: str) -> RosterName | None:
        said = name.strip(" .")
        found = self._find(said)
        while found is None and (bare := without_title(said)) != said:
            said = bare
            found = self._find(said)
        return found

    def _find(self, name: str) -> RosterName | None:
        folded = key(name)
        found = self._named.get(folded) or (self._beyond(name) if self._beyond else None)
        return found or (self._given.get(folded) if name[:1].isupper() else None)


def _all_in(name: str, said: Collection[str]) -> bool:
    parts = fold(name).split()
    return bool(parts) and all(part.strip(".") in said for part in parts)


def key(name: str) -> str:
    """A name as it is compared."""
    return " ".join(WORD.findall(fold(name)))


def without_title(name: str) -> str:
    """The name without the article or title that it begins with."""
    first, _, rest = name.partition(" ")
    return rest.lstrip() if rest and fold(first).strip(".") in words.before_names() else name


def first_and_last(names: Iterable[tuple[str, RosterName]]) -> dict[str, RosterName]:
    """Whom first and last names mean, folded; `SEVERAL` where more than one of these people has it."""
    found: dict[str, set[RosterName]] = {}
    for name, person in names:
        parts = key(name).split()
        for part in {parts[0], parts[-1]} if len(parts) > 1 else ():
            found.setdefault(part, set()).add(person)
    return {part: next(iter(people)) if len(people) == 1 else SEVERAL for part, people in found.items()}


NOBODY = Roster()
"""Where minutes are read without a group."""

_MARKUP = re.compile(r"[*~`]+|(?<!\w)_+|_+(?!\w)|\\(?=[_*\[\]])|\[([^\]]*)\]\([^)]*\)")
_EDGES = " .,:;–—-()[]"
_NO_NAME = re.compile(r"https?:|www\.|[!=<>{}#*%$;…\"“”]|[^\W\d_]{4,}\.\s+\w\w|\d{3,}|\w@\w|:\s|\?.")
_ACRONYM = re.compile(r"(?=(?:.*[A-Z]){2})[A-Z][A-Za-z0-9&-]{1,9}")
_HEAD_ENDS = re.compile(r"(?<=\w{4})\.|[:!()\n\[\]]")
_BEHIND = re.compile(r"\s*(?:[,;:–—-]+\s*)?")
_NEXT_NAME = re.compile(r"\s*(?:[,;&+/]\s*)+|\s+(?=\w)")
MOST_LETTERS = 60
_MOST_WORDS = 5

_LOOSE = frozenset({"all", "members", "the group", "os membros"})
"""Words for everybody that may as well begin what is talked about."""


class Who(NamedTuple):
    """A name as it is written, and whom it means; None where nobody on the roster answers to it."""

    name: str
    named: RosterName | None = None


class Head(NamedTuple):
    """The names that a sentence begins with.

    Attributes:
        end: Where they end, with what parts them from the rest.
        apart: A colon, a dash or a bracket parts them from the sentence, which is whole without them.
        open: A name follows of which it is not said where it ends.
    """

    who: tuple[Who, ...] = ()
    end: int = 0
    apart: bool = False
    open: bool = False


def bare(text: str) -> str:
    """Without the marks of markdown."""
    return _MARKUP.sub(r"\1", text)


def split_names(text: str, language: str = "") -> tuple[str, ...]:
    """The names of a field, as they are written: "Ana, MoJ and Rui"."""
    cleaned = bare(text).replace("\n", ", ").strip(_EDGES)
    return tuple(name for part in _parts(cleaned, language) if any(map(str.isalnum, name := part.strip(" .@"))))


def names_in(text: str, language: str = "") -> tuple[str, ...]:
    """The names where a text is nothing but names; nothing where one part of it cannot be."""
    cleaned = bare(text).strip(_EDGES)
    parts = [part for part in _parts(cleaned, language) if part]
    if not parts or len(cleaned) > MOST_LETTERS or not all(map(may_be_name, parts)):
        return ()
    return tuple(part.lstrip("@") for part in parts)


def may_be_name(text: str) -> bool:
    """Whether these words can be what a person or body is called: each has its capital, or says "team", "chair"."""
    if _NO_NAME.search(text) or not any(map(str.isalpha, text)):
        return False
    if fold(text) in words.spoken("everybody") or text.startswith("@"):
        return " " not in text or not text.startswith("@")
    parts = without_title(text).split()
    if len(parts) > _MOST_WORDS or fold(parts[0]).strip(".,") in words.spoken("no_names"):
        return False
    named = [_is_written_as_name(word) for word in parts]
    return all(named) and (parts[0][0].isupper() or fold(parts[0]) in words.bodies())


def is_likely(name: str, names: Roster) -> bool:
    """Whether who is on no roster may be meant: a single word must be written in capitals, or name an office."""
    known = names.is_empty or names.get(name) is not None
    return known or " " in without_title(name) or _stands_out(name)


def _stands_out(name: str) -> bool:
    said = without_title(name).strip(" .")
    return bool(_ACRONYM.fullmatch(said)) or said.isupper() or said.endswith("?") or fold(said) in words.bodies()


def head_of(text: str, names: Roster, language: str) -> Head:
    """The names that the sentence begins with; those before a colon unless they are what is talked about."""
    for pattern, needed in ((_BRACKET_FIRST, is_likely), (_COLON, is_likely), (_DASH, _is_known)):
        match = pattern.match(text)
        found = names_in(match["who"], language) or _all_known(match["who"], names, language) if match else ()
        if match and found and all(needed(name, names) for name in found):
            who = whom(found, names)
            certain = any(one.named for one in who) or found[-1].endswith("?")
            if certain or not _begins_with_somebody(text[match.end() :], names, language):
                return Head(who, match.end(), apart=True)
    return _linked(text, names, language)


def whom(found: tuple[str, ...], names: Roster) -> tuple[Who, ...]:
    """Each name, and whom it means; one that nobody answers to without its article."""
    return tuple(Who(_plain(name), names.get(name)) for name in dict.fromkeys(found))


def _plain(name: str) -> str:
    return without_title(name).rstrip("?") if fold(name.partition(" ")[0]) in words.before_names() else name.rstrip("?")


_BRACKET_FIRST = re.compile(r"^[(\[](?P<who>[^()\[\]\n]{1,60})[)\]]\s*:?\s+(?=\S)")

_COLON = re.compile(
    r"^(?:\*\*|__|\*|_)?(?P<who>@?[^\W\d_][^:*_\n!]{0,60}?)\s*"
    r"(?::(?:\*\*|__|\*|_)?|(?:\*\*|__|\*|_)\s*:)\s+(?=\S)"
)

_DASH = re.compile(r"^(?P<who>@?[^\W\d_][^:*_\n?!]{0,60}?)\s+[-–—]\s+(?=\S)")


def _linked(text: str, names: Roster, language: str) -> Head:
    """Names before a word such as "will"; or known names, whatever follows them."""
    start = len(text) - len(text.lstrip("*_"))
    link = _first_link(text, start)
    if link is not None:
        begin, end = link
        said = bare(text[start:begin]).strip(" ,")
        found = names_in(said, language) or _all_known(said, names, language)
        if _is_passive(text, end):
            return Head()
        if found and text[end:].strip():
            return Head(whom(found, names), end)
    return _known_first(text, start, names, language)


def _known_first(text: str, start: int, names: Roster, language: str) -> Head:
    """Known names, then what they do, without a word that links."""
    who, end = names_first(text, names, language, start)
    if not who or (names.is_empty and fold(who[0].name) in _LOOSE):
        return Head()
    if (beside := _joined(text, end, language)) is not None:
        return Head((*who, *([Who(beside)] if beside else [])), end, open=True)
    gap = _BEHIND.match(text, end)
    return Head(who, gap.end() if gap else end)


def names_first(text: str, names: Roster, language: str, start: int = 0) -> tuple[tuple[Who, ...], int]:
    """Known names one after the other, parted by commas or "and"; and where the last one ends."""
    who: list[Who] = []
    at: int | None = start
    end = start
    while at is not None and (found := names.at(text, at)) is not None:
        who += whom((found[0],), names)
        end = found[1]
        at = _next_name(text, end, language)
    return tuple(who), end


def _next_name(text: str, end: int, language: str) -> int | None:
    """Where a further name may begin: behind a comma, or behind "and"."""
    gap = _NEXT_NAME.match(text, end)
    if gap is None:
        return None
    word = text[gap.end() :].partition(" ")[0]
    if fold(word) in words.joiners(language):
        return gap.end() + len(word) + 1
    return gap.end() if gap.group().strip() else None


def _joined(text: str, end: int, language: str) -> str | None:
    """The word behind the "and" that follows the last known name; None without such an "and"."""
    joined = re.match(r"\s*(?:[&+/]|(?<=\s)([^\W\d_]+)(?=\s|$))\s*", text[end:])
    if joined is None or (joined[1] and fold(joined[1]) not in words.joiners(language)):
        return None
    return next(iter(text[end + joined.end() :].split()), "").strip(_EDGES)


def behind_link(text: str) -> str:
    """Without the word that links, where the text begins with one: "please", "to"."""
    said = text.split()
    for link in words.links():
        if tuple(fold(word).strip(",") for word in said[: len(link)]) == link and len(said) > len(link):
            return text.split(None, len(link))[-1]
    return text


def agent_in(text: str, names: Roster) -> tuple[Who, int, int] | None:
    """Whom "by" names in "to be sent by MoJ", where nothing follows but a stop; and where that stands."""
    for match in re.finditer(r"(?<=\s)(?P<by>[^\W\d_]+)\s+", text):
        if fold(match["by"]) not in words.spoken("agent"):
            continue
        found = names.at(text, match.end())
        if found is not None and not re.match(r"\s+\w|\s*['’]", text[found[1] :]):
            return whom((found[0],), names)[0], match.start() - 1, found[1]
    return None


def _first_link(text: str, start: int) -> tuple[int, int] | None:
    """The first word that links names to what they do, not too far in: where it begins, and where it ends."""
    for match in WORD.finditer(text[: start + MOST_LETTERS + 20], start):
        before = text[start : match.start()]
        if _HEAD_ENDS.search(before.replace("**", "")):
            return None
        if fold(match[0].strip("*_")) not in words.first_of_links() or not before.strip(" *_"):
            continue
        for link in words.links():
            said = re.compile(r"\s+".join(["\\S+"] * len(link))).match(text, match.start())
            if said and tuple(fold(word).strip("*_,") for word in said[0].split()) == link:
                return match.start(), said.end() + len(text[said.end() :]) - len(text[said.end() :].lstrip())
    return None


def _is_passive(text: str, end: int) -> bool:
    """Whether something is done to them: "to be sent", "harus dikirim"."""
    following = fold(next(iter(text[end:].split()), "")).strip(".,")
    return following in words.passives() or (
        following.startswith("di") and following[2:3].isalpha() and _is_di(following)
    )


def _is_di(word: str) -> bool:
    """An Indonesian passive; "discuss", "distribute" and "divulgar" are none."""
    return not word.startswith(("dis", "dir", "div", "dig", "dif", "die", "dit", "dia", "diz")) or word in _DI


_DI = frozenset({"disusun", "disahkan", "disampaikan", "diatur", "diterima", "ditandatangani", "diterjemahkan"})


def _begins_with_somebody(text: str, names: Roster, language: str) -> bool:
    """Whether what follows a colon says by itself who is to do it."""
    head = _linked(text, names, language)
    return any(one.named or _ACRONYM.fullmatch(one.name) for one in head.who)


def _all_known(said: str, names: Roster, language: str) -> tuple[str, ...]:
    parts = _parts(said.strip(), language)
    return tuple(parts) if parts and all(names.get(part) for part in parts) else ()


def _is_known(name: str, names: Roster) -> bool:
    return names.get(name) is not None


def _parts(text: str, language: str) -> list[str]:
    """The elements of "Ana, MoJ and Rui"."""
    shouted = text.isupper()  # "Dan Lopez" is nobody and Lopez
    said = [
        "," if fold(word) in words.joiners(language) and (shouted or not word[0].isupper()) else word
        for word in text.split()
    ]
    return [part.strip() for part in re.split(r"\s*[,;&+/]\s*", " ".join(said)) if part.strip()]


def _is_written_as_name(word: str) -> bool:
    said = fold(word).strip(".,?")
    return word[0].isupper() or word[0] == "@" or said in words.bodies() | words.PARTICLES | words.before_names()
