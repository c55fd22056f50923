"""History: everything that was done to the group, by whom and when.

The three jobs that it is for:

1. See what was changed lately; type a name or a day to see one person's or one day's.
2. Read what stood there before.
3. Go to the record with Enter.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import work

from ictwg.domain.schema import RECORDS
from ictwg.locales import t
from ictwg.records.group import minute_of
from ictwg.records.history import Asked, Did, group_history
from ictwg.ui.screens.listed import Listed
from ictwg.ui.widgets.columns import Column

if TYPE_CHECKING:
    from ictwg.records.detail import Detail

SHOWN = 2_000
"""Transactions; older ones are listed by the command, which takes days and names."""


class HistoryScreen(Listed[Did]):
    """Args: user: Whose history is asked for; everybody's where it is empty."""

    def __init__(self, user: str = "") -> None:
        super().__init__()
        self._asked = Asked(user)

    @property
    def heading(self) -> str:
        return t("places.history")

    @property
    def empty(self) -> str:  # type: ignore[override]
        return t("history.empty")

    def rows(self) -> tuple[Did, ...]:
        return group_history(self.desk.store, self._asked, SHOWN)

    def columns(self) -> tuple[Column[Did], ...]:
        return (
            Column("at", t("history.at"), self._at, width=16),
            Column("user", t("history.user"), lambda row: row.user, width=12, tone="info", snug=True),
            Column("what", t("history.what"), lambda row: row.what, share=3, minimum=20),
            Column("device", t("history.device"), lambda row: row.device, width=12, tone="muted", drop=1, snug=True),
        )

    def detail(self, row: Did) -> Detail:
        return row.detail(self.desk.lookup)

    def text(self, row: Did) -> str:
        return f"{self._at(row)} {row.user} {row.what} {row.device}"

    def _at(self, row: Did) -> str:
        return minute_of(self.desk.state, row.at)

    @work
    async def choose(self, row: Did) -> None:  # type: ignore[override]
        """To the first record that has a screen; a change of status alone, such as a closing leaves, has none."""
        from ictwg.ui.app import IctwgApp
        from ictwg.ui.areas import area_of

        for table, id in row.places:
            kind = RECORDS.get(table)
            record = self.desk.state.get(kind, id) if kind is not None else None
            if record is not None and area_of(record) != IctwgApp.DEFAULT_MODE:
                self.dismiss()
                await self.program.open_record(record)
                return
        self.tell(t("history.gone"))
