"""Charts in pages: the bars of the terminal behind the rows of a table, with words for who cannot see them."""

from __future__ import annotations

import re
from datetime import date
from functools import partial
from html import unescape

import pytest
from tests.builders import MemoryState
from tests.generated_plan import TODAY, GeneratedPlan
from tests.papers_made import HTML, MARKDOWN, report_text

from ictwg.domain.changes import Edit
from ictwg.domain.figures import DARK
from ictwg.domain.records import Activity
from ictwg.domain.values import Audience
from ictwg.reports import figures_of
from ictwg.reports.period import asked_for
from ictwg.reports.report import Report, ReportTable, report_document
from ictwg.ui.screens.reports import ReportRow, laid_out, rows_of
from ictwg.ui.widgets.columns import Column, words_in

BAR = r"<tr><td[^>]*>(.*?)</td>.*<title>(.*?)</title>(.*?)</svg></td></tr>"


@pytest.mark.parametrize("kind", ["plan", "recommendations", "annual"])
def test_every_bar_is_drawn_behind_its_row_and_told_in_words(kind: str) -> None:
    asked = asked_for(TODAY, date(2009, 1, 1), TODAY, audience=Audience.CORE)
    report = figures_of(kind, GeneratedPlan(1).state, asked, TODAY).report(asked)
    page, plain = report_text(report, HTML), report_text(report, MARKDOWN)
    drawn = [(unescape(name), words, picture.count("<rect")) for name, words, picture in re.findall(BAR, page)]
    assert len(drawn) == page.count("<svg") > 0
    assert DARK in plain
    tables = [one for part in (report, *report.parts) for one in part.tables if one.bars]
    bars = [(row[0], bar) for one in tables for row, bar in zip(one.rows, one.bars, strict=True) if bar is not None]
    assert drawn == [(name, f"{bar.dark} + {bar.light}", (bar.dark > 0) + (bar.light > 0)) for name, bar in bars]


def test_what_a_name_says_is_no_markup_of_the_picture() -> None:
    generated = GeneratedPlan(1)
    for pillar in generated.pillars[-1]:
        part = generated.state.get(Activity, pillar)
        assert part is not None
        title = Activity.title("</svg><script>x</script>")
        generated.state.apply(Edit("verbs.edited").update(part, title).done())
    asked = asked_for(TODAY, date(2009, 1, 1), TODAY, audience=Audience.CORE)
    page = report_text(figures_of("plan", generated.state, asked, TODAY).report(asked), HTML)
    assert "&lt;script&gt;" in page
    assert "<script>" not in page


def test_a_column_without_a_cell_gives_its_room_and_figures_stand_to_the_right() -> None:
    rows = (("A", "", "60,000", "45"), ("B", "", "<5", "T-3"))
    table = ReportTable("Costs", ("Part", "Empty", "Paid", "Code"), rows, droppable=(1, 3)).without_empty_columns()
    assert (table.columns, table.droppable, table.figures) == (("Part", "Paid", "Code"), (2,), (False, True, False))
    assert ReportTable("", ("Men", "Part"), (("–", "A"), ("12", "B"))).figures == (True, False)
    page = report_text(Report("costs", "Costs", (), (), (table,), {}, "en", example=False), HTML)
    assert re.findall("<td[^>]+right[^>]+>(.*?)</td>", page) == ["60,000", "&lt;5"]
    assert "\n| --- | ---: | --- |\n" in report_text(
        Report("costs", "Costs", (), (), (table,), {}, "en", example=False)
    )


@pytest.mark.parametrize(("columns", "wide"), [(8, False), (9, True)])
def test_a_report_with_a_wide_table_lies_on_its_side(columns: int, *, wide: bool) -> None:
    table = ReportTable("Costs", ("Paid",) * columns, (("1",) * columns,))
    report = Report("costs", "Costs", (), (), (table,), {}, "en", example=False)
    assert report_document(report, asked_for(TODAY, None, None), MemoryState()).setup.landscape is wide


def test_the_columns_of_a_table_in_which_nothing_stands_stay() -> None:
    table = ReportTable("Clearance", ("A", "B"), (("", ""),))
    assert table.without_empty_columns() == table


def test_the_names_of_a_table_are_readable_beside_all_its_figures() -> None:
    asked = asked_for(TODAY, date(2009, 1, 1), TODAY, audience=Audience.CORE)
    report = figures_of("plan", GeneratedPlan(1).state, asked, TODAY).report(asked)
    line = (Column[ReportRow]("", "", partial(laid_out, room=76)),)
    rows = [row for row in rows_of(report, 76) if isinstance(row, ReportRow) and len(row.cells) > 6]
    told = [words_in(line, row) for row in rows if row.cells[0].startswith("Pillar ")]
    assert told
    assert all(text.startswith("Pillar ") for text in told)
