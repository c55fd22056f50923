"""What an organization is called: renaming adds a dated name, correcting a spelling edits the one that holds.

Minutes of earlier days keep the name of their day (DOMAIN.md §2, The past).
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from ictwg.domain.changes import Changes, Edit
from ictwg.domain.periods import holding, name_on
from ictwg.domain.records import Organization, OrganizationName
from ictwg.domain.schema import Setting
from ictwg.services.records.terms import check_after, day_before_next

if TYPE_CHECKING:
    from datetime import date

    from ictwg.domain.periods import Named
    from ictwg.domain.state import State


def rename(state: State, organization: Organization, name: str, acronym: str, since: date) -> Changes:
    """A new name from a day on; minutes of the days before keep the old one.

    The first renaming also writes down the name held so far, up to the day before.
    """
    edit = Edit("verbs.renamed", organization.acronym)
    names = names_of(state, organization)
    until = day_before_next(names, since)
    for row in holding(names, since)[:1]:
        check_after(row.since, since)
        edit.update(row, OrganizationName.until(since - timedelta(days=1)))
    if not names:
        old = (OrganizationName.name(organization.name), OrganizationName.acronym(organization.acronym))
        ended = OrganizationName.until(since - timedelta(days=1))
        edit.create(OrganizationName, state.new_id(), _of(organization), *old, ended)
    new = (*_named(name, acronym), OrganizationName.since(since), OrganizationName.until(until))
    edit.create(OrganizationName, state.new_id(), _of(organization), *new)
    if until is None:
        edit.update(organization, Organization.name(name), Organization.acronym(acronym))
    return edit.done()


def respell(state: State, organization: Organization, on: date, *, name: str = "", acronym: str = "") -> Changes:
    """The name was written wrongly: the one of this day is corrected, and minutes print it right; "" keeps it."""
    edit = Edit("verbs.edited", organization.acronym)
    if name:
        edit.update(organization, Organization.name(name))
    if acronym:
        edit.update(organization, Organization.acronym(acronym))
    for row in holding(names_of(state, organization), on)[:1]:
        edit.update(row, *_named(name or row.name, acronym or row.acronym))
    return edit.done()


def correct_name(organization: Organization, row: OrganizationName, *settings: Setting) -> Changes:
    """A dated name, or its days, were other than written; the name that holds today is the organization's too."""
    edit = Edit("verbs.edited", organization.acronym).update(row, *settings)
    until = next(
        (raw for field, raw in settings if field is OrganizationName.until), OrganizationName.until.encode(row.until)
    )
    if until is None:
        edit.update(
            organization, *(Setting(_OF_TODAY[field], raw) for field, raw in settings if field in _OF_TODAY and raw)
        )
    return edit.done()


def names_of(state: State, organization: Organization) -> tuple[OrganizationName, ...]:
    """Its dated names, the earliest first; none where it was never renamed."""
    rows = state.linked(OrganizationName, OrganizationName.organization, organization.id)
    return tuple(sorted(rows, key=lambda row: (str(row.since or ""), row.id)))


def named_on(state: State, organization: Organization | None, on: date | None) -> Named | None:
    """The name that a paper of that day prints; today's where it has no date."""
    from ictwg.domain.periods import Named

    if organization is None:
        return None
    return name_on(state, organization, on) if on else Named(organization.name, organization.acronym)


_OF_TODAY = {OrganizationName.name: Organization.name, OrganizationName.acronym: Organization.acronym}


def _named(name: str, acronym: str) -> tuple[Setting, ...]:
    return (OrganizationName.name(name), OrganizationName.acronym(acronym))


def _of(organization: Organization) -> Setting:
    return OrganizationName.organization(organization.id)
