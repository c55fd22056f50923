"""What `--json` prints: all keys stand in a golden file, and those that others build on mean what DOMAIN.md §2 says."""

from __future__ import annotations

import json
from datetime import date

import pytest
from tests.builders import MemoryState, organization
from tests.example_group import TODAY, Example, example_group
from tests.tools.json_keys import GOLDEN, all_keys

from ictwg.domain.records import Action, AgendaItem, Attendance, Decision, Meeting, Organization, Person
from ictwg.domain.values import ActionStatus, MembershipStatus
from ictwg.locales import set_language
from ictwg.members import organizations as membership
from ictwg.members import organizations as naming
from ictwg.records.lookup import Lookup
from ictwg.records.tables import record_json

PROMISED = {
    "organizations": "id acronym name aliases type status member_since",
    "people": "id name organization position functions phone email",
    "meetings": "id reference number ordinal series kind title date start end venue chair minute_taker state"
    " minutes_state attendance attendance[].name attendance[].organization attendance[].capacity attendance[].state"
    " items items[].title items[].kind items[].outcome items[].entries items[].entries[].type items[].entries[].text"
    " items[].entries[].reference",
    "actions": "id reference text owners all person meeting item due priority status waiting_on progress progress[].on"
    " progress[].by progress[].channel progress[].text due_changes closed_on assignee recurrence",
    "decisions": "id reference text meeting item basis votes_for votes_against abstentions rationale opposing status",
}


@pytest.fixture
def group() -> Example:
    return example_group()


@pytest.fixture
def lookup(group: Example) -> Lookup:
    return Lookup(group.state, TODAY)


def test_all_keys_are_those_of_the_golden_file() -> None:
    """`python -m tests.tools.json_keys` writes it anew; a key that goes breaks somebody's program."""
    assert all_keys() == json.loads(GOLDEN.read_text(encoding="utf-8"))


@pytest.mark.parametrize("table", PROMISED)
def test_the_promised_keys_are_there(table: str) -> None:
    assert set(PROMISED[table].split()) <= set(all_keys()[table])


def test_an_action_prints_names_with_ids_beside_them(group: Example, lookup: Lookup) -> None:
    found = record_json(lookup, group.action)
    assert (found["owners"], found["owners_ids"]) == (["MoJ"], [group.ministry.id])
    assert (found["meeting"], found["meeting_id"]) == ("M-2010-03-12", group.meeting.id)
    assert found["item"] == "National Plan of Action"
    assert (found["due"], found["status"], found["all"], found["person"]) == ("2010-05-30", "open", False, None)
    assert [(said["on"], said["channel"], said["text"]) for said in found["progress"]] == [
        ("2010-03-20", "phone", "The first half is drafted")
    ]
    assert found["due_changes"][0]["before"] is None
    assert found["due_changes"][0]["after"] == "2010-05-30"


def test_a_task_is_an_action_of_another_kind(group: Example, lookup: Lookup) -> None:
    found = record_json(lookup, group.task)
    assert (found["kind"], found["reference"], found["assignee"]) == ("task", "T-2010-003", "Ana")
    assert record_json(lookup, group.action)["kind"] == "action"


def test_values_are_english_words_in_every_language(group: Example, lookup: Lookup) -> None:
    waiting = group.state.add(Action, Action.text("Wait"), Action.status(ActionStatus.IN_PROGRESS))
    set_language("pt")
    assert record_json(lookup, waiting)["status"] == "in_progress"
    assert record_json(lookup, group.ministry)["type"] == "government"


def test_a_meeting_without_a_number_has_the_reference_of_its_day(group: Example, lookup: Lookup) -> None:
    assert record_json(lookup, group.meeting)["reference"] == "M-2010-03-12"
    law = group.state.add(Meeting, Meeting.date(date(2010, 3, 12)), Meeting.series("LAW"))
    assert record_json(lookup, law)["reference"] == "M-LAW-2010-03-12"
    numbered = group.state.add(Meeting, Meeting.date(date(2010, 3, 12)), Meeting.reference("M-2010-03"))
    assert record_json(lookup, numbered)["reference"] == "M-2010-03"


def test_a_meeting_nests_who_came_and_what_was_said(group: Example, lookup: Lookup) -> None:
    found = record_json(lookup, group.meeting)
    assert (found["start"], found["state"], found["minutes_state"]) == ("09:30", "held", "none")
    there = found["attendance"][0]
    assert (there["name"], there["organization"], there["capacity"], there["state"]) == (
        "Ana Example",
        "MoJ",
        "member",
        "present",
    )
    item = found["items"][0]
    assert (item["number"], item["title"], item["kind"], item["outcome"]) == (
        "1",
        "National Plan of Action",
        "topic",
        None,
    )
    note, promise = item["entries"]
    assert (note["type"], note["text"], note["reference"]) == ("note", "MoJ presented the outline.", None)
    assert (promise["type"], promise["reference"]) == ("action", "A-2010-014")
    assert "meeting" not in there
    assert "item_id" not in note


def test_items_stand_below_those_that_they_belong_to(group: Example, lookup: Lookup) -> None:
    first = group.state.all(AgendaItem)[0]
    place = (AgendaItem.meeting(group.meeting.id), AgendaItem.order("a"))
    group.state.add(AgendaItem, *place, AgendaItem.title("Opening"))
    group.state.add(AgendaItem, *place, AgendaItem.parent(first.id), AgendaItem.title("Prevention"))
    items = record_json(lookup, group.meeting)["items"]
    assert [(item["number"], item["title"]) for item in items] == [
        ("1", "Opening"),
        ("2", "National Plan of Action"),
        ("2.1", "Prevention"),
    ]


def test_attendance_stands_in_protocol_order_with_guests_last(group: Example, lookup: Lookup) -> None:
    state, here = group.state, Attendance.meeting(group.meeting.id)
    state.add(Attendance, here, Attendance.name("Guest"), Attendance.printed_organization("A visitor's office"))
    ngo = organization(state, "AAA")
    state.add(Attendance, here, Attendance.name("Rui"), Attendance.organization(ngo.id))
    listed = [(row["organization"], row["name"]) for row in record_json(lookup, group.meeting)["attendance"]]
    assert listed == [("MoJ", "Ana Example"), ("AAA", "Rui"), ("A visitor's office", "Guest")]


def test_old_attendance_keeps_the_name_of_the_day(group: Example) -> None:
    group.state.apply(naming.rename(group.state, group.ministry, "Ministry of Law", "MoL", date(2010, 3, 20)))
    renamed = group.state.get(Organization, group.ministry.id)
    assert renamed is not None
    late, early = Lookup(group.state, TODAY), Lookup(group.state, date(2010, 3, 19))
    assert record_json(late, group.meeting)["attendance"][0]["organization"] == "MoJ"
    assert (record_json(late, renamed)["acronym"], record_json(late, renamed)["name"]) == ("MoL", "Ministry of Law")
    assert record_json(early, renamed)["acronym"] == "MoJ"


def test_an_organization_says_its_status_of_the_day_and_since_when(group: Example, lookup: Lookup) -> None:
    group.state.apply(
        membership.change_status(group.state, group.ministry, MembershipStatus.SUSPENDED, date(2010, 3, 20))
    )
    found = record_json(lookup, group.ministry)
    assert (found["status"], found["member_since"]) == ("suspended", None)
    before = record_json(Lookup(group.state, date(2010, 3, 19)), group.ministry)
    assert (before["status"], before["member_since"]) == ("member", "2003-05-01")
    assert [(row["status"], row["from"], row["to"]) for row in found["memberships"]] == [
        ("member", "2003-05-01", "2010-03-19"),
        ("suspended", "2010-03-20", None),
    ]


def test_an_organization_names_those_before_and_after_it(group: Example, lookup: Lookup) -> None:
    found = record_json(lookup, group.ministry)
    assert [(row["predecessor"], row["kind"], row["on"]) for row in found["predecessors"]] == [
        ("MoIJ", "split", "2003-05-01")
    ]
    assert [(row["successor"], row["kind"]) for row in found["successors"]] == [("MoLHR", "renamed")]


def test_a_person_has_the_functions_of_the_day(group: Example, lookup: Lookup) -> None:
    assert record_json(lookup, group.ana)["functions"] == ["focal_point"]
    assert record_json(Lookup(group.state, date(2008, 12, 31)), group.ana)["functions"] == []
    assert record_json(lookup, group.ana)["roles"][0]["from"] == "2009-01-01"


def test_a_meeting_counts_who_was_represented(group: Example, lookup: Lookup) -> None:
    found = record_json(lookup, group.meeting)
    assert (found["represented"], found["represented_of"], found["quorum_needed"]) == (1, 1, None)


def test_a_link_to_a_deleted_record_says_so_and_keeps_the_id(lookup: Lookup, group: Example) -> None:
    gone = group.state.add(Decision, Decision.text("Adopted"), Decision.meeting("01J9GONE00000000000000GONE"))
    found = record_json(lookup, gone)
    assert (found["meeting"], found["meeting_id"]) == ("(deleted)", "01J9GONE00000000000000GONE")


def test_what_the_program_keeps_for_itself_is_left_out(lookup: Lookup) -> None:
    state = MemoryState()
    imported = state.add(Person, Person.name("Ana"), Person.source("minutes.md"), Person.handle("@ana"))
    assert not {"source", "handle"} & record_json(lookup, imported).keys()
