"""Order keys: strings between which there is always room (STORE.md §2, Order).

A key is an integer part and a fraction, in base 62, compared as ASCII bytes. The first letter of the integer
part says how many digits follow: `a0 … az b00 … bzz c000 …`, and downwards `Zz … Z0 Yzz …`. Adding at either
end counts the integer on, so 10,000 additions need four characters; only inserting makes a fraction.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from ictwg.errors import IctwgError
from ictwg.locales import t

_DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
_VALUE = {digit: value for value, digit in enumerate(_DIGITS)}
_FIRST = "a0"
_LEAST = "A" + "0" * 26

UNPLACED = "~"
"""Behind every key: where that stands which nobody has placed."""


class EqualKeysError(IctwgError):
    """No room: the keys are equal, reversed, or not ours. The caller re-keys the later ones."""


def between(a: str | None, b: str | None) -> str:
    """A key k with a < k < b; None is the open end."""
    _require_room(a, b)
    if a is None:
        return _FIRST if b is None else _before(b)
    if b is None:
        return after(a)
    whole_a, whole_b = _whole(a), _whole(b)
    fraction = a[len(whole_a) :]
    if whole_a == whole_b:
        return whole_a + _middle(fraction, b[len(whole_b) :])
    following = _next_whole(whole_a)
    return following if following is not None and following < b else whole_a + _above(fraction)


def after(last: str | None) -> str:
    """The key of an item appended behind `last`."""
    if last is None:
        return _FIRST
    _require_room(last, None)
    whole = _whole(last)
    return _next_whole(whole) or whole + _above(last[len(whole) :])


_APPENDED = [_FIRST]
"""The keys of a list to which was only ever appended; made as far as somebody asked for them."""


def spread(n: int) -> tuple[str, ...]:
    """N fresh keys in order, for a whole list."""
    while len(_APPENDED) < n:
        _APPENDED.append(after(_APPENDED[-1]))
    return tuple(_APPENDED[:n])


def is_key(text: str) -> bool:
    """Whether we could have made this key; a script or an older program may have written anything."""
    if not text or text.strip(_DIGITS) or not text[0].isalpha():
        return False
    length = _whole_length(text)
    return len(text) >= length and text != _LEAST and not (len(text) > length and text[-1] == "0")


def _require_room(a: str | None, b: str | None) -> None:
    if any(key is not None and not is_key(key) for key in (a, b)) or (a is not None and b is not None and a >= b):
        raise EqualKeysError(t("order.no_room"), t("order.no_room_hint"))


def _before(b: str) -> str:
    whole = _whole(b)
    if len(b) > len(whole):
        return whole if whole != _LEAST else whole + _middle("", b[len(whole) :])
    lower = _previous_whole(whole)
    return lower if lower != _LEAST else _LEAST + _above("")


def _whole_length(key: str) -> int:
    head = key[0]
    return ord(head) - ord("a") + 2 if head >= "a" else ord("Z") - ord(head) + 2


def _whole(key: str) -> str:
    return key[: _whole_length(key)]


def _next_whole(whole: str) -> str | None:
    """The following integer; None at the end of the last length."""
    head, digits = whole[0], _counted(whole[1:], 1)
    if digits is not None:
        return head + digits
    if head == "z":
        return None
    wider = "a" if head == "Z" else chr(ord(head) + 1)
    return wider + "0" * (_whole_length(wider) - 1)


def _previous_whole(whole: str) -> str:
    """The integer before; every key in use stands above the least one."""
    head, digits = whole[0], _counted(whole[1:], -1)
    if digits is not None:
        return head + digits
    narrower = "Z" if head == "a" else chr(ord(head) - 1)
    return narrower + "z" * (_whole_length(narrower) - 1)


def _counted(digits: str, step: int) -> str | None:
    """The digits one up or down; None where they run over."""
    value = 0
    for digit in digits:
        value = value * 62 + _VALUE[digit]
    value += step
    if not 0 <= value < 62 ** len(digits):
        return None
    return "".join(_DIGITS[value // 62**place % 62] for place in range(len(digits) - 1, -1, -1))


def _middle(a: str, b: str) -> str:
    """A fraction between two. Fractions never end in 0, or nothing would fit below them."""
    same, padded = 0, a.ljust(len(b), "0")
    while padded[same] == b[same]:
        same += 1
    return b[:same] + _middle_apart(a[same:], b[same:])


def _middle_apart(a: str, b: str) -> str:
    """As _middle, for fractions that differ in their first digit."""
    low, high = _VALUE[a[0]] if a else 0, _VALUE[b[0]]
    if high - low > 1:
        return _DIGITS[(low + high + 1) // 2]
    return b[0] if len(b) > 1 else _DIGITS[low] + _above(a[1:])


def _above(a: str) -> str:
    """A short fraction above `a`."""
    rest = a.lstrip("z")
    low = _VALUE[rest[0]] if rest else 0
    return a[: len(a) - len(rest)] + _DIGITS[(low + 63) // 2]


class Placed(NamedTuple):
    """The key of the new one, and the keys that others get (by their index in the list)."""

    key: str
    rekeyed: tuple[tuple[int, str], ...] = ()


def placed(keys: Sequence[str], at: int) -> Placed:
    """The key that stands at index `at` of a sorted list of keys."""
    before = keys[at - 1] if at else None
    following = keys[at] if at < len(keys) else None
    try:
        return Placed(between(before, following))
    except EqualKeysError:
        # Fresh keys from `at` on; for the whole list where the one before is not of our making
        start = at if at == 0 or all(is_key(key) for key in keys[:at]) else 0
        last = keys[start - 1] if start else None
        fresh = spread(len(keys) + 1 - start) if last is None else _following(last, len(keys) + 1 - start)
        mine = at - start
        others = [*fresh[:mine], *fresh[mine + 1 :]]
        return Placed(fresh[mine], tuple((start + index, key) for index, key in enumerate(others)))


def _following(last: str, n: int) -> tuple[str, ...]:
    keys: list[str] = []
    for _ in range(n):
        last = after(last)
        keys.append(last)
    return tuple(keys)
