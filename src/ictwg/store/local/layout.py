"""Where things stand in replica.json: told when it is written, so that a command need not look it over first.

    {"digest", "size", "unique", "own", "tables": {name: [start, end, lines, [end of an object inside a record, …]], …}}

All numbers are bytes from the start of the file, `end` behind the last line; `unique` says that no reference stands in
two lines, `own` that each stands in its record's own field: none is a former one or a rival. The whole is taken only
for a replica of the same digest and size, so an old one is of no harm.
"""

from __future__ import annotations

from ictwg.domain.schema import numbered_kinds
from ictwg.domain.text import dumps
from ictwg.store.format.image import Image
from ictwg.store.format.lines import LOG, Header, opening
from ictwg.store.local.numbers import FORMER

_BETWEEN = len(b",\n")
_CLOSING = len(b"\n}")


def layout_of(image: Image, header: Header) -> bytes:
    """Of the file with this header, which holds its digest."""
    own = True
    tables: dict[str, tuple[int, int, int, list[int]]] = {}
    at = len(header.line(header.digest))
    for table, blocks in image.tables():
        at += _BETWEEN + len(opening(table)) + 1
        start, lines, within = at, 0, list[int]()
        at -= _BETWEEN  # nothing parts the first line from one before
        for block in blocks:
            objects = block.objects
            within += [at + mark for mark in objects]
            own = own and (table == LOG or block.is_as_told or not (objects or FORMER in block.data))
            lines += block.count
            at += _BETWEEN + block.size
        tables[table] = start, at, lines, within
        at += _CLOSING
    told = {"digest": header.digest, "size": at + len(b"}\n"), "unique": _unique(image), "own": own, "tables": tables}
    return dumps(told).encode()


def _unique(image: Image) -> bool:
    """Whether no reference stands in two lines."""
    numbered = {kind.TABLE for kind in numbered_kinds()}
    held = [block for table, blocks in image.tables() if table in numbered for block in blocks]
    if all(block.brings_no_reference for block in held):
        return True
    references = [reference for block in held for reference in block.references]
    return len(set(references)) == len(references)
