"""The Textual app: its modes, the actions that work everywhere, and the sync schedule."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, ClassVar

from textual import events, work
from textual.binding import BindingType
from textual.notifications import Notify
from textual.reactive import Initialize, Reactive
from textual.screen import Screen

from ictwg.app.settings import Settings
from ictwg.domain.records import Round
from ictwg.domain.schema import Record
from ictwg.domain.state import record_of
from ictwg.errors import IctwgError, NotFoundError
from ictwg.locales import t
from ictwg.records.lookup import shown_name
from ictwg.ui.key_order import KeysInOrder
from ictwg.ui.keys import apply_key_settings, bindings_for, keymap
from ictwg.ui.places import AREAS, AT_HOME, IN_PROGRAMME, OWN_LISTS, OWN_PAGES, area_of, later, listed_kinds, named
from ictwg.ui.program import COPIED, READ, SAID, Program
from ictwg.ui.read_ahead import FileReading, ReadAhead, collect_again
from ictwg.ui.styles import FIRST, ParsedOnce
from ictwg.ui.styles.themes import ansi_color, first_theme
from ictwg.ui.sync_scheduler import SyncScheduler
from ictwg.ui.text import lines, plain

if TYPE_CHECKING:
    from ictwg.app.search.search import SearchIndex
    from ictwg.app.sending import SendingChoice
    from ictwg.app.session import Session
    from ictwg.store.local.log import Receipt


def _first_theme(app: Any) -> str:
    return first_theme(app, app.settings.theme)


AFTER_THE_FIRST_FRAME = 0.1
"""Seconds; what looks through all records, or at how they are shared, does not delay what is seen first."""
COLLECTING = 0.5
"""Seconds until the garbage of the start is collected."""


class IctwgApp(Program[None]):
    """One group's file, open in a session. What the first frame does not need is imported when it is used.

    `told` is what has happened just before, in words; `card` a heading and what to know first, in a box; `asks_who`
    whether somebody has to say first who works here.
    """

    CSS_PATH = FIRST
    BINDINGS: ClassVar[list[BindingType]] = [*bindings_for("app")]
    MODES: ClassVar[dict[str, str | Callable[[], Screen[Any]]]] = {**AREAS}
    DEFAULT_MODE = "today"
    ENABLE_COMMAND_PALETTE = False  # Textual's own lays out all that it offers at every key

    offered: tuple[int, Any] | None = None
    """What the key of papers makes at once, as long as this version of the state is the last one."""
    is_whole = False
    """Whether the first frame was seen, so that screens show all that they have."""
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
        self.read_ahead = ReadAhead(self, session, self.sheets)
        session.read_later = FileReading(self, say=self.say, shown=self.show_again).want
        self.sync_scheduler = SyncScheduler(
            self, session, came=self.show_again, looked=self._looked, say=self.say, warn=self.warn
        )
        self._keys = KeysInOrder(self, super().on_event)
        self.sendings: dict[tuple[str, ...], SendingChoice] = {}
        """What was chosen and not sent yet, by the paper, its readers and its record."""

    @property
    def settings(self) -> Settings:
        return self.session.settings

    def use_keys(self) -> None:
        """The usual keys with the person's own over them; what is wrong with those is said in one sentence."""
        keys = keymap(vi=self.settings.vi_keys, wishes=self.settings.keymap)
        apply_key_settings(keys.keys)
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

    def close_with_message(self, words: str) -> None:
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
            self.push_screen(later("modals.box", "ToldBox")(*self._card))
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
        return next((screen for screen in reversed(self.screen_stack) if hasattr(screen, "reload")), None)

    def show_again(self) -> None:
        """The screen in front shows the state as it is now; one that is still being made will show it by itself."""
        front = self.front
        if front is not None and front.is_mounted:
            front.reload()
            self.sync_scheduler.shown()
        self.show_saving()

    def show_saving(self) -> None:
        """The state of saving in the top line, also while a box stands over it; what lies behind tells it once back."""
        if self.front is not None:
            self.front.show_saving()

    def _looked(self, changed: bool) -> None:  # noqa: FBT001 - the one thing that it is told
        self.show_saving()
        if changed and self.front is not None:
            self.sync_scheduler.shown()
            self.front.saving_changed()

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
        self.sync_scheduler.sync_soon(asked=True)

    def action_command_palette(self) -> None:
        if not isinstance(self.screen, named("palette", "Palette")):
            named("palette", "offer_everything")(self)

    def action_help(self) -> None:
        later("modals.choose", "offer_help")(self.screen, getattr(self.screen, "help_about", ""))

    def action_record_history(self) -> None:
        self.show_history(self.front.under_cursor)

    @work
    async def action_send(self, name: str = "") -> None:
        """To many: what is under the cursor, or what the screen shows; the kind of this name, or what is chosen."""
        await later("screens.sending", "send")(self, name)

    def show_page(self, record: Record) -> None:
        """What its report tells of it alone."""
        self.push_screen(later("screens.reports", "PageScreen")(record))

    def show_history(self, id: str) -> None:
        record = record_of(self.session.state, id)
        if record is None:
            self.say(t("history.no_record"))
        else:
            self.push_screen(later("screens.history", "RecordHistoryScreen")(record))

    @work
    async def action_redact(self) -> None:
        """Removes a text of the record under the cursor for good."""
        id = self.front.under_cursor
        deleted = (one for one in self.session.store.history.trash() if one.id == id)
        record = record_of(self.session.store, id) or next(deleted, None)
        if record is None:
            self.say(t("history.no_record"))
        else:
            await later("disclosure", "redact_record")(self, record)

    @work
    async def action_who(self) -> None:
        await later("first_run", "ask_who")(self)

    @work
    async def action_search(self) -> None:
        record = await self.push_screen_wait(later("modals.choose", "Search")(self.index, self.session.today))
        if record is not None:
            await self.open_record(record)

    def on_notify(self, _event: Notify) -> None:
        """A message takes the place of the last one; Textual adds it after this."""
        for shown in tuple(self._notifications):
            self._unnotify(shown, refresh=False)
        for screen in self.screen_stack:
            # Textual takes a message away and leaves its line: the next would stand lower and lower, over the rows
            for holder in screen.query("ToastHolder"):
                told = (getattr(toast, "_notification", None) for toast in holder.children)
                if not any(one is not None and one in self._notifications for one in told):
                    holder.remove()

    async def open_record(self, record: Record, field: str = "") -> None:
        """Goes to the screen where a record lives, and brings it into view; or the field of it that is to be mended."""
        from ictwg.app.search.place import at_home

        record = at_home(self.session.state, record, frozenset(kind.TABLE for kind in (*AT_HOME, *listed_kinds())))
        if type(record) in listed_kinds():
            self.call_after_refresh((await self.open_list(type(record))).show_record, record)
            return
        await self.switch_mode(area_of(record))
        screen: Any = next((one for one in self.screen_stack if hasattr(one, "show_field")), None)
        if screen is not None:
            self.call_after_refresh(screen.show_field, record, field)

    async def open_list(self, kind: type[Record]) -> Any:
        """The list of a declared type: in the area that has it as a view, else over what is in front."""
        if kind in IN_PROGRAMME:
            await self.action_mode("programme")
            self.front.go_to(kind.TABLE)
        elif not self.front.is_list_of(kind):
            await self.push_screen(OWN_LISTS.get(kind, later("declared_screen", "DeclaredScreen"))(kind))
        return self.screen

    async def import_list(self, kind: type[Record], of: Record | None) -> None:
        await later("screens.errands", "import_list")(self, kind, of)

    async def open_whole(self, record: Record) -> None:
        """A record with what belongs to it; for some types with more that can be done there."""
        if isinstance(record, Round):
            from ictwg.programme.rounds import asking_of

            asking = asking_of(self.session.state, record, self.session.today)
            await self.push_screen(later("screens.askings", "AskingScreen")(asking))
            return
        page = OWN_PAGES.get(type(record), later("declared_screen", "RecordDetailScreen"))
        await self.push_screen(page(record))

    async def open_linked(self, record: Record) -> None:
        from ictwg.records.tables import linked_both_ways

        found = [one for ones in linked_both_ways(self.session.state, record).values() for one in ones]
        title = shown_name(self.session.state, record)
        if found:
            await self.push_screen(later("declared_screen", "RecordsBehindScreen")(title, found))
        else:
            self.say(t("record_screen.nothing_linked", name=title))

    async def open_actions(self, owner: str) -> None:
        await self.switch_mode("followup")
        if hasattr(self.screen, "show_filtered"):
            query = f"owner:{owner.replace(' ', '_')}" if owner else ""
            self.call_after_refresh(self.screen.show_filtered, "open", query)

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
