"""What can be done here, and doing it: the actions of a screen as a list by group."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

from textual.widgets import Static

from ictwg.domain.text import fold
from ictwg.locales import t
from ictwg.ui.keys import KEYS, group_title, key_label, tip, told_at, verb
from ictwg.ui.modals.box import Box
from ictwg.ui.modals.choose import SearchLine
from ictwg.ui.text import plain
from ictwg.ui.widgets.columns import GAP, CellPiece, Column, GroupHeading
from ictwg.ui.widgets.virtual_list import VirtualList

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from typing import Any

    from textual.dom import DOMNode
    from textual.screen import Screen
    from textual.widget import Widget


KEYS_WIDE, VERB_WIDE = 12, 16
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
    place["app.redact"] = len(place)  # seldom done, and never undone
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


def grouped(rows: Sequence[HelpRow], room: int) -> tuple[HelpRow | GroupHeading, ...]:
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


class Help(Box[HelpRow | None]):
    """The action to run, or None. Use `offer_help`, which also runs it.

    Args:
        about: What is said above the actions, such as how a field is filled in.
    """

    def __init__(self, rows: Sequence[HelpRow], about: str = "") -> None:
        super().__init__(t("ui.help_title"))
        self._about = about
        self._rows = tuple(rows)
        self._list: VirtualList[HelpRow] = VirtualList(
            (
                Column[HelpRow]("keys", "", lambda row: keys_shown(row.keys), width=KEYS_WIDE, tone="info"),
                Column[HelpRow]("verb", "", lambda row: row.verb, width=VERB_WIDE),
                Column[HelpRow]("tip", "", lambda row: (CellPiece(row.tip, "muted"),), drop=1),
            ),
            header=False,
            empty=t("ui.no_such_choice"),
        )
        self._line = SearchLine(self._typed, self._list, t("ui.help_hint"))

    def body(self) -> Iterable[Widget]:
        if self._about:
            yield Static(plain(self._about), classes="help--about")
        yield self._line
        yield self._list

    def on_mount(self) -> None:
        self._list.can_focus = False
        self._list.styles.height = "1fr"
        self._line.focus()

    def on_resize(self) -> None:
        self.call_after_refresh(self._show)

    def _typed(self, _query: str) -> None:
        self._show()

    def _show(self) -> None:
        words = fold(self._line.value).split()
        hits = [row for row in self._rows if all(word in fold(f"{row.keys} {row.verb} {row.tip}") for word in words)]
        self._list.show(grouped(hits, self._list.room))

    def on_virtual_list_chosen(self, event: VirtualList.Chosen) -> None:
        event.stop()
        self.dismiss(event.row)


def offer_help(screen: Screen[Any], about: str = "") -> None:
    """Shows what can be done on a screen and runs what is chosen, as its key would."""
    app = screen.app

    async def chosen(row: HelpRow | None) -> None:
        if row is not None:
            await app.run_action(row.action, row.node)

    show: Callable[[HelpRow | None], Any] = chosen
    app.push_screen(Help(actions_of(screen), about), show)
