"""An import before it comes in: minutes, members, or another group's file.

The five jobs that it is for:

1. See what would be new, what would change, what is the same, and what could not be read.
2. Read all that was found in a row with Enter: who was there, decisions, actions, the lines in doubt.
3. Choose for each line in doubt what it is; the rest is read again with that.
4. Say of each text that may be confidential what becomes of it: nothing is imported before.
5. Import all of it with one key, as one change with one undo; or leave with Escape: nothing was written.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, NamedTuple

from textual import work

from ictwg.app.import_files import remember_columns
from ictwg.domain.calendar import day_in_words
from ictwg.domain.confidential import finds_in, own_names
from ictwg.domain.records import AcceptedText
from ictwg.errors import IctwgError
from ictwg.imports.confidential import WORDS
from ictwg.imports.doubts import ACCEPTED, REWORDED, TYPED, DoubtKind
from ictwg.imports.report import ImportPlan, ImportRow, RowState, choice_told, doubt_told, row_lines
from ictwg.locales import t
from ictwg.records.tables import Detail, DetailSection
from ictwg.sentences.timeframes import timeframe
from ictwg.ui.forms import refusal
from ictwg.ui.keys import bindings_with
from ictwg.ui.list_screen import ListScreen
from ictwg.ui.modals.box import RecordCard, Working
from ictwg.ui.modals.choose import Choose
from ictwg.ui.modals.form_screen import FormScreen
from ictwg.ui.widgets.columns import Cell, CellPiece, Column, Tone, title_column
from ictwg.ui.widgets.completing_input import Choice
from ictwg.ui.widgets.form import FormField

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from textual.binding import BindingType

    from ictwg.app.import_files import Tell
    from ictwg.app.session import Session
    from ictwg.imports.doubts import Key, ReadingDoubt

    Chosen = dict[str, dict[Key, str]]
    Plans = Callable[[Session, Tell, Mapping[str, Mapping[Key, str]]], ImportPlan]

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


class ImportCard(RecordCard):
    """The whole of one row."""

    BINDINGS: ClassVar[list[BindingType]] = bindings_with("import.decide")

    def __init__(self, detail: Detail, *, decides: bool) -> None:
        """`decides`: whether there is anything to choose in it."""
        super().__init__(detail)
        self._decides = decides

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """What is not in the group yet comes from nowhere there, and has no form."""
        if action == "decide":
            return self._decides
        return action != "go" and super().check_action(action, parameters)

    def action_decide(self) -> None:
        self.dismiss("decide")


IMPORT = "import"


FOR_ALL = "all "
"""Before the choice that holds for all points of the kind."""


IN_WORDS = frozenset({REWORDED, ACCEPTED, TYPED})
"""Choices that say something besides."""


class ChooseDoubt(Choose):
    """One of the doubts of a row; the key of the screen imports from here too."""

    BINDINGS: ClassVar[list[BindingType]] = bindings_with("import.all")

    def action_import_all(self) -> None:
        self.dismiss(IMPORT)


class ImportScreen(ListScreen[PlannedRow]):
    """Args:
    heading: What would come in.
    plan: What was read.
    plans: Reads it again with what was chosen; None where nothing can be.
    """

    BINDINGS: ClassVar = bindings_with("import.all", "import.decide")
    EMPTY = "errands.import.nothing"
    told_as: ClassVar = {"list.choose": "import.look"}

    def __init__(self, heading: str, plan: ImportPlan, plans: Plans | None = None) -> None:
        super().__init__()
        self._heading = heading
        self._plan = plan
        self._plans = plans
        self._chosen: Chosen = {}

    @property
    def heading(self) -> str:
        return " · ".join((self._heading, *self._counts()))

    def rows(self) -> tuple[PlannedRow, ...]:
        return tuple(PlannedRow(str(n), row) for n, row in enumerate(self._plan.rows))

    def columns(self) -> tuple[Column[PlannedRow], ...]:
        return (
            Column("state", t("records.state"), _state, width=10, snug=True),
            title_column("what", t("ui.what"), lambda one: one.row.what),
            Column("doubts", t("errands.import.doubts"), self._doubts, width=11, snug=True),
            Column("why", t("ui.why"), lambda one: self._undecided(one.row).summary, minimum=16, drop=1),
        )

    def detail(self, row: PlannedRow) -> Detail:
        told = " · ".join(filter(None, (t(f"cli.import.row.{row.row.state}"), row.row.why)))
        return Detail(row.row.what, told, self._sections(row.row))

    def _counts(self) -> Iterator[str]:
        """Rows of each state; then how many points in them nobody has decided yet."""
        for state in RowState:
            if count := self._plan.count(state):
                yield f"{t(f'cli.import.row.{state}')}: {count}"
        if points := sum(self._undecided(row).to_check for row in self._plan.rows):
            yield t("errands.import.points", count=points)

    def _undecided(self, row: ImportRow) -> ImportRow:
        """With those doubts only for which nobody has chosen."""
        chosen = self._chosen.get(row.where, {})
        return row._replace(doubts=tuple(one for one in row.doubts if one.key not in chosen))

    def _doubts(self, one: PlannedRow) -> Cell:
        count = self._undecided(one.row).to_check
        return (CellPiece(str(count), "warn"),) if count else ()

    def _sections(self, row: ImportRow) -> tuple[DetailSection, ...]:
        """What was found, and the lines in doubt, each with what it is taken for now."""
        rest = row._replace(doubts=(), why="")
        found = tuple(f"{'  ' * (depth - 1)}{text}" for depth, text in row_lines(rest) if depth)
        doubts = tuple(DetailSection(doubt_told(one), (f"“{one.text}”", self._taken(row, one))) for one in row.doubts)
        return (*doubts, DetailSection("", found))

    def _taken(self, row: ImportRow, doubt: ReadingDoubt) -> str:
        return t("importing.taken_as", choice=day_in_words(choice_told(doubt, self._choice(row, doubt))))

    def _choice(self, row: ImportRow, doubt: ReadingDoubt) -> str:
        return self._chosen.get(row.where, {}).get(doubt.key, doubt.default)

    def text(self, row: PlannedRow) -> str:
        return f"{t(f'cli.import.row.{row.row.state}')} {row.row.what} {row.row.where} {row.row.why}"

    @work
    async def choose(self, row: PlannedRow) -> None:
        card = ImportCard(self.detail(row), decides=bool(self._choosable(row)))
        if await self.app.push_screen_wait(card) == "decide":
            self.action_decide()

    def _choosable(self, row: PlannedRow | None) -> dict[str, ReadingDoubt]:
        doubts = enumerate(row.row.doubts) if row is not None and self._plans is not None else ()
        return {str(n): one for n, one in doubts if len(one.choices) > 1}

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        if action == "decide":
            return self._plans is not None
        return super().check_action(action, parameters)

    @work
    async def action_decide(self) -> None:
        """The lines in doubt, one after the other; Escape goes back to the list."""
        at: str | None = ""
        while at is not None and (row := self.listed.list.current) is not None:
            doubts = self._choosable(row)
            if not doubts:
                self.tell(t("errands.import.nothing_to_decide"))
            if len(doubts) <= 1:
                for one in doubts.values():
                    await self._ask(row.row, one)
                return
            offered = [
                Choice(n, f"“{one.text}”: {doubt_told(one)}", self._decided(row.row, one)) for n, one in doubts.items()
            ]
            at = await self.app.push_screen_wait(ChooseDoubt(t("errands.import.which"), offered, current=at))
            if at == IMPORT:
                self.action_import_all()
                return
            if at is not None:
                await self._ask(row.row, doubts[at])

    def _decided(self, row: ImportRow, doubt: ReadingDoubt) -> str:
        """What a person chose for it; empty where nobody did."""
        chosen = self._chosen.get(row.where, {}).get(doubt.key)
        said = day_in_words(choice_told(doubt, chosen)) if chosen else ""
        return t("errands.import.decided", choice=said) if said else ""

    async def _ask(self, row: ImportRow, doubt: ReadingDoubt) -> None:
        offered = [Choice(one, day_in_words(choice_told(doubt, one))) for one in doubt.choices]
        title, before = f"{doubt_told(doubt)}: “{doubt.text}”", self._chosen.get(row.where, {}).get(doubt.key)
        alike = self._alike(doubt)
        offered += [_for_all(one, len(alike)) for one in offered if alike[1:] and one.value not in IN_WORDS]
        answer = await self.app.push_screen_wait(Choose(title, offered, current=before or doubt.choices[0]))
        if answer is None or answer == before:
            return
        chosen = answer.removeprefix(FOR_ALL)
        words = await self._words_for(chosen, doubt)
        if words is None:
            return
        said = {doubt.key: words} if chosen == TYPED else {doubt.key: chosen, WORDS: words}
        self._chosen.setdefault(row.where, {}).update(said)
        for where, other in alike if answer != chosen else ():
            self._chosen.setdefault(where, {})[other.key] = chosen
        remember_columns(self.program.session, self._plan, self._chosen)
        plans = self._plans
        assert plans is not None  # noqa: S101 - asked before
        again = Working(
            t("errands.import.reading"), lambda session, tell: plans(session, told_at_once(tell), self._chosen)
        )
        plan = await self.app.push_screen_wait(again)
        if isinstance(plan, IctwgError):
            self.complain(plan)
            return
        self._plan = plan
        self.reload()

    def _alike(self, doubt: ReadingDoubt) -> list[tuple[str, ReadingDoubt]]:
        """Those of its kind, in all files, that offer the same and that nobody has decided."""
        undecided = ((row.where, one) for row in map(self._undecided, self._plan.rows) for one in row.doubts)
        return [(where, one) for where, one in undecided if (one.kind, one.choices) == (doubt.kind, doubt.choices)]

    async def _words_for(self, chosen: str, doubt: ReadingDoubt) -> str | None:
        """What a person types besides; None where that was left."""
        if chosen not in IN_WORDS:
            return ""
        own, says_why = own_names(self.program.session.state), refusal(AcceptedText.reason.parse)

        def problem(text: str) -> str | None:
            if chosen == ACCEPTED:
                return says_why(text)
            if chosen == TYPED:
                return None if timeframe(text) else t("importing.typed_dates")
            return t("importing.still_confidential") if chosen == REWORDED and finds_in(text, own) else None

        value = doubt.text if chosen in {REWORDED, TYPED} and doubt.kind is not DoubtKind.NO_DAY else ""
        field = FormField(chosen, t(f"importing.words.{chosen}"), value=value, required=True, validate=problem)
        values = await self.app.push_screen_wait(FormScreen(choice_told(doubt, chosen), (field,), verb="form.go_on"))
        return None if values is None else values[chosen]

    @work
    async def action_import_all(self) -> None:
        if count := self._plan.open_marks:
            self.tell(t("errands.import.confidential", count=count))
            return
        changes = self._plan.changes
        if not changes:
            self.tell(t("errands.import.nothing"))
            return
        done = Working(t("errands.import.saving"), lambda session, _: session.commit_typed(changes))
        receipt = await self.app.push_screen_wait(done)
        if isinstance(receipt, IctwgError):
            self.complain(receipt)
            return
        self.tell(t("ui.done", what=t(changes.verb, subject=changes.subject)))
        self.dismiss()
        self.program.changed()


def told_at_once(tell: Callable[[str], None]) -> Tell:
    """For a box, which is always watched: every step is told at once."""

    def told(text: str, *, at_once: bool = False) -> None:  # noqa: ARG001 - the shared signature
        tell(text)

    return told


def _for_all(one: Choice, count: int) -> Choice:
    return Choice(f"{FOR_ALL}{one.value}", t("errands.import.for_all", choice=one.label, count=count))


def _state(one: PlannedRow) -> Cell:
    state = one.row.state
    return (CellPiece(t(f"cli.import.row.{state}"), TONES[state]),)
