"""Decisions by circulation: a text goes out with a day to answer by; each organization answers, or is silent.

    proposed ── answers come in ──▶ the deadline ──▶ taken (pending, carried out like any decision) | not taken

What silence counts as is the group's rule; who concludes is the secretariat, with the count before its eyes. The next
agenda notes what was concluded.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta
from functools import cached_property
from typing import Any, NamedTuple

from ictwg.domain.access import is_on
from ictwg.domain.calendar import short_day
from ictwg.domain.changes import Changes, Edit
from ictwg.domain.fields import settings_of
from ictwg.domain.ids import derived_id
from ictwg.domain.periods import name_on
from ictwg.domain.records import AgendaItem, Contact, Decision, Group, Meeting, Organization, Position
from ictwg.domain.references import ReferenceNumbers
from ictwg.domain.roster import in_protocol_order, planned, roster
from ictwg.domain.schema import RECORDS, Field
from ictwg.domain.state import State
from ictwg.domain.values import AskingKind, Basis, Channel, Implementation, MembershipStatus, Purpose, Silence, Stance
from ictwg.errors import UsageError
from ictwg.locales import t
from ictwg.meetings.agenda import add_item
from ictwg.records.asking import AnswerStorage, Asking, ClosingOption, Respondent
from ictwg.records.editing import not_empty
from ictwg.records.group import group_of
from ictwg.records.lookup import Lookup, find, shown_reference
from ictwg.records.planned_state import StateAfterChanges

_SILENT = {Silence.AGREES: Stance.AGREES, Silence.ABSTAINS: Stance.ABSTAINS, Silence.NO_ANSWER: Stance.NO_ANSWER}


class Circulated(Asking[Decision]):
    """The members answer; what others say is noted, and not counted."""

    KIND, CHOICES = AskingKind.DECISION, (Stance.AGREES, Stance.DISAGREES, Stance.ABSTAINS)
    NOTED = AnswerStorage(
        Position, Position.stance, (Position.on, Position.channel, Position.reason), Contact.decisions
    )
    UNTIL = Decision.answers_until

    @cached_property
    def tally(self) -> AnswerTally:
        return tally(self.state, self.record, self.today)

    @property
    def words(self) -> str:
        return self.tally.words

    def rows(self) -> tuple[Respondent, ...]:
        return self.tally.answers

    def note(self, lookup: Lookup, one: Respondent, values: dict[str, str]) -> Changes:
        before = one.record if isinstance(one.record, Position) else None

        def said(field: Field[Any]) -> Any:
            typed = values.get(field.name)
            return field.parse(typed, lookup) if typed is not None else field.of(before) if before else None

        organization = find(self.state, Organization, one.organization)
        stance, on = said(Position.stance) or Stance.AGREES, said(Position.on) or self.today
        more = {"channel": said(Position.channel), "reason": said(Position.reason) or ""}
        return answer(self.state, self.record, organization, stance, on, **more)

    def endings(self) -> tuple[ClosingOption, ...]:
        """What the count says stands first."""
        taken = ClosingOption("taken", t("circulation.choose_taken"))
        missed = ClosingOption("not_taken", t("circulation.choose_not_taken"))
        return (taken, missed) if self.tally.carried else (missed, taken)

    def close(self, ending: str) -> Changes:
        return conclude(self.state, self.record, self.today, taken=ending == "taken")


class Voted(Circulated):
    """How each organization voted at the meeting that took the decision; nobody is waited for."""

    CLOSED = Decision.decided_on

    def endings(self) -> tuple[ClosingOption, ...]:
        return ()


def answers_of(state: State, decision: Decision, today: date) -> Circulated | None:
    """What is noted of each organization: its answer to a proposal, its vote where the group votes; else nothing."""
    if is_open(decision):
        return Circulated(state, decision, today)
    return Voted(state, decision, today) if _is_voted(decision) and is_on(state, Group.votes) else None


def _is_voted(decision: Decision) -> bool:
    """Taken at a meeting, where silence says nothing."""
    return decision.meeting is not None and decision.circulated_on is None


def open_askings(state: State, today: date) -> Iterator[Circulated]:
    return (Circulated(state, one, today) for one in proposals(state))


class AnswerTally(NamedTuple):
    """How the members stand; the silent are counted apart, and said as what the group's rule makes of them."""

    answers: tuple[Respondent, ...]
    silence: Silence

    def count(self, stance: Stance) -> int:
        return sum(one.is_counted and (one.answer or Stance.NO_ANSWER) is stance for one in self.answers)

    @property
    def of(self) -> int:
        return sum(one.is_counted for one in self.answers)

    @property
    def carried(self) -> bool:
        """Whether more agree than disagree, silence counted by the rule: what is offered first when it is concluded."""
        silent = self.count(Stance.NO_ANSWER)
        agreeing = self.count(Stance.AGREES) + (silent if self.silence is Silence.AGREES else 0)
        return agreeing > self.count(Stance.DISAGREES)

    @property
    def words(self) -> str:
        """`7 agree · 1 disagrees · 3 have not answered (counts as agreement)`."""
        said = [(stance, self.count(stance)) for stance in Stance if stance is not Stance.NO_ANSWER]
        told = [t(f"circulation.{stance}", count=count) for stance, count in said if count]
        silent = self.count(Stance.NO_ANSWER)
        if silent:
            rule = "" if self.silence is Silence.NO_ANSWER else f".counts_as_{_SILENT[self.silence]}"
            told.append(t(f"circulation.silent{rule}", count=silent))
        return " · ".join(told) or t("circulation.no_members")


def propose(lookup: Lookup, values: Mapping[str, str]) -> tuple[str, Changes]:
    """A text goes round; its reference holds also if it is not taken, because it has left the house.

    Raises:
        InvalidValueError: There is no text, or a value does not fit.
    """
    not_empty(Decision.text, values.get(Decision.text.name, ""))
    state, dated = lookup.state, (Decision.circulated_on.name, Decision.answers_until.name)
    given = settings_of(Decision, {name: text for name, text in values.items() if name not in dated}, lookup)
    sent = Decision.circulated_on.parse(values.get(Decision.circulated_on.name, ""), lookup) or lookup.today
    until = Decision.answers_until.parse(values.get(Decision.answers_until.name, ""), lookup)
    reference, id = ReferenceNumbers(state).take_decision(sent.year), state.new_id()
    settings = (
        *given,
        Decision.reference(reference),
        Decision.status(Implementation.PROPOSED),
        Decision.basis(Basis.CIRCULATION),
        Decision.circulated_on(sent),
        Decision.answers_until(until or usual_deadline(state, sent)),
    )
    return id, Edit("verbs.circulated_proposal", reference).create(Decision, id, *settings).done()


def usual_deadline(state: State, sent: date) -> date:
    """As many days as the group gives for comments."""
    group = group_of(state)
    days = group.comment_days if group and group.comment_days else Group.comment_days.default
    return sent + timedelta(days=days or 0)


def answer(
    state: State,
    decision: Decision,
    organization: Organization,
    stance: Stance,
    on: date,
    *,
    channel: Channel | None = None,
    reason: str = "",
) -> Changes:
    """What an organization answered, when and how; another answer of the same takes its place.

    Raises:
        UsageError: The decision was never circulated, and the group does not vote: no answer would be seen anywhere.
    """
    if answers_of(state, decision, on) is None and decision.circulated_on is None:
        subject = shown_reference(state, decision)
        raise UsageError(t("circulation.no_proposal", subject=subject), t("circulation.no_proposal.hint"))
    said = (Position.stance(stance), Position.on(on), Position.channel(channel), Position.reason(reason))
    edit = Edit(
        "verbs.position_noted", f"{organization.acronym or organization.name} · {shown_reference(state, decision)}"
    )
    noted = [
        one for one in state.linked(Position, Position.decision, decision.id) if one.organization == organization.id
    ]
    if noted:
        return edit.update(noted[-1], *said).done()
    id = derived_id(state.db, Position.TABLE, (decision.id, organization.id))
    who = (Position.decision(decision.id), Position.organization(organization.id))
    return edit.create(Position, id, *who, *said).done()


def tally(state: State, decision: Decision, today: date) -> AnswerTally:
    """Who answered what, in protocol order: the members of the last day to answer, and whoever else has answered."""
    day = min(today, decision.answers_until or decision.decided_on or today)
    noted = {one.organization: one for one in state.linked(Position, Position.decision, decision.id)}
    members = [line for line in roster(state, day) if line.status is MembershipStatus.MEMBER]
    found = [_answer(line.organization, line.acronym, noted.pop(line.organization.id, None)) for line in members]
    others = in_protocol_order(state, filter(None, noted))
    told = [_answer(one, name_on(state, one, day).acronym, noted[one.id], counts=False) for one in others]
    return AnswerTally((*found, *told), Silence.NO_ANSWER if _is_voted(decision) else _rule(state))


def is_open(decision: Decision) -> bool:
    return decision.status is Implementation.PROPOSED


def proposals(state: State) -> tuple[Decision, ...]:
    """Those that wait for answers, or to be concluded; the nearest deadline first."""
    raw, wanted = Decision.status.name, str(Implementation.PROPOSED)
    found = (one for one in state.all(Decision) if one.row.get(raw) == wanted)
    return tuple(sorted(found, key=lambda one: (str(one.answers_until), one.reference, one.id)))


def conclude(state: State, decision: Decision, today: date, *, taken: bool) -> Changes:
    """Taken or not, from the day after which nobody could answer any more; the next agenda notes it.

    Raises:
        UsageError: It is no proposal, or no longer one.
    """
    reference = shown_reference(state, decision)
    if not is_open(decision):
        raise UsageError(t("circulation.no_proposal", subject=reference), t("circulation.no_proposal.hint"))
    edit = Edit("verbs.taken" if taken else "verbs.not_taken", reference)
    status = Implementation.PENDING if taken else Implementation.NOT_TAKEN
    on = min(today, decision.answers_until or today)
    edit.update(decision, Decision.status(status), Decision.basis(Basis.CIRCULATION), Decision.decided_on(on))
    for id in decision.supersedes if taken else ():
        earlier = state.get(Decision, id)
        if earlier is not None:
            edit.update(earlier, Decision.status(Implementation.OVERTAKEN))
    return edit.done().and_then(_note(state, decision, reference, on, today, taken=taken))


def conclude_all(state: State, decisions: Iterable[Decision], today: date, *, taken: bool) -> Changes:
    """Several at once, as one change; the next agenda notes each.

    Raises:
        UsageError: One of them is no proposal, or no longer one.
    """
    concluded = list(decisions)
    named = ", ".join(shown_reference(state, one) for one in concluded)
    changes = Edit("verbs.taken" if taken else "verbs.not_taken", named).done()
    for one in concluded:
        so_far = StateAfterChanges(state, changes, tuple(RECORDS.values()))
        changes = changes.and_then(conclude(so_far, so_far.get(Decision, one.id) or one, today, taken=taken))
    return changes


def _note(state: State, decision: Decision, reference: str, on: date, today: date, *, taken: bool) -> Changes:
    """An item for the next meeting, or for the parking lot until there is one."""
    settings = (
        AgendaItem.purpose(Purpose.INFORMATION),
        AgendaItem.background(t(f"circulation.noted_{'taken' if taken else 'not_taken'}", day=short_day(on))),
        AgendaItem.papers(decision.papers),
    )
    text = " ".join(decision.text.split())
    title = t("circulation.item" if taken else "circulation.item_not_taken", reference=reference, text=text)
    return add_item(state, _next(state, today), title, *settings)


def _next(state: State, today: date) -> Meeting | None:
    """Of the plenary, if one is planned."""
    coming = planned(state, today)
    return next((meeting for meeting in coming if not meeting.series), coming[0] if coming else None)


def _answer(home: Organization, acronym: str, noted: Position | None, *, counts: bool = True) -> Respondent:
    said = (" ".join(noted.reason.split()), short_day(noted.on)) if noted is not None else ()
    words = " · ".join(filter(None, (*said, "" if counts else t("circulation.not_counted"))))
    stance = noted.stance if noted is not None and noted.stance is not Stance.NO_ANSWER else None
    return Respondent(home.id, home.id, acronym, home.name, stance, words, noted, is_counted=counts)


def _rule(state: State) -> Silence:
    group = group_of(state)
    return group.silence if group else Silence.NO_ANSWER
