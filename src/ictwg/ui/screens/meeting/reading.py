"""What the prompt of a meeting understands: the line so far, what Tab completes, what is said back of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.content import Content

from ictwg.domain.values import ItemKind
from ictwg.locales import t
from ictwg.services.completing import complete
from ictwg.services.echo import Echo, echo
from ictwg.services.lookup import short_name
from ictwg.services.meetings import awaiting_adoption
from ictwg.services.names import Names
from ictwg.services.prompt import Kind, Typed, parse_line
from ictwg.ui.text import plain
from ictwg.ui.widgets.completion import Completion, Completions

if TYPE_CHECKING:
    from ictwg.ui.screens.meeting.minutes_view import MinutesView

_NEEDS_AN_ACTION = (Kind.UPDATE, Kind.DONE)
_SHOWS_TEXT = (Kind.ACTION,)


class Reader:
    """Reads for one pane; the names are gathered once for each version of the state."""

    def __init__(self, pane: MinutesView) -> None:
        self._pane = pane
        self._known: Names | None = None

    @property
    def _names(self) -> Names:
        state = self._pane.state
        if self._known is None or self._known.version != state.version:
            self._known = Names(state)
        return self._known

    def read(self, text: str, kind: Kind | None = None) -> Typed:
        """The line; in matters arising one without a command is the update of the action under the cursor."""
        pane = self._pane
        reviewed = pane.review.action if pane.is_reviewing and not pane.editing else None
        if reviewed and kind in (None, Kind.UPDATE) and not text.startswith("/"):
            return Typed(Kind.UPDATE, text.strip(), action=reviewed)
        return parse_line(text, pane.state, pane.meeting, pane.today, names=self._names, kind=kind)

    def is_complete(self, typed: Typed) -> bool:
        """Whether Enter may run it; an action may lack owner and date, an update may not lack its action."""
        if typed.kind in _NEEDS_AN_ACTION:
            return bool(typed.action) and bool(typed.text or typed.kind is Kind.DONE)
        if typed.kind is Kind.PRESENT:
            return bool(typed.present)
        return bool(typed.text) or typed.kind is Kind.FINISH

    def complete(self, text: str, cursor: int) -> Completions:
        found = complete(text, cursor, self._pane.state, self._names)
        options = tuple(Completion(option.insert, option.insert, option.note) for option in found.options)
        return Completions(found.start, found.end, options)

    def echo(self, text: str) -> Content:
        pane = self._pane
        typed = self.read(text)
        said = echo(typed, pane.state, pane.meeting, pane.today)
        kind = self._changing(said) or self._correcting(said) or said.kind
        parts = (*said.parts, *([said.text] if typed.kind in _SHOWS_TEXT else []))
        back = text == pane.brought_back
        words = t("minutes_screen.minutes.brought_back") if back else said.hint
        hint = plain(f"  {words}", style="b $warning") if words else plain("")
        tail = plain("".join(f" · {part}" for part in parts if part))
        return Content.assemble(plain(kind, style="b $accent"), tail, hint)

    def beginning(self, kind: Kind) -> str:
        """What an F-key types on an empty line: the slash word, and for a decision what was proposed."""
        word = t(f"prompt.words.{kind}").split()[0]
        proposed = self._pane.item.proposed_decision if self._pane.item and kind is Kind.DECISION else ""
        return f"/{word} {' '.join(proposed.split())}"

    def _changing(self, said: Echo) -> str:
        """The kind of a line that changes an entry, without the reference of a new one."""
        if self._pane.editing is None:
            return ""
        return t("minutes_screen.minutes.changing", kind=said.kind.split(" ")[0])

    def _correcting(self, said: Echo) -> str:
        pane = self._pane
        if pane.item is None or pane.item.kind is not ItemKind.PREVIOUS_MINUTES or said.kind != t("prompt.kind.note"):
            return ""
        previous = next(iter(awaiting_adoption(pane.state, pane.meeting)), None)
        return t("prompt.correction", meeting=short_name(previous)) if previous else ""
