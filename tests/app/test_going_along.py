"""What is not for members stays behind when a group is handed over, whatever type it is of, and the note says so.

One record of each type, all linked, with a word of its own in each field; a member's view of the same group is asked
what may go along.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from tests.all_of import all_of
from tests.builders import MemoryState

from ictwg.app.leaving import handed_over
from ictwg.domain.changes import LIVE, Changes, Write
from ictwg.domain.records import (
    Action,
    AddressForm,
    ChecklistLine,
    Edition,
    Meeting,
    Person,
    Role,
    SavedFilter,
    Training,
)
from ictwg.domain.schema import RECORDS, Field, Record
from ictwg.domain.seen import AudienceView
from ictwg.domain.values import Audience, MeetingState
from ictwg.locales import t

TODAY = date(2010, 3, 12)
KINDS = list(RECORDS.values())
TEXTS = frozenset({"line", "text", "name", "words"})
FIELDS = [(kind, field) for kind in KINDS for field in kind.fields() if field.kind in TEXTS]


def token(kind: type[Record], field: Field[Any]) -> str:
    return f"CANARY-{kind.TABLE}-{field.name}-"


def _writes(ids: dict[type[Record], str], *, flags: bool) -> Iterator[Write]:
    for kind, id in ids.items():
        for field in kind.fields():
            target: Any = getattr(field, "target", None)
            if (kind, field) in FIELDS and field.is_set:
                yield Write(kind.TABLE, id, f"{field.name}/{token(kind, field)}", True)
            elif (kind, field) in FIELDS and field is not Edition.content:
                yield Write(kind.TABLE, id, field.name, token(kind, field))
            elif field.kind == "flag" and flags:
                yield Write(kind.TABLE, id, field.name, True)
            elif field.kind == "link" and target() is not kind:
                yield Write(kind.TABLE, id, field.name, ids[target()])
            elif field.kind == "links":
                yield Write(kind.TABLE, id, f"{field.name}/{ids[target()]}", True)
        yield Write(kind.TABLE, id, LIVE, True)
    yield Write(Meeting.TABLE, ids[Meeting], Meeting.state.name, str(MeetingState.HELD))
    yield Write(Role.TABLE, ids[Role], Role.person.name, ids[Person])


@pytest.fixture(scope="module", params=[False, True], ids=["flags off", "flags on"])
def state(request: pytest.FixtureRequest) -> MemoryState:
    state = MemoryState()
    state.apply(
        Changes("verbs.imported", "", tuple(_writes({kind: state.new_id() for kind in KINDS}, flags=request.param)))
    )
    return state


def told(state: MemoryState, *, with_restricted: bool = False) -> str:
    handed = handed_over(state, TODAY, with_restricted=with_restricted)
    return json.dumps([[one.field, one.value] for one in handed.changes.writes])


def may_go(state: MemoryState, kind: type[Record], field: Field[Any]) -> bool:
    """Whether a member sees it; of what the secretariat works with, whatever is not kept back there too."""
    if kind.GOES_ALONG:
        return field.audience in (None, Audience.MEMBERS, Audience.EVERYONE)
    shown: Any = [one.row for one in AudienceView(state, Audience.MEMBERS).all(kind)]
    return any(row.elements(field.name) if field.is_set else row.get(field.name) for row in shown)


def test_only_what_members_may_see_goes_along_and_all_of_it(state: MemoryState) -> None:
    went, whole = told(state), told(state, with_restricted=True)

    def check(case: tuple[type[Record], Field[Any]]) -> None:
        kind, field = case
        may, word = may_go(state, kind, field), token(kind, field)
        assert (word in went) <= may
        if field not in (Edition.content, Edition.digest):
            assert may <= (word in went) or hangs_on_what_stays(state, kind)
            assert word in whole, "where it is asked for"

    all_of(FIELDS, check)


def hangs_on_what_stays(state: MemoryState, kind: type[Record]) -> bool:
    """What members see on its own, of something that they do not see, says too much without it."""
    above = [kind.PARENT, *(kind.field(name) for name in ("meeting", "item", "entry", "parent"))]
    kinds: list[Any] = [link.target() for link in above if link is not None and hasattr(link, "target")]
    return any(not AudienceView(state, Audience.MEMBERS).all(one) and not one.GOES_ALONG for one in kinds)


def test_what_goes_along_though_members_do_not_see_it_is_what_a_secretariat_works_with() -> None:
    assert {kind for kind in KINDS if kind.GOES_ALONG} == {Person, Edition, ChecklistLine, AddressForm}


def test_the_note_names_each_type_and_field_that_stayed_behind(state: MemoryState) -> None:
    handed = handed_over(state, TODAY)
    note = "\n".join(handed.left_out())
    along = {table for table, _ in handed.changes.created}
    assert set(handed.restricted) == {kind.TABLE for kind in KINDS} - along
    for table in handed.restricted:
        assert t(f"records.{RECORDS[table].SINGULAR}.plural") in note
    assert Training.notes in handed.fields
    assert t(Training.notes.label_id) in note
    assert SavedFilter.TABLE in handed.restricted
    assert {Action.TABLE, Person.TABLE} <= along
