"""Looking at lines before decoding them: a scan that only narrows, never decides (STORE.md §9)."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from json.encoder import encode_basestring

from ictwg.domain.state import Narrowing, Yes
from ictwg.store.local.trusted import holding


def worth_a_look(narrowing: Narrowing) -> Callable[[bytes], bool]:
    """Whether a line that is promising, and so has a word of the first group, may be of a record that fits."""
    having = [[_needle(word) for word in group] for group in narrowing.having[1:]]
    said: dict[bytes, tuple[bytes, ...]] = {}
    for field, value in narrowing.lacking:
        key = _text(field) + b':"'
        said[key] = (*said.get(key, ()), value.encode() + b'"')
    lacking = list(said.items())

    def worth(line: bytes) -> bool:
        for key, values in lacking:
            if _says(line, key, values):
                return False
        return not having or all(any(word in line for word in group) for group in having)

    return worth


def promising(rows: dict[str, bytes], narrowing: Narrowing) -> Iterator[bytes]:
    """The lines that hold a word of the first group; all lines where there is none."""
    if not narrowing.having:
        return iter(rows.values())
    return _with_any(rows, narrowing.having[0])


def _with_any(rows: dict[str, bytes], words: tuple[str | Yes, ...]) -> Iterator[bytes]:
    seen = set[bytes]()
    for word in words:
        for line in holding(rows, (_needle(word),)):
            if line not in seen:
                seen.add(line)
                yield line


def _says(line: bytes, key: bytes, values: tuple[bytes, ...]) -> bool:
    """Whether the record's own field says one of the values: beyond doubt, or not at all.

    A line that holds an object written by a newer program might say it there only.
    """
    at = line.find(key)
    if at < 0 or not line.startswith(values, at + len(key)) or line.count(key) > 1:
        return False
    return line.find(b":{", line.index(b":{") + 2, line.find(b'"_v":')) < 0


def _needle(word: str | Yes) -> bytes:
    """What stands in the line of whoever has the word, or the flag set: lines are canonical (STORE.md §3)."""
    return _text(word) if isinstance(word, str) else _text(word.field) + b":true"


def _text(word: str) -> bytes:
    """A word as a JSON string holds it."""
    return encode_basestring(word).encode()
