"""What became of an organization: merged into another, split into several, carried on under another name.

The old one keeps its names, its people and its place in old minutes; from a day on the others stand in the group for
it. What nobody takes along is listed in *To mend* (an owner that has left).
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, NamedTuple

from ictwg.domain.changes import Edit
from ictwg.domain.periods import holding
from ictwg.domain.records import Action, Membership, Organization, Succession
from ictwg.domain.values import CLOSED
from ictwg.errors import InvalidValueError
from ictwg.locales import t
from ictwg.services.members.membership import periods_of

if TYPE_CHECKING:
    from datetime import date

    from ictwg.domain.changes import Changes
    from ictwg.domain.state import State
    from ictwg.domain.values import MembershipStatus, SuccessionKind


class Fate(NamedTuple):
    """What the form asks: who follows (an organization, or the acronym of a new one), how, from when on.

    `actions` says whether open actions go along. The organization itself may be among those that follow: then
    something was split off, and it stays.
    """

    kind: SuccessionKind
    into: tuple[Organization | str, ...]
    on: date
    letter: str = ""
    actions: bool = True


def become(state: State, organization: Organization, fate: Fate) -> Changes:
    """Records who followed, ends the membership the day before, brings in who did not belong yet.

    Raises:
        InvalidValueError: Nobody follows but the organization itself.
    """
    others = tuple(one for one in dict.fromkeys(fate.into) if one != organization)
    if not others:
        raise InvalidValueError(
            t("membership.nobody_follows"), t("membership.nobody_follows.hint"), field=Succession.successor.name
        )
    edit = Edit("verbs.succeeded", organization.acronym, organization)
    status = _status(state, organization, fate.on)
    following = tuple(_follower(state, edit, organization, one) for one in others)
    for id in following:
        link = (Succession.predecessor(organization.id), Succession.successor(id))
        edit.create(Succession, state.new_id(), *link, Succession.kind(fate.kind), Succession.on(fate.on))
        _bring_in(state, edit, id, status, fate)
    if organization not in fate.into:
        for period in holding(periods_of(state, organization), fate.on):
            _end(edit, period, fate.on)
        if fate.actions:
            _hand_over(state, edit, organization, following)
    return edit.done()


def _end(edit: Edit, period: Membership, on: date) -> None:
    """The day before; a period that began on that very day never was one."""
    if period.since == on:
        edit.remove(period)
    else:
        edit.update(period, Membership.until(on - timedelta(days=1)))


def _follower(state: State, edit: Edit, organization: Organization, one: Organization | str) -> str:
    """The id; a name that nobody carries yet becomes an organization of the same type."""
    if isinstance(one, Organization):
        return one.id
    id = state.new_id()
    edit.create(
        Organization, id, Organization.acronym(one), Organization.name(one), Organization.type(organization.type)
    )
    return id


def _status(state: State, organization: Organization, on: date) -> MembershipStatus | None:
    """What it was on the day before."""
    periods = holding(periods_of(state, organization), on - timedelta(days=1))
    return periods[0].status if periods else None


def _bring_in(state: State, edit: Edit, id: str, status: MembershipStatus | None, fate: Fate) -> None:
    """With the status of the one that it follows; who belongs already keeps its own."""
    known = state.get(Organization, id)
    if status is None or (known is not None and holding(periods_of(state, known), fate.on)):
        return
    first = (Membership.organization(id), Membership.status(status), Membership.since(fate.on))
    edit.create(Membership, state.new_id(), *first, Membership.letter(fate.letter))


def _hand_over(state: State, edit: Edit, organization: Organization, following: tuple[str, ...]) -> None:
    for action in state.linked(Action, Action.owners, organization.id):
        if action.status not in CLOSED:
            edit.update(action, Action.owners(tuple({*action.owners, *following} - {organization.id})))
