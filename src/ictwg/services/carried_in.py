"""A copy that somebody brings on a stick or by mail: this group's comes in, another group's is planned as an import."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from ictwg.errors import IctwgError, NotReadyError, UsageError
from ictwg.locales import t
from ictwg.services.brought_together import came_in
from ictwg.services.importing.other_group import import_group
from ictwg.services.importing.words import with_words
from ictwg.store.looking import records_in
from ictwg.store.reports import Outcome

if TYPE_CHECKING:
    from ictwg.services.desk import Desk
    from ictwg.services.importing.report import ImportPlan

IMPORTED = frozenset({".md", ".markdown", ".csv", ".tsv", ".txt"})
"""Files of minutes and members, for which there is a command."""
LARGEST = 1 << 30
"""Bytes."""


class Brought(NamedTuple):
    """What came in, in words; or the plan for another group's file, of which nothing is written yet."""

    words: str
    plan: ImportPlan | None = None


def brought_in(desk: Desk, text: str) -> Brought:
    """Brings in the copy that is meant.

    Raises:
        UsageError: There is no such file, or it is one of minutes or members.
        NotReadyError: It is no group's file, or damaged.
        IctwgError: The shared file is busy.
    """
    path = Path(text.strip()).expanduser().absolute()
    _require_copy(path)
    report = desk.store.bring_in(str(path))
    if report.outcome is Outcome.FOREIGN:
        return Brought("", _plan(desk, path))
    if report.outcome is not Outcome.SHARED:
        raise IctwgError(report.problem, report.hint)
    return Brought(came_in(desk.store, desk.lookup, report) or t("errands.bring_in.nothing", name=path.name))


def _require_copy(path: Path) -> None:
    if not path.is_file():
        raise UsageError(t("errands.bring_in.no_file", path=str(path)), t("errands.bring_in.no_file.hint"))
    if path.suffix.lower() in IMPORTED:
        raise UsageError(t("errands.bring_in.minutes", name=path.name), t("errands.bring_in.minutes.hint", path=path))
    if path.stat().st_size > LARGEST:
        raise NotReadyError(t("importing.too_large"))


def _plan(desk: Desk, path: Path) -> ImportPlan:
    theirs = records_in(path.read_bytes())
    plan = import_group(desk.state, theirs, theirs.lines.db, path.name, desk.today)
    return with_words(desk.state, plan)
