"""Lists of members: what is new, doubtful, the same, and what an import changes of old minutes."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.builders import MemoryState, known, organization, person

from ictwg.app.confidential import with_words
from ictwg.domain.changes import Edit
from ictwg.domain.records import Attendance, Meeting, Membership, Organization, Person, Role
from ictwg.domain.values import Channel, Function, MeetingState, MembershipStatus, Presence
from ictwg.imports.doubts import (
    EMPTY,
    KEPT,
    LEFT_OUT,
    NEW_ORGANIZATION,
    OTHER_PERSON,
    SAME_PERSON,
    THEIRS,
    DoubtKind,
    Key,
)
from ictwg.imports.list_rows import ListFile
from ictwg.imports.members import MemberRows
from ictwg.imports.report import ImportPlan, RowState
from ictwg.locales import t
from ictwg.meetings import meetings
from ictwg.records.lookup import Lookup

DAY = date(2010, 2, 5)


class Register:
    def __init__(self) -> None:
        self.state = MemoryState()
        self.moj = organization(self.state, "MoJ", Organization.name("Ministry of Justice"), status=None)
        self.state.add(Membership, Membership.organization(self.moj.id), Membership.status(MembershipStatus.MEMBER))
        self.ana = person(self.state, "Ana Soares", self.moj, Function.FOCAL_POINT)

    def reads(self, text: str, chosen: Mapping[Key, str] | None = None) -> ImportPlan:
        return MemberRows(
            ListFile(Lookup(self.state, DAY), text.encode(), "members.csv", chosen or {}), Organization
        ).plan()

    def brings_in(self, text: str, chosen: Mapping[Key, str] | None = None) -> ImportPlan:
        plan = self.reads(text, chosen)
        self.state.apply(plan.changes)
        return plan


def states(plan: ImportPlan) -> list[RowState]:
    return [row.state for row in plan.rows]


def test_an_emptied_cell_asks_and_an_empty_column_once() -> None:
    """Of people as of organizations; not where another row of the same person says it, nor of what lists add to."""
    register = Register()
    head = "Organization;Acronym;Type;Name;Position;Phone;Notes\n"
    people = ("Ana Soares;Adviser;1;Late", "Rui Example;Judge;2;", "Bea Example;Clerk;3;")
    rows = [f"Ministry of Justice;MoJ;Governo;{one}\n" for one in people]
    whole = head + "".join(rows)
    register.brings_in(whole)
    assert not [doubt for row in register.reads(whole).rows for doubt in row.doubts]
    plan = register.reads(whole.replace("Judge", ""))
    (doubt,) = (one for row in plan.rows for one in row.doubts)
    assert (doubt.kind, doubt.line, doubt.default, bool(plan.changes)) == (DoubtKind.EMPTIED, 3, KEPT, False)
    assert "Judge" in doubt.text
    twice = whole.replace("Judge", "") + rows[1]
    assert not [one for row in register.reads(twice).rows for one in row.doubts]
    bare = whole.replace(";1;Late", ";;").replace(";2;", ";;").replace(";3;", ";;")
    (doubt,) = (one for row in register.reads(bare).rows for one in row.doubts)
    assert "3" in doubt.text
    register.brings_in(bare, {doubt.key: EMPTY})
    assert {(one.phone, one.notes) for one in register.state.all(Person)} == {("", "Late"), ("", "")}
    alone = "Organization;Acronym;Type\nMinistry of Justice;MoJ;\n"
    (doubt,) = (one for row in register.reads(alone).rows for one in row.doubts)
    assert (doubt.kind, "government" in doubt.text) == (DoubtKind.EMPTIED, True)


def test_what_a_row_says_and_no_record_takes_is_told() -> None:
    plan = Register().reads("Organization;Acronym;Status;Since;Phone\nMinistry of Health;MoH;perhaps;soon;777\n")
    assert states(plan) == [RowState.NEW]
    assert all(word in plan.rows[0].summary for word in ("perhaps", "soon", "777"))


PARTS = """Organization;Acronym;Part of;Name;Channel
Vulnerable Persons Unit;VPU;PNTL;Carlos Fictional;WhatsApp
National Police;PNTL;Ministry of Justice;Rosa Invented;E-mail, telefone
Office of Somebody;OoS;Nobody Knows;Ana Soares Junior;smoke
"""


def test_what_an_organization_is_part_of_and_how_a_person_is_reached_are_kept() -> None:
    """Also where the part stands before the whole; a whole that nobody knows is told."""
    register = Register()
    plan = register.brings_in(PARTS)
    whole = {one.acronym: one.part_of for one in register.state.all(Organization)}
    ids = {one.acronym: one.id for one in register.state.all(Organization)}
    assert whole == {"MoJ": None, "PNTL": ids["MoJ"], "VPU": ids["PNTL"], "OoS": None}
    channels = {one.name: one.channel for one in register.state.all(Person)}
    assert channels["Carlos Fictional"] is Channel.MESSAGING
    assert channels["Rosa Invented"] is Channel.EMAIL
    assert [row.where for row in plan.rows] == [f"members.csv:{line}" for line in (2, 3, 4)]
    assert [bool(row.summary) for row in plan.rows] == [False, False, True]
    assert all(word in plan.rows[2].summary for word in ("Nobody Knows", "smoke"))
    again = register.reads(PARTS)
    assert states(again) == [RowState.SAME] * 3
    assert "Nobody Knows" in again.rows[2].summary


@pytest.mark.parametrize(("choice", "people", "home"), [(SAME_PERSON, 1, "MoH"), (OTHER_PERSON, 2, "MoJ")])
def test_whether_it_is_the_same_person_is_answered_by_one_key(choice: str, people: int, home: str) -> None:
    register = Register()
    text = "Organization;Acronym;Name\nMinistry of Health;MoH;Ana Soares\n"
    (doubt,) = register.reads(text).rows[0].doubts
    register.brings_in(text, {doubt.key: choice})
    assert len(register.state.all(Person)) == people
    ana = known(register.state.get(Person, register.ana.id))
    assert Lookup(register.state, DAY).name(Organization, ana.organization or "") == home


def test_who_is_meant_is_asked_once_for_each_organization() -> None:
    rows = "Ministry of Health;MoH;Ana Soares;chair\n" * 2 + "Ministry of Finance;MoF;Ana Soares;chair\n"
    plan = Register().reads(f"Organization;Acronym;Name;Function\n{rows}")
    assert [len(row.doubts) for row in plan.rows] == [1, 0, 1]


def test_a_list_never_moves_a_term() -> None:
    """Neither that of a member nor of a function: where the day differs it is asked, and another status has its own."""
    register = Register()
    state = register.state
    (role,), (period,) = state.all(Role), state.all(Membership)
    state.apply(Edit("verbs.edited").update(role, Role.since(date(2008, 1, 1))).done())
    state.apply(Edit("verbs.edited").update(period, Membership.since(date(2008, 1, 1))).done())
    head = "Organization;Acronym;Status;Since;Name;Function\n"
    for status, asked in (("member", True), ("observer", False)):
        plan = register.reads(f"{head}Ministry of Justice;MoJ;{status};2010-01-15;Ana Soares;focal point\n")
        doubts = [one for row in plan.rows for one in row.doubts]
        assert [one.kind for one in doubts] == [DoubtKind.OTHER_DAY] * asked
        assert not [one for one in plan.changes.writes if one.table == Role.TABLE]
        assert not [one for one in plan.changes.writes if one.id == period.id and one.field == Membership.since.name]
    plan = register.reads(f"{head}Ministry of Justice;MoJ;member;2010-01-15;Ana Soares;focal point\n")
    register.brings_in(
        f"{head}Ministry of Justice;MoJ;member;2010-01-15;Ana Soares;\n", {plan.rows[0].doubts[0].key: THEIRS}
    )
    assert [one.since for one in state.all(Membership)] == [date(2010, 1, 15)]


@pytest.mark.parametrize("heads", ["Function;Functions since", "Function;Since", "Status;Function;Since"])
def test_a_corrected_day_of_a_function_comes_in_and_moves_none(heads: str) -> None:
    """The first list had a day that there is not: that is told, and the day is empty on record until it comes."""
    register = Register()
    cells = {"Status": "member", "Function": "focal point"}

    def rows(day: str) -> str:
        said = ";".join(cells.get(head, day) for head in heads.split(";"))
        return f"Organization;Acronym;Name;{heads}\nMinistry of Health;MoH;Rui Example;{said}\n"

    assert "2009-02-30" in register.brings_in(rows("2009-02-30")).rows[0].summary
    plan = register.brings_in(rows("2009-02-28"))
    assert (states(plan), [row.doubts for row in plan.rows]) == ([RowState.UPDATED], [()])
    assert date(2009, 2, 28) in {one.since for one in register.state.all(Role)}
    plan = register.reads(rows("2009-03-01"))
    assert not plan.changes
    assert [one.kind for row in plan.rows for one in row.doubts] == [DoubtKind.OTHER_DAY]


def test_a_day_of_membership_needs_no_status_beside_it() -> None:
    register = Register()
    text = "Organization;Acronym;Since\nMinistry of Justice;MoJ;2003-05-01\n"
    assert states(register.brings_in(text)) == [RowState.UPDATED]
    assert [one.since for one in register.state.all(Membership)] == [date(2003, 5, 1)]


@pytest.mark.parametrize("name", ["Ana Saores Maia", "Dra. Ana Soares Maia", "Ana Soarez Maia"])
def test_somebody_of_a_name_that_is_like_one_on_record_is_asked_about(name: str) -> None:
    register = Register()
    person(register.state, "Ana Soares Maia", register.moj)
    text = f"Organization;Name;Phone\nMoJ;{name};777\n"
    plan = register.reads(text)
    if name.startswith("Ana Sao"):  # two letters apart
        assert states(plan) == [RowState.NEW]
        return
    (doubt,) = plan.rows[0].doubts
    assert (states(plan), bool(plan.changes), "Ana Soares Maia" in doubt.text) == ([RowState.DOUBTFUL], False, True)
    assert (doubt.choices, doubt.default) == ((SAME_PERSON, OTHER_PERSON, LEFT_OUT), LEFT_OUT)
    for choice, people in ((OTHER_PERSON, 3), (SAME_PERSON, 2)):
        there = Register()
        person(there.state, "Ana Soares Maia", there.moj)
        there.brings_in(text, {doubt.key: choice})
        assert [one.name for one in there.state.all(Person) if one.phone] == [
            name if choice == OTHER_PERSON else "Ana Soares Maia"
        ]
        assert len(there.state.all(Person)) == people


class Past(Register):
    """A meeting was held, at which the only member was represented; another is planned."""

    def __init__(self) -> None:
        super().__init__()
        self.held = self.state.add(Meeting, Meeting.date(date(2009, 11, 3)), Meeting.state(MeetingState.HELD))
        self.state.add(
            Attendance,
            Attendance.meeting(self.held.id),
            Attendance.organization(self.moj.id),
            Attendance.state(Presence.PRESENT),
        )
        self.state.apply(meetings.plan(self.state, date(2010, 3, 12)))

    def told(self, text: str) -> list[tuple[str, str]]:
        plan = with_words(self.state, self.reads(text))
        return [(row.what, row.why) for row in plan.rows if row.where == t("importing.minutes")]


@pytest.mark.parametrize(
    ("row", "told"),
    [
        ("Ministry of Health;MoH;member;", 1),  # since ever, so in 2009 too
        ("Ministry of Health;MoH;member;2010-01-01", 0),
        ("Ministry of Health;MoH;observer;", 0),
        ("Ministry of Justice;MoJ;member;", 0),
    ],
)
def test_meetings_whose_words_change_are_named(row: str, told: int) -> None:
    past = Past()
    found = past.told(f"Organization;Acronym;Status;Since\n{row}\n")
    assert len(found) == told
    for what, why in found:
        assert what == "M-2009-11-03"
        assert "1 of 1" in why
        assert "1 of 2" in why


def test_another_status_is_a_new_period_and_told() -> None:
    register = Register()
    plan = register.brings_in("Organization;Acronym;Status\nMinistry of Justice;MoJ;observador\n")
    assert states(plan) == [RowState.UPDATED]
    assert plan.rows[0].why == t("importing.status_changed", before="member", after="observer", since="2010-02-05")
    periods = register.state.linked(Membership, Membership.organization, register.moj.id)
    assert [(str(one.status), one.since, one.until) for one in periods] == [
        ("member", None, date(2010, 2, 4)),
        ("observer", DAY, None),
    ]
    assert states(register.reads("Organization;Acronym;Status\nMinistry of Justice;MoJ;observador\n")) == [
        RowState.SAME
    ]


def test_an_earlier_day_is_taken_and_told() -> None:
    register = Register()
    text = "Organization;Acronym;Status;Since\nMinistry of Justice;MoJ;member;2003-05-01\n"
    assert register.brings_in(text).rows[0].written == ("Membership · From: – → Thu 1 May 2003",)
    assert states(register.reads(text)) == [RowState.SAME]


def test_a_second_focal_point_comes_in_with_a_word() -> None:
    register = Register()
    text = "Organization;Acronym;Focal point\nMinistry of Justice;MoJ;Rui Example\nMoJ;MoJ;Bea Example\n"
    plan = register.brings_in(text)
    assert states(plan) == [RowState.NEW, RowState.NEW]
    assert [row.why for row in plan.rows] == [
        t("importing.second", names=names, function="focal point")
        for names in ("Ana Soares", "Ana Soares, Rui Example")
    ]
    assert [row.why for row in register.reads(text).rows] == ["", ""]


def test_a_status_in_the_row_of_each_person_changes_once() -> None:
    register = Register()
    text = "Organization;Acronym;Status;Name;Function\n" + "".join(
        f"Ministry of Justice;MoJ;observer;{name};alternate\n" for name in ("Ana Soares", "Rui Example", "Rui Example")
    )
    plan = register.brings_in(text)
    assert states(plan) == [RowState.UPDATED, RowState.NEW, RowState.SAME]
    observing = t("importing.status_changed", before="member", after="observer", since="2010-02-05")
    assert plan.rows[0].why == f"{observing}; Function: – → alternate"
    assert len(register.state.all(Membership)) == 2
    assert len(register.state.all(Role)) == 3
    assert states(register.reads(text)) == [RowState.SAME] * 3


@pytest.mark.parametrize(
    "text",
    [
        "Organization;Status\nPolice Force;\nPolice Force;observer\n",
        "Organization;Since\nPolice Force;\nPolice Force;2009-03-01\n",
        "Organization;Aliases\nPolice Force;\nPolice Force;PF\nPolice Force;The Force\n",
        "Organization;Type\nPolice Force;government\nPolice Force;ngo\n",
        "Organization;Part of;Type\nPolice Force;Police Force;government\n",
        "Organization;Part of\nPolice Force;\nPolice Force;MoJ\nMoJ;Police Force\n",
        "Organization;Part of\nPolice Force;New Court\nMoJ;\nPolice Force;MoJ\n",
        "Name;Organization\nAna Soares;\nAna Soares;Police Force\nRui Dias;MoJ\nRui Dias;Police Force\n",
        "Name;Organization;Function\nAna Soares;;alternate\nRui Dias;MoJ;\n",
        "Name;Organization;Function\nAna Soares;;chair\nAna Soares;Police Force;\n",
        "Name;Organization;Function;Functions since\nAna Soares;MoJ;chair;\nAna Soares;MoJ;chair;2009-03-01\n",
        "Name;Organization;Function;Functions since\nAna Soares;MoJ;chair;2010-06-01\n",
        "Organization;Status;Since\nPolice Force;observer;2010-06-01\n",
    ],
)
def test_what_a_further_row_says_comes_in_the_first_time(text: str) -> None:
    """Where it differs that is asked the first time too."""
    register = Register()
    new = {
        DoubtKind.UNKNOWN_ORGANIZATION: NEW_ORGANIZATION,
        DoubtKind.EMPTIED: EMPTY,
        DoubtKind.SAME_NAME: SAME_PERSON,
    }
    doubts = [doubt for row in register.reads(text).rows for doubt in row.doubts]
    chosen = {doubt.key: new.get(doubt.kind, doubt.default) for doubt in doubts}
    chosen |= {doubt.key: doubt.default for row in register.reads(text, chosen).rows for doubt in row.doubts} | chosen
    register.brings_in(text, chosen)
    assert not register.reads(text, chosen).changes


WORDS = {
    "Organization": ["", "MoJ", "Ministry of Justice", "IOM", "Oxfam", "Court of Appeal", "Ministry of Justce", "moj"],
    "Status": ["", "member", "observer", "membr", "all"],
    "E-mail": ["", "a@b.tl", "none"],
    "Type": ["", "government", "ngo", "x"],
    "Part of": ["", "MoJ", "IOM", "all"],
    "Notes": ["", "Since May", "may"],
    "Aliases": ["", "Justice; Jus", "Oxf"],
}


@given(data=st.data())
def test_whatever_stands_in_a_list_of_organizations_the_same_list_again_changes_nothing(data: st.DataObject) -> None:
    register = Register()
    columns = ["Organization", *data.draw(st.lists(st.sampled_from([*WORDS]), min_size=1, max_size=7, unique=True))]
    columns = list(dict.fromkeys(columns))
    rows = [[data.draw(st.sampled_from(WORDS[name])) for name in columns] for _ in range(data.draw(st.integers(1, 6)))]
    out = io.StringIO()
    csv.writer(out).writerows([columns, *rows])
    chosen: dict[Key, str] = {}
    for _ in range(2):
        for row in register.reads(out.getvalue(), chosen).rows:
            chosen = {doubt.key: data.draw(st.sampled_from(doubt.choices)) for doubt in row.doubts} | chosen
    register.brings_in(out.getvalue(), chosen)
    assert not register.reads(out.getvalue(), chosen).changes


def test_the_notes_of_a_person_and_of_an_organization_may_say_the_same() -> None:
    register = Register()
    register.brings_in("Name;Organization;Notes\nAna Soares;;May\n;MoJ;June\nAna Soares;;June\n")
    ana, moj = register.state.get(Person, register.ana.id), register.state.get(Organization, register.moj.id)
    assert [one.notes for one in (ana, moj) if one] == ["May", "June"]
