"""What minutes lack, filled in where it is listed: over the read-back, or over the list before they go out."""

from __future__ import annotations

from typing import Any

from ictwg.actions import actions as followup
from ictwg.app.forms import actions as action_forms
from ictwg.app.forms.choices import Choice
from ictwg.app.forms.declared import form_field
from ictwg.decisions import decisions
from ictwg.decisions.decisions import VOTES
from ictwg.domain.changes import Changes
from ictwg.domain.records import Action, AgendaItem, Decision, Meeting
from ictwg.domain.schema import Record
from ictwg.domain.values import Outcome, ShiftedBy
from ictwg.locales import t
from ictwg.minutes.item_outcomes import set_outcome
from ictwg.records.lookup import shown_name, shown_reference
from ictwg.ui.modals.choose import Choose
from ictwg.ui.session_screen import SessionScreen


async def fill_gap(screen: SessionScreen[Any], record: Record, name: str, at: Meeting | None) -> None:
    """The very field that is missing; without one the whole form. For workers."""
    if isinstance(record, AgendaItem):
        if (outcome := await choose_outcome(screen, record)) is not None:
            screen.carry_out(lambda: set_outcome(record, outcome), quiet=True)
    elif isinstance(record, Action) and name == Action.owners.name:
        await _name_owner(screen, record)
    elif isinstance(record, Action) and name == Action.due.name:
        await _name_day(screen, record, at)
    elif name in ("", VOTES[0].name):
        await edit_record(screen, record)
    else:
        form = tuple(
            form_field(screen.session.lookup, field, record) for field in record.fields() if field.name == name
        )
        await screen.edit_in_form(record, form=form)


async def edit_record(screen: SessionScreen[Any], record: Record) -> None:
    """The whole form of an action or a decision; of one without words only those. For workers."""
    lookup = screen.session.lookup
    title = t("followup.edit", subject=shown_name(lookup.state, record))
    if isinstance(record, Action):
        await screen.edit_in_form(record, title, action_forms.edit_form(lookup, record))
    elif isinstance(record, Decision) and not record.text.strip():
        text = (form_field(lookup, Decision.text, record),)
        reword = decisions.reword
        await screen.fill_in(
            title, text, lambda values: reword(lookup.state, record, values[Decision.text.name], lookup.today)
        )
    elif isinstance(record, Decision):
        await screen.edit_in_form(record, title, action_forms.decision_form(lookup, record))


async def _name_owner(screen: SessionScreen[Any], action: Action) -> None:
    lookup = screen.session.lookup
    title = t("minutes_screen.review.new_owner", reference=shown_reference(lookup.state, action))
    form = action_forms.owner_form(lookup, [action])
    await screen.fill_in(title, form, lambda values: action_forms.owner_step(lookup, values)(action))


async def _name_day(screen: SessionScreen[Any], action: Action, at: Meeting | None) -> None:
    """The group names it here and now: no slip of the owner."""
    lookup = screen.session.lookup
    title = t("minutes_screen.review.new_date", reference=shown_reference(lookup.state, action))
    field = form_field(lookup, Action.due, action)

    def named(values: dict[str, str]) -> Changes:
        due = Action.due.parse(values[Action.due.name], lookup)
        return followup.change_due(lookup.state, action, due, ShiftedBy.GROUP, lookup.today, at=at)

    await screen.fill_in(title, (field,), named)


async def choose_outcome(screen: SessionScreen[Any], item: AgendaItem) -> Outcome | None:
    """What an item came to. For workers."""
    options = tuple(Choice(str(one), AgendaItem.outcome.label(one)) for one in Outcome)
    title = t("minutes_screen.minutes.outcome", item=item.title)
    chosen = await screen.app.push_screen_wait(Choose(title, options, current=str(item.outcome or "")))
    return Outcome(chosen) if chosen is not None else None
