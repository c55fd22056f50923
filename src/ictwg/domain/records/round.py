"""Rounds, in which many are asked for the same until a day, and other days of the year (DOMAIN.md §3).

Invitations, comments on minutes and answers to a circulated decision are asked for likewise, and stay where they are:
with the attendance, the contacts and the positions.
"""

from __future__ import annotations

from typing import ClassVar

from ictwg.domain.fields import Choice, Day, FilePath, Flag, Line, Link, NameText, Number, Recurrence, Text
from ictwg.domain.records.document import Document
from ictwg.domain.records.meeting import Meeting
from ictwg.domain.records.people import Organization
from ictwg.domain.schema import RECORDS, Form, Record
from ictwg.domain.values import Audience, Looks, RoundKind, RoundState


class RoundAnswer(Record):
    """How far one organization is in a round."""

    round = Link(lambda: Round, required=True)
    organization = Link(lambda: Organization, required=True)
    state = Choice(RoundState, default=RoundState.NOT_ASKED)
    asked_on = Day(looks=Looks.BACK)
    reminded_on = Day(looks=Looks.BACK)
    answered_on = Day(looks=Looks.BACK)
    by = NameText()
    text = Text()
    path = FilePath()

    KEY = (round, organization)
    PARENT, NAMED_AS, DAY, ORDER = round, organization, answered_on, (organization,)
    COLUMNS = (organization, state, asked_on, reminded_on, answered_on, round)
    FORM = Form(several=(state, asked_on, reminded_on, answered_on))
    VIEWS: ClassVar = {"waiting": "answered_on:none", "all": ""}
    GROUP_BY = (round, organization, state)
    AUDIENCE = Audience.SECRETARIAT


class Round(Record):
    """A reporting round, a call for inputs, or the yearly confirmation of contacts."""

    AREA = "programme"

    title = Line(required=True)
    kind = Choice(RoundKind, default=RoundKind.ACTIVITY_REPORTS)
    plan = Link(lambda: RECORDS["plans"])
    document = Link(lambda: Document)
    meeting = Link(lambda: Meeting)
    """For whose agenda items are asked."""
    since = Day(key="from", looks=Looks.AROUND)
    until = Day(key="to", looks=Looks.NEAREST)
    opens_on = Day(looks=Looks.AROUND)
    closes_on = Day(required=True)
    outside_deadline = Day()
    recurrence = Recurrence()
    template = Line()
    earlier = Link(lambda: Round, inner=True)
    """The one before, of a round that repeats."""
    closed_on = Day(looks=Looks.BACK)
    notes = Text(audience=Audience.SECRETARIAT)

    TITLE, DAY, SPAN, WEIGHT = title, closes_on, (since, until), 0.6
    ORDER, SAME_BY = (closes_on,), (title, closes_on)
    COLUMNS = (title, kind, opens_on, closes_on, closed_on)
    FORM = Form(new=(title, kind, plan, document, meeting, since, until, opens_on, closes_on, recurrence, template))
    VIEWS: ClassVar = {"open": "closed_on:none", "all": ""}
    GROUP_BY = (kind, plan)
    CHILDREN = (RoundAnswer,)
    AUDIENCE = Audience.MEMBERS


class CalendarItem(Record):
    """A day of the year that no other record keeps: the budget call, the yearly look at the terms of reference."""

    AREA = "programme"

    title = Line(required=True)
    date = Day(required=True, looks=Looks.AROUND)
    lead_days = Number(most=366)
    responsible = Link(lambda: Organization)
    paragraph = Line()
    yearly = Flag()
    done_on = Day(looks=Looks.BACK)
    notes = Text(audience=Audience.SECRETARIAT)

    TITLE, DAY, SAME_BY, OWNERS = title, date, (title, date), (responsible,)
    COLUMNS = (title, date, responsible, done_on)
    FORM = Form(several=(responsible, lead_days, yearly, done_on))
    VIEWS: ClassVar = {"open": "done_on:none", "all": ""}
    GROUP_BY = (responsible,)
    AUDIENCE = Audience.MEMBERS
