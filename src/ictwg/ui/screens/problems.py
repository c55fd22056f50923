"""To mend: everything that is not in order, and the way out of each.

The three jobs that it is for:

1. See what is missing before something goes out: gaps in actions, minutes that are not finished.
2. Go to the very record with Enter and put it right.
3. After changes came together: give one of two equal references a new number, decide between two values, bring back
   what is still pointed at, end one of two chairs, say whether a second copy in the shared folder is to be brought in
   or values from before a restore are to be kept, combine two that are one, make a late edit of adopted minutes a
   correction.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from rich.cells import cell_len
from textual import work

from ictwg.app.contested import contested_in
from ictwg.app.problems.clashes import all_clashing, bring_back_purged, ways_out
from ictwg.app.problems.problems import (
    COPY,
    DOUBLE,
    LATE,
    PURGED,
    WAITS,
    clash_id,
    counts,
    give_new_number,
    may_get_new_number,
    to_mend,
)
from ictwg.app.sync import waiting_lines
from ictwg.domain.records import Action, Decision
from ictwg.domain.same import KINDS
from ictwg.domain.schema import RECORDS
from ictwg.locales import t
from ictwg.minutes.gaps import MendKind, MendLine
from ictwg.ui.keys import bindings_for
from ictwg.ui.modals.messages import Confirm
from ictwg.ui.screens.sharing import QUESTIONS
from ictwg.ui.session_screen import SessionScreen
from ictwg.ui.text import plain
from ictwg.ui.views import Views
from ictwg.ui.widgets.columns import Column
from ictwg.ui.widgets.detail import ShortText
from ictwg.ui.widgets.filtered_list import FilteredList
from ictwg.ui.widgets.key_bar import KeyBar
from ictwg.ui.widgets.top_bar import TopBar
from ictwg.ui.widgets.view_tabs import ViewTabs

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.app import ComposeResult

    from ictwg.app.sync import SharingLine
    from ictwg.domain.changes import Changes
    from ictwg.domain.clashes import Clash
    from ictwg.domain.schema import Record
    from ictwg.ui.widgets.virtual_list import VirtualList


_OFFERED = frozenset({"back", "previous_view", "next_view"})


ALL = "all"


LONG = 40
"""Cells of a place that a list at 80 columns may cut."""


class MendScreen(Views, SessionScreen[None]):
    BINDINGS: ClassVar = [b for b in bindings_for("record", "view") if getattr(b, "action", "") in _OFFERED]
    VIEWS: ClassVar = (ALL, *MendKind)

    def __init__(self) -> None:
        super().__init__()
        self._view: str = ALL
        self._clashes: dict[str, Clash] = {}
        self._purged: dict[str, Record] = {}
        self._waiting: tuple[SharingLine, ...] = ()

    def compose(self) -> ComposeResult:
        yield TopBar()
        yield ViewTabs(tuple((view, t(f"mend.kind.{view}")) for view in self.VIEWS))
        yield FilteredList(_columns(), text=lambda line: f"{line.what} {line.where} {line.way}", empty=t("mend.empty"))
        yield ShortText("", id="mend-way", markup=False)
        yield KeyBar()

    @property
    def _list(self) -> FilteredList[MendLine]:
        return self.query_one(FilteredList)

    def on_mount(self) -> None:
        self.reload()
        self._list.list.focus()

    def reload(self) -> None:
        store = self.session.store
        status = store.status()
        copies, self._waiting = store.doubtful_copies() if status.asked else (), waiting_lines(status)
        clashes, self._purged = all_clashing(store), {one.id: one for one in store.changed_after_purge()}
        self._clashes = {clash_id(clash): clash for clash in clashes}
        lines = to_mend(
            self.session.state,
            self.session.today,
            contested=contested_in(store),
            findings=self._findings(),
            copies=copies,
            waiting=self._waiting,
            clashes=clashes,
            purged=self._purged.values(),
        )
        self._list.show(tuple(line for line in lines if self._view in (ALL, line.kind)))
        self.query_one(ViewTabs).show(self._view, t("mend.count", count=sum(counts(lines).values())))

    def _findings(self) -> tuple[Any, ...]:
        """The check reads every record: only where it is asked for."""
        return self.session.store.check() if self._view == MendKind.CHECK else ()

    def cursor_moved(self, moved: VirtualList[Any], /) -> None:
        """The way out in full, below the list, under where it is if that is long."""
        row: MendLine | None = moved.current
        told = "" if row is None else f"{row.where}\n{row.way}" if cell_len(row.where) > LONG else row.way
        self.query_one("#mend-way", ShortText).update(plain(told))

    async def on_virtual_list_chosen(self, event: VirtualList.Chosen) -> None:
        line: MendLine = event.row
        if not self._answered_here(line):
            await self._open(line)

    def _answered_here(self, line: MendLine) -> bool:
        """Whether the line is settled in a box, or at once, rather than at its record."""
        if line.id.startswith(COPY):
            self._answer(line.id.removeprefix(COPY))
        elif line.id.startswith(WAITS):
            waits = next(one for one in self._waiting if line.id == f"{WAITS}{one.id}")
            self.app.push_screen(QUESTIONS[waits.leads]())
        elif line.id in self._clashes:
            self._mend(line)
        elif line.id.startswith(LATE):
            self._settle(line)
        elif DOUBLE in line.id:
            self._settle_double(line)
        elif line.id.startswith(PURGED):
            purged = self._purged[line.id.removeprefix(PURGED)]
            self._after_asking(line, lambda: bring_back_purged(purged))
        else:
            return False
        return True

    async def _open(self, line: MendLine) -> None:
        kind = RECORDS.get(line.table)
        record = self.session.state.get(kind, line.record) if kind is not None else None
        if record is None:
            return
        if self._may_be_renumbered(line, record):
            assert isinstance(record, (Action, Decision))  # noqa: S101 - asked just now
            numbered = record
            self._after_asking(line, lambda: give_new_number(self.session.state, numbered, self.session.today))
            return
        if line.id.endswith((f"/rivals/{line.field}", f"/deleted/{line.field}")):
            self._decide(record, line.field)
            return
        self.dismiss()
        await self.program.open_record(record, line.field)

    @work
    async def _after_asking(self, line: MendLine, use_case: Callable[[], Changes]) -> None:
        """Enter opens, and never changes anything by itself."""
        if await self.app.push_screen_wait(Confirm(plain(f"{line.where}\n{line.way}"))):
            self.carry_out(use_case)

    @work
    async def _decide(self, record: Record, register: str) -> None:
        from ictwg.app.problems.two_answers import question_about
        from ictwg.ui.screens.answers import decide

        await decide(self, question_about(self.session.store, self.session.lookup, record, register))

    @work
    async def _mend(self, line: MendLine) -> None:
        """The ways out of what two edits have broken; Escape leaves it as it is."""
        from ictwg.ui.modals.choose import Choose
        from ictwg.ui.widgets.completing_input import Choice

        clash = self._clashes[line.id]
        ways = {str(number): way for number, way in enumerate(ways_out(self.session.store, clash))}
        choices = tuple(Choice(number, way.label) for number, way in ways.items())
        title = t("mend.which_way", what=line.what, where=line.where)
        chosen = await self.app.push_screen_wait(Choose(title, choices))
        if chosen is None:
            return
        changes = ways[chosen].changes
        if changes is not None:
            self.carry_out(lambda: changes)
            return
        self.dismiss()
        await self.program.open_record(clash.record, clash.field)

    @work
    async def _settle(self, line: MendLine) -> None:
        """An edit of adopted minutes becomes a correction, or the minutes stay as they are."""
        from ictwg.ui.screens.answers import settle_late_edit

        await settle_late_edit(self, line.record, line.id.removeprefix(LATE))

    @work
    async def _settle_double(self, line: MendLine) -> None:
        """Two that may be one: combined, or known as two from now on."""
        from ictwg.ui.screens.merging import settle_double

        ids = line.id.split(DOUBLE)
        kind = next(kind for kind in KINDS if line.table == kind.TABLE)
        other, one = (self.session.state.get(kind, id) for id in ids)
        if one is None or other is None:
            return
        looked_at = await settle_double(self, one, other)
        if looked_at is not None:
            self.dismiss()
            await self.program.open_record(looked_at)

    @work
    async def _answer(self, name: str) -> None:
        from ictwg.ui.screens.answers import answer_copy

        await answer_copy(self, name)

    def _may_be_renumbered(self, line: MendLine, record: Record) -> bool:
        if not line.id.endswith("/same_reference/") or not isinstance(record, (Action, Decision)):
            return False
        return may_get_new_number(self.session.state, record)

    def action_back(self) -> None:
        self.dismiss()

    def go_to(self, view: str) -> None:
        self._view = view
        self.reload()
        self._list.list.focus()


def _columns() -> tuple[Column[MendLine], ...]:
    return (
        Column("what", t("mend.what"), lambda line: line.what, share=3, minimum=16, tone="warn", snug=True),
        Column("where", t("mend.where"), lambda line: line.where, share=3, minimum=16, snug=True),
        Column("way", t("mend.way"), lambda line: line.way, minimum=46, drop=1, tone="muted"),
    )
