"""The sheet that goes round the room: who stands on it, in which order, and for whom."""

from __future__ import annotations

from datetime import date

import pytest
from tests.builders import MemoryState, organization, person
from tests.file_texts import text_of
from tests.papers_made import page, sign_in
from tests.rich_meeting import MEETS_ON, rich_meeting

from ictwg.domain.changes import Edit
from ictwg.domain.records import Group, Meeting, Organization, Person
from ictwg.domain.values import Answer, Audience, Function, Listing, MembershipStatus, OrganizationType
from ictwg.exports.sign_in import BLANK, sign_in_rows
from ictwg.meetings.attendance import roll
from ictwg.meetings.invitation import AnswerDetails, announce, answer, expect
from ictwg.minutes.printed.view import PrintContext
from ictwg.papers.blocks import TableBlock, plain_text
from ictwg.papers.document import Document
from ictwg.papers.forms import PDF, WEB_PAGE, WORD, FileForm

DAY, TODAY = date(2010, 3, 12), date(2010, 3, 8)


@pytest.fixture
def state() -> MemoryState:
    made = MemoryState()
    made.add(Meeting, Meeting.date(DAY), Meeting.audience(Audience.EVERYONE))
    ngo = organization(made, "AAA", Organization.type(OrganizationType.NGO), status=MembershipStatus.MEMBER)
    government = Organization.type(OrganizationType.GOVERNMENT)
    ministry = organization(made, "MoJ", government, status=MembershipStatus.MEMBER)
    person(made, "Rui", ministry, Function.FOCAL_POINT)
    person(made, "Ana", ministry, Function.ALTERNATE)
    person(made, "Eva", ngo, Function.FOCAL_POINT)
    organization(made, "ZZZ", status=MembershipStatus.OBSERVER)
    return made


def rows(state: MemoryState, audience: Audience = Audience.MEMBERS) -> list[tuple[str, str]]:
    view = PrintContext(state, state.all(Meeting)[0], audience, TODAY, "en")
    return [(row.acronym, row.name) for row in sign_in_rows(view)]


def test_it_is_the_roll_in_its_order(state: MemoryState) -> None:
    called = [(line.acronym, line.name) for line in roll(state, state.all(Meeting)[0])]
    assert rows(state) == called == [("MoJ", "Rui"), ("MoJ", "Ana"), ("AAA", "Eva"), ("ZZZ", "")]


def test_who_was_announced_signs_and_who_sends_them_does_not(state: MemoryState) -> None:
    meeting = state.all(Meeting)[0]
    eva = next(line for line in roll(state, meeting) if line.name == "Eva")
    state.apply(announce(state, meeting, eva, "Zeca", "adviser", AnswerDetails(TODAY)))
    state.apply(expect(state, meeting, "Leo", AnswerDetails(TODAY), organization_text="Radio Loro", title="reporter"))
    assert rows(state)[2:] == [("AAA", "Zeca"), ("ZZZ", ""), ("Radio Loro", "Leo")]
    text = sign_in(state, meeting, Audience.MEMBERS, TODAY, "en").markdown()
    assert "| 3 | Zeca | AAA | adviser | F ☐ M ☐ | | |" in text
    assert "| 5 | Leo | Radio Loro | reporter | F ☐ M ☐ | | |" in text


def test_everyone_is_told_of_organizations_once_and_of_no_person(state: MemoryState) -> None:
    meeting = state.all(Meeting)[0]
    state.apply(expect(state, meeting, "Leo", AnswerDetails(TODAY)))
    assert rows(state, Audience.EVERYONE) == [("MoJ", ""), ("AAA", ""), ("ZZZ", "")]


def test_who_may_not_be_listed_leaves_a_line_for_the_organization(state: MemoryState) -> None:
    eva = next(one for one in state.all(Person) if one.name == "Eva")
    state.apply(Edit("verbs.edited").update(eva, Person.listing(Listing.NOBODY)).done())
    assert rows(state)[2] == ("AAA", "")
    assert rows(state, Audience.SECRETARIAT)[2] == ("AAA", "Eva")


def test_there_are_numbered_lines_for_those_who_are_not_expected(state: MemoryState) -> None:
    text = sign_in(state, state.all(Meeting)[0], Audience.MEMBERS, TODAY, "en").markdown()
    blank = [line for line in text.splitlines() if line.startswith("|") and line.endswith("| | | | F ☐ M ☐ | | |")]
    assert [line.split()[1] for line in blank] == [str(n) for n in range(5, 5 + BLANK)]


@pytest.mark.parametrize(
    ("language", "word"),
    [("pt", "Lista de presenças"), ("tet", "Lista prezensa"), ("id", "Daftar hadir"), ("en", "Attendance list")],
)
def test_it_is_called_as_people_call_it(language: str, word: str) -> None:
    rich = rich_meeting()
    text = sign_in(rich.state, rich.meeting, Audience.MEMBERS, MEETS_ON, language).markdown()
    assert f"# {word} – " in text


def test_no_phone_is_on_it(state: MemoryState) -> None:
    for one in state.all(Person):
        state.apply(Edit("verbs.edited").update(one, Person.phone("+670 1"), Person.email("a@example.org")).done())
    text = sign_in(state, state.all(Meeting)[0], Audience.SECRETARIAT, TODAY, "en").markdown()
    assert "| Phone / e-mail | Signature |" in text
    assert "+670" not in text
    assert "example.org" not in text


@pytest.mark.parametrize("form", [PDF, WORD, WEB_PAGE], ids=lambda form: form.name)
def test_one_signs_on_fifty_millimetres(state: MemoryState, form: FileForm) -> None:
    """Of a page that is turned, with what asks for leave to take photographs below."""
    document = sign_in(state, state.all(Meeting)[0], Audience.MEMBERS, TODAY, "en").document
    table = next(one for one in document.blocks if isinstance(one, TableBlock))
    wide = {PDF: 297 - 2 * 18, WORD: 297 - 2 * 20, WEB_PAGE: 261}[form]
    assert document.setup.landscape
    assert wide * table.widths[-1] / sum(table.widths) >= 50
    assert "Photographs may be taken" in text_of(form.write(document))


def test_at_the_gate_are_those_who_are_expected_and_no_member(state: MemoryState) -> None:
    meeting, details = state.all(Meeting)[0], AnswerDetails(TODAY)
    person(state, "Gil", next(one for one in state.all(Organization) if one.acronym == "ZZZ"), Function.FOCAL_POINT)

    def named() -> list[list[str]]:
        (table,) = (one for one in visitors(state, meeting).blocks if isinstance(one, TableBlock))
        cells = [[plain_text(cell) for cell in row[1:]] for row in table.rows]
        assert cells[-BLANK:] == [[""] * 4] * BLANK
        return [row[:2] for row in cells[:-BLANK]]

    assert named() == [["Gil", "ZZZ"]]
    state.apply(expect(state, meeting, "Leo", details, organization_text="Radio Loro"))
    assert named() == [["Gil", "ZZZ"], ["Leo", "Radio Loro"]]
    gil = next(line for line in roll(state, meeting) if line.name == "Gil")
    state.apply(answer(state, meeting, gil, Answer.NOT_COMING, details))
    assert named() == [["Leo", "Radio Loro"]]


def test_guards_are_told_the_group_in_full_and_nothing_of_readers_and_versions(state: MemoryState) -> None:
    state.add(Group, Group.name("A working group"), Group.acronym("AWG"))
    made = visitors(state, state.all(Meeting)[0])
    assert made.title.endswith("A working group")
    assert not [word for word in ("member", "version") if word in text_of(PDF.write(made))]


def visitors(state: MemoryState, meeting: Meeting) -> Document:
    return page("visitors", state, meeting, Audience.MEMBERS, TODAY, "en").document
