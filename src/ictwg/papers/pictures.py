"""Pictures of others, drawn again: their dots go on, and nothing else that a file says."""

from __future__ import annotations

import warnings
from io import BytesIO
from math import prod

from ictwg.errors import InvalidValueError
from ictwg.locales import t


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
