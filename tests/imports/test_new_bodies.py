"""Organizations that rolls name and nobody has put on record: each is asked once, and made of what somebody says."""

from __future__ import annotations

from datetime import date

import pytest
from tests.builders import MemoryState, organization

from ictwg.app.import_questions import NamedBody, named_bodies, questions
from ictwg.domain.records import Attendance, Membership, Organization
from ictwg.domain.values import MembershipStatus, OrganizationType
from ictwg.imports.doubts import IT_IS, NEW_ORGANIZATION, NO_ORGANIZATION, Key
from ictwg.imports.foreign_minutes.reader import read_minutes
from ictwg.imports.minutes import import_minutes
from ictwg.imports.report import Chosen, ImportPlan
from ictwg.locales import t
from ictwg.members.new_body import NewBody, likely_type, new_body

JUSTICE, POLICE, FORUM = "Ministry of Justice", "National Police", "NGO Forum"
PAPERS = (
    ("2009-11-03", f"Ana Dias ({JUSTICE}), Rui Sá ({POLICE})"),
    ("2010-02-03", f"Ana Dias ({JUSTICE}), Eva Lay ({FORUM})"),
    ("2011-06-03", f"Ana Dias ({JUSTICE})"),
    ("2011-09-03", f"Ana Dias ({JUSTICE})"),
)


Papers = tuple[tuple[str, str], ...]


def plan_of(state: MemoryState, chosen: Chosen | None = None, papers: Papers = PAPERS) -> ImportPlan:
    files = (
        read_minutes(f"# Board {day}\n\nPresent: {who}\n\n- DECISION: it is late\n", f"{day}.md") for day, who in papers
    )
    return import_minutes(state, files, chosen=chosen or {})


def bodies(plan: ImportPlan) -> dict[str, NamedBody]:
    return {one.name: one for one in named_bodies(plan)}


def told(state: MemoryState) -> dict[str, tuple[str, ...]]:
    """Of each organization its type, and the membership that it has."""
    periods = {one.organization: one for one in state.all(Membership)}
    found = {}
    for one in state.all(Organization):
        period = periods.get(one.id)
        days = (period.since, period.until) if period else (None, None)
        found[one.name] = (str(one.type), str(period.status if period else ""), *(str(day or "") for day in days))
    return found


def test_each_is_asked_once_and_goes_in_without_what_is_only_likely() -> None:
    state = MemoryState()
    plan = plan_of(state)
    assert [one.name for one in bodies(plan).values()] == [JUSTICE, POLICE, FORUM]
    assert [one.papers for one in bodies(plan).values()] == [t("importing.papers", count=n) for n in (4, 1, 1)]
    (row,) = (row for row in plan.rows if row.doubts)
    assert row.to_check == 3
    state.apply(plan.changes)
    assert set(told(state).values()) == {("other", "", "", "")}
    again = plan_of(state)
    assert ([*bodies(again)], bool(again.changes)) == ([JUSTICE, POLICE, FORUM], False), "an answer is still missing"
    (question,) = questions(again, {})
    state.apply(plan_of(state, question.answered("proposed")).changes)
    assert told(state)[JUSTICE] == ("government", "member", "2009-11-03", "")


def test_all_as_proposed_says_type_and_membership_of_each() -> None:
    state = MemoryState()
    plan = plan_of(state)
    (question,) = questions(plan, {})
    state.apply(plan_of(state, question.answered("proposed")).changes)
    assert told(state) == {
        JUSTICE: ("government", "member", "2009-11-03", ""),
        POLICE: ("security", "invited", "2009-11-03", "2009-11-03"),
        FORUM: ("ngo", "invited", "2010-02-03", "2010-02-03"),
    }
    assert not plan_of(state).changes
    assert not bodies(plan_of(state))


@pytest.mark.parametrize(
    ("said", "type", "period"),
    [
        (NEW_ORGANIZATION, "other", ("", "", "")),
        (f"{NEW_ORGANIZATION} donor observer 2010-01-01 2010-12-31", "donor", ("observer", "2010-01-01", "2010-12-31")),
    ],
)
def test_what_somebody_says_instead_holds(said: str, type: str, period: tuple[str, ...]) -> None:
    state = MemoryState()
    chosen: dict[str, dict[Key, str]] = {}
    bodies(plan_of(state))[FORUM].choose(said, chosen)
    state.apply(plan_of(state, chosen).changes)
    assert told(state)[FORUM] == (type, *period)


def test_one_that_is_another_is_called_so_and_not_asked_in_the_next_paper() -> None:
    state = MemoryState()
    moj = organization(state, "MoJ")
    chosen: dict[str, dict[Key, str]] = {}
    found = bodies(plan_of(state))
    found[JUSTICE].choose(f"{IT_IS} MoJ", chosen)
    found[FORUM].choose("", chosen)
    assert [set(one.values()) for one in chosen.values()] == [{f"{IT_IS} MoJ", NO_ORGANIZATION}]
    state.apply(plan_of(state, chosen).changes)
    assert {one.acronym for one in state.all(Organization)} == {"MoJ", "National Police"}
    assert len(state.linked(Attendance, Attendance.organization, moj.id)) == 4
    later = (("2011-12-03", f"Ana Dias ({JUSTICE}), Eva Lay ({FORUM})"),)
    assert list(bodies(plan_of(state, None, later))) == [FORUM]


def test_one_that_is_another_new_one_is_one_with_it() -> None:
    state = MemoryState()
    chosen: dict[str, dict[Key, str]] = {}
    bodies(plan_of(state))[JUSTICE].choose(f"{IT_IS} {FORUM}", chosen)
    state.apply(plan_of(state, chosen).changes)
    assert {one.name for one in state.all(Organization)} == {POLICE, FORUM}
    assert all(row.organization for row in state.all(Attendance))


@pytest.mark.parametrize(
    ("name", "type"),
    [
        ("Ministério da Justiça", OrganizationType.GOVERNMENT),
        ("Polícia Nacional", OrganizationType.SECURITY),
        ("Ministério Público", OrganizationType.JUDICIARY),
        ("Plan International", OrganizationType.NGO),
        ("UN Women", OrganizationType.INTERNATIONAL),
        ("Embassy of the Ministry of Magic", OrganizationType.DONOR),
        ("Unknown", OrganizationType.OTHER),
    ],
)
def test_the_words_of_a_name_say_its_type(name: str, type: OrganizationType) -> None:
    assert likely_type(name) is type


def test_what_is_said_reads_back() -> None:
    day = date(2010, 1, 1)
    for one in (NewBody(OrganizationType.OTHER), NewBody(OrganizationType.NGO, MembershipStatus.INVITED, day, day)):
        assert new_body(one.choice) == one
    assert [new_body(said) for said in ("", NO_ORGANIZATION, f"{NEW_ORGANIZATION} nonsense")] == [None] * 3
