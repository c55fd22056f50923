"""Actions as minutes print them: owners under the names of the day, due date and status as at the status date."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from ictwg.domain.overdue import Course
from ictwg.domain.records import Action, Meeting, Person, Progress
from ictwg.domain.roster import NO_ORGANIZATION, strangers
from ictwg.domain.text import clean
from ictwg.domain.values import CLOSED, ActionStatus, DueWord
from ictwg.minutes.matters_arising import EarlierActions
from ictwg.minutes.printed.sheet import Promise, Reviewed, Update, printed_text
from ictwg.records.lookup import meeting_by_date

if TYPE_CHECKING:
    from ictwg.domain.roster import Protocol
    from ictwg.domain.values import Audience
    from ictwg.minutes.printed.view import PrintedName, View


def promise(view: View, action: Action) -> Promise:
    """Everything of an action but its text."""
    status, due = status_at(view, action), _due(view, action)
    closed = status in CLOSED
    review = action.review_on if due is DueWord.ONGOING else None
    day = review if due is DueWord.ONGOING else due
    owners = _owners(view, action)
    who = _who(view, action)
    withheld = bool(who) and not view.tells_persons
    return Promise(
        owners=tuple(owner.acronym for owner in owners),
        everybody=action.all,
        who="" if withheld else who,
        withheld=withheld and not owners and not action.all,
        due=due,
        review_on=review,
        status=status,
        closed_on=Course(view.state, action).closed(view.status_date) if closed else None,
        overdue=not closed and isinstance(day, date) and day < view.status_date,
        strangers=_beside(view, action),
    )


def status_at(view: View, action: Action) -> ActionStatus:
    """The status as at the status date."""
    return Course(view.state, action).status(view.status_date)


def reviewed(view: View, around: Audience) -> tuple[Reviewed, ...]:
    """The earlier actions that the meeting went through, by organization.

    Args:
        view: Who looks.
        around: Who may see the section in which they stand.
    """
    earlier = earlier_actions(view)
    told = [
        (_rank(view, action), _reviewed(view, action, earlier.last, around)) for action in earlier if view.sees(action)
    ]
    return tuple(action for _, action in sorted(told, key=lambda pair: (pair[0], *_as_printed(pair[1]), pair[1].id)))


def _as_printed(action: Reviewed) -> tuple[str, ...]:
    """Orders what differs in print alone: ids are not printed, and are others where the minutes are brought in."""
    return (action.reference, action.text, repr((action.origin, action.promise, action.updates)))


def is_mentioned(view: View) -> bool:
    """Whether anything was said of an earlier action, though no item of the agenda asks for it."""
    return any(view.sees(row) for row in view.state.linked(Progress, Progress.meeting, view.meeting.id))


def meeting_name(meeting: Meeting) -> str:
    """The reference that the minutes print: by number, or by date."""
    return clean(meeting.reference) or meeting_by_date(meeting)


def earlier_actions(view: View) -> EarlierActions:
    """Those that the meeting went through, also where this audience does not see them."""
    return EarlierActions(view.state, view.meeting, view.on, view.status_date)


def _reviewed(view: View, action: Action, last: date | None, around: Audience) -> Reviewed:
    origin = view.state.get(Meeting, action.meeting)
    return Reviewed(
        reference=view.reference(action),
        text=printed_text(action.text),
        promise=promise(view, action),
        origin=meeting_name(origin) if origin else clean(action.origin),
        audience=view.stricter(action, around),
        updates=_updates(view, action, last),
        id=action.id,
    )


def _updates(view: View, action: Action, last: date | None) -> tuple[Update, ...]:
    rows = view.state.linked(Progress, Progress.action, action.id)
    said = [_update(view, row) for row in rows if view.sees(row) and was_told(view, row, last)]
    return tuple(sorted(said, key=lambda update: (update.on or date.min, update.by, update.text, str(update.channel))))


def was_told(view: View, row: Progress, last: date | None) -> bool:
    """Said at this meeting, or after the one before and up to the status date."""
    if row.meeting == view.meeting.id:
        return True
    return row.on is not None and row.on <= view.status_date and (last is None or row.on > last)


def _update(view: View, row: Progress) -> Update:
    return Update(printed_text(row.text), row.on, view.spoken_for(row.by), row.channel, row.id)


def _owners(view: View, action: Action) -> list[PrintedName]:
    found = (view.organization(id) for id in action.owners)
    return sorted((named for named in found if named), key=lambda named: named.rank)


def _rank(view: View, action: Action) -> Protocol:
    return next((named.rank for named in _owners(view, action)), NO_ORGANIZATION)


def _who(view: View, action: Action) -> str:
    """The person; or the owner as the source wrote it, where nobody on the register was meant."""
    person = view.state.get(Person, action.person)
    if person is not None:
        return clean(person.name)
    return "" if action.owners or action.all else clean(action.owner_text)


def _beside(view: View, action: Action) -> tuple[str, ...]:
    """Owners as the source wrote them, beside those on the register."""
    beside = view.tells_persons and (action.owners or action.person)
    return tuple(map(clean, strangers(view.state, action))) if beside else ()


def _due(view: View, action: Action) -> date | DueWord | None:
    """`next meeting` is a day once that meeting was held: the day on which it was due."""
    due = Course(view.state, action).due(view.status_date)
    following = view.deadlines.next_meeting(action) if due is DueWord.NEXT_MEETING else None
    return following.day if following and following.held and following.day <= view.status_date else due
