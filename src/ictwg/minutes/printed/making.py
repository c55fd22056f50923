"""The minutes of a meeting as values: what stands in them for one audience (`ictwg.minutes.printed.sheet`)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from typing import Any, NamedTuple

from ictwg.domain.access import visible
from ictwg.domain.overdue import Deadlines
from ictwg.domain.records import AgendaItem, Attendance, Correction, Entry, Group, Meeting, Organization, Person, Series
from ictwg.domain.representation import SPEAKS, representation
from ictwg.domain.state import State
from ictwg.domain.text import clean
from ictwg.domain.values import PRESENT_STATES, Audience, Capacity, ItemKind, MinutesState, Presence
from ictwg.errors import InvalidValueError
from ictwg.locales import language as spoken_language
from ictwg.meetings.attendance import unrecorded
from ictwg.meetings.editions import as_printed
from ictwg.meetings.meetings import comments_ended
from ictwg.minutes.printed.details import HEAD, told_details
from ictwg.minutes.printed.making_items import ItemLines, comment_rows, items, meeting_name
from ictwg.minutes.printed.minutes import unnumbered
from ictwg.minutes.printed.sheet import (
    AttendanceRow,
    Circulation,
    CorrectionRow,
    MinutesSheet,
    SheetItem,
    counted_in,
    printed_text,
    version_of,
)
from ictwg.minutes.printed.view import LAST, DayView, PrintContext, Rank
from ictwg.papers.words import choice, label
from ictwg.records.group import formula_of, full_group_name, is_example

_GROUPS = {Presence.PRESENT: 0, Presence.REMOTE: 0, Presence.APOLOGIES: 1, Presence.ABSENT: 2, None: 3}
_GUESTS = 4


class _Placed(NamedTuple):
    """A row, and where it stands: by how they were there, in protocol order, then as entered."""

    row: AttendanceRow
    organization: str
    rank: Rank
    order: str


def attendance_rows(view: PrintContext, numbers: Mapping[str, str]) -> tuple[AttendanceRow, ...]:
    """The rows; nobody where no attendance was taken, or none that this audience is told.

    Args:
        numbers: What each item of the agenda that this audience sees is called by, its number or its name, by its id.
    """
    records = view.state.linked(Attendance, Attendance.meeting, view.meeting.id)
    taken = [_placed(view, record, numbers) for record in records if record.state is not None and _told(view, record)]
    if not taken:
        return ()
    told = taken if view.tells_persons else _without_persons(taken)
    everybody = [*told, *_missing(view, taken)]
    return tuple(placed.row for placed in sorted(everybody, key=_place))


def sentence(view: PrintContext) -> str:
    """On representation, or on quorum where the group has a rule; as printed where that rule is not known here."""
    return clean(view.meeting.printed_representation) or representation(view.state, view.meeting).words(view.language)


def _told(view: PrintContext, record: Attendance) -> bool:
    """Whoever came for no organization is a person only."""
    return view.tells_persons or view.state.get(Organization, record.organization) is not None


def _placed(view: PrintContext, record: Attendance, numbers: Mapping[str, str]) -> _Placed:
    named = view.organization(record.organization)
    printed = clean(record.printed_organization)
    person = view.state.get(Person, record.person)
    name = clean(record.name or (person.name if person else ""))
    state = record.state or Presence.ABSENT
    unnamed = state is Presence.ABSENT and not name
    found = view.state.get(Organization, record.organization)
    row = AttendanceRow(
        organization=named.name if named else printed,
        acronym=named.acronym if named else printed,
        state=state,
        representative=name,
        title=clean(record.title),
        capacity=None if unnamed else record.capacity,
        arrived=numbers.get(record.arrived_at or "", ""),
        left=numbers.get(record.left_at or "", ""),
        type=found.type if found else None,
        id=record.id,
        **told_details(view, record),
    )
    return _Placed(
        row, record.organization if named and record.organization else "", named.rank if named else LAST, record.order
    )


def _without_persons(taken: Iterable[_Placed]) -> list[_Placed]:
    """One row for each organization: how it was there, whoever came for it."""
    grouped: dict[tuple[str, str], list[_Placed]] = {}
    for placed in taken:
        grouped.setdefault((placed.organization, placed.row.proxy_for), []).append(placed)
    return [_delegation(rows) for rows in grouped.values()]


def _delegation(rows: list[_Placed]) -> _Placed:
    best = min(rows, key=lambda placed: _stands_for_it(placed.row))
    there = best.row.state in PRESENT_STATES
    row = replace(best.row, capacity=best.row.capacity if there else None, representative="", title="")
    return best._replace(row=replace(row, in_place_of="", arrived="", left="", id=""))


def _stands_for_it(row: AttendanceRow) -> tuple[bool, bool, int]:
    """Who was there and spoke for it first: that is how the organization is counted."""
    there = row.state in PRESENT_STATES
    return (not there, there and row.capacity not in SPEAKS, list(Presence).index(row.state or Presence.ABSENT))


def _missing(view: PrintContext, taken: Iterable[_Placed]) -> Iterator[_Placed]:
    """Organizations of which nothing is recorded: the members of that day, and who else is on the roll by name."""
    records = view.state.linked(Attendance, Attendance.meeting, view.meeting.id)
    listed = [row.organization for row in records if row.state is None and not (row.name or row.person)]
    members = [line.organization.id for line in unrecorded(view.state, view.meeting)]
    proxies = {row.proxy_for for row in records if row.state in PRESENT_STATES}
    recorded = {placed.organization for placed in taken} | proxies
    for id in dict.fromkeys((*members, *listed)):
        named, found = view.organization(id), view.state.get(Organization, id)
        if named is not None and found is not None and found.id not in recorded:
            row = AttendanceRow(named.name, named.acronym, None, type=found.type)
            yield _Placed(row, found.id, named.rank, "")


def _place(placed: _Placed) -> tuple[object, ...]:
    row = placed.row
    group = _GUESTS if row.capacity is Capacity.GUEST else _GROUPS[row.state]
    return (group, placed.rank, placed.order, row.organization, row.representative, row.id)


def minutes_sheet(
    state: State, meeting: Meeting, audience: Audience, today: date, language: str = "", as_of: date | None = None
) -> MinutesSheet:
    """The sheet of a meeting's minutes.

    Args:
        state: The group's records.
        meeting: The meeting.
        audience: Whom the minutes are for: nothing else is in the sheet, and nothing else is counted.
        today: The status date of a meeting that has no date.
        language: Of the words around the text; the interface's if empty.
        as_of: The status date, in place of the day of the meeting or of circulation.

    Raises:
        InvalidValueError: The audience may not see the meeting.
    """
    printed = as_printed(state, meeting, today, as_of)
    require_visible(printed.state, printed.meeting, audience, "minutes")
    deadlines = Deadlines(state, as_of) if as_of else None
    spoken = language or spoken_language()
    view = PrintContext(printed.state, printed.meeting, audience, printed.today, spoken, as_of, deadlines)
    agenda = items(view)
    numbers = {one.id: one.title if unnumbered(one, view.language) else one.number for one in agenda if one.id}
    rows = attendance_rows(view, numbers)
    head = _head(view)
    return MinutesSheet(
        **head,
        example=is_example(state),
        audience=audience,
        language=view.language,
        date=view.meeting.date,
        status_date=view.status_date,
        next_meeting=view.meeting.next_meeting if _tells_next(agenda) else None,
        circulation=_circulation(view),
        comments=comment_rows(view),
        attendance=rows,
        corrections=corrections(view, numbers),
        notes=ItemLines(view).under(""),
        items=agenda,
        organizations=view.named(),
        sentence=sentence(view) if rows else "",
        meeting=meeting.id,
    ).with_owners_told_apart()


def corrections(view: PrintContext, numbers: Mapping[str, str]) -> tuple[CorrectionRow, ...]:
    """What was corrected since adoption, in order; at the items that this audience sees.

    Args:
        view: Who looks.
        numbers: The numbers of those items by their ids.
    """
    made = view.state.linked(Correction, Correction.meeting, view.meeting.id)
    rows = (_correction(view, one, numbers) for one in made if view.sees(one))
    return tuple(sorted(rows, key=_in_order))


def _in_order(row: CorrectionRow) -> tuple[object, ...]:
    """By what is printed of it, so that they stand in the same order where they were read back under other ids."""
    return (row.on or date.min, row.item, row.by, row.text, row.audience or "", row.id)


def _correction(view: PrintContext, correction: Correction, numbers: Mapping[str, str]) -> CorrectionRow:
    entry = view.state.get(Entry, correction.entry)
    item = correction.item or (entry.item if entry else "") or ""
    by = view.spoken_for(correction.asked_by)
    place = view.state.get(AgendaItem, item)
    audience = view.stricter(correction, view.open_to(place) if place else view.meeting.audience)
    number = numbers.get(item, "")
    return CorrectionRow(printed_text(correction.text), correction.on, number, by, audience, correction.id)


def _head(view: PrintContext) -> dict[str, Any]:
    meeting = view.meeting
    none = meeting.minutes_state is MinutesState.NONE
    state = MinutesState.DRAFT if none else meeting.minutes_state
    circulations, edition = counted_in(state, version_of(state, meeting.circulations or 0, meeting.edition or 0))
    return told_details(view, meeting, *HEAD) | {
        "reference": meeting_name(meeting),
        "group": group_name(view),
        "group_name": full_group_name(view.state, view.language),
        "series": clean(meeting.series),
        "series_name": _series_name(view),
        "kind": meeting.kind,
        "end": meeting.over_at,
        "chair": view.spoken_for(meeting.chair),
        "minute_taker": view.spoken_for(meeting.minute_taker),
        "initials": bool(view.group and view.group.initials),
        "opening": formula_of(view.group, Group.opening_formula, view.language),
        "closing": formula_of(view.group, Group.closing_formula, view.language),
        "open_to": meeting.audience,
        "minutes_state": state,
        "circulations": circulations,
        "edition": edition,
    }


def require_visible(state: State, meeting: Meeting, audience: Audience, what: str) -> None:
    """Refuses without a word about the meeting: the refusal may be seen by that audience too."""
    if not visible(state, meeting, audience):
        raise refused(audience, what)


def refused(audience: Audience, what: str) -> InvalidValueError:
    """Says which of the group's papers is not for an audience, and nothing else."""
    lang = spoken_language()
    message = label("refused", lang, what=label(f"what.{what}", lang), audience=choice(audience, lang))
    return InvalidValueError(message, label("refused.hint", spoken_language()), field="audience")


def group_name(view: DayView) -> str:
    """The group's acronym, or its name in the language of the minutes."""
    return (clean(view.group.acronym) if view.group else "") or full_group_name(view.state, view.language)


def _series_name(view: PrintContext) -> str:
    code = clean(view.meeting.series)
    names = (clean(series.name) for series in view.state.all(Series) if clean(series.code) == code)
    return next((name for name in names if name), code) if code else ""


def _circulation(view: PrintContext) -> Circulation:
    meeting = view.meeting
    adopted_at = view.state.get(Meeting, meeting.adopted_at)
    known = adopted_at is not None and view.sees(adopted_at)
    told = {
        Meeting.cleared_by.name: view.spoken_for(meeting.cleared_by),
        Meeting.comments_until.name: comments_ended(meeting),
        Meeting.adopted_at.name: meeting_name(adopted_at) if adopted_at and known else clean(meeting.adopted_where),
    }
    return Circulation(**told_details(view, meeting) | told)


def _tells_next(agenda: Iterable[SheetItem]) -> bool:
    return any(item.kind is ItemKind.NEXT_MEETING and not item.depth for item in agenda)
