"""Where the minutes of a meeting stand: their steps with their days, who commented, and what came after adoption."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from ictwg.domain.records import Meeting
from ictwg.domain.values import GONE_OUT, Adoption, MeetingState
from ictwg.locales import t
from ictwg.meetings.meetings import comments_ended
from ictwg.minutes.comments import comment_lines
from ictwg.minutes.corrections import corrections_of, proposals
from ictwg.minutes.printed.sheet import version_of
from ictwg.records.lookup import shown_name

if TYPE_CHECKING:
    from datetime import date

    from ictwg.domain.records import Correction
    from ictwg.domain.state import State
    from ictwg.minutes.comments import CommentLine
    from ictwg.minutes.corrections import LateEdit


class ApprovalStep(NamedTuple):
    """One step: `on` is None where it was not taken; `who` says by whom or how."""

    key: str
    on: date | None
    who: str = ""


class Life(NamedTuple):
    """All of it; nothing where the meeting was not held.

    Attributes:
        comments: The organizations that were asked and what each answered; nobody before the minutes have gone out.
        by_silence: They were adopted because nobody objected: who has not answered has agreed.
    """

    version: str
    steps: tuple[ApprovalStep, ...]
    comments: tuple[CommentLine, ...]
    late: tuple[LateEdit, ...]
    corrections: tuple[Correction, ...]
    by_silence: bool = False

    @property
    def asked(self) -> int:
        return len({line.organization for line in self.comments})

    @property
    def answered(self) -> int:
        return len({line.organization for line in self.comments if line.comments is not None})


def life(state: State, meeting: Meeting) -> Life:
    if meeting.state is not MeetingState.HELD:
        return Life("", (), (), (), ())
    minutes = meeting.minutes_state
    lines = comment_lines(state, meeting)
    went_out = meeting.circulated is not None or minutes in GONE_OUT
    return Life(
        version=version_of(minutes, meeting.circulations or 0, meeting.edition or 0),
        steps=_steps(state, meeting),
        comments=lines if went_out or any(line.contact for line in lines) else (),
        late=proposals(state, meeting),
        corrections=corrections_of(state, meeting),
        by_silence=meeting.adopted_how is Adoption.BY_SILENCE,
    )


def _steps(state: State, meeting: Meeting) -> tuple[ApprovalStep, ...]:
    at = state.get(Meeting, meeting.adopted_at)
    how = t(f"choices.adoption.{meeting.adopted_how}") if meeting.adopted_how else ""
    return (
        ApprovalStep("with_chair", meeting.sent_to_chair),
        ApprovalStep("cleared", meeting.cleared_by_chair, meeting.cleared_by),
        ApprovalStep("circulated", meeting.circulated),
        ApprovalStep("comments_until", comments_ended(meeting)),
        ApprovalStep("adopted", meeting.adopted_on, " ".join(filter(None, (how, shown_name(state, at) if at else "")))),
    )
