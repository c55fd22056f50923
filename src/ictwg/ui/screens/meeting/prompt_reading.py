"""What the prompt understood of the typed line: its echo, and what Tab completes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.content import Content

from ictwg.app.forms.choices import Choice, Completions
from ictwg.decisions.decisions import Draft
from ictwg.domain.access import is_on
from ictwg.domain.agenda import agenda_of
from ictwg.domain.records import AgendaItem, Entry, Group
from ictwg.domain.values import EntryType, ItemKind
from ictwg.locales import t
from ictwg.meetings.meetings import awaiting_adoption
from ictwg.minutes.item_outcomes import day_named, set_phrases
from ictwg.minutes.prompt.completion import CompletionSource, Echo, begun_words, complete, echo
from ictwg.minutes.prompt.names import PromptNames
from ictwg.minutes.prompt.parsing import LineKind, ParsedLine, parse_line, typed_as
from ictwg.records.lookup import shown_name
from ictwg.ui.keys import first_key, verb
from ictwg.ui.program import AREAS
from ictwg.ui.screens.meeting import sidebar
from ictwg.ui.text import plain

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ictwg.app.pasted_lines import PastePlace
    from ictwg.ui.screens.meeting.minutes_view import MinutesView


_SHOWS_TEXT = (LineKind.ACTION,)


class PromptReader:
    """Reads for one pane; the names are gathered once for each version of the state."""

    def __init__(self, pane: MinutesView) -> None:
        self._pane = pane
        self._known: PromptNames | None = None

    @property
    def _names(self) -> PromptNames:
        state = self._pane.state
        day = self._pane.meeting.date or self._pane.today
        if self._known is None or (self._known.version, self._known.on) != (state.version, day):
            self._known = PromptNames(state, day)
        return self._known

    def read(
        self, text: str, kind: LineKind | None = None, *, changes: str | None = None, item: str | None = None
    ) -> ParsedLine:
        """The line; in matters arising one without a command is the update of the action under the cursor.

        Args:
            text: What was typed.
            kind: What a key says that it is.
            changes: The id of the entry that it changes; None for the one that the line changes now.
            item: The id of the item for which it was typed; None for the one under discussion.
        """
        pane = self._pane
        changed = pane.state.get(Entry, (pane.line.changes if changes is None else changes) or None)
        here = pane.item if item is None else pane.state.get(AgendaItem, item or None)
        reviewed = pane.review.action if pane.is_reviewing and changed is None and here == pane.item else None
        if reviewed and kind in (None, LineKind.UPDATE) and not text.startswith(("/", "@")):
            return ParsedLine(LineKind.UPDATE, text.strip(), action=reviewed)
        if changed is not None and kind is None and changed.type is not EntryType.NOTE and text[:1] not in "/@":
            kind = LineKind(changed.type)  # other words without a slash word make it nothing else
        at = None if changed is not None else here
        typed = parse_line(
            text, pane.state, pane.meeting, pane.today, names=self._names, kind=kind, item=at, marked=self._marked
        )
        place = pane.state.get(AgendaItem, typed.item) or here
        agreeing = typed.kind is LineKind.NOTE and pane.agrees_in(place)
        return typed._replace(meets=day_named(typed.text, pane.meeting, pane.today)) if agreeing else typed

    def complete(self, text: str, cursor: int) -> Completions:
        pane = self._pane
        phrases = set_phrases(pane.state, pane.meeting, pane.open_screen.session.time_of_day)
        items = self._items if text.startswith("@") else ()
        hides = pane.open_screen.projector
        known = CompletionSource(self._names, phrases, items, hides=hides, votes=is_on(pane.state, Group.votes))
        found = complete(text, cursor, pane.state, known)
        options = tuple(Choice(option.insert, option.insert, option.note) for option in found.options)
        return Completions(found.start, found.end, options)

    @property
    def _items(self) -> tuple[tuple[str, str], ...]:
        """The agenda as the room may see it."""
        rows = sidebar.rows(self._pane.state, self._pane.meeting, projector=self._pane.open_screen.projector)
        lines = agenda_of(self._pane.state, self._pane.meeting)
        return tuple((line.number, row.title) for line, row in zip(lines, rows, strict=True))

    def place_of(self, typed: ParsedLine) -> str:
        """The item that the line is for, where it is not the one under discussion."""
        pane = self._pane
        item = pane.state.get(AgendaItem, typed.item)
        return sidebar.named(pane.state, pane.meeting, item, projector=pane.open_screen.projector) if item else ""

    def echo(self, text: str) -> Content:
        """A doubt stands first; the words that were typed stand last: they are what may be cut."""
        pane = self._pane
        if begun := begun_words(text, votes=is_on(pane.state, Group.votes)):
            return plain("  ".join(begun), style="$accent")
        typed = self.read(text)
        said = echo(typed, pane.state, pane.meeting, pane.today)
        kind = self._changing(said) or self._correcting(said) or said.kind
        shown = [said.text] if typed.kind in _SHOWS_TEXT or typed.proposed else []
        back = text == pane.line.brought
        words = t("minutes_screen.minutes.brought_back") if back else said.hint or _meant_mode(text.strip())
        hint = plain(f" · {words}", style="b $warning") if words else plain("")
        place = self.place_of(typed)
        at = plain(f"→ {place}" + "  ", style="b") if place else plain("")
        typed_words = _following(*shown, self._as_action(typed, text))
        doubt = plain(f"{said.doubt} · " if said.doubt else "", style="b $warning")
        return Content.assemble(doubt, at, plain(kind, style="b $accent"), _following(*said.parts), hint, typed_words)

    def _as_action(self, typed: ParsedLine, text: str) -> str:
        """What the key for an action would make of a note that names an owner or a day."""
        pane = self._pane
        action = self.read(text, LineKind.ACTION) if typed.kind is LineKind.NOTE and not typed.speaker else typed
        if action.kind is typed.kind or not (action.owners or action.everybody or action.due):
            return ""
        said = echo(action, pane.state, pane.meeting, pane.today)
        words = " · ".join((*said.parts, said.text, *([said.hint] if action.unknown else [])))
        return f"{first_key('minutes.action')} → {words}"

    # A paste

    def _marked(self, text: str, item: AgendaItem | None) -> Draft | None:
        return self._place.marked(text, item)

    def pasted(self, texts: Sequence[str]) -> tuple[Draft | ParsedLine, ...]:
        """Pasted entries as the lines of the minutes that they become, and the commands that they give."""
        from ictwg.app.pasted_lines import comes_apart, draft_of_all, drafts_of

        alone = len(texts) == 1 and not comes_apart(texts[0], self._place)
        return (draft_of_all(texts[0], self._place),) if alone else drafts_of(texts, self._place)

    def told(self, lines: Sequence[str]) -> tuple[str, ...]:
        """Beside each pasted line what it would become by itself; nothing beside a note."""
        return tuple(self._told(line) for line in lines)

    def _told(self, line: str) -> str:
        from ictwg.app.pasted_lines import drafts_of

        pane, (found, *_) = self._pane, drafts_of((line,), self._place) or (Draft(EntryType.NOTE, line),)
        if isinstance(found, ParsedLine):
            said = echo(found, pane.state, pane.meeting, pane.today)
            place = self.place_of(found)
            at = f"→ {place}" if place else ""
            return " · ".join(part for part in (at, said.kind, *said.parts, said.text) if part)
        if found.type is EntryType.NOTE and not found.speaker:
            return ""
        typed = typed_as(found)
        said = echo(typed, pane.state, pane.meeting, pane.today)
        kind = t(f"prompt.kind.{typed.kind}", reference="").strip()
        return " · ".join((kind, *said.parts, said.text))

    @property
    def _place(self) -> PastePlace:
        from ictwg.app.pasted_lines import PastePlace

        pane = self._pane
        return PastePlace(pane.state, pane.meeting, pane.today, self._names, pane.item)

    def _changing(self, said: Echo) -> str:
        """The kind of a line that changes an entry, without the reference of a new one."""
        if self._pane.editing is None:
            return ""
        return t("minutes_screen.minutes.changing", kind=said.kind.split(" ")[0])

    def _correcting(self, said: Echo) -> str:
        pane = self._pane
        if pane.item is None or pane.item.kind is not ItemKind.PREVIOUS_MINUTES or said.kind != t("prompt.kind.note"):
            return ""
        waiting = awaiting_adoption(pane.state, pane.meeting)
        return t("prompt.correction", meeting=shown_name(pane.state, waiting[0])) if len(waiting) == 1 else ""


def _meant_mode(typed: str) -> str:
    """A digit by itself may have been meant to leave the line."""
    mode = next((mode for mode in AREAS if first_key(f"app.{mode}") == typed), "")
    return t("minutes_screen.minutes.digit", mode=verb(f"app.{mode}"), key=typed) if mode else ""


def _following(*parts: str) -> Content:
    return plain("".join(f" · {part}" for part in parts if part))
