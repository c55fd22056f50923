"""Saves a copy of the group for a USB stick or a mail, and merges one that a colleague made."""

from __future__ import annotations

from itertools import chain, count
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from ictwg.app.opening import SUFFIX, is_folder
from ictwg.app.saving import came_in
from ictwg.errors import IctwgError, NotReadyError, UsageError
from ictwg.imports.meetings_on_record import with_words
from ictwg.imports.other_group import import_group
from ictwg.locales import t
from ictwg.store.looking import records_in
from ictwg.store.shared.reports import Outcome

if TYPE_CHECKING:
    from collections.abc import Callable

    from ictwg.app.session import Session
    from ictwg.imports.report import ImportPlan
    from ictwg.store.store import Store


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
    store.write_copy(path)
    return Carried(path, store.status().pending)


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
    report = session.store.bring_in(str(path), proceed=lambda: tell(t("errands.bring_in.joining", name=path.name)))
    if report.outcome is Outcome.FOREIGN:
        return Brought("", _plan(session, path, tell))
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
    _require_copy(path)
    return path


def _require_copy(path: Path) -> None:
    if not path.is_file():
        raise UsageError(t("store.no_file", path=str(path)), t("errands.bring_in.no_file.hint"))
    if path.suffix.lower() in IMPORTED:
        raise UsageError(t("errands.bring_in.minutes", name=path.name), t("errands.bring_in.minutes.hint", path=path))
    if path.stat().st_size > LARGEST:
        raise NotReadyError(t("importing.too_large"))


def _plan(session: Session, path: Path, tell: Callable[[str], None]) -> ImportPlan:
    def told(count: int) -> None:
        tell(t("errands.bring_in.comparing", name=path.name, count=count))

    theirs = records_in(path.read_bytes())
    plan = import_group(session.state, theirs, theirs.lines.db, path.name, session.today, told)
    return with_words(session.state, plan)
