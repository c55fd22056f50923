"""Every report for odd periods and each audience, against a recount of the file; and the same wherever it stands."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal
from functools import cache
from html import unescape
from itertools import product
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from tests import recount
from tests.all_of import some
from tests.drawn_group import GROUPS, TODAY, group
from tests.papers_made import HTML, report_text

from ictwg.domain.schema import RECORDS
from ictwg.domain.seen import AudienceView
from ictwg.domain.values import Audience, YearState
from ictwg.locales import t
from ictwg.reports import REPORTS, figures_of
from ictwg.reports.figure_tables import CountedFigures, FigureRow, told_tables
from ictwg.reports.period import ReportRequest, asked_for, moved
from ictwg.reports.report import Figures, Report, ReportTable
from ictwg.ui.screens.reports import ReportRow, _shared, rows_of

pytestmark = pytest.mark.once
"""What our own code counts in a drawn group is the same on every Python."""

PERIODS = {
    "odd days": (date(2009, 3, 7), date(2010, 2, 19)),
    "one day": (date(2009, 9, 9), date(2009, 9, 9)),
    "past and to come": (date(2010, 1, 1), date(2010, 12, 31)),
    "before it began": (date(2005, 1, 1), date(2006, 12, 31)),
    "after it ended": (date(2012, 2, 29), date(2013, 1, 1)),
    "all": (date(2001, 1, 1), date(2015, 12, 31)),
}
KINDS = [kind.name for kind in REPORTS]
WHOLE = ("round_answers", "participant_counts", "participants", "outside_questions", "clearance_steps")
"""What is counted for everybody, and shown to few."""


@cache
def seen(which: str | int, audience: Audience) -> recount.File:
    """The file without the rows that these readers may not see."""
    tables, state = group(which)
    may_see = AudienceView(state, audience)
    told = {
        name: {id: row for id, row in rows.items() if name in WHOLE or may_see.get(RECORDS[name], id) is not None}
        for name, rows in tables.items()
        if name in RECORDS
    }
    return recount.File(told)


def asked_of(period: str, audience: Audience) -> ReportRequest:
    since, until = PERIODS[period]
    return asked_for(TODAY, since, until, audience=audience)


def counted(which: str | int, kind: str, asked: ReportRequest) -> dict[str, Any]:
    found: dict[str, Any] = figures_of(kind, group(which)[1], asked, TODAY).json(asked)
    return found


ELSEWHERE = {
    "attendance": dict.fromkeys(("organizations", "meetings"), "test_json_adds_up_to_a_count_by_hand"),
    "trainings": {
        **dict.fromkeys(
            ("audience_groups", "held_in", "serves_in", "organizations"), "test_every_figure_is_that_of_the_lists"
        ),
        **dict.fromkeys(("different", "unnamed", "not_counted"), "test_every_figure_is_that_of_the_lists"),
        "doubtful": "test_the_secretariat_reads_who_may_be_one_person",
        "still_serving": "test_the_secretariat_reads_who_still_serves_where_they_were_trained_for",
    },
    "campaigns": dict.fromkeys(("serves_in", "untrained"), "test_where_held_and_where_they_serve_are_two_tables"),
    "programme": {
        "people": "test_people_stand_once_and_members_read_no_few_of_them",
        "places": "test_places_count_what_is_paid_for",
        "results": "test_done_is_what_the_lists_say_of_what_is_paid_for",
    },
    "plan": {
        "indicators": "test_every_indicator_of_the_latest_plan_is_that_of_the_lists",
        "by_sex": "test_people_by_sex_are_those_of_the_lists_and_small_numbers_for_others",
        "changes": "test_a_new_version_is_compared_part_by_part",
    },
}
"""Tables and figures that are counted again from lists of their own, and by which test."""

READERS = (*((audience, False) for audience in Audience), (Audience.MEMBERS, True))
"""Who asks, and whether the chair has cleared figures by organization for them."""


def again(kind: str, asked: ReportRequest, file: recount.File) -> recount.Counted:
    since, until, at, today = (day.isoformat() for day in (asked.since, asked.until, min(asked.until, TODAY), TODAY))
    told_of = (asked.by_organization, asked.compares, asked.audience is Audience.SECRETARIAT)
    return recount.counted(kind, file, recount.Asked(since, until, at, today, *told_of))


@pytest.mark.parametrize("period", PERIODS)
@pytest.mark.parametrize("which", GROUPS)
def test_every_figure_is_that_of_the_file(which: str | int, period: str) -> None:
    for audience, cleared in READERS:
        for kind in KINDS:
            asked = asked_of(period, audience)._replace(organizations=cleared)
            compare(
                (which, period, audience, kind), counted(which, kind, asked), again(kind, asked, seen(which, audience))
            )


def compare(where: object, said: dict[str, Any], told: dict[str, Any]) -> None:
    for name, expected in told.items():
        found = said.get(name)
        if isinstance(expected, dict):
            compare((where, name), found or {}, expected)
        elif isinstance(expected, list):
            keys = expected[0].keys() if expected else ()
            rows = Counter(tuple(_plainly(row, key) for key in keys) for row in found or ())
            assert len(found or ()) == len(expected), (where, name)
            assert rows == Counter(tuple(str(row[key]) for key in keys) for row in expected), (where, name)
        elif isinstance(expected, set):
            assert set(str(found).split(", ")) == expected, (where, name)
        else:
            assert (len(found) if isinstance(found, list) else found) == expected, (where, name)


def _plainly(row: dict[str, Any], key: str) -> str:
    """When work begins is reckoned in working days, which the recount has none of; organizations are counted."""
    value = row["organizations"].count(", ") + 1 if key == "count" else row.get(key)
    return "to_come" if value == YearState.BEGUN else str(value)


@pytest.mark.parametrize("kind", KINDS)
def test_no_table_and_no_column_of_figures_is_without_its_recount(kind: str) -> None:
    known = ELSEWHERE.get(kind, {})
    asked = asked_of("all", Audience.SECRETARIAT)
    for which in GROUPS:
        told = again(kind, asked, seen(which, Audience.SECRETARIAT))
        for name, value in counted(which, kind, asked).items() if kind != "annual" else ():
            rows = value if isinstance(value, list) else []
            assert name in told or name in known, name
            columns = {key for row in rows if isinstance(row, dict) for key, one in row.items() if is_figure(one)}
            listed = told[name][0] if isinstance(told.get(name), list) and told[name] else columns
            assert {f"{name}.{key}" for key in columns - {*listed}} <= {
                *known,
                *(f"{n}.{k}" for n in known for k in columns),
            }
    there = "".join(path.read_text("utf-8") for path in Path(__file__).parents[1].glob("[pr]*/test_*.py"))
    assert [test for test in known.values() if f"def {test}(" not in there] == []


@pytest.mark.parametrize("period", PERIODS)
def test_the_figures_at_the_head_of_the_year_are_those_of_its_parts_in_both_periods(period: str) -> None:
    for which in GROUPS:
        asked = asked_of(period, Audience.SECRETARIAT)
        told = [again("annual", one, seen(which, Audience.SECRETARIAT)) for one in (asked, moved(asked, -1))]
        (table,) = figures_of("annual", group(which)[1], asked, TODAY).report(asked).tables
        names = {t(f"reports.annual.{part}.{name}"): (part, name) for part, name in KEY_FIGURES}
        assert {row[0] for row in table.rows} == names.keys()
        for title, *both in table.rows:
            part, name = names[title]
            for shown, parts in zip(both, told, strict=True):
                assert shown in ({str(parts[part][name])} if parts[part][name] else {"0", "–"}), (which, title)


KEY_FIGURES = (
    *(("attendance", "held"), ("decisions", "taken"), ("followup", "given"), ("followup", "done")),
    *(("followup", "overdue"), ("trainings", "held"), ("trainings", "participations"), ("campaigns", "actions")),
    *(("campaigns", "covered"), ("recommendations", "implemented")),
)


class Counted(NamedTuple):
    kind: str
    asked: ReportRequest
    figures: Figures
    report: Report


@cache
def reports() -> tuple[Counted, ...]:
    """Of every kind, for those who read most and least of organizations, in two groups."""
    found = []
    for which, kind, audience in product(("example", 1), KINDS, (Audience.SECRETARIAT, Audience.MEMBERS)):
        asked = asked_of("all", audience)
        figures = figures_of(kind, group(which)[1], asked, TODAY)
        found.append(Counted(kind, asked, figures, figures.report(asked)))
    return tuple(found)


def tables_of(report: Report) -> Iterator[ReportTable]:
    yield from report.tables
    for part in report.parts:
        yield from tables_of(part)


def is_figure(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


def digits(cells: Iterable[str]) -> list[str]:
    return re.findall("[0-9]+", " ".join(cells).replace(",", ""))


def test_a_report_says_the_same_in_markdown_on_the_page_on_the_screen_and_in_json() -> None:
    for kind, asked, figures, report in some(reports()):
        rows = [digits(row) for table in tables_of(report) for row in table.rows]
        bars = [bool(table.bars) for table in tables_of(report) for _ in table.rows]
        printed = [cells[: len(cells) - bar] for cells, bar in zip(_printed(report_text(report)), bars, strict=True)]
        assert list(map(digits, printed)) == rows, kind
        page = re.findall(r"<tr>(.*?)</tr>", report_text(report, HTML), re.DOTALL)
        cells = [re.findall(r"<td[^>]*>(.*?)</td>", row, re.DOTALL) for row in page]
        shown = [[re.sub("<[^>]*>", "", unescape(cell)) for cell in row] for row in cells if row]
        assert [digits(row[: len(row) - bar]) for row, bar in zip(shown, bars, strict=True)] == rows, kind
        screen = [row for row in rows_of(report, 200) if isinstance(row, ReportRow) and row.heads]
        assert [digits(row.cells) for row in screen] == rows, kind
        if isinstance(figures, CountedFigures):
            said = figures.json(asked)
            told: defaultdict[str, list[FigureRow]] = defaultdict(list)
            for table in told_tables(figures.tables, asked):
                told[table.name] += table.rows
            for name, own in told.items():
                for row, values in zip(said[name], own, strict=True):
                    numbers = [value for value in values.values if is_figure(value)]
                    assert [value for key, value in row.items() if is_figure(value)] == numbers, (kind, name)


def _printed(text: str) -> Iterator[list[str]]:
    """The rows of the tables in markdown, without their heads."""
    lines = text.split("\n")
    for line, following in zip(lines, [*lines[1:], ""], strict=True):
        if line.startswith("|") and not line.startswith("| -") and not following.startswith("| -"):
            yield line.split("|")[1:-1]


def test_a_total_is_the_sum_of_its_rows_and_a_row_of_its_parts() -> None:
    met: Counter[str] = Counter()
    for kind, asked, figures, report in reports():
        for table in tables_of(report):
            for total in (row for row in table.rows if row[0] == t("reports.column.total")):
                met[kind] += 1
                words = [at for at, figure in enumerate(table.figures) if at and not figure]
                own = [
                    row
                    for row in table.rows
                    if row[0] != total[0] and not row[0].startswith("– ") and all(row[at] == total[at] for at in words)
                ]
                adds = (at for at, head in enumerate(table.columns) if table.figures[at] and "%" not in head)
                for at in adds:
                    assert _number(total[at]) == sum(_number(row[at]) for row in own), (kind, table.heading, total)
        said = figures.json(asked)
        for name, (whole, parts) in PARTS.items():
            for row in said.get(name) or () if isinstance(figures, CountedFigures) else ():
                if is_figure(row.get(whole)) and all(part in row for part in parts):
                    met[name] += 1
                    assert row[whole] == sum(row[part] or 0 for part in parts), (kind, name, row)
    assert {"plan", "programme", "pillars", "sources", "rounds", "trainings"} <= met.keys()


PEOPLE = ("female", "male", "not_known", "not_shown")
PARTS = {
    "pillars": ("activities", recount.STATUSES),
    "sources": ("total", recount.UPTAKES),
    "rounds": ("asked", ("received", "nothing_to_report", "waiting")),
    **dict.fromkeys(
        ("trainings", "organizations", "audience_groups", "held_in", "serves_in", "people"), ("total", PEOPLE)
    ),
}
"""The column that is the sum of others, by the name of the table."""


def _number(cell: str) -> Decimal:
    return Decimal(cell.replace(",", "") or 0)


@pytest.mark.parametrize("room", [36, 58, 76, 118])
def test_a_column_that_has_no_room_is_named_below_its_table(room: int) -> None:
    hidden = 0
    for kind, _, _, report in reports():
        rows = [row for row in rows_of(report, room) if isinstance(row, ReportRow)]
        for heads in (row for row in rows if row.widths and not row.heads):
            gone = [head for head, width in zip(heads.cells, _shared(heads, room), strict=True) if not width]
            place = heads.id.removesuffix("heads")
            said = " ".join(row.cells[0] for row in rows if row.id.startswith(f"{place}hidden/"))
            assert (t("reports.hidden", columns=", ".join(gone)) if gone else "").split() == said.split(), (kind, place)
            hidden += len(gone)
    assert hidden or room > 100


def test_the_recount_uses_no_code_of_the_program() -> None:
    assert "ictwg" not in Path(recount.__file__).read_text("utf-8")
