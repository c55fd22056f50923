"""Lines of *To check* for redacted texts that are back, and what is done about one."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from ictwg.app.search.place import RecordPlaces
from ictwg.domain.calendar import short_day
from ictwg.domain.changes import Changes, Write
from ictwg.domain.records import Entry
from ictwg.domain.schema import RECORDS, Record
from ictwg.domain.state import State
from ictwg.locales import t
from ictwg.merge.redactions import TABLE
from ictwg.minutes.gaps import Problem, ProblemKind
from ictwg.records.history import entry_of, written_by
from ictwg.records.lookup import name_now, register_label

if TYPE_CHECKING:
    from ictwg.store.store import Store
    from ictwg.store.sync.returned import Returned

RETURNED = "returned/"
"""What the id of such a line begins with."""


def returned_lines(store: Store) -> dict[str, tuple[Problem, Returned]]:
    """By their ids."""
    return {line.id: (line, one) for one in store.maintenance.returned() for line in (_line(store, one),)}


def returned_record(state: State, one: Returned) -> Record | None:
    """Where it is back, also in the trash."""
    kind = RECORDS[one.place.table]
    return state.get(kind, one.place.id) or state.trashed(kind, one.place.id)


def keep_returned(state: State, one: Returned) -> Changes:
    """It may stand there: nobody is asked about this field again."""
    write = Write(TABLE, one.redaction, one.place.key, True)
    return Changes("verbs.kept_redacted", _where(state, one), (write,), about=(one.place[:2],))


def _line(store: Store, one: Returned) -> Problem:
    user, _, _ = written_by(one.dot, entry_of(store, one.dot))
    what = t("mend.returned", day=short_day(date.fromisoformat(one.on[:10])), name=user)
    way = t("mend.returned.way")
    return Problem(RETURNED + one.place.key, ProblemKind.AFTER_MERGE, what, _where(store, one), way, *one.place)


def _where(state: State, one: Returned) -> str:
    """A line of the minutes by its place: its name is its text."""
    record = returned_record(state, one)
    named = isinstance(record, Entry)
    name = RecordPlaces(state).of(record) if record is not None and named else name_now(state, *one.place[:2])
    return t("history.field_of", field=register_label(state, RECORDS[one.place.table], one.place.field), name=name)
