"""Everything that goes out of the program about a meeting, in one list, so that nothing escapes the canary test.

An exporter gets records and an audience, and gives text; what the audience may not see is not in the sheet that it
writes. A new exporter is a line in `EXPORTERS`.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, NamedTuple

from ictwg.domain.access import field_visible, visible
from ictwg.domain.records import AgendaItem, Meeting
from ictwg.domain.text import clean
from ictwg.domain.values import Audience, MeetingState, MinutesState
from ictwg.exports.action_points import action_points_blocks, action_points_text
from ictwg.exports.agenda import agenda_blocks, agenda_entries, sign_in_blocks, sign_in_rows
from ictwg.exports.chair_copy import chair_copy_blocks, chair_view
from ictwg.exports.session_note import session_note_blocks
from ictwg.locales import language as spoken_language
from ictwg.meetings.editions import as_printed
from ictwg.minutes.printed.annexes import none_said
from ictwg.minutes.printed.making import minutes_sheet, require_visible
from ictwg.minutes.printed.minutes import minutes_blocks, sheet_values
from ictwg.minutes.printed.view import View
from ictwg.papers import html
from ictwg.papers.blocks import DASH, HeadingBlock, Items, ListItem, Paragraph, chain, emphasis, line, own, said
from ictwg.papers.files import HTML, MARKDOWN, PLAIN, PlannedFile, export_folder, file_name
from ictwg.papers.markdown import markdown
from ictwg.papers.words import choice, day, label
from ictwg.records.group import short_group_name, spoken_in

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import date

    from ictwg.domain.state import State
    from ictwg.minutes.printed.sheet import MinutesSheet
    from ictwg.papers.blocks import Block, PaperText

    Paper = Callable[[State, Meeting, Audience, date, str], "Page"]


_TELLING = 4
"""Characters of an id that tell two meetings of one name apart."""


class Page(NamedTuple):
    """What a paper says, before it is written in one form or another.

    Attributes:
        kind: As the head of a markdown file names it, as `agenda`; empty for minutes.
    """

    kind: str
    sheet: MinutesSheet
    blocks: list[Block]

    def markdown(self) -> str:
        """With a head that says what it is, to be read back."""
        return markdown(sheet_values(self.sheet, self.kind), self.blocks)

    def html(self) -> str:
        """A page to print and send."""
        initials = self.sheet.initials and not self.kind
        return html.page(self.blocks, self.sheet.language, example=self.sheet.example, initials=initials)

    def message(self) -> str:
        """The action points in plain lines, which alone are sent so."""
        return action_points_text(self.sheet)


class Exporter(NamedTuple):
    """One kind of text about a meeting.

    Attributes:
        name: As it stands in file names and on the command line.
        suffix: Of the file, which says the form.
        audience: Whom it is for where nobody says.
    """

    name: str
    paper: Paper
    suffix: str = MARKDOWN
    audience: Audience = Audience.MEMBERS

    def render(self, state: State, meeting: Meeting, audience: Audience, today: date, language: str = "") -> str:
        """The text; an empty language is the interface's."""
        return _FORMS[self.suffix](self.paper(state, meeting, audience, today, language))


_FORMS: dict[str, Callable[[Page], str]] = {MARKDOWN: Page.markdown, HTML: Page.html, PLAIN: Page.message}


def minutes(state: State, meeting: Meeting, audience: Audience, today: date, language: str = "") -> Page:
    """The minutes, as every paper here for one audience; an empty language is the interface's.

    Raises:
        InvalidValueError: The audience may not see the meeting. Every paper raises it.
    """
    sheet = minutes_sheet(state, meeting, audience, today, language)
    return Page("", sheet, minutes_blocks(sheet))


def minutes_today(state: State, meeting: Meeting, audience: Audience, today: date, language: str = "") -> Page:
    """The minutes, with actions as on the day `today` instead of as at the meeting."""
    sheet = minutes_sheet(state, meeting, audience, today, language, as_of=today)
    return Page("", sheet, minutes_blocks(sheet))


def minutes_book(
    state: State, since: date | None, until: date | None, audience: Audience, today: date, language: str = ""
) -> str:
    """The minutes of all meetings held in a period that the audience may see, in one markdown file.

    Args:
        state: The records.
        since: The first day; None for all before `until`.
        until: The last day; None for all after `since`.
        audience: Who will read it.
        today: The day on which it is written.
        language: Empty for that of the interface.
    """
    held = [meeting for meeting in exportable(state, audience) if meeting.state is MeetingState.HELD]
    within = [m for m in held if m.date and (since or m.date) <= m.date <= (until or m.date)]
    sheets = [minutes_sheet(state, meeting, audience, today, language) for meeting in within]
    return book_markdown(sheets, clean(short_group_name(state)), since, until, audience, language or spoken_language())


def book_name(since: date | None, until: date | None, audience: Audience) -> str:
    """`minutes-book-2010-01-01-2010-12-31-members.md`."""
    days = (day.isoformat() if day else "" for day in (since, until))
    return file_name("minutes-book", *days, audience, suffix=MARKDOWN)


def action_points(state: State, meeting: Meeting, audience: Audience, today: date, language: str = "") -> Page:
    """Decisions and open actions on one page, ready the same day."""
    require_visible(state, meeting, audience, "action_points")
    sheet = minutes_sheet(state, meeting, audience, today, language)
    return Page("action points", sheet, action_points_blocks(sheet))


def agenda(state: State, meeting: Meeting, audience: Audience, today: date, language: str = "") -> Page:
    """The agenda as it is sent out; with the notes for the chair only in the secretariat's and the chair's copy."""
    require_visible(state, meeting, audience, "agenda")
    sheet = minutes_sheet(state, meeting, audience, today, language)
    printed = as_printed(state, meeting, today)
    entries = agenda_entries(printed.state, sheet, today)
    sheet = replace(
        sheet,
        end=printed.meeting.end,
        **_agenda_way(meeting, sum(bool(one.record and one.record.late) for one in entries)),
    )
    link = clean(printed.meeting.link) if audience is not Audience.EVERYONE else ""
    noted = field_visible(AgendaItem.chair_note, audience)
    return Page("agenda", sheet, agenda_blocks(sheet, entries, link, noted=noted))


def sign_in(state: State, meeting: Meeting, audience: Audience, today: date, language: str = "") -> Page:
    """The sheet to sign in the room."""
    require_visible(state, meeting, audience, "sign_in")
    sheet = minutes_sheet(state, meeting, audience, today, language)
    printed = as_printed(state, meeting, today)
    sheet = replace(sheet, end=printed.meeting.end)
    view = View(printed.state, printed.meeting, audience, printed.today, sheet.language)
    return Page("sign-in", sheet, sign_in_blocks(sheet, sign_in_rows(view)))


def chair_copy(state: State, meeting: Meeting, audience: Audience, today: date, language: str = "") -> Page:
    """What the chair has on the table.

    Raises:
        InvalidValueError: The audience is neither the core group nor the secretariat, or may not see the meeting.
    """
    view = chair_view(state, meeting, audience, today, language)
    sheet = minutes_sheet(state, meeting, audience, today, view.language)
    return Page("chair-copy", sheet, chair_copy_blocks(view, sheet, agenda_entries(state, sheet, today), today))


def session_note(state: State, meeting: Meeting, audience: Audience, today: date, language: str = "") -> Page:
    """What a drafting session has brought."""
    require_visible(state, meeting, audience, "session_note")
    sheet = minutes_sheet(state, meeting, audience, today, language)
    view = View(state, meeting, audience, today, sheet.language)
    return Page("session-note", sheet, session_note_blocks(view, sheet))


PAPERS = (
    Exporter("minutes", minutes),
    Exporter("minutes-today", minutes_today),
    Exporter("action-points", action_points),
    Exporter("agenda", agenda),
    Exporter("sign-in", sign_in),
    Exporter("chair-copy", chair_copy, audience=Audience.CORE),
    Exporter("session-note", session_note),
)


EXPORTERS: tuple[Exporter, ...] = (
    *PAPERS[:3],
    Exporter("action-points", action_points, PLAIN),
    *PAPERS[3:],
    *(one._replace(suffix=HTML) for one in PAPERS),
)


def exporter_named(name: str, form: str = MARKDOWN) -> Exporter:
    """The exporter of this name and form: a file to read back, a page for people, or a plain message where it has one.

    > What has no such form is written in its first.
    """
    named = [exporter for exporter in EXPORTERS if exporter.name == name]
    return next((exporter for exporter in named if exporter.suffix == form), named[0])


def export_name(state: State, meeting: Meeting, exporter: Exporter, audience: Audience) -> str:
    """`minutes-M-2010-03-2010-03-12-members.md`; by the date alone where the meeting has no number.

    Two meetings never share a file: where the audience may see another of the same name, each has the end of its id
    in the name, the same on every device.
    """
    named = _name_parts(meeting)
    told = (other for other in state.all(Meeting) if other.date == meeting.date and visible(state, other, audience))
    twins = [other for other in told if other.id != meeting.id and _plain_name(other) == _plain_name(meeting)]
    own = meeting.id[-_TELLING:].lower() if twins else ""
    return file_name(exporter.name, *named, own, audience, suffix=exporter.suffix)


def _plain_name(meeting: Meeting) -> str:
    return file_name(*_name_parts(meeting), suffix="").casefold()


def _name_parts(meeting: Meeting) -> tuple[str, str]:
    on = meeting.date.isoformat() if meeting.date else ""
    return (clean(meeting.reference) or (f"M-{clean(meeting.series)}" if meeting.series else "M"), on)


def meeting_paper(
    state: State,
    meeting: Meeting,
    shared_file: str,
    audience: Audience,
    today: date,
    exporter: Exporter = EXPORTERS[0],
    language: str = "",
) -> PlannedFile:
    """The paper, to be written into the meeting's own folder; in the group's language where none is named.

    Raises:
        InvalidValueError: The audience may not see the meeting.
    """
    text = exporter.render(state, meeting, audience, today, language or spoken_in(state) or "")
    folder = export_folder(shared_file, meeting.folder)
    return PlannedFile(folder, export_name(state, meeting, exporter, audience), text)


def exportable(state: State, audience: Audience) -> tuple[Meeting, ...]:
    """The meetings that `export minutes all` writes: those that the audience may see, by date."""
    seen = [meeting for meeting in state.all(Meeting) if meeting.date and visible(state, meeting, audience)]
    return tuple(sorted(seen, key=lambda meeting: (str(meeting.date), meeting.series, meeting.id)))


def _agenda_way(meeting: Meeting, late: int) -> dict[str, Any]:
    """How far the agenda is, which says nothing of the minutes: `1.0` as it went out, `1.2` with two late items."""
    on = meeting.agenda_circulated or meeting.date
    way: dict[str, Any] = {"edition": 0} | ({"status_date": on} if on else {})
    if meeting.agenda_circulated is not None or meeting.state is MeetingState.HELD:
        return way | {"minutes_state": MinutesState.CIRCULATED, "circulations": 1 + late}
    there = meeting.agenda_sent_to_chair is not None
    return way | {"minutes_state": MinutesState.WITH_CHAIR if there else MinutesState.DRAFT, "circulations": 0}


_DEEPEST = 6


_KIND = "minutes book"


def book_markdown(
    sheets: Sequence[MinutesSheet], group: str, since: date | None, until: date | None, audience: Audience, lang: str
) -> str:
    """The contents and the minutes of these sheets; every heading stands one level lower than in the single file.

    Args:
        sheets: In order.
        group: How the group is called; empty where it has no name.
        since: The first day of the period, None where it has none.
        until: The last day, likewise.
        audience: For whom the sheets were made.
        lang: Of the words around them.
    """
    contents = tuple(_line(sheet, lang) for sheet in sheets)
    audience_line = own(label("points.audience", lang, audience=choice(audience, lang)))
    blocks = [
        HeadingBlock(1, _title(group, since, until, lang)),
        Paragraph(emphasis(audience_line)),
        HeadingBlock(2, own(label("book.contents", lang))),
        Items(contents) if contents else none_said(lang),
        *(_lower(block) for sheet in sheets for block in minutes_blocks(sheet)),
    ]
    values = {
        "kind": _KIND,
        "from": since.isoformat() if since else "",
        "until": until.isoformat() if until else "",
        "audience": str(audience),
        "language": lang,
    }
    return markdown(values, blocks)


def _title(group: str, since: date | None, until: date | None, lang: str) -> PaperText:
    days = own(DASH.join(day(one, lang) for one in (since, until) if one))
    named = said("book.title", lang, group=line(group)) if group else own(label("book.title.no_group", lang))
    return chain(", ", (named, days))


def _line(sheet: MinutesSheet, lang: str) -> ListItem:
    """`M-2010-03 – 12 March 2010 – The plan – adopted, version 2.0`."""
    state = label("book.version", lang, state=choice(sheet.minutes_state, lang), version=sheet.version)
    on = own(day(sheet.date, lang) if sheet.date else "")
    return ListItem(chain(DASH, (line(sheet.reference), on, line(sheet.title), own(state))))


def _lower(block: Block) -> Block:
    return replace(block, level=min(block.level + 1, _DEEPEST)) if isinstance(block, HeadingBlock) else block
