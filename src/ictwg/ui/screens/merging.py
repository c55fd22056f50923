"""Combines duplicates: the preview for two organizations or people that are the same.

The three jobs that it is for:

1. See what moves to the record that is kept, and what is added to it; with one key it is the other one that is kept.
2. Choose with Enter, where the two say something different, which of it stays.
3. Combine them with one key, as one change with one undo; or leave with Escape: nothing was changed.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, ClassVar

from textual import work

from ictwg.app.forms.choices import Choice
from ictwg.domain.merged_duplicates import KINDS
from ictwg.domain.records import Organization, Person
from ictwg.domain.state import State
from ictwg.locales import t
from ictwg.members.duplicates import doubles
from ictwg.members.merging import Merge, MergeField, MergeKind, mark_not_duplicates, same, were_combined, words_of
from ictwg.records.lookup import beside_name, shown_name
from ictwg.records.tables import Detail, DetailSection
from ictwg.ui.app import IctwgApp
from ictwg.ui.keys import bindings_with
from ictwg.ui.list_screen import ListScreen
from ictwg.ui.modals.choose import Choose
from ictwg.ui.session_screen import SessionScreen
from ictwg.ui.widgets.columns import Cell, CellPiece, Column, Tone

Either = Organization | Person
KEPT, OTHER = "kept", "other"
COMBINE, APART, LOOK = "combine", "apart", "look"
_STAYS, _GOES, _MORE = "● ", "○ ", "+ "


class SameScreen(ListScreen[MergeField]):
    """Args:
    kept: The record that stays.
    other: The one that goes.
    """

    BINDINGS: ClassVar = bindings_with("same.combine", "same.swap")
    EMPTY = "same.empty"
    told_as: ClassVar = {"list.choose": "same.choose"}

    def __init__(self, kept: Either, other: Either) -> None:
        super().__init__()
        self._kept = kept
        self._other = other
        self._chosen: dict[str, bool] = {}

    @property
    def heading(self) -> str:
        kept, other = (shown_name(self.session.state, one) for one in (self._kept, self._other))
        return t("same.heading", kept=kept, other=other)

    def _found(self) -> Merge:
        return same(self.session.lookup, self._kept, self._other, self._chosen)

    def rows(self) -> tuple[MergeField, ...]:
        return self._found().lines

    def columns(self) -> tuple[Column[MergeField], ...]:
        return (
            Column("what", t("ui.what"), lambda line: line.label, minimum=16, share=2, snug=True),
            Column(
                "kept", t("same.kept"), lambda line: _cell(line, line.kept, stays=not line.takes), minimum=18, share=3
            ),
            Column(
                "other", t("same.other"), lambda line: _cell(line, line.other, stays=line.takes), minimum=18, share=3
            ),
        )

    def detail(self, row: MergeField) -> Detail:
        return Detail(row.label, "", (DetailSection("", (words_of(row),)),))

    def reload(self) -> None:
        """One of the two may be gone, combined here or meanwhile elsewhere: then there is nothing more to do."""
        found = [self.session.state.get(type(one), one.id) for one in (self._kept, self._other)]
        kept, other = found
        if kept is None or other is None:
            self.dismiss()
            return
        self._kept, self._other = kept, other
        super().reload()

    @work
    async def choose(self, row: MergeField) -> None:
        if row.kind is not MergeKind.DIFFERS:
            self.tell(t("same.no_choice"))
            return
        offered = (Choice(KEPT, row.kept or "–", t("same.kept")), Choice(OTHER, row.other or "–", t("same.other")))
        title, now = t("same.which", label=row.label), OTHER if row.takes else KEPT
        chosen = await self.app.push_screen_wait(Choose(title, offered, current=now))
        if chosen is not None:
            self._chosen[row.id] = chosen == OTHER
            self.reload()

    def action_swap(self) -> None:
        """The other one is kept; what was chosen was chosen for this way round."""
        self._kept, self._other = self._other, self._kept
        self._chosen.clear()
        self.reload()

    def action_combine(self) -> None:
        self.carry_out(lambda: self._found().changes)


async def say_same(program: IctwgApp, one: Either | None = None, other: Either | None = None) -> None:
    """Asks for the two, as far as they are not given, and shows what happens. For workers."""
    state = program.session.state
    if one is None:
        records = (record for kind in KINDS for record in state.all(kind))
        one = await _chosen(program, t("same.first"), records, {pair.id for two in doubles(state) for pair in two})
    if one is not None and other is None:
        twins = {pair.id for two in doubles(state) if one in two for pair in two}
        records = (record for record in state.all(type(one)) if record != one)
        other = await _chosen(program, t("same.second", name=shown_name(state, one)), records, twins)
    if one is not None and other is not None:
        program.push_screen(SameScreen(one, other))


async def settle_double(screen: SessionScreen[Any], one: Either, other: Either) -> Either | None:
    """The same, or two different ones: asked once for everybody. Returns the one to look at, if any. For workers."""
    state = screen.session.state
    combined = were_combined(state, one, other)
    title = t("same.question", one=_named(state, one), other=_named(state, other))
    offered = (
        Choice(COMBINE, t("same.combine"), t("same.combine.note")),
        Choice(APART, t("same.apart"), t("same.apart.moved" if combined else "same.apart.note")),
        Choice(LOOK, t("mend.look", name=shown_name(state, other))),
    )
    chosen = await screen.app.push_screen_wait(Choose(title, offered, whole=combined))
    if chosen == COMBINE:
        await say_same(screen.program, one, other)
    elif chosen == APART:
        screen.carry_out(lambda: mark_not_duplicates(state, one, other))
    return other if chosen == LOOK else None


async def _chosen(program: IctwgApp, title: str, records: Iterable[Either], first: set[str]) -> Either | None:
    """One of the register, those that may stand there twice first."""
    state = program.session.state
    known = {record.id: record for record in sorted(records, key=lambda record: record.id not in first)}
    offered = tuple(Choice(id, shown_name(state, record), _beside(state, record)) for id, record in known.items())
    id = await program.push_screen_wait(Choose(title, offered))
    return known.get(id or "")


def _beside(state: State, record: Either) -> str:
    """What tells two of one name apart."""
    if not isinstance(record, Person):
        return beside_name(record)
    home = state.get(Organization, record.organization)
    return " · ".join(filter(None, (shown_name(state, home) if home is not None else "", record.position)))


def _named(state: State, record: Either) -> str:
    beside = _beside(state, record)
    return f"{shown_name(state, record)} ({beside})" if beside else shown_name(state, record)


def _cell(line: MergeField, words: str, *, stays: bool) -> Cell:
    """A sign before what stays and what goes where that is chosen; a plus before what is added."""
    if line.kind is MergeKind.DIFFERS:
        tone: Tone = "good" if stays else "muted"
        return (CellPiece((_STAYS if stays else _GOES) + words, tone),)
    if line.kind is MergeKind.MOVES and stays:
        return t("same.move_here", count=int(words))
    added = line.kind in (MergeKind.TAKEN, MergeKind.NAMES) and not stays
    return (CellPiece(_MORE + words, "good"),) if added else words
