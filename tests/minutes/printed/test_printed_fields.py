"""What a record declares as printed is printed, frozen and read back by its declaration alone."""

from __future__ import annotations

import json
from datetime import date
from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.adopting import adopted
from tests.builders import MemoryState
from tests.hostile_minutes import values_of
from tests.rich_meeting import rich_meeting

from ictwg.domain.changes import Edit
from ictwg.domain.fields import Choice, Day, Line, Linking, MaybeChoice, Number, Text, Words
from ictwg.domain.records import Action, AgendaItem, Attendance, Decision, Edition, Group, Meeting, Organization
from ictwg.domain.schema import RECORDS, Field, Record, Tally
from ictwg.domain.text import clean
from ictwg.domain.values import Audience, Basis, Outcome
from ictwg.meetings.editions import edition_of
from ictwg.minutes.freezing import GUARDED
from ictwg.minutes.printed.details import printed_details
from ictwg.minutes.printed.making import minutes_sheet
from ictwg.minutes.printed.sheet import printed_text
from ictwg.minutes.read_back.reading_lines import read_details
from ictwg.papers.markdown import text_of

LATER = date(2010, 9, 1)
FROZEN: tuple[type[Record], ...] = (*GUARDED, Action)


class Sample(Record):
    """One printed field of each kind."""

    line = Line()
    text = Text()
    choice = Choice(Basis, default=Basis.CONSENSUS)
    maybe_choice = MaybeChoice(Outcome)
    day = Day()
    number = Number()
    words = Words()
    first = Number()
    second = Number()
    figures = Tally("votes", {"votes_for": first, "abstentions": second})

    PRINTED = (line, text, choice, maybe_choice, day, number, words, figures)


del RECORDS[Sample.TABLE]  # no record type of the program


@given(st.fixed_dictionaries({field.name: values_of(field) for field in Sample.printed_fields()}))
def test_each_kind_of_field_is_read_back_as_it_was_printed(values: dict[str, Any]) -> None:
    values |= {"line": clean(values["line"]), "text": printed_text(values["text"])}
    values["words"] = tuple(filter(None, map(clean, values["words"])))
    printed = printed_details(Sample, SimpleNamespace(**values), "pt")
    said = {key: text_of(text) for key, text in printed.items()}
    nothing: dict[str, Any] = dict.fromkeys(("first", "second"))
    assert nothing | read_details(Sample, said, "pt") == values


COMPUTED = (Meeting.comments_until,)
"""Of which more is printed than stands in the field."""
FILLED: tuple[Field[Any], ...] = tuple(
    field
    for field in (*(one for kind in FROZEN for one in kind.printed_fields()), Action.due, Action.owner_text)
    if field not in COMPUTED and not isinstance(field, Linking)
)


def sample(field: Field[Any]) -> Any:
    """A value of which something is printed."""
    if isinstance(field, (Choice, MaybeChoice)):
        choices: Any = field.choices
        return list(choices)[-1]
    values = {Day: date(2010, 5, 17), Number: 7, Words: ("A word of our own",), Line: "A word of our own"}
    return next((value for kind, value in values.items() if isinstance(field, kind)), date(2010, 5, 17))


def filled_and_adopted(*fields: Field[Any]) -> tuple[MemoryState, Meeting]:
    """The rich meeting, with these fields filled in wherever they may be, adopted."""
    rich = rich_meeting()
    edit = Edit("verbs.edited").update(rich.state.all(Group)[0], Group.votes(True))
    for kind in {field.record for field in fields}:
        for record in rich.state.all(kind):
            edit.update(record, *(field(sample(field)) for field in fields if field.record is kind))
    rich.state.apply(edit.done())
    (meeting,) = (one for one in rich.state.all(Meeting) if one.id == rich.meeting.id)
    return rich.state, adopted(rich.state, meeting, date(2010, 4, 6))


def in_print(state: MemoryState, meeting: Meeting, field: Field[Any]) -> set[Any]:
    """What the minutes print of the field, of whichever record."""
    sheet = minutes_sheet(state, meeting, Audience.SECRETARIAT, LATER, "en")
    told: dict[type[Record], tuple[object, ...]] = {
        Meeting: (sheet.circulation,),
        AgendaItem: sheet.items,
        Attendance: sheet.attendance,
        Decision: tuple(line.ruling for line in sheet.lines if line.ruling),
        Action: (*(one.promise for one in sheet.reviewed), *(line.promise for line in sheet.lines if line.promise)),
    }
    name = "who" if field is Action.owner_text else field.name
    return {getattr(one, name) for one in told[field.record]}


@pytest.mark.parametrize("field", FILLED, ids=repr)
def test_of_a_field_that_an_edition_lacks_nothing_is_printed(field: Field[Any]) -> None:
    state, meeting = filled_and_adopted(*FILLED)
    living = {field.of(record) for record in state.all(field.record)}
    edition = edition_of(state, meeting)
    assert edition
    assert living & in_print(state, meeting, field)
    content = json.loads(edition.content)
    for row in content["rows"][field.record.TABLE].values():
        row.pop(field.name, None)
    state.apply(Edit("verbs.edited").update(edition, Edition.content(json.dumps(content))).done())
    assert not (living - {field.decode(None)}) & in_print(state, meeting, field)


def test_an_edition_keeps_of_its_records_what_is_frozen_and_nothing_else() -> None:
    plain = [
        field
        for kind in FROZEN
        for field in kind.fields()
        if isinstance(field, (Line, Day)) and field.name not in ("date", "series")
    ]
    state, meeting = filled_and_adopted(*plain)
    edition = edition_of(state, meeting)
    assert edition
    rows = json.loads(edition.content)["rows"]
    for kind in FROZEN:
        kept = {name for row in rows[kind.TABLE].values() for name in row}
        assert {field for field in plain if field.record is kind and field.name in kept} == {
            field for field in plain if field.record is kind and field.frozen
        }


def test_what_minutes_print_is_frozen_with_them() -> None:
    """Of another all that is printed would be gone with adoption."""
    assert [field for kind in RECORDS.values() for field in kind.printed_fields() if not field.frozen] == []


LINKS = [one for kind in FROZEN for one in kind.fields() if isinstance(one, Linking) and one.frozen]
NAMED = [one for one in LINKS if one.target() is Organization]


@pytest.mark.parametrize("field", NAMED, ids=repr)
def test_an_edition_holds_each_organization_that_its_records_name(field: Field[Any]) -> None:
    rich = rich_meeting()
    outside = rich.state.add(Organization, Organization.name("A visitor"), Organization.acronym("VIS"))
    edit = Edit("verbs.edited")
    for record in rich.state.all(field.record):
        edit.update(record, field((outside.id,) if field.is_set else outside.id))
    rich.state.apply(edit.done())
    edition = edition_of(rich.state, adopted(rich.state, rich.meeting, date(2010, 4, 6)))
    assert edition
    assert outside.id in json.loads(edition.content)["rows"][Organization.TABLE]
