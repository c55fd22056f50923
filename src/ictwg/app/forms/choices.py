"""One of several things to choose, and what completes typed text from such choices."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from typing import NamedTuple

from ictwg.domain.text import fold

Completer = Callable[[str, int], "Completions"]


class Choice(NamedTuple):
    """One of several: what is stored or inserted, how it reads, what helps to tell it apart.

    `whole` is all of it, where the label begins further on.
    """

    value: str
    label: str
    note: str = ""
    whole: str = ""

    @property
    def id(self) -> str:
        """By which a list knows it."""
        return self.value


class Completions(NamedTuple):
    """Options that may stand for `text[start:end]`."""

    start: int
    end: int
    options: tuple[Choice, ...] = ()


NO_COMPLETIONS = Completions(0, 0)


def matching(query: str, choices: Iterable[Choice], limit: int = 50) -> tuple[Choice, ...]:
    """Choices that have every word of the query: those that begin with it first."""
    wanted = fold(query).strip()
    words = wanted.split()
    found = [
        (_rank(wanted, choice), n, choice)
        for n, choice in enumerate(choices)
        if all(word in fold(" ".join(choice)) for word in words)
    ]
    return tuple(choice for _, _, choice in sorted(found, key=lambda hit: hit[:2])[:limit])


def _rank(wanted: str, choice: Choice) -> int:
    value, label = fold(choice.value), fold(choice.label)
    if wanted in (value, label):
        return 0
    if value.startswith(wanted) or label.startswith(wanted):
        return 1
    return 2 if f" {wanted}" in label else 3


def list_completer(choices: Callable[[], Iterable[Choice]], *, several: bool) -> Completer:
    """Completes one name, or the one at the cursor among several with commas between."""

    def complete(text: str, cursor: int) -> Completions:
        start = text.rfind(",", 0, cursor) + 1 if several else 0
        end = text.find(",", cursor) if several else -1
        end = len(text) if end < 0 else end
        start += len(text[start:end]) - len(text[start:end].lstrip())
        query = text[start:end].strip()
        hits = matching(query, choices())
        return Completions(start, end, tuple(choice for choice in hits if choice.value != query))

    return complete


MOST_LOOKED_AT = 2000
"""Names; a folder of more is none in which somebody looks for a file by its first letters."""

MOST_FILES = 50


def path_completer(suffixes: frozenset[str]) -> Completer:
    """Folders, and files that end so; `~` is the home folder. Hidden ones only where the dot is typed."""

    def complete(text: str, _cursor: int) -> Completions:
        folder, begun = os.path.split(text)
        found = sorted(_matching(os.path.expanduser(folder) or ".", begun, suffixes.__contains__))  # noqa: PTH111
        options = tuple(Choice(os.path.join(folder, name), name) for name in found if name != begun)  # noqa: PTH118
        return Completions(0, len(text), options[:MOST_FILES])

    return complete


def _matching(folder: str, begun: str, wanted: Callable[[str], bool]) -> Iterator[str]:
    start = begun.casefold()
    try:
        with os.scandir(folder) as entries:
            for entry in islice(entries, MOST_LOOKED_AT):
                if not entry.name.casefold().startswith(start) or (entry.name.startswith(".") and not begun):
                    continue
                if entry.is_dir():
                    yield entry.name + os.sep
                elif wanted(os.path.splitext(entry.name)[1].lower()):  # noqa: PTH122
                    yield entry.name
    except OSError:
        return
