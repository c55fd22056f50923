"""A progress box for work in a thread, which Escape stops where it can be stopped.

Nothing is carried to the shared folder meanwhile, and no key reaches the screen below. The box is seen only where it
takes longer than a moment.
"""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any, cast

from textual.widgets import Static

from ictwg.errors import GivenUpError, IctwgError
from ictwg.locales import t
from ictwg.ui.modals.box import Box
from ictwg.ui.text import plain

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from textual.widget import Widget

    from ictwg.app.session import Session
    from ictwg.ui.program import OpenProgram

    Tell = Callable[[str], None]


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
    def program(self) -> OpenProgram:
        return cast("OpenProgram", self.app)

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
