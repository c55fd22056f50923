"""Who was there: the roll of a training, called once a day with one key a person.

A mark is for all sessions of the day, and its record is that of the session and the participant: two who call the roll
at once make one. A training without sessions gets one for each of its days with the first mark, the same ones from
whoever calls it. Whoever was at a session has attended; whoever was marked at all sessions and was at none has not.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from typing import NamedTuple

from ictwg.domain.changes import Changes, Edit
from ictwg.domain.ids import derived_id
from ictwg.domain.records import Organization, Participant, SessionAttendance, Training, TrainingSession
from ictwg.domain.state import State
from ictwg.domain.values import PRESENT_STATES, ParticipantState, Presence
from ictwg.locales import t
from ictwg.programme.trainings import name_of, organization_of
from ictwg.records.editing import identity
from ictwg.records.selection import in_order

MOST_DAYS = 31
"""A training of more days than that has its sessions typed."""


class DayLine(NamedTuple):
    """A participant on a day; `marks` one for each session of the day, in their order."""

    participant: Participant
    name: str
    organization: str
    marks: tuple[Presence | None, ...]

    @property
    def mark(self) -> Presence | None:
        """Where they were at one session of the day, they were there."""
        return next((one for one in self.marks if one in PRESENT_STATES), next(filter(None, self.marks), None))


class SessionsAttended(NamedTuple):
    """How much of a training somebody has been at."""

    sessions: int
    of: int
    days: int


def sessions_of(state: State, training: Training) -> tuple[TrainingSession, ...]:
    return in_order(state, state.linked(TrainingSession, TrainingSession.training, training.id))


def days(state: State, training: Training) -> tuple[date, ...]:
    """The days of its sessions; where it has none, those from its beginning to its end."""
    found = tuple(sorted({one.date for one in sessions_of(state, training) if one.date}))
    if found or training.starts_on is None:
        return found
    last = (training.ends_on or training.starts_on) - training.starts_on
    return tuple(training.starts_on + timedelta(days=n) for n in range(min(last.days, MOST_DAYS - 1) + 1))


def on_the_list(state: State, training: Training) -> tuple[Participant, ...]:
    """Who is expected or was there, in the order of the roll: not who is replaced by somebody else."""
    rows = state.linked(Participant, Participant.training, training.id)
    expected = in_order(state, (row for row in rows if row.state is not ParticipantState.REPLACED))
    return tuple(sorted(expected, key=lambda row: not organization_of(state, row)))


def roll(state: State, training: Training, day: date) -> tuple[DayLine, ...]:
    sessions = [one for one in sessions_of(state, training) if one.date == day]
    lines = []
    for row in on_the_list(state, training):
        home, marks = state.get(Organization, organization_of(state, row)), _marks(state, row)
        said = tuple(marks.get(one.id) for one in sessions)
        lines.append(DayLine(row, name_of(state, row), home.acronym or home.name if home else "", said))
    return tuple(lines)


def mark(state: State, training: Training, day: date, row: Participant, presence: Presence | None) -> Changes:
    """One key of the roll; None takes the mark back."""
    edit = Edit("verbs.marked", name_of(state, row), row)
    sessions = {one.id: one.date for one in sessions_of(state, training)} or _made(state, edit, training)
    marks = {id: said for id, said in _marks(state, row).items() if id in sessions}
    for id in (id for id, on in sessions.items() if on == day):
        _write(state, edit, id, row, presence)
        marks[id] = presence
    edit.update(row, Participant.state(_state_after(row, marks, sessions)))
    return edit.done()


def attended_of(state: State, training: Training, row: Participant) -> SessionsAttended | None:
    """None where the roll was not called for them."""
    sessions, marks = sessions_of(state, training), _marks(state, row)
    if not any(marks.get(one.id) for one in sessions):
        return None
    there = [one for one in sessions if marks.get(one.id) in PRESENT_STATES]
    return SessionsAttended(len(there), len(sessions), len({one.date for one in there}))


def has_earned(state: State, training: Training, row: Participant) -> bool:
    """Whether the training's rule gives them a certificate; without a roll, whoever attended."""
    was = attended_of(state, training, row)
    if was is None:
        return row.state is ParticipantState.ATTENDED
    return was.sessions * 100 >= (training.certificate_from or 0) * was.of


def _marks(state: State, row: Participant) -> dict[str, Presence | None]:
    found = state.linked(SessionAttendance, SessionAttendance.participant, row.id)
    return {one.session: one.state for one in found if one.session}


def _made(state: State, edit: Edit, training: Training) -> dict[str, date | None]:
    """A session for each day."""
    made: dict[str, date | None] = {}
    for number, day in enumerate(days(state, training), 1):
        id = derived_id(state.db, TrainingSession.TABLE, (training.id, day.isoformat()))
        topic = TrainingSession.topic(t("programme.day", number=number))
        edit.create(TrainingSession, id, TrainingSession.training(training.id), TrainingSession.date(day), topic)
        made[id] = day
    return made


def _write(state: State, edit: Edit, session: str, row: Participant, presence: Presence | None) -> None:
    keys = (SessionAttendance.session(session), SessionAttendance.participant(row.id))
    id = identity(state, SessionAttendance, keys)
    said, there = SessionAttendance.state(presence), state.get(SessionAttendance, id)
    if there is not None:
        edit.update(there, said)
    elif presence is not None:
        edit.create(SessionAttendance, id, *keys, said)


def _state_after(row: Participant, marks: dict[str, Presence | None], expected: Iterable[str]) -> ParticipantState:
    if any(said in PRESENT_STATES for said in marks.values()):
        return ParticipantState.ATTENDED
    if all(marks.get(id) for id in expected):
        return ParticipantState.NOT_ATTENDED
    by_the_roll = row.state in (ParticipantState.ATTENDED, ParticipantState.NOT_ATTENDED)
    return ParticipantState.CONFIRMED if by_the_roll else row.state
