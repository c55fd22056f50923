"""Where one can go: the areas of the digits, the screens that the palette reaches, and where a record lives."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ictwg.domain.records import (
    Action,
    AgendaItem,
    Attendance,
    Campaign,
    Decision,
    Entry,
    Meeting,
    Organization,
    Person,
    Programme,
    Role,
    Training,
)
from ictwg.domain.schema import declared
from ictwg.domain.values import ActionKind

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from typing import Any

    from textual.screen import Screen

    from ictwg.domain.schema import Record


def _to_mend() -> Screen[Any]:
    from ictwg.ui.screens.problems import MendScreen

    return MendScreen()


def _two_answers() -> Screen[Any]:
    from ictwg.ui.screens.answers import TwoAnswersScreen

    return TwoAnswersScreen()


def _history() -> Screen[Any]:
    from ictwg.ui.screens.history import HistoryScreen

    return HistoryScreen()


def _trash() -> Screen[Any]:
    from ictwg.ui.screens.trash import TrashScreen

    return TrashScreen()


def _backups() -> Screen[Any]:
    from ictwg.ui.screens.backups import BackupsScreen

    return BackupsScreen()


def _sharing() -> Screen[Any]:
    from ictwg.ui.screens.sharing import SharingScreen

    return SharingScreen()


def _reports() -> Screen[Any]:
    from ictwg.ui.screens.reports import ReportsScreen

    return ReportsScreen()


def _sub_groups() -> Screen[Any]:
    from ictwg.ui.screens.sub_groups import SubGroupsScreen

    return SubGroupsScreen()


def _coverage() -> Screen[Any]:
    from ictwg.ui.screens.coverage import CoverageScreen

    return CoverageScreen()


PLACES: Mapping[str, Callable[[], Screen[Any]]] = {
    "sub_groups": _sub_groups,
    "reports": _reports,
    "coverage": _coverage,
    "sharing": _sharing,
    "mend": _to_mend,
    "two_answers": _two_answers,
    "history": _history,
    "trash": _trash,
    "backups": _backups,
}


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


def _programme() -> Screen[Any]:
    from ictwg.ui.screens.programme import ProgrammeScreen

    return ProgrammeScreen()


AREAS: Mapping[str, Callable[[], Screen[Any]]] = {
    "today": _today,
    "agenda": _agenda,
    "membership": _membership,
    "followup": _followup,
    "tasks": _tasks,
    "programme": _programme,
}
"""In the order of their digits."""


AT_HOME = frozenset(
    kind.TABLE for kind in (Meeting, AgendaItem, Entry, Attendance, Organization, Person, Role, Action, Decision)
)
"""What a screen of its own shows; all else is looked at where it belongs."""


def listed_kinds() -> tuple[type[Record], ...]:
    """The record types whose list is made from their declaration alone."""
    return tuple(kind for kind in declared() if kind.VIEWS and kind.TABLE not in AT_HOME)


def detail_screen(record: Record) -> Screen[Any]:
    """All about one record, with what belongs to it; for some types with more that can be done there."""
    from ictwg.ui.record_detail import RecordDetailScreen
    from ictwg.ui.screens.trainings import TrainingScreen

    own: dict[type[Record], type[RecordDetailScreen]] = {Training: TrainingScreen}
    return own.get(type(record), RecordDetailScreen)(record)


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
        case Training() | Campaign() | Programme():
            return "programme"
        case _:
            return "today"
