"""Corrections of adopted minutes, and the edits that arrive after adoption.

The minutes stay as they were adopted; a correction is printed at its place, with its day and who asked for it. A
colleague who was offline may have edited what was adopted meanwhile: what differs from the edition is proposed as a
correction. Accepted or declined, the record is put back to what was adopted; its history keeps what was written.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import date
from typing import Any, NamedTuple

from ictwg.domain.changes import Changes, Edit
from ictwg.domain.fields import Link, OrderKey
from ictwg.domain.merged_duplicates import same_record, survivor_of
from ictwg.domain.records import AgendaItem, Attendance, Correction, Decision, Edition, Entry, Meeting
from ictwg.domain.schema import Field, Record, Setting, title_of
from ictwg.domain.state import State
from ictwg.domain.values import MinutesState
from ictwg.domain.worked_out import OnePerState
from ictwg.errors import InvalidValueError
from ictwg.locales import t
from ictwg.meetings.editions import shown_from
from ictwg.minutes.freezing import GUARDED, LIVES_ON
from ictwg.records.lookup import Lookup, short_name


class LateEdit(NamedTuple):
    """An edit that came after adoption.

    Attributes:
        record: As it is now; None where somebody took it away.
        adopted: As it was adopted; None where it is new.
        item: The id of the item that it belongs to; empty where it is about none.
        entry: The id of the line, where it is one.
        along: The decision of the line, where the same edit changed it.
    """

    id: str
    record: Record | None
    adopted: Record | None
    item: str = ""
    entry: str = ""
    along: tuple[LateEdit, ...] = ()


def correct(
    state: State,
    meeting: Meeting,
    text: str,
    on: date,
    *,
    item: str | None = None,
    entry: str | None = None,
    asked_by: str = "",
) -> Changes:
    """A dated correction; its id is the first created.

    Raises:
        InvalidValueError: The minutes are not adopted, so they are edited, or nothing is said.
    """
    if meeting.minutes_state is not MinutesState.ADOPTED:
        hint = t("corrections.not_adopted.hint")
        raise InvalidValueError(t("corrections.not_adopted", meeting=short_name(meeting)), hint)
    if not text.strip():
        raise InvalidValueError(t("corrections.no_text"), t("corrections.no_text.hint"), field=Correction.text.name)
    place = (Correction.meeting(meeting.id), Correction.item(item), Correction.entry(entry))
    said = (Correction.on(on), Correction.asked_by(asked_by), Correction.text(text))
    told = Edit("verbs.corrected", short_name(meeting), meeting)
    return told.create(Correction, state.new_id(), *place, *said).done()


def corrections_of(state: State, meeting: Meeting) -> tuple[Correction, ...]:
    """In the order of their days."""
    found = state.linked(Correction, Correction.meeting, meeting.id)
    return tuple(sorted(found, key=lambda one: (str(one.on or ""), one.id)))


def proposals(state: State, meeting: Meeting) -> tuple[LateEdit, ...]:
    """What differs from the minutes as adopted; nothing where they have no edition."""
    adopted, _ = shown_from(state, meeting)
    return tuple(_differing(state, adopted, meeting)) if adopted is not state else ()


def words_of(lookup: Lookup, proposal: LateEdit) -> str:
    """What it says, as the text of a correction: `Text: not “…”, but “…”`."""
    now, before = proposal.record, proposal.adopted
    if now is None or before is None:
        said = _named(lookup, now or before)
        return t("corrections.added" if before is None else "corrections.struck", said=said)
    parts = (_difference(lookup, field, before, now) for field in _changed(lookup.state, before, now))
    return "\n".join(parts)


def accept(
    lookup: Lookup, meeting: Meeting, proposal: LateEdit, text: str = "", asked_by: str = "", on: date | None = None
) -> Changes:
    """It becomes a correction, in these words or in its own; what was adopted stays."""
    said = text.strip() or words_of(lookup, proposal)
    place = {"item": proposal.item or None, "entry": proposal.entry or None}
    made = correct(lookup.state, meeting, said, on or lookup.today, asked_by=asked_by, **place)
    return made.and_then(put_back(lookup.state, proposal))


def decline(state: State, meeting: Meeting, proposal: LateEdit) -> Changes:
    """What was adopted stays; the history keeps what was written."""
    told = Edit("verbs.correction_declined", short_name(meeting), meeting).done()
    return told.and_then(put_back(state, proposal))


def put_back(state: State, proposal: LateEdit) -> Changes:
    """The record as it was adopted, and its decision with it."""
    changes = _put_back(state, proposal)
    for one in proposal.along:
        changes = changes.and_then(_put_back(state, one))
    return changes


def _put_back(state: State, proposal: LateEdit) -> Changes:
    edit, now, adopted = Edit("verbs.put_back"), proposal.record, proposal.adopted
    if adopted is None:
        return edit.remove(now).done() if now is not None else edit.done()
    if now is None:
        now = state.trashed(type(adopted), adopted.id)
        if now is None:
            return edit.done()
        edit.restore(now)
    settings = (_as_adopted(state, field, adopted) for field in _changed(state, adopted, now))
    return edit.update(now, *settings).done()


def _differing(state: State, adopted: State, meeting: Meeting) -> Iterator[LateEdit]:
    """A decision goes with its line, where that is proposed too."""
    led: dict[str, list[LateEdit]] = {}
    for one in _all_differing(state, adopted, meeting):
        if _is(Decision, one) and one.entry in led:
            led[one.entry].append(one)
        else:
            led[one.entry or one.id] = [one]
    for first, *others in led.values():
        if first.record is not None or _lies_in_trash(state, first):
            yield first._replace(
                along=tuple(one for one in others if _is_the_same_edit(state, one)) if _is(Entry, first) else ()
            )


def _is(kind: type[Record], proposal: LateEdit) -> bool:
    return isinstance(proposal.adopted or proposal.record, kind)


def _lies_in_trash(state: State, proposal: LateEdit) -> bool:
    gone = proposal.adopted
    return gone is not None and state.trashed(type(gone), gone.id) is not None


def _is_the_same_edit(state: State, decision: LateEdit) -> bool:
    """Whether it differs only in what its line says too; votes, for one, are asked about by themselves."""
    now, before = decision.record, decision.adopted
    return now is None or before is None or all(Entry.field(field.name) for field in _changed(state, before, now))


def _all_differing(state: State, adopted: State, meeting: Meeting) -> Iterator[LateEdit]:
    for kind, id, now, was in beside_adopted(state, adopted, meeting):
        made = state.get(kind, id) if now is None else now
        differs = is_printed(made) if made is None or was is None else bool(_changed(state, was, made))
        if differs:
            yield _proposal(kind, made, was)


def beside_adopted(
    state: State, adopted: State, meeting: Meeting
) -> Iterator[tuple[type[Record], str, Record | None, Record | None]]:
    """Each record of the minutes as it is now and as it was adopted; None where it is not in them."""
    for kind in (Entry, AgendaItem, Attendance, Decision, Meeting):
        now = {record.id: record for record in records_of(state, kind, meeting.id)}
        before = {record.id: record for record in records_of(adopted, kind, meeting.id)}
        for id in sorted({*now, *before}):
            yield kind, id, now.get(id), before.get(id)


def is_printed(new: Record | None) -> bool:
    """Whoever was only asked to come stands in no minutes."""
    return not isinstance(new, Attendance) or new.state is not None


def records_of(state: State, kind: Any, meeting: str) -> tuple[Any, ...]:
    """Of one kind, what stands in the minutes of a meeting."""
    if kind is Meeting:
        found = state.get(Meeting, meeting)
        return (found,) if found is not None else ()
    linked: tuple[Any, ...] = state.linked(kind, kind.meeting, meeting)
    return linked


def _proposal(kind: type[Record], now: Record | None, before: Record | None) -> LateEdit:
    either = before or now
    assert either is not None  # noqa: S101 - one of the two is there
    entry = either.id if isinstance(either, Entry) else either.entry if isinstance(either, Decision) else ""
    item = either.id if isinstance(either, AgendaItem) else getattr(either, "item", "")
    return LateEdit(f"{kind.TABLE}/{either.id}", now, before, item or "", entry or "")


def _changed(state: State, before: Record, now: Record) -> tuple[Field[Any], ...]:
    guarded = (field for field in type(now).fields() if field not in LIVES_ON)
    return tuple(field for field in guarded if not _says_the_same(state, field, before, now))


def _says_the_same(state: State, field: Field[Any], before: Record, now: Record) -> bool:
    """The value that was adopted, or a link to what somebody said to be the same as what was linked then."""
    was, is_now = field.raw(before), field.raw(now)
    return was == is_now or (isinstance(field, Link) and same_record(state, field.target(), was, is_now))


def _as_adopted(state: State, field: Field[Any], adopted: Record) -> Setting:
    """What has become the same as another is not linked to any more."""
    raw = field.raw(adopted)
    if isinstance(field, Link) and isinstance(raw, str):
        raw = survivor_of(state, field.target(), raw) or raw
    return Setting(field, raw)


def _difference(lookup: Lookup, field: Field[Any], before: Record, now: Record) -> str:
    label = t(field.label_id)
    if isinstance(field, OrderKey):
        return t("corrections.moved", said=_named(lookup, now))
    was, is_now = (field.show(field.of(record), lookup) for record in (before, now))
    key = "changed" if was and is_now else "filled" if is_now else "emptied"
    return t(f"corrections.{key}", field=label, before=was, after=is_now)


def _named(lookup: Lookup, record: Record | None) -> str:
    if record is None:
        return ""
    if isinstance(record, Attendance):
        home = Attendance.organization.show(record.organization, lookup)
        person = record.name or Attendance.person.show(record.person, lookup)
        state = Attendance.state.show(record.state, lookup)
        return ", ".join(filter(None, (person, home or record.printed_organization, state)))
    return title_of(record)


class LateEdits:
    """The proposals of all meetings; looked for again only where a record of theirs has changed."""

    def __init__(self, state: State) -> None:
        self.state = state
        self._version = -1
        self._found: dict[str, tuple[LateEdit, ...]] = {}

    def by_meeting(self) -> dict[str, tuple[LateEdit, ...]]:
        """Of each meeting that has any, by its id."""
        before, self._version = self._version, self.state.version
        if before != self._version:
            changed = self.state.changed(before) if before >= 0 else None
            for id in self._meetings(changed):
                self._look(id)
        return self._found

    def _meetings(self, changed: Collection[tuple[str, str]] | None) -> set[str]:
        if changed is None:
            self._found.clear()
            return {edition.meeting for edition in self.state.all(Edition) if edition.meeting}
        of_minutes: tuple[type[Record], ...] = (*GUARDED, Edition)
        kinds: dict[str, Any] = {kind.TABLE: kind for kind in of_minutes}
        records = [self._any(kinds[table], id) for table, id in changed if table in kinds]
        named = {one.id if isinstance(one, Meeting) else getattr(one, "meeting", None) for one in records if one}
        return {*self._found, *filter(None, named)}

    def _any(self, kind: Any, id: str) -> Record | None:
        found: Record | None = self.state.get(kind, id) or self.state.trashed(kind, id)
        return found

    def _look(self, id: str) -> None:
        self._found.pop(id, None)
        meeting = self.state.get(Meeting, id)
        if meeting is not None and (found := proposals(self.state, meeting)):
            self._found[id] = found


late_edits = OnePerState(LateEdits)
"""The one that all screens of a state share."""
