"""Decisions, actions and tasks, with everything that is later said of them."""

from __future__ import annotations

from typing import ClassVar

from ictwg.domain.fields import (
    Choice,
    Day,
    DueDate,
    Flag,
    Line,
    Link,
    Links,
    MaybeChoice,
    NameText,
    Number,
    Recurrence,
    Text,
    Words,
)
from ictwg.domain.records.meeting import AgendaItem, Entry, Meeting
from ictwg.domain.records.people import Organization, Person
from ictwg.domain.records.settings import Group
from ictwg.domain.schema import Form, Record, Tally
from ictwg.domain.values import (
    CLOSED,
    ActionKind,
    ActionStatus,
    Audience,
    Basis,
    Channel,
    Implementation,
    Looks,
    Priority,
    ShiftedBy,
    Stance,
)


class Decision(Record):
    AREA = "decisions"

    reference = Line(inner=True)
    former_references = Words(inner=True, frozen=False)
    text = Text(required=True)
    decided_on = Day(looks=Looks.BACK)
    meeting = Link(lambda: Meeting)
    item = Link(lambda: AgendaItem, inner=True)
    entry = Link(lambda: Entry, inner=True)
    basis = Choice(Basis, default=Basis.CONSENSUS)
    votes_for = Number(shown_if=Group.votes)
    votes_against = Number(shown_if=Group.votes)
    abstentions = Number(shown_if=Group.votes)
    rationale = Text()
    opposing = Text()
    supersedes = Links(lambda: Decision)
    supersedes_text = Words(inner=True)
    status = Choice(Implementation, default=Implementation.PENDING, frozen=False)
    effect = Line()
    review_on = Day(frozen=False)
    papers = Words()
    circulated_on = Day(looks=Looks.BACK)
    answers_until = Day()
    represented = Number(inner=True)
    represented_of = Number(inner=True)
    quorum_needed = Number(inner=True)

    TITLE = text
    SPAN = (circulated_on, answers_until)
    ORDER = (reference,)
    DAY = decided_on
    FORM = Form(several=(meeting, decided_on, basis, status))
    CLOSED_BY = (status, frozenset(Implementation) - {Implementation.PENDING, Implementation.IN_PROGRESS})
    WEIGHT = 1.0
    SEARCHED_UNDER = (entry,)
    SAME_BY = (meeting, text)
    COLUMNS = (reference, text, meeting, status)
    GOES_OUT: ClassVar = {circulated_on: ((text, rationale), Audience.MEMBERS)}
    VOTES = Tally("votes", {"votes_for": votes_for, "votes_against": votes_against, "abstentions": abstentions})
    QUORUM = Tally("quorum", {"represented": represented, "represented_of": represented_of, "needed": quorum_needed})
    PRINTED = (basis, VOTES, QUORUM, supersedes, effect, rationale, opposing)
    VISIBLE_WITH = (meeting, item, entry)
    AUDIENCE_WITHOUT_PARENT = Audience.MEMBERS


class Position(Record):
    """What one organization answered to a proposal by circulation; two who note it note one."""

    decision = Link(lambda: Decision, required=True, inner=True)
    organization = Link(lambda: Organization, required=True)
    stance = Choice(Stance, default=Stance.NO_ANSWER)
    on = Day(looks=Looks.BACK)
    channel = MaybeChoice(Channel)
    reason = Text()

    KEY = (decision, organization)
    PARENT = decision
    DAY = on
    COLUMNS = (organization, stance, on, channel)
    SHOWN_IF = (Group.votes,)


class Wording(Record):
    """An earlier wording of a decision, kept when it was corrected in the room."""

    decision = Link(lambda: Decision, required=True, inner=True)
    text = Text(required=True)
    on = Day(looks=Looks.BACK)

    PARENT = decision
    DAY = on
    SAME_BY = (decision, text)
    COLUMNS = (on, text)


class Action(Record):
    """An action is promised to the group and stands in the minutes; a task is the secretariat's own work."""

    AREA = "actions"

    reference = Line(inner=True)
    former_references = Words(inner=True, frozen=False)
    kind = Choice(ActionKind, default=ActionKind.ACTION, inner=True)
    text = Text(required=True)
    owners = Links(lambda: Organization)
    all = Flag()
    person = Link(lambda: Person, audience=Audience.MEMBERS)
    owner_text = Line(inner=True, audience=Audience.MEMBERS)
    assignee = NameText(audience=Audience.MEMBERS, frozen=False)
    due = DueDate()
    review_on = Day()
    priority = Choice(Priority, default=Priority.NORMAL, frozen=False)
    status = Choice(ActionStatus, default=ActionStatus.OPEN)
    waiting_on = NameText(audience=Audience.MEMBERS, frozen=False)
    waiting_until = Day(frozen=False)
    meeting = Link(lambda: Meeting)
    origin = Line(inner=True)
    decision = Link(lambda: Decision, frozen=False)
    audience = MaybeChoice(Audience, inner=True)
    item = Link(lambda: AgendaItem, inner=True)
    entry = Link(lambda: Entry, inner=True)
    given_on = Day(looks=Looks.BACK)
    closed_on = Day(looks=Looks.BACK)
    evidence = Text(frozen=False)
    recurrence = Recurrence(frozen=False)
    template_line = Line(hidden=True, frozen=False)
    confirm_at = Link(lambda: Meeting, inner=True, frozen=False)

    TITLE = text
    ORDER = (reference,)
    DAY = given_on
    OWNERS = (owners, all)
    CLOSED_BY = (status, CLOSED)
    WEIGHT = 0.8
    SEARCHED_UNDER = (entry,)
    SAME_BY = (meeting, kind, text)
    FORM = Form(several=(owners, due, status, assignee, priority))
    COLUMNS = (reference, text, owners, due, status)
    VISIBLE_WITH = (meeting, item, entry)
    AUDIENCE_WITHOUT_PARENT = Audience.MEMBERS

    def open_to(self, declared: Audience) -> Audience:
        """A task is the secretariat's own; what is known only from later minutes carries whom those told of it."""
        if self.kind is ActionKind.TASK:
            return Audience.SECRETARIAT
        placed = self.meeting or self.item or self.entry
        return declared if placed else self.audience or declared


class Progress(Record):
    """What was said of an action: when, by whom, through which channel."""

    TABLE = "progress"

    action = Link(lambda: Action, required=True, inner=True)
    on = Day(required=True, looks=Looks.BACK)
    by = NameText(audience=Audience.MEMBERS)
    channel = MaybeChoice(Channel)
    text = Text(required=True)
    meeting = Link(lambda: Meeting, inner=True)

    PARENT = action
    TITLE = text
    DAY = on
    SAME_BY = (action, on, text)
    COLUMNS = (on, by, channel, text)
    VISIBLE_WITH = (action, meeting)


class DueChange(Record):
    """A due date that moved: a slip of the owner, or a shift by the group."""

    action = Link(lambda: Action, required=True, inner=True)
    on = Day(required=True, looks=Looks.BACK)
    before = DueDate()
    after = DueDate()
    by = Choice(ShiftedBy, default=ShiftedBy.OWNER)
    reason = Line()
    meeting = Link(lambda: Meeting, inner=True)

    PARENT, TELLS_OF = action, "due"
    DAY = on
    SAME_BY = (action, on, after)
    COLUMNS = (on, before, after, by, reason)


class StatusChange(Record):
    """What an action's status was before a day, so that minutes go on printing the status of theirs."""

    action = Link(lambda: Action, required=True, inner=True)
    on = Day(required=True, looks=Looks.BACK)
    before = Choice(ActionStatus, default=ActionStatus.OPEN)
    meeting = Link(lambda: Meeting, inner=True)

    PARENT, TELLS_OF = action, "status"
    NESTED = ""
    DAY = on
    SAME_BY = (action, on, before)
    COLUMNS = (on, before)
