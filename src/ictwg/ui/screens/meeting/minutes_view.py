"""What the minutes show: the agenda, the head of the item, its lines or its actions, and the prompt."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.containers import Horizontal, Vertical
from textual.widgets import Static

from ictwg.domain.records import Entry, Meeting
from ictwg.domain.values import ItemKind, MinutesState
from ictwg.locales import t
from ictwg.services.meeting import meetings
from ictwg.services.minuting.drafts import action_of
from ictwg.services.minuting.minute_lines import counts, minute_lines
from ictwg.services.records.lookup import short_name, short_title
from ictwg.store.this_computer.begun import Begun
from ictwg.ui.key_table import TABLE
from ictwg.ui.keys import keys_line
from ictwg.ui.screens.meeting import sidebar
from ictwg.ui.screens.meeting.arising import ReviewList
from ictwg.ui.screens.meeting.entry_list import EntryList
from ictwg.ui.screens.meeting.pane import MeetingPane
from ictwg.ui.screens.meeting.reading import Reader
from ictwg.ui.text import plain
from ictwg.ui.widgets.prompt import Prompt
from ictwg.ui.widgets.short_text import ShortText
from ictwg.ui.widgets.virtual_list import VirtualList

if TYPE_CHECKING:
    from textual.app import ComposeResult
    from textual.content import Content

    from ictwg.domain.records import AgendaItem
    from ictwg.services.minuting.pace import Pace

AGENDA, REVIEW, ENTRIES = "minutes-agenda", "minutes-review", "minutes-entries"
ARISING_KEYS = tuple(key.id for key in TABLE if key.id.startswith("arising."))
NEWEST = "newest"
ENTRY_KEYS = ("entry.edit", "entry.delete", "entry.up", "entry.down")


class MinutesView(MeetingPane):
    def __init__(self, id: str) -> None:
        super().__init__(id)
        self._editing: str | None = None
        self._stashed = ""
        self._entered = ""
        self._goes_to: str | None = None
        self._typed_elsewhere = ("", "")
        """The item under discussion and the line that was entered last, where that stands under another item."""
        self._adopted_here = ""
        """What was said when the last of the earlier minutes were adopted: it stands until the next item."""
        self._reader = Reader(self)
        self.brought_back = ""

    def compose(self) -> ComposeResult:
        with Horizontal():
            yield VirtualList(sidebar.columns(), header=False, enter="minutes.type", id=AGENDA)
            with Vertical(id="minutes-middle"):
                yield ShortText("", id="item-head", markup=False)
                yield ReviewList(REVIEW)
                yield ShortText("", id="action-told", markup=False)
                yield EntryList(ENTRIES)
        yield Prompt(
            completer=self._reader.complete,
            echo=self._reader.echo,
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

    def agrees_in(self, item: AgendaItem | None) -> bool:
        """The day of the next meeting is agreed under this item, while the minutes are open."""
        return item is not None and item.kind is ItemKind.NEXT_MEETING and not self.is_adopted

    @property
    def is_adopted(self) -> bool:
        """Nothing is added any more but corrections."""
        return self.meeting.minutes_state is MinutesState.ADOPTED

    @property
    def editing(self) -> Entry | None:
        """The entry that the typed line will change."""
        return self.state.get(Entry, self._editing)

    # The line that was begun

    def bring_back(self, begun: Begun) -> None:
        """Into the prompt, as it was left; an update under the action of which it was said."""
        self.reload()
        if self.is_reviewing:
            self.review.move_to(begun.about)
        self.brought_back = begun.text
        self.prompt.text = begun.text

    def _typed(self, text: str) -> None:
        """Remembers the sentence; an entry that is being changed stands in the minutes anyway."""
        if not self.is_mounted:
            return
        if not text:
            self.brought_back = ""
        sentence = self._stashed if self._editing else text
        about = self.review.action if self.is_reviewing else None
        item = self.item
        self.open_screen.begun.typed(Begun(sentence, item.id if item else "", about or ""))

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
        self._show_review()
        self._show_entries()
        self._typed(self.prompt.text)
        self._offer_keys()

    def _head(self) -> Content:
        return sidebar.item_head(self.state, self.meeting, self.item, self.today, projector=self.open_screen.projector)

    @property
    def _shows_review(self) -> bool:
        """There are actions to go through."""
        return self.is_reviewing and self.review.action is not None

    def _show_entries(self) -> None:
        """The lines of the item; the cursor stays, or goes once to where `_goes_to` says."""
        lines = minute_lines(self.state, self.meeting, self.item)
        shown = tuple(line for line in lines if not (self.open_screen.projector and line.restricted))
        newest = shown[-1].id if shown and self._goes_to == NEWEST else None
        self.entries.show(shown, cursor=newest or self._goes_to)
        self._goes_to = None
        self.entries.set_class(self._shows_review, "-below")
        self.entries.display = bool(shown) or not self._shows_review

    def _show_review(self) -> None:
        if self.is_reviewing:
            self.review.show_review(self.state, self.meeting, self.today, projector=self.open_screen.projector)
        written = counts(self.state, self.meeting).get(self.item.id, 0) if self.item else 0
        self.review.display = self._shows_review or (self.is_reviewing and not written)
        self._tell_action()

    def _tell_action(self) -> None:
        told = self.query_one("#action-told", Static)
        told.display = self.is_reviewing and self.review.action is not None
        told.update(self.review.action_told())

    def _hint(self) -> Content:
        if (entry := self.editing) is not None:
            action = action_of(self.state, entry)
            subject = action.reference if action else short_title(entry)
            return plain(t("minutes_screen.minutes.hint.editing", subject=subject), style="$accent")
        if self.is_adopted:
            return plain(t("minutes_screen.minutes.hint.adopted"))
        if self.agrees_in(self.item):
            return plain(t("minutes_screen.minutes.hint.next_meeting"))
        if self.is_reviewing and self.review.current is not None:
            reference = self.review.current.line.reference
            return plain(t("minutes_screen.minutes.hint.review", reference=reference))
        if self.is_adopting and (told := self._hint_on_adopting()):
            return told
        narrow = self.screen.has_class("-narrow")
        return plain(t("minutes_screen.minutes.hint.narrow" if narrow else "minutes_screen.minutes.hint"))

    def _hint_on_adopting(self) -> Content:
        """How the earlier minutes are adopted, then that they are."""
        if previous := self._to_adopt():
            return plain(t("minutes_screen.minutes.hint.correction", meeting=short_name(previous)))
        return plain(self._adopted_here, style="$accent")

    def _offer_keys(self) -> None:
        """Below the prompt: what the keys do where the cursor stands."""
        if self.prompt.input.has_focus:
            self.prompt.show_hint(self._hint())
        elif self.review.has_focus:
            self.prompt.say(plain(keys_line(*ARISING_KEYS)))
        else:
            adopts = ("entry.adopt",) if self.is_adopting and self._to_adopt() else ()
            lines = ENTRY_KEYS if self.entries.has_focus and self.entries.current else ()
            self.prompt.say(plain(keys_line(*adopts, *lines)))

    def _to_adopt(self) -> Meeting | None:
        return next(iter(meetings.awaiting_adoption(self.state, self.meeting)), None)
