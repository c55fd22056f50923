"""Documents that the group works on: versions, chapters, the track of steps to approval; papers for meetings; support.

DOMAIN.md §2, *Document*. What was commented on one stands with the contacts.
"""

from __future__ import annotations

from typing import ClassVar

from ictwg.domain.fields import (
    Choice,
    Day,
    FilePath,
    Line,
    Link,
    Links,
    MaybeChoice,
    Money,
    NameText,
    Number,
    OrderKey,
    Text,
)
from ictwg.domain.records.action import Decision
from ictwg.domain.records.meeting import AgendaItem, Meeting
from ictwg.domain.records.people import Organization
from ictwg.domain.schema import Form, Record
from ictwg.domain.values import Audience, DocumentKind, Looks, TrackStage


class DocumentVersion(Record):
    """What was written until a day: a file in the shared folder with its hash, or a link."""

    document = Link(lambda: Document, required=True)
    label = Line(required=True)
    date = Day(looks=Looks.BACK)
    path = FilePath()
    digest = Line(inner=True)
    """The sha256 of the file when it was named; another one says that the file was changed since."""
    link = Line()
    meeting = Link(lambda: Meeting)
    notes = Line()

    PARENT, TITLE, DAY, ORDER = document, label, date, (date, label)
    SAME_BY = (document, label)
    COLUMNS = (label, date, path, meeting, document)
    FORM = Form(new=(document, label, date, path, link, meeting, notes))


class Chapter(Record):
    """A part of a document, with the organization that writes it."""

    document = Link(lambda: Document, required=True)
    title = Line(required=True)
    organization = Link(lambda: Organization)
    due = Day()
    received_on = Day(looks=Looks.BACK)
    sessions = Links(lambda: Meeting)
    open_points = Text()
    order = OrderKey()

    PARENT, TITLE, ORDER, SAME_BY = document, title, (order, title), (document, title)
    OWNERS = (organization,)
    COLUMNS = (title, organization, due, received_on, document)
    FORM = Form(several=(organization, due, received_on))
    VIEWS: ClassVar = {"due": "received_on:none", "all": ""}
    GROUP_BY = (document, organization)


class TrackStep(Record):
    """A step on the way of a document, from drafting to the gazette; it may come again."""

    document = Link(lambda: Document, required=True)
    stage = Choice(TrackStage, default=TrackStage.DRAFTING)
    planned = Day(area="documents")
    first_planned = Day(inner=True)
    """When it was to be at first; kept when it slips."""
    done_on = Day(looks=Looks.BACK)
    lies_with = NameText()
    decision = Link(lambda: Decision)
    meeting = Link(lambda: Meeting)
    by = NameText()
    letter = Line()
    instrument = Line()
    gazette = Line()
    in_force_until = Day()
    evidence = Line()
    notes = Line()
    order = OrderKey()

    PARENT, NAMED_AS, DAY, ORDER = document, document, done_on, (order, planned)
    COLUMNS = (stage, planned, done_on, lies_with, evidence, document)
    FORM = Form(new=(document, stage, planned, done_on, lies_with), several=(planned, lies_with))


class Document(Record):
    """A plan, the draft of a law, terms of reference: what the group writes, and how far it is."""

    AREA = "documents"

    title = Line(required=True)
    kind = Choice(DocumentKind, default=DocumentKind.OTHER)
    lead = Link(lambda: Organization)
    comments_until = Day()
    comments_closed_on = Day(looks=Looks.BACK)
    stage = MaybeChoice(TrackStage, inner=True)
    """Never written: that of the step done last (`ictwg.documents.track`)."""
    notes = Text(audience=Audience.SECRETARIAT)

    TITLE, SAME_BY, WEIGHT = title, (title, kind), 0.8
    COLUMNS = (title, kind, stage, lead, comments_until)
    VIEWS: ClassVar = {"all": "", "late": "is:late"}
    GROUP_BY = (kind, lead)
    CHILDREN = (TrackStep, DocumentVersion, Chapter)
    AUDIENCE = Audience.MEMBERS


class Paper(Record):
    """What an agenda item needs on the table: asked from whom, until when, received or late."""

    AREA = "documents"

    item = Link(lambda: AgendaItem, required=True)
    title = Line()
    document = Link(lambda: Document)
    asked_of = Link(lambda: Organization)
    asked_on = Day(looks=Looks.BACK)
    due = Day()
    received_on = Day(looks=Looks.BACK)
    path = FilePath()

    PARENT, TITLE, NAMED_AS, ORDER, SAME_BY = item, title, document, (due, title), (item, title)
    OWNERS = (asked_of,)
    COLUMNS = (title, asked_of, due, received_on, item)
    FORM = Form(new=(asked_of, title, due, document, item, asked_on, received_on, path))
    VIEWS: ClassVar = {"missing": "is:awaited", "late": "is:late", "all": ""}
    GROUP_BY = (asked_of, item)
    AUDIENCE = Audience.MEMBERS


class Deliverable(Record):
    """What an adviser owes."""

    support = Link(lambda: TechnicalSupport, required=True)
    title = Line(required=True)
    due = Day()
    received_on = Day(looks=Looks.BACK)
    path = FilePath()

    PARENT, TITLE, ORDER, SAME_BY = support, title, (due, title), (support, title)
    COLUMNS = (title, due, received_on, support)
    VIEWS: ClassVar = {"due": "received_on:none", "all": ""}


class TechnicalSupport(Record):
    """Help with the drafting: by whom, from when to when, for how many days, paid by whom."""

    TABLE, AREA = "technical_support", "documents"

    title = Line(required=True)
    provider = Link(lambda: Organization)
    adviser = NameText(audience=Audience.MEMBERS)
    terms_of_reference = Line()
    starts_on = Day(looks=Looks.AROUND)
    ends_on = Day()
    days = Number(most=9_999)
    funder = Link(lambda: Organization)
    amount = Money(audience=Audience.CORE)
    documents = Links(lambda: Document)
    notes = Text(audience=Audience.SECRETARIAT)

    TITLE, DAY, SPAN, SAME_BY = title, starts_on, (starts_on, ends_on), (title, starts_on)
    COLUMNS = (title, provider, starts_on, ends_on, days)
    VIEWS: ClassVar = {"all": ""}
    GROUP_BY = (provider, funder)
    CHILDREN = (Deliverable,)
    AUDIENCE = Audience.MEMBERS
