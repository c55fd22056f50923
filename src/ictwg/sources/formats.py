"""Which reader reads which file, by its name and its first bytes; runs in the child, where the readers are loaded."""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module
from pathlib import PurePath
from typing import Any

from ictwg.domain.text import clean
from ictwg.sources.model import Source, SourceBlock, Unreadable

READERS: Mapping[str, str] = {
    ".docx": "docx",
    ".docm": "docx",
    ".dotx": "docx",
    ".odt": "odt",
    ".pdf": "pdf",
    ".html": "html",
    ".htm": "html",
    ".xlsx": "sheets",
    ".xlsm": "sheets",
    ".xls": "sheets",
    ".ods": "sheets",
    ".eml": "mail",
}
"""By the end of the name: the module here that reads it."""

SHEETS = frozenset(suffix for suffix, reader in READERS.items() if reader == "sheets")

_OLE = b"\xd0\xcf\x11\xe0"
_DEEPEST = 2
"""A mail may be attached to a mail."""


def read(name: str, data: bytes, depth: int = 0) -> Source:
    """What the file says, or why it says nothing; never raises, unless memory runs out."""
    suffix = PurePath(name).suffix.lower()
    reader = READERS.get(suffix)
    if reader is None or depth > _DEEPEST:
        return Source()
    if data.startswith(_OLE) and suffix != ".xls":  # Word and Excel lock a file so
        return Source(problem=Unreadable.LOCKED)
    try:
        module: Any = import_module(f"ictwg.sources.{reader}")
    except ImportError:
        return Source(problem=Unreadable.NO_READER)
    more = (lambda name, data: read(name, data, depth + 1),) if reader == "mail" else ()
    try:
        found: Source = module.read(data, *more)
    except (MemoryError, KeyboardInterrupt, SystemExit):
        raise
    except BaseException as error:  # noqa: BLE001 - what is damaged raises anything in libraries, those in Rust a panic
        return Source(problem=_problem(error))
    return found._replace(
        blocks=tuple(map(_clean, found.blocks)), about=tuple((key, clean(said)) for key, said in found.about)
    )


def _clean(block: SourceBlock) -> SourceBlock:
    """Without what a terminal would obey, wherever it stood: a number or a name of who commented can hold it too."""
    rows = tuple(tuple(clean(cell, multiline=True) for cell in row) for row in block.rows)
    text, number, place = clean(block.text, multiline=True), clean(block.number), clean(block.place)
    return block._replace(text=text, number=number, place=place, rows=rows)


def _problem(error: BaseException) -> Unreadable:
    name, said = type(error).__name__, str(error).lower()
    if name == "TooLargeError":
        return Unreadable.TOO_LARGE
    return (
        Unreadable.LOCKED
        if "password" in name.lower() or "password" in said or "encrypt" in said
        else Unreadable.BROKEN
    )
