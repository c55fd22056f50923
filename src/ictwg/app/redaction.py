"""Removes a text permanently, from adopted minutes too (STORE.md §6).

What a person sees as one text is one: the line in the minutes and the action or decision that it gave, and the earlier
wordings that are kept of a decision. Their edition loses it as the record does, by the marks in it; one without marks,
of another group or of before there were any, is written anew without it, and what it held before is removed with the
text. The minutes tell by a dated correction that something is gone.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any, NamedTuple

from ictwg.app.search.place import RecordPlaces
from ictwg.decisions.decisions import action_of, decision_of
from ictwg.domain.access import effective
from ictwg.domain.calendar import short_day
from ictwg.domain.changes import Changes, Edit, Write
from ictwg.domain.confidential import finds_in, is_scanned
from ictwg.domain.fields import TEXT_KINDS
from ictwg.domain.merged_duplicates import KINDS, survivor_of
from ictwg.domain.records import Action, AgendaItem, Contact, Correction, Decision, Edition, Entry, Meeting, Wording
from ictwg.domain.schema import RECORDS, Field, Record, title_of
from ictwg.domain.state import State
from ictwg.domain.text import dumps, fold
from ictwg.locales import t
from ictwg.meetings.editions import edition_of
from ictwg.papers.files import export_folder
from ictwg.records.group import spoken_in
from ictwg.records.lookup import name_now, shortened, shown_name
from ictwg.reports.report import FOLDER
from ictwg.store.local.disk import Disk

if TYPE_CHECKING:
    from ictwg.app.session import Session
    from ictwg.store.local.log import Change

    Target = tuple[Record, Field[Any]]


_SHOWN = 60

_TELLING = 12
"""Letters of a text by which an exported file is known to hold it."""

_BIGGEST = 1 << 24
TEXTS = TEXT_KINDS - {"words"}
_WORDED = (Entry, Action, Decision)


class Preview(NamedTuple):
    """What a redaction does, line by line, before it does it.

    Attributes:
        goes: The texts that go, and where from.
        stays: What is not reached, by name where it is known.
    """

    goes: tuple[str, ...]
    stays: tuple[str, ...]


def redactable(session: Session, record: Record) -> tuple[tuple[Field[Any], str], ...]:
    """The fields of a record that hold a text, or once did, each with how it begins now."""
    found = [(field, _begins(field, record)) for field in type(record).fields() if field.kind in TEXT_KINDS]
    return tuple((field, begins) for field, begins in found if begins or _earlier(session, record, field))


def foreseen(session: Session, record: Record, field: Field[Any]) -> Preview:
    """What redacting this field would do now; nothing is changed."""
    targets = _targets(session, record, field)
    stays = dict.fromkeys((*_beside(session, targets), *_out_of_reach(session, targets)))
    return Preview(tuple(_going(session, targets)), tuple(stays))


def redact(session: Session, record: Record, field: Field[Any], ground: str) -> None:
    """Removes the text of a field everywhere that this program reaches.

    Raises:
        NotFoundError: Nothing stands there.
        StorageError: The disk refuses; whatever of it was begun, the next sharing ends.
    """
    targets = _targets(session, record, field)
    told = _telling(session, targets)
    session.store.maintenance.redact(record, field, ground, targets[1:])
    standing = {edition.id: content for target in targets for edition, content in _without(session, *target)}
    for id in standing:
        edition = session.state.get(Edition, id) or session.state.trashed(Edition, id)
        if edition is not None:
            session.store.maintenance.redact(edition, Edition.content, ground)
    edit = Edit("verbs.redacted", about=record)
    for id, content in standing.items():
        edition = session.state.get(Edition, id)
        if edition is not None:
            digest = Edition.digest(hashlib.sha256(content.encode()).hexdigest())
            edit.update(edition, Edition.content(content), digest)
    for meeting in told:
        _tell(edit, session, meeting, record)
    session.commit(edit.done())


def _targets(session: Session, record: Record, field: Field[Any]) -> tuple[Target, ...]:
    """The field, and what says the same."""
    also = _same_text(session, record) if isinstance(record, _WORDED) and field is type(record).TITLE else ()
    linked = ((record, field), *((one, _text_of(one)) for one in also))
    known = {(one.id, other) for one, other in linked}
    return (*linked, *(two for two in _copies(session, record, field) if (two[0].id, two[1]) not in known))


def _copies(session: Session, record: Record, field: Field[Any]) -> Iterator[Target]:
    """Where the same text stands, whoever and whatever has copied it: the next version of a plan, an agenda, a year.

    Short words stand everywhere, and mean something else there; so do the names of people and organizations, of which
    those that were combined are told.
    """
    sign = _letters(str(field.of(record))) if field.kind in TEXTS and not isinstance(record, KINDS) else ""
    for one in _everywhere(session) if sign else ():
        for other in type(one).fields():
            if other.kind in TEXTS and any(sign == _letters(said) for said in _versions(one, other)):
                yield one, other


def _everywhere(session: Session) -> Iterator[Record]:
    """Every record that may hold a copy, also in the trash."""
    for kind in list(RECORDS.values()):
        if kind is not Edition and kind not in KINDS:
            yield from session.state.all(kind)
    yield from (one for one in session.store.history.trash() if not isinstance(one, (Edition, *KINDS)))


def _versions(record: Record, field: Field[Any]) -> Iterator[str]:
    """What stands there, and what somebody else wrote there at the same time."""
    said = (record.row.get(field.name), *record.row.rivals(field.name))
    return (one for one in said if isinstance(one, str))


def _text_of(record: Record) -> Field[Any]:
    return Wording.text if isinstance(record, Wording) else type(record).TITLE or Entry.text


def _same_text(session: Session, record: Record) -> Iterator[Record]:
    """The line of a promise or the promise of a line, as long as they are worded alike, and what was worded before."""
    linked = tuple(_linked(session, record))
    yield from (one for one in linked if fold(title_of(one)) == fold(title_of(record)))
    for decision in (one for one in (record, *linked) if isinstance(one, Decision)):
        yield from session.state.linked(Wording, Wording.decision, decision.id)


def _linked(session: Session, record: Record) -> Iterator[Record]:
    """Also those in the trash: a line that became a note again has left its action there."""
    if isinstance(record, Entry):
        living = (action_of(session.state, record), decision_of(session.state, record))
        yield from (one for one in living if one is not None)
        for one in session.store.history.trash():
            if isinstance(one, Action | Decision) and one.entry == record.id:
                yield one
    elif isinstance(record, Action | Decision) and record.entry:
        entry = session.state.get(Entry, record.entry) or session.state.trashed(Entry, record.entry)
        yield from (entry,) if entry is not None else ()


def _going(session: Session, targets: Iterable[Target]) -> Iterator[str]:
    state = session.state
    for record, field in targets:
        name = name_now(state, record.TABLE, record.id)
        what = t("history.field_of", field=t(field.label_id), name=_named(session, record, name))
        begins = _begins(field, record)
        yield f"{what}: “{begins}”" if begins else what
        if count := len(_earlier(session, record, field)):
            yield t("redacting.earlier", count=count)
    for meeting in _telling(session, targets):
        yield t("redacting.adopted", meeting=shown_name(state, meeting))
    yield t("redacting.copies_here")


def _named(session: Session, record: Record, name: str) -> str:
    """A line of the minutes by its place: its name is its text."""
    return RecordPlaces(session.state).of(record) if isinstance(record, Entry) else name


def _earlier(session: Session, record: Record, field: Field[Any]) -> list[Change]:
    """What stood there before, as the history has it."""
    entries = session.store.history.of(record.TABLE, record.id)
    changes = (change for entry in entries for change in entry.changes)
    return [
        one
        for one in changes
        if (one.id, one.field.partition("/")[0]) == (record.id, field.name) and one.before is not None
    ]


def _beside(session: Session, targets: Iterable[Target]) -> Iterator[str]:
    """The promise of a line that is worded otherwise by now: it is asked about by itself."""
    chosen = {record.id for record, _ in targets}
    for record, field in targets:
        if field is type(record).TITLE:
            for one in _linked(session, record):
                if one.id not in chosen:
                    yield t(
                        "redacting.otherwise", name=_named(session, one, name_now(session.state, one.TABLE, one.id))
                    )
        for one, other in _quoting(session, record, field, chosen):
            name = name_now(session.state, one.TABLE, one.id)
            yield t("redacting.quoted", what=t("history.field_of", field=t(other.label_id), name=name))
        for one, other in _in_duplicates(session, record, field):
            name = name_now(session.state, one.TABLE, one.id)
            yield t("redacting.duplicate", what=t("history.field_of", field=t(other.label_id), name=name))


def _quoting(session: Session, record: Record, field: Field[Any], chosen: set[str]) -> Iterator[Target]:
    """Where the text is part of a longer one."""
    sign = _letters(str(field.of(record))) if field.kind in TEXTS and not isinstance(record, KINDS) else ""
    for one in _everywhere(session) if sign else ():
        for other in type(one).fields():
            if other.kind in TEXTS and one.id not in chosen and sign in _letters("\n".join(_versions(one, other))):
                yield one, other
    kept = dumps(field.of(record)).encode("utf-8", "surrogatepass") if sign else b""
    for change in (change for entry in (session.store.history.log(kept) if sign else ()) for change in entry.changes):
        kind = RECORDS.get(change.table)
        if kind is not None and kind not in KINDS and change.id not in chosen and sign == _letters(str(change.before)):
            copied, held = session.state.get(kind, change.id), kind.field(change.field)
            if copied is not None and held is not None:
                yield copied, held


def still_kept(state: State, changes: Changes) -> bool:
    """Whether a text that may be confidential is worded otherwise now: history and backups keep the words of before."""
    return any(_reworded(state, write) for write in changes.writes)


def _reworded(state: State, write: Write) -> bool:
    kind = RECORDS.get(write.table)
    field = kind.field(write.field) if kind is not None else None
    record = state.get(kind, write.id) if kind is not None and field is not None and is_scanned(field) else None
    before = record.row.get(write.field) if record is not None else None
    now = str(write.value or "")
    return isinstance(before, str) and before != now and bool(finds_in(before)) and not finds_in(now)


def _in_duplicates(session: Session, record: Record, field: Field[Any]) -> Iterator[Target]:
    """Where a name stands too: in what was said to be the same, which keeps it as another name."""
    if not isinstance(record, KINDS):
        return
    kind = type(record)
    said, kept = _said(field, record), survivor_of(session.state, kind, record.id)
    gone = (one for one in session.store.history.trash() if isinstance(one, kind))
    known = {one.id: one for one in (*gone, session.state.get(kind, kept)) if one is not None and one != record}
    for one in known.values():
        if survivor_of(session.state, kind, one.id) == kept is not None:
            yield from (
                (one, other) for other in kind.fields() if other.kind in TEXT_KINDS and said & _said(other, one)
            )


def _said(field: Field[Any], record: Record) -> set[str]:
    value = field.of(record)
    return {fold(str(one)) for one in (value if isinstance(value, tuple) else (value,)) if one}


def _out_of_reach(session: Session, targets: Iterable[Target]) -> Iterator[str]:
    if names := session.store.copies.staying():
        yield t("redacting.copies", names=", ".join(names))
    yield from (t("redacting.exported", path=path) for path in _exports_holding(session, targets))
    for meeting in _meetings(session, targets):
        if meeting.circulated:
            yield t(
                "redacting.circulated", meeting=shown_name(session.state, meeting), day=short_day(meeting.circulated)
            )
    yield t("redacting.never")


def _meetings(session: Session, targets: Iterable[Target]) -> list[Meeting]:
    ids = dict.fromkeys(getattr(record, "meeting", None) for record, _ in targets)
    return [meeting for id in ids if (meeting := session.state.get(Meeting, id)) is not None]


def _exports_holding(session: Session, targets: Iterable[Target]) -> list[str]:
    """The files in the folders of exports in which the beginning of one of these texts can be read."""
    signs = {sign for record, field in targets if (sign := _letters(_begins(field, record)))}
    beside = os.path.dirname(os.path.abspath(session.store.path))  # noqa: PTH100, PTH120 - a plain path in, a plain path out
    folders = {export_folder(session.store.path, meeting.folder) for meeting in session.state.all(Meeting)}
    folders |= {export_folder(session.store.path), os.path.join(beside, FOLDER)}  # noqa: PTH118 - likewise
    files = {path for folder in folders for path in _files(folder)}
    return sorted(path for path in files if signs and any(sign in _letters(_read(path)) for sign in signs))


def _files(folder: str) -> Iterator[str]:
    for where, _, names in os.walk(folder):
        yield from (os.path.join(where, name) for name in names)  # noqa: PTH118 - likewise


def _read(path: str) -> str:
    try:
        return Disk().read_plain(path, _BIGGEST).decode(errors="replace")
    except OSError:
        return ""


def _letters(text: str) -> str:
    """Without signs and spaces: a file may break its lines elsewhere, and has signs of its own between the letters."""
    letters = "".join(sign for sign in fold(text) if sign.isalnum())
    return letters if len(letters) >= _TELLING else ""


def _begins(field: Field[Any], record: Record) -> str:
    value = field.of(record)
    return shortened(", ".join(value) if isinstance(value, tuple) else str(value or ""), _SHOWN)


def _telling(session: Session, targets: Iterable[Target]) -> list[Meeting]:
    """The meetings whose adopted minutes print one of these texts."""
    printing = {edition.id for target in targets for edition, _ in _without(session, *target)}
    return [meeting for meeting in session.state.all(Meeting) if _is_in(session, meeting, printing)]


def _without(session: Session, record: Record, field: Field[Any]) -> Iterator[tuple[Edition, str]]:
    """The editions that print it, also those in the trash, each with its content without it.

    Where two adopted different texts at once, an edition holds both; if the other one prints it, the one that is shown
    stays as it is.
    """
    trashed = (one for one in session.store.history.trash() if isinstance(one, Edition))
    for edition in (*session.state.all(Edition), *trashed):
        content = _removed(edition.content, record, field)
        others = edition.row.rivals(Edition.content.name)
        if content or any(_removed(str(other or ""), record, field) for other in others):
            yield edition, content or edition.content


def _removed(content: str, record: Record, field: Field[Any]) -> str:
    """The content without one field of one record; empty where it is not in it."""
    if record.id not in content:
        return ""
    try:
        said = json.loads(content)
        del said["rows"][record.TABLE][record.id][field.name]
    except (ValueError, KeyError, TypeError, RecursionError):
        return ""
    return json.dumps(said, sort_keys=True, separators=(",", ":"))


def _is_in(session: Session, meeting: Meeting, editions: set[str]) -> bool:
    edition = edition_of(session.state, meeting)
    return edition is not None and edition.id in editions


def _tell(edit: Edit, session: Session, meeting: Meeting, record: Record) -> None:
    """That something is gone, at its place; never what."""
    item = record.id if isinstance(record, AgendaItem) else record.item if isinstance(record, Entry) else None
    place = (Correction.item(item), Correction.entry(record.id if isinstance(record, Entry) else None))
    kept = Correction.audience(effective(session.state, record) if isinstance(record, Contact) else None)
    said = (
        Correction.on(session.today),
        Correction.text(t("corrections.removed", lang=spoken_in(session.state))),
        kept,
    )
    edit.create(Correction, session.state.new_id(), Correction.meeting(meeting.id), *place, *said)
