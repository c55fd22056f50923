"""Hostile text in every declared field, on every screen and in every box: shown as it is, and never obeyed.

Screens and boxes are found by reflection: a new one without a way to it here is a failure.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import replace
from email.message import EmailMessage
from functools import partial
from importlib import import_module
from pathlib import Path
from pkgutil import walk_packages
from threading import Event
from typing import Any

from tests.builders import known
from tests.ui.hostile_group import HOSTILE, MARK, TRICKS, hostile_group
from tests.ui.looking import strips_of
from textual import events
from textual.pilot import Pilot
from textual.screen import ModalScreen, Screen
from textual.widgets import Input

import ictwg.ui.modals
import ictwg.ui.screens
from ictwg.app.forms.choices import Choice
from ictwg.app.forms.declared import fields_for
from ictwg.app.forms.fields import FormField
from ictwg.app.import_questions import NamedBody
from ictwg.app.search.search import SearchIndex
from ictwg.app.session import Session
from ictwg.contacts.circulation import OutgoingPaper
from ictwg.documents.comments import add_comment
from ictwg.domain.changes import Changes, Edit
from ictwg.domain.ids import row_key
from ictwg.domain.records import (
    Activity,
    AgendaItem,
    Contact,
    Decision,
    Document,
    DocumentVersion,
    IncomingLetter,
    Letter,
    Meeting,
    Organization,
    OutsideReport,
    Participant,
    Plan,
    Round,
    RoundAnswer,
    TrackStep,
    Training,
)
from ictwg.domain.schema import RECORDS, Setting
from ictwg.domain.values import Audience, Commented, MeetingState, MinutesState, RoundState
from ictwg.imports.doubts import NEW_ORGANIZATION, NO_ORGANIZATION, TAKE, DoubtKind, ReadingDoubt
from ictwg.imports.report import ImportPlan, ImportRow, RowState
from ictwg.members.member_detail import organization_detail
from ictwg.minutes import approval as minutes_way
from ictwg.papers.files import WrittenFile
from ictwg.programme.rounds import RoundAsking
from ictwg.store.maintenance.restoring import Restoration
from ictwg.store.sync import held
from ictwg.ui.app import IctwgApp
from ictwg.ui.list_screen import ListScreen
from ictwg.ui.modals.box import MOMENT, Confirm, MemberCard, PassphraseBox, RecordCard, ToldBox, Working, WrittenBox
from ictwg.ui.modals.choose import Choose, Help, HelpRow, Search
from ictwg.ui.modals.form_screen import FormScreen, LongForm, PasteBlock, TextEditor
from ictwg.ui.palette import Palette
from ictwg.ui.projector import ProjectScreen
from ictwg.ui.screens.answers import TwoAnswersScreen
from ictwg.ui.screens.askings import AskingScreen, AskingsScreen
from ictwg.ui.screens.backups import BackupsScreen, RestoreScreen
from ictwg.ui.screens.calls import CallsScreen
from ictwg.ui.screens.circulation import CirculationScreen
from ictwg.ui.screens.document import DocumentScreen
from ictwg.ui.screens.followup import FollowupScreen
from ictwg.ui.screens.history import HistoryScreen, RecordHistoryScreen, TrashScreen
from ictwg.ui.screens.import_preview import ImportCard, ImportScreen
from ictwg.ui.screens.letters import IncomingLettersScreen, LetterScreen, LettersScreen
from ictwg.ui.screens.meeting.read_back import ReadBackScreen
from ictwg.ui.screens.meeting.screen import MeetingScreen
from ictwg.ui.screens.merging import SameScreen
from ictwg.ui.screens.new_bodies import NewBodiesScreen
from ictwg.ui.screens.next_meeting import PreparingScreen
from ictwg.ui.screens.plan import ComparisonScreen, PlanScreen
from ictwg.ui.screens.problems import ProblemsScreen
from ictwg.ui.screens.programme import TrainingRollScreen, TrainingScreen
from ictwg.ui.screens.replies import RepliesScreen
from ictwg.ui.screens.reports import CalendarScreen, CoverageScreen, OutsideReportScreen, PageScreen, ReportsScreen
from ictwg.ui.screens.returned_copy import CopyScreen
from ictwg.ui.screens.round_reports import RoundReportsScreen
from ictwg.ui.screens.sharing import HeldScreen, RestoredScreen, SharingScreen, UnsealedScreen
from ictwg.ui.screens.sub_groups import BodyScreen, SubGroupsScreen
from ictwg.ui.session_screen import SessionScreen
from ictwg.ui.text import plain
from ictwg.ui.widgets.virtual_list import VirtualList

PATIENCE = 500
FIELDS = 8
"""So many stand on a form without scrolling."""

BASES = {
    "Box": "the frame of all boxes",
    "SearchBox": "what choosing, the help and the search share",
    "TallSearch": "what the search and the palette share",
    "ActionScreen": "what Follow-up and Tasks share",
    "Listed": "what the places share that only the palette leads to",
    "MembershipSteps": "the steps that Membership takes",
    "LetterSteps": "the steps that letters take, in a list and one by one",
    "ChooseDoubt": "a choice with one key more; the texts are those that `Choose` shows",
}
"""Screen classes that are never shown themselves, and why."""

FORBIDDEN = frozenset(
    [*map(chr, range(0x20)), *map(chr, range(0x7F, 0xA0)), *"\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"]
)
MODES = {
    "today": "TodayScreen",
    "agenda": "MeetingsScreen",
    "membership": "MembershipScreen",
    "followup": "FollowupScreen",
    "tasks": "TasksScreen",
    "programme": "ProgrammeScreen",
}


def shown_classes() -> Iterator[type[Screen[Any]]]:
    """Every class of a screen or a box in the two packages."""
    for package in (ictwg.ui.screens, ictwg.ui.modals):
        for module in walk_packages(package.__path__, f"{package.__name__}."):
            for value in vars(import_module(module.name)).values():
                ours = isinstance(value, type) and issubclass(value, Screen) and value.__module__ == module.name
                if ours and value.__name__ not in BASES:
                    yield value


class Walk:
    """The running program, and what has been looked at in it."""

    def __init__(self, app: IctwgApp, pilot: Pilot[None]) -> None:
        self.app = app
        self.pilot = pilot
        self.met: set[str] = set()

    async def look(self, *, marked: bool = True) -> None:
        """Nothing is obeyed that stands on the screen in front; the mark is there as it was typed."""
        await self.pilot.pause()
        self.met.add(type(self.app.screen).__name__)
        where = repr(self.app.screen)
        strips = strips_of(self.app)
        for _ in range(PATIENCE):  # a box shows its list once it has been laid out
            if not marked or any(MARK in strip.text for strip in strips):
                break
            await self.pilot.pause(0.02)
            strips = strips_of(self.app)
        for strip in strips:
            assert not FORBIDDEN & set(strip.text), f"{where}: {strip.text!r}"
            assert not any(_acts(segment) for segment in strip), f"{where} runs text: {strip.text!r}"
        for widget in self.app.screen.query("*"):
            for title in (widget.border_title, widget.border_subtitle, widget.tooltip):
                assert not FORBIDDEN - {"\n"} & set(str(title or "")), f"{where}: {title!r}"
        assert self.app.is_running
        shown = "\n".join(strip.text for strip in strips)
        assert not marked or MARK in shown, f"{where} hides {MARK}:\n{shown}"

    async def paste(self) -> None:
        """Into what has the focus, as a terminal hands it over."""
        self.app.post_message(events.Paste(f"{TRICKS}\n{TRICKS}"))
        await self.pilot.pause(0.1)
        await self.look(marked=False)

    async def box(self, make: Callable[[], ModalScreen[Any]], *, marked: bool = True) -> None:
        self.app.push_screen(make())
        await self.look(marked=marked)
        await self.paste()
        self.app.pop_screen()
        await self.pilot.pause()


def _acts(segment: Any) -> bool:
    return "quit" in str(segment.style.meta.get("@click", "")) if segment.style is not None else False


async def modes(walk: Walk) -> None:
    for mode in MODES:
        await walk.app.switch_mode(mode)
        await walk.pilot.pause(0.1)
        await walk.pilot.press(*(["right"] if mode == "tasks" else []))
        await walk.look()
        await walk.pilot.press("end")
        await walk.look(marked=False)


async def meeting(walk: Walk) -> None:
    """Every meeting in all its views, and each item of the agenda in the minutes."""
    await walk.app.switch_mode("agenda")
    for one in walk.app.session.state.all(Meeting):
        screen = MeetingScreen(one.id)
        walk.app.push_screen(screen)
        for view in MeetingScreen.VIEWS:
            await walk.pilot.pause()
            screen.go_to(view)
            await walk.look()
        for item in walk.app.session.state.linked(AgendaItem, AgendaItem.meeting, one.id):
            screen.discuss(item)
            await walk.look()
        for over in (ReadBackScreen(one.id, projector=False), ProjectScreen(walk.app.session, one.id)):
            walk.app.push_screen(over)
            await walk.look(marked=False)
            walk.app.pop_screen()
        walk.app.pop_screen()
        await walk.pilot.pause()


async def adoption(walk: Walk) -> None:
    """A comment and what becomes of it, before the minutes are adopted and after; a correction; what a step asks."""
    session = walk.app.session
    held = session.state.all(Meeting)[0]
    out = (Meeting.state(MeetingState.HELD), Meeting.minutes_state(MinutesState.CIRCULATED))
    session.commit(Edit("verbs.edited", HOSTILE).update(held, *out).done())
    said = Contact.text(HOSTILE)
    commented = add_comment(
        session.state, held, session.state.all(Organization)[0], session.today, Commented.COMMENTS, said
    )
    session.commit(commented)
    for adopted in (False, True):
        if adopted:
            now = known(session.state.get(Meeting, held.id))
            session.commit(minutes_way.adopt_by_silence(now, session.today))
        screen = MeetingScreen(held.id, view="life")
        walk.app.push_screen(screen)
        await walk.look()
        rows = screen.query_one("#view-life VirtualList", VirtualList)
        for row, keys in (
            ("comments", ("enter", "end", "enter", "enter")),
            ("step/adopted", ("enter",)),
            ("", ("ctrl+n",)),
        ):
            rows.move_to(row)
            for key in keys:
                await walk.pilot.press(key)
                await walk.look(marked=bool(row))
            while walk.app.screen is not screen:
                walk.app.pop_screen()
                await walk.pilot.pause()
        walk.app.pop_screen()
        await walk.pilot.pause()
    for _ in range(3):
        session.undo()


async def mend(walk: Walk) -> None:
    walk.app.push_screen(ProblemsScreen())
    await walk.look(marked=False)
    for _ in range(6):
        await walk.pilot.press("right")
        await walk.look(marked=False)
    walk.app.pop_screen()


async def two_answers(walk: Walk) -> None:
    walk.app.push_screen(TwoAnswersScreen())
    await walk.look()
    await walk.pilot.press("enter")
    await walk.look()
    await walk.pilot.press("escape")
    walk.app.pop_screen()


def _copy(row: ImportRow) -> CopyScreen:
    change = ReadingDoubt(DoubtKind.CHANGED, 0, HOSTILE, (TAKE, f"comment {HOSTILE}"), place=f"{TRICKS} · {HOSTILE}")
    return CopyScreen(row._replace(doubts=(change,)), {})


def _bodies() -> NewBodiesScreen:
    choices = (HOSTILE, NEW_ORGANIZATION, NO_ORGANIZATION)
    doubt = ReadingDoubt(DoubtKind.UNKNOWN_ORGANIZATION, 0, HOSTILE, choices, about=HOSTILE, place=TRICKS)
    return NewBodiesScreen((NamedBody(HOSTILE, ((HOSTILE, doubt),)),), {})


async def places(walk: Walk) -> None:
    """History, and what the trash and a backup of this very group hold: a hostile record is deleted for it."""
    session = walk.app.session
    _second_copy(Path(session.store.path))
    session.store.sync.share()
    record = session.state.all(Decision)[0]
    session.commit(Edit("verbs.removed", HOSTILE).remove(record).done())
    places = [(Organization.TABLE, row_key(one.id)) for one in session.state.all(Organization)[:2]]
    waiting = dict(zip(places, ({}, {Organization.aliases.name + f"/{HOSTILE}": ("ana@1",)}), strict=False))
    held.held_file(session.store.local.replica).save(waiting)
    session.store.refresh()
    plan = ImportPlan((ImportRow(RowState.NEW, HOSTILE, TRICKS, HOSTILE),), Changes("verbs.imported"))
    screens = (
        HistoryScreen(),
        TrashScreen(),
        RestoreScreen(HOSTILE, _put_back(session)),
        _copy(plan.rows[0]),
        _bodies(),
    )
    restored = RestoredScreen()
    restored.waiting = session.store.sync.held  # type: ignore[method-assign]  # nothing was restored here
    unsealed = UnsealedScreen()
    unsealed.waiting = session.store.sync.held  # type: ignore[method-assign]  # nor is this group encrypted
    asked = (SharingScreen(), HeldScreen(), restored, unsealed)
    for screen in (*screens, *asked, ImportScreen("Import", plan), RecordHistoryScreen(record)):
        walk.app.push_screen(screen)
        await walk.look()
        walk.app.pop_screen()
    one, twin = session.state.all(Organization)[0], session.state.new_id()
    said = (Setting(field, field.encode(field.of(one))) for field in Organization.fields())
    session.commit(Edit("verbs.created", HOSTILE).create(Organization, twin, *said).done())
    other = known(session.state.get(Organization, twin))
    walk.app.push_screen(SameScreen(one, other))
    await walk.look()
    for key in ("enter", "escape", "f9"):
        await walk.pilot.press(key)
        await walk.look()
    walk.app.pop_screen()
    session.undo()
    reports = ReportsScreen()
    walk.app.push_screen(reports)
    await walk.look(marked=False)
    told = []
    for view in reports.views:
        reports.go_to(view)
        told.append(bool(reports.rows()))
        await walk.look(marked=told[-1])
    assert any(told)
    walk.app.pop_screen()
    for of_training in (*_training(session), *_plan(session)):
        walk.app.push_screen(of_training)
        await walk.look()
        walk.app.pop_screen()
    for place in (CoverageScreen, CalendarScreen):
        walk.app.push_screen(place())
        await walk.look(marked=False)
        walk.app.pop_screen()
    walk.app.push_screen(BackupsScreen())
    await walk.look(marked=False)
    walk.app.pop_screen()
    session.undo()


def _training(session: Session) -> Iterator[ListScreen[Any]]:
    """One of a day, and who is on its roll."""
    whole, edit = session.state.new_id(), Edit("verbs.created", HOSTILE)
    edit.create(Training, whole, Training.title(HOSTILE), Training.starts_on(session.today))
    named = (Participant.training(whole), Participant.name(HOSTILE))
    session.commit(edit.create(Participant, session.state.new_id(), *named).done())
    training = known(session.state.get(Training, whole))
    yield TrainingScreen(training)
    yield TrainingRollScreen(training)


def _plan(session: Session) -> Iterator[SessionScreen[None]]:
    """With an activity, a round on it that somebody was asked in, and the list of what many were asked for."""
    state, edit = session.state, Edit("verbs.created", HOSTILE)
    plan, asked, document, outside = (state.new_id() for _ in range(4))
    edit.create(Document, document, Document.title(HOSTILE))
    named = (DocumentVersion.document(document), DocumentVersion.label(HOSTILE), DocumentVersion.path(HOSTILE))
    edit.create(DocumentVersion, state.new_id(), *named, DocumentVersion.date(session.today))
    edit.create(TrackStep, state.new_id(), TrackStep.document(document), TrackStep.lies_with(HOSTILE))
    due = (OutsideReport.body(HOSTILE), OutsideReport.outside_deadline(session.today))
    edit.create(OutsideReport, outside, OutsideReport.title(HOSTILE), *due)
    edit.create(Plan, plan, Plan.title(HOSTILE))
    edit.create(Letter, state.new_id(), Letter.subject(HOSTILE))
    edit.create(IncomingLetter, state.new_id(), IncomingLetter.subject(HOSTILE))
    edit.create(Activity, state.new_id(), Activity.plan(plan), Activity.title(HOSTILE))
    edit.create(Round, asked, Round.title(HOSTILE), Round.plan(plan), Round.closes_on(session.today))
    home = RoundAnswer.organization(state.all(Organization)[0].id)
    answer = (RoundAnswer.round(asked), home, RoundAnswer.state(RoundState.ASKED))
    session.commit(edit.create(RoundAnswer, state.new_id(), *answer).done())
    whole, about, written = state.get(Plan, plan), state.get(Round, asked), state.get(Document, document)
    assert whole is not None
    assert about is not None
    assert written is not None
    yield from (PlanScreen(whole), ComparisonScreen(whole, whole))
    submitted = known(state.get(OutsideReport, outside))
    yield from (OutsideReportScreen(submitted), PageScreen(submitted))
    yield DocumentScreen(written)
    yield AskingScreen(RoundAsking(session.state, about, session.today))
    yield RoundReportsScreen(about)
    yield from (AskingsScreen(), CallsScreen(), LettersScreen(Letter), IncomingLettersScreen(IncomingLetter))
    yield LetterScreen(state.all(Letter)[0])
    yield CirculationScreen(OutgoingPaper("agenda", Audience.MEMBERS, state.all(Meeting)[0], ()))
    session.settings.replies = str(_dropped(Path(session.store.path).with_name("replies")))
    yield RepliesScreen()


def _dropped(folder: Path) -> Path:
    """A mail in which nothing is as it should be."""
    folder.mkdir()
    mail = EmailMessage()
    mail.set_content(f"{HOSTILE}\n{TRICKS}")
    mail.add_attachment(b"<p>" + HOSTILE.encode(), maintype="text", subtype="html", filename=f"{MARK}\u202e[b].html")
    head = f"From: {TRICKS} <a@b>\nSubject: {HOSTILE}\n".encode()
    (folder / f"\x1b[31m{MARK}.eml").write_bytes(head + mail.as_bytes())
    return folder


def _second_copy(path: Path) -> None:
    """Of a name that no terminal should see."""
    name = f"{path.stem} (conflicted copy {MARK} [b] \x1b]52;c;x\x07\u202e [@click=app.quit] 2010-03-11 1012).json"
    path.with_name(name).write_bytes(bytes(400))


def _put_back(session: Session) -> Restoration:
    """What the shared file would put back, in which the deleted record still stands."""
    return session.store.maintenance.restoration(session.store.path)


async def forms(walk: Walk) -> None:
    """What every field of every declared record may be filled in with; of those that hold the same, one."""
    session = walk.app.session
    said = {
        (field.kind, field.value, field.options): field
        for kind in RECORDS.values()
        for field in fields_for(session.lookup, kind, session.state.all(kind)[0])
    }
    fields = [replace(field, name=f"field-{number}") for number, field in enumerate(said.values())]
    for start in range(0, len(fields), FIELDS):
        await walk.box(partial(FormScreen, HOSTILE, tuple(fields[start : start + FIELDS])))


async def boxes(walk: Walk) -> None:
    choices = (Choice("1", HOSTILE, HOSTILE), Choice("2", TRICKS, ""))
    row = HelpRow("app.quit", HOSTILE, HOSTILE, HOSTILE, "list", "quit", walk.app)
    organization = walk.app.session.state.all(Organization)[0]
    detail = organization_detail(walk.app.session.lookup, organization, walk.app.session.today)
    await walk.box(lambda: Choose(HOSTILE, choices))
    await walk.box(lambda: Confirm(plain(HOSTILE), yes=HOSTILE, no=HOSTILE))
    await walk.box(lambda: Confirm(plain(TRICKS), yes=TRICKS, no=TRICKS))
    await walk.box(lambda: PasteBlock(HOSTILE.splitlines()))
    await walk.box(lambda: TextEditor(HOSTILE, HOSTILE))
    await walk.box(lambda: Help((row,)))
    await walk.box(lambda: RecordCard(detail, page=True))
    await walk.box(lambda: MemberCard(detail))
    await walk.box(lambda: ImportCard(detail, decides=True))
    await walk.box(lambda: PassphraseBox(walk.app.session.store), marked=False)
    await walk.box(lambda: ToldBox(HOSTILE, HOSTILE))
    await walk.box(
        lambda: LongForm(HOSTILE, (FormField("path", HOSTILE, help=HOSTILE),), lambda *_: None, verb="form.go_on")
    )
    await working(walk)
    await walk.box(lambda: WrittenBox(WrittenFile(f"{MARK}/{TRICKS}", TRICKS)))


async def working(walk: Walk) -> None:
    done = Event()

    def work(_: Session, tell: Callable[[str], None]) -> None:
        tell(HOSTILE)
        done.wait(10)

    walk.app.push_screen(Working(HOSTILE, work))
    await walk.pilot.pause(2 * MOMENT)
    await walk.look()
    done.set()
    while isinstance(walk.app.screen, Working):
        await walk.pilot.pause()


async def search(walk: Walk) -> None:
    walk.app.push_screen(Search(SearchIndex(walk.app.session.state), walk.app.session.today))
    await walk.pilot.pause()
    walk.app.screen.query_one(Input).value = "INGO"
    await walk.look()
    await walk.paste()
    walk.app.pop_screen()


async def cards(walk: Walk) -> None:
    """The boxes as the screens themselves open them, where the list has something to open."""
    for mode, key in (("membership", "enter"), ("membership", "f2"), ("followup", "enter"), ("followup", "f2")):
        await walk.app.switch_mode(mode)
        await walk.pilot.pause(0.1)
        await walk.pilot.press("home", key)
        await walk.look()
        while len(walk.app.screen_stack) > 1 and isinstance(walk.app.screen, ModalScreen):
            walk.app.pop_screen()
            await walk.pilot.pause()


async def register(walk: Walk) -> None:
    """The register of decisions, and what its keys open on a proposal."""
    await walk.app.switch_mode("followup")
    await walk.pilot.pause(0.1)
    screen = walk.app.screen
    assert isinstance(screen, FollowupScreen)
    screen.show_filtered("decisions", "is:circulating")
    for key in ("home", "enter", "f4", "f5", "f6", "f7"):
        await walk.pilot.press(key)
        await walk.look(marked=key not in ("f4", "f7"))
        while isinstance(walk.app.screen, ModalScreen):
            walk.app.pop_screen()
            await walk.pilot.pause()


async def palette(walk: Walk) -> None:
    walk.app.action_command_palette()
    await walk.pilot.pause()
    assert isinstance(walk.app.screen, Palette)
    walk.app.screen.query_one(Input).value = "INGO"
    await walk.pilot.pause(0.6)
    await walk.look()
    await walk.paste()
    await walk.pilot.press("escape")


async def toast(walk: Walk) -> None:
    walk.app.say(HOSTILE)
    await walk.pilot.pause(0.2)
    await walk.look()
    walk.app.clear_notifications()


async def undo_tells(walk: Walk) -> None:
    """The subject of the last change is hostile too: its toast comes from the log."""
    walk.app.action_undo()
    await walk.pilot.pause(0.2)
    await walk.look(marked=False)
    walk.app.action_redo()
    await walk.look(marked=False)


async def preparing(walk: Walk) -> None:
    """What is proposed for a new meeting and for one that is planned; the bodies that meet, and who sits in one."""
    planned = next(one for one in walk.app.session.state.all(Meeting) if one.state is MeetingState.PLANNED)
    for screen in (PreparingScreen(planned.series, planned.id), PreparingScreen(planned.series)):
        walk.app.push_screen(screen)
        await walk.look()
        for _ in screen.proposal.items:
            await walk.pilot.press("down")
            await walk.look()
        walk.app.pop_screen()
    for listed in (SubGroupsScreen(), BodyScreen(planned.series)):
        walk.app.push_screen(listed)
        await walk.look()
        walk.app.pop_screen()


WITH_PANES = (modes, meeting, adoption, preparing, mend, two_answers, places, cards, register)
BOXES = (search, palette, toast, undo_tells, forms, boxes)


async def walked(
    session: Session, size: tuple[int, int], parts: tuple[Callable[[Walk], Awaitable[None]], ...]
) -> set[str]:
    app = IctwgApp(session)
    async with app.run_test(size=size) as pilot:
        walk = Walk(app, pilot)
        for part in parts:
            await part(walk)
        return walk.met


def test_hostile_text_is_shown_and_never_obeyed(tmp_path: Path) -> None:
    met = asyncio.run(walked(hostile_group(tmp_path), (80, 24), (*WITH_PANES, *BOXES)))
    assert {cls.__name__ for cls in shown_classes()} <= met


def test_nor_beside_the_lists_where_there_is_room(tmp_path: Path) -> None:
    """From 110 columns on a pane tells more of a record; the boxes are as wide as on 80."""
    assert asyncio.run(walked(hostile_group(tmp_path), (120, 36), WITH_PANES))
