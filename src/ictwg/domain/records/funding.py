"""Joint programmes, what they are to achieve, and what they pay for (DOMAIN.md §2).

What a programme does is told by its funding lines: each says of a training, a campaign or a meeting to which output it
belongs, who pays and how much.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from ictwg.domain.fields import Choice, Day, Language, Line, Link, Links, MaybeChoice, Money, Number, OrderKey, Text
from ictwg.domain.records.meeting import Meeting
from ictwg.domain.records.people import Organization
from ictwg.domain.schema import RECORDS, Form, Record
from ictwg.domain.values import Audience, Looks, Measure, ProgrammeReportKind


class Funder(Record):
    """Who pays for a programme, and how much."""

    programme = Link(lambda: Programme, required=True)
    organization = Link(lambda: Organization)
    name = Line()
    amount = Money()
    currency = Line()

    KEY = (programme, organization, name)
    PARENT, TITLE, NAMED_AS, ORDER = programme, name, organization, (organization, name)
    COLUMNS = (name, amount, currency, programme)


NO_PEOPLE = {Measure.TRAININGS_HELD, Measure.ACTIONS_IN_FIELD, Measure.DISTRICTS_COVERED}


class Result(Record):
    """An outcome, or under it an output, with what shows that it is reached."""

    programme = Link(lambda: Programme, required=True)
    title = Line(required=True)
    code = Line()
    part_of = Link(lambda: Result)
    indicator = Line()
    measure = MaybeChoice(Measure)
    target_value = Number(most=99_999_999)
    reached = Number(most=99_999_999, people=lambda one, _: one.measure not in NO_PEOPLE)
    order = OrderKey()

    PARENT, UNDER, TITLE, NUMBER, ORDER = programme, part_of, title, code, (programme, order, code)
    SAME_BY = (programme, code, title)
    COLUMNS = (title, code, indicator, target_value, programme)
    VIEWS: ClassVar = {"all": ""}
    GROUP_BY = (programme,)


class ProgrammeReport(Record):
    """A report that is due to a donor."""

    programme = Link(lambda: Programme, required=True)
    kind = Choice(ProgrammeReportKind, default=ProgrammeReportKind.NARRATIVE)
    since = Day(looks=Looks.AROUND, key="from")
    until = Day(looks=Looks.AROUND, key="to")
    due = Day(required=True)
    recipient = Link(lambda: Organization)
    sent_on = Day(looks=Looks.BACK)
    link = Line()

    KEY = (programme, kind, due, recipient)
    PARENT, NAMED_AS, SPAN, ORDER = programme, programme, (since, until), (due,)
    COLUMNS = (programme, kind, due, recipient, sent_on)
    VIEWS: ClassVar = {"due": "sent_on:none", "sent": "-sent_on:none", "all": ""}
    GROUP_BY = (programme, recipient)
    AUDIENCE = Audience.CORE


class VisibilityText(Record):
    """The sentence that names the donor on what is printed, in one language."""

    programme = Link(lambda: Programme, required=True)
    language = Language(required=True)
    text = Line(required=True)

    KEY = (programme, language)
    PARENT, TITLE = programme, text
    COLUMNS = (language, text, programme)


class Programme(Record):
    """A joint programme with a donor fund: its results, its funders, the reports that it owes."""

    AREA = "programme"

    title = Line(required=True)
    agreement_number = Line()
    starts_on = Day(looks=Looks.AROUND)
    ends_on = Day()
    organizations = Links(lambda: Organization)
    notes = Text(audience=Audience.SECRETARIAT)

    TITLE, DAY, SPAN, WEIGHT = title, starts_on, (starts_on, ends_on), 0.8
    SAME_BY = (title, agreement_number)
    COLUMNS = (title, agreement_number, starts_on, ends_on)
    VIEWS: ClassVar = {"running": "-ends_on:<today", "all": ""}
    GROUP_BY = (organizations,)
    CHILDREN = (Result, Funder, ProgrammeReport, VisibilityText)
    AUDIENCE = Audience.MEMBERS


class FundingLine(Record):
    """What one training, campaign or meeting costs one funder, for one output."""

    AREA = "programme"

    training = Link(lambda: RECORDS["trainings"])
    campaign = Link(lambda: RECORDS["campaigns"])
    meeting = Link(lambda: Meeting)
    activity = Link(lambda: RECORDS["activities"])
    output = Link(lambda: Result)
    funder = Link(lambda: Funder)
    planned = Money()
    committed = Money()
    spent = Money()

    KEY = (training, campaign, meeting, output, funder, activity)
    NAMED_AS, ORDER, VISIBLE_WITH = output, (output, funder), (training, campaign, meeting, activity)
    COLUMNS = (output, funder, planned, committed, spent, training, campaign, meeting, activity)
    FORM = Form(several=(output, funder))
    VIEWS: ClassVar = {"all": ""}
    GROUP_BY = (output, funder, training, campaign, meeting, activity)
    AUDIENCE = Audience.MEMBERS

    @classmethod
    def identity(cls, said: Mapping[str, Any]) -> tuple[str, ...]:
        """The activity counts where there is one: what was written before there were plans keeps its id."""
        *before, activity = super().identity(said)
        return (*before, activity) if activity else tuple(before)
