"""Adopted minutes for another body: as they were adopted, without what stays behind and without whose writing it is.

Where readers are shown a mark in the place of what they may not see, the mark goes along, so that the items keep the
numbers under which the members know them.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from ictwg.domain.records import AgendaItem, Entry, Group
from ictwg.domain.schema import RECORDS
from ictwg.domain.values import Audience, EntryType
from ictwg.locales import t
from ictwg.services.adoption.editions import Adopted, content_of
from ictwg.services.sharing.staying_behind import fields_along, restricted, settings_along

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from ictwg.domain.records import Edition
    from ictwg.domain.schema import Field, Record
    from ictwg.domain.state import State

    Rows = dict[str, dict[str, dict[str, Any]]]

_PLACE: dict[type[Record], tuple[Field[Any], ...]] = {
    AgendaItem: (AgendaItem.meeting, AgendaItem.parent, AgendaItem.order),
    Entry: (Entry.meeting, Entry.item, Entry.parent, Entry.order),
}


def content_handed(
    state: State, edition: Edition, left_out: Collection[str], alone: Collection[str], *, with_restricted: bool
) -> str:
    """The content of an edition in the new file; empty where it cannot be read.

    Args:
        state: The group's records.
        edition: The minutes of one of its meetings.
        left_out: The records that stay behind.
        alone: The people of whom only the name goes along.
        with_restricted: Whether what only a few may see goes along.
    """
    content = content_of(edition)
    if content is None:
        return ""
    adopted = Adopted(state, content)
    printed = [record for table in content.rows for record in adopted.all(RECORDS[table])]
    gone = set() if with_restricted else {*left_out, *restricted(adopted, printed)}
    rows: Rows = {}
    for record in printed:
        if record.id not in gone:
            fields = fields_along(type(record), private=record.id in alone, with_restricted=with_restricted)
            said = settings_along(record, fields, gone)
            rows.setdefault(record.TABLE, {})[record.id] = {f.name: raw for f, raw in said if raw not in (None, ())}
    if not any(group.hides_restricted for group in adopted.all(Group)):
        for record in _in_sight(printed, gone):
            rows.setdefault(record.TABLE, {})[record.id] = _mark(record)
    on = content.on.isoformat() if content.on else None
    return json.dumps({"meeting": content.meeting, "on": on, "rows": rows}, sort_keys=True, separators=(",", ":"))


def _in_sight(printed: Collection[Record], gone: Collection[str]) -> Iterator[Record]:
    """The items and lines in whose place a reader sees a mark: those that stand in nothing that stays behind."""
    for record in printed:
        if record.id in gone and (place := _PLACE.get(type(record))):
            above = (record.row.get(field.name) for field in place)
            if not any(one in gone for one in above) and record.row.get(place[0].name):
                yield record


def _mark(record: Record) -> dict[str, Any]:
    """That something stands there, which only a few may see; nothing of what it is."""
    words = t("minutes_screen.minutes.restricted")
    said = {AgendaItem.title.name: words} if isinstance(record, AgendaItem) else _note(words)
    place = {field.name: record.row.get(field.name) for field in _PLACE[type(record)]}
    audience = {AgendaItem.audience.name: str(Audience.CORE)}
    return {name: raw for name, raw in {**place, **said, **audience}.items() if raw is not None}


def _note(words: str) -> dict[str, Any]:
    return {Entry.type.name: str(EntryType.NOTE), Entry.text.name: words}
