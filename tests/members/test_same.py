"""These two are the same: what moves, what stays, what is asked, and what comes of it on two computers."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import NamedTuple

import pytest
from tests.papers_made import minutes

from ictwg.app.opening import start_group
from ictwg.app.problems.clashes import all_clashing, ways_out
from ictwg.app.redaction import foreseen
from ictwg.app.session import Session
from ictwg.app.trash import bring_back
from ictwg.decisions.circulation import answer, tally
from ictwg.domain.changes import Edit
from ictwg.domain.clashes import ClashKind
from ictwg.domain.merged_duplicates import survivor_of
from ictwg.domain.records import (
    Action,
    Attendance,
    BodyMember,
    Contact,
    Decision,
    Edition,
    Meeting,
    Membership,
    Organization,
    OrganizationName,
    Person,
    Position,
    Role,
    Succession,
)
from ictwg.domain.representation import representation
from ictwg.domain.schema import RECORDS, Record, Setting, targets
from ictwg.domain.values import (
    Audience,
    Function,
    MeetingState,
    MembershipStatus,
    MinutesState,
    Presence,
    Stance,
)
from ictwg.errors import InvalidValueError
from ictwg.imports.foreign_minutes.reader import read_minutes
from ictwg.imports.list_rows import ListFile
from ictwg.imports.members import MemberRows
from ictwg.imports.minutes import import_minutes
from ictwg.imports.other_group import import_group
from ictwg.members.duplicates import doubles
from ictwg.members.merging import Merge, MergeKind, lead_on, mark_not_duplicates, same, words_of
from ictwg.minutes import approval as minutes_way
from ictwg.minutes.corrections import decline, proposals
from ictwg.records.lookup import find
from ictwg.store.local.home import Home

TODAY, HELD_ON = date(2010, 4, 6), date(2010, 3, 12)


class Group(NamedTuple):
    """A ministry and a person that stand in the group twice."""

    session: Session

    def add(self, kind: type[Record], *settings: Setting) -> str:
        id = self.session.state.new_id()
        self.session.commit(Edit("verbs.created").create(kind, id, *settings).done())
        return id

    def org(self, text: str) -> Organization:
        return find(self.session.state, Organization, text)

    def person(self, text: str) -> Person:
        return find(self.session.state, Person, text)

    def same(self, kept: Organization | Person, other: Organization | Person, **chosen: bool) -> Merge:
        found = same(self.session.lookup, kept, other, chosen)
        self.session.commit(found.changes)
        return found

    def live(self) -> dict[tuple[str, str], dict[str, object]]:
        """Every record that is there, field by field."""
        return {
            (kind.TABLE, record.id): {
                field.name: record.row.elements(field.name) if field.is_set else record.row.get(field.name)
                for field in kind.fields()
            }
            for kind in RECORDS.values()
            for record in self.session.state.all(kind)
        }


@pytest.fixture
def group(tmp_path: Path) -> Iterator[Group]:
    session = start_group(str(tmp_path / "group.json"), "Working group", "WG", home=Home.at(str(tmp_path / "home")))
    session._today = lambda: TODAY
    made = Group(session)
    for acronym, name in (("MJ", "Ministry of Justice"), ("MdJ", "Ministério da Justiça (MJ)"), ("IOM", "Migration")):
        home = made.add(Organization, Organization.acronym(acronym), Organization.name(name))
        member = (Membership.organization(home), Membership.status(MembershipStatus.MEMBER))
        made.add(Membership, *member, Membership.since(date(2009, 1, 1)))
    mj, mdj = made.org("MJ").id, made.org("MdJ").id
    made.add(Person, Person.name("Maria Ximenes"), Person.organization(mj), Person.phone("+670 777"))
    twice = (Person.name("Dra. Maria Ximenez"), Person.organization(mdj), Person.position("Director"))
    made.add(Person, *twice, Person.phone("+670 778"))
    yield made
    session.store.close()


def meeting(group: Group, *, state: MeetingState = MeetingState.HELD) -> Meeting:
    id = group.add(Meeting, Meeting.date(HELD_ON), Meeting.reference("M-2010-01"), Meeting.state(state))
    found = group.session.state.get(Meeting, id)
    assert found is not None
    return found


def on_the_roll(group: Group, at: Meeting, *settings: Setting) -> str:
    return group.add(Attendance, Attendance.meeting(at.id), *settings)


def kinds(found: Merge) -> list[MergeKind]:
    return [line.kind for line in found.lines]


def test_every_link_to_the_other_leads_to_the_kept_one(group: Group) -> None:
    mj, mdj, iom = group.org("MJ").id, group.org("MdJ").id, group.org("IOM").id
    maria = group.person("Dra. Maria Ximenez").id
    at = meeting(group)
    group.add(Action, Action.text("Draft"), Action.owners((mdj, iom)), Action.person(maria))
    group.add(Action, Action.text("Both"), Action.owners((mdj, mj)))
    group.add(Contact, Contact.organization(mdj), Contact.on(HELD_ON), Contact.person(maria))
    group.add(Role, Role.function(Function.FOCAL_POINT), Role.organization(mdj), Role.person(maria))
    group.add(BodyMember, BodyMember.series("LAW"), BodyMember.organization(mdj))
    group.add(Succession, Succession.predecessor(mdj), Succession.successor(iom))
    group.add(Organization, Organization.acronym("DNJ"), Organization.name("Directorate"), Organization.part_of(mdj))
    on_the_roll(group, at, Attendance.name("Ana"), Attendance.organization(iom), Attendance.proxy_for(mdj))
    found = group.same(group.org("MJ"), group.org("MdJ"))
    assert not any(
        mdj in targets(field, record)
        for kind in RECORDS.values()
        for field in kind.fields()
        if hasattr(field, "target")
        for record in group.session.state.all(kind)
    )
    draft, both = (next(a for a in group.session.state.all(Action) if a.text == text) for text in ("Draft", "Both"))
    assert set(draft.owners) == {mj, iom}
    assert both.owners == (mj,)
    assert [one.acronym for one in group.session.state.all(Organization)].count("MdJ") == 0
    assert not all_clashing(group.session.store)
    assert MergeKind.MOVES in kinds(found)
    assert survivor_of(group.session.state, Organization, mdj) == mj


def test_one_undo_takes_everything_back_and_redo_does_it_again(group: Group) -> None:
    at = meeting(group)
    for id in (group.org("MJ").id, group.org("MdJ").id):
        on_the_roll(group, at, Attendance.organization(id), Attendance.state(Presence.ABSENT))
    before = group.live()
    group.same(group.org("MJ"), group.org("MdJ"), acronym=True)
    after = group.live()
    group.session.undo()
    assert group.live() == before
    group.session.redo()
    assert group.live() == after


def test_names_of_the_other_still_find_it(group: Group) -> None:
    mdj = group.org("MdJ")
    group.add(OrganizationName, OrganizationName.organization(mdj.id), OrganizationName.name("Justice Office"))
    group.same(group.org("MJ"), mdj)
    for name in ("MJ", "MdJ", "Ministério da Justiça (MJ)", "justice office", mdj.id):
        assert group.org(name).acronym == "MJ"
    other = group.person("Dra. Maria Ximenez")
    group.same(group.person("Maria Ximenes"), other)
    for name in ("Maria Ximenes", "dra. maria ximenez", other.id):
        assert group.person(name).name == "Maria Ximenes"


def test_what_the_kept_one_lacks_is_taken_and_what_differs_stays_or_is_chosen(group: Group) -> None:
    kept, other = group.person("Maria Ximenes"), group.person("Dra. Maria Ximenez")
    found = same(group.session.lookup, kept, other)
    told = {line.id: line for line in found.lines}
    assert told["position"].kind is MergeKind.TAKEN
    assert told["phone"].kind is MergeKind.DIFFERS
    assert "+670 777 stays" in words_of(told["phone"])
    group.same(kept, other, name=True)
    stays = group.person("Dra. Maria Ximenez")
    assert (stays.id, stays.position, stays.phone) == (kept.id, "Director", "+670 777")
    assert (stays.name, stays.aliases) == ("Dra. Maria Ximenez", ("Maria Ximenes",))


def test_a_chosen_value_is_the_others(group: Group) -> None:
    kept, other = group.person("Maria Ximenes"), group.person("Dra. Maria Ximenez")
    group.same(kept, other, phone=True)
    assert group.person("Maria Ximenes").phone == "+670 778"


def test_periods_of_the_same_days_are_one(group: Group) -> None:
    group.same(group.org("MJ"), group.org("MdJ"))
    (period,) = group.session.state.linked(Membership, Membership.organization, group.org("MJ").id)
    assert period.since == date(2009, 1, 1)


def test_two_kinds_of_membership_are_shown_and_the_kept_ones_stays(group: Group) -> None:
    mdj = group.org("MdJ")
    (period,) = group.session.state.linked(Membership, Membership.organization, mdj.id)
    group.session.commit(Edit("v").update(period, Membership.status(MembershipStatus.OBSERVER)).done())
    found = group.same(group.org("MJ"), mdj)
    (line,) = (line for line in found.lines if line.id.startswith("memberships/") and line.kind is MergeKind.DIFFERS)
    assert "observer" in line.other.casefold()
    (stays,) = group.session.state.linked(Membership, Membership.organization, group.org("MJ").id)
    assert stays.status is MembershipStatus.MEMBER


def test_an_organization_is_no_part_of_itself_nor_its_own_successor(group: Group) -> None:
    mj, mdj = group.org("MJ"), group.org("MdJ")
    group.session.commit(Edit("v").update(mj, Organization.part_of(mdj.id)).done())
    group.add(Succession, Succession.predecessor(mj.id), Succession.successor(mdj.id))
    group.same(group.org("MJ"), group.org("MdJ"))
    assert group.org("MJ").part_of is None
    assert not group.session.state.all(Succession)
    assert not all_clashing(group.session.store)


def test_it_is_two_records_of_one_kind(group: Group) -> None:
    with pytest.raises(InvalidValueError):
        same(group.session.lookup, group.org("MJ"), group.org("MJ"))


# The roll


def test_two_lines_of_one_roll_become_one_and_whoever_was_there_was_there(group: Group) -> None:
    at, kept, other = meeting(group), group.person("Maria Ximenes"), group.person("Dra. Maria Ximenez")
    on_the_roll(group, at, Attendance.person(kept.id), Attendance.state(Presence.ABSENT))
    on_the_roll(group, at, Attendance.person(other.id), Attendance.state(Presence.PRESENT))
    found = group.same(kept, other)
    (line,) = (line for line in found.lines if line.id.startswith("attendance/"))
    assert line.kind is MergeKind.DIFFERS
    assert "M-2010-01" in line.label
    (row,) = group.session.state.all(Attendance)
    assert (row.person, row.state) == (kept.id, Presence.PRESENT)


def test_a_proxy_is_not_taken_for_the_one_it_stands_for(group: Group) -> None:
    at, mj, mdj, iom = meeting(group), group.org("MJ"), group.org("MdJ"), group.org("IOM")
    here = (Attendance.name("Ana"), Attendance.state(Presence.PRESENT))
    on_the_roll(group, at, *here, Attendance.organization(mj.id))
    on_the_roll(group, at, *here, Attendance.organization(iom.id), Attendance.proxy_for(mdj.id))
    group.same(mj, mdj)
    rows = {row.organization: row.proxy_for for row in group.session.state.all(Attendance)}
    assert rows == {mj.id: None, iom.id: mj.id}


def test_a_line_of_the_roll_takes_the_organization_that_it_lacks(group: Group) -> None:
    at, kept, other = meeting(group), group.person("Maria Ximenes"), group.person("Dra. Maria Ximenez")
    there, mdj = Attendance.state(Presence.PRESENT), group.org("MdJ")
    on_the_roll(group, at, Attendance.person(kept.id), there)
    on_the_roll(group, at, Attendance.person(other.id), there, Attendance.organization(mdj.id))
    found = group.same(kept, other)
    assert not [line for line in found.lines if line.id.startswith("attendance/")]
    assert [row.organization for row in group.session.state.all(Attendance)] == [mdj.id]


def test_an_empty_chair_goes_where_somebody_came_for_the_organization(group: Group) -> None:
    at, mj, mdj = meeting(group), group.org("MJ"), group.org("MdJ")
    on_the_roll(group, at, Attendance.organization(mj.id), Attendance.state(Presence.ABSENT))
    on_the_roll(group, at, Attendance.name("Rui"), Attendance.organization(mdj.id), Attendance.state(Presence.PRESENT))
    before = representation(group.session.state, at)
    group.same(mj, mdj)
    (row,) = group.session.state.all(Attendance)
    assert row.name == "Rui"
    after = representation(group.session.state, at)
    assert (before.represented, before.of) == (1, 3)
    assert (after.represented, after.of) == (1, 2)


def test_two_answers_to_a_proposal_are_one_and_the_kept_ones_stays(group: Group) -> None:
    settings = (Decision.text("Agree"), Decision.reference("D-2010-01"), Decision.circulated_on(HELD_ON))
    id = group.add(Decision, *settings)
    decision = group.session.state.get(Decision, id)
    assert decision is not None
    for name, stance in (("MJ", Stance.AGREES), ("MdJ", Stance.DISAGREES)):
        group.session.commit(answer(group.session.state, decision, group.org(name), stance, HELD_ON))
    found = group.same(group.org("MJ"), group.org("MdJ"))
    assert any(line.id.startswith("positions/") and "D-2010-01" in line.label for line in found.lines)
    assert [one.stance for one in group.session.state.all(Position)] == [Stance.AGREES]


def test_another_answer_takes_the_place_of_the_one_that_moved(group: Group) -> None:
    id = group.add(Decision, Decision.text("Agree"), Decision.circulated_on(HELD_ON))
    decision = group.session.state.get(Decision, id)
    assert decision is not None
    group.session.commit(answer(group.session.state, decision, group.org("MdJ"), Stance.AGREES, HELD_ON))
    group.same(group.org("MJ"), group.org("MdJ"))
    group.session.commit(answer(group.session.state, decision, group.org("MJ"), Stance.DISAGREES, HELD_ON))
    assert [one.stance for one in group.session.state.all(Position)] == [Stance.DISAGREES]
    (told,) = (one for one in tally(group.session.state, decision, TODAY).answers if one.acronym == "MJ")
    assert told.answer is Stance.DISAGREES


# Adopted minutes


def adopted(group: Group) -> Meeting:
    at = meeting(group)
    mdj, maria = group.org("MdJ"), group.person("Dra. Maria Ximenez")
    there = (Attendance.person(maria.id), Attendance.organization(mdj.id), Attendance.state(Presence.PRESENT))
    on_the_roll(group, at, *there)
    on_the_roll(group, at, Attendance.organization(group.org("MJ").id), Attendance.state(Presence.ABSENT))
    here = group.session.state.get(Meeting, at.id)
    assert here is not None
    group.session.commit(minutes_way.adopt_by_silence(here, TODAY))
    found = group.session.state.get(Meeting, at.id)
    assert found is not None
    assert found.minutes_state is MinutesState.ADOPTED
    assert group.session.state.all(Edition)
    return found


def printed(group: Group, at: Meeting) -> str:
    return minutes(group.session.state, at, Audience.SECRETARIAT, TODAY, "en").markdown()


def test_adopted_minutes_stay_as_they_are_and_nothing_is_proposed(group: Group) -> None:
    at = adopted(group)
    before = printed(group, at)
    found = group.same(group.org("MJ"), group.org("MdJ"))
    group.same(group.person("Maria Ximenes"), group.person("Dra. Maria Ximenez"))
    assert printed(group, at) == before
    assert proposals(group.session.state, at) == ()
    rows = group.session.state.all(Attendance)
    assert {row.organization for row in rows} == {group.org("MJ").id}
    assert MergeKind.BOTH not in kinds(found)
    group.session.undo()
    group.session.undo()
    assert printed(group, at) == before
    assert proposals(group.session.state, at) == ()


def test_adopted_minutes_follow_a_chain_and_take_no_other_organization(group: Group) -> None:
    at = adopted(group)
    group.same(group.org("MJ"), group.org("MdJ"))
    group.same(group.org("IOM"), group.org("MJ"))
    assert proposals(group.session.state, at) == ()
    row = next(row for row in group.session.state.all(Attendance) if row.person)
    other = group.add(Organization, Organization.acronym("UNW"), Organization.name("UN Women"))
    group.session.store.commit(Edit("v").update(row, Attendance.organization(other)).done())
    (late,) = proposals(group.session.state, at)
    group.session.store.commit(decline(group.session.state, at, late))
    assert proposals(group.session.state, at) == ()
    assert {row.organization for row in group.session.state.all(Attendance)} == {group.org("IOM").id}
    assert not all_clashing(group.session.store)


# Two different ones


def test_doubles_that_are_two_are_not_listed_again(group: Group) -> None:
    ((one, other),) = doubles(group.session.state)
    assert {one.acronym, other.acronym} == {"MJ", "MdJ"}  # type: ignore[union-attr]
    group.session.commit(mark_not_duplicates(group.session.state, one, other))
    assert list(doubles(group.session.state)) == []
    group.session.undo()
    assert len(list(doubles(group.session.state))) == 1


def test_a_third_is_still_asked_about(group: Group) -> None:
    ((one, other),) = doubles(group.session.state)
    group.session.commit(mark_not_duplicates(group.session.state, one, other))
    third = group.add(Organization, Organization.acronym("MJ"), Organization.name("Justice"))
    ((_, found),) = doubles(group.session.state)
    assert found.id == third
    # Whatever becomes one with either of the two stays different from the other.
    group.same(group.org("IOM"), group.session.state.get(Organization, other.id))  # type: ignore[arg-type]
    assert {one.id, group.org("IOM").id} not in [{a.id, b.id} for a, b in doubles(group.session.state)]


def test_people_of_both_are_found_as_doubles_once_the_organizations_are_one(group: Group) -> None:
    group.same(group.org("MJ"), group.org("MdJ"))
    ((one, other),) = doubles(group.session.state)
    assert {one.name, other.name} == {"Maria Ximenes", "Dra. Maria Ximenez"}


# What comes later


def test_a_late_link_to_the_other_is_led_on(group: Group) -> None:
    mdj = group.org("MdJ")
    group.same(group.org("MJ"), mdj)
    for text in ("One", "Two"):
        id = group.session.state.new_id()
        owned = Edit("v").create(Action, id, Action.text(text), Action.owners((mdj.id,))).done()
        group.session.store.commit(owned)
    clashes = all_clashing(group.session.store)
    assert [clash.kind for clash in clashes] == [ClashKind.TRASHED] * 2
    way = ways_out(group.session.store, clashes[0])[0]
    assert "MJ" in way.label
    assert way.changes is not None
    group.session.commit(way.changes)
    assert {action.owners for action in group.session.state.all(Action)} == {(group.org("MJ").id,)}
    assert not all_clashing(group.session.store)


def test_a_link_to_what_was_purged_since_is_led_on_too(group: Group) -> None:
    mdj = group.org("MdJ")
    group.same(group.org("MJ"), mdj)
    purge_everything(group)
    assert group.session.state.trashed(Organization, mdj.id) is None
    id = group.session.state.new_id()
    group.session.store.commit(Edit("v").create(Action, id, Action.text("Late"), Action.owners((mdj.id,))).done())
    (clash,) = all_clashing(group.session.store)
    changes = ways_out(group.session.store, clash)[0].changes
    assert changes is not None
    assert sorted(changes.writes) == sorted(lead_on(group.session.state, clash.record, Action.owners).writes)
    group.session.commit(changes)
    assert [action.owners for action in group.session.state.all(Action)] == [(group.org("MJ").id,)]
    assert not group.session.store.history.changed_after_purge()


def purge_everything(group: Group) -> None:
    from datetime import UTC, datetime, timedelta

    assert group.session.store.history.purge(datetime.now(UTC) + timedelta(days=1)) is not None


def test_saying_that_a_third_is_another_leaves_what_was_said_of_the_first_two(group: Group) -> None:
    mdj = group.org("MdJ")
    group.same(group.org("MJ"), mdj)
    gone = group.session.state.trashed(Organization, mdj.id)
    assert gone is not None
    group.session.commit(bring_back(group.session.store, (gone,)))
    back = group.session.state.get(Organization, mdj.id)
    assert back is not None
    group.session.commit(mark_not_duplicates(group.session.state, back, group.org("IOM")))
    kept = find_kept(group)
    assert group.session.state.get(Organization, mdj.id).same_as == kept  # type: ignore[union-attr]
    assert {kept, mdj.id} in [{one.id for one in pair} for pair in doubles(group.session.state)]


def test_one_that_comes_back_from_the_trash_is_asked_about(group: Group) -> None:
    mdj = group.org("MdJ")
    group.same(group.org("MJ"), mdj)
    gone = group.session.state.trashed(Organization, mdj.id)
    assert gone is not None
    group.session.commit(bring_back(group.session.store, (gone,)))
    back = group.session.state.get(Organization, mdj.id)
    assert back is not None
    assert (group.org("MJ"), back) in list(doubles(group.session.state))
    group.session.commit(mark_not_duplicates(group.session.state, group.org(find_kept(group)), back))
    assert not [pair for pair in doubles(group.session.state) if isinstance(pair[0], Organization)]
    assert group.session.state.get(Organization, mdj.id).same_as is None  # type: ignore[union-attr]


def find_kept(group: Group) -> str:
    return next(one.id for one in group.session.state.all(Organization) if one.acronym == "MJ")


def test_importing_the_old_list_again_makes_no_new_double(group: Group) -> None:
    old = "organization,acronym,name\nMinistério da Justiça (MJ),MdJ,Dra. Maria Ximenez\n".encode()
    group.same(group.org("MJ"), group.org("MdJ"))
    group.same(group.person("Maria Ximenes"), group.person("Dra. Maria Ximenez"))
    group.session.commit(MemberRows(ListFile(group.session.lookup, old, "old.csv"), Organization).plan().changes)
    assert sorted(one.acronym for one in group.session.state.all(Organization)) == ["IOM", "MJ"]
    assert [one.name for one in group.session.state.all(Person)] == ["Maria Ximenes"]
    assert list(doubles(group.session.state)) == []


def test_a_redaction_says_where_the_name_stands_too(group: Group) -> None:
    other = group.person("Dra. Maria Ximenez")
    group.same(group.person("Maria Ximenes"), other)
    gone = group.session.state.trashed(Person, other.id)
    assert gone is not None
    for record, field in ((gone, Person.name), (group.person("Maria Ximenes"), Person.aliases)):
        assert any("two were combined" in line for line in foreseen(group.session, record, field).stays)
    assert not any("combined" in line for line in foreseen(group.session, gone, Person.phone).stays)


OLD_MINUTES = """# Board 2009-11-03

| Name | Organization | Attendance |
|---|---|---|
| Dra. Maria Ximenez | MdJ | present |
| Rui Alves | IOM | present |

## Budget

- ACTION: MdJ to send the list by 30 November
"""


def test_importing_old_minutes_again_makes_no_new_double(group: Group) -> None:
    def bring() -> None:
        plan = import_minutes(group.session.state, [read_minutes(OLD_MINUTES, "old.md")])
        group.session.commit(plan.changes)

    bring()
    group.same(group.org("MJ"), group.org("MdJ"))
    group.same(group.person("Maria Ximenes"), group.person("Dra. Maria Ximenez"))
    before = group.live()
    bring()
    assert group.live() == before


def test_another_groups_file_brings_what_was_combined_as_one(group: Group, tmp_path: Path) -> None:
    theirs = start_group(str(tmp_path / "theirs.json"), "Theirs", "T", home=Home.at(str(tmp_path / "theirs")))
    edit, home = Edit("verbs.created"), theirs.state.new_id()
    edit.create(Organization, home, Organization.acronym("MdJ"), Organization.name("Justiça"))
    edit.create(Person, theirs.state.new_id(), Person.name("Sra. M. Ximenes"), Person.organization(home))
    theirs.commit(edit.done())

    def bring() -> None:
        plan = import_group(group.session.state, theirs.state, theirs.state.db, "theirs.json", TODAY)
        group.session.commit(plan.changes)

    bring()
    group.same(group.org("MJ"), group.org("MdJ"))
    group.same(group.person("Maria Ximenes"), group.person("Sra. M. Ximenes"))
    bring()
    assert [one.acronym for one in group.session.state.all(Organization)].count("MJ") == 1
    assert sorted(one.name for one in group.session.state.all(Person)) == ["Dra. Maria Ximenez", "Maria Ximenes"]
    theirs.store.close()
