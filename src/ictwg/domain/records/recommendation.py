"""What others recommend to the group, what it reports to them, and what its members have signed (DOMAIN.md §3)."""

from __future__ import annotations

from typing import ClassVar

from ictwg.domain.fields import Choice, Day, FilePath, Line, Link, Links, MaybeChoice, NameText, OrderKey, Text
from ictwg.domain.records.action import Decision
from ictwg.domain.records.people import Organization
from ictwg.domain.schema import Form, Record
from ictwg.domain.values import Audience, InstrumentKind, Looks, QuestionState, RecommendationSource, Response, Uptake


class Recommendation(Record):
    """One recommendation, by the paragraph in which it stands."""

    AREA = "programme"

    code = Line()
    text = Text(required=True)
    source = Choice(RecommendationSource, default=RecommendationSource.OTHER)
    body = Line()
    symbol = Line()
    paragraph = Line()
    date = Day(looks=Looks.BACK)
    cycle = Line()
    theme = Line()
    response = MaybeChoice(Response)
    leads = Links(lambda: Organization)
    implementation = Choice(Uptake, default=Uptake.NOT_STARTED)
    assessed_on = Day(looks=Looks.BACK)
    evidence = Text()
    decision = Link(lambda: Decision, mutual=True)
    notes = Text(audience=Audience.SECRETARIAT)

    TITLE, NUMBER, DAY, WEIGHT, OWNERS = text, code, date, 0.8, (leads,)
    ORDER, SAME_BY = (source, date, code), (symbol, paragraph, code, text)
    COLUMNS = (code, text, source, leads, implementation)
    FORM = Form(
        new=(code, text, source, body, symbol, paragraph, date, theme, leads),
        several=(source, body, symbol, date, cycle, theme, leads, implementation),
    )
    VIEWS: ClassVar = {
        "open": "-implementation:implemented -implementation:no_longer_applicable",
        "no_activity": "is:no_activity",
        "all": "",
    }
    GROUP_BY = (source, theme, leads, implementation, cycle)
    AUDIENCE = Audience.MEMBERS


class Contribution(Record):
    """What an organization gave for an answer: internal until it is cleared."""

    question = Link(lambda: OutsideQuestion, required=True)
    organization = Link(lambda: Organization)
    text = Text(required=True)
    received_on = Day(looks=Looks.BACK)
    by = NameText()
    path = FilePath()

    PARENT, TITLE, DAY, ORDER = question, text, received_on, (received_on,)
    SAME_BY = (question, organization, text)
    COLUMNS = (organization, text, received_on, question)
    AUDIENCE = Audience.SECRETARIAT


class OutsideQuestion(Record):
    """A question, or one of a list of issues; only a cleared answer is printed."""

    report = Link(lambda: OutsideReport, required=True)
    code = Line()
    text = Text(required=True)
    asked_of = Links(lambda: Organization)
    due = Day()
    state = Choice(QuestionState, default=QuestionState.OPEN)
    answer = Text(audience=Audience.SECRETARIAT)
    cleared_by = NameText(audience=Audience.SECRETARIAT)
    cleared_on = Day(looks=Looks.BACK)
    recommendation = Link(lambda: Recommendation, mutual=True)
    order = OrderKey()

    PARENT, TITLE, NUMBER, ORDER, OWNERS = report, text, code, (order, code), (asked_of,)
    SAME_BY = (report, code, text)
    COLUMNS = (code, text, asked_of, due, state, report)
    FORM = Form(new=(report, code, text, asked_of, due), several=(asked_of, due, state))
    VIEWS: ClassVar = {"open": "-state:cleared", "all": ""}
    GROUP_BY = (report, asked_of, state)
    CHILDREN = (Contribution,)


class ClearanceStep(Record):
    """Who must agree before a report goes out."""

    report = Link(lambda: OutsideReport, required=True)
    by = NameText(required=True)
    planned = Day()
    done_on = Day(looks=Looks.BACK)
    notes = Line()
    order = OrderKey()

    PARENT, TITLE, ORDER, SAME_BY = report, by, (order, planned), (report, by)
    COLUMNS = (by, planned, done_on, report)


class OutsideReport(Record):
    """A report to a treaty body or to others outside: questions, clearance, submission."""

    AREA = "programme"

    title = Line(required=True)
    body = Line(required=True)
    cycle = Line()
    coordinator = Link(lambda: Organization)
    outside_deadline = Day(required=True)
    due = Day()
    submitted_on = Day(looks=Looks.BACK)
    submitted_by = NameText()
    path = FilePath()
    session_on = Day()
    follow_up_on = Day()
    notes = Text(audience=Audience.SECRETARIAT)

    TITLE, DAY, WEIGHT = title, outside_deadline, 0.6
    ORDER, SAME_BY = (outside_deadline,), (body, cycle, title)
    COLUMNS = (title, body, due, outside_deadline, submitted_on)
    FORM = Form(new=(title, body, cycle, coordinator, outside_deadline, due), several=(coordinator, due))
    VIEWS: ClassVar = {"due": "submitted_on:none", "all": ""}
    GROUP_BY = (body, coordinator)
    CHILDREN = (OutsideQuestion, ClearanceStep)
    AUDIENCE = Audience.MEMBERS


class SignedInstrument(Record):
    """What an organization has signed: terms of reference, a memorandum, how information is shared."""

    AREA = "programme"

    kind = Choice(InstrumentKind, default=InstrumentKind.TERMS_OF_REFERENCE)
    organization = Link(lambda: Organization, required=True)
    version = Line()
    signed_on = Day(looks=Looks.BACK)
    path = FilePath()

    KEY = (kind, organization, version)
    NAMED_AS, DAY, ORDER = organization, signed_on, (organization, kind)
    COLUMNS = (organization, kind, version, signed_on, path)
    VIEWS: ClassVar = {"all": ""}
    GROUP_BY = (kind, organization)
    AUDIENCE = Audience.CORE
