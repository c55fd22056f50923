"""The keys of this moment, on one line: what fits, nothing moves, a click is a press.

Textual's `Footer` mounts a widget for each key anew whenever the focus changes; this one paints a line.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from rich.cells import cell_len
from rich.segment import Segment
from textual.strip import Strip
from textual.widgets import OptionList

from ictwg.ui.keys import KEYS, key_label, told_at, verb
from ictwg.ui.widgets.row_painter import PaintedParts
from ictwg.ui.widgets.virtual_list import VirtualList

if TYPE_CHECKING:
    from textual import events
    from textual.screen import Screen


_WAYS_BACK = frozenset({
    "form.cancel", "modal.cancel", "record.back", "meeting.close", "filter.leave", "filter.clear", "first.leave",
})  # fmt: skip


class Offer(NamedTuple):
    id: str
    key: str
    label: str
    verb: str
    enabled: bool

    @property
    def width(self) -> int:
        return cell_len(self.label) + cell_len(self.verb) + 3


class KeyBar(PaintedParts):
    def on_mount(self) -> None:
        self.screen.bindings_updated_signal.subscribe(self, self._changed)

    def _changed(self, _screen: Screen[object]) -> None:
        self.refresh()

    def offers(self) -> tuple[Offer, ...]:
        """What the bar shows, in the order of the key table; the way out or the help comes last and always fits.

        The way out of the program is offered where there is no other, and gives way first.
        """
        rowless = self._rowless
        order = {binding_id: n for n, binding_id in enumerate(KEYS)}
        order["app.quit"] = len(order)
        order |= dict.fromkeys(("app.help", "form.help"), len(order) + 1)
        order |= dict.fromkeys(("form.cancel", "modal.cancel"), len(order) + 2)
        offers: dict[str, Offer] = {}
        for active in self.screen.active_bindings.values():
            binding, binding_id = active.binding, active.binding.id or ""
            of_use = binding.show and binding_id in KEYS and not (rowless and KEYS[binding_id].row)
            if of_use and binding_id not in offers:
                label = key_label(binding.key)
                words = verb(told_at(active.node, binding_id))
                offers[binding_id] = Offer(binding_id, binding.key, label, words, active.enabled)
        if _WAYS_BACK & offers.keys():
            offers.pop("app.quit", None)
        return self._fitting(sorted(offers.values(), key=lambda offer: order[offer.id]))

    @property
    def _rowless(self) -> bool:
        """Whether the list where the cursor stands, or whose filter is typed, has no row under its cursor."""
        focused = self.screen.focused
        nodes = focused.ancestors_with_self if focused is not None else ()
        lists = (getattr(node, "list", node) for node in nodes)
        found = next((one for one in lists if isinstance(one, VirtualList | OptionList)), None)
        if isinstance(found, OptionList):
            return found.highlighted is None
        return found is not None and found.current is None

    def _fitting(self, offers: list[Offer]) -> tuple[Offer, ...]:
        room = self.size.width
        while len(offers) > 1 and sum(offer.width for offer in offers) > room:
            del offers[-2]
        return tuple(offers)

    def render_line(self, y: int) -> Strip:
        blank = self.part_style("key-bar--verb")
        if y:
            return Strip.blank(self.size.width, blank)
        segments = []
        for offer in self.offers():
            off = self.part_style("key-bar--off")
            key = self.part_style("key-bar--key") if offer.enabled else off
            segments.append(Segment(f" {offer.label} ", key))
            segments.append(Segment(f"{offer.verb} ", blank if offer.enabled else off))
        return Strip(segments).adjust_cell_length(self.size.width, blank)

    def on_click(self, event: events.Click) -> None:
        x = event.x
        for offer in self.offers():
            if x < offer.width:
                self.app.simulate_key(offer.key)
                return
            x -= offer.width
