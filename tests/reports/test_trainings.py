"""The report on trainings: every figure worked out again from the lists, and what others than the secretariat read."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from typing import Any

import pytest
from tests.all_of import some
from tests.builders import MemoryState, organization, person
from tests.generated_programme import TODAY, Came, Programme
from tests.papers_made import HTML, MARKDOWN, report_text

from ictwg.domain.changes import Edit
from ictwg.domain.records import Participant, Person, Role, Training
from ictwg.domain.schema import RECORDS
from ictwg.domain.values import Audience, ParticipantState
from ictwg.locales import LANGUAGES, t
from ictwg.reports import figures_of
from ictwg.reports.period import ReportRequest, asked_for

Json = dict[str, Any]

pytestmark = pytest.mark.once
"""What our own code counts in a generated programme is the same on every Python."""

SINCE = date(2009, 6, 1)
SEXES = ("female", "male", "not_known")
FIGURES = (*SEXES, "total")


@pytest.fixture(scope="module")
def programme() -> Programme:
    return Programme(3)


def request_for(audience: Audience, lang: str = "en") -> ReportRequest:
    return asked_for(TODAY, SINCE, TODAY, audience=audience, language=lang, organizations=True)


def told(programme: Programme, audience: Audience = Audience.SECRETARIAT) -> Json:
    asked = request_for(audience)
    return figures_of("trainings", programme.state, asked, TODAY).json(asked)


def text(programme: Programme, audience: Audience, form: str = MARKDOWN, lang: str = "en") -> str:
    asked = request_for(audience, lang)
    return report_text(figures_of("trainings", programme.state, asked, TODAY).report(asked), form)


def test_every_figure_is_that_of_the_lists(programme: Programme) -> None:
    said = told(programme)
    numbers = [number for number, day in enumerate(programme.days) if SINCE <= day <= TODAY]
    came = [one for number in numbers for one in programme.counted(number)]
    assert (said["held"], said["planned"]) == (len(numbers), 0)
    assert (said["participations"], {sex: said[sex] for sex in SEXES}) == (people(came), by_sex(came))
    assert said["different"] == len({one.who for one in came} - {None})
    assert said["unnamed"] == people(one for one in came if one.who is None)
    names = {training.id: number for number, training in enumerate(programme.trainings)}
    check(said["trainings"], came, lambda row: names[row["id"]], lambda one: one.training)
    check(said["organizations"], came, lambda row: acronym(row["organization"]), lambda one: one.home)
    check(said["audience_groups"], came, lambda row: row["audience_group"], lambda one: one.group)
    check(said["held_in"], came, lambda row: row["district"], lambda one: programme.places[one.training] or None)
    check(said["serves_in"], came, lambda row: row["district"], lambda one: one.district or None)


def check(rows: Sequence[Json], came: Iterable[Came], of_row: Callable[[Json], Any], of: Callable[[Came], Any]) -> None:
    """Each row of a table, and no row twice."""
    found = {of_row(row): {name: row[name] for name in FIGURES} for row in rows}
    wanted: dict[Any, list[Came]] = {}
    for one in came:
        wanted.setdefault(of(one), []).append(one)
    assert len(found) == len(rows)
    assert {key: row for key, row in found.items() if row["total"]} == {
        key: {**by_sex(ones), "total": people(ones)} for key, ones in wanted.items()
    }


def by_sex(came: Iterable[Came]) -> dict[str, int]:
    found: Counter[str] = Counter(dict.fromkeys(SEXES, 0))
    for one in came:
        found[one.sex or "not_known"] += one.people
    return dict(found)


def people(came: Iterable[Came]) -> int:
    return sum(one.people for one in came)


def acronym(name: str | None) -> int | None:
    return None if name is None else int(name.removeprefix("NGO-"))


@pytest.mark.parametrize("audience", [Audience.EVERYONE, Audience.MEMBERS, Audience.CORE])
def test_others_read_no_name_in_any_form(programme: Programme, audience: Audience) -> None:
    names = {row.name for row in programme.state.all(Participant)} - {""}
    said = told(programme, audience)
    assert ("doubtful" in said, "not_counted" in said) == (False, False)
    pages = [text(programme, audience, form, lang) for form in (MARKDOWN, HTML) for lang in LANGUAGES]
    for page in (*pages, json.dumps(said, ensure_ascii=False)):
        assert [name for name in names if name in page] == []


def test_the_secretariat_reads_who_may_be_one_person(programme: Programme) -> None:
    said = told(programme)
    page = text(programme, Audience.SECRETARIAT, HTML)
    assert said["doubtful"]
    assert said["not_counted"]
    assert t("reports.trainings.doubtful") in page
    assert said["doubtful"][0]["may_be"] in page


def test_the_secretariat_reads_who_still_serves_where_they_were_trained_for() -> None:
    state = MemoryState()
    ministry, police = organization(state, "MoJ"), organization(state, "PNTL")
    course = state.add(Training, Training.title("Course"), Training.starts_on(date(2009, 11, 2))).id
    stays, moved, left = (person(state, name, ministry) for name in ("Stays", "Moved", "Left"))
    state.apply(Edit("verbs.edited").update(moved, Person.organization(police.id)).done())
    state.add(Role, Role.person(left.id), Role.organization(ministry.id), Role.until(date(2009, 12, 31)))
    state.add(Role, Role.person(stays.id), Role.organization(ministry.id))
    homeless = state.add(Person, Person.name("Of nobody"))
    for who, district in ((stays, "Díli"), (moved, "Díli"), (left, "Ermera"), (None, "Ermera"), (homeless, "Díli")):
        state.add(
            Participant,
            Participant.training(course),
            Participant.person(who.id if who else None),
            Participant.name("" if who else "Somebody"),
            Participant.organization(None if who is homeless else ministry.id),
            Participant.duty_district(district),
            Participant.state(ParticipantState.ATTENDED),
        )
    asked = request_for(Audience.SECRETARIAT)
    figures = figures_of("trainings", state, asked, TODAY)
    found = figures.json(asked)["still_serving"]
    assert all(row["behind"] for row in found)
    counted = ("organization", "district", "still", "gone", "not_known")
    assert [tuple(row[name] for name in counted) for row in found] == [
        ("MoJ", "Díli", 1, 1, 0),
        ("MoJ", "Ermera", 0, 1, 1),
        (None, "Díli", 0, 0, 1),
    ]
    assert "still_serving" not in figures_of("trainings", state, request_for(Audience.CORE), TODAY).json(asked)


def test_a_figure_opens_the_records_behind_it(programme: Programme) -> None:
    asked = request_for(Audience.SECRETARIAT)
    report = figures_of("trainings", programme.state, asked, TODAY).report(asked)
    for table in some(report.tables[1:5]):
        for row, behind in some(zip(table.rows, table.leads, strict=True)):
            records = [programme.state.get(RECORDS[kind], id) for kind, id in behind]
            assert sum(getattr(record, "count", 1) for record in records) == int(row[-1].replace(",", ""))


def test_what_is_to_come_is_only_counted(programme: Programme) -> None:
    asked = asked_for(TODAY, SINCE, date(2010, 12, 31))
    said = figures_of("trainings", programme.state, asked, TODAY).json(asked)
    assert said["planned"] == sum(day > TODAY for day in programme.days) > 0
