"""Owner, due date and status of an action, from the words in which we write them."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from ictwg.domain.values import ActionStatus, DueWord
from ictwg.exchange.escaping import unescaped, unmarked
from ictwg.exchange.labels import DASH, choice_of, key_of, label
from ictwg.exchange.reading.own_words import bracketed, day_of, mark, parts
from ictwg.exchange.sheet import Promise
from ictwg.locales import LANGUAGES

if TYPE_CHECKING:
    from datetime import date


class Promised(NamedTuple):
    text: str
    promise: Promise


_UNKNOWN = re.compile(r"(?<!\\)(?:\\\\)*\?$")
"""A question mark that is not escaped; a backslash before it may be."""


def promised(said: str, lang: str) -> Promised:
    """`owner – text – due`; somebody may have taken parts away."""
    rest, standing = _standing(said, lang)
    first, dash, others = rest.partition("\n")
    owner, between, text = first.partition(DASH)
    if not between:
        return Promised(text_of(rest, lang), standing)
    return Promised(text_of(text + dash + others, lang), _owned(standing, owner, lang))


def text_of(said: str, lang: str) -> str:
    """The long text; nothing where a word in emphasis says that there is none."""
    return "" if key_of(mark(said), "line", lang) == "no_text" else unmarked(said)


def _standing(said: str, lang: str) -> tuple[str, Promise]:
    """What stands before the due date, and the due date with everything behind it."""
    before, dash, tail = said.rpartition(DASH)
    pieces = parts(tail, ";") if dash and "\n" not in tail else []
    if not pieces or not _is_due(pieces[0].strip(" "), lang):
        return said, Promise()
    promise = Promise(due=_due(pieces[0].strip(" "), lang))
    for piece in pieces[1:]:
        promise = _also(promise, piece.strip("; "), lang)
    return before, promise


def _is_due(said: str, lang: str) -> bool:
    return key_of(mark(said), "due", lang) == "none" or _due(said, lang) is not None


def _due(said: str, lang: str) -> date | DueWord | None:
    return choice_of(said, DueWord, lang) or day_of(said, lang)


def _also(promise: Promise, said: str, lang: str) -> Promise:
    if key_of(said, "due", lang) == "overdue":
        return replace(promise, overdue=True)
    for code in dict.fromkeys((lang, *LANGUAGES)):
        review = f"{label('due.review', code)} "
        if said.startswith(review) and (day := day_of(said[len(review) :], lang)):
            return replace(promise, review_on=day)
    return _status(promise, said, lang)


def _status(promise: Promise, said: str, lang: str) -> Promise:
    """`done 3 May 2010`: the longest beginning that is a status, then its day."""
    words = said.split(" ")
    for end in range(len(words), 0, -1):
        status = choice_of(" ".join(words[:end]), ActionStatus, lang)
        if status is not None:
            return replace(promise, status=status, closed_on=day_of(" ".join(words[end:]), lang))
    return promise


def _owned(promise: Promise, said: str, lang: str) -> Promise:
    owners: list[str] = []
    for piece in parts(said, ","):
        name, who = bracketed_owner(piece.strip(" "))
        key = key_of(mark(name), "owner", lang) if mark(name) else ""
        if who:
            promise = replace(promise, who=who)
        if key == "everybody":
            promise = replace(promise, everybody=True)
        elif key == "person":
            promise = replace(promise, withheld=True)
        elif _UNKNOWN.search(name):
            promise = replace(promise, strangers=(*promise.strangers, unescaped(name[:-1])))
        elif name and key != "none":
            owners.append(unescaped(name))
    return replace(promise, owners=tuple(owners))


def bracketed_owner(piece: str) -> tuple[str, str]:
    """The name, still escaped, and the person in brackets."""
    _, who = bracketed(piece)
    if not who:
        return piece, ""
    return piece[: piece.rindex(" (")], who
