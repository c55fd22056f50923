"""Periods that follow one another: a new one ends the one before, and ends before the next."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from ictwg.errors import InvalidValueError
from ictwg.locales import t

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from ictwg.domain.periods import Period


def check_after(before: date | None, since: date) -> None:
    """A period cannot end before it began.

    Raises:
        InvalidValueError: The new one would begin on or before the day on which the old one did.
    """
    if before is not None and since <= before:
        from ictwg.domain.records import Membership

        raise InvalidValueError(
            t("membership.not_after", since=since.isoformat(), before=before.isoformat()),
            t("membership.not_after.hint"),
            field=Membership.since.name,
        )


def day_before_next(periods: Iterable[Period], since: date) -> date | None:
    """Where a period that begins on a day must end, as another begins later; None where none does."""
    later = [period.since for period in periods if period.since is not None and period.since > since]
    return min(later) - timedelta(days=1) if later else None
