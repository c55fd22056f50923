"""Backups: the shared file as it was, on this computer.

The four jobs that it is for:

1. See which backups there are.
2. Read what one would change, field by field, before anything is changed.
3. Put it back: as new edits, with one undo; what was made since stays.
4. Yesterday's file with one key, after one question: somebody copied an old file over it, or deleted half of the plan.
"""

from __future__ import annotations

from typing import Any, ClassVar, NamedTuple, cast

from textual import work

from ictwg.app.backups import Difference, differences, restored, what_comes_back, when, yesterdays
from ictwg.app.problems.two_answers import from_difference
from ictwg.domain.state import record_at
from ictwg.locales import t
from ictwg.records.group import shown_second
from ictwg.records.tables import Detail, DetailSection
from ictwg.store.maintenance.restoring import Backup, Restoration
from ictwg.ui.app import IctwgApp
from ictwg.ui.keys import bindings_with
from ictwg.ui.list_screen import ListScreen
from ictwg.ui.modals.box import agreed
from ictwg.ui.session_screen import SessionScreen, complaining
from ictwg.ui.widgets.columns import Column


class BackupRow(NamedTuple):
    id: str
    backup: Backup
    at: str


async def put_back_yesterday(program: IctwgApp) -> None:
    """Yesterday's file, after one question that says what comes back and what of today stays."""
    screen, session = cast("SessionScreen[Any]", program.screen), program.session
    with complaining(screen):
        yesterday = yesterdays(session)
        found = session.store.maintenance.restoration(yesterday.backup.path)
        if not found.writes:
            screen.tell(t("backups.same"))
        elif await agreed(program, what_comes_back(session, yesterday, found), t("keys.backups_put_back")):
            screen.carry_out(lambda: restored(found, when(session.state, yesterday.backup)))


class BackupsScreen(ListScreen[BackupRow]):
    BINDINGS: ClassVar = bindings_with("backups.yesterday")
    HEADING = "places.backups"
    EMPTY = "backups.none"
    told_as: ClassVar = {"list.choose": "backups.look"}

    def rows(self) -> tuple[BackupRow, ...]:
        state = self.session.state
        return tuple(
            BackupRow(one.path, one, shown_second(state, one.at)) for one in self.session.store.maintenance.backups()
        )

    def columns(self) -> tuple[Column[BackupRow], ...]:
        return (
            Column("at", t("backups.at"), lambda row: row.at, width=24, tone="info"),
            Column("size", t("backups.size"), _size, width=12, align="right", tone="muted"),
        )

    @work
    async def action_yesterday(self) -> None:
        await put_back_yesterday(self.program)

    def choose(self, row: BackupRow) -> None:
        with complaining(self):
            self.app.push_screen(RestoreScreen(row.at, self.session.store.maintenance.restoration(row.backup.path)))


class RestoreScreen(ListScreen[Difference]):
    """What one backup would change."""

    BINDINGS: ClassVar = bindings_with("backups.put_back")
    EMPTY = "backups.same"

    def __init__(self, at: str, found: Restoration) -> None:
        super().__init__()
        self._at = at
        self._found = found

    @property
    def heading(self) -> str:
        newer = len(self._found.newer)
        return " · ".join((t("backups.of", at=self._at), *((t("backups.newer", count=newer),) if newer else ())))

    def rows(self) -> tuple[Difference, ...]:
        return differences(self.session.lookup, self._found, self.session.store.history.trash())

    def columns(self) -> tuple[Column[Difference], ...]:
        def apart(row: Difference, at: int) -> str:
            return from_difference(row.now, row.then)[at]

        return (
            Column("record", t("backups.record"), lambda row: row.record, width=14, tone="info", snug=True),
            Column("field", t("ui.field"), lambda row: row.field, share=1, minimum=10, snug=True),
            Column("now", t("backups.now"), lambda row: apart(row, 0), share=2, minimum=12),
            Column("then", t("backups.then"), lambda row: apart(row, 1), share=2, minimum=12, tone="strong"),
        )

    def detail(self, row: Difference) -> Detail:
        now, then = (tuple(text.split("\n")) for text in (row.now, row.then))
        sections = (DetailSection(t("backups.now"), now), DetailSection(t("backups.then"), then))
        return Detail(f"{row.record} · {row.field}", "", sections)

    def text(self, row: Difference) -> str:
        return f"{row.record} {row.field} {row.now} {row.then}"

    @work
    async def choose(self, row: Difference) -> None:
        """To the record as it is now; one row alone is not put back, for it may hang on the others."""
        record = record_at(self.session.state, row.table, row.id.partition("/")[0])
        if record is None:
            self.tell(t("history.gone"))
            return
        await self.program.open_record(record)

    def action_put_back(self) -> None:
        if self.carry_out(lambda: restored(self._found, self._at)):
            self.dismiss()


def _size(row: BackupRow) -> str:
    return t("backups.kilobytes", count=-(-row.backup.size // 1000))
