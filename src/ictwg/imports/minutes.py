"""Minutes that were read from files, as records: meetings, who was there, items, entries, decisions and actions."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from itertools import count
from pathlib import PurePath
from typing import Any

from ictwg.domain.ids import derived_id
from ictwg.domain.order import spread
from ictwg.domain.records import Action, AgendaItem, Attendance, Decision, Entry, Meeting, Person
from ictwg.domain.references import ReferenceNumbers
from ictwg.domain.schema import Field, Setting
from ictwg.domain.state import State
from ictwg.domain.text import fold
from ictwg.domain.values import (
    CLOSED,
    ActionStatus,
    Capacity,
    EntryType,
    Implementation,
    ItemKind,
    MeetingState,
    MinutesState,
    Outcome,
    Presence,
)
from ictwg.imports.asked_once import YEAR, History, MeetingRoll, RollBodies, SeriesOfPapers
from ictwg.imports.doubts import ANNEX, ANOTHER, LEFT_OUT, SAME, SIGNED_COPY, DoubtKind, Doubts
from ictwg.imports.foreign_minutes.model import (
    NotMinutes,
    ReadAttendee,
    ReadEntry,
    ReadFile,
    ReadItem,
    ReadMeeting,
    ReadPresence,
)
from ictwg.imports.items import in_place, is_next_meeting, is_said, opening_of, titles_of
from ictwg.imports.new_records import ImportNames, NewRecords, bodies_on, settings_of
from ictwg.imports.report import NOTHING_CHOSEN, Chosen, ImportPlan, ImportRow, MeetingSummary, RowState
from ictwg.imports.which_meeting import Days, KnownMeeting, Match, PlacedMeeting, Versions
from ictwg.locales import t
from ictwg.meetings.item_titles import kind_of
from ictwg.minutes.prompt.names import PromptNames
from ictwg.records.lookup import short_name
from ictwg.sentences.dates import date_in_path
from ictwg.sentences.sentence import read_sentence
from ictwg.sentences.who import Roster, RosterName, Who

CAPACITIES = {
    "voting": Capacity.MEMBER,
    "non-voting": Capacity.OBSERVER,
    "observer": Capacity.OBSERVER,
    "guest": Capacity.GUEST,
}
AWAY = (ReadPresence.ABSENT, ReadPresence.APOLOGIES)
OUTCOMES = {"resolved": Outcome.NOTED, "decided": Outcome.DECIDED, "carry over": Outcome.DEFERRED}


def import_minutes(
    state: State,
    files: Iterable[ReadFile],
    series: str = "",
    tell: Callable[[int, int], object] = lambda *_: None,
    chosen: Chosen = NOTHING_CHOSEN,
    today: date | None = None,
) -> ImportPlan:
    """The plan for these files; nothing is written until its changes are committed.

    Args:
        state: What is on record.
        files: What was read from the files.
        series: The code of the series that the meetings belong to.
        tell: Told before each meeting how many are done, and of how many.
        chosen: For each file, what a person has chosen for its doubts.
        today: Whoever is only on rolls of more than a year before stays with the meetings; without it nobody does.
    """
    files = tuple(files)
    making = NewRecords(state)
    bodies = SeriesOfPapers(making, series, chosen.get(t("importing.series"), {}))
    placed = [one for file in files for one in bodies.placed(file)]
    versions = Versions(placed, {one.source: one for one in state.all(Meeting) if one.source}, chosen)
    importer = _MinutesImporter(making, (one.meeting.date for one in versions.texts), chosen, bodies.moved)
    importer.expect([one.meeting for one in placed], today)
    rows = [*bodies.rows(), *importer.history.rows(), *versions.rows]
    for file in files:
        if file.not_minutes not in {None, NotMinutes.PICTURE}:
            name, why = PurePath(file.path_hint).name, t(f"importing.not_minutes.{file.not_minutes}")
            rows.append(ImportRow(RowState.SKIPPED, name, file.path_hint, why, doubts=file.doubts))
    for done, one in enumerate(versions.texts):
        tell(done, len(placed))
        rows.append(importer.take(one))
        rows += importer.on_file(one)
    rows += map(importer.take, versions.copies)
    rows += map(importer.paper, versions.papers)
    rows += [importer.scan(file.path_hint) for file in files if file.not_minutes is NotMinutes.PICTURE]
    rows += importer.names.rows(t("importing.register"))
    rows += importer.bodies.rows(t("importing.register"))
    importer.bodies.write()
    brought = sum(row.state is RowState.NEW for row in rows) or sum(row.brings for row in rows)
    return ImportPlan(tuple(rows), making.done(t("importing.meetings", count=brought)).told_by(Meeting))


class _MinutesImporter:
    def __init__(
        self, making: NewRecords, days: Iterable[date | None], chosen: Chosen, moved: Mapping[str, str]
    ) -> None:
        self.names = ImportNames(making)
        self.bodies = RollBodies(self.names, chosen.get(t("importing.register"), {}))
        self._making = making
        self._state = state = making.state
        self.history = History(making, days, chosen.get(t("importing.history"), {}))
        self._numbers = ReferenceNumbers(state)
        self._days = Days(state, moved)
        self._chosen = chosen
        self._there: frozenset[str] = frozenset()
        """Organizations of which somebody came to one of these meetings, folded."""
        self._recent: frozenset[str] = frozenset()
        """Who is on a roll of the last year, folded."""
        self._of_the_day: dict[str, str] = {}
        """Representatives of a day, folded, whom no register has, and the organization of each."""
        self._then: PromptNames | None = None
        self._kept: dict[str, list[str]] = {}
        """The other files of each meeting that is made or gets another one."""

    def expect(self, meetings: Sequence[ReadMeeting], today: date | None) -> None:
        """Told first of all meetings: who came to one of them is no stranger in another, nor long gone."""
        recent = [one for one in meetings if not (today and one.date and one.date < today - YEAR)]
        self._recent = frozenset(fold(one.name) for meeting in recent for one in meeting.attendees)
        self.bodies.named = frozenset(one.organization for meeting in meetings for one in meeting.attendees)
        came = (one for meeting in meetings for one in meeting.attendees if one.state not in AWAY or not one.name)
        self._there = frozenset(fold(one.organization) for one in came)

    def take(self, placed: PlacedMeeting) -> ImportRow:
        """Brings it in, as the meeting that it is."""
        match, there = self._days.find(placed)
        if match is not Match.SAME and there is not None:
            meanwhile = ANOTHER if match is Match.ANOTHER else LEFT_OUT
            doubts, choices = Doubts(self._chosen.get(placed.path, {})), (SAME, ANOTHER, LEFT_OUT)
            choice = doubts.ask(DoubtKind.SAME_DAY, 0, there.name, *choices, meanwhile=meanwhile)
            told = (*doubts.found(), *placed.meeting.doubts)
            asked = placed._replace(meeting=replace(placed.meeting, doubts=told))
            if choice == LEFT_OUT:
                return self._row(RowState.SKIPPED, asked)
            return self._take(asked, there if choice == SAME else None)
        if match is Match.SAME and there is not None and there.source == placed.source:
            self.bodies.again(there.id, MeetingRoll(placed.series, placed.meeting.date))
            kept = [self._keep(there.id, kind, other.path) for other, kind in placed.others]
            changed = self._decide_later(placed._replace(id=there.id)) or any(kept)
            row = self._row(RowState.UPDATED if changed else RowState.SAME, placed)
            return row._replace(doubts=tuple(one for one in row.doubts if one.kind is DoubtKind.LIKE_A_DECISION))
        return self._take(placed, there)

    def _decide_later(self, placed: PlacedMeeting) -> bool:
        """Makes decisions of those notes on record that a person has called so since; whether there are any."""
        known, before = self._state.get(Meeting, placed.id), self._making.so_far()
        asked = any(one.kind is DoubtKind.LIKE_A_DECISION for one in placed.meeting.doubts)
        if known is None or not asked or known.minutes_state is MinutesState.ADOPTED:
            return False
        for item, item_id in self._items_of(placed):
            for entry, id, _ in self._entries_of(placed, item, item_id):
                there = self._state.get(Entry, id)
                if entry.type is EntryType.DECISION and there is not None and there.type is EntryType.NOTE:
                    self._making.change(Entry, id, Entry.type(EntryType.DECISION))
                    self._take_decision(placed, entry, id, item_id)
        return self._making.so_far() != before

    def on_file(self, text: PlacedMeeting) -> Iterator[ImportRow]:
        """A line for each other file of a meeting whose text was taken."""
        for other, kind in text.others:
            row = self._row(RowState.SKIPPED, other, t(f"importing.version.{kind}", name=text.name))
            yield row._replace(doubts=())

    def paper(self, placed: PlacedMeeting) -> ImportRow:
        """A file that says neither who was there nor what was decided: of a meeting of its day, or one by itself."""
        match, there = self._days.find(placed)
        if match is Match.SAME and there is not None and there.source == placed.source:
            return self.take(placed)
        days = {placed.meeting.date, date_in_path(placed.path)}
        choices = (ANNEX, ANOTHER, LEFT_OUT)
        row, said = self._of_a_day(placed.path, days, DoubtKind.PAPER, choices, t("importing.paper"))
        if said == ANOTHER and match is not Match.SAME:
            taken = self._take(placed, None)
            return taken._replace(doubts=(*row.doubts, *taken.doubts))
        return self.take(placed) if said in {"", ANOTHER} else row

    def scan(self, path: str) -> ImportRow:
        """A file of pictures: the signed copy of the meeting of the day that its name says, or a paper of it."""
        choices = (SIGNED_COPY, ANNEX, LEFT_OUT)
        return self._of_a_day(path, {date_in_path(path)}, DoubtKind.SCAN, choices, t("importing.picture"))[0]

    def _of_a_day(
        self, path: str, days: set[date | None], kind: DoubtKind, choices: tuple[str, ...], why: str
    ) -> tuple[ImportRow, str]:
        """The line of a file that may belong to the only meeting of these days, or of its folder; and what was chosen.

        Nothing is chosen where there is no such meeting.
        """
        there = [one for day in days if day is not None for one in self._days.on(day)]
        new, folder = [one for one in there if isinstance(one, KnownMeeting)], PurePath(path).parent
        beside = [one for one in new if PurePath(one.path).parent == folder]
        row = ImportRow(RowState.SKIPPED, PurePath(path).name, path, why)
        if len(beside or there) != 1:
            return row, ""
        (meeting,) = beside or there
        if self._is_kept(meeting.id, path):
            return row._replace(state=RowState.SAME), LEFT_OUT
        doubts = Doubts(self._chosen.get(path, {}))
        name = meeting.name if isinstance(meeting, KnownMeeting) else short_name(meeting)
        said = doubts.ask(kind, 0, f"{PurePath(path).name} – {name}", *choices, meanwhile=LEFT_OUT)
        if said in {SIGNED_COPY, ANNEX}:
            self._keep(meeting.id, "signed" if said == SIGNED_COPY else said, path)
        state = RowState.SKIPPED if said == LEFT_OUT else RowState.UPDATED
        return row._replace(state=state, doubts=doubts.found()), said

    def _is_kept(self, meeting: str, path: str) -> bool:
        known = self._state.get(Meeting, meeting)
        return known is not None and any(line.endswith(path) for line in (known.signed_copy, *known.other_files))

    def _keep(self, meeting: str, kind: str, path: str) -> bool:
        """Another file of a meeting; whether it was not there yet."""
        if self._is_kept(meeting, path):
            return False
        if kind == "signed":
            self._making.change(Meeting, meeting, Meeting.signed_copy(path))
        else:
            known = self._state.get(Meeting, meeting)
            kept = self._kept.setdefault(meeting, list(known.other_files) if known is not None else [])
            kept.append(f"{t(f'importing.kept.{kind}')}: {path}")
            self._making.change(Meeting, meeting, Meeting.other_files(tuple(dict.fromkeys(kept))))
        return True

    def _take(self, placed: PlacedMeeting, there: KnownMeeting | None) -> ImportRow:
        """As a new meeting, or with what is new of it."""
        placed = placed._replace(id=there.id if there is not None else self._free_id(placed))
        state = self._state
        known = state.get(Meeting, placed.id)
        if known is not None and known.minutes_state is MinutesState.ADOPTED:
            return self._row(RowState.DOUBTFUL, placed, t("minutes.brought.adopted", meeting=short_name(known)))
        same_day = (m for m in state.all(Meeting) if (m.date, m.series) == (placed.meeting.date, placed.series))
        if there is None and any(not m.source for m in same_day):  # made by hand
            return self._row(RowState.DOUBTFUL, placed, t("importing.twin"))
        if there is None:
            self._making.new(Meeting, placed.id, *_meeting_settings(placed), Meeting.source(placed.source))
            for other, kind in placed.others:
                self._keep(placed.id, kind, other.path)
        self._days.add(placed)
        before = self._making.so_far()
        self._take_attendance(placed)
        self._take_items(placed)
        if there is None:
            return self._row(RowState.NEW, placed)
        if self._making.so_far() == before:
            return self._row(RowState.SAME, placed)
        self._making.change(Meeting, placed.id, Meeting.source(placed.source))
        return self._row(RowState.UPDATED, placed)

    def _free_id(self, placed: PlacedMeeting) -> str:
        """Every device derives it alike; two meetings of one day and title, and nothing else in common, are two."""
        said = placed.meeting
        key = ("import", placed.series, str(said.date or ""), fold(said.title or said.group))
        ids = (derived_id(self._state.db, Meeting.TABLE, (*key, str(turn)), said.date) for turn in count(1))
        return next(id for id in ids if not self._making.has(Meeting, id))

    def _row(self, row_state: RowState, placed: PlacedMeeting, why: str = "") -> ImportRow:
        meeting = placed.meeting
        day = meeting.date.isoformat() if meeting.date else "?"
        what = f"{day} {meeting.title or meeting.group}".strip()
        found = self._found(meeting)
        why = why or _not_found(found)
        return ImportRow(row_state, what, placed.path, why, found, meeting.doubts, left_over=placed.left_over)

    def _found(self, meeting: ReadMeeting) -> MeetingSummary:
        entries = [entry for entry in meeting.entries() if not entry.repeats]
        actions = [entry for entry in entries if entry.type is EntryType.ACTION]
        owners = dict.fromkeys(name for action in actions for name in action.owners)
        return MeetingSummary(
            tuple(_named(one) for one in meeting.attendees if one.state is ReadPresence.PRESENT),
            tuple(_named(one) for one in meeting.attendees if one.state in AWAY),
            tuple(entry.text for entry in entries if entry.type is EntryType.DECISION),
            tuple(map(_in_one_line, actions)),
            tuple(name for name in owners if self._roster_on(meeting.date).get(name) is None),
        )

    def _take_attendance(self, placed: PlacedMeeting) -> None:
        roll = placed.meeting.attendees
        bodies = bodies_on(roll, self.names.known)
        for attendee, order, body in zip(roll, spread(len(roll)), bodies, strict=True):
            nobody = "" if body == attendee.name else attendee.name
            self._take_attendee(placed, attendee._replace(name=nobody, organization=body), order)

    def _take_attendee(self, placed: PlacedMeeting, attendee: ReadAttendee, order: str) -> None:
        id = derived_id(self._state.db, Attendance.TABLE, (placed.id, fold(attendee.name or attendee.organization)))
        if self._making.has(Attendance, id):
            return
        capacity = CAPACITIES.get(attendee.capacity, Capacity.MEMBER)
        organization = self._organization_of(placed, attendee, capacity)
        person = self._person(attendee, organization)
        said: tuple[tuple[Field[Any], object], ...] = (
            (Attendance.organization, organization),
            (Attendance.name, attendee.name),
            (Attendance.title, attendee.role or attendee.position),
            (Attendance.printed_organization, attendee.organization),
            (Attendance.in_place_of, attendee.stands_in_for),
            (Attendance.handle, attendee.handle),
            (Attendance.capacity, None if capacity is Attendance.capacity.default else capacity),
            (Attendance.state, None if attendee.state is ReadPresence.LISTED else Presence(attendee.state)),
        )
        settings = (field(value) for field, value in said if value)  # most rows of a roll say little
        keys = (Attendance.meeting(placed.id), Attendance.person(person), Attendance.order(order))
        self._making.new(Attendance, id, *keys, *settings)

    def _organization_of(self, placed: PlacedMeeting, attendee: ReadAttendee, capacity: Capacity) -> str | None:
        """The organization of the line; none where it is a stranger, of which nobody has ever come."""
        name = attendee.organization
        if not name:
            return None
        away = attendee.name and attendee.state in AWAY
        came = not away or fold(name) in self._there
        day = None if attendee.state is ReadPresence.LISTED else placed.meeting.date
        return self.bodies.meant(name, MeetingRoll(placed.series, day), capacity, came=came)

    def _person(self, attendee: ReadAttendee, organization: str | None) -> str | None:
        """The person of the line; None where it names an organization and nobody of it."""
        if not attendee.name:
            return None
        known = self.names.is_known(attendee.name, attendee.handle)
        if known is None and fold(attendee.name) not in self._recent:
            self._of_the_day[fold(attendee.name)] = organization or ""
            return None
        position = Person.position(attendee.position or attendee.role)
        return known or self.names.new_person(attendee.name, organization, position, handle=attendee.handle)

    def _items_of(self, placed: PlacedMeeting) -> Iterator[tuple[ReadItem, str]]:
        """The items, each with the id that every device derives."""
        turns: Counter[str] = Counter()
        for item in in_place(placed.meeting.items):
            turns[item.title] += 1
            key = (placed.id, fold(item.title), str(turns[item.title]))
            yield item, derived_id(self._state.db, AgendaItem.TABLE, key)

    def _take_items(self, placed: PlacedMeeting) -> None:
        parents: list[tuple[int, str]] = []
        items = tuple(self._items_of(placed))
        titles = titles_of([item for item, _ in items])
        for (item, id), title, order in zip(items, titles, spread(len(items)), strict=True):
            parents = [parent for parent in parents if parent[0] < item.depth]
            kind, place = kind_of(item.title), AgendaItem.parent(parents[-1][1] if parents else None)
            if not self._making.has(AgendaItem, id):
                self._making.new(
                    AgendaItem,
                    id,
                    AgendaItem.meeting(placed.id),
                    place,
                    AgendaItem.title(title),
                    *((AgendaItem.kind(kind),) if kind is not ItemKind.TOPIC else ()),
                    AgendaItem.outcome(OUTCOMES.get(item.outcome)),
                    AgendaItem.order(order),
                )
            parents.append((item.depth, id))
            self._take_entries(placed, item, id)

    def _entries_of(self, placed: PlacedMeeting, item: ReadItem, item_id: str) -> Iterator[tuple[ReadEntry, str, str]]:
        """The entries of an item, each with its id and its place."""
        turns: Counter[str] = Counter()
        entries = _untold(placed.meeting, item)
        for entry, order in zip(entries, spread(len(entries)), strict=True):
            turns[entry.text] += 1
            key = (item_id, fold(entry.text), str(turns[entry.text]))
            yield entry, derived_id(self._state.db, Entry.TABLE, key), order

    def _take_entries(self, placed: PlacedMeeting, item: ReadItem, item_id: str) -> None:
        parents: list[tuple[int, str]] = []
        for entry, id, order in self._entries_of(placed, item, item_id):
            parents = [parent for parent in parents if parent[0] < entry.depth]
            if not self._making.has(Entry, id):
                said, who = self._as_at_the_prompt(placed, entry)
                self._making.new(
                    Entry,
                    id,
                    Entry.meeting(placed.id),
                    Entry.item(item_id),
                    Entry.parent(parents[-1][1] if parents else None),
                    Entry.order(order),
                    *((Entry.type(said.type),) if said.type is not EntryType.NOTE and not said.repeats else ()),
                    Entry.text(said.text),
                )
                if said.type is EntryType.ACTION and not said.repeats:
                    self._take_action(placed, said, who, id, item_id)
                elif said.type is EntryType.DECISION and not said.repeats:
                    self._take_decision(placed, said, id, item_id)
            parents.append((entry.depth, id))

    def _as_at_the_prompt(self, placed: PlacedMeeting, entry: ReadEntry) -> tuple[ReadEntry, tuple[Who, ...]]:
        """Without the owners and the day that the sentence says where the action keeps them; and who they are."""
        if entry.type is not EntryType.ACTION or entry.repeats:
            return entry, ()
        day = placed.meeting.date
        roster = self._roster_on(day)
        read = read_sentence(entry.text, roster, day, self._names_on(day).language, given=entry.owners)
        due = entry.due or (None if entry.due_text else read.until)
        return entry._replace(text=read.what or entry.text, due=due), read.who

    def _roster_on(self, day: date | None) -> Roster:
        """Who was known to the group on that day, and those whom this import has made."""
        return self._names_on(day).roster.beyond(self._brought)

    def _names_on(self, day: date | None) -> PromptNames:
        if self._then is None or self._then.on != day:
            self._then = PromptNames(self._state, day)
        return self._then

    def _brought(self, name: str) -> RosterName | None:
        """Whom a name means of those that this import has made."""
        organization = self.names.known.organization(name)
        if organization is not None:
            return RosterName(organization=organization)
        if person := self.names.known.person(name):
            return RosterName(person=person)
        home = self._of_the_day.get(fold(name))
        return RosterName(organization=home) if home else None

    def _take_action(
        self, placed: PlacedMeeting, entry: ReadEntry, who: tuple[Who, ...], entry_id: str, item: str
    ) -> None:
        meeting = placed.meeting
        named = [one.named for one in who if one.named]
        organizations = dict.fromkeys(one.organization for one in named if one.organization)
        people = [one.person for one in named if one.person]
        # A record has room for one person; of the others stands the organization, or else the name.
        homeless = {person for person in people[1:] if not tuple(self.names.known.homes_of([person]))}
        others = [one.name for one in who if one.named is None or one.named.person in homeless]
        others += [one.name for one in who if one.named and fold(one.name) in self._of_the_day and not one.named.person]
        status = ActionStatus(entry.status) if entry.status else ActionStatus.OPEN
        if status not in CLOSED and self.history.holds(meeting.date):
            status = ActionStatus.NOT_FOLLOWED_UP
        closed = meeting.date if status in (ActionStatus.DONE, ActionStatus.CANCELLED) else None
        self._making.new(
            Action,
            derived_id(self._state.db, Action.TABLE, (entry_id,)),
            Action.reference(self._numbers.take(Action.kind.default, _year(meeting))),  # type: ignore[arg-type]
            Action.text(entry.text),
            Action.owners(tuple(organizations or dict.fromkeys(self.names.known.homes_of(people)))),
            *((Action.all(True),) if any(one.everybody for one in named) else ()),
            Action.person(people[0] if people else None),
            Action.owner_text(", ".join(others)),
            Action.due(entry.due),
            *((Action.status(status),) if status is not ActionStatus.OPEN or entry.status else ()),
            Action.closed_on(closed),
            Action.meeting(placed.id),
            Action.item(item),
            Action.entry(entry_id),
            Action.given_on(meeting.date),
        )

    def _take_decision(self, placed: PlacedMeeting, entry: ReadEntry, entry_id: str, item: str) -> None:
        meeting = placed.meeting
        self._making.new(
            Decision,
            derived_id(self._state.db, Decision.TABLE, (entry_id,)),
            Decision.reference(self._numbers.take_decision(_year(meeting))),
            Decision.text(entry.text),
            *((Decision.status(Implementation.NOT_TRACKED),) if self.history.holds(meeting.date) else ()),
            Decision.decided_on(meeting.date),
            Decision.meeting(placed.id),
            Decision.item(item),
            Decision.entry(entry_id),
            *settings_of(entry, Decision.rationale, Decision.opposing, Decision.effect),
        )


def _not_found(found: MeetingSummary) -> str:
    """What minutes nearly always have; without it they are laid out as the reader does not know it."""
    lacks = [] if found.present else ["present"]
    lacks += [] if found.decisions or found.actions else ["decided"]
    return t(f"importing.lacks.{'_'.join(lacks)}") if lacks else ""


def _named(attendee: ReadAttendee) -> str:
    organization = f"({attendee.organization})" if attendee.name and attendee.organization else attendee.organization
    return " ".join(filter(None, (attendee.name, organization)))


def _in_one_line(action: ReadEntry) -> str:
    due = action.due.isoformat() if isinstance(action.due, date) else action.due_text
    return " · ".join(filter(None, (action.text, ", ".join(action.owners), due)))


def _meeting_settings(placed: PlacedMeeting) -> tuple[Setting, ...]:
    meeting = placed.meeting
    state = MeetingState.CANCELLED if meeting.cancelled else MeetingState.HELD
    minutes = MinutesState.NONE if meeting.cancelled else MinutesState.CIRCULATED
    untold = [fact for fact in meeting.facts if not is_said(fact, meeting)]
    facts = "\n".join(f"{fact.label}: {fact.text}" if fact.label else fact.text for fact in untold)
    times = ((Meeting.start, meeting.start), (Meeting.end, meeting.end))
    return (
        Meeting.series(placed.series),
        Meeting.title(meeting.title or meeting.group),
        Meeting.date(meeting.date),
        Meeting.venue(meeting.place),
        *(field(decoded) for field, text in times if (decoded := field.decode(text or None)) is not None),
        *settings_of(meeting, Meeting.chair, Meeting.minute_taker, Meeting.next_meeting),
        Meeting.state(state),
        Meeting.minutes_state(minutes),
        Meeting.summary("\n".join(filter(None, (facts, *opening_of(meeting.items))))),
    )


def _untold(meeting: ReadMeeting, item: ReadItem) -> tuple[ReadEntry, ...]:
    """Without the line that only says when the next meeting is: the meeting keeps the day, and the item shows it."""
    if item.depth or kind_of(item.title) is not ItemKind.NEXT_MEETING:
        return tuple(item.entries)
    return tuple(e for e in item.entries if e.type is not EntryType.NOTE or not is_next_meeting(e.text, meeting))


def _year(meeting: ReadMeeting) -> int:
    return meeting.date.year if meeting.date else 1
