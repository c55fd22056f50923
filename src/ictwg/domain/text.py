"""Cleans text that is entered, and folds it for search.

Text is cleaned where somebody types or brings it in, and again where it is shown; never in the codec, which
alters no value.
"""

from __future__ import annotations

from collections.abc import Callable
from json import JSONDecoder, JSONEncoder
from typing import Any, Literal

# Word and Outlook write a soft line break as U+000B; pages and old editors bring the others.
_LINE_BREAKS = dict.fromkeys((0x0B, 0x0C, 0x85, 0x2028, 0x2029), "\n")

_CONTROLS = dict.fromkeys(
    (
        *(c for c in range(0x20) if c not in (0x09, 0x0A, 0x0B, 0x0C)),
        0x7F,
        *range(0x80, 0x85),
        *range(0x86, 0xA0),
    )
)


# They reorder what a reader sees against what is stored. The joiner U+200D stays: scripts and emoji need it.
_BIDI = dict.fromkeys((0x061C, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A)))
_UNWANTED: dict[int, str | None] = {**_LINE_BREAKS, **_CONTROLS, **_BIDI}
_ONE_LINE = {0x09: " ", 0x0A: " "}


def clean(text: str, *, multiline: bool = False) -> str:
    """The text in NFC without control and direction characters; a single line is stripped too."""
    # What is printable holds nothing that is unwanted, so most text is as it shall be.
    if not (text.isprintable() and (text.isascii() or _is_composed(text))):
        text = _cleaned(text)
        text = text if multiline else text.translate(_ONE_LINE)
    return text if multiline else text.strip()


def snake_case(name: str) -> str:
    """`ActionStatus` → `action_status`."""
    return "".join("_" + sign.lower() if sign.isupper() else sign for sign in name).lstrip("_")


def one_line(text: str) -> str:
    """Its words with one space between them."""
    return " ".join(text.split())


def harmless(text: str) -> str:
    """A text on its way out, to a terminal or a file: without what either would obey; else as it is.

    Whatever was minted here is so already. A foreign program may have written anything.
    """
    if text.isascii() and text.replace("\r\n", "").replace("\n", "").isprintable():
        return text
    return "\r\n".join(_paired(part).translate(_UNWANTED) for part in text.split("\r\n"))


def _is_composed(text: str) -> bool:
    from unicodedata import is_normalized  # a list in plain letters does without

    return is_normalized("NFC", text)


def _cleaned(text: str) -> str:
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return _normal("NFC", _paired(text).translate(_UNWANTED))


def _normal(form: Literal["NFC", "NFKD"], text: str) -> str:
    from unicodedata import normalize  # a list in plain letters does without

    return normalize(form, text)


def _paired(text: str) -> str:
    """Surrogate pairs joined and lone surrogates replaced, so that the text can be written as UTF-8."""
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return text


# Letters that NFKD leaves whole, as people without that key type them.
_LETTERS = {
    ord("ł"): "l",
    ord("ø"): "o",
    ord("đ"): "d",
    ord("ı"): "i",
    ord("ħ"): "h",
    ord("æ"): "ae",
    ord("ð"): "d",
    ord("þ"): "th",
    ord("œ"): "oe",
    ord("ß"): "ss",
}


# Tetum writes ne'ebé, ne’ebé, neʻebé and neebé for the same word.
_APOSTROPHES = dict.fromkeys(map(ord, "'’‘`´ʻʼ′"))

_MARKS = dict.fromkeys(
    (
        *range(0x300, 0x370),
        *range(0x1AB0, 0x1B00),
        *range(0x1DC0, 0x1E00),
        *range(0x20D0, 0x2100),
        *range(0xFE20, 0xFE30),
    )
)

_FOLDED: dict[int, str | None] = {**_LETTERS, **_MARKS, **_APOSTROPHES}


def fold(text: str) -> str:
    """The text as search and matching compare it: no case, accents or apostrophes."""
    if text.isascii():
        return text.lower().replace("'", "").replace("`", "")
    plain = _normal("NFKD", text.translate(_APOSTROPHES)).casefold()
    return _normal("NFKD", plain).translate(_FOLDED)


def in_sentence(title: str) -> str:
    """A title where it stands inside a sentence: "Trainings" as "trainings", "PNTL" as it is."""
    return title if title[1:2].isupper() else title[:1].lower() + title[1:]


def sentences(*texts: str) -> str:
    """One after the other, each with a full stop unless it has a stop of its own; an empty one is left out."""
    return " ".join(text if text.endswith((".", "?", "!", ":", "…")) else f"{text}." for text in texts if text)


def fold_words(text: str) -> str:
    """The same with one space between words: part of ids (`Record.identity`), so what it gives may never change."""
    return " ".join(fold(text).split())


DEEPEST = 200
"""Arrays and objects in each other: whoever walks what was read can go down so far, from however deep a call."""

_TOO_DEEP = f"nested deeper than {DEEPEST}"


def reader(
    parse_float: Callable[[str], Any] | None = None, parse_constant: Callable[[str], Any] | None = None
) -> Callable[[str], Any]:
    """What reads JSON text as `json.JSONDecoder` of these two does; it raises ValueError also where it is too deep."""
    decode = JSONDecoder(parse_float=parse_float, parse_constant=parse_constant).decode

    def read(text: str) -> Any:
        try:
            value = decode(text)
        except RecursionError:
            raise ValueError(_TOO_DEEP) from None
        if text.count("[") + text.count("{") > DEEPEST and _is_deep(value):
            raise ValueError(_TOO_DEEP)
        return value

    return read


def _is_deep(value: Any) -> bool:
    level = [value]
    for _ in range(DEEPEST):
        held = [one.values() if isinstance(one, dict) else one for one in level if isinstance(one, (dict, list))]
        level = [inner for values in held for inner in values]
    return bool(level)


_read = reader()
_encode = JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


def loads(data: bytes) -> Any:
    """The value of JSON in UTF-8.

    Raises:
        ValueError: It is none.
    """
    return _read(data.decode("utf-8", "surrogatepass"))


def dumps(value: Any) -> str:
    """The compact JSON text of plain values in dictionaries and lists, its letters as they are."""
    return _encode(value)
