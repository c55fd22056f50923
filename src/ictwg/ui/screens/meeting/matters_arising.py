"""Matters arising: the list of open actions, gone through one after the other, with one key for each state."""

from __future__ import annotations

from datetime import date
from itertools import groupby

from textual.content import Content

from ictwg.domain.access import visible
from ictwg.domain.calendar import short_day
from ictwg.domain.records import Action, Meeting
from ictwg.domain.state import State
from ictwg.domain.values import ActionStatus, Audience
from ictwg.locales import t
from ictwg.minutes.matters_arising import ReviewLine, review
from ictwg.ui.text import plain
from ictwg.ui.widgets.columns import Cell, CellPiece, Column, GroupHeading
from ictwg.ui.widgets.looks import LOOKS, Look, marked
from ictwg.ui.widgets.virtual_list import VirtualList


class ReviewList(VirtualList[ReviewLine]):
    """The actions by organization; the cursor goes on by itself when one is dealt with.

    While a meeting is open, an action stays where it was first read out, whatever becomes of it: a list that sorts
    itself anew under one's fingers would have some skipped.
    """

    def __init__(self, id: str) -> None:
        columns = (
            Column[ReviewLine]("action", t("records.action"), lambda line: line.reference, width=10, tone="info"),
            Column[ReviewLine]("text", t("ui.what"), _text, share=3, minimum=18, snug=True),
            Column[ReviewLine]("due", t("records.due"), _due, width=12, drop=1, snug=True),
            Column[ReviewLine](
                "slips", t("followup.slips"), lambda line: str(line.slips or ""), width=5, align="right", drop=4
            ),
            Column[ReviewLine]("state", t("records.state"), _state, width=13, drop=2, snug=True),
        )
        super().__init__(columns, empty=t("minutes_screen.review.empty"), enter="minutes.type", id=id)
        self._seen: dict[str, tuple[int, str]] = {}

    def show_review(self, state: State, meeting: Meeting, today: date, *, projector: bool) -> None:
        lines = review(state, meeting, today)
        shown = [one for one in lines if not projector or visible(state, one.action, Audience.MEMBERS)]
        for line in shown:
            self._seen.setdefault(line.id, (len(self._seen), _heading(line)))
        ordered = sorted(shown, key=lambda line: self._seen[line.id])
        rows: list[ReviewLine | GroupHeading] = []
        for title, lines_below in groupby(ordered, key=lambda line: self._seen[line.id][1]):
            rows += [GroupHeading(f"heading:{len(rows)}", title), *lines_below]
        self.show(rows)

    @property
    def action(self) -> str | None:
        """The id of the action under the cursor."""
        return self.current.id if self.current is not None else None

    def action_told(self) -> Content:
        """The action under the cursor in full: who, until when, how often moved, what was said last."""
        return told(self.current) if self.current is not None else plain("")


def told(line: ReviewLine) -> Content:
    """Three lines on the action under the cursor."""
    due = t("prompt.due", day=line.due) if line.due else t("minutes.due.none")
    slips = t("minutes_screen.review.slips", count=line.slips) if line.slips else ""
    late = t("minutes_screen.review.overdue") if line.overdue else ""
    status = Action.status.label(line.action.status)
    facts = " · ".join(part for part in (line.owners, due, late, slips, status) if part)
    parts = [plain(f"{line.reference}  ", style="b $accent"), plain(line.action.text), plain(f"\n{facts}", style="dim")]
    if line.update and line.updated:
        said = f"{short_day(line.updated)}: {line.update}"
        parts.append(plain(f"\n{said}"))
    return Content.assemble(*parts)


def _heading(line: ReviewLine) -> str:
    if line.confirm:
        return t("minutes_screen.review.confirm")
    if line.action.all:
        return t("records.action.all")
    return line.organization or t("tasks.nobodys")


def _text(row: ReviewLine) -> Cell:
    look: Look = ("▲", "bad") if row.overdue else _LOOK[row.action.status]
    return (CellPiece(*look), CellPiece(f" {row.action.text}"))


def _due(row: ReviewLine) -> Cell:
    due = row.action.due
    words = short_day(due) if isinstance(due, date) else row.due
    return (CellPiece(words, "bad" if row.overdue else ""),)


def _state(row: ReviewLine) -> Cell:
    if row.overdue:
        return (CellPiece(t("minutes_screen.review.overdue"), "bad"),)
    return marked(_LOOK[row.action.status], Action.status.label(row.action.status))


_LOOK: dict[ActionStatus, Look] = LOOKS | {ActionStatus.DONE: ("✓", "good")}
