"""Looking at lines before decoding them: a scan that only narrows, never decides (STORE.md §9)."""

from __future__ import annotations

import json
import re

from ictwg.store.trusted import LOOKS, LazyRows, every_line, holding

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Mapping

    from ictwg.domain.state import Narrowing


_REFERENCE = re.compile(rb'"reference":"([^"\\]*)"')


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


def promising(rows: dict[str, bytes], narrowing: Narrowing) -> Iterator[bytes]:
    """The lines that hold a word of the first group; all lines where there is none."""
    if not narrowing.having:
        yield from every_line(rows)
        return
    first, seen = narrowing.having[0], set[bytes]()
    for word in first:
        for line in holding(rows, (_text(word),)):
            if line not in seen:
                seen.add(line)
                yield line


def carriers(rows: Mapping[str, bytes], references: Collection[str]) -> Iterator[str]:
    """Each of the references once for each line that carries it."""
    if type(rows) is LazyRows and len(references) <= LOOKS:
        needles = {reference: b'"reference":' + _text(reference) for reference in references}
        yield from (reference for reference, needle in needles.items() for _ in rows.holding((needle,)))
        return
    wanted = {reference.encode(): reference for reference in references}
    for line in rows.values():
        found = _REFERENCE.search(line)
        if found is not None and found[1] in wanted:
            yield wanted[found[1]]


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
    return json.dumps(word, ensure_ascii=False).encode()
