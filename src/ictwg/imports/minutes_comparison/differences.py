"""A copy that somebody edited, beside the meeting as it is here: each difference is asked, what is taken is written.

What is not in the copy any more stays unless somebody strikes it. Nothing is emptied because the copy does not say it.

> Nothing of minutes that are adopted is changed: what is taken from a copy of them is a correction.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from difflib import SequenceMatcher
from hashlib import sha256
from typing import Any, NamedTuple, TypeAlias, TypeVar

from ictwg.documents.comments import add_comment
from ictwg.domain.changes import Changes
from ictwg.domain.compared_words import words_changed
from ictwg.domain.order import after, is_key, placed
from ictwg.domain.records import Action, AgendaItem, Attendance, Contact, Decision, Entry, Meeting, Organization
from ictwg.domain.references import ReferenceNumbers
from ictwg.domain.schema import Field, Setting
from ictwg.domain.state import State
from ictwg.domain.text import fold
from ictwg.domain.values import ActionKind, Commented, EntryType, MinutesState
from ictwg.imports.doubts import COMMENT, LEAVE, TAKE, DoubtKind, Doubts
from ictwg.imports.minutes_comparison.action_courses import ActionHistories
from ictwg.imports.minutes_comparison.meetings import (
    LinePlace,
    MeetingMaker,
    SheetRecords,
    attendee_settings,
    comment_settings,
    item_audience,
    item_settings,
    meeting_settings,
    ruling_settings,
)
from ictwg.imports.minutes_comparison.organizations import SOURCE, owner_settings
from ictwg.imports.new_records import NewRecords, details_of, settings_of
from ictwg.locales import language, t
from ictwg.minutes.corrections import correct
from ictwg.minutes.printed.lines import owners, status
from ictwg.minutes.printed.pages import promised_words
from ictwg.minutes.printed.sheet import AttendanceRow, CommentRow, MinutesSheet, Promise, Reviewed, SheetItem, SheetLine
from ictwg.papers.blocks import plain_text
from ictwg.papers.words import choice
from ictwg.records.lookup import Lookup

T = TypeVar("T")
Pair: TypeAlias = tuple[T | None, T | None]
"""The same thing here and in the file; None where one side does not have it."""

STAGES = tuple(MinutesState)
_LIKE = 0.4
"""Of 1; what is less like it is something else."""


def aligned(here: Sequence[T], there: Sequence[T], key: Callable[[T], Hashable]) -> Iterator[Pair[T]]:
    """In the order of the file. What only changed its words is paired in order; what has moved is found by its key."""
    keys_here, keys_there = [key(one) for one in here], [key(one) for one in there]
    moved = set(keys_here) & set(keys_there)
    by_key = dict(zip(keys_here, here, strict=True))
    for tag, h1, h2, t1, t2 in SequenceMatcher(None, keys_here, keys_there, autojunk=False).get_opcodes():
        if tag == "equal":
            yield from zip(here[h1:h2], there[t1:t2], strict=True)
            continue
        yield from ((by_key[key(one)], one) for one in there[t1:t2] if key(one) in moved)
        left = [one for one in here[h1:h2] if key(one) not in moved]
        new = [one for one in there[t1:t2] if key(one) not in moved]
        yield from _paired(left, new, lambda one: str(key(one)))


def _paired(here: Sequence[T], there: Sequence[T], words: Callable[[T], str]) -> Iterator[Pair[T]]:
    """In order; where something came in between or went, each with what it is most like."""
    if len(here) == len(there):
        yield from zip(here, there, strict=True)
        return
    at = 0
    for left, one in enumerate(here):
        room = there[at : len(there) - max(min(len(here), len(there)) - left - 1, 0)]
        likes = [SequenceMatcher(None, words(one), words(other), autojunk=False).ratio() for other in room]
        best = max(range(len(likes)), key=likes.__getitem__, default=-1)
        if best < 0 or likes[best] < _LIKE:
            yield one, None
            continue
        yield from ((None, other) for other in there[at : at + best])
        yield one, there[at + best]
        at += best + 1
    yield from ((None, other) for other in there[at:])


class Edited(NamedTuple):
    """What a file tells of a change: who made it, as written, and that it was otherwise here when that was written.

    Attributes:
        home: The id of the organization of whoever made it.
    """

    by: str = ""
    home: str = ""
    moved: bool = False


class Asked:
    """Asks it of each, and collects what does not change the records themselves.

    Args:
        told: What the file tells of a change, by what was there and what is now.
        today: The day of what is kept.
        places: The number that each item and line is printed with, by its id.
        meanwhile: What holds unless a person chooses.

    Attributes:
        meeting: Whose minutes they are.
        taken: Which decisions, owners and days are others now.
        kept: The corrections and the comments.
    """

    def __init__(
        self,
        state: State,
        today: date,
        doubts: Doubts,
        meeting: Meeting,
        places: Mapping[str, str],
        told: Callable[[str, str], Edited] = lambda *_: Edited(),
        meanwhile: str = TAKE,
    ) -> None:
        self._state, self._today = state, today
        self._doubts = doubts
        self.meeting = meeting
        self._places = places
        self._told = told
        self._meanwhile = meanwhile
        self._adopted = meeting.minutes_state is MinutesState.ADOPTED
        self.taken: list[str] = []
        self.kept = Changes("verbs.imported")

    def takes(
        self,
        slot: str,
        was: str,
        now: str,
        item: str | None = None,
        entry: str | None = None,
        offered: tuple[str, ...] = (TAKE, LEAVE),
        kind: DoubtKind = DoubtKind.CHANGED,
    ) -> bool:
        """Whether this is to be written.

        Args:
            slot: Names the difference among those of the file.
            was: What is here, in words; nothing of what is new.
            now: What the copy says; nothing of what is not in it any more.
            item: The id of the item that it is about.
            entry: The id of the line.
            offered: What may become of it besides; what stays first holds where a person is to be asked in any case.
        """
        edited = self._told(was, now)
        said = now if kind is DoubtKind.REMARK else words_changed(was, now)
        comment = f"{COMMENT} {edited.home}" if edited.home else ""
        theirs = bool(comment) and self._meanwhile == COMMENT
        first = theirs or kind is DoubtKind.REMARK
        choices = filter(None, (comment, *offered) if first else (*offered, comment))
        asks = self._adopted or edited.moved or offered[0] == LEAVE
        meanwhile = comment if theirs else LEAVE if asks else self._meanwhile
        kind = DoubtKind.CHANGED_TWICE if edited.moved and kind is DoubtKind.CHANGED else kind
        place = " · ".join(filter(None, (self._places.get(entry or item or "", ""), edited.by)))
        chosen = self._doubts.ask(kind, 0, said, *choices, about=slot, place=place, meanwhile=meanwhile)
        if chosen == TAKE and self._adopted:
            correction = correct(self._state, self.meeting, said, self._today, item=item, entry=entry)
            self.kept = self.kept.and_then(correction)
        elif chosen.startswith(COMMENT):
            home = next(one for one in self._state.all(Organization) if one.acronym == edited.home)
            name = edited.by.rpartition(", ")[0]
            told = (Contact.text(said), Contact.item(item), Contact.entry(entry), Contact.name(name))
            comment_made = add_comment(self._state, self.meeting, home, self._today, Commented.COMMENTS, *told)
            self.kept = self.kept.and_then(comment_made)
        return chosen == TAKE and not self._adopted

    def remark(self, text: str, entry: str | None) -> None:
        """What somebody wrote beside the text."""
        self.takes(text, "", text, entry=entry, offered=(LEAVE,), kind=DoubtKind.REMARK)


class ListOrder:
    """The order of a list while new ones are put into it.

    Args:
        kind: Their record type.
        records: What is there already, in order.
    """

    def __init__(self, making: NewRecords, kind: Any, records: Sequence[Any]) -> None:
        self._making = making
        self._kind = kind
        self._ids = [record.id for record in records]
        self._keys = [record.order for record in records]

    def put(self, behind: str, make: Callable[[str], str]) -> str:
        """The id of what is made with the order key behind this one; of the end where it is not in the list."""
        at = self._ids.index(behind) + 1 if behind in self._ids else len(self._ids)
        key, rekeyed = placed(self._keys, at)
        for index, fresh in rekeyed:
            self._keys[index] = fresh
            self._making.change(self._kind, self._ids[index], self._kind.order(fresh))
        id = make(key)
        self._keys.insert(at, key)
        self._ids.insert(at, id)
        return id


class Differences:
    """Takes over what the copy says otherwise, where it is to be taken.

    Args:
        records: What the import makes.
        asked: What becomes of each difference.
        here: The sheet as it is here, with the ids of its records, in the words of the copy's kind of file.
        there: What the file tells.
        lines: As they are here, where the file says them otherwise than our records.
    """

    def __init__(
        self,
        records: SheetRecords,
        asked: Asked,
        here: MinutesSheet,
        there: MinutesSheet,
        lines: Mapping[str, SheetLine],
    ) -> None:
        self._records = records
        self._making = records.making
        self._courses = ActionHistories(records.register, records.today)
        self._meeting = meeting = asked.meeting
        self._here = here
        self._there = there
        self._asked = asked
        self._true = lines
        self._new = MeetingMaker(records.register, self._courses, there, meeting.id)
        self._numbers = ReferenceNumbers(records.making.state)
        self._places: dict[tuple[str | None, ...], ListOrder] = {}

    def take_over(self) -> bool:
        """Whether anything was."""
        before = self._making.so_far()
        if self._there.organizations != self._here.organizations:
            self._records.know(self._there)
        self._head()
        self._agenda()
        self._attendance()
        self._comments()
        self._lines(self._here.notes, self._there.notes, None)
        self._courses.flush()
        changed = self._making.so_far() > before
        if changed and self._meeting.source.startswith(SOURCE):
            self._making.edit.update(self._meeting, Meeting.source(SOURCE + self._there.audience))
        return changed

    def _head(self) -> None:
        """The fields of the meeting that the file fills in otherwise than the sheet here."""
        here = meeting_settings(self._making, self._here)
        told = _told(here, meeting_settings(self._making, self._there))
        later = STAGES.index(self._there.minutes_state) > STAGES.index(self._here.minutes_state)
        settings = [setting for setting in told if later or setting[0] is not Meeting.minutes_state]
        if self._meeting.ended:  # minutes say when it ended
            settings = [Setting(Meeting.ended, one[1]) if one[0] is Meeting.end else one for one in settings]
        self._making.edit.update(self._meeting, *self._wanted(settings, here, self._meeting.id))

    def _wanted(
        self, told: Sequence[Setting], here: Sequence[Setting], id: str, item: str | None = None
    ) -> list[Setting]:
        """Those of the fields that are to be taken."""
        known = {field.name: raw for field, raw in here}
        words = ((one, self._field(one[0], known.get(one[0].name)), self._field(*one)) for one in told)
        return [Setting(*one) for one, was, now in words if self._asked.takes(f"{id}/{one[0].name}", was, now, item)]

    def _field(self, field: Field[Any], raw: Any) -> str:
        """A value in words, behind the name of its field."""
        if raw in (None, "", ()):
            return ""
        lookup = Lookup(self._making.state, self._records.today)
        return f"{t(field.label_id)}: {field.show(field.decode(raw), lookup)}"

    def _attendance(self) -> None:
        """Nothing of it where the file has no roll."""
        here = {_attendee(row): row for row in self._here.attendance} if self._there.attendance else {}
        records = self._making.state.linked(Attendance, Attendance.meeting, self._meeting.id)
        last = max((row.order for row in records if is_key(row.order)), default=None)
        new: list[AttendanceRow] = []
        for row in self._there.attendance:
            known = here.pop(_attendee(row), None)
            if known is None:
                new.append(row)
            elif known.id:
                told = _told(attendee_settings(known), attendee_settings(row))
                if told and self._asked.takes(known.id, _came(known), _came(row)):
                    self._making.change(Attendance, known.id, *told)
            elif known != row:
                new.append(row)
        for row in new:
            if self._asked.takes(_new_slot(_came(row)), "", _came(row)):
                last = after(last)
                self._new.attendee(row, last)
        states = {row.state for row in self._there.attendance}
        for row in here.values():
            if row.id and row.state in states:
                self._asked.takes(row.id, _came(row), "", offered=(LEAVE,))

    def _comments(self) -> None:
        """One that reads otherwise is known by its organization and day."""
        here = [row for row in self._here.comments if row not in self._there.comments]
        for row in self._there.comments:
            if row in self._here.comments:
                continue
            known = next((one for one in here if _commenter(one) == _commenter(row)), None)
            if known is None:
                if self._asked.takes(_new_slot(row.organization + row.text), "", f"{row.organization}: {row.text}"):
                    self._new.comment(row)
                continue
            here.remove(known)
            told = _told(comment_settings(known), comment_settings(row))
            if told and self._asked.takes(known.id, known.text, row.text):
                self._making.change(Contact, known.id, *told)
        for row in here:
            self._asked.takes(row.id, ": ".join(filter(None, (row.organization, row.text))), "", offered=(LEAVE,))

    def _agenda(self) -> None:
        above: list[str] = []
        items = (self._here.items, self._there.items)
        for here, there in aligned(*items, lambda item: (item.depth, fold(item.title), item.restricted)):
            if there is None:
                if here and here.id and not here.restricted:
                    self._asked.takes(here.id, here.title, "", here.id, offered=(LEAVE,))
                    self._gone(here.lines, here.id)
                continue
            before = above[there.depth] if there.depth < len(above) else ""
            above = above[: there.depth]
            id = self._item(here, there, above[-1] if above else None, before)
            if not id:
                continue
            above.append(id)
            self._new.name(there, id)
            self._reviewed(here, there, id)
            self._lines(here.lines if here else (), there.lines, id)

    def _reviewed(self, here: SheetItem | None, there: SheetItem, item: str) -> None:
        """Earlier actions of which the copy says something else."""
        known = {one.reference: one for one in (here.reviewed if here else ())}
        for action in there.reviewed:
            before = known.get(action.reference)
            was = _gone_through(before, self._there.language) if before else ""
            now = _gone_through(action, self._there.language)
            if was != now and self._asked.takes(f"{action.reference}{_new_slot(now)}", was, now, item):
                self._new.review(action, item_audience(self._there, there))

    def _item(self, here: SheetItem | None, there: SheetItem, parent: str | None, before: str) -> str:
        """The id; nothing of a new one that is left."""
        if here is None or not (here.id or there.restricted):
            if not self._asked.takes(_new_slot(there.title), "", there.title):
                return ""
            return self._siblings(AgendaItem, parent).put(before, lambda order: self._new.item(there, parent, order))
        if not there.restricted:
            known = (AgendaItem.title(here.title), *item_settings(here))
            told = _told(known, (AgendaItem.title(there.title), *item_settings(there)))
            audience = [AgendaItem.audience(there.audience)] if there.audience else []
            wanted = self._wanted(told, known, here.id, here.id)
            self._making.change(AgendaItem, here.id, *wanted, *audience)
        return here.id

    def _siblings(self, kind: Any, *place: str | None) -> ListOrder:
        """The items under one, or the lines of an item under another line."""
        if (kind.TABLE, *place) not in self._places:
            records = self._making.state.linked(kind, kind.meeting, self._meeting.id)
            stands = (kind.parent,) if kind is AgendaItem else (kind.item, kind.parent)
            beside = [one for one in records if tuple(field.of(one) for field in stands) == place]
            ordered = sorted(beside, key=lambda one: (one.order, one.id))
            self._places[kind.TABLE, *place] = ListOrder(self._making, kind, ordered)
        return self._places[kind.TABLE, *place]

    def _lines(self, here: Sequence[SheetLine], there: Sequence[SheetLine], item: str | None) -> None:
        """Lines are the same if their references are, or else their words."""
        references = {line.reference for line in here} & {line.reference for line in there} - {""}

        def key(line: SheetLine) -> tuple[str, ...]:
            named = line.reference in references
            return (line.reference,) if named else (str(line.type), line.text, str(line.restricted))

        above: list[str] = []
        for known, told in aligned(here, there, key):
            if told is None:
                self._gone((known,) if known else (), item)
                continue
            before = above[told.depth] if told.depth < len(above) else ""
            above = above[: told.depth]
            if known is not None and (known.type is told.type or told.restricted):
                self._changed(known, told, item)
                above.append(known.id)
                continue
            self._gone((known,) if known else (), item)
            if told.restricted or self._asked.takes(_new_slot(f"{item}{told.text}"), "", told.text, item):
                above.append(self._added(told, item, above, before))

    def _gone(self, lines: Iterable[SheetLine], item: str | None) -> None:
        """A note may be struck; what has a number stays until somebody says so at its own place."""
        for line in lines:
            if not line.text or not line.id:
                continue
            offered = (LEAVE,) if line.record else (LEAVE, TAKE)
            if self._asked.takes(f"{line.id}/gone", line.text, "", item, line.id, offered):
                entry = self._making.state.get(Entry, line.id)
                if entry is not None:
                    self._making.edit.remove(entry)

    def _changed(self, here: SheetLine, there: SheetLine, item: str | None) -> None:
        if here == there or there.restricted or not here.id:
            return
        text = there.text or here.text
        if text == here.text or self._asked.takes(f"{here.id}/text", here.text, text, item, here.id):
            self._entry(here, there)
            if text != here.text and here.record:
                self._asked.taken.append(f"{here.reference}: {text}")
                kind: Any = Action if here.type is EntryType.ACTION else Decision
                self._making.change(kind, here.record, Entry.text(self._worded(here, text)))
        if there.promise is not None and here.promise is not None:
            told = self._promise(here.promise, there.promise)
            both, lang = (here.promise, there.promise), self._there.language
            was, now = (plain_text(promised_words(here, one, lang)) for one in both)  # as pages say it below the line
            if was == now:
                was, now = "", ", ".join(self._field(*one) for one in told)
            if told and self._asked.takes(f"{here.id}/promise", was, now, item, here.id):
                self._asked.taken.append(f"{was} → {now}")
                self._making.change(Action, here.record, *told)
        if there.ruling is not None and here.record and there.ruling != here.ruling:
            ruling = tuple(s for s in ruling_settings(self._making, there.ruling) if s.raw)
            known = ruling_settings(self._making, here.ruling) if here.ruling else ()
            wanted = self._wanted(_told(known, ruling), known, f"{here.id}/ruling", item)
            self._making.change(Decision, here.record, *wanted)

    def _entry(self, here: SheetLine, there: SheetLine) -> None:
        told = settings_of(replace(there, text=self._worded(here, there.text)), Entry.text, Entry.speaker)
        told += settings_of(there, Entry.question_to)
        audience = [Entry.audience(there.audience)] if there.audience else []
        was_mark = here.text.startswith("[") and here.text.endswith("]")  # an export for fewer eyes had left it out
        opened = [Entry.audience.clear] if here.audience and not there.audience and was_mark else []
        self._making.change(Entry, here.id, *(setting for setting in told if setting.raw), *audience, *opened)

    def _worded(self, here: SheetLine, text: str) -> str:
        """The text of the record with what changed: a page has the speaker before it."""
        true = self._true.get(here.id, here).text
        before = here.text.removesuffix(true) if here.text.endswith(true) else ""
        return text.removeprefix(before)

    def _promise(self, here: Promise, there: Promise) -> list[Setting]:
        """Owners and due date where the file names others; how it stands is no matter of old minutes."""
        settings: list[Setting] = []
        if _owned(here) != _owned(there) and _owned(there) != ((), False, "", ()):
            settings += owner_settings(self._records.register, there, self._there.language)
        if there.due and (here.due, here.review_on) != (there.due, there.review_on):
            settings += settings_of(there, Action.due, Action.review_on)
        return settings + _told(details_of(here, Action), details_of(there, Action))

    def _added(self, line: SheetLine, item: str | None, above: Sequence[str], before: str) -> str:
        """A line that somebody wrote into the file; an action or decision gets the next number."""
        parent = above[-1] if above and line.depth else None

        def make(order: str) -> str:
            return self._new.line(line, LinePlace(item, parent, order), *self._number(line))

        return self._siblings(Entry, item, parent).put(before, make)

    def _number(self, line: SheetLine) -> tuple[Setting, ...]:
        year = (self._there.date or self._there.status_date).year
        if line.reference or line.type is EntryType.NOTE:
            return ()
        if line.type is EntryType.ACTION:
            return (Action.reference(self._numbers.take(ActionKind.ACTION, year)),)
        return (Decision.reference(self._numbers.take_decision(year)),)


def _told(here: tuple[Setting, ...], there: tuple[Setting, ...]) -> list[Setting]:
    """What the file says, and otherwise than here; what it does not say empties nothing."""
    known = {field.name: raw for field, raw in here}
    return [setting for setting in there if setting[1] and known.get(setting[0].name) != setting[1]]


def _attendee(row: AttendanceRow) -> tuple[str, str]:
    return (fold(row.representative), row.acronym)


def _commenter(row: CommentRow) -> tuple[str, date | None]:
    return (fold(row.organization), row.on)


def _owned(promise: Promise) -> tuple[tuple[str, ...], bool, str, tuple[str, ...]]:
    """One alone reads alike, whoever it is."""
    promise = promise.told_apart(frozenset())
    return (promise.owners, promise.everybody, promise.who, promise.strangers)


def _came(row: AttendanceRow) -> str:
    """`Ana Silva, adviser (MoJ): present`."""
    who = ", ".join(filter(None, (row.representative, row.title))) or row.organization
    state = choice(row.state, language()) if row.state else ""
    return ": ".join(filter(None, (f"{who} ({row.acronym})" if row.acronym else who, state)))


def _gone_through(action: Reviewed, lang: str) -> str:
    """An earlier action, and what was said of it."""
    promise, said = action.promise, (update.text for update in action.updates)
    told = (action.reference, action.text, plain_text(owners(promise, lang)), status(promise, lang))
    return " · ".join((*told, *said))


def _new_slot(said: str) -> str:
    """A name for what is new, the same whenever the same file is read."""
    return f"+{sha256(said.encode()).hexdigest()[:16]}"
