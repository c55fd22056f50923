"""What a person does about encryption: the recovery sheet, the passphrase, and what is out of reach from here."""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from ictwg.app.opening import is_folder
from ictwg.errors import IctwgError, InvalidValueError, UsageError
from ictwg.locales import t
from ictwg.records.group import group_of
from ictwg.store.encryption.keys import CIPHERS, needed, recovery_passphrase

if TYPE_CHECKING:
    from ictwg.store.maintenance.encrypting import Turned
    from ictwg.store.store import Store

    Turn = Callable[[str], Turned]


SHORTEST = 10
SHEET = "recovery-sheet.txt"

BEYOND = {
    "encrypt": ("computers", "versions", "exports", "backups"),
    "decrypt": ("computers", "copies"),
    "passphrase": ("computers", "copies"),
}
"""What each of them does not reach; told afterwards."""


def encrypt(store: Store, passphrase: str, sheet: str, today: date) -> Turned:
    """Writes the recovery sheet, then encrypts.

    Raises:
        IctwgError: The sheet cannot be made, or the group not be encrypted now; nothing has changed.
    """
    if store.encrypted:
        raise UsageError(t("encryption.already"), t("encryption.already.hint"))
    return _with_sheet(store, sheet, today, lambda letters: store.encryption.encrypt(good(passphrase), letters))


def change_passphrase(store: Store, passphrase: str, sheet: str, today: date) -> Turned:
    """Changes it, and the data key with it; the sheet before opens nothing that is written from now on either.

    Raises:
        IctwgError: As for `encrypt`.
    """
    if not store.encrypted:
        raise UsageError(t("encryption.not_encrypted"))
    return _with_sheet(
        store, sheet, today, lambda letters: store.encryption.change_passphrase(good(passphrase), letters)
    )


def good(passphrase: str) -> str:
    """The passphrase.

    Raises:
        InvalidValueError: It is too short to keep anybody out.
    """
    if len("".join(passphrase.split())) < SHORTEST:
        raise InvalidValueError(t("encryption.too_short", count=SHORTEST), t("encryption.too_short.hint"))
    return passphrase


def require_library() -> None:
    """Raises IctwgError where the extra `ictwg[encryption]` is not installed."""
    needed(CIPHERS)


def turned_words(what: str, turned: Turned, sheet: str) -> list[str]:
    """What was done, what remains to be done, and what is out of reach from here.

    Args:
        what: `encrypt`, `decrypt` or `passphrase`.
        turned: What has come of it.
        sheet: Where the recovery sheet is; empty where none was made.
    """
    lines = [t(f"encryption.done.{what}")]
    if sheet.strip():
        lines.append(t("encryption.sheet_written", path=sheet_path(sheet)))
    if not turned.published:
        lines.append(t("encryption.not_published", why=turned.problem))
    if turned.standing:
        lines += [t("encryption.standing"), *(f"  {path}" for path in turned.standing)]
    beyond = (t(f"encryption.beyond.{what}.{one}") for one in BEYOND[what])
    return [*lines, t("encryption.out_of_reach"), *(f"- {one}" for one in beyond)]


def sheet_path(text: str) -> Path:
    """The file that is meant: in a folder, such as that of a stick, one with a name that says what it is."""
    path = Path(text.strip()).expanduser().absolute()
    return path / SHEET if is_folder(text) else path


def sheet_place(text: str, store_path: str) -> Path:
    """Where the sheet goes.

    Raises:
        UsageError: There is a file already, or it is the shared folder.
    """
    path = sheet_path(text)
    if os.path.lexists(path):
        raise UsageError(t("store.exists", path=path), t("carrying.hint"))
    if Path(store_path).resolve().parent in path.resolve().parents:
        raise UsageError(t("encryption.sheet_near", path=path), t("encryption.sheet_near.hint"))
    return path


def _with_sheet(store: Store, sheet: str, today: date, turn: Turn) -> Turned:
    path, letters = sheet_place(sheet, store.path), recovery_passphrase()
    _write(path, sheet_text(store, letters, today))
    try:
        return turn(letters)
    except BaseException:
        path.unlink(missing_ok=True)  # it opens nothing
        raise


def sheet_text(store: Store, letters: str, today: date) -> str:
    group = group_of(store)
    name = (group.name or group.acronym) if group is not None else ""
    name = name or Path(store.path).stem
    said = t("encryption.sheet.text", name=name, passphrase=letters, date=today, path=store.path, db=store.db)
    return t("encryption.sheet.title", name=name) + "\n\n" + said + "\n"


def _write(path: Path, text: str) -> None:
    """For nobody else on this computer to read, and on the disk before anything is encrypted."""
    try:
        fd = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(fd, "w", encoding="utf-8") as file:
            file.write(text)
            file.flush()
            os.fsync(fd)
    except OSError as error:
        reason = error.strerror or str(error)
        raise IctwgError(t("encryption.sheet_not_written", path=path, reason=reason)) from error
