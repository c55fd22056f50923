"""What somebody chooses of a proposal: kept or dropped, in which order, with which minutes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ictwg.app.next_meeting.proposal import MeetingProposal, Proposed, replacing
from ictwg.locales import t
from ictwg.meetings.agenda import BEGINS, ENDS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from ictwg.domain.schema import Setting


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
    at = at + 1 if at >= 0 and items[at].kind not in (*BEGINS, *ENDS) else _before_ends(items)
    items.insert(at, Proposed(key, t("preparing.why.by_hand"), settings))
    return proposal._replace(items=tuple(items)), key


def with_fields(proposal: MeetingProposal, *settings: Setting) -> MeetingProposal:
    """With other fields of the meeting, such as its hours."""
    return proposal._replace(settings=replacing(proposal.settings, settings))


def as_chosen(proposal: MeetingProposal, before: MeetingProposal) -> MeetingProposal:
    """A proposal made anew, with what was chosen on the one before; what is new stands before what ends a meeting."""
    found = {item.key: item for item in proposal.items}
    items = [_as_before(found[one.key], one) if one.key in found else one for one in before.items if _stays(one, found)]
    known = {item.key for item in items}
    at = _before_ends(items)
    items[at:at] = [item for item in proposal.items if item.key not in known]
    return proposal._replace(items=tuple(items))


def _stays(item: Proposed, found: dict[str, Proposed]) -> bool:
    return item.key in found or item.key.startswith(BY_HAND)


def _as_before(now: Proposed, before: Proposed) -> Proposed:
    """What nobody has said anything of stands there for another reason, or no longer, where the day is another."""
    kept = now.there or (before.kept if before.chosen else now.kept)
    return now.but(*before.typed)._replace(kept=kept, chosen=before.chosen, typed=before.typed)


def _each(proposal: MeetingProposal, change: Callable[[Proposed], Proposed]) -> MeetingProposal:
    return proposal._replace(items=tuple(map(change, proposal.items)))


def _place(items: Iterable[Proposed], key: str) -> int:
    return next((place for place, item in enumerate(items) if item.key == key), -1)


def _before_ends(items: list[Proposed]) -> int:
    at = len(items)
    while at and items[at - 1].kind in ENDS:
        at -= 1
    return at
