"""A tracker of action points as offices keep it, joined to the meetings and actions that are on record.

Beside the fields of an action a row may say how far it is with a remark, who does it among other words, and two days in
one cell. Which meeting it comes from stands in a cell, in a line of its own, or in the name of its sheet.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from functools import cached_property
from pathlib import PurePath
from typing import Any, ClassVar

from ictwg.actions import actions
from ictwg.domain.ids import derived_id
from ictwg.domain.records import Action, ActivityReport, Meeting, Progress
from ictwg.domain.references import ReferenceNumbers
from ictwg.domain.schema import Field, Record, Setting
from ictwg.domain.text import fold
from ictwg.domain.typed_periods import last_of
from ictwg.domain.values import CLOSED, ActionKind, ActionStatus, ActivityStatus, DueWord
from ictwg.imports.doubts import IN_NOTES, NO_DAY, NO_MEETING, DoubtKind
from ictwg.imports.foreign_minutes.words import status_of
from ictwg.imports.headings import Column, choice_words, is_nobody, plain_key
from ictwg.imports.list_rows import ListRows, RowRead, cell_line
from ictwg.imports.report import ImportRow, RowState
from ictwg.minutes.prompt.names import PromptNames
from ictwg.records.csv_format import CsvLine
from ictwg.records.group import group_of
from ictwg.records.lookup import Lookup, carriers, shown_name
from ictwg.records.reference_data import load_import_words
from ictwg.sentences.dates import find_dates
from ictwg.sentences.name_cells import is_everybody, names_in_cell
from ictwg.sentences.sentence import due_said, read_sentence
from ictwg.sentences.timeframes import Timeframe, timeframe

NUMBER, NOTES, KIND = "number", "notes", "kind"
_OF_TABLES: dict[str, Field[Any]] = {
    "action": Action.text,
    "owner": Action.owners,
    "due": Action.due,
    "status": Action.status,
}
_STATUS = re.compile(r"\s*(?:[–—:;,.(\n/]|\s-\s)\s*")
_MONTH = re.compile(r"((?:19|20)\d\d)\s*[/.-]\s*(0?[1-9]|1[0-2])")
_MEETING = re.compile(
    r"(?:meeting|reuniao|enkontru|rapat|session|sessao|sesaun|sidang)\b\D{0,12}(\d{1,3})\b"
    r"|\b(\d{1,3})\.?(?:st|nd|rd|th|a|º|ª)?\s+(?:\w+ )?(?:meeting|reuniao|session|sessao)\b"
)
_OF_MEETING = re.compile(r"\b(?:meeting|reuniao|enkontru|rapat|session|sessao|sesaun|sidang)\b")
_PER_CENT = re.compile(r"(\d{1,3})(?:[.,]\d+)?\s*%?")
_ALL = 100
_BODY = re.compile(r"\s*\(([^()]+)\)$")
_OF_ACTIVITIES: dict[Any, ActionStatus] = {
    ActivityStatus.NOT_STARTED: ActionStatus.OPEN,
    ActivityStatus.ON_TRACK: ActionStatus.IN_PROGRESS,
    ActivityStatus.COMPLETED: ActionStatus.DONE,
    ActivityStatus.CANCELLED: ActionStatus.CANCELLED,
}
"""Their words are used of actions too."""
_NO_ACTION = re.compile(r"[dni]|decis\w+|keputusan|desizaun|not[ae]s?|info\w*")
OFFERED = 5
MONTH = timedelta(days=31)
_SAME = 92.0
"""Of 100; two texts of one meeting that are as alike are one action."""


class ActionRows(ListRows):
    MORE: ClassVar = {one: one for one in (NUMBER, NOTES, KIND)}
    NAMED: ClassVar = (Action.text,)

    _status: ActionStatus | None = None
    _meeting: str | None = None
    """Those of the line of a status or meeting above, or of the sheet."""
    _given: date | None = None
    """The day that stands beside that meeting."""
    _title: str = ""
    """The sheet, or what stands above the headings, where that names a meeting."""
    _month: Timeframe | None = None
    """That of the sheet; or its year."""
    _closed: date | None = None
    """When the action of the row was."""

    @classmethod
    def words_of(cls, kind: type[Record]) -> dict[str, Column]:
        """Also those of tables in minutes; an item is a number here."""
        words, labels = super().words_of(kind), load_import_words("minutes")["labels"]
        more = {plain_key(word): field for label, field in _OF_TABLES.items() for word in labels[label]}
        return {**more, **words, "item": NUMBER}

    @property
    def keeps_notes(self) -> bool:
        """As what was said of the action."""
        return True

    @cached_property
    def _prompt(self) -> PromptNames:
        return PromptNames(self.lookup.state, self.lookup.today)

    @cached_property
    def _numbers(self) -> ReferenceNumbers:
        return ReferenceNumbers(self.lookup.state)

    def take_all(self, columns: Sequence[Column | None], lines: Sequence[CsvLine]) -> list[ImportRow]:
        sheet = PurePath(self.where).name.partition(", ")[2] or PurePath(self.where).stem
        titles = [one for one in self.above if _OF_MEETING.search(fold(one))]
        self._month = timeframe(sheet)
        held = sheet if self._held_in(self._month) else ""
        self._title = next(filter(self._names_meeting, (sheet, *titles)), held)
        return super().take_all(columns, lines)

    def take(self, row: RowRead, where: str) -> ImportRow:
        if not row.id and len(row.filled) == 1 and self._is_band(row, row.filled[0]):
            return row.row(RowState.SAME, row.filled[0], where)
        unnumbered = [*row.whole] == [Action.text] and NUMBER in row.emptied  # more of the text above, or a remark
        if not row.id and (unnumbered or _NO_ACTION.fullmatch(fold(row.text(KIND)).strip(" ."))):
            what = row.text(Action.text) or row.filled[0]
            row.lose((Action.text, what))
            return row.row(RowState.DOUBTFUL, what, where)
        return super().take(row, where)

    def _is_band(self, row: RowRead, text: str) -> bool:
        """Whether a line of one cell says how far those below it are, or from which meeting; `Legend: …` neither."""
        if status := _status(text):
            self._status = status
        elif self._names_meeting(text):
            self._take_meeting(row, text)
        else:
            return Action.text not in row.cells
        return True

    def told(self, row: RowRead, there: Record | None) -> tuple[Setting, ...]:
        if row.id:
            return super().told(row, there)
        self._closed = None
        meeting = self._from_meeting(row)
        day = meeting.date if meeting is not None else self._given
        near = day or (self._month and self._month.start) or self.lookup.today
        own = [*self._how_far(row), *self._until(row, near), *self._who(row, near)]
        said: dict[Any, Setting] = {setting[0]: setting for setting in (*own, *super().told(row, None))}
        if meeting is not None:
            said = {Action.meeting: Action.meeting(meeting.id), Action.given_on: Action.given_on(meeting.date)} | said
        elif self._given:
            said.setdefault(Action.given_on, Action.given_on(self._given))
        return tuple(said.values())

    # From which meeting

    def _names_meeting(self, text: str) -> bool:
        return bool(find_dates(text) or _MEETING.search(fold(text)) or _referred(self.lookup, text))

    def _meetings(self, text: str) -> Iterator[str]:
        """The meetings that a reference, a day or a number may mean, the surest first."""
        yield from (one.id for one in _referred(self.lookup, text))
        days, said = {one.date for one in find_dates(text)}, _MEETING.search(fold(text))
        held = self.lookup.state.all(Meeting)
        yield from (one.id for one in held if one.date in days)
        number = int(said[1] or said[2]) if said and not days else None
        numbered = [one.id for one in held if number is not None and one.number == number]
        of_month = [] if days or said else self._held_in(timeframe(text))
        yield from (found[0] for found in (numbered, of_month) if len(found) == 1)

    def _held_in(self, month: Timeframe | None) -> list[str]:
        """The meetings of a month that is named as the only one."""
        if month is None or month.start is None or month.end - month.start > MONTH:
            return []
        held = self.lookup.state.all(Meeting)
        return [one.id for one in held if one.date is not None and month.start <= one.date <= month.end]

    def _which_meeting(self, row: RowRead, text: str) -> str | None:
        if found := next(self._meetings(text), None):
            return found
        day = next((one.date for one in find_dates(text)), self.lookup.today)
        held = sorted(self.lookup.state.all(Meeting), key=lambda one: abs(((one.date or date.min) - day).days))
        offered = {shown_name(self.lookup.state, one): one.id for one in held[:OFFERED]}
        word, choices = (Meeting.TABLE, fold(text)), (NO_MEETING, *offered)
        return offered.get(self.ask_once(row, word, DoubtKind.UNKNOWN_MEETING, text, *choices, about=text))

    def _from_meeting(self, row: RowRead) -> Any:
        """The one of its cell, which holds for empty ones below; that of its day; that of the line above."""
        text, day = row.take(Action.meeting), row.text(Action.given_on)
        if text and timeframe(text) and find_dates(text):  # a day alone says when
            self._meeting, self._given = next(self._meetings(text), None), find_dates(text)[0].date
        elif text:
            self._take_meeting(row, text, dated=True)
            row.noted += [] if self._meeting else [(Action.meeting, cell_line(Action.meeting, text))]
        elif day and (found := next(self._meetings(day), None)):
            self._meeting = found
        elif not (self._meeting or self._given) and self._title:
            self._take_meeting(row, self._title)
        return self.lookup.state.get(Meeting, self._meeting)

    def _take_meeting(self, row: RowRead, text: str, *, dated: bool = False) -> None:
        """The one that a text names, or its day alone; a list has a day too, so that one is `dated` by its words."""
        days = {one.date for one in find_dates(text)} if dated or _OF_MEETING.search(fold(text)) else set()
        self._meeting, self._given = self._which_meeting(row, text), days.pop() if len(days) == 1 else None

    # What it says

    def _how_far(self, row: RowRead) -> Iterator[Setting]:
        """`Done – circulated the draft` is done, with the rest as a note."""
        text = row.text(Action.status)
        status, rest = _split_status(text)
        self._closed = next((one.date for one in find_dates(f"{rest} {row.text(Action.closed_on)}")), None)
        if status is None and text:
            return
        row.cells.pop(Action.status, None)
        if status := status or self._status:
            yield Action.status(status)
        if rest:
            row.noted.append((Action.status, rest))
        if self._closed and status in (ActionStatus.DONE, ActionStatus.CANCELLED):
            yield Action.closed_on(self._closed)

    def _until(self, row: RowRead, near: date | None) -> Iterator[Setting]:
        text = row.take(Action.due)
        if not plain_key(text):
            return
        days, month = [one.date for one in find_dates(text)], _MONTH.fullmatch(text)
        if month:
            days = [last_of(int(month[1]), int(month[2]))]
        unclear = len(days) > 1 or (month and (int(month[1]) + 1) % 100 == int(month[2]))  # 2010/11 may be two years
        frame = None if unclear or days else timeframe(text)
        due = None if unclear else days[0] if month else due_said(text, near) or (frame and frame.end)
        if due is not None:
            yield Action.due(due)
        elif status := _status(text):
            yield Action.status(status)
        else:
            # of a month or quarter of which the year is not said the last day of the next one
            frames = [timeframe(f"{text} {near.year + n}") for n in (0, 1)] if near and not days else []
            days += [one.end for one in frames if one is not None and near and one.end >= near][:1]
            offered = (*(day.isoformat() for day in reversed(days)), *(() if days else (DueWord.ONGOING,)))
            chosen = row.ask(DoubtKind.GUESSED_DAY, text, NO_DAY, *offered, about=text)
            row.noted.append((Action.due, cell_line(Action.due, text)))
            if chosen != NO_DAY:
                yield Action.due(DueWord(chosen) if chosen == DueWord.ONGOING else date.fromisoformat(chosen))

    def _who(self, row: RowRead, near: date | None) -> Iterator[Setting]:
        """Those of the cell; where it is empty those whom the sentence of the action names."""
        text, cell = row.text(Action.text), row.cells.pop(Action.owners, "")
        names = names_in_cell(cell, lambda name: self.names.known.organization(name) or self._person(name))
        if not names and text:
            read = read_sentence(text, self._prompt.roster, near, self._prompt.language)
            if all(one.named for one in read.who):
                names = [one.name for one in read.who]
                row.cells[Action.text] = read.what if names and read.what else text
            if read.until and names and Action.due not in row.whole:
                yield Action.due(read.until)
        yield from self._owners(row, [one for one in names if not is_nobody(one)])

    def _owners(self, row: RowRead, names: list[str]) -> Iterator[Setting]:
        owners: dict[str, None] = {}
        people: list[str] = []
        strange: list[str] = []
        for name in names:
            if is_everybody(name):
                yield Action.all(True)
            elif person := None if self.names.known.organization(name) else self._person(name):
                people.append(person)
                owners |= dict.fromkeys(self.names.known.homes_of([person]))
            elif (body := _BODY.search(name)) and (id := self.names.known.organization(body[1])):
                owners[id] = None
                strange.append(name.removesuffix(body[0]).strip())
            elif id := self.organization(name, row):
                owners[id] = None
            else:
                strange.append(name)
        if owners:
            yield Action.owners(tuple(owners))
        if people:
            yield Action.person(people[0])
        if strange:
            yield Action.owner_text(", ".join(strange))

    def _person(self, name: str) -> str:
        found = self._prompt.get(name)
        return self.names.known.person(name) or (found.person if found else "")

    # What is on record already

    def exact(self, told: tuple[Setting, ...]) -> Record | None:
        """Of the same meeting and words, or of words so alike that they are the same; else of these words alone."""
        from rapidfuzz import fuzz

        said = dict(told)
        meeting, text = said.get(Action.meeting), plain_key(str(said.get(Action.text) or ""))
        known = [one for one in self.lookup.state.all(Action) if not meeting or one.meeting in (meeting, None)]
        same = [one for one in known if plain_key(one.text) == text]
        near = [one for one in known if meeting and one.meeting and fuzz.ratio(plain_key(one.text), text) >= _SAME]
        return next(iter(sorted(same, key=lambda one: not one.meeting) or near), None)

    def write(self, row: RowRead, there: Record | None, told: tuple[Setting, ...]) -> tuple[RowState, str]:
        """An action keeps its words, its meeting and its day; a list does not say where they come from."""
        if row.id:
            return super().write(row, there, told)
        there = next((one for one in carriers(self.lookup.state, row.text(NUMBER)) if type(one) is Action), there)
        told = self._as_followed(told, there)
        if there is None:
            year = next((one.raw for one in told if one[0] is Action.given_on), self.lookup.today.isoformat())
            told = (*told, Action.reference(self._numbers.take(ActionKind.ACTION, int(str(year)[:4]))))
            return super().write(row, there, told)
        held = (Action.text, Action.meeting, Action.given_on, Action.owner_text)
        kept = {Action.closed_on, *(field for field in held if field.of(there) or field is Action.owner_text)}
        state, id = super().write(row, there, tuple(one for one in told if one[0] not in kept))
        if self._closed and isinstance(there, Action) and (there.id, Action.status) in self.further:
            status: Any = dict(told)[Action.status]
            own = actions.set_status(self.lookup.state, there, ActionStatus(status), self._closed)
            self.further[there.id, Action.status] = own
        return state, id

    def _as_followed(self, told: tuple[Setting, ...], there: Record | None) -> tuple[Setting, ...]:
        """What was due, or else given, before the group follows up is closed by a list, and not followed up by it.

        Where a row says neither it is as old as the list: `as at 2 July 2012`.
        """
        said, group = dict(told), group_of(self.lookup.state)
        days = [str(said.get(field) or "") for field in (Action.due, Action.given_on)]
        days += [one.date.isoformat() for text in self.above for one in find_dates(text)][:1]
        day = next((one for one in days if one[:1].isdigit()), "")
        before = group.history_before if group is not None else None
        if not day or before is None or day >= before.isoformat() or said.get(Action.status) in CLOSED:
            return told
        rest = tuple(one for one in told if one[0] is not Action.status)
        return rest if there is not None else (*rest, Action.status(ActionStatus.NOT_FOLLOWED_UP))

    def _noted(self, row: RowRead, id: str, *_: object) -> RowState:
        """What was said of it, once."""
        if row.ask_lost(*self.unread_goes(*row.lost)) == IN_NOTES:
            row.noted += ((cell[0], cell_line(*cell)) for cell in row.lost)
        before = {fold(one.text) for one in self.lookup.state.linked(Progress, Progress.action, id)}
        state, texts = RowState.SAME, (row.take(NOTES), *(line for _, line in row.noted))
        for text in dict.fromkeys(one for one in texts if plain_key(one) and not row.id):
            if fold(text) not in before:
                key = derived_id(self.lookup.state.db, Progress.TABLE, (id, fold(text)))
                told = (Progress.action(id), Progress.on(self.lookup.today), Progress.text(text))
                self.making.new(Progress, key, *told)
                state = RowState.NEW
        return state


def _referred(lookup: Lookup, text: str) -> list[Meeting]:
    return [one for one in carriers(lookup.state, text) if isinstance(one, Meeting)]


def _status(text: str) -> ActionStatus | None:
    """What a cell says that says nothing else."""
    known = choice_words(Action.status).get(plain_key(text)) or status_of(text)
    known = known or _OF_ACTIVITIES.get(choice_words(ActivityReport.status).get(plain_key(text)))
    done = _PER_CENT.fullmatch(text.strip())
    if not known and done and text.strip() != "1" and int(done[1]) <= _ALL:  # 1 may be all or a hundredth
        known = {"0": ActionStatus.OPEN, "100": ActionStatus.DONE}.get(done[1], ActionStatus.IN_PROGRESS)
    return ActionStatus(known) if known else None


def _split_status(text: str) -> tuple[ActionStatus | None, str]:
    """How far it is, and what stands beside that."""
    if status := _status(text):
        return status, cell_line(Action.status, text) if _PER_CENT.fullmatch(text) else ""
    first, rest = (*_STATUS.split(text, maxsplit=1), "")[:2]
    if status := _status(first):
        return status, rest.removesuffix(")") if "(" not in rest else rest
    words = text.split()
    begins = (_status(" ".join(words[:count])) for count in (3, 2, 1) if len(words) > count)
    return next(filter(None, begins), None), text
