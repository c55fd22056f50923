"""Every record of the group, declared once."""

from ictwg.domain.records.action import Action, Decision, DueChange, Position, Progress, StatusChange, Wording
from ictwg.domain.records.adoption import Correction, Edition
from ictwg.domain.records.campaign import Campaign, CampaignMaterial, FieldAction
from ictwg.domain.records.contact import Contact
from ictwg.domain.records.funding import Funder, FundingLine, Programme, ProgrammeReport, Result, VisibilityText
from ictwg.domain.records.meeting import AgendaItem, Attendance, BodyMember, Entry, Meeting, TemplateItem
from ictwg.domain.records.people import Membership, Organization, OrganizationName, Person, Role, Succession
from ictwg.domain.records.settings import ChecklistLine, DistrictEntry, Group, SavedFilter, Series
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

__all__ = [
    "Action", "AgendaItem", "Attendance", "BodyMember", "Campaign", "CampaignMaterial", "ChecklistLine", "Contact",
    "Correction", "Decision", "DistrictEntry", "DueChange", "Edition", "Entry", "FieldAction", "Funder",
    "FundingLine", "Group", "Meeting", "Membership", "Organization", "OrganizationName", "Participant",
    "ParticipantCount", "PaymentRate", "Person", "Position", "Programme", "ProgrammeReport", "Progress", "Result",
    "Role", "SavedFilter", "Series", "SessionAttendance", "StatusChange", "Succession", "TemplateItem", "Trainer",
    "Training", "TrainingMaterial", "TrainingSession", "VisibilityText", "Wording",
]  # fmt: skip
