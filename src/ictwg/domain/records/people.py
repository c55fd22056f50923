"""Organizations and people: names, membership, and functions with their days."""

from __future__ import annotations

from ictwg.domain.fields import Choice, Day, Flag, Language, Line, Link, Links, MaybeChoice, OrderKey, Text, Words
from ictwg.domain.schema import Record
from ictwg.domain.values import (
    Audience,
    Channel,
    Function,
    GivenWork,
    Level,
    Listing,
    Looks,
    MembershipStatus,
    OrganizationType,
    SentAs,
    Sex,
    SuccessionKind,
)


class Organization(Record):
    AREA = "members"

    name = Line(required=True, by_language=True)
    acronym = Line(required=True, by_language=True)
    aliases = Words()
    type = Choice(OrganizationType, default=OrganizationType.OTHER, required=True)
    part_of = Link(lambda: Organization)
    seat = Link(lambda: Organization)
    protocol_order = OrderKey()
    """Within its type."""
    protocol_place = OrderKey()
    """In the one list over the whole group that was put in order by hand; empty: its type proposes where it stands."""
    credentials_on = Day(looks=Looks.BACK)
    """Of an embassy or donor: when its head presented credentials, or it came; by this they stand among themselves."""
    exempt_from_quorum = Flag()
    notes = Text(audience=Audience.SECRETARIAT)
    article = Line()
    """Before its name in Portuguese: o, a, os, as."""
    address = Text()
    mailbox = Line()
    """The official one of the institution, no person's."""
    sent_as = MaybeChoice(SentAs, audience=Audience.SECRETARIAT)
    """In which form it gets what is sent to many, where nobody there wants another."""
    given_work = MaybeChoice(GivenWork)
    """Where it is another way than the group's setting for its type."""
    registry = Line(audience=Audience.SECRETARIAT)
    """Where letters are handed in: place, hours, who signs for them."""
    chief_of_staff = Line(audience=Audience.SECRETARIAT)
    source = Line(hidden=True)
    same_as = Link(lambda: Organization, hidden=True, loose=True)
    different_from = Links(lambda: Organization, hidden=True, loose=True)

    TITLE = acronym
    ORDER = (protocol_place, type, protocol_order, acronym)
    WEIGHT = 0.9
    COLUMNS = (acronym, name, type)
    AUDIENCE = Audience.EVERYONE


class Membership(Record):
    """A period of one status; the days are inclusive, an empty one is open."""

    organization = Link(lambda: Organization, required=True, inner=True)
    status = Choice(MembershipStatus, default=MembershipStatus.MEMBER, required=True)
    since = Day(key="from", looks=Looks.AROUND)
    until = Day(key="to", looks=Looks.NEAREST)
    letter = Line(audience=Audience.SECRETARIAT)

    PARENT = organization
    SPAN = (since, until)
    SAME_BY = (organization, status, since)
    COLUMNS = (status, since, until, letter)


class OrganizationName(Record):
    """A name with its days: correcting a spelling edits a row, renaming adds one."""

    organization = Link(lambda: Organization, required=True, inner=True)
    name = Line(required=True, by_language=True)
    acronym = Line(by_language=True)
    since = Day(key="from", looks=Looks.AROUND)
    until = Day(key="to", looks=Looks.NEAREST)

    PARENT = organization
    TITLE = name
    SPAN = (since, until)
    NESTED = "names"
    WEIGHT = 0.6
    SAME_BY = (organization, name, since)
    COLUMNS = (name, acronym, since, until)


class Succession(Record):
    predecessor = Link(lambda: Organization, required=True)
    successor = Link(lambda: Organization, required=True)
    kind = MaybeChoice(SuccessionKind)
    on = Day(looks=Looks.AROUND)

    DAY = on
    SAME_BY = (predecessor, successor)
    COLUMNS = (predecessor, successor, kind, on)
    AUDIENCE = Audience.EVERYONE


class Person(Record):
    TABLE = "people"
    AREA = "members"

    name = Line(required=True)
    form_of_address = Line()
    listed_as = Line()
    aliases = Words()
    organization = Link(lambda: Organization)
    position = Line(by_language=True)
    level = MaybeChoice(Level)
    phone = Line(personal=True)
    email = Line(personal=True)
    ask_through = Line(personal=True, audience=Audience.SECRETARIAT)
    ask_through_phone = Line(personal=True, audience=Audience.SECRETARIAT)
    channel = MaybeChoice(Channel)
    sent_as = MaybeChoice(SentAs, audience=Audience.SECRETARIAT)
    language = Language()
    sex = MaybeChoice(Sex, personal=True, audience=Audience.SECRETARIAT)
    lists = Words()
    listing = Choice(Listing, default=Listing.MEMBERS)
    confirmed_on = Day(looks=Looks.BACK)
    """When the organization said last that this is still right."""
    handle = Line(hidden=True)
    notes = Text(audience=Audience.SECRETARIAT)
    source = Line(hidden=True)
    same_as = Link(lambda: Person, hidden=True, loose=True)
    different_from = Links(lambda: Person, hidden=True, loose=True)

    TITLE = name
    ORDER = (organization, name)
    OWNERS = (organization,)
    WEIGHT = 0.8
    SAME_BY = (name, organization)
    COLUMNS = (name, organization, position, phone, email)
    GOES_ALONG = True

    def open_to(self, declared: Audience) -> Audience:  # noqa: ARG002 - the shared signature
        return _LISTED[self.listing]


_LISTED = {
    Listing.PUBLIC: Audience.EVERYONE,
    Listing.MEMBERS: Audience.MEMBERS,
    Listing.NOBODY: Audience.SECRETARIAT,
}


class Role(Record):
    """Who held a function, from when to when: of a person, or of an organization as such."""

    function = Choice(Function, default=Function.FOCAL_POINT, required=True)
    organization = Link(lambda: Organization)
    person = Link(lambda: Person)
    since = Day(key="from", looks=Looks.AROUND)
    until = Day(key="to", looks=Looks.NEAREST)
    letter = Line(audience=Audience.SECRETARIAT)
    series = Line(inner=True)

    SPAN = (since, until)
    SEARCHED_UNDER = (person, organization)
    SAME_BY = (function, organization, person, since)
    COLUMNS = (function, organization, person, since, until)
    VISIBLE_WITH = (person,)
    AUDIENCE = Audience.EVERYONE
