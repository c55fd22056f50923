"""Ids: ULIDs (48 bits of milliseconds, 80 of chance) and ids derived from a key, both in Crockford's base 32.

A derived id lets two devices that make the same record, the attendance of one organization at one meeting,
make one.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import lru_cache

from ictwg.errors import InvalidValueError
from ictwg.locales import t

_DIGITS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_PAIRS = tuple(a + b for a in _DIGITS for b in _DIGITS)
# int(…, 32) reads 0-9a-v; everything that is no Crockford digit becomes a character that it refuses.
_PYTHON_DIGITS = "0123456789abcdefghijklmnopqrstuv"
_AS_INT = dict.fromkeys(range(128), "!") | dict(zip(map(ord, _DIGITS), _PYTHON_DIGITS, strict=True))
_LENGTH = 26
_TIME_MAX = (1 << 48) - 1
_CHANCE_BITS = 80
_ID_MAX = (1 << 128) - 1
_LOW = (1 << 60) - 1
_DAY_MS = 86_400_000
_DIGITS_OF_DOTS = 16
_EPOCH_ORDINAL = 719_163  # date(1970, 1, 1).toordinal()


def new_id(now_ms: int, random: Callable[[int], bytes]) -> str:
    """A ULID; `random(10)` gives ten bytes (`os.urandom`)."""
    return _encoded(_in_time(now_ms) << _CHANCE_BITS | int.from_bytes(random(10), "big"))


def derived_id(db: str, table: str, key: tuple[str, ...], on: date | None = None) -> str:
    """The id that every device derives from the same key; `on` is the date in the key, if it has one."""
    import hashlib

    parts = (db, table, *key)
    # Every part with its length before it: no two keys read the same
    encoded = [part.encode("utf-8", "surrogatepass") for part in parts]
    digest = hashlib.sha256(b"".join([b"%d:%s" % (len(part), part) for part in encoded])).digest()
    chance = int.from_bytes(digest[:16], "big") & ((1 << _CHANCE_BITS) - 1)
    millis = (on.toordinal() - _EPOCH_ORDINAL) * _DAY_MS if on else 0
    return _encoded(_in_time(millis) << _CHANCE_BITS | chance)


@lru_cache(maxsize=4096)
def row_key(id: str) -> str:
    """TinyDB's document id: the 128 bits in decimal."""
    return str(int(id.translate(_AS_INT), 32))


def id_of(row_key: str) -> str:
    return _encoded(int(row_key))


def is_id(text: str) -> bool:
    return len(text) == _LENGTH and text.isascii() and text[0] <= "7" and "!" not in text.translate(_AS_INT)


def number_and_actor(dot: str) -> tuple[int, str]:
    """The parts of a dot `actor@n`, in the order in which dots are compared; the number is 0 where it is none."""
    actor, _, digits = dot.rpartition("@")
    return int(digits) if digits.isascii() and digits.isdigit() and len(digits) <= _DIGITS_OF_DOTS else 0, actor


def _in_time(millis: int) -> int:
    return min(max(millis, 0), _TIME_MAX)


def _encoded(value: int) -> str:
    """26 digits, two at a time. Zero is no row key, so it becomes one."""
    if not 0 <= value <= _ID_MAX:
        raise InvalidValueError(t("ids.invalid", text=value), t("ids.invalid_hint"))
    value = value or 1
    high, low = value >> 60, value & _LOW  # shifting halves is much cheaper, and an import makes ids by the 10,000
    return (
        f"{_PAIRS[high >> 60]}{_PAIRS[high >> 50 & 1023]}{_PAIRS[high >> 40 & 1023]}{_PAIRS[high >> 30 & 1023]}"
        f"{_PAIRS[high >> 20 & 1023]}{_PAIRS[high >> 10 & 1023]}{_PAIRS[high & 1023]}{_PAIRS[low >> 50]}"
        f"{_PAIRS[low >> 40 & 1023]}{_PAIRS[low >> 30 & 1023]}{_PAIRS[low >> 20 & 1023]}{_PAIRS[low >> 10 & 1023]}"
        f"{_PAIRS[low & 1023]}"
    )
