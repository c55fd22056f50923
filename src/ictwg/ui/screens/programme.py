"""Programme (6): trainings, campaigns and the programmes that pay for them, as views; and one training.

The three jobs that a training's screen is for:

1. See and edit a training with its sessions, participants and materials.
2. Call the roll of a day, one key a person.
3. Print the sheets of the training; take in a list of its participants.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import ClassVar, NamedTuple

from textual import work
from textual.app import ComposeResult
from textual.widgets import Static

from ictwg.app.catalogue import papers_of
from ictwg.domain.calendar import short_day
from ictwg.domain.records import Participant, SessionAttendance, Training, TrainingSession
from ictwg.domain.schema import Record
from ictwg.domain.values import Presence
from ictwg.locales import t
from ictwg.programme.roll import DayLine, attended_of, days, mark, roll
from ictwg.records.lookup import shown_name
from ictwg.ui.declared_screen import RecordDetailScreen, TypesScreen
from ictwg.ui.export_menu import offer, send_out
from ictwg.ui.keys import bindings_for, bindings_with, keys_line
from ictwg.ui.list_screen import ListScreen
from ictwg.ui.places import IN_PROGRAMME
from ictwg.ui.screens.reports import CoverageScreen
from ictwg.ui.text import plain
from ictwg.ui.widgets.columns import Cell, Column
from ictwg.ui.widgets.looks import PRESENCE, marked, presence_word


class ProgrammeScreen(TypesScreen):
    BINDINGS: ClassVar = bindings_for("programme")
    KINDS = IN_PROGRAMME

    def __init__(self) -> None:
        super().__init__(self.KINDS)

    @property
    def heading(self) -> str:
        """None: the top line says where one is."""
        return ""

    @property
    def view_title(self) -> str:
        return self.view_label(self._view)

    def view_of(self, record: Record) -> str:
        return record.TABLE

    def action_coverage(self) -> None:
        self.app.push_screen(CoverageScreen())


ROLL_KEYS = tuple(f"attendance.{name}" for name in ("present", "remote", "apologies", "absent", "clear"))


class TrainingScreen(RecordDetailScreen):
    BINDINGS: ClassVar = bindings_for("training")

    def action_roll(self) -> None:
        if days(self.session.state, self.whole):
            current = self.listed.list.current
            row = current and self.session.state.get(TrainingSession, current.id)
            self.app.push_screen(TrainingRollScreen(self.whole, row.date if row else None))
        else:
            self.tell(t("training_screen.no_days"))

    @work
    async def action_sheets(self) -> None:
        """One of its sheets, to print."""
        offers = [offer(self.session, paper, self.whole) for paper in papers_of(Training.SINGULAR)]
        await send_out(self, offers, t("training_screen.sheets"))


class TrainingRollRow(NamedTuple):
    id: str
    line: DayLine
    whole: str


class TrainingRollScreen(ListScreen[TrainingRollRow]):
    """The roll of each day; at first the one asked for, that of today, or of the first day.

    Args:
        training: One that has days.
        day: That of the session under the cursor.
    """

    BINDINGS: ClassVar = [*bindings_with(*ROLL_KEYS), *bindings_for("view")]
    EMPTY = "training_screen.nobody"

    def __init__(self, training: Training, day: date | None = None) -> None:
        self._training, self._first = training, day
        super().__init__()

    @property
    def views(self) -> tuple[str, ...]:
        return tuple(day.isoformat() for day in days(self.session.state, self._training))

    @property
    def day(self) -> date:
        return date.fromisoformat(self._view)

    @property
    def heading(self) -> str:
        """With the day where no view names it."""
        named = shown_name(self.session.state, self._training)
        return named if len(self.views) > 1 else f"{named} · {short_day(self.day)}"

    def view_label(self, view: str) -> str:
        return short_day(date.fromisoformat(view))

    def on_mount(self) -> None:
        wanted = (self._first or self.session.today).isoformat()
        self._view = wanted if wanted in self.views else self._view
        super().on_mount()

    def lists(self) -> ComposeResult:
        yield from super().lists()
        yield Static(plain(keys_line(*ROLL_KEYS), style="$foreground 70%"), classes="pane-note")

    def rows(self) -> tuple[TrainingRollRow, ...]:
        return tuple(self._rows())

    def _rows(self) -> Iterator[TrainingRollRow]:
        state = self.session.state
        for line in roll(state, self._training, self.day):
            was = attended_of(state, self._training, line.participant)
            whole = t("training_screen.attended", sessions=was.sessions, of=was.of) if was else ""
            yield TrainingRollRow(line.participant.id, line, whole)

    def columns(self) -> tuple[Column[TrainingRollRow], ...]:
        return (
            Column(
                "organization",
                t(Participant.organization.label_id),
                lambda row: row.line.organization,
                width=20,
                drop=1,
                snug=True,
            ),
            Column("name", t(Participant.name.label_id), lambda row: row.line.name, minimum=20),
            Column("state", t(SessionAttendance.state.label_id), _mark, width=20, snug=True),
            Column("whole", t("training_screen.whole"), lambda row: row.whole, width=12, drop=2, snug=True),
        )

    def choose(self, row: TrainingRollRow) -> None:
        """Enter marks nobody: all about the person."""
        self.app.push_screen(RecordDetailScreen(row.line.participant))

    def action_attend(self, presence: str) -> None:
        row = self.listed.list.current
        if row is None:
            return
        state, following = self.session.state, self.listed.list.following
        meant = Presence(presence) if presence else None
        marked = self.carry_out(lambda: mark(state, self._training, self.day, row.line.participant, meant), quiet=True)
        if marked and meant:
            self.listed.list.move_to(following)

    def go_to(self, view: str) -> None:
        """Another day begins on who is not marked yet."""
        super().go_to(view)
        rows = self.rows()
        first = next((row.id for row in (*(one for one in rows if one.line.mark is None), *rows)), "")
        self.listed.list.move_to(first)


def _mark(row: TrainingRollRow) -> Cell:
    glyph, tone = PRESENCE[row.line.mark]
    several = row.line.marks if len(set(row.line.marks)) > 1 else ()
    signs = "".join(PRESENCE[one][0] for one in several)
    return marked((signs or glyph, tone), presence_word(row.line.mark))
