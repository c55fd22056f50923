"""The bodies that meet, their meetings and agendas, who was there, and what was said line by line."""

from __future__ import annotations

from datetime import time
from typing import ClassVar

from ictwg.domain.access import strictest
from ictwg.domain.fields import (
    Choice,
    Day,
    Flag,
    Line,
    Link,
    MaybeChoice,
    NameText,
    Number,
    OrderKey,
    PlaceText,
    Stamp,
    Text,
    TimeOfDay,
    Words,
)
from ictwg.domain.records.people import Organization, Person
from ictwg.domain.schema import Form, Record
from ictwg.domain.values import (
    Adoption,
    Answer,
    Audience,
    Capacity,
    Channel,
    EntryType,
    Function,
    ItemKind,
    Looks,
    MeetingKind,
    MeetingState,
    MinutesState,
    Outcome,
    Presence,
    Purpose,
)


class BodyMember(Record):
    """Who sits in a sub-group, with the days: an organization as such, or a person for one. The plenary has its own."""

    series = Line(inner=True)
    function = Choice(Function, default=Function.FOCAL_POINT)
    organization = Link(lambda: Organization)
    person = Link(lambda: Person, audience=Audience.MEMBERS)
    since = Day(key="from", looks=Looks.AROUND)
    until = Day(key="to", looks=Looks.NEAREST)

    SPAN = (since, until)
    SAME_BY = (series, organization, person, since)
    COLUMNS = (organization, person, function, since, until)
    VISIBLE_WITH = (person,)
    AUDIENCE = Audience.EVERYONE


class TemplateItem(Record):
    """An item that the agenda of every meeting of a kind begins with."""

    series = Line(inner=True)
    meeting_kind = Choice(MeetingKind, default=MeetingKind.ORDINARY, inner=True)
    parent = Link(lambda: TemplateItem, inner=True)
    order = OrderKey()
    title = Line(required=True, by_language=True)
    kind = Choice(ItemKind, default=ItemKind.TOPIC)
    purpose = MaybeChoice(Purpose)
    presenter = NameText(audience=Audience.MEMBERS)
    minutes_allotted = Number()
    background = Text()
    audience = Choice(Audience, default=Audience.EVERYONE)

    TITLE, ORDER = title, (series, meeting_kind, order)
    SAME_BY = (series, meeting_kind, title)
    COLUMNS = (title, purpose, presenter, minutes_allotted)
    AUDIENCE = Audience.MEMBERS


class Meeting(Record):
    """`number` is taken when the agenda goes out or the meeting is held; until then its date names it.

    `end` is when it was to end. Files of before `ended` was kept apart have in it when it did.
    """

    AREA = "meetings"

    reference = Line(inner=True)
    former_references = Words(inner=True, frozen=False)
    series = Line()
    number = Number(inner=True)
    ordinal = Number()
    kind = Choice(MeetingKind, default=MeetingKind.ORDINARY)
    title = Line()
    date = Day(required=True, looks=Looks.NEAREST)
    start = TimeOfDay()
    end = TimeOfDay()
    ended = TimeOfDay()
    time_zone = Line()
    venue = PlaceText(by_language=True)
    link = Line(audience=Audience.MEMBERS)
    chair = NameText(audience=Audience.MEMBERS)
    chair_position = Line(audience=Audience.MEMBERS)
    minute_taker = NameText(audience=Audience.MEMBERS)
    minute_taker_position = Line(audience=Audience.MEMBERS)
    state = Choice(MeetingState, default=MeetingState.PLANNED)
    minutes_state = Choice(MinutesState, default=MinutesState.NONE, area="minutes")
    audience = Choice(Audience, default=Audience.MEMBERS)
    summary = Text()
    printed_representation = Line(hidden=True)
    next_meeting = Day()
    next_start = TimeOfDay(frozen=False)
    folder = Line(frozen=False)
    agenda_sent_to_chair = Day(looks=Looks.BACK, frozen=False)
    agenda_cleared = Day(looks=Looks.BACK, frozen=False)
    agenda_circulated = Day(looks=Looks.BACK, frozen=False)
    invitation_sent_to_chair = Day(looks=Looks.BACK, frozen=False)
    invitation_cleared = Day(looks=Looks.BACK, frozen=False)
    invitation_circulated = Day(looks=Looks.BACK, frozen=False)
    action_points_out = Day(looks=Looks.BACK, frozen=False)
    sent_to_chair = Day(looks=Looks.BACK)
    cleared_by_chair = Day(looks=Looks.BACK)
    cleared_by = NameText(audience=Audience.MEMBERS)
    circulated = Day(looks=Looks.BACK)
    circulations = Number(hidden=True)
    comments_until = Day()
    adopted_on = Day(looks=Looks.BACK)
    adopted_how = MaybeChoice(Adoption)
    adopted_at = Link(lambda: Meeting)
    adopted_where = Line(inner=True)
    signed_on = Day(looks=Looks.BACK, frozen=False)
    signed_by = NameText(audience=Audience.MEMBERS, frozen=False)
    signed_copy = Line(audience=Audience.MEMBERS, frozen=False)
    other_files = Words(audience=Audience.SECRETARIAT, frozen=False)
    """Earlier drafts, translations and annexes that were imported beside the text, as `earlier draft: notes.docx`."""
    edition = Number(hidden=True)
    source = Line(hidden=True, frozen=False)

    TITLE = title
    SPAN = (start, end)
    ORDER = (date, start, series)
    DAY = date
    CLOSED_BY = (state, frozenset(MeetingState) - {MeetingState.PLANNED})
    WEIGHT = 0.9
    SAME_BY = (series, date, title)
    COLUMNS = (reference, date, title, state, minutes_state)
    GOES_OUT: ClassVar = {
        invitation_sent_to_chair: ((title, venue), Audience.CORE),
        invitation_circulated: ((title, venue), Audience.MEMBERS),
        agenda_sent_to_chair: ("agenda", Audience.CORE),
        agenda_circulated: ("agenda", Audience.MEMBERS),
        sent_to_chair: ("minutes", Audience.CORE),
        circulated: ("minutes", Audience.MEMBERS),
    }
    FORM = Form(new=(date, start, end, kind, title, venue, chair, series))
    PRINTED = (
        *(sent_to_chair, cleared_by_chair, cleared_by, circulated, comments_until),
        *(adopted_on, adopted_how, adopted_at),
    )
    AUDIENCE = Audience.EVERYONE

    @property
    def over_at(self) -> time | None:
        """When it ended, as far as that is known."""
        return self.ended or self.end

    @property
    def is_drafting(self) -> bool:
        """A drafting session has no quorum, and a note in place of minutes that are commented and adopted."""
        return self.kind is MeetingKind.DRAFTING_SESSION


class AgendaItem(Record):
    """A topic of a meeting; one without a meeting waits in the parking lot, for the next one of its `series`."""

    meeting = Link(lambda: Meeting, inner=True)
    series = Line(inner=True)
    parent = Link(lambda: AgendaItem, inner=True)
    order = OrderKey()
    title = Line(required=True)
    kind = Choice(ItemKind, default=ItemKind.TOPIC)
    purpose = MaybeChoice(Purpose)
    presenter = NameText(audience=Audience.MEMBERS)
    minutes_allotted = Number(units=("min", "mins", "minute", "minutes", "minuto", "minutos", "minutu", "menit", "'"))
    background = Text()
    proposed_decision = Text()
    chair_note = Text(audience=Audience.SECRETARIAT)
    papers = Words()
    outcome = MaybeChoice(Outcome)
    audience = Choice(Audience, default=Audience.EVERYONE)
    printed_adopted = Words(inner=True)
    late = Flag()
    carried_from = Link(lambda: AgendaItem, inner=True, frozen=False)
    asked_by = Link(lambda: Organization, audience=Audience.CORE, frozen=False)
    asked_on = Day(looks=Looks.BACK, audience=Audience.CORE, frozen=False)
    asked_for = Link(lambda: Meeting, audience=Audience.CORE, frozen=False)
    """The meeting before which it was asked; until it stands on an agenda it waits among the parked topics."""

    PARENT, ORDER = meeting, (meeting, order)
    TITLE = title
    PRINTED = (presenter, purpose, papers, outcome)
    WEIGHT = 0.5
    SEARCHED_UNDER = ()
    SAME_BY = (meeting, parent, title)
    COLUMNS = (title, purpose, presenter, minutes_allotted)
    VISIBLE_WITH = (meeting, parent)
    AUDIENCE_WITHOUT_PARENT = Audience.MEMBERS
    PLANNED = (title, kind, purpose, presenter, minutes_allotted, proposed_decision, background, papers, chair_note)


class Attendance(Record):
    """One person at one meeting; `name` is typed for a representative of the day, who need not be on the register."""

    TABLE = "attendance"

    meeting = Link(lambda: Meeting, required=True, inner=True)
    organization = Link(lambda: Organization)
    person = Link(lambda: Person, audience=Audience.MEMBERS)
    name = NameText(audience=Audience.MEMBERS)
    title = Line(audience=Audience.MEMBERS)
    printed_organization = Line(inner=True)
    capacity = Choice(Capacity, default=Capacity.MEMBER)
    answer = Choice(Answer, default=Answer.NONE, frozen=False)
    sends = NameText(audience=Audience.MEMBERS, frozen=False)
    answered_on = Day(looks=Looks.BACK)
    answered_by = NameText(audience=Audience.SECRETARIAT)
    answer_channel = MaybeChoice(Channel, audience=Audience.SECRETARIAT)
    state = MaybeChoice(Presence)
    in_place_of = NameText(audience=Audience.MEMBERS)
    proxy_for = Link(lambda: Organization)
    arrived_at = Link(lambda: AgendaItem, audience=Audience.MEMBERS)
    left_at = Link(lambda: AgendaItem, audience=Audience.MEMBERS)
    handle = Line(hidden=True, audience=Audience.MEMBERS, frozen=False)
    order = OrderKey()

    KEY = (meeting, person, name)
    PARENT = meeting
    TITLE = name
    ORDER = (organization, order, capacity, name)
    WEIGHT = 0.1
    SEARCHED_UNDER = ()
    COLUMNS = (name, organization, capacity, state)
    PRINTED = (in_place_of, proxy_for)

    def open_to(self, declared: Audience) -> Audience:
        """`everyone` is told which organizations came, not who for them (the fields say so), nor who came for none."""
        return declared if self.organization else strictest(declared, Audience.MEMBERS)


class Entry(Record):
    """One line of the minutes. Its type may change at any time; its identity and text stay."""

    TABLE = "entries"

    meeting = Link(lambda: Meeting, required=True, inner=True)
    item = Link(lambda: AgendaItem, inner=True)
    parent = Link(lambda: Entry, inner=True)
    order = OrderKey()
    type = Choice(EntryType, default=EntryType.NOTE)
    text = Text(required=True, area="minutes")
    speaker = NameText(audience=Audience.MEMBERS)
    question_to = NameText(audience=Audience.MEMBERS)
    audience = Choice(Audience, default=Audience.EVERYONE)
    at = Stamp(inner=True, frozen=False)

    PARENT = item
    TITLE = text
    ORDER = (meeting, item, order)
    WEIGHT = 0.4
    SEARCHED_UNDER = ()
    SAME_BY = (meeting, item, type, text)
    COLUMNS = (type, speaker, text)
    VISIBLE_WITH = (meeting, item, parent)
