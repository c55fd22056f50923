"""What can be done here, and doing it: the actions of a screen as a list by group."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

from textual.widgets import Static

from ictwg.domain.text import fold
from ictwg.locales import t
from ictwg.ui.keys import KEYS, group_title, key_label, tip, told_at, verb
from ictwg.ui.modals.choose import SearchBox
from ictwg.ui.text import plain
from ictwg.ui.widgets.columns import GAP, CellPiece, Column, GroupHeading

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
        self.list.show(grouped(hits, self.list.room))

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
