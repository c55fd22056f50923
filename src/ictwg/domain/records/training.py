"""Trainings: their sessions, materials and trainers, and who took part in them (DOMAIN.md §2)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from ictwg.domain.fields import (
    BELOW,
    Choice,
    Choices,
    Day,
    District,
    Language,
    Line,
    Link,
    Links,
    MaybeChoice,
    Money,
    NameText,
    Number,
    PlaceText,
    Text,
    TimeOfDay,
    may_be_at_risk,
)
from ictwg.domain.records.action import Decision
from ictwg.domain.records.funding import FundingLine
from ictwg.domain.records.people import Organization, Person
from ictwg.domain.schema import Form, Record
from ictwg.domain.text import fold_words
from ictwg.domain.values import Audience, AudienceGroup, Looks, ParticipantState, Presence, Sex, TrainingKind, YesNo


def _who_at_it(_: type[Record], said: Mapping[str, Any]) -> tuple[str, ...]:
    """The training and the person; of one on no register the name, however it is spelt, and the organization."""
    whole = str(said.get("training") or "")
    if person := said.get("person"):
        return (whole, str(person))
    return (whole, fold_words(str(said.get("name") or "")), str(said.get("organization") or ""))


class Trainer(Record):
    training = Link(lambda: Training, required=True)
    person = Link(lambda: Person)
    name = NameText()
    organization = Link(lambda: Organization)

    KEY = (training, person, name, organization)
    PARENT, TITLE, NAMED_AS = training, name, person
    COLUMNS = (name, organization, training)

    identity = classmethod(_who_at_it)


class TrainingMaterial(Record):
    """What was handed out or shown, such as the plan of another country."""

    training = Link(lambda: Training, required=True)
    title = Line(required=True)
    country = Line()
    language = Language()
    link = Line()

    PARENT, TITLE = training, title
    COLUMNS = (title, country, language, link, training)


class TrainingSession(Record):
    """A part of a training: a day, or a topic of a day."""

    training = Link(lambda: Training, required=True)
    date = Day(required=True, looks=Looks.AROUND)
    start = TimeOfDay()
    end = TimeOfDay()
    topic = Line(required=True)
    trainers = Links(lambda: Trainer)
    materials = Links(lambda: TrainingMaterial)

    PARENT, TITLE, DAY, ORDER = training, topic, date, (date, start)
    SAME_BY = (training, date, topic)
    COLUMNS = (date, start, end, topic, trainers, training)


class PaymentRate(Record):
    """What is paid for a day to participants of a category, from a day on; what somebody got is kept nowhere."""

    AREA = "programme"

    category = Line(required=True)
    per_day = Money(required=True)
    currency = Line()
    since = Day(key="from", looks=Looks.AROUND)
    until = Day(key="to", looks=Looks.AROUND)

    TITLE, SPAN, ORDER, SAME_BY, WEIGHT = category, (since, until), (category, since), (category, since), 0
    COLUMNS = (category, per_day, currency, since, until)
    VIEWS: ClassVar = {"all": ""}
    AUDIENCE = Audience.SECRETARIAT


class SessionAttendance(Record):
    """Whether a participant was at a session: one for the two, whoever calls the roll."""

    TABLE = "session_attendance"

    session = Link(lambda: TrainingSession, required=True)
    participant = Link(lambda: Participant, required=True)
    state = MaybeChoice(Presence)

    KEY = (session, participant)
    PARENT, NAMED_AS, ORDER, NESTED, WEIGHT = participant, session, (session,), "attendance", 0
    COLUMNS = (session, state, participant)
    AUDIENCE = Audience.SECRETARIAT


class Participant(Record):
    """One person at one training: on the register, or by a typed name. Members see counts only (DOMAIN.md §4)."""

    training = Link(lambda: Training, required=True)
    person = Link(lambda: Person)
    name = NameText(personal=True)
    organization = Link(lambda: Organization)
    sex = MaybeChoice(Sex, personal=True)
    audience_group = MaybeChoice(AudienceGroup)
    position = Line()
    category = Line()
    duty_district = District()
    phone = Line(personal=True)
    email = Line(personal=True)
    letter = Line()
    state = Choice(ParticipantState, default=ParticipantState.NOMINATED)
    replaced_by = Link(lambda: Participant)
    notes = Text()

    KEY = (training, person, name, organization)
    PARENT, TITLE, NAMED_AS, ORDER, OWNERS = training, name, person, (organization, name), (organization,)
    COLUMNS = (name, organization, sex, duty_district, state, training)
    FORM = Form(
        new=(training, person, name, organization, sex, audience_group, position, duty_district, state),
        several=(organization, sex, audience_group, category, duty_district, letter, state),
    )
    VIEWS: ClassVar = {"attended": "state:attended", "nominated": "state:nominated", "all": ""}
    GROUP_BY = (training, organization, duty_district, audience_group)
    CHILDREN = (SessionAttendance,)
    AUDIENCE = Audience.SECRETARIAT

    identity = classmethod(_who_at_it)


class ParticipantCount(Record):
    """How many came of an organization, where only figures are known; small ones name people, so members see sums."""

    training = Link(lambda: Training, required=True)
    organization = Link(lambda: Organization)
    audience_group = MaybeChoice(AudienceGroup)
    sex = MaybeChoice(Sex)
    count = Number(required=True)

    KEY = (training, organization, audience_group, sex)
    PARENT, NAMED_AS, ORDER = training, organization, (organization, sex)
    COLUMNS = (organization, audience_group, sex, count, training)
    AUDIENCE = Audience.SECRETARIAT


class Training(Record):
    """A course of one or several days, with sessions, participants and materials."""

    AREA = "programme"

    title = Line(required=True)
    kind = Choice(TrainingKind, default=TrainingKind.TRAINING)
    starts_on = Day(looks=Looks.AROUND)
    ends_on = Day(looks=Looks.NEAREST)
    venue = PlaceText()
    district = District()
    audience_groups = Choices(AudienceGroup)
    people_at_risk = MaybeChoice(YesNo)
    certificate_from = Number(default=80, most=100)
    language = Language()
    interpreter = NameText()
    tests_before = Number(ours=may_be_at_risk)
    average_before = Number(most=100, ours=lambda one: (one.tests_before or 0) < BELOW)
    tests_after = Number(ours=may_be_at_risk)
    average_after = Number(most=100, ours=lambda one: (one.tests_after or 0) < BELOW)
    follow_up = Line()
    follow_up_on = Day()
    followed_up_on = Day(looks=Looks.BACK)
    report = Line()
    decisions = Links(lambda: Decision)
    notes = Text(audience=Audience.SECRETARIAT)

    TITLE, DAY, SPAN, SAME_BY, WEIGHT = title, starts_on, (starts_on, ends_on), (title, starts_on), 0.8
    COLUMNS = (title, starts_on, ends_on, district, kind)
    FORM = Form(
        new=(title, kind, starts_on, ends_on, venue, district, audience_groups, people_at_risk),
        several=(kind, venue, district, audience_groups, people_at_risk, language, interpreter),
    )
    VIEWS: ClassVar = {"planned": "from:today", "held": "until:today", "all": ""}
    GROUP_BY = (district, kind, audience_groups)
    CHILDREN = (TrainingSession, Participant, ParticipantCount, Trainer, TrainingMaterial, FundingLine)
    AUDIENCE = Audience.MEMBERS
