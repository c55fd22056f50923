"""Another group's file before it comes in: two colleagues have both started a group, and one of the two must live on.

The three jobs that it is for:

1. See what would be new, what would fill a gap here, what is the same, and what nobody can be sure of.
2. Bring all of it in with one key, as one change with one undo.
3. Or leave with Escape: nothing was written.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, NamedTuple

from textual import work

from ictwg.errors import IctwgError
from ictwg.locales import t
from ictwg.services.importing.report import ImportPlan, ImportRow, RowState
from ictwg.services.records.detail import Detail, Section
from ictwg.ui.keys import bindings_with
from ictwg.ui.screens.listed import Listed
from ictwg.ui.widgets.columns import Cell, Column, Piece, Tone

if TYPE_CHECKING:
    from textual.binding import BindingType

TONES: dict[RowState, Tone] = {
    RowState.NEW: "good",
    RowState.UPDATED: "info",
    RowState.SAME: "muted",
    RowState.DOUBTFUL: "warn",
    RowState.SKIPPED: "muted",
}


class PlannedRow(NamedTuple):
    id: str
    row: ImportRow


class OtherGroupScreen(Listed[PlannedRow]):
    BINDINGS: ClassVar[list[BindingType]] = bindings_with("record.back", "import.all")
    told_as: ClassVar = {"list.choose": "import.look"}

    def __init__(self, plan: ImportPlan) -> None:
        super().__init__()
        self._plan = plan

    @property
    def heading(self) -> str:
        return t("errands.other.title")

    @property
    def empty(self) -> str:  # type: ignore[override]
        return t("errands.other.nothing")

    def rows(self) -> tuple[PlannedRow, ...]:
        return tuple(PlannedRow(str(n), row) for n, row in enumerate(self._plan.rows))

    def columns(self) -> tuple[Column[PlannedRow], ...]:
        return (
            Column("state", t("cli.import.heading.state"), _state, width=10, snug=True),
            Column("what", t("cli.import.heading.what"), lambda one: one.row.what, minimum=24, snug=True),
            Column("why", t("cli.import.heading.why"), lambda one: one.row.why, minimum=16, drop=1),
        )

    def detail(self, row: PlannedRow) -> Detail:
        counts = (f"{t(f'cli.import.row.{state}')}: {self._plan.count(state)}" for state in RowState)
        why = (Section(t("cli.import.heading.why"), (row.row.why,)),) if row.row.why else ()
        return Detail(row.row.what, " · ".join(counts), why)

    def text(self, row: PlannedRow) -> str:
        return f"{t(f'cli.import.row.{row.row.state}')} {row.row.what} {row.row.why}"

    def choose(self, row: PlannedRow) -> None:  # noqa: ARG002 - one alone does not come in, for it hangs on the others
        self.tell(t("errands.other.look"))

    @work
    async def action_import_all(self) -> None:
        from ictwg.ui.modals.working import Working

        changes = self._plan.changes
        if not changes:
            self.tell(t("errands.other.nothing"))
            self.dismiss()
            return
        done = Working(t("errands.other.bringing"), lambda desk, _: desk.commit_typed(changes))
        receipt = await self.app.push_screen_wait(done)
        if isinstance(receipt, IctwgError):
            self.complain(receipt)
            return
        self.tell(t("ui.done", what=t(changes.verb, subject=changes.subject)))
        self.dismiss()
        self.program.changed()


def _state(one: PlannedRow) -> Cell:
    state = one.row.state
    return (Piece(t(f"cli.import.row.{state}"), TONES[state]),)
