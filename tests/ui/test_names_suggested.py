"""A field that names a person, an organization, a meeting or a place suggests what is on record, in every form."""

from __future__ import annotations

import re
from typing import Any

import pytest
from tests.example_group import TODAY, example_group

from ictwg.app.forms.choices import list_completer
from ictwg.app.forms.declared import form_field, refusal
from ictwg.domain.fields import District, Districts, Linking, NameText, PlaceText
from ictwg.domain.records import Meeting
from ictwg.domain.schema import Field, declared, form_fields
from ictwg.errors import InvalidValueError
from ictwg.records.lookup import Lookup

NAMING = re.compile(r"(^|_)(by|chair|presenter|speaker|minute_taker|venue|place|district|districts|interpreter)$")
"""What a field is called that names somebody or somewhere."""
OF_THE_GROUP = {"Group.districts", "ChecklistLine.ticked_by"}
"""The list itself, and the deed that ticks a line."""


def texts() -> list[Field[Any]]:
    fields = [field for kind in declared() for field in form_fields(kind) if field.kind in ("line", "words")]
    return [field for field in fields if NAMING.search(field.name) and not hasattr(field, "choices")]


def offered(field: Field[Any], typed: str) -> list[str]:
    group = example_group()
    group.state.add(Meeting, Meeting.venue("Hotel Timor"), Meeting.date(TODAY))
    asked = form_field(Lookup(group.state, TODAY), field)
    complete = list_completer(asked.choices, several=field.is_set)
    return [one.value for one in complete(typed, len(typed)).options]


def test_what_names_somebody_is_declared_so() -> None:
    naming = (NameText, PlaceText, District, Districts)
    others = {str(field) for field in texts() if not isinstance(field, naming)}
    assert others <= OF_THE_GROUP


@pytest.mark.parametrize(
    ("kind", "typed", "name"),
    [
        (NameText, "ana", "Ana Example"),
        (NameText, "justice", "MoJ"),
        (PlaceText, "tim", "Hotel Timor"),
        (District, "bau", "Baucau"),
        (Districts, "bau", "Baucau"),
    ],
)
def test_it_suggests_what_is_on_record(kind: type[Field[Any]], typed: str, name: str) -> None:
    fields = [field for one in declared() for field in form_fields(one) if isinstance(field, kind)]
    assert fields
    assert [str(field) for field in fields if name not in offered(field, typed)] == []


def test_every_link_offers_its_records() -> None:
    group = example_group()
    for kind in declared():
        for field in form_fields(kind):
            if isinstance(field, Linking) and group.state.all(field.target()) and field is not field.target().UNDER:
                assert form_field(Lookup(group.state, TODAY), field).options, field


def test_what_is_wrong_is_said_before_how_to_mend_it() -> None:
    def read(_: str) -> None:
        raise InvalidValueError("No such thing", "Type another.")

    said = refusal(read)("x")
    assert said == "No such thing. Type another."
    due = form_field(Lookup(example_group().state, TODAY), Meeting.date)
    assert due.validate is not None
    assert "does not exist" in str(due.validate("32 March"))
