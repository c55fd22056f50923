"""The program: its modes, what works everywhere, and the rhythm of sharing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from textual.app import App
from textual.message import Message

from ictwg.domain.records import Action, AgendaItem, Attendance, Decision, Entry, Meeting, Organization, Person, Role
from ictwg.domain.values import ActionKind
from ictwg.locales import t
from ictwg.ui.desk_screen import DeskScreen
from ictwg.ui.keys import bindings_for
from ictwg.ui.palette import DeskCommands
from ictwg.ui.text import plain

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.binding import BindingType
    from textual.screen import Screen

    from ictwg.domain.schema import Record
    from ictwg.services.desk import Desk
    from ictwg.store.store import Receipt


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


class IctwgApp(App[None]):
    """One group's file, open on the desk."""

    CSS_PATH: ClassVar[list[str]] = ["styles/ictwg.tcss"]
    BINDINGS: ClassVar[list[BindingType]] = [*bindings_for("app")]
    MODES: ClassVar[dict[str, str | Callable[[], Screen[Any]]]] = {
        "today": _today,
        "agenda": _agenda,
        "membership": _membership,
        "followup": _followup,
        "tasks": _tasks,
    }
    DEFAULT_MODE = "today"
    COMMANDS: ClassVar[set[Any]] = {DeskCommands}
    ENABLE_COMMAND_PALETTE = True
    HORIZONTAL_BREAKPOINTS: ClassVar[list[tuple[int, str]]] = [(0, "-narrow"), (80, "-home"), (110, "-wide")]

    class Shared(Message):
        """The shared folder was read, and what we had went there if it could."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self.title = "ictwg"

    def changed(self) -> None:
        """After a change: the screen in front shows it, the others when they come to the front."""
        for screen in reversed(self.screen_stack):
            if isinstance(screen, DeskScreen):
                screen.reload()
                break

    async def action_mode(self, name: str) -> None:
        await self.switch_mode(name)

    def action_undo(self) -> None:
        self._take_back(self.desk.undo(), "ui.nothing_to_undo")

    def action_redo(self) -> None:
        self._take_back(self.desk.redo(), "ui.nothing_to_redo")

    def action_save(self) -> None:
        self.say(t("ui.already_saved"))

    def say(self, text: str) -> None:
        self.notify(plain(text).plain, markup=False, timeout=4)

    async def open_record(self, record: Record) -> None:
        """Goes to the screen where a record lives, and brings it into view."""
        await self.switch_mode(mode_of(record))
        screen = next((s for s in self.screen_stack if isinstance(s, DeskScreen)), None)
        if screen is not None:
            self.call_after_refresh(screen.show_record, record)

    def _take_back(self, receipt: Receipt | None, nothing: str) -> None:
        if receipt is None:
            self.say(t(nothing))
            return
        kept = "".join("\n" + t("ui.kept", what=what) for what in receipt.kept)
        self.say(t(receipt.verb, subject=receipt.subject) + kept)
        self.changed()


def mode_of(record: Record) -> str:
    """The mode in which a record is looked at."""
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
