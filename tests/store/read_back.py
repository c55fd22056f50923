"""A file as a program finds it on its own disk: what it wrote, read by its layout, with the hashes beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ictwg.store.format.image import Image
from ictwg.store.local.hashes import by_table, kept_of
from ictwg.store.local.layout import layout_of
from ictwg.store.local.trusted import split_trusted, stretches

if TYPE_CHECKING:
    from ictwg.store.format.lines import Lines


def laid_out(lines: Lines) -> tuple[bytes, bytes, bytes]:
    """What is written: the file, its layout, its hashes."""
    image = Image(lines)
    written = image.written(lines.header)
    return written.data, layout_of(image, lines.header._replace(digest=written.digest)), kept_of(image, written.pieces)


def read_back(lines: Lines) -> tuple[Lines, dict[str, bytes]]:
    """The same after the program was started anew, and the hashes that it believes."""
    data, layout, kept = laid_out(lines)
    found = split_trusted(data, layout)
    return found, believed(found, kept)


def believed(lines: Lines, kept: bytes) -> dict[str, bytes]:
    """The hashes kept beside a file that are taken for those of its lines."""
    for stretch in stretches(lines):
        if stretch.told is not None:
            return by_table(kept, stretch.told, stretch.view)
    return {}
