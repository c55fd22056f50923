"""Backups in words, and copies of the group on a stick or by mail: made for a colleague, and brought in."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from itertools import chain, count
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from ictwg.app.confidential import scanned, with_words
from ictwg.app.opening import SUFFIX, is_folder
from ictwg.app.saving import came_in
from ictwg.app.session import Session
from ictwg.domain.changes import LIVE, Changes, Write
from ictwg.domain.clock import Clock
from ictwg.domain.schema import RECORDS, Raw, Record
from ictwg.domain.state import State, record_at
from ictwg.errors import IctwgError, NotFoundError, NotReadyError, UsageError
from ictwg.imports.other_group import import_group
from ictwg.imports.report import NOTHING_CHOSEN, Chosen, ImportPlan
from ictwg.locales import t
from ictwg.records.group import second_of, shown_minute
from ictwg.records.lookup import Lookup, register_label, register_raw, register_words, shown_name
from ictwg.store.opening import records_in
from ictwg.store.sync.reports import Outcome

if TYPE_CHECKING:
    from ictwg.store.maintenance.restoring import Backup, Restoration
    from ictwg.store.store import Store


EMPTY = "—"


class Difference(NamedTuple):
    """One field that would change, in words."""

    id: str
    table: str
    record: str
    field: str
    now: str
    then: str


def when(state: State, backup: Backup) -> str:
    """Until when the shared file was so: with the seconds, for at busy times there is one every few of them."""
    return second_of(state, backup.at)


def chosen(state: State, backups: Iterable[Backup], words: str) -> Backup:
    """The one that a number of the list means (1 is the newest), or the beginning of the day and time there.

    Raises:
        NotFoundError: There is none.
    """
    listed = tuple(backups)
    if words.isdecimal() and 1 <= int(words) <= len(listed):
        return listed[int(words) - 1]
    for backup in listed:
        if words and when(state, backup).startswith(words.replace("T", " ")):
            return backup
    raise NotFoundError(t("backups.no_such", words=words), t("backups.no_such.hint", count=len(listed)))


YESTERDAY = "yesterday"


class Yesterday(NamedTuple):
    """The newest backup without a change of today, and the moment of the last change in it."""

    backup: Backup
    last: datetime


def yesterdays(session: Session) -> Yesterday:
    """The shared file as it was before today's first change; after a weekend that is Friday's.

    The first backup of today is what was known here before that change, or what this computer then wrote over.

    Raises:
        NotFoundError: No backup is that old.
        NotReadyError: It cannot be read.
    """
    store, today = session.store.maintenance, Clock().midnight()
    backups = store.backups()
    older = [backup for backup in backups if backup.at < today]
    for backup in (*backups[: len(backups) - len(older)][-1:], *older[:1]):
        last = store.last_change(backup.path)
        if last < today or backup in older:
            return Yesterday(backup, last)
    raise NotFoundError(t("backups.none_of_yesterday"), t("backups.none_of_yesterday.hint"))


def what_comes_back(session: Session, yesterday: Yesterday, found: Restoration) -> str:
    """The question before yesterday's file is restored: the last change in it, what changes, what stays."""
    fields = len(differences(session.lookup, found)) - len(found.back)
    counts = (("changed", fields), ("back", len(found.back)), ("newer", len(found.newer)))
    told = "\n".join(t(f"backups.{name}", count=count) for name, count in counts if count)
    last = shown_minute(session.state, yesterday.last)
    return t("backups.yesterday.ask", last=last, told=told)


def restored(restoration: Restoration, backup: str) -> Changes:
    """The edit that puts everything back, as one change with one undo."""
    changes = Changes("verbs.put_back_as_of", backup, restoration.writes)
    return changes._replace(about=changes.places)


def differences(lookup: Lookup, restoration: Restoration, trash: Iterable[Record] = ()) -> tuple[Difference, ...]:
    """What would change, field by field; what lies in the trash is named too."""
    deleted = {record.id: record for record in trash} if restoration.back else {}
    return tuple(_difference(lookup, write, deleted) for write in restoration.writes if not _is_inner(write))


def _is_inner(write: Write) -> bool:
    """Whether the program keeps it for itself: nobody reads it."""
    kind = RECORDS.get(write.table)
    field = kind.field(write.field.partition("/")[0]) if kind is not None else None
    return (write.field.startswith("_") and write.field != LIVE) or (field is not None and field.inner)


def _difference(lookup: Lookup, write: Write, deleted: Mapping[str, Record]) -> Difference:
    kind = RECORDS.get(write.table)
    record = record_at(lookup.state, write.table, write.id)
    named = record or deleted.get(write.id)
    name = shown_name(lookup.state, named) if named is not None else _called(kind, write.id)
    id = f"{write.id}/{write.field}"
    if write.field == LIVE:
        now, then = (t(f"choices.flag.{'no' if there else 'yes'}") for there in (record is not None, write.value))
        return Difference(id, write.table, name, t("backups.deleted"), now, then)
    label = register_label(lookup.state, kind, write.field)
    raw = register_raw(record, write.field) if record is not None else None
    now = t("backups.in_trash") if record is None else _words(lookup, kind, write.field, raw)
    return Difference(id, write.table, name, label, now, _words(lookup, kind, write.field, write.value))


def _called(kind: type[Record] | None, id: str) -> str:
    return f"{t(f'records.{kind.SINGULAR}')} {id[-4:].lower()}" if kind is not None else id


def _words(lookup: Lookup, kind: type[Record] | None, register: str, raw: Raw) -> str:
    return register_words(lookup, kind, register, raw, deleted="", nothing=EMPTY)


class Carried(NamedTuple):
    """Where the copy lies, and how many of its changes are not in the shared folder yet."""

    path: str
    pending: int


def copy_path(store: Store, text: str) -> Path:
    """The file that is meant: `~` is the home folder; in a folder it has the name of the shared file, or the next free
    one: who carries a copy every week need not think of names.
    """
    path = Path(text.strip()).expanduser().absolute()
    if is_folder(text):
        return _free(path / Path(store.path).name)
    return path if path.suffix == SUFFIX else path.with_name(path.name + SUFFIX)


def _free(path: Path) -> Path:
    numbered = (path.with_stem(f"{path.stem}-{n}") for n in count(2))
    return next(one for one in chain((path,), numbered) if not one.exists())


def problem_of_copy(store: Store, text: str) -> str:
    """Why no copy can be written there; empty where it can."""
    path = copy_path(store, text)
    if path.exists():
        return t("store.exists", path=str(path))
    return "" if path.parent.is_dir() else t("first_run.no_folder", path=str(path.parent))


def carry(store: Store, text: str) -> Carried:
    """Writes everything as it is now, never over another file.

    Raises:
        UsageError: There is a file already, or no such folder.
        StorageError: The disk there takes nothing.
    """
    if problem := problem_of_copy(store, text):
        raise UsageError(problem, t("carrying.hint"))
    path = str(copy_path(store, text))
    store.sync.write_copy(path)
    return Carried(path, store.sync.status().pending)


def carried_words(carried: Carried) -> str:
    told = t("carrying.done", path=carried.path)
    return " ".join(filter(None, (told, t("carrying.pending", count=carried.pending) if carried.pending else "")))


IMPORTED = frozenset({".md", ".markdown", ".csv", ".tsv", ".txt"})
"""Files of minutes and members, for which there is a command."""

LARGEST = 1 << 30
"""Bytes."""


class Brought(NamedTuple):
    """What came in, in words; or the plan for another group's file, of which nothing is written yet."""

    words: str
    plan: ImportPlan | None = None


def silent(words: str) -> None:
    """Who does not ask how far it is."""


def brought_in(session: Session, text: str, tell: Callable[[str], None] = silent) -> Brought:
    """Brings in the copy that is meant.

    Args:
        session: Where it comes in.
        text: The path, as typed.
        tell: How far it is, in words; it may raise to stop it, and then nothing has changed.

    Raises:
        UsageError: There is no such file, or it is one of minutes or members.
        NotReadyError: It is no group's file, or damaged.
        IctwgError: The shared file is busy.
    """
    path = meant(text)
    tell(t("errands.bring_in.reading", name=path.name))
    report = session.store.sync.bring_in(str(path), proceed=lambda: tell(t("errands.bring_in.joining", name=path.name)))
    if report.outcome is Outcome.FOREIGN:
        return Brought("", plan_of(session, path, tell))
    if report.outcome is not Outcome.SHARED:
        raise IctwgError(report.problem, report.hint)
    return Brought(came_in(session.store, session.lookup, report) or t("errands.bring_in.nothing", name=path.name))


def meant(text: str) -> Path:
    """The file that is meant.

    Raises:
        UsageError: There is no such file, or it is one of minutes or members.
        NotReadyError: It is too large to be a group's.
    """
    path = Path(text.strip()).expanduser().absolute()
    if not path.is_file():
        raise UsageError(t("store.no_file", path=str(path)), t("errands.bring_in.no_file.hint"))
    if path.suffix.lower() in IMPORTED:
        raise UsageError(t("errands.bring_in.minutes", name=path.name), t("errands.bring_in.minutes.hint", path=path))
    if path.stat().st_size > LARGEST:
        raise NotReadyError(t("importing.too_large"))
    return path


def plan_of(session: Session, path: Path, tell: Callable[[str], None], chosen: Chosen = NOTHING_CHOSEN) -> ImportPlan:
    """What the file of another group would change here."""

    def told(count: int) -> None:
        tell(t("errands.bring_in.comparing", name=path.name, count=count))

    theirs = records_in(path.read_bytes())
    plan = import_group(session.state, theirs, theirs.lines.db, path.name, session.today, told)
    return scanned(session.state, with_words(session.state, plan), chosen, session.today)
