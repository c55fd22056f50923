"""A text is removed for good, from adopted minutes too (STORE.md §6).

Their edition loses it as the record does, by the marks in it; one without marks, of another group or of before there
were any, is written anew without it, and what it held before is removed with the text. The minutes tell by a dated
correction that something is gone.
"""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING, Any

from ictwg.domain.changes import Edit
from ictwg.domain.records import AgendaItem, Correction, Edition, Entry, Group, Meeting
from ictwg.locales import t
from ictwg.services.adoption.editions import edition_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ictwg.domain.schema import Field, Record
    from ictwg.services.sharing.desk import Desk


def redact(desk: Desk, record: Record, field: Field[Any], ground: str) -> None:
    """Removes the text of a field everywhere that this program reaches.

    Raises:
        NotFoundError: Nothing stands there.
        StorageError: The disk refuses; whatever of it was begun, the next sharing ends.
    """
    without = {edition.id: content for edition, content in _without(desk, record, field)}
    told = [meeting for meeting in desk.state.all(Meeting) if _is_in(desk, meeting, without)]
    desk.store.redact(record, field, ground)
    standing = {edition.id: content for edition, content in _without(desk, record, field)}
    for id in standing:
        edition = desk.state.get(Edition, id) or desk.state.trashed(Edition, id)
        if edition is not None:
            desk.store.redact(edition, Edition.content, ground)
    edit = Edit("verbs.redacted")
    for id, content in standing.items():
        edition = desk.state.get(Edition, id)
        if edition is not None:
            digest = Edition.digest(hashlib.sha256(content.encode()).hexdigest())
            edit.update(edition, Edition.content(content), digest)
    for meeting in told:
        _tell(edit, desk, meeting, record)
    desk.commit(edit.done())


def _without(desk: Desk, record: Record, field: Field[Any]) -> Iterator[tuple[Edition, str]]:
    """The editions that print it, also those in the trash, each with its content without it.

    Where two adopted different texts at once, an edition holds both; if the other one prints it, the one that is shown
    stays as it is.
    """
    trashed = (one for one in desk.store.trash() if isinstance(one, Edition))
    for edition in (*desk.state.all(Edition), *trashed):
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


def _is_in(desk: Desk, meeting: Meeting, editions: dict[str, str]) -> bool:
    edition = edition_of(desk.state, meeting)
    return edition is not None and edition.id in editions


def _tell(edit: Edit, desk: Desk, meeting: Meeting, record: Record) -> None:
    """That something is gone, at its place; never what."""
    spoken = next((group.language for group in desk.state.all(Group)), None)
    item = record.id if isinstance(record, AgendaItem) else record.item if isinstance(record, Entry) else None
    place = (Correction.item(item), Correction.entry(record.id if isinstance(record, Entry) else None))
    said = (Correction.on(desk.today), Correction.text(t("corrections.removed", lang=spoken)))
    edit.create(Correction, desk.state.new_id(), Correction.meeting(meeting.id), *place, *said)
