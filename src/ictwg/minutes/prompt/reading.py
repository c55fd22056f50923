"""What the line is that somebody types in a meeting: what Enter would keep, what Tab completes, what is said back."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from ictwg.domain.access import is_on
from ictwg.domain.agenda import agenda_of
from ictwg.domain.records import AgendaItem, Entry, Group, Meeting
from ictwg.domain.values import EntryType, ItemKind, MinutesState
from ictwg.locales import t
from ictwg.meetings.meetings import awaiting_adoption
from ictwg.minutes.item_outcomes import day_named, set_phrases
from ictwg.minutes.lines import item_named, item_title
from ictwg.minutes.prompt.completion import Completing, CompletionSource, Echo, begun_words, complete, echo
from ictwg.minutes.prompt.names import PromptNames
from ictwg.minutes.prompt.parsing import LineKind, ParsedLine, parse_line
from ictwg.records.lookup import shown_name

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date, time

    from ictwg.domain.state import State
    from ictwg.minutes.prompt.parsing import Marked


class PromptPlace(NamedTuple):
    """Where one types.

    Attributes:
        item: The item under discussion.
        changes: The id of the entry that the line changes; empty for a new one.
        reviewed: The id of the action under the cursor, where old actions are gone through.
        now: The time of day.
        hides: Whether what is not for everybody in the room is left out, as on a projector.
    """

    state: State
    meeting: Meeting
    today: date
    now: time
    item: AgendaItem | None = None
    changes: str = ""
    reviewed: str = ""
    hides: bool = False


class LineEcho(NamedTuple):
    """What is said back while a line is typed.

    Attributes:
        begun: The slash words that a begun one may become; nothing else is said then.
        place: The item that it is for, where it is not the one under discussion.
        kind: What it is; that it changes an entry or corrects earlier minutes.
        kept: The words that are kept, where they are not all that was typed.
        as_action: What the key for an action would make of a note that names an owner or a day.
    """

    begun: tuple[str, ...] = ()
    doubt: str = ""
    place: str = ""
    kind: str = ""
    parts: tuple[str, ...] = ()
    hint: str = ""
    kept: str = ""
    as_action: str = ""


class PromptReader:
    """Reads the lines of one prompt; the names are gathered once for each version of the state.

    Args:
        place: Where one types now.
        marked: What a text under an item says by its own words to be.
    """

    def __init__(self, place: Callable[[], PromptPlace], marked: Marked | None = None) -> None:
        self._place = place
        self._marked = marked
        self._known: PromptNames | None = None

    @property
    def names(self) -> PromptNames:
        place = self._place()
        day = place.meeting.date or place.today
        if self._known is None or (self._known.version, self._known.on) != (place.state.version, day):
            self._known = PromptNames(place.state, day)
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
        place = self._place()
        state, meeting, today = place.state, place.meeting, place.today
        changed = state.get(Entry, (place.changes if changes is None else changes) or None)
        here = place.item if item is None else state.get(AgendaItem, item or None)
        reviewed = place.reviewed if changed is None and here == place.item else ""
        if reviewed and kind in (None, LineKind.UPDATE) and not text.startswith(("/", "@")):
            return ParsedLine(LineKind.UPDATE, text.strip(), action=reviewed)
        if changed is not None and kind is None and changed.type is not EntryType.NOTE and text[:1] not in "/@":
            kind = LineKind(changed.type)  # other words without a slash word make it nothing else
        at = None if changed is not None else here
        typed = parse_line(text, state, meeting, today, names=self.names, kind=kind, item=at, marked=self._marked)
        agrees = typed.kind is LineKind.NOTE and agrees_in(meeting, state.get(AgendaItem, typed.item) or here)
        return typed._replace(meets=day_named(typed.text, meeting, today)) if agrees else typed

    def complete(self, text: str, cursor: int) -> Completing:
        place = self._place()
        state, meeting, hides = place.state, place.meeting, place.hides
        phrases = set_phrases(state, meeting, place.now)
        lines = agenda_of(state, meeting) if text.startswith("@") else ()
        items = tuple((line.number, item_title(state, line.item, hides=hides)) for line in lines)
        known = CompletionSource(self.names, phrases, items, hides=hides, votes=is_on(state, Group.votes))
        return complete(text, cursor, state, known)

    def item_of(self, typed: ParsedLine) -> str:
        """The item that the line is for, where it is not the one under discussion."""
        place = self._place()
        item = place.state.get(AgendaItem, typed.item)
        return item_named(place.state, place.meeting, item, hides=place.hides) if item else ""

    def echo(self, text: str) -> LineEcho:
        place = self._place()
        if begun := begun_words(text, votes=is_on(place.state, Group.votes)):
            return LineEcho(begun)
        typed = self.read(text)
        said = self._said(typed)
        kind = said.kind
        if place.state.get(Entry, place.changes or None) is not None:  # without the reference of a new one
            kind = t("minutes_screen.minutes.changing", kind=kind.split(" ")[0])
        elif kind == t("prompt.kind.note") and (corrected := _corrected(place)) is not None:
            kind = t("prompt.correction", meeting=shown_name(place.state, corrected))
        kept = said.text if typed.kind is LineKind.ACTION or typed.proposed else ""
        return LineEcho(
            (), said.doubt, self.item_of(typed), kind, said.parts, said.hint, kept, self._as_action(typed, text)
        )

    def _said(self, typed: ParsedLine) -> Echo:
        place = self._place()
        return echo(typed, place.state, place.meeting, place.today)

    def _as_action(self, typed: ParsedLine, text: str) -> str:
        action = self.read(text, LineKind.ACTION) if typed.kind is LineKind.NOTE and not typed.speaker else typed
        if action.kind is typed.kind or not (action.owners or action.everybody or action.due):
            return ""
        said = self._said(action)
        return " · ".join((*said.parts, said.text, *([said.hint] if action.unknown else [])))


def agrees_in(meeting: Meeting, item: AgendaItem | None) -> bool:
    """Whether the day of the next meeting is agreed under this item, while the minutes are open."""
    is_open = meeting.minutes_state is not MinutesState.ADOPTED
    return item is not None and item.kind is ItemKind.NEXT_MEETING and is_open


def _corrected(place: PromptPlace) -> Meeting | None:
    """The meeting whose minutes a note under this item corrects."""
    if place.item is None or place.item.kind is not ItemKind.PREVIOUS_MINUTES:
        return None
    waiting = awaiting_adoption(place.state, place.meeting)
    return waiting[0] if len(waiting) == 1 else None
