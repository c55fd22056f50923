"""Open actions under headings: by organization in protocol order, by meeting the latest first."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from ictwg.domain.records import Organization
from ictwg.domain.roster import protocol
from ictwg.locales import t

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from ictwg.domain.state import State
    from ictwg.services.following_up.row_maker import ActionRow


NOBODY = "loose/"
"""The group of what nobody has promised yet."""


class ActionGroup(NamedTuple):
    """Rows under one heading; an action of several owners stands under each, with a row id of its own."""

    id: str
    title: str
    rows: tuple[ActionRow, ...]

    @property
    def late(self) -> int:
        return sum(row.late for row in self.rows)


def by_organization(state: State, rows: Iterable[ActionRow]) -> tuple[ActionGroup, ...]:
    """All members first, then each organization, then what is nobody's or of somebody not on the register."""
    owned: dict[str, list[ActionRow]] = {}
    loose: dict[str, list[ActionRow]] = {}
    for row in rows:
        if not row.owner_ids:
            loose.setdefault(row.owners, []).append(row)
        for place, owner in enumerate(row.owner_ids):
            owned.setdefault(owner, []).append(row._replace(id=f"{row.action}/{owner}") if place else row)
    found = [organization for id in owned if (organization := state.get(Organization, id))]
    known = [ActionGroup(o.id, o.acronym or o.name, tuple(owned[o.id])) for o in sorted(found, key=protocol)]
    everybody = loose.pop(t("followup.all_members"), [])
    first = [ActionGroup("all", t("followup.all_members"), tuple(everybody))] if everybody else []
    return (*first, *known, *_loose(loose))


def by_meeting(rows: Iterable[ActionRow]) -> tuple[ActionGroup, ...]:
    groups: dict[tuple[str, str], list[ActionRow]] = {}
    for row in rows:
        groups.setdefault((row.meeting_day, row.meeting), []).append(row)
    titles = {key: key[1] or t("followup.no_meeting") for key in groups}
    ordered = sorted(groups, reverse=True)
    return tuple(ActionGroup("/".join(key), titles[key], tuple(groups[key])) for key in ordered)


def _loose(groups: Mapping[str, list[ActionRow]]) -> list[ActionGroup]:
    named = sorted(groups, key=lambda owner: (not owner, owner.casefold()))
    return [ActionGroup(NOBODY + name, name or t("followup.nobody"), tuple(groups[name])) for name in named]
