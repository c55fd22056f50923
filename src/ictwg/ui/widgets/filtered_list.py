"""A virtual list with its filter: `/` edits it, keyed words are understood, a paste over the list goes into it."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Sequence
from contextvars import copy_context
from datetime import date
from functools import partial
from typing import Any, Generic

from rich.cells import cell_len
from textual import events
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.message import Message
from textual.widgets import Static

from ictwg.domain.text import fold
from ictwg.locales import t
from ictwg.records.filter_words import FilterQuery, not_understood, tokens
from ictwg.ui.keys import bindings_for, bindings_with
from ictwg.ui.text import line, plain
from ictwg.ui.widgets.columns import Column, GroupHeading, R, words_in
from ictwg.ui.widgets.completing_input import TypedInput
from ictwg.ui.widgets.virtual_list import VirtualList

Parse = Callable[[str, date], FilterQuery]


def words_alone(query: str, _today: date) -> FilterQuery:
    """For a list that knows no keyed words."""
    return FilterQuery(words=tuple(filter(None, (fold(word) for word, _ in tokens(query)))))


def with_headings(rows: Sequence[int], headings: Sequence[int]) -> Sequence[int]:
    """The matches together with each group heading that still has a row under it; both ascend."""
    if not headings:
        return rows
    ends = [bisect_left(rows, heading) for heading in headings] + [len(rows)]
    together = list(rows[: ends[0]])
    for heading, start, end in zip(headings, ends, ends[1:], strict=False):
        if start < end:
            together.append(heading)
            together.extend(rows[start:end])
    return together


def searchable(row: Any) -> str:
    text: str = row.searchable
    return text


_KEPT = 24
_CLOSED = frozenset({"is:closed", "is:done", "is:cancelled"})


class KeyedMatches:
    """Over rows and headings; headings match nothing. Typing another letter filters the previous result only.

    Args:
        rows: What the list shows without a filter.
        base: Keyed words that always hold, those of the view. What is typed about closed actions lifts its `is:open`.
        today: The civil date that due dates are compared with.
        parse: Understands the keyed words of these rows.
        text: All that a row says.
    """

    def __init__(
        self, rows: Sequence[Any], base: str, today: date, parse: Parse, text: Callable[[Any], str] = searchable
    ) -> None:
        self.rows = rows
        self.base = base
        self._today = today
        self._parse = parse
        self._text = text
        self._columns: dict[str, list[Any]] = {}
        self._texts: list[str] = []
        self._known: dict[tuple[frozenset[str], tuple[str, ...]], Sequence[int]] = {}

    def prepare(self) -> None:
        """What the first keystrokes need, done beside the interface."""
        self._fold()
        for column in ("owner_words", "open", "late", "day"):
            self._column(column)

    def understood(self, query: str) -> FilterQuery:
        """What is typed; a keyed word that ends in its colon is not unknown, but still being typed."""
        typed = self._parse(query, self._today)
        return typed._replace(unknown=tuple(word for word in typed.unknown if not word.endswith(":")))

    def matching(self, query: str) -> Sequence[int]:
        """The positions of the rows that keyed and free words let through, in order."""
        typed = self._parse(query, self._today)
        lifted = any(term.typed.casefold() in _CLOSED for term in typed.terms)
        base = " ".join(word for word in self.base.split() if not lifted or word != "is:open")
        wanted = self._parse(f"{base} {query}", self._today)
        key = (frozenset(term.typed for term in wanted.terms), wanted.words)
        if key not in self._known:
            if len(self._known) > _KEPT:
                del self._known[next(reversed(self._known))]
            self._known[key] = self._refined(wanted)
        return self._known[key]

    def _refined(self, wanted: FilterQuery) -> Sequence[int]:
        """From the fewest rows that are known to hold all matches."""
        known = [key for key in self._known if _lets_through(key, wanted)]
        terms, words = nearest = min(known, key=lambda key: len(self._known[key]), default=(frozenset(), ()))
        places = self._known[nearest] if known else self._all()
        for term in wanted.terms:
            if term.typed not in terms:
                places = term.among(places, self._column)
        for word in wanted.words:
            if word not in words:
                texts = self._fold()
                places = [place for place in places if word in texts[place]]
        return places

    def _all(self) -> Sequence[int]:
        return [place for place, row in enumerate(self.rows) if not isinstance(row, GroupHeading)]

    def _column(self, name: str) -> list[Any]:
        if name not in self._columns:
            self._columns[name] = [getattr(row, name, None) for row in self.rows]
        return self._columns[name]

    def _fold(self) -> list[str]:
        if not self._texts:
            self._texts = ["" if isinstance(row, GroupHeading) else fold(self._text(row)) for row in self.rows]
        return self._texts


def _lets_through(known: tuple[frozenset[str], tuple[str, ...]], wanted: FilterQuery) -> bool:
    """Whether all that is wanted is among what is known."""
    terms, words = known
    typed = (term.typed for term in wanted.terms)
    return terms.issubset(typed) and all(any(word in longer for longer in wanted.words) for word in words)


class FilterInput(TypedInput):
    BINDINGS = bindings_for("filter")

    class Left(Message):
        """Enter, Down or Escape: the list is to have the focus."""

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """A slash is a letter here."""
        return action != "edit_filter" and super().check_action(action, parameters)

    def action_leave_filter(self) -> None:
        self.post_message(self.Left())

    def action_clear_filter(self) -> None:
        self.value = ""
        self.post_message(self.Left())


class FilterBar(Horizontal):
    def __init__(self, typed: Callable[[str], None]) -> None:
        super().__init__()
        self._input = FilterInput(told=typed, placeholder=t("ui.filter_hint"))
        self._count = Static("", classes="filter--count", markup=False)
        self._words = ""
        self._selected = 0
        self._legend = ""
        self._unknown: tuple[str, ...] = ()
        self._named: tuple[str, ...] = ()
        self._likely: Callable[[], str] = str

    def compose(self) -> ComposeResult:
        yield Static("/", classes="filter--slash", markup=False)
        yield self._input
        yield self._count

    @property
    def query_text(self) -> str:
        return self._input.value

    def type_in(self, query: str) -> None:
        self._input.value = query

    def hint(self, words: str) -> None:
        """What stands in the empty line."""
        self._input.placeholder = words

    def edit(self) -> None:
        self._input.focus()

    def show_count(
        self, shown: int, total: int, *, unknown: tuple[str, ...] = (), likely: Callable[[], str] = str
    ) -> None:
        """How many rows there are, or which words were not understood and filter nothing, and what may be meant.

        A word is named when it is ended, by a space or by leaving the line: each one means nothing while it is typed.
        """
        words = t("ui.count", count=total) if shown == total else t("ui.count_of", shown=shown, count=total)
        self._words, self._unknown, self._likely = words, unknown, likely
        typing = self._input.has_focus and not self.query_text.endswith(" ")
        self._say(tuple(word for word in unknown if not (typing and self.query_text.endswith(word))))

    def show_selected(self, count: int) -> None:
        """How many rows the next key is for, in the place of how many there are."""
        self._selected = count
        if not self._named and cell_len(self._whole) > self._count.content_size.width:
            self._count.update(plain(self._whole))
        else:
            self._say(self._named)

    def show_legend(self, legend: str) -> None:
        """What the signs of the rows mean, before their number; as far as half of the line has room."""
        while cell_len(legend) > self.size.width // 2:
            legend = legend.rpartition("  ")[0]
        if legend != self._legend:
            self._legend = legend
            self._count.update(plain(self._whole))

    @property
    def _whole(self) -> str:
        words = t("ui.selected", count=self._selected) if self._selected else self._words
        return "   ".join(filter(None, (self._legend, words)))

    def on_filter_input_left(self) -> None:
        """The last word is ended too."""
        self._say(self._unknown)

    def _say(self, unknown: tuple[str, ...]) -> None:
        words = self._whole
        if unknown == self._named == ():
            self._count.update(plain(words), layout=cell_len(words) > self._count.size.width)
        elif unknown != self._named:  # the room that it takes is another
            said = not_understood(unknown, self._likely) if unknown else words
            self._count.update(plain(said, style="$warning" if unknown else ""))
            self._named = unknown


class FilteredList(Vertical, Generic[R]):
    """Rows that the view and a typed filter narrow down.

    The filter looks at what a row says of itself, as `searchable`, else at what the columns show of it.

    Args:
        columns: What is shown of a row.
        text: In what the filter looks.
        parse: Understands what is typed; free words alone where nothing is given.
        empty: What stands where there are no rows at all.
        enter: The id of the key whose words tell what Enter does here; it opens a row where none is given.
    """

    BINDINGS = [*bindings_with("filter.edit", "filter.clear"), *bindings_for("filtered")]

    def __init__(
        self,
        columns: Sequence[Column[R]] = (),
        *,
        text: Callable[[R], str] | None = None,
        parse: Parse = words_alone,
        empty: str = "",
        header: bool = True,
        enter: str = "",
        id: str | None = None,
        classes: str | None = None,
    ) -> None:
        super().__init__(id=id, classes=classes)
        self._columns = columns
        self._text, self._parse = text, parse
        self._empty = empty
        self._matches = self._over((), "", date.min)
        self._headings: tuple[int, ...] = ()
        self.bar = FilterBar(self._typed)
        self.list: VirtualList[R] = VirtualList(
            columns, empty=empty, header=header, enter=enter, marked=self.bar.show_selected
        )

    def compose(self) -> ComposeResult:
        yield self.bar
        yield self.list

    def show_columns(self, columns: Sequence[Column[R]]) -> None:
        self._columns = columns
        self.list.show_columns(columns)

    def show(
        self,
        rows: Sequence[R | GroupHeading],
        *,
        base: str = "",
        today: date = date.min,
        empty: str | None = None,
        cursor: str | None = None,
    ) -> None:
        """Other rows, or another view of the same; the cursor stays on the row with the same id.

        Args:
            base: The keyed words of the view.
            today: What keyed days are compared with.
            empty: What stands where the view has no rows.
            cursor: The id of the row to go to.
        """
        self._empty = self._empty if empty is None else empty
        query = self.query_text
        self.list.show_empty(self._nothing(query) if query.strip() else self._empty)
        if rows is self._matches.rows:
            self._matches.base = base
        else:
            self._matches = self._over(rows, base, today)
            self._headings = tuple(n for n, row in enumerate(rows) if isinstance(row, GroupHeading))
            self.call_after_refresh(self._fold_early, self._matches)
        self.list.show(rows, only=self._matching(query), cursor=cursor)
        self._explain()

    def on_resize(self) -> None:
        self.call_after_refresh(self._explain)

    def _explain(self) -> None:
        self.bar.show_legend(self.list.legend if self.list.size.width else "")

    @property
    def query_text(self) -> str:
        return self.bar.query_text

    def filter_by(self, query: str) -> None:
        """Filters as if it had been typed."""
        self.bar.type_in(query)

    def shown_rows(self) -> tuple[R, ...]:
        """The rows that the filter lets through, in their order; no headings."""
        rows = self.list.rows
        return tuple(rows[place] for place in self._matches.matching(self.query_text))  # type: ignore[misc]  # no heading matches

    def action_edit_filter(self) -> None:
        self.bar.edit()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002
        """Escape goes on to the screen where nothing is filtered; a slash in the filter is a letter."""
        if action == "edit_filter":
            return not self.bar.has_focus_within
        return bool(self.query_text) if action in ("clear_filter", "erase_filter") else True

    def action_clear_filter(self) -> None:
        self.bar.type_in("")
        self.list.focus()

    def action_erase_filter(self) -> None:
        """While the filter has letters, the key that deletes where they are typed takes the last one, and no row."""
        self.bar.type_in(self.query_text[:-1])

    def on_filter_input_left(self, event: FilterInput.Left) -> None:
        event.stop()
        self.list.focus()

    def on_paste(self, event: events.Paste) -> None:
        """A paste over a list is never a row of commands."""
        event.stop()
        self.filter_by(line(event.text))
        self.bar.edit()

    def _typed(self, query: str) -> None:
        found = self._matching(query)
        if not query.strip():
            self.list.show_empty(self._empty)
            self.list.show_columns(self._columns)  # they may have been measured over what the filter let through
        elif not found:
            self.list.show_empty(self._nothing(query))
        self.list.only(found)

    def _nothing(self, query: str) -> str:
        """That no row fits what is typed."""
        return t("ui.nothing_matches", query=query)

    def _matching(self, query: str) -> Sequence[int] | None:
        """The positions to show, with the count said at once; None shows all."""
        found, all_of_it = self._matches.matching(query), self._matches.matching("")
        typed = self._matches.understood(query)
        self.bar.show_count(len(found), len(all_of_it), unknown=typed.unknown, likely=typed.likely)
        return with_headings(found, self._headings) if query.strip() or self._matches.base else None

    def _over(self, rows: Sequence[R | GroupHeading], base: str, today: date) -> KeyedMatches:
        columns = self._columns

        def text(row: Any) -> str:
            said: str | None = getattr(row, "searchable", None)
            return words_in(columns, row) if said is None else said

        return KeyedMatches(rows, base, today, self._parse, self._text or text)

    def _fold_early(self, matches: KeyedMatches) -> None:
        """Folds after the frame that shows the rows, beside the interface, so that the first letter is quick too.

        The thread knows the program: a screen that is closed meanwhile no longer leads to it.
        """
        prepare = partial(copy_context().run, matches.prepare)
        self.run_worker(prepare, thread=True, exclusive=True, group="fold")
