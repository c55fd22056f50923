"""The sync schedule: a worker thread reads and writes the shared file, and never blocks a key.

Edits are published after two seconds of quiet; the shared file is looked at every three to five seconds (STORE.md §4).
"""

from __future__ import annotations

import random
from collections.abc import Callable
from time import monotonic
from typing import TYPE_CHECKING, Any

from textual.app import App

from ictwg.app.cadence import Cadence, next_poll
from ictwg.errors import IctwgError
from ictwg.locales import t
from ictwg.store.sync.reports import Outcome, ShareReport

if TYPE_CHECKING:
    from ictwg.app.session import Session


SYNC_WORKER = "sync"

BEAT = 0.5
"""Seconds between two looks at the clock."""


class SyncScheduler:
    """
    Args:
        app: In which it runs.
        session: What is synced.
        came: Shows the records again.
        looked: Shows the state of saving again; told whether it is another one.
        say: Tells something in passing; `warn` what must be read.
    """

    def __init__(
        self,
        app: App[Any],
        session: Session,
        *,
        came: Callable[[], None],
        looked: Callable[[bool], None],
        say: Callable[[str], None],
        warn: Callable[[str], None],
    ) -> None:
        self._app, self._session = app, session
        self._came, self._looked, self._say, self._warn = came, looked, say, warn
        self._cadence = Cadence()
        self._look_at = 0.0
        self._syncing = False
        self._told = ""
        self._told_renewed = False
        self._resting = False
        self._shown: tuple[str, ...] = ()

    def start(self) -> None:
        self._app.set_interval(BEAT, self._tick)

    def edited(self) -> None:
        self._cadence.edited(self._now())

    def sync_soon(self, *, asked: bool = False) -> None:
        """Syncs now, whatever the clock says; who asked for it is told again what prevents it."""
        if asked:
            self._told = ""
        self._start_sync()

    async def rest(self) -> None:
        """No sync from now on; returns when the one that is running is done."""
        self._resting = True
        workers = self._app.workers
        if running := [one for one in workers if one.group == SYNC_WORKER]:
            await workers.wait_for_complete(running)

    def go_on(self) -> None:
        self._resting = False

    def _tick(self) -> None:
        now = self._now()
        if self._resting or self._syncing or not (self._cadence.ready(now) or now >= self._look_at):
            return
        self._start_sync()

    def _start_sync(self) -> None:
        if not (self._syncing or self._resting):
            self._syncing = True
            self._app.run_worker(self._sync, thread=True, group=SYNC_WORKER)

    def _sync(self) -> None:
        try:
            report: ShareReport | IctwgError = self._session.carry()
        except IctwgError as error:
            report = error
        if self._app.is_running:
            self._app.call_from_thread(self._synced, report)

    def _synced(self, report: ShareReport | IctwgError) -> None:
        self._syncing = False
        now = self._now()
        self._look_at = next_poll(now, random.random())  # noqa: S311 - only to keep colleagues out of step
        store = self._session.store
        try:
            came = store.refresh()
            pending = bool(store.sync.status().pending)
        except IctwgError as error:  # this computer's own disk: what is shown stays as it is
            came, pending, report = False, True, error
        self._cadence.tried(now, 0, pending=pending)
        self._tell(report)
        if came:
            self._came()
        else:
            self._looked(self._words() != self._shown)

    def shown(self) -> None:
        """The screen in front tells of saving and sharing as it is now."""
        self._shown = self._words()

    def _words(self) -> tuple[str, ...]:
        from ictwg.app.saving import problem_words, saved_words

        session = self._session
        status = session.store.sync.status()
        return (saved_words(status, session.zone), *problem_words(status))

    def _tell(self, report: ShareReport | IctwgError) -> None:
        """What came in, and once what is wrong."""
        # Once, that the disk had damaged this computer's copy before anybody saw it
        if self._session.store.local.renewed and not self._told_renewed:
            self._told_renewed = True
            self._warn("\n".join((t("store.renewed"), t("store.renewed_hint"))))
        if isinstance(report, IctwgError):
            self._tell_once(report.message)
            return
        from ictwg.app.saving import came_in, copies_told

        session = self._session
        if report.taken and (came := came_in(session.store, session.lookup, report)):
            self._say(came)
        if told := copies_told(report):
            self._warn("\n".join(told))
        if report.outcome is not Outcome.BUSY:  # the next look is in seconds
            self._tell_once("\n".join(filter(None, (report.problem, report.hint))))

    def _tell_once(self, problem: str) -> None:
        if problem and problem != self._told:
            self._say(problem)
        self._told = problem

    def _now(self) -> float:
        return monotonic()
