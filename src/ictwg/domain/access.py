"""Who may see it: one word on meetings, items and entries, and one function that decides for everybody (DOMAIN.md §4).

> The strictest holds: of the meeting, the item and those above it, the entry and those above it.
> What hangs on a record that cannot be found (trashed, or not yet arrived) is the secretariat's.

Decisions and actions inherit from where they were said; a task is the secretariat's own work. Exporters, messages,
reports and commands ask `visible` for a record and `field_visible` for its fields, and count only what they were shown.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ictwg.domain.agenda import DEEPEST
from ictwg.domain.records import (
    Action,
    AgendaItem,
    Attendance,
    BodyMember,
    Contact,
    Correction,
    Decision,
    DueChange,
    Edition,
    Entry,
    Group,
    Meeting,
    Membership,
    Organization,
    OrganizationName,
    Person,
    Position,
    Progress,
    Role,
    Series,
    StatusChange,
    Succession,
    TemplateItem,
    Wording,
)
from ictwg.domain.values import ANSWERS, ActionKind, Audience, Listing

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from ictwg.domain.schema import Field, Record
    from ictwg.domain.state import State

RANK = {audience: rank for rank, audience in enumerate(Audience)}
PUBLIC = (Organization, OrganizationName, Membership, Succession, Series, Group)
"""What is no secret: who belongs to the group, and its own name and rules."""


def effective(state: State, record: Record) -> Audience:
    """The widest audience that may see the record."""
    if isinstance(record, PUBLIC):
        return Audience.EVERYONE
    rule = _RULES.get(type(record))
    return rule(state, record) if rule else _as_its_parent(state, record)


def visible(state: State, record: Record, audience: Audience) -> bool:
    return within(effective(state, record), audience)


def within(effective: Audience, audience: Audience) -> bool:
    """Whether an audience may see what is open to `effective`."""
    return RANK[effective] <= RANK[audience]


def strictest(*audiences: Audience) -> Audience:
    return max(audiences, key=RANK.__getitem__)


def votes_shown(state: State) -> bool:
    """Votes and positions are the secretariat's until the group's rules say that it votes (DOMAIN.md §2)."""
    return any(group.votes for group in state.all(Group))


def kept_back(state: State, kind: type[Record], audience: Audience) -> frozenset[str]:
    """The names of a kind's fields that an audience may not see of any record."""
    hidden = {field.name for field in kind.fields() if not field_visible(field, audience)}
    if kind is Decision and audience is not Audience.SECRETARIAT and not votes_shown(state):
        hidden |= {field.name for field in (Decision.votes_for, Decision.votes_against, Decision.abstentions)}
    return frozenset(hidden)


def field_visible(field: Field[Any], audience: Audience) -> bool:
    """Whether an audience may see a field of the records that it sees."""
    return field.audience is None or within(field.audience, audience)


def _meeting(_state: State, meeting: Meeting) -> Audience:
    return meeting.audience


def _item(state: State, item: AgendaItem) -> Audience:
    return strictest(*_own(state, item), *_of_links(state, (Meeting, item.meeting)) or (Audience.MEMBERS,))


def _entry(state: State, entry: Entry) -> Audience:
    return strictest(*_own(state, entry), *_of_links(state, (Meeting, entry.meeting), (AgendaItem, entry.item)))


def _correction(state: State, correction: Correction) -> Audience:
    """As the minutes that it corrects, and the place in them."""
    places = ((Meeting, correction.meeting), (AgendaItem, correction.item), (Entry, correction.entry))
    own = (correction.audience,) if correction.audience else ()
    return strictest(*own, *_of_links(state, *places) or (Audience.SECRETARIAT,))


def _said(state: State, record: Decision | Action) -> Audience:
    """As where it was said; what was said nowhere is among the members.

    An action that is known only from later minutes carries whom those told of it.
    """
    places = _of_links(state, (Meeting, record.meeting), (AgendaItem, record.item), (Entry, record.entry))
    if isinstance(record, Action):
        if record.kind is ActionKind.TASK:
            return Audience.SECRETARIAT
        places += (record.audience,) if record.audience else ()
    return strictest(*places or (Audience.MEMBERS,))


def _progress(state: State, said: Progress) -> Audience:
    return strictest(_as_its_parent(state, said), *_of_links(state, (Meeting, said.meeting)))


def _position(state: State, position: Position) -> Audience:
    return strictest(_as_its_parent(state, position), *(() if votes_shown(state) else (Audience.SECRETARIAT,)))


def _attendance(state: State, row: Attendance) -> Audience:
    """`everyone` is told which organizations came, not who came for them (the fields say so), nor who came for none."""
    least = Audience.EVERYONE if row.organization else Audience.MEMBERS
    return strictest(least, *_of_links(state, (Meeting, row.meeting)))


def _contact(state: State, contact: Contact) -> Audience:
    """Whom the secretariat asked is its own; what came back about minutes is as open as it was made, if they are."""
    if contact.comments not in ANSWERS:
        return Audience.SECRETARIAT
    about = ((AgendaItem, contact.item), (Entry, contact.entry))
    minutes = _of_links(state, *((Meeting, id) for id in contact.minutes)) or (Audience.SECRETARIAT,)
    return strictest(contact.audience, *minutes, *_of_links(state, *about))


def _secretariat(_state: State, _record: Record) -> Audience:
    """What adopted minutes are printed from for each audience."""
    return Audience.SECRETARIAT


def _person(_state: State, person: Person) -> Audience:
    return _LISTED[person.listing]


def _role(state: State, role: Role | BodyMember) -> Audience:
    return strictest(Audience.EVERYONE, *_of_links(state, (Person, role.person)))


def _template(_state: State, item: TemplateItem) -> Audience:
    return strictest(Audience.MEMBERS, item.audience)


def _as_its_parent(state: State, record: Record) -> Audience:
    """A record type that says nothing is as open as what it belongs to, and else the secretariat's."""
    parent: Any = type(record).PARENT
    id = parent.of(record) if parent is not None else None
    return strictest(*_of_links(state, (parent.target(), id))) if id else Audience.SECRETARIAT


def _of_links(state: State, *links: tuple[type[Record], str | None]) -> tuple[Audience, ...]:
    found = [state.get(kind, id) for kind, id in links if id]
    return tuple(Audience.SECRETARIAT if record is None else effective(state, record) for record in found)


def _own(state: State, record: Any) -> tuple[Audience, ...]:
    """Of an item or entry and all above it; under one that is gone nobody knows any more how strict that was."""
    above = _with_parents(state, record)
    lost = above[-1].parent is not None and all(member.id != above[-1].parent for member in above)
    own = tuple([member.audience for member in above])
    return (*own, Audience.SECRETARIAT) if lost else own


def _with_parents(state: State, record: Any) -> list[Any]:
    """What hangs deeper than anybody writes has lost what it hangs on."""
    above: list[Any] = []
    at = record
    while at is not None and all(at.id != one.id for one in above) and len(above) < DEEPEST:
        above.append(at)
        at = state.get(type(record), at.parent)
    return above


_LISTED = {
    Listing.PUBLIC: Audience.EVERYONE,
    Listing.MEMBERS: Audience.MEMBERS,
    Listing.NOBODY: Audience.SECRETARIAT,
}
_RULES: dict[type[Record], Callable[[State, Any], Audience]] = {
    Meeting: _meeting,
    AgendaItem: _item,
    Entry: _entry,
    Correction: _correction,
    Edition: _secretariat,
    Contact: _contact,
    Decision: _said,
    Action: _said,
    Progress: _progress,
    DueChange: _as_its_parent,
    StatusChange: _as_its_parent,
    Wording: _as_its_parent,
    Position: _position,
    Attendance: _attendance,
    Person: _person,
    Role: _role,
    BodyMember: _role,
    TemplateItem: _template,
}
