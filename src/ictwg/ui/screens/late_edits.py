"""What a colleague edited in minutes that were adopted meanwhile: accepted as a correction, or declined."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ictwg.domain.records import Correction, Meeting
from ictwg.locales import t
from ictwg.minutes.corrections import accept, decline, proposals, words_of
from ictwg.records.lookup import shown_name
from ictwg.ui.forms import fields_for
from ictwg.ui.modals.choose import Choose
from ictwg.ui.widgets.completion import Choice

if TYPE_CHECKING:
    from ictwg.minutes.corrections import Proposal
    from ictwg.ui.desk_screen import DeskScreen

ACCEPT, DECLINE = "accept", "decline"


async def settle_late_edit(screen: DeskScreen[Any], meeting_id: str, proposal_id: str) -> None:
    """Asks what becomes of one late edit; Escape leaves it proposed. For workers."""
    meeting = screen.desk.state.get(Meeting, meeting_id)
    found = proposals(screen.desk.state, meeting) if meeting is not None else ()
    proposal = next((one for one in found if one.id == proposal_id), None)
    if meeting is None or proposal is None:
        return
    title = t("life.late", words=words_of(screen.desk.lookup, proposal))
    choices = tuple(Choice(one, t(f"life.late.{one}"), t(f"life.late.{one}.note")) for one in (ACCEPT, DECLINE))
    chosen = await screen.app.push_screen_wait(Choose(title, choices))
    if chosen == DECLINE:
        screen.carry_out(lambda: decline(screen.desk.state, meeting, proposal))
    elif chosen == ACCEPT:
        await _accept(screen, meeting, proposal)


async def _accept(screen: DeskScreen[Any], meeting: Meeting, proposal: Proposal) -> None:
    lookup = screen.desk.lookup
    typed = {Correction.text.name: words_of(lookup, proposal), Correction.on.name: lookup.today.isoformat()}
    only = (Correction.text, Correction.asked_by, Correction.on)
    form = fields_for(lookup, Correction, only=only, values=typed)

    def accepted(values: dict[str, str]) -> Any:
        on = Correction.on.parse(values[Correction.on.name], lookup)
        by = Correction.asked_by.parse(values[Correction.asked_by.name], lookup)
        return accept(lookup, meeting, proposal, values[Correction.text.name], by, on)

    await screen.fill_in(t("life.correct", meeting=shown_name(lookup.state, meeting)), form, accepted)
