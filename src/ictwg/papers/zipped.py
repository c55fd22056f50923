"""Papers that are a zip of parts (Word, spreadsheet): what they say of themselves, and whether one is as we wrote it.

A writer puts `properties` into the core properties, and its bytes through `sealed`: the digest of all parts then
stands among the properties, which office programs show under *File*. Several papers in one zip have it as its comment.
"""

from __future__ import annotations

import hashlib
import re
import struct
import zlib
from datetime import UTC, datetime
from io import BytesIO
from math import inf
from typing import NamedTuple
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from ictwg.domain.text import clean
from ictwg.papers.document import Document
from ictwg.papers.words import choice

_CORE = "docProps/core.xml"
_SEAL = re.compile(rb"(<dc:description>ictwg sha256-)([0-9a-f]{64})(?=</dc:description>)")
_COMMENT = b"ictwg sha256-"
_EMPTY = "0" * 64
_LARGEST = 50_000_000
"""Bytes of a file, and of all its parts: the minutes of twenty years have less, and a larger file is none of ours."""


class Properties(NamedTuple):
    """What stands under *File, Properties*.

    Attributes:
        title: Of the paper.
        subject: Its reference.
        keywords: For whom it is.
        category: What kind of paper.
        status: Its version.
        comments: The program, and room for the digest.
        created: The day in its head, or the first one that a zip can hold: no clock says when it was written.
    """

    title: str
    subject: str
    keywords: str
    category: str
    status: str
    comments: str
    created: datetime


def properties(document: Document) -> Properties:
    """In the language of the paper."""
    head = document.head
    day = head.get("status_date") or head.get("date") or head.get("until") or "1980-01-01"
    return Properties(
        clean(document.title),
        clean(head.get("ref", "")),
        choice(document.audience, document.language),
        clean(document.kind or head.get("kind", "")),
        clean(head.get("version", "")),
        f"ictwg sha256-{_EMPTY}",
        datetime.fromisoformat(day).replace(tzinfo=UTC),
    )


def sealed(data: bytes) -> bytes:
    """The same parts with their digest; without the time and the system on which they were zipped."""
    parts = unpacked(data)
    parts[_CORE] = _SEAL.sub(rb"\g<1>" + digest_of(parts).encode(), parts[_CORE])
    return _written(parts)


def packed(parts: dict[str, bytes]) -> bytes:
    """Several papers, by their names."""
    return _written(parts, _COMMENT + digest_of(parts).encode())


def _written(parts: dict[str, bytes], comment: bytes = b"") -> bytes:
    out = BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED) as made:
        made.comment = comment
        for name, part in parts.items():
            info = ZipInfo(name)
            info.create_system, info.compress_type = 0, ZIP_DEFLATED
            made.writestr(info, part)
    return out.getvalue()


def is_ours(data: bytes) -> bool:
    """Whether every part is as we wrote it."""
    try:
        parts, comment = unpacked(data, _LARGEST), ZipFile(BytesIO(data)).comment
    except (BadZipFile, RuntimeError, ValueError, EOFError, OSError, zlib.error, struct.error):
        return False
    said = _SEAL.search(parts.get(_CORE, b""))
    told = said[2] if said is not None else comment.removeprefix(_COMMENT)
    return told == digest_of(parts).encode()


def digest_of(parts: dict[str, bytes]) -> str:
    """Of the names and bytes of all parts, whatever digest they say."""
    found = hashlib.sha256()
    for name, part in parts.items():
        told = _SEAL.sub(rb"\g<1>" + _EMPTY.encode(), part) if name == _CORE else part
        found.update(f"{name}\n{len(told)}\n".encode("utf-8", "surrogatepass") + told)
    return found.hexdigest()


def unpacked(data: bytes, most: float = inf) -> dict[str, bytes]:
    """By their names; larger ones are not unpacked, nor what one has besides the bytes that it says it has.

    Raises:
        BadZipFile: It is no zip of ours; other errors where it is damaged.
    """
    if len(data) > most:
        raise BadZipFile
    with ZipFile(BytesIO(data)) as packed:
        infos = packed.infolist()
        kinds, names = {info.compress_type for info in infos}, {info.filename for info in infos}
        if (
            sum(info.file_size for info in infos) > most
            or kinds - {ZIP_DEFLATED, ZIP_STORED}
            or len(names) < len(infos)
        ):
            raise BadZipFile
        return {info.filename: packed.open(info).read(info.file_size) for info in infos}
