"""Papers of years ago: what was agreed in them is over or forgotten, and nobody is reminded of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from ictwg.domain.records import Group, Meeting
from ictwg.imports.doubts import FOLLOWED_UP, DoubtKind, Doubts, Key
from ictwg.imports.new_records import NewRecords
from ictwg.imports.report import ImportRow, RowState
from ictwg.locales import t
from ictwg.records.group import group_of

_KEPT = 2
"""So many of the newest meetings are followed up, as it is proposed."""


class History:
    """Asks with the first papers that a group brings in; what was answered holds for all later ones."""

    def __init__(self, making: NewRecords, days: Iterable[date | None], chosen: Mapping[Key, str]) -> None:
        group = group_of(making.state)
        self._before = group.history_before if group is not None else None
        self._doubts = Doubts(chosen)
        held = sorted(day for day in {*days} if day is not None)
        if group is None or self._before or len(held) <= _KEPT:
            return
        if any(one.date and one.date <= held[-1] for one in making.state.all(Meeting)):
            return
        told = t("importing.history.text", count=len(held), first=held[0].isoformat(), last=held[-1].isoformat())
        proposed = (day.isoformat() for day in held[: -_KEPT - 1 : -1][::-1])
        said = self._doubts.ask(DoubtKind.HISTORY, 0, told, *proposed, FOLLOWED_UP, meanwhile=FOLLOWED_UP)
        if said != FOLLOWED_UP:
            self._before = date.fromisoformat(said)
            making.change(Group, group.id, Group.history_before(self._before))

    def holds(self, day: date | None) -> bool:
        """Whether what was agreed on that day is not followed up."""
        return self._before is not None and day is not None and day < self._before

    def rows(self) -> list[ImportRow]:
        """The question, where it is asked."""
        doubts = self._doubts.found()
        where = t("importing.history")
        return [ImportRow(RowState.DOUBTFUL, where, where, doubts=doubts)] if doubts else []
