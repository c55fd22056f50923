"""What was handed on because it is confidential, and what only looked so (DOMAIN.md §4). Neither holds a word of it."""

from __future__ import annotations

from typing import ClassVar

from ictwg.domain.fields import Choices, Day, Line, Link, MaybeChoice, NameText, Reason
from ictwg.domain.records.meeting import AgendaItem
from ictwg.domain.records.people import Organization
from ictwg.domain.schema import Form, Record
from ictwg.domain.values import Audience, Channel, Find, Looks


class Referral(Record):
    """A confidential matter that came to the secretariat and went to the body that has the mandate for it."""

    AREA = "minutes"

    date = Day(required=True, looks=Looks.BACK)
    organization = Link(lambda: Organization)
    """From whom it came."""
    body = Line(required=True)
    channel = MaybeChoice(Channel)
    by = NameText()
    received_on = Day(looks=Looks.BACK)
    item = Link(lambda: AgendaItem)
    """Under which it was said at a meeting."""

    TITLE, DAY, ORDER, SAME_BY, WEIGHT = body, date, (date,), (date, organization, body), 0
    COLUMNS = (date, organization, body, channel, by, received_on)
    FORM = Form(several=(body, channel, by, received_on))
    VIEWS: ClassVar = {"open": "received_on:none", "all": ""}
    AUDIENCE = Audience.SECRETARIAT


class AcceptedText(Record):
    """A text of which a person has said that nothing in it is confidential, known by its digest."""

    digest = Line(required=True)
    finds = Choices(Find)
    reason = Reason(required=True)

    KEY, TITLE, WEIGHT = (digest,), reason, 0
    COLUMNS = (finds, reason)
    AUDIENCE = Audience.SECRETARIAT
