"""The series that imported meetings belong to.

A file that holds the minutes of several groups (a week of all working groups) puts each group into a series of its
own; elsewhere the series is the one that was asked for.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ictwg.domain.ids import derived_id
from ictwg.domain.records import Series
from ictwg.domain.text import fold

if TYPE_CHECKING:
    from ictwg.domain.changes import Edit
    from ictwg.domain.state import State
    from ictwg.exchange.reading.model import ReadFile

FIRST_WORD = 6


def series_for(state: State, file: ReadFile, asked: str, edit: Edit) -> dict[str, str]:
    """The code of each group in a file; a series that is not there yet is made."""
    groups = dict.fromkeys(meeting.group for meeting in file.meetings if meeting.group)
    if asked or len({fold(group) for group in groups}) < 2:  # noqa: PLR2004 - one group needs no telling apart
        return {}
    return {group: _code(state, group, edit) for group in groups}


def _code(state: State, group: str, edit: Edit) -> str:
    """Six letters of the first word and the initials of the others: the same on every device."""
    first, *others = re.findall(r"[a-z0-9]+", fold(group)) or ["x"]
    code: str = (first[:FIRST_WORD] + "".join(word[0] for word in others)).upper()
    id = derived_id(state.db, Series.TABLE, (code,))
    made = any(created == (Series.TABLE, id) for created in edit.made)
    if state.get(Series, id) is None and not made:
        edit.create(Series, id, Series.code(code), Series.name(group))
    return code
