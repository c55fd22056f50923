"""What the engine is told of documents."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ictwg.documents.track import done_last, lies, planned_for, printed_word, version_on, with_track
from ictwg.domain.calendar import short_day
from ictwg.domain.records import Document, TrackStep
from ictwg.domain.values import DocumentKind
from ictwg.locales import t
from ictwg.records.editing import create, on_add, on_set
from ictwg.records.selection import condition_by, value_by
from ictwg.records.tables import facts_by

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import date

    from ictwg.domain.changes import Changes
    from ictwg.domain.values import TrackStage
    from ictwg.records.lookup import Lookup


@value_by(Document, Document.stage)
def _stage(lookup: Lookup, document: Document) -> TrackStage | None:
    step = done_last(lookup.state, document, lookup.today)
    return step.stage if step is not None else None


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
    if where.step is not None:
        stage, days = t(f"choices.track_stage.{where.step.stage}"), where.days(today)
        if where.with_whom and days is not None:
            yield t("documents.lies_since", who=where.with_whom, count=days)
        elif where.with_whom:
            yield t("documents.lies", who=where.with_whom)
        planned, first = where.step.planned, where.step.first_planned
        if planned is not None:
            slipped = first is not None and first != planned
            first_said = t("documents.first_planned", day=short_day(first)) if slipped and first else ""
            yield " ".join(filter(None, (t("documents.next", stage=stage, day=short_day(planned)), first_said)))
