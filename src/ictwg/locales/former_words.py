"""Words that files of ours no longer say: files that say so are read for ever.

`former_words.json` has them by language and by the id of what says it otherwise today, the latest first. What was only
shown is not among them. Of version 0.1: its "absent" is still the word of the closed list, which is read too.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from functools import cache
from pathlib import Path
from typing import TypeVar

from ictwg.locales import LANGUAGES, catalogue

V = TypeVar("V")


@cache
def former(lang: str) -> dict[str, list[str]]:
    """By the id of the message that says it otherwise today."""
    found: dict[str, dict[str, list[str]]] = json.loads(Path(__file__).with_suffix(".json").read_text("utf-8"))
    return found.get(lang, {})


def template(id: str, lang: str) -> str:
    """The message as the catalogue has it, with its places for values."""
    area = id.partition(".")[0]
    message = catalogue(lang, area).get(id) or catalogue("en", area)[id]
    return message if isinstance(message, str) else message["other"]


def words(id: str, lang: str) -> tuple[str, ...]:
    """What a message says in a language, and then what it said before."""
    return (template(id, lang), *former(lang).get(id, ()))


def words_in_every_language(id: str) -> tuple[str, ...]:
    return tuple(word for lang in LANGUAGES for word in words(id, lang))


def by_word(ids: Iterable[tuple[V, str]], lang: str, key: Callable[[str], str]) -> dict[str, V]:
    """Whose message says a word: a word of today is never that of another before, and the first of several has it."""
    said = [(value, words(id, lang)) for value, id in reversed(tuple(ids))]
    past = {key(word): value for value, (_, *before) in said for word in before}
    return past | {key(today): value for value, (today, *_) in said}
