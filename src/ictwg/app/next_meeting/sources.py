"""Where the topics of the next agenda come from: one function each, in their order, and what earlier agendas tell.

Each document and each subject of the work plan is an item of its own; the plan, and rounds and reports, are one each.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from itertools import takewhile

from ictwg.app.next_meeting.proposal import CARRIED, Preparing, Proposed, points, topic
from ictwg.app.next_meeting.sub_groups import for_adoption, sub_group_reports
from ictwg.decisions.decisions import implementation_of, to_review
from ictwg.domain.access import effective, strictest, visible
from ictwg.domain.agenda import agenda_of, entries_of, parked
from ictwg.domain.calendar import short_day
from ictwg.domain.records import Action, AgendaItem, CalendarItem, Decision, Document, Meeting, Paper, Plan, Round
from ictwg.domain.roster import PLENARY
from ictwg.domain.schema import Setting, taken
from ictwg.domain.state import State
from ictwg.domain.text import fold, one_line
from ictwg.domain.values import ActivityStatus, Audience, Implementation, ItemKind, MeetingState, Purpose, RoundKind
from ictwg.locales import t
from ictwg.meetings.agenda import asked_words
from ictwg.meetings.item_titles import tells_next_topics
from ictwg.members.attendance_history import members_staying_away
from ictwg.minutes.carry_over import left_over, outcome_of, put_off
from ictwg.minutes.matters_arising import ReviewLine, review
from ictwg.programme.due import ProgrammeDue, Waits, over_between, programme_due
from ictwg.programme.plan import delayed
from ictwg.records.lookup import shown_name, shown_reference
from ictwg.sources.inline import plain

Subject = tuple[str, str, Audience]

_ALONE = frozenset({Waits.STEP, Waits.COMMENTS_CLOSE, Waits.CALENDAR_ITEM})
_TOGETHER = {
    Waits.ACTIVITY_ENDS: "plan",
    Waits.DELAYED: "plan",
    Waits.ROUND_OPENS: "reports",
    Waits.ROUND_CLOSES: "reports",
    Waits.OUTSIDE_REPORT: "reports",
    Waits.REPORT_DUE: "donors",
}


def programme_topics(now: Preparing) -> Iterator[Proposed]:
    """What fewer may see than the meeting, such as reports to donors, is an item that only they see."""
    if now.meeting.series != PLENARY:
        return
    found: dict[Subject, list[ProgrammeDue]] = {}
    for due in programme_due(now.state, now.today, now.meeting.date):
        subject = due.record.id if due.waits in _ALONE else _TOGETHER.get(due.waits, "")
        if subject and not _is_there(now, due):
            seen = strictest(now.meeting.audience, effective(now.state, due.record))
            title = due.name if due.waits in _ALONE else t(f"preparing.title.{subject}", lang=now.spoken)
            found.setdefault((subject, title, seen), []).append(due)
    for (subject, title, seen), dues in found.items():
        lines = tuple(line for due in dues for line in _lines(now, due))
        settings = topic(title, Purpose.DISCUSSION, points(lines), AgendaItem.audience(seen))
        document = next((due.record.id for due in dues if isinstance(due.record, Document)), "")
        yield Proposed(f"programme:{subject}:{seen}", _why(dues), settings, lines, document=document)


def _is_there(now: Preparing, due: ProgrammeDue) -> bool:
    """The document is a paper of an item on this agenda; a day without a paragraph, a call for items is no subject."""
    if isinstance(due.record, Round) and due.record.kind is RoundKind.AGENDA_ITEMS:
        return True
    if isinstance(due.record, CalendarItem):
        return not due.record.paragraph
    if not isinstance(due.record, Document):
        return False
    items = (now.state.get(AgendaItem, paper.item) for paper in now.state.linked(Paper, Paper.document, due.record.id))
    return bool(now.meeting.id) and any(item is not None and item.meeting == now.meeting.id for item in items)


def _why(dues: list[ProgrammeDue]) -> str:
    """The reason of one; of more how many there are of each kind."""
    found: dict[Waits, ProgrammeDue] = {}
    for due in dues:
        before = found.get(due.waits)
        found[due.waits] = due if before is None else before._replace(many=before.many + due.many)
    return "; ".join(due.words() for due in found.values())


def _lines(now: Preparing, due: ProgrammeDue) -> Iterator[str]:
    if isinstance(due.record, Plan):
        for part in delayed(now.state, due.record, now.today):
            past = part.ends_on is not None and part.ends_on < now.today
            message = "preparing.delayed" if past else f"choices.activity_status.{ActivityStatus.DELAYED}"
            words = t(message, day=short_day(part.ends_on) if past else "", lang=now.spoken)
            yield f"{shown_name(now.state, part)}: {words}"
    elif isinstance(due.record, CalendarItem):
        words = t("preparing.paragraph", paragraph=due.record.paragraph, lang=now.spoken)
        yield f"{due.words(now.spoken)}; {words}"
    else:
        yield f"{due.name}: {due.words(now.spoken)}"


LOOKED_AT = 3
"""Meetings: what stood on at least two of the last three agendas stands there always."""

_OFTEN = 2


def minutes_before(state: State, earlier: Iterable[Meeting], kind: ItemKind, title: str) -> int | None:
    """The minutes that were given to such an item last."""
    for item in _recent_items(state, tuple(earlier)[:LOOKED_AT]):
        same = item.kind is kind if kind is not ItemKind.TOPIC else _key(item) == fold(title).strip()
        if same and item.minutes_allotted is not None:
            return item.minutes_allotted
    return None


def standing_topics(state: State, earlier: tuple[Meeting, ...]) -> tuple[tuple[AgendaItem, int], ...]:
    """The topics that stood on the last agendas again and again, each as it stood last, and how often it did.

    What was carried over came back because it was not done, and is not counted.
    """
    recent = earlier[:LOOKED_AT]
    found: dict[str, list[AgendaItem]] = {}
    for meeting in recent:
        own = {_key(item): item for item in _recent_items(state, (meeting,)) if _counts(item)}
        for key, item in own.items():
            found.setdefault(key, []).append(item)
    return tuple((items[0], len(items)) for items in found.values() if len(items) >= _OFTEN)


def _counts(item: AgendaItem) -> bool:
    named = any(sign.isalpha() for sign in item.title)
    return item.kind is ItemKind.TOPIC and item.carried_from is None and named


def _recent_items(state: State, meetings: Iterable[Meeting]) -> Iterator[AgendaItem]:
    for meeting in meetings:
        yield from (line.item for line in agenda_of(state, meeting) if line.depth == 0)


def _key(item: AgendaItem) -> str:
    return fold(item.title).strip()


AWAITED = (Implementation.PENDING, Implementation.IN_PROGRESS)

TAKEN_ALONG = tuple(field for field in AgendaItem.PLANNED if field is not AgendaItem.kind)
"""What a topic keeps when it comes back."""


def awaited_decisions(now: Preparing) -> Iterator[Proposed]:
    """One item for all decisions of the body that are not carried out."""
    decisions = [one for one in _awaited(now) if visible(now.state, one, now.meeting.audience)]
    if decisions:
        named = ((shown_reference(now.state, one), one_line(one.text)) for one in decisions)
        yield _for_information(now, "awaited", [" ".join(filter(None, one)) for one in named])


def reviews(now: Preparing) -> Iterator[Proposed]:
    """An item for each decision of the body whose review is due by the meeting; of one by circulation the plenary's."""
    held = {meeting.id for meeting in now.earlier}
    for decision in to_review(now.state, now.meeting.date or now.today):
        own = decision.meeting in held or (not decision.meeting and now.meeting.series == PLENARY)
        if own and visible(now.state, decision, now.meeting.audience):
            name = shown_reference(now.state, decision)
            title = t("preparing.title.review", lang=now.spoken, decision=name)
            seen = AgendaItem.audience(effective(now.state, decision))
            settings = topic(title, Purpose.DECISION, decision.text, seen)
            why = t("preparing.why.review", day=short_day(decision.review_on))
            yield Proposed(f"review:{decision.id}", why, settings)


def carried_over(now: Preparing) -> Iterator[Proposed]:
    """What earlier meetings of the series have put off, or did not come to."""
    for item in left_over(now.state, now.meeting.series, now.today):
        if item.meeting != now.meeting.id:
            yield Proposed(CARRIED + item.id, _why_carried(now, item), taken_along(now, item))


def named_topics(now: Preparing) -> Iterator[Proposed]:
    """What the minutes of the last meeting name under “agenda of the next meeting”."""
    if now.last is None:
        return
    for item in now.state.linked(AgendaItem, AgendaItem.meeting, now.last.id):
        if tells_next_topics(item.title):
            yield from _named_in(now, now.last, item)


def to_report(now: Preparing) -> Iterator[Proposed]:
    """To the plenary: one item for the trainings and campaigns that were over since it met last."""
    if now.last is None or now.last.date is None or now.meeting.series != PLENARY:
        return
    until = min(now.today, now.meeting.date or now.today)
    over = over_between(now.state, now.last.date, until)
    told = [one for one in over if visible(now.state, one, now.meeting.audience)]
    if told:
        lines = [f"{one.title} ({short_day(one.ends_on or one.starts_on or until)})" for one in told]
        yield _for_information(now, "to_report", lines, meeting=shown_name(now.state, now.last))


def _for_information(now: Preparing, key: str, lines: Sequence[str], **named: str) -> Proposed:
    """One item for all of several things, which are listed under it."""
    settings = topic(t(f"preparing.title.{key}", lang=now.spoken), Purpose.INFORMATION, points(lines))
    return Proposed(key, t(f"preparing.why.{key}", count=len(lines), **named), settings, tuple(lines))


def parking_lot(now: Preparing) -> Iterator[Proposed]:
    """Topics that wait for a meeting; one that was put off and then parked is offered, and not taken up by itself."""
    for item in parked(now.state):
        if item.series == now.meeting.series:
            was_put_off = bool(put_off(now.state, item))
            said = asked_words(now.state, item) or t(f"preparing.why.{'parked_again' if was_put_off else 'parked'}")
            why = _with_times(now, item, said)
            yield Proposed(f"parked:{item.id}", why, _own(item), item=item.id, kept=not was_put_off)


def standing(now: Preparing) -> Iterator[Proposed]:
    """What stood on the last agendas again and again; a template says itself what stands there."""
    if now.template:
        return
    for item, often in standing_topics(now.state, now.alike):
        why = t("preparing.why.standing", count=often)
        yield Proposed(f"standing:{item.id}", why, taken(item, *_STANDING))


SOURCES: tuple[Callable[[Preparing], Iterable[Proposed]], ...] = (
    awaited_decisions,
    reviews,
    carried_over,
    sub_group_reports,
    for_adoption,
    to_report,
    programme_topics,
    named_topics,
    parking_lot,
    standing,
)

_STANDING = (
    AgendaItem.title,
    AgendaItem.purpose,
    AgendaItem.presenter,
    AgendaItem.minutes_allotted,
    AgendaItem.audience,
)


def taken_along(now: Preparing, item: AgendaItem) -> tuple[Setting, ...]:
    """The topic as it comes back: whoever could not see it there cannot here."""
    return (
        *taken(item, *TAKEN_ALONG),
        AgendaItem.audience(effective(now.state, item)),
        AgendaItem.carried_from(item.id),
    )


def _own(item: AgendaItem) -> tuple[Setting, ...]:
    return taken(item, *AgendaItem.PLANNED, AgendaItem.audience, AgendaItem.carried_from)


def _why_carried(now: Preparing, item: AgendaItem) -> str:
    meeting = now.state.get(Meeting, item.meeting)
    named = shown_name(now.state, meeting) if meeting is not None else ""
    if meeting is not None and meeting.state is not MeetingState.HELD:
        said = t(f"preparing.why.was_{meeting.state}", meeting=named)
    else:
        said = t(f"preparing.why.{outcome_of(now.state, item)}", meeting=named)
    return _with_times(now, item, said)


def _with_times(now: Preparing, item: AgendaItem, said: str) -> str:
    """How often it was put off, where that was more than once."""
    times = put_off(now.state, item)
    if len(times) < 2:  # noqa: PLR2004 - once is said already
        return said
    return t("preparing.why.times", said=said, count=len(times), first=shown_name(now.state, times[-1]))


def _awaited(now: Preparing) -> list[Decision]:
    held = {meeting.id for meeting in now.earlier}
    found = [d for d in now.state.all(Decision) if d.meeting in held and implementation_of(now.state, d) in AWAITED]
    return sorted(found, key=lambda one: (one.reference, one.id))


def _named_in(now: Preparing, last: Meeting, item: AgendaItem) -> Iterator[Proposed]:
    """Each line that stands for itself, with those under it as its background; no wider than they may be seen."""
    why = t("preparing.why.named", meeting=shown_name(now.state, last))
    places = entries_of(now.state, last).get(item.id, ())
    for at, place in enumerate(places):
        if place.depth == 0:
            under = tuple(takewhile(lambda one: one.depth, places[at + 1 :]))
            first, _, rest = place.entry.text.partition("\n")
            said = [rest, *(f"{'  ' * (one.depth - 1)}- {one_line(one.entry.text)}" for one in under)]
            seen = strictest(*(effective(now.state, one.entry) for one in (place, *under)))
            settings = (AgendaItem.title(plain(first)), AgendaItem.background("\n".join(filter(None, said))))
            yield Proposed(f"named:{place.entry.id}", why, (*settings, AgendaItem.audience(seen)))


def arising_lines(state: State, meeting: Meeting, today: date) -> tuple[str, ...]:
    """One line each, by organization in protocol order, the overdue first; those to confirm come last."""
    return tuple(action_line(line) for line in review(state, meeting, today))


def away_lines(state: State, series: str, today: date) -> tuple[str, ...]:
    """One line for each member of a body who stays away, with apologies or without."""
    rows = members_staying_away(state, today, series)
    named = ((row.acronym or row.name, row.missed.words()) for row in rows)
    return tuple(t("preparing.away", organization=organization, missed=missed) for organization, missed in named)


def action_line(line: ReviewLine) -> str:
    """`MoJ: A-2010-014 Draft chapter 3 · due 12 Feb 2010, overdue · “first draft sent” (1 Mar 2010)`."""
    who = line.organization or line.owners or t("followup.nobody")
    said = (f"{who}: {line.reference} {line.action.text}".replace("\n", " "), _due(line), _update(line))
    return " · ".join(filter(None, said))


def _due(line: ReviewLine) -> str:
    if line.confirm:
        return t("preparing.to_confirm", status=Action.status.label(line.action.status))
    due = t("prompt.due", day=line.due) if line.due else ""
    return ", ".join(filter(None, (due, t("minutes.due.overdue") if line.overdue else "")))


def _update(line: ReviewLine) -> str:
    if not line.update:
        return ""
    said = one_line(line.update)
    return f"“{said}” ({short_day(line.updated)})" if line.updated else f"“{said}”"
