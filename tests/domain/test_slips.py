"""A slip is a date that its owner put off; nothing else is held against anybody."""

from __future__ import annotations

from datetime import date

import pytest
from tests.builders import MemoryState

from ictwg.domain.overdue import is_slip
from ictwg.domain.records import DueChange
from ictwg.domain.values import DueWord, ShiftedBy

SOON, LATE = date(2010, 3, 1), date(2010, 4, 1)
NEXT, ONGOING = DueWord.NEXT_MEETING, DueWord.ONGOING


@pytest.mark.parametrize(
    ("before", "after", "slips"),
    [
        (SOON, LATE, True),
        (LATE, SOON, False),
        (SOON, ONGOING, True),
        (SOON, None, True),
        (SOON, NEXT, False),
        (NEXT, SOON, False),
        (NEXT, None, True),
        (None, SOON, False),
        (ONGOING, SOON, False),
    ],
)
def test_what_is_put_off_by_its_owner_slips(
    before: date | DueWord | None, after: date | DueWord | None, slips: bool
) -> None:
    state = MemoryState()
    moved = (DueChange.before(before), DueChange.after(after))
    assert is_slip(state.add(DueChange, *moved, DueChange.by(ShiftedBy.OWNER))) is slips
    assert not is_slip(state.add(DueChange, *moved, DueChange.by(ShiftedBy.GROUP)))
