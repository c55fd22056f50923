"""What a person types finds the record that is meant, or says what it could be."""

from __future__ import annotations

from datetime import date

import pytest
from tests.builders import MemoryState, organization
from tests.example_group import TODAY, Example, example_group

from ictwg.domain.records import Action, Activity, ActivityReport, Meeting, Organization, OrganizationName, Person, Plan
from ictwg.errors import AmbiguousError, NotFoundError
from ictwg.locales import t
from ictwg.records.lookup import Lookup, find, nearest, referenced, resolve, short_name, short_title, shown_reference
from ictwg.records.tables import own_json


@pytest.fixture
def group() -> Example:
    return example_group()


@pytest.mark.parametrize(
    "text",
    ["MoJ", "moj", " Ministry of Justice ", "ministério da justiça", "Ministerio da Justica", "Justice Ministry"],
)
def test_an_organization_answers_to_all_its_names(group: Example, text: str) -> None:
    aliased = Organization.aliases(("Ministério da Justiça",))
    moj = organization(group.state, "MoJ", Organization.name("Ministry of Justice"), aliased)
    former = (OrganizationName.organization(moj.id), OrganizationName.name("Justice Ministry"))
    group.state.add(OrganizationName, *former)
    assert find(group.state, Organization, text).id == moj.id


@pytest.mark.parametrize("text", ["A-2010-014", "a-2010-14", "A 2010 14"])
def test_a_reference_as_people_type_it(group: Example, text: str) -> None:
    assert resolve(group.state, text) == group.action
    assert find(group.state, Action, text) == group.action


def test_a_title_that_names_a_record_is_never_cut(group: Example) -> None:
    title = "Train the police of all thirteen districts how to recognise, refer and protect those who were trafficked"
    plan = group.state.add(Plan, Plan.title("National Plan"))
    made = group.state.add(Activity, Activity.plan(plan.id), Activity.code("1.2.3"), Activity.title(title))
    report = group.state.add(ActivityReport, ActivityReport.activity(made.id), ActivityReport.reported_on(TODAY))
    assert own_json(Lookup(group.state, TODAY), report)["activity"] == f"1.2.3 {title}"


@pytest.mark.parametrize("text", ["M-2010-03-12", "m 2010 3 12", "2010-03-12"])
def test_a_meeting_by_its_day(group: Example, text: str) -> None:
    assert resolve(group.state, text) == group.meeting


def test_a_meeting_of_a_series_by_its_day(group: Example) -> None:
    law = group.state.add(Meeting, Meeting.date(date(2010, 3, 12)), Meeting.series("LAW"))
    assert resolve(group.state, "M-LAW-2010-03-12") == law
    assert resolve(group.state, "M-2010-03-12") == group.meeting


@pytest.mark.parametrize("text", ["M-2010-11", "m 2010 11", "2010-11", "M-LAW-2010", "m-law-2010-12"])
def test_the_only_meeting_that_begins_so_is_meant(group: Example, text: str) -> None:
    november = group.state.add(Meeting, Meeting.date(date(2010, 11, 19)))
    law = group.state.add(Meeting, Meeting.date(date(2010, 12, 3)), Meeting.series("LAW"))
    meant = law if "law" in text.lower() else november
    assert find(group.state, Meeting, text) == meant
    assert resolve(group.state, text) == meant


def test_several_meetings_that_begin_so_are_listed(group: Example) -> None:
    for day in (5, 19):
        group.state.add(Meeting, Meeting.date(date(2010, 11, day)))
    for text in ("M-2010-11", "2010-11"):
        with pytest.raises(AmbiguousError) as complaint:
            resolve(group.state, text)
        assert "M-2010-11-05" in complaint.value.hint
        assert "M-2010-11-19" in complaint.value.hint


def test_a_number_comes_before_a_month(group: Example) -> None:
    group.state.add(Meeting, Meeting.date(date(2010, 11, 19)))
    eleventh = group.state.add(Meeting, Meeting.date(date(2010, 12, 17)), Meeting.reference("M-2010-11"))
    assert find(group.state, Meeting, "M-2010-11") == eleventh


@pytest.mark.parametrize("text", ["A-2010", "A-2010-01", "M-2010-1", "M-201", "M", "m-", "2010-1", "M-2010-11-"])
def test_half_a_number_means_nothing(group: Example, text: str) -> None:
    group.state.add(Meeting, Meeting.date(date(2010, 11, 19)))
    with pytest.raises(NotFoundError):
        resolve(group.state, text)


def test_former_references_are_found(group: Example) -> None:
    moved = group.state.add(Action, Action.reference("A-2010-020"), Action.former_references(("A-2010-007",)))
    assert resolve(group.state, "A-2010-007") == moved


def test_two_of_one_reference_are_told_apart_by_their_ends(group: Example) -> None:
    twin = group.state.add(Action, Action.reference("A-2010-014"), Action.text("Another one"))
    with pytest.raises(AmbiguousError) as complaint:
        resolve(group.state, "A-2010-014")
    shown = [shown_reference(group.state, action) for action in (group.action, twin)]
    assert all(reference in complaint.value.hint for reference in shown)
    assert shown[0] != shown[1]
    assert [resolve(group.state, reference) for reference in shown] == [group.action, twin]
    assert shown_reference(group.state, group.task) == "T-2010-003"


def test_a_name_that_several_bear_lists_them(group: Example) -> None:
    for _ in range(2):
        group.state.add(Person, Person.name("José"))
    with pytest.raises(AmbiguousError) as complaint:
        find(group.state, Person, "jose")
    assert complaint.value.hint.count("José") == 2


def test_a_typing_error_names_the_nearest(group: Example) -> None:
    with pytest.raises(NotFoundError) as complaint:
        find(group.state, Organization, "Ministry of Justise")
    assert "Ministry of Justice" in complaint.value.hint
    with pytest.raises(NotFoundError) as complaint:
        resolve(group.state, "Ministry of Justise")
    assert "Ministry of Justice" in complaint.value.hint


def test_of_those_that_begin_so_none_is_left_out(group: Example) -> None:
    for acronym in ("XyA", "XyB", "XzA"):
        organization(group.state, acronym)
    with pytest.raises(NotFoundError) as complaint:
        find(group.state, Organization, "xy")
    assert complaint.value.hint == t("lookup.none.hint", nearest="XyA, XyB")
    assert complaint.value.message == t("lookup.none", kind="organization", text="xy")


@pytest.mark.parametrize("text", ["Nina", "Practice", "12:30", "Ana Initiative"])
def test_a_name_that_is_like_no_other_has_no_nearest(group: Example, text: str) -> None:
    for name in ("Carlos Fictional", "Ana Illustrative"):
        group.state.add(Person, Person.name(name))
    assert nearest(group.state, (Person,), text) == ""


@pytest.mark.parametrize("text", ["", " ", "·", "A-2010-", "\x00", "x" * 5000])
def test_nothing_answers_to_nothing(group: Example, text: str) -> None:
    with pytest.raises(NotFoundError):
        resolve(group.state, text)
    assert referenced(group.state, text) == ()


def test_an_id_is_always_right(group: Example) -> None:
    assert find(group.state, Person, group.ana.id) == group.ana


def test_names_are_short_and_never_empty(group: Example) -> None:
    long = group.state.add(Action, Action.text("word\n" * 40))
    assert (len(short_title(long)), short_title(long)[-1]) == (60, "…")
    assert [short_name(r) for r in (group.meeting, group.action, group.ministry, group.ana)] == [
        "M-2010-03-12",
        "A-2010-014",
        "MoJ",
        "Ana Example",
    ]


def test_a_link_to_what_is_gone_is_said(group: Example) -> None:
    assert Lookup(group.state, TODAY).name(Meeting, "nowhere") == "(deleted)"


def test_the_day_is_asked_for_when_it_is_needed_and_once() -> None:
    asked: list[date] = []

    def today() -> date:
        asked.append(date(2010, 2, 12 + len(asked)))
        return asked[-1]

    lookup = Lookup(MemoryState(), today)
    assert asked == []
    assert lookup.today == lookup.today == date(2010, 2, 12)
