"""What the minutes show: the agenda, the head of the item, its lines or its actions, and the prompt."""

from __future__ import annotations

from collections.abc import Iterable

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widgets import Static

from ictwg.app.forms.choices import Choice, Completions
from ictwg.app.pasted_lines import PastePlace
from ictwg.decisions.decisions import EntryDraft, action_of, decision_of, draft_of
from ictwg.domain.confidential import marked
from ictwg.domain.records import AgendaItem, Entry
from ictwg.domain.values import ItemKind, MinutesState
from ictwg.locales import t
from ictwg.meetings import meetings
from ictwg.meetings.agenda import Pace
from ictwg.minutes.drafts import DraftLine
from ictwg.minutes.entering import NoteAsAction
from ictwg.minutes.lines import counts, minute_lines, speakers_in_words
from ictwg.minutes.prompt.parsing import as_typed
from ictwg.minutes.prompt.reading import PromptPlace, PromptReader, agrees_in
from ictwg.minutes.prompt.state import BroughtBack, Event, Kept, Leave, PromptState, Shown, TypedText, press
from ictwg.records.lookup import short_name, short_title, shown_reference
from ictwg.ui.key_table import TABLE
from ictwg.ui.keys import first_key, keys_line, verb
from ictwg.ui.places import AREAS
from ictwg.ui.screens.meeting import sidebar
from ictwg.ui.screens.meeting.pane import DraftAt, MeetingPane, box_place
from ictwg.ui.screens.meeting.wrapped_lists import EntryList, ReviewList
from ictwg.ui.text import plain
from ictwg.ui.widgets.columns import within
from ictwg.ui.widgets.detail import ShortText
from ictwg.ui.widgets.prompt import Prompt
from ictwg.ui.widgets.virtual_list import VirtualList

AGENDA, REVIEW, ENTRIES = "minutes-agenda", "minutes-review", "minutes-entries"
ARISING_KEYS = tuple(key.id for key in TABLE if key.id.startswith("arising."))
NEWEST = "newest"
MOST_OF_A_NAME = 20
"""Cells."""
ENTRY_KEYS = ("entry.edit", "entry.delete", "entry.up", "entry.down")


class MinutesView(MeetingPane):
    def __init__(self, id: str) -> None:
        super().__init__(id)
        self.line = PromptState()
        self._goes_to: str | None = None
        self._adopted_here = ""
        """What was said when earlier minutes were adopted: it stands until the next item."""
        self._reader = PromptReader(self._prompt_place, self._as_pasted)
        self._promises: dict[str, NoteAsAction] = {}
        """What was made an action here, by the id of its entry: the key for a note gives its words back."""
        self._waiting: dict[str, DraftAt] = {}

    def compose(self) -> ComposeResult:
        with Horizontal():
            yield VirtualList(sidebar.columns(), header=False, enter="minutes.type", id=AGENDA)
            with Vertical(id="minutes-middle"):
                yield ShortText("", id="item-head", markup=False)
                yield ReviewList(REVIEW)
                yield ShortText("", id="action-told", markup=False)
                yield EntryList(ENTRIES)
        yield Prompt(
            completer=self._complete,
            echo=self._echo,
            told=self._typed,
            placeholder=t("minutes_screen.minutes.placeholder"),
        )

    @property
    def prompt(self) -> Prompt:
        return self.query_one(Prompt)

    @property
    def entries(self) -> EntryList:
        return self.query_one(EntryList)

    @property
    def review(self) -> ReviewList:
        return self.query_one(ReviewList)

    @property
    def is_reviewing(self) -> bool:
        """Old actions are gone through here."""
        return self.item is not None and self.item.kind is ItemKind.MATTERS_ARISING

    @property
    def is_adopting(self) -> bool:
        return self.item is not None and self.item.kind is ItemKind.PREVIOUS_MINUTES

    @property
    def is_adopted(self) -> bool:
        """Nothing is added any more but corrections."""
        return self.meeting.minutes_state is MinutesState.ADOPTED

    @property
    def editing(self) -> Entry | None:
        """The entry that the typed line will change."""
        return self.state.get(Entry, self.line.changes or None)

    # The line

    def _prompt_place(self) -> PromptPlace:
        screen, reviewed = self.open_screen, self.review.action if self.is_reviewing else None
        return PromptPlace(
            self.state,
            self.meeting,
            self.today,
            screen.session.time_of_day,
            self.item,
            self.line.changes,
            reviewed or "",
            hides=screen.projector,
        )

    @property
    def _paste_place(self) -> PastePlace:
        return PastePlace(self.state, self.meeting, self.today, self._reader.names, self.item)

    def _as_pasted(self, text: str, item: AgendaItem | None) -> EntryDraft | None:
        return self._paste_place.marked(text, item)

    def _complete(self, text: str, cursor: int) -> Completions:
        found = self._reader.complete(text, cursor)
        options = tuple(Choice(option.insert, option.insert, option.note) for option in found.options)
        return Completions(found.start, found.end, options)

    def _echo(self, text: str) -> Content:
        """A doubt comes first; the typed words come last, as they may be cut."""
        said = self._reader.echo(text)
        if said.begun:
            return plain("  ".join(said.begun), style="$accent")
        back = t("minutes_screen.minutes.brought_back") if text == self.line.brought else ""
        hint = back or said.hint or _meant_mode(text.strip())
        as_action = f"{first_key('minutes.action')} → {said.as_action}" if said.as_action else ""
        return Content.assemble(
            plain(f"{said.doubt} · " if said.doubt else "", style="b $warning"),
            plain(f"→ {said.place}  " if said.place else "", style="b"),
            plain(said.kind, style="b $accent"),
            _following(*said.parts),
            plain(f" · {hint}" if hint else "", style="b $warning"),
            _following(said.kept, as_action),
        )

    def press(self, event: Event) -> PromptState:
        """The one way in which the line, and what it is for, becomes another."""
        before, self.line = self.line, press(self.line, event)
        self._wait(before, kept=isinstance(event, Kept))
        self.prompt.stands_for(self.line)
        if (self.line.changes, self.line.ended) != (before.changes, before.ended):
            self._offer_keys()
        return self.line

    def _typed(self, text: str) -> None:
        if self.is_mounted:
            self.press(TypedText(text))

    def leave(self) -> None:
        """Another view is shown, or the cursor stands beside the line."""
        self.press(Leave())

    def _wait(self, before: PromptState, *, kept: bool) -> None:
        """Remembers what is typed, for the entry that it changes; what was kept or wiped out waits no more."""
        now = self.line
        saved = before.confirmed.entry if kept and before.confirmed is not None else ""
        given_up = before.changes if now.changes != before.changes and not (now.ended and now.ended.waits) else ""
        for entry in filter(None, (saved, given_up)):
            self.draft_of(entry).over()
        if (now.text, now.changes, now.item) == (before.text, before.changes, before.item):
            return
        if not now.changes:
            about = self.review.action if self.is_reviewing else None
            self.open_screen.draft.typed(DraftLine(now.text, now.item, about or ""))
        elif now.text != now.words:
            self.draft_of(now.changes).typed(DraftLine(now.text, now.item))
        elif before.changes:
            self.draft_of(now.changes).over()

    def draft_of(self, entry: str) -> DraftAt:
        """Where the words wait that were typed for this entry and not saved; those of a new one's box without an id."""
        return self._waiting.setdefault(entry, DraftAt(self.open_screen, box_place(self.meeting.id, entry)))

    # The line that was begun

    def bring_back(self, begun: DraftLine) -> None:
        """Into the prompt, as it was left; an update under the action of which it was said."""
        self.reload()
        if self.is_reviewing:
            self.review.move_to(begun.about)
        self.press(BroughtBack(begun.text))

    # The clock

    @property
    def _pace(self) -> Pace | None:
        return self.open_screen.discussion.pace(self.meeting, self.item)

    def note(self) -> str:
        pace = self._pace
        return pace.words(short=not self.screen.has_class("-wide")) if pace is not None else ""

    @property
    def warns(self) -> bool:
        return self._pace is not None and self._pace.warns

    # Showing

    def edit(self) -> None:
        self.prompt.edit()

    def point_at(self, entry: str) -> None:
        """The cursor stands on this line."""
        self._goes_to = entry
        self._show_entries()
        self.entries.focus()

    def reload(self) -> None:
        items = sidebar.rows(self.state, self.meeting, projector=self.open_screen.projector)
        agenda = self.query_one(f"#{AGENDA}", VirtualList)
        agenda.show_columns(sidebar.columns(items))
        agenda.show(items, cursor=self.item.id if self.item else None)
        self.query_one("#item-head", Static).update(self._head())
        self.prompt.asks(
            t("minutes_screen.minutes.adopted" if self.is_adopted else "minutes_screen.minutes.placeholder")
        )
        lost = self._show_review() or self.state.get(AgendaItem, self.line.item or None) is None
        self._show_entries()
        if not self.is_adopting:
            self._adopted_here = ""
        self.press(Shown(self.item.id if self.item else "", self._words_now, lost=lost and bool(self.line.item)))
        self._offer_keys()

    @property
    def _words_now(self) -> str | None:
        """The entry that is being changed, as a typed line: somebody else may have changed it too."""
        entry = self.editing
        return self.typed_of(entry) if entry is not None else None

    def typed_of(self, entry: Entry) -> str:
        return as_typed(self.state, draft_of(self.state, entry), self.meeting.date or self.today)

    def _head(self) -> Content:
        head = sidebar.item_head(self.state, self.meeting, self.item, self.today, projector=self.open_screen.projector)
        speakers = speakers_in_words(self.state, self.open_screen.discussion.now)
        return Content.assemble(head, *(plain(f"\n{said}", style="b") for said in speakers))

    @property
    def _shows_review(self) -> bool:
        """There are actions to go through."""
        return self.is_reviewing and self.review.action is not None

    def _show_entries(self) -> None:
        """The lines of the item; the cursor stays, or goes once to where `_goes_to` says."""
        lines = minute_lines(self.state, self.meeting, self.item)
        if self.open_screen.projector:  # a number that is left out would tell of a line that is not for the room
            lines = tuple(line._replace(number="") for line in lines if not line.restricted)
        newest = lines[-1].id if lines and self._goes_to == NEWEST else None
        marks = self._marked(line.entry for line in lines)
        self.entries.marked = frozenset(line.id for line in lines if line.entry.id in marks)
        self.entries.show(lines, cursor=newest or self._goes_to)
        self._goes_to = None
        self.entries.set_class(self._shows_review, "-below")
        self.entries.display = bool(lines) or not self._shows_review

    def _marked(self, entries: Iterable[Entry]) -> frozenset[str]:
        """What may hold something confidential: a word in the margin, and nothing on the projector."""
        return frozenset() if self.open_screen.projector else marked(self.state, entries)

    def _show_review(self) -> bool:
        """Whether the action under the cursor is not among those shown any more."""
        before = self.review.action if self.is_reviewing else None
        if self.is_reviewing:
            self.review.show_review(self.state, self.meeting, self.today, projector=self.open_screen.projector)
        written = counts(self.state, self.meeting).get(self.item.id, 0) if self.item else 0
        self.review.display = self._shows_review or (self.is_reviewing and not written)
        self._tell_action()
        return before is not None and all(row.id != before for row in self.review.rows)

    def _tell_action(self) -> None:
        told = self.query_one("#action-told", Static)
        told.display = self.is_reviewing and self.review.action is not None
        told.update(self.review.action_told())

    def _hint(self) -> Content:
        if (entry := self.editing) is not None:
            return plain(t("minutes_screen.minutes.hint.editing", subject=self._named(entry)), style="$accent")
        if self.is_adopted:
            return plain(t("minutes_screen.minutes.hint.adopted"))
        if agrees_in(self.meeting, self.item):
            return plain(t("minutes_screen.minutes.hint.next_meeting"))
        if self.is_reviewing and self.review.current is not None:
            reference = self.review.current.reference
            return plain(t("minutes_screen.minutes.hint.review", reference=reference))
        if self.is_adopting and (told := self._hint_on_adopting()):
            return told
        narrow = self.screen.has_class("-narrow")
        return plain(t("minutes_screen.minutes.hint.narrow" if narrow else "minutes_screen.minutes.hint"))

    def _named(self, entry: Entry | None) -> str:
        """A line of the minutes by its reference or its first words, so that a sentence on it fits."""
        record = (action_of(self.state, entry) or decision_of(self.state, entry)) if entry is not None else None
        if record is not None and record.reference:
            return shown_reference(self.state, record)
        return within(short_title(entry), MOST_OF_A_NAME) if entry is not None else ""

    def _hint_on_adopting(self) -> Content:
        """How the earlier minutes are adopted, then that they are."""
        waiting = meetings.awaiting_adoption(self.state, self.meeting)
        if self._adopted_here:
            return plain(self._adopted_here, style="$accent")
        if len(waiting) > 1:
            return plain(t("minutes_screen.minutes.hint.adopts", count=len(waiting)))
        if waiting:
            return plain(t("minutes_screen.minutes.hint.correction", meeting=short_name(waiting[0])))
        return plain("")

    def _offer_keys(self) -> None:
        """Below the prompt: what the keys do where the cursor stands."""
        if self.prompt.input.has_focus:
            self.prompt.show_hint(self._hint())
            if self.line.changes and self.line.text == self.line.words:
                self.prompt.say(self._hint())
        elif self.review.has_focus:
            self.prompt.say(plain(keys_line(*ARISING_KEYS)))
        else:
            adopts = (
                ("entry.adopt",) if self.is_adopting and meetings.awaiting_adoption(self.state, self.meeting) else ()
            )
            lines = ENTRY_KEYS if self.entries.has_focus and self.entries.current else ()
            marks = ("entry.restrict",) if lines and self.entries.current in self.entries.marked else ()
            self.prompt.say(plain(keys_line(*adopts, *marks, *lines)))
        if words := self._warning(self.line):
            self.prompt.say(plain(words, style="b $warning"))

    def _warning(self, line: PromptState) -> str:
        """What happened to the line that the person may not have meant, or does not know of."""
        if line.overtaken is not None:
            subject = self._named(self.editing)
            return t(f"minutes_screen.minutes.overtaken.{line.overtaken}", subject=subject)
        if line.ended is None:
            return ""
        subject = self._named(self.state.get(Entry, line.ended.entry))
        return t(f"minutes_screen.minutes.{'unsaved' if line.ended.waits else 'unchanged'}", subject=subject)


def _meant_mode(typed: str) -> str:
    """A digit by itself may have been meant to leave the line."""
    mode = next((mode for mode in AREAS if first_key(f"app.{mode}") == typed), "")
    return t("minutes_screen.minutes.digit", mode=verb(f"app.{mode}"), key=typed) if mode else ""


def _following(*parts: str) -> Content:
    return plain("".join(f" · {part}" for part in parts if part))
