"""What is read ahead while nothing else is to do, and the garbage collector kept out of the way of long lists."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from functools import cached_property
from time import monotonic
from typing import TYPE_CHECKING, Any

from textual.app import App

from ictwg.domain.fields import Linking
from ictwg.domain.schema import RECORDS
from ictwg.errors import GivenUpError
from ictwg.records.named_files import NamedFile
from ictwg.records.shared_files import read
from ictwg.ui.styles import SHEETS, ParsedOnce

if TYPE_CHECKING:
    from ictwg.app.search.search import SearchIndex
    from ictwg.app.session import Session


BEFORE, BETWEEN = 1.0, 0.02
"""Seconds from the first frame, and from one step to the next."""

AT_ONCE = 250
"""Records a step: a few milliseconds."""

CODE = (
    "ui.screens.meetings",
    "ui.screens.membership",
    "ui.screens.followup",
    "ui.screens.tasks",
    "ui.screens.programme",
    "ui.screens.reports",
    "ui.screens.next_meeting",
    "ui.screens.meeting.read_back",
    "ui.modals.choose",
    "ui.palette",
)
"""What the keys in front of everybody need."""


class ReadAhead:
    def __init__(self, app: App[Any], session: Session, sheets: ParsedOnce) -> None:
        self._app, self._session = app, session
        self._sheets = sheets
        self._steps = self._all()

    @cached_property
    def index(self) -> SearchIndex:
        from ictwg.app.search.search import SearchIndex

        return SearchIndex(self._session.state, self._session.lookup.me)

    def begin(self) -> None:
        self._app.set_timer(BEFORE, self._go_on)

    def _go_on(self) -> None:
        """One step; what it has made is kept out of the way of keystrokes."""
        if self._app.is_running and next(self._steps, None) is not None:
            freeze_gc()
            self._app.set_timer(BETWEEN, self._go_on)

    def _all(self) -> Iterator[str]:
        """What each step has read."""
        from importlib import import_module

        for module in CODE:
            import_module(f"ictwg.{module}")
            yield module
        for sheet in SHEETS:
            self._sheets.add(sheet)
            yield str(sheet)
        while not self.index.prepare(AT_ONCE):
            yield "text"
        for kind in list(RECORDS.values()):
            for field in kind.fields():
                if isinstance(field, Linking):
                    self._session.state.linked(kind, field, "")
                    yield field.name


class FileReading:
    """The files that records name, read one after the other in a thread; how far it is is told, and then shown."""

    def __init__(self, app: App[Any], *, say: Callable[[str], None], shown: Callable[[], None]) -> None:
        self._app, self._say, self._shown = app, say, shown
        self._wanted: list[NamedFile] = []
        self._told = 0.0

    def want(self, file: NamedFile) -> None:
        if file not in self._wanted:
            self._wanted.append(file)
            if len(self._wanted) == 1:
                self._app.run_worker(self._read, thread=True, group="files")

    def _read(self) -> None:
        self._told = monotonic()
        with suppress(GivenUpError):
            while self._wanted:
                read(self._wanted[0], self._tell)
                del self._wanted[0]
            self._app.call_from_thread(self._shown)

    def _tell(self, words: str) -> None:
        if not self._app.is_running:
            raise GivenUpError(words)
        if monotonic() - self._told > BEFORE:
            self._told = monotonic()
            self._app.call_from_thread(self._say, words)


@contextmanager
def gc_paused() -> Iterator[None]:
    """While many lasting objects are made; afterwards no collection looks at them again."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        freeze_gc()
        if was_on:
            gc.enable()


def freeze_gc() -> None:
    """What was made until now stays until the end: no collection looks at it in the middle of keystrokes."""
    gc.freeze()


def collect_again() -> None:
    gc.collect()
    freeze_gc()
    gc.enable()
