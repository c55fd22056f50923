"""The items that stand on an agenda for what they are: opening, adoption, previous minutes … closing.

Those of the group's template for this kind of meeting where it has one, else one of each kind; of a meeting that is
planned already, what is on its agenda.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ictwg.app.next_meeting.item_history import minutes_before
from ictwg.app.next_meeting.proposal import Proposed, taken, title_key
from ictwg.app.next_meeting.sources import arising_lines, away_lines
from ictwg.app.next_meeting.templates import FIELDS, under
from ictwg.domain.agenda import agenda_of
from ictwg.domain.day_text import short_day
from ictwg.domain.records import AgendaItem, Meeting
from ictwg.domain.values import ItemKind, MinutesState, Purpose
from ictwg.locales import t
from ictwg.meetings.meetings import STANDARD_ITEMS, awaiting_adoption
from ictwg.records.lookup import shown_name

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ictwg.app.next_meeting.proposal import Preparing
    from ictwg.domain.records import TemplateItem
    from ictwg.domain.schema import Setting


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
    return Proposed(f"template:{title_key(item.title)}", why, settings, below, template=item.id)


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
    return f"{said}; {t('preparing.why.away', count=away)}" if away else said


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
    day = short_day(meeting.date) if meeting.date else ""
    state = Meeting.minutes_state.label(meeting.minutes_state)
    return " · ".join((shown_name(now.state, meeting), day, state))


_SHOWN = (*AgendaItem.PLANNED, AgendaItem.audience, AgendaItem.carried_from)
