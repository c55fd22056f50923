"""Makes `data/example.json`: an illustrative working group in February 2010, through the program's own use cases.

    python tests/tools/example_group.py

The same each time, to the byte: its clock stands where the story is, and what is left to chance elsewhere is seeded.
Organizations carry the names of their kind, people are invented or role titles, addresses are at example.org, and no
telephone number is anybody's. The lists below are the whole of it.
"""

from __future__ import annotations

import os
import sys
import tempfile
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from random import Random
from unittest import mock

from tests.tools import example_plan, example_programme

from ictwg.actions import actions as followup
from ictwg.app.opening import group_settings
from ictwg.app.session import Session, reactions
from ictwg.domain.agenda import agenda_of
from ictwg.domain.author import Author
from ictwg.domain.changes import Changes, Edit
from ictwg.domain.clock import Clock
from ictwg.domain.order import spread
from ictwg.domain.records import (
    Action,
    AgendaItem,
    BodyMember,
    Group,
    Meeting,
    Membership,
    Organization,
    Person,
    Role,
)
from ictwg.domain.values import (
    CLOSED,
    ActionKind,
    Function,
    ItemKind,
    MeetingKind,
    MembershipStatus,
    OrganizationType,
    Presence,
    Purpose,
    ShiftedBy,
)
from ictwg.meetings import agenda, attendance, meetings
from ictwg.meetings.attendance import roll
from ictwg.members.sub_groups import keep_body, seat
from ictwg.minutes import approval as minutes_way
from ictwg.minutes.entering import enter, finish
from ictwg.minutes.prompt.parsing import parse_line
from ictwg.records.group import group_of
from ictwg.records.lookup import find
from ictwg.store.local.home import Home
from ictwg.store.store import Store
from ictwg.tasks.checklists import tasks_of

SEED = 2009
MINISTRY = "Ministry of Foreign Affairs"
TARGET = Path(__file__).parents[2] / "data" / "example.json"

G, S, J, INT, N, D = (
    OrganizationType.GOVERNMENT,
    OrganizationType.SECURITY,
    OrganizationType.JUDICIARY,
    OrganizationType.INTERNATIONAL,
    OrganizationType.NGO,
    OrganizationType.DONOR,
)
ORGANIZATIONS = (
    ("OPG", "Office of the Prosecutor-General", J, "member", "Rosa Invented", "Prosecutor"),
    ("MFA", "Ministry of Foreign Affairs", G, "member", "Maria Example", "Director, Treaties"),
    ("MoJ", "Ministry of Justice", G, "member", "João Sample", "National Director"),
    ("MoE", "Ministry of Education", G, "member", "Filomena Specimen", "Adviser"),
    ("MSS", "Ministry of Social Solidarity", G, "member", "Teresa Placeholder", "Head of Protection"),
    ("SEPI", "Secretary of State for the Promotion of Equality", G, "member", "Ana Illustrative", "Adviser"),
    ("SES", "Secretary of State for Security, Migration Service", G, "member", "Domingos Muster", "Chief of Service"),
    ("PNTL", "National Police, Vulnerable Persons Unit", S, "member", "Carlos Fictional", "Unit Commander"),
    ("IOM", "International Organization for Migration", INT, "member", "Secretariat officer", "Programme Officer"),
    ("UN-A", "United Nations fund for women (invented)", INT, "member", "Focal point, fund", "Programme Officer"),
    ("UN-B", "United Nations police advisers (invented)", INT, "observer", "Liaison officer", "Liaison"),
    ("EMB", "A donor's embassy (invented)", D, "observer", "Second Secretary", "Second Secretary"),
    ("NGO-A", "Women's communication forum (invented)", N, "member", "Coordinator, forum", "Coordinator"),
    ("NGO-B", "Foundation for mothers (invented)", N, "member", "Programme manager", "Advocacy Manager"),
    ("NGO-C", "Recovery centre (invented)", N, "member", "Director, centre", "Director"),
    ("NGO-D", "Church social service (invented)", N, "member", "Social worker", "Coordinator"),
)
"""In protocol order: judiciary, ministries and secretaries of state as the organic law of the government lists them,
police, international organizations, embassies, NGOs. Two carry the names of the story's source; the other offices of
state are called by what they are; the rest is invented."""
PEOPLE_BESIDE = (
    ("MFA", "Rui Demonstration", "Deputy Director", Function.ALTERNATE),
    ("PNTL", "Sergeant on duty", "Investigator", Function.ALTERNATE),
    ("IOM", "Minute-taker", "Assistant", Function.MINUTE_TAKER),
)

Line = str
FIRST: tuple[tuple[str, tuple[Line, ...]], ...] = (
    ("previous", ("The minutes of the meeting of June were adopted without corrections.",)),
    (
        "Training on how to formulate the National Plan of Action",
        (
            "iom: the two-day training is ready; examples come from four neighbouring countries.",
            "mfa: all ministries should send the person who will write, not a representative of the day.",
            "/d The training takes place on 24 and 25 November; each member names two participants.",
            "/a all name two participants for the training by 13 Nov 2009",
            "/a IOM, MFA invite the trainers and book the room by 6 Nov 2009",
        ),
    ),
    (
        "Information campaign in the districts",
        (
            "ngo-b: material reached 11 of 13 districts; Oecusse and Lautém are left.",
            "sepi: radio spots in the local languages would reach more people than posters.",
            "/a NGO-B, SEPI carry the material to Oecusse and Lautém by 15 Jan 2010",
            "/a MoE say whether schools may show the film by end of November",
        ),
    ),
    ("any other", ("ngo-d: a second car for the campaign can be lent in January.",)),
    ("next", ("The next meeting is proposed for 9 December.",)),
)
SECOND: tuple[tuple[str, tuple[Line, ...]], ...] = (
    ("previous", ("moj: under item 4 the Ministry of Justice asked for written comments. Corrected.",)),
    (
        "National Plan of Action: outline",
        (
            "iom: 31 participants of 14 organizations attended the training.",
            "moj: the outline follows prevention, protection, prosecution and partnership.",
            "opg: prosecution needs a chapter on evidence and on the protection of witnesses.",
            "/d The outline of four pillars is adopted as the frame of the plan.",
            "/a MoJ draft chapter 3, prosecution by 12 Feb 2010",
            "/a MSS, NGO-A draft chapter 2, protection by 12 Feb 2010",
            "/a SEPI, NGO-B draft chapter 1, prevention by 26 Feb 2010",
            "/a MFA draft chapter 4, partnership by next meeting",
        ),
    ),
    (
        "Referral between police, shelter and health",
        (
            "pntl: officers in the districts do not know whom to call at night.",
            "ngo-c: a list of contact points exists; it is two years old.",
            "/a PNTL, NGO-C bring the list of contact points up to date by 29 Jan 2010",
            "/d Until then the Vulnerable Persons Unit is called first.",
        ),
    ),
    ("next", ("Drafting session on 29 January; plenary on 12 March.",)),
)
FIRST_DRAFTS: tuple[tuple[str, tuple[Line, ...]], ...] = (
    (
        "Chapters 1 and 4, first drafts",
        (
            "sepi: chapter 1 builds on the campaign; schools are missing.",
            "mfa: chapter 4 needs a paragraph on who reports to whom.",
            "/a MoE write half a page on schools for chapter 1 by 19 Feb 2010",
        ),
    ),
)
DRAFTING: tuple[tuple[str, tuple[Line, ...]], ...] = (
    (
        "Chapters 2 and 3, first drafts",
        (
            "mss: chapter 2 has standards for shelters; costs are missing.",
            "moj: chapter 3 waits for the law reform office.",
            "/a MSS add the costs of shelters to chapter 2 by 26 Feb 2010",
            "/a IOM collect the comments of members on both chapters by 5 Mar 2010",
        ),
    ),
)
LAW = "LAW"
DRAFT = "DS"
SITTING = ("MoJ", "OPG", "PNTL", "MSS", "NGO-A", "IOM")
"""Who sits in the sub-committee; the first has its chair, the last keeps its minutes."""
WRITING = ("MFA", "MoJ", "MSS", "SEPI", "PNTL", "NGO-A", "NGO-B", "IOM")
"""Who writes the plan between the meetings, chapter by chapter; chaired by the lead ministry."""
DEFINITIONS: tuple[tuple[str, tuple[Line, ...]], ...] = (
    (
        "Definition of trafficking",
        (
            "moj: the draft follows the definition of the Palermo Protocol.",
            "opg: consent must not matter where somebody is a child.",
            "/d The definition follows article 3 of the Palermo Protocol.",
            "/a OPG, MoJ write the definition as an article of the draft by 26 Feb 2010",
        ),
    ),
    (
        "Evidence and witnesses",
        (
            "pntl: officers need to know what a court accepts.",
            "/a PNTL list what is hardest to prove in the districts by 26 Feb 2010",
        ),
    ),
)


class ExampleClock(Clock):
    """Stands where the story is."""

    def __init__(self) -> None:
        super().__init__()
        self._at = datetime(2009, 9, 1, 1, 0, tzinfo=UTC)

    def go_to(self, day: date) -> None:
        """Never back: the history of the group is in order."""
        assert day >= self._at.date()
        self._at = max(self._at, datetime(day.year, day.month, day.day, 1, 0, tzinfo=UTC))

    def now_ms(self) -> int:
        self._at += timedelta(seconds=7)
        return int(self._at.timestamp() * 1000)

    def monotonic(self) -> float:
        """No clock has jumped, however far the story has: one person at one computer writes all of it."""
        return self._at.timestamp()


class Story:
    """The year of the group, told to its desk."""

    def __init__(self, session: Session, clock: ExampleClock) -> None:
        self.session = session
        self.clock = clock

    def do(self, changes: Changes) -> str:
        """Commits; the id of the first record made."""
        self.session.commit(changes)
        return changes.created[0][1] if changes.created else ""

    def start(self) -> None:
        state = self.session.state
        name = "Inter-Agency Counter-Trafficking Working Group (invented)"
        self.do(group_settings(state.db, name, "ICTWG"))
        group = group_of(state)
        assert group is not None
        edit = Edit("verbs.edited", "ICTWG").update(group, Group.country("TL"), Group.illustrative(True))
        self.do(edit.update(group, Group.former_names(("Trafficking Working Group",))).done())
        self._members()

    def _members(self) -> None:
        state, since = self.session.state, date(2008, 1, 1)
        edit = Edit("verbs.imported", "16 organizations")
        for (acronym, name, kind, status, person, position), order in zip(
            ORGANIZATIONS, spread(len(ORGANIZATIONS)), strict=True
        ):
            home, holder = state.new_id(), state.new_id()
            texts = (Organization.acronym(acronym), Organization.name(name), Organization.type(kind))
            edit.create(Organization, home, *texts, Organization.protocol_place(order))
            period = (Membership.organization(home), Membership.status(MembershipStatus(status)))
            edit.create(Membership, state.new_id(), *period, Membership.since(since))
            email = f"{acronym.lower()}@example.org"
            edit.create(
                Person, holder, Person.name(person), Person.organization(home), Person.position(position),
                Person.email(email), Person.lists(("agenda", "minutes")),
            )  # fmt: skip
            function = Function.CHAIR if acronym == "MFA" else Function.FOCAL_POINT
            self._role(edit, function, home, holder, since)
            if acronym == "MFA":
                self._role(edit, Function.FOCAL_POINT, home, holder, since)
            if acronym == "IOM":
                self._role(edit, Function.SECRETARIAT, home, holder, since)
        self.do(edit.done())
        for acronym, person, position, function in PEOPLE_BESIDE:
            home = find(state, Organization, acronym).id
            id, edit = state.new_id(), Edit("verbs.created", person)
            edit.create(Person, id, Person.name(person), Person.organization(home), Person.position(position))
            self._role(edit, function, home, id, since)
            self.do(edit.done())

    def sub_groups(self) -> None:
        """Those who draft the law report to the plenary; those who write the plan meet in drafting sessions."""
        law, plan = "Sub-committee on the draft law (invented)", "Writing group for the plan (invented)"
        self._sub_group(LAW, law, "first wed of the month", "MoJ", SITTING)
        self._sub_group(DRAFT, plan, "", "MFA", WRITING)

    def _sub_group(self, code: str, name: str, rule: str, chair: str, seats: tuple[str, ...]) -> None:
        state, since = self.session.state, date(2009, 12, 9)
        self.do(keep_body(state, None, code, name, rule, ""))
        for acronym in seats:
            home = find(state, Organization, acronym).id
            function = {chair: Function.CHAIR, "IOM": Function.SECRETARIAT}.get(acronym, Function.FOCAL_POINT)
            who = next(person.id for person in state.all(Person) if person.organization == home)
            row = (BodyMember.organization(home), BodyMember.person(who), BodyMember.function(function))
            self.do(seat(state, code, None, *row, BodyMember.since(since)))

    def _role(self, edit: Edit, function: Function, home: str, person: str, since: date) -> None:
        settings = (Role.function(function), Role.organization(home), Role.person(person), Role.since(since))
        edit.create(Role, self.session.state.new_id(), *settings)

    def plan(
        self, day: date, title: str, topics: tuple[tuple[str, Purpose, int, str], ...], series: str = ""
    ) -> Meeting:
        """A meeting with its topics between the standard items."""
        state = self.session.state
        self.clock.go_to(day - timedelta(days=30))
        chair, house = ("MoJ", "Ministry of Justice") if series == LAW else ("MFA", MINISTRY)
        settings = (
            Meeting.title(title), Meeting.venue(f"Meeting room, {house}"), Meeting.chair(chair),
            Meeting.minute_taker("IOM"),
            Meeting.start(Meeting.start.decode("09:00")), Meeting.end(Meeting.end.decode("12:00")),
        )  # fmt: skip
        kinds = {LAW: MeetingKind.SUB_COMMITTEE, DRAFT: MeetingKind.DRAFTING_SESSION}
        kind = kinds.get(series, MeetingKind.ORDINARY)
        id = self.do(meetings.plan(state, day, *settings, series=series, kind=kind))
        meeting = self.meeting(id)
        for topic, purpose, minutes, presenter in topics:
            more = (
                AgendaItem.purpose(purpose), AgendaItem.minutes_allotted(minutes), AgendaItem.presenter(presenter),
            )  # fmt: skip
            self.do(agenda.add_item(state, self.meeting(id), topic, *more))
        return meeting

    def meeting(self, id: str) -> Meeting:
        found = self.session.state.get(Meeting, id)
        assert found is not None
        return found

    def invite(self, meeting: Meeting) -> None:
        """The invitation has gone out before, the agenda goes now."""
        day = meeting.date
        assert day is not None
        self.clock.go_to(day - timedelta(days=8))
        self.do(meetings.edit(self.meeting(meeting.id), Meeting.invitation_circulated(day - timedelta(days=14))))
        self.do(meetings.circulate_agenda(self.session.state, self.meeting(meeting.id), day - timedelta(days=8)))

    def hold(
        self,
        meeting: Meeting,
        lines: tuple[tuple[str, tuple[Line, ...]], ...],
        absent: dict[str, Presence],
        adopted: Meeting | None = None,
    ) -> None:
        """The roll, the minutes of the one before adopted, then what was said item by item."""
        state, day = self.session.state, meeting.date
        assert day is not None
        self.clock.go_to(day)
        if adopted is not None:
            self.do(minutes_way.adopt_at(self.meeting(adopted.id), self.meeting(meeting.id), day))
        for line in roll(state, meeting):
            presence = absent.get(line.acronym, Presence.PRESENT)
            if line.person and line.capacity.value != "alternate":
                self.do(attendance.mark(state, meeting, line, presence))
        for title, said in lines:
            item = self._item(meeting, title)
            for text in said:
                typed = parse_line(text, state, self.meeting(meeting.id), day)
                self.do(enter(state, self.meeting(meeting.id), item, typed, day))
        self.do(finish(state, self.meeting(meeting.id), day))

    def _item(self, meeting: Meeting, title: str) -> AgendaItem:
        kinds = {
            "previous": ItemKind.PREVIOUS_MINUTES,
            "any other": ItemKind.ANY_OTHER_BUSINESS,
            "next": ItemKind.NEXT_MEETING,
        }
        items = [line.item for line in agenda_of(self.session.state, meeting)]
        return next(item for item in items if item.title == title or item.kind is kinds.get(title))

    def tick(self, meeting: Meeting, on: date) -> None:
        """The rest of the checklist was done in time."""
        state = self.session.state
        self.clock.go_to(on)
        for task in tasks_of(state, meeting.id):
            if task.status not in CLOSED:
                self.do(followup.close(state, task, on))

    def acronym(self, id: str | None) -> str:
        home = self.session.state.get(Organization, id)
        return home.acronym if home is not None else ""

    def action(self, words: str) -> Action:
        return next(action for action in self.session.state.all(Action) if words in action.text)

    def done(self, words: str, on: date, note: str = "", by: str = "") -> None:
        """Somebody told the secretariat on that day."""
        self.clock.go_to(on)
        self.do(followup.close(self.session.state, self.action(words), on, note=note, by=by))

    def boat_cancelled(self) -> None:
        state, action, on = self.session.state, "Oecusse and Lautém", date(2010, 1, 18)
        self.clock.go_to(on)
        due = date(2010, 2, 19)
        self.do(followup.change_due(state, self.action(action), due, ShiftedBy.OWNER, on, reason="boat cancelled"))
        said = "Lautém done, Oecusse waits for the boat"
        self.do(followup.progress(state, self.action(action), said, on, by="NGO-B"))

    def before_the_next(self) -> None:
        """What was done and said since, until the middle of February."""
        state, today = self.session.state, date(2010, 2, 8)
        self.clock.go_to(today)
        said = "First half sent; evidence missing"
        self.do(followup.progress(state, self.action("chapter 3"), said, today, by="MoJ"))
        self._task("Ask the embassy for a speaker on 12 March", "Secretariat", date(2010, 2, 17), today)
        self._task("Renew the list of e-mail addresses", "Minute-taker", date(2010, 2, 26), today)

    def _task(self, text: str, assignee: str, due: date, today: date) -> None:
        assigned, kind = Action.assignee(assignee), ActionKind.TASK
        self.do(followup.add_action(self.session.state, text, (), due, None, today, assigned, kind=kind))


def example() -> bytes:
    """The file of the group."""
    clock = ExampleClock()
    with tempfile.TemporaryDirectory() as folder, mock.patch.object(os, "urandom", Random(SEED).randbytes):
        path = Path(folder, "example.json")
        author = Author("Secretariat", "office")
        store = Store.create(str(path), home=Home.at(str(Path(folder, "home"))), clock=clock, author=author)
        story = Story(Session(store, clock.today, reactions()), clock)
        story.start()
        _meetings(story)
        store.sync.share()
        store.close()
        return path.read_bytes()


def main() -> None:
    TARGET.write_bytes(example())
    sys.stdout.write(f"{TARGET} {TARGET.stat().st_size} bytes\n")


def _meetings(story: Story) -> None:
    one = story.plan(
        date(2009, 10, 14),
        "Training and campaign",
        (
            (FIRST[1][0], Purpose.DECISION, 40, "IOM"),
            (FIRST[2][0], Purpose.DISCUSSION, 30, "NGO-B"),
        ),
    )
    story.invite(one)
    example_programme.autumn(story)
    example_plan.autumn(story)
    story.hold(one, FIRST, {"EMB": Presence.APOLOGIES, "NGO-D": Presence.PRESENT, "MoE": Presence.ABSENT})
    story.tick(one, date(2009, 11, 2))
    story.done("invite the trainers", date(2009, 11, 9), by="IOM")
    two = story.plan(
        date(2009, 12, 9),
        "Outline of the plan",
        ((SECOND[1][0], Purpose.DECISION, 60, "MoJ"), (SECOND[2][0], Purpose.DISCUSSION, 30, "PNTL")),
    )
    story.done("name two participants", date(2009, 11, 16), note="31 names received")
    example_programme.after_the_training(story)
    story.invite(two)
    away = {"MoE": Presence.ABSENT, "UN-B": Presence.REMOTE, "EMB": Presence.APOLOGIES}
    story.hold(two, SECOND, away, adopted=one)
    story.clock.go_to(date(2009, 12, 16))
    story.do(minutes_way.circulate(story.session.state, story.meeting(two.id), date(2009, 12, 16)))
    story.sub_groups()
    example_plan.outline(story)
    session = story.plan(
        date(2010, 1, 15), "Chapters 1 and 4", ((FIRST_DRAFTS[0][0], Purpose.DISCUSSION, 120, "SEPI"),), DRAFT
    )
    three = story.plan(
        date(2010, 1, 29), "Chapters 2 and 3", ((DRAFTING[0][0], Purpose.DISCUSSION, 120, "MSS"),), DRAFT
    )
    law = story.plan(
        date(2010, 2, 3),
        "Definitions",
        ((DEFINITIONS[0][0], Purpose.DECISION, 60, "MoJ"), (DEFINITIONS[1][0], Purpose.DISCUSSION, 30, "PNTL")),
        LAW,
    )
    story.tick(two, date(2010, 1, 6))
    story.invite(session)
    story.hold(session, FIRST_DRAFTS, {"PNTL": Presence.APOLOGIES})
    story.boat_cancelled()
    example_plan.after_the_first_session(story)
    story.invite(three)
    story.invite(law)
    story.hold(three, DRAFTING, {"PNTL": Presence.APOLOGIES})
    story.hold(law, DEFINITIONS, {"NGO-A": Presence.APOLOGIES})
    story.clock.go_to(date(2010, 2, 5))
    story.do(minutes_way.circulate(story.session.state, story.meeting(law.id), date(2010, 2, 5)))
    example_plan.answers(story)
    story.before_the_next()
    example_programme.winter(story)
    example_plan.reminders(story)
    four = story.plan(
        date(2010, 3, 12),
        "Framework of the plan",
        (
            ("Framework of the National Plan of Action, for approval", Purpose.DECISION, 60, "MoJ"),
            ("Budget of the campaign", Purpose.DISCUSSION, 30, "NGO-B"),
        ),
    )
    item = story._item(four, "Framework of the National Plan of Action, for approval")
    proposed = "The framework of the National Plan of Action is approved and sent to the Council of Ministers."
    story.do(Edit("verbs.edited", item.title).update(item, AgendaItem.proposed_decision(proposed)).done())
    example_plan.papers(story, item.id, story._item(four, "Budget of the campaign").id)
    story.do(agenda.add_item(story.session.state, None, "Visit of the regional network of police units"))


if __name__ == "__main__":
    main()
