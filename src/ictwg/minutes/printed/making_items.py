"""The agenda of a meeting with everything said under it, as an audience sees it.

> What an audience may not see is dropped; a run of it leaves one mark, so that nothing can be counted, or none.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from typing import Any, NamedTuple

from ictwg.documents.papers import is_awaited, on_the_table, papers_of
from ictwg.domain.access import tells_delays
from ictwg.domain.agenda import agenda_of, counted, entries_of
from ictwg.domain.overdue import ActionHistory
from ictwg.domain.records import Action, AgendaItem, Contact, Decision, Entry, Meeting, Person, Progress
from ictwg.domain.roster import invited, is_invited, strangers
from ictwg.domain.state import State
from ictwg.domain.text import clean
from ictwg.domain.values import (
    ANSWERS,
    CLOSED,
    ActionKind,
    Audience,
    Basis,
    Commented,
    DueWord,
    EntryType,
    ItemKind,
    Outcome,
)
from ictwg.minutes.matters_arising import EarlierActions
from ictwg.minutes.printed.details import told_details
from ictwg.minutes.printed.sheet import (
    CommentRow,
    Promise,
    Reviewed,
    Ruling,
    SheetItem,
    SheetLine,
    Update,
    printed_text,
)
from ictwg.minutes.printed.view import LAST, DayView, PrintContext, PrintedName, Rank
from ictwg.papers.words import standard_title
from ictwg.records.lookup import meeting_by_date


class NestedRecord(NamedTuple):
    """A record at its depth; None is the mark for a run that this audience may not see."""

    depth: int
    record: Any


class ItemLines:
    """The lines of all items, and what was decided or promised without a line of its own."""

    def __init__(self, view: PrintContext) -> None:
        self._view = view
        self._entries = entries_of(view.state, view.meeting)
        entries = {place.entry.id for places in self._entries.values() for place in places}
        self._items = {place.item.id for place in agenda_of(view.state, view.meeting)}
        self._loose: dict[str, list[Decision | Action]] = {}
        for record in _given(view):
            if record.entry not in entries:
                self._loose.setdefault(record.item if record.item in self._items and record.item else "", []).append(
                    record
                )

    def under(self, item: str) -> tuple[SheetLine, ...]:
        """The lines of an item; of none for an empty id."""
        places = (NestedRecord(place.depth, place.entry) for place in self._entries.get(item, ()))
        said = [_line(self._view, place) for place in shown(self._view, places)]
        loose = (record for record in self._loose.get(item, ()) if self._view.sees(record))
        return (*said, *(record_line(self._view, record) for record in loose))


def items(view: PrintContext) -> tuple[SheetItem, ...]:
    """The items in order, with those added that the minutes need and the agenda did not have."""
    places = list(shown(view, (NestedRecord(line.depth, line.item) for line in agenda_of(view.state, view.meeting))))
    lines = ItemLines(view)
    found = [_item(view, place, lines) for place in places]
    return tuple(_with_reviewed(view, numbered(_with_missing(view, found))))


def shown(view: PrintContext, places: Iterable[NestedRecord]) -> Iterator[NestedRecord]:
    """What the audience sees, and one mark for each run of siblings that it does not."""
    hidden_at: int | None = None
    marked: set[int] = set()
    for depth, record in places:
        if hidden_at is not None and depth > hidden_at:
            continue
        marked = {mark for mark in marked if mark <= depth}
        hidden_at = None if view.sees(record) else depth
        if hidden_at is None:
            marked.discard(depth)
            yield NestedRecord(depth, record)
        elif view.marks_restricted and depth not in marked:
            marked.add(depth)
            yield NestedRecord(depth, None)


def _given(view: PrintContext) -> list[Decision | Action]:
    """The decisions and actions of the meeting; tasks are nobody's business in minutes."""
    decisions = view.state.linked(Decision, Decision.meeting, view.meeting.id)
    actions = view.state.linked(Action, Action.meeting, view.meeting.id)
    return [*decisions, *(action for action in actions if action.kind is ActionKind.ACTION)]


def _item(view: PrintContext, place: NestedRecord, lines: ItemLines) -> tuple[int, SheetItem]:
    item = place.record
    if item is None:
        return place.depth, SheetItem("", restricted=True)
    above = view.state.get(AgendaItem, item.parent)
    around = view.open_to(above) if above else view.meeting.audience
    outcome, adopts = _adopted(view, item)
    told = told_details(view, item) | {
        AgendaItem.presenter.name: view.spoken_for(item.presenter),
        AgendaItem.papers.name: _papers(view, item),
        AgendaItem.outcome.name: outcome,
    }
    return place.depth, SheetItem(
        "",
        clean(item.title),
        item.kind,
        audience=view.stricter(item, around),
        adopts=adopts,
        lines=lines.under(item.id),
        id=item.id,
        **told,
    )


def _papers(view: PrintContext, item: AgendaItem) -> tuple[str, ...]:
    """What was on the table: as it was typed, and documents in their version and state of that day."""
    there = (one for one in papers_of(view.state, item.id) if view.sees(one) and not is_awaited(one, view.on))
    said = (*map(clean, item.papers), *(on_the_table(view.state, one, view.on, view.language) for one in there))
    return tuple(sorted({*said} - {""}))


def _adopted(view: PrintContext, item: AgendaItem) -> tuple[Outcome | None, tuple[str, ...]]:
    """What the item came to: the previous minutes are decided on when they were adopted here; and whose they were."""
    if item.kind is not ItemKind.PREVIOUS_MINUTES:
        return item.outcome, ()
    here = view.state.linked(Meeting, Meeting.adopted_at, view.meeting.id)
    outcome = Outcome.DECIDED if here else item.outcome
    if outcome is not Outcome.DECIDED:
        return outcome, ()
    names = {*map(clean, item.printed_adopted), *(meeting_name(one) for one in here if view.sees(one))}
    return outcome, tuple(sorted(filter(None, names)))


def _with_missing(view: PrintContext, found: list[tuple[int, SheetItem]]) -> list[tuple[int, SheetItem]]:
    """Sections for earlier actions, the next meeting and the end, where something is to be said of them."""
    kinds = {place.item.kind for place in agenda_of(view.state, view.meeting)}
    agenda = list(found)
    if ItemKind.MATTERS_ARISING not in kinds and is_mentioned(view):
        agenda.insert(0, _section(view, ItemKind.MATTERS_ARISING))
    told = {item.kind for _, item in found}
    if ItemKind.CLOSING not in told and view.meeting.over_at:
        agenda.append(_section(view, ItemKind.CLOSING))
    if ItemKind.NEXT_MEETING not in told and view.meeting.next_meeting:
        closes = bool(agenda) and agenda[-1][0] == 0 and agenda[-1][1].kind is ItemKind.CLOSING
        agenda.insert(len(agenda) - closes, _section(view, ItemKind.NEXT_MEETING))
    return agenda


def _section(view: PrintContext, kind: ItemKind) -> tuple[int, SheetItem]:
    return 0, SheetItem("", standard_title(kind, view.language), kind)


def numbered(found: Iterable[tuple[int, SheetItem]]) -> Iterator[SheetItem]:
    """Numbers of what is there to be seen: `5.2`."""
    agenda = list(found)
    for (_, item), places in zip(agenda, counted(depth for depth, _ in agenda), strict=True):
        yield replace(item, number=".".join(map(str, places)))


def _with_reviewed(view: PrintContext, found: Iterable[SheetItem]) -> Iterator[SheetItem]:
    """The earlier actions stand in the first section of that kind."""
    told = False
    for item in found:
        if item.kind is ItemKind.MATTERS_ARISING and not told:
            told = True
            record = view.state.get(AgendaItem, item.id)
            around = view.open_to(record) if record else view.meeting.audience
            yield replace(item, reviewed=reviewed(view, around))
        else:
            yield item


def _line(view: PrintContext, place: NestedRecord) -> SheetLine:
    entry = place.record
    if entry is None:
        return SheetLine(depth=place.depth, restricted=True)
    record = _record(view, entry)
    above = view.state.get(Entry, entry.parent) or view.state.get(AgendaItem, entry.item)
    return SheetLine(
        entry.type,
        printed_text(entry.text),
        place.depth,
        view.spoken_for(entry.speaker),
        view.spoken_for(entry.question_to),
        view.stricter(entry, view.open_to(above) if above else view.meeting.audience),
        view.reference(record) if record else "",
        **_parts(view, entry.type, record),
        id=entry.id,
        record=record.id if record else "",
    )


def record_line(view: DayView, record: Decision | Action) -> SheetLine:
    """A decision or an action without a line of its own."""
    type = EntryType.DECISION if isinstance(record, Decision) else EntryType.ACTION
    parts = _parts(view, type, record)
    return SheetLine(type, printed_text(record.text), reference=view.reference(record), **parts, record=record.id)


def _record(view: PrintContext, entry: Entry) -> Decision | Action | None:
    """The decision or action of a line, if this audience may see it."""
    found: list[Any] = []
    if entry.type is EntryType.DECISION:
        found += view.state.linked(Decision, Decision.entry, entry.id)
    elif entry.type is EntryType.ACTION:
        actions = view.state.linked(Action, Action.entry, entry.id)
        found += [action for action in actions if action.kind is ActionKind.ACTION]
    return next((record for record in found if view.sees(record)), None)


def _parts(view: DayView, type: EntryType, record: Decision | Action | None) -> dict[str, Any]:
    if type is EntryType.ACTION:
        return {"promise": promise(view, record) if isinstance(record, Action) else Promise()}
    if type is EntryType.DECISION:
        return {"ruling": _ruling(view, record) if isinstance(record, Decision) else Ruling()}
    return {}


def _ruling(view: DayView, decision: Decision) -> Ruling:
    told = told_details(view, decision) | {Decision.supersedes.name: _superseded(view, decision)}
    if decision.basis is Basis.VOTE and not (view.group and view.group.votes):
        told[Decision.basis.name] = Basis.CONSENSUS
    if decision.quorum_needed is None:
        told |= dict.fromkeys((Decision.represented.name, Decision.represented_of.name))
    return Ruling(**told)


def _superseded(view: DayView, decision: Decision) -> tuple[str, ...]:
    """The references of earlier decisions that this audience may know of."""
    earlier = [view.state.get(Decision, id) for id in decision.supersedes]
    references = [view.reference(found) for found in earlier if found and view.sees(found)]
    written = map(clean, decision.supersedes_text)
    return tuple(sorted(filter(None, {*references, *written})))


def printed_comments(state: State, meeting: Meeting) -> tuple[Contact, ...]:
    """Those that the minutes print, at least for the secretariat."""
    found = state.linked(Contact, Contact.minutes, meeting.id)
    return tuple(one for one in found if one.comments in ANSWERS)


def comment_rows(view: PrintContext) -> tuple[CommentRow, ...]:
    """What this audience sees of them, in protocol order, and of one organization by day."""
    ranked = []
    for contact in printed_comments(view.state, view.meeting):
        named = view.organization(contact.organization) if view.sees(contact) else None
        if named is not None:
            ranked.append((named.rank, _row(view, contact, named.acronym)))
    return tuple(row for _, row in sorted(ranked, key=lambda one: (one[0], *_in_order(one[1]))))


def _row(view: PrintContext, contact: Contact, organization: str) -> CommentRow:
    comments = contact.comments or Commented.COMMENTS
    text = printed_text(contact.text) if comments is Commented.COMMENTS else ""
    audience = view.stricter(contact, view.meeting.audience)
    return CommentRow(organization, comments, text, contact.on, contact.settled, audience, contact.id)


def _in_order(row: CommentRow) -> tuple[str, ...]:
    """By what is printed of it, so that they stand in the same order where they were read back under other ids."""
    return (str(row.on or ""), row.comments, row.text, row.settled or "", row.audience or "", row.id)


def promise(view: DayView, action: Action) -> Promise:
    """Everything of an action but its text."""
    # The status as at the status date
    status, due = ActionHistory(view.state, action).status(view.status_date), _due(view, action)
    closed = status in CLOSED
    review = action.review_on if due is DueWord.ONGOING else None
    day = review if due is DueWord.ONGOING else due
    asked = invited(view.state, action.owners)
    owners, last = _owners(view, {*action.owners} - asked), tuple(one.acronym for one in _owners(view, asked))
    who = _who(view, action)
    withheld = bool(who) and not view.tells_persons
    past = not closed and isinstance(day, date) and day < view.status_date and not is_invited(view.state, action)
    told = tells_delays(view.audience)
    return Promise(
        owners=(*(owner.acronym for owner in owners), *last),
        invited=last,
        everybody=action.all,
        who="" if withheld else who,
        withheld=withheld and not (owners or last) and not action.all,
        due=due,
        review_on=review,
        status=status,
        closed_on=ActionHistory(view.state, action).closed(view.status_date) if closed else None,
        overdue=past and told,
        pending=past and not told and day is due,
        strangers=_beside(view, action),
        **told_details(view, action),
    )


def reviewed(view: PrintContext, around: Audience) -> tuple[Reviewed, ...]:
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


def is_mentioned(view: PrintContext) -> bool:
    """Whether anything was said of an earlier action, though no item of the agenda asks for it."""
    return any(view.sees(row) for row in view.state.linked(Progress, Progress.meeting, view.meeting.id))


def meeting_name(meeting: Meeting) -> str:
    """The reference that the minutes print: by number, or by date."""
    return clean(meeting.reference) or meeting_by_date(meeting)


def earlier_actions(view: PrintContext) -> EarlierActions:
    """Those that the meeting went through, also where this audience does not see them."""
    return EarlierActions(view.state, view.meeting, view.on, view.status_date)


def _reviewed(view: PrintContext, action: Action, last: date | None, around: Audience) -> Reviewed:
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


def _updates(view: PrintContext, action: Action, last: date | None) -> tuple[Update, ...]:
    rows = view.state.linked(Progress, Progress.action, action.id)
    said = [_update(view, row) for row in rows if view.sees(row) and was_told(view, row, last)]
    return tuple(sorted(said, key=lambda update: (update.on or date.min, update.by, update.text, str(update.channel))))


def was_told(view: PrintContext, row: Progress, last: date | None) -> bool:
    """Said at this meeting, or after the one before and up to the status date."""
    if row.meeting == view.meeting.id:
        return True
    return row.on is not None and row.on <= view.status_date and (last is None or row.on > last)


def _update(view: PrintContext, row: Progress) -> Update:
    return Update(printed_text(row.text), row.on, view.spoken_for(row.by), row.channel, row.id)


def _owners(view: DayView, ids: Iterable[str]) -> list[PrintedName]:
    found = (view.organization(id) for id in ids)
    return sorted((named for named in found if named), key=lambda named: named.rank)


def _rank(view: PrintContext, action: Action) -> Rank:
    return next((named.rank for named in _owners(view, action.owners)), LAST)


def _who(view: DayView, action: Action) -> str:
    """The person; or the owner as the source wrote it, where nobody on the register was meant."""
    person = view.state.get(Person, action.person)
    if person is not None:
        return clean(person.name)
    return "" if action.owners or action.all else clean(action.owner_text)


def _beside(view: DayView, action: Action) -> tuple[str, ...]:
    """Owners as the source wrote them, beside those on the register."""
    beside = view.tells_persons and (action.owners or action.person)
    return tuple(map(clean, strangers(view.state, action))) if beside else ()


def _due(view: DayView, action: Action) -> date | DueWord | None:
    """`next meeting` is a day once that meeting was held: the day on which it was due."""
    due = ActionHistory(view.state, action).due(view.status_date)
    following = view.deadlines.next_meeting(action) if due is DueWord.NEXT_MEETING else None
    return following.day if following and following.held and following.day <= view.status_date else due
