"""Leaving a group, looking whether a colleague has started one, and what another body gets when it is handed over."""

from __future__ import annotations

import hashlib
import json
import os
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import closing
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

from ictwg.domain.access import visible
from ictwg.domain.changes import Changes, Edit
from ictwg.domain.clock import Clock
from ictwg.domain.periods import holding
from ictwg.domain.records import Action, AgendaItem, Edition, Entry, Group, Person, Role
from ictwg.domain.roster import roster
from ictwg.domain.schema import RECORDS, Field, Record, Setting
from ictwg.domain.seen import AudienceView
from ictwg.domain.state import State
from ictwg.domain.values import ActionKind, Audience, EntryType, Listing
from ictwg.errors import IctwgError, StorageError
from ictwg.locales import t
from ictwg.meetings.editions import Adopted, content_of
from ictwg.store.local.binding import forget
from ictwg.store.local.disk import Disk
from ictwg.store.local.home import PRIVATE, Home
from ictwg.store.store import Store
from ictwg.store.sync.copy_names import ARCHIVE, hint_of
from ictwg.store.sync.reports import Outcome

Rows = dict[str, dict[str, dict[str, Any]]]


class Leftovers(NamedTuple):
    """What is still there: files that this computer would not remove, and what nobody here can reach."""

    files: tuple[str, ...]
    elsewhere: tuple[str, ...]


def leave(store: Store, home: Home, disk: Disk) -> Leftovers:
    """Shares what waits, closes the store, and removes all that this computer holds of the group.

    Raises:
        IctwgError: Not everything is in the shared folder, or another program has the group open; nothing was removed.
    """
    report = store.sync.share()
    status = store.sync.status()
    if report.outcome is not Outcome.SHARED or status.pending:
        why = report.problem or t("leaving.pending", count=status.pending)
        raise IctwgError(t("leaving.not_shared", why=why), t("leaving.not_shared.hint"))
    if waiting := status.held + status.restored:
        raise IctwgError(t("leaving.held", count=waiting), t("leaving.held.hint"))
    store.close()
    files = forget(home, disk, store.path)
    elsewhere = (*ELSEWHERE, "passphrase") if store.encrypted else ELSEWHERE
    return Leftovers(files, tuple(t(f"leaving.elsewhere.{where}", path=store.path) for where in elsewhere))


ELSEWHERE = ("shared", "exports", "mails", "versions")
SHARED = ("OneDrive", "Dropbox", "Google Drive", "GoogleDrive", "My Drive", "Nextcloud", "ownCloud", "Seafile", "Sync")
ALSO = ("Documents", "Desktop", "Public")
DEEP = 3

MOST = 8
"""So many leave room for the other ways to begin on a screen of 24 lines."""

MOST_ENTRIES = 3000
HEAD = 400
MARK = b'"format":"ictwg"'


def likely_files(home: Path | None = None) -> tuple[str, ...]:
    """Files of working groups in the usual shared folders and beside us; a short look, never a search of the disk.

    A conflict copy that a sync program has left beside the file is not among them: whoever took it for the group's file
    would share with nobody. What was written last comes first: a copy that somebody has put aside is older.
    """
    folders = [Path.cwd(), *_shared_folders(home or Path.home())]
    found = dict.fromkeys(path.resolve() for folder in folders for path in _json_files(folder) if _is_group(path))
    beside = {path: [one for one in found if one.parent == path.parent and one != path] for path in found}
    own = (path for path in found if not any(hint_of(path.name, other.name).sure for other in beside[path]))
    return tuple(map(str, sorted(own, key=_age)))[:MOST]


def _age(path: Path) -> float:
    try:
        return -path.stat().st_mtime
    except OSError:
        return 0.0


def _shared_folders(home: Path) -> list[Path]:
    try:
        return sorted(folder for folder in home.iterdir() if folder.name.startswith((*SHARED, *ALSO)))
    except OSError:
        return []


def _json_files(folder: Path) -> Iterator[Path]:
    left = MOST_ENTRIES
    for place, folders, files in os.walk(folder):
        depth = len(Path(place).relative_to(folder).parts)
        folders[:] = [] if depth >= DEEP else sorted(name for name in folders if not name.startswith("."))
        left -= len(files) + len(folders)
        if left < 0:
            return
        yield from (Path(place, name) for name in sorted(files) if name.endswith(".json") and ARCHIVE not in name)


def _is_group(path: Path) -> bool:
    try:
        return MARK in Disk().read_plain(str(path.resolve()), HEAD).replace(b" ", b"")
    except OSError:
        return False


NEUTRAL = "handover"
"""Whose hand wrote everything in the new file."""


class Handed(NamedTuple):
    """What goes into the new file, and what was left out of it.

    Attributes:
        changes: All records, as one creation.
        records: How many.
        restricted: How many records of each table stayed behind because only a few may see them, or know of them.
        fields: The fields that stayed behind for the same reason, of what went along.
        people: How many people's contact details stayed behind.
        undecided: How many fields had two versions.
    """

    changes: Changes
    records: int
    restricted: Mapping[str, int]
    fields: Collection[Field[object]]
    people: int
    undecided: int

    def left_out(self) -> Iterator[str]:
        """What is to be known of it, in sentences."""
        kinds = (f"{_plural(RECORDS[table])} ({count})" for table, count in sorted(self.restricted.items()))
        if told := ", ".join(kinds):
            yield t("leaving.restricted", count=sum(self.restricted.values()), what=told)
        if told := ", ".join(f"{_plural(field.record)} – {t(field.label_id)}" for field in self.fields):
            yield t("leaving.fields", what=told)
        for name in ("people", "undecided"):
            if count := getattr(self, name):
                yield t(f"leaving.{name}", count=count)


def _plural(kind: type[Record]) -> str:
    return t(f"records.{kind.SINGULAR}.plural")


def handed_over(state: State, today: date, *, with_restricted: bool = False) -> Handed:
    """The group for another body, as of today."""
    everything = [record for kind in list(RECORDS.values()) for record in state.all(kind)]
    left_out = set() if with_restricted else restricted(state, everything)
    kept = [record for record in everything if record.id not in left_out]
    alone = {person.id for person in _left_alone(state, today)}
    along = Along(state, alone, everything=with_restricted)
    edit = Edit("verbs.handed_over")
    for record in kept:
        settings = list(settings_along(record, along.fields(record), left_out))
        if isinstance(record, Edition):
            settings = _with_content(content_handed(state, record, left_out, along), settings)
        edit.create(type(record), record.id, *settings)
    people = [record for record in kept if record.id in alone and _has_contacts(record)]
    undecided = sum(len(record.row.contested()) for record in kept)
    tables = Counter(record.TABLE for record in everything if record.id in left_out)
    return Handed(edit.done(), len(kept), tables, along.stayed, len(people), undecided)


def hand_over(state: State, path: str, today: date, *, with_restricted: bool = False) -> Handed:
    """Writes the file for another body: a group of its own, which never comes together with this one.

    Raises:
        UsageError: There is a file already.
        StorageError: It cannot be written.
    """
    from tempfile import TemporaryDirectory

    from ictwg.domain.author import Author

    handed = handed_over(state, today, with_restricted=with_restricted)
    with TemporaryDirectory(prefix="ictwg-") as folder:
        with closing(Store.create(path, home=Home.at(folder), clock=Clock(), author=Author(NEUTRAL, ""))) as store:
            Disk().chmod(path, PRIVATE)  # for nobody else of this computer, until it is where it belongs
            store.commit(handed.changes)
            report = store.sync.share()
        if not report.published:
            raise StorageError(report.problem, report.hint)
    return handed


def _with_content(content: str, settings: Iterable[Setting]) -> list[Setting]:
    digest = hashlib.sha256(content.encode()).hexdigest() if content else ""
    kept = [one for one in settings if one[0] not in (Edition.content, Edition.digest)]
    return [*kept, Edition.content(content), Edition.digest(digest)]


def _has_contacts(record: Record) -> bool:
    return any(field.personal and record.row.get(field.name) is not None for field in type(record).fields())


def _left_alone(state: State, today: date) -> Iterator[Person]:
    """Who neither holds a function today nor belongs to an organization that takes part, or wants to be on no list."""
    taking_part = {line.organization.id for line in roster(state, today)}
    for person in state.all(Person):
        roles = state.linked(Role, Role.person, person.id)
        former = not holding(roles, today) and person.organization not in taking_part
        if former or person.listing is Listing.NOBODY:
            yield person


def content_handed(state: State, edition: Edition, left_out: Collection[str], along: Along) -> str:
    """The content of an edition in the new file; empty where it cannot be read.

    Args:
        state: The group's records.
        edition: The minutes of one of its meetings.
        left_out: The records that stay behind.
        along: The fields that go along.
    """
    content = content_of(edition)
    if content is None:
        return ""
    adopted = Adopted(state, content)
    printed = [record for table in content.rows for record in adopted.all(RECORDS[table])]
    gone = set() if along.everything else {*left_out, *restricted(adopted, printed)}
    rows: Rows = {}
    for record in printed:
        if record.id not in gone:
            said = settings_along(record, along.fields(record), gone)
            rows.setdefault(record.TABLE, {})[record.id] = {f.name: raw for f, raw in said if raw not in (None, ())}
    if not any(group.hides_restricted for group in adopted.all(Group)):
        for record in _in_sight(printed, gone):
            rows.setdefault(record.TABLE, {})[record.id] = _mark(record)
    on = content.on.isoformat() if content.on else None
    return json.dumps({"meeting": content.meeting, "on": on, "rows": rows}, sort_keys=True, separators=(",", ":"))


def _in_sight(printed: Collection[Record], gone: Collection[str]) -> Iterator[AgendaItem | Entry]:
    """The items and lines in whose place a reader sees a mark: those that stand in nothing that stays behind."""
    for record in printed:
        if record.id in gone and isinstance(record, AgendaItem | Entry) and record.meeting:
            above = (link.of(record) for link in type(record).VISIBLE_WITH)
            if not any(one in gone for one in above):
                yield record


def _mark(record: AgendaItem | Entry) -> dict[str, Any]:
    """That something stands there, which only a few may see; nothing of what it is."""
    words = t("minutes_screen.minutes.restricted")
    note = {Entry.type.name: str(EntryType.NOTE), Entry.text.name: words}
    said = {AgendaItem.title.name: words} if isinstance(record, AgendaItem) else note
    place = {field.name: record.row.get(field.name) for field in (*type(record).VISIBLE_WITH, type(record).order)}
    audience = {AgendaItem.audience.name: str(Audience.CORE)}
    return {name: raw for name, raw in {**place, **said, **audience}.items() if raw is not None}


def restricted(state: State, everything: Collection[Record]) -> set[str]:
    """What only a few may see, and all that hangs on it."""
    found = {
        record.id
        for record in everything
        if not (record.GOES_ALONG or _is_own_task(record) or visible(state, record, Audience.MEMBERS))
    }
    before = -1
    while len(found) != before:
        before = len(found)
        found |= {record.id for record in everything if _hangs_on(record, found)}
    return found | _known_there_only(everything, found)


def _known_there_only(everything: Collection[Record], left_out: set[str]) -> set[str]:
    """People whom what is left out names, and nothing else does: that they were there at all is said nowhere else."""
    there: set[str] = set()
    elsewhere: set[str] = set()
    for record in everything:
        (there if record.id in left_out else elsewhere).update(_linked(record))
    return {record.id for record in everything if isinstance(record, Person)} & (there - elsewhere)


def _linked(record: Record) -> Iterator[str]:
    for field in type(record).fields():
        if field.is_set:
            yield from record.row.elements(field.name)
        elif isinstance(raw := record.row.get(field.name), str):
            yield raw


def _is_own_task(record: Record) -> bool:
    """The secretariat's own work goes on; it is theirs because of its kind, not because of what was said."""
    return isinstance(record, Action) and record.kind is ActionKind.TASK


def _hangs_on(record: Record, left_out: set[str]) -> bool:
    parent = type(record).PARENT
    above = (parent, *(type(record).field(name) for name in ("meeting", "item", "entry", "parent")))
    return any(field is not None and record.row.get(field.name) in left_out for field in above)


class Along:
    """Which fields go along: of whoever is left alone no contacts, and unless everything does, what members may see.

    Args:
        state: The group's records.
        alone: The people of whom only the name goes along.
        everything: Whether what only a few may see goes along.
    """

    def __init__(self, state: State, alone: Collection[str], *, everything: bool) -> None:
        self.everything = everything
        self.stayed: dict[Field[object], None] = {}
        self._members, self._alone = AudienceView(state, Audience.MEMBERS), alone

    def fields(self, record: Record) -> Iterator[Field[object]]:
        for field in type(record).fields():
            if not self.everything and self._members.keeps_back(record, field):
                if record.row.get(field.name) or record.row.elements(field.name):
                    self.stayed[field] = None
            elif not (field.personal and record.id in self._alone):
                yield field


def settings_along(record: Record, fields: Iterable[Field[object]], left_out: set[str]) -> Iterator[Setting]:
    for field in fields:
        if field.is_set:
            yield Setting(field, tuple(one for one in record.row.elements(field.name) if one not in left_out))
        elif (raw := record.row.get(field.name)) not in left_out:
            yield Setting(field, raw)
