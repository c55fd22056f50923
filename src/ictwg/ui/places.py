"""Screens that are reached from the palette alone: title and help are the messages `places.<name>` and `…_tip`."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from typing import Any

    from textual.screen import Screen


def _to_mend() -> Screen[Any]:
    from ictwg.ui.screens.mend import MendScreen

    return MendScreen()


def _two_answers() -> Screen[Any]:
    from ictwg.ui.screens.two_answers import TwoAnswersScreen

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


PLACES: Mapping[str, Callable[[], Screen[Any]]] = {
    "sub_groups": _sub_groups,
    "reports": _reports,
    "sharing": _sharing,
    "mend": _to_mend,
    "two_answers": _two_answers,
    "history": _history,
    "trash": _trash,
    "backups": _backups,
}
