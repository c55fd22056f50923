"""JSON by what the interpreter holds ready, without the import of `json`.

That package compiles patterns when it is imported: 1.3 ms, a twentieth of what a listing may take. What the scanner
does not read to the end goes to `json`, which allows white space and has the words for what is wrong. Modules that a
one-shot command imports read and write through this.
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from json.encoder import encode_basestring
    from typing import Any

    def make_scanner(how: How, /) -> Callable[[str, int], tuple[Any, int]]: ...
    def make_encoder(*said: object) -> Callable[[Any, int], tuple[str, ...]]: ...

else:
    try:
        from _json import encode_basestring, make_encoder, make_scanner
    except ImportError:  # an interpreter that does without
        from json.encoder import JSONEncoder, encode_basestring

        def make_scanner(_how):
            return _unread

        def _unread(_text, at):
            raise StopIteration(at)

        def make_encoder(*_said):
            encoder = JSONEncoder(ensure_ascii=False, separators=(",", ":"), check_circular=False)
            return lambda value, _level: (encoder.encode(value),)


DEEPEST = 200
"""Arrays and objects in each other: whoever walks what was read can go down so far, from however deep a call."""
_CONSTANTS = {"NaN": float("nan"), "Infinity": float("inf"), "-Infinity": float("-inf")}


class How:
    """How the scanner is to read; the names are those of `json.JSONDecoder`."""

    strict = True
    object_hook = object_pairs_hook = None
    parse_int = int

    def __init__(self, parse_float: Callable[[str], Any], parse_constant: Callable[[str], Any]) -> None:
        self.parse_float = parse_float
        self.parse_constant = parse_constant


def reader(
    parse_float: Callable[[str], Any] = float, parse_constant: Callable[[str], Any] = _CONSTANTS.__getitem__
) -> Callable[[str], Any]:
    """What reads JSON text as `json.JSONDecoder` of these two does; it raises ValueError also where it is too deep."""
    scan = make_scanner(How(parse_float, parse_constant))

    def read(text: str) -> Any:
        try:
            value, end = scan(text, 0)
        except (StopIteration, SystemError):  # the second is Python 3.11's, where nobody has imported json's errors
            end = -1
        if end != len(text):
            from json import JSONDecoder

            value = JSONDecoder(parse_float=parse_float, parse_constant=parse_constant).decode(text)
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


_TOO_DEEP = f"nested deeper than {DEEPEST}"
_read = reader()
_encode = make_encoder(None, None, encode_basestring, None, ":", ",", False, False, True)


def loads(data: bytes) -> Any:
    """The value of JSON in UTF-8.

    Raises:
        ValueError: It is none.
    """
    return _read(data.decode("utf-8", "surrogatepass"))


def dumps(value: Any) -> str:
    """The compact JSON text of plain values in dictionaries and lists: by one call, its letters as they are."""
    return "".join(_encode(value, 0))


__all__ = ["dumps", "encode_basestring", "loads", "reader"]
