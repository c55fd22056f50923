"""An import before it comes in: minutes, members, or another group's file.

The six jobs that it is for:

1. See what would be new, what would change, what is the same, and what could not be read.
2. Read all that was found in a row with Enter: who was there, decisions, actions, the lines in doubt.
3. Choose for each line in doubt what it is; the rest is read again with that. A copy that came back has its own screen.
4. Say of each text that may be confidential what becomes of it: nothing is imported before.
5. Answer the points of each kind at once, in a few questions one after the other; what is left waits in *To check*.
6. Import all of it with one key, as one change with one undo; or leave with Escape: nothing was written.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from textwrap import shorten
from typing import ClassVar, NamedTuple

from textual import work
from textual.binding import BindingType

from ictwg.app.confidential import WORDS
from ictwg.app.forms.choices import Choice
from ictwg.app.forms.declared import refusal
from ictwg.app.forms.fields import FormField
from ictwg.app.import_files import Tell, remember_columns
from ictwg.app.import_questions import IN_WORDS, MOST, PROPOSED, ImportQuestion, named_bodies, questions
from ictwg.app.session import Session
from ictwg.domain.calendar import day_in_words
from ictwg.domain.confidential import finds_in, own_names
from ictwg.domain.records import AcceptedText
from ictwg.domain.text import one_line
from ictwg.imports.doubts import ACCEPTED, OF_A_COPY, REWORDED, TYPED, DoubtKind, Key, ReadingDoubt
from ictwg.imports.report import ImportPlan, ImportRow, RowState, choice_told, doubt_told, row_lines
from ictwg.locales import t
from ictwg.records.tables import Detail, DetailSection
from ictwg.sentences.timeframes import timeframe
from ictwg.ui.app import IctwgApp
from ictwg.ui.keys import bindings_with
from ictwg.ui.list_screen import ListScreen
from ictwg.ui.modals.box import RecordCard, worked_out
from ictwg.ui.modals.choose import Choose
from ictwg.ui.modals.form_screen import FormScreen
from ictwg.ui.screens.new_bodies import NewBodiesScreen
from ictwg.ui.screens.returned_copy import CopyScreen
from ictwg.ui.widgets.columns import Cell, CellPiece, Column, Tone, title_column

Chosen = dict[str, dict[Key, str]]
Plans = Callable[[Session, Tell, Mapping[str, Mapping[Key, str]]], ImportPlan]

TONES: dict[RowState, Tone] = {
    RowState.NEW: "good",
    RowState.UPDATED: "info",
    RowState.SAME: "muted",
    RowState.DOUBTFUL: "warn",
    RowState.SKIPPED: "muted",
    RowState.UNREAD: "warn",
}


class PlannedRow(NamedTuple):
    id: str
    row: ImportRow


class ImportCard(RecordCard):
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

SHORT = 70
"""Letters of a point among several."""

LATER, EACH = "later", "each"
"""Answers to a question that decide nothing: it waits, or its points are asked one after the other."""


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
    chosen: What was chosen before.
    keep: Keeps what is chosen; where it is given the questions are asked at once.
    """

    BINDINGS: ClassVar = bindings_with("import.all", "import.decide", "import.questions")
    EMPTY = "errands.import.nothing"
    told_as: ClassVar = {"list.choose": "import.look"}

    def __init__(
        self,
        heading: str,
        plan: ImportPlan,
        plans: Plans | None = None,
        chosen: Chosen | None = None,
        keep: Callable[[ImportPlan, Chosen], None] | None = None,
    ) -> None:
        super().__init__()
        self._heading = heading
        self._plan = plan
        self._plans = plans
        self._chosen: Chosen = chosen or {}
        self._keep = keep
        self.is_saved = False

    def on_mount(self) -> None:
        """A folder begins with its questions."""
        super().on_mount()
        if self._keep is not None and len(questions(self._plan, self._chosen)) > 1:
            self.action_questions()

    @property
    def heading(self) -> str:
        nothing = self._plan.count(RowState.SAME) and not any(row.brings for row in self._plan.rows)
        return " · ".join((t("errands.import.all_here") if nothing else self._heading, *self._counts()))

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
        if asked := len(questions(self._plan, self._chosen)) if self._plans is not None else 0:
            yield t("errands.import.questions", count=min(asked, MOST))

    def _undecided(self, row: ImportRow) -> ImportRow:
        return row.undecided(self._chosen)

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

    def action_back(self) -> None:
        if self._keep is not None and any(row.brings for row in self._plan.rows):
            self.tell(t("errands.import.left"))
        super().action_back()

    @work
    async def choose(self, row: PlannedRow) -> None:
        card = ImportCard(self.detail(row), decides=bool(self._choosable(row)))
        if await self.app.push_screen_wait(card) == "decide":
            self.action_decide()

    def _choosable(self, row: PlannedRow | None) -> dict[str, ReadingDoubt]:
        doubts = enumerate(row.row.doubts) if row is not None and self._plans is not None else ()
        return {str(n): one for n, one in doubts if len(one.choices) > 1}

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        if action in {"decide", "questions"}:
            return self._plans is not None
        return super().check_action(action, parameters)

    @work
    async def action_decide(self) -> None:
        """The lines in doubt, one after the other; Escape goes back to the list."""
        row = self.listed.list.current
        if row is not None and any(one.kind in OF_A_COPY for one in row.row.doubts):
            await self._compare(row.row)
            return
        if row is not None and row.row.where == t("importing.register") and self._choosable(row):
            await self._name_bodies()
            return
        at: str | None = ""
        while at is not None and (row := self.listed.list.current) is not None:
            doubts = self._choosable(row)
            if not doubts:
                self.tell(t("errands.import.nothing_to_decide"))
            if len(doubts) <= 1:
                for one in doubts.values():
                    await self._ask(row.row.where, one)
                return
            offered = [
                Choice(n, f"“{one.text}”: {doubt_told(one)}", self._decided(row.row, one)) for n, one in doubts.items()
            ]
            at = await self.app.push_screen_wait(ChooseDoubt(t("errands.import.which"), offered, current=at))
            if at == IMPORT:
                self.action_import_all()
                return
            if at is not None:
                await self._ask(row.row.where, doubts[at])

    async def _name_bodies(self) -> bool:
        """All organizations that are not on record, in one table."""
        return await self._decided_in(NewBodiesScreen(named_bodies(self._plan), self._chosen))

    async def _decided_in(self, screen: NewBodiesScreen | CopyScreen) -> bool:
        """Whether somebody has then imported everything."""
        await self.app.push_screen_wait(screen)
        await self._read_again()
        if screen.imports:
            self.action_import_all()
        return screen.imports

    async def _compare(self, row: ImportRow) -> None:
        """A copy that came back: once whose it is, then each change in it."""
        asked = [one for one in row.doubts if one.kind is DoubtKind.WHOSE_COPY]
        for one in asked if row == self._undecided(row) else ():
            await self._ask(row.where, one)
        again = next((one for one in self._plan.rows if one.where == row.where), row)
        await self._decided_in(CopyScreen(again, self._chosen.setdefault(row.where, {})))

    def _decided(self, row: ImportRow, doubt: ReadingDoubt) -> str:
        """What a person chose for it; empty where nobody did."""
        chosen = self._chosen.get(row.where, {}).get(doubt.key)
        said = day_in_words(choice_told(doubt, chosen)) if chosen else ""
        return t("errands.import.decided", choice=said) if said else ""

    @work
    async def action_questions(self) -> None:
        """One question for all points of a kind, the weightiest first; Escape goes back to the list."""
        later: set[str] = set()
        for number in range(1, MOST + 1):
            left = [one for one in questions(self._plan, self._chosen) if one.id not in later]
            if not left:
                break
            if left[0].kind is DoubtKind.UNKNOWN_ORGANIZATION:
                if await self._name_bodies():
                    return
                later |= {one.id for one in left if one.kind is DoubtKind.UNKNOWN_ORGANIZATION}
                continue
            title = t("errands.import.question", number=number, left=min(len(left), MOST + 1 - number) - 1)
            if not await self._ask_all(left[0], title, later):
                return
        self.tell(t("errands.import.asked"))

    async def _ask_all(self, question: ImportQuestion, title: str, later: set[str]) -> bool:
        """Whether to go on; what nobody answers is added to `later`."""
        answer: str | None = EACH
        if len(question.points) > 1:
            told = t(f"importing.doubt.{question.kind}")
            box = Choose(f"{title}: {told} ({len(question.points)})", _answers(question), whole=True)
            answer = await self.app.push_screen_wait(box)
        if answer is None:
            return False
        if answer == EACH:
            asked = [await self._ask(where, one, title) for where, one in question.points[:1]]
            for where, one in question.points[1:]:
                if asked[-1]:
                    asked.append(await self._ask(where, one, title))
            if asked[-1] is None:
                return False
            later |= {question.id} if not all(asked) else set()
        elif answer == LATER:
            later.add(question.id)
        else:
            words = await self._words_for(answer, question.points[0][1])
            for where, chosen in question.answered(answer).items() if words is not None else ():
                self._chosen.setdefault(where, {}).update(chosen | ({WORDS: words} if words else {}))
            if words is not None:
                await self._read_again()
        return True

    async def _ask(self, where: str, doubt: ReadingDoubt, asked: str = "") -> bool | None:
        """Whether a person has answered; None where that was left.

        `asked`: what stands before the question, where it is one of several that may wait.
        """
        offered = [Choice(one, day_in_words(choice_told(doubt, one))) for one in doubt.choices]
        title, before = f"{doubt_told(doubt)}: “{doubt.text}”", self._chosen.get(where, {}).get(doubt.key)
        alike = self._alike(doubt)
        offered += [_for_all(one, len(alike)) for one in offered if alike[1:] and one.value not in IN_WORDS]
        if asked:
            title = f"{asked}: {title}"
            offered.append(Choice(LATER, t("errands.import.later")))
        answer = await self.app.push_screen_wait(Choose(title, offered, current=before or doubt.choices[0]))
        if answer in {None, before, LATER}:
            return None if answer is None else answer == before
        chosen = answer.removeprefix(FOR_ALL)
        words = await self._words_for(chosen, doubt)
        if words is None:
            return None
        said = {doubt.key: words} if chosen == TYPED else {doubt.key: chosen, WORDS: words}
        self._chosen.setdefault(where, {}).update(said)
        for other_where, other in alike if answer != chosen else ():
            self._chosen.setdefault(other_where, {})[other.key] = chosen
        await self._read_again()
        return True

    async def _read_again(self) -> None:
        remember_columns(self.program.session, self._plan, self._chosen)
        assert self._plans is not None  # noqa: S101 - asked before
        plan = await planned(self.program, self._plans, self._chosen)
        if plan is not None:
            self._plan = plan
            if self._keep is not None:
                self._keep(plan, self._chosen)
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
        saving = t("errands.import.saving")
        if not await worked_out(self.program, saving, lambda session, _: session.commit_typed(changes)):
            return
        self.is_saved = True
        self.tell(t("ui.done", what=t(changes.verb, subject=changes.subject)))
        if self._keep is not None:
            self._keep(self._plan, self._chosen)
        if told := tuple(line for row in self._plan.rows if _came_back(row) for line in row.written):
            shown = Detail(t("errands.import.now_otherwise"), "", (DetailSection("", told),))
            await self.app.push_screen_wait(ImportCard(shown, decides=False))
        self.dismiss()
        self.program.changed()


def _came_back(row: ImportRow) -> bool:
    return any(one.kind in OF_A_COPY for one in row.doubts)


async def planned(program: IctwgApp, plans: Plans, chosen: Chosen) -> ImportPlan | None:
    """What the files say; None where they cannot be read, which is said. For workers."""
    told = t("errands.import.reading")
    plan: ImportPlan | None = await worked_out(
        program, told, lambda session, tell: plans(session, told_at_once(tell), chosen)
    )
    return plan


def told_at_once(tell: Callable[[str], None]) -> Tell:
    """For a box, which is always watched: every step is told at once."""

    def told(text: str, *, at_once: bool = False) -> None:  # noqa: ARG001 - the shared signature
        tell(text)

    return told


def _for_all(one: Choice, count: int) -> Choice:
    return Choice(f"{FOR_ALL}{one.value}", t("errands.import.for_all", choice=one.label, count=count))


def _answers(question: ImportQuestion) -> list[Choice]:
    """What may be said of all points of a question at once; each choice with what it is about."""
    count = len(question.points)
    about = [_in_short(one) for _, one in question.points]
    offered = []
    if question.has_proposals:
        taken = [_with_proposal(one) for _, one in question.points]
        offered.append(Choice(PROPOSED, t("errands.import.proposed", count=count), whole="\n".join(taken)))
    first = question.points[0][1]
    for one in question.common:
        label = t("errands.import.all_of_them", choice=day_in_words(choice_told(first, one)), count=count)
        offered.append(Choice(one, label, whole="\n".join(about)))
    offered.append(Choice(EACH, t("errands.import.each"), whole="\n".join(about)))
    offered.append(Choice(LATER, t("errands.import.later"), whole="\n".join(about)))
    return offered


def _in_short(doubt: ReadingDoubt) -> str:
    """In one line, so that several are seen together."""
    said = f"“{shorten(one_line(doubt.text), SHORT, placeholder='…')}”"
    return f"{doubt.place}: {said}" if doubt.place else said


def _with_proposal(doubt: ReadingDoubt) -> str:
    told = day_in_words(choice_told(doubt, doubt.choices[0]))
    return told if doubt.kind is DoubtKind.WHICH_TEXT else f"{_in_short(doubt)} → {told}"


def _state(one: PlannedRow) -> Cell:
    state = one.row.state
    return (CellPiece(t(f"cli.import.row.{state}"), TONES[state]),)
