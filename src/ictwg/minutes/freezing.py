"""Adopted minutes as data: every record that is printed for anybody, as it is on the day of adoption; its marks."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any

from ictwg.documents.papers import papers_of
from ictwg.documents.track import done_last, version_on
from ictwg.domain.access import effective
from ictwg.domain.fields import Linking
from ictwg.domain.periods import holding, roles_on, status_on
from ictwg.domain.records import (
    Action,
    AgendaItem,
    Attendance,
    BodyMember,
    Contact,
    Decision,
    Document,
    DocumentVersion,
    DueChange,
    Entry,
    Group,
    Meeting,
    Membership,
    Organization,
    OrganizationName,
    Paper,
    Person,
    Position,
    Progress,
    Role,
    Series,
    StatusChange,
    TrackStep,
    Translation,
)
from ictwg.domain.roster import PLENARY, organization_of
from ictwg.domain.schema import Field, Record
from ictwg.domain.state import State
from ictwg.domain.text import clean, fold
from ictwg.domain.values import ActionKind, Audience, Commented, DueWord
from ictwg.merge.redactions import MARKS
from ictwg.merge.stamps import MOST
from ictwg.minutes.printed.making_items import earlier_actions, printed_comments, was_told
from ictwg.minutes.printed.view import PrintContext

Fields = Iterable[Field[Any]]
COMMENT = (Contact.organization, Contact.on, Contact.comments, Contact.settled)
ELSEWHERE = (Meeting.reference, Meeting.date, Meeting.start, Meeting.series, Meeting.state, Meeting.adopted_at)

GROUP = (
    Group.name, Group.acronym, Group.name_pt, Group.name_tet, Group.name_id, Group.language, Group.votes,
    Group.hides_restricted, Group.initials, Group.quorum_rule, Group.quorum_needed, Group.quorum_proxies,
    Group.letterhead, Group.letterhead_pt, Group.letterhead_tet, Group.letterhead_id, Group.paper_footer,
    Group.logo, Group.letterhead_document, Group.invited_types,
    Group.opening_formula, Group.opening_formula_pt, Group.opening_formula_tet, Group.opening_formula_id,
    Group.closing_formula, Group.closing_formula_pt, Group.closing_formula_tet, Group.closing_formula_id,
)  # fmt: skip

ORGANIZATION = (
    Organization.name, Organization.acronym, Organization.aliases, Organization.type, Organization.protocol_order,
    Organization.protocol_place, Organization.seat, Organization.exempt_from_quorum,
    Organization.credentials_on, Organization.given_work,
)  # fmt: skip

PAPER = (Paper.item, Paper.title, Paper.document, Paper.asked_of, Paper.due, Paper.received_on)

OF_DOCUMENT: dict[type[Record], tuple[Field[Any], ...]] = {
    DocumentVersion: (DocumentVersion.document, DocumentVersion.label, DocumentVersion.date),
    TrackStep: (TrackStep.document, TrackStep.stage, TrackStep.done_on),
}


def frozen_fields(kind: type[Record], *but: Field[Any]) -> tuple[Field[Any], ...]:
    """What is frozen of an action and of a meeting's own records, but for some."""
    return tuple(field for field in kind.fields() if field.frozen and field not in but)


def frozen(state: State, meeting: Meeting, today: date, stands: State | None = None) -> str:
    """The minutes of a meeting, as one line of JSON in ASCII: the same from the same records, on every computer.

    Args:
        state: The records.
        meeting: The meeting among them.
        today: The day of adoption.
        stands: The records without what is only now written; the same where nothing is.
    """
    freezing = _Freezing(state, meeting, today, state if stands is None else stands)
    freezing.take_all()
    content = {"meeting": meeting.id, "on": today.isoformat(), "rows": freezing.rows}
    return json.dumps(content, sort_keys=True, separators=(",", ":"))


def frozen_agenda(state: State, meeting: Meeting, today: date, stands: State) -> str:
    """The agenda of a meeting likewise; without who answered, and what was said."""
    freezing = _Freezing(state, meeting, today, stands)
    freezing.take_agenda()
    content = {"meeting": meeting.id, "on": today.isoformat(), "rows": freezing.rows}
    return json.dumps(content, sort_keys=True, separators=(",", ":"))


class _Freezing:
    def __init__(self, state: State, meeting: Meeting, today: date, stands: State) -> None:
        self._state = state
        self._stands = stands
        self._meeting = meeting
        self._view = PrintContext(state, meeting, Audience.SECRETARIAT, today, "en")
        self.rows: dict[str, dict[str, dict[str, Any]]] = {}
        self._translations: dict[str, list[Translation]] = {}
        for one in state.all(Translation):
            self._translations.setdefault(one.of, []).append(one)

    def take_all(self) -> None:
        state, meeting = self._state, self._meeting
        self._take(meeting, frozen_fields(Meeting))
        for kind in (AgendaItem, Attendance, Entry):
            for record in state.linked(kind, kind.meeting, meeting.id):
                self._take(record, frozen_fields(kind))
        self._papers()
        self._items_elsewhere()
        self._decisions()
        self._actions()
        self._comments()
        for other in state.linked(Meeting, Meeting.adopted_at, meeting.id):
            self._elsewhere(other.id)
        self._elsewhere(meeting.adopted_at)
        self._names()

    def take_agenda(self) -> None:
        self._take(self._meeting, frozen_fields(Meeting))
        for item in self._state.linked(AgendaItem, AgendaItem.meeting, self._meeting.id):
            self._take(item, frozen_fields(AgendaItem))
        self._papers()
        self._names()

    def _names(self) -> None:
        self._people()
        self._organizations()
        for group in self._state.all(Group)[:1]:
            self._take(group, GROUP)
        self._body()
        self._functions()

    def _body(self) -> None:
        """The body that met, with who sat in it where it is a sub-group."""
        for series in self._state.all(Series):
            if clean(series.code) == clean(self._meeting.series):
                self._take(series, Series.fields())
        for member in self._state.all(BodyMember):
            if member.series == self._meeting.series:
                home = organization_of(self._state, member)
                # Of a person that sits there herself only the organization counts, and stands with the person.
                self._take(member, BodyMember.fields(), **{BodyMember.organization.name: home} if home else {})
                self._organization(home)

    def _take(self, record: Record, fields: Fields, **more: Any) -> None:
        row: dict[str, Any] = {}
        for field in fields:
            raw = field.raw(record)
            if raw not in (None, ()):
                row[field.name] = list(raw) if isinstance(raw, tuple) else raw
        own = {name: value for name, value in row.items() if name not in more}
        marks = marks_of(own, record, self._stands.get(type(record), record.id))
        self._put(record.TABLE, record.id, row | more | ({MARKS: marks} if marks else {}))
        for one in self._translations.get(record.id, ()):
            self._put(Translation.TABLE, one.id, {field.name: field.raw(one) for field in Translation.fields()})

    def _put(self, table: str, id: str, row: dict[str, Any]) -> None:
        self.rows.setdefault(table, {}).setdefault(id, row)

    def _has(self, kind: type[Record], id: str | None) -> bool:
        return not id or id in self.rows.get(kind.TABLE, {})

    def _elsewhere(self, id: str | None) -> None:
        """Another meeting, as far as it is named or reckoned with."""
        found = self._state.get(Meeting, id)
        if found is not None and not self._has(Meeting, id):
            self._take(found, (*ELSEWHERE, Meeting.audience))

    def _items_elsewhere(self) -> None:
        for entry in self._state.linked(Entry, Entry.meeting, self._meeting.id):
            item = self._state.get(AgendaItem, entry.item)
            if item is not None and not self._has(AgendaItem, item.id):
                self._elsewhere(item.meeting)
                place = {AgendaItem.meeting.name: item.meeting} if item.meeting else {}
                self._take(item, (), **place, audience=str(effective(self._state, item)))

    def _papers(self) -> None:
        """What was on the table, with the version and the step of that day alone: by these it is named."""
        state, on = self._state, self._view.on
        for id in list(self.rows.get(AgendaItem.TABLE, ())):
            for paper in papers_of(state, id):
                self._take(paper, PAPER)
                document = state.get(Document, paper.document)
                if document is not None:
                    self._take(document, (Document.title,))
                    for one in (version_on(state, document, on), done_last(state, document, on)):
                        if one is not None:
                            self._take(one, OF_DOCUMENT[type(one)])

    # Decisions and actions

    def _decisions(self) -> None:
        taken = self._state.linked(Decision, Decision.meeting, self._meeting.id)
        for decision in taken:
            places = {Decision.item: AgendaItem, Decision.entry: Entry}
            lost = [field for field, kind in places.items() if not self._has(kind, field.of(decision))]
            more = {Decision.entry.name: self._seen_by(decision)} if lost else {}
            self._take(decision, frozen_fields(Decision, *lost), **more)
            self._twins(decision)
            for position in self._state.linked(Position, Position.decision, decision.id):
                self._take(position, Position.fields())
                self._organization(position.organization)
        for decision in taken:
            for earlier in (self._state.get(Decision, id) for id in decision.supersedes):
                self._named(earlier)

    def _actions(self) -> None:
        state, view = self._state, self._view
        earlier = earlier_actions(view)
        last = earlier.last
        for row in state.linked(Progress, Progress.meeting, self._meeting.id):
            self._progress(row)
        for meeting in state.all(Meeting):
            if meeting.date is not None and meeting.date == last:
                self._elsewhere(meeting.id)
        own = state.linked(Action, Action.meeting, self._meeting.id)
        for action in own:
            if action.kind is ActionKind.ACTION:
                self._action(action, last)
        for action in earlier:
            if view.sees(action):
                self._action(action, last)

    def _action(self, action: Action, last: date | None) -> None:
        own = action.meeting == self._meeting.id
        here = own and self._has(AgendaItem, action.item) and self._has(Entry, action.entry)
        if here:
            self._take(action, frozen_fields(Action))
        else:
            audience = str(effective(self._state, action))
            self._take(action, frozen_fields(Action, Action.item, Action.entry), audience=audience)
            self._elsewhere(action.meeting)
        self._following(action)
        self._twins(action)
        for kind in (StatusChange, DueChange):
            for move in self._state.linked(kind, kind.action, action.id):
                self._take(move, kind.fields())
        for row in self._state.linked(Progress, Progress.action, action.id):
            if was_told(self._view, row, last):
                self._progress(row)

    def _comments(self) -> None:
        """What came back until now; of a contact nothing else is printed."""
        for contact in printed_comments(self._state, self._meeting):
            places = {Contact.item: AgendaItem, Contact.entry: Entry}
            kept = [field for field, kind in places.items() if self._has(kind, field.of(contact))]
            text = (Contact.text,) if contact.comments is Commented.COMMENTS else ()
            seen = {Contact.audience.name: str(effective(self._state, contact))}
            self._take(contact, (*COMMENT, *text, *kept), **seen, **{Contact.minutes.name: [self._meeting.id]})
            self._organization(contact.organization)

    def _progress(self, row: Progress) -> None:
        self._take(row, Progress.fields())
        self._elsewhere(row.meeting)

    def _following(self, action: Action) -> None:
        """The meeting by which something was due that was due at the next one."""
        if action.due is not DueWord.NEXT_MEETING and not self._state.linked(DueChange, DueChange.action, action.id):
            return
        following = self._view.deadlines.next_meeting(action)
        for meeting in self._state.all(Meeting) if following else ():
            if following and meeting.date == following.day:
                self._elsewhere(meeting.id)

    def _twins(self, record: Action | Decision) -> None:
        """Others that carry the same reference: whoever sees both is shown which is which."""
        for other in self._state.by_reference(record.reference) if record.reference else ():
            if other.id != record.id and getattr(other, "reference", "") == record.reference:
                self._named(other)

    def _named(self, record: Record | None) -> None:
        """A record of which the reference alone is told."""
        if record is not None and not self._has(Decision, record.id):
            row = {Decision.reference.name: record.row.get(Decision.reference.name)}
            self._put(Decision.TABLE, record.id, row | {Decision.entry.name: self._seen_by(record)})

    def _seen_by(self, record: Record) -> str:
        """A place that says who may see the record, where its own does not come along."""
        audience = str(effective(self._state, record))
        id = f"seen by {audience}"
        self._put(Entry.TABLE, id, {Entry.audience.name: audience})
        return id

    # Names

    def _people(self) -> None:
        for table, field in ((Action.TABLE, Action.person), (Attendance.TABLE, Attendance.person)):
            for row in list(self.rows.get(table, {}).values()):
                person = self._state.get(Person, row.get(field.name))
                if person is not None:
                    self._take(person, (Person.name, Person.listing))

    def _organizations(self) -> None:
        on = self._view.on
        for organization in self._state.all(Organization):
            if status_on(self._state, organization, on) is not None:
                self._organization(organization.id)
        for field in (field for kind in (*GUARDED, Action) for field in frozen_fields(kind)):
            if isinstance(field, Linking) and field.target() is Organization:
                for row in list(self.rows.get(field.record.TABLE, {}).values()):
                    for id in row.get(field.name, ()) if field.is_set else [row.get(field.name)]:
                        self._organization(id)
        names = self._view.names()
        for said in self._spoken():
            self._organization(names.get(fold(clean(said))))

    def _functions(self) -> None:
        """What decides who stands before the order, and behind it."""
        for role in roles_on(self._state, self._view.on):
            home = organization_of(self._state, role)
            if role.series in (PLENARY, self._meeting.series) and self._has(Organization, home):
                fields = (Role.function, Role.since, Role.until, Role.series)
                self._take(role, fields, **{Role.organization.name: home})

    def _spoken(self) -> Iterable[str]:
        """Whoever is named by hand: a name may be an organization's."""
        spoken = (
            Meeting.chair, Meeting.minute_taker, Meeting.cleared_by, AgendaItem.presenter, Entry.speaker,
            Entry.question_to, Progress.by,
        )  # fmt: skip
        for field in spoken:
            for row in self.rows.get(field.record.TABLE, {}).values():
                yield row.get(field.name) or ""

    def _organization(self, id: str | None) -> None:
        found = self._state.get(Organization, id)
        if found is None or self._has(Organization, found.id):
            return
        self._take(found, ORGANIZATION)
        for name in self._state.linked(OrganizationName, OrganizationName.organization, found.id):
            self._take(name, OrganizationName.fields())
        rows = self._state.linked(Membership, Membership.organization, found.id)
        for period in holding(rows, self._view.on)[:1]:
            fields = (Membership.organization, Membership.status, Membership.since, Membership.until)
            self._take(period, fields)
        self._organization(found.seat)


__all__ = ("MARKS", "marks_of")


def marks_of(values: Mapping[str, Any], record: Record, stands: Record | None) -> dict[str, str]:
    """By register its dot, under `*` that of the most registers; empty for what is only now written.

    Args:
        values: What is printed: a field's value, or the elements of a set.
        record: The record that they are taken from.
        stands: The same without what is only now written; None where all of it is.
    """
    found = dict(_marks(values, record, stands))
    counts = Counter(found.values())
    most = min(counts, key=lambda dot: (-counts[dot], dot), default="")
    return {MOST: most} | {name: dot for name, dot in found.items() if dot != most} if any(found.values()) else {}


def _marks(values: Mapping[str, Any], record: Record, stands: Record | None) -> Iterator[tuple[str, str]]:
    for name, value in values.items():
        known = stands is not None and _says(stands, name, value)
        for register in [f"{name}/{element}" for element in value] if isinstance(value, list) else [name]:
            dots = record.row.seen(register) if known else ()
            yield register, dots[0] if dots else ""


def _says(record: Record, name: str, value: Any) -> bool:
    said = list(record.row.elements(name)) if isinstance(value, list) else record.row.get(name)
    return bool(said == value)


GUARDED: tuple[type[Record], ...] = (Meeting, AgendaItem, Attendance, Entry, Decision)
"""The records of which minutes consist."""

LIVES_ON: frozenset[Field[Any]] = frozenset(
    field for kind in GUARDED for field in kind.fields() if not field.frozen
) | {
    Meeting.audience,
    AgendaItem.audience,
    Entry.audience,
    Meeting.reference,
    Meeting.number,
    Meeting.minutes_state,
    Meeting.circulations,
    Meeting.edition,
    Attendance.person,
}
"""What may change after adoption: who may see it can be narrowed, and what the minutes do not print goes on."""
