"""Whom the secretariat asked what, when and how; and what came back (DOMAIN.md §2)."""

from __future__ import annotations

from typing import ClassVar

from ictwg.domain.fields import Choice, Day, Line, Link, Links, MaybeChoice, NameText, Text
from ictwg.domain.records.action import Action, Decision
from ictwg.domain.records.document import Document
from ictwg.domain.records.meeting import AgendaItem, Entry, Meeting
from ictwg.domain.records.people import Organization, Person
from ictwg.domain.schema import RECORDS, Form, Record
from ictwg.domain.values import ANSWERS, Audience, CallOutcome, Channel, Commented, Direction, Looks, Settled


class Contact(Record):
    """A letter, a call, a message. What is about minutes or a document says whether it comments, and what became of it.

    `audience` opens such a comment; who said it, how, and what the secretariat noted beside it is never opened.
    """

    AREA = "contacts"

    on = Day(required=True, looks=Looks.BACK, key="date")
    direction = Choice(Direction, default=Direction.OUT)
    channel = MaybeChoice(Channel, audience=Audience.SECRETARIAT)
    organization = Link(lambda: Organization, required=True)
    person = Link(lambda: Person, audience=Audience.SECRETARIAT)
    name = NameText(audience=Audience.SECRETARIAT)
    text = Text()
    letter = Line(audience=Audience.SECRETARIAT)
    meetings = Links(lambda: Meeting)
    minutes = Links(lambda: Meeting)
    documents = Links(lambda: Document)
    decisions = Links(lambda: Decision)
    actions = Links(lambda: Action)
    item = Link(lambda: AgendaItem, inner=True)
    entry = Link(lambda: Entry, inner=True)
    comments = MaybeChoice(Commented)
    settled = MaybeChoice(Settled)
    settled_on = Day(looks=Looks.BACK)
    settled_note = Line(audience=Audience.SECRETARIAT)
    audience = Choice(Audience, default=Audience.SECRETARIAT)
    page = Link(lambda: RECORDS["letter_addressees"], inner=True)
    """Of what went out as a letter, to whom it was written."""
    delivered_on = Day(looks=Looks.BACK)
    received_by = NameText(audience=Audience.SECRETARIAT)
    answer_by = Day()
    answered_by = Link(lambda: Contact, inner=True)
    """Of a call back that was promised, the call that was it."""
    ended_with = MaybeChoice(CallOutcome, audience=Audience.SECRETARIAT)
    call_back_on = Day(audience=Audience.SECRETARIAT)

    TITLE = text
    DAY = on
    SAME_BY = (organization, on, direction, text)
    COLUMNS = (on, organization, channel, direction, text)
    FORM = Form(
        new=(
            organization,
            on,
            direction,
            channel,
            person,
            name,
            text,
            letter,
            meetings,
            actions,
            answer_by,
            call_back_on,
        ),
        several=(on, channel, answer_by),
    )
    VIEWS: ClassVar = {"waiting": "is:waiting", "call_back": "is:call_back", "all": ""}
    GROUP_BY = (organization, channel, direction)
    VISIBLE_WITH = (minutes, documents, item, entry)

    def open_to(self, declared: Audience) -> Audience:
        """Whom the secretariat asked is its own; an answer about minutes is as open as it was made, and as they are."""
        return declared if (self.minutes or self.documents) and self.comments in ANSWERS else Audience.SECRETARIAT
