"""The mark of a training or an action in the field: proposed, asked once for all, and yes while it is in doubt."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from tests.builders import MemoryState
from tests.store.office import Office

from ictwg.app.problems.problems import AT_RISK, count_of, to_mend
from ictwg.domain.changes import Changes, Edit
from ictwg.domain.fields import may_be_at_risk
from ictwg.domain.records import Campaign, FieldAction, Training
from ictwg.domain.values import AudienceGroup, FieldActionKind, YesNo
from ictwg.imports.other_group import import_group
from ictwg.minutes.gaps import ProblemKind
from ictwg.programme.at_risk import answered, proposals

TODAY = date(2010, 3, 12)
MEDIA, POLICE, OTHER = AudienceGroup.MEDIA, AudienceGroup.LAW_ENFORCEMENT, AudienceGroup.OTHER


def training(state: MemoryState, title: str, *groups: AudienceGroup) -> Training:
    return state.add(Training, Training.title(title), Training.audience_groups(groups))


@pytest.mark.parametrize(
    ("title", "groups", "proposed"),
    [
        ("Reporting with care", (MEDIA,), YesNo.NO),
        ("Investigating", (MEDIA, POLICE), YesNo.NO),
        ("Investigating", (POLICE, OTHER), YesNo.YES),
        ("Investigating", (), YesNo.YES),
        ("Police and communities", (POLICE,), YesNo.YES),
        ("Formação com sobreviventes", (AudienceGroup.CIVIL_SOCIETY,), YesNo.YES),
        ("Labarik no foinsa'e", (AudienceGroup.GOVERNMENT,), YesNo.YES),
    ],
)
def test_no_is_proposed_where_all_are_there_in_their_work(
    title: str, groups: tuple[AudienceGroup, ...], proposed: YesNo
) -> None:
    state = MemoryState()
    assert proposals(state) == {}
    made = training(state, title, *groups)
    assert proposals(state) == {made: proposed}


def test_who_heard_the_radio_was_not_there() -> None:
    state = MemoryState()
    campaign = FieldAction.campaign(state.add(Campaign, Campaign.title("Know")).id)
    for kind in FieldActionKind:
        state.add(FieldAction, campaign, FieldAction.title(kind), FieldAction.kind(kind))
    no = {one.kind for one, answer in proposals(state).items() if answer is YesNo.NO and isinstance(one, FieldAction)}
    assert no == {FieldActionKind.BROADCAST, FieldActionKind.ONLINE}


def test_one_line_asks_for_all_of_which_nobody_has_said_it() -> None:
    state = MemoryState()
    for number in range(3):
        training(state, f"Course {number}", MEDIA)
    assert [line.id for line in to_mend(state, TODAY)] == [AT_RISK]
    assert count_of(state, TODAY)[ProblemKind.GAPS] == 1
    state.apply(answered(proposals(state)))
    assert {one.people_at_risk for one in state.all(Training)} == {YesNo.NO}
    assert (to_mend(state, TODAY), count_of(state, TODAY)[ProblemKind.GAPS]) == ((), 0)


@pytest.mark.parametrize("answers", [(YesNo.YES, YesNo.NO), (YesNo.NO, YesNo.YES), (None, YesNo.NO)])
def test_of_two_answers_at_once_yes_holds_until_somebody_decides(
    tmp_path: Path, answers: tuple[YesNo | None, YesNo | None]
) -> None:
    office = Office(tmp_path)
    ana = office.create("ana")
    held = ana.new_id()
    before = Training.people_at_risk(YesNo.NO if None in answers else None)
    ana.commit(Edit("verbs.created").create(Training, held, Training.title("Course"), before).done())
    ana.sync.share()
    rui = office.open("rui")
    for store, answer in zip((ana, rui), answers, strict=True):
        store.commit(said(store.get(Training, held), answer))
    for store in (ana, rui, ana, rui):
        store.sync.share()
    for store in (ana, rui):
        found = store.get(Training, held)
        assert found is not None
        assert may_be_at_risk(found)
    if None not in answers:
        ana.commit(said(ana.get(Training, held), YesNo.NO))
        found = ana.get(Training, held)
        assert found is not None
        assert not may_be_at_risk(found)


def said(one: Training | None, answer: YesNo | None) -> Changes:
    assert one is not None
    return Edit("verbs.edited").update(one, Training.people_at_risk(answer)).done()


def test_it_goes_with_the_training_to_another_groups_file() -> None:
    theirs, ours = MemoryState(), MemoryState()
    theirs.db = ours.db[::-1]
    for title, answer in (("Open", None), ("Of survivors", YesNo.YES), ("In their work", YesNo.NO)):
        theirs.add(Training, Training.title(title), Training.starts_on(TODAY), Training.people_at_risk(answer))
    ours.apply(import_group(ours, theirs, theirs.db, "theirs.json", TODAY).changes)
    found = {one.title: one.people_at_risk for one in ours.all(Training)}
    assert found == {"Open": None, "Of survivors": YesNo.YES, "In their work": YesNo.NO}
