"""Planning a meeting, changing it in its form, and taking it and its minutes a step on."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import PurePath
from typing import Any

from ictwg.app.forms import meetings as forms
from ictwg.app.forms.choices import Choice
from ictwg.app.forms.meetings import ANYWAY, LOOKED_AT, OFFERED
from ictwg.app.made_papers import is_made
from ictwg.app.problems.two_answers import question_about
from ictwg.domain.calendar import due_in_words
from ictwg.domain.records import Attendance, Entry, Meeting
from ictwg.domain.state import record_at
from ictwg.domain.values import MinutesState
from ictwg.errors import IctwgError
from ictwg.locales import t
from ictwg.meetings import meetings
from ictwg.meetings.meetings import meeting_row
from ictwg.minutes.approval import StillOpen, require_adoption, sent_words, still_open, went_out
from ictwg.minutes.gaps import Problem, pre_flight
from ictwg.minutes.steps import ADOPTED, GOES_OUT, HOLD, POSTPONE, SIGNED, STEPS
from ictwg.records.lookup import shown_name
from ictwg.records.named_files import FileProblemError, named_file
from ictwg.ui.export_menu import let_out_paper, offer_now
from ictwg.ui.modals.box import agreed
from ictwg.ui.modals.choose import Choose
from ictwg.ui.places import later
from ictwg.ui.screens.answers import decide
from ictwg.ui.screens.meeting.gap_forms import fill_gap
from ictwg.ui.session_screen import SessionScreen


async def edit_meeting(screen: SessionScreen[Any], meeting: Meeting, field: str = "") -> None:
    lookup = screen.session.lookup
    title = t("minutes_screen.edit", meeting=shown_name(screen.session.state, meeting))
    await screen.edit_in_form(meeting, title, forms.edit_form(lookup, meeting), field)


async def file_signed_copy(screen: SessionScreen[Any], meeting: Meeting) -> None:
    """Where the scan or the paper is, beside the meeting's other papers, and when it was signed. For workers.

    A scan that lies where no colleague finds it is refused; one that is not there yet may come later, and it is said.
    """
    lookup = screen.session.lookup
    title = t("minutes_screen.signed", meeting=shown_name(lookup.state, meeting))
    form = forms.signed_form(lookup, meeting)
    if await screen.fill_in(title, form, partial(forms.signed, lookup, meeting)):
        now = screen.session.state.get(Meeting, meeting.id)
        try:
            if now is not None and PurePath(now.signed_copy).suffix:
                named_file(lookup.folder, now.signed_copy)
        except FileProblemError as error:
            screen.complain(error)


async def is_meant(screen: SessionScreen[Any], meeting: Meeting) -> bool:
    """Asks once before a meeting of a day to come is held. For workers."""
    if not meetings.is_ahead(meeting, screen.session.today):
        return True
    words = t("minutes_screen.ahead", meeting=shown_name(screen.session.state, meeting), day=due_in_words(meeting.date))
    return await agreed(screen.program, words, t("minutes_screen.ahead.yes"), t("minutes_screen.ahead.no"))


async def take_step(screen: SessionScreen[Any], meeting: Meeting) -> None:
    """Offers the steps that the meeting can take, and takes the chosen one."""
    lookup = screen.session.lookup
    title = t("minutes_screen.step", meeting=shown_name(lookup.state, meeting))
    step = await screen.app.push_screen_wait(Choose(title, forms.steps(lookup.state, meeting, lookup.today)))
    if step == HOLD and not await is_meant(screen, meeting):
        return
    if step == POSTPONE:
        title = t("minutes_screen.postpone", meeting=shown_name(screen.session.state, meeting))
        await screen.fill_in(title, forms.postpone_form(lookup), partial(forms.postponed, lookup, meeting))
    elif step is not None:
        await carry_on(screen, meeting, step)


async def carry_on(screen: SessionScreen[Any], meeting: Meeting, step: str) -> None:
    """One step; before minutes go out or are adopted, what is not in order in them is shown once. For workers."""
    if step == SIGNED:
        await file_signed_copy(screen, meeting)
        return
    if step in LOOKED_AT and not await _as_they_are(screen, meeting, step):
        return
    if (paper := GOES_OUT.get(step)) is not None and not await let_out_paper(screen, meeting, *paper):
        return
    made = step in OFFERED and is_made(screen.session, *OFFERED[step], meeting)
    then = partial(_told_after, screen, meeting, step, made=made) if step in OFFERED else None
    screen.carry_out(lambda: STEPS[step](screen.session.lookup, meeting), then=then)


def _told_after(screen: SessionScreen[Any], meeting: Meeting, step: str, *, made: bool) -> str:
    """Which version is adopted now, and the paper that one key makes, unless it was made before."""
    offered = "" if made else offer_now(screen.program, meeting, *OFFERED[step])
    return "\n".join(filter(None, (sent_words(meeting) if step == ADOPTED else "", offered)))


async def choose_to_adopt(screen: SessionScreen[Any], at: Meeting, waiting: Sequence[Meeting]) -> str | None:
    """The id of the earlier minutes that are adopted at this meeting: of several the chosen one. For workers.

    Minutes that never went out, and what is not in order in them, are asked about first.
    """
    if not waiting:
        return None
    try:
        require_adoption(waiting[0], screen.session.today, screen.session.today, at)
    except IctwgError as error:
        screen.complain(error)
        return None
    rows = [meeting_row(screen.session.state, one) for one in waiting]
    options = tuple(Choice(row.id, f"{row.reference} · {row.day}", row.minutes_label) for row in rows)
    first = next((one.id for one in waiting if one.minutes_state is MinutesState.CIRCULATED), waiting[0].id)
    chosen: str | None = first
    if len(waiting) > 1:
        chosen = await screen.app.push_screen_wait(Choose(t("life.adopt_which"), options, current=first))
    meeting = screen.session.state.get(Meeting, chosen)
    if meeting is None or not await _is_meant_unsent(screen, meeting):
        return None
    return meeting.id if await _as_they_are(screen, meeting, "adopted_here") else None


async def _is_meant_unsent(screen: SessionScreen[Any], meeting: Meeting) -> bool:
    """Minutes that nobody was sent are not adopted by mistake."""
    if went_out(meeting):
        return True
    words = t("life.not_circulated", meeting=shown_name(screen.session.state, meeting))
    yes, no = t("life.not_circulated.yes"), t("minutes_screen.ahead.no")
    return await agreed(screen.program, words, yes, no, stays=True)


async def _as_they_are(screen: SessionScreen[Any], meeting: Meeting, step: str) -> bool:
    """Whether to go on; a line that is chosen leads to where it is put right, and Escape back to the list."""
    session, at = screen.session, ""
    while True:
        meeting = session.state.get(Meeting, meeting.id) or meeting
        found = pre_flight(session.state, meeting, session.today, session.contested.records)
        early = still_open(session.state, meeting, session.today) if step == ADOPTED else None
        if not at and not found and early is None:
            return True
        asked = "life.pre_flight" if found or early is not None else "life.in_order"
        went = sent_words(meeting) if step != "circulated" else ""
        title = "\n".join(filter(None, (t(asked, meeting=shown_name(session.state, meeting)), went)))
        box = Choose(title, forms.looked_at(found, step, early), current=at, whole=True)
        chosen: str | None = await screen.app.push_screen_wait(box)
        at = chosen or ""
        if at in ("", ANYWAY):
            return at == ANYWAY and (early is None or await _is_meant_early(screen, meeting, early))
        line = next((one for one in found.lines if one.id == at), None)
        await _put_right(screen, meeting, line)


async def _put_right(screen: SessionScreen[Any], meeting: Meeting, line: Problem | None) -> None:
    """In a form over the list, or on the view of the meeting: without a line that of its life."""
    meeting_screen = later("screens.meeting.screen", "MeetingScreen")
    record = record_at(screen.session.state, line.table, line.record) if line is not None else None
    if line is None or record is None:
        await screen.app.push_screen_wait(meeting_screen(meeting.id, view="life"))
    elif isinstance(record, Entry):
        await screen.app.push_screen_wait(meeting_screen(meeting.id, record.item, view="minutes", entry=record.id))
    elif isinstance(record, Attendance) or (line.table, line.field) == (Meeting.TABLE, Meeting.state.name):
        await screen.app.push_screen_wait(meeting_screen(meeting.id, view="attendance"))
    elif line.id.endswith(f"/rivals/{line.field}"):
        await decide(screen, question_about(screen.session.store, screen.session.lookup, record, line.field))
    else:
        await fill_gap(screen, record, line.field, meeting)


async def _is_meant_early(screen: SessionScreen[Any], meeting: Meeting, early: StillOpen) -> bool:
    """Asks once more before silence is taken for consent while comments are awaited."""
    name = shown_name(screen.session.state, meeting)
    words = t("life.early.ask", meeting=name, words=early.words, who=early.who)
    return await agreed(screen.program, words, t("life.early.yes"), t("life.early.no"), stays=True)
