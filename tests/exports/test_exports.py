"""Exports of a meeting as files, and what stands in them as of a day."""

from __future__ import annotations

from datetime import date
from itertools import product
from pathlib import Path

import pytest
from tests.adopting import adopted
from tests.builders import MemoryState
from tests.papers_made import EXPORTERS, export_name, exporter_named
from tests.rich_meeting import MEETS_ON, Rich, rich_meeting, say

from ictwg.actions import actions as followup
from ictwg.domain.changes import Edit
from ictwg.domain.records import Action, DueChange, Meeting, Organization
from ictwg.domain.values import ActionStatus, Adoption, Audience, MeetingState, MinutesState
from ictwg.errors import InvalidValueError
from ictwg.exports.meeting_papers import exportable
from ictwg.minutes.printed.making import minutes_sheet
from ictwg.minutes.printed.minutes import counts, minutes_markdown
from ictwg.minutes.printed.sheet import MinutesSheet, Promise
from ictwg.papers.blocks import Paragraph, plain_text
from ictwg.papers.files import WrittenFile, planned, write_export
from ictwg.papers.forms import MARKDOWN


def sheet_of(rich: Rich, audience: Audience = Audience.MEMBERS) -> MinutesSheet:
    meeting = rich.state.get(Meeting, rich.meeting.id)
    assert meeting is not None
    return minutes_sheet(rich.state, meeting, audience, MEETS_ON, "en")


def promise_of(rich: Rich, reference: str) -> Promise:
    sheet = sheet_of(rich)
    given = {line.reference: line.promise for line in sheet.lines} | {a.reference: a.promise for a in sheet.reviewed}
    promise = given[reference]
    assert promise is not None
    return promise


def test_what_was_closed_later_was_open_then() -> None:
    rich = rich_meeting()
    (action,) = rich.state.by_reference("A-2010-014")
    closed = counts(sheet_of(rich)).closed
    for day, status in ((date(2010, 3, 20), ActionStatus.OPEN), (date(2010, 3, 18), ActionStatus.DONE)):
        settings = (Action.status(ActionStatus.DONE), Action.closed_on(day))
        rich.state.apply(Edit("verbs.closed").update(action, *settings).done())
        assert promise_of(rich, "A-2010-014").status is status
        assert counts(sheet_of(rich)).closed == closed + (status is ActionStatus.DONE), "as it is listed"


def test_a_status_is_that_of_the_status_date() -> None:
    rich = rich_meeting()
    (action,) = rich.state.by_reference("A-2010-014")

    def moved(status: ActionStatus, day: date) -> None:
        now = rich.state.get(Action, action.id)
        assert now is not None
        rich.state.apply(followup.set_status(rich.state, now, status, day))

    moved(ActionStatus.IN_PROGRESS, date(2010, 3, 1))
    moved(ActionStatus.WAITING, date(2010, 4, 1))
    moved(ActionStatus.DONE, date(2010, 5, 1))
    assert promise_of(rich, "A-2010-014").status is ActionStatus.IN_PROGRESS
    assert "in progress" in minutes_markdown(sheet_of(rich))
    moved(ActionStatus.OPEN, date(2010, 6, 1))
    assert promise_of(rich, "A-2010-014").status is ActionStatus.IN_PROGRESS


def test_a_reference_that_two_carry_is_printed_with_what_tells_them_apart() -> None:
    rich = rich_meeting()
    (first,) = rich.state.by_reference("A-2010-014")
    (other,) = rich.state.by_reference("A-2010-016")
    rich.state.apply(Edit("verbs.edited").update(other, Action.reference("A-2010-014")).done())
    marks = {f"A-2010-014·{one.id[-2:].lower()}" for one in (first, other)}
    text = minutes_markdown(sheet_of(rich, Audience.SECRETARIAT))
    assert all(f"**Action {mark}:**" in text for mark in marks)
    assert "Action A-2010-014:" not in text


def test_no_mark_tells_of_one_that_the_audience_may_not_see() -> None:
    rich = rich_meeting()
    (action,) = rich.state.by_reference("A-2010-014")
    secret = (Action.reference("A-2010-014"), Action.text("x"), Action.audience(Audience.SECRETARIAT))
    rich.state.add(Action, *secret)
    assert "Action A-2010-014:" in minutes_markdown(sheet_of(rich))
    shown = f"A-2010-014·{action.id[-2:].lower()}"
    assert f"Action {shown}:" in minutes_markdown(sheet_of(rich, Audience.SECRETARIAT))


def test_a_date_that_was_moved_later_is_the_old_one_then() -> None:
    rich = rich_meeting()
    (action,) = rich.state.by_reference("A-2010-014")
    for day in (date(2010, 4, 20), date(2010, 4, 1)):
        moved = (DueChange.on(day), DueChange.before(day), DueChange.after(date(2010, 9, 1)))
        rich.state.add(DueChange, DueChange.action(action.id), *moved)
    assert promise_of(rich, "A-2010-014").due == date(2010, 4, 1)


def test_next_meeting_is_a_day_once_it_was_held() -> None:
    rich = rich_meeting()
    assert promise_of(rich, "A-2010-017").due == "next_meeting"
    assert promise_of(rich, "A-2010-011").due == MEETS_ON
    assert promise_of(rich, "A-2010-011").pending


def test_names_are_those_of_the_day() -> None:
    rich = rich_meeting()
    text = minutes_markdown(sheet_of(rich))
    assert "UN Development Fund for Women (UNIFEM)" in text
    assert "UN Women" not in text


def test_everyone_is_told_of_organizations_only() -> None:
    rich = rich_meeting()
    text = minutes_markdown(sheet_of(rich, Audience.EVERYONE))
    for person in ("Head of department", "Legal adviser", "Visitor", "A. Example", "Secretariat"):
        assert person not in text
    assert "| Ministry of Justice (MoJ) | government | | alternate | present |" in text


def test_the_figures_are_of_what_the_audience_sees() -> None:
    rich = rich_meeting()
    seen = {audience: counts(sheet_of(rich, audience)).decisions for audience in Audience}
    assert [seen[audience] for audience in Audience] == [1, 1, 2, 2]


def test_no_task_is_in_any_export() -> None:
    rich = rich_meeting()
    (action,) = rich.state.by_reference("A-2010-016")
    from ictwg.domain.values import ActionKind

    settings = (Action.kind(ActionKind.TASK), Action.evidence("inner"), Action.assignee("Somebody"))
    rich.state.apply(Edit("verbs.edited").update(action, *settings).done())
    for exporter in EXPORTERS:
        said = exporter.render(rich.state, rich.meeting, Audience.SECRETARIAT, MEETS_ON, "en")
        assert "A-2010-016" not in said


def test_a_refusal_names_the_audience_and_the_field() -> None:
    state = MemoryState()
    meeting = state.add(Meeting, Meeting.date(MEETS_ON), Meeting.audience(Audience.CORE))
    for exporter in EXPORTERS:
        with pytest.raises(InvalidValueError) as refused:
            exporter.render(state, meeting, Audience.MEMBERS, MEETS_ON, "en")
        assert refused.value.field == "audience"
    assert exportable(state, Audience.MEMBERS) == ()
    assert exportable(state, Audience.CORE) == (meeting,)


@pytest.mark.parametrize(
    ("settings", "named"),
    [
        ((Meeting.reference("M-2010-03"),), "minutes-M-2010-03-2010-03-12-members.md"),
        ((), "minutes-M-2010-03-12-members.md"),
        ((Meeting.series("LAW"),), "minutes-M-LAW-2010-03-12-members.md"),
        ((Meeting.reference("../../x"),), "minutes-x-2010-03-12-members.md"),
        ((Meeting.reference("M\u202e01/..\\CON"),), "minutes-M01-CON-2010-03-12-members.md"),
    ],
)
def test_file_names_are_safe(settings: tuple[object, ...], named: str) -> None:
    state = MemoryState()
    meeting = state.add(Meeting, *settings, Meeting.date(MEETS_ON))  # type: ignore[arg-type]  # settings of a meeting
    assert export_name(state, meeting, EXPORTERS[0], Audience.MEMBERS) == named


def _export(state: MemoryState, meeting: Meeting, folder: Path) -> WrittenFile:
    document = exporter_named("minutes").document(state, meeting, Audience.MEMBERS, MEETS_ON)
    return write_export(str(folder), *planned(document, MARKDOWN, str(folder / "group.json"))[1:3])


def test_an_edit_by_hand_is_kept_whichever_device_exports(tmp_path: Path) -> None:
    here, there = rich_meeting(), rich_meeting()
    first = _export(here.state, here.meeting, tmp_path)
    with open(first.path, "a", encoding="utf-8") as file:  # noqa: PTH123 - a plain path
        file.write("A line by hand.\n")
    second = _export(there.state, there.meeting, tmp_path)
    assert second.path.endswith("-members-v2.md")
    assert second.kept == first.path
    there.state.apply(Edit("verbs.edited").update(there.meeting, Meeting.venue("Elsewhere")).done())
    changed = there.state.get(Meeting, there.meeting.id)
    assert changed is not None
    assert _export(there.state, changed, tmp_path).path == second.path
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        "minutes-M-2010-03-2010-03-12-members-v2.md",
        "minutes-M-2010-03-2010-03-12-members.md",
    ]


def test_a_meeting_without_anything_can_be_exported() -> None:
    state = MemoryState()
    meeting = state.add(Meeting, Meeting.state(MeetingState.PLANNED))
    for exporter in EXPORTERS:
        assert exporter.render(state, meeting, Audience.SECRETARIAT, MEETS_ON, "en")


def test_many_members_are_in_protocol_order() -> None:
    rich = rich_meeting()
    rows = [row.acronym for row in sheet_of(rich).organizations]
    assert rows == ["MFA", "MoJ", "PNTL", "IOM", "UNIFEM", "FND"]
    assert len(rich.state.all(Organization)) == len(rows)


def test_two_meetings_of_one_day_have_two_files(tmp_path: Path) -> None:
    state = MemoryState()
    meetings = [state.add(Meeting, Meeting.date(MEETS_ON), Meeting.title(title)) for title in ("One", "Two")]
    paths = {_export(state, meeting, tmp_path).path for meeting in meetings * 2}
    assert len(paths) == len(list(tmp_path.iterdir())) == 2


def test_each_run_of_restricted_lines_leaves_one_mark_in_its_place() -> None:
    rich = rich_meeting()
    for text, audience in (("a", Audience.CORE), ("b", Audience.CORE), ("c", Audience.EVERYONE), ("d", Audience.CORE)):
        say(rich, "Closure", text, audience=audience)
    (closing,) = (item for item in sheet_of(rich).items if item.title == "Closure")
    assert [line.text or line.restricted for line in closing.lines] == [True, "c", True]


def test_the_head_of_an_agenda_is_of_the_day_it_went_out_and_of_minutes_when_they_did() -> None:
    """Until then of the meeting's; adoption changes nothing of it."""
    rich = rich_meeting()
    meeting = rich.meeting
    for agenda, minutes in product((None, date(2010, 3, 2)), (None, date(2010, 3, 19))):
        days = (Meeting.agenda_circulated(agenda), Meeting.circulated(minutes))
        rich.state.apply(Edit("verbs.edited").update(meeting, *days).done())
        (meeting,) = (one for one in rich.state.all(Meeting) if one.id == rich.meeting.id)
        for name, day in (("agenda", agenda), ("minutes", minutes), ("action-points", minutes)):
            text = exporter_named(name).render(rich.state, meeting, Audience.MEMBERS, date(2010, 6, 1), "en")
            assert f'status_date: "{day or MEETS_ON}"' in text
    meeting = adopted(rich.state, meeting, date(2010, 4, 3))
    text = exporter_named("minutes").render(rich.state, meeting, Audience.MEMBERS, date(2010, 6, 1), "en")
    assert f'status_date: "{meeting.circulated}"' in text


def test_pages_say_the_day_of_the_meeting_that_adopted_them_and_what_is_read_back_its_reference() -> None:
    rich = rich_meeting()
    later, day = rich.state.add(Meeting, Meeting.reference("M-2010-09")), date(2010, 9, 14)
    for how, pages in ((Adoption.AT_MEETING, "Aprovada na reunião de 14"), (Adoption.BY_SILENCE, "tacitamente em 14")):
        way = (Meeting.adopted_how(how), Meeting.adopted_at(later.id), Meeting.adopted_on(day))
        told = Edit("verbs.edited").update(rich.meeting, Meeting.minutes_state(MinutesState.ADOPTED), *way)
        rich.state.apply(told.done())
        document = exporter_named("minutes").document(
            rich.state, rich.state.get(Meeting, rich.meeting.id) or later, Audience.MEMBERS, MEETS_ON, "pt"
        )
        said = [plain_text(one.text) for one in document.blocks if isinstance(one, Paragraph)]
        assert any(f"{pages} de setembro de 2010" in one for one in said)
        assert ("Aprovada na reunião M-2010-09" in MARKDOWN.write(document).decode()) is (how is Adoption.AT_MEETING)
