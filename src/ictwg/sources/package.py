"""A zip of parts, as Word and LibreOffice write it; anybody may have made it.

Sizes are counted while a part is unpacked, never believed. Its XML fetches nothing: no entities, no DTD, no network.
"""

from __future__ import annotations

import struct
import zlib
from io import BytesIO
from typing import Any
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile

from lxml import etree

MOST = 50_000_000
"""Bytes of all parts together; a paper of a thousand pages has a tenth."""

DENSEST = 200
"""Times that a part may grow; text grows by ten."""

_SMALL = 100_000
"""Bytes below which nobody counts how much a part grew."""

BROKEN = (BadZipFile, RuntimeError, NotImplementedError, ValueError, EOFError, OSError, zlib.error, struct.error)
"""What damaged files raise here."""


class TooLargeError(Exception):
    """It unpacks to more than any paper has."""


class Package:
    """Attributes: names: Of its parts."""

    def __init__(self, data: bytes) -> None:
        """Opens it; raises one of `BROKEN`."""
        self._zip = ZipFile(BytesIO(data))
        self._left = MOST
        self.names = frozenset(self._zip.namelist())

    def bytes_of(self, name: str) -> bytes:
        """The part; empty where there is none.

        Raises:
            TooLargeError: It, or all so far, is larger than it may be.
            ValueError: It is packed as no office program does.
        """
        if name not in self.names:
            return b""
        info = self._zip.getinfo(name)
        if info.compress_type not in {ZIP_STORED, ZIP_DEFLATED}:  # others are unpacked whole before they are counted
            raise ValueError
        most = min(self._left, max(_SMALL, DENSEST * info.compress_size))
        with self._zip.open(name) as part:
            found = part.read(most + 1)
        if len(found) > most:
            raise TooLargeError
        self._left -= len(found)
        return found

    def root_of(self, name: str) -> Any:
        """The part's XML; None where there is no such part.

        Raises:
            TooLargeError: See `bytes_of`.
            ValueError: It is no XML, or says what of it shall be fetched or put in.
        """
        data = self.bytes_of(name)
        return parsed(data) if data else None


def parsed(data: bytes) -> Any:
    """The root of this XML.

    Raises:
        ValueError: It is none, or has a DTD.
    """
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True)
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise ValueError from error
    if root.getroottree().docinfo.internalDTD is not None:
        raise ValueError
    return root
