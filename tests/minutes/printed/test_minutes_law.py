"""The law of DOMAIN.md §5: export(import(export(m, audience)), audience) == export(m, audience), in bytes."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from tests.adopting import adopted, carried_out
from tests.all_of import over
from tests.builders import MemoryState
from tests.hostile_minutes import MEETS_ON, groups, groups_told, line, text
from tests.rich_meeting import promise, rich_meeting, table_documents

from ictwg.domain.changes import Edit
from ictwg.domain.order import spread
from ictwg.domain.records import (
    Action,
    Attendance,
    Correction,
    Decision,
    Edition,
    Entry,
    Group,
    Meeting,
    Organization,
    Role,
    Series,
)
from ictwg.domain.roster import roster
from ictwg.domain.schema import Setting
from ictwg.domain.state import State
from ictwg.domain.values import Audience, EntryType, Function, MeetingState, OrganizationType, Presence
from ictwg.imports.minutes_comparison.apply_sheets import bring_in_files
from ictwg.imports.minutes_comparison.copies import OwnFile
from ictwg.minutes.printed.making import minutes_sheet
from ictwg.minutes.printed.minutes import minutes_markdown
from ictwg.minutes.read_back.reading import is_own, read_own

LANGUAGES = ("en", "pt", "tet", "id")
SLOW = settings(suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much])


def another_device(state: State) -> MemoryState:
    """The same group, before anything was brought in."""
    fresh = MemoryState()
    fresh.db = "01J9ANOTHERDEVICE000000000"
    for group in state.all(Group):
        fresh.add(Group, *(Setting(field, field.encode(field.of(group))) for field in Group.fields()), id=group.id)
    return fresh


def exported(state: State, meeting: Meeting, audience: Audience, lang: str) -> str:
    return minutes_markdown(minutes_sheet(state, meeting, audience, MEETS_ON, lang))


def brought_in(state: MemoryState, text: str) -> Meeting:
    carried_out(state, bring_in_files(state, [OwnFile("minutes.md", text)], MEETS_ON).changes, MEETS_ON)
    (meeting,) = (m for m in state.all(Meeting) if m.date == MEETS_ON)
    return meeting


def check_the_law(state: MemoryState, meeting: Meeting, audience: Audience, lang: str) -> None:
    sheet = minutes_sheet(state, meeting, audience, MEETS_ON, lang)
    text = minutes_markdown(sheet)
    assert is_own(text)
    assert read_own(text) == sheet
    elsewhere = another_device(state)
    assert exported(elsewhere, brought_in(elsewhere, text), audience, lang) == text
    file = OwnFile("minutes.md", text)
    assert not bring_in_files(elsewhere, [file], MEETS_ON).changes
    assert not bring_in_files(state, [file, file], MEETS_ON).changes


@SLOW
@given(groups_told(), st.sampled_from(LANGUAGES))
def test_what_is_read_back_is_exported_alike(told: tuple[MemoryState, Meeting, Audience], lang: str) -> None:
    check_the_law(*told, lang)


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("audience", list(Audience))
def test_the_law_holds_for_a_rich_meeting(audience: Audience, lang: str) -> None:
    rich = rich_meeting()
    check_the_law(rich.state, rich.meeting, audience, lang)


@over("audience", list(Audience))
def test_the_law_holds_for_documents_on_the_table_before_and_after_adoption(audience: Audience) -> None:
    rich = rich_meeting()
    table_documents(rich)
    for lang in LANGUAGES:
        check_the_law(rich.state, rich.meeting, audience, lang)
    check_the_law(rich.state, adopted(rich.state, rich.meeting, date(2010, 4, 6)), audience, "pt")


@over("audience", list(Audience))
def test_the_law_holds_where_organizations_were_put_in_order_by_hand(audience: Audience) -> None:
    rich = rich_meeting()
    organizations = rich.state.all(Organization)
    for one, place in zip(organizations, reversed(spread(len(organizations))), strict=True):
        rich.state.apply(Edit("verbs.moved").update(one, Organization.protocol_place(place)).done())
    check_the_law(rich.state, rich.meeting, audience, "en")


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("audience", list(Audience))
def test_the_law_holds_where_owners_are_invited(audience: Audience, lang: str) -> None:
    rich = rich_meeting()
    (group,) = rich.state.all(Group)
    types = Group.invited_types((OrganizationType.SECURITY, OrganizationType.INTERNATIONAL))
    rich.state.apply(Edit("verbs.edited").update(group, types).done())
    for owners in (("PNTL",), ("PNTL", "MoJ", "UNW")):
        promise(rich, "Opening", "Lend a room", f"A-2010-09{len(owners)}", owners, date(2010, 3, 1))
    check_the_law(rich.state, rich.meeting, audience, lang)
    sheet = minutes_sheet(rich.state, rich.meeting, audience, MEETS_ON, lang)
    assert [one.promise.invited for one in sheet.lines if one.promise and one.text == "Lend a room"] == [
        ("PNTL",),
        ("PNTL", "UNIFEM"),
    ]


@SLOW
@given(groups_told(), st.lists(st.tuples(line | st.just(""), text), max_size=3))
def test_the_law_holds_for_adopted_minutes_with_corrections(
    told: tuple[MemoryState, Meeting, Audience], said: list[tuple[str, str]]
) -> None:
    state, meeting, audience = told
    assume(not meeting.is_drafting)  # of a drafting session a note is kept, which nobody adopts
    meeting = adopted(state, meeting, MEETS_ON)
    places: list[Any] = [(), *((Correction.item(i.item), Correction.entry(i.id)) for i in state.all(Entry)[:2])]
    for at, (by, words) in enumerate(said):
        asked = (Correction.on(date(2010, 5, 1 + at % 2)), Correction.asked_by(by), Correction.text(words))
        state.add(Correction, Correction.meeting(meeting.id), *asked, *places[at % len(places)])
    assert state.all(Edition)
    check_the_law(state, meeting, audience, "en")


def test_corrections_in_the_same_words_keep_their_order_by_who_may_see_them() -> None:
    rich = rich_meeting()
    meeting = adopted(rich.state, rich.meeting, date(2010, 4, 6))
    said = (Correction.meeting(meeting.id), Correction.on(date(2010, 5, 3)), Correction.text("The room was number 3."))
    for audience in (Audience.SECRETARIAT, None, Audience.CORE):
        rich.state.add(Correction, *said, Correction.audience(audience))
    check_the_law(rich.state, meeting, Audience.SECRETARIAT, "en")


def test_an_owner_who_is_called_like_an_organization_on_the_roll_is_read_back_alike() -> None:
    state = MemoryState()
    state.add(Group, Group.name("Working group"))
    meeting = state.add(Meeting, Meeting.date(MEETS_ON), Meeting.state(MeetingState.HELD))
    came = (Attendance.name("Ana"), Attendance.printed_organization("Parish"), Attendance.state(Presence.PRESENT))
    state.add(Attendance, Attendance.meeting(meeting.id), *came)
    entry = state.add(Entry, Entry.meeting(meeting.id), Entry.type(EntryType.ACTION), Entry.text("Open the hall."))
    of = (Action.meeting(meeting.id), Action.entry(entry.id))
    state.add(Action, *of, Action.text(entry.text), Action.owner_text("Parish"))
    check_the_law(state, meeting, Audience.SECRETARIAT, "en")


@over("zone", ["–", "10:00–11:00", "UTC–3", "x, –"])
def test_no_time_zone_is_taken_for_hours(zone: str) -> None:
    rich = rich_meeting()
    rich.state.apply(Edit("verbs.edited").update(rich.meeting, Meeting.time_zone(zone), Meeting.start(None)).done())
    (meeting,) = (m for m in rich.state.all(Meeting) if m.id == rich.meeting.id)
    sheet = minutes_sheet(rich.state, meeting, Audience.MEMBERS, MEETS_ON, "en")
    assert sheet.time_zone == zone
    assert read_own(minutes_markdown(sheet)) == sheet


@over(
    "text",
    [
        "* The plan is adopted, *Note:* with annexes",
        "* One\n* two:* three",
        "* MoJ:* is no speaker",
        "The plan\n\n* *MoJ:* drafts it",
        "*MoJ:* drafts it",
        "*of two\nlines:* it is agreed",
    ],
)
def test_no_bullet_of_a_decision_is_taken_for_a_speaker(text: str) -> None:
    rich = rich_meeting()
    (entry, *_) = (one for one in rich.state.all(Entry) if one.type is EntryType.DECISION and not one.speaker)
    edit = Edit("verbs.edited").update(entry, Entry.text(text))
    for decision in rich.state.linked(Decision, Decision.entry, entry.id):
        edit.update(decision, Decision.text(text))
    rich.state.apply(edit.done())
    sheet = minutes_sheet(rich.state, rich.meeting, Audience.SECRETARIAT, MEETS_ON, "en")
    (printed,) = (line for line in sheet.lines if line.record == entry.id or line.text == text)
    (back,) = (line for line in read_own(minutes_markdown(sheet)).lines if line.reference == printed.reference)
    assert (back.speaker, back.text) == ("", printed.text)
    check_the_law(rich.state, rich.meeting, Audience.SECRETARIAT, "en")


def test_the_meeting_is_known_without_front_matter_and_annexes() -> None:
    rich = rich_meeting()
    sheet = minutes_sheet(rich.state, rich.meeting, Audience.SECRETARIAT, MEETS_ON, "en")
    whole = minutes_markdown(sheet)
    bare = whole.split("---\n", 2)[2].partition("## Annex A")[0]
    assert is_own(bare)
    read = read_own(bare)
    assert (read.reference, read.date, read.audience) == (sheet.reference, sheet.date, sheet.audience)
    assert read.attendance == sheet.attendance
    assert read.lines == sheet.lines
    assert read.reviewed == sheet.reviewed
    assert read.items == sheet.items


@SLOW
@given(groups())
def test_nobody_is_lost_without_front_matter_and_annexes(group: tuple[MemoryState, Meeting]) -> None:
    state, meeting = group
    sheet = minutes_sheet(state, meeting, Audience.SECRETARIAT, MEETS_ON, "en")
    bare = minutes_markdown(sheet).split("---\n", 2)[2].rpartition("\n## Annex A")[0]
    read = read_own(bare)
    assert read.attendance == sheet.attendance
    assert [_told(line) for line in read.lines] == [_told(line) for line in sheet.lines]


def _told(line: object) -> tuple[object, ...]:
    """Text, owners (whether an organization or a person is known only from the annex), and due date."""
    promise = getattr(line, "promise", None)
    owners = (*promise.owners, promise.who) if promise else ()
    said = (getattr(line, name) for name in ("type", "text", "reference"))
    return (*said, tuple(filter(None, owners)), promise and (promise.everybody, promise.due, promise.review_on))


@over("audience", Audience)
def test_the_law_holds_where_two_carry_one_reference(audience: Audience) -> None:
    rich = rich_meeting()
    (other,) = rich.state.by_reference("A-2010-016")
    (decision,) = rich.state.by_reference("D-2010-04")
    same = Edit("verbs.edited").update(other, Action.reference("A-2010-014"))
    rich.state.apply(same.update(decision, Decision.reference("D-2010-03")).done())
    check_the_law(rich.state, rich.meeting, audience, "en")


def test_minutes_name_whose_minutes_were_adopted_at_the_meeting() -> None:
    rich = rich_meeting()
    rich.state.apply(Edit("verbs.edited").update(rich.before, Meeting.adopted_at(rich.meeting.id)).done())
    printed = exported(rich.state, rich.meeting, Audience.MEMBERS, "en")
    assert "*Adopted:* M-2010-02 (without corrections)" in printed
    for lang in LANGUAGES:
        check_the_law(rich.state, rich.meeting, Audience.MEMBERS, lang)


@over("audience", Audience)
def test_the_law_holds_where_the_roll_names_visitors_alone(audience: Audience) -> None:
    """Those who are told of organizations only are told of nobody."""
    rich = rich_meeting()
    edit = Edit("verbs.removed")
    for row in rich.state.linked(Attendance, Attendance.meeting, rich.meeting.id):
        if row.organization:
            edit.remove(row)
    rich.state.apply(edit.done())
    check_the_law(rich.state, rich.meeting, audience, "en")


@over("who", ["a\\", "a\\\\", "a\\?", "a?", "a"])
def test_an_owner_on_no_register_may_end_in_anything(who: str) -> None:
    rich = rich_meeting()
    action = next(one for one in rich.state.all(Action) if one.meeting == rich.meeting.id and one.owners)
    rich.state.apply(Edit("verbs.edited").update(action, Action.owner_text(who)).done())
    check_the_law(rich.state, rich.meeting, Audience.SECRETARIAT, "en")


@over("audience, series", [*((one, "") for one in Audience), (Audience.MEMBERS, "LAW")])
def test_who_presided_heads_the_printed_roll_as_on_the_screen(audience: Audience, series: str) -> None:
    """Also in an edition, whoever presides later."""
    rich = rich_meeting()
    rich.state.add(Series, Series.code(series), Series.name("The body that met"))
    rich.state.apply(Edit("verbs.edited").update(rich.meeting, Meeting.series(series)).done())
    (meeting,) = (one for one in rich.state.all(Meeting) if one.id == rich.meeting.id)
    held = ((Function.CHAIR, "FND"), (Function.CO_CHAIR, "IOM"), (Function.SECRETARIAT, "MoJ"))
    for function, acronym in held:
        home = Role.organization(rich.organizations[acronym].id)
        rich.state.add(Role, Role.function(function), home, Role.since(date(2010, 1, 1)), Role.series(series))
    check_the_law(rich.state, meeting, audience, "en")
    printed = minutes_sheet(rich.state, meeting, audience, MEETS_ON, "en").organizations
    screen = [line.acronym for line in roster(rich.state, MEETS_ON, series)]
    assert [row.acronym for row in printed if row.acronym in screen] == screen
    assert (screen[:2], screen[-1]) == (["FND", "IOM"], "MoJ")
    meeting = adopted(rich.state, meeting, date(2010, 4, 6))
    check_the_law(rich.state, meeting, audience, "en")
    for role in rich.state.all(Role):
        rich.state.apply(Edit("verbs.edited").update(role, Role.until(date(2010, 1, 2))).done())
    assert minutes_sheet(rich.state, meeting, audience, MEETS_ON, "en").organizations == printed
