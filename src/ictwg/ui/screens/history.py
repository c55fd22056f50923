"""History: everything that was done to the group or to one record, by whom and when; and the trash.

The three jobs that the trash is for:

1. See what was deleted, by whom and when.
2. Restore a record, or the selected ones together; Enter shows what was done to it.
3. Take away for good what is older than a month.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import ClassVar, NamedTuple

from textual import work

from ictwg.app.trash import KEPT_DAYS, Trashed, bring_back, folded, purge_old, trashed
from ictwg.domain.schema import Record
from ictwg.domain.state import record_at
from ictwg.domain.text import sentences
from ictwg.locales import t
from ictwg.records.group import shown_minute
from ictwg.records.history import Did, HistoryLine, HistoryQuery, group_history, history_lines
from ictwg.records.lookup import shown_name
from ictwg.records.tables import Detail, DetailSection
from ictwg.ui.keys import bindings_with
from ictwg.ui.list_screen import ListScreen
from ictwg.ui.modals.box import agreed
from ictwg.ui.places import area_of, listed_kinds
from ictwg.ui.widgets.columns import Column, title_column

SHOWN = 2_000
"""Transactions; older ones are listed by the command, which takes days and names."""


class HistoryScreen(ListScreen[Did]):
    """Args: user: Whose history is asked for; everybody's where it is empty."""

    HEADING = "places.history"
    EMPTY = "history.empty"

    def __init__(self, user: str = "") -> None:
        super().__init__()
        self._asked = HistoryQuery(user)

    def rows(self) -> tuple[Did, ...]:
        return group_history(self.session.store, self._asked, SHOWN)

    def columns(self) -> tuple[Column[Did], ...]:
        return (
            Column("at", t("ui.when"), lambda row: shown_minute(self.session.state, row.at), width=17),
            Column("user", t("ui.who"), lambda row: row.user, width=12, tone="info", snug=True),
            title_column("what", t("ui.what"), lambda row: row.what),
            Column("device", t("history.device"), lambda row: row.device, width=12, tone="muted", drop=1, snug=True),
        )

    def detail(self, row: Did) -> Detail:
        return row.detail(self.session.lookup)

    def choose(self, row: Did) -> None:
        """To the first record that has a screen; a change of status alone, such as a closing leaves, has none."""
        for table, id in row.places:
            record = record_at(self.session.state, table, id)
            if record is not None and (type(record) in listed_kinds() or area_of(record) != "today"):
                self.leave_for(record)
                return
        self.tell(t("history.gone"))


class HistoryRow(NamedTuple):
    id: str
    about: str
    line: HistoryLine
    at: str


class RecordHistoryScreen(ListScreen[HistoryRow]):
    EMPTY = "history.empty"
    told_as: ClassVar = {"list.choose": "history.to_record"}

    def __init__(self, record: Record) -> None:
        super().__init__()
        self._record = record

    @property
    def heading(self) -> str:
        return t("history.of", name=shown_name(self.session.state, self._record))

    def rows(self) -> tuple[HistoryRow, ...]:
        lines = history_lines(self.session.store, self.session.lookup, self._record)
        rows = [HistoryRow(str(n), self._record.id, line, self._at(line)) for n, line in enumerate(reversed(lines))]
        return tuple(reversed(rows))

    def _at(self, line: HistoryLine) -> str:
        return shown_minute(self.session.state, datetime.fromisoformat(line.at))

    def columns(self) -> tuple[Column[HistoryRow], ...]:
        return (
            Column("at", t("ui.when"), lambda row: row.at, width=17),
            Column("user", t("ui.who"), lambda row: row.line.user, width=12, tone="info", snug=True),
            title_column("what", t("ui.what"), lambda row: row.line.what, 16),
            Column("before", t("records.before"), lambda row: row.line.before, share=3, minimum=12, tone="muted"),
            Column("after", t("records.after"), lambda row: row.line.after, share=3, minimum=12, drop=1),
        )

    def detail(self, row: HistoryRow) -> Detail:
        told = (("records.before", row.line.before), ("records.after", row.line.after))
        sections = tuple(DetailSection(t(id), tuple(text.split("\n"))) for id, text in told if text)
        title = t("history.of", name=shown_name(self.session.state, self._record))
        return Detail(title, f"{row.at} · {row.line.user} · {row.line.what}", sections)

    def choose(self, row: HistoryRow) -> None:  # noqa: ARG002 - all are of one record
        self.leave_for(self._record)


class TrashScreen(ListScreen[Trashed]):
    BINDINGS: ClassVar = bindings_with("trash.restore", "trash.purge")
    several: ClassVar = frozenset({"restore"})

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
            Column("at", t("trash.at"), lambda row: shown_minute(self.session.state, row.at), width=17, drop=1),
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
        asked = sentences(t("trash.old", count=len(old)), t("trash.for_good"))
        if await agreed(self.program, asked, t("redacting.yes"), stays=True):
            purge_old(self.session.store, now)
            self.tell(t("trash.purged"))
            self.program.changed()
