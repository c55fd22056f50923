"""Organizations, their names over time, their membership, and what became of them."""

from __future__ import annotations

from ictwg.domain.dated_fields import Day
from ictwg.domain.fields import Choice, Flag, Line, Link, Links, MaybeChoice, Position, Text, Words
from ictwg.domain.schema import Record
from ictwg.domain.values import Audience, Looks, MembershipStatus, OrganizationType, SuccessionKind


class Organization(Record):
    TABLE = "organizations"
    SINGULAR = "organization"

    name = Line(required=True)
    acronym = Line(required=True)
    aliases = Words()
    type = Choice(OrganizationType, default=OrganizationType.OTHER, required=True)
    part_of = Link(lambda: Organization)
    seat = Link(lambda: Organization)
    protocol_order = Position()
    exempt_from_quorum = Flag()
    notes = Text(audience=Audience.SECRETARIAT)
    source = Line(inner=True)
    same_as = Link(lambda: Organization, inner=True, loose=True)
    different_from = Links(lambda: Organization, inner=True, loose=True)

    TITLE = acronym
    COLUMNS = (acronym, name, type)


class OrganizationName(Record):
    """A name with its days: correcting a spelling edits a row, renaming adds one."""

    TABLE = "organization_names"
    SINGULAR = "organization_name"

    organization = Link(lambda: Organization, required=True, inner=True)
    name = Line(required=True)
    acronym = Line()
    since = Day(key="from", looks=Looks.AROUND)
    until = Day(key="to", looks=Looks.NEAREST)

    PARENT = organization
    TITLE = name
    SPAN = (since, until)
    COLUMNS = (name, acronym, since, until)


class Membership(Record):
    """A period of one status; the days are inclusive, an empty one is open."""

    TABLE = "memberships"
    SINGULAR = "membership"

    organization = Link(lambda: Organization, required=True, inner=True)
    status = Choice(MembershipStatus, default=MembershipStatus.MEMBER, required=True)
    since = Day(key="from", looks=Looks.AROUND)
    until = Day(key="to", looks=Looks.NEAREST)
    letter = Line(audience=Audience.SECRETARIAT)

    PARENT = organization
    SPAN = (since, until)
    COLUMNS = (status, since, until, letter)


class Succession(Record):
    TABLE = "successions"
    SINGULAR = "succession"

    predecessor = Link(lambda: Organization, required=True)
    successor = Link(lambda: Organization, required=True)
    kind = MaybeChoice(SuccessionKind)
    on = Day(looks=Looks.AROUND)

    COLUMNS = (predecessor, successor, kind, on)
