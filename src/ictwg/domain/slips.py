"""What a moved due date says of its owner (DOMAIN.md §2: slips by the owner and shifts by the group told apart).

A slip is a date that its owner put off. Nobody slips by promising it sooner, by giving a first date, or because the
group moved it; "next meeting" moves with the meeting and is later than nothing.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from ictwg.domain.values import DueWord, ShiftedBy

if TYPE_CHECKING:
    from ictwg.domain.records import DueChange

    Due = date | DueWord | None


def is_slip(change: DueChange) -> bool:
    return change.by is ShiftedBy.OWNER and is_later(change.before, change.after)


def is_later(before: Due, after: Due) -> bool:
    """Whether `after` is certainly later: another day, or no day at all any more."""
    if not isinstance(before, date):
        return before is DueWord.NEXT_MEETING and after in (None, DueWord.ONGOING)
    return after > before if isinstance(after, date) else after in (None, DueWord.ONGOING)
