"""Tokens in every text field of what is restricted, and every output in which none of them may be seen.

A new kind of message or report is added to `OUTPUTS`, or a test fails; exporters are found by themselves, and so are
commands (tests/cli/test_canary.py).
"""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date, timedelta
from functools import cache
from typing import Any, NamedTuple

from tests.builders import MemoryState
from tests.papers_made import EXPORTERS, HTML, export_name, report_text
from tests.rich_meeting import MEETS_ON, Rich, rich_meeting

from ictwg.actions.action_rows import ActionRow, ActionTable
from ictwg.app.asking_messages import copy_reminder, copy_waiting
from ictwg.app.catalogue import paper_named, papers_of
from ictwg.decisions import decision_rows
from ictwg.domain.access import RANK, within
from ictwg.domain.changes import Edit
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
    Organization,
    Person,
    Position,
    Progress,
    Wording,
)
from ictwg.domain.schema import RECORDS, Record, Setting
from ictwg.domain.seen import AudienceView
from ictwg.domain.state import State
from ictwg.domain.values import (
    ActionKind,
    ActionStatus,
    Audience,
    Commented,
    EntryType,
    ItemKind,
    Listing,
    MeetingState,
    MinutesState,
    Presence,
)
from ictwg.exports.contacts import contact_list
from ictwg.exports.meeting_papers import exportable
from ictwg.exports.messages import copy_actions, copy_agenda, copy_decisions, copy_lines, copy_meeting
from ictwg.meetings.invitation import Invitation
from ictwg.minutes.approval import adopt_by_silence, keep_edition
from ictwg.papers.catalogue import PaperKind, PaperRequest
from ictwg.papers.files import file_name
from ictwg.papers.forms import WEB_PAGE
from ictwg.records.planned_state import StateAfterChanges
from ictwg.reports import REPORTS, ReportKind, figures_of
from ictwg.reports.period import asked_for

CASES = [
    (hidden_from, told)
    for hidden_from in (Audience.SECRETARIAT, Audience.CORE, Audience.MEMBERS)
    for told in Audience
    if RANK[told] < RANK[hidden_from]
]
"""Who alone may see it, and everybody who may not."""
NEXT = [(hidden_from, told) for hidden_from, told in CASES if RANK[hidden_from] - RANK[told] == 1]
"""Of these, those who may not by one step."""
TOKEN = "CANARY"  # noqa: S105 - a word to look for
TEXTS = ("line", "text", "words")


class Output(NamedTuple):
    """Something that leaves the program.

    Attributes:
        name: For the name of the test.
        render: From (state, meeting, audience, today) to everything that is said, errors included.
        of_meeting: Whether it is another for each meeting.
    """

    name: str
    render: Callable[[State, Meeting, Audience, date], str]
    of_meeting: bool = True


def _exporter(place: int) -> Output:
    exporter = EXPORTERS[place]

    def render(state: State, meeting: Meeting, audience: Audience, today: date) -> str:
        name = export_name(state, meeting, exporter, audience) if meeting in exportable(state, audience) else ""
        return name + exporter.render(state, meeting, audience, today, "en")

    return Output(exporter.name + exporter.suffix, render)


def _declarations(state: State, meeting: Meeting, audience: Audience, today: date) -> str:
    """One for each who was there."""
    paper = paper_named("declaration", papers_of(Meeting.SINGULAR))
    made = paper.build(PaperRequest(state, today, audience, meeting, "en"))
    return "".join(file_name(one, WEB_PAGE) + WEB_PAGE.write(one).decode() for one in made)


def _organizations(state: State, _meeting: Meeting, audience: Audience, today: date) -> str:
    """The sheet of each."""
    asked = (PaperRequest(state, today, audience, home, "en") for home in state.all(Organization))
    made = (one for request in asked for one in paper_named("organization").build(request))
    return "".join(file_name(one, WEB_PAGE) + WEB_PAGE.write(one).decode() for one in made)


def _of_promises(name: str) -> Output:
    """Of each decision and action that these readers may see."""

    def render(state: State, _meeting: Meeting, audience: Audience, today: date) -> str:
        seen = AudienceView(state, audience)
        found = [*seen.all(Decision), *seen.all(Action)]
        asked = (PaperRequest(state, today, audience, state.get(type(one), one.id), "en") for one in found)
        made = (one for request in asked for one in paper_named(name).build(request))
        return "".join(file_name(one, WEB_PAGE) + WEB_PAGE.write(one).decode() for one in made)

    return Output(f"{name}.html", render, of_meeting=False)


def _everything_exported(state: State, _meeting: Meeting, audience: Audience, today: date) -> str:
    """As `export minutes all` does it."""
    told = exportable(state, audience)
    return "".join(exporter.render(state, one, audience, today, "") for exporter in EXPORTERS for one in told)


def _adopted(state: State, meeting: Meeting, audience: Audience, today: date) -> str:
    """The same from the edition, once the minutes are adopted."""
    step = adopt_by_silence(meeting, today)
    edition = keep_edition(state, step, today)
    after = StateAfterChanges(state, step.and_then(edition) if edition else step, list(RECORDS.values()))
    adopted = after.get(Meeting, meeting.id) or meeting
    copied = [_lines_copied(after, adopted, audience, today), copy_agenda(after, adopted, today, audience).text]
    return "".join((*copied, *(e.render(after, adopted, audience, today, "en") for e in EXPORTERS)))


def _lines_copied(state: State, meeting: Meeting, audience: Audience, _today: date) -> str:
    items = (None, *state.linked(AgendaItem, AgendaItem.meeting, meeting.id))
    return "\n".join(filter(None, (copy_lines(state, meeting, item, audience).text for item in items)))


def _of_the_group(paper: PaperKind) -> Output:
    """In markdown and as a page, of all days."""

    def render(state: State, _meeting: Meeting, audience: Audience, today: date) -> str:
        made = [*paper.build(PaperRequest(state, today, audience, language="en"))]
        return b"".join(form.write(one) for one in made for form in paper.forms if not form.binary).decode()

    return Output(paper.name, render, of_meeting=False)


def _report(kind: ReportKind) -> Output:
    """In markdown, as a page and in JSON, over all days."""

    def render(state: State, _meeting: Meeting, audience: Audience, today: date) -> str:
        asked = asked_for(today, today - timedelta(days=400), today + timedelta(days=400), audience=audience)
        figures = figures_of(kind.name, state, asked, today)
        report = figures.report(asked)
        return report_text(report) + report_text(report, HTML) + json.dumps(figures.json(asked))

    return Output(f"report-{kind.name}", render, of_meeting=False)


OUTPUTS: list[Output] = [
    *map(_exporter, range(len(EXPORTERS))),
    Output("export-all", _everything_exported, of_meeting=False),
    *map(_of_the_group, papers_of("")),
    Output("organization.html", _organizations, of_meeting=False),
    Output("declaration", _declarations),
    *map(_of_promises, ("extract", "matter")),
    Output("adopted", _adopted),
    Output("copy_meeting", lambda state, meeting, audience, _: copy_meeting(state, meeting, audience).text),
    Output("copy_agenda", lambda state, meeting, audience, on: copy_agenda(state, meeting, on, audience).text),
    Output("copy_lines", _lines_copied),
    Output(
        "copy_waiting", lambda state, meeting, who, on: copy_waiting(state, Invitation(state, meeting, on), who).text
    ),
    Output(
        "copy_reminder", lambda state, meeting, who, on: copy_reminder(state, Invitation(state, meeting, on), who).text
    ),
    Output(
        "copy_actions",
        lambda state, _, audience, on: copy_actions(state, _rows(state, on), on, "", audience).text,
        of_meeting=False,
    ),
    Output(
        "copy_decisions",
        lambda state, _, who, on: copy_decisions(state, decision_rows.DecisionTable(state).rows(on), on, "", who).text,
        of_meeting=False,
    ),
    *map(_report, REPORTS),
    Output("contact_list", lambda state, _, audience, on: contact_list(state, on, audience), of_meeting=False),
]


def _rows(state: State, on: date) -> tuple[ActionRow, ...]:
    return ActionTable(state).rows(on)


def tokens(kind: type[Record]) -> tuple[Setting, ...]:
    """A token of its own for every text field of a kind, also those that the program keeps for itself."""
    return tuple(
        field((f"{TOKEN}-{kind.TABLE}-{field.name}",) if field.is_set else f"{TOKEN}-{kind.TABLE}-{field.name}")
        for field in kind.fields()
        if field.kind in TEXTS and not (kind is Meeting and field is Meeting.series)
    )


class Hidden(NamedTuple):
    """Where the restricted records are put, and who may see them."""

    what: str
    audience: Audience


PLACES = (
    *("meeting", "item", "child_item", "entry", "child_entry", "decision"),
    *("earlier_action", "earlier_item", "earlier_entry"),
    *("comment", "comment_on_item"),
)
TOGETHER = (
    *("meeting+child_item+earlier_entry", "item+entry+earlier_action+comment"),
    "child_entry+decision+earlier_item+comment_on_item",
)
"""All of them in three groups: in none of these does one place hide another."""
TRIED = [(place, *case) for place in TOGETHER for case in NEXT]
TRIED += [(place, *case) for place, case in zip(TOGETHER, (one for one in CASES if one not in NEXT), strict=True)]
"""Every place with everybody who alone may see it and everybody who may not, and every two of these."""


@cache
def group_with(place: str, audience: Audience, *, times: int, hides: bool) -> Rich:
    """The rich group with restricted records in this place, so many times (none: the group without them).

    Made once for all tests, which only read it. Several places stand with a `+` between them.
    """
    rich = rich_meeting()
    group = rich.state.all(Group)[0]
    rich.state.apply(Edit("verbs.edited").update(group, Group.hides_restricted(hides)).done())
    for turn in range(times):
        for one in place.split("+"):
            _PUT[one](rich, audience, turn)
    return rich


def group_without() -> Rich:
    """The same group without any of them, hiding what is restricted."""
    return group_with(PLACES[0], Audience.SECRETARIAT, times=0, hides=True)


def group_with_all(audience: Audience, *, times: int) -> Rich:
    """The same with restricted records in every place at once, and what such records keep back of open ones."""
    rich = group_with.__wrapped__(PLACES[0], audience, times=times, hides=True)
    if times:
        _kept_back(rich.state, audience)
    for turn in range(times):
        for place in PLACES[1:]:
            _PUT[place](rich, audience, turn)
        listing = Listing.MEMBERS if audience is Audience.MEMBERS else Listing.NOBODY
        home = Person.organization(rich.organizations["MoJ"].id)
        rich.state.add(Person, *tokens(Person), Person.listing(listing), home)
        rich.state.add(Action, *tokens(Action), Action.kind(ActionKind.TASK))
    return rich


def _kept_back(state: MemoryState, audience: Audience) -> None:
    """A token in every empty field that only this audience sees of a record.

    But not in the name of an owner who is on no register: `everyone` reads that it is “a person”.
    """
    for kind in RECORDS.values():
        kept = [field for field, _ in tokens(kind) if within(audience, field.audience or Audience.EVERYONE)]
        for record in state.all(kind):
            empty = [field for field in kept if not field.of(record) and field is not Action.owner_text]
            settings = [setting for setting in tokens(kind) if setting[0] in empty]
            state.apply(Edit("verbs.edited").update(record, *settings).done())


def _whole_meeting(rich: Rich, audience: Audience, turn: int) -> None:
    meeting = _meeting(rich, audience, turn, MEETS_ON)
    item = _item(rich, meeting, Audience.EVERYONE, None, turn)
    _lines(rich, meeting, item.id, Audience.EVERYONE)
    named = (Attendance.meeting(meeting.id), Attendance.state(Presence.PRESENT))
    rich.state.add(Attendance, *tokens(Attendance), *named)


def _item_here(rich: Rich, audience: Audience, turn: int) -> None:
    item = _item(rich, rich.meeting, audience, None, turn)
    _lines(rich, rich.meeting, item.id, Audience.EVERYONE)


def _child_item(rich: Rich, audience: Audience, turn: int) -> None:
    above = _item(rich, rich.meeting, audience, None, turn)
    item = _item(rich, rich.meeting, Audience.EVERYONE, above.id, turn)
    _lines(rich, rich.meeting, item.id, Audience.EVERYONE)


def _entry_here(rich: Rich, audience: Audience, turn: int) -> None:  # noqa: ARG001 - the shared signature
    _lines(rich, rich.meeting, rich.items["Opening"].id, audience)


def _child_entry(rich: Rich, audience: Audience, turn: int) -> None:  # noqa: ARG001 - the shared signature
    above = _entry(rich, rich.meeting, rich.items["Opening"].id, EntryType.NOTE, audience, None)
    _entry(rich, rich.meeting, rich.items["Opening"].id, EntryType.NOTE, Audience.EVERYONE, above.id)


def _decision_alone(rich: Rich, audience: Audience, turn: int) -> None:
    """Decided and promised in a restricted item, without a line."""
    item = _item(rich, rich.meeting, audience, None, turn)
    _records(rich, rich.meeting, item.id, None)


def _earlier_action(rich: Rich, audience: Audience, turn: int) -> None:
    from datetime import date

    meeting = _meeting(rich, audience, turn, date(2010, 2, 1))
    action = _records(rich, meeting, None, None)
    said = (Progress.action(action.id), Progress.on(date(2010, 3, 1)))
    rich.state.add(Progress, *tokens(Progress), *said)


def _earlier_item(rich: Rich, audience: Audience, turn: int) -> None:
    """Given in an open meeting, under an item below a restricted one."""
    before = rich.before
    above = _item(rich, before, audience, None, turn)
    _records(rich, before, _item(rich, before, Audience.EVERYONE, above.id, turn).id, None)


def _earlier_entry(rich: Rich, audience: Audience, turn: int) -> None:  # noqa: ARG001 - the shared signature
    """Given in an open meeting, in a line below a restricted one."""
    before = rich.before
    item = rich.state.linked(AgendaItem, AgendaItem.meeting, before.id)[0]
    above = _entry(rich, before, item.id, EntryType.NOTE, audience, None)
    below = _entry(rich, before, item.id, EntryType.ACTION, Audience.EVERYONE, above.id)
    _records(rich, before, item.id, above.id, below.id)


def _comment(rich: Rich, audience: Audience, turn: int, item: str | None = None) -> None:
    """By an organization that had commented, on another day."""
    of = (Contact.minutes((rich.meeting.id,)), Contact.organization(rich.organizations["MoJ"].id), Contact.item(item))
    said = (Contact.comments(Commented.COMMENTS), Contact.on(MEETS_ON + timedelta(turn)))
    rich.state.add(Contact, *tokens(Contact), *of, *said, Contact.audience(Audience.EVERYONE if item else audience))


def _comment_on_item(rich: Rich, audience: Audience, turn: int) -> None:
    _comment(rich, audience, turn, _item(rich, rich.meeting, audience, None, turn).id)


_PUT = {
    "meeting": _whole_meeting,
    "item": _item_here,
    "child_item": _child_item,
    "entry": _entry_here,
    "child_entry": _child_entry,
    "decision": _decision_alone,
    "earlier_action": _earlier_action,
    "earlier_item": _earlier_item,
    "earlier_entry": _earlier_entry,
    "comment": _comment,
    "comment_on_item": _comment_on_item,
}


def _meeting(rich: Rich, audience: Audience, turn: int, on: date) -> Meeting:
    more: Any = (
        Meeting.state(MeetingState.HELD),
        Meeting.minutes_state(MinutesState.DRAFT),
        Meeting.ordinal(900 + turn),
    )
    return rich.state.add(Meeting, *tokens(Meeting), *more, Meeting.date(on), Meeting.audience(audience))


def _item(rich: Rich, meeting: Meeting, audience: Audience, above: str | None, turn: int) -> AgendaItem:
    place = (AgendaItem.meeting(meeting.id), AgendaItem.parent(above), AgendaItem.order(f"a5{turn}V"))
    told = (AgendaItem.audience(audience), AgendaItem.kind(ItemKind.TOPIC), AgendaItem.minutes_allotted(777))
    return rich.state.add(AgendaItem, *tokens(AgendaItem), *place, *told)


def _lines(rich: Rich, meeting: Meeting, item: str, audience: Audience) -> None:
    _entry(rich, meeting, item, EntryType.NOTE, audience, None)
    decided = _entry(rich, meeting, item, EntryType.DECISION, audience, None)
    promised = _entry(rich, meeting, item, EntryType.ACTION, audience, None)
    _records(rich, meeting, item, decided.id, promised.id)


def _entry(rich: Rich, meeting: Meeting, item: str, type: EntryType, audience: Audience, above: str | None) -> Entry:
    place = (Entry.meeting(meeting.id), Entry.item(item), Entry.parent(above), Entry.order("b00"))
    return rich.state.add(Entry, *tokens(Entry), *place, Entry.type(type), Entry.audience(audience))


def _records(
    rich: Rich, meeting: Meeting, item: str | None, decided: str | None, promised: str | None = None
) -> Action:
    place = (Decision.meeting(meeting.id), Decision.item(item), Decision.entry(decided))
    decision = rich.state.add(Decision, *tokens(Decision), *place)
    rich.state.add(Wording, *tokens(Wording), Wording.decision(decision.id))
    rich.state.add(Position, *tokens(Position), Position.decision(decision.id))
    given = (Action.meeting(meeting.id), Action.item(item), Action.entry(promised))
    more = (Action.status(ActionStatus.OPEN), Action.due(MEETS_ON), Action.owners((rich.organizations["MoJ"].id,)))
    action = rich.state.add(Action, *tokens(Action), *given, *more)
    rich.state.add(DueChange, *tokens(DueChange), DueChange.action(action.id), DueChange.on(MEETS_ON))
    return action
