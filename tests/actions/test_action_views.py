"""What is shown and copied of actions: detail, groups, lists for a message."""

from __future__ import annotations

from datetime import date

import pytest
from tests.builders import MemoryState, organization
from tests.filtering import through

from ictwg.actions import actions as followup
from ictwg.actions.action_detail import action_detail, origin_of
from ictwg.actions.action_rows import by_meeting, by_organization
from ictwg.actions.actions import for_each
from ictwg.decisions import decision_rows, decisions
from ictwg.decisions.decision_detail import decision_detail
from ictwg.domain.records import Action, AgendaItem, Decision, Meeting, Organization
from ictwg.domain.schema import Setting
from ictwg.domain.values import ActionKind, ActionStatus, Audience, OrganizationType, ShiftedBy
from ictwg.exports.messages import copy_actions, copy_decisions
from ictwg.locales import t
from ictwg.records.lookup import Lookup

TODAY = date(2010, 3, 12)


@pytest.fixture
def state() -> MemoryState:
    return MemoryState()


def added(
    state: MemoryState,
    text: str,
    *owners: Organization,
    due: date | None = None,
    meeting: Meeting | None = None,
    more: tuple[Setting, ...] = (),
) -> Action:
    ids = [owner.id for owner in owners]
    changes = state.apply(followup.add_action(state, text, ids, due, meeting, TODAY, *more))
    return again(state, changes.created[0][1])


def again(state: MemoryState, id: str) -> Action:
    found = state.get(Action, id)
    assert found is not None
    return found


def test_the_detail_tells_the_whole_story(state: MemoryState) -> None:
    meeting = state.add(Meeting, Meeting.date(TODAY), Meeting.reference("M-2010-03"))
    item = state.add(AgendaItem, AgendaItem.meeting(meeting.id), AgendaItem.title("Any other business"))
    action = added(state, "Draft", due=date(2010, 3, 1), meeting=meeting, more=(Action.item(item.id),))
    state.apply(followup.progress(state, action, "Half done", date(2010, 3, 2), by="MoJ"))
    state.apply(followup.change_due(state, action, date(2010, 4, 1), ShiftedBy.OWNER, TODAY, reason="leave"))
    detail = action_detail(Lookup(state, TODAY), again(state, action.id))
    told = {section.title: section.lines for section in detail.sections}
    assert (detail.title, detail.subtitle) == ("A-2010-001", "Draft")
    assert told["Meeting"] == ("M-2010-03 · Any other business",)
    assert told[t("followup.detail.progress")] == ("2 Mar 2010  MoJ  Half done",)
    assert told[t("followup.detail.moved")] == (
        f"{t('followup.moved_by.owner', on='12 Mar 2010', before='Mon 1 March 2010', after='Thu 1 April 2010')}: leave",
    )
    assert "Due: Thu 1 April 2010" in told[t("followup.detail.facts")]
    assert origin_of(state, action) == item


def test_a_decision_tells_its_earlier_wordings(state: MemoryState) -> None:
    changes = state.apply(decisions.add_decision(state, "Old", None, TODAY))
    decision = state.get(Decision, changes.created[0][1])
    assert decision is not None
    state.apply(decisions.reword(state, decision, "New", TODAY))
    detail = decision_detail(Lookup(state, TODAY), state.all(Decision)[0])
    assert (t("followup.detail.wordings"), ("12 Mar 2010  Old",)) in [tuple(section) for section in detail.sections]
    assert origin_of(state, decision) is None


def test_an_action_of_two_owners_stands_under_both(state: MemoryState) -> None:
    ngo = organization(state, "AAA")
    gov = organization(state, "MoJ", Organization.type(OrganizationType.GOVERNMENT))
    shared = added(state, "Shared", ngo, gov)
    added(state, "Mine", ngo)
    added(state, "Nobody's")
    added(state, "Everybody's", more=(Action.all(value=True),))
    added(state, "Outside", more=(Action.owner_text("a consultant"),))
    groups = by_organization(state, through(state, Action, "", TODAY))
    listed = [(group.title, [row.text for row in group.rows]) for group in groups]
    assert listed == [
        (t("meetings.all_members"), ["Everybody's"]),
        ("MoJ", ["Shared"]),
        ("AAA", ["Shared", "Mine"]),
        ("a consultant?", ["Outside"]),
        (t("followup.nobody"), ["Nobody's"]),
    ]
    ids = [row.id for group in groups for row in group.rows]
    assert len(set(ids)) == len(ids)
    assert {row.action for group in groups for row in group.rows if row.text == "Shared"} == {shared.id}


def test_by_meeting_the_latest_first(state: MemoryState) -> None:
    for day, reference in ((date(2010, 1, 1), "M-2010-01"), (date(2010, 2, 1), "M-2010-02")):
        meeting = state.add(Meeting, Meeting.date(day), Meeting.reference(reference))
        added(state, reference, meeting=meeting, due=date(2010, 1, 31))
    added(state, "x")
    groups = by_meeting(through(state, Action, "", TODAY))
    assert [(group.title, group.late) for group in groups] == [
        ("M-2010-02", 1),
        ("M-2010-01", 1),
        (t("followup.no_meeting"), 0),
    ]


def test_a_copied_list_is_for_its_readers(state: MemoryState) -> None:
    moj = organization(state, "MoJ")
    secret = state.add(Meeting, Meeting.date(TODAY), Meeting.audience(Audience.SECRETARIAT))
    added(state, "Draft [the] *SOP*", moj, due=date(2010, 3, 1))
    added(state, "Hidden", moj, meeting=secret)
    added(state, "Ours", more=(Action.kind(ActionKind.TASK),))
    waiting = added(state, "Nobody's")
    state.apply(followup.set_status(state, waiting, ActionStatus.WAITING, TODAY))
    copied = copy_actions(state, through(state, Action, "", TODAY), TODAY, t("followup.title.open"))
    assert (copied.listed, copied.left_out) == (2, 2)
    assert copied.text == (
        "**Open actions** – 12 Mar 2010\n\n**MoJ**\n\n"
        "- A-2010-001 – Draft \\[the\\] \\*SOP\\* – due 1 Mar 2010, overdue\n\n"
        "**unassigned**\n\n- A-2010-004 – Nobody's – waiting\n"
    )
    everything = copy_actions(state, through(state, Action, "", TODAY), TODAY, "All", Audience.SECRETARIAT)
    assert (everything.listed, everything.left_out) == (4, 0)


def test_one_step_for_several_is_one_change(state: MemoryState) -> None:
    several = [added(state, text) for text in "abc"]
    changes = for_each(state, several, lambda action: followup.close(state, action, TODAY))
    assert changes.subject == "3 actions"
    state.apply(changes)
    assert all(action.status is ActionStatus.DONE for action in state.all(Action))
    one = for_each(state, several[:1], lambda action: followup.set_status(state, action, ActionStatus.OPEN, TODAY))
    assert one.subject == "A-2010-001"


def test_copied_decisions_are_for_their_readers_too(state: MemoryState) -> None:
    secret = state.add(Meeting, Meeting.date(TODAY), Meeting.audience(Audience.SECRETARIAT))
    state.apply(decisions.add_decision(state, "Five [chapters]", None, TODAY))
    state.apply(decisions.add_decision(state, "Hidden", secret, TODAY))
    copied = copy_decisions(state, decision_rows.DecisionTable(state).rows(TODAY), TODAY, "Decisions")
    assert copied == ("**Decisions** – 12 Mar 2010\n\n- D-2010-01 – Five \\[chapters\\] – to be carried out\n", 1, 1)
