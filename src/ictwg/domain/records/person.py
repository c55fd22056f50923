"""People and the functions that they hold, with their days."""

from __future__ import annotations

from ictwg.domain.dated_fields import Day
from ictwg.domain.fields import Choice, Line, Link, Links, MaybeChoice, Text, Words
from ictwg.domain.records.organization import Organization
from ictwg.domain.schema import Record
from ictwg.domain.values import Audience, Channel, Function, Listing, Looks, Sex


class Person(Record):
    TABLE = "people"
    SINGULAR = "person"

    name = Line(required=True)
    form_of_address = Line()
    listed_as = Line()
    aliases = Words()
    organization = Link(lambda: Organization)
    position = Line()
    phone = Line(personal=True)
    email = Line(personal=True)
    ask_through = Line(personal=True, audience=Audience.SECRETARIAT)
    ask_through_phone = Line(personal=True, audience=Audience.SECRETARIAT)
    channel = MaybeChoice(Channel)
    language = Line()
    sex = MaybeChoice(Sex, personal=True, audience=Audience.SECRETARIAT)
    lists = Words()
    listing = Choice(Listing, default=Listing.MEMBERS)
    handle = Line(inner=True)
    notes = Text(audience=Audience.SECRETARIAT)
    source = Line(inner=True)
    same_as = Link(lambda: Person, inner=True, loose=True)
    different_from = Links(lambda: Person, inner=True, loose=True)

    TITLE = name
    COLUMNS = (name, organization, position, phone, email)


class Role(Record):
    """Who held a function, from when to when: of a person, or of an organization as such."""

    TABLE = "roles"
    SINGULAR = "role"

    function = Choice(Function, default=Function.FOCAL_POINT, required=True)
    organization = Link(lambda: Organization)
    person = Link(lambda: Person)
    since = Day(key="from", looks=Looks.AROUND)
    until = Day(key="to", looks=Looks.NEAREST)
    letter = Line(audience=Audience.SECRETARIAT)
    series = Line(inner=True)

    SPAN = (since, until)
    COLUMNS = (function, organization, person, since, until)
