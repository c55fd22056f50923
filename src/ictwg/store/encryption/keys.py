"""Data keys, and the passphrases that wrap them (STORE.md §3).

A data key is 64 random bytes for AES-SIV. `_sync.keys` holds it wrapped:

    {"id", "key": the data key's id, "for": "passphrase" or "sheet", "kdf": "scrypt", "n", "r", "p", "salt", "secret"}

    {"id", "key": the data key's id, "for": "key", "by": the id of the data key after it, "secret"}

`salt` and `secret` are base64. In the first kind `secret` is the data key, encrypted by AES-SIV under the scrypt hash
of the passphrase; the scrypt parameters are in the wrap, so that they can be raised later. In the second kind `secret`
is an older data key, encrypted under its successor: today's key opens older data, not the other way round.
"""

from __future__ import annotations

import os
import unicodedata
from base64 import b64decode, b64encode
from typing import TYPE_CHECKING, Any, NamedTuple

from ictwg.errors import IctwgError
from ictwg.locales import t

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from cryptography.hazmat.primitives.ciphers.aead import AESSIV

CIPHERS = "cryptography.hazmat.primitives.ciphers.aead"
FOR_PASSPHRASE, FOR_SHEET, FOR_KEY = "passphrase", "sheet", "key"
SIZE = 64
COST = (1 << 17, 8, 1)
"""n, r and p of scrypt, as OWASP's cheat sheet on storing passwords has them: 128 MiB and a third of a second."""
_MOST = 1 << 30
_SALT = 16
_PURPOSE = b"ictwg data key"
_LETTERS = "abcdefghijkmnpqrstuvwxyz23456789"
"""Thirty-two that nobody mistakes for each other on paper: no l and 1, no o and 0."""
_GROUPS, _LONG = 8, 4


class DataKey(NamedTuple):
    id: str
    secret: bytes

    @classmethod
    def of(cls, secret: bytes) -> DataKey:
        import hashlib

        return cls(hashlib.sha256(_PURPOSE + secret).hexdigest()[:16], secret)

    @property
    def cipher(self) -> AESSIV:
        return _siv(self.secret)


def new_key() -> DataKey:
    return DataKey.of(os.urandom(SIZE))


def recovery_passphrase() -> str:
    """Eight groups of four letters, 160 random bits, to be printed."""
    letters = [_LETTERS[byte % len(_LETTERS)] for byte in os.urandom(_GROUPS * _LONG)]
    return " ".join("".join(letters[at : at + _LONG]) for at in range(0, len(letters), _LONG))


def wrapped(key: DataKey, passphrase: str, purpose: str) -> dict[str, Any]:
    """A new wrap of the key; no two are equal."""
    salt = os.urandom(_SALT)
    n, r, p = COST
    wrap = {"id": os.urandom(8).hex(), "key": key.id, "for": purpose, "kdf": "scrypt", "n": n, "r": r, "p": p}
    secret = _siv(_derived(passphrase, salt, COST)).encrypt(key.secret, [_PURPOSE, key.id.encode()])
    return {**wrap, "salt": b64encode(salt).decode(), "secret": b64encode(secret).decode()}


def unwrapped(wraps: Iterable[dict[str, Any]], passphrase: str) -> list[DataKey]:
    """The keys that this passphrase opens; wraps for a passphrase are tried before those for a sheet."""
    wraps = list(wraps)
    found: dict[str, DataKey] = {}
    for wrap in sorted(wraps, key=lambda wrap: wrap.get("for") == FOR_SHEET):
        if wrap.get("key") not in found:
            key = _opened(wrap, passphrase)
            if key is not None:
                found[key.id] = key
    return [*found.values(), *former(wraps, found)]


def succeeded(old: DataKey, new: DataKey) -> dict[str, Any]:
    """A wrap of the previous key under the new one."""
    secret = new.cipher.encrypt(old.secret, [_PURPOSE, old.id.encode()])
    told = {"id": os.urandom(8).hex(), "key": old.id, "for": FOR_KEY, "by": new.id}
    return {**told, "secret": b64encode(secret).decode()}


def former(wraps: Iterable[dict[str, Any]], known: Mapping[str, DataKey]) -> list[DataKey]:
    """The older keys that these open."""
    found, left = dict(known), [wrap for wrap in wraps if wrap.get("for") == FOR_KEY]
    for _ in range(len(left)):
        for wrap in left:
            by = found.get(str(wrap.get("by")))
            if by is not None and wrap.get("key") not in found and (key := _under(by, wrap)) is not None:
                found[key.id] = key
    return [key for id, key in found.items() if id not in known]


def _under(by: DataKey, wrap: dict[str, Any]) -> DataKey | None:
    try:
        secret = b64decode(wrap["secret"], validate=True)
    except (KeyError, TypeError, ValueError):
        return None
    opened = opened_by(by.cipher, secret, [_PURPOSE, str(wrap["key"]).encode()])
    return None if opened is None or DataKey.of(opened).id != wrap["key"] else DataKey.of(opened)


def _opened(wrap: dict[str, Any], passphrase: str) -> DataKey | None:
    """None if the passphrase is wrong, or the wrap is damaged or of an unknown kind."""
    try:
        cost = int(wrap["n"]), int(wrap["r"]), int(wrap["p"])
        if wrap["kdf"] != "scrypt" or 128 * cost[0] * cost[1] > _MOST or not 0 < cost[2] <= _LONG:
            return None
        salt, secret = b64decode(wrap["salt"], validate=True), b64decode(wrap["secret"], validate=True)
        opened = opened_by(_siv(_derived(passphrase, salt, cost)), secret, [_PURPOSE, str(wrap["key"]).encode()])
    except (KeyError, TypeError, ValueError):
        return None
    return None if opened is None or DataKey.of(opened).id != wrap["key"] else DataKey.of(opened)


def opened_by(cipher: AESSIV, sealed: bytes, about: list[bytes]) -> bytes | None:
    """None if it was not sealed with this cipher, or not with this associated data."""
    from cryptography.exceptions import InvalidTag

    try:
        return cipher.decrypt(sealed, about)
    except (InvalidTag, ValueError):
        return None


def _derived(passphrase: str, salt: bytes, cost: tuple[int, int, int]) -> bytes:
    kdf = needed("cryptography.hazmat.primitives.kdf.scrypt").Scrypt
    n, r, p = cost
    spoken = " ".join(unicodedata.normalize("NFC", passphrase).split())  # as it is typed on any keyboard
    derived: bytes = kdf(salt=salt, length=SIZE, n=n, r=r, p=p).derive(spoken.encode("utf-8", "surrogatepass"))
    return derived


def _siv(secret: bytes) -> AESSIV:
    cipher: AESSIV = needed(CIPHERS).AESSIV(secret)
    return cipher


def needed(module: str) -> Any:
    """A module of the extra `ictwg[encryption]`, imported when it is needed.

    Raises:
        IctwgError: It is not installed.
    """
    try:
        return __import__(module, fromlist=["*"])
    except ImportError:
        raise IctwgError(t("encryption.no_library"), t("encryption.no_library.hint")) from None
