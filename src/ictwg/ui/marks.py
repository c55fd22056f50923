"""What becomes of a text that may be confidential, before it goes to others: the choices of DOMAIN.md §4."""

from __future__ import annotations

from typing import Any

from ictwg.app.doors import OpenMark
from ictwg.app.forms.choices import Choice
from ictwg.app.forms.declared import fields_for, form_field
from ictwg.domain.access import RANK
from ictwg.domain.confidential import accept
from ictwg.domain.records import AcceptedText, AgendaItem, Meeting
from ictwg.domain.schema import Record
from ictwg.domain.state import State
from ictwg.domain.values import Audience
from ictwg.locales import t
from ictwg.records.editing import write
from ictwg.ui.modals.choose import Choose
from ictwg.ui.redaction_form import redact_record
from ictwg.ui.session_screen import SessionScreen

REWORD, REDACT, ACCEPTED = "reword", "redact", "accepted"


async def decide_on(screen: SessionScreen[Any], mark: OpenMark, audience: Audience | None) -> bool:
    """Whether something was chosen for the text; False where it is not to go out now. For workers."""
    state = screen.session.state
    hidden = _restricted_with(state, mark.record)
    stricter = [one for one in Audience if hidden and audience and RANK[one] > RANK[audience]]
    options = [
        Choice(REWORD, t("doors.reword")),
        *(Choice(str(one), t("doors.restrict", audience=t(f"choices.audience.{one}"))) for one in stricter),
        Choice(REDACT, t("doors.redact")),
        Choice(ACCEPTED, t("minutes_screen.minutes.not_confidential")),
    ]
    title = t("doors.title", what=mark.what, where=mark.where(state))
    chosen = await screen.app.push_screen_wait(Choose(title, options))
    if chosen == REWORD:
        form = fields_for(screen.session.lookup, type(mark.record), mark.record, only=(mark.field,))
        await screen.edit_in_form(mark.record, form=form)
    elif chosen == REDACT:
        await redact_record(screen.program, mark.record)
    elif chosen == ACCEPTED:
        await say_why(screen, mark.text)
    elif chosen is not None and hidden is not None:
        word: Any = type(hidden).field(AgendaItem.audience.name)
        screen.carry_out(lambda: write(state, hidden, word(Audience(chosen))))
    return chosen is not None


async def say_why(screen: SessionScreen[Any], text: str) -> None:
    """Why nothing in it is confidential. For workers."""
    why = form_field(screen.session.lookup, AcceptedText.reason)
    title = t("minutes_screen.minutes.not_confidential")
    await screen.fill_in(title, (why,), lambda values: accept(screen.session.state, text, values[why.name]))


def _restricted_with(state: State, record: Record) -> Record | None:
    """Whose word hides the text: its own, or that of the line or item that it was said in; no meeting for a word."""
    links: Any = reversed(type(record).HANGS_ON)
    found = [record, *(state.get(link.target(), link.of(record)) for link in links if not link.is_set)]
    said = (one for one in found if one is not None and type(one).field(AgendaItem.audience.name))
    return next((one for one in said if not isinstance(one, Meeting)), None)
