"""Lines of the minutes as records: the entry, and the decision or action that it gave."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any, NamedTuple

from ictwg.domain.ids import derived_id
from ictwg.domain.order import spread
from ictwg.domain.records import Action, Decision, Entry, Meeting, Person, Progress
from ictwg.domain.text import fold
from ictwg.domain.values import Audience, Basis, EntryType
from ictwg.imports.new_records import settings_of
from ictwg.imports.sheets.organizations import made_organization
from ictwg.minutes.printed.blocks import label

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ictwg.domain.schema import Record, Setting
    from ictwg.domain.state import State
    from ictwg.imports.names import Register
    from ictwg.imports.new_records import NewRecords
    from ictwg.imports.sheets.action_courses import Courses
    from ictwg.minutes.printed.sheet import MinutesSheet, Promise, Reviewed, Ruling, SheetLine, Update


class Spot(NamedTuple):
    """Where a line stands."""

    item: str | None
    parent: str | None
    order: str


class LineMaker:
    """Makes the lines of one meeting.

    Args:
        meeting: The id of the meeting.
    """

    def __init__(self, making: NewRecords, courses: Courses, sheet: MinutesSheet, meeting: str) -> None:
        self._making = making
        self._courses = courses
        self._sheet = sheet
        self._meeting = meeting
        self._alike: Counter[tuple[str, ...]] = Counter()

    @property
    def _state(self) -> State:
        return self._making.state

    def make_all(self, lines: Iterable[SheetLine], item: str | None) -> None:
        """All lines of an item, nested as they stand."""
        said = tuple(lines)
        above: list[str] = []
        for line, order in zip(said, spread(len(said)), strict=True):
            depth = min(line.depth, len(above))
            above = above[:depth]
            above.append(self.make(line, Spot(item, above[-1] if above else None, order)))

    def make(self, line: SheetLine, spot: Spot, *more: Setting) -> str:
        """One line; `more` are further fields of its action or decision."""
        place = (self._meeting, spot.item or "", spot.parent or "", spot.order)
        id = self._making.free(Entry, *place, str(line.type), line.text, on=self._sheet.date)
        text = f"[{label('restricted', self._sheet.language)}]" if line.restricted else line.text
        self._making.new(
            Entry,
            id,
            Entry.meeting(self._meeting),
            Entry.item(spot.item),
            Entry.parent(spot.parent),
            Entry.order(spot.order),
            Entry.text(text),
            *settings_of(line, Entry.type, Entry.speaker, Entry.question_to),
            *audience_settings(line.audience, restricted=line.restricted, field=Entry.audience),
        )
        if line.type is EntryType.ACTION:
            self._action(line, spot.item, id, more)
        elif line.type is EntryType.DECISION:
            self._decision(line, spot.item, id, more)
        return id

    def review(self, action: Reviewed, around: Audience) -> None:
        """An earlier action: made if it is not here, with how it stood and what was said of it.

        Args:
            action: As it was gone through.
            around: Who may see the section in which it stands: nobody else is told of it here.
        """
        id = self._making.referred(Action, action.reference) or self._reviewed_id(action)
        if not self._making.has(Action, id):
            audience = Action.audience(action.audience or around)
            self._making.new(
                Action, id, *self._origin(action), *settings_of(action, Action.reference, Action.text), audience
            )
        self._courses.tell(id, action.promise, self._sheet, self._meeting)
        for update in action.updates:
            self._update(id, update)

    def _action(self, line: SheetLine, item: str | None, entry: str, more: tuple[Setting, ...]) -> None:
        place = (
            Action.meeting(self._meeting),
            Action.item(item),
            Action.entry(entry),
            Action.given_on(self._sheet.date),
        )
        stub = self._making.state.get(Action, self._making.referred(Action, line.reference))
        if stub is not None and not stub.entry and not stub.meeting:
            id = stub.id
            self._making.edit.update(stub, *place)
        else:
            id = self._making.new(
                Action, self._record_id(Action, line), *place, *more, *settings_of(line, Action.reference, Action.text)
            )
        if line.promise:
            self._courses.tell(id, line.promise, self._sheet, self._meeting)

    def _decision(self, line: SheetLine, item: str | None, entry: str, more: tuple[Setting, ...]) -> None:
        place = (Decision.meeting(self._meeting), Decision.item(item), Decision.entry(entry))
        ruling = ruling_settings(self._making, line.ruling) if line.ruling else ()
        id = self._record_id(Decision, line)
        on = Decision.decided_on(self._sheet.date)
        self._making.new(
            Decision, id, *place, *more, *settings_of(line, Decision.reference, Decision.text), *ruling, on
        )

    def _record_id(self, kind: type[Record], line: SheetLine) -> str:
        said = (line.reference, "") if line.reference else (self._meeting, line.text)
        return self._making.free(kind, *said)

    def _reviewed_id(self, action: Reviewed) -> str:
        """Actions without a reference that read alike, as those without words do, are told apart by their turn."""
        if action.reference:
            return derived_id(self._state.db, Action.TABLE, (action.reference, "", "0"))
        key = (action.origin, action.text)
        turn = self._alike[key]
        self._alike[key] += 1
        return derived_id(self._state.db, Action.TABLE, (*key, str(turn)))

    def _origin(self, action: Reviewed) -> tuple[Setting, ...]:
        """The meeting that gave it, if it is here; else its name as printed."""
        found = self._making.referred(Meeting, action.origin)
        return (Action.meeting(found),) if found else (Action.origin(action.origin),)

    def _update(self, action: str, update: Update) -> None:
        """What was said of an action; several files may tell it, and it was said at the meeting of its day or body."""
        rows = self._state.linked(Progress, Progress.action, action)
        if any((row.on, row.text) == (update.on, update.text) for row in rows):
            return
        key = (action, str(update.on or ""), update.by, update.text)
        turn = self._alike[key]
        self._alike[key] += 1
        id = derived_id(self._state.db, Progress.TABLE, (*key, str(turn)))
        place = (Progress.action(action), Progress.meeting(self._meeting))
        told = settings_of(update, Progress.on, Progress.by, Progress.channel, Progress.text)
        self._making.new(Progress, id, *place, *told)
        if update.on == self._sheet.date or (self._is_of_another_body(action) and not self._was_said_on_its_day(id)):
            self._making.change(Progress, id, Progress.meeting(self._meeting))

    def _was_said_on_its_day(self, update: str) -> bool:
        """Whether a meeting of that very day is known to have heard it."""
        meeting = self._making.value(Progress.meeting, update)
        day = self._making.value(Meeting.date, meeting) if isinstance(meeting, str) else None
        return day is not None and day == self._making.value(Progress.on, update)

    def _is_of_another_body(self, action: str) -> bool:
        """Then it stands in these minutes for no other reason than that somebody spoke of it.

        Not so in those of the plenary, which hears of all actions.
        """
        origin, here = self._making.value(Action.meeting, action), self._sheet.series
        return bool(here) and isinstance(origin, str) and (self._making.value(Meeting.series, origin) or "") != here


def audience_settings(audience: Audience | None, *, restricted: bool, field: Any) -> tuple[Setting, ...]:
    """A mark for what was left out stays the secretariat's, so that it is a mark again."""
    if restricted:
        return (field(Audience.SECRETARIAT),)
    return (field(audience),) if audience else ()


def owner_settings(register: Register, promise: Promise, lang: str) -> tuple[Setting, ...]:
    """Organizations; a person beside them; one alone who is on no register stays as it is written."""
    known = [(owner, register.organization(owner)) for owner in promise.owners]
    alone = len(known) == 1 and not promise.who and not promise.everybody
    owners = [id or made_organization(register, owner) for owner, id in known if id or not alone]
    settings = [Action.owners(tuple(owners))]
    if promise.everybody:
        settings.append(Action.all(True))
    who = promise.who or (known[0][0] if alone and not owners else "")
    if promise.withheld:
        who = label("owner.person", lang)
    strangers = [Action.owner_text(", ".join(promise.strangers))] if promise.strangers else []
    beside = bool(owners or strangers) or promise.everybody
    return (*settings, *_person(register, who, owners, beside=beside), *strangers)


def ruling_settings(making: NewRecords, ruling: Ruling) -> tuple[Setting, ...]:
    known = {ref: id for ref in ruling.supersedes if (id := making.referred(Decision, ref))}
    unknown = tuple(reference for reference in ruling.supersedes if reference not in known)
    return (
        *((Decision.basis(ruling.basis),) if ruling.basis is not Basis.CONSENSUS else ()),
        *settings_of(ruling, Decision.votes_for, Decision.votes_against, Decision.abstentions),
        *settings_of(ruling, Decision.represented, Decision.represented_of),
        Decision.quorum_needed(ruling.needed),
        Decision.supersedes(tuple(known.values())),
        Decision.supersedes_text(unknown),
        *settings_of(ruling, Decision.effect, Decision.rationale, Decision.opposing),
    )


def _person(register: Register, who: str, owners: list[str], *, beside: bool) -> tuple[Setting, ...]:
    if not who:
        return ()
    home = owners[-1] if owners else None
    if beside:
        key = (fold(who), home or "")
        made = derived_id(register.making.state.db, Person.TABLE, key)
        return (Action.person(register.person_of(who, home) or register.new_person(made, who, home)),)
    known = register.person_of(who, None)
    return (Action.person(known),) if known else (Action.owner_text(who),)
