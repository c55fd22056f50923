"""These two are the same: of two records of one organization or one person, one stays and the other goes.

The links to the other move, its names become other names, and what the kept one lacks is taken over. Where both say
something different the kept one's stays, unless the person chooses the other's. It is one change with one undo.

The other is moved to the trash and names the kept one (`domain.merged_duplicates`): a link that a colleague writes
meanwhile is listed in *To check*, and led on. Adopted minutes print what they printed: of their records only the links
move, and that changes nothing of what they say (`ictwg.minutes.corrections`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from enum import StrEnum
from typing import Any, NamedTuple

from ictwg.domain.changes import Changes, Edit
from ictwg.domain.clashes import way_back
from ictwg.domain.fields import Link, Linking
from ictwg.domain.fields import OrderKey as Place
from ictwg.domain.merged_duplicates import survivor_of
from ictwg.domain.periods import holding, overlap
from ictwg.domain.records import (
    Attendance,
    BodyMember,
    Decision,
    Meeting,
    Membership,
    Organization,
    OrganizationName,
    Person,
    Position,
    Role,
    Succession,
)
from ictwg.domain.schema import RECORDS, Field, Record, Setting, targets
from ictwg.domain.state import State
from ictwg.domain.text import fold
from ictwg.domain.values import PRESENT_STATES, MinutesState, Presence
from ictwg.errors import InvalidValueError
from ictwg.locales import t
from ictwg.records.lookup import Lookup, shown_name

_SAYS_THE_SAME: Mapping[type[Record], tuple[Field[Any], ...]] = {
    Membership: (Membership.organization,),
    Role: (Role.function, Role.organization, Role.person, Role.series),
    BodyMember: (BodyMember.series, BodyMember.organization, BodyMember.person),
    Succession: (Succession.predecessor, Succession.successor),
}
"""Two records that agree in these fields, or in their KEY, speak of one thing, on the days that both hold."""

_RANK = (None, Presence.ABSENT, Presence.APOLOGIES, Presence.REMOTE, Presence.PRESENT)
"""What is believed where a roll says two things of one person: whoever was there under one name was there."""

_NAMES_SHOWN = 6


class MergeKind(StrEnum):
    """What a line of the preview is about: DIFFERS alone asks for a choice."""

    DIFFERS = "differs"
    TAKEN = "taken"
    NAMES = "names"
    MOVES = "moves"
    BOTH = "both"


class MergeField(NamedTuple):
    """One thing that happens.

    Attributes:
        id: Of a choice, what it is chosen by.
        kept: What the kept record says.
        other: What the other one says.
        takes: Whether the other's is what stays.
    """

    id: str
    kind: MergeKind
    label: str
    kept: str
    other: str
    takes: bool = False


class Merge(NamedTuple):
    """What happens if `other` is the same as `kept`."""

    kept: Organization | Person
    other: Organization | Person
    lines: tuple[MergeField, ...]
    changes: Changes


def same(
    lookup: Lookup, kept: Organization | Person, other: Organization | Person, chosen: Mapping[str, bool] | None = None
) -> Merge:
    """The preview and the changes.

    Args:
        lookup: What is on record.
        kept: The one that stays.
        other: The one that goes.
        chosen: By the id of a line that differs: whether the other's value is to stay.

    Raises:
        InvalidValueError: It is one record, or an organization and a person.
    """
    if kept.id == other.id or type(kept) is not type(other):
        raise InvalidValueError(t("same.not_two", name=shown_name(lookup.state, kept)), t("same.not_two.hint"))
    joining = _Merger(lookup, kept, other, chosen or {})
    joining.take_values()
    joining.take_names()
    joining.move_links()
    return Merge(kept, other, tuple(joining.lines), joining.done())


def mark_not_duplicates(state: State, one: Organization | Person, other: Organization | Person) -> Changes:
    """They are two different ones: they are not proposed as one again, here and on every other computer.

    Both are said to be there: a colleague may combine them at the same time. Links that moved when they were combined
    stay where they are: nothing tells them from those that were always there.
    """
    kind: type[Organization | Person] = type(one)
    edit = Edit("verbs.told_apart", " · ".join(shown_name(state, record) for record in (one, other)), one)
    edit.update(one, kind.different_from((*one.different_from, other.id)))
    for record, second in ((one, other), (other, one)):
        if _is_said(state, record, second):
            edit.update(record, kind.same_as(None))
        edit.restore(record)
    return edit.done()


def were_combined(state: State, one: Organization | Person, other: Organization | Person) -> bool:
    """Whether it was said of two that are there, so that links have moved."""
    return _is_said(state, one, other) or _is_said(state, other, one)


def _is_said(state: State, record: Organization | Person, kept: Organization | Person) -> bool:
    return bool(record.same_as) and survivor_of(state, type(record), record.same_as or "") == kept.id


def are_told_apart(state: State, one: Organization | Person, other: Organization | Person) -> bool:
    """Whether somebody has said so, of them or of what has become one with them."""
    kind = type(one)
    return any(
        survivor_of(state, kind, id) == second.id
        for first, second in ((one, other), (other, one))
        for id in first.different_from
    )


def leading_on(state: State, record: Record, field: Field[Any]) -> Record | None:
    """Of a link to a record that is gone: the one that was said to be the same, where there is one."""
    if not isinstance(field, Linking):
        return None
    kind = field.target()
    gone = (id for id in targets(field, record) if state.get(kind, id) is None)
    found = (state.get(kind, survivor_of(state, kind, id)) for id in gone)
    return next((one for one in found if one is not None), None)


def lead_on(state: State, record: Record, field: Field[Any]) -> Changes:
    """The link to the record that stands for what it names, and with it all others to the same."""
    assert isinstance(field, Linking)  # noqa: S101 - it has a target
    kind, edit = field.target(), Edit("verbs.edited", shown_name(state, record), record)
    for gone in (id for id in targets(field, record) if state.get(kind, id) is None):
        kept = survivor_of(state, kind, gone)
        for moving, link in _links_to(state, kind, gone) if kept else ():
            edit.update(moving, _led(moving, link, gone, kept or ""))
    return edit.done()


def _links_to(state: State, kind: type[Record], id: str) -> Iterator[tuple[Record, Linking[Any]]]:
    for holder in list(RECORDS.values()):
        for field in holder.fields():
            if isinstance(field, Linking) and field.target() is kind:
                yield from ((record, field) for record in state.linked(holder, field, id))


def _led(record: Record, field: Field[Any], gone: str, kept: str) -> Setting:
    """The link with one id in the place of the other; nothing is linked to itself."""
    led = {kept if id == gone else id for id in targets(field, record)} - {record.id}
    return Setting(field, tuple(sorted(led)) if field.is_set else next(iter(led), None))


def _agreeing(kind: type[Record]) -> tuple[Field[Any], ...]:
    return _SAYS_THE_SAME.get(kind, kind.KEY)


def _lacks(field: Field[Any], record: Record) -> bool:
    return field.raw(record) in (None, "", ())


class _Merger:
    def __init__(
        self, lookup: Lookup, kept: Organization | Person, other: Organization | Person, chosen: Mapping[str, bool]
    ) -> None:
        self.lines: list[MergeField] = []
        self._lookup = lookup
        self._state = lookup.state
        self._kept = kept
        self._other = other
        self._kind: type[Organization | Person] = type(kept)
        self._chosen = chosen
        self._edit = Edit("verbs.same", shown_name(lookup.state, kept), kept)
        self._gone: set[str] = set()
        self._moved: dict[type[Record], list[Record]] = {}

    def done(self) -> Changes:
        """With the other in the trash. The kept one is said to be there: somebody may delete it at the same time."""
        kept, other, kind = self._kept, self._other, self._kind
        apart = {*kept.different_from, *other.different_from} - {kept.id, other.id}
        self._edit.update(kept, kind.different_from(tuple(apart)), kind.same_as(None)).restore(kept)
        self._edit.update(other, kind.same_as(kept.id)).remove(other)
        return self._edit.done()

    def _moves(self, holder: type[Record], records: list[Record]) -> MergeField:
        names = dict.fromkeys(filter(None, (self._called(record) for record in records)))
        more = "…" if len(names) > _NAMES_SHOWN else ""
        told = ", ".join((*list(names)[:_NAMES_SHOWN], *filter(None, (more,))))
        label = t(f"records.{holder.SINGULAR}.plural")
        return MergeField(holder.TABLE, MergeKind.MOVES, label, str(len(records)), told)

    def _called(self, record: Record) -> str:
        """The record, or of an attendance or an answer that to which it is one."""
        if isinstance(record, Attendance):
            return self._lookup.name(Meeting, record.meeting or "")
        if isinstance(record, Position):
            return self._lookup.name(Decision, record.decision or "")
        return shown_name(self._state, record)

    # Values and names

    def take_values(self) -> None:
        kept, other, kind = self._kept, self._other, self._kind
        apart = (kind.aliases, kind.same_as, kind.different_from)
        for field in kind.fields():
            if field in apart or _lacks(field, other) or field.raw(kept) == field.raw(other):
                continue
            if isinstance(field, Link) and self._leads_back(field):
                continue
            if field.is_set:
                self._take(field, tuple(sorted({*kept.row.elements(field.name), *other.row.elements(field.name)})))
            elif _lacks(field, kept):
                self._take(field, field.raw(other))
            elif not field.inner and self._differs(field.name, field, kept, other):
                self._edit.update(kept, Setting(field, field.raw(other)))

    def _take(self, field: Field[Any], raw: Any) -> None:
        self._edit.update(self._kept, Setting(field, raw))
        if not field.inner:
            self._tell(field.name, MergeKind.TAKEN, field, self._kept, self._other)

    def _differs(self, id: str, field: Field[Any], kept: Record, other: Record) -> bool:
        """Whether the other's is to stay."""
        takes = self._chosen.get(id, False)
        self._tell(id, MergeKind.DIFFERS, field, kept, other, takes=takes)
        return takes

    def _tell(
        self, id: str, kind: MergeKind, field: Field[Any], kept: Record, other: Record, *, takes: bool = False
    ) -> None:
        mine, theirs = (field.show(field.of(record), self._lookup) for record in (kept, other))
        self.lines.append(MergeField(id, kind, t(field.label_id), mine, theirs, takes))

    def _leads_back(self, field: Link) -> bool:
        """Whether the other's link would make the kept one a part of itself."""
        if field.target() is not self._kind:
            return False
        id = str(field.raw(self._other))
        return id == self._kept.id or bool(way_back(self._state, self._kept, field, (id,)))

    def take_names(self) -> None:
        """Whatever either was called still finds the one that stays."""
        kept, kind = self._kept, self._kind
        heads = (kind.TITLE, kind.field("name"))
        called = {fold(str(field.raw(self._source(field)) or "")) for field in heads if field is not None}
        names: dict[str, str] = {}
        own = (field.of(kept) for field in heads if field is not None)
        for name in (*kept.aliases, *own, *self._other.aliases, *_names(self._state, self._other)):
            if name and fold(name) not in called:
                names.setdefault(fold(name), name)
        new = [name for name in names.values() if name not in kept.aliases]
        if new:
            self._edit.update(kept, kind.aliases(tuple(names.values())))
            label = t(kind.aliases.label_id)
            self.lines.append(MergeField("aliases", MergeKind.NAMES, label, ", ".join(kept.aliases), ", ".join(new)))
        if kind is Organization:
            self._respell()

    def _source(self, field: Field[Any]) -> Record:
        """Whose name stays."""
        takes = self._chosen.get(field.name, False) and not _lacks(field, self._other)
        return self._other if takes or _lacks(field, self._kept) else self._kept

    def _respell(self) -> None:
        """A name that was taken is also the dated one that holds now."""
        for row in holding(_dated(self._state, self._kept), self._lookup.today)[:1]:
            for field, dated in (
                (Organization.name, OrganizationName.name),
                (Organization.acronym, OrganizationName.acronym),
            ):
                if self._source(field) is self._other:
                    self._edit.update(row, dated(str(field.raw(self._other))))

    # Links

    def move_links(self) -> None:
        for record, fields in self._linked().items():
            if isinstance(record, OrganizationName):
                self._edit.remove(record)
            elif isinstance(record, Attendance):
                self._move_attendance(record, fields)
            elif _agreeing(type(record)):
                self._move_part(record, fields)
            else:
                self._move(record, fields)
        self.lines += [self._moves(holder, records) for holder, records in self._moved.items()]

    def _linked(self) -> dict[Record, list[Linking[Any]]]:
        found: dict[Record, list[Linking[Any]]] = {}
        for record, field in _links_to(self._state, self._kind, self._other.id):
            if record != self._other and not (record == self._kept and field.loose):
                found.setdefault(record, []).append(field)
        return found

    def _move(self, record: Record, fields: Iterable[Linking[Any]], *more: Setting) -> None:
        settings = [_led(record, field, self._other.id, self._kept.id) for field in fields]
        self._edit.update(record, *settings, *more)
        if not all(field.loose for field in fields):
            self._moved.setdefault(type(record), []).append(record)

    def _move_part(self, record: Record, fields: list[Linking[Any]]) -> None:
        if isinstance(record, Succession) and {record.predecessor, record.successor} == {self._kept.id, self._other.id}:
            self._remove(record)
            return
        rival = next((one for one in self._beside(record, fields) if self._says_the_same(one, record)), None)
        if rival is None:
            self._move(record, fields)
        else:
            self._join(rival, record, fields, takes=False)

    def _beside(self, record: Record, fields: Iterable[Linking[Any]]) -> Iterator[Record]:
        """The kept one's records of this kind."""
        for field in fields:
            for one in self._state.linked(type(record), field, self._kept.id):
                if one.id not in self._gone and one.id != record.id:
                    yield one

    def _says_the_same(self, one: Any, record: Any) -> bool:
        """Whether they speak of one thing once the links are moved, on a day that both hold."""
        fields = _agreeing(type(record))
        agrees = all(self._after(field, one) == self._after(field, record) for field in fields)
        return agrees and (not type(record).SPAN or overlap(one, record))

    def _value(self, field: Field[Any], record: Record) -> Any:
        """The value once the links are moved."""
        raw = field.raw(record)
        return self._kept.id if raw == self._other.id else raw

    def _after(self, field: Field[Any], record: Record) -> Any:
        """The same as an identity: however it is written."""
        raw = self._value(field, record)
        return fold(raw) if isinstance(raw, str) and not isinstance(field, Link) else raw or None

    def _join(self, rival: Record, record: Record, fields: list[Linking[Any]], *, takes: bool) -> None:
        """One of the two stays, with what it lacks of the other."""
        says = [f for f in type(record).fields() if not isinstance(f, Place) and f not in _agreeing(type(record))]
        both = [f for f in says if not _lacks(f, rival) and not _lacks(f, record)]
        id = f"{record.TABLE}/{record.id}"
        if any(self._value(field, rival) != self._value(field, record) for field in (*both, *type(record).SPAN)):
            takes = self._chosen.get(id, takes)
            mine, theirs = self._words(rival), self._words(record)
            self.lines.append(MergeField(id, MergeKind.DIFFERS, self._label(record), mine, theirs, takes))
        else:
            takes = False
        stays, goes = (record, rival) if takes else (rival, record)
        fill = [
            Setting(f, self._value(f, goes))
            for f in says
            if f not in type(record).SPAN and _lacks(f, stays) and not _lacks(f, goes)
        ]
        if takes:
            self._move(record, fields, *fill)
        else:
            self._edit.update(rival, *fill)
        self._remove(goes)

    def _remove(self, record: Record) -> None:
        self._gone.add(record.id)
        self._edit.remove(record)

    def _label(self, record: Record) -> str:
        kind = t(f"records.{record.SINGULAR}")
        about = self._called(record) if isinstance(record, Attendance | Position) else ""
        return f"{kind} ({about})" if about else kind

    def _words(self, record: Record) -> str:
        """What it says, without whose it is."""
        own = [f for f in type(record).COLUMNS if not (isinstance(f, Link) and f.target() is self._kind)]
        return ", ".join(filter(None, (str(f.show(f.of(record), self._lookup)) for f in own)))

    # The roll

    def _move_attendance(self, record: Attendance, fields: list[Linking[Any]]) -> None:
        """Two lines for one person or organization become one, unless the minutes are adopted: those say two."""
        beside = self._at_meeting(record) if self._roll_link() in fields else []
        meeting = self._state.get(Meeting, record.meeting)
        if meeting is not None and meeting.minutes_state is MinutesState.ADOPTED:
            if any(self._is_one(one, record) for one in beside):
                words = self._words(record)
                self.lines.append(MergeField(record.id, MergeKind.BOTH, self._label(record), "", words))
            self._move(record, fields)
            return
        rival = next((one for one in beside if self._is_one(one, record)), None)
        if rival is not None:
            self._join(rival, record, fields, takes=_RANK.index(record.state) > _RANK.index(rival.state))
        elif _is_empty_chair(record) and any(not _is_empty_chair(one) for one in beside):
            self._remove(record)
        else:
            for one in filter(_is_empty_chair, beside if not _is_empty_chair(record) else ()):
                self._remove(one)
            self._move(record, fields)

    def _roll_link(self) -> Link:
        """Whose line it is; who holds a proxy for another sits there for the own organization."""
        return Attendance.organization if self._kind is Organization else Attendance.person

    def _at_meeting(self, record: Attendance) -> list[Attendance]:
        """The kept one's lines of the same roll."""
        rows, link = self._state.linked(Attendance, Attendance.meeting, record.meeting or ""), self._roll_link().name
        others = (row for row in rows if row.row.get(link) == self._kept.id)
        return [row for row in others if row.id not in {*self._gone, record.id}]

    def _is_one(self, one: Attendance, record: Attendance) -> bool:
        """One person, or no person at all on either line."""
        who = [(self._after(Attendance.person, row), "" if row.person else fold(row.name)) for row in (one, record)]
        return who[0] == who[1]


def _is_empty_chair(row: Attendance) -> bool:
    """The line of an organization from which nobody came."""
    return not row.person and not row.name and row.state not in PRESENT_STATES


def _names(state: State, record: Organization | Person) -> tuple[str, ...]:
    """Whatever it is called besides its other names, and was called on some day."""
    if isinstance(record, Person):
        return (record.name, record.listed_as, record.handle)
    dated = (name for row in _dated(state, record) for name in (row.name, row.acronym))
    return (record.name, record.acronym, *dated)


def _dated(state: State, record: Record) -> tuple[OrganizationName, ...]:
    return state.linked(OrganizationName, OrganizationName.organization, record.id)


def words_of(line: MergeField) -> str:
    stays, goes = (line.other, line.kept) if line.takes else (line.kept, line.other)
    return t(f"same.line.{line.kind}", label=line.label, stays=stays, goes=goes)
