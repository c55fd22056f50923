"""JSON as our files hold it: compact, letters as they are, and never deeper than a walk through it can go."""

from __future__ import annotations

from json import JSONDecoder, JSONEncoder
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

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
