"""What of the programme comes up by the day of a plenary meeting, so that it is proposed for its agenda.

Each document and each subject of the work plan is an item of its own; the plan, and rounds and reports, are one each.
"""

from __future__ import annotations

from collections.abc import Iterator

from ictwg.app.next_meeting.proposal import Preparing, Proposed, points, topic
from ictwg.domain.access import effective, strictest
from ictwg.domain.calendar import short_day
from ictwg.domain.records import AgendaItem, CalendarItem, Document, Paper, Plan, Round
from ictwg.domain.roster import PLENARY
from ictwg.domain.values import ActivityStatus, Audience, Purpose, RoundKind
from ictwg.locales import t
from ictwg.programme.due import ProgrammeDue, Waits, programme_due
from ictwg.programme.plan import delayed
from ictwg.records.lookup import shown_name

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
