"""What is played before the camera of `pictures.py`: every screen and box of the program, in the states that matter."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

from tests.tools.show import (
    HELD_ON,
    MEETS_ON,
    Scene,
    Show,
    copied_beside,
    cut_short,
    empty,
    first,
    first_with_files,
    hostile,
    known_elsewhere,
    projecting,
    with_colleague,
)
from textual import events
from textual.widgets import Input

from ictwg.app.backups import brought_in
from ictwg.app.import_files import found_files, make_plan
from ictwg.app.opening import start_group
from ictwg.app.session import Session
from ictwg.domain.changes import Edit
from ictwg.domain.records import Action, Letter, Meeting, Organization, OutsideReport, Person, Round
from ictwg.domain.values import MeetingState, MinutesState
from ictwg.imports.report import ImportPlan
from ictwg.locales import t
from ictwg.store.local.home import Home
from ictwg.ui.app import IctwgApp
from ictwg.ui.palette import errands_for
from ictwg.ui.places import PLACES
from ictwg.ui.screens.answers import TwoAnswersScreen
from ictwg.ui.screens.backups import BackupsScreen
from ictwg.ui.screens.import_preview import ImportScreen
from ictwg.ui.screens.letters import LettersScreen
from ictwg.ui.screens.meeting.minutes import MinutesPane
from ictwg.ui.screens.meeting.screen import MeetingScreen
from ictwg.ui.screens.problems import ProblemsScreen
from ictwg.ui.screens.sharing import SharingScreen
from ictwg.ui.screens.sub_groups import SubGroupsScreen

PALETTE = 0.5
"""Seconds until it has found what was typed."""
OLD_MEMBERS = "Organization;Acronym;Type\nMinistry of Finance;MoF;government\nMinistry of Justice;MoJ;government\n"
OLD_MINUTES = """# Board 5 March 2008

## Attendance

see the sheet on the wall

## Budget

The board agreed that the campaign begins in the districts.

- ACTION: MoJ to write to the schools by mid-April
"""
PASTED = "The chair thanked the police.\n\nMoJ will send the draft.\nIt is due on 1 April."


async def nothing_yet(show: Show) -> None:
    for mode in ("today", "agenda", "membership", "followup", "tasks", "programme"):
        await show.mode(mode)
        await show.shot(f"empty-{mode}")
    await show.mode("membership")
    await show.after("right", shot="empty-people", back=())
    await show.after("right", shot="empty-attendance", back=())
    for name, place in PLACES.items():
        show.app.push_screen(place())
        await show.shot(f"empty-place-{name}")
        await show.keys("escape")


async def today(show: Show) -> None:
    await show.shot("today")
    await show.after("end", shot="today-end", back=("home",))
    await show.after("f1", shot="today-help")
    await show.after("ctrl+n", shot="today-new-task")
    await show.keys("down", "down", "f4")
    await show.shot("today-done-toast")
    await show.after("ctrl+z", shot="today-undo-toast", back=())


async def meetings(show: Show) -> None:
    await show.mode("agenda")
    await show.shot("meetings")
    await show.after("ctrl+n", shot="meeting-new")
    await show.after("f2", shot="meeting-edit")
    await show.after("ctrl+g", shot="meeting-step")
    await show.keys("ctrl+g", "enter")
    await show.after(shot="meeting-ahead")
    await show.after("ctrl+l", shot="export")
    await show.keys("down", "ctrl+l", "enter")
    await show.after(shot="export-written")
    await show.keys("slash")
    await show.write("xyz")
    await show.after(shot="meetings-none", back=("escape",))
    await show.after("f1", shot="meetings-help")
    await show.after("f3", shot="meetings-body-which", back=())
    await show.after("down", "down", "enter", shot="meetings-body", back=("f3", "up", "up", "enter"))
    await show.keys("home", "ctrl+g")
    await show.write("postpone")
    await show.after("enter", shot="meeting-postpone")


async def preparing(show: Show) -> None:
    await show.mode("agenda")
    await show.keys("f5")
    await show.shot("prepare-whose")
    await show.keys("up", "enter")
    await show.shot("prepare")
    await show.keys("down", "down", "down")
    await show.shot("prepare-arising")
    await show.keys("down", "down", "down", "space")
    await show.shot("prepare-dropped")
    await show.after("f2", shot="prepare-item")
    await show.after("f1", shot="prepare-help")
    await show.keys("escape", "right", "enter")
    show.app.push_screen(SubGroupsScreen())
    await show.shot("sub-groups")
    await show.after("ctrl+n", shot="sub-group-new")
    await show.after("end", "f2", shot="sub-group-edit", back=())
    await show.write("Sub-committee on the draft law against trafficking in persons and on its regulations")
    await show.after("ctrl+s", shot="sub-group-long-name", back=())
    await show.after("enter", shot="sub-group-members", back=())
    await show.after("f2", shot="sub-group-seat")
    await show.keys("escape", "escape")
    await show.mode("agenda")
    await show.shot("sub-group-meetings")
    await show.after("f3", shot="sub-group-choose")
    await show.keys("down", "down", "enter")
    await show.shot("sub-group-meeting")


async def first_proposal(show: Show) -> None:
    """Of a group that has not met, without a rule and then with one."""
    await show.mode("agenda")
    await show.after("f5", shot="prepare-first")
    show.app.push_screen(SubGroupsScreen())
    await show.keys("f2", "tab")
    await show.write("first fri of the month")
    await show.shot("series-rule")
    await show.after("ctrl+s", shot="series-rule-kept")
    await show.after("f5", shot="prepare-by-rule", back=())
    for _ in range(7):
        await show.keys("space")
    await show.shot("prepare-all-dropped")


async def agenda(show: Show) -> None:
    await show.meeting(MEETS_ON)
    await show.shot("agenda")
    await show.keys("down", "down", "down")
    await show.shot("agenda-item")
    await show.after("f2", shot="agenda-edit")
    await show.after("ctrl+n", shot="agenda-new")
    await show.after("ctrl+k", shot="agenda-parked-toast", back=("ctrl+o",))
    await show.after(shot="agenda-take-up")
    await show.after("f1", shot="agenda-help")
    await show.after("alt+t", shot="agenda-template")


async def attendance(show: Show) -> None:
    screen = await show.meeting(MEETS_ON)
    screen.go_to("attendance")
    await show.shot("attendance")
    await show.after("p", "r", "a", "x", "p", shot="attendance-marked", back=())
    await show.after("s", shot="attendance-representative")
    await show.after("w", shot="attendance-walk-in")
    await show.after("f1", shot="attendance-help")
    await show.keys("s", *"Nina Invented", "ctrl+s")
    await show.after(shot="attendance-of-the-day", back=())
    await show.after("up", "m", shot="attendance-enrol")
    screen = await show.meeting(HELD_ON)
    screen.go_to("attendance")
    await show.after("l", shot="attendance-left-when", back=("enter",))
    await show.shot("attendance-left")


async def invitation(show: Show) -> None:
    screen = await show.meeting(MEETS_ON)
    screen.go_to("invitation")
    await show.shot("invitation")
    await show.after("c", "n", "c", "up", shot="invitation-answered", back=())
    await show.after("s", shot="invitation-sends")
    await show.after("h", shot="invitation-how")
    await show.after("w", shot="invitation-guest")
    await show.after("o", shot="invitation-out")
    await show.after("ctrl+c", shot="invitation-copy")
    await show.after("f1", shot="invitation-help")


async def minutes(show: Show) -> None:
    screen = await show.meeting(HELD_ON, "Chapters")
    pane = screen.query_one(MinutesPane)
    await show.shot("minutes")
    pane.prompt.text = "/a MoJ, PNTL draft the chapter on evidence by 26 March"
    await show.shot("minutes-echo")
    pane.prompt.text = "/"
    await show.shot("minutes-slash")
    pane.prompt.text = "/a Mo"
    await show.after("tab", shot="minutes-completing")
    pane.prompt.text = "/zz nothing known"
    await show.shot("minutes-unknown-word")
    pane.prompt.text = "/u A-2009-999 nobody knows it"
    await show.after("enter", shot="minutes-rejected", back=())
    pane.prompt.text = "/p Nobody Known"
    await show.after("enter", shot="minutes-nobody", back=())
    pane.prompt.text = "one line that becomes several"
    await show.after("f9", shot="minutes-box")
    pane.prompt.text = ""
    show.app.post_message(events.Paste(PASTED))
    await show.pilot.pause(0.3)
    await show.after(shot="minutes-paste", back=("l",))
    await show.after("escape", shot="minutes-entries", back=())
    await show.after("f2", shot="minutes-editing")
    await show.keys("up", "up", "up")
    await show.after("ctrl+k", shot="minutes-carries", back=())
    await show.after("ctrl+r", shot="minutes-who-sees", back=("down", "enter"))
    await show.shot("minutes-restricted")
    await show.after("f1", shot="minutes-help")


async def read_back(show: Show) -> None:
    screen = await show.meeting(HELD_ON, "Chapters")
    pane = screen.query_one(MinutesPane)
    pane.prompt.text = "@5 /a MoJ, PNTL draft the chapter on evidence by 26 March"
    await show.shot("minutes-elsewhere")
    await show.after("enter", shot="minutes-kept-elsewhere", back=())
    pane.prompt.text = "/a somebody asks the donors"
    await show.keys("enter")
    pane.prompt.text = "/d The chapters are sent to all members."
    await show.keys("enter")
    await show.after("f10", shot="minutes-outcome")
    pane.prompt.text = "/close"
    await show.keys("enter")
    await show.shot("read-back")
    await show.after("f1", shot="read-back-help")
    await show.keys("down")
    await show.after("f7", shot="read-back-owner")
    await show.after("f6", shot="read-back-due")
    await show.after("end", "f2", shot="read-back-edit")
    await show.after("ctrl+t", shot="read-back-projector", back=("ctrl+t",))
    await show.after("ctrl+s", shot="read-back-closed", back=("enter",))


async def life(show: Show) -> None:
    """The minutes that are out for comments, on their way to adoption and after it."""
    circulated = next(one for one in show.session.state.all(Meeting) if one.minutes_state is MinutesState.CIRCULATED)
    assert circulated.date is not None
    screen = await show.meeting(circulated.date)
    screen.go_to("life")
    await show.shot("life")
    await show.after("ctrl+n", shot="life-comments", back=())
    await show.keys("ctrl+n")
    await show.write("MoJ")
    await show.keys("tab", "tab", *"Item 5: eight chapters")
    await show.shot("life-comment")
    await show.after("ctrl+s", shot="life-commented", back=())
    await show.after("enter", shot="life-settle")
    await show.after("enter", "enter", shot="life-which-line")
    await show.keys("enter", "enter", "enter")
    await show.shot("life-edit-line")
    await show.after("ctrl+s", shot="life-settled", back=("escape",))
    await show.after("ctrl+g", shot="life-steps")
    await show.keys("ctrl+g", "enter")
    await show.shot("life-pre-flight")
    await show.after("pagedown", "enter", shot="life-adopted", back=())
    await show.keys("ctrl+n", *"Nine members, not eight")
    await show.shot("life-correct")
    await show.after("ctrl+s", shot="life-corrected", back=())
    await show.after("f1", shot="life-help")


async def way(show: Show) -> None:
    """The minutes from the draft through the chair's hands to the members, and back."""
    circulated = next(one for one in show.session.state.all(Meeting) if one.series == "LAW")
    draft = (Meeting.minutes_state(MinutesState.DRAFT), Meeting.circulated(None), Meeting.comments_until(None))
    show.session.commit(Edit("verbs.edited", circulated.reference).update(circulated, *draft).done())
    assert circulated.date is not None
    screen = await show.meeting(circulated.date)
    screen.go_to("life")
    await show.shot("way-draft")
    await show.after("ctrl+g", shot="way-draft-steps")
    for name, words in (("with-chair", "chair"), ("cleared", "cleared"), ("circulated", "circulated")):
        show.app.clear_notifications()
        await show.keys("ctrl+g")
        await show.write(words)
        await show.keys("enter")
        if not isinstance(show.app.screen, MeetingScreen):
            await show.after(shot=f"way-{name}-looked-at", back=("pagedown", "enter"))
        await show.shot(f"way-{name}")
    await show.mode("today")
    await show.shot("way-today")


async def circulating(show: Show) -> None:
    """A decision by circulation: the text, the answers, what came of it."""
    await show.mode("followup")
    await show.keys("left", "f9")
    await show.write("The list of shelters is given to the police of every district.")
    await show.after("ctrl+s", shot="circulation-open", back=())
    await show.after("f5", shot="circulation-who", back=())
    await show.after("f4", shot="circulation-answer", back=("enter",))
    await show.after(shot="circulation-answered", back=("escape",))
    await show.after("enter", shot="circulation-card")
    await show.mode("today")
    await show.shot("circulation-today")
    await show.mode("followup")
    await show.after("f4", shot="circulation-conclude", back=("down", "enter"))
    await show.shot("circulation-concluded")


async def arising(show: Show) -> None:
    screen = await show.meeting(MEETS_ON)
    screen.go_to("minutes")
    await show.shot("projector")
    await show.after("f7", shot="projector-next", back=("ctrl+t",))
    await show.after("f7", "f7", shot="arising", back=())
    await show.after("escape", shot="arising-keys", back=())
    await show.after("d", shot="arising-done", back=())
    await show.after("t", shot="arising-new-date")
    await show.after("w", shot="arising-waiting")
    await show.after("o", shot="arising-owner")
    await show.after("f1", shot="arising-help")


async def previous(show: Show) -> None:
    await show.meeting(MEETS_ON, "Minutes of the previous")
    await show.after(shot="previous", back=())
    await show.after("escape", shot="previous-keys", back=())
    await show.after("a", shot="previous-adopted", back=())


async def membership(show: Show) -> None:
    await show.mode("membership")
    await show.shot("organizations")
    await show.after("down", "enter", shot="organization-card")
    await show.after("ctrl+n", shot="organization-new")
    await show.after("f2", shot="organization-edit")
    await show.after("ctrl+r", shot="replace")
    await show.after("f8", shot="status-choose")
    await show.after("f8", "enter", shot="status-form")
    await show.after("ctrl+k", shot="rename")
    await show.after("f9", shot="became")
    await show.after("alt+s", shot="same-second")
    await show.after("alt+s", "enter", shot="same")
    await show.after("ctrl+t", shot="as-of-form", back=())
    await show.write("1 Jan 2010")
    await show.after("ctrl+s", shot="as-of", back=())
    await show.after("f1", shot="membership-help")


async def people(show: Show) -> None:
    await show.mode("membership")
    await show.after("right", shot="people", back=())
    await show.after("enter", shot="person-card")
    await show.after("ctrl+n", shot="person-new")
    await show.after("ctrl+n", "tab", "tab", shot="person-new-below")
    await show.after("f2", shot="person-edit")
    await show.after("ctrl+o", shot="function-choose")
    await show.after("ctrl+o", "enter", shot="function-form")
    await show.after("right", shot="attendance-view", back=())
    await show.after("enter", shot="attendance-card")
    await show.after("f3", shot="attendance-body", back=("down", "enter"))
    await show.shot("attendance-of-a-body")


async def followup(show: Show) -> None:
    await show.mode("followup")
    for view in ("open", "overdue", "soon", "organization", "meeting", "waiting", "gaps", "closed", "decisions"):
        await show.after(shot=f"followup-{view}", back=("right",))
    await show.after("f1", shot="followup-help")
    await show.keys("slash")
    await show.write("owner:")
    await show.shot("followup-filter-begun")
    await show.write("owner:MoJ is:ovedue due:x ")
    await show.shot("followup-filter-error")
    await show.write("owner:MoJ is:open")
    await show.after("enter", shot="followup-filtered", back=())
    await show.after("f3", shot="followup-keep-filter")
    await show.keys("slash", "escape", "space", "space", "space")
    await show.shot("followup-selected")
    await show.after("f2", shot="followup-bulk-edit")
    await show.after("f4", shot="followup-bulk-done", back=())


async def register(show: Show) -> None:
    await show.mode("followup")
    await show.keys("left", "slash")
    await show.write("is:unlinked year:2010")
    await show.after("enter", shot="register-filtered", back=())
    await show.keys("slash", "ctrl+u")
    await show.write("basis:vote")
    await show.after("enter", shot="register-none", back=())
    await show.keys("slash", "ctrl+u")
    await show.write("plan")
    await show.after("enter", shot="register-words", back=())
    await show.after("enter", shot="register-card")


async def reports(show: Show) -> None:
    show.app.push_screen(PLACES["reports"]())
    for kind in ("followup", "decisions", "attendance", "trainings", "campaigns", "programmes"):
        await show.shot(f"report-{kind}")
        await show.after("end", shot=f"report-{kind}-end", back=("right",))
    await show.after("f2", shot="report-days")
    await show.after("ctrl+l", shot="report-form", back=())
    await show.after("enter", shot="report-written")


async def programme(show: Show) -> None:
    """Trainings with their roll, sheets and lists of participants, campaigns and their coverage, programmes."""
    await show.mode("programme")
    for view in ("plans", "documents", "recommendations", "trainings", "campaigns", "programmes"):
        await show.after(shot=f"programme-{view}", back=("right",))
    await show.keys("right", "right", "right")
    await show.after("ctrl+n", shot="training-new")
    await show.after("alt+i", shot="training-import")
    await show.after("f1", shot="programme-help")
    for view in ("trainings", "campaigns", "programmes"):
        await show.after("enter", shot=f"programme-{view}-page", back=())
        for tab in range(1, 4):
            await show.after("right", shot=f"programme-{view}-page-{tab}", back=())
        await show.keys("escape", "right")
    await show.keys("right", "right", "right", "down", "down", "enter")
    await show.after("alt+e", shot="training-edit")
    await show.after("ctrl+n", shot="training-session-new")
    await show.after("ctrl+t", shot="training-sheets")
    await show.after("ctrl+r", shot="training-roll", back=())
    await show.after("p", "a", shot="training-roll-marked", back=("escape", "right"))
    await show.after("ctrl+n", shot="training-participant-new", back=("escape", "escape"))
    await show.after("f9", shot="coverage")
    await show.after("f9", "end", shot="coverage-end")


async def plan(show: Show) -> None:
    """A plan of action in all its views, an activity, what was reported of it, its next version."""
    await show.mode("programme")
    await show.after("enter", shot="plan", back=())
    await show.after("f1", shot="plan-help")
    for view in ("delayed", "no-report", "no-lead", "unfunded", "indicators"):
        await show.after("right", shot=f"plan-{view}", back=())
    await show.after("right", "down", "down", "enter", shot="plan-activity")
    await show.after("ctrl+n", shot="plan-activity-new")
    await show.after("alt+l", shot="plan-activity-linked")
    await show.after("alt+v", shot="plan-version")
    await show.after("alt+a", shot="plan-reports", back=())
    for view in ("to-check", "questions", "no-report"):
        await show.after("right", shot=f"plan-reports-{view}", back=())


async def document(show: Show) -> None:
    """A document on its way, its versions and chapters, and who has commented."""
    await show.mode("programme")
    await show.after("right", "enter", shot="document", back=())
    await show.after("f4", shot="document-step")
    await show.after("f6", shot="document-returned")
    for view in ("versions", "chapters"):
        await show.after("right", shot=f"document-{view}", back=())
    await show.after("f9", shot="document-comments", back=())
    await show.after("f4", shot="document-answer")


async def asking(show: Show) -> None:
    """All that many were asked for, and a round that half of them answered."""
    show.app.push_screen(PLACES["asked"]())
    await show.after(shot="asked")
    (about,) = (one for one in show.session.state.all(Round) if one.closes_on == date(2010, 2, 19))
    await show.program.open_whole(about)
    await show.after("f1", shot="round-help")
    await show.after(shot="round", back=())
    await show.after("f4", shot="round-answer")
    await show.after("f6", shot="round-reminded", back=("ctrl+z",))
    await show.after("f9", shot="round-closed", back=())


async def to_others(show: Show) -> None:
    """What others recommend, what is done about it, and a report to an outside body."""
    await show.mode("programme")
    await show.after("right", "right", "enter", shot="recommendation")
    await show.after("alt+l", shot="recommendation-linked")
    (report,) = show.session.state.all(OutsideReport)
    await show.program.open_whole(report)
    await show.after(shot="outside", back=())
    await show.after("right", shot="outside-clearance", back=())
    await show.after("f9", shot="outside-submit")


async def calendar(show: Show) -> None:
    """The year, its work plan, and the year after."""
    show.app.push_screen(PLACES["calendar"]())
    await show.after(shot="calendar", back=("right",))
    await show.after(shot="calendar-work-plan", back=("left",))
    await show.after("ctrl+n", shot="calendar-new")
    await show.after("f9", shot="calendar-next-year", back=("ctrl+z",))


async def searching(show: Show) -> None:
    for name, words in (
        ("question", "what did we decide on the framework?"),
        ("decisions", "kind:decision plan"),
        ("minutes", "in:minutes chapter"),
        ("many", "the"),
        ("wrong", "kind:nothing the"),
        ("slip", "framewrok"),
        ("owner", "owner:moj is:open"),
    ):
        await show.keys("ctrl+f")
        await show.write(words)
        await show.pilot.pause(PALETTE)
        await show.after("down", shot=f"search-{name}", back=("escape", "escape"))


async def second_window(show: Show) -> None:
    await show.shot("project")


async def action(show: Show) -> None:
    await show.mode("followup")
    await show.after("enter", shot="action-card")
    await show.after("ctrl+n", shot="action-new")
    await show.after("f2", shot="action-edit")
    await show.after("f5", shot="action-update")
    await show.after("f6", shot="action-due", back=())
    await show.write("32 March")
    await show.after("tab", shot="action-due-wrong", back=("escape", "left", "enter"))
    await show.after("f7", shot="action-owner")
    await show.after("f8", shot="action-status")
    await show.keys("left")
    await show.after("enter", shot="decision-card")
    await show.after("f2", shot="decision-edit")
    await show.after("f8", shot="decision-status")
    await show.after("f7", shot="decision-action")
    await show.after("f9", shot="decision-circulate")
    await show.after("ctrl+n", shot="decision-new", back=())
    await show.write("typed")
    await show.after("escape", shot="leaving", back=())


async def sending(show: Show) -> None:
    """Reminders of several actions, to how many they go, and what is copied; what is to check."""
    await show.mode("followup")
    await show.keys("space", "space", "space")
    await show.after("alt+x", shot="sending-several", back=("enter",))
    await show.after("f9", shot="sending-how-many")
    await show.after("f5", shot="sending-copied")
    await show.mode("today")
    await show.after("f3", shot="to-check")


async def letters(show: Show) -> None:
    """A letter to all members, how it begins to each, and the registers of letters, of calls and of replies."""
    show.app.push_screen(LettersScreen(Letter))
    await show.keys("ctrl+n")
    await show.after(shot="letters-template", back=("enter",))
    await show.after(shot="letters-about", back=("enter",))
    await show.after(shot="letters-new", back=("ctrl+s",))
    await show.after("alt+m", shot="letters-many", back=("enter",))
    await show.shot("letters-addressees")
    await show.keys("escape")
    await show.after(shot="letters-list")
    for place in ("incoming letters", "call sheet", "replies"):
        await _palette(show, f"go: {place}")
        await show.after(shot=f"letters-{place.replace(' ', '-')}")


async def tasks(show: Show) -> None:
    await show.mode("tasks")
    for view in ("mine", "all", "meetings", "recurring", "done"):
        await show.after(shot=f"tasks-{view}", back=("right",))
    await show.after("ctrl+n", shot="task-new")
    await show.after("right", "f2", shot="task-edit")
    await show.after("enter", shot="task-card")
    await show.after("ctrl+k", shot="checklist-which", back=())
    await show.after("enter", shot="checklist-kind", back=("enter",))
    await show.after(shot="checklist-form")
    await show.keys("right", "end", "delete", "delete", "delete", "ctrl+k", "enter")
    await show.after(shot="checklist-dates", back=("left", "enter"))
    await show.after("f1", shot="tasks-help")


async def everywhere(show: Show) -> None:
    await show.after("ctrl+p", shot="palette", back=())
    await show.write("theme")
    await show.pilot.pause(0.4)
    await show.after(shot="palette-theme", back=())
    await show.write("moj")
    await show.pilot.pause(0.4)
    await show.after(shot="palette-records")
    await show.after("ctrl+f", shot="search", back=())
    await show.write("evidence")
    await show.after(shot="search-hits", back=())
    await show.write("qqqq")
    await show.after(shot="search-none")
    await _palette(show, "settings")
    await show.after(shot="group-settings")
    await show.after("ctrl+s", shot="saved-toast", back=())
    await _palette(show, "vi keys")
    await show.after(shot="vi-keys-toast", back=())
    await show.after("ctrl+z", shot="nothing-to-undo", back=())


async def _palette(show: Show, words: str) -> None:
    await show.keys("ctrl+p")
    await show.write(words)
    await show.pilot.pause(0.5)
    await show.keys("down", "enter")
    await show.pilot.pause(0.2)


async def forms(show: Show) -> None:
    """What a form shows while it is filled in: its help, a list to choose from, an error, a field of several lines."""
    await show.mode("followup")
    await show.keys("ctrl+n")
    await show.write("Draft the chapter")
    await show.after("tab", "M", "o", shot="form-completing", back=("tab", "tab"))
    await show.write("+2w")
    await show.shot("form-echo")
    await show.after("ctrl+s", shot="form-saved", back=())
    await show.keys("ctrl+n", "ctrl+s")
    await show.after(shot="form-missing", back=())
    await show.after("f1", shot="form-help", back=("escape", "escape"))
    await show.mode("membership")
    await show.keys("ctrl+n", "tab", "tab", "enter")
    await show.after(shot="form-picker", back=())


async def mend(show: Show) -> None:
    show.app.push_screen(ProblemsScreen())
    await show.pilot.pause()
    await show.shot("mend")
    for number in range(1, 6):
        await show.after("right", shot=f"mend-{number}", back=())


async def places(show: Show) -> None:
    """What the palette alone leads to, after something was deleted and closed."""
    await show.mode("followup")
    await show.keys("delete", "f4")
    for name, place in PLACES.items():
        show.app.clear_notifications()
        show.app.push_screen(place())
        await show.shot(f"place-{name}")
        await show.after("enter", shot=f"place-{name}-enter", back=())
        while len(show.app.screen_stack) > 1:
            show.app.pop_screen()
            await show.pilot.pause()


async def errands(show: Show) -> None:
    """What is done once in a while: copies by hand, handing over, leaving; who works; the history of a record."""
    await show.mode("followup")
    await show.after("ctrl+d", shot="record-history")
    await show.keys("f2")
    await show.write("say in a letter whether the schools of the districts may show the film")
    await show.keys("ctrl+s")
    await show.after("ctrl+d", shot="record-history-changed")
    await show.after("ctrl+u", shot="who")
    assert isinstance(show.app, IctwgApp)
    for name in errands_for(show.app):
        await show.keys("ctrl+p")
        await show.write(t(f"errands.{name}"))
        await show.pilot.pause(PALETTE)
        await show.after("enter", shot=f"errand-{name}", back=())
        if isinstance(show.app.focused, Input):
            await show.write(f"{Path(show.session.store.path).parent}/")
            await show.shot(f"errand-{name}-typed")
        if name == "encrypt":
            await show.after("left", "enter", shot="errand-encrypt-passphrase", back=())
        while len(show.app.screen_stack) > 1:
            show.app.pop_screen()
            await show.pilot.pause()


async def colleague(show: Show) -> None:
    """What waits for an answer after a colleague and a program have been at the file."""
    await show.after("end", shot="answers-today", back=())
    show.app.push_screen(TwoAnswersScreen())
    await show.shot("answers")
    await show.after("enter", shot="answers-box")
    await show.keys("enter")
    await show.write("anew")
    await show.after("enter", shot="answers-anew")
    await show.after("down", "enter", shot="answers-box-day")
    await show.after("down", shot="answers-long", back=())
    await show.after("enter", shot="answers-box-long", back=())
    await show.after("down", shot="answers-box-long-other", back=("escape", "escape"))
    show.app.push_screen(SharingScreen())
    await show.shot("sharing-waits")
    await show.after("enter", shot="held", back=())
    await show.after("enter", shot="held-history")
    await show.after("f1", shot="held-help", back=("escape", "escape", "escape"))
    show.app.push_screen(BackupsScreen())
    await show.shot("backups")
    await show.after("end", "enter", shot="backup-would", back=())
    await show.after("ctrl+s", shot="backup-put-back", back=("escape", "escape", "escape"))
    await show.mode("followup")
    await show.after("down", "down", "enter", shot="answers-card")


async def other_group(show: Show) -> None:
    """The file of a group that somebody else has started, before it comes in."""
    path = Path(show.session.store.path).with_name("theirs.json")
    theirs = start_group(str(path), "Our group", "ICTWG", home=Home.at(str(path.with_name("theirs"))))
    edit = Edit("verbs.created", "theirs")
    edit.create(
        Organization, theirs.state.new_id(), Organization.name("Ministry of Justice"), Organization.acronym("MoJ")
    )
    edit.create(Person, theirs.state.new_id(), Person.name("Nina Invented"), Person.position("Session officer"))
    for n, text in enumerate(("draft chapter 2, protection", "ask for the list of shelters in all the districts")):
        reference = Action.reference(f"A-2010-00{n + 1}")
        edit.create(Action, theirs.state.new_id(), Action.text(text), reference)
    theirs.commit(edit.done())
    theirs.store.sync.share()
    theirs.store.close()
    brought = brought_in(show.session, str(path), lambda _: None)
    assert brought.plan is not None
    show.app.push_screen(ImportScreen("Another group", brought.plan))
    await show.shot("other-group")
    await show.after("end", shot="other-group-end", back=())
    await show.after("enter", shot="other-group-look", back=())
    await show.after("ctrl+s", shot="other-group-in", back=())


async def elsewhere(show: Show) -> None:
    await show.shot("known-elsewhere")


async def first_run(show: Show) -> None:
    await show.shot("first-run")
    await show.after("enter", shot="first-run-open", back=())
    await show.write("/nowhere/group")
    await show.after("tab", shot="first-run-open-wrong", back=("escape", "left", "enter"))
    await show.after("down", "enter", shot="first-run-start")
    await show.after("f1", shot="first-run-help")
    await show.after("escape", shot="first-run-left", back=())


async def second_copy(show: Show) -> None:
    """What a sync program has put beside the shared file, and a file that cannot be read."""
    shared = Path(show.session.store.path)
    copied_beside(shared)
    assert isinstance(show.app, IctwgApp)
    show.app.sync_scheduler.sync_soon()
    await show.pilot.pause(2)
    await show.shot("second-copy-told")
    show.app.push_screen(ProblemsScreen())
    await show.shot("second-copy-mend")
    await show.after("enter", shot="second-copy-asked", back=("escape", "escape"))
    cut_short(shared)
    show.app.sync_scheduler.sync_soon()
    await show.pilot.pause(2)
    await show.after("end", shot="shared-file-cut", back=())
    show.app.push_screen(SharingScreen())
    await show.shot("shared-file-cut-sharing")


async def old_minutes(show: Show) -> None:
    """A folder of what the group had before: a list, minutes of which two lines are in doubt, and no minutes at all."""
    folder = Path(show.session.store.path).parent / "old"
    folder.mkdir()
    (folder / "members.csv").write_text(OLD_MEMBERS, encoding="utf-8")
    (folder / "2008-03-05.md").write_text(OLD_MINUTES, encoding="utf-8")
    (folder / "notes.txt").write_text("A shopping list, and nothing else.\n", encoding="utf-8")

    def plan(session: Session, _tell: object, chosen: Any) -> ImportPlan:
        return make_plan(session, found_files(str(folder)), "", lambda *_, **__: None, chosen)

    show.app.push_screen(ImportScreen(t("errands.import.title"), plan(show.session, None, {}), plan))
    await show.shot("import")
    await show.after("enter", shot="import-row")
    await show.keys("slash")
    await show.write("Board")
    await show.after("enter", shot="import-doubts", back=())
    await show.after("enter", shot="import-doubts-row")
    await show.after("f4", shot="import-choice", back=("down", "enter"))
    await show.after("down", "enter", shot="import-other-choice", back=("escape",))
    await show.shot("import-decided")
    await show.after("f1", shot="import-help")
    await show.after("ctrl+s", shot="import-done", back=())


async def redact(show: Show) -> None:
    await show.mode("followup")
    await show.after("alt+r", shot="redact-which", back=("tab",))
    await show.write("names a person")
    await show.after("ctrl+s", shot="redact-would", back=("left", "enter"))
    await show.shot("redact-done")


async def found(show: Show) -> None:
    await show.shot("first-run-found")


async def long_texts(show: Show) -> None:
    for mode in ("today", "agenda", "membership", "followup", "tasks", "programme"):
        await show.mode(mode)
        await show.shot(f"hostile-{mode}")
    await show.mode("followup")
    await show.after("enter", shot="hostile-card")
    await show.after("f2", shot="hostile-form")
    held = next(one for one in show.session.state.all(Meeting) if one.state is not MeetingState.PLANNED or one.date)
    screen = MeetingScreen(held.id)
    await show.mode("agenda")
    show.app.push_screen(screen)
    await show.shot("hostile-agenda-items")
    screen.go_to("attendance")
    await show.shot("hostile-attendance")
    screen.go_to("minutes")
    await show.shot("hostile-minutes")


SCENES = (
    Scene("empty", nothing_yet, empty),
    Scene("today", today),
    Scene("meetings", meetings),
    Scene("preparing", preparing),
    Scene("first-proposal", first_proposal, empty),
    Scene("agenda", agenda),
    Scene("invitation", invitation),
    Scene("attendance", attendance, today=MEETS_ON),
    Scene("minutes", minutes),
    Scene("read-back", read_back),
    Scene("life", life),
    Scene("way", way),
    Scene("arising", arising, today=MEETS_ON),
    Scene("previous", previous),
    Scene("membership", membership),
    Scene("people", people),
    Scene("followup", followup),
    Scene("circulating", circulating),
    Scene("register", register),
    Scene("reports", reports),
    Scene("programme", programme),
    Scene("plan", plan),
    Scene("document", document),
    Scene("asking", asking),
    Scene("to-others", to_others),
    Scene("calendar", calendar),
    Scene("searching", searching),
    Scene("second-window", second_window, projecting),
    Scene("action", action),
    Scene("sending", sending),
    Scene("letters", letters),
    Scene("tasks", tasks),
    Scene("everywhere", everywhere),
    Scene("forms", forms),
    Scene("mend", mend),
    Scene("places", places),
    Scene("errands", errands),
    Scene("colleague", colleague, with_colleague),
    Scene("second-copy", second_copy),
    Scene("other-group", other_group),
    Scene("old-minutes", old_minutes),
    Scene("redact", redact),
    Scene("first-run", first_run, first),
    Scene("known-elsewhere", elsewhere, known_elsewhere),
    Scene("found", found, first_with_files),
    Scene("hostile", long_texts, hostile, MEETS_ON),
)
