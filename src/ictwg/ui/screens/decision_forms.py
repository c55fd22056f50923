"""The form about a decision, and from what was typed in it to the use case."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ictwg.actions.actions import add_typed
from ictwg.decisions import circulation
from ictwg.decisions.circulation import is_open, tally, usual_deadline
from ictwg.domain.access import is_on
from ictwg.domain.records import Action, Decision, Group, Organization, Position
from ictwg.domain.roster import protocol
from ictwg.domain.values import ActionKind, Stance
from ictwg.locales import t
from ictwg.ui.forms import fields_for, filled
from ictwg.ui.widgets.completing_input import Choice

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ictwg.domain.changes import Changes
    from ictwg.domain.schema import Field
    from ictwg.records.lookup import Lookup
    from ictwg.ui.widgets.form import FormField

    Values = Mapping[str, str]

_FIRST: tuple[Field[Any], ...] = (Decision.text, Decision.meeting, Decision.decided_on, Decision.basis)
_VOTES: tuple[Field[Any], ...] = (Decision.votes_for, Decision.votes_against, Decision.abstentions)
_LATER: tuple[Field[Any], ...] = (
    Decision.rationale, Decision.opposing, Decision.effect, Decision.supersedes, Decision.papers, Decision.status,
)  # fmt: skip
_PROPOSED: tuple[Field[Any], ...] = (
    Decision.text, Decision.rationale, Decision.circulated_on, Decision.answers_until, Decision.supersedes,
    Decision.papers,
)  # fmt: skip
_ANSWERED: tuple[Field[Any], ...] = (Position.stance, Position.on, Position.channel, Position.reason)


def decision_form(lookup: Lookup, decision: Decision | None = None) -> tuple[FormField, ...]:
    """Votes stay hidden until the group's rules say that it votes (DOMAIN.md §2)."""
    if decision is not None and is_open(decision):
        return fields_for(lookup, Decision, decision, only=_PROPOSED)
    votes = _VOTES if is_on(lookup.state, Group.votes) else ()
    return fields_for(lookup, Decision, decision, only=(*_FIRST, *votes, *_LATER))


def proposal_form(lookup: Lookup) -> tuple[FormField, ...]:
    """What goes round today, to be answered within the days that the group gives."""
    until = usual_deadline(lookup.state, lookup.today).isoformat()
    days = {Decision.circulated_on.name: lookup.today.isoformat(), Decision.answers_until.name: until}
    return fields_for(lookup, Decision, only=_PROPOSED, values=days)


def day_form(lookup: Lookup, decision: Decision) -> tuple[FormField, ...]:
    """The day that matters now: until when it may be answered, or when it was taken."""
    day = Decision.answers_until if is_open(decision) else Decision.decided_on
    return fields_for(lookup, Decision, decision, only=(day,))


def who_answers(lookup: Lookup, decision: Decision) -> tuple[Choice, ...]:
    """The organizations, in protocol order; those that have not answered first, others than members last."""
    state = lookup.state
    counted = tally(state, decision, lookup.today)
    waiting = [one for one in counted.answers if one.stance is Stance.NO_ANSWER]
    told = [one for one in counted.answers if one.stance is not Stance.NO_ANSWER]
    known = {one.organization for one in counted.answers}
    others = sorted((one for one in state.all(Organization) if one.id not in known), key=protocol)
    listed = [Choice(one.organization, one.acronym, t(f"choices.stance.{one.stance}")) for one in (*waiting, *told)]
    return (*listed, *(Choice(one.id, one.acronym or one.name, t("circulation.no_member")) for one in others))


def answer_form(lookup: Lookup, decision: Decision, organization: Organization) -> tuple[FormField, ...]:
    """With what is noted so far, else an agreement of today."""
    noted = next(
        (one for one in lookup.state.linked(Position, Position.decision, decision.id)
         if one.organization == organization.id),
        None,
    )  # fmt: skip
    if noted is not None:
        return fields_for(lookup, Position, noted, only=_ANSWERED)
    start = {Position.stance.name: str(Stance.AGREES), Position.on.name: lookup.today.isoformat()}
    return fields_for(lookup, Position, only=_ANSWERED, values=start)


def answer(lookup: Lookup, decision: Decision, organization: Organization, values: Values) -> Changes:
    on = Position.on.parse(values[Position.on.name], lookup) or lookup.today
    channel = Position.channel.parse(values[Position.channel.name], lookup)
    stance = Position.stance.parse(values[Position.stance.name], lookup)
    reason = Position.reason.parse(values[Position.reason.name], lookup)
    return circulation.answer(lookup.state, decision, organization, stance, on, channel=channel, reason=reason)


def carried_out(lookup: Lookup, decision: Decision) -> dict[str, str]:
    """What an action that carries it out begins with: its meeting."""
    meeting = Decision.meeting.type_text(decision.meeting, lookup)
    return {Action.meeting.name: meeting} if meeting else {}


def new_under(lookup: Lookup, decision: Decision, values: Values) -> Changes:
    """A new action that carries the decision out; in the same item, where it is of the same meeting."""
    return add_typed(lookup, filled(values), ActionKind.ACTION, decision)[1]
