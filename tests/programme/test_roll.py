"""The roll of a training: what a key writes, what follows of it, and two who call it at once."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from random import Random

import pytest
from tests.builders import MemoryState
from tests.store.office import Office

from ictwg.domain.changes import Edit
from ictwg.domain.records import Participant, SessionAttendance, Training, TrainingSession
from ictwg.domain.state import State
from ictwg.domain.values import ParticipantState, Presence
from ictwg.programme.roll import attended_of, days, has_earned, mark, roll

MONDAY, TUESDAY = date(2010, 3, 1), date(2010, 3, 2)
NAMES = ("Ana Example", "Rui Example", "Inês Example", "Mateus Example")


def two_days(state: MemoryState) -> Training:
    held = state.add(Training, Training.title("Plans"), Training.starts_on(MONDAY), Training.ends_on(TUESDAY))
    for name in NAMES:
        state.add(Participant, Participant.training(held.id), Participant.name(name))
    return held


def marked(state: MemoryState, held: Training, day: date, name: str, presence: Presence | None) -> Participant:
    line = next(line for line in roll(state, held, day) if line.name == name)
    state.apply(mark(state, held, day, line.participant, presence))
    return line_of(state, held, day, name)


def line_of(state: State, held: Training, day: date, name: str) -> Participant:
    return next(line.participant for line in roll(state, held, day) if line.name == name)


def test_a_mark_makes_the_day_s_session_and_is_for_all_sessions_of_the_day() -> None:
    state = MemoryState()
    held = two_days(state)
    assert days(state, held) == (MONDAY, TUESDAY)
    ana = marked(state, held, MONDAY, "Ana Example", Presence.PRESENT)
    assert {one.date for one in state.all(TrainingSession)} == {MONDAY, TUESDAY}
    assert (ana.state, attended_of(state, held, ana)) == (ParticipantState.ATTENDED, (1, 2, 1))
    state.add(
        TrainingSession,
        TrainingSession.training(held.id),
        TrainingSession.date(MONDAY),
        TrainingSession.topic("Afternoon"),
    )
    assert attended_of(state, held, ana) == (1, 3, 1)
    marked(state, held, MONDAY, "Ana Example", Presence.REMOTE)
    assert attended_of(state, held, ana) == (2, 3, 1)
    assert not has_earned(state, held, ana)
    ana = marked(state, held, TUESDAY, "Ana Example", Presence.PRESENT)
    assert attended_of(state, held, ana) == (3, 3, 2)
    assert has_earned(state, held, ana)


def test_what_somebody_is_follows_from_the_marks() -> None:
    state = MemoryState()
    held = two_days(state)
    for day in (MONDAY, TUESDAY):
        marked(state, held, day, "Ana Example", Presence.PRESENT)
        rui = marked(state, held, day, "Rui Example", Presence.ABSENT)
    assert rui.state is ParticipantState.NOT_ATTENDED
    rui = marked(state, held, TUESDAY, "Rui Example", Presence.PRESENT)
    assert (rui.state, attended_of(state, held, rui)) == (ParticipantState.ATTENDED, (1, 2, 1))
    rui = marked(state, held, TUESDAY, "Rui Example", None)
    assert rui.state is ParticipantState.CONFIRMED
    ines = line_of(state, held, MONDAY, "Inês Example")
    assert (ines.state, attended_of(state, held, ines)) == (ParticipantState.NOMINATED, None)


def test_without_a_roll_whoever_attended_has_earned_it() -> None:
    state = MemoryState()
    held = two_days(state)
    ana = line_of(state, held, MONDAY, "Ana Example")
    assert not has_earned(state, held, ana)
    state.apply(Edit("verbs.edited").update(ana, Participant.state(ParticipantState.ATTENDED)).done())
    assert has_earned(state, held, line_of(state, held, MONDAY, "Ana Example"))


@pytest.mark.parametrize("seed", range(3))
def test_two_who_call_the_roll_at_once_make_one_roll(tmp_path: Path, seed: int) -> None:
    random, office = Random(seed), Office(tmp_path)
    ana = office.create("ana")
    edit, held = Edit("verbs.created"), ana.new_id()
    edit.create(Training, held, Training.title("Plans"), Training.starts_on(MONDAY), Training.ends_on(TUESDAY))
    for name in NAMES:
        edit.create(Participant, ana.new_id(), Participant.training(held), Participant.name(name))
    ana.commit(edit.done())
    ana.sync.share()
    rui = office.open("rui")
    said: dict[tuple[date, str], Presence] = {}
    for store in (ana, rui):
        training = store.get(Training, held)
        assert training is not None
        for day in (MONDAY, TUESDAY):
            for name in random.sample(NAMES, 3):
                presence = said.setdefault((day, name), random.choice(list(Presence)))
                store.commit(mark(store, training, day, line_of(store, training, day, name), presence))
    for store in (ana, rui, ana, rui):
        store.sync.share()
    for store in (ana, rui):
        training = store.get(Training, held)
        assert training is not None
        assert sorted(one.date for one in store.all(TrainingSession) if one.date) == [MONDAY, TUESDAY]
        assert len(store.all(SessionAttendance)) == len(said)
        found = {(day, line.name): line.mark for day in (MONDAY, TUESDAY) for line in roll(store, training, day)}
        assert {place: mark for place, mark in found.items() if mark is not None} == said
