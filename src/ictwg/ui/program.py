"""What every program of ours is, where one can go in it, and what the screens of an open group may ask of it.

One that an error of its own ends leaves nothing of the group's data on the terminal, and its caller is told: Textual
would print the variables of every function on the way, names, phone numbers, minutes that are not out yet.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from importlib import import_module
from typing import Any, TypeVar

from textual import work
from textual.app import App
from textual.screen import Screen

from ictwg.app.session import Session
from ictwg.app.settings import Settings
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
from ictwg.domain.schema import Record, declared
from ictwg.domain.values import ActionKind
from ictwg.locales import t
from ictwg.ui.keys import keymap, put_in_force
from ictwg.ui.text import lines, plain


def _later(module: str, name: str) -> Callable[[], Screen[Any]]:
    def screen() -> Screen[Any]:
        made: Screen[Any] = getattr(import_module(f"ictwg.ui.{module}"), name)()
        return made

    return screen


PLACES: Mapping[str, Callable[[], Screen[Any]]] = {
    "sub_groups": _later("screens.sub_groups", "SubGroupsScreen"),
    "reports": _later("screens.reports", "ReportsScreen"),
    "coverage": _later("screens.reports", "CoverageScreen"),
    "calendar": _later("screens.calendar", "CalendarScreen"),
    "asked": _later("screens.asked", "AskedScreen"),
    "calls": _later("screens.calls", "CallsScreen"),
    "replies": _later("screens.replies", "RepliesScreen"),
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


T = TypeVar("T")


SAID, READ = 3, 12
"""Seconds that a message stands: one that asks for nothing, and one that must be read in peace."""


class Program(App[T]):
    """What every program of ours does when it ends."""

    def carry_through(self) -> T | None:
        """Runs it; what it returns.

        Raises:
            Exception: What has ended it, once the terminal is as it was.
        """
        result = self.run()
        if self._exception is not None:
            raise self._exception
        return result

    def _fatal_error(self) -> None:
        """Ends it without a word: `carry_through` hands the error on."""
        self._close_messages_no_wait()


class OpenProgram(Program[None]):
    """A program with one group's file open in a session."""

    session: Session
    offered: tuple[int, Any] | None = None
    """What the key of papers makes at once, as long as this version of the state is the last one."""
    is_whole = False
    """Whether the first frame was seen, so that screens show all that they have."""

    @property
    def settings(self) -> Settings:
        """The person's own settings on this computer."""
        return self.session.settings

    def use_keys(self) -> None:
        """The usual keys with the person's own over them; what is wrong with those is said in one sentence."""
        keys = keymap(vi=self.settings.vi_keys, wishes=self.settings.keymap)
        put_in_force(keys.keys)
        self.set_keymap(keys.keys)
        if self.settings.problem:
            self.warn(t("keys.unreadable", reason=self.settings.problem))
        elif keys.problems:
            self.warn(t("keys.problems", problems="; ".join(keys.problems)))

    def saved_words(self) -> tuple[str, str]:
        """The state of saving, in words and in a word; nothing before it was looked at."""
        if not self.is_whole:
            return "", ""
        from ictwg.app.saving import saved_words

        status, zone = self.session.store.sync.status(), self.session.zone
        return saved_words(status, zone), saved_words(status, zone, short=True)

    async def action_mode(self, name: str) -> None:
        """To an area; its digit once more leads back to it from what was opened over it."""
        if name == self.current_mode:
            while len(self.screen_stack) > 1 and hasattr(self.screen, "action_back"):
                self.pop_screen()
        await self.switch_mode(name)

    def part(self, words: str) -> None:
        """Ends the program with these words on the terminal."""
        self.exit(message=lines(words))

    def say(self, text: str, *, timeout: float = SAID) -> None:
        self.notify(plain(text).plain, markup=False, timeout=timeout)

    def warn(self, text: str) -> None:
        self.notify(plain(text).plain, markup=False, severity="warning", timeout=READ)

    def action_help_quit(self) -> None:
        """Where nothing can be copied; the toolkit's own would say how to quit."""
        self.say(t("ui.nothing_to_copy"))

    @work(thread=True)
    def open_file(self, path: str) -> None:
        """With the system's own program for it."""
        from ictwg.ui.external_programs import open_file

        if not open_file(path):
            self.call_from_thread(self.warn, t("exporting.written.not_opened", path=path))

    def copy(self, text: str, what: str) -> None:
        """Puts a text on the clipboard, and says where it certainly is."""
        from ictwg.ui import clipboard

        if not text.strip():
            self.say(t("ui.nothing_to_copy"))
            return
        copied = clipboard.copy(text, app=self, file=self.session.scratch_file(COPIED))
        self.say(copied.words(what), timeout=SAID if copied.tool else READ)


COPIED = "clipboard.md"
"""What was copied last, on this computer."""


AT_HOME = frozenset(
    kind.TABLE for kind in (Meeting, AgendaItem, Entry, Attendance, Organization, Person, Role, Action, Decision)
)
"""What a screen of its own shows; all else is looked at where it belongs."""


def listed_kinds() -> tuple[type[Record], ...]:
    """The record types whose list is made from their declaration alone."""
    return tuple(kind for kind in declared() if kind.VIEWS and kind.TABLE not in AT_HOME)


def area_of(record: Record) -> str:
    """The area in which a record is looked at; the first one where it has none."""
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
