"""`ictwg project`: a second window that follows the item under discussion, for the room; it writes nothing.

The first window notes on this computer what the room is at; this one looks at that note, and at what was saved here,
twice a second, and shows another picture only where something is different.
"""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from ictwg.app.session import Session
from ictwg.domain.values import EntryType
from ictwg.errors import IctwgError
from ictwg.locales import t
from ictwg.minutes.current_item import CurrentItem
from ictwg.minutes.lines import MinuteLine, Projected, ReadBackPart, ReadLine, projected
from ictwg.ui.keys import bindings_with
from ictwg.ui.program import Program
from ictwg.ui.styles import StyledOnce
from ictwg.ui.styles.themes import first_theme
from ictwg.ui.text import emphasized, plain
from ictwg.ui.widgets.looks import ENTRY

BEAT = 0.5
"""Seconds between two looks."""

_PARTS = {
    ReadBackPart.DECISIONS: EntryType.DECISION,
    ReadBackPart.NEW: EntryType.ACTION,
    ReadBackPart.CHANGED: EntryType.ACTION,
}


class ProjectScreen(StyledOnce[None]):
    """Args:
    session: Only read.
    meeting: The id of the meeting that is followed; empty for whichever is under discussion.
    """

    def __init__(self, session: Session, meeting: str = "") -> None:
        super().__init__()
        self._session = session
        self._meeting = meeting
        self._shown: Projected | None = None

    def compose(self) -> ComposeResult:
        yield Static("", id="project-head", markup=False)
        yield Static("", id="project-title", markup=False)
        yield Static("", id="project-facts", markup=False)
        with VerticalScroll(id="project-lines", can_focus=False):
            yield Static("", markup=False)

    def on_mount(self) -> None:
        self._look()
        self.set_interval(BEAT, self._look)

    def _look(self) -> None:
        """A disk that does not answer leaves what is shown as it is."""
        store = self._session.store
        try:
            store.refresh()
        except IctwgError:
            return
        now = projected(
            self._session.state, CurrentItem(store.local.runtime_files).now(), self._session.today, self._meeting
        )
        if now != self._shown:
            self._shown = now
            self._show(now)

    def _show(self, now: Projected) -> None:
        self.query_one("#project-head", Static).update(plain(now.head))
        self.query_one("#project-title", Static).update(plain(now.title))
        facts = self.query_one("#project-facts", Static)
        known = plain("\n").join(map(emphasized, now.facts))
        facts.update(known)
        facts.display = bool(now.facts)
        lines = self.query_one("#project-lines", VerticalScroll)
        told = plain("\n\n").join([*map(_said, now.lines), *map(_read, now.read)])
        lines.query_one(Static).update(told)
        self.call_after_refresh(lines.scroll_end, animate=False)


def _said(line: MinuteLine) -> Content:
    glyph, style = ENTRY[line.type]
    speaker = plain(f"{line.speaker}: ", style="b") if line.speaker else plain("")
    text = emphasized(line.text, style="" if line.type is EntryType.NOTE else "b")
    promise = f"\n  {line.owners or t('prompt.hint.no_owner')} · {line.due or t('prompt.hint.no_due')}"
    votes = f"\n  {line.votes}" if line.votes else ""
    facts = plain(promise if line.type is EntryType.ACTION else votes)
    named = plain(f"{line.reference}  " if line.reference else "", style=style)
    return Content.assemble(plain(f"{glyph} ", style=style), named, speaker, text, facts)


def _read(line: ReadLine) -> Content:
    glyph, style = ENTRY[_PARTS[line.part]]
    facts = plain(f"\n  {line.facts}" if line.facts else "")
    return Content.assemble(plain(f"{glyph} {line.reference}  ", style=style), emphasized(line.text, style="b"), facts)


class Projector(Program[None]):
    """Args:
    session: Only read.
    meeting: See `ProjectScreen`.
    """

    BINDINGS: ClassVar = bindings_with("app.quit")
    ENABLE_COMMAND_PALETTE = False

    def __init__(self, session: Session, meeting: str = "") -> None:
        super().__init__()
        self._session = session
        self._meeting = meeting

    def on_mount(self) -> None:
        self.title = "ictwg"
        self.theme = first_theme(self, self._session.settings.theme)
        self.push_screen(ProjectScreen(self._session, self._meeting))
