"""Today (1): what must I do now.

The three jobs that it is for:

1. See at one glance, before coffee: the next meeting and what is still to do for it, minutes due, who is late.
2. Do it: F4 ticks a task or a step of the checklist, or says that a paper was sent; Enter goes to where the work is.
3. Know that all is well: what is to mend, and whether everything is saved and with the colleagues.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING, ClassVar, Literal, NamedTuple, TypeVar

from rich.cells import cell_len
from textual import work
from textual.app import ComposeResult

from ictwg.actions.action_rows import NOBODY, ActionGroup, ActionRow, table_of
from ictwg.app.saving import brought_words, problem_words, state_words
from ictwg.domain.calendar import how_soon, short_day
from ictwg.domain.records import Action, Contact, Meeting
from ictwg.domain.schema import RECORDS, Record
from ictwg.domain.state import State
from ictwg.locales import t
from ictwg.tasks.checklists import UpcomingMeeting, upcoming
from ictwg.ui.keys import bindings_for
from ictwg.ui.places import PLACES
from ictwg.ui.read_ahead import gc_paused
from ictwg.ui.session_screen import SessionScreen
from ictwg.ui.styles import FIRST
from ictwg.ui.text import line
from ictwg.ui.widgets.bars import KeyBar, TopBar
from ictwg.ui.widgets.columns import GAP, Cell, CellPiece, Column, GroupHeading, Tone, fitted
from ictwg.ui.widgets.looks import DUE, LATE
from ictwg.ui.widgets.virtual_list import VirtualList

if TYPE_CHECKING:
    from ictwg.app.made_papers import MadePaper
    from ictwg.app.today import AskedDue, MinutesDue, TodayView
    from ictwg.minutes.gaps import ProblemKind
    from ictwg.programme.due import ProgrammeDue


F = TypeVar("F")

Leads = Literal[
    "papers",
    "meeting",
    "taking",
    "minutes",
    "unsigned",
    "asking",
    "made",
    "task",
    "owing",
    "two_answers",
    "mend",
    "followup",
    "tasks",
    "programme",
    "sharing",
    "replies",
]

_AT_LEAST = 3


class TodayRow(NamedTuple):
    """One line; `leads` says where Enter goes, `target` to which record there.

    `shorter` is the note in fewer and fewer words, for where there is no room for all of it; `brief` the text where the
    note is worth more than the rest of it.
    """

    id: str
    text: str
    note: str
    leads: Leads
    target: str = ""
    tone: Tone = ""
    note_tone: Tone = "muted"
    shorter: tuple[str, ...] = ()
    brief: str = ""


class Saving(NamedTuple):
    """A line on saving and sharing: whole, then in fewer and fewer words; `waits` for a person or not."""

    words: tuple[str, ...]
    waits: bool = False


Lines = list[TodayRow | GroupHeading]


def cell_of(row: TodayRow, width: int) -> Cell:
    """The text on the left and the note on the right; where both do not fit, the text keeps half the width."""
    room = max(0, width - GAP)
    if row.note_tone == "bad":
        whole = f"{t('today.is_overdue')} · {row.note}" if row.leads == "programme" else row.note
        row = row._replace(note=_marked(whole), shorter=(_marked(row.note), *map(_marked, row.shorter)))
    told = row.brief if row.brief and cell_len(line(row.text)) + cell_len(line(row.note)) > room else row.text
    left = max(room - cell_len(line(told)), room // 2)
    notes = (row.note, *row.shorter)
    words = next((note for note in notes if cell_len(line(note)) <= left), notes[-1])
    note = min(cell_len(line(words)), left)
    text = room - note
    return (CellPiece(fitted(told, text), row.tone), CellPiece(" " * GAP + fitted(words, note, "right"), row.note_tone))


def today_lines(
    view: TodayView,
    mend: dict[ProblemKind, int],
    saving: Sequence[Saving],
    height: int,
    asked: Sequence[str] = (),
    made: Sequence[TodayRow] = (),
    replies: int = 0,
) -> Lines:
    """Everything, cut so that each part keeps its place: three lines a part at least, more where all have room.

    Args:
        view: What is to be done.
        mend: What is to be mended, by its kind.
        saving: What is to be said of saving and sharing.
        height: Of the screen, in lines.
        asked: Where two people answered differently.
        made: Papers of which nobody has said that they went out.
        replies: Files in the folder of replies of this computer.
    """
    ends: Lines = [*_waiting(replies, asked, mend), *(_saving(f"saving/{n}", one) for n, one in enumerate(saving))]
    parts = _parts(view, made, ends, _AT_LEAST)
    for room in range(_AT_LEAST + 1, height):
        larger = _parts(view, made, ends, room)
        if _tall(larger) > height:
            break
        parts = larger
    return _joined([part for part in parts if part], spaced=_tall(parts) <= height)


def _parts(view: TodayView, made: Sequence[TodayRow], ends: Lines, room: int) -> tuple[Lines, ...]:
    """Each with about so many lines at the most."""
    count = " · ".join((t("today.overdue", count=view.overdue), t("today.soon", count=view.soon)))
    heading = GroupHeading("heading/owing", t("today.owing"), count)
    shown = view.owing[:room]
    left = len(view.owing) - len(shown)
    more = TodayRow("owing/more", t("today.more_organizations", count=left), "", "followup", tone="muted")
    none = TodayRow("owing/none", t("today.nobody_owes"), "", "followup", tone="muted")
    rows = [*map(_owes, shown), *([more] if left else [])]
    return (
        [*_meeting_lines(view.next, room, view.agreed), *(_papers() if view.is_new else ())],
        _part("minutes", t("records.meeting.minutes_state"), view.minutes, _pending, room),
        _part("calls", t("today.calls"), view.calls, _programme, room),
        _part("asking", t("today.asking"), view.asked, _asking, room),
        _part("made", t("today.made", count=len(made)), made, lambda row: row, room),
        [heading, *(rows or [none])],
        _task_lines(view, room),
        _part("programme", t("today.programme"), view.programme, _programme, room),
        ends,
    )


def _papers() -> Lines:
    return [TodayRow("papers", t("today.papers"), t("today.papers.note"), "papers", tone="strong")]


def _tall(parts: Sequence[Lines]) -> int:
    """With an empty line between the parts."""
    return sum(map(len, parts)) + sum(map(bool, parts)) - 1


def _joined(parts: Sequence[Lines], *, spaced: bool) -> Lines:
    """With an empty line between the parts where there is room for it."""
    lines: Lines = []
    for n, part in enumerate(parts):
        if n and spaced:
            lines.append(GroupHeading(f"space/{n}", ""))
        lines += part
    return lines


def _meeting_lines(coming: UpcomingMeeting | None, room: int, agreed: str = "") -> Lines:
    heading = GroupHeading("heading/next", t("records.meeting.next_meeting"))
    if coming is None:
        note = t("today.agreed", day=agreed) if agreed else ""
        return [heading, TodayRow("next/none", t("today.no_meeting"), note, "meeting", tone="muted")]
    meeting = coming.meeting
    hour = meeting.start.strftime("%H:%M") if meeting.start else ""
    day, place = (short_day(meeting.date), how_soon(coming.days)), [*filter(None, (hour, meeting.venue))]
    when, brief = (" · ".join((*day, *where)) for where in (place, place[:1]))
    title = f"{coming.name}  {meeting.title}".strip()
    named = TodayRow(f"next/{meeting.id}", title, when, "meeting", meeting.id, "strong", shorter=(brief,))
    steps = [_step(step, coming.today) for step in coming.steps[: room - 1]]
    left = len(coming.steps) - len(steps)
    done = t("today.steps", count=coming.done) if coming.done else ""
    more = _more(left) if done or not left else t("today.more_steps", count=left)
    note = " · ".join(filter(None, (done, more)))
    return [GroupHeading(heading.id, heading.title, note), named, *steps]


def _part(id: str, title: str, found: Sequence[F], row: Callable[[F], TodayRow], room: int) -> Lines:
    """What was found under its heading, with how much more there is; nothing where there is nothing."""
    shown = found[: room - 1]
    heading = GroupHeading(f"heading/{id}", title, _more(len(found) - len(shown)))
    return [heading, *map(row, shown)] if found else []


def _pending(one: MinutesDue) -> TodayRow:
    leads: Leads = "taking" if one.now else "unsigned" if one.unsigned else "minutes"
    named = f"{one.name}  {one.title}".strip()
    return TodayRow(f"minutes/{one.id}", named, one.words, leads, one.id, "", _tone(late=one.late), brief=one.name)


def _asking(one: AskedDue) -> TodayRow:
    tone = _tone(late=one.late)
    return TodayRow(f"asking/{one.id}", one.name, one.words, "asking", one.id, "", tone, shorter=(one.shorter,))


def _made(state: State, id: str, one: MadePaper) -> TodayRow:
    day = short_day(one.day)
    return TodayRow(id, one.words(state), t("today.made_on", day=day), "made", one.path, shorter=(day,))


def _owes(one: ActionGroup) -> TodayRow:
    late = t("today.overdue_mark", count=one.late) if one.late else ""
    coming = len(one.rows) - one.late
    soon = t("today.no_answer" if one.invited else "today.soon", count=coming) if coming else ""
    words = " · ".join(filter(None, (late, soon)))
    owner = "" if one.id == NOBODY else "_".join(one.title.split())
    return TodayRow(f"owing/{one.id}", one.heading, words, "owing", owner, "", _tone(late=bool(one.late)))


def _task_lines(view: TodayView, room: int) -> Lines:
    """Mine, then the secretariat's, then what nobody has taken on yet, as in the view of Tasks.

    Mine come first where there is little room.
    """
    mine = len(view.tasks.mine)
    if not any(view.tasks):
        none = TodayRow("tasks/none", t("today.no_tasks"), "", "tasks", tone="muted")
        return [GroupHeading("heading/tasks", t("today.tasks")), none]
    note = t("today.open", count=mine) if mine else t("today.no_tasks")
    lines: Lines = [GroupHeading("heading/tasks", t("today.tasks"), note), *map(_task, view.tasks.mine[:room])]
    for key in ("secretariats", "nobodys"):
        rows: tuple[ActionRow, ...] = getattr(view.tasks, key)
        if rows:
            shown = rows[: max(1, room - mine)]
            count = " · ".join(filter(None, (t("today.open", count=len(rows)), _more(len(rows) - len(shown)))))
            lines += [GroupHeading(f"heading/{key}", t(f"tasks.{key}"), count), *map(_task, shown)]
    return lines


def _programme(one: ProgrammeDue) -> TodayRow:
    from ictwg.programme.due import Waits  # the first frame does without

    id = f"programme/{one.waits}/{one.record.id}"
    target = f"{one.record.TABLE}/{one.record.id}"
    if one.waits is Waits.DELAYED and not one.late:  # its lead says so before its end: no day has passed
        return TodayRow(id, one.name, _marked(one.words()), "programme", target, note_tone="warn")
    return TodayRow(id, one.name, one.words(), "programme", target, "", _tone(late=one.late))


def _step(step: Action, today: date) -> TodayRow:
    due = step.due if isinstance(step.due, date) else None
    late = due is not None and due < today
    return TodayRow(step.id, f"  ☐ {step.text}", short_day(due), "task", step.id, "", _tone(late=late))


def _task(row: ActionRow) -> TodayRow:
    """A step of a checklist names its meeting, where there is room: each meeting has the same steps."""
    due = f"{DUE} {t('today.is_today')}" if row.due_today else _marked(row.due) if row.late else row.due
    note = " · ".join(filter(None, (row.meeting if row.task else "", due)))
    tone: Tone = "warn" if row.due_today else _tone(late=row.late)
    return TodayRow(row.id, f"☐ {row.text}", note, "task", row.action, "", tone, shorter=(due,))


def _waiting(replies: int, asked: Sequence[str], mend: dict[ProblemKind, int]) -> Iterator[TodayRow]:
    """What waits for an answer, each in one line, as long as there is some."""
    if replies:
        yield TodayRow("replies", t("today.replies", count=replies), t("today.replies.note"), "replies", "", "strong")
    if asked:
        said = t("today.asked", count=len(asked))
        whole, *notes = (", ".join(asked[:count]) + (", …" if len(asked) > count else "") for count in (3, 2, 1))
        yield TodayRow("asked", said, whole, "two_answers", "", "warn", shorter=(*notes, ""))
    if total := sum(mend.values()):
        kinds = " · ".join(f"{t(f'mend.kind.{kind}')}: {count}" for kind, count in mend.items() if count)
        yield TodayRow("mend", t("mend.count", count=total), kinds, "mend", "", "warn")


def _saving(id: str, said: Saving) -> TodayRow:
    here = said.words[0].partition(" · ")[0]
    note, *shorter = (one.partition(" · ")[2] for one in said.words)
    return TodayRow(id, here, note, "sharing", "", "warn" if said.waits else "muted", shorter=tuple(shorter))


def _marked(note: str) -> str:
    """What is overdue is seen without colours too."""
    return note if not note or LATE in note else f"{LATE} {note}"


def _tone(*, late: bool) -> Tone:
    return "bad" if late else "muted"


def _more(count: int) -> str:
    return t("today.more", count=count) if count else ""


_KEPT = {
    "taking": Meeting.action_points_out.name,
    "minutes": Meeting.circulated.name,
    "unsigned": Meeting.circulated.name,
}
"""The field that leads to the view in which it is kept."""

_OFFERED = frozenset({"new", "done", "mend", "not_needed", "export_list"})
_EXPORTS = {"record.export": "meeting.export"}
_OF_MADE = _EXPORTS | {"today.done": "today.sent"}
_OF_UNSIGNED = _EXPORTS | {"today.done": "today.signed", "today.not_needed": "today.not_signed"}
"""What keys do here, to a paper that was made, and to minutes of which no signed copy is on file."""


class TodayScreen(SessionScreen[None]):
    """What the first frame does not need is imported when it is used: forms alone take a tenth of the start."""

    CSS_PATH = FIRST
    BINDINGS: ClassVar = [b for b in bindings_for("record", "today") if getattr(b, "action", "") in _OFFERED]

    def __init__(self) -> None:
        super().__init__()
        self._height = 0
        self._gone: frozenset[str] = frozenset()
        """Papers whose file is not there any more."""
        self._replies = 0
        self._made: dict[str, MadePaper] = {}
        """Those that wait, by the ids of their rows."""

    def compose(self) -> ComposeResult:
        yield TopBar()
        yield VirtualList((Column("row", "", lambda row: cell_of(row, self._list.room)),), header=False)
        yield KeyBar()

    @property
    def _list(self) -> VirtualList[TodayRow]:
        return self.query_one(VirtualList)

    def on_mount(self) -> None:
        """The next meeting at once; the program asks for the rest right after the first frame."""
        self._list.show(_meeting_lines(upcoming(self.session.state, self.session.today), _AT_LEAST))
        self._list.focus()

    def on_resize(self) -> None:
        """Another height has room for more, or for less."""
        if self._list.size.height != self._height:
            self.reload()

    def reload(self) -> None:
        if not self.program.is_whole:
            return
        from ictwg.app.made_papers import waiting
        from ictwg.app.problems.clashes import broken
        from ictwg.app.problems.papers import open_folders
        from ictwg.app.problems.problems import count_of, undecided, undecided_where
        from ictwg.app.sync import quiet_words, waiting_lines
        from ictwg.app.today import today_view

        self._height = self._list.size.height
        session, store = self.session, self.session.store
        with gc_paused():
            table_of(session.state).rows(session.today)
        status = store.sync.status()
        others = status.asked + len(waiting_lines(session, status)) + broken(store)
        papers = len(open_folders(session))
        mend = count_of(session.state, session.today, contested=session.contested.records, others=others, papers=papers)
        saving = (
            *(Saving((words,)) for words in quiet_words(session, status, session.zone)),
            *(Saving((words,), waits=True) for words in problem_words(status)),
            *(Saving((words,)) for words in brought_words(status)),
            Saving(state_words(status, session.zone)),
        )
        view = today_view(session.state, session.today, session.settings.user_name)
        asked = [undecided_where(session.state, *one) for one in undecided(session.state, session.contested.records)]
        self._made = {f"made/{one.id}": one for one in waiting(session) if one.id not in self._gone}
        rows = [_made(session.state, id, one) for id, one in self._made.items()]
        self._list.show(today_lines(view, mend, saving, self._height, asked, rows, self._replies))
        self._look_for_gone()

    @work(exclusive=True, group="gone")
    async def _look_for_gone(self) -> None:
        """In a thread: a shared folder may take its time."""
        from ictwg.app.made_papers import waiting
        from ictwg.app.reply_folder import dropped, folder_of

        made, folder = waiting(self.session), folder_of(self.session.settings)
        there, files = await asyncio.to_thread(lambda: ([one.is_there for one in made], dropped(folder)))
        gone = frozenset(one.id for one, found in zip(made, there, strict=True) if not found)
        if (gone, len(files)) != (self._gone, self._replies):
            self._gone, self._replies = gone, len(files)
            self.reload()

    def saving_changed(self) -> None:
        self.reload()

    async def on_virtual_list_chosen(self, event: VirtualList.Chosen) -> None:
        if event.row.leads == "papers":
            from ictwg.ui.screens.errands import import_files

            self.program.run_worker(import_files(self.program))
        else:
            await self._follow(event.row)

    async def _follow(self, row: TodayRow) -> None:
        match row.leads:
            case "meeting":
                meeting = self.session.state.get(Meeting, row.target)
                await (self.program.open_record(meeting) if meeting else self.program.action_mode("agenda"))
            case "taking" | "minutes" | "unsigned":
                await self._to_record(Meeting, row.target, _KEPT[row.leads])
            case "made":
                self.program.open_file(row.target)
            case "task":
                await self._to_record(Action, row.target)
            case "asking":
                self._to_asking(row.target)
            case "programme":
                table, _, id = row.target.partition("/")
                await self._to_record(RECORDS[table], id)
            case "owing" | "followup":
                await self.program.open_actions(row.target)
            case "tasks":
                await self.program.action_mode("tasks")
            case "mend" | "two_answers" | "sharing" | "replies":
                self.app.push_screen(PLACES[row.leads]())

    def _to_asking(self, id: str) -> None:
        from ictwg.programme.owed import askings
        from ictwg.ui.screens.askings import AskingScreen

        asking = next((one for one in askings(self.session.state, self.session.today) if one.id == id), None)
        if asking is not None:
            self.app.push_screen(AskingScreen(asking))

    async def _to_record(self, kind: type[Record], id: str, field: str = "") -> None:
        """Of a meeting to the view in which this field is kept; of a call back to the sheet with the numbers."""
        record = self.session.state.get(kind, id)
        if isinstance(record, Contact):
            from ictwg.ui.screens.calls import CallsScreen

            self.app.push_screen(CallsScreen(record.organization or ""))
        elif record is not None:
            await self.program.open_record(record, field)

    @property
    def told_as(self) -> dict[str, str]:
        return _OF_MADE if self._paper else _OF_UNSIGNED if self._unsigned else _EXPORTS

    def cursor_moved(self, moved: VirtualList[TodayRow], /) -> None:  # noqa: ARG002 - the shared signature
        """A paper can be sent, and minutes signed, or need not be."""
        self.refresh_bindings()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        if action == "not_needed":
            return bool(self._paper or self._unsigned)
        return super().check_action(action, parameters)

    @property
    def _paper(self) -> MadePaper | None:
        """The one under the cursor, of those that were made and not sent."""
        return self._made.get(self._list.cursor_id or "") if self.is_mounted else None

    @property
    def _unsigned(self) -> Meeting | None:
        """The meeting under the cursor, of those whose minutes nobody has signed."""
        row = self._list.current if self.is_mounted else None
        return self.session.state.get(Meeting, row.target if row is not None and row.leads == "unsigned" else "")

    @work
    async def _sent(self, one: MadePaper) -> None:
        """By the step that says so, where that was not taken yet."""
        from ictwg.app.made_papers import out_on
        from ictwg.minutes.steps import step_of
        from ictwg.ui.screens.meeting_steps import carry_on

        state = self.session.state
        meeting = state.get(Meeting, one.about.rpartition("/")[2])
        if meeting is not None and out_on(state, one) is None:
            step = step_of(state, meeting, self.session.today, one.paper, one.audience)
            if step:
                await carry_on(self, meeting, step)
                return
        self._settle(one, "sent")

    def action_not_needed(self) -> None:
        """A paper that need not go out; minutes that nobody will sign."""
        from ictwg.minutes.approval import never_signed

        if (meeting := self._unsigned) is not None:
            self.carry_out(lambda: never_signed(self.session.state, meeting))
        elif self._paper is not None:
            self._settle(self._paper, "not_needed")

    def _settle(self, one: MadePaper, how: str) -> None:
        """Says which one: where it was stands the next."""
        from ictwg.app.made_papers import settle

        self.tell(t("ui.done", what=settle(self.session, one, how)))
        self.reload()

    def action_done(self) -> None:
        """Ticks a task; takes minutes to their next step, or files a signed copy; says that a paper was sent."""
        from ictwg.actions import actions as followup

        row = self._list.current
        task = self.session.state.get(Action, row.target) if row is not None and row.leads == "task" else None
        if self._paper is not None:
            self._sent(self._paper)
        elif self._unsigned is not None:
            self._file_copy(self._unsigned)
        elif row is not None and row.leads in ("minutes", "taking"):
            self._next_step(row.target)
        elif task is not None:
            self.carry_out(lambda: followup.close(self.session.state, task, self.session.today))
        else:
            self.tell(t("today.not_done_here"))

    @work
    async def _file_copy(self, meeting: Meeting) -> None:
        from ictwg.ui.screens.meeting_steps import file_signed_copy

        await file_signed_copy(self, meeting)

    @work
    async def _next_step(self, target: str) -> None:
        from ictwg.minutes.steps import minutes_steps
        from ictwg.ui.screens.meeting_steps import carry_on

        meeting = self.session.state.get(Meeting, target)
        if meeting is not None:
            await carry_on(self, meeting, minutes_steps(self.session.state, meeting)[0])

    @work
    async def action_export_list(self) -> None:
        """What the last step has offered, else a paper about the meeting under the cursor, or about one to choose."""
        from ictwg.ui.export_menu import export, offered_now
        from ictwg.ui.screens import errands

        now, row, state = offered_now(self.program), self._list.current, self.session.state
        target = row.target if row is not None else ""
        step = state.get(Action, target)
        meeting = now.offer.about if now else state.get(Meeting, step.meeting if step is not None else target)
        await (export(self, meeting) if meeting is not None else errands.export(self.program))

    def action_mend(self) -> None:
        self.app.push_screen(PLACES["mend"]())

    @work
    async def action_new(self) -> None:
        from ictwg.app.forms import actions as forms

        lookup = self.session.lookup
        form = forms.new_form(lookup, task=True)
        await self.fill_in(t("tasks.new"), form, lambda values: forms.new_action(lookup, values, task=True))
