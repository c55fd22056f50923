"""The data keys that this process has been given, and whom it asks for a passphrase.

`$ICTWG_PASSPHRASE`, the system's keyring where the package `keyring` is installed, and last the person at the terminal.
A wrong one says so, and nothing is read or written by guess.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator, Mapping

from ictwg.errors import LockedError
from ictwg.locales import t
from ictwg.merge.encryption import key_in_use, wraps_in
from ictwg.merge.values import Raw
from ictwg.store.encryption.keys import FOR_KEY, DataKey, unwrapped

VARIABLE = "ICTWG_PASSPHRASE"
SERVICE = "ictwg"
TRIES = 3


class Ring:
    """Args:
    ask: Asks a person, again where it was not the passphrase; nothing typed gives up. None where nobody is to be asked.
    environ: Of the process.
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
        """The key by which a file with this `_sync` is sealed; None where it is not.

        Raises:
            LockedError: The passphrase is missing, or another one.
        """
        id = key_in_use(meta)
        if id and id not in self._keys:
            self.unlock(meta, id)
        return self._keys[id] if id else None

    def unlock(self, meta: Mapping[str, Raw], id: str, passphrase: str = "") -> None:
        """Takes the key with this id off a file's wraps.

        Args:
            meta: The file's `_sync`.
            id: That of the key that is needed.
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
        """Takes what the passphrases at hand open of a file's wraps, and asks nobody; whether anything was new."""
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
    """What a person types, unseen; nothing where no person is there."""
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
    """What the system's keyring has for this group, where there is one that answers."""
    try:
        keyring = __import__("keyring")
        return str(keyring.get_password(SERVICE, db) or "")
    except Exception:  # noqa: BLE001 - each of its backends fails in a way of its own; then the person is asked
        return ""
