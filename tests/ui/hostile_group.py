"""A group in which every text that a record may hold is hostile, as a foreign program could write it into the file.

    python -m tests.ui.hostile_group FOLDER

opens the program on it; the group is made in FOLDER where it is not there yet.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any

from tests.builders import known

from ictwg.app.opening import open_group, start_group
from ictwg.app.session import Session
from ictwg.domain.author import Author
from ictwg.domain.changes import LIVE, Changes, Write
from ictwg.domain.clock import Clock
from ictwg.domain.records import Action, Attendance, Decision, Entry, Group, Meeting, SavedFilter
from ictwg.domain.schema import RECORDS, Field, Raw, Record
from ictwg.domain.values import ActionKind, EntryType, Implementation, MeetingState, Presence
from ictwg.records.group import group_of
from ictwg.store.local.home import Home
from ictwg.store.store import Store

TODAY = date(2010, 3, 12)
MARK = "[INGO]"
ESCAPES = "\x1b]52;c;ZXZpbA==\x07\x1b[31m\x9b32m\x9d52;c;eA==\x9c"
TRICKS = f"{MARK} [/]{ESCAPES}[@click=app.quit]x[/] $title {{title}} \u202egpj.exe\u2066 👩‍👩‍👧 \\["
LONG = "x" * 2000
"""More than a screen of 80×24 holds."""
HOSTILE = f"{TRICKS}\nsecond line\r\n\tthird\u2028fourth\u0085fifth {LONG}"
TEXT_KINDS = frozenset({"line", "text"})


def hostile_group(folder: Path, *, today: date = TODAY) -> Session:
    """The desk on one record of every declared type, all linked with each other."""
    home, path = Home.at(str(folder / "home")), folder / "group.json"
    if not path.exists():
        made = start_group(str(path), "Working group", "WG", home=home)
        made.commit(Changes("verbs.imported", HOSTILE, tuple(every_text(made.store))))
        made.store.sync.share()
        _answered_twice(made.store, folder)
        made.store.close()
    return open_group(str(path), home=home, writer=True, today=today)


def _answered_twice(store: Store, folder: Path) -> None:
    """One text that two people have worded at once."""
    other = Store.open(store.path, home=Home.at(str(folder / "other")), clock=Clock(), author=Author(HOSTILE, "laptop"))
    for one, words in ((store, f"{HOSTILE} this"), (other, f"{HOSTILE} that")):
        action, text = one.all(Action)[0], Action.text.name
        write = Write(Action.TABLE, action.id, text, words, action.row.seen(text))
        one.commit(Changes("verbs.edited", HOSTILE, (write,)))
        one.sync.share()
    other.close()
    store.sync.share()


def every_text(store: Store) -> Iterator[Write]:
    """A record of every declared type, in which every text is `HOSTILE`."""
    ids = {kind: store.new_id() for kind in RECORDS.values()}
    group = known(group_of(store))
    ids[Group] = group.id
    for kind, id in ids.items():
        yield from _record(kind, id, ids)
    yield from _variants(store, ids)


def _variants(store: Store, ids: dict[type[Record], str]) -> Iterator[Write]:
    """What one record alone does not show: a task, a filter that is offered, a meeting to come, each kind of line."""
    yield from _record(Action, store.new_id(), ids, {Action.kind.name: str(ActionKind.TASK)})
    yield from _record(SavedFilter, store.new_id(), ids, {SavedFilter.screen.name: "followup"})
    coming = {Meeting.date.name: TODAY.isoformat(), Meeting.state.name: str(MeetingState.PLANNED)}
    yield from _record(Meeting, store.new_id(), ids, coming)
    yield from _record(Decision, store.new_id(), ids, {Decision.status.name: str(Implementation.PROPOSED)})
    yield from _record(Attendance, store.new_id(), ids, {Attendance.state.name: str(Presence.PRESENT)})
    for type in EntryType:
        yield from _record(Entry, store.new_id(), ids, {Entry.type.name: str(type)})


def _record(
    kind: type[Record], id: str, ids: dict[type[Record], str], fixed: Mapping[str, Raw] | None = None
) -> Iterator[Write]:
    fixed = fixed or {}
    for field in kind.fields():
        if field.name in fixed:
            yield Write(kind.TABLE, id, field.name, fixed[field.name])
        elif kind is not Group or field not in (Group.key, Group.time_zone):
            yield from _field(kind, id, field, ids)
    yield Write(kind.TABLE, id, LIVE, True)


def _field(kind: type[Record], id: str, field: Field[Any], ids: dict[type[Record], str]) -> Iterator[Write]:
    """A link to the record itself would be a ring; a day is a month ago, so that things are late."""
    target: Any = getattr(field, "target", None)
    if field.kind in TEXT_KINDS:
        yield Write(kind.TABLE, id, field.name, HOSTILE)
    elif field.kind == "words":
        yield Write(kind.TABLE, id, f"{field.name}/{HOSTILE}", True)
    elif field.kind == "link" and target() is not kind:
        yield Write(kind.TABLE, id, field.name, ids[target()])
    elif field.kind == "links":
        yield Write(kind.TABLE, id, f"{field.name}/{ids[target()]}", True)
    elif field.kind in ("date", "due") and field.attribute not in ("until", "closed_on"):
        yield Write(kind.TABLE, id, field.name, "2010-02-12")


def main() -> None:
    from ictwg.ui.app import IctwgApp

    Path(sys.argv[1]).mkdir(parents=True, exist_ok=True)
    session = hostile_group(Path(sys.argv[1]))
    try:
        IctwgApp(session).run()
    finally:
        session.store.close()


if __name__ == "__main__":
    main()
