"""Templates: the items that the agendas of a kind of meeting begin with, taken from any meeting.

What stood under an item there stands under it again.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ictwg.domain.agenda import agenda_of
from ictwg.domain.changes import Edit
from ictwg.domain.order import spread
from ictwg.domain.records import AgendaItem, Meeting, TemplateItem

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    from ictwg.domain.changes import Changes
    from ictwg.domain.schema import Field
    from ictwg.domain.state import State
    from ictwg.domain.values import MeetingKind


FIELDS: tuple[tuple[Field[Any], Field[Any]], ...] = (
    (AgendaItem.title, TemplateItem.title),
    (AgendaItem.kind, TemplateItem.kind),
    (AgendaItem.purpose, TemplateItem.purpose),
    (AgendaItem.presenter, TemplateItem.presenter),
    (AgendaItem.minutes_allotted, TemplateItem.minutes_allotted),
    (AgendaItem.background, TemplateItem.background),
    (AgendaItem.audience, TemplateItem.audience),
)
"""What an item of an agenda and one of a template have in common."""


def template_of(state: State, series: str, kind: MeetingKind) -> tuple[TemplateItem, ...]:
    """The items of a body's template for a kind of meeting, in their order; none where it has no template."""
    found = (item for item in state.all(TemplateItem) if item.series == series and item.meeting_kind is kind)
    return tuple(sorted(found, key=lambda item: (item.order, item.id)))


def under(items: Iterable[TemplateItem], parent: str = "") -> tuple[TemplateItem, ...]:
    """Of a template the items under another; those at the top, also where what they stood under is gone."""
    found = tuple(items)
    known = {item.id for item in found}
    return tuple(item for item in found if (item.parent if item.parent in known else "") == parent)


def keep_template(state: State, meeting: Meeting, wanted: Collection[str]) -> Changes:
    """These items of a meeting, from now on what every agenda of its kind begins with; without any, none is kept.

    An item whose own heading is not wanted moves up to the next above it that is.

    Args:
        wanted: The ids of the items.
    """
    edit = Edit("verbs.template_kept", Meeting.kind.label(meeting.kind))
    for before in template_of(state, meeting.series, meeting.kind):
        edit.remove(before)
    lines = agenda_of(state, meeting)
    made = {line.item.id: state.new_id() for line in lines if line.item.id in wanted}
    of = (TemplateItem.series(meeting.series), TemplateItem.meeting_kind(meeting.kind))
    for line, order in zip((line for line in lines if line.item.id in made), spread(len(made)), strict=True):
        settings = (theirs(ours.of(line.item)) for ours, theirs in FIELDS)
        place = (TemplateItem.parent(_above(state, line.item, made)), TemplateItem.order(order))
        edit.create(TemplateItem, made[line.item.id], *of, *place, *settings)
    return edit.done()


def _above(state: State, item: AgendaItem, made: Mapping[str, str]) -> str | None:
    """What the nearest item above became."""
    seen = {item.id}
    at = state.get(AgendaItem, item.parent)
    while at is not None and at.id not in seen:
        if at.id in made:
            return made[at.id]
        seen.add(at.id)
        at = state.get(AgendaItem, at.parent)
    return None
