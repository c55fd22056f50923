"""Which files in the shared folder may be conflict copies, by their names; which program made them, and how surely.

The folder is listed when its time has changed, and every fifteen seconds in any case, because on some shares the time
does not change (STORE.md §4).

Names are hints; the content decides (STORE.md §5). A *sure* name is one that only a program makes: such a copy is
merged without a question. S is the shared file's name without its extension:

    S.sync-conflict-20100212-104200-ABCDEFG.json      Syncthing
    S (conflicted copy ana 2010-02-12 104200).json    Nextcloud, ownCloud
    S (ANA-PC's conflicted copy 2010-02-12).json      Dropbox, and its translations
    S-ANA-PC.json, S-ANA-PC-2.json                    OneDrive
    S-ANA-PC-safeBackup-0001.json                     OneDrive too
    S (1).json                                        Google Drive, browsers
    S (SFConflict ana@tl 2010-02-12-10-42-00).json    Seafile
    S.Conflict.json, S.Conflict1.json                 Resilio, with a capital letter
    S.json.conflict1, S.conflict1.json                rclone; before 1.66 S.json..path1, S..path1.json
    S 2.json                                          iCloud
    S [conflicted].json                               pCloud
    S (ictwg pending ana-desk).json                   this program, if it could not write the file

A program may copy a copy, so the name may carry several of these endings.
"""

from __future__ import annotations

import os
import re
from enum import StrEnum
from functools import cache, lru_cache
from typing import NamedTuple
from unicodedata import category, normalize

from ictwg.store.local.disk import Disk
from ictwg.store.sync.sync_state import SyncState

LONGEST = 255
_NESTED = 5
_FLOOD = 1 << 14
_YEAR = re.compile(r"(?:19|20)\d\d")
_BEHIND = re.compile(r"(?:\.conflict\d{1,3}|\.\.path[12])$")
"""rclone writes its mark also behind the extension."""
_DROPBOX = (
    "conflicted copy", "conflict copy", "case conflict", "copie en conflit", "copia en conflicto", "copia conflictiva",
    "copia in conflitto", "cópia em conflito", "cópia conflituosa", "cópia conflitante", "konflikt stehende kopie",
    "konfliktkopie", "conflicterende kopie", "kopia powodująca konflikt", "salinan konflik", "salinan yang konflik",
    "salinan bertentangan", "salinan yang bertentangan", "конфликтующая копия", "競合コピー", "問題のあるコピー",
    "冲突副本", "衝突複本", "충돌된 사본",
)  # fmt: skip
"""What Dropbox calls such a copy in the languages of its menus, in lower case."""
_PEOPLES_WORDS = frozenset((
    "archive", "arquivo", "arsip", "backup", "bak", "cadangan", "copia", "copie", "copy", "cópia", "draft",
    "example", "final", "handover", "kopi", "kopia", "kopie", "lama", "latest", "new", "novo", "old", "original",
    "previous", "readonly", "salinan", "save", "saved", "scratch", "temp", "template", "test", "v1", "v2", "v3",
    "velho", "working",
))  # fmt: skip
"""Words in names that people give to their own copies, and never to computers."""


class Client(StrEnum):
    """The programs that make conflict copies."""

    SYNCTHING = "syncthing"
    NEXTCLOUD = "nextcloud"
    DROPBOX = "dropbox"
    ONEDRIVE = "onedrive"
    GOOGLE = "google"
    SEAFILE = "seafile"
    RESILIO = "resilio"
    RCLONE = "rclone"
    ICLOUD = "icloud"
    PCLOUD = "pcloud"
    PENDING = "pending"
    UNKNOWN = "unknown"


class Hint(NamedTuple):
    """The guess from a name.

    Attributes:
        client: Which program makes such names.
        sure: Whether only a program makes them.
        device: The name of a computer in it; then it is sure only if the group has a computer of that name.
    """

    client: Client
    sure: bool
    device: str = ""


UNKNOWN = Hint(Client.UNKNOWN, sure=False)


@lru_cache(maxsize=_FLOOD)
def hint_of(name: str, shared: str) -> Hint:
    """The hint of a file name; cached, because each sync needs it for every name in the folder."""
    if len(name) > LONGEST or any(category(c).startswith("C") for c in name):
        return UNKNOWN  # no program of the table puts a character there that cannot be seen
    own, found = normalize("NFC", shared), normalize("NFC", name)
    stem, dot, extension = own.rpartition(".")
    stem, extension = (stem, dot + extension) if dot else (own, "")
    if found[: len(stem)].casefold() != stem.casefold():
        return UNKNOWN
    return _told_by(found[len(stem) :], extension)


def _told_by(rest: str, extension: str) -> Hint:
    """The hint of the endings: sure if all of them are; the program is that of the last one, or Resilio if one is its.

    Removing one of Resilio's copies removes the file itself on another computer.
    """
    hint, sure, resilios = UNKNOWN, True, False
    behind = _BEHIND.search(rest)
    rclone = behind is not None and rest[: behind.start()].casefold().endswith(extension.casefold())
    if behind is not None and rclone:
        hint, rest = Hint(Client.RCLONE, sure=True), rest[: behind.start()]
    for _ in range(_NESTED):
        if hint is not UNKNOWN and rest.casefold() == extension.casefold():
            return hint._replace(sure=sure, client=Client.RESILIO if resilios else hint.client)
        ending = _first_ending(rest)
        if ending is None:
            return UNKNOWN
        inner, rest = ending
        resilios = resilios or inner.client is Client.RESILIO
        device = "" if inner.sure else inner.device
        hint = (hint if rclone else inner)._replace(device=device or hint.device)
        sure = sure and inner.sure
    return UNKNOWN


def _first_ending(rest: str) -> tuple[Hint, str] | None:
    """The ending that `rest` begins with, and what follows it."""
    for client, pattern in _patterns():
        found = pattern.match(rest)
        if found is not None:
            device = found.groupdict().get("device") or ""
            return Hint(client, not device or _is_computer(device), device), rest[found.end() :]
    return None


@cache
def _patterns() -> tuple[tuple[Client, re.Pattern[str]], ...]:
    """The patterns, the most specific first."""
    dropbox = "|".join(map(re.escape, _DROPBOX))
    written = (
        (Client.PENDING, r" \(ictwg pending [^()]{1,60}\)"),
        (Client.SYNCTHING, r"\.sync-conflict-\d{8}-\d{6}(?:-[A-Z0-9]{7})?"),
        (Client.SEAFILE, r" \(SFConflict [^()]+\)"),
        (Client.NEXTCLOUD, r" \(conflicted copy (?:[^()]+ )?\d{4}-\d\d-\d\d \d{4,6}\)"),
        (Client.NEXTCLOUD, r"_conflict-\d{8}-\d{6}"),
        # Dropbox counts within its brackets: (… 2010-02-12 (1))
        (Client.DROPBOX, rf" \([^()]*(?:{dropbox})[^()]*(?:\(\d{{1,3}}\))?\)"),
        (Client.RESILIO, r"\.(?-i:Conflict) ?\d{0,3}"),
        (Client.RCLONE, r"\.(?-i:conflict)\d{1,3}|\.\.path[12]"),
        (Client.PCLOUD, r" [\[(]conflicted[\])]"),
        (Client.ONEDRIVE, r"-[^()/\\.]{1,63}-safeBackup-\d{4}"),
        (Client.GOOGLE, r" ?\([1-9]\d?\)"),
        (Client.ICLOUD, r" (?:[2-9]|[1-9]\d)"),
        (Client.ONEDRIVE, r"-(?P<device>[^()/\\. ]{1,63}?)(?:-(?:[2-9]|[1-9]\d))?"),
    )
    return tuple((client, re.compile(ending + r"(?=[. (]|$)", re.IGNORECASE)) for client, ending in written)


def _is_computer(name: str) -> bool:
    """Whether this is the name of a computer: Windows writes it in capitals, Macs are called MacBook or iMac.

    `ictwg-BACKUP.json` and `ictwg-2009.json` are copies made by a person.
    """
    words = name.casefold().split("-")
    if _PEOPLES_WORDS.intersection((*words, name.casefold())) or any(map(_YEAR.fullmatch, words)):
        return False
    if any(word.startswith(("macbook", "imac", "macmini")) for word in words):
        return True
    # One word alone, such as JUNE, is more likely a person's.
    told = any(c.isdigit() or c in "-_" for c in name) and any(c.isalpha() for c in name)
    return told and name.isascii() and name.upper() == name and len(name) <= 15  # noqa: PLR2004 - the longest NetBIOS name


LOOK_EVERY_MS = 15_000
ARCHIVE = " (ictwg archive)"
_UNFINISHED = (".tmp", ".part", ".partial", ".crdownload", ".download", ".lock", ".lck", ".bak", ".icloud", ".swp")
_HIDDEN = (".~", "~$", ".syncthing.", "~syncthing~", ".#", "._")


def is_due(disk: Disk, known: SyncState, path: str, now_ms: int) -> bool:
    """Whether to list it; one `stat`."""
    if not known.looked <= now_ms < known.looked + LOOK_EVERY_MS:
        return True
    return _changed_at(disk, path) != known.folder


def candidates(disk: Disk, path: str, known: SyncState, now_ms: int) -> tuple[str, ...] | None:
    """The names that may be conflict copies; None if the folder does not answer, or there is nothing to do.

    If there never was any, no other module about conflict copies is imported.
    """
    folder = _changed_at(disk, path)
    try:
        names = _beside(disk, path)
    except OSError:  # whoever reads the shared file reports it
        return None
    known.looked, known.folder = now_ms, folder
    return names if names or known.copies else None


def _changed_at(disk: Disk, path: str) -> int:
    """The folder's time, which changes when a file is added or removed; 0 if it has none."""
    try:
        return disk.stat(os.path.dirname(path) or ".").st_mtime_ns
    except OSError:
        return 0


def _beside(disk: Disk, path: str) -> tuple[str, ...]:
    """The names that may be conflict copies of the file at `path`, in a fixed order.

    Raises:
        OSError: The folder does not answer.
    """
    folder, own = os.path.split(path)
    extension = os.path.splitext(own)[1].casefold()
    names = (name for name in disk.names(folder or ".") if name != own and may_be_copy(name, own, extension))
    return tuple(sorted(name for name in names if not _is_own(disk, folder, name, own)))


def _is_own(disk: Disk, folder: str, name: str, own: str) -> bool:
    """Whether it is the shared file itself, in a file system that ignores case."""
    if name.casefold() != own.casefold():
        return False
    try:
        there, here = (disk.lstat(os.path.join(folder, one)) for one in (name, own))
    except OSError:
        return False
    return os.path.samestat(there, here)


def may_be_copy(name: str, own: str, extension: str) -> bool:
    """Whether the file may be read: not one that a program is still writing, or a hidden one.

    Args:
        extension: Its extension, in lower case.
    """
    folded = name.casefold()
    if folded.startswith(_HIDDEN) or folded.endswith(_UNFINISHED) or is_archive(name, own):
        return False
    if not extension:
        return folded.startswith(own.casefold())
    return folded.endswith(extension) or f"{extension}.conflict" in folded or f"{extension}..path" in folded


def archive_name(own: str) -> str:
    """The name of the archive of the log beside the shared file `own`."""
    stem, extension = os.path.splitext(own)
    return f"{stem}{ARCHIVE}{extension}"


def is_archive(name: str, own: str) -> bool:
    """Whether it is that archive or a conflict copy of it, and so not a conflict copy of the shared file."""
    folded = name.casefold()
    return folded.startswith(f"{os.path.splitext(own)[0]}{ARCHIVE}".casefold()) and not folded.endswith(_UNFINISHED)
