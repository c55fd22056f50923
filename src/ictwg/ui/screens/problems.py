"""To check: all problems of the group, and how to fix each.

The three jobs that it is for:

1. See what is missing before something goes out: gaps in actions, minutes that are not finished.
2. Go to the very record with Enter and put it right.
3. After changes came together: give what shares a reference a new number, decide between two values, bring back
   what is still pointed at, end one of two chairs, say whether a conflict copy in the shared folder is to be brought in
   or values from before a restore are to be kept, combine two that are one, make a late edit of adopted minutes a
   correction.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from textual import work

from ictwg.app.forms.choices import Choice
from ictwg.app.problems.clashes import all_clashing, bring_back_purged, ways_out
from ictwg.app.problems.named_like import named_like, settled
from ictwg.app.problems.papers import PAPERS, paper_lines
from ictwg.app.problems.problems import (
    AT_RISK,
    COPY,
    DOUBLE,
    LATE,
    NAMED_LIKE,
    NOT_HELD,
    PURGED,
    RENUMBER,
    WAITS,
    clash_id,
    counts,
    lost_files,
    renumbered,
    to_mend,
)
from ictwg.app.problems.returned import RETURNED, keep_returned, returned_lines, returned_record
from ictwg.app.problems.two_answers import question_about
from ictwg.app.sync import SharingLine, waiting_lines
from ictwg.domain.changes import Changes
from ictwg.domain.clashes import Clash
from ictwg.domain.merged_duplicates import KINDS
from ictwg.domain.records import Meeting
from ictwg.domain.schema import RECORDS, Record
from ictwg.domain.state import record_at
from ictwg.locales import t
from ictwg.minutes.gaps import Problem, ProblemKind
from ictwg.records.tables import Detail
from ictwg.store.sync.returned import Returned
from ictwg.ui.disclosure import redact_field
from ictwg.ui.keys import bindings_for
from ictwg.ui.list_screen import ListScreen
from ictwg.ui.modals.box import agreed
from ictwg.ui.modals.choose import Choose
from ictwg.ui.screens.answers import answer_copy, answer_marks, decide, settle_late_edit
from ictwg.ui.screens.errands import import_files
from ictwg.ui.screens.meeting_steps import take_step
from ictwg.ui.screens.merging import settle_double
from ictwg.ui.screens.sharing import answer_waiting
from ictwg.ui.widgets.columns import Column, title_column

ALL = "all"


class ProblemsScreen(ListScreen[Problem]):
    BINDINGS: ClassVar = bindings_for("view")
    VIEWS: ClassVar = (ALL, *ProblemKind)
    EMPTY = "mend.empty"

    def __init__(self) -> None:
        super().__init__()
        self._clashes: dict[str, Clash] = {}
        self._purged: dict[str, Record] = {}
        self._returned: dict[str, tuple[Problem, Returned]] = {}
        self._waiting: tuple[SharingLine, ...] = ()
        self._count = 0

    def view_label(self, view: str) -> str:
        return t(f"mend.kind.{view}")

    @property
    def note(self) -> str:
        return t("mend.count", count=self._count)

    @property
    def empty(self) -> str:
        return t("record_screen.empty_view") if self._count else super().empty

    def rows(self) -> tuple[Problem, ...]:
        store = self.session.store
        status = store.sync.status()
        copies, self._waiting = store.copies.doubtful() if status.asked else (), waiting_lines(self.session, status)
        clashes, self._purged = all_clashing(store), {one.id: one for one in store.history.changed_after_purge()}
        self._clashes = {clash_id(clash): clash for clash in clashes}
        self._returned = returned_lines(store)
        looks = self._view == ProblemKind.CHECK  # it reads every record, and looks at each file
        lines = to_mend(
            self.session.state,
            self.session.today,
            contested=self.session.contested.records,
            findings=store.maintenance.check() if looks else (),
            copies=copies,
            waiting=self._waiting,
            clashes=clashes,
            purged=self._purged.values(),
            returned=(line for line, _ in self._returned.values()),
        )
        lines += tuple(lost_files(self.session.lookup)) if looks else ()
        lines += tuple(paper_lines(self.session))
        self._count = sum(counts(lines).values())
        return tuple(line for line in lines if self._view in (ALL, line.kind))

    def columns(self) -> tuple[Column[Problem], ...]:
        return (
            title_column("what", t("ui.what"), lambda line: line.what, 16, tone="warn"),
            Column("where", t("ui.where"), lambda line: line.where, share=3, minimum=16, snug=True),
            Column("way", t("mend.way"), lambda line: line.way, minimum=46, drop=1, tone="muted"),
        )

    def detail(self, row: Problem) -> Detail:
        """The way out in full, under where it is."""
        return Detail(row.where, row.way, ())

    @work
    async def choose(self, line: Problem) -> None:
        """Settles the line in a box, or goes to its record."""
        if line.id.startswith(PAPERS):
            await import_files(self.program, line.id.removeprefix(PAPERS))
        else:
            await self._settle(line)

    async def _settle(self, line: Problem) -> None:
        id, record = line.id, record_at(self.session.state, line.table, line.record)
        if id.startswith(COPY):
            await answer_copy(self, id.removeprefix(COPY))
        elif id.startswith(WAITS):
            waits = next(one for one in self._waiting if id == f"{WAITS}{one.id}")
            await answer_waiting(self, waits)
        elif id == AT_RISK:
            await answer_marks(self)
        elif id.startswith(NAMED_LIKE):
            await self._settle_name(line)
        elif id in self._clashes:
            await self._mend(line, self._clashes[id])
        elif id.startswith((LATE, RETURNED)):
            await self._settle_text(line)
        elif DOUBLE in id:
            await self._settle_double(line)
        elif (way := self._way(id)) is not None:
            await self._after_asking(line, way)
        elif record is not None:
            await self._open(line, record)

    def _way(self, id: str) -> Callable[[], Changes] | None:
        """The one way out of a line, where it has only one."""
        if id == RENUMBER:
            return lambda: renumbered(self.session.state, self.session.today)
        purged = self._purged.get(id.removeprefix(PURGED)) if id.startswith(PURGED) else None
        return (lambda: bring_back_purged(purged)) if purged is not None else None

    async def _open(self, line: Problem, record: Record) -> None:
        """What is settled at its record, or there alone."""
        if isinstance(record, Meeting) and f"/{NOT_HELD}/" in line.id:
            await take_step(self, record)
        elif line.id.endswith((f"/rivals/{line.field}", f"/deleted/{line.field}")):
            await decide(self, question_about(self.session.store, self.session.lookup, record, line.field))
        else:
            self.leave_for(record, line.field)

    async def _after_asking(self, line: Problem, use_case: Callable[[], Changes]) -> None:
        """Enter opens, and never changes anything by itself."""
        if await agreed(self.program, f"{line.where}\n{line.way}", t("mend.yes")):
            self.carry_out(use_case)

    async def _mend(self, line: Problem, clash: Clash) -> None:
        """The ways out of what two edits have broken; Escape leaves it as it is."""
        ways = {str(number): way for number, way in enumerate(ways_out(self.session.store, clash))}
        choices = tuple(Choice(number, way.label) for number, way in ways.items())
        title = t("mend.which_way", what=line.what, where=line.where)
        chosen = await self.app.push_screen_wait(Choose(title, choices))
        changes = ways[chosen].changes if chosen is not None else None
        if changes is not None:
            self.carry_out(lambda: changes)
        elif chosen is not None:
            self.leave_for(clash.record, clash.field)

    async def _settle_text(self, line: Problem) -> None:
        """A late edit of minutes; of what is back after its redaction, whether it goes once more or stays."""
        if line.id.startswith(LATE):
            await settle_late_edit(self, line.record, line.id.removeprefix(LATE))
            return
        _, one = self._returned[line.id]
        record, field = returned_record(self.session.state, one), RECORDS[line.table].field(line.field)
        choices = tuple(Choice(key, t(f"mend.returned.{key}")) for key in ("redact", "keep", "open"))
        chosen = await self.app.push_screen_wait(Choose(f"{line.what}\n{line.where}", choices))
        if chosen == "keep":
            self.carry_out(lambda: keep_returned(self.session.state, one))
        elif chosen == "redact" and record is not None and field is not None:
            await redact_field(self.program, record, field, one.ground)
        elif chosen is not None and record is not None:
            self.leave_for(record, line.field)

    async def _settle_name(self, line: Problem) -> None:
        """The proposal, or an organization of its own; Escape leaves the name as it is."""
        state = self.session.state
        one = next(one for one in named_like(state) if line.id == f"{NAMED_LIKE}{one.text}")
        it_is = Choice("it_is", t("importing.choice.it_is", name=one.organization.name))
        choices = (it_is, Choice("new_organization", t("importing.choice.new_organization")))
        chosen = await self.app.push_screen_wait(Choose(f"{line.what}: {one.text}", choices))
        if chosen is not None:
            self.carry_out(lambda: settled(state, one, another=chosen != it_is.value))

    async def _settle_double(self, line: Problem) -> None:
        """Two that may be one: combined, or known as two from now on."""
        kind = next(kind for kind in KINDS if line.table == kind.TABLE)
        other, one = (self.session.state.get(kind, id) for id in line.id.split(DOUBLE))
        looked_at = await settle_double(self, one, other) if one is not None and other is not None else None
        if looked_at is not None:
            self.leave_for(looked_at)
