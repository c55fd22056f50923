"""What can complete the text at the cursor, as frozen values."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from ictwg.domain.text import fold

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    Completer = Callable[[str, int], "Completions"]


class Choice(NamedTuple):
    """One of several: what is stored or inserted, how it reads, what helps to tell it apart.

    `whole` is all of it, where the label begins further on.
    """

    value: str
    label: str
    note: str = ""
    whole: str = ""


class Completion(NamedTuple):
    insert: str
    label: str
    note: str = ""


class Completions(NamedTuple):
    """Options that may stand for `text[start:end]`."""

    start: int
    end: int
    options: tuple[Completion, ...] = ()


NO_COMPLETIONS = Completions(0, 0)


def matching(query: str, choices: Iterable[Choice], limit: int = 50) -> tuple[Choice, ...]:
    """Choices that have every word of the query: those that begin with it first."""
    wanted = fold(query).strip()
    words = wanted.split()
    found = [
        (_rank(wanted, choice), n, choice)
        for n, choice in enumerate(choices)
        if all(word in fold(f"{choice.value} {choice.whole or choice.label} {choice.note}") for word in words)
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
        return Completions(start, end, tuple(Completion(*choice[:3]) for choice in hits if choice.value != query))

    return complete
