"""The one door of every import (DOMAIN.md §4): what it would write is scanned, and with a mark it waits for a person.

Whatever reads a file ends in an `ImportPlan`, and its changes are all that will be written; so they are scanned here,
not in each reader. As long as one mark is open the plan writes nothing at all.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from datetime import date
from functools import reduce
from typing import Any, NamedTuple

from ictwg.domain.changes import Changes, Edit, Write
from ictwg.domain.confidential import accepted, finds_in, is_accepted, is_scanned, own_names
from ictwg.domain.records import (
    Action,
    AgendaItem,
    Attendance,
    Decision,
    Edition,
    Entry,
    Meeting,
    Membership,
    Organization,
    Participant,
    Person,
    Referral,
)
from ictwg.domain.representation import representation
from ictwg.domain.schema import RECORDS, Field, Setting
from ictwg.domain.state import State
from ictwg.domain.text import one_line
from ictwg.domain.values import Find
from ictwg.imports.doubts import ACCEPTED, LEFT_OUT, OPEN, REFERRED, REWORDED, DoubtKind, Key, ReadingDoubt
from ictwg.imports.report import Chosen, ImportPlan, ImportRow, MeetingSummary, RowState
from ictwg.locales import t
from ictwg.records.group import spoken_in
from ictwg.records.lookup import found_or_none, short_name
from ictwg.records.planned_state import StateAfterChanges

Place = tuple[str, str]
"""A record, as (table, id)."""

Instead = tuple[str, str, str]

CHOICE: Key = (DoubtKind.CONFIDENTIAL, 0, "")

WORDS: Key = (DoubtKind.CONFIDENTIAL, 1, "")
"""What a person typed besides: the new wording, or why nothing in it is confidential."""

CONTACTS = "contacts"
"""What is chosen for all telephones and addresses in the lists of people, which are asked about once."""

_OF_LISTS = (Person.TABLE, Organization.TABLE, Participant.TABLE)
_CONTACTS = frozenset({Find.PHONE, Find.EMAIL})
SHOWN = 3

EVERY = ""
"""What is chosen for every mark for which nothing else is."""

_STATES = {OPEN: RowState.DOUBTFUL, REWORDED: RowState.UPDATED, ACCEPTED: RowState.UPDATED}


class ScannedText(NamedTuple):
    """A text that would be written, in which something may be confidential.

    Attributes:
        text: In one line, by which it is chosen for: the same words are asked about once.
        places: The fields that would hold it.
    """

    text: str
    finds: tuple[Find, ...]
    places: list[str]
    choice: str
    words: str
    of_list: bool = False
    """Whether it is one of the telephones and addresses of a list of people."""


def scanned(state: State, plan: ImportPlan, chosen: Chosen, today: date) -> ImportPlan:
    """The plan with a row for each mark before the others; its changes are as chosen, and none while one is open.

    Args:
        state: The group, whose own names are no marks.
        plan: What the files say.
        chosen: For a text in one line (or `EVERY`), what a person has chosen.
        today: The day of what is referred.
    """
    marks = _marks(state, plan.changes, chosen)
    listed = [mark for mark in marks.values() if mark.of_list]
    rows = (*((_contacts_row(listed),) if listed else ()), *(_row(one) for one in marks.values() if not one.of_list))
    if not marks:
        return plan
    if any(mark.choice == OPEN for mark in marks.values()):
        return ImportPlan((*rows, *plan.rows), Changes(plan.changes.verb))
    gone = frozenset(_gone(plan.changes, marks))
    told = (_told(row, _instead_of(state, marks), {line for _, line in gone}) for row in plan.rows)
    changes = _as_chosen(state, plan.changes, marks, today, {place for place, _ in gone})
    return ImportPlan((*rows, *told), changes)


def _marks(state: State, changes: Changes, chosen: Chosen) -> dict[str, ScannedText]:
    own, marks = own_names(state), dict[str, ScannedText]()
    texts = ((write.table, place, text) for write in changes.writes for place, text in _texts(write))
    for table, place, text in texts:
        line = one_line(text)
        if line in marks:
            marks[line].places.append(place)
        elif (finds := finds_in(text, own)) and not is_accepted(state, line):
            of_list = table in _OF_LISTS and {*finds} <= _CONTACTS
            said = chosen.get(line) or (chosen.get(CONTACTS) if of_list else None) or chosen.get(EVERY, {})
            marks[line] = ScannedText(line, finds, [place], said.get(CHOICE, OPEN), said.get(WORDS, ""), of_list)
    return marks


def _texts(write: Write) -> Iterator[tuple[str, str]]:
    """What people wrote of what is written, with the words for its place; adopted minutes text by text."""
    field, text = _said(write)
    if field is Edition.content:
        yield from ((_place(one), said) for one, said in _printed(text))
    elif field is not None and is_scanned(field):
        yield _place(field), text


def _said(write: Write) -> tuple[Field[Any] | None, str]:
    """The field and what it is to say; of a set each element is written by itself."""
    name, _, element = write.field.partition("/")
    said, kind = element or write.value, RECORDS.get(write.table)
    return (kind.field(name) if kind is not None and isinstance(said, str) else None), str(said)


def _place(field: Field[Any]) -> str:
    return f"{t(f'records.{field.record.SINGULAR}')}: {t(field.label_id)}"


def _printed(content: str) -> Iterator[tuple[Field[Any], str]]:
    """The texts that adopted minutes print."""
    found: list[tuple[Field[Any], str]] = []

    def take(field: Field[Any], text: str) -> str:
        found.append((field, text))
        return text

    _edition(content, take)
    yield from found


def _edition(content: str, said: Callable[[Field[Any], str], str]) -> str:
    """What adopted minutes are printed from, with something else for each of their texts."""
    whole = json.loads(content)
    for table, rows in whole["rows"].items():
        for row in rows.values():
            for field in RECORDS[table].fields() if table in RECORDS else ():
                value = row.get(field.name) if is_scanned(field) else None
                if isinstance(value, str):
                    row[field.name] = said(field, value)
                elif isinstance(value, list):
                    row[field.name] = [said(field, one) for one in value]
    return json.dumps(whole, sort_keys=True, separators=(",", ":"))


def _row(mark: ScannedText) -> ImportRow:
    what = ", ".join(t(f"choices.find.{find}") for find in mark.finds)
    choices = (OPEN, LEFT_OUT, REWORDED, REFERRED, ACCEPTED)
    doubt = ReadingDoubt(DoubtKind.CONFIDENTIAL, 0, mark.text, choices, place=what)
    why = f"{what} · {', '.join(dict.fromkeys(mark.places))}"
    return ImportRow(_STATES.get(mark.choice, RowState.SKIPPED), mark.text, mark.text, why, doubts=(doubt,))


def _contacts_row(marks: list[ScannedText]) -> ImportRow:
    """One question for all of them."""
    told = "; ".join(mark.text for mark in marks[:SHOWN]) + " …" * (len(marks) > SHOWN)
    doubt = ReadingDoubt(DoubtKind.CONFIDENTIAL, 0, told, (OPEN, LEFT_OUT, ACCEPTED))
    what = t("importing.contacts", count=len(marks))
    return ImportRow(_STATES.get(marks[0].choice, RowState.SKIPPED), what, CONTACTS, doubts=(doubt,))


def _in_minutes(changes: Changes) -> frozenset[Place]:
    """What the minutes of a meeting print, which alone say that something was referred."""
    always = {AgendaItem.TABLE, Entry.TABLE}
    given = {(one.table, one.id) for one in changes.writes if one.field == Action.meeting.name and one.value}
    given = {place for place in given if place[0] in (Action.TABLE, Decision.TABLE)}
    return frozenset(place for place in changes.places if place[0] in always) | given


def _gone(changes: Changes, marks: dict[str, ScannedText]) -> Iterator[tuple[Place, str]]:
    """The new records, outside minutes, that would have no name without a text that was referred; and the text.

    One that others hang on stays, without its name.
    """
    named, minutes = {str(write.value) for write in changes.writes}, _in_minutes(changes)
    for write in changes.writes:
        field, text = _said(write)
        place, mark = (write.table, write.id), marks.get(one_line(text))
        referred = field is not None and field.required and mark is not None and mark.choice == REFERRED
        if mark and referred and place in changes.created and place not in minutes and write.id not in named:
            yield place, mark.text


def _instead_of(state: State, marks: dict[str, ScannedText]) -> dict[str, Instead]:
    return {line: _instead(state, mark) for line, mark in marks.items() if mark.choice != ACCEPTED}


def _told(row: ImportRow, instead: dict[str, Instead], gone: set[str]) -> ImportRow:
    """The row without a text that is not imported; one that is left out says so."""
    if one_line(row.what) in gone:
        left_out, why = t("importing.left_out"), t("importing.referred")
        return row._replace(state=RowState.SKIPPED, what=left_out, why=why, written=())

    def told(text: str) -> str:
        return reduce(lambda now, line: now.replace(line, instead[line][1]), instead, text)

    found = row.found and MeetingSummary(*(tuple(map(told, part)) for part in row.found))
    written = tuple(map(told, row.written))
    return row._replace(what=told(row.what), why=told(row.why), written=written, found=found)


def _as_chosen(state: State, changes: Changes, marks: dict[str, ScannedText], today: date, gone: set[Place]) -> Changes:
    """The same without what is confidential; with what was referred, and why another text is not confidential."""
    instead = _instead_of(state, marks)
    made, minutes, edit = set(changes.created), _in_minutes(changes), Edit(changes.verb)
    writes: list[Write] = []
    for write in changes.writes:
        writes += _rewritten(write, instead, made, minutes) if (write.table, write.id) not in gone else ()
    for line, mark in marks.items():
        if mark.choice == ACCEPTED:
            accepted(edit, state, line, mark.finds, mark.words)
        elif mark.choice == REFERRED:
            edit.create(Referral, state.new_id(), Referral.date(today), *_said_by(state, changes, line))
    created, about = (tuple(one for one in told if one not in gone) for told in (changes.created, changes.told_of))
    return changes._replace(writes=tuple(writes), created=created, about=about).and_then(edit.done())


def _instead(state: State, mark: ScannedText) -> Instead:
    """What is written in its place where there may be nothing, where there must be something, and in minutes."""
    lang = spoken_in(state)
    if mark.choice == REWORDED:
        return mark.words, mark.words, mark.words
    left_out = t("importing.left_out", lang=lang)
    return "", left_out, t("minutes.referred", lang=lang) if mark.choice == REFERRED else left_out


def _rewritten(
    write: Write, instead: dict[str, Instead], made: set[Place], minutes: frozenset[Place]
) -> Iterator[Write]:
    (field, text), place = _said(write), (write.table, write.id)
    if field is Edition.content:
        yield write._replace(value=_edition(text, lambda _, one: instead.get(one_line(one), (one,))[-1]))
    elif field is None or not is_scanned(field) or one_line(text) not in instead:
        yield write
    else:
        maybe, must, referred = instead[one_line(text)]
        needed = referred if place in minutes else must
        if said := needed if field.required and place in made else maybe:
            yield write._replace(field=f"{field.name}/{said}") if field.is_set else write._replace(value=said)


def _said_by(state: State, changes: Changes, line: str) -> Iterator[Setting]:
    """From whom it came and where it was said, as far as the import says so."""
    place = next((one.table, one.id) for one in changes.writes if line in (one_line(said) for _, said in _texts(one)))
    told = {one.field: str(one.value) for one in changes.writes if (one.table, one.id) == place}
    if place[0] == Entry.TABLE:
        speaker = found_or_none(state, Organization, told.get(Entry.speaker.name, ""))
        yield Referral.item(told.get(Entry.item.name))
        yield Referral.organization(speaker.id if speaker is not None else None)
    else:
        yield Referral.organization(told.get(Referral.organization.name))


KINDS = (Organization, Membership, Attendance)


def with_words(state: State, plan: ImportPlan) -> ImportPlan:
    """The plan with a row for each meeting on record whose words on attendance it changes."""
    return plan._replace(rows=(*plan.rows, *_changed(state, plan.changes)))


def _changed(state: State, changes: Changes) -> Iterator[ImportRow]:
    meetings = sorted(state.all(Meeting), key=lambda meeting: (str(meeting.date), meeting.id))
    if not meetings or not _touches_rolls(state, changes):
        return
    planned = StateAfterChanges(state, changes, KINDS)
    for meeting in meetings:
        before, after = representation(state, meeting).words(), representation(planned, meeting).words()
        if before != after and state.linked(Attendance, Attendance.meeting, meeting.id):
            why = t("importing.words_change", before=before or "–", after=after or "–")
            yield ImportRow(RowState.DOUBTFUL, short_name(meeting), t("importing.minutes"), why)


def _touches_rolls(state: State, changes: Changes) -> bool:
    """Whether memberships, organizations on record, or rolls of meetings on record are written."""
    new = set(changes.created)
    for table, id, _, value, _ in changes.writes:
        if table == Membership.TABLE or (table == Organization.TABLE and (table, id) not in new):
            return True
        if table == Attendance.TABLE and isinstance(value, str) and state.get(Meeting, value) is not None:
            return True
    return False
