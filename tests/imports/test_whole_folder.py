"""A whole folder of our own minutes into an empty group: in any order, in one command, everything comes back.

> import(shuffled(export(group))) has the same actions, dates, statuses and editions, and exports the same bytes.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.strategies import DrawFn
from tests.adopting import adopted, carried_out
from tests.builders import MemoryState, organization
from tests.rich_meeting import rich_meeting

from ictwg.actions import actions as followup
from ictwg.decisions.decisions import follow_the_roll
from ictwg.domain.changes import Edit
from ictwg.domain.order import spread
from ictwg.domain.overdue import Deadlines
from ictwg.domain.records import (
    Action,
    AgendaItem,
    Attendance,
    BodyMember,
    Contact,
    Decision,
    Edition,
    Entry,
    Group,
    Meeting,
    Membership,
    Organization,
    Progress,
    Series,
)
from ictwg.domain.roster import owners_in_words
from ictwg.domain.values import (
    CLOSED,
    ActionStatus,
    Audience,
    Basis,
    Capacity,
    Commented,
    DueWord,
    EntryType,
    ItemKind,
    MeetingState,
    MembershipStatus,
    MinutesState,
    Presence,
    Settled,
    ShiftedBy,
)
from ictwg.imports.minutes_comparison.apply_sheets import bring_in_files
from ictwg.imports.minutes_comparison.copies import OwnFile
from ictwg.imports.report import RowState
from ictwg.minutes import approval as minutes_way
from ictwg.minutes.printed.making import minutes_sheet
from ictwg.minutes.printed.minutes import minutes_markdown

FIRST, TODAY = date(2009, 10, 14), date(2010, 12, 1)
ACRONYMS = ("MFA", "MoJ", "PNTL", "IOM", "UNW")
PLENARY, LAW = "", "LAW"
SLOW = 4
"""A year takes as long as so many other examples: half a second."""


class Year:
    """Some months of a group: it meets, promises, reports, moves dates, closes, adopts; and corrects names later."""

    def __init__(self, draw: DrawFn) -> None:
        self.draw = draw
        self.state = MemoryState()
        self.day = FIRST
        self.numbers = dict.fromkeys(("A", "D", "M"), 0)

    def one(self, *choices: Any) -> Any:
        return self.draw(st.sampled_from(choices))

    def begin(self) -> None:
        rule = self.one(
            (),
            (
                Group.quorum_rule("5"),
                Group.quorum_needed(2),
                Group.quorum_phrase(self.one("", "We are [represented].")),
            ),
        )
        self.state.add(Group, Group.name("The group"), Group.acronym("TG"), Group.votes(self.one(True, False)), *rule)
        self.state.add(Series, Series.code(LAW), Series.name("The law group"))
        statuses = (MembershipStatus.MEMBER, MembershipStatus.MEMBER, MembershipStatus.OBSERVER)
        for acronym in ACRONYMS:
            organization(
                self.state, acronym, Organization.name(f"Name of {acronym}"), status=self.one(*statuses), since=FIRST
            )
        if self.one(True, False):
            for home in self.homes()[:2]:
                self.state.add(
                    BodyMember, BodyMember.series(LAW), BodyMember.organization(home.id), BodyMember.since(FIRST)
                )

    def homes(self) -> tuple[Organization, ...]:
        return self.state.all(Organization)

    def number(self, letter: str) -> str:
        self.numbers[letter] += 1
        return (
            f"{letter}-2010-{self.numbers[letter]:03}" if letter == "A" else f"{letter}-2010-{self.numbers[letter]:02}"
        )

    def meets(self, series: str) -> None:
        number = self.number("M")
        reference = number if series == PLENARY else number.replace("M-", f"M-{LAW}-")
        named = (Meeting.reference(reference), Meeting.number(self.numbers["M"])) if self.one(True, True, False) else ()
        held = (Meeting.state(MeetingState.HELD), Meeting.minutes_state(MinutesState.DRAFT))
        meeting = self.state.add(Meeting, *named, Meeting.date(self.day), Meeting.series(series), *held)
        self.roll(meeting)
        kinds = (ItemKind.PREVIOUS_MINUTES, ItemKind.MATTERS_ARISING, ItemKind.TOPIC)
        for kind, order in zip(kinds, spread(len(kinds)), strict=True):
            place = (AgendaItem.meeting(meeting.id), AgendaItem.order(order), AgendaItem.kind(kind))
            item = self.state.add(AgendaItem, *place, AgendaItem.title(f"Item {kind}"))
        self.speaks_of_earlier(meeting)
        for order in spread(self.draw(st.integers(0, 3))):
            self.says(meeting, item, order)
        self.state.apply(Edit("verbs.edited").update(meeting, Meeting.next_meeting(self.day + timedelta(30))).done())

    def roll(self, meeting: Meeting) -> None:
        for home, order in zip(self.homes(), spread(len(self.homes())), strict=True):
            came = self.one(Presence.PRESENT, Presence.PRESENT, Presence.APOLOGIES, None)
            if came and not (meeting.series and home.acronym in ACRONYMS[2:]):
                of = (Attendance.meeting(meeting.id), Attendance.organization(home.id), Attendance.order(order))
                who = (Attendance.name(f"Somebody of {home.acronym}"), Attendance.capacity(Capacity.MEMBER))
                self.state.add(Attendance, *of, *who, Attendance.state(came))

    def says(self, meeting: Meeting, item: AgendaItem, order: str) -> None:
        type = self.one(EntryType.NOTE, EntryType.DECISION, EntryType.ACTION, EntryType.ACTION)
        place = (Entry.meeting(meeting.id), Entry.item(item.id), Entry.order(order), Entry.type(type))
        text = self.one("Draft the plan", "Ask the donors", "It is late")
        entry = self.state.add(Entry, *place, Entry.text(text))
        if type is EntryType.ACTION:
            due = self.one(None, DueWord.NEXT_MEETING, self.day + timedelta(20), DueWord.ONGOING)
            owners = self.one((), *((home.id,) for home in self.homes()))
            where = (Action.item(item.id), Action.entry(entry.id), Action.meeting(meeting.id))
            said = (Action.reference(self.number("A")), Action.text(text), Action.given_on(self.day))
            self.state.add(Action, *where, *said, Action.owners(owners), Action.due(due))
        elif type is EntryType.DECISION:
            earlier = tuple(one.id for one in self.state.all(Decision)[:1])
            where = (Decision.item(item.id), Decision.entry(entry.id), Decision.meeting(meeting.id))
            said = (
                Decision.reference(self.number("D")),
                Decision.text(text),
                Decision.supersedes(self.one((), earlier)),
            )
            vote = self.one((), (Decision.basis(Basis.VOTE), Decision.votes_for(3), Decision.votes_against(1)))
            self.state.add(Decision, *where, *said, *vote, Decision.decided_on(self.day))

    def speaks_of_earlier(self, meeting: Meeting | None) -> None:
        for action in self.state.all(Action):
            moved = self.one(None, None, "progress", "due", "waiting", "close", "cancel", "reopen")
            origin = self.state.get(Meeting, action.meeting)
            if moved and meeting and origin and origin.series != meeting.series:
                moved = "progress"  # what another body moves without a word is in no minutes of its own
            if moved in ("progress", "due") and not meeting and action.status in CLOSED:
                moved = "reopen"  # what is noted of a closed action between the meetings is in no minutes
            if moved:
                self.state.apply(self.moved(action, moved, meeting))

    def moved(self, action: Action, how: str, at: Meeting | None) -> Any:
        state, day = self.state, self.day
        match how:
            case "progress":
                return followup.progress(state, action, "It goes on.", day, by=self.one("", "MoJ"), meeting=at)
            case "due":
                due = self.one(DueWord.NEXT_MEETING, day + timedelta(9), day + timedelta(40))
                return followup.change_due(state, action, due, ShiftedBy.GROUP, day, at=at)
            case "waiting":
                return followup.set_status(state, action, ActionStatus.WAITING, day, at=at)
            case "close":
                return followup.close(state, action, day, at=at)
            case "cancel":
                return followup.cancel(state, action, day, at=at)
            case _:
                return followup.set_status(state, action, ActionStatus.OPEN, day, at=at)

    def between(self) -> None:
        """What happens until the next meeting, each on a day of its own."""
        meetings = self.state.all(Meeting)
        for meeting in meetings:
            step = self.one(None, "circulate", "silence", "at")
            if step == "circulate" and meeting.minutes_state is MinutesState.DRAFT:
                self.state.apply(minutes_way.circulate(self.state, meeting, self.day))
                self.answers(meeting)
            elif step and meeting.minutes_state is MinutesState.CIRCULATED:
                later = next((one for one in meetings if one.date and one.date > (meeting.date or TODAY)), None)
                by = minutes_way.adopt_at(meeting, later, self.day) if step == "at" and later else None
                carried_out(self.state, by or minutes_way.adopt_by_silence(meeting, self.day), self.day)
        if self.one(True, False):
            self.day += timedelta(3)
            self.speaks_of_earlier(None)
        if self.one(True, False, False):
            self.changes_the_register()

    def answers(self, meeting: Meeting) -> None:
        """What comes back, some of it before the minutes are adopted, some for the secretariat alone."""
        for _ in range(self.draw(st.integers(0, 3))):
            on = Contact.on(self.day + timedelta(self.one(1, 2)))
            of = (Contact.minutes((meeting.id,)), Contact.organization(self.one(*self.homes()).id), on)
            said = (Contact.comments(self.one(*Commented)), Contact.text(self.one("", "Item 3", "Not so")))
            seen = Contact.audience(self.one(Audience.SECRETARIAT, Audience.MEMBERS))
            self.state.add(Contact, *of, *said, Contact.settled(self.one(None, *Settled)), seen)

    def changes_the_register(self) -> None:
        home = self.one(*self.homes())
        (period, *_) = self.state.linked(Membership, Membership.organization, home.id)
        if self.one(True, False):
            edit = Edit("verbs.edited").update(home, Organization.name(f"Other name of {home.acronym}"))
        else:
            edit = Edit("verbs.edited").update(period, Membership.until(self.day))
        self.state.apply(edit.done())


@st.composite
def years(draw: DrawFn) -> MemoryState:
    year = Year(draw)
    year.begin()
    for _ in range(draw(st.integers(1, 3))):
        year.meets(year.one(PLENARY, PLENARY, LAW))
        year.day += timedelta(9)
        year.between()
        year.day += timedelta(25)
    for series in (LAW, PLENARY):
        year.meets(series)
        year.day += timedelta(1)
    return year.state


def exported(state: MemoryState) -> dict[str, str]:
    sheets = [minutes_sheet(state, meeting, Audience.SECRETARIAT, TODAY, "en") for meeting in state.all(Meeting)]
    return {sheet.reference: minutes_markdown(sheet) for sheet in sheets}


def acts(state: MemoryState) -> dict[str, tuple[object, ...]]:
    """How every action stands, by its reference; `next meeting` is the day of it."""
    deadlines = Deadlines(state, TODAY)
    return {
        one.reference: (
            one.text,
            owners_in_words(state, one),
            deadlines.day(one) or one.due,
            one.status,
            one.closed_on,
            next((meeting.date for meeting in state.all(Meeting) if meeting.id == one.meeting), None),
            sorted((str(said.on), said.by, said.text) for said in state.linked(Progress, Progress.action, one.id)),
        )
        for one in state.all(Action)
    }


def stages(state: MemoryState) -> list[tuple[object, ...]]:
    found = [
        (str(m.date), m.series, m.reference, str(m.state), str(m.minutes_state), m.edition) for m in state.all(Meeting)
    ]
    return sorted(found)


def editions(state: MemoryState) -> list[tuple[object, ...]]:
    days = {meeting.id: meeting.date for meeting in state.all(Meeting)}
    return sorted((days[one.meeting or ""], one.version, one.on) for one in state.all(Edition))


@settings(max_examples=settings().max_examples // SLOW)
@given(years(), st.randoms(use_true_random=False))
def test_a_whole_folder_comes_back(state: MemoryState, shuffles: Any) -> None:
    files = exported(state)
    shuffled = [OwnFile(f"{name}.md", text) for name, text in files.items()]
    shuffles.shuffle(shuffled)
    elsewhere = MemoryState()
    plan = bring_in_files(elsewhere, shuffled, TODAY)
    carried_out(elsewhere, plan.changes, TODAY)
    back = exported(elsewhere)
    assert back.keys() == files.keys()
    for name, text in files.items():
        assert back[name].split("\n") == text.split("\n"), name
    assert acts(elsewhere) == acts(state)
    assert stages(elsewhere) == stages(state)
    assert editions(elsewhere) == editions(state)
    assert not bring_in_files(elsewhere, shuffled, TODAY).changes
    assert not bring_in_files(state, shuffled, TODAY).changes


def test_the_sentence_on_quorum_comes_back_and_goes_when_the_roll_changes() -> None:
    rich = rich_meeting()
    (group,) = rich.state.all(Group)
    rule = (Group.quorum_rule("Terms of reference, 5"), Group.quorum_phrase("With [represented], a quorum."))
    rich.state.apply(Edit("verbs.edited").update(group, *rule, Group.quorum_needed(2)).done())
    (text,) = (text for name, text in exported(rich.state).items() if name == rich.meeting.reference)
    assert "a quorum." in text
    elsewhere = MemoryState()
    elsewhere.apply(bring_in_files(elsewhere, [OwnFile("x", text)], TODAY).changes)
    assert exported(elsewhere)[rich.meeting.reference] == text
    row = next(row for row in elsewhere.all(Attendance) if row.state is Presence.PRESENT)
    changes = Edit("verbs.edited").update(row, Attendance.state(Presence.APOLOGIES)).done()
    elsewhere.apply(changes.and_then(follow_the_roll(elsewhere, changes)))
    assert "a quorum." not in exported(elsewhere)[rich.meeting.reference]


@pytest.mark.parametrize("backwards", [False, True])
def test_two_copies_of_one_meeting_give_what_the_fuller_one_tells(*, backwards: bool) -> None:
    rich = rich_meeting()
    copies = [
        OwnFile(str(audience), minutes_markdown(minutes_sheet(rich.state, rich.meeting, audience, TODAY, "en")))
        for audience in (Audience.MEMBERS, Audience.SECRETARIAT)
    ]
    elsewhere = MemoryState()
    plan = bring_in_files(elsewhere, copies[:: -1 if backwards else 1], TODAY)
    elsewhere.apply(plan.changes)
    assert exported(elsewhere)[rich.meeting.reference] == copies[1].text
    assert [row.state for row in plan.rows] == [RowState.NEW, RowState.SAME]


def test_what_a_second_file_tells_later_goes_on_and_earlier_was() -> None:
    """File by file, in either order: the due date that moved is the last one, and each file is printed as it was."""
    year = rich_year()
    files = [OwnFile(name, text) for name, text in exported(year).items()]
    for order in (files, files[::-1]):
        elsewhere = MemoryState()
        for file in order:
            elsewhere.apply(bring_in_files(elsewhere, [file], TODAY).changes)
        assert exported(elsewhere) == exported(year)
        assert acts(elsewhere) == acts(year)


def test_a_date_that_a_meeting_moves_is_printed_there_though_the_action_was_closed_before() -> None:
    state = rich_year()
    (action,), last = state.all(Action), state.all(Meeting)[-1]
    state.apply(followup.close(state, action, date(2010, 2, 1)))
    (action,) = state.all(Action)
    state.apply(followup.change_due(state, action, date(2010, 5, 7), ShiftedBy.GROUP, last.date or TODAY, at=last))
    elsewhere = MemoryState()
    files = [OwnFile(name, text) for name, text in exported(state).items()]
    elsewhere.apply(bring_in_files(elsewhere, files, TODAY).changes)
    assert "A-2010-001" in exported(state)[last.reference]
    assert acts(elsewhere) == acts(state)


def test_an_action_closed_at_two_meetings_and_opened_later_comes_back() -> None:
    """Reported done, confirmed at the next meeting: minutes of either day, and of a day between, say what it knew."""
    state = rich_year()
    first, second, third = state.all(Meeting)
    state.apply(minutes_way.circulate(state, second, date(2010, 3, 8)))
    (action,) = state.all(Action)
    state.apply(followup.close(state, action, date(2010, 3, 12), at=third))
    state.apply(minutes_way.circulate(state, first, date(2010, 3, 20)))
    adopted(state, state.get(Meeting, second.id) or second, date(2010, 3, 20))
    (action,) = state.all(Action)
    state.apply(followup.set_status(state, action, ActionStatus.OPEN, date(2010, 4, 9)))
    assert exported(brought_back(state)) == exported(state)
    assert "done 12 March 2010" in exported(state)[first.reference]
    assert "done 1 March 2010" in exported(state)[second.reference]


def test_what_the_plenary_said_stays_with_it_though_a_sub_group_spoke_of_the_action_later() -> None:
    state, action = two_bodies(PLENARY, PLENARY, PLENARY, LAW)
    for meeting in state.all(Meeting)[2:]:
        state.apply(followup.progress(state, action, "It is in print.", meeting.date or TODAY, meeting=meeting))
    assert exported(brought_back(state)) == exported(state)


def test_a_sub_group_that_meets_when_the_group_has_no_members_gets_none_of_its_own() -> None:
    state = MemoryState()
    state.add(Group, Group.name("The group"), Group.acronym("TG"))
    state.add(Series, Series.code(LAW), Series.name("The law group"))
    moj = organization(state, "MoJ", status=MembershipStatus.OBSERVER, since=FIRST)
    pntl = organization(state, "PNTL", status=MembershipStatus.MEMBER, since=FIRST)
    (period,) = state.linked(Membership, Membership.organization, pntl.id)
    state.apply(Edit("verbs.edited").update(period, Membership.until(date(2010, 2, 1))).done())
    rolls = (date(2010, 1, 12), PLENARY, (moj, pntl)), (date(2010, 2, 12), LAW, (moj,)), (date(2010, 2, 13), "", (moj,))
    for number, (day, body, homes) in enumerate(rolls, 1):
        named = (Meeting.reference(f"M-{body and body + '-'}2010-0{number}"), Meeting.number(number))
        held = (Meeting.state(MeetingState.HELD), Meeting.minutes_state(MinutesState.DRAFT))
        meeting = state.add(Meeting, *named, Meeting.date(day), Meeting.series(body), *held)
        for home in homes:
            of = (Attendance.meeting(meeting.id), Attendance.organization(home.id), Attendance.name(home.acronym))
            state.add(Attendance, *of, Attendance.capacity(Capacity.MEMBER), Attendance.state(Presence.APOLOGIES))
    assert exported(brought_back(state)) == exported(state)


def two_bodies(*series: str) -> tuple[MemoryState, Action]:
    """Meetings of both; the first gave an action that was closed before the second."""
    state = MemoryState()
    state.add(Group, Group.name("The group"), Group.acronym("TG"))
    state.add(Series, Series.code(LAW), Series.name("The law group"))
    for number, body in enumerate(series, 1):
        named = (Meeting.reference(f"M-{body and body + '-'}2010-0{number}"), Meeting.number(number))
        held = (Meeting.state(MeetingState.HELD), Meeting.minutes_state(MinutesState.DRAFT))
        meeting = state.add(Meeting, *named, Meeting.date(date(2010, number, 12)), Meeting.series(body), *held)
        place = (AgendaItem.meeting(meeting.id), AgendaItem.order("a0"), AgendaItem.title("Matters arising"))
        item = state.add(AgendaItem, *place, AgendaItem.kind(ItemKind.MATTERS_ARISING))
        if number == 1:
            line = (Entry.order("a0"), Entry.type(EntryType.ACTION), Entry.text("Draft the plan"))
            entry = state.add(Entry, Entry.meeting(meeting.id), Entry.item(item.id), *line)
            where = (Action.meeting(meeting.id), Action.item(item.id), Action.entry(entry.id))
            said = (Action.reference("A-2010-001"), Action.text("Draft the plan"), Action.given_on(meeting.date))
            action = state.add(Action, *where, *said)
    state.apply(followup.close(state, action, date(2010, 1, 20)))
    return state, action


def brought_back(state: MemoryState) -> MemoryState:
    elsewhere = MemoryState()
    files = [OwnFile(name, text) for name, text in exported(state).items()]
    carried_out(elsewhere, bring_in_files(elsewhere, files, TODAY).changes, TODAY)
    return elsewhere


def rich_year() -> MemoryState:
    """Three meetings and an action that is put off, waits and is closed between them."""
    state = MemoryState()
    state.add(Group, Group.name("The group"), Group.acronym("TG"))
    home = organization(state, "MoJ", status=MembershipStatus.MEMBER, since=FIRST)
    met = [
        state.add(
            Meeting,
            Meeting.reference(f"M-2010-0{number}"),
            Meeting.number(number),
            Meeting.date(date(2010, number, 12)),
            Meeting.state(MeetingState.HELD),
            Meeting.minutes_state(MinutesState.DRAFT),
        )
        for number in (1, 2, 3)
    ]
    for meeting in met:
        place = (AgendaItem.meeting(meeting.id), AgendaItem.order("a0"), AgendaItem.title("Matters arising"))
        item = state.add(AgendaItem, *place, AgendaItem.kind(ItemKind.MATTERS_ARISING))
        if meeting is met[0]:
            entry = state.add(
                Entry,
                Entry.meeting(meeting.id),
                Entry.item(item.id),
                Entry.order("a0"),
                Entry.type(EntryType.ACTION),
                Entry.text("Draft the plan"),
            )
            where = (Action.meeting(meeting.id), Action.item(item.id), Action.entry(entry.id))
            said = (Action.text("Draft the plan"), Action.owners((home.id,)), Action.given_on(meeting.date))
            action = state.add(Action, *where, *said, Action.reference("A-2010-001"), Action.due(date(2010, 1, 29)))
    state.apply(followup.change_due(state, action, date(2010, 2, 20), ShiftedBy.GROUP, date(2010, 2, 12), at=met[1]))
    (action,) = state.all(Action)
    state.apply(followup.set_status(state, action, ActionStatus.WAITING, date(2010, 2, 12), at=met[1]))
    (action,) = state.all(Action)
    state.apply(followup.close(state, action, date(2010, 3, 1)))
    return state
