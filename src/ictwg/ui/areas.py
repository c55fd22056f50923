"""The areas that the digits lead to, and in which of them a record lives; places without a digit are in `places`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ictwg.domain.records import Action, AgendaItem, Attendance, Decision, Entry, Meeting, Organization, Person, Role
from ictwg.domain.values import ActionKind

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from typing import Any

    from textual.screen import Screen

    from ictwg.domain.schema import Record


def _today() -> Screen[Any]:
    from ictwg.ui.screens.today import TodayScreen

    return TodayScreen()


def _agenda() -> Screen[Any]:
    from ictwg.ui.screens.meetings import MeetingsScreen

    return MeetingsScreen()


def _membership() -> Screen[Any]:
    from ictwg.ui.screens.membership import MembershipScreen

    return MembershipScreen()


def _followup() -> Screen[Any]:
    from ictwg.ui.screens.followup import FollowupScreen

    return FollowupScreen()


def _tasks() -> Screen[Any]:
    from ictwg.ui.screens.tasks import TasksScreen

    return TasksScreen()


AREAS: Mapping[str, Callable[[], Screen[Any]]] = {
    "today": _today,
    "agenda": _agenda,
    "membership": _membership,
    "followup": _followup,
    "tasks": _tasks,
}
AT_HOME = frozenset(
    kind.TABLE for kind in (Meeting, AgendaItem, Entry, Attendance, Organization, Person, Role, Action, Decision)
)
"""What a screen shows by itself; all else is looked at where it belongs."""


def area_of(record: Record) -> str:
    """The area in which a record is looked at."""
    match record:
        case Meeting() | AgendaItem() | Entry() | Attendance():
            return "agenda"
        case Organization() | Person() | Role():
            return "membership"
        case Action():
            return "tasks" if record.kind is ActionKind.TASK else "followup"
        case Decision():
            return "followup"
        case _:
            return "today"
