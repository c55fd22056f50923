"""The lines around a screen: the modes and the state of saving, the views, the keys of this moment."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar, cast

from rich.cells import cell_len
from rich.segment import Segment
from textual import events
from textual.content import Content
from textual.message import Message
from textual.screen import Screen
from textual.strip import Strip
from textual.widgets import Input, OptionList, Static, TextArea

from ictwg.locales import t
from ictwg.records.group import is_example
from ictwg.ui.keys import KEYS, first_key, key_label, told_at, verb
from ictwg.ui.places import AREAS
from ictwg.ui.text import line, plain
from ictwg.ui.widgets.columns import GAP, fitted, within
from ictwg.ui.widgets.row_painter import PaintedParts
from ictwg.ui.widgets.virtual_list import VirtualList

if TYPE_CHECKING:
    from ictwg.ui.app import IctwgApp


P = TypeVar("P")
NARROW = 80

FULL, LEAST = 24, 11
"""Cells that the names of the modes leave to who is working and whether it is saved, while others can be shorter."""

_DIGIT = " 1  "
EDGE = 1
BETWEEN = 1

SHORTEST = 3
"""Cells of a name; a shorter piece of one tells nobody anything."""


class StatusText(NamedTuple):
    """What stands on the right."""

    who: str
    saved: str

    @property
    def width(self) -> int:
        return sum(map(cell_len, self)) + (BETWEEN if all(self) else 0)


def fitting(name: str, long: str, short: str, room: int) -> StatusText:
    """The fullest of what fits: the whole name or the first of it, the state of saving in words or in a word."""
    first = name.partition(" ")[0]
    forms = [StatusText(who, saved) for saved in (long, short) for who in (name, first)]
    found = next((told for told in forms if told.width <= room), None)
    if found is not None:
        return found
    left = room - cell_len(short) - BETWEEN
    return StatusText(within(first, left) if left >= SHORTEST else "", short)


def _wide(names: Iterable[str]) -> int:
    return sum(cell_len(_DIGIT + name) for name in names)


class TopBar(Static):
    """One line; below 80 columns only the digits, and behind them the mode in front."""

    def __init__(self) -> None:
        super().__init__("", markup=False)
        self._told = Content()
        self._right = StatusText("", "")

    def on_mount(self) -> None:
        self.tell()
        self.watch(self.screen, "focused", self.tell, init=False)

    def on_resize(self) -> None:
        self.tell()

    def tell(self) -> None:
        """Shows the mode in front and the state of saving; asked every few seconds, it paints only what is new."""
        program = cast("IctwgApp", self.app)
        tabs = Content.assemble(*self._tabs())
        room = max(0, self.size.width - tabs.cell_length - EDGE)
        long, short = program.saved_words()
        short = short[:1] if self._typing else short
        if is_example(program.session.state):
            long, short = (f"{t('ui.example')} {said}" for said in (long, short[:1]))
        who = t("ui.modes_behind", count=len(AREAS)) if self._typing else line(program.settings.user_name)
        self._right = right = fitting(who, long, short, room)
        space = plain(" " * (room - right.width))
        between = plain(" " * BETWEEN if all(right) else "")
        told = Content.assemble(tabs, space, plain(right.who), between, plain(right.saved, style="dim"))
        if not told.is_same(self._told):
            self._told = told
            self.update(told, layout=False)

    @property
    def _typing(self) -> bool:
        """Whether digits are text, and Escape comes first: a line of typing has the cursor."""
        return isinstance(self.screen.focused, Input | TextArea)

    def _names(self) -> list[str]:
        """What the modes are called where there is room: in full, or in a word, the last ones by their digit alone.

        Whichever is in front, and whether or not one types, each stands where it stood.
        """
        names = [verb(f"app.{mode}") for mode in AREAS]
        if _wide(names) + FULL > self.size.width:
            names = [name.partition(" ")[0] for name in names]
        for place in reversed(range(len(names))):
            if _wide(names) + LEAST > self.size.width:
                names[place] = ""
        return names if self.size.width >= NARROW else [""] * len(names)

    def _tabs(self) -> Iterator[Content]:
        front = cast("IctwgApp", self.app).current_mode
        for digit, (mode, name) in enumerate(zip(AREAS, self._names(), strict=True), start=1):
            label = f" {' ' if self._typing else digit} {name} " if name else f" {digit} "
            label = label.lstrip() if self.size.width < NARROW else label
            yield plain(label, style="reverse b" if mode == front else "")
        if self.size.width < NARROW:
            yield plain(f" {verb(f'app.{front}')} ", style="b")

    async def on_click(self, event: events.Click) -> None:
        tabs = [(mode, tab.cell_length) for mode, tab in zip(AREAS, self._tabs(), strict=False)]
        if mode := piece_at(event.x, tabs):
            await self.app.switch_mode(mode)
            return
        begin = self.size.width - EDGE - self._right.width
        if begin <= event.x < begin + cell_len(self._right.who):
            await self.app.run_action("app.who")


VIEW_KEYS = ("view.previous", "view.next")

MARGIN = 1
"""As in the style sheet."""


class ViewTabs(Static):
    class Chosen(Message):
        def __init__(self, view: str) -> None:
            super().__init__()
            self.view = view

    def __init__(self, views: tuple[tuple[str, str], ...]) -> None:
        super().__init__("", markup=False)
        self._views = views
        self._current = views[0][0]
        self._note = ""
        self._warns = False

    def offer(self, views: tuple[tuple[str, str], ...]) -> None:
        """Other views than before, from the next showing on."""
        self._views = views

    def show(self, current: str, note: str = "", *, warns: bool = False) -> None:
        """Marks the view that is shown; the note (such as a day) stands behind, in another colour where it warns."""
        self._current, self._note, self._warns = current, note, warns
        parts = [self._tab(view, title) for view, title in self._visible()]
        between = " " if len(parts) == len(self._views) else "…"  # where there are more than are seen
        named = Content.assemble(*parts)
        left = self.content_size.width - named.cell_length - GAP
        told = _shortened(note, left)
        told = fitted(told, left) if 0 < left < cell_len(told) else told
        tail = plain(f"  {told}", style="b $warning" if warns else "$foreground 72%") if told else plain("")
        tabs = Content.assemble(named, tail)
        keys = plain(between.join(map(first_key, VIEW_KEYS)) if self._answers() else "", style="$foreground 72%")
        room = self.content_size.width - tabs.cell_length - keys.cell_length
        self.update(Content.assemble(tabs, plain(" " * room), keys) if room > 0 else tabs, layout=False)

    def on_mount(self) -> None:
        self.screen.bindings_updated_signal.subscribe(self, self._changed)

    def _changed(self, _screen: Screen[object]) -> None:
        self.show(self._current, self._note, warns=self._warns)

    def _answers(self) -> bool:
        """Whether the keys change the view where the cursor stands; in a line they move the cursor."""
        ids = {active.binding.id for active in self.screen.active_bindings.values()}
        return ids.issuperset(VIEW_KEYS)

    def on_resize(self) -> None:
        self.show(self._current, self._note, warns=self._warns)

    def _tab(self, view: str, title: str) -> Content:
        return plain(f" {title} ", style="reverse b" if view == self._current else "")

    def _visible(self) -> tuple[tuple[str, str], ...]:
        """The views from the first, or from a later one where the current one would not fit; none is cut."""
        views, room = self._views, self.size.width
        last = next((at for at, (view, _) in enumerate(views) if view == self._current), 0)
        first = 0
        while first < last and 0 < room < sum(len(title) + GAP for _, title in views[first : last + 1]):
            first += 1
        while 0 < room + 1 < sum(len(title) + GAP for _, title in views[first:]) and last < len(views) - 1:
            views = views[:-1]
        return views[first:]

    def on_click(self, event: events.Click) -> None:
        tabs = [(view, len(title) + GAP) for view, title in self._visible()]
        if view := piece_at(event.x - MARGIN, tabs):
            self.post_message(self.Chosen(view))


def _shortened(note: str, room: int) -> str:
    """Without its last parts where they have no room."""
    between = " " * GAP
    while cell_len(note) > room > 0 and between in note:
        note = note.rpartition(between)[0]
    return note


_NEW = "record.new"
"""The last to go: nobody looks in the help for how a list begins."""
_COMMON = ("record.edit", _NEW, "record.delete", "filter.edit")
"""Behind the keys that only this screen has."""
_WAYS_BACK = (
    "list.clear", "record.back", "meeting.close", "filter.leave", "filter.clear", "first.leave", "form.cancel",
    "modal.cancel",
)  # fmt: skip
_FIXED = ("app.search", "app.palette", "app.help", "form.help")
"""At the right end of every screen."""
_HELP_IN_TEXT = KEYS["form.help"].keys.split(",")[1:]
_ORDER = {id: n for n, id in enumerate(KEYS)} | {
    id: len(KEYS) + n for n, id in enumerate((*_COMMON, "app.quit", *_WAYS_BACK, *_FIXED))
}


class OfferedKey(NamedTuple):
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

    def offers(self) -> tuple[OfferedKey, ...]:
        """What the bar shows: the keys of this screen in the order of the key table, those of all, the way back.

        The way back and the fixed ones always fit. Of two keys for the same the first is shown.

        The way out of the program is offered where there is no other, and gives way first.
        """
        found, typing = self._list, isinstance(self.screen.focused, Input | TextArea)
        rowless = found is not None and (found.highlighted if isinstance(found, OptionList) else found.current) is None
        marked = len(getattr(found, "selected", ()))
        more = _HELP_IN_TEXT if typing and self.size.width >= NARROW else ()
        offers: dict[str, OfferedKey] = {}
        for active in self.screen.active_bindings.values():
            binding, binding_id = active.binding, active.binding.id or ""
            of_use = binding.show and binding_id in KEYS and not (rowless and KEYS[binding_id].row)
            if of_use and binding_id in offers and binding.key in more:
                offer = offers[binding_id]  # some terminals keep F1 for themselves, and a sign is text there
                offers[binding_id] = offer._replace(label=f"{offer.label} {key_label(binding.key)}")
            elif of_use and binding_id not in offers:
                label = key_label(binding.key).replace("Ctrl+", "^")
                words = verb(told_at(active.node, binding_id))
                if marked and binding.action in getattr(active.node, "several", ()):
                    words = t("ui.for_several", verb=words, count=marked)
                offers[binding_id] = OfferedKey(binding_id, binding.key, label, words, active.enabled)
        if offers.keys() & {*_WAYS_BACK}:
            offers.pop("app.quit", None)
        by_verb: dict[str, OfferedKey] = {}
        for offer in sorted(offers.values(), key=lambda offer: _ORDER[offer.id]):
            by_verb.setdefault(offer.verb, offer)
        return self._fitting(list(by_verb.values()))

    @property
    def _list(self) -> VirtualList[Any] | OptionList | None:
        """The list where the cursor stands, or whose filter is typed."""
        focused = self.screen.focused
        nodes = focused.ancestors_with_self if focused is not None else ()
        lists = (getattr(node, "list", node) for node in nodes)
        return next((one for one in lists if isinstance(one, VirtualList | OptionList)), None)

    def _fitting(self, offers: list[OfferedKey]) -> tuple[OfferedKey, ...]:
        room = self.size.width
        while len(offers) > 1 and sum(offer.width for offer in offers) > room:
            others = [offer for offer in offers if offer.id not in (*_WAYS_BACK, *_FIXED)]
            first = [offer for offer in others if offer.id != _NEW] or others
            offers.remove(first[-1] if first else offers[-2])
        return tuple(offers)

    def render_line(self, y: int) -> Strip:
        blank = self.part_style("key-bar--verb")
        if y:
            return Strip.blank(self.size.width, blank)
        segments = []
        for offer, width in self._pieces():
            if offer is None:
                segments.append(Segment(" " * width, blank))
                continue
            off = self.part_style("key-bar--off")
            key = self.part_style("key-bar--key") if offer.enabled else off
            segments.append(Segment(f" {offer.label} ", key))
            segments.append(Segment(f"{offer.verb} ", blank if offer.enabled else off))
        return Strip(segments).adjust_cell_length(self.size.width, blank)

    def _pieces(self) -> list[tuple[OfferedKey | None, int]]:
        """The keys with their widths, and the room before the fixed ones."""
        offers = self.offers()
        pieces: list[tuple[OfferedKey | None, int]] = [(offer, offer.width) for offer in offers]
        fixed = sum(offer.id in _FIXED for offer in offers)
        room = self.size.width - sum(offer.width for offer in offers)
        pieces.insert(len(pieces) - fixed, (None, max(0, room)))
        return pieces

    def on_click(self, event: events.Click) -> None:
        if offer := piece_at(event.x, self._pieces()):
            self.app.simulate_key(offer.key)


def piece_at(x: int, pieces: Iterable[tuple[P, int]]) -> P | None:
    """What stands in a column of a line of pieces, each with its width."""
    for piece, width in pieces:
        if 0 <= x < width:
            return piece
        x -= width
    return None
