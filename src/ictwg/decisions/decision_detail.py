"""The detail of a decision, for the pane beside the list, the box, and `ictwg show`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from ictwg.decisions.circulation import is_open, tally
from ictwg.decisions.decision_rows import sent_out
from ictwg.decisions.decisions import VOTES, actions_of, origin
from ictwg.domain.access import is_on
from ictwg.domain.calendar import short_day
from ictwg.domain.records import Action, AgendaItem, Campaign, Decision, Group, Position, TrackStep, Training, Wording
from ictwg.domain.roster import owners_in_words
from ictwg.domain.schema import Field
from ictwg.domain.seen import AudienceView
from ictwg.domain.state import State
from ictwg.domain.values import Basis
from ictwg.locales import t
from ictwg.records.asking import Respondent
from ictwg.records.lookup import Lookup, shown_name, shown_reference
from ictwg.records.tables import Detail, DetailSection, detail

_ALWAYS: tuple[Field[Any], ...] = (Decision.status, Decision.decided_on, Decision.basis)
_OTHERS: tuple[Field[Any], ...] = (Decision.effect, Decision.review_on, Decision.circulated_on, Decision.answers_until)


def decision_detail(lookup: Lookup, decision: Decision) -> Detail:
    state = lookup.state
    votes = VOTES if is_on(lookup.state, Group.votes) else ()
    always = tuple(field for field in _ALWAYS if field is not Decision.decided_on or not is_open(decision))
    fields = (*always, *(field for field in (*votes, *_OTHERS) if field.of(decision) not in (None, "")))
    shown = [(field, field.show(field.of(decision), lookup)) for field in fields]
    listed = ", ".join(decision.former_references)
    former = f"{t(Decision.former_references.label_id)}: {listed}" if listed else ""
    facts = [f"{t(field.label_id)}: {value or '–'}" for field, value in shown]
    sections = (
        DetailSection(t("followup.detail.facts"), (*facts, *filter(None, (former,)))),
        DetailSection(t("records.position.plural"), positions(lookup, decision)),
        DetailSection(t("records.meeting"), tuple(origin(state, decision).splitlines())),
        DetailSection(t(Decision.rationale.label_id), tuple(decision.rationale.splitlines())),
        DetailSection(t(Decision.opposing.label_id), tuple(decision.opposing.splitlines())),
        *links(lookup, decision),
        DetailSection(t("followup.detail.sent"), sent_out(lookup, decision)),
        DetailSection(t(Decision.papers.label_id), papers_of(state, decision)),
        DetailSection(t("followup.detail.wordings"), _wordings(state, decision)),
    )
    text = decision.text or t("redacting.removed")
    return detail(shown_reference(state, decision), text, sections, decision.id)


def papers_of(state: State, decision: Decision) -> tuple[str, ...]:
    """Its own, and those of the item under which it was taken."""
    item = state.get(AgendaItem, decision.item)
    return tuple(dict.fromkeys((*decision.papers, *(item.papers if item is not None else ()))))


def links(lookup: Lookup, decision: Decision) -> tuple[DetailSection, ...]:
    """What it takes the place of and what takes its place, and the actions, trainings and campaigns that do it."""
    state = lookup.state
    earlier = [one for id in decision.supersedes if (one := state.get(Decision, id)) is not None]
    later = state.linked(Decision, Decision.supersedes, decision.id)
    sections = (
        DetailSection(t(Decision.supersedes.label_id), tuple(_named(state, one) for one in earlier)),
        DetailSection(t("followup.detail.superseded_by"), tuple(_named(state, one) for one in later)),
        DetailSection(t("followup.detail.actions"), tuple(_action(lookup, one) for one in actions_of(state, decision))),
        DetailSection(t("records.training.plural"), _titles(state.linked(Training, Training.decisions, decision.id))),
        DetailSection(t("records.document.plural"), tuple(steps_taken(state, TrackStep.decision, decision.id))),
        DetailSection(t("records.campaign.plural"), _titles(state.linked(Campaign, Campaign.decisions, decision.id))),
    )
    return tuple(section for section in sections if section.lines)


def positions(lookup: Lookup, decision: Decision) -> tuple[str, ...]:
    """The count, then who answered what; of a proposal also who has not answered yet. Nothing where that is hidden."""
    state = lookup.state
    voted = is_on(state, Group.votes) and state.linked(Position, Position.decision, decision.id)
    told_at_all = decision.basis is Basis.CIRCULATION or voted
    if not told_at_all or (isinstance(state, AudienceView) and not state.tells_positions):
        return ()
    counted = tally(state, decision, lookup.today)
    told = [one for one in counted.answers if one.answer is not None]
    silent = [one.acronym for one in counted.answers if one.answer is None]
    lines = [counted.words, *map(_answered, told)]
    if silent and is_open(decision):
        lines.append(t("circulation.waiting_for", names=", ".join(silent)))
    return tuple(lines)


def _answered(one: Respondent) -> str:
    noted = one.record if isinstance(one.record, Position) else None
    channel = t(f"choices.channel.{noted.channel}") if noted and noted.channel else ""
    how = ", ".join(filter(None, (short_day(noted.on) if noted and noted.on else "", channel)))
    said = f"{one.acronym}: {t(f'choices.stance.{one.answer}')}"
    said += f" ({how})" if how else ""
    said += "" if one.is_counted else f" – {t('circulation.not_counted')}"
    return f"{said} – {noted.reason}" if noted and noted.reason else said


def _named(state: State, decision: Decision) -> str:
    text = " ".join(decision.text.split())
    return "  ".join(filter(None, (shown_reference(state, decision), text)))


def _action(lookup: Lookup, action: Action) -> str:
    owners = owners_in_words(lookup.state, action)
    status = t(f"choices.action_status.{action.status}")
    text = " ".join(action.text.split())
    return " – ".join(filter(None, (shown_reference(lookup.state, action), owners, text, status)))


def _titles(found: Sequence[Training | Campaign]) -> tuple[str, ...]:
    days = ((short_day(one.starts_on), one.title) for one in found)
    return tuple("  ".join(filter(None, both)) for both in sorted(days))


def steps_taken(state: State, link: Field[Any], id: str) -> Iterator[str]:
    """What took a step on its way with this decision, or at this meeting: the document, such as endorsed, and when."""
    for step in state.linked(TrackStep, link, id):
        stage = t(f"choices.track_stage.{step.stage}")
        yield "  ".join(filter(None, (shown_name(state, step), stage, short_day(step.done_on))))


def _wordings(state: State, decision: Decision) -> tuple[str, ...]:
    earlier = sorted(state.linked(Wording, Wording.decision, decision.id), key=lambda one: (str(one.on or ""), one.id))
    return tuple("  ".join(filter(None, (short_day(one.on), one.text))) for one in earlier)
