"""An illustrative meeting with everything that minutes can say; roles and invented names, no real people."""

from __future__ import annotations

from datetime import date, time
from typing import NamedTuple

from tests.builders import MemoryState, organization

from ictwg.domain.changes import Changes, Edit
from ictwg.domain.order import spread
from ictwg.domain.records import (
    Action,
    AgendaItem,
    Attendance,
    Contact,
    Decision,
    Document,
    DocumentVersion,
    Entry,
    Group,
    Meeting,
    Organization,
    OrganizationName,
    Paper,
    Person,
    Progress,
    TrackStep,
)
from ictwg.domain.schema import Setting
from ictwg.domain.values import (
    ActionStatus,
    Audience,
    Basis,
    Capacity,
    Channel,
    Commented,
    DueWord,
    EntryType,
    ItemKind,
    MeetingState,
    MembershipStatus,
    MinutesState,
    OrganizationType,
    Outcome,
    Presence,
    Purpose,
    Settled,
    TrackStage,
)

MEETS_ON = date(2010, 3, 12)
MEMBER, OBSERVER = MembershipStatus.MEMBER, MembershipStatus.OBSERVER
KINDS = OrganizationType
REGISTER = (
    ("MFA", "Ministry of Foreign Affairs", KINDS.GOVERNMENT, MEMBER),
    ("MoJ", "Ministry of Justice", KINDS.GOVERNMENT, MEMBER),
    ("PNTL", "National Police", KINDS.SECURITY, MEMBER),
    ("IOM", "International Organization for Migration", KINDS.INTERNATIONAL, MEMBER),
    ("UNW", "UN Women", KINDS.INTERNATIONAL, OBSERVER),
    ("FND", "Foundation (illustrative) | shelters", KINDS.NGO, MEMBER),
)


class Rich(NamedTuple):
    state: MemoryState
    meeting: Meeting
    items: dict[str, AgendaItem]
    organizations: dict[str, Organization]
    before: Meeting


def rich_meeting() -> Rich:
    state = MemoryState()
    name = Group.name("Inter-Agency Counter-Trafficking Working Group")
    state.add(Group, name, Group.acronym("ICTWG"), Group.votes(True), Group.illustrative(True))
    organizations = _register(state)
    before = _before(state)
    meeting = _meeting(state)
    items = _agenda(state, meeting)
    rich = Rich(state, meeting, items, organizations, before)
    _attendance(rich)
    _earlier(rich, before)
    _said(rich)
    _commented(rich)
    return rich


def say(
    rich: Rich,
    item: str,
    text: str,
    type: EntryType = EntryType.NOTE,
    speaker: str = "",
    audience: Audience = Audience.EVERYONE,
    parent: Entry | None = None,
) -> Entry:
    """One line of the minutes at the end of an item."""
    home = rich.items[item].id
    said = rich.state.linked(Entry, Entry.item, home)
    return rich.state.add(
        Entry,
        Entry.meeting(rich.meeting.id),
        Entry.item(home),
        Entry.order(spread(len(said) + 1)[-1]),
        Entry.parent(parent.id if parent else None),
        Entry.type(type),
        Entry.text(text),
        Entry.speaker(speaker),
        Entry.audience(audience),
    )


def decide(rich: Rich, item: str, text: str, reference: str, audience: Audience = Audience.EVERYONE) -> Decision:
    entry = say(rich, item, text, EntryType.DECISION, audience=audience)
    place = (Decision.meeting(rich.meeting.id), Decision.item(entry.item), Decision.entry(entry.id))
    return rich.state.add(Decision, Decision.reference(reference), Decision.text(text), *place)


def promise(
    rich: Rich,
    item: str,
    text: str,
    reference: str,
    owners: tuple[str, ...] = (),
    due: date | DueWord | None = None,
    audience: Audience = Audience.EVERYONE,
) -> Action:
    entry = say(rich, item, text, EntryType.ACTION, audience=audience)
    return rich.state.add(
        Action,
        Action.reference(reference),
        Action.text(text),
        Action.owners(tuple(rich.organizations[owner].id for owner in owners)),
        Action.due(due),
        Action.meeting(rich.meeting.id),
        Action.item(entry.item),
        Action.entry(entry.id),
    )


def _register(state: MemoryState) -> dict[str, Organization]:
    found = {}
    for place, (acronym, name, kind, status) in enumerate(REGISTER):
        order = Organization.protocol_order(spread(len(REGISTER))[place])
        settings = (Organization.name(name), Organization.type(kind), order)
        found[acronym] = organization(state, acronym, *settings, status=status, since=date(2009, 1, 1))
    renamed = found["UNW"].id
    state.add(
        OrganizationName,
        OrganizationName.organization(renamed),
        OrganizationName.name("UN Development Fund for Women"),
        OrganizationName.acronym("UNIFEM"),
        OrganizationName.until(date(2010, 7, 1)),
    )
    return found


def _before(state: MemoryState) -> Meeting:
    reference = (Meeting.reference("M-2010-02"), Meeting.number(2))
    held = state.add(Meeting, *reference, Meeting.date(date(2010, 2, 12)), Meeting.state(MeetingState.HELD))
    state.add(AgendaItem, AgendaItem.meeting(held.id), AgendaItem.order("a0"), AgendaItem.title("Reports"))
    return held


def _meeting(state: MemoryState) -> Meeting:
    return state.add(
        Meeting,
        Meeting.reference("M-2010-03"),
        Meeting.number(3),
        Meeting.ordinal(12),
        Meeting.title("The plan of action"),
        Meeting.date(MEETS_ON),
        Meeting.start(time(9, 0)),
        Meeting.end(time(11, 30)),
        Meeting.time_zone("Asia/Dili"),
        Meeting.venue("Meeting room 2, second floor"),
        Meeting.chair("MFA"),
        Meeting.minute_taker("Secretariat"),
        Meeting.state(MeetingState.HELD),
        Meeting.audience(Audience.EVERYONE),
        Meeting.minutes_state(MinutesState.CIRCULATED),
        Meeting.circulated(date(2010, 3, 19)),
        Meeting.comments_until(date(2010, 4, 2)),
        Meeting.summary("The group took up the draft plan.\n\n- chapters\n- deadlines"),
        Meeting.next_meeting(date(2010, 4, 9)),
    )


def _agenda(state: MemoryState, meeting: Meeting) -> dict[str, AgendaItem]:
    planned = (
        ("Opening", ItemKind.OPENING, ()),
        ("Adoption of the agenda", ItemKind.ADOPTION_OF_AGENDA, (AgendaItem.outcome(Outcome.DECIDED),)),
        ("Minutes of the previous meeting", ItemKind.PREVIOUS_MINUTES, (AgendaItem.outcome(Outcome.DECIDED),)),
        ("Matters arising", ItemKind.MATTERS_ARISING, ()),
        ("The plan of action", ItemKind.TOPIC, _plan()),
        ("Shelters [closed part]", ItemKind.TOPIC, (AgendaItem.audience(Audience.CORE),)),
        ("Any other business", ItemKind.ANY_OTHER_BUSINESS, ()),
        ("Next meeting", ItemKind.NEXT_MEETING, ()),
        ("Closure", ItemKind.CLOSING, ()),
    )
    items = {}
    for order, (title, kind, more) in zip(spread(len(planned)), planned, strict=True):
        place = (AgendaItem.meeting(meeting.id), AgendaItem.order(order))
        items[title] = state.add(AgendaItem, *place, AgendaItem.title(title), AgendaItem.kind(kind), *more)
    plan = items["The plan of action"]
    below = (AgendaItem.meeting(meeting.id), AgendaItem.order("a0"), AgendaItem.parent(plan.id))
    items["Chapter 3"] = state.add(AgendaItem, *below, AgendaItem.title("Chapter 3"))
    return items


def _plan() -> tuple[Setting, ...]:
    return (
        AgendaItem.purpose(Purpose.DECISION),
        AgendaItem.presenter("MoJ"),
        AgendaItem.papers(("Draft plan v2", "Comments | table")),
        AgendaItem.minutes_allotted(40),
        AgendaItem.background("Two drafting sessions took place."),
        AgendaItem.proposed_decision("To present the framework for approval."),
        AgendaItem.chair_note("Keep it short."),
    )


def _attendance(rich: Rich) -> None:
    came = (
        ("MFA", "Head of department", "", Presence.PRESENT, Capacity.MEMBER),
        ("MoJ", "Legal adviser", "adviser, legislation", Presence.PRESENT, Capacity.ALTERNATE),
        ("IOM", "Programme officer", "", Presence.REMOTE, Capacity.SECRETARIAT),
        ("IOM", "Chief of mission", "", Presence.PRESENT, Capacity.MEMBER),
        ("UNW", "Gender adviser", "", Presence.APOLOGIES, Capacity.OBSERVER),
        (None, "Visitor", "student", Presence.PRESENT, Capacity.GUEST),
    )
    for order, (acronym, name, title, state, capacity) in zip(spread(len(came)), came, strict=True):
        left = rich.items["Any other business"].id if acronym == "MoJ" else None
        rich.state.add(
            Attendance,
            Attendance.meeting(rich.meeting.id),
            Attendance.organization(rich.organizations[acronym].id if acronym else None),
            Attendance.name(name),
            Attendance.title(title),
            Attendance.state(state),
            Attendance.capacity(capacity),
            Attendance.left_at(left),
            Attendance.order(order),
        )


def _earlier(rich: Rich, before: Meeting) -> None:
    given = (
        ("A-2010-009", "Send the list of focal points", "PNTL", date(2010, 3, 1), ActionStatus.OPEN, None),
        ("A-2010-010", "Translate the summary", "MFA", date(2010, 3, 5), ActionStatus.DONE, date(2010, 3, 4)),
        ("A-2010-011", "Report on the media training", "IOM", DueWord.NEXT_MEETING, ActionStatus.IN_PROGRESS, None),
    )
    for reference, text, owner, due, status, closed in given:
        action = rich.state.add(
            Action,
            Action.reference(reference),
            Action.text(text),
            Action.owners((rich.organizations[owner].id,)),
            Action.due(due),
            Action.meeting(before.id),
            Action.status(status),
            Action.closed_on(closed),
        )
    said = (Progress.on(date(2010, 3, 10)), Progress.by("IOM"), Progress.channel(Channel.PHONE))
    rich.state.add(Progress, Progress.action(action.id), *said, Progress.text("Two of three sessions held."))


def _said(rich: Rich) -> None:
    plan = "The plan of action"
    say(rich, "Opening", "The chair opened the meeting and welcomed the new members.")
    first = say(
        rich, plan, "Presented the second draft:\n\n- prevention\n- protection\n\n**Budget** stays open.", speaker="MoJ"
    )
    say(rich, plan, "Asked for more time | costs are not known.", speaker="FND", parent=first)
    say(rich, plan, "**Action A-2010-001:** as it stood in the letter # 4", speaker="PNTL")
    taken = decide(rich, plan, "The framework is presented for approval.", "D-2010-03")
    rich.state.apply(_voted(taken))
    promise(rich, plan, "Send the costed chapter 2", "A-2010-014", ("MoJ", "IOM"), date(2010, 5, 12))
    promise(rich, "Chapter 3", "Draft chapter 3\n\nwith the prosecutor", "A-2010-015", ("PNTL",), DueWord.ONGOING)
    promise(rich, "Chapter 3", "Comment in writing", "A-2010-016")
    say(rich, "Chapter 3", "What the police said in confidence.", audience=Audience.SECRETARIAT)
    say(rich, "Shelters [closed part]", "The second house moves.")
    decide(rich, "Shelters [closed part]", "Addresses are not written down.", "D-2010-04")
    person = rich.state.add(Person, Person.name("A. Example"), Person.organization(rich.organizations["FND"].id))
    alone = promise(rich, "Any other business", "Ask the donors", "A-2010-017", ("FND",), DueWord.NEXT_MEETING)
    rich.state.apply(_owned_by(alone, person))


def _voted(decision: Decision) -> Changes:
    votes = (Decision.votes_for(4), Decision.votes_against(0), Decision.abstentions(1), Decision.basis(Basis.VOTE))
    why = Decision.rationale("The council meets in April.\n\nA later date would cost a year.")
    return Edit("verbs.edited").update(decision, *votes, why).done()


def _owned_by(action: Action, person: Person) -> Changes:
    return Edit("verbs.edited").update(action, Action.person(person.id)).done()


UNPRINTED = ("M. Example", "+670 7700 0000", "MoJ/77/2010", "called twice", "O. Example", "too long")
"""What stands beside comments for the secretariat alone."""


def _commented(rich: Rich) -> None:
    who, phone, letter, note, other, why = UNPRINTED
    contact = (Contact.name(who), Contact.received_by(phone), Contact.letter(letter), Contact.settled_note(note))
    private = (Contact.name(other), Contact.settled_note(why), Contact.channel(Channel.PHONE))
    long = "The summary leaves out:\n\n- who asked\n- *why*"
    secret = Contact.text("The director is to be named nowhere.")
    text, accepted = Contact.text("Item 5: the second draft, not the first."), Contact.settled(Settled.ACCEPTED)
    opened = Contact.audience(Audience.MEMBERS)
    comment(rich, "MoJ", 25, Commented.COMMENTS, text, accepted, opened, *contact)
    comment(rich, "IOM", 26, Commented.NO_COMMENTS, opened)
    comment(rich, "MFA", 26, Commented.COMMENTS, Contact.text(long), Contact.audience(Audience.EVERYONE))
    comment(rich, "MFA", 24, Commented.COMMENTS, Contact.text("Annex C."), Contact.settled(Settled.DECLINED), *private)
    comment(rich, "FND", 29, Commented.COMMENTS, secret)
    comment(rich, "UNW", 29, Commented.COMMENTS, Contact.text("To the chairs."), Contact.audience(Audience.CORE))
    comment(rich, "PNTL", 29, Commented.NOT_NEEDED, opened, Contact.text(note))


def comment(rich: Rich, acronym: str, day: int, comments: Commented, *more: Setting) -> Contact:
    """What an organization answered in March to the minutes that went out."""
    of = (Contact.minutes((rich.meeting.id,)), Contact.organization(rich.organizations[acronym].id))
    return rich.state.add(Contact, *of, Contact.on(date(2010, 3, day)), Contact.comments(comments), *more)


def table_documents(rich: Rich) -> Document:
    """Under one item the plan, submitted in its second version by that day, and two papers: one came, one did not."""
    state, item = rich.state, Paper.item(rich.items["Opening"].id)
    document = state.add(Document, Document.title("Plan of Action"))
    of = DocumentVersion.document(document.id)
    for label, day in (("version 1", date(2009, 11, 2)), ("version 2", MEETS_ON), ("version 3", date(2010, 4, 1))):
        state.add(DocumentVersion, of, DocumentVersion.label(label), DocumentVersion.date(day))
    for stage, day in ((TrackStage.DRAFTING, date(2009, 11, 2)), (TrackStage.SUBMITTED, MEETS_ON)):
        state.add(TrackStep, TrackStep.document(document.id), TrackStep.stage(stage), TrackStep.done_on(day))
    state.add(Paper, item, Paper.title(document.title), Paper.document(document.id))
    due = Paper.due(date(2010, 3, 5))
    state.add(Paper, item, Paper.title("Budget; who pays | what"), due, Paper.received_on(date(2010, 3, 8)))
    state.add(Paper, item, Paper.title("List of trainers"), due)
    return document
