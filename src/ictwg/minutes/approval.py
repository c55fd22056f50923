"""The way of the minutes: draft, with the chair, circulated, adopted; what is adopted is frozen (DOMAIN.md §3)."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from ictwg.documents.comments import comment_lines, open_comments
from ictwg.domain.calendar import due_in_words, short_day
from ictwg.domain.changes import LIVE, Changes, Edit, Write
from ictwg.domain.fields import Link
from ictwg.domain.merged_duplicates import KINDS, same_record
from ictwg.domain.records import Correction, Edition, Meeting
from ictwg.domain.schema import RECORDS, Record, Setting
from ictwg.domain.state import State
from ictwg.domain.text import sentences
from ictwg.domain.values import SENT_STATES, Adoption, MeetingState, MinutesState
from ictwg.errors import IctwgError, InvalidValueError
from ictwg.locales import language, t
from ictwg.meetings.editions import as_printed, content_of, edition_id, edition_of, minutes_editions, next_version
from ictwg.meetings.meetings import comments_ended
from ictwg.minutes.corrections import LateEdit, corrections_of, proposals
from ictwg.minutes.freezing import GUARDED, LIVES_ON, frozen
from ictwg.minutes.printed.sheet import version_of
from ictwg.papers.words import label
from ictwg.records.group import calendar_of, group_of
from ictwg.records.lookup import short_name, shown_name
from ictwg.records.planned_state import StateAfterChanges

COMMENT_DAYS = 10
"""Working days for comments where the group has not said how many."""


class FrozenMinutesError(IctwgError):
    """Adopted minutes do not change; a later one corrects them."""


def went_out(meeting: Meeting) -> bool:
    return meeting.minutes_state is MinutesState.CIRCULATED or meeting.circulated is not None


def sent_words(meeting: Meeting) -> str:
    """Which version went to the members last, and when; nothing where none did since an earlier adoption."""
    before = (meeting.edition or 0) - (meeting.minutes_state is MinutesState.ADOPTED)
    if meeting.circulated is None or (before > 0 and not meeting.circulations):
        return ""
    version = version_of(MinutesState.CIRCULATED, meeting.circulations or 0, max(before, 0))
    return t("life.sent", version=version, day=short_day(meeting.circulated))


def require_open(meeting: Meeting) -> None:
    """Raises: FrozenMinutesError: The minutes are adopted; to take that back is a step of its own."""
    if meeting.minutes_state is MinutesState.ADOPTED:
        named = short_name(meeting)
        raise FrozenMinutesError(t("meetings.frozen", meeting=named), t("meetings.frozen.hint", meeting=named))


def require_held(meeting: Meeting) -> None:
    """Raises: InvalidValueError: It was not held, or only drafted: there are no minutes to go their way."""
    if meeting.is_drafting:
        raise InvalidValueError(t("life.drafting"), t("life.drafting.hint"))
    if meeting.state is not MeetingState.HELD:
        named = short_name(meeting)
        hint = t("life.not_held.hint", meeting=named)
        raise InvalidValueError(t("life.not_held", meeting=named), hint, field=Meeting.state.name)


def require_adoption(meeting: Meeting, on: date, today: date, at: Meeting | None = None) -> None:
    """Minutes are adopted after their meeting, by one that has begun.

    Raises:
        InvalidValueError: The day, or the meeting, is too early or still to come.
    """
    day = (at.date if at else None) or on
    if meeting.date is not None and (day < meeting.date or (at is not None and day == meeting.date)):
        raise InvalidValueError(t("life.adopted_before", day=short_day(day), meeting=short_name(meeting)))
    if day > today:
        raise InvalidValueError(t("life.adopted_ahead", day=short_day(day)))


def send_to_chair(meeting: Meeting, on: date) -> Changes:
    """The draft goes to the chair; a clearance of an earlier one no longer counts."""
    sent = (Meeting.sent_to_chair(on), Meeting.cleared_by_chair.clear, Meeting.cleared_by.clear)
    return _forward(meeting, MinutesState.WITH_CHAIR, *sent)


def clear(meeting: Meeting, on: date, by: str = "") -> Changes:
    """The chair has agreed to the draft; by whom, where it was somebody else."""
    require_open(meeting)
    told = Edit("verbs.minutes_cleared", short_name(meeting))
    told.update(meeting, Meeting.cleared_by_chair(on), Meeting.cleared_by(by))
    return told.tell("minutes.cleared", Meeting, meeting.id).done()


def circulate(state: State, meeting: Meeting, on: date, until: date | None = None) -> Changes:
    """They go out for comments, until the day that is named or after the group's working days for comments.

    Sent again, they keep a day that is not over.
    """
    again = meeting.minutes_state is MinutesState.CIRCULATED
    if again and until is None and meeting.comments_until is not None and meeting.comments_until >= on:
        until = meeting.comments_until
    times = (meeting.circulations or 0) + 1 if again or meeting.circulations else 1
    went = (Meeting.circulated(on), Meeting.circulations(times))
    return _forward(meeting, MinutesState.CIRCULATED, *went, Meeting.comments_until(until or comments_end(state, on)))


def adopt_by_silence(meeting: Meeting, on: date) -> Changes:
    """Nobody has objected, so they stand."""
    adopted = (Meeting.adopted_on(on), Meeting.adopted_how(Adoption.BY_SILENCE), Meeting.adopted_at.clear)
    return _forward(meeting, MinutesState.ADOPTED, *adopted)


def adopt_at(meeting: Meeting, at: Meeting, on: date) -> Changes:
    """They were adopted at a later meeting, on its day."""
    adopted = (Meeting.adopted_on(at.date or on), Meeting.adopted_how(Adoption.AT_MEETING), Meeting.adopted_at(at.id))
    return _forward(meeting, MinutesState.ADOPTED, *adopted)


def adopt_here(meeting: Meeting, at: Meeting, today: date) -> Changes:
    """Now, at this meeting.

    Raises:
        InvalidValueError: This meeting is still to come, or it is not a later one.
    """
    require_adoption(meeting, today, today, at)
    return adopt_at(meeting, at, today)


def never_signed(state: State, meeting: Meeting) -> Changes:
    """No copy with signatures will come; the record says so in the group's language, in the place of one."""
    group = group_of(state)
    words = label("not_signed", group.language if group is not None else language())
    return Edit("verbs.never_signed", short_name(meeting)).update(meeting, Meeting.signed_copy(words)).done()


def take_back(meeting: Meeting, to: MinutesState = MinutesState.DRAFT) -> Changes:
    """Back to an earlier step; minutes that were adopted can be edited again, and get their next version."""
    back: tuple[Setting, ...] = ()
    if meeting.minutes_state is MinutesState.ADOPTED:
        back = (Meeting.adopted_on.clear, Meeting.adopted_how.clear, Meeting.adopted_at.clear)
        back += (Meeting.circulations.clear,)
    return _step(meeting, to, *back)


def comments_end(state: State, on: date) -> date:
    """The last day for comments on what goes out on this day."""
    group = group_of(state)
    days = group.comment_days if group is not None else None
    return calendar_of(state).shift(on, COMMENT_DAYS if days is None else days)


def _forward(meeting: Meeting, to: MinutesState, *settings: Setting) -> Changes:
    require_open(meeting)
    return _step(meeting, to, *settings)


def _step(meeting: Meeting, to: MinutesState, *settings: Setting) -> Changes:
    told = Edit(f"verbs.minutes_{to}", short_name(meeting))
    told.update(meeting, Meeting.minutes_state(to), *settings)
    return told.tell(f"minutes.{to}", Meeting, meeting.id).done()


def keep_edition(state: State, changes: Changes, today: date) -> Changes | None:
    """The edition of every meeting whose minutes these changes adopt."""
    edit = Edit(changes.verb, changes.subject)
    for id in _adopted_by(changes):
        if not _is_adopted(state, id):
            _freeze(edit, state, changes, id, today)
    made = edit.done()
    return made if made.writes else None


def guard_adopted(state: State, changes: Changes) -> None:
    """Nothing that these changes write may touch adopted minutes, but to take them back, or to what they say already.

    Raises:
        FrozenMinutesError: It would.
    """
    adopted = tuple(_into_adopted(state, changes))
    after = StateAfterChanges(state, changes, KINDS) if adopted else state
    for meeting, kind, write in adopted:
        if not _says_so_already(state, after, meeting, kind, write):
            require_open(meeting)


def _into_adopted(state: State, changes: Changes) -> Iterator[tuple[Meeting, type[Record], Write]]:
    """What is written into minutes of which there is an edition, unless they are taken back at once."""
    reopened, created = set(_reopened_by(changes)), _meetings_of_new(changes)
    for write in changes.writes:
        kind = RECORDS.get(write.table)
        meeting = _meeting_of(state, kind, write.id, created) if kind in GUARDED else None
        if kind and meeting and meeting.id not in reopened and edition_of(state, meeting) is not None:
            yield meeting, kind, write


def _reopened_by(changes: Changes) -> Iterator[str]:
    for write in changes.writes:
        if write.field == Meeting.minutes_state.name and write.value != MinutesState.ADOPTED:
            yield write.id


def _is_adopted(state: State, id: str) -> bool:
    """Whether they are adopted already, or by one of two answers between which somebody decides now."""
    meeting = state.get(Meeting, id)
    if meeting is None:
        return False
    answers = (meeting.minutes_state, *meeting.row.rivals(Meeting.minutes_state.name))
    return MinutesState.ADOPTED in answers and any(map(content_of, minutes_editions(state, id)))


def _adopted_by(changes: Changes) -> Iterator[str]:
    """The ids of the meetings, each once; one that comes with its edition has it already."""
    brought = {write.value for write in changes.writes if (write.table, write.field) == _EDITION_OF}
    found = (
        write.id
        for write in changes.writes
        if (write.table, write.field, write.value) == (Meeting.TABLE, Meeting.minutes_state.name, MinutesState.ADOPTED)
    )
    yield from (id for id in dict.fromkeys(found) if id not in brought)


def _freeze(edit: Edit, state: State, changes: Changes, id: str, today: date) -> None:
    """The meeting as it is once these changes are in; an import says itself which edition it is."""
    after = StateAfterChanges(state, changes, list(RECORDS.values()))
    meeting = after.get(Meeting, id)
    if meeting is None:
        return
    told = [write.value for write in changes.writes if (write.id, write.field) == (id, Meeting.edition.name)]
    version = int(told[-1] or 0) if told else next_version(state, meeting)
    freeze(edit, after, state, meeting, version, today)


def freeze(edit: Edit, after: State, stands: State, meeting: Meeting, version: int, today: date) -> None:
    """Makes an edition.

    Args:
        edit: Takes it.
        after: The records as they are printed.
        stands: The records without what is only now written.
        meeting: Of whose minutes it is, among `after`.
        version: Of the edition.
        today: The day of adoption where the meeting tells none.
    """
    numbered = Edit(edit.verb).update(meeting, Meeting.edition(version)).done()
    adopted = StateAfterChanges(after, numbered, (Meeting,))
    content = frozen(adopted, adopted.get(Meeting, meeting.id) or meeting, today, stands)
    edit.update(meeting, Meeting.edition(version))
    settings = (Edition.meeting(meeting.id), Edition.version(version), Edition.on(meeting.adopted_on or today))
    digest = Edition.digest(hashlib.sha256(content.encode()).hexdigest())
    edit.create(Edition, edition_id(stands, meeting, version), *settings, Edition.content(content), digest)


_EDITION_OF = (Edition.TABLE, Edition.meeting.name)


def _meetings_of_new(changes: Changes) -> dict[str, str]:
    """The id of the meeting of each record that is only now made."""
    created = {id for _, id in changes.created}
    linked = (write for write in reversed(changes.writes) if write.field == "meeting" and write.id in created)
    return {write.id: write.value for write in linked if isinstance(write.value, str)}


def _meeting_of(state: State, kind: type[Record], id: str, created: dict[str, str]) -> Meeting | None:
    """The meeting whose minutes the record stands in; also of a record that is only now made."""
    if kind is Meeting:
        return state.get(Meeting, id)
    if id in created:
        return state.get(Meeting, created[id])
    record = state.get(kind, id) or state.trashed(kind, id)
    target = record.row.get("meeting") if record is not None else None
    return state.get(Meeting, target if isinstance(target, str) else None)


def _says_so_already(state: State, after: State, meeting: Meeting, kind: type[Record], write: Write) -> bool:
    """Whether the write brings nothing new into the minutes: a field that lives on, or the value that was adopted."""
    name, _, element = write.field.partition("/")
    field = kind.field(name)
    printed = as_printed(state, meeting, meeting.date or date.min).state.get(kind, write.id)
    if name == LIVE:
        return bool(write.value) is (printed is not None)
    if field is None or field in LIVES_ON:
        return True
    if printed is None:
        return False
    if element:
        return (element in printed.row.elements(name)) is bool(write.value)
    said = printed.row.get(name)
    return said == write.value or (isinstance(field, Link) and same_record(after, field.target(), said, write.value))


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
        return (
            t("circulation.waiting_for", names=", ".join(self.unanswered))
            if self.unanswered
            else t("invitation.everybody_answered")
        )


def still_open(state: State, meeting: Meeting, on: date) -> StillOpen | None:
    """Whether comments on the minutes are still awaited on this day; None from their last day on."""
    until = meeting.comments_until
    if until is None or on >= until:
        return None
    silent = tuple(line.acronym or line.name for line in comment_lines(state, meeting) if line.answer is None)
    return StillOpen(until, (until - on).days, silent)


def require_silence_over(state: State, meeting: Meeting, on: date) -> None:
    """Raises: StillOpenError: The days for comments are not over on this day."""
    open_still = still_open(state, meeting, on)
    if open_still is not None:
        message = t("life.early.refused", meeting=short_name(meeting), words=open_still.words)
        raise StillOpenError(message, sentences(open_still.who, t("life.early.hint", meeting=short_name(meeting))))


def take_to(state: State, meeting: Meeting, to: MinutesState, on: date) -> Changes:
    """To any step, forward or back; minutes that are adopted stay so.

    Raises:
        FrozenMinutesError: They are adopted, and another step is named.
        InvalidValueError: A meeting that was not held has no minutes that go forward.
        StillOpenError: They would be adopted by silence before the comments end.
    """
    if to is meeting.minutes_state is MinutesState.ADOPTED:
        return Edit(f"verbs.minutes_{to}", short_name(meeting)).done()
    require_open(meeting)
    if to in (MinutesState.NONE, MinutesState.DRAFT):
        return take_back(meeting, to)
    require_held(meeting)
    if to is MinutesState.WITH_CHAIR:
        return send_to_chair(meeting, on)
    if to is MinutesState.CIRCULATED:
        return circulate(state, meeting, on)
    require_adoption(meeting, on, on)
    require_silence_over(state, meeting, on)
    return adopt_by_silence(meeting, on)


class ApprovalStep(NamedTuple):
    """One step: `on` is None where it was not taken; `who` says by whom or how."""

    key: str
    on: date | None
    who: str = ""


class Life(NamedTuple):
    """All of it; nothing where the meeting was not held.

    Attributes:
        asked: How many organizations were, and how many of them have `answered`; nobody before the minutes went out.
        to_settle: How many comments wait to be accepted or declined.
    """

    version: str
    steps: tuple[ApprovalStep, ...]
    late: tuple[LateEdit, ...]
    corrections: tuple[Correction, ...]
    asked: int = 0
    answered: int = 0
    to_settle: int = 0


def life(state: State, meeting: Meeting) -> Life:
    if meeting.state is not MeetingState.HELD:
        return Life("", (), (), ())
    minutes = meeting.minutes_state
    lines = comment_lines(state, meeting)
    went_out = meeting.circulated is not None or minutes in SENT_STATES or any(line.record for line in lines)
    return Life(
        version=version_of(minutes, meeting.circulations or 0, meeting.edition or 0),
        steps=_steps(state, meeting),
        late=proposals(state, meeting),
        corrections=corrections_of(state, meeting),
        asked=len({line.organization for line in lines if line.is_counted}) if went_out else 0,
        answered=len({line.organization for line in lines if line.is_counted and line.answer is not None}),
        to_settle=len(open_comments(state, meeting)),
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
