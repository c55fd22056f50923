"""The track of a document: which step was done, what comes next, with whom it lies and for how long (DOMAIN.md §2).

A step that slips keeps the day for which it was planned first, and may come again: what was returned is submitted once
more. The word that is printed beside a title is that of the step done last: *submitted*, not yet *approved*.
"""

from __future__ import annotations

from datetime import date
from typing import Any, NamedTuple

from ictwg.domain.changes import Changes, Edit
from ictwg.domain.order import placed, spread
from ictwg.domain.records import Document, DocumentVersion, TrackStep
from ictwg.domain.schema import Field
from ictwg.domain.state import State
from ictwg.domain.values import DocumentKind, TrackStage
from ictwg.locales import t
from ictwg.records.lookup import shown_name

_OF_THE_GROUP = (TrackStage.DRAFTING, TrackStage.CONSULTATION, TrackStage.PRESENTED, TrackStage.ENDORSED)
_OF_THE_STATE = (TrackStage.SUBMITTED, TrackStage.APPROVED, TrackStage.PUBLISHED, TrackStage.IN_FORCE)
USUAL_STEPS = {
    DocumentKind.PLAN: (*_OF_THE_GROUP, *_OF_THE_STATE),
    DocumentKind.LAW: (*_OF_THE_GROUP, *_OF_THE_STATE),
}
"""What a track begins with; of all else that of the group alone."""

NEEDS: dict[TrackStage, tuple[Field[Any], ...]] = {
    TrackStage.PRESENTED: (TrackStep.meeting,),
    TrackStage.ENDORSED: (TrackStep.decision, TrackStep.meeting),
    TrackStage.SUBMITTED: (TrackStep.letter, TrackStep.by),
    TrackStage.RETURNED: (TrackStep.letter, TrackStep.by, TrackStep.notes),
    TrackStage.APPROVED: (TrackStep.instrument,),
    TrackStage.PUBLISHED: (TrackStep.gazette,),
    TrackStage.IN_FORCE: (TrackStep.in_force_until,),
}
"""What is asked of a step that was done; the first of them shows that it was."""

EVIDENCE = (TrackStep.decision, TrackStep.letter, TrackStep.instrument, TrackStep.gazette, TrackStep.evidence)
_PROVED = (TrackStage.ENDORSED, TrackStage.SUBMITTED, TrackStage.APPROVED, TrackStage.PUBLISHED)


class Lies(NamedTuple):
    """Where a document lies.

    Attributes:
        step: What comes next; None at the end of the track.
        with_whom: Who has it; empty where nobody said.
        since: The day of the step before; None where none was done.
    """

    step: TrackStep | None
    with_whom: str
    since: date | None

    def days(self, today: date) -> int | None:
        return (today - self.since).days if self.since is not None else None


def steps_of(state: State, document: Document) -> tuple[TrackStep, ...]:
    """In their order."""
    found = state.linked(TrackStep, TrackStep.document, document.id)
    return tuple(sorted(found, key=lambda step: (step.order or "~", step.id)))


def done_last(state: State, document: Document, on: date) -> TrackStep | None:
    """The step that says how far it was on a day: of two on one day the later one of the track."""
    steps = steps_of(state, document)
    done = [(step.done_on, place, step) for place, step in enumerate(steps) if step.done_on and step.done_on <= on]
    return max(done, key=lambda one: one[:2])[2] if done else None


def stage_on(state: State, document: Document, on: date) -> TrackStage:
    """The stage of the step done last; drafting before the first one."""
    step = done_last(state, document, on)
    return step.stage if step is not None else TrackStage.DRAFTING


def printed_word(state: State, document: Document, on: date, lang: str = "") -> str:
    """Such as `submitted`."""
    return t(f"choices.track_stage.{stage_on(state, document, on)}", lang=lang)


def lies(state: State, document: Document, today: date) -> Lies:
    """What waits now: the first step behind the one done last that is not done."""
    steps, last = steps_of(state, document), done_last(state, document, today)
    behind = steps[steps.index(last) + 1 :] if last is not None else steps
    following = next((step for step in behind if step.done_on is None), None)
    return Lies(following, following.lies_with if following else "", last.done_on if last is not None else None)


def unproved(state: State, document: Document) -> tuple[TrackStep, ...]:
    """The steps that were done, and nothing on record shows it: no decision, letter, instrument or gazette."""
    done = (step for step in steps_of(state, document) if step.done_on and step.stage in _PROVED)
    return tuple(step for step in done if not any(field.of(step) for field in EVIDENCE))


def room_for(state: State, document: Document, count: int, *, done: bool) -> tuple[list[str], Changes]:
    """Where new steps stand: what was done before the first step that is not; and the places that others take then."""
    steps, edit = steps_of(state, document), Edit("verbs.created")
    last = max((place for place, step in enumerate(steps, 1) if step.done_on), default=0)
    at, keys = last if done else len(steps), [step.order for step in steps]
    for place in range(at, at + count):
        put = placed(keys, place)
        for index, key in put.rekeyed:
            keys[index] = key
        keys.insert(place, put.key)
    for step, key in zip(steps, keys[:at] + keys[at + count :], strict=True):
        if step.order != key:
            edit.update(step, TrackStep.order(key))
    return keys[at : at + count], edit.done()


def version_on(state: State, document: Document, on: date) -> DocumentVersion | None:
    """What was the latest version on a day."""
    versions = state.linked(DocumentVersion, DocumentVersion.document, document.id)
    known = [one for one in versions if one.date is not None and one.date <= on]
    return max(known, key=lambda one: (one.date, one.id), default=None)


def with_track(state: State, id: str, kind: DocumentKind) -> Changes:
    """The usual steps of a new document of its kind."""
    edit = Edit("verbs.created")
    stages = USUAL_STEPS.get(kind, _OF_THE_GROUP)
    for stage, place in zip(stages, spread(len(stages)), strict=True):
        settings = (TrackStep.document(id), TrackStep.stage(stage), TrackStep.order(place))
        edit.create(TrackStep, state.new_id(), *settings)
    return edit.done()


def planned_for(state: State, step: TrackStep, day: date | None) -> Changes:
    """Another day: the first one stays on record."""
    first = [TrackStep.first_planned(step.planned)] if step.planned and not step.first_planned else []
    return Edit("verbs.edited", shown_name(state, step)).update(step, TrackStep.planned(day), *first).done()
