"""A small group in which every kind of record stands once, each with everything that may belong to it."""

from __future__ import annotations

from datetime import date, time
from decimal import Decimal
from typing import NamedTuple

from tests.builders import MemoryState, organization, person

from ictwg.domain.records import (
    AcceptedText,
    Action,
    Activity,
    ActivityDate,
    ActivityReport,
    AddressForm,
    AgendaItem,
    Attendance,
    BodyMember,
    CalendarItem,
    Campaign,
    CampaignMaterial,
    Chapter,
    ChecklistLine,
    ClearanceStep,
    Contact,
    Contribution,
    Correction,
    Decision,
    Deliverable,
    DistrictEntry,
    Document,
    DocumentVersion,
    DueChange,
    Edition,
    Entry,
    FieldAction,
    Funder,
    FundingLine,
    Group,
    IncomingLetter,
    Indicator,
    IndicatorValue,
    Letter,
    LetterAddressee,
    LetterEdition,
    Meeting,
    Organization,
    OrganizationName,
    OutsideQuestion,
    OutsideReport,
    Paper,
    Participant,
    ParticipantCount,
    PaymentRate,
    Person,
    Plan,
    Position,
    Programme,
    ProgrammeReport,
    Progress,
    Recommendation,
    Referral,
    ReportText,
    Result,
    Round,
    RoundAnswer,
    SavedFilter,
    Series,
    SessionAttendance,
    SignedInstrument,
    StatusChange,
    Succession,
    TechnicalSupport,
    TemplateItem,
    TrackStep,
    Trainer,
    Training,
    TrainingMaterial,
    TrainingSession,
    Translation,
    VisibilityText,
    Wording,
)
from ictwg.domain.schema import Record
from ictwg.domain.values import (
    ActionKind,
    AudienceGroup,
    CallOutcome,
    Channel,
    EntryType,
    FieldActionKind,
    Function,
    Level,
    Measure,
    MeetingState,
    MembershipStatus,
    OrganizationType,
    ParticipantState,
    Presence,
    Sex,
    Stance,
    SuccessionKind,
)

HELD_ON = date(2010, 3, 12)
TODAY = date(2010, 4, 1)


class Example(NamedTuple):
    state: MemoryState
    ministry: Organization
    ana: Person
    meeting: Meeting
    action: Action
    task: Action
    decision: Decision

    def one(self, table: str) -> Record:
        """A record of this table."""
        from ictwg.domain.schema import RECORDS

        return self.state.all(RECORDS[table])[-1]


def example_group() -> Example:
    state = MemoryState()
    ministry = _organizations(state)
    ana = person(state, "Ana Example", ministry, Function.FOCAL_POINT, since=date(2009, 1, 1))
    meeting = _meeting(state, ministry, ana)
    action, task, decision = _promises(state, ministry, meeting)
    state.add(Edition, Edition.meeting(meeting.id), Edition.version(1), Edition.on(TODAY), Edition.content("{}"))
    state.add(Correction, Correction.meeting(meeting.id), Correction.on(TODAY), Correction.text("Not eight, but nine"))
    call = (Contact.organization(ministry.id), Contact.ended_with(CallOutcome.CALL_BACK), Contact.call_back_on(TODAY))
    state.add(Contact, Contact.on(TODAY), *call)
    settings = (Contact.on(TODAY), Contact.organization(ministry.id), Contact.minutes((meeting.id,)))
    state.add(Contact, *settings, Contact.text("No comments"))
    state.add(Group, Group.key("group"), Group.name("Illustrative Group"))
    state.add(Series, Series.name("Plenary"))
    state.add(BodyMember, BodyMember.series("LAW"), BodyMember.organization(ministry.id), BodyMember.person(ana.id))
    state.add(TemplateItem, TemplateItem.title("Round of news"), TemplateItem.minutes_allotted(15))
    state.add(ChecklistLine, ChecklistLine.key("invite"), ChecklistLine.text("Invite"), ChecklistLine.days(10))
    state.add(SavedFilter, SavedFilter.screen("followup"), SavedFilter.name("Late"), SavedFilter.words("overdue"))
    _training(state, ministry, ana)
    _campaign(state, ministry)
    state.add(DistrictEntry, DistrictEntry.name("Baucau"), DistrictEntry.west_to_east(5))
    _plan(state, ministry, _document(state, ministry))
    _reports_to_others(state, ministry)
    _letters(state, ministry, ana)
    return Example(state, ministry, ana, meeting, action, task, decision)


def _letters(state: MemoryState, ministry: Organization, ana: Person) -> None:
    letter = state.add(Letter, Letter.subject("Use of a hall"), Letter.signatory(ana.id), Letter.text("Please."))
    state.add(LetterAddressee, LetterAddressee.letter(letter.id), LetterAddressee.organization(ministry.id))
    state.add(LetterEdition, LetterEdition.letter(letter.id), LetterEdition.version(1), LetterEdition.content("{}"))
    settings = (IncomingLetter.organization(ministry.id), IncomingLetter.received_on(TODAY))
    state.add(IncomingLetter, IncomingLetter.subject("Use of the room"), IncomingLetter.entry("1/2010"), *settings)
    named = (Translation.of(ministry.id), Translation.said("name"), Translation.language("pt"))
    state.add(Translation, *named, Translation.text("Ministério da Justiça"))
    form = (AddressForm.language("pt"), AddressForm.salutation("Senhor Ministro,"))
    state.add(AddressForm, AddressForm.level(Level.MINISTER), *form)


def _organizations(state: MemoryState) -> Organization:
    government = Organization.type(OrganizationType.GOVERNMENT)
    ministry = organization(
        state,
        "MoJ",
        Organization.name("Ministry of Justice"),
        government,
        status=MembershipStatus.MEMBER,
        since=date(2003, 5, 1),
    )
    old = organization(state, "MoIJ", Organization.name("Ministry of the Interior and Justice"), government)
    settings = (Succession.predecessor(old.id), Succession.successor(ministry.id))
    state.add(Succession, *settings, Succession.kind(SuccessionKind.SPLIT), Succession.on(date(2003, 5, 1)))
    settings = (Succession.predecessor(ministry.id), Succession.successor(organization(state, "MoLHR").id))
    state.add(Succession, *settings, Succession.kind(SuccessionKind.RENAMED), Succession.on(date(2015, 2, 16)))
    dated = (OrganizationName.organization(ministry.id), OrganizationName.name("Ministry of Justice"))
    state.add(OrganizationName, *dated, OrganizationName.acronym("MoJ"), OrganizationName.since(date(2003, 5, 1)))
    return ministry


def _meeting(state: MemoryState, ministry: Organization, ana: Person) -> Meeting:
    meeting = state.add(
        Meeting,
        Meeting.title("Ordinary meeting"),
        Meeting.date(HELD_ON),
        Meeting.start(time(9, 30)),
        Meeting.state(MeetingState.HELD),
    )
    item = state.add(
        AgendaItem, AgendaItem.meeting(meeting.id), AgendaItem.order("m"), AgendaItem.title("National Plan of Action")
    )
    settings = (Attendance.meeting(meeting.id), Attendance.organization(ministry.id), Attendance.person(ana.id))
    state.add(Attendance, *settings, Attendance.state(Presence.PRESENT))
    where = (Entry.meeting(meeting.id), Entry.item(item.id))
    state.add(Entry, *where, Entry.order("m"), Entry.text("MoJ presented the outline."))
    return meeting


def _promises(state: MemoryState, ministry: Organization, meeting: Meeting) -> tuple[Action, Action, Decision]:
    item = state.all(AgendaItem)[-1]
    place = (Entry.meeting(meeting.id), Entry.item(item.id), Entry.type(EntryType.ACTION))
    entry = state.add(Entry, *place, Entry.order("p"), Entry.text("Draft the SOP"))
    action = state.add(
        Action,
        Action.reference("A-2010-014"),
        Action.text("Draft the SOP"),
        Action.owners((ministry.id,)),
        Action.due(date(2010, 5, 30)),
        Action.meeting(meeting.id),
        Action.item(item.id),
        Action.entry(entry.id),
    )
    said = (Progress.action(action.id), Progress.on(date(2010, 3, 20)), Progress.channel(Channel.PHONE))
    state.add(Progress, *said, Progress.text("The first half is drafted"))
    moved = (DueChange.action(action.id), DueChange.on(date(2010, 3, 20)), DueChange.after(date(2010, 5, 30)))
    state.add(DueChange, *moved)
    begun = (StatusChange.action(action.id), StatusChange.on(date(2010, 3, 20)))
    state.add(StatusChange, *begun)
    task_kind = (Action.reference("T-2010-003"), Action.kind(ActionKind.TASK))
    task = state.add(Action, *task_kind, Action.text("Book the room"), Action.assignee("Ana"))
    decision = state.add(
        Decision,
        Decision.reference("D-2010-03"),
        Decision.text("The outline is adopted"),
        Decision.meeting(meeting.id),
        Decision.item(item.id),
    )
    earlier = (Wording.decision(decision.id), Wording.text("The outline is agreed"), Wording.on(HELD_ON))
    state.add(Wording, *earlier)
    answered = (Position.decision(decision.id), Position.organization(ministry.id), Position.stance(Stance.AGREES))
    state.add(Position, *answered)
    return action, task, decision


def _training(state: MemoryState, ministry: Organization, ana: Person) -> None:
    first = date(2010, 2, 22)
    groups = (AudienceGroup.GOVERNMENT, AudienceGroup.CIVIL_SOCIETY)
    held = state.add(
        Training,
        Training.title("How to formulate a plan of action"),
        Training.starts_on(first),
        Training.ends_on(date(2010, 2, 23)),
        Training.district("Díli"),
        Training.audience_groups(groups),
    ).id
    trainer = state.add(Trainer, Trainer.training(held), Trainer.name("A guest from Manila"))
    plan = (TrainingMaterial.training(held), TrainingMaterial.title("National plan"))
    material = state.add(TrainingMaterial, *plan, TrainingMaterial.country("Philippines"))
    session = (TrainingSession.training(held), TrainingSession.date(first), TrainingSession.topic("Goals"))
    linked = (TrainingSession.trainers((trainer.id,)), TrainingSession.materials((material.id,)))
    day = state.add(TrainingSession, *session, *linked)
    came = (Participant.training(held), Participant.state(ParticipantState.ATTENDED), Participant.sex(Sex.FEMALE))
    ours = state.add(Participant, *came, Participant.person(ana.id), Participant.organization(ministry.id))
    there = (SessionAttendance.participant(ours.id), SessionAttendance.state(Presence.PRESENT))
    state.add(SessionAttendance, SessionAttendance.session(day.id), *there)
    state.add(PaymentRate, PaymentRate.category("technical"), PaymentRate.per_day(Decimal(25)))
    more = (ParticipantCount.training(held), ParticipantCount.sex(Sex.MALE), ParticipantCount.count(7))
    state.add(ParticipantCount, *more)


def _campaign(state: MemoryState, ministry: Organization) -> None:
    running = state.add(Campaign, Campaign.title("Know before you go"), Campaign.starts_on(date(2010, 2, 1))).id
    leaflet = state.add(CampaignMaterial, CampaignMaterial.campaign(running), CampaignMaterial.title("Leaflet"))
    done = (FieldAction.campaign(running), FieldAction.date(date(2010, 2, 12)), FieldAction.district("Baucau"))
    given = (FieldAction.kind(FieldActionKind.MATERIAL_DISTRIBUTED), FieldAction.material(leaflet.id))
    state.add(FieldAction, FieldAction.title("Market day"), *done, *given)
    joint = state.add(Programme, Programme.title("Joint programme"), Programme.organizations((ministry.id,))).id
    paid = (Funder.programme(joint), Funder.organization(ministry.id), Funder.amount(Decimal("120000.50")))
    funder = state.add(Funder, *paid)
    outcome = state.add(Result, Result.programme(joint), Result.title("People know the risks")).id
    below = (Result.programme(joint), Result.part_of(outcome), Result.title("All districts are covered"))
    output = state.add(Result, *below, Result.measure(Measure.DISTRICTS_COVERED), Result.target_value(13))
    due = (ProgrammeReport.programme(joint), ProgrammeReport.due(date(2010, 6, 30)))
    state.add(ProgrammeReport, *due, ProgrammeReport.recipient(ministry.id))
    state.add(VisibilityText, VisibilityText.programme(joint), VisibilityText.language("en"), VisibilityText.text("By"))
    line = (FundingLine.campaign(running), FundingLine.output(output.id), FundingLine.funder(funder.id))
    state.add(FundingLine, *line, FundingLine.planned(Decimal(9000)))


def _document(state: MemoryState, ministry: Organization) -> str:
    written = state.add(Document, Document.title("National Plan of Action"), Document.lead(ministry.id)).id
    version = (DocumentVersion.document(written), DocumentVersion.label("draft 2"), DocumentVersion.date(HELD_ON))
    state.add(DocumentVersion, *version, DocumentVersion.path("Plan/draft-2.docx"))
    state.add(Chapter, Chapter.document(written), Chapter.title("Protection"), Chapter.organization(ministry.id))
    state.add(TrackStep, TrackStep.document(written), TrackStep.done_on(HELD_ON), TrackStep.planned(HELD_ON))
    item = state.all(AgendaItem)[-1]
    state.add(Paper, Paper.item(item.id), Paper.title("Draft 2"), Paper.document(written), Paper.due(HELD_ON))
    support = state.add(TechnicalSupport, TechnicalSupport.title("Drafting"), TechnicalSupport.days(10)).id
    state.add(Deliverable, Deliverable.support(support), Deliverable.title("Chapter 3"), Deliverable.due(TODAY))
    return written


def _plan(state: MemoryState, ministry: Organization, document: str) -> None:
    first = (Plan.title("National Plan of Action"), Plan.version("draft 2"), Plan.document(document))
    plan = state.add(Plan, *first, Plan.starts_on(TODAY)).id
    one = state.add(Recommendation, Recommendation.code("45"), Recommendation.text("Enact a law")).id
    part = (Activity.plan(plan), Activity.code("1.1.1"), Activity.title("Draft a law"), Activity.lead(ministry.id))
    activity = state.add(Activity, *part, Activity.recommendations((one,)), Activity.ends_on(TODAY)).id
    slipped = (ActivityDate.activity(activity), ActivityDate.before(HELD_ON), ActivityDate.after(TODAY))
    state.add(ActivityDate, *slipped, ActivityDate.on(HELD_ON))
    asked = state.add(Round, Round.title("First quarter"), Round.plan(plan), Round.closes_on(TODAY)).id
    state.add(RoundAnswer, RoundAnswer.round(asked), RoundAnswer.organization(ministry.id))
    told = (ActivityReport.activity(activity), ActivityReport.round(asked), ActivityReport.organization(ministry.id))
    state.add(ActivityReport, *told, ActivityReport.reported_on(TODAY), ActivityReport.progress("Half is drafted"))
    counts = (Indicator.plan(plan), Indicator.activity(activity), Indicator.title("Articles drafted"))
    indicator = state.add(Indicator, *counts, Indicator.target_value(40)).id
    period = (IndicatorValue.since(HELD_ON), IndicatorValue.until(TODAY))
    state.add(IndicatorValue, IndicatorValue.indicator(indicator), *period, IndicatorValue.value(20))


def _reports_to_others(state: MemoryState, ministry: Organization) -> None:
    due = (OutsideReport.title("Second cycle"), OutsideReport.body("UPR"), OutsideReport.outside_deadline(TODAY))
    report = state.add(OutsideReport, *due).id
    asked = (OutsideQuestion.report(report), OutsideQuestion.text("Is there a plan?"))
    question = state.add(OutsideQuestion, *asked, OutsideQuestion.asked_of((ministry.id,))).id
    state.add(Contribution, Contribution.question(question), Contribution.text("There is a draft"))
    state.add(ClearanceStep, ClearanceStep.report(report), ClearanceStep.by("Minister"))
    state.add(SignedInstrument, SignedInstrument.organization(ministry.id), SignedInstrument.signed_on(HELD_ON))
    state.add(Referral, Referral.date(TODAY), Referral.organization(ministry.id), Referral.body("Victims' unit"))
    state.add(AcceptedText, AcceptedText.digest("0" * 32), AcceptedText.reason("Number of our own office"))
    state.add(CalendarItem, CalendarItem.title("Budget call"), CalendarItem.date(TODAY))
    state.add(ReportText, ReportText.since(HELD_ON), ReportText.until(TODAY), ReportText.section("plan"))
