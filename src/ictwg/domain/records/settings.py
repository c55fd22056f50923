"""What is true of the whole group: names, rules and lists are data, not code."""

from __future__ import annotations

from typing import ClassVar

from ictwg.domain.fields import (
    Choice,
    Choices,
    Day,
    FilePath,
    Flag,
    Formula,
    Line,
    MaybeChoice,
    Number,
    Recurrence,
    Text,
    Words,
)
from ictwg.domain.schema import Form, Record
from ictwg.domain.values import Audience, MeetingKind, OrganizationType, PaperForm, Silence
from ictwg.locales import normalized


class Group(Record):
    """The settings of the group; one record."""

    TABLE = "settings"
    AREA = "members"

    key = Line(hidden=True)
    name = Line(required=True)
    acronym = Line()
    name_pt = Line()
    name_tet = Line()
    name_id = Line()
    former_names = Words()
    letterhead = Text()
    """Up to four lines at the top of what an office sends: state, ministry, unit; below it in other languages."""
    letterhead_pt = Text()
    letterhead_tet = Text()
    letterhead_id = Text()
    paper_footer = Line()
    city = Line()
    """Where letters are dated: `Díli, 3 de março de 2010`."""
    logo = FilePath()
    """Printed above the letterhead: a PNG or JPEG file in the shared folder."""
    letterhead_document = FilePath()
    """Another one, as Word papers are laid out."""
    language = Line(default="en")
    paper_form = MaybeChoice(PaperForm)
    country = Line()
    time_zone = Line(default="Asia/Dili")
    closed_days = Words()
    districts = Words()
    currency = Line(default="USD")
    quorum_rule = Text()
    quorum_needed = Number()
    quorum_proxies = Flag()
    quorum_phrase = Line()
    no_quorum_phrase = Line()
    votes = Flag()
    members_sign = Flag()
    """Whether only an organization that has signed an instrument is told what is for members."""
    silence = Choice(Silence, default=Silence.NO_ANSWER)
    hides_restricted = Flag()
    initials = Flag()
    opening_formula = Formula()
    """Above what minutes say, in the language of the group; below it in other languages, and what ends them."""
    opening_formula_pt = Formula()
    opening_formula_tet = Formula()
    opening_formula_id = Formula()
    closing_formula = Formula()
    closing_formula_pt = Formula()
    closing_formula_tet = Formula()
    closing_formula_id = Formula()
    comment_days = Number(default=10)
    asks_represented = Flag()
    """Whether the silence of those who were not represented at a meeting says nothing of its minutes."""
    signed_first = Flag()
    """Whether minutes go out once the signed copy is on file."""
    invited_types = Choices(OrganizationType)
    """Types of organizations that are invited to do something, and tasked with nothing: none of them is ever late."""
    history_before = Day()
    """Nobody follows up what was agreed before this day; asked when the first papers are imported."""
    working_people = Words()
    phrases = Words()
    illustrative = Flag(inner=True)

    KEY = (key,)
    TITLE = name
    WEIGHT = 0
    COLUMNS = (name, acronym, time_zone)
    AUDIENCE = Audience.EVERYONE

    @property
    def spoken(self) -> str:
        """The language in which the group writes: one that the program has, whatever the field says."""
        return normalized(self.language)


class DistrictEntry(Record):
    """A district of the group's own list, where the table of its country is not there or not right."""

    SINGULAR, AREA = "district", "members"

    name = Line(required=True)
    spellings = Words()
    exists_since = Number()
    split_from = Line()
    north_to_south = Number()
    west_to_east = Number()

    KEY, TITLE, WEIGHT = (name,), name, 0
    COLUMNS = (name, north_to_south, west_to_east, exists_since, split_from)
    FORM = Form(several=(exists_since,))
    VIEWS: ClassVar = {"all": ""}
    AUDIENCE = Audience.EVERYONE


class Series(Record):
    """A body that numbers its own meetings: the plenary's code is empty."""

    TABLE = "series"

    code = Line()
    name = Line(required=True, by_language=True)
    rule = Recurrence()
    reports_to = Line()

    KEY = (code,)
    TITLE = name
    WEIGHT = 0
    COLUMNS = (code, name, rule)
    AUDIENCE = Audience.EVERYONE


class ReportText(Record):
    """What the secretariat wrote into the report of a period, beside the figures: for a section, for its readers."""

    since = Day(key="from", required=True)
    until = Day(key="to", required=True)
    section = Line(required=True)
    audience = Choice(Audience, default=Audience.MEMBERS)
    text = Text()

    KEY, TITLE, SPAN = (since, until, section, audience), section, (since, until)
    COLUMNS = (since, until, section)
    AUDIENCE = Audience.EVERYONE


class ChecklistLine(Record):
    """A step of the work around a meeting, so many working days before or after it."""

    kind = MaybeChoice(MeetingKind)
    key = Line(hidden=True)
    text = Line(required=True)
    days = Number()
    after = Flag()
    ticked_by = Line()

    KEY = (key,)
    TITLE = text
    WEIGHT = 0
    COLUMNS = (text, days, after)
    GOES_ALONG = True


class SavedFilter(Record):
    screen = Line(inner=True)
    name = Line(required=True)
    words = Line(required=True)

    KEY = (screen, name)
    TITLE = name
    WEIGHT = 0
    COLUMNS = (name, words)
