"""What can complete the text at the cursor, also names of files, and the small list that shows it."""

from __future__ import annotations

import os
from itertools import islice
from typing import TYPE_CHECKING, ClassVar, NamedTuple

from rich.segment import Segment
from textual.message import Message
from textual.strip import Strip
from textual.widget import Widget

from ictwg.domain.text import fold
from ictwg.ui.widgets.columns import GAP, fitted, widest, within

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from textual import events

    Completer = Callable[[str, int], "Completions"]


class Choice(NamedTuple):
    """One of several: what is stored or inserted, how it reads, what helps to tell it apart.

    `whole` is all of it, where the label begins further on.
    """

    value: str
    label: str
    note: str = ""
    whole: str = ""


class Completion(NamedTuple):
    insert: str
    label: str
    note: str = ""


class Completions(NamedTuple):
    """Options that may stand for `text[start:end]`."""

    start: int
    end: int
    options: tuple[Completion, ...] = ()


NO_COMPLETIONS = Completions(0, 0)


def matching(query: str, choices: Iterable[Choice], limit: int = 50) -> tuple[Choice, ...]:
    """Choices that have every word of the query: those that begin with it first."""
    wanted = fold(query).strip()
    words = wanted.split()
    found = [
        (_rank(wanted, choice), n, choice)
        for n, choice in enumerate(choices)
        if all(word in fold(f"{choice.value} {choice.whole or choice.label} {choice.note}") for word in words)
    ]
    return tuple(choice for _, _, choice in sorted(found, key=lambda hit: hit[:2])[:limit])


def _rank(wanted: str, choice: Choice) -> int:
    value, label = fold(choice.value), fold(choice.label)
    if wanted in (value, label):
        return 0
    if value.startswith(wanted) or label.startswith(wanted):
        return 1
    return 2 if f" {wanted}" in label else 3


def list_completer(choices: Callable[[], Iterable[Choice]], *, several: bool) -> Completer:
    """Completes one name, or the one at the cursor among several with commas between."""

    def complete(text: str, cursor: int) -> Completions:
        start = text.rfind(",", 0, cursor) + 1 if several else 0
        end = text.find(",", cursor) if several else -1
        end = len(text) if end < 0 else end
        start += len(text[start:end]) - len(text[start:end].lstrip())
        query = text[start:end].strip()
        hits = matching(query, choices())
        return Completions(start, end, tuple(Completion(*choice[:3]) for choice in hits if choice.value != query))

    return complete


MOST = 8


MARK = " › "


class Suggestions(Widget):
    COMPONENT_CLASSES: ClassVar[set[str]] = {"suggestions--option", "suggestions--cursor", "suggestions--note"}

    class Picked(Message):
        """A click on an option."""

        def __init__(self, completion: Completion) -> None:
            super().__init__()
            self.completion = completion

    def __init__(self) -> None:
        super().__init__()
        self.above = False
        self.completions: Completions = NO_COMPLETIONS
        self.cursor = -1
        self._top = 0
        self.display = False

    @property
    def is_open(self) -> bool:
        return bool(self.display)

    @property
    def highlighted(self) -> Completion | None:
        options = self.completions.options
        return options[self.cursor] if 0 <= self.cursor < len(options) else None

    def offer(self, completions: Completions, *, cursor: int) -> None:
        """Shows the options, with the cursor on one of them (-1: none yet); no options close it."""
        self.completions = completions
        self.cursor = cursor
        self._top = 0
        height = min(MOST, len(completions.options))
        if height:
            self.styles.height = height
            self.styles.offset = (0, -(height + 1) if self.above else 0)
        self.display = bool(height)
        self.refresh()

    def close(self) -> None:
        self.offer(NO_COMPLETIONS, cursor=-1)

    def move(self, step: int) -> None:
        count = len(self.completions.options)
        self.cursor = (self.cursor + step) % count if self.cursor >= 0 or step > 0 else count - 1
        self._top = max(min(self._top, self.cursor), self.cursor - MOST + 1)
        self.refresh()

    def render_line(self, y: int) -> Strip:
        at = self._top + y
        width = self.size.width
        option = self.get_component_rich_style("suggestions--option")
        if at >= len(self.completions.options):
            return Strip.blank(width, option)
        completion = self.completions.options[at]
        style = self.get_component_rich_style("suggestions--cursor") if at == self.cursor else option
        note = style + self.get_component_rich_style("suggestions--note", partial=True)
        wide = widest((one.label for one in self.completions.options), width - len(MARK) - GAP)
        rest = width - len(MARK) - wide - GAP
        segments = [
            Segment(MARK if at == self.cursor else " " * len(MARK), style),
            Segment(fitted(completion.label, wide) + " " * GAP, style),
            Segment(within(completion.note, rest), note),
        ]
        return Strip(segments).adjust_cell_length(width, style)

    def on_click(self, event: events.Click) -> None:
        event.stop()
        at = self._top + int(event.y)
        if at < len(self.completions.options):
            self.post_message(self.Picked(self.completions.options[at]))


MOST_LOOKED_AT = 2000
"""Names; a folder of more is none in which somebody looks for a file by its first letters."""


MOST_FILES = 50


def path_completer(suffixes: frozenset[str]) -> Completer:
    """Folders, and files that end so; `~` is the home folder. Hidden ones only where the dot is typed."""

    def complete(text: str, _cursor: int) -> Completions:
        folder, begun = os.path.split(text)
        found = sorted(_matching(os.path.expanduser(folder) or ".", begun, suffixes.__contains__))  # noqa: PTH111
        options = tuple(Completion(os.path.join(folder, name), name) for name in found if name != begun)  # noqa: PTH118
        return Completions(0, len(text), options[:MOST_FILES])

    return complete


def _matching(folder: str, begun: str, wanted: Callable[[str], bool]) -> Iterator[str]:
    start = begun.casefold()
    try:
        with os.scandir(folder) as entries:
            for entry in islice(entries, MOST_LOOKED_AT):
                if not entry.name.casefold().startswith(start) or (entry.name.startswith(".") and not begun):
                    continue
                if entry.is_dir():
                    yield entry.name + os.sep
                elif wanted(os.path.splitext(entry.name)[1].lower()):  # noqa: PTH122
                    yield entry.name
    except OSError:
        return
