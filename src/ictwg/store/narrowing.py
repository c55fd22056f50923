"""Looking at lines before decoding them: a scan that only narrows, never decides (STORE.md §9)."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    from ictwg.domain.state import Narrowing


def worth_a_look(narrowing: Narrowing) -> Callable[[bytes], bool]:
    """Whether a line may be of a record that fits."""
    having = tuple(tuple(_text(word) for word in group) for group in narrowing.having)
    said: dict[bytes, list[bytes]] = {}
    for field, value in narrowing.lacking:
        said.setdefault(_text(field)[:-1] + b'":"', []).append(value.encode() + b'"')
    lacking = tuple(said.items())

    def worth(line: bytes) -> bool:
        if not all(any(word in line for word in group) for group in having):
            return False
        return not any(_says(line, key, values) for key, values in lacking)

    return worth


def sure_needles(narrowing: Narrowing) -> tuple[bytes, ...]:
    """What every line that fits must hold."""
    return tuple(_text(group[0]) for group in narrowing.having if len(group) == 1)


def reference_needle(reference: str) -> bytes:
    """How a record that carries a reference says so."""
    return b'"reference":' + _text(reference)


def _says(line: bytes, key: bytes, values: list[bytes]) -> bool:
    """Whether the record's own field says one of the values: beyond doubt, or not at all.

    A line that holds an object written by a newer program might say it there only.
    """
    at = line.find(key)
    if at < 0 or line.count(key) > 1 or not any(line.startswith(value, at + len(key)) for value in values):
        return False
    return b":{" not in line[line.index(b":{") + 2 : line.find(b'"_v":')]


def _text(word: str) -> bytes:
    """A word as a JSON string holds it."""
    import json

    return json.dumps(word, ensure_ascii=False).encode()
