"""A status has one word: in the lists, in the detail, on the keys that set it."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.ui.followup_group import group

from ictwg.actions.action_rows import ActionRow, ActionTable
from ictwg.domain.records import Action
from ictwg.domain.values import ActionStatus, MeetingState
from ictwg.locales import t
from ictwg.ui.keys import KEYS, verb
from ictwg.ui.widgets.looks import action_columns, status_cell, task_columns


@pytest.fixture
def row(tmp_path: Path) -> ActionRow:
    session = group(tmp_path)
    session.store.close()
    return ActionTable(session.state).rows(session.today)[0]


@pytest.mark.parametrize("status", ActionStatus)
def test_lists_say_what_the_detail_says_and_have_room_for_it(row: ActionRow, status: ActionStatus) -> None:
    said = "".join(
        piece if isinstance(piece, str) else piece.text for piece in status_cell(row._replace(status=status))
    )
    assert said.partition(" ")[2] == Action.status.label(status)
    for columns in (action_columns(), task_columns(meeting=True)):
        (width,) = [column.width for column in columns if column.id == Action.status.name]
        assert len(said) <= width


@pytest.mark.parametrize("status", ActionStatus)
def test_a_key_that_sets_a_status_is_called_by_it(status: ActionStatus) -> None:
    key = f"arising.{status}"
    assert key not in KEYS or verb(key).lower() == Action.status.label(status)


def test_what_is_cancelled_is_said_to_be_so() -> None:
    for word, verbs in (
        (ActionStatus.CANCELLED, "verbs.cancelled"),
        (MeetingState.CANCELLED, "verbs.meeting_cancelled"),
    ):
        assert t(verbs, subject="it").lower().startswith(word)
