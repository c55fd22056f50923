"""What a field can hold: null, a boolean, an integer within ±2^53, text. Anything else is carried as it came."""

from __future__ import annotations

from collections.abc import Iterable
from json.encoder import encode_basestring
from typing import Any

from ictwg.domain.text import reader

Raw = bool | int | str | None

INT_MAX = 2**53


class Opaque(str):
    """The JSON text of a value whose shape this program does not know: an object, an array, a float, a huge integer.

    It equals only another opaque value, never a text that happens to read the same.
    """

    __slots__ = ()

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Opaque) and str.__eq__(self, other)

    def __ne__(self, other: object) -> bool:
        return not self == other

    def __hash__(self) -> int:
        return hash((Opaque, str(self)))


class Literal(str):
    """A number with a point or an exponent as it was written: `1.50` stays `1.50`."""

    __slots__ = ()


def json_text(value: Raw) -> str:
    """The value's canonical JSON; what the file holds."""
    if type(value) is str:
        return encode_basestring(value)
    if isinstance(value, Opaque):
        return str(value)
    return _WORDS[value] if value is None or isinstance(value, bool) else str(value)


_WORDS = {None: "null", True: "true", False: "false"}


def canonical(value: Raw) -> bytes:
    """The bytes by which values are compared, everywhere."""
    return utf8(json_text(value))


def utf8(text: str) -> bytes:
    r"""A lone surrogate, which has no UTF-8, becomes its JSON escape `\ud800`."""
    return text.encode("utf-8", "backslashreplace")


def united(*many: Iterable[Raw]) -> tuple[Raw, ...]:
    """Each different value once, in the order of its bytes."""
    found = [value for values in many for value in values]
    if len(found) == 1:
        return (found[0],)
    by_bytes = {canonical(value): value for value in found}
    return tuple(by_bytes[key] for key in sorted(by_bytes))


def from_json(value: Any) -> Raw:
    """The field's value for a parsed JSON value; see `loads`."""
    if value is None or isinstance(value, bool) or type(value) is str:
        return value
    if isinstance(value, int) and -INT_MAX <= value <= INT_MAX:
        return value
    return Opaque(verbatim(value))


def loads(text: str | bytes) -> Any:
    """Parsed JSON in which numbers with a point are kept as they were written.

    Raises:
        ValueError: It is no JSON, or names NaN or infinity.
    """
    return _read(text if isinstance(text, str) else text.decode())


def _refuse(name: str) -> None:
    raise ValueError(f"{name} is not a JSON value")


_read = reader(parse_float=Literal, parse_constant=_refuse)


def is_set(value: Any) -> bool:
    """Whether an array may be a set: different texts."""
    return type(value) is list and all(type(e) is str for e in value) and len(set(value)) == len(value)


def verbatim(value: Any) -> str:
    """The compact JSON of what `loads` gave, in its order."""
    if isinstance(value, Literal):
        return str(value)
    if isinstance(value, list):
        return "[" + ",".join(map(verbatim, value)) + "]"
    if isinstance(value, dict):
        return "{" + ",".join(f"{encode_basestring(k)}:{verbatim(v)}" for k, v in value.items()) + "}"
    return json_text(value)
