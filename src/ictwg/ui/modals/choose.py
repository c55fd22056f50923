"""One of many: typing narrows them down, arrows and Enter choose; so do the help of a screen and the search."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from itertools import groupby
from typing import Any, ClassVar, NamedTuple

from textual import events
from textual.binding import BindingType
from textual.dom import DOMNode
from textual.screen import Screen
from textual.widget import Widget
from textual.widgets import Static

from ictwg.app.forms.choices import Choice, matching
from ictwg.app.search.place import FoundPlace
from ictwg.app.search.search import Hits, SearchIndex
from ictwg.domain.calendar import day_in_words
from ictwg.domain.schema import Record
from ictwg.domain.text import fold
from ictwg.locales import t
from ictwg.records.filter_words import not_understood
from ictwg.records.lookup import kind_words
from ictwg.ui.keys import KEYS, bindings_for, group_title, key_label, tip, told_at, verb
from ictwg.ui.modals.box import Box, T
from ictwg.ui.text import emphasized, plain
from ictwg.ui.widgets.columns import GAP, Cell, CellPiece, Column, GroupHeading
from ictwg.ui.widgets.completing_input import TypedInput
from ictwg.ui.widgets.detail import ShortText
from ictwg.ui.widgets.virtual_list import VirtualList

_MOST = 1000

WHOLE = 8
"""The most lines of a choice in full, and the one above."""

_LIST_ACTIONS = {KEYS[id].keys: KEYS[id].action for id in ("list.up", "list.down", "list.page_up", "list.page_down")}


class SearchLine(TypedInput):
    """A line above a list, which its arrows move."""

    def __init__(self, told: Callable[[str], None], led: VirtualList[Any], placeholder: str) -> None:
        self._led = led
        super().__init__(told=told, placeholder=placeholder)

    def on_key(self, event: events.Key) -> None:
        action = _LIST_ACTIONS.get(event.key)
        if action:
            event.stop()
            event.prevent_default()
            getattr(self._led, f"action_{action}")()

    async def action_submit(self) -> None:
        self._led.action_choose()


class SearchBox(Box[T]):
    """A line of typing over a list; Enter chooses the row under the cursor."""

    def __init__(self, title: str, columns: Sequence[Column[Any]], *, hint: str, empty: str) -> None:
        super().__init__(title)
        self.list: VirtualList[Any] = VirtualList(columns, header=False, empty=empty)
        self.list.can_focus = False
        self.list.styles.height = "1fr"
        self.line = SearchLine(self.typed, self.list, hint)

    def typed(self, query: str) -> None:
        """Shows what fits."""
        raise NotImplementedError

    def answer(self, row: Any) -> T:
        """What a chosen row gives."""
        raise NotImplementedError

    def body(self) -> Iterable[Widget]:
        yield self.line
        yield self.list

    def on_mount(self) -> None:
        self.line.focus()

    def on_virtual_list_chosen(self, event: VirtualList.Chosen) -> None:
        event.stop()
        self.choose(event.row)

    def choose(self, row: Any) -> None:
        self.dismiss(self.answer(row))


class Choose(SearchBox[str | None]):
    """The value of the choice, or None.

    Args:
        options: In the order in which they are to be read.
        current: The value on which the cursor stands at first.
        whole: Whether the choice under the cursor stands below the list in full: for texts that are longer than a row.
    """

    def __init__(self, title: str, options: Sequence[Choice], *, current: str = "", whole: bool = False) -> None:
        self._whole = ShortText("", classes="box--whole", markup=False) if whole else None
        self._options = tuple(options)
        self._current = current
        label = Column[Choice]("label", "", lambda option: option.label, share=3, minimum=12, snug=True)
        note = Column[Choice]("note", "", lambda option: option.note, share=2, drop=1, snug=True, tone="muted")
        noted = any(option.note for option in self._options)
        columns = (label, note) if noted else (label,)
        super().__init__(title, columns, hint=t("ui.choose_hint"), empty=t("ui.no_such_choice"))

    def body(self) -> Iterable[Widget]:
        yield from super().body()
        if self._whole is not None:
            yield self._whole

    def grows(self) -> Widget:
        return self.list

    @property
    def around(self) -> int:
        """All of a choice too, where it stands below the list."""
        return super().around + (WHOLE if self._whole is not None else 0)

    def on_mount(self) -> None:
        self.list.styles.height = max(1, min(len(self._options), 14))
        self.list.show(self._options, cursor=self._current)

    def typed(self, query: str) -> None:
        hits = matching(query, self._options, _MOST) if query.strip() else self._options
        self.list.show(hits, cursor=hits[0].value if hits and query.strip() else None)

    def cursor_moved(self, moved: VirtualList[Any], /) -> None:
        if self._whole is not None:
            row: Choice | None = moved.current
            told = (row.whole or row.label, row.note) if row is not None else ()
            self._whole.update(emphasized("\n".join(filter(None, told))))

    def answer(self, row: Choice) -> str:
        return row.value


KEYS_WIDE, VERB_WIDE = 12, 18

MOST_LINES = 6
"""A sentence in another language may be longer than ours, never a page."""

TIP_AT = KEYS_WIDE + VERB_WIDE + 2 * GAP


class HelpRow(NamedTuple):
    """One action: its binding's id, keys, verb and sentence, and what runs it."""

    id: str
    keys: str
    verb: str
    tip: str
    group: str
    action: str
    node: DOMNode


def actions_of(screen: Screen[Any]) -> tuple[HelpRow, ...]:
    """What the keys do on this screen now, in the order of the key table; the innermost groups first."""
    rows: dict[str, HelpRow] = {}
    for key, active in screen.active_bindings.items():
        known = KEYS.get(active.binding.id or "")
        if known is None or not active.enabled:
            continue
        row = rows.get(known.id)
        keys = key_label(key) if row is None else f"{row.keys} {key_label(key)}"
        told = told_at(active.node, known.id)
        rows[known.id] = HelpRow(known.id, keys, verb(told), tip(told), known.group, active.binding.action, active.node)
    place = {binding_id: n for n, binding_id in enumerate(KEYS)}
    place |= {"app.send": len(place), "app.redact": len(place) + 1}  # of any record; seldom done, and never undone
    rank = {"list": 1, "go": 2, "program": 3}
    first: dict[str, int] = {}
    for row in sorted(rows.values(), key=lambda row: place[row.id]):
        first.setdefault(row.group, place[row.id])
    order = {group: (rank.get(group, 0), at) for group, at in first.items()}
    return tuple(sorted(rows.values(), key=lambda row: (order[row.group], place[row.id])))


def keys_shown(keys: str) -> str:
    """As many of an action's keys as the column has room for; the first ones are the usual ones."""
    shown, *others = keys.split()
    for key in others:
        if len(shown) + 1 + len(key) <= KEYS_WIDE:
            shown += f" {key}"
    return shown


def grouped_keys(rows: Sequence[HelpRow], room: int) -> tuple[HelpRow | GroupHeading, ...]:
    """Under the headings of their groups, each sentence in full: what takes more than `room` cells goes on below."""
    out: list[HelpRow | GroupHeading] = []
    for group, members in groupby(rows, key=lambda row: row.group):
        out.append(GroupHeading(f"group.{group}", group_title(group)))
        for row in members:
            first, *more = plain(row.tip).wrap(max(12, room - TIP_AT)) or [plain("")]
            out.append(row._replace(tip=first.plain.rstrip()))
            rest = enumerate(more[:MOST_LINES])
            out += [GroupHeading(f"{row.id}/{n}", words.plain.rstrip(), below=TIP_AT) for n, words in rest]
    return tuple(out)


class Help(SearchBox[HelpRow | None]):
    """The action to run, or None. Use `offer_help`, which also runs it.

    Args:
        about: What is said above the actions, such as how a field is filled in.
    """

    def __init__(self, rows: Sequence[HelpRow], about: str = "") -> None:
        self._about = about
        self._rows = tuple(rows)
        columns = (
            Column[HelpRow]("keys", "", lambda row: keys_shown(row.keys), width=KEYS_WIDE, tone="info"),
            Column[HelpRow]("verb", "", lambda row: row.verb, width=VERB_WIDE),
            Column[HelpRow]("tip", "", lambda row: (CellPiece(row.tip, "muted"),), drop=1),
        )
        super().__init__(t("ui.help_title"), columns, hint=t("ui.help_hint"), empty=t("ui.no_such_choice"))

    def body(self) -> Iterable[Widget]:
        if self._about:
            yield Static(plain(self._about), classes="help--about")
        yield from super().body()

    def on_resize(self) -> None:
        self.call_after_refresh(lambda: self.typed(self.line.value))

    def typed(self, query: str) -> None:
        words = fold(query).split()
        hits = [row for row in self._rows if all(word in fold(f"{row.keys} {row.verb} {row.tip}") for word in words)]
        self.list.show(grouped_keys(hits, self.list.room))

    def answer(self, row: HelpRow) -> HelpRow:
        return row


def offer_help(screen: Screen[Any], about: str = "") -> None:
    """Shows what can be done on a screen and runs what is chosen, as its key would."""
    app = screen.app

    async def chosen(row: HelpRow | None) -> None:
        if row is not None:
            await app.run_action(row.action, row.node)

    show: Callable[[HelpRow | None], Any] = chosen
    app.push_screen(Help(actions_of(screen), about), show)


MOST = 100
LOW = 20


class TallSearch(SearchBox[T]):
    """One as tall as the screen, with what stands under the cursor below the list in full."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings_for("modal", "search")]

    def __init__(self, title: str, columns: Sequence[Column[Any]], *, hint: str, empty: str) -> None:
        super().__init__(title, columns, hint=hint, empty=empty)
        self.whole = ShortText("", classes="search--whole", markup=False)

    def body(self) -> Iterable[Widget]:
        yield from super().body()
        yield self.whole

    def on_resize(self) -> None:
        """On a low screen the list has all the lines."""
        self.whole.display = self.size.height >= LOW

    def action_next_hit(self) -> None:
        self.list.action_cursor_down()

    def action_previous_hit(self) -> None:
        self.list.action_cursor_up()


class Search(TallSearch["Record | None"]):
    """Answers with the record to open."""

    def __init__(self, index: SearchIndex, today: date) -> None:
        self._index = index
        self._today = today
        columns: tuple[Column[FoundPlace], ...] = (
            Column("kind", t("records.kind"), lambda row: kind_words(row.record), width=11, tone="muted"),
            Column("text", t("records.text"), _words, share=3, minimum=35),
            Column("where", t("ui.where"), lambda row: row.where, minimum=17, most=24, tone="info", drop=1),
            Column("day", t("search.day"), lambda row: day_in_words(row.day), width=11, tone="muted", drop=2),
        )
        super().__init__(t("search.title"), columns, hint=t("search.placeholder"), empty=t("search.hint"))
        self._said = Static("", classes="search--said", markup=False)

    def body(self) -> Iterable[Widget]:
        line, *below = super().body()
        yield from (line, self._said, *below)

    def typed(self, query: str) -> None:
        hits = self._index.find(query, self._today, MOST)
        self.list.show_empty(t("search.nothing", words=query) if query.strip() else t("search.hint"))
        self.list.show(hits.found)
        self.list.action_first()
        self._tell(hits)

    def _tell(self, hits: Hits) -> None:
        """How many there are; which words were not understood, or looked for in the place of what nothing has."""
        typing = self.line.value.rsplit(" ", 1)[-1]
        unknown = [word for word in hits.unknown if word != typing]
        wrong = [t("search.meant", word=word, meant=meant) for word, meant in hits.meant]
        wrong += [not_understood(unknown, hits.likely)] if unknown else []
        count = t("search.most" if len(hits.found) >= MOST else "search.count", count=len(hits.found))
        said = " · ".join(wrong) or (count if hits.found else "")
        self._said.update(plain(said, style="$warning" if wrong else "$foreground 72%"), layout=False)

    def cursor_moved(self, moved: VirtualList[Any], /) -> None:
        """Where the hit under the cursor stands, and its words in full: a row has no room for both."""
        row: FoundPlace | None = moved.current
        lines = () if row is None else (place_and_day(row), row.said.whole)
        self.whole.update(plain("\n".join(filter(None, lines))), layout=False)

    def answer(self, row: FoundPlace) -> Record:
        return row.record


def _words(row: FoundPlace) -> Cell:
    """The text, the words that were searched for standing out."""
    snippet = row.said
    pieces, at = [], 0
    for begin, end in snippet.marks:
        pieces += [CellPiece(snippet.text[at:begin]), CellPiece(snippet.text[begin:end], "strong")]
        at = end
    return tuple(piece for piece in (*pieces, CellPiece(snippet.text[at:])) if piece.text)


def place_and_day(found: FoundPlace) -> str:
    """Where it stands, and when: `M-2010-03 · 5 · line 1 · 12 Mar 2010`."""
    return " · ".join(filter(None, (found.where, day_in_words(found.day))))
