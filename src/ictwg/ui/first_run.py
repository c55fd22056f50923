"""The questions before a group opens: who is working, which of several files, and how to begin."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar, Generic, NamedTuple, TypeVar

from textual import events, work
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import Static

from ictwg.app.forms.choices import Choice
from ictwg.app.forms.fields import FormField
from ictwg.app.forms.group import zone_field
from ictwg.app.opening import SUFFIX, new_file, problem_of
from ictwg.domain.records import Group
from ictwg.errors import InvalidValueError
from ictwg.locales import t
from ictwg.ui.key_order import KeysInOrder
from ictwg.ui.keys import bindings_with, verb
from ictwg.ui.modals.box import Confirm
from ictwg.ui.modals.choose import offer_help
from ictwg.ui.modals.form_screen import FormScreen
from ictwg.ui.program import Program
from ictwg.ui.styles import SHEETS
from ictwg.ui.styles.themes import first_theme
from ictwg.ui.text import plain
from ictwg.ui.widgets.bars import KeyBar
from ictwg.ui.widgets.columns import Column
from ictwg.ui.widgets.virtual_list import VirtualList

if TYPE_CHECKING:
    from ictwg.ui.app import IctwgApp


class Way(NamedTuple):
    """One way to answer: what it is called, and why one would; `path` where a file was found."""

    id: str
    title: str
    why: str
    path: str = ""


A = TypeVar("A")


class FirstChoice(Program["A | None"], Generic[A]):
    """The answer, or None where it was left.

    Args:
        heading: What it is about.
        question: In sentences.
        ways: In the order in which they are to be read.
    """

    CSS_PATH = SHEETS
    BINDINGS: ClassVar = [*bindings_with("app.help", "app.quit", "first.leave")]
    ENABLE_COMMAND_PALETTE = False
    CSS = """
    Screen { align: center middle; }
    #first { width: 76; max-width: 100%; height: auto; max-height: 100%; padding: 1 2; }
    #first > Static { height: auto; margin-bottom: 1; }
    #first > VirtualList { height: auto; margin-bottom: 1; }
    #why { height: 3; color: $foreground 72%; }
    """

    def __init__(self, heading: str, question: str, ways: tuple[Way, ...]) -> None:
        super().__init__()
        self._heading, self._question, self._ways = heading, question, ways
        self._keys = KeysInOrder(self, super().on_event)
        self._list: VirtualList[Way] = VirtualList((Column[Way]("title", "", lambda way: way.title),), header=False)

    def chosen(self, way: Way) -> object:
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
        self.theme = first_theme(self)
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


class KnownElsewhere(FirstChoice[str]):
    """One of `moved`, `copy`, `separate`; None where it was left. Nothing is opened before the answer.

    Args:
        path: The file that was to be opened.
        known: Where this computer knows the group's file.
    """

    def __init__(self, path: str, known: str) -> None:
        question = t("first_run.elsewhere.question", path=str(Path(path).absolute()), known=known)
        # A file that is still where it was has not moved.
        order = COPY_FIRST if Path(known).is_file() else MOVED_FIRST
        ways = (Way(one, t(f"first_run.elsewhere.{one}"), t(f"first_run.elsewhere.{one}.why")) for one in order)
        super().__init__(t("first_run.elsewhere"), question, tuple(ways))

    def chosen(self, way: Way) -> None:
        self.exit(way.id)


USER = "user"
MOST_OF_A_NAME = 60
"""Letters: what is longer is a sentence."""


def _require_name(values: dict[str, str]) -> None:
    """The name of a person, and not a line of the minutes that was typed here."""
    name = " ".join(values[USER].split())
    if name.startswith("/") or len(name) > MOST_OF_A_NAME:
        raise InvalidValueError(t("who.no_name"), t("who.no_name.hint"), field=USER)


async def ask_who(program: IctwgApp) -> None:
    """From the answer on edits bear the new name, and undo takes back that person's alone. For workers."""
    session = program.session
    before = session.settings.user_name
    status = session.store.sync.status()
    names = dict.fromkeys((before, *status.here, *(heard.user for heard in status.colleagues)))
    options = tuple(Choice(name, name) for name in names)
    words = t("who.help", name=before)
    field = FormField(USER, t("records.name"), words, kind="link", required=True, options=options)
    values = await program.push_screen_wait(
        FormScreen(t("keys.app_who"), (field,), save=_require_name, verb="form.go_on")
    )
    name = " ".join(values[USER].split()) if values is not None else before
    if values is None or (name == before and session.settings.user):
        return
    told = t("who.is", name=name)
    try:
        session.act_as(name)
    except OSError as error:
        told = t("ui.settings_not_kept", what=told, reason=str(error))
    program.say(told)
    program.show_again()


PATH = "path"
NAME, ACRONYM, ZONE = Group.name.name, Group.acronym.name, Group.time_zone.name


class FirstRunChoice(StrEnum):
    OPEN = "open"
    START = "start"
    EXAMPLE = "example"


class FirstRunAnswer(NamedTuple):
    choice: FirstRunChoice
    path: str = ""
    name: str = ""
    acronym: str = ""
    time_zone: str = ""


class FirstRun(FirstChoice[FirstRunAnswer]):
    """Asks how to begin; nothing is made before the answer.

    Args:
        likely: Files of groups that were found, the likeliest first.
        zone: The time zone that is proposed for a new group.
    """

    def __init__(self, likely: tuple[str, ...], zone: str = "") -> None:
        super().__init__(t("first_run.welcome"), t("first_run.question"), ways(likely))
        self._zone = zone

    @work
    async def chosen(self, way: Way) -> None:
        if way.path:
            await self._ask_about(Path(way.path))
        elif way.id == FirstRunChoice.EXAMPLE:
            self.exit(FirstRunAnswer(FirstRunChoice.EXAMPLE))
        elif way.id == FirstRunChoice.OPEN:
            values = await self.push_screen_wait(FormScreen(way.title, (_opened_field(),), verb="form.open"))
            if values is not None:
                self.exit(FirstRunAnswer(FirstRunChoice.OPEN, str(meant(values[PATH]))))
        else:
            values = await self.push_screen_wait(FormScreen(way.title, _start_form(self._zone), verb="form.start"))
            if values is not None:
                named = (values[NAME], values[ACRONYM], values[ZONE])
                self.exit(FirstRunAnswer(FirstRunChoice.START, str(new_file(values[PATH])), *named))

    async def _ask_about(self, path: Path) -> None:
        """A file that was found may be another group's: its folder is said before it is opened."""
        question = plain(t("first_run.found.ask", name=path.name, folder=str(path.parent)))
        if await self.push_screen_wait(Confirm(question, yes=verb("form.open"), no=t("errands.no"), stays=True)):
            self.exit(FirstRunAnswer(FirstRunChoice.OPEN, str(path)))
        else:
            self.query_one("#why", Static).update(plain(t("first_run.not_opened", open=verb("form.open"))))

    @work
    async def action_leave(self) -> None:  # type: ignore[override]  # in a worker, to ask
        if await self.push_screen_wait(Confirm(plain(t("first_run.leave")), yes=t("ui.leave"), no=t("ui.stay"))):
            self.exit(None)


def ways(likely: tuple[str, ...]) -> tuple[Way, ...]:
    """What can be chosen: the files that were found first, of one name with their folders."""
    names = [Path(path).name for path in likely]
    found = [
        Way(
            path,
            t("mend.look", name=name if names.count(name) == 1 else f"{Path(path).parent.name}/{name}"),
            t("first_run.found.why", folder=str(Path(path).parent)),
            path,
        )
        for path, name in zip(likely, names, strict=True)
    ]
    others = (Way(str(one), t(f"first_run.{one}"), t(f"first_run.{one}.why")) for one in FirstRunChoice)
    return (*found, *others)


def meant(text: str) -> Path:
    """The file that is to be opened: as typed, with its suffix added, or the only one of a folder."""
    path = Path(text.strip()).expanduser()
    if path.is_dir():
        inside = sorted(path.glob(f"*{SUFFIX}"))
        return inside[0] if len(inside) == 1 else path
    return path if path.is_file() or path.suffix == SUFFIX else path.with_name(path.name + SUFFIX)


def _opened_field() -> FormField:
    return FormField(
        PATH,
        t("first_run.path"),
        help=t("first_run.path.help"),
        required=True,
        validate=_not_there,
        echo=lambda text: str(meant(text).absolute()),
    )


def _start_form(zone: str) -> tuple[FormField, ...]:
    named = (
        FormField(NAME, t(Group.name.label_id), help=t("first_run.name.help"), required=True),
        FormField(ACRONYM, t(Group.acronym.label_id), help=t("first_run.acronym.help")),
        zone_field(FormField(ZONE, t(Group.time_zone.label_id), help=t(Group.time_zone.help_id), value=zone)),
    )
    path = FormField(
        PATH,
        t("first_run.new_path"),
        help=t("first_run.new_path.help"),
        value=f"group{SUFFIX}",
        required=True,
        validate=_not_free,
        echo=lambda text: str(new_file(text)),
    )
    return (*named, path)


def _not_there(text: str) -> str | None:
    path = meant(text)
    if path.is_file():
        problem = problem_of(path)
        return t("first_run.not_ours", name=path.name, what=problem) if problem else None
    if not path.is_dir():
        return t("first_run.no_file", path=str(path))
    names = ", ".join(one.name for one in sorted(path.glob(f"*{SUFFIX}")))
    return t("first_run.several_in" if names else "first_run.no_group_in", path=str(path), names=names)


def _not_free(text: str) -> str | None:
    path = new_file(text)
    if path.exists():
        return t("first_run.exists", path=str(path))
    return None if path.parent.is_dir() else t("first_run.no_folder", path=str(path.parent))
