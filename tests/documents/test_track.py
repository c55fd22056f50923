"""The track of a document: what is printed beside its title, with whom it lies, and what slipped."""

from __future__ import annotations

from datetime import date

import pytest
from tests.all_of import over
from tests.builders import MemoryState

from ictwg.decisions.decision_detail import decision_detail
from ictwg.documents.track import done_last, lies, printed_word, steps_of, version_on
from ictwg.domain.changes import Edit
from ictwg.domain.fields import Day
from ictwg.domain.records import Decision, Document, DocumentVersion, Meeting, TrackStep
from ictwg.domain.schema import declared
from ictwg.domain.values import Looks, TrackStage
from ictwg.errors import InvalidValueError
from ictwg.imports.list_rows import ListFile, ListRows
from ictwg.locales import t
from ictwg.records.csv_format import CsvLine
from ictwg.records.editing import add, set_fields
from ictwg.records.filter_words import readers_of, understood
from ictwg.records.lookup import Lookup
from ictwg.records.selection import value_by
from ictwg.records.tables import record_detail
from ictwg.ui.screens.meetings import meeting_told

TODAY = date(2010, 6, 15)


@pytest.fixture
def state() -> MemoryState:
    made = MemoryState()
    id, changes = add(Lookup(made, TODAY), Document, {"title": "National Plan of Action", "kind": "plan"})
    made.apply(changes)
    assert made.get(Document, id) is not None
    return made


def plan(state: MemoryState) -> Document:
    return state.all(Document)[0]


def step(state: MemoryState, stage: TrackStage) -> TrackStep:
    return next(one for one in steps_of(state, plan(state)) if one.stage is stage)


def done(state: MemoryState, stage: TrackStage, on: date) -> None:
    state.apply(Edit("verbs.edited").update(step(state, stage), TrackStep.done_on(on)).done())


def test_a_plan_begins_with_the_usual_steps_and_other_documents_with_those_of_the_group(state: MemoryState) -> None:
    assert [one.stage for one in steps_of(state, plan(state))] == [
        TrackStage.DRAFTING, TrackStage.CONSULTATION, TrackStage.PRESENTED, TrackStage.ENDORSED, TrackStage.SUBMITTED,
        TrackStage.APPROVED, TrackStage.PUBLISHED, TrackStage.IN_FORCE,
    ]  # fmt: skip
    id, changes = add(Lookup(state, TODAY), Document, {"title": "Procedure", "kind": "procedure"})
    state.apply(changes)
    other = state.get(Document, id)
    assert other is not None
    assert [one.stage for one in steps_of(state, other)][-1] is TrackStage.ENDORSED


def test_the_printed_word_is_that_of_the_step_done_last_and_of_its_day(state: MemoryState) -> None:
    done(state, TrackStage.ENDORSED, date(2010, 3, 12))
    done(state, TrackStage.SUBMITTED, date(2010, 5, 4))
    assert printed_word(state, plan(state), date(2010, 3, 11), "en") == "drafting"
    assert printed_word(state, plan(state), date(2010, 5, 3), "en") == "endorsed by the group"
    assert printed_word(state, plan(state), TODAY, "pt") == "submetido"
    state.add(
        DocumentVersion,
        DocumentVersion.document(plan(state).id),
        DocumentVersion.label("draft 2"),
        DocumentVersion.date(date(2010, 4, 1)),
    )
    assert version_on(state, plan(state), date(2010, 3, 31)) is None
    assert version_on(state, plan(state), TODAY) == state.all(DocumentVersion)[0]


def test_what_was_returned_is_submitted_once_more(state: MemoryState) -> None:
    done(state, TrackStage.SUBMITTED, date(2010, 4, 1))
    state.apply(set_fields(Lookup(state, TODAY), step(state, TrackStage.SUBMITTED), {"lies_with": "MFA"}))
    values = {"document": plan(state).id, "stage": "returned", "done_on": "2010-05-01"}
    state.apply(add(Lookup(state, TODAY), TrackStep, values)[1])
    last = done_last(state, plan(state), TODAY)
    assert last is not None
    assert last.stage is TrackStage.RETURNED
    following = lies(state, plan(state), TODAY).step
    assert following is not None
    assert (following.stage, following.done_on, following.lies_with) == (TrackStage.SUBMITTED, None, "MFA")
    next_one = t("documents.next_unplanned", stage=t("choices.track_stage.submitted"))
    assert next_one in record_detail(Lookup(state, TODAY, "en"), plan(state)).sections[0].lines
    assert [one.stage for one in steps_of(state, plan(state))][4:8] == [
        TrackStage.SUBMITTED, TrackStage.RETURNED, TrackStage.SUBMITTED, TrackStage.APPROVED,
    ]  # fmt: skip


def test_a_document_that_is_only_begun_says_its_step_once(state: MemoryState) -> None:
    stage = t("choices.track_stage.drafting")
    assert value_by.all_of(Document)[Document.stage](Lookup(state, TODAY), plan(state)) is TrackStage.DRAFTING
    lines = record_detail(Lookup(state, TODAY, "en"), plan(state)).sections[0].lines
    assert t("documents.stands", word=stage) in lines
    assert t("documents.next_unplanned", stage=stage) not in lines


def test_a_step_that_nothing_shows_is_asked_for_its_letter(state: MemoryState) -> None:
    lookup = Lookup(state, TODAY, "en")
    asked = t("documents.unproved", step=t("choices.track_stage.submitted"))
    done(state, TrackStage.SUBMITTED, date(2010, 4, 1))
    assert asked in record_detail(lookup, plan(state)).sections[0].lines
    state.apply(set_fields(lookup, step(state, TrackStage.SUBMITTED), {"letter": "OUT-2010-7"}))
    assert asked not in record_detail(lookup, plan(state)).sections[0].lines


def test_a_decision_and_its_meeting_name_the_document_that_was_endorsed(state: MemoryState) -> None:
    decision = state.add(Decision, Decision.reference("D-2010-03"))
    values = {"done_on": "2010-03-12", "decision": "D-2010-03"}
    state.apply(set_fields(Lookup(state, TODAY), step(state, TrackStage.ENDORSED), values))
    lines = [line for section in decision_detail(Lookup(state, TODAY), decision).sections for line in section.lines]
    told = f"National Plan of Action  {t('choices.track_stage.endorsed')}  12 Mar 2010"
    assert told in lines
    at = state.add(Meeting, Meeting.date(date(2010, 3, 12)))
    state.apply(set_fields(Lookup(state, TODAY), step(state, TrackStage.ENDORSED), {"meeting": "2010-03-12"}))
    assert told in [line for section in meeting_told(state, at).sections for line in section.lines]


def test_it_is_said_with_whom_it_lies_for_how_long_and_what_slipped(state: MemoryState) -> None:
    lookup = Lookup(state, TODAY, "en")
    done(state, TrackStage.SUBMITTED, date(2010, 6, 1))
    for values in (
        {"planned": "2010-06-01", "lies_with": "Council of Ministers"},
        {"planned": "2010-06-10"},
        {"planned": "2010-06-14"},
    ):
        state.apply(set_fields(lookup, step(state, TrackStage.APPROVED), values))
    assert step(state, TrackStage.APPROVED).first_planned == date(2010, 6, 1)
    where = lies(state, plan(state), TODAY)
    assert (where.with_whom, where.days(TODAY)) == ("Council of Ministers", 14)
    facts = record_detail(lookup, plan(state)).sections[0].lines
    assert t("documents.lies_since", who="Council of Ministers", count=14) in facts
    assert any("14 Jun" in line and "1 Jun" in line for line in facts)
    late = understood("is:late", TODAY, readers_of(lookup, Document))
    assert late.fits(plan(state))
    assert not understood("is:late", date(2010, 6, 14), readers_of(Lookup(state, date(2010, 6, 14)), Document)).fits(
        plan(state)
    )


def test_what_was_done_is_never_after_today_whichever_way_it_comes(state: MemoryState) -> None:
    lookup, endorsed, ahead = Lookup(state, TODAY), step(state, TrackStage.ENDORSED), {"done_on": "2010-06-16"}
    with pytest.raises(InvalidValueError, match="16 June 2010"):
        set_fields(lookup, endorsed, ahead)
    with pytest.raises(InvalidValueError, match="16 June 2010"):
        add(lookup, TrackStep, {"document": "National Plan of Action", "stage": "endorsed", **ahead})
    columns = (TrackStep.document, TrackStep.stage, TrackStep.done_on)
    line = CsvLine(2, ["National Plan of Action", "endorsed", "16/06/2010"])
    (row,) = ListRows(ListFile(lookup, b"", "steps.csv"), TrackStep).take_all(columns, [line])
    (doubt,) = row.doubts
    assert "16/06/2010" in doubt.text, "it stands in the notes, or is left out"
    assert not any(words.startswith(t(TrackStep.done_on.label_id)) for words in row.written)
    assert set_fields(lookup, endorsed, {"done_on": "2010-06-15", "planned": "2010-06-16"})


@over(
    "field", [one for kind in declared() for one in kind.fields() if isinstance(one, Day) and one.looks is Looks.BACK]
)
def test_each_day_that_says_what_has_happened_refuses_tomorrow(field: Day) -> None:
    lookup = Lookup(MemoryState(), TODAY)
    assert field.parse("today", lookup) == TODAY
    with pytest.raises(InvalidValueError):
        field.parse("tomorrow", lookup)
