"""Every record of the group, declared once."""

from ictwg.domain.records.action import Action, Decision, DueChange, Position, Progress, StatusChange, Wording
from ictwg.domain.records.adoption import Correction, Edition
from ictwg.domain.records.campaign import Campaign, CampaignMaterial, FieldAction
from ictwg.domain.records.confidential import AcceptedText, Referral
from ictwg.domain.records.contact import Contact
from ictwg.domain.records.document import (
    Chapter,
    Deliverable,
    Document,
    DocumentVersion,
    Paper,
    TechnicalSupport,
    TrackStep,
)
from ictwg.domain.records.funding import Funder, FundingLine, Programme, ProgrammeReport, Result, VisibilityText
from ictwg.domain.records.letter import AddressForm, IncomingLetter, Letter, LetterAddressee, LetterEdition
from ictwg.domain.records.meeting import AgendaItem, Attendance, BodyMember, Entry, Meeting, TemplateItem
from ictwg.domain.records.people import Membership, Organization, OrganizationName, Person, Role, Succession
from ictwg.domain.records.plan import Activity, ActivityDate, ActivityReport, Indicator, IndicatorValue, Plan
from ictwg.domain.records.recommendation import (
    ClearanceStep,
    Contribution,
    OutsideQuestion,
    OutsideReport,
    Recommendation,
    SignedInstrument,
)
from ictwg.domain.records.round import CalendarItem, Round, RoundAnswer
from ictwg.domain.records.settings import ChecklistLine, DistrictEntry, Group, ReportText, SavedFilter, Series
from ictwg.domain.records.training import (
    Participant,
    ParticipantCount,
    PaymentRate,
    SessionAttendance,
    Trainer,
    Training,
    TrainingMaterial,
    TrainingSession,
)
from ictwg.domain.records.translation import Translation

__all__ = [
    "AcceptedText", "Action", "Activity", "ActivityDate", "ActivityReport", "AddressForm", "AgendaItem", "Attendance",
    "BodyMember", "CalendarItem", "Campaign", "CampaignMaterial", "Chapter", "ChecklistLine", "ClearanceStep",
    "Contact", "Contribution", "Correction", "Decision", "Deliverable", "DistrictEntry", "Document",
    "DocumentVersion", "DueChange", "Edition", "Entry", "FieldAction", "Funder", "FundingLine", "Group",
    "IncomingLetter", "Indicator", "IndicatorValue", "Letter", "LetterAddressee", "LetterEdition", "Meeting",
    "Membership", "Organization", "OrganizationName", "OutsideQuestion",
    "OutsideReport", "Paper", "Participant", "ParticipantCount", "PaymentRate", "Person", "Plan", "Position",
    "Programme", "ProgrammeReport", "Progress", "Recommendation", "Referral", "ReportText", "Result", "Role",
    "Round", "RoundAnswer", "SavedFilter", "Series", "SessionAttendance", "SignedInstrument", "StatusChange",
    "Succession", "TechnicalSupport", "TemplateItem", "TrackStep", "Trainer", "Training", "TrainingMaterial",
    "TrainingSession", "Translation", "VisibilityText", "Wording",
]  # fmt: skip
