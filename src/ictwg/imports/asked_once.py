"""What is asked once for all papers of an import: which body met, what a new organization is, what is history.

Each asks while the papers are read, reads what was answered before, and says in `rows` what is still open.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import date, timedelta
from itertools import count
from pathlib import PurePath
from typing import NamedTuple

from ictwg.domain.ids import derived_id
from ictwg.domain.records import Attendance, Group, Meeting, Membership, Organization, Series
from ictwg.domain.text import fold
from ictwg.domain.values import Capacity, MembershipStatus, MinutesState, OrganizationType
from ictwg.imports.doubts import (
    FOLLOWED_UP,
    IT_IS,
    KEPT,
    NEW_ORGANIZATION,
    NEW_SERIES,
    NO_ORGANIZATION,
    PLENARY,
    DoubtKind,
    Doubts,
    Key,
    ReadingDoubt,
)
from ictwg.imports.foreign_minutes.model import ReadFile, ReadMeeting
from ictwg.imports.foreign_minutes.sections import group_in
from ictwg.imports.foreign_minutes.words import pattern
from ictwg.imports.new_records import ImportNames, NewRecords
from ictwg.imports.report import ImportRow, RowState
from ictwg.imports.which_meeting import PlacedMeeting, is_paper
from ictwg.locales import t
from ictwg.members.new_body import NewBody, likely_type, new_body
from ictwg.records.group import group_of, names_of_group

_BODY = pattern("body", r"\b~\b")
_BEFORE = pattern("before body", r"^(?:.*\b~\W+|(?:the )?\d+\.?[^\W\d_]{1,2}\W+)?", any_case=True)
_ORDINAL = re.compile(r"\s+\d+[^\W\d_]{0,2}$")
_APART = re.compile(r"\s[-–—|]\s|[:(),]")
_FIRST_WORD, _HEAD, _LONGEST, _MOST_WORDS, _ALIKE = 6, 4, 200, 10, 75
YEAR = timedelta(days=366)
STATUSES = {Capacity.OBSERVER: MembershipStatus.OBSERVER, Capacity.GUEST: MembershipStatus.INVITED}
_KEPT = 2
"""So many of the newest meetings are followed up, as it is proposed."""


class SeriesOfPapers:
    """Places the meetings of files; a body that nobody has named before is asked for, and in the meantime the plenary.

    Attributes:
        moved: Meetings that came in before their body was said, and its code now.
    """

    def __init__(self, making: NewRecords, asked: str, chosen: Mapping[Key, str]) -> None:
        self._making, self._asked, self._chosen, self._doubts = making, asked, chosen, Doubts(chosen)
        self._known = {one.source: one for one in making.state.all(Meeting) if one.source}
        self._on_record = {body_key(one.name): one for one in making.state.all(Series)}
        self._own = names_of_group(making.state)
        self._made: dict[str, str] = {}
        self._papers: dict[str, set[str]] = {}
        self.moved: dict[str, str] = {}

    def placed(self, file: ReadFile) -> Iterator[PlacedMeeting]:
        groups = {fold(one.group) for one in file.meetings if one.group}
        for turn, meeting in enumerate(file.meetings):
            left_over = () if turn else file.left_over
            one = PlacedMeeting(meeting, file.path_hint, self._asked, left_over=left_over, modified=file.modified)
            if not self._asked and len(groups) > 1:
                one = one._replace(series=self._made_for(meeting.group) if meeting.group else "")
            yield self._told(one) if not self._asked and len(groups) < 2 and self._own else one  # noqa: PLR2004 - one

    def _told(self, one: PlacedMeeting) -> PlacedMeeting:
        known, name = self._known.get(one.source), body_in(one.meeting, one.path, self._own)
        key = body_key(name)
        if known is not None and (known.series or known.minutes_state is MinutesState.ADOPTED):
            return one._replace(series=known.series)
        if key in {"", *map(body_key, self._own)}:
            return one._replace(body=PLENARY if name else "")
        if key in self._on_record:
            return one if known is not None else one._replace(series=self._on_record[key].code, body=key)
        is_said = (DoubtKind.BODY, 0, key) in self._chosen
        if is_paper(one.meeting) and not is_said:
            return one
        self._papers.setdefault(key, set()).add(one.path)
        said = self._doubts.ask(DoubtKind.BODY, 0, name, *self._choices(name), about=key, meanwhile=PLENARY)
        code = self._made_for(name, new=True) if said == NEW_SERIES else ""
        code = code or next((one.code for one in self._on_record.values() if one.name == said), "")
        if known is not None and code:
            self._making.change(Meeting, known.id, Meeting.series(code))
            self.moved[known.id] = code
        return one._replace(series=code, body=PLENARY if is_said and not code else key)

    def _choices(self, name: str) -> list[str]:
        """The likeliest first: a body on record, or the plenary, that is called alike; else a new one."""
        from rapidfuzz import fuzz

        key, known = body_key(name), self._on_record.items()
        like = {one.name: fuzz.token_sort_ratio(theirs, key) for theirs, one in known if one.code}
        own = max(fuzz.token_sort_ratio(body_key(one), key) for one in self._own)
        ranks = like | {PLENARY: own if own >= _ALIKE else _ALIKE - 1, NEW_SERIES: _ALIKE}
        return sorted(ranks, key=lambda one: -ranks[one])

    def _made_for(self, name: str, *, new: bool = False) -> str:
        """Six letters of the first word and the initials of the others: the same on every device, and of one body."""
        if (key := body_key(name)) not in self._made:
            first, *others = re.findall(r"[a-z0-9]+", fold(name)) or ["x"]
            stem = (first[:_FIRST_WORD] + "".join(word[0] for word in others)).upper()
            taken = {*self._made.values(), *(one.code for one in self._on_record.values() if new)}
            code = next(one for turn in count(1) if (one := f"{stem}{turn if turn > 1 else ''}") not in taken)
            id = derived_id(self._making.state.db, Series.TABLE, (code,))
            self._making.new(Series, id, Series.code(code), Series.name(name))
            self._made[key] = code
        return self._made[key]

    def rows(self) -> list[ImportRow]:
        """The questions, where any are asked."""
        where, found = t("importing.series"), self._doubts.found()
        told = (one._replace(place=t("importing.papers", count=len(self._papers[one.about]))) for one in found)
        state = RowState.UPDATED if self.moved else RowState.DOUBTFUL
        return [ImportRow(state, where, where, doubts=tuple(told))] if found else []


def body_key(name: str) -> str:
    """As names of bodies are compared: "Sub-Group on Law", "SUBGROUP ON LAW"."""
    return re.sub(r"\bsub ", "sub", " ".join(re.findall(r"\w+", fold(name))))


def body_in(meeting: ReadMeeting, path: str, own: Collection[str]) -> str:
    """The name of a body besides the group's own, else that; empty where the paper says none."""
    lines = [line.strip(" #*_") for line in meeting.source_text.split("\n") if line.strip(" #*_")][:_HEAD]
    head = [line for line in lines if ":" not in line and not line.endswith(".")]
    stem = PurePath(path).stem.replace("_", " ")
    said = (*meeting.title.split(" – "), meeting.group, *head, stem)
    found = [name for line in said for part in _APART.split(line[:_LONGEST]) for name in _named(part, own)]
    return next((name for name in found if name not in own), found[0] if found else "")


def _named(text: str, own: Collection[str]) -> Iterator[str]:
    rest = text
    for name in own:
        rest = re.sub(rf"(?:\b(?:of|the|d[aeo]s?|husi|dari)\s+)*\b{re.escape(name)}\b", " ", rest, flags=re.IGNORECASE)
    name = _ORDINAL.sub("", group_in(_BEFORE.sub("", " ".join(rest.split()))))
    if _BODY.search(fold(name)) and len(name.split()) <= _MOST_WORDS:
        yield name
    elif rest != text:
        yield next(one for one in own if re.search(re.escape(one), text, re.IGNORECASE))


class MeetingRoll(NamedTuple):
    """The roll of one meeting; one that nobody has filled in is of no day."""

    series: str
    day: date | None


class RollBodies:
    """Finds the organizations that lines of rolls name, and asks of each new one what it is."""

    def __init__(self, names: ImportNames, chosen: Mapping[Key, str]) -> None:
        self._names = names
        self._state = names.known.making.state
        self._chosen = chosen
        self._doubts = Doubts(chosen)
        self.named: frozenset[str] = frozenset()
        """All that the rolls of these papers name."""
        self._ids: dict[str, str] = {}
        """Of those that this import makes, by how the first roll writes each."""
        self._seen: dict[str, dict[MeetingRoll, Capacity]] = {}
        """On which rolls each stands and as what, by its id; what is only text, by its name."""

    def meant(self, name: str, on: MeetingRoll, capacity: Capacity, *, came: bool) -> str | None:
        """The organization of a line; one that is like another is only text unless somebody says so.

        `came`: whether somebody of it came to any meeting; where nobody did, the name may be no organization's.
        """
        id = self._names.known.organization(name) or self._asked(name, came=came)
        self._seen.setdefault(id or name, {}).setdefault(on, capacity)
        return id

    def again(self, meeting: str, on: MeetingRoll) -> None:
        """Of a meeting that is here already: asks of those that an import has made, and nobody says what they are."""
        for row in self._state.linked(Attendance, Attendance.meeting, meeting):
            one = self._state.get(Organization, row.organization)
            if one is None or one.id != self._names.id_of(one.name) or one.type is not OrganizationType.OTHER:
                continue
            if not self._state.linked(Membership, Membership.organization, one.id):
                choices, unknown = (NEW_ORGANIZATION, KEPT), DoubtKind.UNKNOWN_ORGANIZATION
                self._doubts.ask(unknown, 0, one.name, *choices, about=one.name, meanwhile=KEPT)
                self._ids[one.name] = one.id
                self._seen.setdefault(one.id, {}).setdefault(on, row.capacity)

    def _asked(self, name: str, *, came: bool) -> str | None:
        alike = self._names.alike_on_record(name)
        usual, unknown = (NEW_ORGANIZATION, NO_ORGANIZATION), DoubtKind.UNKNOWN_ORGANIZATION
        choices = (*alike, *(usual if came or alike else usual[::-1]))
        meanwhile = NO_ORGANIZATION if alike else choices[0]
        said = self._doubts.ask(unknown, 0, name, *choices, about=name, meanwhile=meanwhile)
        id, other = self._names.chosen(name, said), said.removeprefix(f"{IT_IS} ")
        if id is None and other in self.named:  # in a later paper, and once: two may be said to be each other
            self.named -= {other}
            id = self._asked(other, came=True)
        if id and new_body(said):
            self._ids[name] = id
        elif id:
            self._names.also_called(id, name)
        return id

    def rows(self, where: str) -> Iterator[ImportRow]:
        """One line for all new ones, each with what it seems to be; and one for each that was there too early."""
        known, is_decided = self._names.known.organization, self._doubts.is_decided
        asked = self._doubts.found()
        found = [one for one in asked if one.about in self._ids or is_decided(one) or known(one.about) is None]
        if found:
            state = RowState.SAME if all(map(is_decided, found)) else RowState.DOUBTFUL
            doubts = tuple(map(self._proposed, found))
            yield ImportRow(state, t("importing.bodies", count=len(found)), where, doubts=doubts)
        for id, rolls in self._seen.items():
            one, first = self._state.get(Organization, id), self._first_day(id)
            if one is not None and first and any(on.day and on.day < first for on in rolls):
                why = t("importing.before_membership", organization=one.acronym, since=first.isoformat())
                yield ImportRow(RowState.DOUBTFUL, one.acronym, where, why)

    def _first_day(self, id: str) -> date | None:
        """The first day of membership; None where there is no membership, or it has been one for ever."""
        periods = self._state.linked(Membership, Membership.organization, id)
        member = [period.since for period in periods if period.status is MembershipStatus.MEMBER]
        return min((since for since in member if since), default=None) if None not in member else None

    def _proposed(self, doubt: ReadingDoubt) -> ReadingDoubt:
        rolls = self._seen.get(self._ids.get(doubt.about, doubt.about), {})
        body = self._body(doubt.about, rolls).choice
        choices = tuple(body if one == NEW_ORGANIZATION else one for one in doubt.choices)
        return doubt._replace(choices=choices, place=t("importing.papers", count=len(rolls)))

    def _body(self, name: str, seen: Mapping[MeetingRoll, Capacity]) -> NewBody:
        """From its first roll on, until its last one where a year has passed since; rarely there, it is a guest."""
        days = sorted(roll.day for roll in seen if roll.day)
        if not days:
            return NewBody(likely_type(name))
        of = {roll.series for roll in seen}
        since = {on for one in self._seen.values() for on in one if on.series in of and on.day and on.day >= days[0]}
        ((capacity, _),) = Counter(seen.values()).most_common(1)
        usual = MembershipStatus.MEMBER if 2 * len(days) >= len(since) else MembershipStatus.INVITED
        gone = days[-1] + YEAR < max(on.day for on in since if on.day)
        return NewBody(likely_type(name), STATUSES.get(capacity, usual), days[0], days[-1] if gone else None)

    def write(self) -> None:
        """What somebody has said of those that are made: as what and from when they belonged to the group."""
        for name, id in self._ids.items():
            body = new_body(self._chosen.get((DoubtKind.UNKNOWN_ORGANIZATION, 0, name), ""))
            if body:
                self._names.known.making.change(Organization, id, Organization.type(body.type))
            if body and body.status:
                of = (Membership.organization(id), Membership.status(body.status), Membership.since(body.since))
                row = derived_id(self._state.db, Membership.TABLE, (id, str(body.status)))
                self._names.known.making.new(Membership, row, *of, Membership.until(body.until))


class History:
    """Asks with the first papers that a group brings in; what was answered holds for all later ones."""

    def __init__(self, making: NewRecords, days: Iterable[date | None], chosen: Mapping[Key, str]) -> None:
        group = group_of(making.state)
        self._before = group.history_before if group is not None else None
        self._doubts = Doubts(chosen)
        held = sorted(day for day in {*days} if day is not None)
        if group is None or self._before or len(held) <= _KEPT:
            return
        if any(one.date and one.date <= held[-1] for one in making.state.all(Meeting)):
            return
        told = t("importing.history.text", count=len(held), first=held[0].isoformat(), last=held[-1].isoformat())
        proposed = (day.isoformat() for day in held[: -_KEPT - 1 : -1][::-1])
        said = self._doubts.ask(DoubtKind.HISTORY, 0, told, *proposed, FOLLOWED_UP, meanwhile=FOLLOWED_UP)
        if said != FOLLOWED_UP:
            self._before = date.fromisoformat(said)
            making.change(Group, group.id, Group.history_before(self._before))

    def holds(self, day: date | None) -> bool:
        """Whether what was agreed on that day is not followed up."""
        return self._before is not None and day is not None and day < self._before

    def rows(self) -> list[ImportRow]:
        """The question, where it is asked."""
        doubts = self._doubts.found()
        where = t("importing.history")
        return [ImportRow(RowState.DOUBTFUL, where, where, doubts=doubts)] if doubts else []
