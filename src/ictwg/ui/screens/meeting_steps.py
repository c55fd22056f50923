"""Changing a meeting in its form, and taking it a step on: what the list and the open meeting share."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from ictwg.domain.calendar import due_in_words
from ictwg.domain.records import Meeting
from ictwg.domain.schema import RECORDS
from ictwg.domain.values import MinutesState
from ictwg.errors import IctwgError
from ictwg.locales import t
from ictwg.meetings import meetings
from ictwg.meetings.meetings import meeting_row
from ictwg.minutes.approval import require_adoption, still_open
from ictwg.minutes.gaps import pre_flight
from ictwg.records import editing
from ictwg.records.lookup import shown_name
from ictwg.ui.forms import changed
from ictwg.ui.modals.choose import Choose
from ictwg.ui.modals.messages import Confirm
from ictwg.ui.screens import meeting_forms as forms
from ictwg.ui.text import plain
from ictwg.ui.widgets.completing_input import Choice

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ictwg.minutes.approval import StillOpen
    from ictwg.ui.session_screen import SessionScreen


async def edit_meeting(screen: SessionScreen[Any], meeting: Meeting, field: str = "") -> None:
    """The meeting's form, at that field."""
    lookup = screen.session.lookup
    form = forms.edit_form(lookup, meeting)
    title = t("minutes_screen.edit", meeting=shown_name(screen.session.state, meeting))
    save = partial(editing.set_fields, lookup, meeting)
    await screen.fill_in(title, form, lambda values: save(changed(form, values)), edit=field)


async def is_meant(screen: SessionScreen[Any], meeting: Meeting) -> bool:
    """Asks once before a meeting of a day to come is held. For workers."""
    if not meetings.is_ahead(meeting, screen.session.today):
        return True
    words = t("minutes_screen.ahead", meeting=shown_name(screen.session.state, meeting), day=due_in_words(meeting.date))
    yes, no = t("minutes_screen.ahead.yes"), t("minutes_screen.ahead.no")
    return await screen.app.push_screen_wait(Confirm(plain(words), yes=yes, no=no))


async def take_step(screen: SessionScreen[Any], meeting: Meeting) -> None:
    """Offers the steps that the meeting can take, and takes the chosen one."""
    lookup = screen.session.lookup
    step = await screen.app.push_screen_wait(Choose(forms.step_title(lookup, meeting), forms.steps(meeting)))
    if step == forms.HOLD and not await is_meant(screen, meeting):
        return
    if step == forms.POSTPONE:
        title = t("minutes_screen.postpone", meeting=shown_name(screen.session.state, meeting))
        form = forms.postpone_form(lookup)
        await screen.fill_in(title, form, lambda values: forms.postpone(lookup, meeting, values))
    elif step is not None:
        await carry_on(screen, meeting, step)


async def carry_on(screen: SessionScreen[Any], meeting: Meeting, step: str) -> None:
    """One step; before minutes go out or are adopted, what is not in order in them is shown once. For workers."""
    if step in forms.LOOKED_AT and not await _as_they_are(screen, meeting, step):
        return
    screen.carry_out(lambda: forms.STEPS[step](screen.session.lookup, meeting))


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
    if meeting is None or not await _went_out(screen, meeting):
        return None
    return meeting.id if await _as_they_are(screen, meeting, "adopted_here") else None


async def _went_out(screen: SessionScreen[Any], meeting: Meeting) -> bool:
    """Minutes that nobody was sent are not adopted by mistake."""
    if meeting.minutes_state is MinutesState.CIRCULATED or meeting.circulated is not None:
        return True
    words = t("life.not_circulated", meeting=shown_name(screen.session.state, meeting))
    yes, no = t("life.not_circulated.yes"), t("minutes_screen.ahead.no")
    return await screen.app.push_screen_wait(Confirm(plain(words), yes=yes, no=no, stays=True))


async def _as_they_are(screen: SessionScreen[Any], meeting: Meeting, step: str) -> bool:
    """Whether to go on; a line that is chosen leads to where it is put right."""
    found = pre_flight(screen.session.state, meeting, screen.session.today, screen.session.contested.records)
    early = still_open(screen.session.state, meeting, screen.session.today) if step == forms.ADOPTED else None
    if not found and early is None:
        return True
    title = t("life.pre_flight", meeting=shown_name(screen.session.state, meeting))
    chosen = await screen.app.push_screen_wait(Choose(title, forms.looked_at(found, step, early), whole=True))
    line = next((one for one in found.lines if one.id == chosen), None)
    if chosen in (forms.COMMENTS, forms.AWAITED):
        await screen.program.open_record(meeting, Meeting.circulated.name)
    elif line is not None and (kind := RECORDS.get(line.table)) is not None:
        record = screen.session.state.get(kind, line.record)
        if record is not None:
            await screen.program.open_record(record, line.field)
    return chosen == forms.ANYWAY and (early is None or await _is_meant_early(screen, meeting, early))


async def _is_meant_early(screen: SessionScreen[Any], meeting: Meeting, early: StillOpen) -> bool:
    """Asks once more before silence is taken for consent while comments are awaited."""
    name = shown_name(screen.session.state, meeting)
    words = t("life.early.ask", meeting=name, words=early.words, who=early.who)
    yes, no = t("life.early.yes"), t("life.early.no")
    return await screen.app.push_screen_wait(Confirm(plain(words), yes=yes, no=no, stays=True))
