"""Bodies of their own: their members, their roll, their numbers; the plenary's roster stays what it is."""

from __future__ import annotations

from datetime import date

import pytest
from tests.adopting import adopted
from tests.body import Body, named
from tests.builders import organization, person

from ictwg.app.next_meeting.sub_groups import may_be_put, put_decision, put_to
from ictwg.documents.comments import comment_lines
from ictwg.domain.agenda import parked
from ictwg.domain.records import Action, AgendaItem, Attendance, BodyMember, Decision, Group, Meeting, Series
from ictwg.domain.representation import representation
from ictwg.domain.roster import roster
from ictwg.domain.values import Audience, Function, MeetingState, MembershipStatus, Outcome, Presence, Purpose
from ictwg.errors import InvalidValueError
from ictwg.locales import t
from ictwg.meetings import meetings
from ictwg.meetings.attendance import roll
from ictwg.meetings.editions import as_printed
from ictwg.members.sub_groups import body_rows, keep_body, member_rows, remove_body, seat, unseat
from ictwg.records.lookup import Lookup

BEFORE, HELD, TODAY, NEXT = date(2010, 2, 12), date(2010, 2, 26), date(2010, 3, 1), date(2010, 3, 12)


@pytest.fixture
def plenary() -> Body:
    body = Body()
    for acronym in ("MoJ", "PNTL", "IOM"):
        home = organization(body.state, acronym, status=MembershipStatus.MEMBER, since=date(2003, 1, 1))
        person(body.state, f"{acronym} focal point", home, Function.FOCAL_POINT)
    body.state.apply(keep_body(body.state, None, "law", "Sub-committee on the law", "first fri of the month", ""))
    return body


@pytest.fixture
def law(plenary: Body) -> Body:
    return Body(plenary.state, "LAW")


def sits(body: Body, acronym: str, function: Function = Function.FOCAL_POINT, until: date | None = None) -> BodyMember:
    home = organization(body.state, acronym)
    of = (BodyMember.organization(home.id), BodyMember.function(function), BodyMember.until(until))
    changes = body.state.apply(seat(body.state, "LAW", None, *of))
    return body.again(BodyMember, changes.created[0][1])


def acronyms(body: Body, on: date = TODAY) -> list[str]:
    return [line.acronym for line in roster(body.state, on, body.series)]


def test_until_somebody_says_who_sits_in_it_a_sub_group_meets_with_everybody(plenary: Body, law: Body) -> None:
    assert acronyms(law) == acronyms(plenary) == ["IOM", "MoJ", "PNTL"]


def test_the_roster_of_a_sub_group_is_its_own_and_the_plenarys_unchanged(plenary: Body, law: Body) -> None:
    sits(law, "MoJ")
    sits(law, "University")
    sits(law, "PNTL", until=BEFORE)
    assert acronyms(law) == ["MoJ", "University"]
    assert acronyms(law, BEFORE) == ["MoJ", "PNTL", "University"]
    assert acronyms(plenary) == ["IOM", "MoJ", "PNTL"]


def test_its_roll_is_called_from_its_members_and_counted_among_them(law: Body) -> None:
    sits(law, "MoJ")
    sits(law, "University")
    sits(law, "IOM", Function.SECRETARIAT)
    meeting = law.meet(HELD)
    home = organization(law.state, "MoJ")
    of = (Attendance.meeting(meeting.id), Attendance.organization(home.id), Attendance.state(Presence.PRESENT))
    law.state.add(Attendance, *of, Attendance.name("A lawyer"))
    assert {line.acronym for line in roll(law.state, meeting)} == {"MoJ", "University", "IOM"}
    counted = representation(law.state, meeting)
    assert (counted.represented, counted.of) == (1, 2)


def test_the_figure_of_the_rule_on_quorum_is_the_plenarys(plenary: Body, law: Body) -> None:
    rule = (Group.quorum_rule("ToR 4.2"), Group.quorum_needed(3))
    law.state.add(Group, *rule)
    assert representation(law.state, law.meet(HELD)).needed == 3
    for acronym in ("MoJ", "University", "PNTL"):
        sits(law, acronym)
    assert representation(law.state, law.meet(TODAY)).needed == 2
    assert representation(plenary.state, plenary.meet(HELD)).needed == 3


def test_a_person_sits_there_for_the_organization_that_they_belong_to(law: Body) -> None:
    ana = person(law.state, "Ana", organization(law.state, "MoJ"))
    law.state.apply(seat(law.state, "LAW", None, BodyMember.person(ana.id), BodyMember.function(Function.CHAIR)))
    (line,) = roster(law.state, TODAY, "LAW")
    assert (line.acronym, [one.person.name for one in line.people]) == ("MoJ", ["Ana"])


def test_adopted_minutes_count_the_seat_of_somebody_who_sits_there_by_name(law: Body) -> None:
    ana = person(law.state, "Ana", organization(law.state, "MoJ"))
    law.state.apply(seat(law.state, "LAW", None, BodyMember.person(ana.id)))
    sits(law, "PNTL")
    meeting = law.meet(HELD)
    of = (Attendance.meeting(meeting.id), Attendance.organization(ana.organization), Attendance.person(ana.id))
    law.state.add(Attendance, *of, Attendance.state(Presence.PRESENT))
    meeting = adopted(law.state, meeting, NEXT)
    counted = representation(*as_printed(law.state, meeting, NEXT)[:2])
    assert (counted.represented, counted.of) == (1, 2)


def test_nobody_sits_there_for_nothing(law: Body) -> None:
    stray = person(law.state, "Stray")
    for settings in ((), (BodyMember.person(stray.id),)):
        with pytest.raises(InvalidValueError):
            seat(law.state, "LAW", None, *settings)


def test_its_meetings_have_numbers_of_their_own(plenary: Body, law: Body) -> None:
    for body in (plenary, law, law):
        changes = body.state.apply(meetings.plan(body.state, NEXT, series=body.series))
        body.hold(body.again(Meeting, changes.created[0][1]))
    found = sorted(meeting.reference for meeting in plenary.state.all(Meeting))
    assert found == ["M-2010-01", "M-LAW-2010-01", "M-LAW-2010-02"]


def test_the_list_tells_rule_members_and_next_meeting(plenary: Body, law: Body) -> None:
    sits(law, "MoJ")
    law.meet(NEXT, state=MeetingState.PLANNED)
    first, second = body_rows(Lookup(plenary.state, TODAY))
    assert (first.code, first.name) == ("", "Plenary")
    assert (second.code, second.members, second.next_meeting) == ("LAW", 1, "12 Mar 2010")
    assert second.rule.startswith("every month on")
    series = next(one for one in plenary.state.all(Series) if one.code == "LAW")
    assert Series.rule.show(series.rule, Lookup(plenary.state, TODAY, "en")) == second.rule


@pytest.mark.parametrize("code", ["", "2010", "LAW", "too long a code"])
def test_a_code_that_cannot_stand_in_references_is_refused(plenary: Body, code: str) -> None:
    with pytest.raises(InvalidValueError) as refused:
        keep_body(plenary.state, None, code, "Name", "", "")
    assert refused.value.field == Series.code.name


def test_it_reports_to_a_body_that_is_there(plenary: Body) -> None:
    plenary.state.apply(keep_body(plenary.state, None, "EXP", "Experts", "", "law"))
    for other in ("NONE", "EXP"):
        with pytest.raises(InvalidValueError):
            keep_body(plenary.state, "EXP", "", "Experts", "", other)


def test_one_that_has_met_stays_and_another_goes_with_its_members(plenary: Body, law: Body) -> None:
    member = sits(law, "MoJ")
    meeting = law.meet(HELD)
    with pytest.raises(InvalidValueError):
        remove_body(plenary.state, "LAW")
    law.state.apply(meetings.remove(law.state, meeting))
    law.state.apply(remove_body(law.state, "LAW"))
    assert law.state.get(BodyMember, member.id) is None
    with pytest.raises(InvalidValueError):
        remove_body(plenary.state, "")


def test_a_row_that_was_a_mistake_goes(law: Body) -> None:
    law.state.apply(unseat(law.state, sits(law, "MoJ")))
    assert member_rows(Lookup(law.state, TODAY), "LAW") == ()


class TestReports:
    def test_the_plenary_hears_what_it_has_decided_and_what_is_open_since(self, plenary: Body, law: Body) -> None:
        plenary.meet(BEFORE)
        law.meet(date(2010, 2, 5))
        item = law.topic(law.meet(HELD), "Definitions")
        law.decide(item, "Adult is who is eighteen.", "D-2010-01")
        home = organization(law.state, "MoJ")
        law.promise(item, "Draft article 3", "A-2010-001", Action.owners((home.id,)))
        chair = person(law.state, "Ana", home)
        of = (BodyMember.person(chair.id), BodyMember.function(Function.CHAIR))
        law.state.apply(seat(law.state, "LAW", None, *of))
        report = named(plenary.propose(TODAY, NEXT), "Report: Sub-committee on the law")
        assert report.kept
        assert report.why == t("preparing.why.report", meetings="M-LAW-2010-02-26", count=1)
        assert report.of(AgendaItem.presenter) == "Ana"
        assert report.lines == (
            "M-LAW-2010-02-26 · 26 Feb 2010",
            "D-2010-01 Adult is who is eighteen.",
            "A-2010-001 Draft article 3 (MoJ)",
        )

    def test_without_a_meeting_since_there_is_nothing_to_report(self, plenary: Body, law: Body) -> None:
        law.meet(date(2010, 2, 5))
        plenary.meet(BEFORE)
        assert not [item for item in plenary.propose(TODAY, NEXT).items if item.key.startswith("report:")]

    def test_one_that_reports_elsewhere_is_heard_there(self, plenary: Body, law: Body) -> None:
        plenary.state.apply(keep_body(plenary.state, None, "EXP", "Experts", "", "LAW"))
        Body(plenary.state, "EXP").meet(HELD)
        assert not [item for item in plenary.propose(TODAY, NEXT).items if item.key == "report:EXP"]
        assert [item for item in law.propose(TODAY, NEXT).items if item.key == "report:EXP"]

    def test_its_decisions_and_papers_are_offered_for_adoption_once(self, plenary: Body, law: Body) -> None:
        meeting = law.meet(HELD)
        law.decide(law.topic(meeting, "Definitions"), "Adult is who is eighteen.", "D-2010-01")
        law.topic(meeting, "Draft law", Outcome.NOTED, AgendaItem.papers(("law.docx",)))
        law.topic(meeting, "Small talk", Outcome.NOTED)
        proposal = plenary.propose(TODAY, NEXT)
        offered = [item for item in proposal.items if item.key.startswith("adopt:")]
        assert [item.title for item in offered] == [
            t("preparing.title.adopt", title="Definitions"),
            t("preparing.title.adopt", title="Draft law"),
        ]
        assert not any(item.kept for item in offered)
        kept = tuple(item._replace(kept=True) if item in offered else item for item in proposal.items)
        made = plenary.accept(proposal._replace(items=kept))
        assert [title for title in plenary.titles(made) if title.startswith("For")] == [item.title for item in offered]
        assert not [item for item in plenary.propose(TODAY).items if item.key.startswith("adopt:")]

    def test_one_key_puts_a_decision_to_the_next_plenary(self, plenary: Body, law: Body) -> None:
        made = plenary.meet(NEXT, state=MeetingState.PLANNED)
        item = law.topic(law.meet(HELD), "Definitions", None, AgendaItem.audience(Audience.CORE))
        law.decide(item, "Adult is who is eighteen.", "D-2010-01")
        law.state.apply(put_to(law.state, item, TODAY))
        (put,) = plenary.state.linked(AgendaItem, AgendaItem.meeting, made.id)
        assert (put.title, put.purpose, put.proposed_decision) == (
            t("preparing.title.adopt", title="Definitions"),
            Purpose.DECISION,
            "Adult is who is eighteen.",
        )
        assert put.audience is Audience.CORE
        assert put.background == "From M-LAW-2010-02-26, D-2010-01"

    @pytest.mark.parametrize("planned", [True, False])
    def test_a_subject_is_put_once(self, plenary: Body, law: Body, *, planned: bool) -> None:
        if planned:
            plenary.meet(NEXT, state=MeetingState.PLANNED)
        held = law.meet(HELD)
        item = law.topic(held, "Definitions")
        decision = law.decide(item, "Adult is who is eighteen.", "D-2010-01")
        of = (Decision.meeting(held.id), Decision.reference("D-2010-03"))
        alone = law.state.add(Decision, *of, Decision.text("The draft goes out."))
        law.state.apply(put_to(law.state, item, TODAY))
        law.state.apply(put_decision(law.state, alone, TODAY))
        where = "M-2010" if planned else "parking lot"
        for again in (decision, alone):
            with pytest.raises(InvalidValueError, match=f"already .*{where}"):
                put_decision(law.state, again, TODAY)

    def test_from_the_register_a_subject_is_put_whole_and_a_decision_without_item_by_itself(
        self, plenary: Body, law: Body
    ) -> None:
        made = plenary.meet(NEXT, state=MeetingState.PLANNED)
        held = law.meet(HELD, Meeting.audience(Audience.CORE))
        item = law.topic(held, "Definitions")
        first = law.decide(item, "Adult is who is eighteen.", "D-2010-01")
        law.decide(item, "A child is who is not.", "D-2010-02")
        of = (Decision.meeting(held.id), Decision.reference("D-2010-03"))
        alone = law.state.add(Decision, *of, Decision.text("The draft goes out."))
        for decision in (first, alone):
            assert may_be_put(law.state, decision)
            law.state.apply(put_decision(law.state, decision, TODAY))
        subject, single = sorted(
            plenary.state.linked(AgendaItem, AgendaItem.meeting, made.id), key=lambda one: one.order
        )
        assert subject.proposed_decision == "Adult is who is eighteen.\nA child is who is not."
        assert (single.title, single.proposed_decision) == (
            t("preparing.title.adopt", title="The draft goes out."),
            "The draft goes out.",
        )
        assert (single.background, single.audience) == ("From M-LAW-2010-02-26, D-2010-03", Audience.CORE)

    def test_the_plenarys_own_decision_is_put_to_nobody(self, plenary: Body) -> None:
        decision = plenary.decide(plenary.topic(plenary.meet(HELD), "Budget"), "Agreed.", "D-2010-01")
        assert not may_be_put(plenary.state, decision)
        with pytest.raises(InvalidValueError):
            put_decision(plenary.state, decision, TODAY)

    def test_where_no_plenary_is_planned_it_waits_for_it(self, plenary: Body, law: Body) -> None:
        item = law.topic(law.meet(HELD), "Definitions", Outcome.DECIDED)
        law.state.apply(put_to(law.state, item, TODAY))
        (waiting,) = parked(law.state)
        assert waiting.series == ""
        assert named(plenary.propose(TODAY, NEXT), t("preparing.title.adopt", title="Definitions")).item == waiting.id

    def test_the_plenary_puts_nothing_to_itself(self, plenary: Body) -> None:
        item = plenary.topic(plenary.meet(HELD), "Budget")
        with pytest.raises(InvalidValueError):
            put_to(plenary.state, item, TODAY)


def test_what_a_sub_group_has_decided_counts_in_its_own_name(law: Body) -> None:
    law.decide(law.topic(law.meet(HELD), "Definitions"), "Adopted.", "D-2010-01")
    assert [decision.reference for decision in law.state.all(Decision)] == ["D-2010-01"]
    proposal = law.propose(TODAY, NEXT)
    assert named(proposal, t("preparing.title.awaited")).lines == ("D-2010-01 Adopted.",)


def test_only_its_members_are_asked_for_comments_on_its_minutes(plenary: Body, law: Body) -> None:
    sits(law, "MoJ")
    asked = {line.acronym for line in comment_lines(law.state, law.meet(HELD))}
    assert asked == {"MoJ"}
    assert {line.acronym for line in comment_lines(law.state, plenary.meet(HELD))} == {"MoJ", "PNTL", "IOM"}
