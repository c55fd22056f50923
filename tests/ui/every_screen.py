"""Every screen of the program shown once, on whatever group: for groups whose file holds what no program should write.

Screens are found by reflection: a new one without a way to it here is a failure.
"""

from __future__ import annotations

from importlib import import_module
from pkgutil import walk_packages
from typing import TYPE_CHECKING, Any

from tests.builders import MemoryState
from tests.ui.looking import strips_of
from textual.screen import ModalScreen, Screen

import ictwg.ui.screens
from ictwg.app.search.search import SearchIndex
from ictwg.contacts.circulation import OutgoingPaper
from ictwg.domain.changes import Changes
from ictwg.domain.merged_duplicates import KINDS
from ictwg.domain.records import (
    Action,
    Decision,
    Document,
    IncomingLetter,
    Letter,
    Meeting,
    Organization,
    OutsideReport,
    Person,
    Plan,
    Round,
    Training,
)
from ictwg.domain.schema import declared
from ictwg.domain.values import Audience
from ictwg.imports.report import ImportPlan, ImportRow, RowState
from ictwg.programme.roll import days
from ictwg.programme.rounds import RoundAsking
from ictwg.records.lookup import shown_name
from ictwg.ui.app import IctwgApp
from ictwg.ui.declared_screen import DeclaredScreen, RecordDetailScreen, RecordsBehindScreen
from ictwg.ui.modals.box import RecordCard
from ictwg.ui.modals.choose import Search
from ictwg.ui.places import AREAS
from ictwg.ui.projector import ProjectScreen
from ictwg.ui.screens.answers import TwoAnswersScreen
from ictwg.ui.screens.askings import AskingScreen, AskingsScreen
from ictwg.ui.screens.backups import BackupsScreen, RestoreScreen
from ictwg.ui.screens.calls import CallsScreen
from ictwg.ui.screens.circulation import CirculationScreen
from ictwg.ui.screens.document import DocumentScreen
from ictwg.ui.screens.history import HistoryScreen, RecordHistoryScreen, TrashScreen
from ictwg.ui.screens.import_preview import ImportScreen
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
from ictwg.ui.widgets.virtual_list import VirtualList

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from textual.pilot import Pilot

    from ictwg.app.session import Session

BASES = frozenset({"ActionScreen", "LetterSteps", "Listed", "MembershipSteps"})
MEETINGS = 2
"""So many of them are opened in all their views."""


def own_screens() -> frozenset[str]:
    """The names of all that are shown."""
    found = set()
    for module in walk_packages(ictwg.ui.screens.__path__, f"{ictwg.ui.screens.__name__}."):
        for value in vars(import_module(module.name)).values():
            ours = isinstance(value, type) and issubclass(value, Screen) and value.__module__ == module.name
            if ours and not issubclass(value, ModalScreen) and value.__name__ not in BASES:
                found.add(value.__name__)
    return frozenset(found)


class Looked(IctwgApp):
    """Each screen is looked at once it is painted."""

    def __init__(self, session: Session, look: Callable[[IctwgApp], object]) -> None:
        super().__init__(session)
        self.look = look


async def show_all(
    session: Session, size: tuple[int, int] = (120, 36), look: Callable[[IctwgApp], object] = strips_of
) -> frozenset[str]:
    """The names of the screens that were shown; an error in one of them is raised here."""
    app = Looked(session, look)
    met: set[str] = set()
    async with app.run_test(size=size) as pilot:
        await _areas(app, pilot, met)
        for screen in places(session):
            app.push_screen(screen)
            await _painted(app, pilot)
            met.add(type(app.screen).__name__)
            for view in getattr(screen, "views", ())[1:]:
                screen.go_to(view)  # type: ignore[attr-defined]
                await _painted(app, pilot)
            app.pop_screen()
        for one in session.state.all(Meeting)[-MEETINGS:]:
            await _meeting(app, pilot, one, met)
    return frozenset(met)


async def _painted(app: Looked, pilot: Pilot[None]) -> None:
    await pilot.pause()
    app.look(app)


async def _areas(app: Looked, pilot: Pilot[None], met: set[str]) -> None:
    for area in AREAS:
        await app.switch_mode(area)
        await _painted(app, pilot)
        met.add(type(app.screen).__name__)
        for view in getattr(app.screen, "views", ()):
            app.screen.go_to(view)  # type: ignore[attr-defined]
            await _painted(app, pilot)
            for rows in app.screen.query(VirtualList):
                rows.action_last()
                await _painted(app, pilot)


def places(session: Session) -> Iterator[Screen[Any]]:
    state, store = session.state, session.store
    record = next(iter(state.all(Action)), None) or next(iter(state.all(Meeting)))
    series = {one.series for one in state.all(Meeting)[-MEETINGS:]} | {""}
    yield RestoredScreen()
    yield UnsealedScreen()
    yield from (ProblemsScreen(), TwoAnswersScreen(), HistoryScreen(), TrashScreen(), SharingScreen(), HeldScreen())
    yield from (ReportsScreen(), BackupsScreen(), RestoreScreen("", store.maintenance.restoration(store.path)))
    yield from (SubGroupsScreen(), RecordHistoryScreen(record), ImportScreen("Import", ImportPlan((), Changes(""))))
    yield CopyScreen(ImportRow(RowState.DOUBTFUL, "", ""), {})
    yield NewBodiesScreen((), {})
    yield from (SameScreen(*two) for two in (state.all(one)[:2] for one in KINDS) if len(two) > 1)
    yield Search(SearchIndex(state), session.today)
    for kind in declared():
        yield DeclaredScreen(kind)
        yield from (RecordDetailScreen(one) for one in state.all(kind)[-1:] if kind.CHILDREN)
    last = [one for kind in declared() for one in state.all(kind)[-1:]]
    yield RecordsBehindScreen(", ".join(shown_name(state, one) for one in last), last)
    yield from (CoverageScreen(), CalendarScreen())
    yield from (AskingsScreen(), CallsScreen(), LettersScreen(Letter), IncomingLettersScreen(IncomingLetter))
    yield RepliesScreen()
    yield LetterScreen((*state.all(Letter)[-1:], MemoryState().add(Letter))[0])
    yield CirculationScreen(OutgoingPaper("agenda", Audience.MEMBERS, record, ()))
    yield DocumentScreen((*state.all(Document)[-1:], MemoryState().add(Document))[0])
    outside = (*state.all(OutsideReport)[-1:], MemoryState().add(OutsideReport))[0]
    yield from (OutsideReportScreen(outside), PageScreen(outside))
    plan = (*state.all(Plan)[-1:], MemoryState().add(Plan))[0]
    yield from (PlanScreen(plan), ComparisonScreen(plan, plan))
    about = (*state.all(Round)[-1:], MemoryState().add(Round))[0]
    yield AskingScreen(RoundAsking(state, about, session.today))
    yield RoundReportsScreen(about)
    yield from (TrainingScreen(one) for one in state.all(Training)[-1:])
    yield from (TrainingRollScreen(one) for one in state.all(Training)[-1:] if days(state, one))
    for code in sorted(series):
        yield BodyScreen(code)
        yield PreparingScreen(code)
    for kind in (Organization, Person, Action, Decision):
        for one in state.all(kind)[-2:]:
            if (detail := _detail(session, one)) is not None:
                yield RecordCard(detail)


def _detail(session: Session, record: Any) -> Any:
    from ictwg.actions.action_detail import action_detail
    from ictwg.decisions.decision_detail import decision_detail
    from ictwg.members.member_detail import organization_detail, person_detail

    if isinstance(record, Organization):
        return organization_detail(session.lookup, record, session.today)
    if isinstance(record, Person):
        return person_detail(session.lookup, record)
    return (
        action_detail(session.lookup, record) if isinstance(record, Action) else decision_detail(session.lookup, record)
    )


async def _meeting(app: Looked, pilot: Pilot[None], meeting: Meeting, met: set[str]) -> None:
    screen = MeetingScreen(meeting.id)
    app.push_screen(screen)
    for view in MeetingScreen.VIEWS:
        await _painted(app, pilot)
        screen.go_to(view)
    met.add(MeetingScreen.__name__)
    for over in (ReadBackScreen(meeting.id, projector=False), ProjectScreen(app.session, meeting.id)):
        app.push_screen(over)
        await _painted(app, pilot)
        met.add(type(app.screen).__name__)
        app.pop_screen()
    app.pop_screen()
    await _painted(app, pilot)
