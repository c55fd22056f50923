"""Every record of the group, declared once."""

from ictwg.domain.records.adoption import Correction, Edition
from ictwg.domain.records.body import BodyMember, TemplateItem
from ictwg.domain.records.contact import Contact
from ictwg.domain.records.followup import Action, Decision, DueChange, Position, Progress, StatusChange, Wording
from ictwg.domain.records.meeting import AgendaItem, Attendance, Entry, Meeting
from ictwg.domain.records.organization import Membership, Organization, OrganizationName, Succession
from ictwg.domain.records.person import Person, Role
from ictwg.domain.records.settings import ChecklistLine, Group, SavedFilter, Series

__all__ = [
    "Action", "AgendaItem", "Attendance", "BodyMember", "ChecklistLine", "Contact", "Correction", "Decision",
    "DueChange", "Edition", "Entry", "Group", "Meeting", "Membership", "Organization", "OrganizationName", "Person",
    "Position", "Progress", "Role", "SavedFilter", "Series", "StatusChange", "Succession", "TemplateItem", "Wording",
]  # fmt: skip
