"""The read-back: what is read out before the meeting closes, what it lacks first.

The three jobs that it is for:

1. Read out every decision and every new or changed action, from the back of the room too.
2. Mend in place what is missing: an owner, a day, a text, an outcome.
3. Close the meeting, and have the action points as a file and as a message with the same key.
"""

from __future__ import annotations

from datetime import time
from typing import ClassVar, NamedTuple

from textual import work
from textual.app import ComposeResult
from textual.widgets import OptionList

from ictwg.domain.records import Action, AgendaItem, Attendance, Entry, Meeting
from ictwg.domain.schema import RECORDS, Record
from ictwg.domain.values import EntryType
from ictwg.locales import t
from ictwg.minutes.entering import closes_now, finish
from ictwg.minutes.gaps import Problem
from ictwg.minutes.lines import ReadBack, ReadBackPart, read_back
from ictwg.papers.files import WrittenFile
from ictwg.records.lookup import shown_name
from ictwg.ui.export_menu import write_action_points
from ictwg.ui.keys import bindings_for, bindings_with
from ictwg.ui.screens.meeting.gap_forms import edit_record, fill_gap
from ictwg.ui.screens.meeting.wrapped_lists import ReadList, ReadRow
from ictwg.ui.screens.meeting_steps import is_meant
from ictwg.ui.session_screen import SessionScreen
from ictwg.ui.text import plain
from ictwg.ui.widgets.bars import KeyBar
from ictwg.ui.widgets.detail import ShortText
from ictwg.ui.widgets.looks import ENTRY

_LOOKS = {
    ReadBackPart.DECISIONS: ENTRY[EntryType.DECISION],
    ReadBackPart.NEW: ENTRY[EntryType.ACTION],
    ReadBackPart.CHANGED: ("↻", "b $accent"),
}


class Closed(NamedTuple):
    """The meeting was closed; the files are None where they could not be written."""

    points: tuple[WrittenFile, ...]


class ProblemElsewhere(NamedTuple):
    """A gap that is mended on another view of the meeting, from where Escape leads back to its line."""

    gap: Problem
    projector: bool


class ReadBackScreen(SessionScreen["Closed | ProblemElsewhere | None"]):
    """Args:
    meeting: Its id.
    projector: Whether the room sees it.
    at: The gap on whose line the cursor stands at first, whatever is still missing there.
    """

    BINDINGS: ClassVar = [*bindings_for("readback"), *bindings_with("record.back", "minutes.projector")]

    def __init__(self, meeting: str, *, projector: bool, at: Problem | None = None) -> None:
        super().__init__()
        self._meeting = meeting
        self.projector = projector
        self._at = at
        self._read = ReadBack((), ())

    def compose(self) -> ComposeResult:
        yield ShortText("", id="read-head", markup=False)
        yield ReadList("read-list")
        yield ShortText("", id="read-way", markup=False)
        yield KeyBar()

    @property
    def meeting(self) -> Meeting | None:
        return self.session.state.get(Meeting, self._meeting)

    @property
    def _list(self) -> ReadList:
        return self.query_one(ReadList)

    def on_mount(self) -> None:
        self.reload()
        self._list.focus()

    def reload(self) -> None:
        meeting = self.meeting
        if meeting is None:
            self.dismiss(None)
            return
        self._read = read_back(self.session.state, meeting, self.session.today, projector=self.projector)
        at, self._at = self._at, None
        here = (gap.id for gap in self._read.gaps if at and (gap.record, gap.field) == (at.record, at.field))
        self._list.show(_rows(self._read), cursor=next(here, None))
        self.query_one("#read-head", ShortText).update(plain(self._head(meeting)))
        self.set_class(self.projector, "-projector")
        self._tell_way()

    def _head(self, meeting: Meeting) -> str:
        gaps = t("minutes_screen.read.gaps", count=len(self._read.gaps)) if self._read.gaps else ""
        whole = "" if gaps else t("minutes_screen.read.nothing_missing")
        mark = t("minutes_screen.projector") if self.projector else ""
        title = t("minutes_screen.read.title", meeting=shown_name(self.session.state, meeting))
        head = " · ".join(filter(None, (title, gaps or whole, mark)))
        ends = self._ends(meeting) or meeting.over_at
        return f"{head}\n{t('minutes_screen.read.ends', time=ends.strftime('%H:%M'))}" if ends else head

    def _ends(self, meeting: Meeting) -> time | None:
        """Now, where the meeting ends with this."""
        now = self.session.time_of_day
        return now if closes_now(meeting, self.session.today, now) else None

    def on_option_list_option_highlighted(self, event: OptionList.OptionHighlighted) -> None:
        event.stop()
        self._tell_way()

    def _tell_way(self) -> None:
        """Below the list: how the gap under the cursor is mended."""
        gap = self._gap
        self.query_one("#read-way", ShortText).update(plain(gap.way if gap else "", style="$warning"))

    # What is under the cursor

    @property
    def _gap(self) -> Problem | None:
        return next((gap for gap in self._read.gaps if gap.id == self._list.current), None)

    @property
    def _record(self) -> Record | None:
        current = self._gap or next((line for line in self._read.lines if line.record == self._list.current), None)
        return self.session.state.get(RECORDS[current.table], current.record) if current is not None else None

    @property
    def _action(self) -> Action | None:
        record = self._record
        return record if isinstance(record, Action) else None

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        if action == "fill":
            return self._action is not None
        return super().check_action(action, parameters)

    # Mending

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Enter: the very field that is missing, the roll, or the line; on what is read out the whole form."""
        event.stop()
        self.action_mend()

    @work
    async def action_mend(self) -> None:
        gap, record = self._gap, self._record
        if gap is not None and (isinstance(record, Attendance | Entry) or gap.field == Meeting.state.name):
            self.dismiss(ProblemElsewhere(gap, self.projector))
        elif record is not None:
            await fill_gap(self, record, gap.field if gap is not None else "", self.meeting)

    @work
    async def action_edit(self) -> None:
        if (record := self._record) is not None and not isinstance(record, AgendaItem | Meeting):
            await edit_record(self, record)

    @work
    async def action_fill(self, field: str) -> None:
        if (action := self._action) is not None:
            await fill_gap(self, action, field, self.meeting)

    @work
    async def action_end(self) -> None:
        """When it ended, where neither the clock nor the plan is right."""
        if (meeting := self.meeting) is not None:
            await fill_gap(self, meeting, Meeting.ended.name, meeting)

    # Closing

    def action_projector(self) -> None:
        self.projector = not self.projector
        self.reload()

    @work
    async def action_close(self) -> None:
        """Closes the meeting; its action points are written, and their message is on the clipboard."""
        meeting = self.meeting
        if meeting is None or not await is_meant(self, meeting):
            return
        session, at = self.session, self._ends(meeting)
        if self.carry_out(lambda: finish(session.state, meeting, session.today, at), quiet=True):
            self.dismiss(Closed(tuple(await write_action_points(self, meeting))))

    def action_back(self) -> None:
        """Back to the minutes; nothing was closed."""
        self.dismiss(None)


def _rows(read: ReadBack) -> list[ReadRow]:
    gaps = [ReadRow(gap.id, "▲", gap.what, gap.where, style="b $warning") for gap in read.gaps]
    rows = [_heading("gaps", len(gaps)), *gaps] if gaps else []
    for part, (glyph, style) in _LOOKS.items():
        lines = [
            ReadRow(line.record, glyph, line.reference, line.text, line.facts, style)
            for line in read.lines
            if line.part is part
        ]
        if lines or part is not ReadBackPart.CHANGED:
            rows += [_heading(part, len(lines)), *lines]
    return rows


def _heading(part: str, count: int) -> ReadRow:
    return ReadRow("", "", "", f" {t(f'minutes_screen.read.part.{part}', count=count)} ")
