"""What somebody chooses of a proposal, and from it to a meeting: its agenda, its links and its checklist at once."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from ictwg.app.next_meeting.proposal import MeetingProposal, Proposed, replacing
from ictwg.app.next_meeting.sources import TAKEN_ALONG
from ictwg.app.next_meeting.standing_items import FIELDS
from ictwg.domain.agenda import parked
from ictwg.domain.changes import Changes, Edit
from ictwg.domain.order import EqualKeysError, after, between, is_key, spread
from ictwg.domain.records import AgendaItem, Meeting, Paper, TemplateItem
from ictwg.domain.references import day_reference
from ictwg.domain.schema import Setting, taken
from ictwg.domain.state import State
from ictwg.domain.text import fold_words
from ictwg.errors import InvalidValueError
from ictwg.locales import t
from ictwg.meetings.agenda import BEGINS, ENDS, before_ends, lateness_on
from ictwg.minutes.carry_over import left_under
from ictwg.records.lookup import shown_name

BY_HAND = "hand:"


def toggled(proposal: MeetingProposal, key: str) -> MeetingProposal:
    """Kept what was dropped, dropped what was kept; what stands on the agenda stays."""

    def turned(item: Proposed) -> Proposed:
        return item._replace(kept=item.there or not item.kept, chosen=True)

    return _each(proposal, lambda item: turned(item) if item.key == key else item)


def edited(proposal: MeetingProposal, key: str, *settings: Setting) -> MeetingProposal:
    def changed(item: Proposed) -> Proposed:
        return item.but(*settings)._replace(typed=replacing(item.typed, settings))

    return _each(proposal, lambda item: changed(item) if item.key == key else item)


def moved(proposal: MeetingProposal, key: str, by: int) -> MeetingProposal:
    """One place up or down; nothing beyond the ends."""
    items = list(proposal.items)
    at = _place(items, key)
    to = at + by
    if at < 0 or not 0 <= to < len(items):
        return proposal
    items.insert(to, items.pop(at))
    return proposal._replace(items=tuple(items))


def added(proposal: MeetingProposal, after: str, *settings: Setting) -> tuple[MeetingProposal, str]:
    """An item by hand behind another, or before what ends every meeting; and its key."""
    key = f"{BY_HAND}{sum(item.key.startswith(BY_HAND) for item in proposal.items)}"
    items = list(proposal.items)
    at = _place(items, after)
    at = at + 1 if at >= 0 and items[at].kind not in (*BEGINS, *ENDS) else before_ends(items)
    items.insert(at, Proposed(key, t("preparing.why.by_hand"), settings))
    return proposal._replace(items=tuple(items)), key


def with_fields(proposal: MeetingProposal, *settings: Setting) -> MeetingProposal:
    """With other fields of the meeting, such as its hours."""
    return proposal._replace(settings=replacing(proposal.settings, settings))


def as_chosen(proposal: MeetingProposal, before: MeetingProposal) -> MeetingProposal:
    """A proposal made anew, with what was chosen on the one before; what is new stands before what ends a meeting."""
    found = {item.key: item for item in proposal.items}
    stay = [one for one in before.items if one.key in found or one.key.startswith(BY_HAND)]
    items = [_as_before(found[one.key], one) if one.key in found else one for one in stay]
    known = {item.key for item in items}
    at = before_ends(items)
    items[at:at] = [item for item in proposal.items if item.key not in known]
    return proposal._replace(items=tuple(items))


def _as_before(now: Proposed, before: Proposed) -> Proposed:
    """What nobody has said anything of stands there for another reason, or no longer, where the day is another."""
    kept = now.there or (before.kept if before.chosen else now.kept)
    return now.but(*before.typed)._replace(kept=kept, chosen=before.chosen, typed=before.typed)


def _each(proposal: MeetingProposal, change: Callable[[Proposed], Proposed]) -> MeetingProposal:
    return proposal._replace(items=tuple(map(change, proposal.items)))


def _place(items: Iterable[Proposed], key: str) -> int:
    return next((place for place, item in enumerate(items) if item.key == key), -1)


def accept(state: State, proposal: MeetingProposal) -> Changes:
    """One change, one undo; the checklist follows in the same transaction. A new meeting is the first created.

    Raises:
        InvalidValueError: Nobody has said on which day.
    """
    edit = Edit("verbs.prepared", _subject(state, proposal), state.get(Meeting, proposal.meeting))
    meeting = proposal.meeting or _plan(state, edit, proposal)
    kept = proposal.kept
    named = frozenset(fold_words(item.title) for item in kept)
    for item, order in zip(kept, _orders(state, kept), strict=True):
        _place_of(state, edit, meeting, item, order, named)
    _park(state, edit, proposal)
    return edit.done()


def _subject(state: State, proposal: MeetingProposal) -> str:
    meeting = state.get(Meeting, proposal.meeting)
    if meeting is not None:
        return shown_name(state, meeting)
    day = proposal.day.day
    if day is None:
        raise InvalidValueError(t("preparing.no_day"), t("preparing.no_day.hint"), field=Meeting.date.name)
    return day_reference(day, proposal.series)


def _plan(state: State, edit: Edit, proposal: MeetingProposal) -> str:
    id, day = state.new_id(), proposal.day.day
    of = (Meeting.date(day), Meeting.series(proposal.series), Meeting.kind(proposal.kind))
    edit.create(Meeting, id, *of, *proposal.settings)
    return id


def _place_of(state: State, edit: Edit, meeting: str, item: Proposed, order: str, named: frozenset[str]) -> None:
    """On the agenda at its place: new, from the parking lot, or already there.

    What the template has below an item, and stands on the agenda by itself because it was carried over, comes once.
    """
    place: tuple[Setting, ...] = (AgendaItem.meeting(meeting), AgendaItem.order(order))
    record, on = state.get(AgendaItem, item.item), state.get(Meeting, meeting)
    if record is None or record.meeting != meeting:
        place += lateness_on(on)
    if record is not None:
        changed = (Setting(field, raw) for field, raw in item.settings if item.of(field) != field.of(record))
        edit.update(record, *place, AgendaItem.parent(None), *changed)
        return
    id = state.new_id()
    edit.create(AgendaItem, id, *place, *item.settings)
    if item.document:
        edit.create(Paper, state.new_id(), Paper.item(id), Paper.document(item.document))
    _with_those_of_the_template(state, edit, meeting, item.template, id, named)
    origin = state.get(AgendaItem, item.of(AgendaItem.carried_from)) if item.is_carried else None
    if origin is not None:
        _with_those_under(state, edit, meeting, origin, id)


def _with_those_of_the_template(
    state: State, edit: Edit, meeting: str, above: str, parent: str, named: frozenset[str]
) -> None:
    """What stands under an item of the template."""
    found = state.linked(TemplateItem, TemplateItem.parent, above) if above else ()
    wanted = (child for child in found if fold_words(child.title) not in named)
    children = sorted(wanted, key=lambda child: (child.order, child.id))
    for child, order in zip(children, spread(len(children)), strict=True):
        id = state.new_id()
        settings = (ours(theirs.of(child)) for ours, theirs in FIELDS)
        place = (AgendaItem.meeting(meeting), AgendaItem.parent(parent), AgendaItem.order(order))
        edit.create(AgendaItem, id, *place, *settings)
        _with_those_of_the_template(state, edit, meeting, child.id, id, named)


def _with_those_under(state: State, edit: Edit, meeting: str, origin: AgendaItem, parent: str) -> None:
    """What stood under a topic and was not concluded either comes along under it."""
    under = left_under(state, origin)
    for child, order in zip(under, spread(len(under)), strict=True):
        id = state.new_id()
        place = (AgendaItem.meeting(meeting), AgendaItem.parent(parent), AgendaItem.order(order))
        kept = taken(child, *TAKEN_ALONG, AgendaItem.audience)
        edit.create(AgendaItem, id, *place, *kept, AgendaItem.carried_from(child.id))
        _with_those_under(state, edit, meeting, child, id)


def _park(state: State, edit: Edit, proposal: MeetingProposal) -> None:
    dropped = [item for item in proposal.items if not item.kept and item.is_carried]
    orders = [item.order for item in parked(state)]
    last = orders[-1] if orders and is_key(orders[-1]) else None
    for item in dropped:
        last = after(last)
        waits = (AgendaItem.order(last), AgendaItem.series(proposal.series))
        edit.create(AgendaItem, state.new_id(), *waits, *item.settings)


def _orders(state: State, kept: Sequence[Proposed]) -> Sequence[str]:
    """Those that stand there keep their place where they can, so that nobody else's change of it is lost."""
    own = [_order_of(state, item) for item in kept]
    known = [order for order in own if order is not None]
    if known != sorted(set(known)) or not all(map(is_key, known)):
        return spread(len(kept))
    try:
        return _between(own)
    except EqualKeysError:
        return spread(len(kept))


def _between(own: Sequence[str | None]) -> list[str]:
    """Fresh keys for those that have none, between those that have one."""
    orders: list[str] = []
    for place, order in enumerate(own):
        following = next((one for one in own[place:] if one is not None), None)
        orders.append(order or between(orders[-1] if orders else None, following))
    return orders


def _order_of(state: State, item: Proposed) -> str | None:
    record = state.get(AgendaItem, item.item) if item.there else None
    return record.order if record is not None else None
