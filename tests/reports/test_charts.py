"""Charts in pages: the bars of the terminal, with words for who cannot see them, and a table that says the same."""

from __future__ import annotations

import re
from datetime import date
from functools import partial
from html import unescape

import pytest
from tests.generated_plan import TODAY, GeneratedPlan

from ictwg.domain.bars import DARK
from ictwg.domain.changes import Edit
from ictwg.domain.records import Activity
from ictwg.domain.values import Audience
from ictwg.minutes.printed.files import HTML, MARKDOWN
from ictwg.reports import figures_of
from ictwg.reports.period import asked_for
from ictwg.reports.report import Report, ReportTable, report_text
from ictwg.ui.screens.reports import ReportRow, laid_out, rows_of
from ictwg.ui.widgets.columns import Column, words_in

CHART = r'</table>\s*<svg role="img".*?<title>(.*?)</title>\s*<desc>(.*?)</desc>(.*?)</svg>'


@pytest.mark.parametrize("kind", ["plan", "recommendations", "annual"])
def test_every_bar_stands_in_a_picture_in_its_words_and_in_a_table(kind: str) -> None:
    asked = asked_for(TODAY, date(2009, 1, 1), TODAY, audience=Audience.CORE)
    report = figures_of(kind, GeneratedPlan(1).state, asked, TODAY).report(asked)
    page, plain = report_text(report, HTML), report_text(report, MARKDOWN)
    charts = re.findall(
        r'</table>\s*<svg role="img".*?<title>(.*?)</title>\s*<desc>(.*?)</desc>(.*?)</svg>', page, re.DOTALL
    )
    assert len(charts) == page.count("<svg") > 0
    assert DARK in plain
    tables = [one for part in (report, *report.parts) for one in part.tables if one.rows and any(one.bars)]
    assert [unescape(title) for title, _, _ in charts] == [one.heading for one in tables]
    for one, (_, words, drawn) in zip(tables, charts, strict=True):
        for row, bar in zip(one.rows, one.bars, strict=True):
            if bar is not None:
                assert f"{row[0]}: {bar.dark} + {bar.light}" in unescape(words)
        assert drawn.count("<rect") == sum((bar.dark > 0) + (bar.light > 0) for bar in one.bars if bar is not None)


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
    table = ReportTable("Costs", ("Part", "Empty", "Paid", "Code"), rows, less=(1, 3)).without_empty_columns()
    assert (table.columns, table.less, table.figures) == (("Part", "Paid", "Code"), (2,), (False, True, False))
    page = report_text(Report("costs", "Costs", (), (), (table,), {}, "en", example=False), HTML)
    assert re.findall("<td[^>]+right[^>]+>(.*?)</td>", page) == ["60,000", "&lt;5"]


def test_the_names_of_a_table_are_readable_beside_all_its_figures() -> None:
    asked = asked_for(TODAY, date(2009, 1, 1), TODAY, audience=Audience.CORE)
    report = figures_of("plan", GeneratedPlan(1).state, asked, TODAY).report(asked)
    line = (Column[ReportRow]("", "", partial(laid_out, room=76)),)
    rows = [row for row in rows_of(report, 76) if isinstance(row, ReportRow) and len(row.cells) > 6]
    told = [words_in(line, row) for row in rows if row.cells[0].startswith("Pillar ")]
    assert told
    assert all(text.startswith("Pillar ") for text in told)
