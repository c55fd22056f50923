"""Groups with a meeting whose every text is hostile, for laws about what is written and read back."""

from __future__ import annotations

from datetime import date, time
from functools import cache
from typing import Any

from hypothesis import strategies as st
from hypothesis.strategies import DrawFn
from tests.builders import MemoryState, organization

from ictwg.domain.access import visible
from ictwg.domain.fields import Choice, Day, Line, Linking, MaybeChoice, Number, Text, Words
from ictwg.domain.order import spread
from ictwg.domain.records import (
    Action,
    AgendaItem,
    Attendance,
    Contact,
    Decision,
    DueChange,
    Entry,
    Group,
    Meeting,
    Person,
    Progress,
    Series,
)
from ictwg.domain.records import Organization as Org
from ictwg.domain.schema import Field, Record, Setting
from ictwg.domain.values import (
    ActionKind,
    ActionStatus,
    Audience,
    Capacity,
    Channel,
    Commented,
    DueWord,
    EntryType,
    ItemKind,
    MeetingKind,
    MeetingState,
    MembershipStatus,
    MinutesState,
    OrganizationType,
    Presence,
    Settled,
)

PIECES = (
    *(
        "a",
        "word",
        "The ministry reported",
        "  ",
        " ",
        "\t",
        "é",
        "👩‍👩‍👧",
        "–",
        " – ",
        " · ",
        "; ",
        ", ",
        "(x)",
        ") (",
        ": ",
    ),
    *(
        "|",
        "| a | b |",
        "| --- | --- |",
        "`",
        "```",
        "~~~",
        "*",
        "**",
        "***",
        "_",
        "__",
        "#",
        "## 5. Heading",
        "# Minutes – x",
    ),
    *("**Action A-2010-001:** ", "**Decision D-2010-01:** MoJ", "**Decision:** ", "**Earlier action A-1:** x – y – z"),
    *("*Basis:* vote", "*Update 12 March 2010:* x", "*(secretariat)* ", "*no owner*", "*no text*", "*From:* M-1"),
    *("**Summary**: 1", "**Question to MoJ:** ", "[restricted]", "[x](http://e)", "[^1]: note", "![i](j)"),
    *(
        "<b>",
        "</div>",
        "<!-- c -->",
        "<script>alert(1)</script>",
        "&amp;",
        "&ndash;",
        "&#45;",
        "\\",
        "\\\\",
        "\\|",
        "\\*",
    ),
    *(
        "---",
        "===",
        "***",
        "- ",
        "* ",
        "+ ",
        "1. ",
        "2010. ",
        "5.2. ",
        "- - -",
        "> ",
        ":::",
        ": def",
        "$x$",
        "{.c}",
        "^a^",
        "~b~",
    ),
    *(
        "12 May 2010",
        " – 12 May 2010",
        "; done",
        "program: ictwg",
        "digest: x",
        "## Annex A – Decisions",
        "@ana",
        "..",
        "CON",
    ),
    *("\u202e", "\u0000", "\u00a0", "\u2028", "\u3000", "\x1b[0m", "\x85", "e\u0301", "ﬁ", "x" * 300),
)
piece = st.sampled_from(PIECES)
line = st.lists(piece | st.text(max_size=6), min_size=1, max_size=5).map("".join)
line_or_none = line | st.just("")
text = st.lists(line_or_none, min_size=1, max_size=6).map("\n".join)
day = st.dates(date(2009, 1, 1), date(2011, 12, 31))
MEETS_ON = date(2010, 3, 12)


@cache
def maybe(strategy: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return st.none() | strategy


@cache
def any_of(values: Any) -> st.SearchStrategy[Any]:
    """Made once: making it takes as long as drawing from it."""
    return st.sampled_from(list(values))


@cache
def values_of(field: Field[Any]) -> st.SearchStrategy[Any]:
    """Hostile ones, of each kind of field that minutes print."""
    if isinstance(field, (Choice, MaybeChoice)):
        choices: Any = field.choices
        listed = any_of(choices)
        return maybe(listed) if isinstance(field, MaybeChoice) else listed
    plain = {Day: maybe(day), Number: maybe(st.integers(0, 20)), Words: st.lists(line, max_size=2).map(tuple)}
    typed = {**plain, Text: text, Line: line_or_none}
    return next(strategy for kind, strategy in typed.items() if isinstance(field, kind))


class Maker:
    """Draws the records of one group into a state in memory."""

    def __init__(self, draw: DrawFn) -> None:
        self.draw = draw
        self.state = MemoryState()
        self.references = 0

    def one(self, strategy: st.SearchStrategy[Any]) -> Any:
        return self.draw(strategy)

    def either(self, values: Any) -> Any:
        return self.draw(any_of(values))

    def group(self) -> None:
        rule = self.one(st.sampled_from(["", "§4"]))
        self.state.add(
            Group,
            Group.name("Working group"),
            Group.acronym(self.one(line)),
            Group.votes(self.one(st.booleans())),
            Group.hides_restricted(self.one(st.booleans())),
            Group.quorum_rule(rule),
        )
        for number in range(self.one(st.integers(0, 4))):
            self._organization(number)

    def _organization(self, number: int) -> None:
        acronym = f"O{number}" + self.one(st.sampled_from(["", " (x)", ", y", "|", "–", "*", "; z"]))
        name = f"{number}{self.one(line)}"
        settings = (
            Org.name(name),
            Org.type(self.either(OrganizationType)),
            Org.exempt_from_quorum(self.one(st.booleans())),
        )
        status = self.one(maybe(st.sampled_from([MembershipStatus.MEMBER, MembershipStatus.OBSERVER])))
        organization(self.state, acronym, *settings, status=status, since=date(2009, 1, 1) if status else None)

    @property
    def homes(self) -> st.SearchStrategy[str | None]:
        return st.sampled_from([None, *(one.id for one in self.state.all(Org))])

    def meeting(self, series: str) -> Meeting:
        kind, state = self.either(MeetingKind), self.either(MeetingState)
        return self.state.add(
            Meeting,
            Meeting.reference(self.one(st.sampled_from(["", "M-LAW-2010-03" if series else "M-2010-03"]))),
            Meeting.series(series),
            Meeting.date(MEETS_ON),
            Meeting.ordinal(self.one(maybe(st.integers(0, 120)))),
            Meeting.kind(kind),
            Meeting.title(self.one(line)),
            Meeting.start(self.one(maybe(st.just(time(9, 0))))),
            Meeting.end(self.one(maybe(st.just(time(11, 30))))),
            Meeting.time_zone(self.one(st.sampled_from(["", "Asia/Dili", "x, 10:00–11:00", "10:00–11:00", "–"]))),
            Meeting.venue(self.one(line)),
            Meeting.chair(self.one(line)),
            Meeting.minute_taker(self.one(line)),
            Meeting.state(state),
            Meeting.audience(self.either(Audience)),
            Meeting.summary(self.one(text)),
            Meeting.next_meeting(self.one(maybe(day))),
            *self._way(),
        )

    def _way(self) -> tuple[Any, ...]:
        circulated = self.one(maybe(st.dates(MEETS_ON, date(2010, 6, 1))))
        return (
            *self._printed(Meeting),
            Meeting.minutes_state(self.either(MinutesState)),
            Meeting.circulated(circulated),
            Meeting.circulations(self.one(maybe(st.integers(0, 4)))),
            Meeting.edition(self.one(maybe(st.integers(0, 3)))),
            Meeting.adopted_where(self.one(line)),
        )

    def agenda(self, meeting: Meeting) -> list[AgendaItem]:
        items: list[AgendaItem] = []
        for order in spread(self.one(st.integers(0, 4))):
            above = self.one(st.sampled_from([None, *(item.id for item in items)]))
            items.append(self._item(meeting, above, order))
        return items

    def _item(self, meeting: Meeting, above: str | None, order: str) -> AgendaItem:
        kind = self.either(ItemKind)
        standard = {"any_other_business": "Any other business", "next_meeting": "Next meeting", "closing": "Closure"}
        return self.state.add(
            AgendaItem,
            AgendaItem.meeting(meeting.id),
            AgendaItem.parent(above),
            AgendaItem.order(order),
            AgendaItem.title(self.one(line | st.sampled_from(["Attendance", "Notes", standard.get(kind, "Opening")]))),
            AgendaItem.kind(kind),
            *self._printed(AgendaItem),
            AgendaItem.printed_adopted(tuple(self.one(st.lists(line, max_size=2)))),
            AgendaItem.audience(self.either(Audience)),
        )

    def attendance(self, meeting: Meeting, items: list[AgendaItem]) -> None:
        places = st.sampled_from([None, *(item.id for item in items)])
        for order in spread(self.one(st.integers(0, 4))):
            self.state.add(
                Attendance,
                Attendance.meeting(meeting.id),
                Attendance.organization(self.one(self.homes)),
                Attendance.name(self.one(line_or_none)),
                Attendance.title(self.one(line_or_none)),
                Attendance.printed_organization(self.one(line_or_none)),
                Attendance.capacity(self.either(Capacity)),
                Attendance.state(self.one(maybe(any_of(Presence)))),
                *self._printed(Attendance),
                Attendance.proxy_for(self.one(self.homes)),
                Attendance.arrived_at(self.one(places)),
                Attendance.left_at(self.one(places)),
                Attendance.order(order),
            )

    def entries(self, meeting: Meeting, items: list[AgendaItem]) -> None:
        for item in (None, *(item.id for item in items)):
            above: list[str] = []
            for order in spread(self.one(st.integers(0, 3))):
                parent = self.one(st.sampled_from([None, *above]))
                entry = self._entry(meeting, item, parent, order)
                above.append(entry.id)
                self._record(meeting, entry)

    def _entry(self, meeting: Meeting, item: str | None, parent: str | None, order: str) -> Entry:
        return self.state.add(
            Entry,
            Entry.meeting(meeting.id),
            Entry.item(item),
            Entry.parent(parent),
            Entry.order(order),
            Entry.type(self.either(EntryType)),
            Entry.text(self.one(text)),
            Entry.speaker(self.one(line_or_none)),
            Entry.question_to(self.one(line_or_none)),
            Entry.audience(self.either(Audience)),
        )

    def _record(self, meeting: Meeting, entry: Entry) -> None:
        place = (meeting.id, entry.item, entry.id)
        if entry.type is EntryType.DECISION and self.one(st.booleans()):
            self.decision(*place, entry.text)
        elif entry.type is EntryType.ACTION and self.one(st.booleans()):
            self.action(*place, entry.text)

    def decision(self, meeting: str, item: str | None, entry: str | None, said: str) -> None:
        self.state.add(
            Decision,
            Decision.reference(self._reference("D")),
            Decision.text(said),
            Decision.meeting(meeting),
            Decision.item(item),
            Decision.entry(entry),
            *self._printed(Decision),
            Decision.supersedes_text(tuple(self.one(st.lists(line, max_size=2)))),
        )

    def action(self, meeting: str | None, item: str | None, entry: str | None, said: str) -> Action:
        due = maybe(day | st.sampled_from(list(DueWord)))
        homes = [one.id for one in self.state.all(Org)]
        people = [one.id for one in self.state.all(Person)]
        made = self.state.add(
            Action,
            Action.reference(self._reference("A")),
            Action.text(said),
            Action.meeting(meeting),
            Action.item(item),
            Action.entry(entry),
            Action.owners(tuple(self.one(st.lists(st.sampled_from(homes), max_size=3))) if homes else ()),
            Action.all(self.one(st.booleans())),
            Action.person(self.one(st.sampled_from([None, *people]))),
            Action.owner_text(self.one(line_or_none | st.sampled_from(self._named_like_organizations()))),
            Action.due(self.one(due)),
            Action.review_on(self.one(maybe(day))),
            Action.status(self.either(ActionStatus)),
            Action.closed_on(self.one(maybe(day))),
            *self._printed(Action),
            Action.kind(self.one(st.sampled_from([ActionKind.ACTION, ActionKind.ACTION, ActionKind.TASK]))),
        )
        if self.one(st.booleans()):
            self.state.add(
                DueChange, DueChange.action(made.id), DueChange.on(self.one(day)), DueChange.before(self.one(due))
            )
        return made

    def _printed(self, kind: type[Record]) -> tuple[Setting, ...]:
        """Something for every field that minutes print behind a label; links are made by hand."""
        return tuple(
            field(self.one(values_of(field))) for field in kind.printed_fields() if not isinstance(field, Linking)
        )

    def _named_like_organizations(self) -> list[str]:
        """What the roll and the register call organizations: an owner on no register may be called the same."""
        typed = (row.printed_organization for row in self.state.all(Attendance))
        return ["", *filter(None, typed), *(one.acronym for one in self.state.all(Org))]

    def _reference(self, letter: str) -> str:
        self.references += 1
        numbered: str = self.one(st.sampled_from(["", f"{letter}-2010-{self.references:03}"]))
        return numbered

    def earlier(self, meeting: Meeting, series: str) -> None:
        """An earlier meeting with actions that come up again."""
        before = self.state.add(
            Meeting,
            Meeting.date(self.one(st.dates(date(2009, 6, 1), date(2010, 3, 1)))),
            Meeting.series(series),
            Meeting.reference(self.one(st.sampled_from(["", "M-LAW-2010-02" if series else "M-2010-02"]))),
            Meeting.state(self.either(MeetingState)),
            Meeting.audience(self.either(Audience)),
        )
        for _ in range(self.one(st.integers(0, 2))):
            origin = self.one(st.sampled_from([None, before.id]))
            action = self.action(origin, None, None, self.one(text))
            self._progress(action, meeting)

    def comments(self, meeting: Meeting, items: list[AgendaItem]) -> None:
        """What came back about the minutes; some of it about an item."""
        places = st.sampled_from([None, None, *(item.id for item in items)])
        for _ in range(self.one(st.integers(0, 3))):
            self.state.add(
                Contact,
                Contact.minutes((meeting.id,)),
                Contact.organization(self.one(self.homes)),
                Contact.on(self.one(maybe(day))),
                Contact.comments(self.one(maybe(any_of(Commented)))),
                Contact.text(self.one(text | st.sampled_from(["", "*no comments*", "*no text*"]))),
                Contact.settled(self.one(maybe(any_of(Settled)))),
                Contact.item(self.one(places)),
                Contact.audience(self.either(Audience)),
            )

    def _progress(self, action: Action, meeting: Meeting) -> None:
        for _ in range(self.one(st.integers(0, 2))):
            self.state.add(
                Progress,
                Progress.action(action.id),
                Progress.on(self.one(maybe(day))),
                Progress.by(self.one(line_or_none)),
                Progress.channel(self.one(maybe(any_of(Channel)))),
                Progress.text(self.one(text)),
                Progress.meeting(self.one(st.sampled_from([None, meeting.id]))),
            )


@st.composite
def groups(draw: DrawFn) -> tuple[MemoryState, Meeting]:
    """A group, and the meeting whose minutes are to be written."""
    maker = Maker(draw)
    maker.group()
    for number in range(draw(st.integers(0, 2))):
        maker.state.add(Person, Person.name(f"{number}{draw(line)}"))
    series = draw(st.sampled_from(["", "LAW"]))
    if series:
        maker.state.add(Series, Series.code(series), Series.name(draw(line)))
    meeting = maker.meeting(series)
    items = maker.agenda(meeting)
    maker.attendance(meeting, items)
    maker.entries(meeting, items)
    if draw(st.booleans()):
        loose = draw(st.sampled_from([None, *(item.id for item in items)]))
        maker.decision(meeting.id, loose, None, draw(text))
        maker.action(meeting.id, loose, None, draw(text))
    maker.earlier(meeting, series)
    maker.comments(meeting, items)
    return maker.state, meeting


@st.composite
def groups_told(draw: DrawFn) -> tuple[MemoryState, Meeting, Audience]:
    """A group, its meeting, and an audience that may see it."""
    state, meeting = draw(groups())
    return state, meeting, draw(st.sampled_from([one for one in Audience if visible(state, meeting, one)]))
