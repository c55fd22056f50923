"""Sync: whether our changes are shared, what was received, and what needs an answer.

The three jobs that it is for:

1. Know that all is well: saved, in the shared folder, since when not; when each colleague was last heard.
2. See what came in lately, by whom, and go to the record with Enter.
3. Answer what only a person can: bring in a conflict copy or leave it, keep what somebody took out of the file or let
   it go; read what to do about a file that is not ready.
"""

from __future__ import annotations

from itertools import groupby
from typing import Any, ClassVar, NamedTuple

from rich.cells import cell_len
from textual import work

from ictwg.app.problems.two_answers import questions_of
from ictwg.app.sync import Leads, SharingLine, SyncPart, sharing_lines
from ictwg.domain.schema import Record
from ictwg.locales import t
from ictwg.records.lookup import beside_name, kind_words, register_label, shown_name
from ictwg.records.tables import Detail, DetailSection
from ictwg.store.local.log import Receipt
from ictwg.store.sync.held import Held
from ictwg.ui.keys import bindings_with
from ictwg.ui.list_screen import ListScreen
from ictwg.ui.modals.box import Confirm, worked_out
from ictwg.ui.screens.answers import answer_copy
from ictwg.ui.session_screen import SessionScreen, complaining
from ictwg.ui.text import line, plain
from ictwg.ui.widgets.columns import GAP, Cell, CellPiece, Column, GroupHeading, fitted, title_column, within


class SharingScreen(ListScreen[SharingLine]):
    HEADING = "places.sharing"
    told_as: ClassVar = {"list.choose": "sharing.go_on"}
    header: ClassVar = False

    def rows(self) -> tuple[SharingLine | GroupHeading, ...]:
        rows: list[SharingLine | GroupHeading] = []
        for part, lines in groupby(sharing_lines(self.session), key=lambda line: line.part):
            rows += [GroupHeading(f"part/{part}", t(f"sharing.part.{part}")), *lines]
        return tuple(rows)

    def on_mount(self) -> None:
        """On the first line that waits for an answer: whoever comes from Today comes for that."""
        waits = [row.id for row in self.rows() if isinstance(row, SharingLine) and row.part is SyncPart.WAITS]
        if waits:
            self.call_after_refresh(self.listed.list.move_to, waits[0])  # not before it is known what has room

    def saving_changed(self) -> None:
        self.reload()

    def columns(self) -> tuple[Column[SharingLine], ...]:
        return (Column("line", "", self._cell),)

    def _cell(self, row: SharingLine) -> Cell:
        """What is said on the left, more of it on the right: of what is too long each keeps half."""
        room = self.listed.list.room - GAP
        note = within(row.note, max(room - cell_len(line(row.what)) - GAP, room // 2))
        what = fitted(row.what, room - cell_len(note))
        return (CellPiece(what, "warn" if row.warns else ""), CellPiece(" " * GAP + note, "muted"))

    def detail(self, row: SharingLine) -> Detail:
        return Detail(row.what, row.note, (DetailSection("", (row.way,)),))

    def text(self, row: SharingLine) -> str:
        return f"{row.what} {row.note}"

    @work
    async def choose(self, row: SharingLine) -> None:
        match row.leads:
            case Leads.LOOK:
                self.program.sync_scheduler.sync_soon(asked=True)
                self.tell(t("sharing.looking"))
            case Leads.COPY:
                await answer_copy(self, row.target)
            case Leads.HELD | Leads.RESTORED | Leads.UNSEALED | Leads.COMPACT:
                await answer_waiting(self, row)
            case Leads.PERSON:
                from ictwg.ui.screens.history import HistoryScreen

                await self.app.push_screen(HistoryScreen(row.target))
            case Leads.RECORD:
                self.program.show_history(row.about)


class HeldRow(NamedTuple):
    id: str
    kind: str
    name: str
    title: str
    gone: str
    record: Record


class HeldScreen(ListScreen[HeldRow]):
    """What somebody took out of the shared file, records or fields of them: one answer for all of it."""

    BINDINGS: ClassVar = bindings_with("held.keep", "held.let_go")
    told_as: ClassVar = {"list.choose": "held.look"}
    QUESTION = "held"

    @property
    def heading(self) -> str:
        return t(f"sharing.{self.QUESTION}.title")

    @property
    def empty(self) -> str:
        return t(f"sharing.{self.QUESTION}.none")

    def rows(self) -> tuple[HeldRow, ...]:
        return tuple(map(self._row, self.waiting()))

    def waiting(self) -> tuple[Held, ...]:
        return self.session.store.sync.held()

    def answer(self, *, keep: bool) -> str:
        """Carries it out; what to tell of it."""
        return self._done(self.session.store.sync.answer_held(keep=keep))

    def _done(self, receipt: Receipt) -> str:
        return t("ui.done", what=t(receipt.verb, subject=receipt.total))

    def _row(self, held: Held) -> HeldRow:
        record, state = held.record, self.session.state
        gone = ", ".join(register_label(state, type(record), one) for one in held.registers) or t("sharing.held.whole")
        return HeldRow(record.id, kind_words(record), shown_name(state, record), beside_name(record), gone, record)

    def columns(self) -> tuple[Column[HeldRow], ...]:
        return (
            Column("kind", t("ui.what"), lambda row: row.kind, width=14, tone="muted", snug=True),
            Column("name", t("records.reference"), lambda row: row.name, width=14, tone="info", snug=True),
            title_column("title", t("records.title"), lambda row: row.title),
            Column("gone", t(f"sharing.{self.QUESTION}.gone"), lambda row: row.gone, minimum=12, snug=True, drop=1),
        )

    def detail(self, row: HeldRow) -> Detail:
        """Which fields are gone stands above why it is asked: of a whole record the list says it."""
        told = f"{row.kind} · {row.name} · {t(f'sharing.{self.QUESTION}.gone')}: {row.gone}"
        return Detail(row.title, told, (DetailSection("", (t(f"sharing.{self.QUESTION}.why"),)),))

    def choose(self, row: HeldRow) -> None:
        self.program.show_history(row.id)

    def action_answer(self, keep: str) -> None:
        """Whether they are kept; empty: they go."""
        if not self.waiting():
            self.tell(self.empty)
            return
        with complaining(self):
            told = self.answer(keep=bool(keep))
            self.dismiss()
            self.tell(told)
            self.program.changed()


class RestoredScreen(HeldScreen):
    """Values from before this computer was restored, of which nothing tells whether they were replaced."""

    QUESTION = "restored"

    def detail(self, row: HeldRow) -> Detail:
        """With every version of a field that has several."""
        shown = super().detail(row)
        asked = questions_of(self.session.store, self.session.lookup, row.record)
        versions = tuple(f"{one.label}: {' / '.join(answer.words for answer in one.answers)}" for one in asked)
        return shown._replace(sections=(DetailSection("", versions), *shown.sections)) if versions else shown

    def waiting(self) -> tuple[Held, ...]:
        return self.session.store.sync.restored()

    def answer(self, *, keep: bool) -> str:
        return self._done(self.session.store.sync.answer_restored(keep=keep))


class UnsealedScreen(HeldScreen):
    """Records in the shared file of an encrypted group that nobody of it has sealed, as the file says them."""

    QUESTION = "unsealed"

    def waiting(self) -> tuple[Held, ...]:
        return self.session.store.sync.unsealed()

    def answer(self, *, keep: bool) -> str:
        self.session.store.sync.answer_unsealed(take=keep)
        self.program.sync_scheduler.sync_soon()
        return t(f"sharing.unsealed.{'taken' if keep else 'dropped'}")


QUESTIONS: dict[Leads, type[HeldScreen]] = {
    Leads.HELD: HeldScreen,
    Leads.RESTORED: RestoredScreen,
    Leads.UNSEALED: UnsealedScreen,
}


async def answer_waiting(screen: SessionScreen[Any], row: SharingLine) -> None:
    """Asks what waits for one answer to all of it, or does it. For workers."""
    if row.leads is not Leads.COMPACT:
        screen.app.push_screen(QUESTIONS.get(row.leads, SharingScreen)())
    elif await screen.app.push_screen_wait(Confirm(plain(row.way), yes=t("sharing.compact.yes"), no=t("errands.no"))):
        done = await worked_out(
            screen.program, row.what, lambda session, _: session.store.maintenance.compact(session.today)
        )
        if done is not None:
            screen.tell(t("compact.done", rows=t("compact.rows", count=len(done.rows))))
            screen.program.changed()
