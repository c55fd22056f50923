"""The bodies that meet besides their meetings: who sits in a sub-group, and what an agenda begins with."""

from __future__ import annotations

from ictwg.domain.dated_fields import Day
from ictwg.domain.fields import Choice, Line, Link, MaybeChoice, Named, Number, Position, Text
from ictwg.domain.records.organization import Organization
from ictwg.domain.records.person import Person
from ictwg.domain.schema import Record
from ictwg.domain.values import Audience, Function, ItemKind, Looks, MeetingKind, Purpose


class BodyMember(Record):
    """Who sits in a sub-group, with the days: an organization as such, or a person for one. The plenary has its own."""

    TABLE = "body_members"
    SINGULAR = "body_member"

    series = Line(inner=True)
    function = Choice(Function, default=Function.FOCAL_POINT)
    organization = Link(lambda: Organization)
    person = Link(lambda: Person, audience=Audience.MEMBERS)
    since = Day(key="from", looks=Looks.AROUND)
    until = Day(key="to", looks=Looks.NEAREST)

    SPAN = (since, until)
    COLUMNS = (organization, person, function, since, until)


class TemplateItem(Record):
    """An item that the agenda of every meeting of a kind begins with."""

    TABLE = "template_items"
    SINGULAR = "template_item"

    series = Line(inner=True)
    meeting_kind = Choice(MeetingKind, default=MeetingKind.ORDINARY, inner=True)
    parent = Link(lambda: TemplateItem, inner=True)
    order = Position()
    title = Line(required=True)
    kind = Choice(ItemKind, default=ItemKind.TOPIC)
    purpose = MaybeChoice(Purpose)
    presenter = Named(audience=Audience.MEMBERS)
    minutes_allotted = Number()
    background = Text()
    audience = Choice(Audience, default=Audience.EVERYONE)

    TITLE = title
    COLUMNS = (title, purpose, presenter, minutes_allotted)
