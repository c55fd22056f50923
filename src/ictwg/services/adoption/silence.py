"""Adoption by silence: it holds once the days for comments are over, and before that only where somebody insists."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from ictwg.errors import IctwgError
from ictwg.locales import t
from ictwg.services.adoption.comments import comment_lines
from ictwg.services.minuting.minute_lines import due_in_words
from ictwg.services.records.lookup import short_name

if TYPE_CHECKING:
    from datetime import date

    from ictwg.domain.records import Meeting
    from ictwg.domain.state import State


class StillOpenError(IctwgError):
    """Comments are still awaited."""


class StillOpen(NamedTuple):
    """Until when comments are awaited, how many days that is, and who has not answered, in protocol order."""

    until: date
    days: int
    unanswered: tuple[str, ...]

    @property
    def words(self) -> str:
        return t("life.early", day=due_in_words(self.until), count=self.days)

    @property
    def who(self) -> str:
        """Empty where everybody has answered."""
        return t("life.early.who", names=", ".join(self.unanswered)) if self.unanswered else t("life.early.nobody")


def still_open(state: State, meeting: Meeting, on: date) -> StillOpen | None:
    """Whether comments on the minutes are still awaited on this day; None from their last day on."""
    until = meeting.comments_until
    if until is None or on >= until:
        return None
    silent = tuple(line.acronym or line.name for line in comment_lines(state, meeting) if line.comments is None)
    return StillOpen(until, (until - on).days, silent)


def require_silence_over(state: State, meeting: Meeting, on: date) -> None:
    """Raises: StillOpenError: The days for comments are not over on this day."""
    open_still = still_open(state, meeting, on)
    if open_still is not None:
        message = t("life.early.refused", meeting=short_name(meeting), words=open_still.words)
        raise StillOpenError(message, f"{open_still.who}. {t('life.early.hint', meeting=short_name(meeting))}")
