"""What the engine is told of the minutes of a meeting."""

from __future__ import annotations

from ictwg.domain.agenda import agenda_of
from ictwg.domain.changes import Changes
from ictwg.domain.fields import settings_of
from ictwg.domain.records import AgendaItem, Entry, Meeting, Referral
from ictwg.domain.values import EntryType, MinutesState
from ictwg.errors import InvalidValueError
from ictwg.locales import t
from ictwg.records.editing import AddOption, add_options, create, not_empty, on_add, on_set, told_of
from ictwg.records.group import spoken_in
from ictwg.records.lookup import Lookup


@on_set(Meeting, Meeting.minutes_state)
def _set_minutes_state(lookup: Lookup, meeting: Meeting, to: MinutesState) -> Changes:
    from ictwg.minutes.approval import take_to  # what adopting needs is too much for every command

    return take_to(lookup.state, meeting, to, lookup.today)


@add_options(Entry)
def _beside_entry() -> tuple[AddOption, ...]:
    told = {Entry.meeting: "cli.add.of_meeting", Entry.item: "cli.add.of_item"}
    return tuple(AddOption(field.name, help, field) for field, help in told.items())


@on_add(Entry)
def _add_entry(lookup: Lookup, values: dict[str, str]) -> tuple[str, Changes]:
    """A line at the end of an item; of a sentence that promises something, who is to do it until when."""
    from ictwg.decisions.decisions import EntryDraft
    from ictwg.minutes.entering import add_entry

    id, own = told_of(lookup, Entry.meeting, values)
    number, text = own.pop(Entry.item.name, "").strip(), not_empty(Entry.text, own.pop(Entry.text.name, ""))
    draft = EntryDraft(Entry.type.parse(own.pop(Entry.type.name, "") or EntryType.NOTE, lookup), text)
    meeting = lookup.state.get(Meeting, id)
    assert meeting is not None  # noqa: S101 - it was just found
    items = {line.number: line.item for line in agenda_of(lookup.state, meeting)}
    if number and number not in items:
        raise InvalidValueError(t("editing.no_item", number=number), t("editing.no_item.hint", known=", ".join(items)))
    if draft.type is EntryType.ACTION:
        from ictwg.minutes.prompt.parsing import read_promise

        draft = read_promise(text, lookup.state, meeting.date or lookup.today).draft or draft
    said = settings_of(Entry, own, lookup)
    changes = add_entry(lookup.state, meeting, items.get(number), draft, lookup.today, said)
    return changes.created[0][1], changes


@on_add(Referral)
def _add_referral(lookup: Lookup, values: dict[str, str]) -> tuple[str, Changes]:
    """Where it was said at a meeting the minutes say under that item that it was referred, and nothing else of it."""
    from ictwg.decisions.decisions import EntryDraft
    from ictwg.minutes.entering import add_entry

    state = lookup.state
    id, changes = create(lookup, Referral, values)
    item = state.get(AgendaItem, Referral.item.parse(values.get(Referral.item.name, ""), lookup))
    meeting = state.get(Meeting, item.meeting) if item is not None else None
    if meeting is None:
        return id, changes
    said = EntryDraft(EntryType.NOTE, t("minutes.referred", lang=spoken_in(state)))
    return id, changes.and_then(add_entry(state, meeting, item, said, lookup.today))
