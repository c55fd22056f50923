"""What every screen of the program shares: the session, the toast with its undo, and showing again after a change.

A screen shows view models that services return, calls use cases, and commits what they return. After every change,
its own or a colleague's, `reload` shows the state again and keeps the cursor where it was.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, TypeVar, cast

from textual.events import ScreenResume
from textual.widget import Widget

from ictwg.domain.changes import Changes
from ictwg.domain.schema import RECORDS, Record
from ictwg.errors import IctwgError
from ictwg.locales import t
from ictwg.records.lookup import shown_name
from ictwg.records.named_files import named_file
from ictwg.records.shared_files import paths_of
from ictwg.ui.program import SAID
from ictwg.ui.styles import StyledOnce
from ictwg.ui.text import plain
from ictwg.ui.widgets.bars import TopBar
from ictwg.ui.widgets.columns import record_in
from ictwg.ui.widgets.virtual_list import VirtualList

if TYPE_CHECKING:
    from ictwg.app.forms.fields import FormField
    from ictwg.app.session import Session
    from ictwg.ui.app import IctwgApp

T = TypeVar("T")

A_FRAME = 0.02
"""Seconds in which a terminal is painted."""


@contextmanager
def complaining(where: SessionScreen[Any] | IctwgApp) -> Iterator[None]:
    """What cannot be done in the block is said there, and the rest of the block is left."""
    try:
        yield
    except IctwgError as error:
        where.complain(error)


class SessionScreen(StyledOnce[T]):
    _was_behind = False
    """Whether it may show what is not so any more; one just made is told twice to come to the front."""

    @property
    def program(self) -> IctwgApp:
        return cast("IctwgApp", self.app)

    @property
    def session(self) -> Session:
        return self.program.session

    @property
    def sends_of(self) -> Record | None:
        """The record that it is about, of which something can be sent wherever the cursor is."""
        return None

    def is_list_of(self, kind: type[Record]) -> bool:  # noqa: ARG002 - for declared lists
        return False

    @property
    def under_cursor(self) -> str:
        """The id of the record under the cursor, or under that of a list in sight; empty where it is on none."""
        lists = (*self.query("EntryList"), *self.query(VirtualList))  # whoever types minutes means a line of theirs
        shown = (one for one in lists if one.is_on_screen)
        return next(filter(None, map(_under, (self.focused, *shown))), "")

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002
        """Of an area's keys a screen answers those that it has something to do for; the help lists no others."""
        return hasattr(self, f"action_{action}") or hasattr(self, f"_action_{action}")

    def reload(self) -> None:
        """Shows the state as it is now; called after every change and when the screen comes to the front again."""

    def after_a_frame(self, call: Callable[[], object]) -> None:
        """Does what takes long once what stands there is painted, its bars in their widths too."""
        self.call_after_refresh(self.set_timer, A_FRAME, call)

    def saving_changed(self) -> None:
        """The state of saving and sharing is another, and no record: for screens that tell of it."""

    def show_saving(self) -> None:
        for bar in self.query(TopBar):
            bar.tell()

    def on_screen_suspend(self) -> None:
        self._was_behind = True

    def on_screen_resume(self, _event: ScreenResume) -> None:
        if self._was_behind and self.is_mounted:
            self._was_behind = False
            self.reload()
        self.program.show_saving()

    def carry_out(
        self, use_case: Callable[[], Changes], *, quiet: bool = False, then: Callable[[], str] | None = None
    ) -> bool:
        """Runs a use case, saves what it returns and shows it; an error becomes one clear message.

        `quiet` gives no toast: while minutes are taken, the line on the screen is the answer. `then` is asked
        afterwards for what stands below it: what one may do now.
        """
        try:
            self.save(use_case, quiet=quiet, then=then)
        except IctwgError as error:
            self.complain(error)
            return False
        return True

    def save(
        self, use_case: Callable[[], Changes], *, quiet: bool = False, then: Callable[[], str] | None = None
    ) -> Changes:
        """The same for a form, which shows what is wrong at its field.

        Raises:
            IctwgError: Nothing was changed.
        """
        from ictwg.app.redaction import still_kept

        changes = use_case()
        kept = still_kept(self.session.state, changes)
        receipt = self.session.commit_typed(changes)
        if receipt is not None and not quiet:
            done = t("ui.done", what=t(changes.verb, subject=changes.subject))
            self.program.say("\n".join((done, then()) if then else (done,)), timeout=SAID * (2 if then else 1))
        if kept:
            self.program.warn(t("redacting.still_kept"))
        self.program.changed()
        return changes

    async def fill_in(
        self, title: str, fields: tuple[FormField, ...], use_case: Callable[[dict[str, str]], Changes], edit: str = ""
    ) -> Changes | None:
        """A form that becomes a change; an error stays in it. What was saved, None where nothing was. For workers.

        The cursor stands in the field `edit`, or in the first.
        """
        from ictwg.ui.modals.form_screen import FormScreen

        form = FormScreen(title, fields, save=lambda values: self.save(lambda: use_case(values)), edit=edit)
        await self.app.push_screen_wait(form)
        saved: Changes | None = form.result
        return saved

    async def edit_in_form(
        self, record: Record, title: str = "", form: tuple[FormField, ...] = (), edit: str = ""
    ) -> Changes | None:
        """A record's form, or these fields of it: only what was changed is written. For workers."""
        from ictwg.app.forms import declared as forms

        lookup = self.session.lookup
        fields = form or forms.edit_form(lookup, record)
        title = title or t("followup.edit", subject=shown_name(lookup.state, record))

        def edited(typed: dict[str, str]) -> Changes:
            return self.said_out(forms.edit_record(lookup, record, fields, typed))

        return await self.fill_in(title, fields, edited, edit)

    def said_out(self, changes: Changes) -> Changes:
        """The same changes, once nothing is open in what they say that went to others.

        Raises:
            MarkedError: Something is.
        """
        if any(RECORDS[one.table].GOES_OUT for one in changes.writes if one.table in RECORDS):
            from ictwg.app.doors import require_going_out

            require_going_out(self.session.state, changes, self.session.today)
        return changes

    def tell(self, text: str) -> None:
        self.program.say(text)

    def complain(self, error: IctwgError) -> None:
        text = f"{error.message}\n{error.hint}" if error.hint else error.message
        self.program.notify(plain(text).plain, markup=False, severity="error", timeout=8)

    def open_file_of(self, record: Record | None) -> None:
        """The file that a record names, with the program that the system has for it."""
        path = next(iter(paths_of(record)), "") if record is not None else ""
        if not path:
            self.tell(t("files.none"))
            return
        with complaining(self):
            self.program.open_file(named_file(self.session.lookup.folder, path).path)

    def show_field(self, record: Record, field: str) -> None:  # noqa: ARG002 - for screens that can open it
        """The same at a field of it, where the screen has a form for that."""
        self.show_record(record)

    def show_record(self, record: Record) -> None:
        """Brings a record of this screen's kind into view; the answer to a jump from elsewhere."""


def _under(widget: Widget | None) -> str:
    if isinstance(widget, VirtualList):
        return record_in(widget.current) if widget.current is not None else ""
    current = getattr(widget, "current", None)
    return current if isinstance(current, str) else ""
