"""Templates: the items that the agendas of a kind of meeting begin with, taken from any meeting."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ictwg.domain.agenda import agenda_of, in_order
from ictwg.domain.changes import Edit
from ictwg.domain.order import spread
from ictwg.domain.records import AgendaItem, Meeting, TemplateItem

if TYPE_CHECKING:
    from collections.abc import Collection

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


def keepable(state: State, meeting: Meeting) -> tuple[AgendaItem, ...]:
    """The items of an agenda that a template can have: those at the top."""
    return in_order(line.item for line in agenda_of(state, meeting) if line.depth == 0)


def keep_template(state: State, meeting: Meeting, wanted: Collection[str]) -> Changes:
    """These items of a meeting, from now on what every agenda of its kind begins with; without any, none is kept.

    Args:
        wanted: The ids of the items.
    """
    edit = Edit("verbs.template_kept", Meeting.kind.label(meeting.kind))
    for before in template_of(state, meeting.series, meeting.kind):
        edit.remove(before)
    items = [item for item in keepable(state, meeting) if item.id in wanted]
    of = (TemplateItem.series(meeting.series), TemplateItem.meeting_kind(meeting.kind))
    for item, order in zip(items, spread(len(items)), strict=True):
        settings = (theirs(ours.of(item)) for ours, theirs in FIELDS)
        edit.create(TemplateItem, state.new_id(), *of, TemplateItem.order(order), *settings)
    return edit.done()
