"""What an import would do, row by row, before anything is written."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from ictwg.hints import StrEnum

if TYPE_CHECKING:
    from ictwg.domain.changes import Changes


class RowState(StrEnum):
    NEW = "new"
    UPDATED = "updated"
    SAME = "same"
    DOUBTFUL = "doubtful"
    SKIPPED = "skipped"


class ImportRow(NamedTuple):
    """One meeting, member or file.

    Attributes:
        what: What it is, as a person would say it.
        where: The file, and the row in it.
        why: Why it is doubtful or skipped; else nothing.
    """

    state: RowState
    what: str
    where: str
    why: str = ""


class ImportPlan(NamedTuple):
    rows: tuple[ImportRow, ...]
    changes: Changes

    @property
    def read_nothing(self) -> bool:
        """Whether no file could be read."""
        return all(row.state is RowState.SKIPPED for row in self.rows)

    def count(self, state: RowState) -> int:
        return sum(row.state is state for row in self.rows)
