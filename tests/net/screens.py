"""What stands on every screen, view and box, played by the scenes of `tests.tools.scenes` in both usual sizes.

Not the picture: the whole text of each widget that is shown, row by row where it is a list, with messages as their
ids. Where a line is cut, or how it is broken, does not matter here; which columns have room, does.
"""

from __future__ import annotations

import asyncio
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from rich.panel import Panel
from rich.text import Text
from tests.tools.show import Scene, Show
from textual.app import App
from textual.content import Content
from textual.pilot import Pilot
from textual.screen import Screen
from textual.widget import Widget
from textual.widgets import Input, OptionList, TextArea
from textual.widgets._toast import Toast

from ictwg.ui.widgets.bars import KeyBar
from ictwg.ui.widgets.columns import GroupHeading
from ictwg.ui.widgets.editors import Picker
from ictwg.ui.widgets.virtual_list import VirtualList

SIZES = ((80, 24), (120, 36))
PATIENCE = 60
"""So many looks at most until nothing changes any more."""
BETWEEN = 0.03
"""Seconds between two of them."""
STAMPS = (
    # a scene that goes over midnight names the day too, and is cut for it
    (re.compile(r"(?<=[a-z]_at at=)(?:\d{1,2} [A-Z][a-z]{2} 20[2-9]\d )?\d\d(?::\d\d⟩|:?\d?…)"), "HH:MM⟩"),
    (re.compile(r"\d{4}-\d\d-\d\d \d\d:\d\d(:\d\d)?"), "STAMP"),
    (re.compile(r"\d{1,2} [A-Z][a-z]{2} 20[2-9]\d \d\d:\d\d(:\d\d)?"), "STAMP"),
    (re.compile(r"(?<=pace\.spent minutes=)\d+⟩( · ⟨\w+\.pace\.behind\w* minutes=\d+⟩)?"), "0⟩"),
    (re.compile(r"⟨saving\.short\.\w+( count=\d+)?⟩"), "⟨saving.short⟩"),
    (re.compile(r"⟨saving\.long\.\w+( count=\d+)?⟩"), "⟨saving.long⟩"),
    # how much of who is working fits depends on how many digits the count of what is not shared has
    (re.compile(r"(⟨keys\.app_today⟩.*?(?: 6|⟨keys\.app_programme⟩)).*?(⟨saving\.)"), r"\1 \2"),
    (re.compile(r"(?<=\S) {2,}"), "  "),
)
"""What is of this moment and of this computer, and what is said instead."""


def played(scene: Scene, folder: Path) -> str:
    """All that one scene shows, a section for each picture that would be taken."""
    narrow, wide = (_played(scene, size, folder / "x".join(map(str, size))) for size in SIZES)
    told = [f"== {name}\n{said}\n" for name, said in narrow.items()]
    told += [f"== {name}, wide\n{said}\n" for name, said in wide.items() if said != narrow[name]]
    return "\n".join(told)


def _played(scene: Scene, size: tuple[int, int], folder: Path) -> dict[str, str]:
    folder.mkdir()
    with scene.opened(folder) as app:
        return asyncio.run(_play(scene, app, size, folder))


async def _play(scene: Scene, app: App[Any], size: tuple[int, int], folder: Path) -> dict[str, str]:
    async with app.run_test(size=size, notifications=True) as pilot:
        await pilot.pause()
        while not getattr(app, "is_whole", True):
            await pilot.pause()
        looking = Looking(app, pilot, folder)
        await scene.play(looking)
        return looking.found


class Looking(Show):
    """The same keys as before the camera, without its pauses: it looks until nothing changes."""

    def __init__(self, app: App[Any], pilot: Pilot[Any], folder: Path) -> None:
        super().__init__(app, pilot, lambda _app, _name: None)
        self.found: dict[str, str] = {}
        self._folder = str(folder)
        self._told: list[str] = []
        self._listen()

    def _listen(self) -> None:
        """What is told for a moment is kept until the next look, however long the computer takes."""
        notify = self.app.notify

        def told(message: str, **how: Any) -> None:
            self._told.append(f"- {how.get('severity', 'information')}: {message}")
            notify(message, **how)

        self.app.notify = told  # type: ignore[method-assign]

    async def shot(self, name: str) -> None:
        said = await self._settled()
        self.found[name] = "\n".join(map(self._masked, (said, *self._told)))
        self._told.clear()

    async def keys(self, *keys: str) -> None:
        await self.pilot.press(*keys)

    async def _settled(self) -> str:
        before = ""
        for _ in range(PATIENCE):
            await self.pilot.pause()
            now = said_on(self.app)
            if now == before:
                break
            before = now
            await asyncio.sleep(BETWEEN)
        return before

    def _masked(self, text: str) -> str:
        text = text.replace(self._folder, "FOLDER").replace(str(Path.cwd()), "HERE").replace(str(Path.home()), "HOME")
        for stamp, instead in STAMPS:
            text = stamp.sub(instead, text)
        return text


def said_on(app: App[Any]) -> str:
    """A dash for each widget that has something to say, a star before the one that has the focus."""
    screen = app.screen
    placed = screen._compositor.full_map
    shown = (widget for widget in screen.walk_children() if widget in placed and not isinstance(widget, Toast))
    return "\n".join(line.rstrip() for widget in shown for line in _of(widget))


def _of(widget: Widget) -> Iterator[str]:
    titles = (str(one) for one in (widget.border_title, widget.border_subtitle) if one)
    said = [line for text in (*titles, *_said(widget)) for line in text.split("\n")]
    for at, line in enumerate(said):
        yield ("  " if at else "* " if widget.has_focus else "- ") + line


def _said(widget: Widget) -> Iterator[str]:
    match widget:
        case VirtualList():
            yield from _rows(widget)
        case KeyBar():
            yield " ".join(_keys(widget.screen))
        case Picker():
            yield widget.choices[widget._at].label if widget._at >= 0 else widget._foreign
        case Input():
            yield from (one for one in (widget.value, str(widget.placeholder)) if one)
        case TextArea():
            yield widget.text
        case OptionList():
            yield from (_plain(option.prompt) for option in widget.options)
        case _ if not widget.children:
            yield from filter(None, [_plain(widget.render())])


def _keys(screen: Screen[Any]) -> Iterator[str]:
    """Every key that does something now, and what, by its id."""
    for key, active in screen.active_bindings.items():
        if active.binding.id and active.enabled:
            yield f"{key}={active.binding.id}"


def _rows(widget: VirtualList[Any]) -> Iterator[str]:
    places = widget._paint().places
    if any(place.column.title for place in places):
        yield "# " + " | ".join(place.column.title for place in places)
    for at in widget._places.view:
        row = widget._places.rows[at]
        if isinstance(row, GroupHeading):
            yield f"# {row.title} {row.note}"
        else:
            yield " | ".join(_cell(place.column.show(row)) for place in places)
    if not len(widget._places):
        yield widget._empty


def _cell(shown: Any) -> str:
    return shown if isinstance(shown, str) else "".join(piece.text for piece in shown)


def _plain(shown: object) -> str:
    match shown:
        case Content() | Text():
            return shown.plain
        case Panel():
            return _plain(shown.renderable)
        case _:
            return str(shown)
