"""The jobs of Today, Follow-up and Tasks, with the keyboard alone, at 80×24."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from ictwg.domain.records import (
    Action,
    AgendaItem,
    ChecklistLine,
    Decision,
    DueChange,
    Position,
    Progress,
    SavedFilter,
    Wording,
)
from ictwg.domain.state import State
from ictwg.domain.values import ActionKind, ActionStatus, Implementation, MeetingKind, ShiftedBy, Stance
from ictwg.locales import t
from ictwg.tasks.checklists import steps

assert sys.platform != "win32"  # conftest.py leaves this file out there

from tests.pty_driver import Terminal  # noqa: E402 - not to be read on Windows
from tests.ui.followup_journey import opened, presses, stored, types  # noqa: E402 - not to be read on Windows
from tests.ui.journey import leave  # noqa: E402 - likewise

pytestmark = pytest.mark.pty


def waits_for_cursor(terminal: Terminal, words: str) -> None:
    """Until the cursor stands on the row with these words."""
    for _ in range(100):
        line, _column = terminal.find(words)
        if line >= 0 and terminal.lines[line].startswith("▌"):
            return
        terminal.settle(0.1, timeout=0.2)
    pytest.fail(f"the cursor is not on “{words}”:\n{terminal.text}")


def action(state: State, reference: str) -> Action:
    (found,) = state.by_reference(reference)
    assert isinstance(found, Action)
    return found


def test_today_answers_what_must_i_do_now(tmp_path: Path) -> None:
    with opened(tmp_path) as terminal:
        for words in (
            *("M-2010-03-26  Second reading", t("today.in_days", count=14), t("today.minutes.with_chair", count=6)),
            *("2 overdue", "MoJ", "Order the folders", "▲ 10 Mar 2010", t("mend.count", count=4), t("saving.saved")),
        ):
            assert words in terminal.text
        terminal.press(*["down"] * 10)
        waits_for_cursor(terminal, "Order the folders")
        presses(terminal, "f4", shows="Closed T-2010-001")
        presses(terminal, "ctrl+z", "1", shows="Order the folders")
        presses(terminal, "up", "up", "enter", shows="owner:")
        leave(terminal)


def test_chase_one_action_and_several_at_once(tmp_path: Path) -> None:
    with opened(tmp_path) as terminal:
        presses(terminal, "4", "f5", shows=t("followup.form.update", subject="A-2010-001"))
        types(terminal, "half done")
        presses(terminal, "ctrl+s", shows=t("verbs.noted", subject="A-2010-001"))
        presses(terminal, "f6", shows="New date for")
        presses(terminal, "ctrl+u")
        types(terminal, "30 mar")
        presses(terminal, "ctrl+s", shows=t("verbs.due_changed", subject="A-2010-001"))
        presses(terminal, "home", "space", "space", "f4", shows="Closed 2 actions")
        presses(terminal, "ctrl+z", shows="Undid")
        presses(terminal, "home", "space", "space", "f2", shows="Edit 2 actions")
        types(terminal, "IOM")
        presses(terminal, "ctrl+s", shows="Changed 2 actions")
        leave(terminal)
    with stored(tmp_path) as state:
        assert [said.text for said in state.all(Progress)] == ["half done"]
        assert [(str(moved.after), moved.by) for moved in state.all(DueChange)] == [("2010-03-30", ShiftedBy.OWNER)]
        assert not [each for each in state.all(Action) if each.status is ActionStatus.DONE]
        (iom,) = action(state, "A-2010-004").owners
        assert sum(each.owners == (iom,) for each in state.all(Action)) == 4


def test_waiting_gaps_and_a_new_action(tmp_path: Path) -> None:
    with opened(tmp_path) as terminal:
        presses(terminal, "4", "f8", shows=t("followup.form.status", subject="A-2010-001"))
        types(terminal, "wait")
        presses(terminal, "enter", shows=t("records.action.waiting_on"))
        types(terminal, "MFA")
        presses(terminal, "ctrl+s", shows="to waiting")
        presses(terminal, *["right"] * 5, shows="◌ waiting")
        presses(terminal, "right", shows="A-2010-005")
        assert "1 row" in terminal.text
        presses(terminal, "ctrl+n", shows=t("followup.new"))
        types(terminal, "invite the media")
        presses(terminal, "tab")
        types(terminal, "MoJ, PNTL")
        presses(terminal, "ctrl+s")
        terminal.settle(0.4)
        leave(terminal)
    with stored(tmp_path) as state:
        assert (action(state, "A-2010-001").status, action(state, "A-2010-001").waiting_on) == (
            ActionStatus.WAITING,
            "MFA",
        )
        assert len(action(state, "A-2010-007").owners) == 2


def test_filter_keep_the_filter_and_go_to_the_origin(tmp_path: Path) -> None:
    with opened(tmp_path) as terminal:
        presses(terminal, "4", "/")
        types(terminal, "owner:moj is:overdue", shows="1 of 6")
        presses(terminal, "enter", "f3", "enter", shows=t("followup.keep_filter"))
        types(terminal, "MoJ late")
        presses(terminal, "ctrl+s", shows=t("verbs.filter_saved", subject="MoJ late"))
        presses(terminal, "/", "escape", shows="6 rows")
        presses(terminal, "f3", "enter", shows="1 of 6")
        presses(terminal, "enter", shows="Referral of victims")
        presses(terminal, "enter")
        terminal.wait_gone("owner:moj")
        terminal.wait_for("M-2010-01")
        leave(terminal)
    with stored(tmp_path) as state:
        assert [(saved.name, saved.words) for saved in state.all(SavedFilter)] == [("MoJ late", "owner:moj is:overdue")]


def test_tasks_add_recur_tick_and_turn(tmp_path: Path) -> None:
    with opened(tmp_path) as terminal:
        presses(terminal, "5", "ctrl+n", shows=t("tasks.new"))
        types(terminal, "Monthly report")
        presses(terminal, "tab", "tab")
        types(terminal, "31 mar")
        presses(terminal, "tab")
        types(terminal, "every month", shows="every month")
        presses(terminal, "ctrl+s", shows="Monthly report")
        presses(terminal, "f4", shows="Closed T-2010-013")
        presses(terminal, "right", "right", shows="0 of 11 done")
        presses(terminal, "f4", shows="1 of 11 done")
        presses(terminal, "1", "5", "left")
        leave(terminal)
    with stored(tmp_path) as state:
        assert str(action(state, "T-2010-014").due) == "2010-05-31"
        assert action(state, "T-2010-013").status is ActionStatus.DONE


def test_an_action_becomes_a_task_and_one_again(tmp_path: Path) -> None:
    with opened(tmp_path) as terminal:
        presses(terminal, "4", "f9", shows=t("verbs.turned", subject="T-2010-"))
        assert "5 rows" in terminal.text
        presses(terminal, "5", "/")
        types(terminal, "SOP")
        presses(terminal, "enter", "f9", shows=t("verbs.turned", subject="A-2010-001"))
        leave(terminal)
    with stored(tmp_path) as state:
        back = action(state, "A-2010-001")
        assert (back.kind, len(back.former_references)) == (ActionKind.ACTION, 1)


def test_decisions_are_added_edited_and_carried_out(tmp_path: Path) -> None:
    with opened(tmp_path) as terminal:
        presses(terminal, "4", "left", "f2", shows="Edit D-2010-01")
        types(terminal, "Agreed: ")
        presses(terminal, "ctrl+s", shows="Agreed")
        presses(terminal, "f8", shows=t("followup.form.status", subject="D-2010-01"))
        types(terminal, "implemented")
        presses(terminal, "enter", shows="implemented")
        presses(terminal, "ctrl+n", shows=t("followup.new_decision"))
        types(terminal, "The plan has four pillars")
        presses(terminal, "ctrl+s", shows="D-2010-02")
        presses(terminal, "ctrl+c", shows=t("followup.decisions_copied", count=2))
        leave(terminal)
    with stored(tmp_path) as state:
        assert [wording.text for wording in state.all(Wording)] == ["The SOP has five chapters"]
        assert {decision.status for decision in state.all(Decision)} == {
            Implementation.PENDING,
            Implementation.IMPLEMENTED,
        }


def test_a_text_is_decided_by_circulation(tmp_path: Path) -> None:
    with opened(tmp_path) as terminal:
        presses(terminal, "4", "left", "f9", shows=t("circulation.new"))
        types(terminal, "The standards apply")
        presses(terminal, "ctrl+s", shows=t("verbs.circulated_proposal", subject="D-2010-02"))
        presses(terminal, "f5", shows=t("choices.asking_kind.decision"))
        presses(terminal, "ctrl+n", shows=t("records.organization"))
        types(terminal, "PNTL")
        presses(terminal, "ctrl+s", shows=t("verbs.position_noted", subject="PNTL"))
        presses(terminal, "f9", shows="Conclude D-2010-02")
        types(terminal, "adopted")
        presses(terminal, "enter", shows=t("verbs.taken", subject="D-2010-02"))
        leave(terminal)
    with stored(tmp_path) as state:
        assert [position.stance for position in state.all(Position)] == [Stance.AGREES]
        assert [item.title for item in state.all(AgendaItem) if "D-2010-02" in item.title] == [
            t("circulation.item", reference="D-2010-02", text="The standards apply")
        ]


def test_an_action_is_linked_from_both_ends(tmp_path: Path) -> None:
    with opened(tmp_path) as terminal:
        presses(terminal, "4", "ctrl+k", shows=t("followup.link_decision", subject="A-2010-001"))
        presses(terminal, "enter", shows="A-2010-001 → D-2010-01")
        presses(terminal, "left", "ctrl+k", shows=t("followup.link_action", subject="D-2010-01"))
        types(terminal, "officer")
        presses(terminal, "enter", shows="A-2010-002 → D-2010-01")
        leave(terminal)
    with stored(tmp_path) as state:
        assert sorted(one.reference for one in state.all(Action) if one.decision) == ["A-2010-001", "A-2010-002"]


def test_nothing_to_copy_is_said_and_nothing_written(tmp_path: Path) -> None:
    with opened(tmp_path, "empty") as terminal:
        presses(terminal, "4", "ctrl+c", shows=t("ui.nothing_to_copy"))
        presses(terminal, "3", "ctrl+c")
        leave(terminal)
    with opened(tmp_path) as terminal:
        presses(terminal, "ctrl+c", shows=t("ui.nothing_to_copy"))
        leave(terminal)
    assert list(tmp_path.rglob("clipboard.md")) == []


def test_a_checklist_is_taken_on_with_the_days_that_come_out(tmp_path: Path) -> None:
    with opened(tmp_path) as terminal:
        presses(terminal, "5", "/")
        types(terminal, "reminder")
        presses(terminal, "enter", "delete", "ctrl+k", shows="Which checklist")
        terminal.wait_for(t("tasks.checklist.count", count=1))
        presses(terminal, "enter", shows=f"25 Mar 2010  {t('checklists.remind')}")
        presses(terminal, "enter", shows="Added the checklist")
        leave(terminal)
    with stored(tmp_path) as state:
        (reminder,) = (one for one in state.all(Action) if one.text == t("checklists.remind"))
        assert str(reminder.due) == "2010-03-25"


def test_the_steps_of_a_checklist_become_the_groups_own(tmp_path: Path) -> None:
    with opened(tmp_path) as terminal:
        presses(terminal, "5", "ctrl+k", shows="Which checklist")
        types(terminal, "change")
        presses(terminal, "enter", shows=t("tasks.own.which"))
        types(terminal, "extraordinary")
        presses(terminal, "enter", shows=f"-3 {t('checklists.invite')}")
        presses(terminal, "end", "ctrl+u")
        types(terminal, "send it")
        presses(terminal, "ctrl+s", shows=t("tasks.own.not_a_step", text="send it"))
        presses(terminal, "end", "ctrl+u")
        types(terminal, "-4 Call all members")
        presses(terminal, "ctrl+s", shows="Saved the group's checklist")
        leave(terminal)
    with stored(tmp_path) as state:
        kept = [(step.days, step.text) for step in steps(state, MeetingKind.EXTRAORDINARY)]
        assert kept[0] == (-4, "Call all members")
        assert len(kept) == 8
        assert len(state.all(ChecklistLine)) == 8


def test_a_task_for_me_is_under_the_cursor_and_done_with_the_next_key(tmp_path: Path) -> None:
    with opened(tmp_path) as terminal:
        presses(terminal, "5", "ctrl+n", shows=t("tasks.new"))
        types(terminal, "Call the printer")
        presses(terminal, "tab")
        types(terminal, "me")
        presses(terminal, "ctrl+s", shows="Added T-2010-")
        waits_for_cursor(terminal, "Call the printer")
        assert t("tasks.nobodys") in terminal.text
        presses(terminal, "f4")
        leave(terminal)
    with stored(tmp_path) as state:
        closed = [action.text for action in state.all(Action) if action.status is ActionStatus.DONE]
        assert closed == ["Call the printer"]
