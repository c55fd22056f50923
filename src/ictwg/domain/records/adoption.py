"""What adoption leaves: the minutes as they were adopted, and what was corrected in them since."""

from __future__ import annotations

from ictwg.domain.fields import Day, Line, Link, MaybeChoice, NameText, Number, Text
from ictwg.domain.records.meeting import AgendaItem, Entry, Meeting
from ictwg.domain.schema import Raw, ReadingContext, Record
from ictwg.domain.values import Audience, Looks


class PrintedContent(Text):
    """What was printed, as data that the program alone reads; it stands in the file as it was made."""

    kind = "printed"

    def encode(self, value: str) -> Raw:
        return value or None

    def show(self, value: str, context: ReadingContext) -> str:  # noqa: ARG002 - the shared signature
        import hashlib

        return hashlib.sha256(value.encode("utf-8", "surrogatepass")).hexdigest()[:12] if value else ""


class Edition(Record):
    """The minutes of a meeting as they were adopted: from then on they are shown and exported from it only.

    `version` counts the adoptions of one meeting. `content` holds every record that is printed (see
    `ictwg.minutes.freezing`), `digest` its sha256; from it each audience is printed its own. With an `addendum` it is
    no minutes but the agenda: 0 as it was sent, 1 as it was with its first addendum.
    """

    meeting = Link(lambda: Meeting, required=True, inner=True)
    version = Number(inner=True)
    addendum = Number(inner=True)
    on = Day(looks=Looks.BACK)
    content = PrintedContent(hidden=True, personal=True)
    digest = Line(hidden=True)

    KEY = (meeting, version, addendum)
    PARENT = meeting
    NESTED = ""
    DAY = on
    SEARCHED_UNDER = ()
    COLUMNS = (version, addendum, on)
    GOES_ALONG = True
    AUDIENCE = Audience.SECRETARIAT


class Correction(Record):
    """What is said of adopted minutes later; they themselves stay as they are."""

    meeting = Link(lambda: Meeting, required=True, inner=True)
    item = Link(lambda: AgendaItem, inner=True)
    entry = Link(lambda: Entry, inner=True)
    on = Day(required=True, looks=Looks.BACK)
    asked_by = NameText(audience=Audience.MEMBERS)
    text = Text(required=True)
    audience = MaybeChoice(Audience, inner=True)

    PARENT = meeting
    TITLE = text
    DAY = on
    SEARCHED_UNDER = ()
    SAME_BY = (meeting, on, text)
    COLUMNS = (on, asked_by, text)
    VISIBLE_WITH = (meeting, item, entry)
