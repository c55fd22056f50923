"""The Textual app: its modes, the actions that work everywhere, and the sync schedule."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any, ClassVar, cast

from textual import events, work
from textual.reactive import Initialize, Reactive

from ictwg.domain.records import Document, IncomingLetter, Letter, OutsideReport, Plan, Round, Training
from ictwg.errors import IctwgError, NotFoundError
from ictwg.locales import t
from ictwg.records.lookup import shown_name
from ictwg.ui.key_order import KeysInOrder
from ictwg.ui.keys import bindings_for
from ictwg.ui.preferences import ansi_color, first_theme
from ictwg.ui.program import AREAS, AT_HOME, OpenProgram, area_of, listed_kinds
from ictwg.ui.read_ahead import FileReading, ReadAhead, collect_again
from ictwg.ui.session_screen import SessionScreen
from ictwg.ui.styles import FIRST, ParsedOnce
from ictwg.ui.sync_scheduler import SyncScheduler
from ictwg.ui.widgets.bars import TopBar

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.binding import BindingType
    from textual.command import Provider
    from textual.notifications import Notify
    from textual.screen import Screen

    from ictwg.app.search.search import SearchIndex
    from ictwg.app.session import Session
    from ictwg.domain.schema import Record
    from ictwg.store.local.receipt import Receipt
    from ictwg.ui.declared_screen import DeclaredScreen
    from ictwg.ui.screens.circulation import SendingChoice


def _own_list(kind: type[Record]) -> type[DeclaredScreen]:
    """For some types with steps of their own."""
    from ictwg.ui.declared_screen import DeclaredScreen
    from ictwg.ui.screens.letters import IncomingLettersScreen, LettersScreen

    own: dict[type[Record], type[DeclaredScreen]] = {Letter: LettersScreen, IncomingLetter: IncomingLettersScreen}
    return own.get(kind, DeclaredScreen)


def _palette() -> type[Provider]:
    from ictwg.ui.palette import SessionCommands

    return SessionCommands


def _first_theme(app: Any) -> str:
    return first_theme(app, app.settings.theme)


AFTER_THE_FIRST_FRAME = 0.1
"""Seconds; what looks through all records, or at how they are shared, does not delay what is seen first."""
COLLECTING = 0.5
"""Seconds until the garbage of the start is collected."""


class IctwgApp(OpenProgram):
    """One group's file, open in a session. What the first frame does not need is imported when it is used.

    `told` is what has happened just before, in words; `card` a heading and what to know first, in a box; `asks_who`
    whether somebody has to say first who works here.
    """

    CSS_PATH = FIRST
    BINDINGS: ClassVar[list[BindingType]] = [*bindings_for("app")]
    MODES: ClassVar[dict[str, str | Callable[[], Screen[Any]]]] = {**AREAS}
    DEFAULT_MODE = "today"
    COMMANDS: ClassVar[set[Any]] = {_palette}
    ENABLE_COMMAND_PALETTE = True

    sync_scheduler: SyncScheduler
    theme: Reactive[str] = Reactive(Initialize(_first_theme))
    """The person's own from the first style on: another one set later would show the first frame twice."""

    def __init__(
        self, session: Session, told: str = "", card: tuple[str, str] | None = None, *, asks_who: bool = False
    ) -> None:
        self.session = session
        self._asks_who = asks_who
        self._told = told
        self._card = card
        super().__init__(ansi_color=ansi_color())
        self.sheets = ParsedOnce(variables=self.get_css_variables())
        self.stylesheet = self.sheets
        self.title = "ictwg"
        self.read_ahead = ReadAhead(self, self.sheets)
        session.read_later = FileReading(self).want
        self.sync_scheduler = SyncScheduler(self)
        self._keys = KeysInOrder(self, super().on_event)
        self.sendings: dict[tuple[str, ...], SendingChoice] = {}
        """What was chosen and not sent yet, by the paper, its readers and its record."""

    def on_load(self) -> None:
        """Tasks take turns on every Python. From 3.12 on Textual starts each at once, so that the widgets of the first
        mode's screen lived before it was on the stack, and an input line ended the program with "No screens on stack".
        """
        asyncio.get_running_loop().set_task_factory(None)

    def on_mount(self) -> None:
        self.use_keys()
        self.sync_scheduler.start()
        self.set_timer(AFTER_THE_FIRST_FRAME, self._show_whole)
        self.set_timer(COLLECTING, collect_again)

    def _show_whole(self) -> None:
        self.is_whole = True
        self.show_again()
        if self._told:
            self.say(self._told)
        if self._card:
            from ictwg.ui.modals.box import ToldBox

            self.push_screen(ToldBox(*self._card))
        if self._asks_who:
            self.action_who()
        self.read_ahead.begin()

    async def on_event(self, event: events.Event) -> None:
        await self._keys.pass_on(event)

    @property
    def index(self) -> SearchIndex:
        return self.read_ahead.index

    def changed(self) -> None:
        """After a change: the screen in front shows it, the others when they come to the front."""
        self.sync_scheduler.edited()
        self.show_again()

    @property
    def front(self) -> Any:
        """The screen in front, also while a box stands over it; None before there is one."""
        return next((screen for screen in reversed(self.screen_stack) if isinstance(screen, SessionScreen)), None)

    def show_again(self) -> None:
        """The screen in front shows the state as it is now; one that is still being made will show it by itself."""
        front = self.front
        if front is not None and front.is_mounted:
            front.reload()
            self.sync_scheduler.shown()
        self.show_saving()

    def show_saving(self) -> None:
        """The state of saving in the top line, also while a box stands over it; what lies behind tells it once back."""
        for bar in self.front.query(TopBar) if self.front is not None else ():
            bar.tell()

    @property
    def marked(self) -> frozenset[str]:
        """The ids of the records with two versions; a projector shows no marks."""
        if not self.is_whole or any(getattr(screen, "projector", False) for screen in self.screen_stack):
            return frozenset()
        return self.session.contested.marked

    def to_decide(self, id: str) -> str:
        """What is to decide of a marked record, in words."""
        return self.session.contested.words_of(id) if id in self.marked else ""

    def complain(self, error: IctwgError) -> None:
        """As the screen in front says what could not be done."""
        if self.front is not None:
            self.front.complain(error)

    def action_undo(self) -> None:
        if self.session.marks:
            self.say(self.session.marks.pop()())
            self.show_again()
        else:
            self._take_back(self.session.undo)

    def action_redo(self) -> None:
        self._take_back(self.session.redo)

    def action_save(self) -> None:
        self.say(t("ui.already_saved"))
        self.sync_scheduler.hurry(asked=True)

    def action_command_palette(self) -> None:
        from ictwg.ui.palette import Palette

        if not isinstance(self.screen, Palette):
            self.push_screen(Palette())

    def action_help(self) -> None:
        from ictwg.ui.modals.choose import offer_help

        offer_help(self.screen, getattr(self.screen, "help_about", ""))

    def action_record_history(self) -> None:
        """What was done to the record under the cursor."""
        from ictwg.ui.errands import under_cursor

        self.show_history(under_cursor(self.screen))

    @work
    async def action_send(self, name: str = "") -> None:
        """To many: what is under the cursor, or what the screen shows; the kind of this name, or what is chosen."""
        from ictwg.ui.sending import send

        await send(self, name)

    def show_page(self, record: Record) -> None:
        """What its report tells of it alone."""
        from ictwg.ui.screens.reports import PageScreen

        self.push_screen(PageScreen(record))

    def show_history(self, id: str) -> None:
        """What was done to this record."""
        from ictwg.ui.errands import record_of
        from ictwg.ui.screens.history import RecordHistoryScreen

        record = record_of(self.session.state, id)
        if record is None:
            self.say(t("history.no_record"))
        else:
            self.push_screen(RecordHistoryScreen(record))

    @work
    async def action_redact(self) -> None:
        """Removes a text of the record under the cursor for good."""
        from ictwg.ui.errands import record_of, under_cursor
        from ictwg.ui.redaction_form import redact_record

        id = under_cursor(self.screen)
        deleted = (one for one in self.session.store.history.trash() if one.id == id)
        record = record_of(self.session.store, id) or next(deleted, None)
        if record is None:
            self.say(t("history.no_record"))
        else:
            await redact_record(self, record)

    @work
    async def action_who(self) -> None:
        from ictwg.ui.first_run import ask_who

        await ask_who(self)

    @work
    async def action_search(self) -> None:
        from ictwg.ui.modals.choose import Search

        record = await self.push_screen_wait(Search(self.index, self.session.today))
        if record is not None:
            await self.open_record(record)

    def on_notify(self, _event: Notify) -> None:
        """A message takes the place of the last one; Textual adds it after this."""
        for shown in tuple(self._notifications):
            self._unnotify(shown, refresh=False)
        for screen in self.screen_stack:
            self._give_back_lines(screen)

    def _give_back_lines(self, screen: Screen[Any]) -> None:
        """Textual takes a message away and leaves its line: the next would stand lower and lower, over the rows."""
        for holder in screen.query("ToastHolder"):
            told = (getattr(toast, "_notification", None) for toast in holder.children)
            if not any(one is not None and one in self._notifications for one in told):
                holder.remove()

    async def open_record(self, record: Record, field: str = "") -> None:
        """Goes to the screen where a record lives, and brings it into view; or the field of it that is to be mended."""
        from ictwg.app.search.place import at_home

        record = at_home(self.session.state, record, AT_HOME | {kind.TABLE for kind in listed_kinds()})
        if type(record) in listed_kinds():
            self.call_after_refresh((await self.open_list(type(record))).show_record, record)
            return
        await self.switch_mode(area_of(record))
        screen = next((s for s in self.screen_stack if isinstance(s, SessionScreen)), None)
        if screen is not None:
            self.call_after_refresh(screen.show_field, record, field)

    async def open_list(self, kind: type[Record]) -> DeclaredScreen:
        """The list of a declared type: in the area that has it as a view, else over what is in front."""
        from ictwg.ui.declared_screen import DeclaredScreen
        from ictwg.ui.screens.programme import ProgrammeScreen

        if kind in ProgrammeScreen.KINDS:
            await self.action_mode("programme")
            cast("ProgrammeScreen", self.screen).go_to(kind.TABLE)
        elif not isinstance(self.screen, DeclaredScreen) or self.screen.kind is not kind:
            await self.push_screen(_own_list(kind)(kind))
        return cast("DeclaredScreen", self.screen)

    async def import_list(self, kind: type[Record], of: Record | None) -> None:
        from ictwg.ui.errands import import_list

        await import_list(self, kind, of)

    async def open_whole(self, record: Record) -> None:
        """For some types with more that can be done there."""
        from ictwg.programme.rounds import asking_of
        from ictwg.ui.declared_screen import RecordDetailScreen
        from ictwg.ui.screens.asked import AskingScreen
        from ictwg.ui.screens.document import DocumentScreen
        from ictwg.ui.screens.letters import LetterScreen
        from ictwg.ui.screens.outside_report import OutsideReportScreen
        from ictwg.ui.screens.plan import PlanScreen
        from ictwg.ui.screens.programme import TrainingScreen

        own: dict[type[Record], type[RecordDetailScreen]] = {
            Training: TrainingScreen,
            Document: DocumentScreen,
            Plan: PlanScreen,
            OutsideReport: OutsideReportScreen,
            Letter: LetterScreen,
        }
        if isinstance(record, Round):
            await self.push_screen(AskingScreen(asking_of(self.session.state, record, self.session.today)))
            return
        await self.push_screen(own.get(type(record), RecordDetailScreen)(record))

    async def open_linked(self, record: Record) -> None:
        from ictwg.records.linked import linked_both_ways
        from ictwg.ui.declared_screen import RecordsBehindScreen

        found = [one for ones in linked_both_ways(self.session.state, record).values() for one in ones]
        title = shown_name(self.session.state, record)
        if found:
            await self.push_screen(RecordsBehindScreen(title, found))
        else:
            self.say(t("record_screen.nothing_linked", name=title))

    async def open_actions(self, owner: str) -> None:
        from ictwg.ui.screens.followup import FollowupScreen

        await self.switch_mode("followup")
        screen = self.screen
        if isinstance(screen, FollowupScreen):
            query = f"owner:{owner.replace(' ', '_')}" if owner else ""
            self.call_after_refresh(screen.show_filtered, "open", query)

    def _take_back(self, step: Callable[[], Receipt]) -> None:
        try:
            receipt = step()
        except NotFoundError as error:
            self.say(error.message)
            return
        except IctwgError as error:
            self.complain(error)
            return
        from ictwg.records.history import kept_words, taken_back_words

        lookup = self.session.lookup
        self.say("\n".join((taken_back_words(lookup.state, receipt), *kept_words(lookup, receipt))))
        self.changed()
