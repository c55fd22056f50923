"""The way of the minutes: its steps, how many have commented, late edits, and corrections.

Enter on a line does what it asks for: the next step, the comments, what becomes of a late edit.
"""

from __future__ import annotations

from datetime import date
from typing import Any, ClassVar, NamedTuple

from textual import work
from textual.app import ComposeResult

from ictwg.app.forms.declared import fields_for
from ictwg.documents.comments import MinutesComments
from ictwg.domain.calendar import short_day
from ictwg.domain.records import Correction
from ictwg.domain.values import MinutesState
from ictwg.locales import t
from ictwg.minutes.approval import Life, life
from ictwg.minutes.corrections import words_of
from ictwg.records import editing
from ictwg.records.lookup import Lookup, shown_name
from ictwg.ui.keys import bindings_for, bindings_with
from ictwg.ui.screens.answers import CORRECTION_FIELDS, correct_minutes, settle_late_edit
from ictwg.ui.screens.askings import AskingScreen
from ictwg.ui.screens.meeting.pane import ListPane
from ictwg.ui.screens.meeting_steps import take_step
from ictwg.ui.text import plain
from ictwg.ui.widgets.columns import Cell, CellPiece, Column, GroupHeading, Tone
from ictwg.ui.widgets.detail import ShortText
from ictwg.ui.widgets.filtered_list import FilteredList
from ictwg.ui.widgets.virtual_list import VirtualList

STEP, COMMENTS, LATE, CORRECTION = "step", "comments", "late", "correction"


class LifeRow(NamedTuple):
    """One line; `kind` and `target` say what it is about, `about` whose history is shown."""

    id: str
    kind: str
    what: str
    day: str = ""
    said: str = ""
    state: str = ""
    tone: Tone = ""
    target: str = ""
    about: str = ""

    @property
    def whole(self) -> str:
        """What was said, in full; of a late edit that is all there is."""
        return self.what if self.kind == LATE else self.said


class LifePane(ListPane):
    BINDINGS: ClassVar = [*bindings_with("record.edit"), *bindings_for("life")]

    def compose(self) -> ComposeResult:
        yield FilteredList(_columns(), text=lambda row: f"{row.what} {row.said} {row.state}", empty=t("life.empty"))
        yield ShortText("", id="life-said", markup=False)

    @property
    def told_as(self) -> dict[str, str]:
        return {"life.new": "life.correct"} if self.meeting.minutes_state is MinutesState.ADOPTED else {}

    def reload(self) -> None:
        self.query_one(FilteredList).show(life_rows(life(self.state, self.meeting), self.lookup))
        self.cursor_moved(self.list)

    def cursor_moved(self, moved: VirtualList[Any], /) -> None:
        """Below the list, folded: the whole correction or late edit that is under the cursor."""
        row: LifeRow | None = moved.current
        self.query_one("#life-said", ShortText).update(plain(row.whole if row is not None else ""))

    def note(self) -> str:
        """How many have answered; the version, where nobody is asked."""
        now = life(self.state, self.meeting)
        if now.asked:
            return t("life.answered", answered=now.answered, asked=now.asked)
        return t("life.step.version", version=now.version) if now.version else ""

    @property
    def _record(self) -> Correction | None:
        row: LifeRow | None = self.list.current
        return self.state.get(Correction, row.about) if row is not None else None

    @work
    async def choose(self, row: LifeRow) -> None:
        record = self._record
        if row.kind == STEP:
            await take_step(self.open_screen, self.meeting)
        elif row.kind == LATE:
            await settle_late_edit(self.open_screen, self.meeting.id, row.target)
        elif row.kind == COMMENTS:
            self._show_comments()
        elif record is not None:
            await self._edit(record)

    @work
    async def action_new(self) -> None:
        """A comment while they are out, beside those that came; a correction once they are adopted."""
        if self.meeting.minutes_state is MinutesState.ADOPTED:
            made = await correct_minutes(self.open_screen, self.meeting, item=self.item.id if self.item else None)
            if made and made.created:
                self.list.move_to(f"{CORRECTION}/{made.created[0][1]}")
        else:
            self._show_comments()

    def _show_comments(self) -> None:
        self.app.push_screen(AskingScreen(MinutesComments(self.state, self.meeting, self.today)))

    @work
    async def action_edit(self) -> None:
        record = self._record
        if record is None:
            self.open_screen.tell(t("life.nothing_to_edit"))
        else:
            await self._edit(record)

    async def _edit(self, record: Correction) -> None:
        form = fields_for(self.lookup, Correction, record, only=CORRECTION_FIELDS)
        title = t("life.correct", meeting=shown_name(self.state, self.meeting))
        await self.open_screen.edit_in_form(record, title, form)

    def action_delete(self) -> None:
        """A correction noted by mistake; steps are taken back by a step."""
        record = self._record
        if record is not None:
            self.open_screen.carry_out(lambda: editing.remove(self.state, record))


def life_rows(now: Life, lookup: Lookup) -> tuple[LifeRow | GroupHeading, ...]:
    parts = {
        "steps": (t("life.step.version", version=now.version), [_step(lookup.today, *one) for one in now.steps]),
        "late": (str(len(now.late)), [_late(one.id, words_of(lookup, one)) for one in now.late]),
        "comments": ("", [_comments(now)] if now.asked else []),
        "corrections": (str(len(now.corrections)), [_correction(one) for one in now.corrections]),
    }
    rows: list[LifeRow | GroupHeading] = []
    for name, (note, lines) in parts.items():
        if lines:
            rows += [GroupHeading(f"heading/{name}", t(f"life.heading.{name}"), note), *lines]
    return tuple(rows)


def _late(id: str, words: str) -> LifeRow:
    return LifeRow(f"{LATE}/{id}", LATE, words, state=t("life.to_decide"), tone="warn", target=id)


def _step(today: date, key: str, on: date | None, who: str) -> LifeRow:
    glyph = "●" if on is not None and on <= today else "○"
    return LifeRow(f"{STEP}/{key}", STEP, f"{glyph} {t(f'life.step.{key}')}", short_day(on), who)


def _comments(now: Life) -> LifeRow:
    """How many have answered, and how many comments nobody has settled; Enter shows them."""
    said = t("life.answered", answered=now.answered, asked=now.asked)
    open_still = t("life.open_comments", count=now.to_settle) if now.to_settle else ""
    return LifeRow(COMMENTS, COMMENTS, t("life.heading.comments"), said=said, state=open_still, tone="warn")


def _correction(made: Correction) -> LifeRow:
    day = short_day(made.on)
    text = " ".join(made.text.split())
    return LifeRow(f"{CORRECTION}/{made.id}", CORRECTION, made.asked_by or "–", day, text, "", "", made.id, made.id)


def _columns() -> tuple[Column[LifeRow], ...]:
    return (
        Column[LifeRow]("what", t("life.column.what"), lambda row: row.what, minimum=22, snug=True),
        Column[LifeRow]("day", t("records.on"), lambda row: row.day, width=12, snug=True),
        Column[LifeRow]("said", t("life.column.said"), lambda row: row.said, share=3, minimum=16, tone="muted"),
        Column[LifeRow]("state", t("records.state"), _state, width=18, drop=1, snug=True),
    )


def _state(row: LifeRow) -> Cell:
    return (CellPiece(row.state, row.tone),)
