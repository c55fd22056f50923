"""The bodies that meet: the plenary and the sub-groups, their rules, their members, and to whom they report."""

from __future__ import annotations

import re
from typing import Any, NamedTuple

from ictwg.domain.calendar import short_day
from ictwg.domain.changes import Changes, Edit
from ictwg.domain.ids import derived_id
from ictwg.domain.periods import holds
from ictwg.domain.records import BodyMember, Meeting, Organization, Person, Series
from ictwg.domain.recurrence import parse_recurrence
from ictwg.domain.roster import (
    HELPING,
    NO_ORGANIZATION,
    PLENARY,
    Protocol,
    members_of,
    organization_of,
    planned,
    protocol,
    series_of,
    sitting,
    sub_groups,
)
from ictwg.domain.schema import Setting
from ictwg.domain.state import State
from ictwg.errors import InvalidValueError
from ictwg.locales import t
from ictwg.records.lookup import Lookup
from ictwg.records.record_rows import RecordRow

_CODE = re.compile(r"(?=[A-Z0-9]*[A-Z])[A-Z0-9]{1,8}")


class BodyRow(NamedTuple):
    """A body in the list; the plenary has no code, and stands there also where it has no record."""

    id: str
    code: str
    name: str
    rule: str
    reports_to: str
    members: int
    next_meeting: str


def body_rows(lookup: Lookup) -> tuple[BodyRow, ...]:
    """The plenary first, then the sub-groups by their codes."""
    coming = {meeting.series: meeting for meeting in reversed(planned(lookup.state, lookup.today))}
    codes = (PLENARY, *(group.code for group in sub_groups(lookup.state)))
    return tuple(_body_row(lookup, code, coming.get(code)) for code in codes)


def member_rows(lookup: Lookup, code: str) -> tuple[RecordRow, ...]:
    """In protocol order, under the names of today; those who do not sit there any more come last."""
    state = lookup.state

    def place(member: BodyMember) -> tuple[object, ...]:
        return (not holds(member, lookup.today), *_rank(state, member), _person(state, member), member.id)

    def row(member: BodyMember) -> RecordRow:
        days = (short_day(day) for day in (member.since, member.until))
        function = BodyMember.function.label(member.function)
        return RecordRow(lookup, member, (_home(state, member), _person(state, member), function, *days))

    return tuple(map(row, sorted(members_of(state, code), key=place)))


def keep_body(state: State, before: str | None, code: str, name: str, rule: str, reports_to: str) -> Changes:
    """The body as it was filled in: a new one, or the one with the code `before`, which keeps its code.

    Raises:
        InvalidValueError: A code or a rule that cannot be, or a code that is taken.
    """
    code = (code if before is None else before).strip().upper()
    _check_code(state, code, new=before is None)
    hears = reports_to.strip().upper()
    _check_reports(state, code, hears)
    settings = (Series.name(name), Series.rule(parse_recurrence(rule)), Series.reports_to(hears))
    found = series_of(state, code)
    if found is not None:
        return Edit("verbs.edited", name).update(found, *settings).done()
    id = derived_id(state.db, Series.TABLE, (code,))
    return Edit("verbs.created", name).create(Series, id, Series.code(code), *settings).done()


def remove_body(state: State, code: str) -> Changes:
    """A sub-group that was made by mistake, with its members.

    Raises:
        InvalidValueError: It has met: what it did stays under its name; or it is the plenary.
    """
    found = series_of(state, code)
    if not code or found is None or any(meeting.series == code for meeting in state.all(Meeting)):
        raise InvalidValueError(t("sub_groups.has_met", name=found.name if found else ""), t("sub_groups.has_met.hint"))
    edit = Edit("verbs.removed", found.name, found)
    for member in members_of(state, code):
        edit.remove(member)
    return edit.remove(found).done()


def seat(state: State, code: str, member: BodyMember | None, *settings: Setting) -> Changes:
    """Somebody sits in a sub-group, or what is written of a member was other.

    Raises:
        InvalidValueError: Neither an organization, nor a person of one.
    """
    raw: dict[Any, Any] = dict(settings)
    organization = state.get(Organization, _id(raw, BodyMember.organization, member))
    person = state.get(Person, _id(raw, BodyMember.person, member))
    if organization is None and (person is None or state.get(Organization, person.organization) is None):
        raise InvalidValueError(t("sub_groups.nobody"), t("sub_groups.nobody.hint"), field=BodyMember.organization.name)
    named = person.name if person is not None else organization.acronym if organization is not None else ""
    if member is not None:
        return Edit("verbs.edited", named).update(member, *settings).done()
    return Edit("verbs.seated", named).create(BodyMember, state.new_id(), BodyMember.series(code), *settings).done()


def unseat(state: State, member: BodyMember) -> Changes:
    """A row that was written by mistake; who leaves gets a last day instead."""
    named = _person(state, member) or _home(state, member)
    return Edit("verbs.removed", named).remove(member).done()


def _body_row(lookup: Lookup, code: str, coming: Meeting | None) -> BodyRow:
    state = lookup.state
    found = series_of(state, code)
    hears = series_of(state, found.reports_to) if found is not None and code else None
    plenary = t("minutes_screen.list.plenary")
    return BodyRow(
        id=found.id if found is not None else f"body:{code}",
        code=code,
        name=found.name if found is not None else plenary,
        rule=Series.rule.show(found.rule, lookup) if found is not None else "",
        reports_to=(hears.name if hears is not None else plenary) if code else "",
        members=sum(any(m.function not in HELPING for m in own) for own in sitting(state, code, lookup.today).values()),
        next_meeting=short_day(coming.date) if coming is not None and coming.date else "",
    )


def _home(state: State, member: BodyMember) -> str:
    organization = state.get(Organization, organization_of(state, member))
    return organization.acronym if organization else ""


def _person(state: State, member: BodyMember) -> str:
    person = state.get(Person, member.person)
    return person.name if person else ""


def _rank(state: State, member: BodyMember) -> Protocol:
    organization = state.get(Organization, organization_of(state, member))
    return protocol(organization) if organization is not None else NO_ORGANIZATION


def _check_code(state: State, code: str, *, new: bool) -> None:
    if new and not _CODE.fullmatch(code):
        raise InvalidValueError(
            t("sub_groups.bad_code", code=code), t("sub_groups.bad_code.hint"), field=Series.code.name
        )
    if new and series_of(state, code) is not None:
        raise InvalidValueError(t("sub_groups.taken", code=code), t("sub_groups.taken.hint"), field=Series.code.name)


def _check_reports(state: State, code: str, hears: str) -> None:
    """The plenary, or another body that is there."""
    known = [group.code for group in sub_groups(state) if group.code != code]
    if hears and hears not in known:
        listed = ", ".join(known) or t("cli.prepare.no_series.none")
        hint = t("sub_groups.no_body.hint", known=listed)
        raise InvalidValueError(t("sub_groups.no_body", code=hears), hint, field=Series.reports_to.name)


def _id(raw: dict[Any, Any], field: Any, member: BodyMember | None) -> str | None:
    """What a link is to be, or is."""
    if field in raw:
        found = raw[field]
        return str(found) if found else None
    return None if member is None else field.of(member)
