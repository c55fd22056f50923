"""The trash: what was deleted in the last weeks.

The three jobs that it is for:

1. See what was deleted, by whom and when.
2. Restore a record, or the selected ones together; Enter shows what was done to it.
3. Take away for good what is older than a month.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import ClassVar

from textual import work

from ictwg.app.trash import KEPT_DAYS, Trashed, bring_back, folded, purge_old, trashed
from ictwg.locales import t
from ictwg.records.group import minute_of
from ictwg.ui.keys import bindings_with
from ictwg.ui.list_screen import ListScreen
from ictwg.ui.modals.box import Confirm
from ictwg.ui.screens.history import RecordHistoryScreen
from ictwg.ui.text import plain
from ictwg.ui.widgets.columns import Column, title_column


class TrashScreen(ListScreen[Trashed]):
    BINDINGS: ClassVar = bindings_with("trash.restore", "trash.purge")

    HEADING = "places.trash"
    EMPTY = "trash.empty"
    told_as: ClassVar = {"list.choose": "trash.look"}

    def rows(self) -> tuple[Trashed, ...]:
        return folded(self.session.store)

    def columns(self) -> tuple[Column[Trashed], ...]:
        return (
            Column("kind", t("ui.what"), lambda row: row.kind, width=12, tone="muted", snug=True),
            Column("name", t("records.name"), lambda row: row.name, width=14, tone="info", snug=True),
            title_column("title", t("records.text"), lambda row: row.title),
            Column("user", t("trash.user"), lambda row: row.user, width=12, drop=2, snug=True),
            Column("at", t("records.on"), lambda row: minute_of(self.session.state, row.at), width=16, drop=1),
        )

    def choose(self, row: Trashed) -> None:
        self.app.push_screen(RecordHistoryScreen(row.record))

    def action_restore(self) -> None:
        chosen = self.listed.list.targets
        self.carry_out(lambda: bring_back(self.session.store, (one.record for one in chosen)))

    @work
    async def action_purge(self) -> None:
        now = datetime.now(UTC)
        old = [row for row in trashed(self.session.store) if (now - row.at).days >= KEPT_DAYS]
        if not old:
            self.tell(t("trash.nothing_old"))
            return
        asked = plain(f"{t('trash.old', count=len(old))}. {t('trash.for_good')}")
        if await self.app.push_screen_wait(Confirm(asked, yes=t("trash.yes"), stays=True)):
            purge_old(self.session.store, now)
            self.tell(t("trash.purged"))
            self.program.changed()
