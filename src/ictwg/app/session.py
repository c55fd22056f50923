"""The session: one person working on an open group, the state they see, and the one way to change it.

    screen or command → use case(state, …, today) → Changes → Session.commit → reactions → store.commit

Reactions to events ("the agenda went out": tick the step in the checklist) join the transaction before it is saved,
so that they share its dot, its line in the history and its undo (STORE.md §4).
"""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from datetime import date, time, tzinfo
from typing import TYPE_CHECKING, Protocol

from ictwg.app.settings import Settings
from ictwg.domain.changes import Changes
from ictwg.domain.clock import Clock, zone_named
from ictwg.domain.periods import keep_in_order
from ictwg.domain.records import AgendaItem, Attendance, Decision, Entry, Letter, LetterAddressee, Meeting
from ictwg.domain.state import State
from ictwg.errors import UsageError
from ictwg.locales import t
from ictwg.records.lookup import Lookup
from ictwg.records.named_files import NamedFile

if TYPE_CHECKING:
    from pathlib import Path

    from ictwg.app.leaving import Leftovers
    from ictwg.records.contested import Contested
    from ictwg.store.local.log import Receipt
    from ictwg.store.store import Store
    from ictwg.store.sync.reports import ShareReport


MINUTED = frozenset(kind.TABLE for kind in (Meeting, AgendaItem, Attendance, Entry, Decision))
"""Where the records stand of which minutes consist."""

SIGNED = frozenset(kind.TABLE for kind in (Letter, LetterAddressee))
"""Where letters stand, which nobody changes once they are signed."""

SETTLED = frozenset({"verbs.corrected", "verbs.correction_declined"})
"""How a late edit of adopted minutes is settled; see `ictwg.minutes.corrections`."""


class Reaction(Protocol):
    """What follows from a change by itself; pure, and saved in the transaction that caused it.

    It sees the state before the change, and all that the change writes and tells.
    """

    def __call__(self, state: State, changes: Changes, today: date) -> Changes | None: ...


class Session:
    def __init__(
        self,
        store: Store,
        today: Callable[[], date],
        reactions: Sequence[Reaction] = (),
        courier: Callable[[], ShareReport] | None = None,
        settings: Settings | None = None,
        keep: Callable[[Settings], None] | None = None,
        time_of_day: Callable[[], time] | None = None,
        depart: Callable[[], Leftovers] | None = None,
        *,
        lend: Callable[[], Store] | None = None,
    ) -> None:
        self.store = store
        self._today = today
        self._reactions = reactions
        self._courier = courier or store.sync.share
        self.settings = settings or Settings()
        self._keep = keep
        self._time_of_day = time_of_day or Clock().time_of_day
        self._depart = depart
        self._lend = lend
        self._contested: Contested | None = None
        self.read_later: Callable[[NamedFile], None] | None = None
        """Where nobody may wait for a file that a record names, this reads it in a thread."""
        self.marks: list[Callable[[], str]] = []
        """What was marked on this computer alone since the last change: each is taken back, and says so."""

    @property
    def state(self) -> State:
        return self.store

    @property
    def today(self) -> date:
        """The civil date in the group's zone, or the one that was asked for."""
        return self._today()

    @property
    def time_of_day(self) -> time:
        """The wall clock in the group's zone, to the minute; asking for another date does not change it."""
        return self._time_of_day()

    @property
    def zone(self) -> tzinfo:
        """The group's, in which all that tells an hour tells it."""
        from ictwg.records.group import zone_name

        return zone_named(zone_name(self.state))

    @property
    def lookup(self) -> Lookup:
        # pathlib would slow the start of every command.
        folder = os.path.dirname(os.path.abspath(self.store.path))  # noqa: PTH100, PTH120
        return Lookup(self.store, self._today, me=self.settings.user_name, folder=folder, read_later=self.read_later)

    @property
    def contested(self) -> Contested:
        if self._contested is None:
            from ictwg.records.contested import Contested

            self._contested = Contested(self.store)
        return self._contested

    def scratch_file(self, name: str) -> Path | None:
        """A file of this name on this computer, for what may be fetched by hand; none where the group is encrypted."""
        from pathlib import Path

        folder = self.store.scratch_folder
        return Path(folder) / name if folder else None

    def act_as(self, user: str) -> None:
        """Another person sits down at this computer: what is edited from now on bears this name.

        Raises:
            OSError: The settings cannot be written; it holds until the program ends.
        """
        self.settings.user = user
        self.store.sign_as(self.settings.author)
        self.keep_settings()

    def keep_settings(self) -> None:
        """Writes the person's own settings on this computer.

        Raises:
            OSError: Their folder cannot be written; they hold until the program ends.
        """
        if self._keep is not None:
            self._keep(self.settings)

    def carry(self) -> ShareReport:
        """Brings this computer and the shared folder together; safe to call from another thread.

        The courier opens a store of its own; `store.refresh` shows afterwards what it brought.
        """
        return self._courier()

    def apart(self) -> Session:
        """The same person in a session with a store of its own, for work in another thread while nobody carries.

        `store.refresh` shows afterwards here what was done there.
        """
        if self._lend is None:
            return self
        return Session(
            self._lend(), self._today, self._reactions, settings=self.settings, time_of_day=self._time_of_day
        )

    def leave(self) -> Leftovers:
        """Takes the group off this computer, once all is in the shared folder; nothing works here afterwards.

        Raises:
            IctwgError: Not everything is there, or another program has the group open; nothing was removed.
        """
        if self._depart is None:
            raise UsageError(t("leaving.not_here"), t("leaving.not_here.hint"))
        return self._depart()

    def commit_typed(self, changes: Changes) -> Receipt | None:
        """What a person typed is saved like any change, once it is in order.

        Raises:
            InvalidValueError: Something would end before it begins.
        """
        keep_in_order(self.store, changes)
        return self.commit(changes)

    def commit(self, changes: Changes) -> Receipt | None:
        """Saved on this computer when it returns; None if there was nothing to change.

        Raises:
            FrozenMinutesError: It would change adopted minutes.
        """
        if not changes:
            return None
        today = self._today()
        for reaction in self._reactions:
            followed = reaction(self.store, changes, today)
            changes = changes.and_then(followed) if followed else changes
        self._require_open(changes)
        self.marks.clear()
        return self.store.commit(changes)

    def undo(self) -> Receipt:
        """Takes back one's last change.

        Raises:
            NotFoundError: There is none.
            FrozenMinutesError: It was made before somebody adopted the minutes in which it stands.
        """
        return self.store.history.undo(self._look_at_undo)

    def redo(self) -> Receipt:
        """Puts back what the last undo took.

        Raises:
            NotFoundError: There is nothing to put back.
            FrozenMinutesError: Somebody has adopted the minutes meanwhile.
        """
        self.marks.clear()
        return self.store.history.redo(self._look_at_undo)

    def _look_at_undo(self, changes: Changes) -> None:
        """What was made of a late edit of adopted minutes can be taken back: it waits again then."""
        if changes.verb not in SETTLED:
            self._require_open(changes)

    def _require_open(self, changes: Changes) -> None:
        if any(write.table in MINUTED for write in changes.writes):
            from ictwg.minutes.approval import guard_adopted

            guard_adopted(self.store, changes)
        if any(write.table in SIGNED for write in changes.writes):
            from ictwg.contacts.signed import guard_signed

            guard_signed(self.store, changes)


def reactions() -> Sequence[Reaction]:
    return (_keep_checklists, _take_apologies, _keep_quorum, _keep_agenda, _keep_edition)


def _keep_checklists(state: State, changes: Changes, today: date) -> Changes | None:
    """Checklists follow their meetings; what touches no meeting does without the import of their rules."""
    if Meeting.TABLE not in [write.table for write in changes.writes]:
        return None
    from ictwg.tasks.checklists import react

    return react(state, changes, today)


def _take_apologies(state: State, changes: Changes, today: date) -> Changes | None:  # noqa: ARG001 - the shared signature
    """Whoever has said that they do not come stands on the roll with apologies once the meeting is held."""
    if not changes.events:
        return None
    from ictwg.meetings.invitation import send_apologies

    return send_apologies(state, changes)


def _keep_quorum(state: State, changes: Changes, today: date) -> Changes | None:  # noqa: ARG001 - the shared signature
    """Decisions keep who was in the room, also where the roll is called after them."""
    if Attendance.TABLE not in [write.table for write in changes.writes]:
        return None
    from ictwg.decisions.decisions import follow_the_roll

    return follow_the_roll(state, changes)


def _keep_agenda(state: State, changes: Changes, today: date) -> Changes | None:  # noqa: ARG001 - the shared signature
    """The agenda is kept as it was sent."""
    if all(write.field != Meeting.agenda_circulated.name for write in changes.writes):
        return None
    from ictwg.minutes.sent_agenda import keep_agenda

    return keep_agenda(state, changes)


def _keep_edition(state: State, changes: Changes, today: date) -> Changes | None:
    """Adopted minutes are kept as they are; after everything else that follows, so that it is in them."""
    if all(write.table != Meeting.TABLE for write in changes.writes):
        return None
    from ictwg.minutes.approval import keep_edition

    return keep_edition(state, changes, today)
