"""What minutes print, as values: made from the records for one audience, written to a file, and read back from it.

Everything is as printed: names of the day, statuses of the status date, one-line fields cleaned, long texts without
trailing spaces and with at most one blank line in a row. Ids are where a row came from; they are not printed and do not
count when two sheets are compared, nor does what follows from the rest.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date, time
from typing import TypeAlias

from ictwg.domain.text import clean
from ictwg.domain.values import (
    ActionStatus,
    Adoption,
    Audience,
    Basis,
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
    Outcome,
    Presence,
    Purpose,
    Settled,
)

Day: TypeAlias = date
"""A field of the sheet is called `date` too."""


def printed_text(text: str) -> str:
    """A long text as it is printed: no spaces at the ends of lines, no blank lines around, one between paragraphs."""
    lines: list[str] = []
    for line in clean(text, multiline=True).split("\n"):
        bare = line.rstrip()
        if bare or (lines and lines[-1]):
            lines.append(bare)
    return "\n".join(lines).strip()


@dataclass(frozen=True, slots=True)
class OrganizationRow:
    """An organization that the minutes name, and what it was to the group that day."""

    acronym: str
    name: str
    type: OrganizationType
    status: MembershipStatus | None = None
    seat: str = ""
    exempt: bool = False
    id: str = field(default="", compare=False)


@dataclass(frozen=True, slots=True)
class AttendanceRow:
    """Somebody who came, or did not; or an organization nobody is named for.

    Attributes:
        state: None where nobody recorded whether they came.
        arrived: The number of the item at which they came; empty for the beginning.
        left: The number of the item at which they left; empty for the end.
    """

    organization: str
    acronym: str
    state: Presence | None
    representative: str = ""
    title: str = ""
    in_place_of: str = ""
    proxy_for: str = ""
    capacity: Capacity | None = None
    arrived: str = ""
    left: str = ""
    type: OrganizationType | None = field(default=None, compare=False)
    id: str = field(default="", compare=False)


@dataclass(frozen=True, slots=True)
class Promise:
    """The parts of an action besides its text, as at the status date.

    Attributes:
        owners: Acronyms of the day, in protocol order.
        who: A person, or an owner as the source wrote it.
        withheld: A person owns it whom this audience is not told.
        invited: Those of the owners who are not tasked; they stand last.
        overdue: Its day is past, and this audience is told so.
        pending: Its day is past, and is told as that since when it is pending.
        strangers: Owners besides these who are not on the register, as the source wrote them.
    """

    owners: tuple[str, ...] = ()
    invited: tuple[str, ...] = ()
    everybody: bool = False
    who: str = ""
    withheld: bool = False
    due: date | DueWord | None = None
    review_on: date | None = None
    status: ActionStatus = ActionStatus.OPEN
    closed_on: date | None = None
    overdue: bool = False
    pending: bool = False
    strangers: tuple[str, ...] = ()

    def told_apart(self, organizations: frozenset[str]) -> Promise:
        """One owner alone is printed alike, whoever it is: one of these is an organization, any other a person."""
        named = (*self.owners, self.who) if self.who else self.owners
        if len(named) != 1 or self.everybody:
            return self
        return (
            replace(self, owners=named, who="")
            if named[0] in organizations
            else replace(self, owners=(), invited=(), who=named[0])
        )


@dataclass(frozen=True, slots=True)
class Update:
    text: str
    on: date | None = None
    by: str = ""
    channel: Channel | None = None
    id: str = field(default="", compare=False)


@dataclass(frozen=True, slots=True)
class Reviewed:
    """An action of an earlier meeting, as it was gone through in this one."""

    reference: str
    text: str
    promise: Promise
    origin: str = ""
    audience: Audience | None = None
    updates: tuple[Update, ...] = ()
    id: str = field(default="", compare=False)


@dataclass(frozen=True, slots=True)
class Ruling:
    """The parts of a decision besides its text."""

    basis: Basis = Basis.CONSENSUS
    votes_for: int | None = None
    votes_against: int | None = None
    abstentions: int | None = None
    represented: int | None = None
    represented_of: int | None = None
    quorum_needed: int | None = None
    supersedes: tuple[str, ...] = ()
    effect: str = ""
    rationale: str = ""
    opposing: str = ""


@dataclass(frozen=True, slots=True)
class SheetLine:
    """One line of the minutes; a restricted one stands for a run of them and says nothing else.

    Attributes:
        audience: Who may see it, where that is stricter than its surroundings.
        record: The id of its action or decision.
    """

    type: EntryType = EntryType.NOTE
    text: str = ""
    depth: int = 0
    speaker: str = ""
    question_to: str = ""
    audience: Audience | None = None
    reference: str = ""
    promise: Promise | None = None
    ruling: Ruling | None = None
    restricted: bool = False
    id: str = field(default="", compare=False)
    record: str = field(default="", compare=False)


@dataclass(frozen=True, slots=True)
class SheetItem:
    """An item of the agenda with what was said under it.

    Attributes:
        adopts: The earlier meetings whose minutes were adopted under it, as they are named.
    """

    number: str
    title: str = ""
    kind: ItemKind = ItemKind.TOPIC
    purpose: Purpose | None = None
    presenter: str = ""
    papers: tuple[str, ...] = ()
    outcome: Outcome | None = None
    audience: Audience | None = None
    restricted: bool = False
    adopts: tuple[str, ...] = ()
    reviewed: tuple[Reviewed, ...] = ()
    lines: tuple[SheetLine, ...] = ()
    id: str = field(default="", compare=False)

    @property
    def depth(self) -> int:
        return self.number.count(".")


@dataclass(frozen=True, slots=True)
class CorrectionRow:
    """What was corrected in adopted minutes later.

    Attributes:
        item: The number of the item; empty where it is about none, or one that this audience does not see.
        by: Who asked for it.
        audience: Who may see it, where that is stricter than its item.
    """

    text: str
    on: date | None = None
    item: str = ""
    by: str = ""
    audience: Audience | None = None
    id: str = field(default="", compare=False)


@dataclass(frozen=True, slots=True)
class CommentRow:
    """What an organization answered when the minutes were circulated.

    Attributes:
        settled: What became of it; None while that is open.
        audience: Who may see it, where that is stricter than the meeting.
    """

    organization: str
    comments: Commented
    text: str = ""
    on: date | None = None
    settled: Settled | None = None
    audience: Audience | None = None
    id: str = field(default="", compare=False)


@dataclass(frozen=True, slots=True)
class Circulation:
    """The way of the minutes from the draft to adoption."""

    sent_to_chair: date | None = None
    cleared_by_chair: date | None = None
    cleared_by: str = ""
    circulated: date | None = None
    comments_until: date | None = None
    adopted_on: date | None = None
    adopted_how: Adoption | None = None
    adopted_at: str = ""


@dataclass(frozen=True, slots=True)
class SummaryCounts:
    """The figures of the summary: of what this audience sees, and nothing else."""

    decisions: int = 0
    new_actions: int = 0
    closed: int = 0
    overdue: int = 0


@dataclass(frozen=True, slots=True)
class MinutesSheet:
    """The minutes of one meeting for one audience.

    Attributes:
        reference: The meeting's; its date reference where it has no number.
        audience: Whom the export is for.
        open_to: Who may see the meeting.
        status_date: The day as at which statuses are told.
        notes: What was said under no item.
        group_name: The group's full name.
        sentence: On representation or quorum, in words.
        opening, closing: The group's phrases, with places for what is known of the meeting.
        initials: Each page has room for initials.
        example: The group is the example that comes with the program; each of its pages says so.
        circulations: How often the minutes were circulated since they were last adopted.
        edition: How often they were adopted.
    """

    reference: str
    audience: Audience
    language: str
    date: Day | None
    status_date: Day
    group: str = ""
    series: str = ""
    series_name: str = ""
    ordinal: int | None = None
    kind: MeetingKind = MeetingKind.ORDINARY
    title: str = ""
    start: time | None = None
    end: time | None = None
    time_zone: str = ""
    venue: str = ""
    chair: str = ""
    chair_position: str = ""
    minute_taker: str = ""
    minute_taker_position: str = ""
    state: MeetingState = MeetingState.HELD
    open_to: Audience = Audience.MEMBERS
    minutes_state: MinutesState = MinutesState.DRAFT
    summary: str = ""
    circulations: int = 0
    edition: int = 0
    next_meeting: Day | None = None
    circulation: Circulation = Circulation()
    comments: tuple[CommentRow, ...] = ()
    corrections: tuple[CorrectionRow, ...] = ()
    attendance: tuple[AttendanceRow, ...] = ()
    notes: tuple[SheetLine, ...] = ()
    items: tuple[SheetItem, ...] = ()
    organizations: tuple[OrganizationRow, ...] = ()
    group_name: str = field(default="", compare=False)
    sentence: str = field(default="", compare=False)
    opening: str = field(default="", compare=False)
    closing: str = field(default="", compare=False)
    initials: bool = field(default=False, compare=False)
    example: bool = field(default=False, compare=False)
    meeting: str = field(default="", compare=False)

    @property
    def version(self) -> str:
        return version_of(self.minutes_state, self.circulations, self.edition)

    @property
    def lines(self) -> tuple[SheetLine, ...]:
        """All lines of the meeting in reading order."""
        return (*self.notes, *(line for item in self.items for line in item.lines))

    @property
    def reviewed(self) -> tuple[Reviewed, ...]:
        return tuple(action for item in self.items for action in item.reviewed)

    def with_owners_told_apart(self) -> MinutesSheet:
        """The sheet as it reads in print: an owner is an organization where the minutes name one like that."""
        named = (*(row.acronym for row in self.organizations), *(row.acronym for row in self.attendance))
        organizations = frozenset(named)

        def told(line: SheetLine) -> SheetLine:
            return replace(line, promise=line.promise.told_apart(organizations)) if line.promise else line

        def gone_through(one: Reviewed) -> Reviewed:
            return replace(one, promise=one.promise.told_apart(organizations))

        items = tuple(
            replace(item, lines=tuple(map(told, item.lines)), reviewed=tuple(map(gone_through, item.reviewed)))
            for item in self.items
        )
        return replace(self, items=items, notes=tuple(map(told, self.notes)))


def version_of(state: MinutesState, circulations: int, edition: int) -> str:
    """`0.x` while a draft, `1.0` as circulated, `1.1` as circulated again, `2.0` as adopted.

    Minutes that are opened again go on from there: `2.1` a draft, `2.2` with the chair, `2.3` circulated, then `3.0`.
    """
    match state:
        case MinutesState.ADOPTED:
            return f"{max(edition, 1) + 1}.0"
        case MinutesState.CIRCULATED:
            again = max(circulations - 1, 0)
            return f"{edition + 1}.{again + 3}" if edition else f"1.{again}"
        case _:
            step = 2 if state is MinutesState.WITH_CHAIR else 1
            return f"{edition + 1 if edition else 0}.{step}"


def counted_in(state: MinutesState, version: str) -> tuple[int, int]:
    """How often the minutes were circulated, and adopted, by their version; the other way of `version_of`."""
    major, _, minor = version.partition(".")
    if not (major.isascii() and major.isdigit() and minor.isascii() and minor.isdigit()):
        return 0, 0
    edition = max(int(major[:4]) - 1, 0)
    if state is not MinutesState.CIRCULATED:
        return 0, edition
    again = int(minor[:4]) - (3 if edition else 0)
    return max(again, 0) + 1, edition
