"""The questions before a group opens: who is working, and which of several files to open."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar, Generic, NamedTuple, Protocol, TypeVar

from textual.containers import Vertical
from textual.widgets import Static

from ictwg.locales import t
from ictwg.ui.key_order import KeysInOrder
from ictwg.ui.keys import bindings_with
from ictwg.ui.modals.form_screen import FormScreen
from ictwg.ui.modals.help import offer_help
from ictwg.ui.preferences import THEMES
from ictwg.ui.program import Program
from ictwg.ui.styles import SHEETS
from ictwg.ui.text import plain
from ictwg.ui.widgets.bars import KeyBar
from ictwg.ui.widgets.columns import Column
from ictwg.ui.widgets.form import Choice, FormField
from ictwg.ui.widgets.virtual_list import VirtualList

if TYPE_CHECKING:
    from textual import events
    from textual.app import ComposeResult

    from ictwg.ui.program import OpenProgram


class WayIn(Protocol):
    """One way to answer: what it is called, and why one would."""

    @property
    def id(self) -> str: ...

    @property
    def title(self) -> str: ...

    @property
    def why(self) -> str: ...


A = TypeVar("A")


W = TypeVar("W", bound=WayIn)


class Asking(Program["A | None"], Generic[A, W]):
    """The answer, or None where it was left.

    Args:
        heading: What it is about.
        question: In sentences.
        ways: In the order in which they are to be read.
    """

    CSS_PATH = SHEETS
    BINDINGS: ClassVar = [*bindings_with("app.help", "app.quit", "first.leave")]
    ENABLE_COMMAND_PALETTE = False
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (80, "-home"), (110, "-wide")]
    CSS = """
    Screen { align: center middle; }
    #first { width: 76; max-width: 100%; height: auto; max-height: 100%; padding: 1 2; }
    #first > Static { height: auto; margin-bottom: 1; }
    #first > VirtualList { height: auto; margin-bottom: 1; }
    #why { height: 3; color: $foreground 72%; }
    """

    def __init__(self, heading: str, question: str, ways: tuple[W, ...]) -> None:
        super().__init__()
        self._heading, self._question, self._ways = heading, question, ways
        self._keys = KeysInOrder(self, super().on_event)
        self._list: VirtualList[W] = VirtualList((Column[W]("title", "", lambda way: way.title),), header=False)

    def chosen(self, way: W) -> None:
        """Enter."""
        raise NotImplementedError

    def compose(self) -> ComposeResult:
        with Vertical(id="first"):
            yield Static(plain(self._heading, style="b"))
            yield Static(plain(self._question))
            yield self._list
            yield Static("", id="why", markup=False)
        yield KeyBar()

    def on_mount(self) -> None:
        for theme in THEMES:
            self.register_theme(theme)
        self.theme = THEMES[0].name
        self._list.styles.height = len(self._ways)
        self.query_one(KeyBar).styles.dock = "bottom"
        self._list.show(self._ways)
        self._list.focus()

    async def on_event(self, event: events.Event) -> None:
        await self._keys.pass_on(event)

    def cursor_moved(self, moved: VirtualList[Any], /) -> None:
        """Of the ways; a box above them, such as the help, has a list of its own."""
        if moved is self._list:
            way = self._list.current
            self.query_one("#why", Static).update(plain(way.why if way is not None else ""))

    def on_virtual_list_chosen(self, event: VirtualList.Chosen) -> None:
        self.chosen(event.row)

    def action_leave(self) -> None:
        self.exit(None)

    def action_help(self) -> None:
        offer_help(self.screen)


MOVED_FIRST = ("moved", "copy", "separate")


COPY_FIRST = ("copy", "moved", "separate")


class FileKind(NamedTuple):
    """What the file may be."""

    id: str
    title: str
    why: str


class KnownElsewhere(Asking[str, FileKind]):
    """One of `moved`, `copy`, `separate`; None where it was left. Nothing is opened before the answer.

    Args:
        path: The file that was to be opened.
        known: Where this computer knows the group's file.
    """

    def __init__(self, path: str, known: str) -> None:
        question = t("first_run.elsewhere.question", path=str(Path(path).absolute()), known=known)
        # A file that is still where it was has not moved.
        order = COPY_FIRST if Path(known).is_file() else MOVED_FIRST
        ways = (FileKind(one, t(f"first_run.elsewhere.{one}"), t(f"first_run.elsewhere.{one}.why")) for one in order)
        super().__init__(t("first_run.elsewhere"), question, tuple(ways))

    def chosen(self, way: FileKind) -> None:
        self.exit(way.id)


USER = "user"


async def ask_who(program: OpenProgram) -> None:
    """From the answer on edits bear the new name, and undo takes back that person's alone. For workers."""
    session = program.session
    before = session.settings.user_name
    names = dict.fromkeys((before, *(heard.user for heard in session.store.status().colleagues)))
    options = tuple(Choice(name, name) for name in names)
    words = t("who.help", name=before)
    field = FormField(USER, t("records.name"), words, kind="link", required=True, options=options)
    values = await program.push_screen_wait(FormScreen(t("keys.app_who"), (field,)))
    name = " ".join(values[USER].split()) if values is not None else before
    if name == before:
        return
    told = t("who.is", name=name)
    try:
        session.work_as(name)
    except OSError as error:
        told = t("ui.settings_not_kept", what=told, reason=str(error))
    program.say(told)
    program.show_again()
