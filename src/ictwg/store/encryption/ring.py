"""The data keys that this process has, and where it gets a passphrase.

It tries `$ICTWG_PASSPHRASE`, the system's keyring if the package `keyring` is installed, and then asks at the terminal.
A wrong passphrase is an error.
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
    ask: Asks a person, again after a wrong passphrase; empty input gives up. None to ask nobody.
    environ: The environment variables.
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
            meta: The file's `_sync`.
            id: The id of the key.
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
