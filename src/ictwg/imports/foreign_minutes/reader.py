"""Reads the markdown minutes of any group into a `ReadFile`: its meetings, and of each one section after the other."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date

from ictwg.domain.clock_words import clocks
from ictwg.domain.text import fold
from ictwg.imports.doubts import LEFT_OUT, NOTE, READ, TYPED, DoubtKind, Doubts, Key
from ictwg.imports.foreign_minutes.attendance import inherits_roll, looks_like_roll, read_roll, roll_told, unread_roll
from ictwg.imports.foreign_minutes.builder import Builder
from ictwg.imports.foreign_minutes.entries import MODES, Mode, read_blocks
from ictwg.imports.foreign_minutes.model import NotMinutes, ReadAttendee, ReadEntry, ReadFile, ReadMeeting, ReadPresence
from ictwg.imports.foreign_minutes.names import read_people
from ictwg.imports.foreign_minutes.page import SourcePage, numbers_rows
from ictwg.imports.foreign_minutes.people import Roll, roll_under
from ictwg.imports.foreign_minutes.plain_text import as_markdown, is_plain
from ictwg.imports.foreign_minutes.prose import KnownNames, sentences
from ictwg.imports.foreign_minutes.sections import LABEL_LEVEL, SourceSection, sections_of, split_number, topic_of
from ictwg.imports.foreign_minutes.segment import MeetingPart, Segments, no_minutes, segments
from ictwg.imports.foreign_minutes.tables import grid_of
from ictwg.imports.foreign_minutes.words import ROLL, Sense, is_review, pattern
from ictwg.papers.markdown import PROGRAM
from ictwg.sentences.dates import date_in, date_spelled, find_date, find_dates, hour_spelled, without_dates
from ictwg.sentences.words import PARTICLES, joiners
from ictwg.sources.inline import lines_of, plain
from ictwg.sources.lines import lines_with, lost_words
from ictwg.sources.markdown import Front, MarkdownBlock, front_of
from ictwg.sources.word_text import with_lists, with_rows

NOTHING_CHOSEN: Mapping[Key, str] = {}

# What a paper says of its language, its form, who led, where it was and whether.

_WRAPPED = re.compile(r"^(\s*)>(?=\s+[^\W\d_A-ZÀ-Þ])")
_YEAR = re.compile(r"\b20\d\d\b")
_FRENCH = re.compile(r"\b(?:les|des|une|aux|est|été|sont|pour|dans|avec|cette|ont)\b|\b[dl][’']", re.IGNORECASE)
_COURTESY = pattern("courtesy", r"\b~\b\.?[ªº]?\.? (?=[A-Z])")
_CHAIR = re.compile(r"chair|facilitat|host|moderat|presid|ketua|prezident", re.IGNORECASE)
_DEPUTY = re.compile(r"\b(?:co-?chair|deput|vice|wakil|suplent|substitut|assist)", re.IGNORECASE)
_ROOM = pattern(
    "room",
    r"\b(?:at|in|na|no(?! room)|em|di|iha)\s+(?:the\s+)?(?P<place>(?:[\w'’-]+\s+){0,3}?~\b[^,;.:()]{0,90}?)"
    r"(?=[,;.:()]|$|\s+(?:on|at|from|às|pelas|pada|pukul|jam|iha|reuniu|realizou|was|foi|com|with|dengan)\b)",
    any_case=True,
)
# "Nampula, aos 18 de Fevereiro de 2026".
_SIGNED = pattern("signed", r"\s*[^\W\d_][^\d,.:;]{1,40},\s*(?:~\s+){0,2}\d[^:;]{5,40}$", any_case=True)
_OPENS, _CLOSES = pattern("opens"), pattern("closes")
_CANCELLED = pattern("cancelled")
_CALLED_OFF = re.compile(r"\b(?:cancell?ed|cancelada|dibatalkan)\b")

_WIDE = re.compile(r"([^\S\n]{200})[^\S\n]+")
"""Wider than any page; every pattern that looks for blanks before a word would try each of them with all behind it."""
_SCRIBE = pattern("scribe", any_case=True)
"""A secretary writes the minutes, but for those who lead an office, as the Permanent Secretary of a ministry."""

_ASIDE = re.compile(r"\s*\([^()]*\)\s*$")  # "Budget (5 min, Ana)"

# How long, and how many.

_MOST_DAYS, _LONGEST_TOLD = 4, 80
_ENOUGH_FRENCH = 8
"""Such words; a name or two in another paper has fewer."""
_FORMAL = 3
"""People are named by their titles in minutes of governments."""
_FIRST_SENTENCES = 8
"""An hour in words may stand in one of these, behind the day."""
_SHORT = 15  # words of a note that a meeting was cancelled
_LONGEST_TOPIC = 200


def read_minutes(
    text: str, path_hint: str = "", chosen: Mapping[Key, str] = NOTHING_CHOSEN, places: Sequence[str] = ()
) -> ReadFile:
    """What the file says, or why it holds no minutes.

    Args:
        text: the file's content, any line ends, with or without a byte order mark.
        path_hint: its path or name: the date stands there where the text has none.
        chosen: what a person chose for the doubts of an earlier reading.
        places: where each line stands, of a document that is written as lines here.
    """
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n").replace("\x00", "\ufffd")
    text = _WIDE.sub(r"\1", text)
    lines = _without_quotes(text.split("\n"))
    front = front_of(lines)
    if front.get("program") == PROGRAM:
        return ReadFile(path_hint, not_minutes=NotMinutes.OWN_EXPORT)
    body = with_lists(lines[front.end :])
    plain_text = not front.end and bool(places or is_plain(text, path_hint))
    page = _page(body, front.end, plain_text=plain_text)
    page.places = places
    root = sections_of(page.blocks)
    found = segments(root, front, path_hint, page, chosen)
    reason = no_minutes(text, path_hint, found)
    if reason and (refused := _refused(reason, text, path_hint, found, Doubts(chosen))):
        return refused
    meetings = tuple(_read_part(part, page, front, found) for part in found.parts)
    return ReadFile(path_hint, meetings, labels=tuple(found.labels), left_over=found.left_over)


def _without_quotes(lines: Sequence[str]) -> list[str]:
    """The lines; a wrapped one, which goes on in small letters behind ">", quotes nobody."""
    kept: list[str] = []
    for line in lines:
        before = kept[-1].strip() if kept else ""
        goes_on = before and not before.startswith(">") and not before.endswith((".", ":", "!", "?"))
        kept.append(_WRAPPED.sub(r"\1 ", line) if goes_on else line)
    return kept


def _refused(reason: NotMinutes, text: str, path: str, found: Segments, doubts: Doubts) -> ReadFile | None:
    """The file as it is left out, with the way out as a doubt; None where a person chose to read it all the same."""
    day = ""
    if reason is NotMinutes.NO_DATE:
        days = dict.fromkeys(map(date.isoformat, _days_in(text)))
        day = doubts.ask(DoubtKind.NO_DAY, 0, _first_line(text), LEFT_OUT, *list(days)[:_MOST_DAYS], TYPED)
    elif reason is NotMinutes.NO_MEETING:
        day = doubts.ask(DoubtKind.NO_MEETING, 0, _first_line(text), LEFT_OUT, READ)
    typed = date_in(day)
    if typed is not None:
        for part in found.parts:
            part.date = part.date or typed
    if typed is not None or day == READ:
        return None
    return ReadFile(path, not_minutes=reason, doubts=doubts.found())


def _days_in(text: str) -> Iterator[date]:
    """All days that stand in it, first that behind its place; those without a year as in the first that it names."""
    year = _YEAR.search(text)
    near = date(int(year[0]), 7, 1) if year else None
    for line in sorted(text.split("\n"), key=lambda line: not _SIGNED.match(line)):
        found = [one.date for one in find_dates(line)]
        said = None if found else date_spelled(line) or date_in(line, near)
        yield from [*found, *([said] if said else [])]


def _first_line(text: str) -> str:
    return next((plain(line).strip(" #") for line in text.split("\n") if line.strip()), "")[:_LONGEST_TOLD]


def _page(body: Sequence[str], front: int, *, plain_text: bool) -> SourcePage:
    if plain_text:
        marked = as_markdown(body)
        return SourcePage("\n".join(marked.lines), formal=True, origin=marked.origin)
    formal = len(_COURTESY.findall("\n".join(body))) >= _FORMAL
    return SourcePage("\n".join([*([""] * front), *with_rows(body, numbers_rows)]), formal=formal)


def _read_part(part: MeetingPart, page: SourcePage, front: Front, found: Segments) -> ReadMeeting:
    build = _built(part, page, front, found, KnownNames())
    if page.formal and build.named_later:
        build = _built(part, page, front, found, build.people())  # the roll is an annex
    start = front.end if len(found.parts) == 1 else part.start
    if len(_FRENCH.findall("\n".join(page.lines[start : part.end]))) >= _ENOUGH_FRENCH:
        part.doubts.ask(DoubtKind.FRENCH, 0, part.title, NOTE)
    _keep_all(build, page.lines[start : part.end], start, [part.title, *found.labels])
    return _finished(part, build, "\n".join(line.rstrip() for line in page.lines[start : part.end]).strip("\n"))


def _built(part: MeetingPart, page: SourcePage, front: Front, found: Segments, named: KnownNames) -> Builder:
    """The meeting as it is read where these people and bodies are known."""
    build = Builder(page, part.date, part.doubts, named)
    if len(found.parts) == 1:
        said = front.get("attendees", "participants", "present", "presentes", "presenças")
        build.attend(*read_people(said, Roll())[0])
    whole = SourceSection("", 0, part.start)
    whole.children = part.sections
    Outline(build, bullets_of_items(whole)).read(part.opening, part.sections)
    build.finish_roles()
    return build


def _keep_all(build: Builder, lines: Sequence[str], start: int, above: Sequence[str]) -> None:
    """What no reader has placed becomes a note near where it stood."""
    missing = lost_words(lines, [*above, *build.so_far().texts()])
    for small in (joiners() | PARTICLES) & missing.keys():
        build.labels.extend([small] * missing.pop(small))
    for number in lines_with(lines, missing) if missing else ():
        before = [item for item in build.items if item.line <= start + number]
        item = before[-1] if before else build.items[0]
        item.entries.append(ReadEntry(lines[number].strip()))


def _finished(part: MeetingPart, build: Builder, source: str) -> ReadMeeting:
    entries = (entry for item in build.items for entry in item.entries)
    told = [*part.title.split(" – "), *(one for entry in entries for one in sentences(entry.text))]
    start, end = _times(build, told)
    read = build.so_far()
    attendees = tuple(_unfilled(read.attendees))
    return replace(
        read,
        group=part.group,
        title=part.title,
        date=part.date,
        cancelled=_is_cancelled(part, build),
        place=build.fact_text(Sense.PLACE) or _place_told(build, told),
        start=start,
        end=end,
        chair=build.named_in(Sense.CHAIR) or _with_role(attendees, _CHAIR),
        minute_taker=build.named_in(Sense.SCRIBE) or _with_role(attendees, _SCRIBE),
        next_meeting=build.next,
        attendees=attendees,
        doubts=part.doubts.found(),
        source_text=source,
    )


def _unfilled(attendees: Sequence[ReadAttendee]) -> Sequence[ReadAttendee]:
    """A roll with boxes of which none is ticked was not filled in: its people are only listed."""
    if any(person.boxed and person.state is ReadPresence.PRESENT for person in attendees):
        return attendees
    listed = ReadPresence.LISTED
    absent = ((one, one.boxed and one.state is ReadPresence.ABSENT) for one in attendees)
    return [one._replace(state=listed) if is_open else one for one, is_open in absent]


def _with_role(attendees: tuple[ReadAttendee, ...], role: re.Pattern[str]) -> str:
    held = [(person.name, part) for person in attendees for part in person.role.split(", ") if role.search(part)]
    return next((name for name, part in held if not _DEPUTY.search(part)), next((name for name, _ in held), ""))


def _times(build: Builder, told: Sequence[str]) -> tuple[str, str]:
    """From "Start:"/"End:", or both from "Time: 10:00 – 12:15", else from the title and the sentences of the paper."""
    start = clocks(build.fact_text(Sense.START))
    end = clocks(build.fact_text(Sense.END))
    of_day = build.fact_text(Sense.DATE)
    of_day = of_day if build.date in {None, date_in(of_day) or build.date} else ""  # of a mail: when it was sent
    both = [*clocks(build.fact_text(Sense.TIME)), *clocks(of_day)]
    opening = next((said for said in told if _tells_when(said, build.date) and _hours(said)), "")
    opening = opening or next(filter(hour_spelled, told[:_FIRST_SENTENCES]), "")
    closing = [hours for said in told if _CLOSES.search(fold(said)) and (hours := _hours(said))]  # the last one does
    opened = next((hours for said in told if _OPENS.search(fold(said)) and (hours := _hours(said))), [])
    hours = opened[:1] or _hours(opening)
    start, end = start or both or hours, end or start[1:] or both[1:] or hours[1:] or (closing or [[]])[-1]
    return (start or [""])[0], (end or [""])[0]


def _place_told(build: Builder, sayings: Sequence[str]) -> str:
    """As in "… held on 3 May 2024 in the meeting room of the Ministry of Health": a room or house beside the day."""
    told = next((said for said in sayings if _tells_when(said, build.date)), "")
    found = _ROOM.search(plain(told))
    return found["place"].strip() if found else ""


def _tells_when(sentence: str, day: date | None) -> bool:
    """As in "Minutes of the meeting held on 3 May 2024 at 9.00 a.m.", "Aos seis dias …, às dezanove horas"."""
    found = find_date(sentence)
    return day is not None and day in {found.date if found else None, date_spelled(sentence)}


def _hours(sentence: str) -> list[str]:
    spelled = hour_spelled(sentence)
    return [spelled] if spelled else clocks(without_dates(sentence))


def _is_cancelled(part: MeetingPart, build: Builder) -> bool:
    told = re.split(r"\s+[-–—]\s+|[:()]", fold(without_dates(part.title)))
    if any(_CANCELLED.match(one.strip(" -–—,.")) or _CALLED_OFF.search(one) for one in told):
        return True
    if any(person.state is ReadPresence.PRESENT for person in build.attendees.values()):
        return False
    notes = (plain(entry.text) for entry in build.items[0].entries)
    return any(len(note.split()) <= _SHORT and _CANCELLED.match(fold(note).strip()) for note in notes)


# The sections of one meeting.


class Outline:
    """Reads the sections of one meeting into a builder."""

    def __init__(self, build: Builder, items_in: Sense | None) -> None:
        """`items_in`: whose bullets are the items, those of the agenda or of the notes; None where they are not."""
        self.build = build
        self.items_in = items_in
        self.after_roll = False

    def read(self, opening: Sequence[MarkdownBlock], sections: Sequence[SourceSection]) -> None:
        read_blocks(opening, Mode.OPENING, self.build)
        self._children(sections, 0, None, under_topic=False)

    def _children(self, sections: Sequence[SourceSection], depth: int, roll: Roll | None, *, under_topic: bool) -> None:
        repeated = Counter(section.sense for section in sections)
        topic_before = under_topic
        explicit = False
        for section in sections:
            if not section.title:
                facts = section.opening or self.after_roll
                read_blocks(section.blocks, Mode.OPENING if facts else Mode.NOTES, self.build)
                self._children(section.children, depth, None, under_topic=True)
                continue
            is_topic = section.sense is None
            explicit = topic_of(section.title).prefix != "" if is_topic else explicit
            belongs = under_topic or section.level == LABEL_LEVEL
            belongs = belongs or (topic_before and (explicit or repeated[section.sense] > 1))
            self._section(section, depth, roll, belongs=belongs and section.sense in {*MODES, Sense.NOTES})
            topic_before = topic_before or is_topic

    def _section(self, section: SourceSection, depth: int, roll: Roll | None, *, belongs: bool) -> None:
        own = self._roll_of(section, roll)
        self.after_roll = own is not None
        if own is not None:
            self._roll(section, depth, own)
        elif section.sense is Sense.AGENDA:
            self._agenda(section, depth)
        elif section.sense in {*MODES, Sense.NOTES}:
            self._part(section, depth, belongs=belongs)
        else:
            self._topic(section, depth)

    def _roll_of(self, section: SourceSection, outer: Roll | None) -> Roll | None:
        is_roll = section.sense in ROLL or (
            section.sense is None
            and ((outer is not None and inherits_roll(section)) or (self.after_roll and looks_like_roll(section)))
        )
        return roll_under(section.title, section.sense, outer) if is_roll else None

    def _roll(self, section: SourceSection, depth: int, roll: Roll) -> None:
        shell = self._shell(section, depth)
        before = len(self.build.attendees)
        left = read_roll(section.blocks, roll, self.build)
        self.build.attend(*(one for block in left if block.kind == "paragraph" for one in roll_told(block.text)))
        if len(self.build.attendees) == before:
            left = unread_roll(section.title, left, roll, self.build)
        read_blocks(left, Mode.NOTES, self.build)
        self._children(section.children, depth, roll, under_topic=False)
        self._drop_empty(shell)
        self.after_roll = True

    def _agenda(self, section: SourceSection, depth: int) -> None:
        shell = self._shell(section, depth)
        self.build.agenda_depth = depth
        read_blocks(section.blocks, Mode.AGENDA if self.items_in is Sense.AGENDA else Mode.NOTES, self.build)
        self._agenda_children(section, depth)
        self._drop_empty(shell)

    def _agenda_children(self, section: SourceSection, depth: int) -> None:
        """Headings inside the agenda are items, and so are the bullets below them."""
        for child in section.children:
            if child.sense is not None or not child.title or self.items_in is not Sense.AGENDA:
                self._children([child], depth, None, under_topic=False)
                continue
            self._open(child, depth)
            self.build.agenda_depth = depth + 1
            read_blocks(child.blocks, Mode.AGENDA, self.build)
            self._agenda_children(child, depth + 1)

    def _part(self, section: SourceSection, depth: int, *, belongs: bool) -> None:
        """Notes, actions or decisions: of the item before them, or with an item of their own."""
        shell = None
        if section.leads:
            self.build.note(section.title)
        elif belongs:
            self.build.labels.append(section.title)
        else:
            shell = self._shell(section, depth)
        mode = MODES.get(section.sense, Mode.NOTES) if section.sense else Mode.NOTES
        if mode is Mode.ACTIONS and is_review(section.title):
            mode = Mode.NOTES  # what is left of earlier actions is told; it makes no new ones
        if mode is Mode.NOTES and self.items_in is Sense.NOTES:
            self.build.agenda_depth = depth
            mode = Mode.AGENDA
        read_blocks(section.blocks, mode, self.build)
        for child in section.children:
            self._children([child], depth, None, under_topic=False)
        if shell is not None and mode is not Mode.ACTIONS:
            self._drop_empty(shell)

    def _topic(self, section: SourceSection, depth: int) -> None:
        """An item; what it says first of the next meeting is its day."""
        self._open(section, depth)
        read_blocks(section.blocks, Mode.NOTES, self.build)
        if section.sense is Sense.NEXT and self.build.item.entries:
            self.build.next_meeting(self.build.item.entries[0].text)
        self._children(section.children, depth + 1, None, under_topic=section.sense is None)

    def _open(self, section: SourceSection, depth: int) -> None:
        topic = topic_of(section.raw)
        self.build.open_item(topic.title, topic.number, depth, topic.outcome, section.line)
        self.build.labels.append(section.title[: section.title.find(topic.title)])
        self.build.labels.extend(link for link in topic.links if link.startswith("#"))
        self.build.note(" ".join(f"<{link}>" for link in topic.links if not link.startswith("#")))

    def _shell(self, section: SourceSection, depth: int) -> int:
        self.build.open_item(section.title, depth=depth, line=section.line)
        return len(self.build.items) - 1

    def _drop_empty(self, at: int) -> None:
        """A heading that only named its part leaves no item behind."""
        if not self.build.items[at].entries:
            self.build.labels.append(self.build.items.pop(at).title)


def bullets_of_items(root: SourceSection) -> Sense | None:
    """Whether the items are the bullets of the agenda, or of notes that repeat it; None where they stand elsewhere."""
    agenda: list[str] = []
    notes: list[str] = []
    elsewhere: set[str] = set()
    for section in root.walk():
        if section.sense is Sense.AGENDA:
            agenda.extend(_bullets(section.blocks))
        elif section.sense is Sense.NOTES:
            notes.extend(_bullets(section.blocks))
        elif section.sense is None and section.title:
            elsewhere.add(_key(topic_of(section.raw).title))
        tables = (grid_of(block) for block in section.blocks if block.kind == "table")
        topics = [(grid, row) for grid in tables if Sense.TOPIC in grid.senses for row in grid.rows]
        elsewhere.update(_key(grid.cell(row, Sense.TOPIC)) for grid, row in topics)
    if _repeated(agenda, elsewhere):
        return None
    return Sense.NOTES if _repeated(agenda, set(notes)) else Sense.AGENDA


def _repeated(agenda: list[str], places: set[str]) -> bool:
    return bool(agenda) and sum(title in places for title in agenda) * 2 >= len(agenda)


def _bullets(blocks: Iterable[MarkdownBlock]) -> list[str]:
    items = (item for block in blocks if block.kind == "list" for item in block.children if item.head)
    return [_key(lines_of(item.head)[0][0]) for item in items]


def _key(title: str) -> str:
    return fold(_ASIDE.sub("", split_number(plain(title[:_LONGEST_TOPIC]))[1])).strip(" .:")
