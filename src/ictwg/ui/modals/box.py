"""The boxes over a screen: the frame of all, a question, what was done or written, long work, a passphrase, a card."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar, TypeVar, cast

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widget import Widget
from textual.widgets import Button, Input, Static

from ictwg.errors import GivenUpError, IctwgError
from ictwg.locales import t
from ictwg.records.tables import Detail
from ictwg.ui.key_table import TABLE
from ictwg.ui.keys import bindings_for, bindings_with
from ictwg.ui.places import PLACES
from ictwg.ui.styles import StyledOnce
from ictwg.ui.text import plain
from ictwg.ui.widgets.bars import KeyBar
from ictwg.ui.widgets.columns import to_decide
from ictwg.ui.widgets.detail import DetailPane, ShortText

if TYPE_CHECKING:
    from ictwg.app.session import Session
    from ictwg.papers.files import WrittenFile
    from ictwg.store.store import Store
    from ictwg.ui.app import IctwgApp

    Tell = Callable[[str], None]


T = TypeVar("T")

WIDTH, PADDED, TITLE_LINES = 76, 5, 3
"""As in the style sheet: cells of the box, those around its text, and lines of a title at the most."""


class Box(ModalScreen[T], StyledOnce[T]):
    """A box over the screen. `body` is what stands in it."""

    BINDINGS = bindings_for("modal")

    def __init__(self, title: str) -> None:
        super().__init__()
        self._box_title = title

    def body(self) -> Iterable[Widget]:
        raise NotImplementedError

    def compose(self) -> ComposeResult:
        with Vertical(classes="box"):
            if self._box_title:
                yield ShortText(plain(self._box_title), classes="box--title")
            yield from self.body()
            yield KeyBar()

    def grows(self) -> Widget | None:
        """The part that scrolls where the screen is low."""
        return None

    @property
    def around(self) -> int:
        """The lines that stand around the part that scrolls: title, help, keys and the space between them."""
        room = min(self.size.width, WIDTH) - PADDED
        return 7 + min(len(plain(self._box_title).wrap(room)), TITLE_LINES)

    def on_resize(self) -> None:
        part = self.grows()
        if part is not None:
            part.styles.max_height = max(3, self.size.height - self.around)

    def action_cancel(self) -> None:
        self.dismiss(None)


class Confirm(ModalScreen[bool], StyledOnce[bool]):
    """True for yes; Escape is no.

    Args:
        question: From `plain`.
        yes: The verb of what happens then, such as "Leave".
        no: The verb of what happens otherwise, such as "Stay".
        stays: Enter alone is no.
    """

    BINDINGS = bindings_for("modal", "confirm")

    def __init__(self, question: Content, *, yes: str, no: str, stays: bool = False) -> None:
        super().__init__()
        self._question = question
        self._yes, self._no = yes, no
        self._first = "#no" if stays else "#yes"

    def compose(self) -> ComposeResult:
        with Vertical(classes="box"):
            yield Static(self._question, classes="box--question")
            with Horizontal(classes="box--answers"):
                yield Button(plain(self._yes), id="yes", compact=True)
                yield Button(plain(self._no), id="no", compact=True)

    def on_mount(self) -> None:
        self.query_one(self._first).focus()

    def on_button_pressed(self, event: Button.Pressed) -> None:
        event.stop()
        self.dismiss(event.button.id == "yes")

    def action_answer_next(self) -> None:
        self.focus_next()

    def action_cancel(self) -> None:
        self.dismiss(False)


class ToldBox(Box[None]):
    """What to know; the keys that the words may name lead there: a mode's digit, search, the palette, help."""

    _LEADS = tuple(
        key for key in TABLE if key.action.startswith("mode(") or key.id in ("app.search", "app.palette", "app.help")
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings_with("modal.cancel", "written.done"),
        *(Binding(key.keys, f"go_on({key.action!r})", show=False) for key in _LEADS),
    ]

    def __init__(self, title: str, words: str) -> None:
        super().__init__(title)
        self._words = words

    def body(self) -> Iterable[Widget]:
        yield Static(plain(self._words), classes="box--question")

    async def action_go_on(self, action: str) -> None:
        await self.dismiss(None)
        await self.app.run_action(action, self.app)


async def agreed(program: IctwgApp, question: str, yes: str, no: str = "", *, stays: bool = False) -> bool:
    """Whether a person says so. For workers."""
    return await program.push_screen_wait(Confirm(plain(question), yes=yes, no=no or t("errands.no"), stays=stays))


async def tell_in_box(program: IctwgApp, title: str, words: str) -> None:
    """In a box that stays until it is closed: a path is to be read in peace. For workers."""
    await program.push_screen_wait(ToldBox(title, words))


class WrittenBox(Box[bool]):
    """Whether they are to be sent now; the files' names, their folder, and why one has another name than expected.

    Args:
        written: In one folder; the first is opened.
        goes_out: They are for others, and may be sent.
    """

    BINDINGS = bindings_for("written")

    def __init__(self, *written: WrittenFile, goes_out: bool = False) -> None:
        self._goes_out = goes_out
        how = min((one.how for one in written), key=("replaced", "written", "same").index)
        super().__init__(t(f"exporting.{how}"))
        self._path = Path(written[0].path)
        self._names = tuple(Path(one.path).name for one in written)
        self._kept = next((Path(one.kept).name for one in written if one.kept), "")

    def body(self) -> Iterable[Widget]:
        for name in self._names:
            yield Static(plain(name, style="b"))
        yield Static(plain(t("exporting.written.folder", folder=str(self._path.parent)), style="$foreground 72%"))
        if self._kept:
            yield Static(plain(t("exporting.written.kept", kept=self._kept), style="$warning"))

    def action_open_file(self) -> None:
        cast("IctwgApp", self.app).open_file(str(self._path))

    def action_circulate(self) -> None:
        self.dismiss(True)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        return self._goes_out if action == "circulate" else super().check_action(action, parameters)

    def action_copy_path(self) -> None:
        cast("IctwgApp", self.app).copy(str(self._path), t("exporting.written.path"))


MOMENT = 0.4
"""Seconds until the box is seen."""


class Working(Box[Any]):
    """What `work` has returned, or the `IctwgError` that it raised.

    Args:
        title: What is being done.
        work: Called in the thread with its own session, and with what tells how far it is and stops it where Escape
            was pressed (`GivenUpError`).
    """

    DEFAULT_CSS = "Working.-unseen { background: transparent; } Working.-unseen > .box { display: none; }"

    def __init__(self, title: str, work: Callable[[Session, Tell], Any]) -> None:
        super().__init__(title)
        self._work = work
        self._told = Static(plain(t("errands.working.start")), classes="box--question")
        self._gives_up = False
        self.add_class("-unseen")

    def body(self) -> Iterable[Widget]:
        yield self._told

    def on_mount(self) -> None:
        self.set_timer(MOMENT, lambda: self.remove_class("-unseen"))
        self.run_worker(self._do())

    @property
    def program(self) -> IctwgApp:
        return cast("IctwgApp", self.app)

    async def _do(self) -> None:
        """What was done there is shown here before the rhythm goes on."""
        program = self.program
        await program.sync_scheduler.rest()
        try:
            result: object = await asyncio.to_thread(lambda: self._work(program.session.apart(), self._tell))
        except IctwgError as error:
            result = error
        program.session.store.refresh()
        program.sync_scheduler.go_on()
        self.dismiss(result)

    def _tell(self, words: str) -> None:
        """From the thread."""
        if self._gives_up or not self.app.is_running:
            raise GivenUpError(t("errands.working.stopped"))
        self.app.call_from_thread(self._say, words)

    def _say(self, words: str) -> None:
        if not self._gives_up:
            self._told.update(plain(words))

    def action_cancel(self) -> None:
        self._gives_up = True
        self._told.update(plain(t("errands.working.stops")))


async def worked_out(program: IctwgApp, title: str, work: Callable[[Session, Tell], Any]) -> Any:
    """What the work has returned; None where it could not be done, which is said. For workers."""
    result = await program.push_screen_wait(Working(title, work))
    if isinstance(result, IctwgError):
        program.complain(result)
        return None
    return result


class PassphraseBox(Box[bool | None]):
    """True once it has opened the file."""

    def __init__(self, store: Store) -> None:
        super().__init__(t("encryption.form"))
        self._store = store
        self._help = ShortText("", classes="form--help")

    def body(self) -> Iterable[Widget]:
        yield Input(password=True, compact=True)
        yield self._help

    def on_mount(self) -> None:
        self._tell(t("encryption.form.help"))
        self.query_one(Input).focus()

    async def on_input_submitted(self, event: Input.Submitted) -> None:
        """To derive the key takes a third of a second, by intent: in a thread, so that the box can say so."""
        event.stop()
        if not event.value.strip():
            return
        event.input.disabled = True
        self._tell(t("encryption.form.opening"))
        try:
            await asyncio.to_thread(self._store.encryption.unlock, event.value)
        except IctwgError as error:
            event.input.disabled = False
            event.input.value = ""
            event.input.focus()
            self._tell(error.message, wrong=True)
        else:
            self.dismiss(True)

    def _tell(self, words: str, *, wrong: bool = False) -> None:
        self._help.update(plain(words))
        self._help.set_class(wrong, "-wrong")


class RecordCard(Box[str | None]):
    """What to do next: "origin", "edit", "page", or None."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings_for("card"), *bindings_with("app.history")]

    def __init__(self, detail: Detail, *, comes_from: bool = True, page: bool = False) -> None:
        """Whether there is another place that Enter goes to, and whether it has a page."""
        super().__init__("")
        self._detail = detail
        self._leads_to = {"origin": comes_from, "page": page}
        self._scroll = VerticalScroll(DetailPane())

    def body(self) -> Iterable[Widget]:
        yield self._scroll

    def grows(self) -> Widget:
        return self._scroll

    def on_mount(self) -> None:
        self._scroll.styles.height = "auto"
        self.query_one(DetailPane).show(self._detail)
        self._scroll.focus()

    def action_record_history(self) -> None:
        program = cast("IctwgApp", self.app)
        self.dismiss(None)
        program.call_later(program.show_history, self._detail.about)

    def action_decide_between(self) -> None:
        program = self.app
        self.dismiss(None)
        program.call_later(lambda: program.push_screen(PLACES["two_answers"]()))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        if action == "decide_between":
            return bool(to_decide(self.app, self._detail.about))
        return self._leads_to.get(str(parameters[0]), True) if parameters else True

    def action_go(self, where: str) -> None:
        self.dismiss(where)


class MemberCard(RecordCard):
    """The same for an organization (Enter goes to its actions) or a person (Enter goes to the organization)."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings_for("member_card"), *bindings_with("app.history")]

    def __init__(self, detail: Detail, leads: str = "member_card.on") -> None:
        """`leads` is the id of the key whose words tell where Enter goes from this record."""
        super().__init__(detail)
        self.told_as = {"member_card.on": leads}
