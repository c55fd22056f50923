"""One organization or person in sections, and the contact list."""

from __future__ import annotations

from datetime import date

import pytest
from tests.builders import organization, person
from tests.example_group import TODAY, Example, example_group
from tests.papers_made import MARKDOWN, contact_page

from ictwg.domain.changes import Edit
from ictwg.domain.records import Action, Organization, Person
from ictwg.domain.values import ActionStatus, Audience, Function, MembershipStatus
from ictwg.exports.contacts import contact_list
from ictwg.locales import t
from ictwg.members import organizations as naming
from ictwg.members.attendance_history import attendance_over_time
from ictwg.members.member_detail import attendance_detail, organization_detail, person_detail
from ictwg.papers.markdown import is_unedited, split
from ictwg.records.lookup import Lookup


@pytest.fixture
def group() -> Example:
    return example_group()


@pytest.fixture
def lookup(group: Example) -> Lookup:
    return Lookup(group.state, TODAY)


def test_an_organization_in_sections(group: Example, lookup: Lookup) -> None:
    group.state.apply(Edit("verbs.edited").update(group.ministry, Organization.notes("one\ntwo")).done())
    group.state.add(Action, Action.owners((group.ministry.id,)), Action.status(ActionStatus.DONE), Action.text("old"))
    found = group.state.get(Organization, group.ministry.id)
    assert found is not None
    detail = organization_detail(lookup, found, TODAY)
    assert (detail.title, detail.subtitle) == ("MoJ", "Ministry of Justice")
    assert {section.title: section.lines for section in detail.sections} == {
        "Membership": ("member  1 May 2003 – now",),
        "Functions": ("focal point  Ana Example  1 Jan 2009 – now",),
        "People": ("Ana Example",),
        t("membership.detail.actions"): ("A-2010-014 · Draft the SOP · Sun 30 May 2010",),
        "Names": ("Ministry of Justice (MoJ)  1 May 2003 – now",),
        "Predecessors": ("MoIJ  split  1 May 2003",),
        "Successors": ("MoLHR  renamed  16 Feb 2015",),
        "Notes": ("one", "two"),
    }


def test_an_organization_that_only_minutes_name_says_so(group: Example, lookup: Lookup) -> None:
    named = group.state.add(Organization, Organization.acronym("UTO"), Organization.name("Embassy of Utopia"))
    (section,) = organization_detail(lookup, named, TODAY).sections
    assert section.title == "Membership"
    assert t("membership.never.detail") in section.lines[0]


def test_an_organization_under_its_name_of_the_day(group: Example, lookup: Lookup) -> None:
    group.state.apply(naming.rename(group.state, group.ministry, "Ministry of Law", "MoL", TODAY))
    renamed = group.state.get(Organization, group.ministry.id)
    assert renamed is not None
    assert organization_detail(lookup, renamed, date(2010, 3, 31)).title == "MoJ"
    assert organization_detail(lookup, renamed, TODAY).title == "MoL"


def test_a_person_in_sections_without_empty_ones(group: Example, lookup: Lookup) -> None:
    contacts = (Person.phone("+670 7723 0000"), Person.email("ana@example.org"), Person.position("Adviser"))
    asked = (Person.ask_through("Her secretary"), Person.ask_through_phone("+670 7723 0001"))
    group.state.apply(Edit("verbs.edited").update(group.ana, *contacts, *asked).done())
    ana = group.state.get(Person, group.ana.id)
    assert ana is not None
    detail = person_detail(lookup, ana)
    assert (detail.title, detail.subtitle) == ("Ana Example", "Adviser · Ministry of Justice")
    assert [section.title for section in detail.sections] == ["Contact", "Functions"]
    assert detail.sections[0].lines == ("+670 7723 0000", "ana@example.org", "Her secretary +670 7723 0001")


def test_the_contact_list_is_in_protocol_order_and_leaves_out_who_may_not_be_listed(group: Example) -> None:
    person(group.state, "Rui", group.ministry, Function.ALTERNATE, since=date(2009, 1, 1))
    group.state.add(
        Person,
        Person.name("Hidden"),
        Person.organization(group.ministry.id),
        Person.listing(Person.listing.choices("nobody")),
    )
    text = contact_list(group.state, TODAY)
    assert text.startswith("# Contact list\n\n")
    assert "**MoJ** Ministry of Justice\n\n- Ana Example · focal point\n- Rui · alternate\n" in text
    assert "Hidden" not in text


def test_the_contact_list_leaves_out_who_has_withdrawn(group: Example) -> None:
    gone = organization(group.state, "GONE", status=MembershipStatus.WITHDRAWN)
    person(group.state, "Beto", gone)
    assert "Beto" not in contact_list(group.state, TODAY)


def test_the_contact_list_is_markdown_that_no_name_can_break(group: Example) -> None:
    person(group.state, "*Ana* [x](javascript:1) | <b>", group.ministry, Function.ALTERNATE, since=date(2009, 1, 1))
    assert "- \\*Ana\\* \\[x\\](javascript:1) \\| \\<b> · alternate\n" in contact_list(group.state, TODAY)


def test_attendance_in_words(group: Example) -> None:
    row = attendance_over_time(group.state, TODAY)[0]
    assert attendance_detail(row).sections[0].lines == ("12 Mar 2010  present",)


def test_the_contact_list_as_a_page_says_what_the_copied_one_says_in_the_language_asked_for(group: Example) -> None:
    hers = (Person.phone("+670 7723 0000"), Person.email("ana@example.org"), Person.position("Adviser <b>"))
    group.state.apply(Edit("verbs.edited").update(group.ana, *hers).done())
    page = contact_page(group.state, TODAY, Audience.MEMBERS, "pt")
    assert '<html lang="pt">' in page
    assert "<h1>Lista de contactos</h1>" in page
    assert "<p><strong>MoJ</strong> Ministry of Justice</p>" in page
    assert "Ana Example · ponto focal · Adviser &lt;b&gt; · +670 7723 0000 · ana@example.org</li>" in page
    file = contact_page(group.state, TODAY, Audience.MEMBERS, "en", MARKDOWN)
    assert split(file)[1].strip() == contact_list(group.state, TODAY).strip()
    assert is_unedited(file)


@pytest.mark.parametrize(
    ("listing", "listed_to"),
    [
        ("public", {"everyone", "members", "core", "secretariat"}),
        ("members", {"members", "core", "secretariat"}),
        ("nobody", {"secretariat"}),
    ],
)
def test_the_contact_page_lists_a_person_to_whom_they_may_be_listed(
    group: Example, listing: str, listed_to: set[str]
) -> None:
    hers = (Person.phone("+670 7723 0000"), Person.listing(Person.listing.choices(listing)))
    group.state.apply(Edit("verbs.edited").update(group.ana, *hers).done())
    pages = {str(who): contact_page(group.state, TODAY, who, "en") for who in Audience}
    assert {who for who, page in pages.items() if "+670 7723 0000" in page} == listed_to
    assert {who for who, page in pages.items() if "Ana Example" in page} == listed_to
