"""An open meeting: its agenda, who was there, its minutes.

The three jobs that it is for:

1. Make the agenda: items in their order, with purpose, presenter and minutes against the time there is.
2. Call the roll: one key a person, and at once how many are represented.
3. Take the minutes: type what is said; decisions and actions get their reference, owner and date as they are typed.
"""

from __future__ import annotations

from functools import cached_property
from typing import ClassVar

from textual import work
from textual.app import ComposeResult
from textual.widgets import ContentSwitcher

from ictwg.domain.records import AgendaItem, Entry, Meeting
from ictwg.domain.schema import Record
from ictwg.domain.state import FixedRow
from ictwg.domain.values import MeetingState
from ictwg.errors import IctwgError
from ictwg.locales import t
from ictwg.meetings import meetings
from ictwg.meetings.invitation import Invitation
from ictwg.minutes.drafts import Drafts
from ictwg.minutes.gaps import Problem
from ictwg.ui.export_menu import CHAIR_COPY, export, send
from ictwg.ui.keys import bindings_for
from ictwg.ui.list_screen import Views
from ictwg.ui.screens.from_paper import write_from_paper
from ictwg.ui.screens.invitation_pane import InvitationPane
from ictwg.ui.screens.meeting.agenda import AgendaPane
from ictwg.ui.screens.meeting.approval import LifePane
from ictwg.ui.screens.meeting.attendance import AttendancePane
from ictwg.ui.screens.meeting.minutes import MinutesPane
from ictwg.ui.screens.meeting.pane import DiscussionNow, DraftAt, MeetingPane, box_place
from ictwg.ui.screens.meeting.sidebar import MeetingHead
from ictwg.ui.screens.meeting_steps import edit_meeting, take_step
from ictwg.ui.session_screen import SessionScreen
from ictwg.ui.widgets.bars import KeyBar, TopBar, ViewTabs

MINUTE = 60.0
LIFE = "life"


class MeetingScreen(Views, SessionScreen[None]):
    """One meeting.

    Args:
        meeting: Its id.
        item: The id of the item at which its minutes are opened; without one its agenda is.
        field: A field of the item, to be filled in: the agenda is opened with the item's form.
        view: Which view is opened; without one the minutes or the agenda, as said above.
        entry: The id of the line of the minutes on which the cursor stands.
    """

    BINDINGS: ClassVar = bindings_for("view", "meeting")
    VIEWS: ClassVar = ("agenda", "invitation", "attendance", "minutes", LIFE)

    VERTICAL_BREAKPOINTS = [(0, "-low"), (20, "-high")]

    def __init__(self, meeting: str, item: str | None = None, field: str = "", view: str = "", entry: str = "") -> None:
        super().__init__()
        self._meeting = meeting
        self._item = item
        self._field = field
        self._entry = entry
        self._view = view or ("minutes" if item and not field else "agenda")
        self._last = Meeting(FixedRow(Meeting.TABLE, meeting, {}))
        self._in_the_room = False
        self._back_to: Problem | None = None
        """The line of the read-back that is being mended here."""
        self.projector = False
        """Hides what the room must not see: other modes' bar, restricted lines, notes for the chair."""

    @property
    def meeting(self) -> Meeting:
        """The meeting as it is now; as it was where somebody has just deleted it."""
        self._last = self.session.state.get(Meeting, self._meeting) or self._last
        return self._last

    @cached_property
    def drafts(self) -> Drafts:
        return Drafts(self.session.store.local.draft_files)

    @cached_property
    def draft(self) -> DraftAt:
        """The line in the prompt, until it is entered."""
        return DraftAt(self, self._meeting)

    @cached_property
    def discussion(self) -> DiscussionNow:
        """What the room is at: for the clock, and for a second window that follows."""
        return DiscussionNow(self.session, self._meeting)

    @property
    def sends_of(self) -> Meeting:
        return self.meeting

    @property
    def item(self) -> AgendaItem | None:
        item = self.session.state.get(AgendaItem, self._item)
        return item if item is not None and item.meeting == self._meeting else None

    def compose(self) -> ComposeResult:
        yield TopBar()
        yield MeetingHead()
        yield ViewTabs(self._titles())
        with ContentSwitcher(initial=f"view-{self._view}"):
            yield AgendaPane("view-agenda")
            yield InvitationPane("view-invitation", self._invitation)
            yield AttendancePane("view-attendance")
            yield MinutesPane("view-minutes")
            yield LifePane("view-life")
        yield KeyBar()

    def on_mount(self) -> None:
        begun, boxed = self.draft.found(), DraftAt(self, box_place(self._meeting)).found()
        waits = begun or boxed
        if self.item is None and waits:
            self._item = waits.item
        self._item = self._item or self.discussion.item
        if self.item is None:
            current = meetings.current_item(self.session.state, self.meeting)
            self._item = current.id if current else None
        self.discussion.at(self._item, shown=self._view == "minutes")
        self.set_interval(MINUTE, self._show_note)
        self._show_now()
        self._pane.edit()
        if begun:
            self.query_one(MinutesPane).bring_back(begun)
            if self._view != "minutes":
                self.tell(t("minutes_screen.minutes.waits"))
        if boxed:
            self.tell(t("minutes_screen.minutes.box_waits"))
        if self._entry:
            self.query_one(MinutesPane).point_at(self._entry)
        if self._field and self._item:
            self.query_one(AgendaPane).mend(self._item, self._field)

    def on_unmount(self) -> None:
        self.draft.write()

    def on_resize(self) -> None:
        self._show_head()

    @property
    def _pane(self) -> MeetingPane:
        return self.query_one(f"#view-{self._view}", MeetingPane)

    def reload(self) -> None:
        if self.session.state.get(Meeting, self._meeting) is None:
            self.dismiss(None)
        else:
            self._show_now()

    def _show_now(self) -> None:
        self._pane.reload()
        self._show_head()

    def _invitation(self) -> Invitation:
        return Invitation(self.session.state, self.meeting, self.session.today)

    @property
    def views(self) -> tuple[str, ...]:
        """Minutes go their way once the meeting was held; the note of a drafting session is not adopted."""
        goes = self.meeting.state is MeetingState.HELD and not self.meeting.is_drafting
        held = goes or self._view == LIFE
        return tuple(view for view in self.VIEWS if held or view != LIFE)

    def _titles(self) -> tuple[tuple[str, str], ...]:
        return tuple((view, t(f"minutes_screen.view.{view}")) for view in self.views)

    def _show_head(self) -> None:
        self.query_one(ViewTabs).offer(self._titles())
        at = self.item if self.meeting.date == self.session.today else None
        self.query_one(MeetingHead).show(self.session.state, self.meeting, at, projector=self.projector)
        self._show_note()
        self.set_class(self.projector, "-projector")

    def _show_note(self) -> None:
        """Beside the tabs, on its own: the clock goes on without anything else being shown again."""
        self.query_one(ViewTabs).show(self._view, self._pane.note(), warns=self._pane.warns)

    def show_record(self, record: Record) -> None:
        if isinstance(record, AgendaItem):
            self.discuss(record)

    def complain(self, error: IctwgError) -> None:
        """Where minutes are taken it is said below the prompt: a toast would stand before the room."""
        if self._view == "minutes":
            self.query_one(MinutesPane).prompt.complain(error.message, error.hint)
        else:
            super().complain(error)

    # Views

    def go_to(self, view: str) -> None:
        """Another view; the projector is on when the room first sees the minutes of a meeting of today."""
        if view == "minutes" and self._view != "minutes" and self._begins:
            self.projector = self._in_the_room = True
        if view != self._view:
            self._pane.leave()
        self._view, self._back_to = view, None
        self.discussion.at(self._item, shown=view == "minutes")
        # What is hidden while it has the focus gives it up later, and would take it from who has it by then.
        self.set_focus(None)
        self.query_one(ContentSwitcher).current = f"view-{view}"
        self._show_now()
        self._pane.edit()

    @property
    def _begins(self) -> bool:
        """Once: who has turned it off keeps it off. The roll may have been called before."""
        return not self._in_the_room and meetings.is_under_way(self.meeting, self.session.today)

    def discuss(self, item: AgendaItem) -> None:
        self._item = item.id
        self.go_to("minutes")

    def turn_to(self, item: AgendaItem) -> None:
        """Another item is under discussion; the cursor stays where it is."""
        if item.id != self._item:
            self._item = item.id
            self.discussion.at(item.id)
            self._show_now()

    def mend(self, gap: Problem) -> None:
        """What the read-back has no form for: on the roll, or at the line of the minutes. Escape leads back to it."""
        entry = self.session.state.get(Entry, gap.record)
        if entry is None:
            self.go_to("attendance")
            self.query_one(AttendancePane).point_at(gap.record)
        else:
            self._item = entry.item
            self.go_to("minutes")
            self.query_one(MinutesPane).point_at(entry.id)
        self._back_to = gap
        self.refresh_bindings()

    @property
    def told_as(self) -> dict[str, str]:
        return {"meeting.close": "meeting.read_back"} if self._back_to else {}

    def action_projector(self) -> None:
        self.projector = not self.projector
        self._show_now()

    # The meeting

    @property
    def help_about(self) -> str:
        """Above the keys of the minutes: the words with which a line may begin."""
        return t("minutes_screen.minutes.words") if self._view == "minutes" else ""

    @work
    async def action_step(self) -> None:
        await take_step(self, self.meeting)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """In the room there is no place for the key of the form."""
        if action == "edit_whole":
            return self._view in ("agenda", "invitation")
        return super().check_action(action, parameters)

    @work
    async def action_edit_whole(self) -> None:
        """Its hours, venue and people."""
        await edit_meeting(self, self.meeting)

    @work
    async def action_export(self) -> None:
        await export(self, self.meeting)

    @work
    async def action_chair_copy(self) -> None:
        await send(self, self.meeting, CHAIR_COPY)

    @work
    async def action_from_paper(self) -> None:
        """Somebody's handwriting on a printed draft."""
        await write_from_paper(self, self.meeting)

    def action_close_meeting(self) -> None:
        """Back to the list, or to the read-back."""
        at = self._back_to
        if at is None:
            self.leave()
            return
        self.go_to("minutes")
        self.query_one(MinutesPane).read_back(at)

    def action_back(self) -> None:
        """The digit of the meetings leads back to them."""
        self.action_close_meeting()

    def leave(self) -> None:
        """Back to the list; a typed line waits for the next time."""
        self.draft.write()
        self.dismiss(None)
