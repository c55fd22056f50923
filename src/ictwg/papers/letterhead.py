"""The files of the group's letterhead: anybody with access to the shared folder may have put them there.

Of a picture its dots go on, and nothing else that the file says. A file that cannot be used stops no paper: it is
written without, and says why.
"""

from __future__ import annotations

import os
import warnings
from dataclasses import replace
from io import BytesIO
from math import prod
from typing import TYPE_CHECKING

from ictwg.errors import InvalidValueError
from ictwg.locales import t
from ictwg.papers.forms import SHEETS
from ictwg.records.named_files import FileProblemError, FileState, named_file
from ictwg.store.this_computer.disk import Disk

if TYPE_CHECKING:
    from ictwg.papers.document import Document
    from ictwg.papers.forms import Form

LARGEST = 1 << 20
"""Bytes of a file."""


def with_files(document: Document, form: Form, folder: str) -> tuple[Document, tuple[str, ...]]:
    """The paper with what this form takes of the files that its letterhead names.

    Also why it goes without one of them, in words for whoever writes it.
    """
    logo = document.setup.logo
    if not logo or form not in SHEETS:
        return document, ()
    try:
        picture = redrawn(_data(folder, logo), logo)
    except InvalidValueError as problem:
        return document, (t("letterhead.without_logo", why=problem.message, how=problem.hint or t("letterhead.how")),)
    return replace(document, setup=replace(document.setup, picture=picture)), ()


def redrawn(data: bytes, name: str) -> bytes:
    """A picture with the same dots, or fewer, and nothing else that was in the file.

    Raises:
        InvalidValueError: It is none, or too large, or nothing is installed that reads it.
    """
    try:
        with warnings.catch_warnings(action="ignore"):
            return _drawn_again(data)
    except ImportError:
        raise InvalidValueError(t("letterhead.no_reader"), t("forms.missing.hint")) from None
    except Exception:  # noqa: BLE001 - what reads a stranger's picture may fail in any way
        raise InvalidValueError(t("letterhead.no_picture", path=name)) from None


def _drawn_again(data: bytes) -> bytes:
    from PIL import Image, ImageOps

    made = BytesIO()
    with Image.open(BytesIO(data), formats=_FORMATS) as found:
        if prod(found.size) > _DOTS:
            raise ValueError
        photograph = found.format != _FORMATS[0]
        drawn = ImageOps.exif_transpose(found).convert("RGB" if photograph else "RGBA")
    drawn.thumbnail((_ACROSS, _ACROSS))
    Image.frombytes(drawn.mode, drawn.size, drawn.tobytes()).save(made, _FORMATS[photograph], quality=_QUALITY)
    return made.getvalue()


_FORMATS = ("PNG", "JPEG")

_DOTS, _ACROSS, _QUALITY = 16_000_000, 1600, 90
"""Of a picture that is read, which takes four bytes each; along a side of one that is printed; of a photograph."""


def _data(folder: str, path: str) -> bytes:
    """What stands in a file of the shared folder.

    Raises:
        InvalidValueError: There is none, or it is too large.
    """
    file = named_file(folder, path)
    try:
        data = Disk().read_plain(file.path, LARGEST + 1)
    except OSError:
        raise FileProblemError(FileState.NO_FILE, path) from None
    if len(data) > LARGEST:
        raise InvalidValueError(t("letterhead.too_large", path=os.path.basename(path)))  # noqa: PTH119 - a plain path
    return data
