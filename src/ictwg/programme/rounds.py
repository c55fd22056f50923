"""Rounds: whom they ask, how far each organization is, who has not answered, and the next one (DOMAIN.md §3).

A round on activities asks those who lead them; all others ask the members of the day on which they open. An activity
report that names a round is the answer of its organization.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import date, timedelta
from functools import cached_property
from typing import Any, NamedTuple

from ictwg.domain.calendar import month_of, short_day
from ictwg.domain.changes import Changes, Edit
from ictwg.domain.ids import derived_id
from ictwg.domain.records import Activity, ActivityReport, AgendaItem, Meeting, Organization, Person, Round, RoundAnswer
from ictwg.domain.recurrence import next_occurrence
from ictwg.domain.roster import in_protocol_order, protocol, roster
from ictwg.domain.schema import Field, taken
from ictwg.domain.state import State
from ictwg.domain.text import fold
from ictwg.domain.values import ActivityStatus, AskingKind, Checked, MembershipStatus, PlanLevel, RoundKind, RoundState
from ictwg.domain.worked_out import Following, OnePerState
from ictwg.locales import LANGUAGES, language, t
from ictwg.meetings.agenda import add_item
from ictwg.programme.plan import as_of, latest_version
from ictwg.programme.plan_matrix import last_report, matrix_rows
from ictwg.records.asking import AnswerStorage, Asking, ClosingOption, Respondent
from ictwg.records.editing import add, set_fields, write
from ictwg.records.group import calendar_of, spoken_in
from ictwg.records.lookup import Lookup, shown_name
from ictwg.records.planned_state import StateAfterChanges
from ictwg.tasks.checklists import steps

ANSWERED = frozenset({RoundState.RECEIVED, RoundState.NOTHING_TO_REPORT})


def to_be_asked(state: State, about: Round, on: date) -> tuple[Organization, ...]:
    """In protocol order."""
    if about.kind is RoundKind.ACTIVITY_REPORTS and about.plan:
        parts = state.linked(Activity, Activity.plan, about.plan)
        leads = {part.lead for part in parts if part.level is PlanLevel.ACTIVITY}
        return tuple(sorted((one for one in state.all(Organization) if one.id in leads), key=protocol))
    members = (line.organization for line in roster(state, on) if line.status is MembershipStatus.MEMBER)
    return tuple(dict.fromkeys(members))


def answers_of(state: State, about: Round) -> tuple[RoundAnswer, ...]:
    """One for each organization that is in the round, in protocol order."""
    places = _protocol(state).values()
    found = state.linked(RoundAnswer, RoundAnswer.round, about.id)
    return tuple(
        sorted(found, key=lambda one: (one.organization not in places, places.get(one.organization or ""), one.id))
    )


_protocol = OnePerState(lambda state: Following(state, Organization, protocol))


def asked_by(state: State, about: Round, on: date) -> dict[RoundAnswer, bool]:
    """Who was asked until a day, and whether they had answered by then."""
    asked = (one for one in answers_of(state, about) if one.state is not RoundState.NOT_ASKED)
    known = (one for one in asked if one.asked_on is None or one.asked_on <= on)
    return {one: one.state in ANSWERED and (one.answered_on is None or one.answered_on <= on) for one in known}


def silent(state: State, about: Round) -> tuple[RoundAnswer, ...]:
    """Who was asked and has not answered."""
    return tuple(one for one in answers_of(state, about) if one.state in (RoundState.ASKED, RoundState.REMINDED))


def asked(state: State, about: Round, on: date, only: Collection[str] | None = None) -> Changes:
    """The round is out: who is to be asked, or only some of these, was asked on that day, unless that is noted."""
    edit = Edit("verbs.round_asked", shown_name(state, about), about)
    if about.opens_on is None:
        edit.update(about, Round.opens_on(on))
    noted = {one.organization: one for one in answers_of(state, about)}
    for organization in to_be_asked(state, about, on):
        settings = (RoundAnswer.state(RoundState.ASKED), RoundAnswer.asked_on(on))
        there = noted.get(organization.id)
        if only is not None and organization.id not in only:
            continue
        if there is None:
            key = (RoundAnswer.round(about.id), RoundAnswer.organization(organization.id))
            edit.create(RoundAnswer, _answer_id(state, about.id, organization.id), *key, *settings)
        elif there.state is RoundState.NOT_ASKED:
            edit.update(there, *settings)
    return edit.done()


def _answer_id(state: State, round: str, organization: str) -> str:
    return derived_id(state.db, RoundAnswer.TABLE, (round, organization))


def answered(state: State, report: ActivityReport, on: date) -> Changes:
    """A report came: its organization has answered the round that it names."""
    edit = Edit("verbs.edited", shown_name(state, report))
    if report.round and report.organization:
        id = _answer_id(state, report.round, report.organization)
        settings = (RoundAnswer.state(RoundState.RECEIVED), RoundAnswer.answered_on(report.reported_on or on))
        there = state.get(RoundAnswer, id)
        if there is None:
            key = (RoundAnswer.round(report.round), RoundAnswer.organization(report.organization))
            edit.create(RoundAnswer, id, *key, *settings)
        elif there.state not in ANSWERED:
            edit.update(there, *settings)
    return edit.done()


def came(answer: RoundAnswer, state: State, now: RoundState, on: date) -> Changes:
    """How far an organization is now; with its answer it has confirmed its entries, where it was asked for that."""
    edit = Edit("verbs.edited", shown_name(state, answer), answer).update(answer, RoundAnswer.state(now))
    if now in ANSWERED:
        edit.update(answer, RoundAnswer.answered_on(answer.answered_on or on))
        about = state.get(Round, answer.round)
        confirms = about is not None and about.kind is RoundKind.CONTACTS and now is RoundState.RECEIVED
        for person in state.linked(Person, Person.organization, answer.organization or "") if confirms else ():
            edit.update(person, Person.confirmed_on(answer.answered_on or on))
    return edit.done()


def closed(state: State, about: Round, on: date) -> Changes:
    """The round is over; one that repeats makes the next, with each of its days at the next time."""
    edit = Edit("verbs.round_closed", shown_name(state, about), about).update(about, Round.closed_on(on))
    closes = following(about.recurrence, about.closes_on)
    id = derived_id(state.db, Round.TABLE, (about.id, str(closes)))
    if closes is not None and state.get(Round, id) is None:  # reopened and closed again, it was made already
        moved = (Round.until, Round.opens_on, Round.outside_deadline)
        edit.create(
            Round,
            id,
            *taken(about, *_AS_BEFORE),
            Round.plan(latest_version(state, about.plan)),
            Round.title(_titled_next(about)),
            *(field(following(about.recurrence, field.of(about))) for field in moved),
            Round.since(about.until + timedelta(days=1) if about.until else None),
            Round.closes_on(closes),
            Round.earlier(about.id),
        )
    return edit.done()


class RoundAsking(Asking[Round]):
    """A reporting round, a call for inputs, or the yearly confirmation of contacts."""

    KIND, CHOICES = AskingKind.ROUND, (RoundState.RECEIVED, RoundState.NOTHING_TO_REPORT)
    NOTED = AnswerStorage(
        RoundAnswer,
        RoundAnswer.state,
        (RoundAnswer.answered_on, RoundAnswer.by, RoundAnswer.text, RoundAnswer.path),
        RoundAnswer.reminded_on,
    )
    UNTIL, CLOSED = Round.closes_on, Round.closed_on

    def subject(self, lang: str) -> str:
        return f"{self.name} ({t(f'choices.round_kind.{self.record.kind}', lang=lang)})"

    @cached_property
    def reminders(self) -> dict[str, date]:
        found = answers_of(self.state, self.record)
        return {one.organization or "": one.reminded_on for one in found if one.reminded_on is not None}

    @property
    def is_on_activities(self) -> bool:
        return bool(self.record.kind is RoundKind.ACTIVITY_REPORTS and self.record.plan)

    def rows(self) -> tuple[Respondent, ...]:
        found = answers_of(self.state, self.record)
        return tuple(self._row(one) for one in found if one.state is not RoundState.NOT_ASKED)

    def _row(self, one: RoundAnswer) -> Respondent:
        home = self.state.get(Organization, one.organization)
        acronym, name = (home.acronym, home.name) if home else ("", "")
        words = " · ".join(filter(None, (" ".join(one.text.split()), one.by, one.path, short_day(one.answered_on))))
        state = one.state if one.state in ANSWERED else None
        return Respondent(one.id, one.organization or "", acronym, name, state, words, one)

    def note(self, lookup: Lookup, one: Respondent, values: dict[str, str]) -> Changes:
        noted = (there for there in answers_of(self.state, self.record) if there.organization == one.organization)
        if there := next(noted, None):
            return set_fields(lookup, there, values)
        place = {RoundAnswer.round.name: self.record.id, RoundAnswer.organization.name: one.organization}
        id, changes = add(lookup, RoundAnswer, values | place)
        made = StateAfterChanges(self.state, changes, (RoundAnswer,))
        answer = made.get(RoundAnswer, id)
        return changes.and_then(came(answer, made, answer.state, self.today)) if answer is not None else changes

    def take_back(self, one: Respondent) -> Changes:
        back = (RoundAnswer.state(RoundState.ASKED), RoundAnswer.answered_on.clear)
        return write(self.state, one.record, *back) if one.record is not None else Changes("")

    def enclosed(self, organization: str) -> tuple[str, ...]:
        """Its people as they are listed, where it is asked to confirm them."""
        if self.record.kind is not RoundKind.CONTACTS:
            return ()
        people = self.state.linked(Person, Person.organization, organization)
        return tuple(", ".join(filter(None, (one.name, one.position, one.phone, one.email))) for one in people)

    def ask(self) -> Changes:
        return asked(self.state, self.record, self.today)

    def write_reminders(self, edit: Edit, organizations: Sequence[str]) -> None:
        for one in answers_of(self.state, self.record):
            if one.organization in organizations:
                edit.update(one, RoundAnswer.state(RoundState.REMINDED), RoundAnswer.reminded_on(self.today))

    def endings(self) -> tuple[ClosingOption, ...]:
        return (ClosingOption("close", t("asked.close_round")),) if self.record.closed_on is None else ()

    def close(self, _ending: str) -> Changes:
        return closed(self.state, self.record, self.today)


class AgendaCall(RoundAsking):
    """A call for agenda items: each line of an answer waits as a topic, with who asked it, for that meeting."""

    NOTED = RoundAsking.NOTED._replace(fields=(RoundAnswer.text, RoundAnswer.answered_on, RoundAnswer.by))
    NEEDS_WORDS = frozenset({RoundState.RECEIVED})

    def note(self, lookup: Lookup, one: Respondent, values: dict[str, str]) -> Changes:
        changes = super().note(lookup, one, values)
        asked = (AgendaItem.asked_by(one.organization), AgendaItem.asked_for(self.record.meeting))
        day = RoundAnswer.answered_on.parse(values.get(RoundAnswer.answered_on.name, ""), lookup) or self.today
        known = {fold(item.title) for item in self.state.linked(AgendaItem, AgendaItem.asked_by, one.organization)}
        meeting = self.state.get(Meeting, self.record.meeting)
        series = AgendaItem.series(meeting.series if meeting is not None else "")
        for title in map(str.strip, values.get(RoundAnswer.text.name, "").splitlines()):
            if title and fold(title) not in known:
                planned = StateAfterChanges(self.state, changes, (AgendaItem,))
                changes = changes.and_then(add_item(planned, None, title, *asked, AgendaItem.asked_on(day), series))
        return changes

    def take_back(self, one: Respondent) -> Changes:
        """Its topics go too, but for those that were put on an agenda."""
        edit, about = Edit(""), self.record.meeting
        asked = {
            fold(title.strip())
            for title in (one.record.text if isinstance(one.record, RoundAnswer) else "").splitlines()
        }
        for item in self.state.linked(AgendaItem, AgendaItem.asked_by, one.organization):
            if item.meeting is None and item.asked_for == about and fold(item.title) in asked:
                edit.remove(item)
        return super().take_back(one).and_then(edit.done())


def asking_of(state: State, about: Round, today: date) -> RoundAsking:
    kind = AgendaCall if about.kind is RoundKind.AGENDA_ITEMS else RoundAsking
    return kind(state, about, today)


def call_for_items(state: State, meeting: Meeting) -> Round | None:
    """The call for items of its agenda; None where there is none yet."""
    calls = state.linked(Round, Round.meeting, meeting.id)
    return next((one for one in reversed(calls) if one.kind is RoundKind.AGENDA_ITEMS), None)


def begin_call(lookup: Lookup, meeting: Meeting, values: dict[str, str]) -> Changes:
    """A call for the items of its agenda, until the day that was typed."""
    lang = spoken_in(lookup.state) or language()
    named = short_day(meeting.date, lang) or shown_name(lookup.state, meeting)
    title = t("agenda_call.title", lang=lang, meeting=named)
    settled = {Round.kind.name: str(RoundKind.AGENDA_ITEMS), Round.meeting.name: meeting.id, Round.title.name: title}
    return add(lookup, Round, values | settled)[1]


def last_day_for_items(state: State, meeting: Meeting, today: date) -> date:
    """The working day before the agenda goes to the chair, by the checklist; not one that is over."""
    ticked = {Meeting.agenda_sent_to_chair.name, Meeting.agenda_circulated.name}
    days = (step.days for step in steps(state, meeting.kind) if step.ticked_by in ticked)
    day = calendar_of(state).shift(meeting.date or today, min(days, default=0) - 1)
    return max(day, today)


def open_askings(state: State, today: date) -> Iterator[RoundAsking]:
    for one in state.all(Round):
        answers = state.linked(RoundAnswer, RoundAnswer.round, one.id) if one.closed_on is None else ()
        if any(answer.state is not RoundState.NOT_ASKED for answer in answers):
            yield asking_of(state, one, today)


def _titled_next(about: Round) -> str:
    """`Progress until December 2009` is followed by that of June 2010, `Q2 2010` by `Q3 2010`; others stay."""
    title, before, until = about.title, about.until, following(about.recurrence, about.until)
    if before is None or until is None:
        return title
    names = [(month_of(before, lang), month_of(until, lang)) for lang in LANGUAGES]
    for old, new in (*names, (_quarter(before), _quarter(until))):
        title = re.sub(re.escape(old), new, title, flags=re.IGNORECASE)
    return title


def _quarter(day: date) -> str:
    return f"Q{(day.month + 2) // 3} {day.year}"


_AS_BEFORE: tuple[Field[Any], ...] = (Round.kind, Round.document, Round.recurrence, Round.template)


def following(rule: str, day: date | None) -> date | None:
    """The next time of a day: three months after 31 March is 30 June, for the end of a month stays one."""
    if not rule or day is None:
        return None
    morrow = day + timedelta(days=1)
    if morrow.day > 1:
        return next_occurrence(rule, day)
    found = next_occurrence(rule, morrow)
    return found - timedelta(days=1) if found is not None else None


ENDED = frozenset({ActivityStatus.COMPLETED, ActivityStatus.CANCELLED})
"""Of which nothing more is awaited; what is suspended may go on."""


class Awaited(NamedTuple):
    """Attributes: report: What the organization sent in this round. last: What it sent before."""

    id: str
    activity: Activity
    organization: Organization | None
    report: ActivityReport | None
    last: ActivityReport | None

    def stands(self, today: date) -> ActivityStatus:
        """What has ended stays so without a report; what else nobody reported is never delayed."""
        if self.report is not None:
            return as_of(self.activity, self.report.status, today)
        if self.last is not None and self.last.status in ENDED:
            return self.last.status
        return ActivityStatus.NO_REPORT_RECEIVED


def awaited(state: State, about: Round) -> Iterator[Awaited]:
    """In the order of the plan; first the lead, or nobody where there is none, then others in protocol order."""
    for row in matrix_rows(state, about):
        came = {
            one.organization: one
            for one in state.linked(ActivityReport, ActivityReport.activity, row.activity.id)
            if one.round == about.id
        }
        others = (home.id for home in in_protocol_order(state, filter(None, came)))
        for home in dict.fromkeys((row.activity.lead, *others, *came)):
            organization = state.get(Organization, home)
            last = row.last if home == row.activity.lead else last_report(state, row.activity, about, organization)
            yield Awaited(f"{row.activity.id}/{home or ''}", row.activity, organization, came.get(home), last)


def checked(state: State, reports: Iterable[ActivityReport], how: Checked, question: str = "") -> Changes:
    """The secretariat has read them: they are accepted, or something is to be asked."""
    told = tuple(reports)
    subject = shown_name(state, told[0]) if len(told) == 1 else str(len(told))
    edit = Edit("verbs.checked", subject)
    for one in told:
        edit.update(one, ActivityReport.checked(how), ActivityReport.question(question))
    return edit.done()
