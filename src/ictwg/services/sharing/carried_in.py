"""A copy that somebody brings on a stick or by mail: this group's comes in, another group's is planned as an import."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from ictwg.errors import IctwgError, NotReadyError, UsageError
from ictwg.locales import t
from ictwg.services.importing.other_group import import_group
from ictwg.services.importing.words import with_words
from ictwg.services.sharing.brought_together import came_in
from ictwg.store.looking import records_in
from ictwg.store.shared.reports import Outcome

if TYPE_CHECKING:
    from collections.abc import Callable

    from ictwg.services.importing.report import ImportPlan
    from ictwg.services.sharing.desk import Desk

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


def brought_in(desk: Desk, text: str, tell: Callable[[str], None] = silent) -> Brought:
    """Brings in the copy that is meant.

    Args:
        desk: Where it comes in.
        text: The path, as typed.
        tell: How far it is, in words; it may raise to stop it, and then nothing has changed.

    Raises:
        UsageError: There is no such file, or it is one of minutes or members.
        NotReadyError: It is no group's file, or damaged.
        IctwgError: The shared file is busy.
    """
    path = meant(text)
    tell(t("errands.bring_in.reading", name=path.name))
    report = desk.store.bring_in(str(path), proceed=lambda: tell(t("errands.bring_in.joining", name=path.name)))
    if report.outcome is Outcome.FOREIGN:
        return Brought("", _plan(desk, path, tell))
    if report.outcome is not Outcome.SHARED:
        raise IctwgError(report.problem, report.hint)
    return Brought(came_in(desk.store, desk.lookup, report) or t("errands.bring_in.nothing", name=path.name))


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
        raise UsageError(t("errands.bring_in.no_file", path=str(path)), t("errands.bring_in.no_file.hint"))
    if path.suffix.lower() in IMPORTED:
        raise UsageError(t("errands.bring_in.minutes", name=path.name), t("errands.bring_in.minutes.hint", path=path))
    if path.stat().st_size > LARGEST:
        raise NotReadyError(t("importing.too_large"))


def _plan(desk: Desk, path: Path, tell: Callable[[str], None]) -> ImportPlan:
    def told(count: int) -> None:
        tell(t("errands.bring_in.comparing", name=path.name, count=count))

    theirs = records_in(path.read_bytes())
    plan = import_group(desk.state, theirs, theirs.lines.db, path.name, desk.today, told)
    return with_words(desk.state, plan)
