"""From the proposal to the meeting, in one transaction."""

from __future__ import annotations

from datetime import date

import pytest
from tests.body import Body, named, without
from tests.builders import known

from ictwg.app.next_meeting.accepting import accept
from ictwg.app.next_meeting.standing_items import keep_template, template_of, under
from ictwg.domain.agenda import parked
from ictwg.domain.records import Action, AgendaItem, Group, Meeting, Series
from ictwg.domain.values import ActionKind, Audience, ItemKind, MeetingState, Outcome
from ictwg.errors import InvalidValueError
from ictwg.locales import t
from ictwg.minutes.printed.making import minutes_sheet
from ictwg.minutes.printed.minutes import minutes_markdown
from ictwg.tasks.checklists import react

THIRD, TODAY, NEXT = date(2010, 3, 12), date(2010, 3, 20), date(2010, 4, 9)


@pytest.fixture
def body() -> Body:
    return Body()


def test_the_meeting_is_planned_with_its_agenda_and_its_checklist_in_one_change(body: Body) -> None:
    item = body.topic(body.meet(THIRD), "Shelter", Outcome.DEFERRED)
    changes = accept(body.state, body.propose(TODAY, NEXT))
    followed = known(react(body.state, changes, TODAY))
    body.state.apply(changes.and_then(followed))
    meeting = body.again(Meeting, changes.created[0][1])
    assert (meeting.state, meeting.date) == (MeetingState.PLANNED, NEXT)
    carried = [one for one in body.state.all(AgendaItem) if one.carried_from == item.id]
    assert [one.meeting for one in carried] == [meeting.id]
    tasks = body.state.linked(Action, Action.meeting, meeting.id)
    assert len([task for task in tasks if task.kind is ActionKind.TASK]) > 5


def test_a_template_keeps_what_stands_under_its_items(body: Body) -> None:
    meeting = body.meet(THIRD)
    news = body.topic(meeting, "Round of news", Outcome.NOTED)
    for title in ("Ministries", "Others"):
        body.topic(meeting, title, Outcome.NOTED, AgendaItem.parent(news.id))
    others = next(one for one in body.state.all(AgendaItem) if one.title == "Others")
    body.topic(meeting, "Churches", Outcome.NOTED, AgendaItem.parent(others.id))
    wanted = {one.id for one in body.state.all(AgendaItem)} - {others.id}
    body.state.apply(keep_template(body.state, meeting, wanted))
    template = template_of(body.state, "", meeting.kind)
    assert [one.title for one in under(template)] == ["Round of news"]
    proposed = named(body.propose(TODAY, NEXT), "Round of news")
    assert proposed.lines == ("Ministries", "Churches")
    made = body.accept(body.propose(TODAY, NEXT))
    assert body.titles(made) == ["Round of news", "  Ministries", "  Churches"]


def test_what_is_dropped_is_not_on_the_agenda_and_what_was_carried_over_is_parked(body: Body) -> None:
    item = body.topic(body.meet(THIRD), "Shelter", Outcome.DEFERRED)
    made = body.accept(without(body.propose(TODAY, NEXT), "Shelter", "Any other business"))
    assert "Shelter" not in body.titles(made)
    assert "Any other business" not in body.titles(made)
    assert [(one.title, one.carried_from) for one in parked(body.state)] == [("Shelter", item.id)]


def test_a_parked_topic_that_is_kept_leaves_the_parking_lot(body: Body) -> None:
    waiting = body.state.add(AgendaItem, AgendaItem.title("Visit"))
    made = body.accept(body.propose(TODAY, NEXT))
    assert body.again(AgendaItem, waiting.id).meeting == made.id
    assert parked(body.state) == ()


def test_items_stand_in_the_order_that_was_chosen(body: Body) -> None:
    proposal = body.propose(TODAY, NEXT)
    turned = proposal._replace(items=tuple(reversed(proposal.items)))
    made = body.accept(turned)
    assert body.titles(made) == [item.title for item in turned.kept]
    back = body.propose(TODAY)
    again = body.accept(back._replace(items=tuple(reversed(back.items))))
    assert body.titles(again) == [item.title for item in reversed(back.kept)]


def test_without_a_day_there_is_no_meeting(body: Body) -> None:
    with pytest.raises(InvalidValueError) as refused:
        accept(body.state, body.propose(TODAY))
    assert refused.value.field == Meeting.date.name


@pytest.mark.parametrize(
    ("lang", "begins", "ends", "report", "adopt"),
    [
        ("pt", "Abertura", "Encerramento", "Relatório: Law", "Para aprovação: Definitions"),
        ("id", "Pembukaan", "Penutup", "Laporan: Law", "Untuk disahkan: Definitions"),
        ("tet", "Opening", "Closure", "Relatóriu: Law", t("preparing.title.adopt", title="Definitions")),
    ],
)
def test_an_agenda_is_prepared_in_the_language_of_the_group(
    body: Body, lang: str, begins: str, ends: str, report: str, adopt: str
) -> None:
    state = body.state
    state.add(Group, Group.name("Grupo"), Group.language(lang))
    state.add(Series, Series.code("LAW"), Series.name("Law"))
    law = state.add(Meeting, Meeting.date(THIRD), Meeting.series("LAW"), Meeting.state(MeetingState.HELD))
    item = body.topic(law, "Definitions", Outcome.DECIDED)
    body.decide(item, "Adult is who is eighteen.", "D-2010-01")
    proposal = body.propose(TODAY, NEXT)
    titles = [one.title for one in proposal.items]
    assert (titles[0], titles[-1]) == (begins, ends)
    assert {report, adopt} <= set(titles)


def test_the_closing_sections_stay_without_a_number_where_they_were_named_in_english(body: Body) -> None:
    meeting = body.meet(THIRD)
    kinds = (ItemKind.ANY_OTHER_BUSINESS, ItemKind.CLOSING)
    for title, kind in zip(("Any other business", "Encerramento"), kinds, strict=True):
        body.topic(meeting, title, None, AgendaItem.kind(kind))
    printed = minutes_markdown(minutes_sheet(body.state, meeting, Audience.MEMBERS, TODAY, "pt"))
    assert "\n## Any other business\n" in printed
    assert "\n## Encerramento\n" in printed
