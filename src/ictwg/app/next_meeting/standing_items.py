"""The items that stand on an agenda for what they are, and those with which a template lets it begin."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Any

from ictwg.app.next_meeting.proposal import Preparing, Proposed
from ictwg.app.next_meeting.sources import arising_lines, away_lines, minutes_before
from ictwg.domain.agenda import agenda_of
from ictwg.domain.calendar import short_day
from ictwg.domain.changes import Changes, Edit
from ictwg.domain.order import spread
from ictwg.domain.records import AgendaItem, Meeting, TemplateItem
from ictwg.domain.schema import Field, Setting, taken
from ictwg.domain.state import State
from ictwg.domain.text import fold_words
from ictwg.domain.values import ItemKind, MeetingKind, MinutesState, Purpose
from ictwg.locales import t
from ictwg.meetings.meetings import STANDARD_ITEMS, awaiting_adoption
from ictwg.records.lookup import shown_name

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


_MINUTES = {
    ItemKind.OPENING: 5,
    ItemKind.ADOPTION_OF_AGENDA: 5,
    ItemKind.PREVIOUS_MINUTES: 10,
    ItemKind.MATTERS_ARISING: 30,
    ItemKind.ANY_OTHER_BUSINESS: 10,
    ItemKind.NEXT_MEETING: 5,
    ItemKind.CLOSING: 5,
}
"""What such an item takes where nobody has planned its time before."""

_PURPOSES = {ItemKind.ADOPTION_OF_AGENDA: Purpose.DECISION, ItemKind.PREVIOUS_MINUTES: Purpose.DECISION}


def on_the_agenda(now: Preparing) -> Iterator[Proposed]:
    """What stands there already; what belongs under an item goes with it."""
    for line in agenda_of(now.state, now.meeting):
        if line.depth == 0:
            item = line.item
            settings = taken(item, *_SHOWN)
            away = _away(now) if item.kind is ItemKind.MATTERS_ARISING else ()
            lines = (*_lines(now, item.kind), *away)
            yield Proposed(item.id, t("preparing.why.there"), settings, lines, item.id, there=True)


def frame(now: Preparing) -> Iterator[Proposed]:
    """The standing items of the template, or of every agenda, in their order."""
    if now.template:
        yield from (_from_template(now, item) for item in under(now.template))
        return
    for kind in STANDARD_ITEMS:
        title = t(f"meetings.item.{kind}", lang=now.spoken)
        minutes = minutes_before(now.state, now.alike, kind, title) or _MINUTES[kind]
        purpose = AgendaItem.purpose(_PURPOSES.get(kind))
        settings = (AgendaItem.title(title), AgendaItem.kind(kind), purpose, AgendaItem.minutes_allotted(minutes))
        yield _of_kind(now, kind, t("preparing.why.standard"), settings)


def _from_template(now: Preparing, item: TemplateItem) -> Proposed:
    settings = tuple(ours(theirs.of(item)) for ours, theirs in FIELDS)
    why = t("preparing.why.template", kind=Meeting.kind.label(now.meeting.kind))
    if item.kind is not ItemKind.TOPIC:
        return _of_kind(now, item.kind, why, settings)._replace(template=item.id)
    below = tuple(child.title for child in under(now.template, item.id))
    return Proposed(f"template:{fold_words(item.title)}", why, settings, below, template=item.id)


def _of_kind(now: Preparing, kind: ItemKind, why: str, settings: tuple[Setting, ...]) -> Proposed:
    """An item with what is special about its kind: what waits for it, or that nothing does."""
    lines = _lines(now, kind)
    found = Proposed(f"kind:{kind}", why, settings, lines)
    if kind is ItemKind.PREVIOUS_MINUTES:
        return found._replace(why=_why_previous(now), kept=bool(lines))
    if kind is ItemKind.MATTERS_ARISING:
        away = _away(now)
        return found._replace(why=_why_arising(len(lines), len(away)), lines=(*lines, *away), kept=bool(lines))
    return found


def _why_arising(actions: int, away: int) -> str:
    """Whoever stays away is spoken to beside the meeting: an item of its own it is no reason for."""
    said = t("preparing.why.arising", count=actions) if actions else t("preparing.why.nothing_arising")
    return t("preparing.why.away", said=said, count=away) if away else said


def _away(now: Preparing) -> tuple[str, ...]:
    return away_lines(now.state, now.meeting.series, now.today)


def _lines(now: Preparing, kind: ItemKind) -> tuple[str, ...]:
    if kind is ItemKind.PREVIOUS_MINUTES:
        return tuple(_minutes_line(now, one) for one in _waiting(now))
    return arising_lines(now.state, now.meeting, now.today) if kind is ItemKind.MATTERS_ARISING else ()


def _waiting(now: Preparing) -> tuple[Meeting, ...]:
    """The earlier meetings whose minutes are not adopted; of long ago none: only the last three."""
    recent = {meeting.id for meeting in now.earlier[:_RECENT]}
    return tuple(one for one in awaiting_adoption(now.state, now.meeting) if one.id in recent)


_RECENT = 3


def _why_previous(now: Preparing) -> str:
    waiting = _waiting(now)
    if waiting:
        named = ", ".join(shown_name(now.state, one) for one in waiting)
        return t("preparing.why.previous", meetings=named, count=len(waiting))
    if now.last is None:
        return t("preparing.why.first")
    key = "adopted" if now.last.minutes_state is MinutesState.ADOPTED else "no_minutes"
    return t(f"preparing.why.{key}", meeting=shown_name(now.state, now.last))


def _minutes_line(now: Preparing, meeting: Meeting) -> str:
    day = short_day(meeting.date)
    state = Meeting.minutes_state.label(meeting.minutes_state)
    return " · ".join((shown_name(now.state, meeting), day, state))


_SHOWN = (*AgendaItem.PLANNED, AgendaItem.audience, AgendaItem.carried_from)
