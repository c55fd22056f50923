"""The bodies of which a report may tell."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ictwg.domain.records import Meeting, Series
from ictwg.errors import NotFoundError
from ictwg.locales import t

if TYPE_CHECKING:
    from ictwg.domain.state import State


def body_names(state: State) -> tuple[tuple[str, str], ...]:
    """Code and name of every series that has a name or a meeting, the plenary first."""
    named = {one.code: one.name for one in state.all(Series)}
    codes = {"", *named, *(meeting.series for meeting in state.all(Meeting))}
    return tuple((code, named.get(code) or code or t("reports.plenary")) for code in sorted(codes))


def series_meant(state: State, typed: str) -> str:
    """A series by its code, whatever its letters' case; the plenary's is empty.

    Raises:
        NotFoundError: No meeting and no series has it.
    """
    codes = [code for code, _ in body_names(state)]
    found = next((code for code in codes if code.casefold() == typed.strip().casefold()), None)
    if found is None:
        listed = ", ".join(filter(None, codes)) or "–"
        raise NotFoundError(t("reports.no_series", code=typed), t("reports.no_series.hint", codes=listed))
    return found
