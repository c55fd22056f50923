"""What files of calendars and address books share: a line that tells whether they are as they were written.

The digest is that of all bytes with zeros in its place; the line is short enough never to be folded.
"""

from __future__ import annotations

import hashlib
import re

SEAL, UNSEALED = "X-SHA256", "0" * 64
_SEAL = re.compile(rf"^({SEAL}:)([0-9a-f]{{64}})(?=\r$)".encode(), re.MULTILINE)


def sealed(data: bytes) -> bytes:
    """With the digest in the line that `UNSEALED` holds free."""
    return _SEAL.sub(rb"\g<1>" + _digest(data), data, count=1)


def is_ours(data: bytes) -> bool:
    """Whether the file is as it was written."""
    found = _SEAL.search(data)
    return found is not None and found[2] == _digest(data)


def _digest(data: bytes) -> bytes:
    blank = _SEAL.sub(rb"\g<1>" + UNSEALED.encode(), data, count=1)
    return hashlib.sha256(blank).hexdigest().encode()
