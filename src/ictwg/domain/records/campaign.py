"""Campaigns: what was done in the field, and the material for it (DOMAIN.md §2)."""

from __future__ import annotations

from typing import ClassVar

from ictwg.domain.fields import (
    Choice,
    Day,
    District,
    Flag,
    Language,
    Line,
    Link,
    Links,
    MaybeChoice,
    NameText,
    Number,
    PlaceText,
    Text,
    may_be_at_risk,
)
from ictwg.domain.records.action import Decision
from ictwg.domain.records.funding import FundingLine
from ictwg.domain.records.people import Organization
from ictwg.domain.schema import Form, Record
from ictwg.domain.values import Audience, FieldActionKind, Looks, ReachBasis, YesNo

MANY = 99_999_999
"""People reached and copies printed: more than a country has."""


class CampaignMaterial(Record):
    """A leaflet, a poster, a spot, in one language."""

    campaign = Link(lambda: Campaign, required=True)
    title = Line(required=True)
    language = Language()
    version = Line()
    approved_by = NameText()
    approved_on = Day(looks=Looks.BACK)
    logos_cleared = Flag()
    printed = Number(most=MANY)
    distributed = Number(most=MANY)
    in_stock = Number(most=MANY)
    link = Line()

    PARENT, TITLE, ORDER = campaign, title, (title, language)
    SAME_BY = (campaign, title, language, version)
    COLUMNS = (title, language, printed, distributed, in_stock, approved_on, campaign)


class FieldAction(Record):
    """What was done on a day at a place, and how many people it reached; broadcasts may be for the whole country."""

    campaign = Link(lambda: Campaign, required=True)
    title = Line(required=True)
    kind = Choice(FieldActionKind, default=FieldActionKind.EVENT)
    date = Day(looks=Looks.AROUND)
    district = District()
    place = PlaceText()
    language = Language()
    material = Link(lambda: CampaignMaterial)
    quantity = Number(most=MANY)
    reached = Number(most=MANY, people=lambda one, _: may_be_at_risk(one))
    basis = Choice(ReachBasis, default=ReachBasis.NOT_KNOWN)
    people_at_risk = MaybeChoice(YesNo)
    notes = Text(audience=Audience.SECRETARIAT)

    PARENT, TITLE, DAY = campaign, title, date
    SAME_BY = (campaign, title, date, district)
    COLUMNS = (title, date, district, kind, reached, basis, campaign)
    FORM = Form(
        new=(
            campaign,
            title,
            kind,
            date,
            district,
            place,
            language,
            material,
            quantity,
            reached,
            basis,
            people_at_risk,
        ),
        several=(kind, date, district, language, material, basis, people_at_risk),
    )
    VIEWS: ClassVar = {"planned": "from:today", "held": "until:today", "all": ""}
    GROUP_BY = (campaign, district, kind)


class Campaign(Record):
    """An information campaign, with its actions in the field and its materials."""

    AREA = "programme"

    title = Line(required=True)
    starts_on = Day(looks=Looks.AROUND)
    ends_on = Day(looks=Looks.NEAREST)
    partners = Links(lambda: Organization)
    report = Line()
    decisions = Links(lambda: Decision)
    notes = Text(audience=Audience.SECRETARIAT)

    TITLE, DAY, SPAN, SAME_BY, WEIGHT = title, starts_on, (starts_on, ends_on), (title, starts_on), 0.8
    COLUMNS = (title, starts_on, ends_on, partners)
    FORM = Form(new=(title, starts_on, ends_on, partners), several=(starts_on, ends_on, partners))
    VIEWS: ClassVar = {"planned": "from:today", "held": "until:today", "all": ""}
    GROUP_BY = (partners,)
    CHILDREN = (FieldAction, CampaignMaterial, FundingLine)
    AUDIENCE = Audience.MEMBERS
