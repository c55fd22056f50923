"""What opens where: the areas with their digits, the places of the palette, and the screen of each type of record.

Screens open each other in every direction. They name here what they open; it is imported when it is first opened.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from importlib import import_module
from typing import Any

from ictwg.domain.records import (
    Action,
    AgendaItem,
    Attendance,
    Campaign,
    Decision,
    Document,
    Entry,
    IncomingLetter,
    Letter,
    Meeting,
    Organization,
    OutsideReport,
    Person,
    Plan,
    Programme,
    Recommendation,
    Role,
    Training,
)
from ictwg.domain.schema import Record, declared
from ictwg.domain.values import ActionKind

Opens = Callable[..., Any]


def named(module: str, name: str) -> Any:
    """What is called so in a module of the interface."""
    return getattr(import_module(f"ictwg.ui.{module}"), name)


def later(module: str, name: str) -> Opens:
    """The same once it is called."""

    def made(*about: Any, **how: Any) -> Any:
        return named(module, name)(*about, **how)

    return made


PLACES: Mapping[str, Opens] = {
    "sub_groups": later("screens.sub_groups", "SubGroupsScreen"),
    "reports": later("screens.reports", "ReportsScreen"),
    "coverage": later("screens.reports", "CoverageScreen"),
    "calendar": later("screens.reports", "CalendarScreen"),
    "asked": later("screens.askings", "AskingsScreen"),
    "calls": later("screens.calls", "CallsScreen"),
    "replies": later("screens.replies", "RepliesScreen"),
    "sharing": later("screens.sharing", "SharingScreen"),
    "mend": later("screens.problems", "ProblemsScreen"),
    "two_answers": later("screens.answers", "TwoAnswersScreen"),
    "history": later("screens.history", "HistoryScreen"),
    "trash": later("screens.history", "TrashScreen"),
    "backups": later("screens.backups", "BackupsScreen"),
}

AREAS: Mapping[str, Opens] = {
    "today": later("screens.today", "TodayScreen"),
    "agenda": later("screens.meetings", "MeetingsScreen"),
    "membership": later("screens.membership", "MembershipScreen"),
    "followup": later("screens.followup", "FollowupScreen"),
    "tasks": later("screens.tasks", "TasksScreen"),
    "programme": later("screens.programme", "ProgrammeScreen"),
}
"""In the order of their digits."""

OWN_LISTS: Mapping[type[Record], Opens] = {
    Letter: later("screens.letters", "LettersScreen"),
    IncomingLetter: later("screens.letters", "IncomingLettersScreen"),
}
"""Lists with steps of their own; the others are `DeclaredScreen`."""

OWN_PAGES: Mapping[type[Record], Opens] = {
    Training: later("screens.programme", "TrainingScreen"),
    Document: later("screens.document", "DocumentScreen"),
    Plan: later("screens.plan", "PlanScreen"),
    OutsideReport: later("screens.reports", "OutsideReportScreen"),
    Letter: later("screens.letters", "LetterScreen"),
}
"""Records with more that can be done there; the others have a `RecordDetailScreen`."""

HOMES: Mapping[str, tuple[type[Record], ...]] = {
    "agenda": (Meeting, AgendaItem, Entry, Attendance),
    "membership": (Organization, Person, Role),
    "followup": (Action, Decision),
}
"""By area the types that its screen shows; all else is looked at where it belongs."""
AT_HOME = frozenset(kind for kinds in HOMES.values() for kind in kinds)

IN_PROGRAMME = (Plan, Document, Recommendation, Training, Campaign, Programme)
"""The types of which the programme's screen has a view."""


def listed_kinds() -> tuple[type[Record], ...]:
    """The record types whose list is made from their declaration alone."""
    return tuple(kind for kind in declared() if kind.VIEWS and kind not in AT_HOME)


def area_of(record: Record) -> str:
    """The area in which a record is looked at; the first one where it has none."""
    if isinstance(record, Action) and record.kind is ActionKind.TASK:
        return "tasks"
    return next((area for area, kinds in HOMES.items() if type(record) in kinds), "today")
