"""What is adopted is printed from its edition, and nothing that happens later changes it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import HealthCheck, assume, given, settings
from tests.adopting import adopted, carried_out
from tests.builders import MemoryState, known
from tests.hostile_minutes import MEETS_ON, groups_told
from tests.papers_made import EXPORTERS
from tests.rich_meeting import Rich, rich_meeting, say

from ictwg.domain.access import visible
from ictwg.domain.calendar import short_day
from ictwg.domain.changes import Changes, Edit
from ictwg.domain.records import (
    Action,
    AgendaItem,
    Attendance,
    Edition,
    Entry,
    Group,
    Meeting,
    Organization,
    Progress,
)
from ictwg.domain.representation import representation
from ictwg.domain.schema import RECORDS, Record, Setting
from ictwg.domain.seen import AudienceView
from ictwg.domain.values import ActionStatus, Audience, EntryType, MinutesState
from ictwg.locales import t
from ictwg.meetings.agenda import agenda
from ictwg.meetings.attendance import roll
from ictwg.meetings.editions import as_printed, content_of, next_version, shown_from
from ictwg.minutes import approval as minutes_way
from ictwg.minutes.approval import FrozenMinutesError, guard_adopted
from ictwg.minutes.lines import minute_lines
from ictwg.minutes.printed.making import minutes_sheet
from ictwg.minutes.printed.sheet import MinutesSheet
from ictwg.records.lookup import Lookup
from ictwg.records.tables import record_json

SLOW = settings(suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much])
ADOPTED_ON = date(2010, 4, 6)
LATER = date(2010, 9, 1)


def now(state: MemoryState, record: Any) -> Any:
    return known(state.get(type(record), record.id))


def change(state: MemoryState, record: Record, *settings: Setting) -> None:
    state.apply(Edit("verbs.edited").update(now(state, record), *settings).done())


def all_exports(state: MemoryState, meeting: Meeting) -> list[str]:
    """Every export of what is frozen for every audience, some time later; the chair's copy is a working paper."""
    told = [audience for audience in Audience if visible(state, meeting, audience)]
    frozen = [exporter for exporter in EXPORTERS if exporter.name not in ("minutes-today", "chair-copy")]
    return [e.render(state, now(state, meeting), audience, LATER, "en") for e in frozen for audience in told]


def without_the_way(sheet: MinutesSheet) -> MinutesSheet:
    """What adoption does not change."""
    same = {"minutes_state": MinutesState.DRAFT, "circulations": 0, "edition": 0, "circulation": None}
    return replace(sheet, **same)  # type: ignore[arg-type]  # the values are compared, not used


@SLOW
@given(groups_told())
def test_an_edition_prints_what_the_records_printed(told: tuple[MemoryState, Meeting, Audience]) -> None:
    state, meeting, audience = told
    assume(not meeting.is_drafting)  # of a drafting session a note is kept, which nobody adopts
    change(state, meeting, Meeting.minutes_state(MinutesState.CIRCULATED))
    before = minutes_sheet(state, now(state, meeting), audience, MEETS_ON, "en")
    after = minutes_sheet(state, adopted(state, now(state, meeting), ADOPTED_ON), audience, LATER, "en")
    assert without_the_way(after) == without_the_way(before)


@pytest.fixture
def rich() -> Rich:
    made = rich_meeting()
    change(made.state, made.state.all(Group)[0], Group.letterhead("Ministry of Examples"))
    meeting = adopted(made.state, made.meeting, ADOPTED_ON)
    return made._replace(meeting=meeting)


def test_adoption_makes_one_edition_with_its_digest(rich: Rich) -> None:
    (edition,) = rich.state.all(Edition)
    assert (edition.meeting, edition.version, edition.on) == (rich.meeting.id, 1, ADOPTED_ON)
    assert len(edition.digest) == 64
    assert edition.content.isascii()
    assert rich.meeting.edition == 1


def test_nothing_that_happens_later_changes_what_is_adopted(rich: Rich) -> None:
    state = rich.state
    before = all_exports(state, rich.meeting)
    say(rich, "Opening", "Written by a colleague who was offline.")
    for kind in list(RECORDS.values()):
        for record in state.all(kind) if kind is not Edition else ():
            texts = [f for f in kind.fields() if f.kind in ("line", "text") and f.name not in ("reference", "source")]
            change(state, record, *(field("Changed since") for field in texts if not field.inner))
    for entry in state.all(Entry)[:3]:
        state.apply(Edit("verbs.removed").remove(entry).done())
    for action in state.all(Action):
        change(state, action, Action.status(ActionStatus.DONE), Action.closed_on(LATER), Action.due(LATER))
    assert all_exports(state, rich.meeting) == before


def test_what_is_narrowed_later_leaves_the_exports(rich: Rich) -> None:
    (entry,) = (one for one in rich.state.all(Entry) if one.text.startswith("The chair opened"))
    assert any("The chair opened" in text for text in all_exports(rich.state, rich.meeting))
    change(rich.state, entry, Entry.audience(Audience.SECRETARIAT))
    sheet = minutes_sheet(rich.state, rich.meeting, Audience.CORE, LATER, "en")
    assert all("The chair opened" not in line.text for line in sheet.lines)
    assert any("The chair opened" in line.text for line in _secretariat(rich).lines)


def test_what_is_opened_later_stays_as_narrow_as_it_was_adopted(rich: Rich) -> None:
    (entry,) = (one for one in rich.state.all(Entry) if "in confidence" in one.text)
    change(rich.state, entry, Entry.audience(Audience.EVERYONE))
    sheet = minutes_sheet(rich.state, rich.meeting, Audience.MEMBERS, LATER, "en")
    assert all("in confidence" not in line.text for line in sheet.lines)


def _secretariat(rich: Rich, as_of: date | None = None) -> MinutesSheet:
    return minutes_sheet(rich.state, now(rich.state, rich.meeting), Audience.SECRETARIAT, LATER, "en", as_of)


def test_as_of_today_actions_stand_as_they_do_and_texts_as_adopted(rich: Rich) -> None:
    (action,) = (one for one in rich.state.all(Action) if one.reference == "A-2010-014")
    assert action.entry is not None
    change(rich.state, action, Action.status(ActionStatus.DONE), Action.closed_on(date(2010, 5, 3)))
    change(rich.state, action, Action.text("Reworded since"))
    late = Progress.action(next(a.id for a in rich.state.all(Action) if a.reference == "A-2010-009"))
    rich.state.add(Progress, late, Progress.on(date(2010, 5, 4)), Progress.text("Sent on Tuesday"))
    at_meeting, today = _secretariat(rich), _secretariat(rich, LATER)
    assert [_of(sheet, "A-2010-014").status for sheet in (at_meeting, today)] == [ActionStatus.OPEN, ActionStatus.DONE]
    assert today.status_date == LATER
    assert [line.text for line in today.lines] == [line.text for line in at_meeting.lines]
    told = [update.text for one in today.reviewed for update in one.updates]
    assert "Sent on Tuesday" in told
    assert "Sent on Tuesday" not in [update.text for one in at_meeting.reviewed for update in one.updates]


def _of(sheet: MinutesSheet, reference: str) -> Any:
    return next(line.promise for line in sheet.lines if line.reference == reference)


def test_which_version_went_to_the_members_is_told_at_every_adoption(rich: Rich) -> None:
    """Of minutes that were taken back, only what went out since."""
    state = rich.state
    carried_out(state, minutes_way.take_back(now(state, rich.meeting)), ADOPTED_ON)
    assert minutes_way.sent_words(now(state, rich.meeting)) == ""
    carried_out(state, minutes_way.circulate(state, now(state, rich.meeting), LATER), LATER)
    went = t("life.sent", version="2.3", day=short_day(LATER))
    assert minutes_way.sent_words(now(state, rich.meeting)) == went
    again = adopted(state, now(state, rich.meeting), LATER)
    assert (again.edition, minutes_way.sent_words(again)) == (2, went)


def test_an_edition_in_the_trash_keeps_its_number(rich: Rich) -> None:
    (edition,) = rich.state.all(Edition)
    rich.state.apply(Edit("verbs.undone").remove(edition).done())
    assert next_version(rich.state, rich.meeting) == 2


@pytest.mark.parametrize("content", ["", "{", "[]", '{"rows": 1}', '{"meeting": "x", "rows": {}}', "[" * 100_000])
def test_an_edition_that_cannot_be_read_gives_way_to_the_records(content: str, rich: Rich) -> None:
    (edition,) = rich.state.all(Edition)
    change(rich.state, edition, Edition.content(content))
    assert content_of(now(rich.state, edition)) is None
    assert as_printed(rich.state, rich.meeting, LATER).state is rich.state
    assert _secretariat(rich).minutes_state is MinutesState.ADOPTED


def test_screens_and_commands_show_what_was_adopted(rich: Rich) -> None:
    state = rich.state
    lookups = [Lookup(state, LATER), Lookup(AudienceView(state, Audience.MEMBERS), LATER)]
    before = _shown(rich), [record_json(lookup, rich.meeting) for lookup in lookups]
    say(rich, "Opening", "Written by a colleague who was offline.")
    for record in (*state.all(Entry)[:2], *state.all(AgendaItem), *state.all(Attendance)):
        field = known(type(record).TITLE)
        change(state, record, field("Changed since"))
    change(state, rich.meeting, Meeting.venue("Elsewhere"), Meeting.folder("minutes/2010"))
    after = [record_json(lookup, now(state, rich.meeting)) for lookup in lookups]
    folder = Meeting.folder.name
    assert (_shown(rich), [found | {folder: None} for found in after]) == before
    assert all(found[folder] == "minutes/2010" for found in after)


def _shown(rich: Rich) -> tuple[Any, ...]:
    state, meeting = rich.state, now(rich.state, rich.meeting)
    items = [line.item for line in agenda(state, meeting).lines]
    lines = [[(line.text, line.reference) for line in minute_lines(state, meeting, item)] for item in items]
    titles = [line.title for line in agenda(state, meeting).lines]
    there = representation(*shown_from(state, meeting)).words()
    return lines, titles, [line.name for line in roll(state, meeting)], there


# What is adopted cannot be edited


def is_refused(state: MemoryState, changes: Changes) -> bool:
    try:
        guard_adopted(state, changes)
    except FrozenMinutesError:
        return True
    return False


def test_what_stands_in_adopted_minutes_cannot_be_written(rich: Rich) -> None:
    state = rich.state
    entry, item = state.all(Entry)[0], rich.items["Opening"]
    new = Edit("v").create(Entry, state.new_id(), Entry.meeting(rich.meeting.id), Entry.item(item.id), Entry.text("x"))
    refused = (
        Edit("v").update(entry, Entry.text("Otherwise")).done(),
        Edit("v").update(item, AgendaItem.title("Otherwise")).done(),
        Edit("v").update(rich.meeting, Meeting.venue("Elsewhere")).done(),
        Edit("v").remove(entry).done(),
        new.done(),
    )
    assert all(is_refused(state, changes) for changes in refused)


def test_what_lives_on_can(rich: Rich) -> None:
    state = rich.state
    (action,) = (one for one in state.all(Action) if one.reference == "A-2010-014")
    entry = next(one for one in state.all(Entry) if one.type is EntryType.ACTION)
    organization = state.all(Organization)[0]
    (group,) = state.all(Group)
    allowed = (
        Edit("v").update(action, Action.text("Otherwise"), Action.status(ActionStatus.DONE)).done(),
        Edit("v").update(entry, Entry.audience(Audience.CORE)).done(),
        Edit("v").update(rich.meeting, Meeting.folder("minutes/2010")).done(),
        Edit("v").update(organization, Organization.name("Ministry of Something")).done(),
        Edit("v").update(group, Group.acronym("WG")).done(),
        minutes_way.take_back(rich.meeting),
    )
    assert not any(is_refused(state, changes) for changes in allowed)
