"""Who was asked for what: invitations, comments, circulated decisions and rounds in one list, and one round.

The three jobs that it is for:

1. See everything that many were asked for, until when, and who has not answered.
2. Go to the one that waits, and send a message to those who have not answered.
3. In a round: ask, remind, note the answers, close it, which makes the next.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar, NamedTuple

from ictwg.app.asking import askings, message_to_silent
from ictwg.domain.calendar import short_day
from ictwg.domain.values import RoundKind, RoundState
from ictwg.locales import t
from ictwg.programme.rounds import answers_of, asked, closed, reminded, silent
from ictwg.records.editing import write
from ictwg.records.tables import Detail, DetailSection
from ictwg.ui.declared_screen import RecordDetailScreen
from ictwg.ui.keys import bindings_for, bindings_with
from ictwg.ui.list_screen import ListScreen
from ictwg.ui.widgets.columns import Column, title_column

if TYPE_CHECKING:
    from ictwg.app.asking import Asking


class AskedRow(NamedTuple):
    id: str
    asking: Asking


class AskedScreen(ListScreen[AskedRow]):
    BINDINGS: ClassVar = bindings_with("record.copy")
    HEADING = "places.asked"
    EMPTY = "asked.nothing"

    def rows(self) -> tuple[AskedRow, ...]:
        found = askings(self.session.state, self.session.today)
        return tuple(AskedRow(f"{one.kind}/{one.record.id}", one) for one in found)

    def columns(self) -> tuple[Column[AskedRow], ...]:
        return (
            title_column("what", t("ui.what"), lambda row: row.asking.name),
            Column("kind", t("records.kind"), _kind, width=20, drop=2),
            Column("until", t("asked.until"), self._until, width=14, drop=1),
            Column("answered", t("asked.answered"), _answered, width=9, align="right"),
        )

    def _until(self, row: AskedRow) -> str:
        one = row.asking
        late = "▲ " if one.is_late(self.session.today) else ""
        return late + short_day(one.until) if one.until is not None else ""

    def detail(self, row: AskedRow) -> Detail:
        """Who has not answered, then what the others said."""
        one = row.asking
        waiting = DetailSection(t("asked.waiting"), tuple(_said(asked) for asked in one.waiting))
        told = DetailSection(t("asked.answered"), tuple(_said(asked) for asked in one.asked if not asked.waits))
        sections = tuple(section for section in (waiting, told) if section.lines)
        return Detail(one.name, _kind(row), sections)

    def choose(self, row: AskedRow) -> None:
        self.leave_for(row.asking.record)

    def action_copy_markdown(self) -> None:
        row = self.listed.list.current
        if row is not None:
            copied = message_to_silent(self.session.state, row.asking)
            self.program.copy(copied.text, t("asked.copied", count=copied.listed))


def _kind(row: AskedRow) -> str:
    return t(f"choices.asking_kind.{row.asking.kind}")


def _answered(row: AskedRow) -> str:
    one = row.asking
    return f"{len(one.asked) - len(one.waiting)}/{len(one.asked)}"


def _said(asked: Any) -> str:
    said = t(asked.said) if asked.said else ""
    on = t("asked.reminded", day=short_day(asked.reminded_on)) if asked.reminded_on is not None else ""
    return " – ".join(filter(None, (asked.acronym, said, on)))


class RoundScreen(RecordDetailScreen):
    BINDINGS: ClassVar = bindings_for("round")

    @property
    def round(self) -> Any:
        return self.whole

    def action_ask(self) -> None:
        """All who are to be asked, as of today."""
        self.carry_out(lambda: asked(self.session.state, self.round, self.session.today))

    def action_remind(self) -> None:
        """The selected ones; where none is selected, all who have not answered."""
        state = self.session.state
        selected = self.targets if self.listed.list.selected_ids else silent(state, self.round)
        if selected:
            self.finish(lambda: reminded(state, self.round, selected, self.session.today))
        else:
            self.tell(t("asked.all_answered"))

    def action_received(self) -> None:
        """Their answers came today."""
        kind, today = self.kind, self.session.today
        if kind.TABLE == "round_answers":
            fields: Any = kind
            came = (fields.state(RoundState.RECEIVED), fields.answered_on(today))
            self.for_each(lambda one: write(self.session.state, one, *came))

    def action_reports(self) -> None:
        """What came of each activity."""
        from ictwg.ui.screens.round_reports import RoundReportsScreen

        self.app.push_screen(RoundReportsScreen(self.round))

    def action_close(self) -> None:
        self.carry_out(lambda: closed(self.session.state, self.round, self.session.today))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Nobody is reminded before anybody was asked; activities are reported where the round is about them."""
        if action == "reports":
            return bool(self.round.kind is RoundKind.ACTIVITY_REPORTS and self.round.plan)
        if action == "remind":
            return bool(answers_of(self.session.state, self.round))
        return super().check_action(action, parameters)
