"""The hashes of the lines of replica.json, beside it: nobody hashes anew what was hashed when it was written.

    the sum of the file's bytes ▏ hash of the first line ▏ of the second ▏ …

They are believed where the bytes have that sum, so that the disk has not changed them since, and where the digest of
the file is made of just these hashes. Else the lines are hashed again.
"""

from __future__ import annotations

from ictwg.store.lines import HASH_SIZE, opening

TYPE_CHECKING = False
if TYPE_CHECKING:
    from ictwg.store.image import Image, Pieces
    from ictwg.store.stretch import Told

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
    from hashlib import blake2b, sha256
    from zlib import crc32

    found: dict[str, bytes] = {}
    whole = sha256(blake2b(told.header.line(), digest_size=HASH_SIZE).digest())
    at = _SUM_SIZE
    for table, count in told.counts.items():
        end = at + HASH_SIZE * count
        found[table] = kept[at:end]
        whole.update(blake2b(opening(table), digest_size=HASH_SIZE).digest())
        whole.update(found[table])
        at = end
    is_theirs = at == len(kept) and whole.hexdigest() == told.header.digest
    return found if is_theirs and kept[:_SUM_SIZE] == _bytes_of(crc32(data)) else {}


def _bytes_of(total: int) -> bytes:
    return total.to_bytes(_SUM_SIZE, "big")
