"""What somebody changed in a copy of our minutes.

The three jobs that it is for:

1. Read each change at its place, with its words marked, and who made it when.
2. Take it, leave it, or keep it as somebody's comment, with one key each; the next one is under the cursor then.
3. Take all that nobody has decided, with one key.
"""

from __future__ import annotations

from collections.abc import MutableMapping
from typing import ClassVar, NamedTuple

from ictwg.imports.doubts import LEAVE, OF_A_COPY, TAKE, DoubtKind, Key, ReadingDoubt
from ictwg.imports.report import ImportRow, choice_told, doubt_told
from ictwg.locales import t
from ictwg.records.tables import Detail, DetailSection
from ictwg.ui.keys import bindings_with
from ictwg.ui.list_screen import ListScreen
from ictwg.ui.widgets.columns import Cell, CellPiece, Column


class ChangeRow(NamedTuple):
    id: str
    doubt: ReadingDoubt


class CopyScreen(ListScreen[ChangeRow]):
    """Args:
    row: The copy.
    chosen: What a person has chosen in it; it is kept up.
    """

    BINDINGS: ClassVar = bindings_with("copy.take", "copy.leave", "copy.comment", "copy.take_all", "import.all")
    EMPTY = "errands.import.nothing_to_decide"
    told_as: ClassVar = {"list.choose": "copy.take"}

    def __init__(self, row: ImportRow, chosen: MutableMapping[Key, str]) -> None:
        super().__init__()
        self._row = row
        self._chosen = chosen
        self.imports = False
        """Whether all is to be imported now."""

    @property
    def heading(self) -> str:
        left = sum(one.doubt.key not in self._chosen for one in self.rows())
        return " · ".join((self._row.what, t("errands.import.points", count=left)))

    def rows(self) -> tuple[ChangeRow, ...]:
        told = (one for one in self._row.doubts if one.kind in OF_A_COPY)
        return tuple(ChangeRow(str(n), one) for n, one in enumerate(told))

    def columns(self) -> tuple[Column[ChangeRow], ...]:
        return (
            Column("place", t("errands.import.place"), lambda one: _place(one)[0], width=8, snug=True, tone="info"),
            Column("what", t("ui.what"), lambda one: one.doubt.text, share=3, minimum=24),
            Column("by", t("errands.import.by"), lambda one: _place(one)[1], minimum=18, most=28, drop=2, tone="muted"),
            Column("choice", t("errands.import.choice"), self._choice, width=10, drop=1, snug=True),
        )

    def detail(self, row: ChangeRow) -> Detail:
        """The whole of it, and what may become of it."""
        choices = tuple(choice_told(row.doubt, one) for one in row.doubt.choices)
        return Detail(doubt_told(row.doubt), "", (DetailSection("", (row.doubt.text,)), DetailSection("", choices)))

    def text(self, row: ChangeRow) -> str:
        return f"{row.doubt.place} {row.doubt.text}"

    def _choice(self, row: ChangeRow) -> Cell:
        chosen = self._chosen.get(row.doubt.key)
        told = t(f"errands.import.{(chosen or row.doubt.default).partition(' ')[0]}")
        return (CellPiece(f"✓ {told}", "good"),) if chosen else (CellPiece(told, "muted"),)

    def choose(self, row: ChangeRow) -> None:  # noqa: ARG002 - the cursor is on it
        self.action_decide(TAKE)

    def action_decide(self, wanted: str) -> None:
        """And on to the next one."""
        row = self.listed.list.current
        if row is None:
            return
        choice = next((one for one in row.doubt.choices if one.partition(" ")[0] == wanted), None)
        if choice is None:
            self.tell(t(f"errands.import.no_{wanted}"))
            return
        self._chosen[row.doubt.key] = choice
        self.reload()
        self.listed.list.move_to(str(int(row.id) + 1))

    def action_take_all(self) -> None:
        """Those that nobody has decided, and that were not changed here too."""
        for row in self.rows():
            if row.doubt.kind is DoubtKind.CHANGED and row.doubt.choices[0] != LEAVE:
                self._chosen.setdefault(row.doubt.key, TAKE)
        self.reload()

    def action_import_all(self) -> None:
        self.imports = True
        self.dismiss()


def _place(row: ChangeRow) -> tuple[str, str]:
    """The number of the paragraph, and who changed it."""
    number, _, by = row.doubt.place.partition(" · ")
    return number, by
