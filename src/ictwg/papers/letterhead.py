"""The files of the group's letterhead: anybody with access to the shared folder may have put them there.

A file that cannot be used stops no paper: it is written without, and says why.

Pictures of others are drawn again: their dots go on, and nothing else that a file says.
"""

from __future__ import annotations

import os
import warnings
from dataclasses import replace
from io import BytesIO
from math import prod

from ictwg.errors import InvalidValueError
from ictwg.locales import t
from ictwg.papers.document import Document
from ictwg.papers.forms import SHEETS, WORD, FileForm
from ictwg.records.named_files import FileProblemError, FileState, named_file
from ictwg.store.local.disk import Disk


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

LARGEST = 1 << 20
"""Bytes of a file."""


def with_files(document: Document, form: FileForm, folder: str) -> tuple[Document, tuple[str, ...]]:
    """The paper with what this form takes of the files that its letterhead names.

    Also what it goes without, in words for whoever writes it.
    """
    setup, notices = document.setup, []
    if setup.logo and form in SHEETS:
        try:
            setup = replace(setup, picture=redrawn(_data(folder, setup.logo), setup.logo))
        except InvalidValueError as problem:
            notices.append(_without("logo", problem))
    if setup.letterhead_document and form is WORD:
        try:
            name = setup.letterhead_document
            base, is_whole = _base(document, _data(folder, name), name)
        except InvalidValueError as problem:
            notices.append(_without("document", problem))
        else:
            setup = replace(setup, base=base)
            notices += [] if is_whole else [t("letterhead.in_part", path=name)]
    return replace(document, setup=setup), tuple(notices)


def _without(what: str, problem: InvalidValueError) -> str:
    return t(f"letterhead.without_{what}", why=problem.message, how=problem.hint or t("letterhead.how"))


def _base(document: Document, data: bytes, name: str) -> tuple[bytes, bool]:
    """A letterhead document that can be used, as a short paper under it shows, and whether all of it is.

    Raises:
        InvalidValueError: It cannot.
    """
    try:
        from ictwg.papers.word_base import WordBase

        WORD.write(replace(document, setup=replace(document.setup, base=data), blocks=document.blocks[:1]))
        return data, WordBase(data).is_whole
    except ImportError:
        raise InvalidValueError(t("letterhead.no_reader"), t("forms.missing.hint")) from None
    except Exception:  # noqa: BLE001 - what reads a stranger's document may fail in any way
        raise InvalidValueError(t("letterhead.no_document", path=name)) from None


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
