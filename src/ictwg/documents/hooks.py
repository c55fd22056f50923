"""What the engine is told of documents."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

from ictwg.documents.papers import due_before, is_awaited, is_late
from ictwg.documents.track import (
    EVIDENCE,
    lies,
    planned_for,
    printed_word,
    room_for,
    stage_on,
    steps_of,
    unproved,
    version_on,
    with_track,
)
from ictwg.domain.calendar import short_day
from ictwg.domain.changes import Changes, Edit
from ictwg.domain.records import AgendaItem, Document, DocumentVersion, Meeting, Paper, TrackStep
from ictwg.domain.schema import Field
from ictwg.domain.values import DocumentKind, TrackStage
from ictwg.locales import t
from ictwg.records.editing import create, on_add, on_set, write
from ictwg.records.lookup import Lookup
from ictwg.records.selection import condition_by, value_by
from ictwg.records.shared_files import digest_of
from ictwg.records.tables import cell_by, facts_by, known_facts


@value_by(Document, Document.stage)
def _stage(lookup: Lookup, document: Document) -> TrackStage:
    return stage_on(lookup.state, document, lookup.today)


@condition_by(Document, "late")
def _late(lookup: Lookup) -> Callable[[Document], bool]:
    """Its next step was to be done by now."""

    def late(document: Document) -> bool:
        step = lies(lookup.state, document, lookup.today).step
        return step is not None and step.planned is not None and step.planned < lookup.today

    return late


@on_add(Document)
def _add(lookup: Lookup, values: dict[str, str]) -> tuple[str, Changes]:
    """With the steps that a document of its kind usually takes."""
    id, changes = create(lookup, Document, values)
    kind = Document.kind.parse(values.get(Document.kind.name) or DocumentKind.OTHER, lookup)
    return id, changes.and_then(with_track(lookup.state, id, kind))


@on_add(DocumentVersion)
def _add_version(lookup: Lookup, values: dict[str, str]) -> tuple[str, Changes]:
    """Of today where no day was typed; with what its file says now."""
    dated = {DocumentVersion.date.name: lookup.today.isoformat()} | {key: text for key, text in values.items() if text}
    path = DocumentVersion.path.parse(values.get(DocumentVersion.path.name, ""), lookup)
    return create(lookup, DocumentVersion, dated, DocumentVersion.digest(digest_of(lookup, path)))


@on_set(DocumentVersion, DocumentVersion.path)
def _set_path(lookup: Lookup, version: DocumentVersion, path: str) -> Changes:
    """Named once more, it is known by what it says now."""
    digest = DocumentVersion.digest(digest_of(lookup, path))
    return write(lookup.state, version, DocumentVersion.path(path), digest)


@on_add(TrackStep)
def _add_step(lookup: Lookup, values: dict[str, str]) -> tuple[str, Changes]:
    """What was done stands before what is to come; what was returned is submitted once more."""
    document = lookup.state.get(Document, TrackStep.document.parse(values.get(TrackStep.document.name, ""), lookup))
    if document is None:
        return create(lookup, TrackStep, values)
    stage = TrackStep.stage.parse(values.get(TrackStep.stage.name) or TrackStage.DRAFTING, lookup)
    done, again = bool(values.get(TrackStep.done_on.name)), stage is TrackStage.RETURNED
    places, moved = room_for(lookup.state, document, 1 + again, done=done)
    id, changes = create(lookup, TrackStep, values, TrackStep.order(places[0]))
    edit = Edit("verbs.created")
    if again:
        before = (one for one in steps_of(lookup.state, document) if one.stage is TrackStage.SUBMITTED)
        settings = (
            TrackStep.document(document.id),
            TrackStep.stage(TrackStage.SUBMITTED),
            TrackStep.order(places[1]),
            TrackStep.lies_with(next((one.lies_with for one in before), "")),
        )
        edit.create(TrackStep, lookup.state.new_id(), *settings)
    return id, changes.and_then(moved).and_then(edit.done())


@on_add(Paper)
def _add_paper(lookup: Lookup, values: dict[str, str]) -> tuple[str, Changes]:
    """Asked today, and due when the papers go out, where somebody is asked and no days were typed.

    A document without another title bears its own.
    """
    state = lookup.state
    item = state.get(AgendaItem, Paper.item.parse(values.get(Paper.item.name, ""), lookup))
    meeting = state.get(Meeting, item.meeting) if item is not None else None
    due = due_before(state, meeting, lookup.today) if meeting is not None else None
    asked = {Paper.asked_on.name: lookup.today.isoformat(), Paper.due.name: due.isoformat() if due else ""}
    document = state.get(Document, Paper.document.parse(values.get(Paper.document.name, ""), lookup))
    called = {Paper.title.name: document.title} if document is not None else {}
    typed = called | {name: text for name, text in values.items() if text.strip()}
    return create(lookup, Paper, (asked if Paper.asked_of.name in typed else {}) | typed)


@condition_by(Paper, "awaited")
def _awaited_paper(lookup: Lookup) -> Callable[[Paper], bool]:
    return lambda paper: is_awaited(paper, lookup.today)


@condition_by(Paper, "late")
def _late_paper(lookup: Lookup) -> Callable[[Paper], bool]:
    return lambda paper: is_late(paper, lookup.today)


@cell_by(TrackStep, TrackStep.evidence)
def _evidence(lookup: Lookup, step: TrackStep) -> str:
    """All that shows that it was done."""
    said: tuple[tuple[Field[Any], Any], ...] = tuple((field, field.of(step)) for field in EVIDENCE)
    return ", ".join(filter(None, (field.show(value, lookup) for field, value in said)))


@on_set(TrackStep, TrackStep.planned)
def _set_planned(lookup: Lookup, step: TrackStep, day: date | None) -> Changes:
    return planned_for(lookup.state, step, day)


@facts_by(Document)
def _document_facts(lookup: Lookup, document: Document) -> Iterator[str]:
    """How far it is, in which version, with whom it lies and since when, and what slipped."""
    state, today = lookup.state, lookup.today
    version, where = version_on(state, document, today), lies(state, document, today)
    said = printed_word(state, document, today)
    yield (
        t("documents.stands", word=said)
        if version is None
        else t("documents.stands_at", word=said, version=version.label)
    )
    if version is not None:
        yield from known_facts(lookup, version)
    yield from (t("documents.unproved", step=_named(step)) for step in unproved(state, document))
    if where.step is not None:
        stage, days = _named(where.step), where.days(today)
        if where.with_whom and days is not None:
            yield t("documents.lies_since", who=where.with_whom, count=days)
        elif where.with_whom:
            yield t("documents.lies", who=where.with_whom)
        planned, first = where.step.planned, where.step.first_planned
        if planned is None and stage != said:  # where nothing is done yet, the first line says it
            yield t("documents.next_unplanned", stage=stage)
        elif planned is not None:
            slipped = first is not None and first != planned
            first_said = t("documents.first_planned", day=short_day(first)) if slipped and first else ""
            yield " ".join(filter(None, (t("documents.next", stage=stage, day=short_day(planned)), first_said)))


def _named(step: TrackStep) -> str:
    return t(f"choices.track_stage.{step.stage}")
