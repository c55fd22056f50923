"""Adding a record by its declared fields, with what its kind needs besides: a reference, a membership, a function."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from ictwg.domain.records import Action, Decision, Meeting, Membership, Organization, Person, Role
from ictwg.domain.values import ActionKind, Basis, Function, MeetingKind, MembershipStatus
from ictwg.errors import ThereAlreadyError
from ictwg.locales import t
from ictwg.members.duplicates import alike, names_of, plain_name
from ictwg.records.editing import Numbers, create

if TYPE_CHECKING:
    from datetime import date

    from ictwg.domain.changes import Changes
    from ictwg.domain.schema import Record, Setting
    from ictwg.records.lookup import Lookup


class Besides(NamedTuple):
    """What is said beside the record's own fields: the first membership, the first function.

    `another` says that a person or an organization is meant that has the name of one that is there already.
    """

    status: str = ""
    since: date | None = None
    function: str = ""
    letter: str = ""
    another: bool = False


def add(
    lookup: Lookup,
    kind: type[Record],
    values: dict[str, str],
    besides: Besides | None = None,
    *,
    task: bool = False,
    carries_out: Decision | None = None,
) -> tuple[str, Changes]:
    """A new record: its id, and the changes that make it.

    Raises:
        InvalidValueError: A required field is missing, or a value does not fit.
        ThereAlreadyError: A person of that name is in the organization already, or an organization of that acronym or
            name on the register; the hint is left to the caller.
    """
    said = besides or Besides()
    if kind is Action:
        return _add_action(lookup, values, ActionKind.TASK if task else ActionKind.ACTION, carries_out)
    if kind is Decision:
        return _add_decision(lookup, values)
    if kind is Organization:
        return _add_organization(lookup, values, said)
    if kind is Person:
        return _add_person(lookup, values, said)
    if kind is Meeting:
        return _add_meeting(lookup, values)
    return create(lookup, kind, values)


def _add_action(
    lookup: Lookup, values: dict[str, str], kind: ActionKind, carries_out: Decision | None
) -> tuple[str, Changes]:
    meeting = _meeting(lookup, values)
    given_on = meeting.date if meeting and meeting.date else lookup.today
    reference = Numbers(lookup.state).take(kind, given_on.year)
    more = [Action.reference(reference), Action.kind(kind), Action.given_on(given_on)]
    if strangers := values.get(Action.owner_text.name):
        values = {name: text for name, text in values.items() if name != Action.owner_text.name}
        more.append(Action.owner_text(strangers))
    if carries_out is not None:
        same = meeting is not None and meeting.id == carries_out.meeting
        more += [Action.decision(carries_out.id), Action.item(carries_out.item if same else None)]
    id, changes = create(lookup, Action, values, *more)
    return id, changes._replace(subject=reference)


def _add_decision(lookup: Lookup, values: dict[str, str]) -> tuple[str, Changes]:
    """One that is decided by circulation goes round first, unless the day on which it was decided is known."""
    basis = Decision.basis.parse(values.get(Decision.basis.name) or Basis.CONSENSUS, lookup)
    decided = values.get(Decision.decided_on.name) or values.get(Decision.meeting.name)
    if values.get(Decision.circulated_on.name, "").strip() or (basis is Basis.CIRCULATION and not decided):
        from ictwg.decisions.circulation import propose

        return propose(lookup, values)
    meeting = _meeting(lookup, values)
    on = meeting.date if meeting and meeting.date else lookup.today
    reference = Numbers(lookup.state).take_decision(on.year)
    more: list[Setting] = [Decision.reference(reference)]
    more += [] if Decision.decided_on.name in values else [Decision.decided_on(on)]
    id, changes = create(lookup, Decision, values, *more)
    return id, changes._replace(subject=reference)


def _add_meeting(lookup: Lookup, values: dict[str, str]) -> tuple[str, Changes]:
    """A meeting with the items that every meeting has, from opening to closing."""
    from ictwg.domain.fields import settings_of
    from ictwg.meetings.meetings import plan

    day = Meeting.date.parse(values.get(Meeting.date.name, ""), lookup)
    if day is None:
        return create(lookup, Meeting, values)
    planned = (Meeting.date, Meeting.series, Meeting.kind)
    more = {name: text for name, text in values.items() if name not in {field.name for field in planned}}
    changes = plan(
        lookup.state,
        day,
        *settings_of(Meeting, more, lookup),
        series=Meeting.series.parse(values.get(Meeting.series.name, ""), lookup),
        kind=Meeting.kind.parse(values.get(Meeting.kind.name) or MeetingKind.ORDINARY, lookup),
    )
    return changes.created[0][1], changes


def _add_organization(lookup: Lookup, values: dict[str, str], besides: Besides) -> tuple[str, Changes]:
    """An organization is added because it belongs: a member from today on, unless something else is said."""
    from ictwg.members.membership import join

    if not besides.another:
        _expect_no_other(lookup, values)
    id, changes = create(lookup, Organization, values)
    status = Membership.status.parse(besides.status or MembershipStatus.MEMBER, lookup)
    first = join(lookup.state, id, status, besides.since or lookup.today, besides.letter)
    return id, changes.and_then(first)


def _add_person(lookup: Lookup, values: dict[str, str], besides: Besides) -> tuple[str, Changes]:
    if not besides.another:
        _expect_nobody(lookup, values)
    id, changes = create(lookup, Person, values)
    if not besides.function:
        return id, changes
    from ictwg.domain.changes import Edit

    function: Function = Role.function.parse(besides.function, lookup)
    home = Person.organization.parse(values.get(Person.organization.name, ""), lookup)
    settings = (Role.function(function), Role.person(id), Role.organization(home))
    days = (Role.since(besides.since or lookup.today), Role.letter(besides.letter))
    edit = Edit("verbs.appointed").create(Role, lookup.state.new_id(), *settings, *days)
    return id, changes.and_then(edit.done())


def _expect_no_other(lookup: Lookup, values: dict[str, str]) -> None:
    for field in (Organization.acronym, Organization.name):
        typed = _in_one(values.get(field.name, ""))
        for one in lookup.state.all(Organization) if typed else ():
            if not names_of(typed).isdisjoint(names_of(one.acronym, one.name, *one.aliases)):
                said = {"name": typed, "acronym": one.acronym, "full": one.name}
                raise ThereAlreadyError(t("editing.organization_there", **said), field=field.name)


def _in_one(name: str) -> str:
    return " ".join(name.split())


def _expect_nobody(lookup: Lookup, values: dict[str, str]) -> None:
    name = _in_one(values.get(Person.name.name, ""))
    home = Person.organization.parse(values.get(Person.organization.name, ""), lookup)
    here = (one for one in lookup.state.all(Person) if one.organization == home)
    for one in here:
        if any(alike(plain_name(name), plain_name(known)) for known in (one.name, *one.aliases)):
            where = lookup.name(Organization, home) if home else t("editing.no_organization")
            raise ThereAlreadyError(t("editing.there_already", name=one.name, where=where), field=Person.name.name)


def _meeting(lookup: Lookup, values: dict[str, str]) -> Meeting | None:
    text = values.get(Action.meeting.name, "")
    return lookup.state.get(Meeting, lookup.find(Meeting, text)) if text else None
