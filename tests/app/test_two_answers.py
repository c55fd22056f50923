"""Two people change one field at once: both answers are kept until somebody decides."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from tests.app.two_people import TEXT, TODAY, Two, apart
from tests.builders import known

from ictwg.actions import actions as followup
from ictwg.app.problems.problems import to_mend
from ictwg.app.problems.two_answers import both_kept, keep, proposal, question_about, typed_field, write
from ictwg.app.saving import came_in
from ictwg.domain.changes import Edit
from ictwg.domain.records import Action, DueChange, Entry, Meeting
from ictwg.domain.values import ShiftedBy
from ictwg.errors import InvalidValueError, NotFoundError
from ictwg.locales import t
from ictwg.minutes.gaps import ProblemKind
from ictwg.records.contested import contested_in
from ictwg.records.lookup import Lookup


@pytest.fixture
def two(tmp_path: Path) -> Two:
    return Two(tmp_path)


def test_both_answers_are_told_with_who_gave_them_and_where(two: Two) -> None:
    question = apart(two, Action.due(date(2010, 3, 1)), Action.due(date(2010, 4, 1)))
    assert question.register == "due"
    assert [(a.raw, a.user, a.device) for a in question.answers] == [
        ("2010-04-01", "rui", "desk"),
        ("2010-03-01", "ana", "desk"),
    ]
    assert question.answers[0].at > question.answers[1].at
    assert [line.kind for line in to_mend(two.ana, TODAY, contested=contested_in(two.ana)) if line.field == "due"] == [
        ProblemKind.AFTER_MERGE
    ]


def test_to_keep_one_replaces_both_on_every_computer(two: Two) -> None:
    question = apart(two, Action.due(date(2010, 3, 1)), Action.due(date(2010, 4, 1)))
    two.ana.commit(keep(Lookup(two.ana, TODAY), question, question.answers[1]))
    two.meet()
    for store in (two.ana, two.rui):
        assert two.asked(store) == ()
        assert two.action(store).row.get("due") == "2010-03-01"


def test_the_decision_is_undone_as_any_edit(two: Two) -> None:
    question = apart(two, Action.due(date(2010, 3, 1)), Action.due(date(2010, 4, 1)))
    two.ana.commit(keep(Lookup(two.ana, TODAY), question, question.answers[1]))
    two.ana.history.undo()
    (again,) = two.asked(two.ana)
    assert [(answer.raw, answer.user) for answer in again.answers] == [("2010-04-01", "rui"), ("2010-03-01", "ana")]
    two.ana.commit(keep(Lookup(two.ana, TODAY), again, again.answers[0]))
    two.ana.history.undo()
    (again,) = two.asked(two.ana)
    assert {answer.user for answer in again.answers} == {"rui", "ana"}


def test_a_date_that_lost_is_held_against_nobody(two: Two) -> None:
    two.change(two.ana, Action.due(date(2010, 2, 20)))
    two.meet()
    for store, day in ((two.ana, date(2010, 3, 1)), (two.rui, date(2010, 4, 1))):
        store.commit(followup.change_due(store, two.action(store), day, ShiftedBy.OWNER, TODAY))
    two.meet()
    (question,) = two.asked(two.ana)
    ana = next(answer for answer in question.answers if answer.user == "ana")
    two.ana.commit(keep(Lookup(two.ana, TODAY), question, ana))
    two.meet()
    assert [change.after for change in two.rui.all(DueChange)] == [date(2010, 3, 1)]
    two.ana.history.undo()
    assert len(two.ana.all(DueChange)) == 2


def test_where_a_date_stays_the_lines_about_it_stay(two: Two) -> None:
    two.change(two.ana, Action.due(date(2010, 2, 20)))
    two.meet()
    days = {date(2010, 3, 1), date(2010, 4, 1)}
    for store, day in zip((two.ana, two.rui), sorted(days), strict=True):
        store.commit(followup.change_due(store, two.action(store), day, ShiftedBy.OWNER, TODAY, reason="asked"))
    two.meet()
    (question,) = two.asked(two.ana)
    two.ana.commit(keep(Lookup(two.ana, TODAY), question, question.answers[0]))
    two.ana.history.undo()
    for store in (two.ana, two.rui):
        assert [change.field for change in store.history.undo().kept] == ["due"]
        two.meet()
        assert {change.after for change in store.all(DueChange)} == days
        assert {question.register for question in two.asked(store)} == {"due"}


def test_a_date_that_is_taken_back_takes_the_line_about_it_along(two: Two) -> None:
    two.change(two.ana, Action.due(date(2010, 2, 20)))
    two.ana.commit(followup.change_due(two.ana, two.action(two.ana), date(2010, 3, 1), ShiftedBy.OWNER, TODAY))
    assert two.ana.history.undo().kept == ()
    assert (two.action(two.ana).due, two.ana.all(DueChange)) == (date(2010, 2, 20), ())


def test_a_third_answer_may_be_typed_and_is_judged_like_any(two: Two) -> None:
    question = apart(two, Action.due(date(2010, 3, 1)), Action.due(date(2010, 4, 1)))
    lookup = Lookup(two.ana, TODAY)
    with pytest.raises(InvalidValueError):
        write(lookup, question, "the day after never")
    two.ana.commit(write(lookup, question, "2 May 2010"))
    assert two.asked(two.ana) == ()
    assert two.action(two.ana).row.get("due") == "2010-05-02"


def test_two_changes_of_different_words_are_proposed_as_one_text(two: Two) -> None:
    of_ana, of_rui = TEXT.replace("Draft", "Write"), TEXT.replace("March", "April")
    question = apart(two, Action.text(of_ana), Action.text(of_rui))
    assert proposal(question) == "Write the chapter on shelters by April"
    both = known(both_kept(question))
    assert of_ana in both
    assert of_rui in both


def test_a_date_is_neither_kept_twice_nor_proposed(two: Two) -> None:
    question = apart(two, Action.due(date(2010, 3, 1)), Action.due(date(2010, 4, 1)))
    assert (both_kept(question), proposal(question)) == (None, None)


def test_a_deletion_against_an_edit_is_asked_and_the_record_is_there(two: Two) -> None:
    two.ana.commit(Edit("verbs.removed", "A-2010-014").remove(two.action(two.ana)).done())
    two.change(two.rui, Action.due(date(2010, 4, 1)))
    two.meet()
    (question,) = two.asked(two.ana)
    assert (question.register, typed_field(question)) == ("_live", None)
    deleted = next(answer for answer in question.answers if answer.raw is False)
    with pytest.raises(NotFoundError):
        write(Lookup(two.ana, TODAY), question, "yes")
    two.ana.commit(keep(Lookup(two.ana, TODAY), question, deleted))
    two.meet()
    assert two.rui.get(Action, two.id) is None


@pytest.mark.parametrize("deleted_first", [True, False])
def test_who_keeps_a_record_and_who_deletes_it_are_told_apart(two: Two, deleted_first: bool) -> None:
    def delete() -> None:
        two.ana.commit(Edit("verbs.removed", "A-2010-014").remove(two.action(two.ana)).done())

    def edit() -> None:
        two.change(two.rui, Action.due(date(2010, 4, 1)))

    for step in (delete, edit) if deleted_first else (edit, delete):
        step()
    two.meet()
    (question,) = two.asked(two.ana)
    assert {answer.raw: answer.user for answer in question.answers} == {True: "rui", False: "ana"}


def test_an_owner_added_and_taken_out_at_once_is_asked_by_name(two: Two) -> None:
    two.change(two.ana, Action.owners((two.moj,)))
    two.meet()
    two.change(two.ana, Action.owners(()))
    writes = Edit("verbs.edited", "").update(two.action(two.rui), Action.owners(())).done().writes
    two.rui.commit(Edit("verbs.edited", "").done()._replace(writes=tuple(w._replace(value=True) for w in writes)))
    two.meet()
    (question,) = two.asked(two.ana)
    assert question.label.endswith("(MoJ)")
    absent = next(answer for answer in question.answers if answer.raw is False)
    two.ana.commit(keep(Lookup(two.ana, TODAY), question, absent))
    two.meet()
    assert two.action(two.rui).row.elements("owners") == ()


def test_a_field_without_two_answers_is_no_question(two: Two) -> None:
    lookup = Lookup(two.ana, TODAY)
    with pytest.raises(NotFoundError):
        question_about(two.ana, lookup, two.action(two.ana), "due")
    apart(two, Action.due(date(2010, 3, 1)), Action.due(date(2010, 4, 1)))
    with pytest.raises(NotFoundError) as told:
        question_about(two.ana, lookup, two.action(two.ana), "text")
    assert "due" in told.value.hint


def _said_in_minutes(two: Two) -> str:
    """The action is a line of the minutes, which both have reworded with it."""
    meeting, entry = two.ana.new_id(), two.ana.new_id()
    edit = Edit("verbs.created").create(Meeting, meeting).create(Entry, entry, Entry.meeting(meeting), Entry.text(TEXT))
    two.ana.commit(edit.update(two.action(two.ana), Action.entry(entry)).done())
    two.meet()
    for store, text in ((two.ana, f"{TEXT}, in Tetum"), (two.rui, f"With PNTL: {TEXT}")):
        store.commit(followup.reword(store, two.action(store), text))
    two.rui.sync.share()
    told = came_in(two.ana, Lookup(two.ana, TODAY), two.ana.sync.share())
    assert told.endswith(f"; {t('saving.to_decide', count=1, fields='Text · A-2010-014')}"), told
    two.meet()
    return entry


def test_an_action_and_its_line_in_the_minutes_are_asked_about_once_and_decided_together(two: Two) -> None:
    line = _said_in_minutes(two)
    assert len(contested_in(two.ana)) == 2
    (question,) = two.asked(two.ana)
    assert isinstance(question.record, Action)
    assert len([one for one in to_mend(two.ana, TODAY, contested=contested_in(two.ana)) if one.field == "text"]) == 1
    two.ana.commit(keep(Lookup(two.ana, TODAY), question, question.answers[1]))
    entry = known(two.ana.get(Entry, line))
    assert entry.text == two.action(two.ana).text == question.answers[1].raw
    assert contested_in(two.ana) == ()
    two.ana.history.undo()
    assert len(contested_in(two.ana)) == 2


def test_a_line_of_the_minutes_with_other_words_is_asked_about_by_itself(two: Two) -> None:
    line = _said_in_minutes(two)
    (question,) = two.asked(two.ana)
    decided = keep(Lookup(two.ana, TODAY), question, question.answers[0])
    two.ana.commit(decided._replace(writes=decided.writes[:1]))
    (left,) = two.asked(two.ana)
    assert (left.record.id, left.record.TABLE) == (line, Entry.TABLE)
