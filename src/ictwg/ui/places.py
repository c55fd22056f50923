"""Where one can go: the areas of the digits, and the screens that the palette reaches, each loaded when it is shown."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from typing import Any

    from textual.screen import Screen


def _later(module: str, name: str) -> Callable[[], Screen[Any]]:
    def screen() -> Screen[Any]:
        made: Screen[Any] = getattr(import_module(f"ictwg.ui.{module}"), name)()
        return made

    return screen


PLACES: Mapping[str, Callable[[], Screen[Any]]] = {
    "sub_groups": _later("screens.sub_groups", "SubGroupsScreen"),
    "reports": _later("screens.reports", "ReportsScreen"),
    "coverage": _later("screens.reports", "CoverageScreen"),
    "sharing": _later("screens.sharing", "SharingScreen"),
    "mend": _later("screens.problems", "MendScreen"),
    "two_answers": _later("screens.answers", "TwoAnswersScreen"),
    "history": _later("screens.history", "HistoryScreen"),
    "trash": _later("screens.history", "TrashScreen"),
    "backups": _later("screens.backups", "BackupsScreen"),
}
AREAS: Mapping[str, Callable[[], Screen[Any]]] = {
    "today": _later("screens.today", "TodayScreen"),
    "agenda": _later("screens.meetings", "MeetingsScreen"),
    "membership": _later("screens.membership", "MembershipScreen"),
    "followup": _later("screens.followup", "FollowupScreen"),
    "tasks": _later("screens.tasks", "TasksScreen"),
    "programme": _later("screens.programme", "ProgrammeScreen"),
}
"""In the order of their digits."""
