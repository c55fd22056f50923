"""The hashes of the lines of replica.json, beside it: nobody hashes anew what was hashed when it was written.

    the sum of the file's bytes ▏ hash of the first line ▏ of the second ▏ …

They are believed where the bytes have that sum, so that the disk has not changed them since, and where the digest of
the file is made of just these hashes. Else the lines are hashed again.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ictwg.domain.text import loads
from ictwg.store.format.lines import HASH_SIZE, opening

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ictwg.store.format.image import Image
    from ictwg.store.format.lines import Header
    from ictwg.store.format.stretch import Told
    from ictwg.store.local.disk import Pieces

_SUM_SIZE = 4


def kept_of(image: Image, pieces: Pieces) -> bytes:
    """What is kept of the lines that are laid out there, and were written in these pieces."""
    from functools import reduce
    from zlib import crc32

    total = reduce(lambda total, piece: crc32(piece, total), pieces, 0)
    return _bytes_of(total) + b"".join([block.digests for _, blocks in image.tables() for block in blocks])


def by_table(kept: bytes, told: Told, data: memoryview) -> dict[str, bytes]:
    """The hashes of each table's lines, joined; none where they are not those of the file.

    Args:
        kept: What was kept when it was written.
        told: What it tells of itself.
        data: Its bytes.
    """
    from zlib import crc32

    found = _cut(kept, told.counts)
    return found if makes(told.header, found) and kept[:_SUM_SIZE] == _bytes_of(crc32(data)) else {}


def as_written(kept: bytes, layout: bytes) -> dict[str, bytes]:
    """The same of a replica that the disk has damaged since; none where the layout is not theirs."""
    try:
        counts = {table: int(count) for table, (_, _, count, _) in loads(layout)["tables"].items()}
    except (ValueError, TypeError, KeyError, AttributeError):
        return {}
    return _cut(kept, counts)


def makes(header: Header, found: Mapping[str, bytes]) -> bool:
    """Whether these are the hashes of all lines of the file with this header."""
    from hashlib import blake2b, sha256

    whole = sha256(blake2b(header.line(), digest_size=HASH_SIZE).digest())
    for table, hashes in found.items():
        whole.update(blake2b(opening(table), digest_size=HASH_SIZE).digest() + hashes)
    return whole.hexdigest() == header.digest


def _cut(kept: bytes, counts: Mapping[str, int]) -> dict[str, bytes]:
    if len(kept) != _SUM_SIZE + HASH_SIZE * sum(counts.values()):
        return {}
    found: dict[str, bytes] = {}
    at = _SUM_SIZE
    for table, count in counts.items():
        found[table] = kept[at : (at := at + HASH_SIZE * count)]
    return found


def _bytes_of(total: int) -> bytes:
    return total.to_bytes(_SUM_SIZE, "big")
