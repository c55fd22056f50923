"""Data keys, the passphrases that wrap them, the ring of those that this process has, and proofs (STORE.md §3).

A data key is 64 random bytes for AES-SIV. `_sync.keys` holds it wrapped:

    {"id", "key": the data key's id, "for": "passphrase" or "sheet", "kdf": "scrypt", "n", "r", "p", "salt", "secret"}

    {"id", "key": the data key's id, "for": "key", "by": the id of the data key after it, "secret"}

`salt` and `secret` are base64. In the first kind `secret` is the data key, encrypted by AES-SIV under the scrypt hash
of the passphrase; the scrypt parameters are in the wrap, so that they can be raised later. In the second kind `secret`
is an older data key, encrypted under its successor: today's key opens older data, not the other way round.

A passphrase is taken from `$ICTWG_PASSPHRASE`, from the system's keyring if the package `keyring` is installed, and
then asked at the terminal. A wrong one is an error.

`_sync` is not sealed. Anybody who can write the file could mark the group there as not encrypted, and every computer
would write it in plain text; or remove the wraps, and nobody could open it again. So each such change needs a proof in
`_sync.keys_proofs`, an HMAC-SHA256 under the previous data key:

    turn DB SEALING · wrap DB WRAP · gone DB WRAP-ID

A file with an unproven change is refused. Without encryption there is nothing to prove.
"""

from __future__ import annotations

import hmac
import os
import sys
import unicodedata
from base64 import b64decode, b64encode
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any, NamedTuple

from ictwg.errors import IctwgError, LockedError, NotReadyError
from ictwg.locales import t
from ictwg.merge.encryption import PLAIN, SEALING, gone_in, key_in_use, proofs_in, turn_in, with_proofs, wraps_in
from ictwg.merge.values import Raw, verbatim

if TYPE_CHECKING:
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
    """None if the wrap is damaged."""
    try:
        return _key_in(wrap, by.cipher)
    except (KeyError, TypeError, ValueError):
        return None


def _opened(wrap: dict[str, Any], passphrase: str) -> DataKey | None:
    """None if the passphrase is wrong, or the wrap is damaged or of an unknown kind."""
    try:
        cost = int(wrap["n"]), int(wrap["r"]), int(wrap["p"])
        if wrap["kdf"] != "scrypt" or 128 * cost[0] * cost[1] > _MOST or not 0 < cost[2] <= _LONG:
            return None
        return _key_in(wrap, _siv(_derived(passphrase, b64decode(wrap["salt"], validate=True), cost)))
    except (KeyError, TypeError, ValueError):
        return None


def _key_in(wrap: dict[str, Any], cipher: AESSIV) -> DataKey | None:
    opened = opened_by(cipher, b64decode(wrap["secret"], validate=True), [_PURPOSE, str(wrap["key"]).encode()])
    key = None if opened is None else DataKey.of(opened)
    return key if key is not None and key.id == wrap["key"] else None


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


VARIABLE = "ICTWG_PASSPHRASE"
SERVICE = "ictwg"
TRIES = 3


class Ring:
    """The data keys that this process has, and where it gets a passphrase.

    Args:
        ask: Asks a person, again after a wrong passphrase; empty input gives up. None to ask nobody.
    """

    def __init__(self, ask: Callable[[bool], str] | None = None, environ: Mapping[str, str] | None = None) -> None:
        self.ask = ask
        self._environ = os.environ if environ is None else environ
        self._keys: dict[str, DataKey] = {}
        self._typed: list[str] = []
        # A file is written to several places and read back: the last that was opened, as it was kept and in the plain,
        # and the last that was sealed, in the plain and as it is kept.
        self.last_opened: tuple[bytes, bytes] = b"", b""
        self.last_sealed: tuple[bytes, bytes] = b"", b""

    def add(self, key: DataKey) -> None:
        self._keys[key.id] = key

    def find(self, id: str) -> DataKey | None:
        return self._keys.get(id)

    def all(self) -> tuple[DataKey, ...]:
        return tuple(self._keys.values())

    def key_for(self, meta: Mapping[str, Raw]) -> DataKey | None:
        """The key of a file with this `_sync`; None if it is not encrypted.

        Raises:
            LockedError: The passphrase is missing, or another one.
        """
        id = key_in_use(meta)
        if id and id not in self._keys:
            self.unlock(meta, id)
        return self._keys[id] if id else None

    def unlock(self, meta: Mapping[str, Raw], id: str, passphrase: str = "") -> None:
        """Unwraps the key with this id.

        Args:
            passphrase: The one to try; none asks for it.

        Raises:
            LockedError: The passphrase is missing, or another one.
        """
        wraps = [wrap for wrap in wraps_in(meta) if wrap.get("key") == id or wrap.get("for") == FOR_KEY]
        tried = False
        for one in [passphrase] if passphrase else self._passphrases(str(meta.get("db", ""))):
            for key in unwrapped(wraps, one):
                self.add(key)
            if id in self._keys:
                return
            tried = True
        if tried:
            raise LockedError(t("encryption.wrong"), t("encryption.wrong.hint"))
        raise LockedError(t("encryption.locked"), t("encryption.locked.hint"))

    def learn(self, meta: Mapping[str, Raw]) -> bool:
        """Unwraps all keys that the known passphrases open, without asking; returns whether any was new."""
        before = len(self._keys)
        for one in (self._environ.get(VARIABLE, ""), _kept(str(meta.get("db", ""))), *self._typed):
            for key in unwrapped(wraps_in(meta), one) if one else ():
                self.add(key)
        return len(self._keys) > before

    def _passphrases(self, db: str) -> Iterator[str]:
        if given := self._environ.get(VARIABLE, ""):
            yield given
        if kept := _kept(db):
            yield kept
        if self.ask is not None:  # an old copy may have another than the group has now
            for tried in range(TRIES):
                typed = self.ask(tried > 0)
                if not typed:
                    return
                self._typed.append(typed)
                yield typed


def at_the_terminal(again: bool) -> str:  # noqa: FBT001 - the one thing that it is told
    """Reads a passphrase without echo; empty if there is no terminal."""
    if not (sys.stdin and sys.stderr and sys.stdin.isatty() and sys.stderr.isatty()):
        return ""
    from getpass import getpass

    if again:
        sys.stderr.write(t("encryption.wrong") + "\n")
    try:
        return getpass(t("encryption.ask"), sys.stderr)
    except EOFError:
        return ""


RING = Ring(at_the_terminal)
"""The process's own. The program takes `ask` away before it has the terminal to itself."""


def _kept(db: str) -> str:
    """The passphrase that the system's keyring has for this group, if there is one."""
    try:
        keyring = __import__("keyring")
        return str(keyring.get_password(SERVICE, db) or "")
    except Exception:  # noqa: BLE001 - each of its backends fails in a way of its own; then the person is asked
        return ""


Meta = Mapping[str, Raw]

_PROOF = "ictwg proof "
_MOST_TURNS = 1000


def proven(before: Meta, after: Meta, key: DataKey) -> dict[str, Raw]:
    """The new encryption settings, with a proof for each difference from the previous ones."""
    return with_proofs(after, [_proof(key, one) for one in _statements(before, after, key.id)])


def require_proven(ours: Meta, theirs: Meta, ring: Ring) -> None:
    """Raises NotReadyError if their file changes our encryption without a proof."""
    id = key_in_use(ours)
    key = ring.key_for(ours) if id else None
    if key is None:
        return
    proofs = proofs_in(theirs)
    if any(_proof(key, turn) in proofs for turn in _turns_off(ours, theirs)):
        return  # it was turned off by one of us meanwhile: whatever follows is as for any other group
    statements = _statements(ours, _vouched(ours, theirs, ring), id)
    if any(_proof(key, one) not in proofs for one in statements):
        raise NotReadyError(t("encryption.not_proven"), t("encryption.not_proven.hint"))


def _vouched(ours: Meta, theirs: Meta, ring: Ring) -> Meta:
    """Two members encrypted at once: neither key proves the other, but a passphrase typed here has opened theirs."""
    at_once = turn_in(ours)[0] == turn_in(theirs)[0]
    return {**theirs, SEALING: ours[SEALING]} if at_once and ring.find(key_in_use(theirs)) is not None else theirs


def _statements(ours: Meta, theirs: Meta, key: str) -> Iterator[str]:
    """The changes in theirs that ours does not have."""
    db = str(ours.get("db", ""))
    if turn_in(theirs) > turn_in(ours):
        yield f"turn {db} {theirs.get(SEALING)}"
    known = {verbatim(wrap) for wrap in wraps_in(ours)}
    gone = gone_in(ours)
    for wrap in wraps_in(theirs):
        if wrap.get("key") == key and verbatim(wrap) not in known and verbatim(wrap.get("id")) not in gone:
            yield f"wrap {db} {verbatim(wrap)}"
    out = gone_in(theirs)
    for wrap in wraps_in(ours):
        if verbatim(wrap.get("id")) in out:
            yield f"gone {db} {verbatim(wrap.get('id'))}"


def _turns_off(ours: Meta, theirs: Meta) -> Iterator[str]:
    """All changes by which encryption may have been turned off between the two."""
    first, last = turn_in(ours)[0], turn_in(theirs)[0]
    for number in range(first + 1, min(last, first + _MOST_TURNS) + 1):
        yield f"turn {ours.get('db', '')} {number:06d} {PLAIN}"


def _proof(key: DataKey, statement: str) -> str:
    return hmac.new(key.secret, (_PROOF + statement).encode("utf-8", "surrogatepass"), "sha256").hexdigest()
